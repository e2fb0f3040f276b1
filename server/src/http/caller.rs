//! Who asks. A token, where one is given, must be good: nobody is served as a visitor by mistake.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use village_sim::{Principal, Role};
use village_store::Holder;

use super::Shared;
use super::problem::Problem;
use crate::tokens::BadToken;

/// Who asks, as the gate found out.
#[derive(Debug, Clone)]
pub struct Caller {
    /// None for a visitor.
    pub principal: Option<Principal>,
    /// Through whose eyes it reads: a moderator reads what an administrator may.
    pub reader: Option<Principal>,
    /// The address that it comes from.
    pub from: Option<Arc<str>>,
}

impl Caller {
    /// Somebody who only looks, at a page.
    pub const fn visitor() -> Self {
        Self { principal: None, reader: None, from: None }
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| {
            tracing::error!(path = parts.uri.path(), "a route stands outside the gate");
            Problem::internal()
        })
    }
}

/// The token of an `Authorization` header; none without such a header.
pub fn bearer(headers: &HeaderMap) -> Result<Option<&str>, Problem> {
    let mut lines = headers.get_all(header::AUTHORIZATION).iter();
    let Some(line) = lines.next() else { return Ok(None) };
    let bad = || Problem::unauthorized("send one header Authorization: Bearer TOKEN");
    let line = line.to_str().map_err(|_| bad())?;
    let (scheme, token) = line.split_once(' ').ok_or_else(bad)?;
    if lines.next().is_some() || !scheme.eq_ignore_ascii_case("bearer") {
        return Err(bad());
    }
    Ok(Some(token.trim_start()))
}

/// Whom a token speaks for, and its public part.
pub async fn principal(site: &Shared, token: &str) -> Result<(Principal, String), Problem> {
    let row = site.hall.tokens.find(token, site.hall.standing.stamp()).await;
    let row = row.map_err(|bad| match bad {
        BadToken::StoreAway => Problem::store_unavailable(1),
        bad => Problem::unauthorized(format!("{bad}: use one that works, or none to look around")),
    })?;
    let principal = match row.holder {
        Holder::Admin(name) => Principal::Admin(name),
        Holder::Person(name) => match site.hall.view.load().society.person_named(&name) {
            Some((person, _)) => Principal::Person(person),
            None => return Err(Problem::unauthorized("nobody of this name lives here: sign in")),
        },
        Holder::Agent(slug) => match site.hall.agent(&slug) {
            Some(agent) => Principal::Agent(agent),
            None => {
                return Err(Problem::unauthorized(
                    "the agent of this token does not live here: make a token for one that does",
                ));
            }
        },
    };
    Ok((principal, row.id))
}

/// Through whose eyes a principal reads: those who moderate see what administrators see.
pub fn reader(site: &Shared, principal: &Principal) -> Principal {
    let view = site.hall.view.load();
    match principal {
        Principal::Person(person) => match view.society.people.get(person) {
            Some(known) if known.role >= Role::Moderator => Principal::Admin(known.name.clone()),
            _ => principal.clone(),
        },
        _ => principal.clone(),
    }
}
