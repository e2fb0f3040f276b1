//! By what somebody opens a socket: it may be revoked while the socket is open, so the secret is
//! kept and looked at again.

use std::net::IpAddr;

use axum::http::request::Parts;
use village_sim::Principal;

use super::Shared;
use super::caller::{self, Caller, Proof};
use super::cookie::Cookie;
use super::origin::Own;
use super::problem::Problem;

/// What comes before a token that is given as a subprotocol, for browsers cannot set headers.
pub const BEARER: &str = "bearer.";

/// By what somebody listens or plays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pass {
    Token(String),
    Session(String),
}

impl Pass {
    /// What a request has of it: the `Authorization` header, the subprotocol `bearer.TOKEN`, or the
    /// session of a page of our own, as the gate saw to.
    pub fn offered(parts: &Parts) -> Result<Option<Self>, Problem> {
        let headers = &parts.headers;
        let lines = headers.get_all("sec-websocket-protocol").iter();
        let words = lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(','));
        let offered = words.map(str::trim).find_map(|word| word.strip_prefix(BEARER));
        let own = parts.extensions.get::<Own>();
        let session = || own.and_then(|own| Cookie::Session.read(headers, own));
        Ok(if let Some(token) = caller::bearer(headers)?.or(offered) {
            Some(Self::Token(token.to_owned()))
        } else {
            session().map(|secret| Self::Session(secret.to_owned()))
        })
    }

    /// Whom it speaks for now.
    pub async fn holder(&self, site: &Shared) -> Result<Principal, Problem> {
        match self {
            Self::Token(token) => Ok(caller::of_token(site, token).await?.0),
            Self::Session(secret) => Ok(caller::of_session(site, secret).await?.0),
        }
    }

    /// The caller that it makes of whoever comes from this address, now.
    pub async fn caller(&self, site: &Shared, address: IpAddr) -> Result<Caller, Problem> {
        let (principal, proof) = match self {
            Self::Token(token) => {
                let (principal, scopes) = caller::of_token(site, token).await?;
                (principal, Proof::Token { scopes })
            }
            Self::Session(secret) => {
                let (principal, row) = caller::of_session(site, secret).await?;
                (principal, Proof::Session(row))
            }
        };
        Ok(Caller::new(site, principal, proof, address))
    }
}
