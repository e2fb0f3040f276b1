//! The first form of a snapshot: a village without people, policy or dealings. It never changes.

use serde::Deserialize;
use village_economy::{LedgerSnapshot, Micro};

use super::{Row, Snapshot, StateHashBytes};
use crate::board::BoardMark;
use crate::clock::{Clock, Tick};
use crate::item::ItemRows;
use crate::seed::Seed;
use crate::society::Society;
use crate::talk::Talks;
use crate::villager::Persona;

/// First bytes of it.
pub(super) const MAGIC: &[u8; 8] = b"village1";

#[derive(Deserialize)]
pub(super) struct SnapshotV1 {
    rules: u32,
    clock: Clock,
    seed: Seed,
    map_digest: String,
    stipend: Micro,
    store: bool,
    hash: StateHashBytes,
    last_record: Tick,
    members: Vec<Persona>,
    rows: Vec<Row>,
    items: ItemRows,
    talks: Talks,
    board: BoardMark,
    ledger: LedgerSnapshot,
}

impl From<SnapshotV1> for Snapshot {
    fn from(old: SnapshotV1) -> Self {
        Self {
            rules: old.rules,
            clock: old.clock,
            seed: old.seed,
            map_digest: old.map_digest,
            stipend: old.stipend,
            store: old.store,
            hash: old.hash,
            last_record: old.last_record,
            members: old.members,
            rows: old.rows,
            items: old.items,
            talks: old.talks,
            board: old.board,
            ledger: old.ledger,
            // A village with nothing of it has the same state hash as one from before.
            society: Society::default(),
        }
    }
}
