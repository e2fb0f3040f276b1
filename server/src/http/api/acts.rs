//! Moving a villager, or one's own avatar.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use village_sim::{Outcome, Wish};

use crate::http::Shared;
use crate::http::ask::Figure;
use crate::http::errand::{Errand, Made};
use crate::http::json::{Acted, Action, Lens, Move};
use crate::http::problem::{Problem, ProblemBody};

/// Walk somewhere: so many tiles from here, to a tile, or to a landmark. Answered when the agent
/// has set out; `arrives_tick` says when it will be there. For the agent's own token and admins,
/// and for the person whose avatar it is.
#[utoipa::path(
    post, path = "/api/v1/agents/{agent_id}/move", tag = "agents",
    params(
        ("agent_id" = String, Path, example = "ada"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe"),
    ),
    request_body = Move, security(("token" = [])),
    responses(
        (status = 200, body = Acted, description = "On the way"),
        (status = 202, body = Acted, description = "On the way, but the store is away"),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "The token of another agent"),
        (status = 404, body = ProblemBody, description = "No such villager or landmark"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody,
            description = "off_map, blocked, no_way, full, occupied, away or key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn walk(
    State(site): State<Shared>,
    Figure(agent): Figure,
    errand: Errand<Move>,
) -> Result<Response, Problem> {
    let to = errand.wish.read(|slug| site.hall.map.by_slug(slug))?;
    errand.submit(&site, Wish::Move { agent, to }, acted).await
}

/// Do something where one stands: `say`, `whisper`, `use_board`, `use`, `pick_up`, `put_down`,
/// `give`, `use_item`, `wait` or `stop`. For the agent's own token and admins, and for the person
/// whose avatar it is.
#[utoipa::path(
    post, path = "/api/v1/agents/{agent_id}/action", tag = "agents",
    params(
        ("agent_id" = String, Path, example = "ada"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe"),
    ),
    request_body = Action, security(("token" = [])),
    responses(
        (status = 200, body = Acted),
        (status = 202, body = Acted, description = "Done, but the store is away"),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "The token of another agent"),
        (status = 404, body = ProblemBody, description = "No such villager or item"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody,
            description = "not_there, no_such_use, too_far, out_of_reach, bag_full, no_room, \
                           not_yours, occupied, away or key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "bad_text or out_of_range"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn act(
    State(site): State<Shared>,
    Figure(agent): Figure,
    errand: Errand<Action>,
) -> Result<Response, Problem> {
    let verb = errand.wish.clone().read(|slug| site.hall.figure(slug))?;
    errand.submit(&site, Wish::Act { agent, verb }, acted).await
}

fn acted(outcome: &Outcome, lens: &Lens<'_>, durable: bool) -> Option<Made> {
    let status = if durable { StatusCode::OK } else { StatusCode::ACCEPTED };
    Some(Made::new(status, &lens.acted(outcome, durable)?))
}
