//! Letters: the direct talk of a person with an agent. Nobody reads them but the two and the
//! admins; moderators do not.

use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use village_sim::{Letters, Outcome, PersonId, Principal, Thing, View, VillagerId, Wish};

use crate::http::Shared;
use crate::http::ask::{Part, Query, segments};
use crate::http::caller::Caller;
use crate::http::errand::{Errand, Made};
use crate::http::history;
use crate::http::json::{Correspondence, Lens, Letter, List, NewLetter, ReadUpTo, unknown};
use crate::http::problem::{Problem, ProblemBody};

/// The person and the agent that the path names.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    person: PersonId,
    agent: VillagerId,
}

impl FromRequestParts<Shared> for Pair {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Shared) -> Result<Self, Problem> {
        let (person, agent) = segments::<(String, String)>(parts).await?;
        let person = site.hall.people.number(&person).ok_or_else(|| unknown(Thing::Person))?;
        let agent = site.hall.agent(&agent).ok_or_else(Problem::unknown_agent)?;
        Ok(Self { person, agent })
    }
}

impl Pair {
    /// Whether somebody may read what the two wrote.
    fn must_admit(self, view: &View, caller: &Caller) -> Result<(), Problem> {
        let is_end = match &caller.principal {
            Some(Principal::Person(person)) => *person == self.person,
            Some(Principal::Agent(agent) | Principal::Mind(agent)) => *agent == self.agent,
            Some(Principal::Admin(_) | Principal::System) | None => false,
        };
        if is_end || caller.is_admin(view) {
            return Ok(());
        }
        Err(Problem::forbidden("letters are for their two ends and for admins"))
    }
}

/// Whom the caller writes with, the latest letter first; an operator sees all.
#[utoipa::path(
    get, path = "/api/v1/letters", tag = "people", security(("token" = [])), params(Part),
    responses(
        (status = 200, body = List<Correspondence>),
        (status = 400, body = ProblemBody, description = "Bad cursor or limit"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn list(
    State(site): State<Shared>,
    caller: Caller,
    Query(part): Query<Part>,
) -> Result<Json<List<Correspondence>>, Problem> {
    let (cursor, limit) = (part.cursor()?, part.limit()?);
    let view = site.hall.view.load();
    let mut pairs = own_pairs(&view, caller.principal.as_ref());
    pairs.retain(|(latest, ..)| cursor.is_none_or(|cursor| *latest < cursor));
    pairs.sort_unstable_by_key(|(latest, ..)| std::cmp::Reverse(*latest));
    let next = (pairs.len() > limit).then(|| pairs[limit - 1].0.to_string());
    pairs.truncate(limit);
    let lens = Lens::new(&view, &site.atlas);
    let items = pairs.iter().filter_map(|(_, pair, letters)| lens.correspondence(*pair, letters));
    Ok(Json(List { items: items.collect(), next_cursor: next }))
}

type Written<'a> = (u64, (PersonId, VillagerId), &'a Letters);

/// The pairs to which somebody belongs, each with the number of its latest letter.
fn own_pairs<'a>(view: &'a View, who: Option<&Principal>) -> Vec<Written<'a>> {
    let letters = &view.society.letters;
    let own = |person: PersonId, agent: VillagerId| match who {
        Some(Principal::Person(who)) => *who == person,
        Some(Principal::Agent(who) | Principal::Mind(who)) => *who == agent,
        Some(Principal::Admin(_)) => true,
        Some(Principal::System) | None => false,
    };
    // A person's pairs lie beside each other.
    let first = match who {
        Some(Principal::Person(person)) => (*person, VillagerId(0)),
        _ => (PersonId(0), VillagerId(0)),
    };
    let is_past = |person: PersonId| match who {
        Some(Principal::Person(who)) => person > *who,
        _ => false,
    };
    let pairs = letters.from(first).take_while(|((person, _), _)| !is_past(*person));
    let pairs = pairs.filter(|((person, agent), _)| own(*person, *agent));
    pairs.filter_map(|(pair, written)| Some((written.latest.back()?.id, *pair, written))).collect()
}

