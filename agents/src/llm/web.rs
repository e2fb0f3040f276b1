//! The HTTP client of all nodes. It follows no redirects, uses no proxy of the environment and
//! unpacks nothing; it believes the authorities of browsers and those that the owner names.

use std::error::Error;
use std::io;
use std::path::Path;
use std::time::Duration;

use reqwest::{Client, RequestBuilder, Response, Url, header};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use thiserror::Error;
use tokio::time::timeout;

use super::failure::{Failure, quoted};
use super::secret::Secret;

/// How long a connection may take to be made.
const CONNECT_MAX: Duration = Duration::from_secs(5);
/// How long an idle connection is kept; servers drop them after 60 s or more, uvicorn after 5.
const IDLE_MAX: Duration = Duration::from_secs(4);
/// Bytes of a list of models, or of a refusal.
const SMALL_BYTES_MAX: usize = 1 << 20;

/// Why no client can be made.
#[derive(Debug, Error)]
pub enum WebFault {
    #[error("the authorities in models.roots cannot be read: {said}")]
    Roots { said: String },
    #[error("the HTTP client cannot be made")]
    Client(#[from] reqwest::Error),
}

/// An HTTP client; cheap to clone.
#[derive(Debug, Clone)]
pub struct Web {
    client: Client,
}

impl Web {
    /// A client that believes these authorities besides those of browsers.
    pub fn new(
        more_roots: impl IntoIterator<Item = CertificateDer<'static>>,
    ) -> Result<Self, WebFault> {
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        for root in more_roots {
            roots.add(root).map_err(|fault| WebFault::Roots { said: fault.to_string() })?;
        }
        let ring = rustls::crypto::ring::default_provider();
        let mut tls = ClientConfig::builder_with_provider(ring.into())
            .with_safe_default_protocol_versions()
            .expect("ring speaks the protocol versions that are the default")
            .with_root_certificates(roots)
            .with_no_client_auth();
        tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            // Whether a call may be made again is for whoever made it to say.
            .retry(reqwest::retry::never())
            .connect_timeout(CONNECT_MAX)
            .pool_idle_timeout(IDLE_MAX)
            .user_agent(concat!("village-server/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self { client })
    }

    /// A client that also believes the authorities in a PEM file.
    pub fn with_roots_file(path: Option<&Path>) -> Result<Self, WebFault> {
        let Some(path) = path else { return Self::new([]) };
        let fault = |said: String| WebFault::Roots { said };
        let roots = CertificateDer::pem_file_iter(path).map_err(|why| fault(why.to_string()))?;
        let roots: Result<Vec<_>, _> = roots.collect();
        let roots = roots.map_err(|why| fault(why.to_string()))?;
        if roots.is_empty() {
            return Err(fault(format!("there is no certificate in {}", path.display())));
        }
        Self::new(roots)
    }

    /// The client itself, for what is no model server. Whoever uses it bounds what it hears.
    pub const fn client(&self) -> &Client {
        &self.client
    }

    pub(super) fn post(&self, url: Url, key: Option<&Secret>) -> RequestBuilder {
        with_key(self.client.post(url), key)
    }

    /// Hands in a JSON document, within this time. What the answer says is not read.
    pub async fn hand_in(&self, url: Url, json: Vec<u8>, within: Duration) -> Result<(), Failure> {
        let request = self.client.post(url).header(header::CONTENT_TYPE, "application/json");
        let answer = async {
            let response = request.body(json).send().await;
            accepted(response.map_err(|error| before_answer(&error))?, None).await.map(drop)
        };
        timeout(within, answer).await.unwrap_or(Err(Failure::Silent { after: within }))
    }

    /// A small JSON document, or why there is none, within this time.
    pub(super) async fn get_json<T: serde::de::DeserializeOwned>(
        &self,
        url: Url,
        key: Option<&Secret>,
        within: Duration,
    ) -> Result<T, Failure> {
        let answer = async {
            let request = with_key(self.client.get(url), key);
            let response = request.send().await.map_err(|error| before_answer(&error))?;
            let response = accepted(response, key).await?;
            let body = small_body(response).await?;
            serde_json::from_slice(&body)
                .map_err(|error| Failure::Malformed { said: error.to_string() })
        };
        timeout(within, answer).await.unwrap_or(Err(Failure::Silent { after: within }))
    }
}

fn with_key(request: RequestBuilder, key: Option<&Secret>) -> RequestBuilder {
    match key {
        Some(key) => request.header(header::AUTHORIZATION, key.bearer()),
        None => request,
    }
}

/// The answer if its status says yes, or the failure that its status means.
pub(super) async fn accepted(
    response: Response,
    key: Option<&Secret>,
) -> Result<Response, Failure> {
    let status = response.status().as_u16();
    match status {
        200..=299 => return Ok(response),
        300..=399 => return Err(Failure::Redirected { status }),
        // 529 is Anthropic's word for having too much to do.
        429 | 503 | 529 => {
            return Err(Failure::Busy { status, retry_after: retry_after(&response) });
        }
        _ => {}
    }
    let body = timeout(CONNECT_MAX, small_body(response)).await;
    let body = body.ok().and_then(Result::ok).unwrap_or_default();
    let text = String::from_utf8_lossy(&body);
    let said = match key {
        Some(key) => quoted(&key.blackened(&text)),
        None => quoted(&text),
    };
    Err(match status {
        401 | 403 | 404 | 405 | 407 => Failure::Unauthorized { status, said },
        500.. => Failure::Broken { status, said },
        _ => Failure::Rejected { status, said },
    })
}

/// `Retry-After` in seconds; a date counts as none, since no clock here can be compared with it.
fn retry_after(response: &Response) -> Option<Duration> {
    let text = response.headers().get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| Duration::from_secs(text.parse().unwrap_or(u64::MAX)))
}

async fn small_body(mut response: Response) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|error| within_answer(&error))? {
        if body.len() + piece.len() > SMALL_BYTES_MAX {
            return Err(Failure::TooLarge { bytes_max: SMALL_BYTES_MAX });
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}

/// What an error means that came before any head of an answer.
pub(super) fn before_answer(error: &reqwest::Error) -> Failure {
    let said = root_words(error);
    if error.is_connect() {
        return if is_tls(error) {
            Failure::Untrusted { said }
        } else {
            Failure::Unreachable { said }
        };
    }
    Failure::CutShort { said }
}

/// What an error means that came in the middle of an answer.
pub(super) fn within_answer(error: &reqwest::Error) -> Failure {
    Failure::CutShort { said: root_words(error) }
}

/// The innermost cause in words; never the URL.
fn root_words(error: &reqwest::Error) -> String {
    let mut last: &dyn Error = error;
    while let Some(source) = last.source() {
        last = source;
    }
    quoted(&last.to_string())
}

/// Whether rustls is among the causes.
fn is_tls(error: &(dyn Error + 'static)) -> bool {
    // What an io::Error carries is not its source but itself.
    let carried = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    error.is::<rustls::Error>()
        || carried.is_some_and(|carried| is_tls(carried))
        || error.source().is_some_and(is_tls)
}
