//! Postgres: one connection that writes records and holds the village's lock, a pool for
//! everything else.
//!
//! The lock belongs to the writing connection's session, so whoever can write a record holds it.
//! After any doubt about that connection it is thrown away and made anew.

pub(crate) mod write;

use std::io::BufRead;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions, Connection};
use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::error::{Result, StoreError};
use crate::import::{Lines, import_lines};
use crate::migration;
use crate::place::{Place, Role};
use crate::rows::Rows;
use crate::store::IS_KEPT;
use crate::trail::{ENDS, Ends};

/// Key of the advisory lock, "VILLAGE1"; each database has its own.
const LOCK: i64 = 0x5649_4c4c_4147_4531;
const CONNECTIONS: u32 = 8;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
/// A reader waits so long for a free connection, or for the database to come back.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(1);
const LOCK_PATIENCE: Duration = Duration::from_secs(2);
const LOCK_RETRY: Duration = Duration::from_millis(50);
/// A commit that takes longer counts as lost; what became of it is to be looked up.
const COMMIT_TIMEOUT: Duration = Duration::from_secs(10);

#[derive(Debug)]
pub(crate) struct Postgres {
    place: Place,
    options: PgConnectOptions,
    pub pool: PgPool,
    writer: Mutex<Writer>,
    /// `None` before the first commit and after one that may have failed.
    ends: Mutex<Option<Ends>>,
}

#[derive(Debug, Default)]
struct Writer {
    /// `None` before the first record, after a doubt and once it is closed.
    connection: Option<PgConnection>,
    /// The session that held the lock last: process id and start.
    session: Option<(i32, String)>,
}

impl Postgres {
    pub async fn open(url: &str, role: Role) -> Result<Self> {
        let place = Place::Postgres(url.to_owned());
        let options: PgConnectOptions = url.parse()?;
        let options = options.application_name("village").options([
            ("synchronous_commit", "on"),
            ("statement_timeout", "8000"),
            ("lock_timeout", "5000"),
            ("idle_in_transaction_session_timeout", "60000"),
            ("tcp_keepalives_idle", "10"),
            ("tcp_keepalives_interval", "5"),
            ("tcp_keepalives_count", "3"),
            ("client_min_messages", "warning"),
        ]);
        let mut writer = Writer::default();
        match role {
            Role::Serve => {
                let mut connection = lock(&options, &mut writer, &place).await?;
                migrate(&mut connection).await?;
                writer.connection = Some(connection);
            }
            Role::Tool => migrate_alone(connect(&options).await?, &place).await?,
        }
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_with(options.clone())
            .await?;
        let (writer, ends) = (Mutex::new(writer), Mutex::default());
        Ok(Self { place, options, pool, writer, ends })
    }

    pub async fn commit(&self, rows: &Rows) -> Result<()> {
        self.with_writer(async |connection| {
            let mut kept = self.ends.lock().await;
            let mut transaction = connection.begin().await?;
            let mut ends = match kept.take() {
                Some(ends) => ends,
                None => Ends::of(sqlx::query_as(ENDS).fetch_all(&mut *transaction).await?),
            };
            write::records(&mut transaction, rows, &mut ends).await?;
            transaction.commit().await?;
            *kept = Some(ends);
            Ok(())
        })
        .await
    }

    /// Asked on the writing connection: it holds the lock, so an older session of this process,
    /// whose commit might still be on its way, has ended.
    pub async fn was_committed(&self, tick: i64) -> Result<bool> {
        self.with_writer(async |connection| {
            Ok(sqlx::query_scalar(IS_KEPT).bind(tick).fetch_one(connection).await?)
        })
        .await
    }

    /// Runs one transaction on the writing connection. The connection is kept only if the
    /// database answered; a future that is dropped on the way drops the connection as well.
    async fn with_writer<T, F>(&self, work: F) -> Result<T>
    where
        F: AsyncFnOnce(&mut PgConnection) -> Result<T>,
    {
        let mut writer = self.writer.lock().await;
        let outcome = timeout(COMMIT_TIMEOUT, async {
            let mut connection = match writer.connection.take() {
                Some(connection) => connection,
                None => lock(&self.options, &mut writer, &self.place).await?,
            };
            let outcome = work(&mut connection).await;
            Ok::<_, StoreError>((connection, outcome))
        });
        let (connection, outcome) =
            outcome.await.map_err(|_| StoreError::away("the commit took too long"))??;
        if !outcome.as_ref().is_err_and(StoreError::is_away) {
            writer.connection = Some(connection);
        }
        outcome
    }

