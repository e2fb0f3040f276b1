//! Walking. Where a walk is decided: [`Stage::go`] picks the goal and keeps a spot, [`depart`]
//! finds the way and sets out.

use bevy_ecs::prelude::ResMut;

use super::Result;
use crate::attention::Causes;
use crate::door::{MoveTo, Outcome};
use crate::grid::Tile;
use crate::id::{LandmarkId, VillagerId};
use crate::place::Pose;
use crate::refusal::{Refusal, Thing};
use crate::stage::{Departure, Stage};
use crate::villager::{Activity, Seat};
use crate::walk::Walk;
use crate::way::{Corners, Search, pull};

impl Stage<'_, '_> {
    /// Decides where to walk. The outcome is known when the way is found, in this tick's Walk.
    pub(super) fn go(
        &mut self,
        who: VillagerId,
        to: MoveTo,
        case: Option<usize>,
    ) -> Result<Option<Outcome>> {
        let here = self.tile(who);
        let (goal, seat) = match to {
            MoveTo::By { dx, dy } => {
                let by = |at: u16, change: i32| i64::from(at) + i64::from(change);
                self.goal_at(by(here.x, dx), by(here.y, dy))?
            }
            MoveTo::To { x, y } => self.goal_at(x.into(), y.into())?,
            MoveTo::Landmark(landmark) => self.goal_in(who, landmark)?,
        };
        if !self.ground.0.connected(here, goal) {
            return Err(Refusal::NoWay { from: here, to: goal });
        }
        self.quit_talk(who);
        self.halt(who);
        self.leave_seat(who);
        if let Some(seat) = seat.filter(|seat| self.seats.holder(*seat).is_none()) {
            self.seats.take(seat, who);
            self.villager(who).body.seat = Some(seat);
        }
        self.departures.0.push(Departure { who, goal, docket: case });
        Ok(None)
    }

    fn goal_at(&self, x: i64, y: i64) -> Result<(Tile, Option<Seat>)> {
        let map = &self.ground.0;
        let off = || Refusal::OffMap { x, y, width: map.width, height: map.height };
        let (Ok(tile_x), Ok(tile_y)) = (u16::try_from(x), u16::try_from(y)) else {
            return Err(off());
        };
        let tile = Tile::new(tile_x, tile_y);
        if map.index(tile).is_none() {
            return Err(off());
        }
        if !map.is_free(tile) {
            return Err(Refusal::Blocked { at: tile });
        }
        let seat = map.spot_at(tile).map(|(landmark, spot)| Seat { landmark, spot });
        Ok((tile, seat))
    }

    fn goal_in(&self, who: VillagerId, landmark: LandmarkId) -> Result<(Tile, Option<Seat>)> {
        let map = &self.ground.0;
        let place = map.landmark(landmark);
        let place = place.ok_or(Refusal::Unknown { what: Thing::Landmark })?;
        let is_bed = |seat: &Seat| place.spots[usize::from(seat.spot)].pose == Pose::Sleep;
        // Bedtime is when one comes home to sleep; at other hours chairs come first.
        let sleepy = place.offers(crate::place::Use::Sleep) && self.is_bedtime(who);
        let day = u32::try_from(self.clock.day() % 1000).unwrap_or(0);
        let first = who.0.wrapping_mul(7).wrapping_add(day);
        // Who is here already stays where it is, but for bed one gets up from the chair.
        let held = self.body(who).seat.filter(|seat| seat.landmark == landmark);
        let held = held.filter(|seat| !sleepy || is_bed(seat));
        let seat = held.or_else(|| self.seats.free(map, landmark, first, sleepy));
        let seat = seat.ok_or_else(|| Refusal::Full { place: place.name.clone() })?;
        Ok((place.spots[usize::from(seat.spot)].tile, Some(seat)))
    }
}

