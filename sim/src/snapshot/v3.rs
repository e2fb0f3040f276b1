//! The third form of a snapshot: a village without model minds. It never changes.

use serde::Deserialize;
use village_economy::{LedgerSnapshot, Micro, Pair, Spent};

use super::{Row, Snapshot, StateHashBytes};
use crate::board::BoardMark;
use crate::clock::{Clock, Tick};
use crate::id::{HoldId, PersonId, PostId, VillagerId};
use crate::item::ItemRows;
use crate::seed::Seed;
use crate::society::{
    AddressRange, AddressStanding, Amended, Avatar, Bidding, Counter, Deposit, Epoch, Given, Giver,
    Held, Letters, Permit, Person, PostState, Report, Society, Table, Work,
};
use crate::talk::Talks;
use crate::villager::Persona;

/// First bytes of it.
pub(super) const MAGIC: &[u8; 8] = b"village3";

#[derive(Deserialize)]
pub(super) struct SnapshotV3 {
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
    society: SocietyV3,
}

#[derive(Deserialize)]
struct SocietyV3 {
    people: Table<1, PersonId, Person>,
    spent: Table<2, Giver, Spent>,
    pairs: Table<3, (Giver, VillagerId), Pair>,
    gifts: Table<4, u64, Given>,
    permits: Table<5, VillagerId, Permit>,
    works: Table<6, PostId, Work>,
    posts: Table<7, PostId, PostState>,
    holds: Table<8, HoldId, Held>,
    bids: Table<9, VillagerId, Bidding>,
    epochs: Table<10, u64, Epoch>,
    deposits: Table<11, String, Deposit>,
    letters: Table<12, (PersonId, VillagerId), Letters>,
    amended: Table<13, u8, Amended>,
    counters: Table<14, Counter, u64>,
    reports: Table<15, u64, Report>,
    addresses: Table<16, AddressRange, AddressStanding>,
    avatars: Table<17, PersonId, Avatar>,
}

impl From<SnapshotV3> for Snapshot {
    fn from(old: SnapshotV3) -> Self {
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
            society: old.society.into(),
        }
    }
}

impl From<SocietyV3> for Society {
    fn from(old: SocietyV3) -> Self {
        Self {
            people: old.people,
            spent: old.spent,
            pairs: old.pairs,
            gifts: old.gifts,
            permits: old.permits,
            works: old.works,
            posts: old.posts,
            holds: old.holds,
            bids: old.bids,
            epochs: old.epochs,
            deposits: old.deposits,
            letters: old.letters,
            amended: old.amended,
            counters: old.counters,
            reports: old.reports,
            addresses: old.addresses,
            avatars: old.avatars,
            minds: Table::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_society_of_that_form_is_this_one_without_its_last_table() {
        let mut now = Society::default();
        now.next(Counter::Person);
        let bytes = postcard::to_allocvec(&now).unwrap();
        // The new table is the last, and an empty one takes one byte.
        let (last, before) = bytes.split_last().unwrap();
        assert_eq!(*last, 0);
        let (old, rest) = postcard::take_from_bytes::<SocietyV3>(before).unwrap();
        assert!(rest.is_empty());
        assert_eq!(Society::from(old), now);
    }
}