    /// Takes an export in, however long it takes.
    pub async fn import<R: BufRead + Send>(&self, lines: &mut Lines<R>) -> Result<u64> {
        let mut writer = self.writer.lock().await;
        let Some(mut connection) = writer.connection.take() else {
            return Err(StoreError::away("the connection was lost"));
        };
        let outcome = import(&mut connection, lines).await;
        if !outcome.as_ref().is_err_and(StoreError::is_away) {
            writer.connection = Some(connection);
        }
        outcome
    }

    pub async fn close(&self) {
        self.pool.close().await;
        if let Some(connection) = self.writer.lock().await.connection.take()
            && let Err(error) = connection.close().await
        {
            tracing::warn!(%error, "the database did not close cleanly");
        }
    }
}

async fn import<R: BufRead>(on: &mut PgConnection, lines: &mut Lines<R>) -> Result<u64> {
    let mut transaction = on.begin().await?;
    sqlx::query("set local statement_timeout = 0").execute(&mut *transaction).await?;
    let read = import_lines!(transaction, lines);
    transaction.commit().await?;
    Ok(read)
}

async fn connect(options: &PgConnectOptions) -> Result<PgConnection> {
    let connected = timeout(CONNECT_TIMEOUT, options.connect()).await;
    Ok(connected.map_err(|_| StoreError::away("no connection in time"))??)
}

/// A connection that holds the village's lock.
async fn lock(
    options: &PgConnectOptions,
    writer: &mut Writer,
    place: &Place,
) -> Result<PgConnection> {
    let mut connection = connect(options).await?;
    if !try_lock(&mut connection).await? {
        // Kept until another holds the lock: that one may have to be ended in a second try.
        match &writer.session {
            Some((process, start)) => {
                end_session(&mut connection, *process, start).await?;
                wait_for_lock(&mut connection).await?;
            }
            None => retry_lock(&mut connection, place).await?,
        }
    }
    let session = "select pid, backend_start::text from pg_stat_activity
        where pid = pg_backend_pid()";
    writer.session = Some(sqlx::query_as(session).fetch_one(&mut connection).await?);
    Ok(connection)
}

async fn try_lock(connection: &mut PgConnection) -> Result<bool> {
    let query = sqlx::query_scalar("select pg_try_advisory_lock($1)").bind(LOCK);
    Ok(query.fetch_one(connection).await?)
}

/// A server that was killed leaves its session for a moment: until Postgres sees that it is gone.
async fn retry_lock(connection: &mut PgConnection, place: &Place) -> Result<()> {
    let patience = tokio::time::Instant::now() + LOCK_PATIENCE;
    while tokio::time::Instant::now() < patience {
        tokio::time::sleep(LOCK_RETRY).await;
        if try_lock(connection).await? {
            return Ok(());
        }
    }
    Err(StoreError::InUse { place: place.clone() })
}

/// `lock_timeout` bounds the wait.
async fn wait_for_lock(connection: &mut PgConnection) -> Result<()> {
    sqlx::query("select pg_advisory_lock($1)").bind(LOCK).execute(connection).await?;
    Ok(())
}

/// Ends the session that this process lost sight of, as when a network swallowed its connection.
async fn end_session(connection: &mut PgConnection, process: i32, start: &str) -> Result<()> {
    let query = "select pg_terminate_backend(pid) from pg_stat_activity
        where pid = $1 and backend_start::text = $2";
    sqlx::query(query).bind(process).bind(start).execute(connection).await?;
    Ok(())
}

async fn version(connection: &mut PgConnection) -> Result<Option<i64>> {
    let table = "select to_regclass('_sqlx_migrations') is not null";
    let known: bool = sqlx::query_scalar(table).fetch_one(&mut *connection).await?;
    if !known {
        return Ok(None);
    }
    let newest = "select max(version) from _sqlx_migrations";
    Ok(sqlx::query_scalar(newest).fetch_one(connection).await?)
}

/// Brings the tables up to date; whoever calls it holds the lock.
async fn migrate(connection: &mut PgConnection) -> Result<()> {
    if migration::is_pending(&migration::POSTGRES, version(connection).await?)? {
        // A migration of a large village may take its time.
        sqlx::query("set statement_timeout = 0").execute(&mut *connection).await?;
        migration::POSTGRES.run_direct(None, connection, false).await?;
        sqlx::query("reset statement_timeout").execute(&mut *connection).await?;
    }
    Ok(())
}

/// For a tool, which brings the tables up to date only while no server runs.
async fn migrate_alone(mut connection: PgConnection, place: &Place) -> Result<()> {
    if migration::is_pending(&migration::POSTGRES, version(&mut connection).await?)? {
        if let Err(error) = wait_for_lock(&mut connection).await {
            let in_use = error.is_away();
            return Err(if in_use { StoreError::InUse { place: place.clone() } } else { error });
        }
        migrate(&mut connection).await?;
    }
    Ok(connection.close().await?)
}
