//! What proves who one is: one's sessions and tokens. By a session alone, so that a token that got
//! lost makes no others.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use village_store::{Holder, SessionRow};

use super::people::until;
use crate::http::Shared;
use crate::http::caller::Caller;
use crate::http::entrance::unkept;
use crate::http::json::{List, MadeToken, NewToken, Session, Token};
use crate::http::problem::{Problem, ProblemBody};
use crate::http::sent::Sent;
use crate::people::session::handle;
use crate::tokens::{self, Scope, Scopes};

/// Tokens that a person or an agent may have at a time.
const TOKENS_MAX: u64 = 20;

/// Where one is signed in, newest first.
#[utoipa::path(
    get, path = "/api/v1/people/me/sessions", tag = "people", security(("session" = [])),
    responses(
        (status = 200, body = List<Session>),
        (status = 401, body = ProblemBody, description = "No session, or stale_session"),
        (status = 403, body = ProblemBody, description = "session_needed"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "store_unavailable"),
    )
)]
pub async fn sessions(
    State(site): State<Shared>,
    caller: Caller,
) -> Result<Json<List<Session>>, Problem> {
    let own = own_session(&caller)?;
    let rows = of(&site, own).await?;
    let items = rows.iter().map(|row| Session::new(row, Some(own))).collect();
    Ok(Json(List { items, next_cursor: None }))
}

/// Sign out everywhere but here.
#[utoipa::path(
    delete, path = "/api/v1/people/me/sessions", tag = "people", security(("session" = [])),
    responses(
        (status = 204, description = "All other sessions are over"),
        (status = 401, body = ProblemBody, description = "No session, or stale_session"),
        (status = 403, body = ProblemBody, description = "session_needed or wrong_origin"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "store_unavailable"),
    )
)]
pub async fn end_sessions(
    State(site): State<Shared>,
    caller: Caller,
) -> Result<StatusCode, Problem> {
    let own = own_session(&caller)?;
    let (now, people) = (site.hall.standing.stamp(), &site.hall.people);
    people.sessions().end_all(&own.name, Some(&own.id), now).await.map_err(unkept)?;
    people.write_down("end_sessions", &own.name, "", caller.address()).await;
    Ok(StatusCode::NO_CONTENT)
}

/// Sign out in one place.
#[utoipa::path(
    delete, path = "/api/v1/people/me/sessions/{session_id}", tag = "people",
    security(("session" = [])), params(("session_id" = String, Path)),
    responses(
        (status = 204, description = "That session is over"),
        (status = 401, body = ProblemBody, description = "No session, or stale_session"),
        (status = 403, body = ProblemBody, description = "session_needed or wrong_origin"),
        (status = 404, body = ProblemBody, description = "unknown_session"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "store_unavailable"),
    )
)]
pub async fn end_session(
    State(site): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let unknown = || {
        Problem::new(
            StatusCode::NOT_FOUND,
            "unknown_session",
            "you have no session of this id: GET /api/v1/people/me/sessions lists them",
        )
    };
    let rows = of(&site, own_session(&caller)?).await?;
    let row = rows.iter().find(|row| handle(&row.id) == id).ok_or_else(unknown)?;
    let (now, people) = (site.hall.standing.stamp(), &site.hall.people);
    if !people.sessions().end(&row.id, now).await.map_err(unkept)? {
        return Err(unknown());
    }
    people.write_down("end_session", &row.name, &id, caller.address()).await;
    Ok(StatusCode::NO_CONTENT)
}

/// One's tokens that work, oldest first.
#[utoipa::path(
    get, path = "/api/v1/people/me/tokens", tag = "people", security(("session" = [])),
    responses(
        (status = 200, body = List<Token>),
        (status = 401, body = ProblemBody, description = "No session, or stale_session"),
        (status = 403, body = ProblemBody, description = "session_needed"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "store_unavailable"),
    )
)]
pub async fn tokens(
    State(site): State<Shared>,
    caller: Caller,
) -> Result<Json<List<Token>>, Problem> {
    let holder = holder(&caller)?;
    let rows = site.hall.store.tokens_of(&holder, site.hall.standing.stamp()).await;
    let items = rows.map_err(unkept)?.iter().map(Token::from).collect();
    Ok(Json(List { items, next_cursor: None }))
}

