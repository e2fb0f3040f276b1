//! Speaking: aloud, in a whisper, and in turn with others.

use std::sync::Arc;

use super::Result;
use crate::attention::Causes;
use crate::board::Origin;
use crate::door::Outcome;
use crate::feed::Said;
use crate::grid::Facing;
use crate::id::{ConversationId, VillagerId};
use crate::memory::Perceived;
use crate::refusal::{Refusal, Thing};
use crate::stage::Stage;
use crate::talk::{LINES, MEMBERS_MAX, Talk};
use crate::text::{LINE_MAX, check_line};
use crate::villager::{Activity, Line};

/// How far a voice carries, in tiles.
pub const HEARING_TILES: u16 = 5;

/// How close one must be to be whispered to, given something or joined in talk, in tiles.
pub const WHISPER_TILES: u16 = 2;

/// How close one must stand to begin to talk, in tiles.
const TALK_TILES: u16 = 4;

/// How long a speaker may be silent before the turn goes on, in seconds.
const TURN_SECONDS: u32 = 12;

impl Stage<'_, '_> {
    /// Speaks aloud; in a conversation it is also one's line.
    pub(super) fn say(&mut self, who: VillagerId, text: &str, origin: Origin) -> Result {
        check_line("text", text, LINE_MAX)?;
        let heard_by = self.utter(who, text, origin);
        let talk = self.body(who).talk.and_then(|talk| self.talks.get(talk));
        if talk.is_some_and(|talk| talk.speaker() == who) {
            self.next_turn(who);
        }
        Ok(Some(Outcome::Said { heard_by }))
    }

    /// Speaks so that one villager, close by, hears it and nobody else learns of it.
    pub(super) fn whisper(
        &mut self,
        who: VillagerId,
        to: VillagerId,
        text: &str,
        origin: Origin,
    ) -> Result {
        check_line("text", text, LINE_MAX)?;
        self.reach(who, to, WHISPER_TILES)?;
        let heard = Perceived::Heard { who, text: text.into(), to_me: true };
        self.remember(to, heard);
        if origin != Origin::Instinct {
            self.attend(to, Causes::SPOKEN_TO, self.now().after(1));
        }
        Ok(Some(Outcome::Said { heard_by: vec![to] }))
    }

    /// Begins to talk with somebody who is close by and has time.
    pub(super) fn start_talk(&mut self, who: VillagerId, with: VillagerId) -> Result {
        self.reach(who, with, TALK_TILES)?;
        // Somebody may have taken its reins in this tick, after this one had looked.
        if !self.has_time(who) || !self.has_time(with) || self.is_led(with) {
            return Err(Refusal::Occupied);
        }
        let now = self.now();
        let mut dice = self.seed.stream("talk", now.0, who.0.into());
        let lines_max = dice.between(LINES.0.into(), LINES.1.into());
        let turn_ends = now.after(self.clock.ticks(TURN_SECONDS));
        let talk = self.talks.begin(Talk {
            members: [who, with].into_iter().collect(),
            turn: 0,
            lines: 0,
            lines_max: u8::try_from(lines_max).expect("lines are few"),
            turn_ends,
            began: (who, now),
        });
        self.enter(who, talk, with);
        self.enter(with, talk, who);
        self.attend(who, Causes::TURN, now.after(1));
        Ok(Some(Outcome::Busy { activity: Activity::Talking, until: turn_ends }))
    }

    /// Joins others who talk close by.
    pub(super) fn join_talk(&mut self, who: VillagerId, talk: ConversationId) -> Result {
        let going = self.talks.get(talk).filter(|going| going.members.len() < MEMBERS_MAX);
        let Some(going) = going.cloned() else { return Err(Refusal::Occupied) };
        self.reach(who, going.members[0], TALK_TILES)?;
        if !self.has_time(who) {
            return Err(Refusal::Occupied);
        }
        if let Some(going) = self.talks.get_mut(talk) {
            going.members.push(who);
            going.lines_max = going.lines_max.saturating_add(2);
        }
        self.enter(who, talk, going.members[0]);
        Ok(Some(Outcome::Busy { activity: Activity::Talking, until: going.turn_ends }))
    }

    /// Says one's line in a conversation; only whoever has the turn does.
    pub(super) fn speak(&mut self, who: VillagerId, text: &str, origin: Origin) -> Result {
        let talk = self.body(who).talk.and_then(|talk| self.talks.get(talk));
        if talk.is_none_or(|talk| talk.speaker() != who) {
            return Err(Refusal::Occupied);
        }
        self.say(who, text, origin)
    }

    pub(crate) fn leave_talk(&mut self, who: VillagerId) -> Outcome {
        self.quit_talk(who);
        let now = self.now();
        self.begin(who, Activity::Idle, None);
        self.attend(who, Causes::FINISHED, now.after(1));
        Outcome::Busy { activity: Activity::Idle, until: now }
    }

