//! Bytes that are made once and served often: they carry an `ETag`, and who has them already is
//! told so.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use sha2::{Digest, Sha256};

/// Bytes with their name.
#[derive(Debug, Clone)]
pub struct Held {
    bytes: Bytes,
    content_type: &'static str,
    etag: HeaderValue,
}

/// A browser may keep it, but asks each time whether it is current.
const ASK: HeaderValue = HeaderValue::from_static("no-cache");

impl Held {
    pub fn new(bytes: impl Into<Bytes>, content_type: &'static str) -> Self {
        let bytes = bytes.into();
        let hash = crate::tokens::hex(&Sha256::digest(&bytes)[..8]);
        let etag = format!("\"{hash}\"").parse().expect("hex digits are a header");
        Self { bytes, content_type, etag }
    }

    /// The bytes, or that the caller has them.
    pub fn serve(&self, headers: &HeaderMap) -> Response {
        let known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known == self.etag);
        let mut response = if known {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            self.bytes.clone().into_response()
        };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        headers.insert(header::CACHE_CONTROL, ASK);
        headers.insert(header::ETAG, self.etag.clone());
        response
    }
}
