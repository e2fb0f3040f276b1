//! One's own avatar: coming in, looking otherwise, leaving. It walks and speaks by the operations
//! of agents.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use village_art::villager::Look;
use village_sim::{Outcome, Principal, Refusal, Wish};

use crate::http::Shared;
use crate::http::caller::Caller;
use crate::http::errand::{Bare, Errand, Made};
use crate::http::json::{Lens, NewLook, OwnAvatar};
use crate::http::problem::{Problem, ProblemBody};

/// Where one's own avatar is and how it looks.
#[utoipa::path(
    get, path = "/api/v1/people/me/avatar", tag = "people", security(("token" = [])),
    responses(
        (status = 200, body = OwnAvatar),
        (status = 401, body = ProblemBody, description = "Nobody signed in, or stale_session"),
        (status = 403, body = ProblemBody, description = "The token is no person's"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn see(State(site): State<Shared>, caller: Caller) -> Result<Json<OwnAvatar>, Problem> {
    let person = caller.person().ok_or_else(Problem::internal)?;
    let view = site.hall.view.load();
    Ok(Json(Lens::new(&view, &site.atlas).own_avatar(person)))
}

/// Come into the village as an avatar that looks so, or change its look. The first time one comes
/// in by the board; later, where one left.
#[utoipa::path(
    post, path = "/api/v1/people/me/avatar", tag = "people", security(("token" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe")),
    request_body = NewLook,
    responses(
        (status = 200, body = OwnAvatar, description = "In the village"),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "Nobody signed in, or stale_session"),
        (status = 403, body = ProblemBody,
            description = "The token is no person's; suspended, banned, address_stopped or \
                wrong_origin"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody, description = "crowded, full or key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "bad_look"),
        (status = 429, body = ProblemBody, description = "rate_limited or too_many"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn enter(
    State(site): State<Shared>,
    errand: Errand<NewLook>,
) -> Result<Response, Problem> {
    // The world keeps the code and does not read it.
    let look = errand.wish.look.clone();
    Look::from_code(&look).map_err(|_| Problem::from(&Refusal::BadLook))?;
    let by = errand.principal.clone();
    errand
        .submit(&site, Wish::Enter { look }, move |outcome, lens, durable| {
            let is_done = matches!(outcome, Outcome::Entered { .. });
            shown(&by, lens, durable).filter(|_| is_done)
        })
        .await
}

/// Leave the village. The avatar is kept where it stood; what it carries it lays down.
#[utoipa::path(
    delete, path = "/api/v1/people/me/avatar", tag = "people", security(("token" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe")),
    responses(
        (status = 200, body = OwnAvatar, description = "Not in the village"),
        (status = 202, body = OwnAvatar, description = "Gone, but the store is away"),
        (status = 400, body = ProblemBody, description = "bad_key"),
        (status = 401, body = ProblemBody, description = "Nobody signed in, or stale_session"),
        (status = 403, body = ProblemBody,
            description = "The token is no person's; suspended, banned or wrong_origin"),
        (status = 409, body = ProblemBody, description = "key_reused"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody,
            description = "intake_full, outcome_unknown or stopping"),
    )
)]
pub async fn leave(State(site): State<Shared>, Bare(errand): Bare) -> Result<Response, Problem> {
    let by = errand.principal.clone();
    errand
        .submit(&site, Wish::Leave, move |outcome, lens, durable| {
            shown(&by, lens, durable).filter(|_| matches!(outcome, Outcome::Left))
        })
        .await
}

fn shown(by: &Principal, lens: &Lens<'_>, durable: bool) -> Option<Made> {
    let Principal::Person(person) = by else { return None };
    let status = if durable { StatusCode::OK } else { StatusCode::ACCEPTED };
    Some(Made::new(status, &lens.own_avatar(*person)))
}
