//! The timer wheel: who wakes when. Waiting costs nothing, setting and taking back a timer is a
//! few writes, and nothing is allocated but when villagers join. It holds nothing that the
//! villagers' own state does not say, so a snapshot does without it.

use bevy_ecs::prelude::Resource;

use crate::clock::Tick;
use crate::id::VillagerId;

/// Slots of the wheel; a timer further ahead goes round once more.
const SLOTS: usize = 4096;

/// Timers of a villager, one of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Timer {
    /// A walk's segment or an activity ends.
    Body,
    /// A need crosses its threshold.
    Need,
    /// Something asks for attention.
    Attention,
}

const KINDS: usize = 3;
const NONE: u32 = u32::MAX;

/// The wheel.
#[derive(Resource, Debug)]
pub struct Wheel {
    /// First timer of each slot's chain.
    heads: Vec<u32>,
    timers: Vec<Node>,
    now: Tick,
    due: Vec<(VillagerId, Timer)>,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    at: Tick,
    set: bool,
    next: u32,
    prev: u32,
}

impl Default for Wheel {
    fn default() -> Self {
        Self { heads: vec![NONE; SLOTS], timers: Vec::new(), now: Tick(0), due: Vec::new() }
    }
}

impl Wheel {
    /// A wheel that stands at a tick.
    pub fn at(now: Tick) -> Self {
        Self { now, ..Self::default() }
    }

    /// Sets a timer (taking back an earlier one of its kind), or only takes it back. A tick that
    /// is over counts as the next.
    pub fn set(&mut self, who: VillagerId, timer: Timer, at: Option<Tick>) {
        let number = who.index() * KINDS + timer as usize;
        if number >= self.timers.len() {
            let idle = Node { at: Tick(0), set: false, next: NONE, prev: NONE };
            self.timers.resize((who.index() + 1) * KINDS, idle);
        }
        self.unlink(number);
        if let Some(at) = at {
            self.link(number, at.max(self.now.after(1)));
        }
    }

    /// Turns on to a tick, the one after the last. Returns whose timers are due, in order of
    /// villager and kind.
    pub fn turn(&mut self, to: Tick) -> &[(VillagerId, Timer)] {
        self.now = to;
        self.due.clear();
        let mut number = self.heads[slot(to)];
        while number != NONE {
            let node = self.timers[number as usize];
            if node.at <= to {
                self.unlink(number as usize);
                self.due.push(named(number));
            }
            number = node.next;
        }
        self.due.sort_unstable();
        &self.due
    }

    fn link(&mut self, number: usize, at: Tick) {
        let place = u32::try_from(number).expect("villagers are bounded");
        let head = std::mem::replace(&mut self.heads[slot(at)], place);
        self.timers[number] = Node { at, set: true, next: head, prev: NONE };
        if head != NONE {
            self.timers[head as usize].prev = place;
        }
    }

    fn unlink(&mut self, number: usize) {
        let node = self.timers[number];
        if !node.set {
            return;
        }
        match node.prev {
            NONE => self.heads[slot(node.at)] = node.next,
            prev => self.timers[prev as usize].next = node.next,
        }
        if node.next != NONE {
            self.timers[node.next as usize].prev = node.prev;
        }
        self.timers[number].set = false;
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the remainder is small")]
const fn slot(at: Tick) -> usize {
    (at.0 % SLOTS as u64) as usize
}

fn named(number: u32) -> (VillagerId, Timer) {
    let kinds = [Timer::Body, Timer::Need, Timer::Attention];
    let who = number as usize / KINDS;
    let who = VillagerId(u32::try_from(who).expect("it was a u32"));
    (who, kinds[number as usize % KINDS])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn timers_fire_once_and_at_their_tick(
            sets in prop::collection::vec(
                (0u32..20, 0usize..3, prop::option::of(1u64..9000)), 1..60,
            ),
        ) {
            let kinds = [Timer::Body, Timer::Need, Timer::Attention];
            let mut wheel = Wheel::default();
            let mut model = BTreeMap::new();
            for (who, kind, at) in sets {
                let (who, kind) = (VillagerId(who), kinds[kind]);
                wheel.set(who, kind, at.map(Tick));
                match at {
                    Some(at) => model.insert((who, kind), at),
                    None => model.remove(&(who, kind)),
                };
            }
            for tick in 1..9001 {
                let due = wheel.turn(Tick(tick)).to_vec();
                let meant = model.iter().filter(|(_, at)| **at == tick).map(|(who, _)| *who);
                prop_assert_eq!(due, meant.collect::<Vec<_>>());
            }
        }
    }
}
