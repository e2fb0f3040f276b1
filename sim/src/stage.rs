//! The stage: everything that an act can touch, gathered once. Acts, walks and settlements are
//! written as methods on it, one file for each sort of act.

use std::sync::Arc;

use bevy_ecs::prelude::{Query, Res, ResMut, Resource};
use bevy_ecs::query::QueryData;
use bevy_ecs::system::SystemParam;

use crate::attention::{Attention, Causes};
use crate::board::Board;
use crate::books::Books;
use crate::clock::{Clock, Stamp, Tick};
use crate::docket::Docket;
use crate::door::Outcome;
use crate::feed::News;
use crate::grid::Tile;
use crate::habit::Habits;
use crate::id::{LandmarkId, VillagerId};
use crate::item::{Catalogue, Items};
use crate::map::Ground;
use crate::memory::{Leanings, Memories, Perceived};
use crate::near::Near;
use crate::need::Needs;
use crate::place::{Landmark, Pose};
use crate::seat::Seats;
use crate::seed::Seed;
use crate::society::{Agenda, Society};
use crate::talk::Talks;
use crate::villager::{Activity, Bag, Body, Cast, Member, Reins, Voice};
use crate::wheel::{Timer, Wheel};

/// All parts of one villager.
#[derive(QueryData)]
#[query_data(mutable)]
pub struct Parts {
    pub body: &'static mut Body,
    pub needs: &'static mut Needs,
    pub bag: &'static mut Bag,
    pub voice: &'static mut Voice,
    pub reins: &'static mut Reins,
    pub memories: &'static mut Memories,
    pub leanings: &'static mut Leanings,
    pub habits: &'static mut Habits,
    pub attention: &'static mut Attention,
}

/// Villagers of which something changed in this tick.
#[derive(Resource, Debug, Default)]
pub struct Touched {
    pub(crate) list: Vec<VillagerId>,
    marks: Vec<bool>,
}

impl Touched {
    pub(crate) fn mark(&mut self, who: VillagerId) {
        if who.index() >= self.marks.len() {
            self.marks.resize(who.index() + 1, false);
        }
        if !std::mem::replace(&mut self.marks[who.index()], true) {
            self.list.push(who);
        }
    }

    pub(crate) fn clear(&mut self) {
        for who in self.list.drain(..) {
            self.marks[who.index()] = false;
        }
    }
}

/// Ways to be found in this tick's Walk.
#[derive(Resource, Debug, Default)]
pub(crate) struct Departures(pub Vec<Departure>);

/// Somebody who wants to set out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Departure {
    pub who: VillagerId,
    pub goal: Tile,
    /// Place in the docket of the command that waits for the outcome.
    pub docket: Option<usize>,
}

/// Everything that an act can touch.
#[derive(SystemParam)]
pub(crate) struct Stage<'w, 's> {
    pub clock: Res<'w, Clock>,
    pub stamp: Res<'w, Stamp>,
    pub seed: Res<'w, Seed>,
    pub ground: Res<'w, Ground>,
    pub cast: Res<'w, Cast>,
    pub catalogue: Res<'w, Catalogue>,
    pub near: ResMut<'w, Near>,
    pub items: ResMut<'w, Items>,
    pub board: ResMut<'w, Board>,
    pub books: ResMut<'w, Books>,
    pub society: ResMut<'w, Society>,
    pub agenda: ResMut<'w, Agenda>,
    pub talks: ResMut<'w, Talks>,
    pub wheel: ResMut<'w, Wheel>,
    pub seats: ResMut<'w, Seats>,
    pub touched: ResMut<'w, Touched>,
    pub departures: ResMut<'w, Departures>,
    pub docket: ResMut<'w, Docket>,
    pub news: ResMut<'w, Today>,
    pub due: ResMut<'w, Due>,
    villagers: Query<'w, 's, Parts>,
}

/// Timers that are due, in a list that is kept from tick to tick.
#[derive(Resource, Debug, Default)]
pub(crate) struct Due(pub Vec<(VillagerId, Timer)>);

/// What this tick has to tell, in the making.
#[derive(Resource, Debug, Default)]
pub(crate) struct Today(pub News);

