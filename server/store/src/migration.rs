//! The tables' versions. Migrations are part of the program and are applied when a database is
//! opened; a database that knows more than the program is left alone.

use sqlx::migrate::{MigrateError, Migrator};

use crate::error::{Result, StoreError};

pub(crate) static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
pub(crate) static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// The newest version that this program knows.
pub(crate) fn known(migrator: &Migrator) -> i64 {
    migrator.iter().map(|migration| migration.version).max().unwrap_or(0)
}

/// Whether migrations are to be applied on a database whose newest version is `found`.
pub(crate) fn is_pending(migrator: &Migrator, found: Option<i64>) -> Result<bool> {
    let known = known(migrator);
    match found {
        Some(found) if found > known => Err(StoreError::Newer { found, known }),
        Some(found) => Ok(found < known),
        None => Ok(true),
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            MigrateError::VersionMismatch(_)
            | MigrateError::VersionMissing(_)
            | MigrateError::Dirty(_) => Self::Corrupt { what: error.to_string() },
            other => Self::Other { why: other.to_string() },
        }
    }
}
