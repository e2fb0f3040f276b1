//! Reading about villagers.

use axum::Json;
use axum::extract::State;

use crate::http::Shared;
use crate::http::ask::{Named, Part, Query};
use crate::http::json::{Agent, Details, Lens, List, Percept};
use crate::http::problem::{Problem, ProblemBody};

/// All villagers, in the order of joining. Avatars of people are none.
#[utoipa::path(
    get, path = "/api/v1/agents", tag = "agents", params(Part),
    responses(
        (status = 200, body = List<Agent>),
        (status = 400, body = ProblemBody, description = "Bad cursor or limit"),
        (status = 401, body = ProblemBody, description = "The token does not work"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn list(
    State(site): State<Shared>,
    Query(part): Query<Part>,
) -> Result<Json<List<Agent>>, Problem> {
    let (first, limit) = (part.cursor()?.unwrap_or(0), part.limit()?);
    let first = u32::try_from(first).unwrap_or(u32::MAX);
    let view = site.hall.view.load();
    let lens = Lens::new(&view, &site.atlas);
    let mut agents = view.agents_from(first);
    let items: Vec<Agent> = agents.by_ref().take(limit).map(|agent| lens.agent(agent)).collect();
    let next = agents.next().map(|agent| agent.id);
    Ok(Json(List { items, next_cursor: next.map(|next| next.to_string()) }))
}

/// One villager: character, balance, what that buys, and what it leans to.
#[utoipa::path(
    get, path = "/api/v1/agents/{agent_id}", tag = "agents",
    params(("agent_id" = String, Path, example = "ada")),
    responses(
        (status = 200, body = Details),
        (status = 401, body = ProblemBody, description = "The token does not work"),
        (status = 404, body = ProblemBody, description = "No such villager"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn one(
    State(site): State<Shared>,
    Named(agent): Named,
) -> Result<Json<Details>, Problem> {
    let view = site.hall.view.load();
    let agent = view.agent(agent).ok_or_else(Problem::unknown_agent)?;
    Ok(Json(Lens::new(&view, &site.atlas).details(agent)))
}

/// What a villager perceives now: all that a mind needs to decide. For its own token and admins.
#[utoipa::path(
    get, path = "/api/v1/agents/{agent_id}/percept", tag = "agents",
    params(("agent_id" = String, Path, example = "ada")), security(("token" = [])),
    responses(
        (status = 200, body = Percept),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "The token of another agent"),
        (status = 404, body = ProblemBody, description = "No such villager"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn percept(
    State(site): State<Shared>,
    Named(agent): Named,
) -> Result<Json<Percept>, Problem> {
    let view = site.hall.view.load();
    let agent = view.agent(agent).ok_or_else(Problem::unknown_agent)?;
    Ok(Json(Lens::new(&view, &site.atlas).percept(agent)))
}
