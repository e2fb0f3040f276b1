//! The society: what people, rights, promises and dealings there are beside the ledger's numbers.
//!
//! Every part is a [`Table`], so that a change costs what changed: its fingerprint is kept up, and
//! a view of the whole is shared, not copied. No money is in here; it is in the ledger.

mod address;
mod agenda;
mod avatar;
mod deposit;
mod gift;
mod letter;
mod mind;
mod permit;
mod person;
mod policy;
mod report;
mod table;
mod work;

use std::net::IpAddr;

use bevy_ecs::prelude::Resource;
use serde::{Deserialize, Serialize};
use village_economy::{Pair, Spent};

use crate::board::Status;
use crate::id::{HoldId, PersonId, PostId, VillagerId};

pub use address::{ADDRESSES_MAX, AddressRange, AddressStanding, BadRange};
pub(crate) use agenda::{Agenda, Item};
pub(crate) use avatar::check_look;
pub use avatar::{AVATAR_IDLE_SECONDS, AVATARS_KNOWN_MAX, AVATARS_MAX, Avatar, LOOK_MAX};
pub use deposit::{Deposit, Reversal, TXN_MAX};
pub use gift::{Given, Giver};
pub use letter::{LETTER_MAX, LETTERS_AT_HAND, Letter, Letters};
pub use mind::{Led, Mind, THINK_SECONDS_MAX, THOUGHT_MAX};
pub use permit::{Bidding, EPOCHS_KEPT, Epoch, Held, Lease, Permit, Restraint, TierWhy};
pub use person::{Conduct, Measure, PEOPLE_MAX, Person, Role};
pub use policy::Amended;
pub use report::Report;
pub use table::Table;
pub use work::{Delivery, FILES_MAX, FileRef, LINK_MAX, LINKS_MAX, Labour, Work};

/// What may change of a post after it was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostState {
    pub status: Status,
    /// Shown first.
    pub pinned: bool,
    /// Takes no replies.
    pub locked: bool,
}

/// Numbers given last, so that none is given twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counter {
    Person,
    Hold,
    Letter,
    Report,
}

/// All of it.
#[derive(Resource, Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Society {
    /// Everybody who ever signed up, in the order of coming.
    pub people: Table<1, PersonId, Person>,
    /// What each giver, and the village as a whole, has given today.
    pub spent: Table<2, Giver, Spent>,
    /// What each giver gave each agent, halved every day.
    pub pairs: Table<3, (Giver, VillagerId), Pair>,
    /// Gifts that can still be taken back, by the transfer that made them.
    pub gifts: Table<4, u64, Given>,
    /// Rights and restraints of agents that have others than everybody.
    pub permits: Table<5, VillagerId, Permit>,
    /// Paid work, by the post that offers it.
    pub works: Table<6, PostId, Work>,
    /// Posts that are not as they were written.
    pub posts: Table<7, PostId, PostState>,
    /// Money set aside for costly calls.
    pub holds: Table<8, HoldId, Held>,
    /// Sealed bids for the slots of the next epoch.
    pub bids: Table<9, VillagerId, Bidding>,
    /// What the last epochs' slots were sold for.
    pub epochs: Table<10, u64, Epoch>,
    /// Money that came in from outside, by its transaction.
    pub deposits: Table<11, String, Deposit>,
    /// The latest letters of each pair that writes.
    pub letters: Table<12, (PersonId, VillagerId), Letters>,
    /// The policy, where an admin changed it: one row or none.
    pub amended: Table<13, u8, Amended>,
    pub(crate) counters: Table<14, Counter, u64>,
    /// What is reported about posts and replies and not judged yet, from the first.
    pub reports: Table<15, u64, Report>,
    /// Addresses of the network against which something stands.
    pub addresses: Table<16, AddressRange, AddressStanding>,
    /// The avatars of people who ever had one.
    pub avatars: Table<17, PersonId, Avatar>,
    /// What the models are about that think for villagers.
    pub minds: Table<18, VillagerId, Mind>,
}

impl Society {
    /// Fingerprint of all of it; 0 where there is nothing yet.
    pub(crate) fn mark(&self) -> u128 {
        [
            self.people.mark(),
            self.spent.mark(),
            self.pairs.mark(),
            self.gifts.mark(),
            self.permits.mark(),
            self.works.mark(),
            self.posts.mark(),
            self.holds.mark(),
            self.bids.mark(),
            self.epochs.mark(),
            self.deposits.mark(),
            self.letters.mark(),
            self.amended.mark(),
            self.counters.mark(),
            self.reports.mark(),
            self.addresses.mark(),
            self.avatars.mark(),
            self.minds.mark(),
        ]
        .into_iter()
        .fold(0, u128::wrapping_add)
    }

    /// The next number of its kind, from 1.
    pub(crate) fn next(&mut self, counter: Counter) -> u64 {
        let number = self.counters.get(&counter).copied().unwrap_or(0) + 1;
        self.counters.put(counter, number);
        number
    }

    /// The person of this name, whatever the case.
    pub fn person_named(&self, name: &str) -> Option<(PersonId, &Person)> {
        let found = self.people.iter().find(|(_, one)| one.name.eq_ignore_ascii_case(name));
        found.map(|(id, person)| (*id, person))
    }

    /// What stands against an address: what weighs most, where it lies in several ranges.
    pub fn address(&self, address: IpAddr) -> Option<&AddressStanding> {
        let rows = self.addresses.iter().filter(|(range, _)| range.contains(address));
        rows.map(|(_, row)| row).max_by_key(|row| row.conduct)
    }

    /// How many avatars are in the village now.
    pub fn avatars_here(&self) -> usize {
        self.avatars.iter().filter(|(_, avatar)| avatar.here).count()
    }

    /// The rights and restraints of an agent.
    pub fn permit(&self, who: VillagerId) -> Permit {
        self.permits.get(&who).cloned().unwrap_or_default()
    }

    /// How a post stands that may have been changed since it was written.
    pub fn post(&self, post: PostId) -> PostState {
        self.posts.get(&post).copied().unwrap_or_default()
    }

    /// Keeps a permit, or forgets it when it says nothing.
    pub(crate) fn put_permit(&mut self, who: VillagerId, permit: Permit) {
        if permit == Permit::default() {
            self.permits.remove(&who);
        } else {
            self.permits.put(who, permit);
        }
    }
}
