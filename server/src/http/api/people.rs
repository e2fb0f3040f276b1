//! People: signing up, in and out, and who there is.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use village_sim::PersonId;

use crate::http::Shared;
use crate::http::ask::{Part, Query};
use crate::http::caller::Caller;
use crate::http::entrance::{Coming, farewell, welcome};
use crate::http::json::{List, LogIn, Me, NewPassword, Person, Session, SignUp};
use crate::http::problem::{Problem, ProblemBody};
use crate::http::sent::Sent;
use crate::people::{Entered, NewPerson, Proof};

const DAY_MICROS: i64 = 24 * 60 * 60 * 1_000_000;

/// Sign in by name and password. The answer sets the cookie of the session; a session that came
/// along ends.
#[utoipa::path(
    post, path = "/api/v1/people/login", tag = "people", security((), ("token" = [])),
    request_body = LogIn,
    responses(
        (status = 200, body = Me, headers(("Set-Cookie", description = "The session"))),
        (status = 400, body = ProblemBody, description = "bad_json or bad_request"),
        (status = 401, body = ProblemBody, description = "wrong_login"),
        (status = 403, body = ProblemBody, description = "wrong_origin"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody, description = "not_taken_in"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 429, body = ProblemBody, description = "too_many_tries or rate_limited"),
        (status = 503, body = ProblemBody, description = "busy or store_unavailable"),
    )
)]
pub async fn log_in(
    State(site): State<Shared>,
    coming: Coming,
    Sent(LogIn { name, password }): Sent<LogIn>,
) -> Result<Response, Problem> {
    let entered = site.hall.people.log_in(&name, &password, &coming.visit).await?;
    come_in(&site, &coming, &entered, StatusCode::OK)
}

/// Make an account and sign in, where the village takes people in.
#[utoipa::path(
    post, path = "/api/v1/people/sign-up", tag = "people", security((), ("token" = [])),
    request_body = SignUp,
    responses(
        (status = 201, body = Me, headers(("Set-Cookie", description = "The session"))),
        (status = 400, body = ProblemBody, description = "bad_json or bad_request"),
        (status = 401, body = ProblemBody, description = "The token does not work"),
        (status = 403, body = ProblemBody,
            description = "sign_up_closed, invitation_needed, bad_invitation, address_stopped or \
                wrong_origin"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody, description = "name_taken"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "bad_text"),
        (status = 429, body = ProblemBody, description = "too_many_tries or rate_limited"),
        (status = 503, body = ProblemBody, description = "busy or store_unavailable"),
    )
)]
pub async fn sign_up(
    State(site): State<Shared>,
    coming: Coming,
    Sent(SignUp { name, password, invitation }): Sent<SignUp>,
) -> Result<Response, Problem> {
    let new = NewPerson { name, proof: Proof::Password(password), invitation };
    let entered = site.hall.people.sign_up(new, &coming.visit).await?;
    come_in(&site, &coming, &entered, StatusCode::CREATED)
}

/// End the session of this request.
#[utoipa::path(
    post, path = "/api/v1/people/logout", tag = "people", security(("session" = [])),
    responses(
        (status = 204, description = "Signed out"),
        (status = 401, body = ProblemBody, description = "No session, or stale_session"),
        (status = 403, body = ProblemBody, description = "session_needed or wrong_origin"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "store_unavailable"),
    )
)]
pub async fn log_out(State(site): State<Shared>, coming: Coming) -> Result<Response, Problem> {
    let row = coming.caller.session().ok_or_else(Problem::internal)?;
    site.hall.people.leave(row, coming.visit.address).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    farewell(response.headers_mut(), &coming.own);
    Ok(response)
}

