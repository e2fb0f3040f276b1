//! What a mind from outside writes down, and finds again.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use village_agents::mind::{NOTE_CHARS_MAX, Who};
use village_sim::text::check_line;
use village_sim::{Author, Refusal, Thing};

use crate::http::Shared;
use crate::http::ask::{Named, Part, Query, given};
use crate::http::errand::Errand;
use crate::http::history::author;
use crate::http::json::{Lens, List, NewMemory, Recalled, WantedMemories, unknown};
use crate::http::problem::{Problem, ProblemBody};
use crate::http::shell::outcome_unknown;
use crate::minds::{Note, Unkept};

/// Write something down in an agent's mind. The same text about the same one again is the memory
/// that there is, so a retry is safe by itself. Of 1,024 memories the least important of the long
/// unused makes room. For the agent's own token and admins.
#[utoipa::path(
    post, path = "/api/v1/agents/{agent_id}/memories", tag = "agents",
    params(("agent_id" = String, Path, example = "ada")),
    request_body = NewMemory, security(("token" = [])),
    responses(
        (status = 200, body = Recalled, description = "It was known already"),
        (status = 201, body = Recalled, description = "Kept"),
        (status = 400, body = ProblemBody, description = "bad_json or bad_request"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "The token of another agent"),
        (status = 404, body = ProblemBody, description = "unknown_agent or unknown_person"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "bad_text or out_of_range"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "store_unavailable or outcome_unknown"),
    )
)]
pub async fn remember(
    State(site): State<Shared>,
    Named(agent): Named,
    errand: Errand<NewMemory>,
) -> Result<(StatusCode, Json<Recalled>), Problem> {
    let NewMemory { text, importance, who } = errand.wish;
    let check = check_line("text", &text, NOTE_CHARS_MAX).map_err(Refusal::Text);
    check.map_err(|refusal| Problem::from(&refusal))?;
    if importance.is_some_and(|importance| !(1..=10).contains(&importance)) {
        let refusal = Refusal::OutOfRange { field: "importance".into(), min: 1, max: 10 };
        return Err(Problem::from(&refusal));
    }
    let who = who.map(|who| somebody(&site, &who)).transpose()?;
    if !site.hall.standing.is_up() {
        return Err(Problem::store_unavailable(2));
    }
    let note = Note { text, who, weight: importance };
    match site.hall.minds.seats().remember(agent, note).await {
        Ok((entry, is_new)) => {
            let view = site.hall.view.load();
            let memory = Recalled::new(&Lens::new(&view, &site.atlas), entry);
            let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
            Ok((status, Json(memory)))
        }
        Err(Unkept::Full) => Err(Problem::store_unavailable(2)),
        Err(Unkept::Late) => Err(outcome_unknown()),
    }
}

/// Who is meant by a word: an agent's id, an avatar's, or `human:NAME`.
fn somebody(site: &Shared, word: &str) -> Result<Who, Problem> {
    let view = site.hall.view.load();
    let person = |who| view.agent(who).and_then(|one| one.person());
    if let Some(person) = site.hall.figure(word).and_then(person) {
        return Ok(Who::Person(person));
    }
    match author(site, word) {
        Some(Author::Agent(who)) => Ok(Who::Villager(who)),
        Some(Author::Person { id, .. }) => Ok(Who::Person(id)),
        Some(Author::Human(_)) => Err(unknown(Thing::Person)),
        Some(_) => Ok(Who::Village),
        None => Err(Problem::unknown_agent()),
    }
}

/// The memories of an agent's mind that fit best, the best first: by how recently each was of use,
/// how important it is, and what it has to do with `about`; as villagers recall. For the agent's
/// own token and admins.
#[utoipa::path(
    get, path = "/api/v1/agents/{agent_id}/memories", tag = "agents",
    params(("agent_id" = String, Path, example = "ada"), WantedMemories),
    security(("token" = [])),
    responses(
        (status = 200, body = List<Recalled>),
        (status = 400, body = ProblemBody, description = "Bad about or limit"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "The token of another agent"),
        (status = 404, body = ProblemBody, description = "No such villager"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn recall(
    State(site): State<Shared>,
    Named(agent): Named,
    Query(sought): Query<WantedMemories>,
) -> Result<Json<List<Recalled>>, Problem> {
    let about = given(sought.about.as_ref()).unwrap_or_default();
    if !about.is_empty() {
        let check = check_line("about", about, NOTE_CHARS_MAX);
        check.map_err(|bad| Problem::bad_request(bad.to_string()))?;
    }
    let limit = Part { cursor: None, limit: sought.limit }.limit()?;
    let found = site.hall.minds.seats().recall(agent, about, limit);
    let view = site.hall.view.load();
    let lens = Lens::new(&view, &site.atlas);
    let items = found.into_iter().map(|entry| Recalled::new(&lens, entry)).collect();
    Ok(Json(List { items, next_cursor: None }))
}
