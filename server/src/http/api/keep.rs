//! Keeping the village in order: taking agents in, stopping them, setting what they may use, and
//! dealing with how people behave. The world decides who may; every act is in its audit log.

use axum::extract::{FromRequestParts, Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use village_sim::{Outcome, PersonId, Restraint, Thing, Wish};

use super::agent_tokens;
use crate::http::Shared;
use crate::http::ask::Named;
use crate::http::errand::{Errand, Made};
use crate::http::json::{
    Agent, Discipline, Entitlement, Grant, Lens, NewAgent, NewRole, Person, Restrain, Restrained,
    Vouch, unknown,
};
use crate::http::problem::{Problem, ProblemBody};

/// The person that the path names.
#[derive(Debug, Clone, Copy)]
pub struct Someone(PersonId);

impl FromRequestParts<Shared> for Someone {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Shared) -> Result<Self, Problem> {
        let path = Path::<String>::from_request_parts(parts, site).await;
        let Path(name) = path.map_err(|_| {
            Problem::bad_request("the path is no UTF-8 after decoding: check the address")
        })?;
        site.hall.people.number(&name).map(Self).ok_or_else(|| unknown(Thing::Person))
    }
}

/// Take an agent in. A persona of a known `agent_id` takes the place of the older one.
#[utoipa::path(
    post, path = "/api/v1/agents", tag = "agents", security(("token" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe")),
    request_body = NewAgent,
    responses(
        (status = 201, body = Agent, headers(("Location", description = "The agent's address"))),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "Only for admins"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody, description = "name_taken, village_full or key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "bad_persona or bad_text"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn take_in(
    State(site): State<Shared>,
    errand: Errand<NewAgent>,
) -> Result<Response, Problem> {
    let persona = Box::new(errand.wish.clone().read());
    let made = |outcome: &Outcome, lens: &Lens<'_>, _| {
        let Outcome::Joined { agent } = outcome else { return None };
        let agent = lens.agent(lens.view.agent(*agent)?);
        let location = Some(format!("/api/v1/agents/{}", agent.agent_id));
        Some(Made { location, ..Made::new(StatusCode::CREATED, &agent) })
    };
    errand.submit(&site, Wish::Join { persona }, made).await
}

/// Stop an agent, or let it go on. Pausing and quarantine are for moderators, the rest for admins;
/// who killed an agent cannot revive it alone. A killed agent's tokens are revoked.
#[utoipa::path(
    post, path = "/api/v1/agents/{agent_id}/restrain", tag = "agents", security(("token" = [])),
    params(
        ("agent_id" = String, Path, example = "ada"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe"),
    ),
    request_body = Restrain,
    responses(
        (status = 200, body = Restrained),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody,
            description = "Only for moderators or admins; second_person"),
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
pub async fn restrain(
    State(site): State<Shared>,
    Named(agent): Named,
    errand: Errand<Restrain>,
) -> Result<Response, Problem> {
    let Restrain { measure, reason } = errand.wish.clone();
    let made = move |_: &Outcome, lens: &Lens<'_>, _| {
        let (agent_id, restraints) = (lens.slug(agent).to_owned(), lens.restraints(agent));
        Some(Made::new(StatusCode::OK, &Restrained { agent_id, restraints }))
    };
    let answer = errand.submit(&site, Wish::Restrain { agent, measure, reason }, made).await?;
    // Also when an earlier request was interrupted between the two: the answer leaves after both.
    if measure == Restraint::Kill && answer.status().is_success() {
        agent_tokens::end_all(&site, agent).await?;
    }
    Ok(answer)
}

/// Set an agent's tier for a time, whatever its purse says; `tier` null takes that back.
#[utoipa::path(
    post, path = "/api/v1/agents/{agent_id}/entitlement", tag = "agents",
    security(("token" = [])),
    params(
        ("agent_id" = String, Path, example = "ada"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe"),
    ),
    request_body = Grant,
    responses(
        (status = 200, body = Entitlement),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "Only for admins"),
        (status = 404, body = ProblemBody, description = "unknown_agent or unknown_tier"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody, description = "key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "bad_text or out_of_range"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn entitle(
    State(site): State<Shared>,
    Named(agent): Named,
    errand: Errand<Grant>,
) -> Result<Response, Problem> {
    let Grant { tier, seconds, reason } = errand.wish.clone();
    let made = move |_: &Outcome, lens: &Lens<'_>, _| {
        let entitlement = lens.entitlement(lens.view.agent(agent)?);
        Some(Made::new(StatusCode::OK, &entitlement))
    };
    errand.submit(&site, Wish::Grant { agent, tier, seconds, reason }, made).await
}

/// Warn, suspend or ban a person, or lift that. About moderators and admins: for admins.
#[utoipa::path(
    post, path = "/api/v1/people/{name}/discipline", tag = "people", security(("token" = [])),
    params(
        ("name" = String, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe"),
    ),
    request_body = Discipline,
    responses(
        (status = 200, body = Person),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody,
            description = "Only for moderators; nobody about itself or somebody above"),
        (status = 404, body = ProblemBody, description = "unknown_person"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody, description = "key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "bad_text or out_of_range"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn discipline(
    State(site): State<Shared>,
    Someone(person): Someone,
    errand: Errand<Discipline>,
) -> Result<Response, Problem> {
    let (measure, reason) = (errand.wish.read()?, errand.wish.reason.clone());
    errand.submit(&site, Wish::Discipline { person, measure, reason }, shown(person)).await
}

/// Stand for a person, so that it has an allowance of its own, or no longer.
#[utoipa::path(
    post, path = "/api/v1/people/{name}/vouch", tag = "people", security(("token" = [])),
    params(
        ("name" = String, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe"),
    ),
    request_body = Vouch,
    responses(
        (status = 200, body = Person),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "Only for moderators"),
        (status = 404, body = ProblemBody, description = "unknown_person"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody, description = "key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn vouch(
    State(site): State<Shared>,
    Someone(person): Someone,
    errand: Errand<Vouch>,
) -> Result<Response, Problem> {
    let vouched = errand.wish.vouched;
    errand.submit(&site, Wish::Vouch { person, vouched }, shown(person)).await
}

/// Give a person another role.
#[utoipa::path(
    post, path = "/api/v1/people/{name}/role", tag = "people", security(("token" = [])),
    params(
        ("name" = String, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe"),
    ),
    request_body = NewRole,
    responses(
        (status = 200, body = Person),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "Only for admins, and not about oneself"),
        (status = 404, body = ProblemBody, description = "unknown_person"),
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
pub async fn appoint(
    State(site): State<Shared>,
    Someone(person): Someone,
    errand: Errand<NewRole>,
) -> Result<Response, Problem> {
    let NewRole { role, reason } = errand.wish.clone();
    errand.submit(&site, Wish::Appoint { person, role, reason }, shown(person)).await
}

/// A person as it stands after the tick.
fn shown(person: PersonId) -> impl FnOnce(&Outcome, &Lens<'_>, bool) -> Option<Made> {
    move |_, lens, _| Some(Made::new(StatusCode::OK, &Person::of(lens.view, person)?))
}
