//! `GET /api/v1/world`.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::http::Shared;
use crate::http::json::World;
use crate::http::problem::ProblemBody;

/// The village as it is now: clock, places, villagers, items. Printed once a tick; `ETag` names the
/// tick.
#[utoipa::path(
    get, path = "/api/v1/world", tag = "world",
    responses(
        (status = 200, body = World),
        (status = 304, description = "Nothing changed since If-None-Match"),
        (status = 401, body = ProblemBody, description = "The token does not work"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn world(State(site): State<Shared>, headers: HeaderMap) -> Response {
    let print = site.press.print(&site.hall.view.load_full());
    let etag = HeaderValue::try_from(print.etag()).expect("digits are a header");
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known == etag);
    let wants_gzip = headers.get(header::ACCEPT_ENCODING).is_some_and(takes_gzip);
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else if wants_gzip {
        let mut response = print.gzip(&site.atlas).into_response();
        let gzip = HeaderValue::from_static("gzip");
        response.headers_mut().insert(header::CONTENT_ENCODING, gzip);
        response
    } else {
        print.plain(&site.atlas).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::ETAG, etag);
    response
}

/// Whether a caller takes gzip: it is named, and not with a weight of nothing.
fn takes_gzip(accepted: &HeaderValue) -> bool {
    let codings = accepted.to_str().unwrap_or_default().split(',');
    codings.map(str::trim).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        name.trim() == "gzip" && !matches!(weight.trim(), "q=0" | "q=0.0")
    })
}
