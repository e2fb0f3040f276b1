//! The last ticks' frames, and the keyframes as they stand now.

use std::collections::VecDeque;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use village_protocol::frame::{Frames, Keyframe, Message};

/// Ticks that are kept: three seconds at 20 ticks a second.
pub const RING_TICKS: usize = 64;

/// Bytes of frames that are kept; in a village of very much news fewer ticks are.
const RING_BYTES: usize = 16 * 1024 * 1024;

/// The ring.
#[derive(Debug)]
pub struct Ring {
    ticks: VecDeque<Frames>,
    bytes: usize,
    /// The first tick that was taken: what came before was told by another ring.
    began: Option<u64>,
    /// Keyframes by the number of their cell; none where nobody ever was.
    cells: Vec<Option<Arc<Keyframe>>>,
    lane: Option<(Arc<Keyframe>, OnceLock<Bytes>)>,
    /// Cells across and down.
    size: (u16, u16),
    hz: u32,
}

impl Ring {
    /// A ring for a map of so many cells across and down.
    pub fn new(size: (u16, u16)) -> Self {
        let cells = usize::from(size.0) * usize::from(size.1);
        Self {
            ticks: VecDeque::with_capacity(RING_TICKS),
            bytes: 0,
            began: None,
            cells: vec![None; cells],
            lane: None,
            size,
            hz: 20,
        }
    }

    /// Takes a tick's frames; after a gap the ticks before it are worth nothing.
    pub fn push(&mut self, mut frames: Frames, hz: u32) {
        self.hz = hz;
        self.began.get_or_insert(frames.tick.0);
        if self.latest().is_some_and(|latest| latest + 1 != frames.tick.0) {
            self.ticks.clear();
            self.bytes = 0;
        }
        for (number, key) in frames.keys.drain(..) {
            if let Some(known) = self.cells.get_mut(number as usize) {
                *known = Some(key);
            }
        }
        if let Some(key) = frames.lane_key.take() {
            self.lane = Some((key, OnceLock::new()));
        }
        self.bytes += weight(&frames);
        self.ticks.push_back(frames);
        while self.ticks.len() > RING_TICKS || self.bytes > RING_BYTES {
            let Some(oldest) = self.ticks.pop_front() else { break };
            self.bytes -= weight(&oldest);
        }
    }

    /// The newest tick.
    pub fn latest(&self) -> Option<u64> {
        self.ticks.back().map(|frames| frames.tick.0)
    }

    /// The frames after a tick, if all of them are still here.
    pub fn after(&self, tick: u64) -> Option<impl Iterator<Item = &Frames>> {
        let missed = self.latest().filter(|_| self.began <= Some(tick))?.checked_sub(tick)?;
        let missed = usize::try_from(missed).ok().filter(|missed| *missed <= self.ticks.len())?;
        Some(self.ticks.range(self.ticks.len() - missed..))
    }

    /// A cell's keyframe, unless the cell is empty.
    pub fn key(&self, cell: u32) -> Option<&Keyframe> {
        let key = self.cells.get(cell as usize)?.as_deref();
        key.filter(|key| !key.is_empty())
    }

    /// The lane's keyframe as a message of its own, shared by everybody who needs it.
    pub fn lane(&self) -> Option<Bytes> {
        let (key, message) = self.lane.as_ref()?;
        let tick = self.ticks.back()?.tick;
        let make = || {
            let mut message = Message::default();
            message.begin(tick);
            message.add(key.part());
            message.end();
            message.into_bytes().into()
        };
        Some(message.get_or_init(make).clone())
    }

    /// Cells across and down.
    pub const fn size(&self) -> (u16, u16) {
        self.size
    }

    /// Ticks in a second.
    pub const fn hz(&self) -> u32 {
        self.hz
    }
}

fn weight(frames: &Frames) -> usize {
    let cells: usize = frames.cells.iter().map(|(_, part)| part.len()).sum();
    let rest = frames.lane.iter().chain(&frames.whole).map(Bytes::len).sum::<usize>();
    cells + rest
}
