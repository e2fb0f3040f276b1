//! What can go wrong in the store, sorted by what the caller does next.

use crate::place::Place;

/// Why the store did not do it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The database cannot be reached or written now: connection lost, timeout, locked, disk
    /// full. Worth a retry. After a [`commit`](crate::Store::commit) the outcome is unknown: ask
    /// [`was_committed`](crate::Store::was_committed) before anything is tried again.
    #[error("the database is away: {why}")]
    Away { why: String },
    /// The database was written by a later version of this program.
    #[error(
        "the database is of version {found}, this program knows versions up to {known}: \
         use a newer program"
    )]
    Newer { found: i64, known: i64 },
    /// What is stored cannot be read as what this program writes, or the disk did not keep what
    /// it was given. The process must not go on with it.
    #[error("the database is damaged: {what}")]
    Corrupt { what: String },
    /// A constraint or an append-only rule said no. That is a bug or tampering.
    #[error("the database refused this: {why}")]
    Refused { why: String },
    /// Another process serves this village.
    #[error("another server is running on {place}")]
    InUse { place: Place },
    /// Anything else, such as a wrong password or a folder that cannot be made.
    #[error("the database failed: {why}")]
    Other { why: String },
}

/// Short for results of this crate.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;
