//! The keeper writes records to the store, in order, several in one transaction when it lags. It is
//! the only one that writes them, and the only one that says whether the store is there.
//!
//! When a commit fails or takes longer than its patience, the store counts as away: callers are
//! told so at once, records wait in the backlog, and the keeper asks again with growing pauses. A
//! commit whose outcome is unknown is looked up, never blindly tried again. A disk that did not
//! keep what was flushed ends the process: the next start knows what is really there.

use std::time::{Duration, Instant};

use metrics::{counter, gauge, histogram};
use tokio::time::{sleep, timeout};
use village_sim::Tick;
use village_store::{Commit, Place, Store, StoreError};

use crate::backlog::Backlog;
use crate::checkpoints::Checkpoints;
use crate::feed::Feed;
use crate::parcel::{Parcel, Waiting};

/// How long a commit may take before callers are told that the outcome is unknown. A database
/// elsewhere may be gone without a word; a file beside us answers, be it late.
const PATIENCE_POSTGRES: Duration = Duration::from_millis(180);
const PATIENCE_SQLITE: Duration = Duration::from_secs(2);
/// Pauses between two tries while the store is away.
const PAUSE_FIRST: Duration = Duration::from_millis(250);
const PAUSE_LAST: Duration = Duration::from_secs(2);

/// Why the keeper cannot go on, and with it the village.
#[derive(Debug, thiserror::Error)]
#[error("tick {tick} cannot be kept: {source}")]
pub struct Fatal {
    pub tick: Tick,
    pub source: StoreError,
}

/// The keeper.
pub struct Keeper {
    store: Store,
    backlog: Backlog,
    feed: Feed,
    checkpoints: Checkpoints,
    patience: Duration,
    is_away: bool,
}

/// A batch under way.
struct Batch {
    commits: Vec<Commit>,
    waiting: Vec<Waiting>,
    last: Tick,
    bytes: usize,
}

impl Keeper {
    pub fn new(store: Store, backlog: Backlog, feed: Feed, checkpoints: Checkpoints) -> Self {
        let patience = match store.place() {
            Place::Postgres(_) => PATIENCE_POSTGRES,
            Place::Sqlite(_) => PATIENCE_SQLITE,
        };
        Self { store, backlog, feed, checkpoints, patience, is_away: false }
    }

    /// Keeps records until the backlog is closed and empty.
    pub async fn run(mut self) -> Result<(), Fatal> {
        while let Some(parcels) = self.backlog.next().await {
            // Encoding a snapshot of ten thousand villagers takes a while.
            let batch = tokio::task::block_in_place(|| Batch::of(parcels));
            let last = batch.last;
            let took = self.keep(batch).await?;
            self.come_back(last, took).await;
            tokio::task::block_in_place(|| self.checkpoints.write_if_due());
        }
        self.checkpoints.write();
        Ok(())
    }

    /// Keeps a batch, however long it takes; says how long the try took that did it.
    async fn keep(&mut self, mut batch: Batch) -> Result<Duration, Fatal> {
        let started = Instant::now();
        let (mut pause, mut tried) = (PAUSE_FIRST, started);
        let mut outcome = self.try_once(&mut batch).await;
        while let Err(error) = outcome {
            if !is_passing(&error) {
                return Err(Fatal { tick: batch.last, source: error });
            }
            self.go_away(&mut batch.waiting, &error.to_string());
            sleep(pause).await;
            pause = (pause * 2).min(PAUSE_LAST);
            tried = Instant::now();
            outcome = match self.store.was_committed(batch.last).await {
                Ok(true) => Ok(()),
                Ok(false) => self.store.commit(&batch.commits).await,
                Err(error) => Err(error),
            };
        }
        let took = tried.elapsed();
        histogram!("village_commit_seconds").record(started.elapsed());
        counter!("village_commits_total").increment(1);
        counter!("village_records_total").increment(batch.commits.len() as u64);
        self.backlog.done(batch.bytes);
        self.feed.committed(batch.last);
        batch.waiting.into_iter().for_each(Waiting::answer);
        for commit in &batch.commits {
            self.checkpoints.kept(&commit.record);
        }
        Ok(took)
    }

    /// The first try, with callers waiting.
    async fn try_once(&mut self, batch: &mut Batch) -> Result<(), StoreError> {
        let store = self.store.clone();
        let mut commit = std::pin::pin!(store.commit(&batch.commits));
        if let Ok(outcome) = timeout(self.patience, &mut commit).await {
            return outcome;
        }
        self.go_away(&mut batch.waiting, "a commit takes too long");
        commit.await
    }

    fn go_away(&mut self, waiting: &mut [Waiting], why: &str) {
        if !self.is_away {
            tracing::warn!(why, "the store is away: money stands still, life goes on");
            counter!("village_store_outages_total").increment(1);
            gauge!("village_store_up").set(0.0);
            self.is_away = true;
        }
        self.backlog.go_away();
        for waiting in waiting {
            waiting.lose_sight();
        }
        self.feed.set_open(true);
    }

    /// Ends an outage once the store answers well within the patience: one that is back and slow
    /// would be away again with the next commit, and whoever came in between be told that nobody
    /// knows. While records wait, keeping them says how fast it is.
    async fn come_back(&mut self, last: Tick, mut took: Duration) {
        let limit = self.patience / 2;
        while self.is_away && took > limit && self.backlog.is_idle() {
            sleep(PAUSE_FIRST).await;
            let asked = Instant::now();
            let answer = self.store.was_committed(last).await;
            took = if answer.is_ok() { asked.elapsed() } else { Duration::MAX };
        }
        if self.is_away && took <= limit && self.backlog.come_back() {
            tracing::info!("the store is back, everything is kept");
            gauge!("village_store_up").set(1.0);
            self.is_away = false;
            self.feed.set_open(false);
        }
    }
}

impl Batch {
    fn of(parcels: Vec<Parcel>) -> Self {
        let bytes = parcels.iter().map(|parcel| parcel.bytes).sum();
        let last = parcels.last().map_or(Tick(0), |parcel| parcel.record.tick);
        let (commits, waiting) = parcels.into_iter().map(Parcel::open).unzip();
        Self { commits, waiting, last, bytes }
    }
}

/// Whether the store may take the same records later. A wrong password or a missing role counts:
/// somebody may be setting the database up again.
const fn is_passing(error: &StoreError) -> bool {
    matches!(error, StoreError::Away { .. } | StoreError::Other { .. })
}
