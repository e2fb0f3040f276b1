//! What does not change while the village runs: the map and the kinds of items. Each is encoded
//! once at the start.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::http::Shared;
use crate::http::json::{Ground, ItemKind, List};
use crate::http::problem::ProblemBody;

/// The map, to be drawn: layers of one district, how often it is repeated, and what is special
/// about its tiles.
#[utoipa::path(
    get, path = "/api/v1/map", tag = "world",
    responses(
        (status = 200, body = Ground),
        (status = 304, description = "Nothing changed since If-None-Match"),
        (status = 401, body = ProblemBody, description = "The token does not work"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn map(State(site): State<Shared>, headers: HeaderMap) -> Response {
    site.map.serve(&headers)
}

/// The kinds of items, in one list.
#[utoipa::path(
    get, path = "/api/v1/items/kinds", tag = "world",
    responses(
        (status = 200, body = List<ItemKind>),
        (status = 304, description = "Nothing changed since If-None-Match"),
        (status = 401, body = ProblemBody, description = "The token does not work"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn kinds(State(site): State<Shared>, headers: HeaderMap) -> Response {
    site.kinds.serve(&headers)
}