/// Make a token for a program that acts for one. It is shown this once.
#[utoipa::path(
    post, path = "/api/v1/people/me/tokens", tag = "people", security(("session" = [])),
    request_body = NewToken,
    responses(
        (status = 201, body = MadeToken),
        (status = 400, body = ProblemBody, description = "bad_json or bad_request"),
        (status = 401, body = ProblemBody, description = "No session, or stale_session"),
        (status = 403, body = ProblemBody, description = "session_needed or wrong_origin"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody, description = "too_many_tokens"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "out_of_range"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "store_unavailable"),
    )
)]
pub async fn make_token(
    State(site): State<Shared>,
    caller: Caller,
    Sent(NewToken { scopes, days }): Sent<NewToken>,
) -> Result<(StatusCode, Json<MadeToken>), Problem> {
    let holder = holder(&caller)?;
    let parsed: Result<Vec<Scope>, _> = scopes.iter().map(|word| word.parse()).collect();
    let bad = || Problem::bad_request("scopes must be some of read, write, money and admin");
    if parsed.is_err() || scopes.is_empty() || scopes.len() > Scope::ALL.len() {
        return Err(bad());
    }
    check_room(&site, &holder, "end one first").await?;
    let now = site.hall.standing.stamp();
    let end = until(&site, days, (90, 365))?;
    let fresh = tokens::make(holder, Scopes::of(&scopes).words(), now, Some(end));
    site.hall.store.put_token(&fresh.row).await.map_err(unkept)?;
    let own = own_session(&caller)?;
    let people = &site.hall.people;
    people.write_down("make_token", &own.name, &fresh.row.id, caller.address()).await;
    let about = Token::from(&fresh.row);
    Ok((StatusCode::CREATED, Json(MadeToken { token: fresh.text, about })))
}

/// End one of one's tokens.
#[utoipa::path(
    delete, path = "/api/v1/people/me/tokens/{token_id}", tag = "people",
    security(("session" = [])), params(("token_id" = String, Path)),
    responses(
        (status = 204, description = "That token works no more"),
        (status = 401, body = ProblemBody, description = "No session, or stale_session"),
        (status = 403, body = ProblemBody, description = "session_needed or wrong_origin"),
        (status = 404, body = ProblemBody, description = "unknown_token"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "store_unavailable"),
    )
)]
pub async fn end_token(
    State(site): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let (holder, now) = (holder(&caller)?, site.hall.standing.stamp());
    let ended = site.hall.store.revoke_token_of(&id, &holder, now).await.map_err(unkept)?;
    site.hall.tokens.forget(&id);
    if ended {
        let own = own_session(&caller)?;
        let people = &site.hall.people;
        people.write_down("end_token", &own.name, &id, caller.address()).await;
        return Ok(StatusCode::NO_CONTENT);
    }
    Err(Problem::new(
        StatusCode::NOT_FOUND,
        "unknown_token",
        "you have no token of this id: GET /api/v1/people/me/tokens lists them",
    ))
}

/// Refuses a further token to a holder that has as many as there may be; `way_out` says what to do
/// about it.
pub async fn check_room(site: &Shared, holder: &Holder, way_out: &str) -> Result<(), Problem> {
    let now = site.hall.standing.stamp();
    if site.hall.tokens.count_of(holder, now).await.map_err(unkept)? < TOKENS_MAX {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::CONFLICT,
        "too_many_tokens",
        format!("{TOKENS_MAX} tokens are all that one may have: {way_out}"),
    ))
}

/// The policy lets nobody here without one.
fn own_session(caller: &Caller) -> Result<&SessionRow, Problem> {
    caller.session().ok_or_else(Problem::internal)
}

fn holder(caller: &Caller) -> Result<Holder, Problem> {
    Ok(Holder::Person(own_session(caller)?.name.clone()))
}

async fn of(site: &Shared, own: &SessionRow) -> Result<Vec<SessionRow>, Problem> {
    let now = site.hall.standing.stamp();
    site.hall.people.sessions().of(&own.name, now).await.map_err(unkept)
}
