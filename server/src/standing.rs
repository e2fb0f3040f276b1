//! How the village stands towards its store, in a few flags that anybody may read without waiting.
//! The keeper sets those of the store, the tick thread sets the stamp, `main` sets the end.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

/// The flags.
#[derive(Debug)]
pub struct Standing {
    up: AtomicBool,
    full: AtomicBool,
    stopping: AtomicBool,
    stamp: AtomicI64,
}

impl Standing {
    /// The store is there; the last record has this stamp (UTC microseconds since 1970).
    pub fn new(stamp: i64) -> Self {
        Self {
            up: AtomicBool::new(true),
            full: AtomicBool::new(false),
            stopping: AtomicBool::new(false),
            stamp: AtomicI64::new(stamp),
        }
    }

    /// Whether the store takes records.
    pub fn is_up(&self) -> bool {
        self.up.load(Ordering::Acquire)
    }

    /// Whether the buffer for an absent store is full: then nothing is taken any more.
    pub fn is_full(&self) -> bool {
        self.full.load(Ordering::Acquire)
    }

    /// Whether the server is going down.
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Acquire)
    }

    /// Stamp of the latest tick, UTC microseconds since 1970. It never goes back.
    pub fn stamp(&self) -> i64 {
        self.stamp.load(Ordering::Acquire)
    }

    /// From now on nothing more is taken in.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Release);
    }

    pub(crate) fn set_up(&self, up: bool) {
        self.up.store(up, Ordering::Release);
    }

    pub(crate) fn set_full(&self, full: bool) {
        self.full.store(full, Ordering::Release);
    }

    pub(crate) fn set_stamp(&self, stamp: i64) {
        self.stamp.store(stamp, Ordering::Release);
    }
}
