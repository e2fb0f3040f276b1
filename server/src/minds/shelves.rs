//! What the store has of each mind, so that only what changed is written.
//!
//! An old mind is some hundred kilobytes, and its villager thinks several times a minute: written
//! whole after each thought, a small village would wear a disk out.

use std::collections::BTreeMap;

use village_agents::mind::{Mind, Written};
use village_sim::VillagerId;
use village_store::{MIND_CHANGE_BYTES_MAX, MIND_CHANGES_MAX};

/// What the store has, by villager.
#[derive(Debug, Default)]
pub struct Shelves(BTreeMap<VillagerId, Shelf>);

/// A record and the changes behind it.
#[derive(Debug)]
struct Shelf {
    written: Written,
    record: usize,
    changes: usize,
    count: usize,
}

/// How a mind is to be written.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// In place of what there is.
    Whole(Vec<u8>),
    /// Behind what there is.
    Change(Vec<u8>),
}

/// Bytes that were written of a mind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrote {
    Whole(usize),
    Change(usize),
}

impl Piece {
    pub const fn size(&self) -> Wrote {
        match self {
            Self::Whole(bytes) => Wrote::Whole(bytes.len()),
            Self::Change(bytes) => Wrote::Change(bytes.len()),
        }
    }
}

impl Shelves {
    /// What is to be written for the store to have this mind: what changed, until the changes are
    /// as long as the record, and then all of it.
    pub fn piece(&self, who: VillagerId, mind: &Mind) -> Piece {
        let change = self.0.get(&who).and_then(|shelf| {
            let change = mind.changes_since(&shelf.written)?;
            shelf.has_room(change.len()).then_some(change)
        });
        change.map_or_else(|| Piece::Whole(mind.to_record()), Piece::Change)
    }

    /// The store has this mind, since so much was written of it.
    pub fn put(&mut self, who: VillagerId, mind: &Mind, wrote: Wrote) {
        let written = mind.written();
        match (wrote, self.0.get_mut(&who)) {
            (Wrote::Change(bytes), Some(there)) => {
                there.written = written;
                there.changes += bytes;
                there.count += 1;
            }
            // A change of what is not known to be there was never asked for.
            (Wrote::Change(_), None) => {}
            (Wrote::Whole(record), _) => {
                self.0.insert(who, Shelf { written, record, changes: 0, count: 0 });
            }
        }
    }

    /// Nobody knows what the store has of this mind.
    pub fn doubt(&mut self, who: VillagerId) {
        self.0.remove(&who);
    }
}

impl Shelf {
    const fn has_room(&self, bytes: usize) -> bool {
        bytes <= MIND_CHANGE_BYTES_MAX
            && self.count < MIND_CHANGES_MAX
            && self.changes + bytes <= self.record
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: VillagerId = VillagerId(1);

    fn remember(mind: &mut Mind, now: u64) {
        let kind = village_agents::mind::EntryKind::Heard;
        mind.memory_mut().remember(now, kind, None, "the mill stands still on Sundays");
    }

    #[test]
    fn an_old_mind_is_written_in_parts_and_now_and_then_whole() {
        let (mut shelves, mut mind) = (Shelves::default(), Mind::default());
        (0..900).for_each(|now| remember(&mut mind, now));
        let (mut store, mut wholes, mut bytes, mut always_whole) = (Vec::new(), 0, 0, 0);
        for now in 900..1_800 {
            remember(&mut mind, now);
            let piece = shelves.piece(ADA, &mind);
            shelves.put(ADA, &mind, piece.size());
            let (Wrote::Whole(size) | Wrote::Change(size)) = piece.size();
            bytes += size;
            always_whole += mind.to_record().len();
            match piece {
                Piece::Whole(record) => (store, wholes) = (record, wholes + 1),
                Piece::Change(change) => store.extend(change),
            }
            if now % 50 == 0 {
                assert_eq!(Mind::from_record(&store).unwrap().memory(), mind.memory());
            }
        }
        assert!((7..=12).contains(&wholes), "{wholes}");
        assert!(store.len() < 2 * mind.to_record().len());
        assert!(bytes * 50 < always_whole, "{bytes} of {always_whole}");
    }

    #[test]
    fn after_a_doubt_and_for_a_short_mind_all_is_written() {
        let (mut shelves, mut mind) = (Shelves::default(), Mind::default());
        (0..100).for_each(|now| remember(&mut mind, now));
        let piece = shelves.piece(ADA, &mind);
        assert!(matches!(piece, Piece::Whole(_)));
        shelves.put(ADA, &mind, piece.size());
        remember(&mut mind, 100);
        assert!(matches!(shelves.piece(ADA, &mind), Piece::Change(_)));
        assert!(matches!(shelves.piece(VillagerId(2), &mind), Piece::Whole(_)));
        shelves.doubt(ADA);
        assert_eq!(shelves.piece(ADA, &mind), Piece::Whole(mind.to_record()));
        let short = Mind::default();
        let piece = shelves.piece(ADA, &short);
        shelves.put(ADA, &short, piece.size());
        let change = shelves.piece(ADA, &short);
        shelves.put(ADA, &short, change.size());
        assert!(matches!(shelves.piece(ADA, &short), Piece::Whole(_)), "two are longer than one");
    }
}
