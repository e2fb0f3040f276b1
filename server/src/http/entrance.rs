//! Coming in over HTTP: where somebody comes from, what they get for a session, and how it is said
//! why they do not get in.

use std::net::{IpAddr, Ipv4Addr};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use village_store::StoreError;

use super::caller::Caller;
use super::cookie::Cookie;
use super::origin::Own;
use super::problem::Problem;
use crate::people::password::BadPassword;
use crate::people::{Entered, NoEntry, Visit};

/// Somebody at the entrance.
#[derive(Debug, Clone)]
pub struct Coming {
    pub caller: Caller,
    pub own: Own,
    pub visit: Visit,
}

impl<S: Sync> FromRequestParts<S> for Coming {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, state).await?;
        let own = parts.extensions.get::<Own>().cloned();
        let own = own.ok_or_else(Problem::internal)?;
        let agent = parts.headers.get(header::USER_AGENT).and_then(|line| line.to_str().ok());
        let visit = Visit {
            address: caller.address(),
            agent: agent.unwrap_or_default().to_owned(),
            device: Cookie::Device.read(&parts.headers, &own).map(str::to_owned),
            session: caller.session().map(|row| row.id),
        };
        Ok(Self { caller, own, visit })
    }
}

impl Caller {
    /// The address that it comes from.
    pub fn address(&self) -> IpAddr {
        let told = self.from.as_deref().and_then(|from| from.parse().ok());
        told.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
    }
}

/// Gives whoever came in their cookies.
pub fn welcome(headers: &mut HeaderMap, entered: &Entered, own: &Own) {
    Cookie::Session.give(headers, &entered.secret, own);
    if let Some(device) = &entered.device {
        Cookie::Device.give(headers, device, own);
    }
}

/// Takes the session of whoever goes.
pub fn farewell(headers: &mut HeaderMap, own: &Own) {
    Cookie::Session.take(headers, own);
}

/// The store did not do it.
pub fn unkept(error: StoreError) -> Problem {
    NoEntry::from(error).into()
}

impl From<NoEntry> for Problem {
    fn from(why: NoEntry) -> Self {
        let (status, code) = match &why {
            NoEntry::Wrong => (StatusCode::UNAUTHORIZED, "wrong_login"),
            NoEntry::Throttled { wait } => {
                let (status, wait) = (StatusCode::TOO_MANY_REQUESTS, *wait);
                return Self::new(status, "too_many_tries", why.to_string()).retry_after(wait);
            }
            NoEntry::Name(_) | NoEntry::Password(BadPassword::Form) => {
                (StatusCode::UNPROCESSABLE_ENTITY, "bad_text")
            }
            NoEntry::Password(BadPassword::Busy) => return Self::busy("busy", why.to_string()),
            NoEntry::Taken => (StatusCode::CONFLICT, "name_taken"),
            NoEntry::Closed => (StatusCode::FORBIDDEN, "sign_up_closed"),
            NoEntry::AddressStopped => (StatusCode::FORBIDDEN, "address_stopped"),
            NoEntry::NotInvited => (StatusCode::FORBIDDEN, "invitation_needed"),
            NoEntry::BadInvitation => (StatusCode::FORBIDDEN, "bad_invitation"),
            NoEntry::Refused(_) => (StatusCode::CONFLICT, "not_taken_in"),
            NoEntry::StoreAway => return Self::store_unavailable(2),
            NoEntry::Door(error) => return (*error).into(),
            NoEntry::Password(BadPassword::Fault) | NoEntry::Fault => return Self::internal(),
        };
        Self::new(status, code, why.to_string())
    }
}
