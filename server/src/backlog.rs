//! Records on their way to the store, in order. The tick thread puts them in and never waits; the
//! keeper takes them out.
//!
//! Bounded at [`BYTES_MAX`]: beyond it quiet records (hashes alone, which only replay's checks
//! would miss) are dropped, and the door is told to refuse everything.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use metrics::{counter, gauge};
use tokio::sync::Notify;

use crate::metrics::float;
use crate::parcel::Parcel;
use crate::standing::Standing;

/// Bytes of records that may wait for an absent store.
pub const BYTES_MAX: usize = 64 * 1024 * 1024;
/// Records and bytes that go into one transaction.
const BATCH_PARCELS: usize = 512;
const BATCH_BYTES: usize = 8 * 1024 * 1024;

/// The queue. Cheap to clone.
#[derive(Clone)]
pub struct Backlog {
    inner: Arc<Mutex<Inner>>,
    arrived: Arc<Notify>,
    standing: Arc<Standing>,
    bytes_max: usize,
}

#[derive(Default)]
struct Inner {
    queue: VecDeque<Parcel>,
    /// Of the queue and of the batch that is being written.
    bytes: usize,
    dropped: u64,
    is_away: bool,
    is_closed: bool,
}

impl Backlog {
    pub fn new(standing: Arc<Standing>) -> Self {
        Self::of_size(standing, BYTES_MAX)
    }

    fn of_size(standing: Arc<Standing>, bytes_max: usize) -> Self {
        let (inner, arrived) = (Arc::default(), Arc::default());
        Self { inner, arrived, standing, bytes_max }
    }

    /// Puts a record in. While the store is away its callers are answered here and now.
    pub fn push(&self, mut parcel: Parcel) {
        let mut inner = self.inner();
        if inner.is_away {
            parcel.answer_without_store();
        }
        if inner.bytes.saturating_add(parcel.bytes) > self.bytes_max {
            inner.drop_quiet();
        }
        let is_full = inner.bytes.saturating_add(parcel.bytes) > self.bytes_max;
        self.standing.set_full(is_full);
        if is_full && parcel.is_quiet() {
            inner.dropped = inner.dropped.saturating_add(1);
            return;
        }
        inner.bytes = inner.bytes.saturating_add(parcel.bytes);
        inner.queue.push_back(parcel);
        inner.tell();
        drop(inner);
        self.arrived.notify_one();
    }

    /// The next records for one transaction; waits for the first. None when it is closed and empty.
    pub async fn next(&self) -> Option<Vec<Parcel>> {
        loop {
            {
                let mut inner = self.inner();
                if !inner.queue.is_empty() {
                    return Some(inner.take());
                }
                if inner.is_closed {
                    return None;
                }
            }
            self.arrived.notified().await;
        }
    }

    /// A batch of so many bytes is on disk.
    pub fn done(&self, bytes: usize) {
        let mut inner = self.inner();
        inner.bytes = inner.bytes.saturating_sub(bytes);
        if inner.bytes < self.bytes_max - self.bytes_max / 8 {
            self.standing.set_full(false);
        }
        inner.tell();
    }

    /// The store went away: from now on lasting wishes are refused, and whoever waits is answered.
    pub fn go_away(&self) {
        let mut inner = self.inner();
        inner.is_away = true;
        self.standing.set_up(false);
        for parcel in &mut inner.queue {
            parcel.answer_without_store();
        }
    }

    /// Whether nothing waits now, but may come.
    pub fn is_idle(&self) -> bool {
        let inner = self.inner();
        inner.queue.is_empty() && !inner.is_closed
    }

    /// Ends the outage if nothing waits any more; says whether it did.
    pub fn come_back(&self) -> bool {
        let mut inner = self.inner();
        if inner.queue.is_empty() {
            inner.is_away = false;
            self.standing.set_up(true);
        }
        !inner.is_away
    }

    /// Nothing more will come.
    pub fn close(&self) {
        self.inner().is_closed = true;
        self.arrived.notify_one();
    }

    /// Records that wait, their bytes, and how many quiet ones were dropped so far.
    #[cfg(test)]
    fn depth(&self) -> (usize, usize, u64) {
        let inner = self.inner();
        (inner.queue.len(), inner.bytes, inner.dropped)
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn tell(&self) {
        gauge!("village_journal_depth").set(float(self.queue.len()));
        gauge!("village_journal_bytes").set(float(self.bytes));
        counter!("village_journal_dropped_total").absolute(self.dropped);
    }

    fn take(&mut self) -> Vec<Parcel> {
        let (mut batch, mut bytes) = (Vec::new(), 0_usize);
        while let Some(next) = self.queue.front() {
            let fits = bytes.saturating_add(next.bytes) <= BATCH_BYTES;
            if !batch.is_empty() && (!fits || batch.len() >= BATCH_PARCELS) {
                break;
            }
            bytes = bytes.saturating_add(next.bytes);
            batch.extend(self.queue.pop_front());
        }
        batch
    }

    fn drop_quiet(&mut self) {
        let (mut freed, mut dropped) = (0_usize, 0_u64);
        self.queue.retain(|parcel| {
            let stays = !parcel.is_quiet();
            if !stays {
                freed = freed.saturating_add(parcel.bytes);
                dropped = dropped.saturating_add(1);
            }
            stays
        });
        self.bytes = self.bytes.saturating_sub(freed);
        self.dropped = self.dropped.saturating_add(dropped);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use village_sim::{Journaled, Principal, Record, StateHash, Tick, Wish};

    fn parcel(tick: u64, commands: usize) -> Parcel {
        let command = Journaled {
            principal: Principal::System,
            key: None,
            body: Wish::Store { available: true },
        };
        let record = Record {
            tick: Tick(tick),
            commands: vec![command; commands],
            hashes: vec![(Tick(tick), StateHash::default())],
            ..Record::default()
        };
        Parcel::without_callers(record)
    }

    fn ticks(batch: &[Parcel]) -> Vec<u64> {
        batch.iter().map(|parcel| parcel.record.tick.0).collect()
    }

    #[tokio::test]
    async fn records_come_out_in_order_and_together() {
        let backlog = Backlog::new(Arc::new(Standing::new(0)));
        for tick in 1..=3 {
            backlog.push(parcel(tick, 0));
        }
        assert_eq!(ticks(&backlog.next().await.unwrap()), [1, 2, 3]);
        backlog.close();
        assert!(backlog.next().await.is_none());
    }

    #[tokio::test]
    async fn a_full_backlog_drops_quiet_records_and_then_refuses() {
        let standing = Arc::new(Standing::new(0));
        let each = parcel(1, 1).bytes;
        let backlog = Backlog::of_size(standing.clone(), 4 * each);
        backlog.go_away();
        assert!(!standing.is_up());
        backlog.push(parcel(1, 0));
        for tick in 2..=5 {
            backlog.push(parcel(tick, 1));
        }
        assert!(!standing.is_full(), "the quiet record made room");
        backlog.push(parcel(6, 0));
        assert!(standing.is_full());
        assert_eq!(backlog.depth(), (4, 4 * each, 2));
        assert!(!backlog.come_back(), "records wait");
        let batch = backlog.next().await.unwrap();
        assert_eq!(ticks(&batch), [2, 3, 4, 5]);
        backlog.done(4 * each);
        assert!(backlog.come_back() && standing.is_up() && !standing.is_full());
    }
}
