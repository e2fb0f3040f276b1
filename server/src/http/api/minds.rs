//! What villagers think with, and what their minds remember.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use village_sim::text::{REASON_MAX, check_line};
use village_sim::{Outcome, Refusal};

use crate::http::Shared;
use crate::http::ask::Named;
use crate::http::caller::Caller;
use crate::http::errand::{Errand, Made};
use crate::http::json::{Lens, Minds};
use crate::http::problem::{Problem, ProblemBody};
use crate::minds::switch_note;

/// What villagers think with now: which model servers, how they stand, and how much waits.
#[utoipa::path(
    get, path = "/api/v1/minds", tag = "agents",
    responses(
        (status = 200, body = Minds),
        (status = 401, body = ProblemBody, description = "The token does not work"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn minds(State(site): State<Shared>) -> Json<Minds> {
    Json(Minds::of(&site.hall.minds))
}

/// Whether models may think.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Switch {
    /// True aborts every thought under way and refuses new ones, over a restart too.
    stopped: bool,
    /// For the audit log.
    reason: String,
}

/// Stop all thinking by models, or allow it again. Villagers live on by instinct.
#[utoipa::path(
    post, path = "/api/v1/minds", tag = "agents", security(("token" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe")),
    request_body = Switch,
    responses(
        (status = 200, body = Minds),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "Only for admins"),
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
pub async fn switch(
    State(site): State<Shared>,
    errand: Errand<Switch>,
) -> Result<Response, Problem> {
    let Switch { stopped, reason } = &errand.wish;
    let (stopped, why) = (*stopped, reason.clone());
    check_line("reason", &why, REASON_MAX).map_err(|bad| Problem::from(&Refusal::Text(bad)))?;
    let set = |stopped| {
        if let Some(minds) = site.hall.minds.minds() {
            minds.set_stopped(stopped);
        }
    };
    // To stop must work whatever else does not.
    if stopped {
        set(true);
    }
    let note = switch_note(stopped, why);
    let thinking = site.hall.minds.clone();
    let made = move |_: &Outcome, _: &Lens<'_>, _| {
        Some(Made::new(StatusCode::OK, &Minds::once(&thinking, stopped)))
    };
    let answer = errand.submit(&site, note, made).await;
    match answer {
        Ok(answer) if answer.status().is_success() => {
            set(stopped);
            Ok(answer)
        }
        Ok(_) | Err(_) if stopped => {
            tracing::warn!(
                "thinking was stopped, and the audit log could not be told: a restart allows it"
            );
            Ok(Json(Minds::of(&site.hall.minds)).into_response())
        }
        other => other,
    }
}

/// What one mind remembers.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Recollection {
    #[schema(example = "ada")]
    agent_id: String,
    /// Memories, promises and debts, and whom it knows, in the mind's own form; null where it never
    /// had a thought nor wrote anything down.
    #[schema(value_type = Option<Object>, required)]
    memory: Option<serde_json::Value>,
}

/// All that a villager's mind remembers, to be read or taken along. For its own token and admins.
#[utoipa::path(
    get, path = "/api/v1/agents/{agent_id}/mind", tag = "agents",
    params(("agent_id" = String, Path, example = "ada")),
    security(("token" = [])),
    responses(
        (status = 200, body = Recollection),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "The token of another agent"),
        (status = 404, body = ProblemBody, description = "No such villager"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn recollection(
    State(site): State<Shared>,
    Named(agent): Named,
) -> Result<Json<Recollection>, Problem> {
    let view = site.hall.view.load_full();
    let slug = &view.agent(agent).ok_or_else(Problem::unknown_agent)?.member.persona.slug;
    let memory = site.hall.minds.seats().memory(agent);
    Ok(Json(Recollection { agent_id: slug.clone(), memory }))
}

/// What was forgotten.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Forgotten {
    /// Memories that are gone, in all minds together.
    memories: usize,
}

/// Ask the villagers to forget what one said to them, and whatever they concluded from it. Posts
/// and letters stay where they are; prompts of past thoughts go with their traces.
#[utoipa::path(
    delete, path = "/api/v1/people/me/memories", tag = "people", security(("token" = [])),
    responses(
        (status = 200, body = Forgotten),
        (status = 401, body = ProblemBody, description = "Nobody signed in, or stale_session"),
        (status = 403, body = ProblemBody,
            description = "The token is no person's; banned or wrong_origin"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "store_unavailable"),
    )
)]
pub async fn forget(
    State(site): State<Shared>,
    caller: Caller,
) -> Result<Json<Forgotten>, Problem> {
    let person = caller.person().ok_or_else(Problem::internal)?;
    match site.hall.minds.forget(person).await {
        Ok(memories) => Ok(Json(Forgotten { memories })),
        Err(error) => {
            tracing::warn!(%error, "minds cannot forget now");
            Err(Problem::store_unavailable(2))
        }
    }
}
