//! The agenda: what of the society is due at which tick. It follows from the tables and is made
//! anew after a restart.

use std::collections::BTreeSet;

use bevy_ecs::prelude::Resource;

use super::Society;
use crate::clock::Tick;
use crate::id::{HoldId, PostId, VillagerId};

/// What is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Item {
    /// A gift can no longer be taken back.
    Gift(u64),
    /// A reservation was not settled.
    Hold(HoldId),
    /// A lease, a review or the offer itself is over.
    Work(PostId),
    /// A tier for a time is over.
    Lease(VillagerId),
}

/// Everything that will be due, the soonest first. An item may be in it although it was settled
/// meanwhile: whoever takes it looks at the tables.
#[derive(Resource, Debug, Default)]
pub(crate) struct Agenda(BTreeSet<(Tick, Item)>);

impl Agenda {
    /// As the tables say.
    pub fn of(society: &Society, now: Tick) -> Self {
        let mut agenda = Self::default();
        for (seq, given) in society.gifts.iter() {
            agenda.note(given.until, Item::Gift(*seq));
        }
        for (hold, held) in society.holds.iter() {
            agenda.note(held.until, Item::Hold(*hold));
        }
        for (post, work) in society.works.iter() {
            agenda.note_work(*post, work);
        }
        for (who, permit) in society.permits.iter() {
            if let Some(end) = permit.next_end(now) {
                agenda.note(end, Item::Lease(*who));
            }
        }
        agenda
    }

    pub fn note(&mut self, at: Tick, item: Item) {
        self.0.insert((at, item));
    }

    pub fn note_work(&mut self, post: PostId, work: &super::Work) {
        if let Some(due) = village_economy::due(&work.bounty) {
            self.note(Tick(due), Item::Work(post));
        }
    }

    /// The next item that is due by now.
    pub fn take(&mut self, now: Tick) -> Option<Item> {
        let first = self.0.first().filter(|(at, _)| *at <= now).copied()?;
        self.0.remove(&first);
        Some(first.1)
    }
}
