//! Tokens by which programs from outside live as an agent. Only admins make, see and end them, and
//! each making and ending is in the world's audit log before it is done.

use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use village_sim::{Outcome, Refusal, VillagerId, Wish, text::REASON_MAX, text::check_line};
use village_store::Holder;

use super::account::check_room;
use super::people::until;
use crate::http::Shared;
use crate::http::ask::{Named, segments};
use crate::http::entrance::unkept;
use crate::http::errand::{Bare, Errand, Made};
use crate::http::json::{Because, Lens, List, MadeToken, NewAgentToken, Revoked, Token};
use crate::http::problem::{Problem, ProblemBody};
use crate::tokens::{self, Scopes};

/// Days for which an agent's token can be made, as at the command line.
const DAYS_MAX: u16 = 3_650;

/// The agent and the id of a token that the path names; whether it has that token is not known yet.
#[derive(Debug, Clone)]
pub struct Held {
    agent: VillagerId,
    token: String,
}

impl FromRequestParts<Shared> for Held {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Shared) -> Result<Self, Problem> {
        let (agent, token) = segments::<(String, String)>(parts).await?;
        let agent = site.hall.agent(&agent).ok_or_else(Problem::unknown_agent)?;
        Ok(Self { agent, token })
    }
}

/// An agent's tokens that work, oldest first.
#[utoipa::path(
    get, path = "/api/v1/agents/{agent_id}/tokens", tag = "agents", security(("token" = [])),
    params(("agent_id" = String, Path, example = "ada")),
    responses(
        (status = 200, body = List<Token>),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "Only for admins"),
        (status = 404, body = ProblemBody, description = "No such villager"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "store_unavailable"),
    )
)]
pub async fn list(
    State(site): State<Shared>,
    Named(agent): Named,
) -> Result<Json<List<Token>>, Problem> {
    let holder = holder(&site, agent);
    let rows = site.hall.store.tokens_of(&holder, site.hall.standing.stamp()).await;
    let items = rows.map_err(unkept)?.iter().map(Token::from).collect();
    Ok(Json(List { items, next_cursor: None }))
}

