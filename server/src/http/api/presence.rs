//! `GET /api/v1/presence`.

use axum::Json;
use axum::extract::State;

use crate::http::Shared;
use crate::http::json::Presence;
use crate::http::problem::ProblemBody;

/// How many watch and how many play, now, and what villagers think with.
#[utoipa::path(
    get, path = "/api/v1/presence", tag = "people",
    responses(
        (status = 200, body = Presence),
        (status = 401, body = ProblemBody, description = "The token does not work"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn presence(State(site): State<Shared>) -> Json<Presence> {
    Json(Presence {
        watching: site.viewers.len(),
        playing: site.players.owners(),
        minds: site.hall.minds.told().into_owned(),
    })
}
