//! A request to the API, as a tool makes it.

use axum::body::Body;
use axum::http::{HeaderValue, Method, Request, header};
use serde::Serialize;
use url::Url;

use crate::http::errand::{IDEMPOTENCY_KEY, bad_key};
use crate::http::problem::Problem;

/// A request to the API.
#[derive(Debug)]
pub struct Ask {
    pub method: Method,
    /// Path and query.
    pub address: Url,
    body: Vec<u8>,
    /// What makes a retry safe.
    key: Option<String>,
}

impl Ask {
    /// Reads what is at a path below `/api/v1`, with a query of what is given.
    pub fn get(path: &[&str], query: &[(&str, Option<String>)]) -> Self {
        let mut address = address(path);
        for (name, value) in query {
            if let Some(value) = value {
                address.query_pairs_mut().append_pair(name, value);
            }
        }
        Self { method: Method::GET, address, body: Vec::new(), key: None }
    }

    /// Sends a wish to a path below `/api/v1`.
    pub fn post(path: &[&str], wish: &impl Serialize) -> Self {
        let body = serde_json::to_vec(wish).expect("a wish is plain data");
        Self { method: Method::POST, address: address(path), body, key: None }
    }

    /// The same, once for this key.
    #[must_use]
    pub fn once(self, key: Option<String>) -> Self {
        Self { key, ..self }
    }

    /// As the API gets it.
    pub fn request(self) -> Result<Request<Body>, Problem> {
        let whole = &self.address[url::Position::BeforePath..];
        let mut request = Request::builder().method(self.method).uri(whole);
        if let Some(key) = self.key {
            let key = HeaderValue::from_str(&key).map_err(|_| bad_key())?;
            request = request.header(IDEMPOTENCY_KEY, key);
        }
        let request = request.header(header::CONTENT_TYPE, "application/json");
        request.body(Body::from(self.body)).map_err(|_| Problem::not_found())
    }
}

/// Where something is; names of others' making stay within their part of the path.
fn address(path: &[&str]) -> Url {
    let mut address = Url::parse("http://village/api/v1").expect("it is an address");
    address.path_segments_mut().expect("it has a path").extend(path);
    address
}
