//! The one way to the database, whichever it is.

use std::sync::Arc;

use village_sim::Tick;

use crate::error::Result;
use crate::line::number;
use crate::place::{Place, Role};
use crate::postgres::Postgres;
use crate::record::Commit;
use crate::rows::Rows;
use crate::sqlite::Sqlite;

/// A village's database. Cheap to clone; all clones share the connections.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    place: Place,
    role: Role,
    pub db: Db,
}

#[derive(Debug)]
pub(crate) enum Db {
    Sqlite(Box<Sqlite>),
    Postgres(Box<Postgres>),
}

pub(crate) const IS_KEPT: &str = "select exists (select 1 from journal where tick = $1)";

pub(crate) const BEGIN_READING: &str = "begin isolation level repeatable read read only;
    set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0";

pub(crate) const BEGIN_BESIDE: &str = "begin; set local synchronous_commit = off";

/// Runs the same queries on whichever database it is, off the writer's way.
macro_rules! reading {
    ($store:expr, |$on:ident| $body:expr) => {
        match &$store.inner.db {
            $crate::store::Db::Sqlite(db) => {
                let $on = &db.readers;
                $body
            }
            $crate::store::Db::Postgres(db) => {
                let $on = &db.pool;
                $body
            }
        }
    };
}
pub(crate) use reading;

/// Runs the same queries on whichever database it is, as of one moment.
macro_rules! reading_at_once {
    ($store:expr, |$on:ident| $body:expr) => {
        match &$store.inner.db {
            $crate::store::Db::Sqlite(db) => {
                let mut $on = db.readers.begin_with("begin").await?;
                $body
            }
            $crate::store::Db::Postgres(db) => {
                // A reader of everything may take its time, and so may whoever takes it from them.
                let mut $on = db.pool.begin_with($crate::store::BEGIN_READING).await?;
                $body
            }
        }
    };
}
pub(crate) use reading_at_once;

/// Runs one changing statement on whichever database it is.
macro_rules! writing {
    ($store:expr, |$on:ident| $body:expr) => {
        match &$store.inner.db {
            $crate::store::Db::Sqlite(db) => {
                let mut writer = db.writer().await?;
                let $on = &mut *writer;
                $body
            }
            $crate::store::Db::Postgres(db) => {
                let $on = &db.pool;
                $body
            }
        }
    };
}
pub(crate) use writing;

/// Runs changing statements on whichever database it is: all of them or none. Leaving the function
/// on the way undoes them.
macro_rules! writing_at_once {
    ($store:expr, |$on:ident| $body:expr) => {
        match &$store.inner.db {
            $crate::store::Db::Sqlite(db) => {
                let mut writer = db.writer().await?;
                let mut $on = sqlx::Connection::begin_with(&mut *writer, "begin immediate").await?;
                let done = $body;
                $on.commit().await?;
                done
            }
            $crate::store::Db::Postgres(db) => {
                let mut $on = db.pool.begin().await?;
                let done = $body;
                $on.commit().await?;
                done
            }
        }
    };
}
pub(crate) use writing_at_once;

/// Runs changing statements that a tick's commit must not wait for, all of them or none: on
/// `SQLite` only while nobody else writes, on Postgres over a connection of the pool. It is in
/// order with everything else, but not on disk when this is done: a machine that loses its power
/// may lose the last of it, never a part.
macro_rules! writing_beside {
    ($store:expr, |$on:ident| $body:expr) => {
        match &$store.inner.db {
            $crate::store::Db::Sqlite(db) => {
                let mut beside = db.beside().await?;
                let done = {
                    let _writer = db.writer().await?;
                    let mut $on = beside.begin().await?;
                    let done = $body;
                    $on.commit().await?;
                    done
                };
                beside.fold_back().await?;
                done
            }
            $crate::store::Db::Postgres(db) => {
                let mut $on = db.pool.begin_with($crate::store::BEGIN_BESIDE).await?;
                let done = $body;
                $on.commit().await?;
                done
            }
        }
    };
}
pub(crate) use writing_beside;

impl Store {
    /// Opens the database, makes it when it is a file that is absent, and brings its tables up to
    /// date. A file is read through for damage first.
    pub async fn open(place: &Place, role: Role) -> Result<Self> {
        let db = match place {
            Place::Sqlite(path) => Db::Sqlite(Box::new(Sqlite::open(path, role).await?)),
            Place::Postgres(url) => Db::Postgres(Box::new(Postgres::open(url, role).await?)),
        };
        Ok(Self { inner: Arc::new(Inner { place: place.clone(), role, db }) })
    }

    /// Where it is.
    pub fn place(&self) -> &Place {
        &self.inner.place
    }

    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.inner.db, Db::Postgres(_))
    }

    /// Ends all connections and gives the lock back.
    pub async fn close(self) {
        match &self.inner.db {
            Db::Sqlite(db) => db.close().await,
            Db::Postgres(db) => db.close().await,
        }
    }

    /// Keeps all of these records, in order, or none. When it returns `Ok` they are on disk. Only
    /// for [`Role::Serve`]. Dropping the future on the way leaves the outcome open, as
    /// [`Away`](crate::StoreError::Away) does.
    pub async fn commit(&self, batch: &[Commit]) -> Result<()> {
        self.must_serve()?;
        if batch.is_empty() {
            return Ok(());
        }
        let rows = Rows::of(batch)?;
        match &self.inner.db {
            Db::Sqlite(db) => db.commit(&rows).await,
            Db::Postgres(db) => db.commit(&rows).await,
        }
    }

    /// Whether this tick's record is kept. For the server the answer is final: a commit of its own
    /// that was on its way has arrived or never will.
    pub async fn was_committed(&self, tick: Tick) -> Result<bool> {
        let tick = number(tick.0)?;
        match (&self.inner.db, self.inner.role) {
            (Db::Sqlite(db), Role::Serve) => db.was_committed(tick).await,
            (Db::Postgres(db), Role::Serve) => db.was_committed(tick).await,
            (_, Role::Tool) => Ok(reading!(self, |on| {
                sqlx::query_scalar(IS_KEPT).bind(tick).fetch_one(on).await?
            })),
        }
    }

    pub(crate) fn must_serve(&self) -> Result<()> {
        match self.inner.role {
            Role::Serve => Ok(()),
            Role::Tool => Err(crate::StoreError::refused(
                "a tool writes no records: open it with Role::Serve",
            )),
        }
    }
}
