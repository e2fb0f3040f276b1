//! What every request passes first and every response last: a number, a deadline, a net for
//! panics, and the headers that keep browsers safe. A [`Problem`] gets its body here, as JSON or,
//! for a person who asked for a page, as a page.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;

use super::api::UPLOAD_PATH;
use super::problem::{self, Problem};
use crate::pages;

/// Longest time that a request may take.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// As [`PATIENCE`], for a file on its way up.
const UPLOAD_PATIENCE: Duration = Duration::from_secs(70);
/// Longest address of a request, in bytes.
const ADDRESS_MAX: usize = 8 * 1024;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Headers of every response that does not bring its own.
const SAFE: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, pages::POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), \
         usb=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
];

/// The number of a request.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// Gives out numbers of requests: random for each start, then counted.
#[derive(Debug)]
pub struct RequestIds {
    start: u32,
    count: AtomicU64,
}

impl Default for RequestIds {
    fn default() -> Self {
        Self { start: rand::random(), count: AtomicU64::new(1) }
    }
}

impl RequestIds {
    fn next(&self) -> RequestId {
        RequestId(format!("{:08x}-{}", self.start, self.count.fetch_add(1, Ordering::Relaxed)))
    }
}

/// Runs a request.
pub async fn wrap(
    State(ids): State<Arc<RequestIds>>,
    mut request: Request,
    next: Next,
) -> Response {
    let id = ids.next();
    request.extensions_mut().insert(id.clone());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let wants_page = wants_page(&request);
    let mut response = if request.uri().to_string().len() > ADDRESS_MAX {
        let detail = format!("the address has more than {ADDRESS_MAX} bytes: send less");
        Problem::new(StatusCode::URI_TOO_LONG, "uri_too_long", detail).into_response()
    } else {
        run(request, next, &method, &path).await
    };
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        put_body(&mut response, &problem, &id, wants_page);
    }
    let status = response.status();
    if status.is_server_error() {
        tracing::warn!(%method, path, status = status.as_u16(), request = id.0, "not done");
    }
    metrics::counter!("village_http_requests_total", "status" => class(status)).increment(1);
    let headers = response.headers_mut();
    for (name, value) in SAFE {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.insert(REQUEST_ID, HeaderValue::from_str(&id.0).expect("digits are a header"));
    response
}

async fn run(request: Request, next: Next, method: &Method, path: &str) -> Response {
    let work = AssertUnwindSafe(next.run(request)).catch_unwind();
    let patience = if path == UPLOAD_PATH { UPLOAD_PATIENCE } else { PATIENCE };
    match tokio::time::timeout(patience, work).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => {
            metrics::counter!("village_http_panics_total").increment(1);
            tracing::error!(%method, path, "a handler panicked");
            Problem::internal().into_response()
        }
        Err(_) if *method == Method::POST => outcome_unknown().into_response(),
        Err(_) => Problem::busy("timeout", "this took too long: try again").into_response(),
    }
}

/// It may have happened or not.
pub fn outcome_unknown() -> Problem {
    Problem::busy(
        "outcome_unknown",
        "nobody knows yet whether this was done: ask again with the same Idempotency-Key",
    )
}

fn put_body(response: &mut Response, problem: &Problem, id: &RequestId, wants_page: bool) {
    let (kind, body) = if wants_page {
        let shown = pages::model::Problem {
            status: problem.status.as_u16(),
            title: problem.title().to_owned(),
            detail: problem.detail.clone(),
            request_id: id.0.clone(),
        };
        ("text/html; charset=utf-8", Body::from(pages::problem(&shown).into_string()))
    } else {
        (problem::CONTENT_TYPE, Body::from(problem.bytes(&id.0)))
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.remove(header::CONTENT_LENGTH);
    *response.body_mut() = body;
}

/// Whether a person asks with a browser, for something that is no data.
fn wants_page(request: &Request) -> bool {
    let path = request.uri().path();
    let is_data = ["/api/", "/ws/"].iter().any(|start| path.starts_with(start));
    let accept = request.headers().get(header::ACCEPT).and_then(|line| line.to_str().ok());
    !is_data && accept.is_some_and(|accept| accept.contains("text/html"))
}

const fn class(status: StatusCode) -> &'static str {
    match status.as_u16() {
        0..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    }
}