/// Who one is.
#[utoipa::path(
    get, path = "/api/v1/people/me", tag = "people", security(("token" = [])),
    responses(
        (status = 200, body = Me),
        (status = 401, body = ProblemBody, description = "Nobody signed in, or stale_session"),
        (status = 403, body = ProblemBody, description = "The token is no person's"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn me(State(site): State<Shared>, caller: Caller) -> Result<Json<Me>, Problem> {
    let person = shown(&site, caller.person())?;
    let session = caller.session().map(|row| Session::new(row, Some(row)));
    Ok(Json(Me { person, session }))
}

/// Take another password. All other sessions end.
#[utoipa::path(
    post, path = "/api/v1/people/me/password", tag = "people", security(("session" = [])),
    request_body = NewPassword,
    responses(
        (status = 204, description = "The new password holds"),
        (status = 400, body = ProblemBody, description = "bad_json or bad_request"),
        (status = 401, body = ProblemBody, description = "wrong_login or stale_session"),
        (status = 403, body = ProblemBody, description = "session_needed or wrong_origin"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "bad_text"),
        (status = 429, body = ProblemBody, description = "too_many_tries or rate_limited"),
        (status = 503, body = ProblemBody, description = "busy or store_unavailable"),
    )
)]
pub async fn password(
    State(site): State<Shared>,
    coming: Coming,
    Sent(NewPassword { old, new }): Sent<NewPassword>,
) -> Result<StatusCode, Problem> {
    let row = coming.caller.session().ok_or_else(Problem::internal)?;
    let from = coming.visit.address;
    site.hall.people.change_password(row, old.as_deref(), &new, from).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Everybody who ever signed up, in the order of coming. For moderators.
#[utoipa::path(
    get, path = "/api/v1/people", tag = "people", security(("token" = [])), params(Part),
    responses(
        (status = 200, body = List<Person>),
        (status = 400, body = ProblemBody, description = "Bad cursor or limit"),
        (status = 401, body = ProblemBody, description = "Nobody signed in, or stale_session"),
        (status = 403, body = ProblemBody, description = "Only for moderators and admins"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn list(
    State(site): State<Shared>,
    Query(part): Query<Part>,
) -> Result<Json<List<Person>>, Problem> {
    let limit = part.limit()?;
    let after = part.cursor()?.map_or(0, |cursor| u32::try_from(cursor).unwrap_or(u32::MAX));
    let view = site.hall.view.load();
    let ids = view.society.people.from(PersonId(after)).map(|(id, _)| *id);
    let mut ids = ids.skip_while(|id| id.0 <= after && after > 0);
    let items: Vec<Person> =
        ids.by_ref().take(limit).filter_map(|id| Person::of(&view, id)).collect();
    let last = items.last().map(|person| person.person_id.to_string());
    let next_cursor = ids.next().and(last);
    Ok(Json(List { items, next_cursor }))
}

/// The stamp after so many days, or after those that nobody said.
pub fn until(site: &Shared, days: Option<u16>, (usual, most): (u16, u16)) -> Result<i64, Problem> {
    let days = days.unwrap_or(usual);
    if !(1..=most).contains(&days) {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "out_of_range",
            format!("days must be between 1 and {most}"),
        ));
    }
    Ok(site.hall.standing.stamp().saturating_add(i64::from(days) * DAY_MICROS))
}

/// A person as it is shown.
fn shown(site: &Shared, person: Option<PersonId>) -> Result<Person, Problem> {
    let view = site.hall.view.load();
    let shown = person.and_then(|person| Person::of(&view, person));
    shown.ok_or_else(|| {
        tracing::error!(?person, "somebody got in whom the world does not know");
        Problem::internal()
    })
}

fn come_in(
    site: &Shared,
    coming: &Coming,
    entered: &Entered,
    status: StatusCode,
) -> Result<Response, Problem> {
    let person = shown(site, Some(entered.person))?;
    let session = Some(Session::new(&entered.session, Some(&entered.session)));
    let mut response = (status, Json(Me { person, session })).into_response();
    welcome(response.headers_mut(), entered, &coming.own);
    Ok(response)
}