/// Finds the ways of this tick and sets out on them. A way that ends where one stands is an
/// arrival at once.
pub(crate) fn depart(mut stage: Stage, mut search: ResMut<Ways>) {
    let mut departures = std::mem::take(&mut stage.departures.0);
    for departure in departures.drain(..) {
        let case = departure.docket;
        let outcome = stage.set_out(departure, &mut search.0);
        stage.docket.settle(case, outcome);
    }
    stage.departures.0 = departures;
}

/// The arrays in which ways are searched.
#[derive(bevy_ecs::prelude::Resource, Debug, Default)]
pub(crate) struct Ways(Search);

impl Stage<'_, '_> {
    fn set_out(&mut self, departure: Departure, search: &mut Search) -> Outcome {
        let Departure { who, goal, .. } = departure;
        let (now, hz) = (self.now(), self.clock.hz);
        let from = self.body(who).at;
        let Some(corners) = self.corners(who, from.tile(), goal, search) else {
            self.leave_seat(who);
            self.begin(who, Activity::Idle, None);
            self.attend(who, Causes::REFUSED, now.after(self.clock.ticks(2)));
            return Outcome::Refused(Refusal::NoWay { from: from.tile(), to: goal });
        };
        let Some(walk) = Walk::new(from, corners, goal, now, hz) else {
            self.arrive(who);
            return Outcome::Walking { to: goal, arrives: now };
        };
        let arrives = walk.arrives;
        self.villager(who).body.walk = Some(walk);
        self.begin(who, Activity::Walking, None);
        Outcome::Walking { to: goal, arrives }
    }

    /// The corners of the way: along the spot's field where there is one, else by search.
    fn corners(
        &self,
        who: VillagerId,
        from: Tile,
        goal: Tile,
        search: &mut Search,
    ) -> Option<Corners> {
        let map = &self.ground.0;
        let seat = self.body(who).seat;
        if let Some(seat) = seat.filter(|_| self.holds_goal(who, goal)) {
            let district = map.district_of(seat.landmark);
            let origin = map.district_origin(district);
            if map.district_area(district).contains(from) {
                let field = map.field(seat.landmark, seat.spot)?;
                let outward = |tile: Tile| Tile::new(tile.x + origin.x, tile.y + origin.y);
                let inward = |tile: Tile| {
                    Some(Tile::new(tile.x.checked_sub(origin.x)?, tile.y.checked_sub(origin.y)?))
                };
                if field.distance(inward(from)?).is_some() {
                    let step = |tile, way| map.step(outward(tile), way).and_then(inward);
                    return Some(pull(map, from, field.way(inward(from)?, step).map(outward)));
                }
            }
        }
        let tiles = search.way(map, from, goal)?;
        Some(pull(map, from, tiles.iter().copied()))
    }

    /// Whether the goal is the tile of the spot that it holds.
    fn holds_goal(&self, who: VillagerId, goal: Tile) -> bool {
        self.body(who).seat.is_some_and(|seat| {
            self.landmark(seat.landmark).spots[usize::from(seat.spot)].tile == goal
        })
    }

    /// The end of a segment: the goal, or a corner from which the way goes on.
    pub(crate) fn end_segment(&mut self, who: VillagerId) -> bool {
        let mut body = self.villager(who).body;
        let Some(walk) = body.walk.take() else { return true };
        body.at = walk.end();
        let (at, goal) = (body.at.tile(), walk.goal);
        self.near.put(who, at);
        if at == goal {
            self.arrive(who);
            return true;
        }
        self.departures.0.push(Departure { who, goal, docket: None });
        false
    }

    fn arrive(&mut self, who: VillagerId) {
        let seat = self.body(who).seat;
        let spot = seat.map(|seat| self.landmark(seat.landmark).spots[usize::from(seat.spot)]);
        let mut body = self.villager(who).body;
        if let Some(spot) = spot.filter(|spot| spot.tile == body.at.tile()) {
            body.facing = spot.facing;
            body.pose = spot.pose;
            body.at = spot.tile.middle();
        }
        let tile = body.at.tile();
        self.near.put(who, tile);
        self.begin(who, Activity::Idle, None);
        self.attend(who, Causes::ARRIVED, self.now().after(1));
    }
}
