//! What a tick hands over to be kept, and how the journal tells it again.

use serde::{Deserialize, Serialize};
use village_economy::Hash32;
use village_sim::{Journaled, Kept, PostId, Principal, Record, ReplyId, StateHash, Tick};

/// How long an idempotency key is kept: 24 hours in microseconds.
pub const KEY_LIFE_MICROS: i64 = 24 * 60 * 60 * 1_000_000;

/// Snapshots that are kept.
pub const SNAPSHOTS_KEPT: usize = 3;

/// One tick's record with what the server adds to it: all of it is kept or nothing.
#[derive(Debug, Clone)]
pub struct Commit {
    pub record: Record,
    /// Keys of the commands in this record, with the replies that their callers get.
    pub keys: Vec<KeyRow>,
    pub snapshot: Option<SnapshotRow>,
}

/// An idempotency key that was used, what was asked under it and what was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    pub principal: Principal,
    pub key: String,
    /// SHA-256 of the request.
    pub request: Hash32,
    /// The reply as the server encodes it, byte for byte.
    pub reply: Vec<u8>,
    /// UTC microseconds since 1970: the record's stamp.
    pub at: i64,
}

/// The world's state after a tick, as the simulation encodes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotRow {
    pub tick: Tick,
    pub bytes: Vec<u8>,
}

/// One row of the journal.
#[derive(Debug, Clone, PartialEq)]
pub struct JournalRow {
    pub tick: Tick,
    /// UTC microseconds since 1970.
    pub at: i64,
    /// [`RULES`](village_sim::RULES) of the program that wrote it.
    pub rules: u32,
    pub commands: Vec<Journaled>,
    pub hashes: Vec<(Tick, StateHash)>,
    pub effects: Effects,
}

/// Numbers of what a tick made; the things themselves are in their own tables.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effects {
    /// Places in the log of transfers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transfers: Vec<u64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<PostId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replies: Vec<ReplyId>,
}

/// Where the log of transfers ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LedgerHead {
    /// Place of the next transfer, from 1.
    pub next_seq: u64,
    /// Hash of the last one.
    pub hash: Hash32,
}

/// What a server starts from.
#[derive(Debug)]
pub struct Loaded {
    /// The newest snapshot whose checksum holds; `None`: live again from the first tick.
    pub snapshot: Option<SnapshotRow>,
    /// Newer snapshots whose checksum failed.
    pub spoiled: Vec<Tick>,
    /// The journal after the snapshot, in order.
    pub journal: Vec<JournalRow>,
    /// The board as it stood at the snapshot; what came later is in the journal.
    pub kept: Kept,
    /// Keys of the last 24 hours before the newest record, oldest first.
    pub keys: Vec<KeyRow>,
    pub head: LedgerHead,
    /// Tick and stamp of the newest record; `None` in a village that has none.
    pub last: Option<(Tick, i64)>,
}
