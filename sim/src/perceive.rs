//! Waking and perceiving: whose timers are due, who has arrived or finished, and what those who
//! wake see around them. Whoever does not wake costs nothing.

use bevy_ecs::prelude::{Query, Res, ResMut};

use crate::attention::{Awake, Causes};
use crate::clock::Clock;
use crate::id::VillagerId;
use crate::memory::{Memories, Perceived};
use crate::near::Near;
use crate::stage::Stage;
use crate::villager::{Activity, Body};
use crate::wheel::Timer;

/// How far villagers see each other, in tiles.
pub const SIGHT_TILES: u16 = 8;

/// How many of those in sight are taken note of at once.
const NOTICED_MAX: usize = 2;

/// How many memories back a meeting counts as still going on.
const MEETINGS_BACK: usize = 8;

/// Wakes whoever's timer is due.
pub(crate) fn wake(mut stage: Stage, mut awake: ResMut<Awake>) {
    let mut due = std::mem::take(&mut awake.0);
    due.clear();
    let now = stage.now();
    let mut timers = std::mem::take(&mut stage.due.0);
    timers.clear();
    timers.extend_from_slice(stage.wheel.turn(now));
    for (who, timer) in timers.drain(..) {
        let causes = match timer {
            Timer::Body => stage.body_timer(who),
            Timer::Need => stage.need_timer(who),
            Timer::Attention => stage.attention_timer(who),
        };
        // An avatar's person notices for itself.
        if causes.is_empty() || stage.cast.is_avatar(who) {
            continue;
        }
        match due.last_mut() {
            Some((last, all)) if *last == who => *all = all.with(causes),
            _ => due.push((who, causes)),
        }
    }
    stage.due.0 = timers;
    awake.0 = due;
}

impl Stage<'_, '_> {
    fn body_timer(&mut self, who: VillagerId) -> Causes {
        if self.body(who).walk.is_some() {
            // Whoever arrives notices it with the attention that arriving asked for.
            self.end_segment(who);
            return Causes::NONE;
        }
        if self.body(who).talk.is_some() {
            self.lose_turn(who);
            return Causes::NONE;
        }
        if self.body(who).activity == Activity::Idle {
            return Causes::NONE;
        }
        self.begin(who, Activity::Idle, None);
        Causes::FINISHED
    }

    fn need_timer(&mut self, who: VillagerId) -> Causes {
        let clock = *self.clock;
        let mut needs = self.villager(who).needs;
        needs.wake = needs.next_crossing(&clock);
        let wake = needs.wake;
        self.wheel.set(who, Timer::Need, wake);
        Causes::NEED
    }

    fn attention_timer(&mut self, who: VillagerId) -> Causes {
        let now = self.now();
        let parts = self.villager(who);
        let (held_until, mut attention) = (parts.reins.held_until, parts.attention);
        attention.at = None;
        let mut causes = std::mem::take(&mut attention.causes);
        if held_until > now {
            // Whatever came in between, it is free when the reins are let go and no sooner.
            causes = causes.without(Causes::FREE);
            self.attend(who, Causes::FREE, held_until);
        }
        if let Some(person) = self.cast.get(who).and_then(|member| member.person) {
            if held_until <= now {
                // Its person has wanted nothing for so long.
                self.send_away(person);
            }
            return Causes::NONE;
        }
        causes
    }
}

/// Notes where walkers are, and sorts everybody into cells.
pub(crate) fn look_around(
    clock: Res<Clock>,
    mut near: ResMut<Near>,
    bodies: Query<(&VillagerId, &Body)>,
) {
    for (who, body) in &bodies {
        if body.walk.is_some() {
            near.put(*who, body.tile(clock.tick, clock.hz));
        }
    }
    near.sort();
}

/// Writes down what those awake see: who is near, and what a place they came to holds.
pub(crate) fn notice(mut stage: Stage, awake: Res<Awake>) {
    for (who, causes) in &awake.0 {
        let who = *who;
        if stage.body(who).activity == Activity::Sleeping {
            continue;
        }
        stage.notice_people(who);
        if causes.has(Causes::ARRIVED) {
            stage.notice_place(who);
        }
    }
}

impl Stage<'_, '_> {
    fn notice_people(&mut self, who: VillagerId) {
        let tile = self.near.tile(who);
        let mut fresh = [None; NOTICED_MAX];
        {
            let memories = self.read(who).memories;
            let strangers = self.near.within(tile, SIGHT_TILES);
            let strangers = strangers.filter(|other| *other != who && is_fresh(memories, *other));
            for (slot, other) in fresh.iter_mut().zip(strangers) {
                *slot = Some(other);
            }
        }
        for other in fresh.into_iter().flatten() {
            let at = self.body(other).place();
            self.remember(who, Perceived::Met { who: other, at });
        }
    }

    fn notice_place(&mut self, who: VillagerId) {
        let Some(at) = self.body(who).place() else { return };
        let count = self.seats.taken(&self.ground.0, at);
        let count = u16::try_from(count).unwrap_or(u16::MAX);
        if count > 2 {
            self.remember(who, Perceived::Crowd { at, count });
        }
        let counter = crate::item::Where::Shelf(at);
        let goods = self.items.on_shelf(at);
        let first = goods.first().and_then(|id| self.items.get(*id)).map(|item| item.kind);
        if let Some(kind) = first {
            let count = u16::try_from(self.items.count_at(counter, kind)).unwrap_or(u16::MAX);
            self.remember(who, Perceived::Goods { kind, at, count });
        }
    }
}

fn is_fresh(memories: &Memories, other: VillagerId) -> bool {
    let recent = memories.iter().rev().take(MEETINGS_BACK);
    !recent.into_iter().any(|memory| match &memory.what {
        Perceived::Met { who, .. } | Perceived::Heard { who, .. } => *who == other,
        _ => false,
    })
}
