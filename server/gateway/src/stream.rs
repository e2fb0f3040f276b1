//! The stream: views in, a ring that every watcher's task reads.

use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Instant;

use tokio::sync::watch;
use village_protocol::frame::Encoder;
use village_sim::{Map, View};

use crate::ring::Ring;

/// The watchers' stream of one village.
pub struct Stream {
    map: Arc<Map>,
    encoder: Mutex<Option<Encoder>>,
    ring: RwLock<Ring>,
    ticks: watch::Sender<u64>,
}

impl Stream {
    /// The stream of a village on this map; nothing is on it yet.
    pub fn new(map: Arc<Map>) -> Self {
        let encoder = Encoder::new(&map);
        let ring = Ring::new(encoder.size());
        Self {
            map,
            encoder: Mutex::new(Some(encoder)),
            ring: RwLock::new(ring),
            ticks: watch::Sender::new(0),
        }
    }

    /// Encodes the next tick and tells everybody. Not for the thread of the tick: it waits for
    /// those who read the ring, some microseconds each.
    pub fn take(&self, view: &View) {
        let began = Instant::now();
        let mut held = self.encoder.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever panics while it encodes leaves none behind: then the stream begins anew.
        let (mut encoder, is_new) = match held.take() {
            Some(encoder) => (encoder, false),
            None => (Encoder::new(&self.map), true),
        };
        let frames = encoder.advance(view);
        *held = Some(encoder);
        drop(held);
        let mut ring = self.ring.write().unwrap_or_else(PoisonError::into_inner);
        if is_new {
            *ring = Ring::new(ring.size());
        }
        ring.push(frames, view.clock.hz);
        drop(ring);
        metrics::histogram!("village_frames_encode_seconds").record(began.elapsed());
        self.ticks.send_replace(view.tick().0);
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
