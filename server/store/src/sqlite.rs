//! `SQLite`: one writer, a few readers, a lock file beside the database.
//!
//! WAL with `synchronous=FULL`: a transaction is on disk when its commit returns, and readers do
//! not wait for the writer.

mod beside;
pub(crate) mod write;

use std::fs::{File, TryLockError};
use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::sync::Mutex as StdMutex;
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection};
use tokio::sync::{MappedMutexGuard, Mutex, MutexGuard};

use crate::error::{Result, StoreError};
use crate::import::{Lines, import_lines};
use crate::migration;
use crate::place::{Place, Role};
use crate::rows::Rows;
use crate::sqlite::beside::Beside;
use crate::store::IS_KEPT;
use crate::trail::{ENDS, Ends};

/// Marks the file as a village's: "VILG".
const APPLICATION_ID: i64 = 0x5649_4c47;
const READERS: u32 = 4;
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a tool waits for another process that brings the tables up to date.
const LOCK_PATIENCE: Duration = Duration::from_secs(5);
const LOCK_RETRY: Duration = Duration::from_millis(50);

#[derive(Debug)]
pub(crate) struct Sqlite {
    /// `None` once it is closed.
    writer: Mutex<Option<SqliteConnection>>,
    /// `None` before the first commit and after one that may have failed.
    ends: Mutex<Option<Ends>>,
    pub readers: SqlitePool,
    beside: Mutex<Option<Beside>>,
    options: SqliteConnectOptions,
    /// Held by the one process that serves.
    lock: StdMutex<Option<File>>,
}

impl Sqlite {
    pub async fn open(path: &Path, role: Role) -> Result<Self> {
        make_folder(path)?;
        let mut lock = match role {
            Role::Serve => Some(try_lock(path)?),
            Role::Tool => None,
        };
        let options = options(path);
        let mut writer = options.connect().await?;
        check(&mut writer).await?;
        if migration::is_pending(&migration::SQLITE, version(&mut writer).await?)? {
            if lock.is_none() {
                lock = Some(wait_for_lock(path).await?);
            }
            migration::SQLITE.run_direct(None, &mut writer, false).await?;
            if role == Role::Tool {
                lock = None;
            }
        }
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(BUSY_TIMEOUT)
            .connect_with(options.clone().pragma("query_only", "on"))
            .await?;
        let (writer, ends) = (Mutex::new(Some(writer)), Mutex::default());
        let (beside, lock) = (Mutex::default(), StdMutex::new(lock));
        Ok(Self { writer, ends, readers, beside, options, lock })
    }