/// Make a token by which a program from outside lives as this agent. It is shown this once: an
/// `Idempotency-Key` is of no use here.
#[utoipa::path(
    post, path = "/api/v1/agents/{agent_id}/tokens", tag = "agents", security(("token" = [])),
    params(("agent_id" = String, Path, example = "ada")),
    request_body = NewAgentToken,
    responses(
        (status = 201, body = MadeToken),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "Only for admins"),
        (status = 404, body = ProblemBody, description = "No such villager"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody, description = "too_many_tokens"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "bad_text or out_of_range"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn make(
    State(site): State<Shared>,
    Named(agent): Named,
    errand: Errand<NewAgentToken>,
) -> Result<Response, Problem> {
    let NewAgentToken { days, reason } = errand.wish.clone();
    check_line("reason", &reason, REASON_MAX).map_err(|bad| Problem::from(&Refusal::Text(bad)))?;
    let end = days.map(|days| until(&site, Some(days), (days, DAYS_MAX))).transpose()?;
    let holder = holder(&site, agent);
    check_room(&site, &holder, "end one of this villager's first").await?;
    let fresh = tokens::make(holder, Scopes::ALL.words(), site.hall.standing.stamp(), end);
    let note = Wish::Note {
        action: "make_token".into(),
        subject: format!("agent:{agent}"),
        outcome: "ok".into(),
        // By its id it can be told later who made a token that turns up somewhere.
        why: format!("{}: {reason}", fresh.row.id),
    };
    // The secret does not go through the door, where answers are kept.
    let made = |_: &Outcome, _: &Lens<'_>, _| Some(Made::new(StatusCode::CREATED, &()));
    let answer = errand.without_key().submit(&site, note, made).await?;
    if !answer.status().is_success() {
        return Ok(answer);
    }
    // The log tells of it before there is one: none is ever made untold.
    site.hall.store.put_token(&fresh.row).await.map_err(unkept)?;
    let about = Token::from(&fresh.row);
    Ok((StatusCode::CREATED, Json(MadeToken { token: fresh.text, about })).into_response())
}

/// Revoke every token of an agent.
#[utoipa::path(
    post, path = "/api/v1/agents/{agent_id}/tokens/revoke", tag = "agents",
    security(("token" = [])),
    params(
        ("agent_id" = String, Path, example = "ada"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe"),
    ),
    request_body = Because,
    responses(
        (status = 200, body = Revoked),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "Only for admins"),
        (status = 404, body = ProblemBody, description = "No such villager"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody, description = "key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "bad_text"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn revoke(
    State(site): State<Shared>,
    Named(agent): Named,
    errand: Errand<Because>,
) -> Result<Response, Problem> {
    let why = errand.wish.reason.clone();
    check_line("reason", &why, REASON_MAX).map_err(|bad| Problem::from(&Refusal::Text(bad)))?;
    let holder = holder(&site, agent);
    let now = site.hall.standing.stamp();
    let tokens = site.hall.tokens.count_of(&holder, now).await.map_err(unkept)?;
    let note = Wish::Note {
        action: "revoke_tokens".into(),
        subject: format!("agent:{agent}"),
        outcome: "ok".into(),
        why,
    };
    let made = move |_: &Outcome, lens: &Lens<'_>, _| {
        let agent_id = lens.slug(agent).to_owned();
        Some(Made::new(StatusCode::OK, &Revoked { agent_id, tokens }))
    };
    let answer = errand.submit(&site, note, made).await?;
    // The log tells of it before it is done: it is never done untold.
    if answer.status().is_success() {
        end_all(&site, agent).await?;
    }
    Ok(answer)
}

/// End one token of an agent. An `Idempotency-Key` is of no use here: once ended, it is unknown.
#[utoipa::path(
    delete, path = "/api/v1/agents/{agent_id}/tokens/{token_id}", tag = "agents",
    security(("token" = [])),
    params(("agent_id" = String, Path, example = "ada"), ("token_id" = String, Path)),
    responses(
        (status = 204, description = "That token works no more"),
        (status = 400, body = ProblemBody, description = "bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "Only for admins"),
        (status = 404, body = ProblemBody, description = "unknown_agent or unknown_token"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn end(
    State(site): State<Shared>,
    Held { agent, token }: Held,
    Bare(errand): Bare,
) -> Result<Response, Problem> {
    let holder = holder(&site, agent);
    let rows = site.hall.store.tokens_of(&holder, site.hall.standing.stamp()).await;
    // Looked up first, so that the log tells of no token that there is not.
    if rows.map_err(unkept)?.iter().all(|row| row.id != token) {
        return Err(Problem::new(
            StatusCode::NOT_FOUND,
            "unknown_token",
            "this agent has no token of this id: GET /api/v1/agents/{agent_id}/tokens lists them",
        ));
    }
    let note = Wish::Note {
        action: "end_token".into(),
        subject: format!("agent:{agent}"),
        outcome: "ok".into(),
        why: token.clone(),
    };
    let made = |_: &Outcome, _: &Lens<'_>, _| Some(Made::new(StatusCode::OK, &()));
    let answer = errand.without_key().submit(&site, note, made).await?;
    if !answer.status().is_success() {
        return Ok(answer);
    }
    // The log tells of it before it is done: it is never done untold.
    let now = site.hall.standing.stamp();
    site.hall.store.revoke_token_of(&token, &holder, now).await.map_err(unkept)?;
    site.hall.tokens.forget(&token);
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Ends every token of an agent: here at once. Gives how many there were.
pub async fn end_all(site: &Shared, agent: VillagerId) -> Result<u64, Problem> {
    let now = site.hall.standing.stamp();
    site.hall.tokens.end_all(&holder(site, agent), now).await.map_err(unkept)
}

fn holder(site: &Shared, agent: VillagerId) -> Holder {
    let view = site.hall.view.load();
    Holder::Agent(Lens::new(&view, &site.atlas).slug(agent).to_owned())
}
