//! Invitations: links by which somebody signs up, once. Their secret is shown where they are made
//! and nowhere else.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use village_sim::{Principal, Role};
use village_store::InvitationRow;

use super::people::until;
use crate::http::Shared;
use crate::http::caller::Caller;
use crate::http::entrance::unkept;
use crate::http::json::{Invitation, Lens, List, NewInvitation, WaitingInvitation};
use crate::http::problem::{Problem, ProblemBody};
use crate::http::sent::Sent;
use crate::people::session::handle;

/// Who makes invitations, as they and the audit log write it, and with which role.
struct Maker {
    name: String,
    role: Role,
}

impl Maker {
    fn of(site: &Shared, caller: &Caller) -> Result<Self, Problem> {
        let principal = caller.principal.as_ref().ok_or_else(Problem::internal)?;
        let view = site.hall.view.load();
        let role = match principal {
            Principal::Admin(_) => Role::Admin,
            Principal::Person(person) => {
                view.society.people.get(person).ok_or_else(Problem::internal)?.role
            }
            Principal::System | Principal::Agent(_) | Principal::Mind(_) => {
                return Err(Problem::internal());
            }
        };
        Ok(Self { name: Lens::new(&view, &site.atlas).principal(principal), role })
    }
}

/// Make a link by which somebody can sign up, once. For moderators; the role that it gives is no
/// more than one's own.
#[utoipa::path(
    post, path = "/api/v1/people/invitations", tag = "people", security(("token" = [])),
    request_body = NewInvitation,
    responses(
        (status = 201, body = Invitation),
        (status = 400, body = ProblemBody, description = "bad_json or bad_request"),
        (status = 401, body = ProblemBody, description = "Nobody signed in, or stale_session"),
        (status = 403, body = ProblemBody,
            description = "Only for moderators and admins, a role above one's own, suspended"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody, description = "too_many_invitations"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "out_of_range"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "store_unavailable"),
    )
)]
pub async fn invite(
    State(site): State<Shared>,
    caller: Caller,
    Sent(NewInvitation { role, vouched, days }): Sent<NewInvitation>,
) -> Result<(StatusCode, Json<Invitation>), Problem> {
    let role: Role = role.parse().map_err(|error| Problem::bad_request(format!("{error}")))?;
    let maker = Maker::of(&site, &caller)?;
    if role > maker.role {
        return Err(Problem::forbidden("nobody gives a role above their own: invite for less"));
    }
    let end = until(&site, days, (7, 30))?;
    let people = &site.hall.people;
    let made = people.invite(&maker.name, (role, vouched.unwrap_or(true)), end).await?;
    let made = made.ok_or_else(|| {
        Problem::new(
            StatusCode::CONFLICT,
            "too_many_invitations",
            "too many of your invitations wait to be used: withdraw some, or let them be used",
        )
    })?;
    people.write_down("invite", &maker.name, role.as_str(), caller.address()).await;
    Ok((StatusCode::CREATED, Json(Invitation::new(made.secret, &made.row))))
}

/// Invitations that wait to be used, newest first: one's own, and for admins everybody's.
#[utoipa::path(
    get, path = "/api/v1/people/invitations", tag = "people", security(("token" = [])),
    responses(
        (status = 200, body = List<WaitingInvitation>),
        (status = 401, body = ProblemBody, description = "Nobody signed in, or stale_session"),
        (status = 403, body = ProblemBody, description = "Only for moderators and admins"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "store_unavailable"),
    )
)]
pub async fn list(
    State(site): State<Shared>,
    caller: Caller,
) -> Result<Json<List<WaitingInvitation>>, Problem> {
    Ok(Json(List { items: waiting(&site, &caller).await?, next_cursor: None }))
}

/// Take back an invitation that nobody used yet: one's own, and for admins anybody's.
#[utoipa::path(
    delete, path = "/api/v1/people/invitations/{invitation_id}", tag = "people",
    security(("token" = [])), params(("invitation_id" = String, Path)),
    responses(
        (status = 204, description = "Its link works no more"),
        (status = 401, body = ProblemBody, description = "Nobody signed in, or stale_session"),
        (status = 403, body = ProblemBody, description = "Only for moderators and admins"),
        (status = 404, body = ProblemBody, description = "unknown_invitation"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "store_unavailable"),
    )
)]
pub async fn withdraw(
    State(site): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let unknown = || {
        Problem::new(
            StatusCode::NOT_FOUND,
            "unknown_invitation",
            "no invitation of this id waits: GET /api/v1/people/invitations lists them",
        )
    };
    let maker = Maker::of(&site, &caller)?;
    let rows = rows(&site, &maker).await?;
    let row = rows.iter().find(|row| handle(&row.hash) == id).ok_or_else(unknown)?;
    let now = site.hall.standing.stamp();
    let done = site.hall.store.withdraw_invitation(&row.hash, &maker.name, now).await;
    if !done.map_err(unkept)? {
        return Err(unknown());
    }
    let why = format!("{id} by {}", row.created_by);
    let people = &site.hall.people;
    people.write_down("withdraw_invitation", &maker.name, &why, caller.address()).await;
    Ok(StatusCode::NO_CONTENT)
}

/// The invitations that wait and that somebody may withdraw.
pub async fn waiting(site: &Shared, caller: &Caller) -> Result<Vec<WaitingInvitation>, Problem> {
    let rows = rows(site, &Maker::of(site, caller)?).await?;
    Ok(rows.iter().map(WaitingInvitation::from).collect())
}

async fn rows(site: &Shared, maker: &Maker) -> Result<Vec<InvitationRow>, Problem> {
    let whose = (maker.role < Role::Admin).then_some(maker.name.as_str());
    let now = site.hall.standing.stamp();
    site.hall.store.waiting_invitations(whose, now).await.map_err(unkept)
}