    /// The one connection that writes, for as long as the guard lives.
    pub async fn writer(&self) -> Result<MappedMutexGuard<'_, SqliteConnection>> {
        MutexGuard::try_map(self.writer.lock().await, Option::as_mut)
            .map_err(|_| StoreError::other("the database was closed"))
    }

    /// The connection for what a commit must not wait for. It may write only while its user holds
    /// [`Self::writer`] as well, which is asked for after this.
    pub async fn beside(&self) -> Result<MappedMutexGuard<'_, Beside>> {
        let mut beside = self.beside.lock().await;
        if beside.is_none() {
            // Not once it is closed.
            drop(self.writer().await?);
            *beside = Some(Beside::open(&self.options).await?);
        }
        MutexGuard::try_map(beside, Option::as_mut)
            .map_err(|_| StoreError::other("the database was closed"))
    }

    pub async fn commit(&self, rows: &Rows) -> Result<()> {
        let mut writer = self.writer().await?;
        let mut kept = self.ends.lock().await;
        let mut transaction = writer.begin_with("begin immediate").await?;
        let mut ends = match kept.take() {
            Some(ends) => ends,
            None => Ends::of(sqlx::query_as(ENDS).fetch_all(&mut *transaction).await?),
        };
        write::records(&mut transaction, rows, &mut ends).await?;
        transaction.commit().await?;
        *kept = Some(ends);
        Ok(())
    }

    /// Asked on the writing connection, which has then finished whatever it was about.
    pub async fn was_committed(&self, tick: i64) -> Result<bool> {
        let mut writer = self.writer().await?;
        Ok(sqlx::query_scalar(IS_KEPT).bind(tick).fetch_one(&mut *writer).await?)
    }

    /// Takes an export in, however long it takes.
    pub async fn import<R: BufRead + Send>(&self, lines: &mut Lines<R>) -> Result<u64> {
        let mut writer = self.writer().await?;
        let mut transaction = writer.begin_with("begin immediate").await?;
        let read = import_lines!(transaction, lines);
        transaction.commit().await?;
        Ok(read)
    }

    pub async fn close(&self) {
        self.readers.close().await;
        if let Some(beside) = self.beside.lock().await.take() {
            beside.close().await;
        }
        if let Some(writer) = self.writer.lock().await.take()
            && let Err(error) = writer.close().await
        {
            tracing::warn!(%error, "the database did not close cleanly");
        }
        if let Ok(mut lock) = self.lock.lock() {
            *lock = None;
        }
    }
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        // So that `insert or replace` cannot pass by the append-only triggers.
        .pragma("recursive_triggers", "on")
        .pragma("cache_size", "-32768")
        // Pages of the log before it is folded back: a page that many commits touch goes once.
        .pragma("wal_autocheckpoint", "8192")
        .pragma("journal_size_limit", "67108864")
}

fn make_folder(path: &Path) -> Result<()> {
    let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) else {
        return Ok(());
    };
    let made = std::fs::create_dir_all(folder);
    made.map_err(|error| StoreError::other(format!("cannot make {}: {error}", folder.display())))
}

fn lock_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    name.into()
}

fn try_lock(path: &Path) -> Result<File> {
    let at = lock_path(path);
    let broken =
        |error| StoreError::other(format!("cannot lock {}: {error}", at.as_path().display()));
    // The file stays when the lock is given back: were it removed, two could lock two files.
    let file = File::options().create(true).truncate(false).write(true).open(&at);
    let file = file.map_err(broken)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            Err(StoreError::InUse { place: Place::Sqlite(path.to_owned()) })
        }
        Err(TryLockError::Error(error)) => Err(broken(error)),
    }
}

async fn wait_for_lock(path: &Path) -> Result<File> {
    let patience = tokio::time::Instant::now() + LOCK_PATIENCE;
    loop {
        match try_lock(path) {
            Err(StoreError::InUse { .. }) if tokio::time::Instant::now() < patience => {
                tokio::time::sleep(LOCK_RETRY).await;
            }
            outcome => return outcome,
        }
    }
}

/// That it is a village's database, and whole.
async fn check(connection: &mut SqliteConnection) -> Result<()> {
    let tables: i64 = sqlx::query_scalar("select count(*) from sqlite_schema")
        .fetch_one(&mut *connection)
        .await?;
    if tables == 0 {
        return Ok(());
    }
    let application: i64 =
        sqlx::query_scalar("pragma application_id").fetch_one(&mut *connection).await?;
    if application != APPLICATION_ID {
        return Err(StoreError::Corrupt { what: "it is another program's database".into() });
    }
    let found: String =
        sqlx::query_scalar("pragma quick_check(1)").fetch_one(&mut *connection).await?;
    if found == "ok" { Ok(()) } else { Err(StoreError::Corrupt { what: found }) }
}

async fn version(connection: &mut SqliteConnection) -> Result<Option<i64>> {
    let table = "select count(*) from sqlite_schema where name = '_sqlx_migrations'";
    let tables: i64 = sqlx::query_scalar(table).fetch_one(&mut *connection).await?;
    if tables == 0 {
        return Ok(None);
    }
    let newest = "select max(version) from _sqlx_migrations";
    Ok(sqlx::query_scalar(newest).fetch_one(&mut *connection).await?)
}
