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
    /// What was handed in is more than there is room for; nothing of it was kept.
    #[error("{what} has {bytes} bytes, more than {most}")]
    TooLarge { what: String, bytes: usize, most: usize },
    /// Another process serves this village.
    #[error("another server is running on {place}")]
    InUse { place: Place },
    /// Anything else, such as a wrong password or a folder that cannot be made.
    #[error("the database failed: {why}")]
    Other { why: String },
}

/// Short for results of this crate.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

impl StoreError {
    /// Whether a retry may do it.
    pub const fn is_away(&self) -> bool {
        matches!(self, Self::Away { .. })
    }

    pub(crate) fn away(why: impl Into<String>) -> Self {
        Self::Away { why: why.into() }
    }

    pub(crate) fn refused(why: impl Into<String>) -> Self {
        Self::Refused { why: why.into() }
    }

    /// That `what` fits into `most` bytes.
    pub(crate) fn fits(what: impl Fn() -> String, bytes: usize, most: usize) -> Result<()> {
        if bytes <= most { Ok(()) } else { Err(Self::TooLarge { what: what(), bytes, most }) }
    }

    pub(crate) fn other(why: impl Into<String>) -> Self {
        Self::Other { why: why.into() }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let why = error.to_string();
        match error {
            sqlx::Error::Database(error) => {
                let why = error.message().to_owned();
                let code = error.code().unwrap_or_default();
                if error.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some() {
                    of_sqlite(code.parse().unwrap_or(0), why)
                } else {
                    of_postgres(&code, why)
                }
            }
            sqlx::Error::Io(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::WorkerCrashed => Self::Away { why },
            sqlx::Error::Decode(_)
            | sqlx::Error::ColumnDecode { .. }
            | sqlx::Error::RowNotFound
            | sqlx::Error::ColumnNotFound(_) => Self::Corrupt { what: why },
            _ => Self::Other { why },
        }
    }
}

/// `SQLite`'s extended result codes: <https://sqlite.org/rescode.html>.
fn of_sqlite(code: u32, why: String) -> StoreError {
    const IOERR_FSYNC: u32 = 1034;
    const IOERR_DIR_FSYNC: u32 = 1290;
    match (code, code & 0xff) {
        // What the kernel dropped once it may report as written the next time.
        (IOERR_FSYNC | IOERR_DIR_FSYNC, _) => {
            StoreError::Corrupt { what: format!("the disk did not keep what was written: {why}") }
        }
        // Busy, locked, read-only, I/O, full, cannot open.
        (_, 5 | 6 | 8 | 10 | 13 | 14) => StoreError::Away { why },
        // Corrupt, not a database.
        (_, 11 | 26) => StoreError::Corrupt { what: why },
        // A constraint, a trigger, a wrong type.
        (_, 19 | 20) => StoreError::Refused { why },
        _ => StoreError::Other { why },
    }
}

/// Postgres' SQLSTATE codes: <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
fn of_postgres(code: &str, why: String) -> StoreError {
    match (code, code.get(..2).unwrap_or_default()) {
        // Connection, resources (disk full among them), intervention (shutdown, timeout), I/O.
        // Serialization, deadlock and a lock not had are over the next time.
        ("55P03" | "58030" | "25P03" | "25P04", _) | (_, "08" | "53" | "57" | "40") => {
            StoreError::Away { why }
        }
        (_, "XX") => StoreError::Corrupt { what: why },
        // A constraint; a value that a column cannot take; an exception of a trigger.
        ("P0001", _) | (_, "22" | "23") => StoreError::Refused { why },
        _ => StoreError::Other { why },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_by_what_comes_next() {
        for code in [5, 517, 6, 10, 3338, 13, 14, 8] {
            assert!(of_sqlite(code, String::new()).is_away(), "{code}");
        }
        for code in ["08006", "53100", "57P01", "57P03", "57014", "55P03", "58030"] {
            assert!(of_postgres(code, String::new()).is_away(), "{code}");
        }
        for code in [11, 26, 1034, 267] {
            assert!(matches!(of_sqlite(code, String::new()), StoreError::Corrupt { .. }), "{code}");
        }
        for code in [19, 275, 787, 1811, 2067] {
            assert!(matches!(of_sqlite(code, String::new()), StoreError::Refused { .. }), "{code}");
        }
        for code in ["23505", "23514", "P0001", "22003"] {
            let error = of_postgres(code, String::new());
            assert!(matches!(error, StoreError::Refused { .. }), "{code}");
        }
        assert!(matches!(of_postgres("28P01", String::new()), StoreError::Other { .. }));
        assert!(matches!(of_sqlite(1, String::new()), StoreError::Other { .. }));
    }
}
