//! Why somebody was not let in.

use village_store::StoreError;

use super::name::BadName;
use super::password::BadPassword;
use crate::door::DoorError;

/// Why somebody was not let in, or not taken in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoEntry {
    /// Which of the two is never told.
    #[error("the name or the password is wrong")]
    Wrong,
    #[error("too many tries: wait {wait} s")]
    Throttled { wait: u64 },
    #[error(transparent)]
    Name(#[from] BadName),
    #[error(transparent)]
    Password(#[from] BadPassword),
    #[error("the name is taken: choose another")]
    Taken,
    #[error("nobody can sign up here: ask an administrator for an account")]
    Closed,
    #[error("signing up takes an invitation: ask a member of the village's staff for a link")]
    NotInvited,
    #[error("nobody signs up from your address at present: a moderator stopped it")]
    AddressStopped,
    #[error("this invitation was used or is too old: ask for another")]
    BadInvitation,
    /// The world did not take this person in, with its code.
    #[error("the village does not take this person in: {0}")]
    Refused(String),
    #[error("the store is away")]
    StoreAway,
    #[error(transparent)]
    Door(#[from] DoorError),
    #[error("a fault of the server")]
    Fault,
}

impl From<StoreError> for NoEntry {
    fn from(error: StoreError) -> Self {
        if error.is_away() {
            return Self::StoreAway;
        }
        tracing::error!(%error, "what proves who people are could not be read or kept");
        Self::Fault
    }
}
