//! The stream: a village's views in, or another stream's ticks, and a ring out of which every
//! watcher's task reads.

use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Instant;

use tokio::sync::watch;
use village_protocol::frame::{Encoder, Frames};
use village_sim::{Map, View};

use crate::ring::Ring;

/// The watchers' stream of one village.
pub struct Stream {
    source: Source,
    ring: RwLock<Ring>,
    ticks: watch::Sender<u64>,
}

/// Where its ticks come from.
enum Source {
    /// A village of this process.
    Village { map: Arc<Map>, encoder: Box<Mutex<Option<Encoder>>> },
    /// The stream of another process.
    Relay,
}

impl Stream {
    /// The stream of a village on this map; nothing is on it yet.
    pub fn new(map: Arc<Map>) -> Self {
        let encoder = Encoder::new(&map);
        let size = encoder.size();
        let encoder = Box::new(Mutex::new(Some(encoder)));
        Self::of(Source::Village { map, encoder }, size)
    }

    /// A stream that is told on; see [`crate::follow`].
    pub fn relayed() -> Self {
        Self::of(Source::Relay, (0, 0))
    }

    fn of(source: Source, size: (u16, u16)) -> Self {
        Self { source, ring: RwLock::new(Ring::new(size)), ticks: watch::Sender::new(0) }
    }

    /// Encodes the next tick and tells everybody. Not for the thread of the tick: it waits for
    /// those who read the ring, some microseconds each. A stream that is told on takes no views.
    pub fn take(&self, view: &View) {
        let Source::Village { map, encoder } = &self.source else { return };
        let began = Instant::now();
        let mut held = encoder.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever panics while it encodes leaves none behind: then the stream begins anew.
        let (mut encoder, is_new) = match held.take() {
            Some(encoder) => (encoder, false),
            None => (Encoder::new(map), true),
        };
        let frames = encoder.advance(view);
        *held = Some(encoder);
        drop(held);
        if is_new {
            self.begin(self.size());
        }
        self.push(frames, view.clock.hz);
        metrics::histogram!("village_frames_encode_seconds").record(began.elapsed());
    }

    /// Forgets what was told: a village of so many cells across and down begins, or begins anew.
    pub(crate) fn begin(&self, size: (u16, u16)) {
        *self.ring.write().unwrap_or_else(PoisonError::into_inner) = Ring::new(size);
    }

    /// Tells everybody of a tick.
    pub(crate) fn push(&self, frames: Frames, hz: u32) {
        let tick = frames.tick.0;
        self.ring.write().unwrap_or_else(PoisonError::into_inner).push(frames, hz);
        self.ticks.send_replace(tick);
    }

    /// The last tick that was told; 0 before the first.
    pub fn latest(&self) -> u64 {
        *self.ticks.borrow()
    }

    /// Cells across and down.
    pub(crate) fn size(&self) -> (u16, u16) {
        self.read(Ring::size)
    }

    /// Tells of each new tick.
    pub(crate) fn ticks(&self) -> watch::Receiver<u64> {
        self.ticks.subscribe()
    }

    pub(crate) fn read<T>(&self, look: impl FnOnce(&Ring) -> T) -> T {
        look(&self.ring.read().unwrap_or_else(PoisonError::into_inner))
    }
}
