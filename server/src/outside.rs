//! Asking others over the web: PayPal for a certificate, a log-in provider for who somebody is.
//!
//! Every question has a limit of time and every answer one of size. Where an answer points is
//! never followed, no proxy of the environment is used, and only the authorities that browsers
//! trust are believed. Plain `http` goes to this machine itself only, for tests and for
//! providers that run beside the village.

use std::error::Error;
use std::net::IpAddr;
use std::time::Duration;

use axum::http::uri::Uri;
use axum::http::{HeaderValue, Request, Response, header};
use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use rustls::{ClientConfig, RootCertStore};
use tokio::time::timeout;
use url::{Host, Url};

/// How long a question takes at most, from looking up the host to the last byte.
const TIME_MAX: Duration = Duration::from_secs(5);
/// How long a connection is kept for the next question.
const IDLE_MAX: Duration = Duration::from_secs(30);

/// The one client for questions to others. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Outside {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    time_max: Duration,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Unreached {
    #[error("the address is neither https nor http to this machine itself")]
    Address,
    #[error("there was no answer within {0:?}")]
    Late(Duration),
    #[error("the connection failed: {0}")]
    Failed(Box<dyn Error + Send + Sync>),
    #[error("the answer is larger than {0} bytes")]
    TooLarge(usize),
}

impl Outside {
    /// A client that gives up after five seconds.
    pub fn new() -> Self {
        Self::within(TIME_MAX)
    }

    /// A client that gives up after this time.
    pub fn within(time_max: Duration) -> Self {
        let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        let ring = rustls::crypto::ring::default_provider();
        let tls = ClientConfig::builder_with_provider(ring.into())
            .with_safe_default_protocol_versions()
            .expect("ring speaks the protocol versions that are the default")
            .with_root_certificates(roots)
            .with_no_client_auth();
        let tls = HttpsConnectorBuilder::new().with_tls_config(tls).https_or_http();
        let client = Client::builder(TokioExecutor::new())
            .pool_idle_timeout(IDLE_MAX)
            .build(tls.enable_http1().build());
        Self { client, time_max }
    }

    /// The answer to a plain question for this address.
    pub async fn get(&self, url: &str, bytes_max: usize) -> Result<Response<Vec<u8>>, Unreached> {
        let request = Request::get(url).body(Vec::new()).map_err(|_| Unreached::Address)?;
        self.ask(request, bytes_max).await
    }

    /// The answer to this question, with a body of at most so many bytes.
    pub async fn ask(
        &self,
        request: Request<Vec<u8>>,
        bytes_max: usize,
    ) -> Result<Response<Vec<u8>>, Unreached> {
        if !goes_safely(request.uri()) {
            return Err(Unreached::Address);
        }
        let mut request = request.map(|body| Full::new(Bytes::from(body)));
        // GitHub answers nobody who does not say what it is.
        let village = concat!("village-server/", env!("CARGO_PKG_VERSION"));
        request.headers_mut().insert(header::USER_AGENT, HeaderValue::from_static(village));
        let answer = async {
            let answer = self.client.request(request).await;
            let (head, body) =
                answer.map_err(|error| Unreached::Failed(error.into()))?.into_parts();
            let body = Limited::new(body, bytes_max).collect().await.map_err(|error| {
                let large = error.is::<LengthLimitError>();
                if large { Unreached::TooLarge(bytes_max) } else { Unreached::Failed(error) }
            })?;
            Ok(Response::from_parts(head, body.to_bytes().into()))
        };
        timeout(self.time_max, answer).await.unwrap_or(Err(Unreached::Late(self.time_max)))
    }
}

impl Default for Outside {
    fn default() -> Self {
        Self::new()
    }
}

fn goes_safely(uri: &Uri) -> bool {
    Url::parse(&uri.to_string()).is_ok_and(|url| may_be_asked(&url))
}

/// Whether a question to this address stays secret on its way: by TLS, or because it does not
/// leave this machine.
pub fn may_be_asked(url: &Url) -> bool {
    let this_machine = match url.host() {
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        Some(Host::Domain(_)) | None => false,
    };
    match url.scheme() {
        "https" => url.has_host(),
        "http" => this_machine,
        _ => false,
    }
}
