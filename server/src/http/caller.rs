//! Who asks. A token or a session, where one is given, must be good: nobody is served as a visitor
//! by mistake.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use village_sim::{PersonId, Principal, Role, View};
use village_store::{Holder, SessionRow};

use super::Shared;
use super::problem::Problem;
use crate::people::session::BadSession;
use crate::tokens::{BadToken, Scopes};

/// Who asks, as the gate found out.
#[derive(Debug, Clone)]
pub struct Caller {
    /// None for a visitor.
    pub principal: Option<Principal>,
    /// Through whose eyes it reads: a moderator reads what an administrator may.
    pub reader: Option<Principal>,
    /// The address that it comes from.
    pub from: Option<Arc<str>>,
    /// By what it proved who it is.
    pub proof: Proof,
}

/// By what a caller proved who it is.
#[derive(Debug, Clone, Default)]
pub enum Proof {
    /// By nothing: a visitor.
    #[default]
    Nothing,
    /// By a token, good for this.
    Token { scopes: Scopes },
    /// By a session in a cookie.
    Session(Arc<SessionRow>),
}

impl Caller {
    /// Somebody who only looks, at a page.
    pub const fn visitor() -> Self {
        Self { principal: None, reader: None, from: None, proof: Proof::Nothing }
    }

    /// Somebody with a name.
    pub fn new(site: &Shared, principal: Principal, proof: Proof, address: IpAddr) -> Self {
        Self {
            reader: Some(reader(site, &principal)),
            principal: Some(principal),
            from: Some(address.to_string().into()),
            proof,
        }
    }

    /// The person who asks; none for agents, operators and visitors.
    pub const fn person(&self) -> Option<PersonId> {
        match self.principal {
            Some(Principal::Person(person)) => Some(person),
            _ => None,
        }
    }

    /// Whether an administrator asks, by name or by role; a moderator is none, whatever it reads.
    pub fn is_admin(&self, view: &View) -> bool {
        match &self.principal {
            Some(Principal::Admin(_)) => true,
            Some(Principal::Person(person)) => {
                let row = view.society.people.get(person);
                row.is_some_and(|row| row.role == Role::Admin)
            }
            _ => false,
        }
    }

    /// The session by which somebody asks.
    pub fn session(&self) -> Option<&SessionRow> {
        match &self.proof {
            Proof::Session(row) => Some(row),
            Proof::Nothing | Proof::Token { .. } => None,
        }
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

/// Whom a token speaks for, and what it is good for.
pub async fn of_token(site: &Shared, token: &str) -> Result<(Principal, Scopes), Problem> {
    let row = site.hall.tokens.find(token, site.hall.standing.stamp()).await;
    let row = row.map_err(|bad| match bad {
        BadToken::StoreAway => Problem::store_unavailable(1),
        bad => Problem::unauthorized(format!("{bad}: use one that works, or none to look around")),
    })?;
    let principal = match row.holder {
        Holder::Admin(name) => Principal::Admin(name),
        Holder::Person(name) => match site.hall.people.number(&name) {
            Some(person) => Principal::Person(person),
            None => {
                return Err(Problem::unauthorized(
                    "the village does not know the person of this token yet: sign in once",
                ));
            }
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
    Ok((principal, Scopes::of(&row.scopes)))
}

/// Whose session this is.
pub async fn of_session(
    site: &Shared,
    secret: &str,
) -> Result<(Principal, Arc<SessionRow>), Problem> {
    let people = &site.hall.people;
    let row = people.sessions().find(secret, site.hall.standing.stamp()).await;
    let row = row.map_err(|bad| match bad {
        BadSession::StoreAway => Problem::store_unavailable(1),
        BadSession::Stale => stale_session(),
    })?;
    let person = people.number(&row.name).ok_or_else(stale_session)?;
    Ok((Principal::Person(person), Arc::new(row)))
}

/// The code of [`stale_session`].
pub const STALE_SESSION: &str = "stale_session";

fn stale_session() -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, STALE_SESSION, BadSession::Stale.to_string())
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
