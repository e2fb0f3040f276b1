//! Tickets for a player's socket.

use std::time::Instant;

use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::Shared;
use crate::http::caller::Caller;
use crate::http::pass::Pass;
use crate::http::problem::{Problem, ProblemBody};
use crate::http::tickets::LIFE;

/// A ticket for one socket.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ticket {
    /// For the query of `/ws/play`: `ticket=` and this. It works once.
    pub ticket: String,
    #[schema(example = 30)]
    pub expires_in_seconds: u64,
}

/// By what a request proves who asks; the gate has seen that it is good.
pub struct Shown(Option<Pass>);

impl<S: Sync> FromRequestParts<S> for Shown {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self(Pass::offered(parts)?))
    }
}

/// Get a ticket for a player's socket, `/ws/play`, good for 30 seconds and once: for clients that
/// can set no header there. It stands for the token or session of this request, and falls with it.
#[utoipa::path(
    post, path = "/api/v1/people/me/tickets", tag = "people", security(("token" = [])),
    responses(
        (status = 201, body = Ticket),
        (status = 401, body = ProblemBody, description = "Nobody said who asks"),
        (status = 403, body = ProblemBody, description = "Only for people; scope, wrong_origin"),
        (status = 429, body = ProblemBody,
            description = "Too many requests a minute, or too_many_tickets that wait"),
        (status = 503, body = ProblemBody, description = "store_unavailable"),
    )
)]
pub async fn give(
    State(site): State<Shared>,
    caller: Caller,
    Shown(pass): Shown,
) -> Result<(StatusCode, Json<Ticket>), Problem> {
    let (Some(person), Some(pass)) = (caller.person(), pass) else {
        return Err(Problem::internal());
    };
    let ticket = site.tickets.give(person, pass, Instant::now()).ok_or_else(|| {
        let detail = "too many tickets wait to be used: use one, or wait for half a minute";
        Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_many_tickets", detail)
            .retry_after(LIFE.as_secs())
    })?;
    let expires_in_seconds = LIFE.as_secs();
    Ok((StatusCode::CREATED, Json(Ticket { ticket, expires_in_seconds })))
}
