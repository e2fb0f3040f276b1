//! Up to when what each villager does is known, in a village that does not live on by itself while
//! it thinks.

use village_agents::order::{Moment, Reach};
use village_sim::VillagerId;

/// A moment, and its place in the order. Equal turns do not wait for one another.
#[derive(Debug, Clone, Copy)]
pub struct Turn {
    pub number: u64,
    pub moment: Moment,
}

/// Up to when what each one does is known; of whom nothing is here, everything is.
#[derive(Debug, Clone)]
pub struct Known {
    reach: Reach,
    turns: Vec<Option<Turn>>,
}

impl Known {
    /// Nobody thinks.
    pub const fn new(reach: Reach) -> Self {
        Self { reach, turns: Vec::new() }
    }

    /// Says up to when what a villager does is known.
    pub fn put(&mut self, who: VillagerId, known: Turn) {
        if who.index() >= self.turns.len() {
            self.turns.resize(who.index() + 1, None);
        }
        self.turns[who.index()] = Some(known);
    }

    /// Nothing of a villager is open any more.
    pub fn close(&mut self, who: VillagerId) {
        if let Some(known) = self.turns.get_mut(who.index()) {
            *known = None;
        }
    }

    /// Somebody for whom a villager must wait before it looks; none: it may think.
    pub fn waits_for(&self, who: VillagerId, look: &Turn) -> Option<VillagerId> {
        let all = (0..).map(VillagerId).zip(&self.turns);
        let others = all.filter_map(|(other, known)| Some((other, known.as_ref()?)));
        let mut before =
            others.filter(|(other, known)| *other != who && known.number < look.number);
        let found = before.find(|(_, known)| self.reach.touches(&known.moment, &look.moment));
        found.map(|(other, _)| other)
    }
}
