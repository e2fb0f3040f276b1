//! The second connection that writes: for what may lag behind the ticks. `SQLite` has one writer at
//! a time, so this one works only while the first rests. It spares the commits what would cost them
//! most: it does not wait for the disk (the next commit's own wait covers its pages), and it folds
//! the log back itself, while others write.

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Sqlite, Transaction};

use crate::error::Result;

/// Pages of the log that wait to be folded back before this connection does it: half of what the
/// writer waits for, so that the writer seldom has to.
const PAGES_MAX: i64 = 4096;

/// What the log's length is, and how much of it was folded back.
type Log = (i64, i64, i64);

#[derive(Debug)]
pub(crate) struct Beside(SqliteConnection);

impl Beside {
    pub async fn open(options: &SqliteConnectOptions) -> Result<Self> {
        let options = options.clone().synchronous(SqliteSynchronous::Normal);
        // Else it would fold back at the end of a transaction, while the writer must wait.
        let options = options.pragma("wal_autocheckpoint", "0").pragma("cache_size", "-4096");
        Ok(Self(options.connect().await?))
    }

    pub async fn begin(&mut self) -> Result<Transaction<'_, Sqlite>> {
        Ok(self.0.begin_with("begin immediate").await?)
    }

    /// Folds the log back if it is long. Nobody waits for it: not readers, not the writer.
    pub async fn fold_back(&mut self) -> Result<()> {
        let look = "pragma wal_checkpoint(noop)";
        let (_, pages, folded): Log = sqlx::query_as(look).fetch_one(&mut self.0).await?;
        if pages.saturating_sub(folded) >= PAGES_MAX {
            sqlx::query("pragma wal_checkpoint(passive)").execute(&mut self.0).await?;
        }
        Ok(())
    }

    pub async fn close(self) {
        if let Err(error) = self.0.close().await {
            tracing::warn!(%error, "the database did not close cleanly");
        }
    }
}