/// What a person and an agent wrote to each other, newest first. For the two and for admins.
#[utoipa::path(
    get, path = "/api/v1/letters/{person}/{agent_id}", tag = "people",
    security(("token" = [])),
    params(("person" = String, Path), ("agent_id" = String, Path, example = "ada"), Part),
    responses(
        (status = 200, body = List<Letter>),
        (status = 400, body = ProblemBody, description = "Bad cursor or limit"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "Neither of the two, nor an admin"),
        (status = 404, body = ProblemBody, description = "unknown_person or unknown_agent"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn read(
    State(site): State<Shared>,
    caller: Caller,
    pair: Pair,
    Query(part): Query<Part>,
) -> Result<Json<List<Letter>>, Problem> {
    let (cursor, limit) = (part.cursor()?, part.limit()?);
    pair.must_admit(&site.hall.view.load(), &caller)?;
    let page = history::letters(&site, (pair.person, pair.agent), cursor, limit).await?;
    let view = site.hall.view.load();
    let lens = Lens::new(&view, &site.atlas);
    let items = page.items.iter().map(|letter| lens.letter(letter)).collect();
    Ok(Json(List { items, next_cursor: page.next.map(|next| next.to_string()) }))
}

/// Write to an agent as the person that the path names, or answer as the agent. An agent never
/// writes to a stranger first.
#[utoipa::path(
    post, path = "/api/v1/letters/{person}/{agent_id}", tag = "people",
    security(("token" = [])),
    params(
        ("person" = String, Path),
        ("agent_id" = String, Path, example = "ada"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe"),
    ),
    request_body = NewLetter,
    responses(
        (status = 201, body = Letter, headers(("Location", description = "Where the letters are"))),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody,
            description = "Neither of the two; restrained, suspended, banned or scope"),
        (status = 404, body = ProblemBody, description = "unknown_person or unknown_agent"),
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
pub async fn write(
    State(site): State<Shared>,
    Pair { person, agent }: Pair,
    errand: Errand<NewLetter>,
) -> Result<Response, Problem> {
    let body = errand.wish.body.clone();
    let made = move |outcome: &Outcome, lens: &Lens<'_>, _| {
        let Outcome::Sent { letter } = outcome else { return None };
        let letter = lens.view.news.letters.iter().find(|written| written.id == *letter)?;
        let (person, agent) = (lens.handle(person), lens.slug(agent));
        let location = Some(format!("/api/v1/letters/{person}/{agent}"));
        Some(Made { location, ..Made::new(StatusCode::CREATED, &lens.letter(letter)) })
    };
    errand.submit(&site, Wish::Letter { person, agent, body }, made).await
}

/// Say up to which letter one has read.
#[utoipa::path(
    post, path = "/api/v1/letters/{person}/{agent_id}/read", tag = "people",
    security(("token" = [])),
    params(
        ("person" = String, Path),
        ("agent_id" = String, Path, example = "ada"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe"),
    ),
    request_body = ReadUpTo,
    responses(
        (status = 200, body = Correspondence),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody,
            description = "Neither of the two; restrained, suspended, banned or scope"),
        (status = 404, body = ProblemBody,
            description = "unknown_person, unknown_agent, or they have not written yet"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody, description = "key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn mark_read(
    State(site): State<Shared>,
    Pair { person, agent }: Pair,
    errand: Errand<ReadUpTo>,
) -> Result<Response, Problem> {
    let up_to = errand.wish.up_to;
    let made = move |_: &Outcome, lens: &Lens<'_>, _| {
        let pair = (person, agent);
        let letters = lens.view.society.letters.get(&pair)?;
        Some(Made::new(StatusCode::OK, &lens.correspondence(pair, letters)?))
    };
    errand.submit(&site, Wish::ReadLetters { person, agent, up_to }, made).await
}
