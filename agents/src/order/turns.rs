//! Turns in a village that lives on while it thinks: its clock does not wait for anybody, so where
//! everybody is now is known, and only what is being decided is not.

use std::collections::BTreeMap;

use village_sim::{HEARING_TILES, Tick, Tile, View, VillagerId};

use super::{Moment, Order, Reach};
use crate::llm::Class;

/// For how long, in seconds, those who walk are looked ahead for: a thought seldom takes longer.
pub const HORIZON_SECONDS: u32 = 4;

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

impl Stand {
    /// What a view shows of a villager.
    pub fn of(view: &View, who: VillagerId) -> Option<Self> {
        let body = &view.agent(who)?.body;
        let (now, hz) = (view.tick(), view.clock.hz);
        let soon = now.after(view.clock.ticks(HORIZON_SECONDS));
        let walks = body.walk.is_some();
        Some(Self { now: body.tile(now, hz), soon: body.tile(soon, hz), walks })
    }
}

/// One who asked for a turn.
#[derive(Debug, Clone, Copy)]
struct Turn {
    number: u64,
    thinks: bool,
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
/// of asking, chats first, so that nobody is passed over for ever.
#[derive(Debug, Clone, Default)]
pub struct Turns {
    all: BTreeMap<VillagerId, Turn>,
    last: u64,
}

impl Turns {
    /// Asks whether a villager may think now; `stand` tells where anybody is. If so it has the turn
    /// until [`Turns::end`]. If not it keeps its place in line, and an `end` gives it the turn.
    pub fn ask(
        &mut self,
        who: VillagerId,
        class: Class,
        stand: impl Fn(VillagerId) -> Option<Stand>,
    ) -> bool {
        self.last += 1;
        let number = if class == Class::Chat { self.last } else { self.last | LATER };
        let turn = self.all.entry(who).or_insert(Turn { number, thinks: false });
        // Asked again it keeps its place, and a person's words move it forward.
        if !turn.thinks {
            turn.number = turn.number.min(number);
        }
        self.begin(who, &stand)
    }

    /// What a villager thought of has landed, or came to nothing, or it will not think after all.
    /// Gives those whose turn it is now, in order: each thinks, or ends at once.
    #[must_use = "whoever has the turn holds up others until it ends"]
    pub fn end(
        &mut self,
        who: VillagerId,
        stand: impl Fn(VillagerId) -> Option<Stand>,
    ) -> Vec<VillagerId> {
        self.all.remove(&who);
        let waiting = self.all.iter().filter(|(_, turn)| !turn.thinks);
        let mut waiting: Vec<_> = waiting.map(|(who, turn)| (turn.number, *who)).collect();
        waiting.sort_unstable();
        let waiting = waiting.into_iter().map(|(_, who)| who);
        waiting.filter(|who| self.begin(*who, &stand)).collect()
    }

    /// How many think, and how many wait.
    pub fn standing(&self) -> (usize, usize) {
        let thinking = self.all.values().filter(|turn| turn.thinks).count();
        (thinking, self.all.len() - thinking)
    }

    fn begin(&mut self, who: VillagerId, stand: &impl Fn(VillagerId) -> Option<Stand>) -> bool {
        let Some(own) = self.all.get(&who).copied() else { return false };
        let begins = own.thinks || self.is_free(who, own, stand);
        self.all.insert(who, Turn { thinks: begins, ..own });
        begins
    }

    /// Whether nobody before it could touch its world.
    fn is_free(
        &self,
        who: VillagerId,
        own: Turn,
        stand: &impl Fn(VillagerId) -> Option<Stand>,
    ) -> bool {
        let Some(look) = stand(who) else { return true };
        // Ticks are seconds here: the others are known for now, and the one is looked ahead for.
        let mut order = Order::new(Reach { tiles: HEARING_TILES, hz: 1 });
        let now = |at, walks| Moment { turn: 0, tick: Tick(0), at, walks };
        for (other, turn) in &self.all {
            let is_before = turn.thinks || turn.number < own.number;
            let holds_up = is_before && (turn.is_chat() || !own.is_chat());
            if let (true, Some(stand)) = (holds_up, stand(*other)) {
                order.put(*other, now(stand.now, stand.walks));
            }
        }
        let soon = Tick(HORIZON_SECONDS.into());
        let look = Moment { turn: 1, tick: soon, at: look.soon, walks: look.walks };
        order.waits_for(who, &look).is_none()
    }
}