    /// Takes somebody out of the conversation it is in, if any; with fewer than two left it ends.
    pub(crate) fn quit_talk(&mut self, who: VillagerId) {
        let Some(id) = self.villager(who).body.talk.take() else { return };
        let now = self.now();
        let mut habits = self.villager(who).habits;
        habits.talked = now;
        let Some(talk) = self.talks.get_mut(id) else { return };
        let had_turn = talk.speaker() == who;
        let left = talk.members.iter().take_while(|member| **member != who).count();
        talk.members.retain(|member| *member != who);
        if talk.members.len() < 2 {
            self.end_talk(id);
            return;
        }
        // Those behind the one who left move up; whoever has the turn keeps it.
        if left < usize::from(talk.turn) {
            talk.turn -= 1;
        }
        talk.turn %= u8::try_from(talk.members.len()).expect("members are few");
        if had_turn {
            let next = talk.speaker();
            self.give_turn(id, next, 1);
        }
    }

    /// Somebody has the turn, may speak after a pause, and loses it when it stays silent.
    fn give_turn(&mut self, id: ConversationId, next: VillagerId, pause: u64) {
        let now = self.now();
        let turn_ends = now.after(pause + self.clock.ticks(TURN_SECONDS));
        if let Some(talk) = self.talks.get_mut(id) {
            talk.turn_ends = turn_ends;
        }
        let mut body = self.villager(next).body;
        body.until = Some(turn_ends);
        self.wheel.set(next, crate::wheel::Timer::Body, Some(turn_ends));
        self.attend(next, Causes::TURN, now.after(pause));
    }

    /// Whoever has the turn was silent for too long: the turn goes on.
    pub(crate) fn lose_turn(&mut self, who: VillagerId) {
        let talk = self.body(who).talk.and_then(|talk| self.talks.get(talk));
        if talk.is_some_and(|talk| talk.speaker() == who && talk.turn_ends <= self.now()) {
            self.next_turn(who);
        }
    }

    fn next_turn(&mut self, who: VillagerId) {
        let Some(id) = self.body(who).talk else { return };
        // Reading time: half a second and a bit for each word of what was just said.
        let said = self.villager(who).voice.line.as_ref().map_or(0, |line| line.text.len());
        let millis = 1_200 + 45 * u32::try_from(said).unwrap_or(u32::MAX).min(100);
        let pause = self.clock.ticks_of_millis(millis);
        let Some(talk) = self.talks.get_mut(id) else { return };
        talk.lines = talk.lines.saturating_add(1);
        if talk.lines >= talk.lines_max {
            self.end_talk(id);
            return;
        }
        let next = talk.pass();
        self.give_turn(id, next, pause);
    }

    fn end_talk(&mut self, id: ConversationId) {
        let Some(talk) = self.talks.end(id) else { return };
        let now = self.now();
        for (number, member) in (1..).zip(&talk.members) {
            let parts = self.villager(*member);
            let mut body = parts.body;
            body.talk = None;
            let mut habits = parts.habits;
            habits.talked = now;
            self.begin(*member, Activity::Idle, None);
            // They turn away one after the other.
            let later = now.after(self.clock.ticks_of_millis(700 * number));
            self.attend(*member, Causes::FINISHED, later);
        }
    }

    fn enter(&mut self, who: VillagerId, talk: ConversationId, with: VillagerId) {
        let (now, at) = (self.now(), self.body(with).at);
        let until = now.after(self.clock.ticks(TURN_SECONDS * u32::from(LINES.1)));
        self.halt(who);
        let parts = self.villager(who);
        let mut body = parts.body;
        body.talk = Some(talk);
        if let Some(facing) = Facing::along(body.at, at) {
            body.facing = facing;
        }
        let mut habits = parts.habits;
        habits.partner = Some(with);
        habits.talked = now;
        self.begin(who, Activity::Talking, Some(until));
    }

    /// Words leave the mouth: everybody in hearing, but those asleep, remembers them.
    fn utter(&mut self, who: VillagerId, text: &str, origin: Origin) -> Vec<VillagerId> {
        let (now, tile) = (self.now(), self.tile(who));
        let text: Arc<str> = text.into();
        self.villager(who).voice.line = Some(Line { text: text.clone(), origin, tick: now });
        let mut heard_by: Vec<_> = self.near.within(tile, HEARING_TILES).collect();
        heard_by.retain(|other| *other != who && self.body(*other).activity != Activity::Sleeping);
        heard_by.sort_unstable();
        for other in &heard_by {
            let heard = Perceived::Heard { who, text: text.clone(), to_me: false };
            self.remember(*other, heard);
            // Instinct's small talk wakes nobody; a person or a mind is worth turning to.
            if origin != Origin::Instinct {
                self.attend(*other, Causes::SPOKEN_TO, now.after(1));
            }
        }
        self.news.0.said.push(Said { who, text, origin, heard_by: heard_by.clone() });
        heard_by
    }

    /// Whether one could talk now: neither asleep nor on the way nor talking already.
    pub(crate) fn has_time(&self, who: VillagerId) -> bool {
        let body = self.body(who);
        body.walk.is_none() && body.talk.is_none() && body.activity != Activity::Sleeping
    }

    /// Checks that somebody is there and close by.
    pub(super) fn reach(&self, who: VillagerId, other: VillagerId, limit: u16) -> Result<()> {
        if !self.near.is_here(other) || other == who {
            return Err(Refusal::Unknown { what: Thing::Agent });
        }
        let distance = self.tile(who).distance(self.tile(other));
        if distance > limit {
            return Err(Refusal::TooFar { distance, limit });
        }
        Ok(())
    }
}
