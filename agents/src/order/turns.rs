//! Turns in a village that lives on while it thinks: its clock does not wait for anybody, so where
//! everybody is now is known, and only what is being decided is not.

use std::collections::{BTreeMap, BTreeSet};

use village_sim::{HEARING_TILES, Map, PACE, STEPS, Tick, Tile, View, VillagerId};

use super::{Moment, Reach};
use crate::llm::Class;

/// For how long, in seconds, those who walk are looked ahead for: a thought seldom takes longer.
pub const HORIZON_SECONDS: u32 = 4;

/// Whoever is farther off cannot come within earshot within the horizon, in tiles.
#[expect(clippy::cast_possible_truncation, reason = "a few tiles")]
const AROUND: u16 = HEARING_TILES + (PACE * HORIZON_SECONDS).div_ceil(STEPS) as u16 + 1;

/// Numbers of all but chats begin here, so that a person is not kept waiting by musing.
const LATER: u64 = 1 << 63;

/// Where somebody is, and where it will be if it goes on as it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stand {
    pub now: Tile,
    /// After [`HORIZON_SECONDS`].
    pub soon: Tile,
    pub walks: bool,
}

/// Tells where villagers are.
pub trait Ground {
    /// Where somebody is; none: it is nowhere, and holds nobody up.
    fn stand(&self, who: VillagerId) -> Option<Stand>;
    /// At least all who are within so many tiles of a tile now.
    fn near(&self, tile: Tile, radius: u16) -> impl Iterator<Item = VillagerId>;
}

/// What a view shows, on the village's map.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'v> {
    pub view: &'v View,
    pub map: &'v Map,
}

impl Ground for Seen<'_> {
    fn stand(&self, who: VillagerId) -> Option<Stand> {
        let body = &self.view.agent(who)?.body;
        let (now, hz) = (self.view.tick(), self.view.clock.hz);
        let soon = now.after(self.view.clock.ticks(HORIZON_SECONDS));
        let walks = body.walk.is_some();
        Some(Stand { now: body.tile(now, hz), soon: body.tile(soon, hz), walks })
    }

    fn near(&self, tile: Tile, radius: u16) -> impl Iterator<Item = VillagerId> {
        self.view.whereabouts(self.map).within(tile, radius)
    }
}

/// One who asked for a turn.
#[derive(Debug, Clone, Copy)]
struct Turn {
    number: u64,
    thinks: bool,
    /// For whom it waits; there may be others beside.
    on: Option<VillagerId>,
}

impl Turn {
    const fn is_chat(self) -> bool {
        self.number < LATER
    }
}

/// Who thinks, and who waits for whom.
///
/// Invariant: nobody begins to think who is, or may come, within earshot of somebody who thinks
/// already; but a chat, for which a person waits, is held up by chats alone. Turns go by the order
/// of asking, chats first, so that nobody is passed over for ever: whoever waits does so for one
/// who thinks or comes before it, and looks again when that one has ended. What a question costs
/// depends on who is near, not on how many live in the village.
#[derive(Debug, Clone, Default)]
pub struct Turns {
    all: BTreeMap<VillagerId, Turn>,
    /// Whoever is waited for, and who waits.
    waiting: BTreeSet<(VillagerId, VillagerId)>,
    last: u64,
    thinking: usize,
}

impl Turns {
    /// Asks whether a villager may think now. If so it has the turn until [`Turns::end`]. If not it
    /// keeps its place in line, and an `end` gives it the turn.
    pub fn ask(&mut self, who: VillagerId, class: Class, ground: &impl Ground) -> bool {
        self.last += 1;
        let number = if class == Class::Chat { self.last } else { self.last | LATER };
        let turn = self.all.entry(who).or_insert(Turn { number, thinks: false, on: None });
        // Asked again it keeps its place, and a person's words move it forward.
        if !turn.thinks {
            turn.number = turn.number.min(number);
        }
        self.begin(who, ground)
    }

    /// What a villager thought of has landed, or came to nothing, or it will not think after all.
    /// Gives those whose turn it is now, in order: each thinks, or ends at once.
    #[must_use = "whoever has the turn holds up others until it ends"]
    pub fn end(&mut self, who: VillagerId, ground: &impl Ground) -> Vec<VillagerId> {
        if let Some(turn) = self.all.remove(&who) {
            self.thinking -= usize::from(turn.thinks);
            self.wait(who, turn.on, None);
        }
        let here = self.waiting.range((who, VillagerId(0))..=(who, VillagerId(u32::MAX)));
        let here = here.filter_map(|(_, waits)| Some((self.all.get(waits)?.number, *waits)));
        let mut here: Vec<_> = here.collect();
        here.sort_unstable();
        here.into_iter().map(|(_, who)| who).filter(|who| self.begin(*who, ground)).collect()
    }

    /// How many think, and how many wait.
    pub fn standing(&self) -> (usize, usize) {
        (self.thinking, self.all.len() - self.thinking)
    }

    fn begin(&mut self, who: VillagerId, ground: &impl Ground) -> bool {
        let Some(own) = self.all.get(&who).copied() else { return false };
        if own.thinks {
            return true;
        }
        let on = self.held_up_by(who, own, ground);
        self.wait(who, own.on, on);
        self.thinking += usize::from(on.is_none());
        self.all.insert(who, Turn { thinks: on.is_none(), on, ..own });
        on.is_none()
    }

    /// Notes that somebody waits for another one than before.
    fn wait(&mut self, who: VillagerId, before: Option<VillagerId>, now: Option<VillagerId>) {
        if let Some(before) = before {
            self.waiting.remove(&(before, who));
        }
        self.waiting.extend(now.map(|now| (now, who)));
    }

    /// Somebody who comes before it and could touch its world, if there is anybody.
    fn held_up_by(&self, who: VillagerId, own: Turn, ground: &impl Ground) -> Option<VillagerId> {
        let look = ground.stand(who)?;
        // Ticks are seconds here: the others are known for now, and the one is looked ahead for.
        let reach = Reach { tiles: HEARING_TILES, hz: 1 };
        let moment = |tick, at, walks| Moment { tick: Tick(tick), at, walks };
        let late = moment(HORIZON_SECONDS.into(), look.soon, look.walks);
        ground.near(look.soon, AROUND).find(|other| {
            let Some(turn) = self.all.get(other).filter(|_| *other != who) else { return false };
            let is_before = turn.thinks || turn.number < own.number;
            let holds_up = is_before && (turn.is_chat() || !own.is_chat());
            let early = ground.stand(*other).filter(|_| holds_up);
            early.is_some_and(|early| reach.touches(&moment(0, early.now, early.walks), &late))
        })
    }
}
