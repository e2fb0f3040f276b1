//! Asking others over the web: PayPal for a certificate, a log-in provider for who somebody is.
//!
//! Every question has a limit of time and every answer one of size. Where an answer points is
//! never followed, no proxy of the environment is used, and only the authorities that browsers
//! trust are believed. Plain `http` goes to this machine itself only, for tests and for
//! providers that run beside the village.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{Request, Response};
use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use rustls::{ClientConfig, RootCertStore};

/// How long a question takes at most, from looking up the host to the last byte.
const TIME_MAX: Duration = Duration::from_secs(5);

/// The one client for questions to others. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Outside(Client);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Unreached {
    #[error("the address is neither https nor http to this machine itself")]
    Address,
    #[error("{0}")]
    Failed(reqwest::Error),
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
        let ring = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(ring)
            .with_safe_default_protocol_versions()
            .expect("ring speaks the protocol versions that are the default")
            .with_root_certificates(roots)
            .with_no_client_auth();
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(Policy::none())
            .no_proxy()
            .referer(false)
            .timeout(time_max)
            .user_agent(concat!("village-server/", env!("CARGO_PKG_VERSION")))
            .build()
            .expect("a client without options that can fail");
        Self(client)
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
        let request = reqwest::Request::try_from(request).map_err(|_| Unreached::Address)?;
        if !may_be_asked(request.url()) {
            return Err(Unreached::Address);
        }
        let quiet = |error: reqwest::Error| Unreached::Failed(error.without_url());
        let mut came = self.0.execute(request).await.map_err(quiet)?;
        let mut body = Vec::new();
        while let Some(part) = came.chunk().await.map_err(quiet)? {
            if body.len() + part.len() > bytes_max {
                return Err(Unreached::TooLarge(bytes_max));
            }
            body.extend_from_slice(&part);
        }
        let mut answer = Response::new(body);
        *answer.status_mut() = came.status();
        *answer.headers_mut() = std::mem::take(came.headers_mut());
        Ok(answer)
    }
}

impl Default for Outside {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether a question to this address stays secret on its way: by TLS, or because it does not
/// leave this machine.
pub fn may_be_asked(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    match url.scheme() {
        "https" => !host.is_empty(),
        "http" => address.is_ok_and(|address| address.is_loopback()),
        _ => false,
    }
}
