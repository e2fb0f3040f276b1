//! What model minds think with, and what they thought.

use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use village_sim::text::{REASON_MAX, check_line};
use village_sim::{Outcome, Refusal, VillagerId, Wish};

use crate::http::Shared;
use crate::http::ask::{Named, Part, Query, segments};
use crate::http::errand::{Errand, Made};
use crate::http::history;
use crate::http::json::{Lens, List, Minds, Thought, WholeThought};
use crate::http::problem::{Problem, ProblemBody};

/// What villagers think with: which model servers, how they stand, and how much waits.
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
    /// True aborts every thought under way and refuses new ones.
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
    let action = if stopped { "stop_minds" } else { "resume_minds" }.to_owned();
    let note = Wish::Note { action, subject: "village".into(), outcome: "ok".into(), why };
    let thinking = site.hall.minds.clone();
    let made = move |_: &Outcome, _: &Lens<'_>, _| {
        let minds = Minds::of(&thinking);
        let state = if stopped { minds.state } else { thinking.state_if(false) };
        Some(Made::new(StatusCode::OK, &Minds { state, ..minds }))
    };
    let answer = errand.submit(&site, note, made).await;
    match answer {
        Ok(answer) if answer.status().is_success() => {
            set(stopped);
            Ok(answer)
        }
        Ok(_) | Err(_) if stopped => {
            tracing::warn!("thinking was stopped, and the audit log could not be told");
            Ok(Json(Minds::of(&site.hall.minds)).into_response())
        }
        other => other,
    }
}

/// What a villager thought lately, newest first.
#[utoipa::path(
    get, path = "/api/v1/agents/{agent_id}/thoughts", tag = "agents",
    params(("agent_id" = String, Path, example = "ada"), Part),
    responses(
        (status = 200, body = List<Thought>),
        (status = 400, body = ProblemBody, description = "Bad cursor or limit"),
        (status = 401, body = ProblemBody, description = "The token does not work"),
        (status = 404, body = ProblemBody, description = "No such villager"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "store_unavailable"),
    )
)]
pub async fn list(
    State(site): State<Shared>,
    Named(agent): Named,
    Query(part): Query<Part>,
) -> Result<Json<List<Thought>>, Problem> {
    let (cursor, limit) = (part.cursor()?, part.limit()?);
    let view = site.hall.view.load_full();
    let slug = &view.agent(agent).ok_or_else(Problem::unknown_agent)?.member.persona.slug;
    let page = history::thoughts(&site, agent, cursor, limit).await?;
    let items = page.items.iter().map(|kept| Thought::new(slug, kept)).collect();
    Ok(Json(List { items, next_cursor: page.next.map(|next| next.to_string()) }))
}

/// The villager and the thought that the path names.
#[derive(Debug, Clone, Copy)]
pub struct Traced {
    agent: VillagerId,
    trace: u64,
}

impl FromRequestParts<Shared> for Traced {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Shared) -> Result<Self, Problem> {
        let (agent, trace) = segments::<(String, String)>(parts).await?;
        let agent = site.hall.agent(&agent).ok_or_else(Problem::unknown_agent)?;
        let trace = trace.parse().map_err(|_| Problem::unknown_thought())?;
        Ok(Self { agent, trace })
    }
}

/// One thought with its exact prompt and answer. For the villager's own token and admins.
#[utoipa::path(
    get, path = "/api/v1/agents/{agent_id}/thoughts/{trace}", tag = "agents",
    params(("agent_id" = String, Path, example = "ada"), ("trace" = u64, Path)),
    security(("token" = [])),
    responses(
        (status = 200, body = WholeThought),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "The token of another agent"),
        (status = 404, body = ProblemBody, description = "No such villager or thought"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "store_unavailable"),
    )
)]
pub async fn one(
    State(site): State<Shared>,
    Traced { agent, trace }: Traced,
) -> Result<Json<WholeThought>, Problem> {
    let view = site.hall.view.load_full();
    let slug = &view.agent(agent).ok_or_else(Problem::unknown_agent)?.member.persona.slug;
    let kept = history::thought(&site, trace).await?;
    let kept = kept.filter(|kept| kept.about.villager == agent);
    let kept = kept.ok_or_else(Problem::unknown_thought)?;
    Ok(Json(WholeThought::new(slug, &kept)))
}