impl<'s> Stage<'_, 's> {
    pub fn now(&self) -> Tick {
        self.clock.tick
    }

    /// All parts of a villager, to be changed: it counts as touched.
    pub fn villager(&mut self, who: VillagerId) -> PartsItem<'_, 's> {
        self.touched.mark(who);
        let entity = self.cast.entity(who).expect("acts are checked: the villager lives here");
        self.villagers.get_mut(entity).expect("a member of the cast has all its parts")
    }

    /// All parts of a villager, to be read.
    pub fn read(&self, who: VillagerId) -> PartsReadOnlyItem<'_, 's> {
        let entity = self.cast.entity(who).expect("acts are checked: the villager lives here");
        self.villagers.get(entity).expect("a member of the cast has all its parts")
    }

    pub fn body(&self, who: VillagerId) -> &Body {
        self.read(who).body
    }

    pub fn bag(&self, who: VillagerId) -> &Bag {
        self.read(who).bag
    }

    pub fn reins(&self, who: VillagerId) -> &Reins {
        self.read(who).reins
    }

    pub fn habits(&self, who: VillagerId) -> &Habits {
        self.read(who).habits
    }

    pub fn member(&self, who: VillagerId) -> Arc<Member> {
        self.cast.get(who).expect("acts are checked: the villager lives here").clone()
    }

    pub fn landmark(&self, id: LandmarkId) -> &Landmark {
        self.ground.0.landmark(id).expect("landmarks in the world's state are of its map")
    }

    /// The tile on which somebody is now.
    pub fn tile(&self, who: VillagerId) -> Tile {
        self.body(who).tile(self.now(), self.clock.hz)
    }

    /// From now on the villager does this, until a tick or until something else comes up.
    pub fn begin(&mut self, who: VillagerId, activity: Activity, until: Option<Tick>) {
        let (clock, is_avatar) = (*self.clock, self.cast.is_avatar(who));
        let parts = self.villager(who);
        let mut body = parts.body;
        body.activity = activity;
        body.until = until;
        let walk = body.walk.as_ref().map(|walk| walk.arrives);
        let mut needs = parts.needs;
        if !is_avatar {
            // What a person lacks the village does not know.
            needs.pursue(activity, &clock);
            needs.wake = needs.next_crossing(&clock);
        }
        let wake = needs.wake;
        self.wheel.set(who, Timer::Body, walk.or(until));
        self.wheel.set(who, Timer::Need, wake);
    }

    /// Stands still where it is now, and no longer holds the spot that it was bound for. Of two
    /// wishes in a tick the last counts: whoever was to set out stays.
    pub fn halt(&mut self, who: VillagerId) {
        let (now, hz) = (self.now(), self.clock.hz);
        self.stay(who, &Outcome::Busy { activity: Activity::Idle, until: now });
        let mut body = self.villager(who).body;
        let Some(walk) = body.walk.take() else { return };
        let from = body.at;
        body.at = walk.point(from, now, hz);
        if let Some(facing) = walk.facing(from, now, hz) {
            body.facing = facing;
        }
        let tile = body.at.tile();
        self.near.put(who, tile);
        self.leave_seat(who);
    }

    /// Does not set out on what it wanted before in this tick; this is what came of it.
    pub fn stay(&mut self, who: VillagerId, outcome: &Outcome) {
        let mut was_leaving = false;
        for overtaken in self.departures.0.extract_if(.., |departure| departure.who == who) {
            was_leaving = true;
            self.docket.settle(overtaken.docket, outcome.clone());
        }
        if was_leaving {
            self.leave_seat(who);
        }
    }

    /// Lets go of the spot that it holds.
    pub fn leave_seat(&mut self, who: VillagerId) {
        if self.body(who).seat.is_none() {
            return;
        }
        let mut body = self.villager(who).body;
        body.pose = Pose::Stand;
        if let Some(seat) = body.seat.take() {
            self.seats.leave(seat);
        }
    }

    /// Has the villager notice something at a tick (at the earliest in the next), unless it will
    /// notice something sooner anyway.
    pub fn attend(&mut self, who: VillagerId, causes: Causes, at: Tick) {
        let at = at.max(self.now().after(1));
        let mut attention = self.villager(who).attention;
        let at = attention.at.map_or(at, |earlier| earlier.min(at));
        attention.at = Some(at);
        attention.causes = attention.causes.with(causes);
        self.wheel.set(who, Timer::Attention, Some(at));
    }

    /// Writes something down in a villager's memory.
    pub fn remember(&mut self, who: VillagerId, what: Perceived) {
        let now = self.now();
        self.villager(who).memories.remember(now, what);
    }
}
