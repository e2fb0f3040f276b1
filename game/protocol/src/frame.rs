//! The watchers' stream: the world cut into cells of 8 by 8 tiles, and per tick one encoded message
//! for each cell in which something changed, made once and copied to everybody who sees the cell.
//!
//! What belongs where:
//! - A villager belongs to the cell in which it is after the tick. Its walk travels with it whole,
//!   however many cells it crosses: at each border it leaves one cell and enters the next with all
//!   that there is to know of it, so that whoever sees one of the two needs nothing of the other.
//! - An item belongs to the cell where it lies; one on a shelf, to the middle of the landmark.
//! - What has no place (the cast, the tiers, notes on the board, money that moved, whether the
//!   store is there) goes over the *lane*, which everybody gets.
//!
//! Invariants: nothing private enters a frame, and what is public is what the public JSON shows.
//! Reading is total and bounded: whatever the bytes, a [`Replica`] neither panics nor sets aside
//! more than the limits in here allow. A cell's changes are to be applied in the order of their
//! ticks on top of its keyframe; now and then a checksum says whether they were.
//!
//! A message to a watcher is `0x80`, [`VERSION`], then sections: a tick, then parts until a zero.
//! A part is where it belongs (1 the lane, else a cell's number and two), what it is (0 change,
//! 1 keyframe, 2 checksum, 3 so many cells from here on are empty, 4 a tick's *whole form*), its
//! length and its body.
//!
//! Whoever sees the whole map, and has its keyframes, gets ticks in their whole form instead of the
//! parts of lane and cells: everybody who changed in one list, without the cells, see `whole.rs`.
//! One such tick is a message of its own, `0x81`, the low byte of the tick and the body; several
//! are sections with a part of kind 4 of the lane. A relay gets both forms of each tick.

mod cell;
mod encoder;
mod lane;
mod look;
mod relay;
mod replica;
mod villager;
mod whole;
mod wire;

pub use cell::{Cell, Lying};
pub use encoder::{Encoder, Frames, Keyframe};
pub use lane::{Face, Lane, Money, Note, Offer, TierLook, Writer, ground};
pub use look::{LOOK, LOOK_BYTES, LOOK_CELLS_MAX, Look, Resync};
pub use relay::Relay;
pub use replica::Replica;
pub use villager::Villager;
pub use whole::quiet;

use village_sim::Tick;

/// First byte of a message to a watcher.
pub const FRAMES: u8 = 0x80;

/// First byte of a message that is one tick in its whole form.
pub const WHOLE: u8 = 0x81;

/// Version of all that is in this module. Whoever changes what the bytes mean raises it, and
/// whoever changes [`village_sim::PACE`] too, for clients reckon with it.
pub const VERSION: u8 = 4;

/// Largest message to a watcher, in bytes.
pub const MESSAGE_MAX: usize = 4 * 1024 * 1024;

/// Every so many ticks a cell that changed sends a checksum.
pub const CHECK_TICKS: u64 = 64;

/// Every so many ticks the whole form says a checksum of all cells, if anything changed.
pub const CHECK_WHOLE_TICKS: u64 = 256;

/// How long a spoken line belongs to a cell, in seconds; whoever joins later is not told.
pub const LINE_SECONDS: u32 = 10;

/// Latest tick that is read: a number beyond cannot be reckoned with safely.
const TICK_MAX: u64 = 1 << 48;

/// Where a part belongs; 0 ends a section.
const PLACE_LANE: u64 = 1;
const PLACE_CELLS: u64 = 2;

/// What a part is.
const PART_CHANGE: u8 = 0;
const PART_KEY: u8 = 1;
const PART_CHECK: u8 = 2;
const PART_EMPTY: u8 = 3;
const PART_WHOLE: u8 = 4;

/// Why bytes are no message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    #[error("the message ends too early")]
    Short,
    #[error("a message of kind {0:#04x} is not known here")]
    Kind(u8),
    #[error("the other side speaks version {theirs} of the frames, this one {VERSION}")]
    Version { theirs: u8 },
    #[error("the message is malformed: {0}")]
    Wrong(&'static str),
}

/// Puts messages to a watcher together out of parts that were encoded once for all.
#[derive(Debug)]
pub struct Message {
    bytes: Vec<u8>,
}

impl Default for Message {
    fn default() -> Self {
        Self { bytes: vec![FRAMES, VERSION] }
    }
}

impl Message {
    /// Begins a tick's section.
    pub fn begin(&mut self, tick: Tick) {
        wire::put(&mut self.bytes, tick.0);
    }

    /// Adds parts to the section.
    pub fn add(&mut self, parts: &[u8]) {
        self.bytes.extend_from_slice(parts);
    }

    /// Adds the whole form of the section's tick, which is a message of its own.
    pub fn add_whole(&mut self, whole: &[u8]) {
        part(&mut self.bytes, PLACE_LANE, PART_WHOLE, whole::body(whole));
    }

    /// Adds that so many cells from this one on have nobody and nothing in them.
    pub fn add_empty(&mut self, first: u32, count: u32) {
        let mut body = Vec::with_capacity(2);
        wire::put(&mut body, count.into());
        part(&mut self.bytes, PLACE_CELLS + u64::from(first), PART_EMPTY, &body);
    }

    /// Ends the section.
    pub fn end(&mut self) {
        self.bytes.push(0);
    }

    pub const fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether no section was begun.
    pub const fn is_empty(&self) -> bool {
        self.bytes.len() <= 2
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// One part with its head.
fn part(out: &mut Vec<u8>, place: u64, kind: u8, body: &[u8]) {
    wire::put(out, place);
    out.push(kind);
    wire::put_count(out, body.len());
    out.extend_from_slice(body);
}

/// Short fingerprint of a keyframe.
fn checksum(key: &[u8]) -> [u8; 4] {
    let hash = xxhash_rust::xxh3::xxh3_64(key).to_le_bytes();
    [hash[0], hash[1], hash[2], hash[3]]
}

/// Ticks for which a spoken line belongs to a cell.
const fn line_ticks(hz: u32) -> u64 {
    LINE_SECONDS as u64 * hz as u64
}
