//! Choosing what to do next. Every option gets points from what is lacking, the hour, character,
//! what was rewarded, the way there and who is there; chance breaks the evenness, and the best
//! option is taken. Nothing here allocates: options are compared as they come.

use village_sim::Perceived;
use village_sim::{
    Deed, Dice, Landmark, LandmarkId, MoveTo, Need, PlaceKind, Pose, Tile, Use, Verb,
};

use crate::ego::Ego;
use crate::routine::Hour;
use crate::think::Wishes;
use crate::topic::Topic;

/// Points that a tile of way costs.
const TILE_POINTS: i32 = 5;

/// Points by which chance may lift an option.
const WHIM_POINTS: u32 = 140;

/// The best option so far.
#[derive(Debug, Clone, Copy)]
enum Plan {
    /// Walk to a landmark.
    Visit(LandmarkId),
    /// Do something here.
    Use(Use),
    /// Stay and look on.
    Wait,
}

impl Ego<'_> {
    /// Picks the best option and wishes for it.
    pub fn choose(&self, wishes: &mut Wishes) {
        let mut dice = self.dice("instinct:choice");
        if self.is_bedtime() {
            return self.go_to_bed(wishes);
        }
        if self.is_at_board() && self.write(wishes, &mut dice) {
            return;
        }
        if self.seek_company(wishes, &mut dice) || self.handle_things(wishes, &mut dice) {
            return;
        }
        match self.best_plan(&mut dice) {
            Plan::Visit(place) => wishes.push(Deed::Go(MoveTo::Landmark(place))),
            Plan::Use(Use::Post) => wishes.verb(Verb::UseBoard),
            Plan::Use(what) => wishes.verb(Verb::Use { what }),
            Plan::Wait => wishes.verb(Verb::Wait { seconds: dice.between(5, 12) }),
        }
    }

    fn best_plan(&self, dice: &mut Dice) -> Plan {
        let here = self.here().map(|place| place.id);
        let mut best = (60 + i32::try_from(dice.below(80)).unwrap_or(0), Plan::Wait);
        for place in self.places() {
            let whim = i32::try_from(dice.below(WHIM_POINTS)).unwrap_or(0);
            let Some((what, points)) = self.best_use(place) else { continue };
            let (points, plan) = if here == Some(place.id) {
                // Whoever has just done a thing would rather do another.
                (points - self.weariness(what, place), Plan::Use(what))
            } else if self.free_spots(place) == 0 {
                continue;
            } else {
                (points - self.way_points(place) + self.novelty(place), Plan::Visit(place.id))
            };
            let points = points + whim;
            if points > best.0 {
                best = (points, plan);
            }
        }
        best.1
    }

    /// The best that a place is good for and how much that is worth now, the way left out. None
    /// for places that are none of its business: other people's homes.
    /// What the place that it is at is best for now.
    pub fn first_use(&self) -> Option<Use> {
        self.best_use(self.here()?).map(|(what, _)| what)
    }

    fn best_use(&self, place: &Landmark) -> Option<(Use, i32)> {
        let is_home = place.id == self.member.home;
        let is_work = place.id == self.member.work;
        if place.kind == PlaceKind::Home && !is_home {
            return None;
        }
        let uses = place.uses.iter().filter(|what| self.is_fit(**what, is_home));
        let worth = uses.map(|what| (*what, self.use_points(*what, is_work)));
        let (what, points) = worth.max_by_key(|(what, points)| (*points, *what))?;
        let hour = self.hour_pull(place.kind, is_home, is_work);
        Some((what, points + hour + self.crowd_points(place) + self.news_points(place)))
    }

    /// Whether it is for villagers by instinct: talk begins with people, not with places.
    fn is_fit(&self, what: Use, is_home: bool) -> bool {
        match what {
            Use::Talk => false,
            Use::Sleep => is_home && (self.is_bedtime() || self.level(Need::Rest) < 250),
            _ => true,
        }
    }

    /// What a use is worth now, in points, by needs and character.
    fn use_points(&self, what: Use, is_work: bool) -> i32 {
        let traits = self.traits();
        let curious = 50 + 10 * i32::from(traits.curious);
        let diligent = 50 + 10 * i32::from(traits.diligent);
        let rest = self.lack(Need::Rest);
        let purpose = self.lack(Need::Purpose) * diligent / 100;
        let curiosity = self.lack(Need::Curiosity) * curious / 100;
        let busy = if is_work && self.hour() == Hour::Work { 120 } else { 0 };
        match what {
            Use::Sleep => rest * 9 / 10,
            Use::Eat | Use::Drink => rest / 4 + 150 * i32::from(self.is_mealtime()),
            Use::Rest => rest / 2,
            Use::Work => purpose * 8 / 10 + busy,
            Use::Trade => (purpose + curiosity) / 3 + busy / 2,
            Use::Read => curiosity * 8 / 10,
            Use::Look => curiosity / 2 + 20,
            Use::Post => (curiosity + purpose) / 4,
            Use::Talk => 0,
        }
    }

    /// Company draws the sociable and, when it is tight, keeps the quiet away.
    fn crowd_points(&self, place: &Landmark) -> i32 {
        let sociable = i32::from(self.traits().sociable);
        let others = i32::try_from(self.taken(place.id).min(6)).unwrap_or(0);
        let drawn = others.min(4) * (6 * sociable - 20) / 2;
        let tight = if self.free_spots(place) <= 1 { 80 } else { 0 };
        drawn + self.lack(Need::Company) * others.min(3) / 6 - tight
    }

    /// The board draws whoever has something to read or to write there, more so those who were
    /// paid for it.
    fn news_points(&self, place: &Landmark) -> i32 {
        if place.kind != PlaceKind::Board {
            return 0;
        }
        let habits = self.parts.habits;
        let newest = self.scene.board.recent().next_back().map(|thread| thread.post.id);
        let unread = i32::from(newest > habits.read_up_to) * 70;
        let fresh = self.minutes_since(habits.read_board) < 120;
        let writes = i32::from(self.may_post() && self.is_village_quiet());
        unread + writes * (120 + self.urge_to_write()) - i32::from(fresh) * 260
    }

    /// How much rewards (or penalties) so far make it want to write, -100 to 300 points.
    fn urge_to_write(&self) -> i32 {
        let leanings =
            Topic::ALL.iter().map(|topic| i32::from(self.parts.leanings.of(topic.tag())));
        (leanings.sum::<i32>() / 5).clamp(-100, 300)
    }

    /// How tired one is of what one has just done here.
    fn weariness(&self, what: Use, place: &Landmark) -> i32 {
        let activity = what.into();
        let just = self.minutes_since_did(&[activity]) < 60;
        match what {
            Use::Work => 0,
            _ if place.id == self.member.work && self.hour() == Hour::Work => 60,
            _ => 60 + i32::from(just) * 160,
        }
    }

    /// A place where it has not been for hours has something to it; the curious see more in it.
    fn novelty(&self, place: &Landmark) -> i32 {
        let been = self.parts.memories.iter().any(|memory| match memory.what {
            Perceived::Did { at, .. } => at == place.id && self.minutes_since(memory.tick) < 180,
            _ => false,
        });
        let curious = i32::from(self.traits().curious);
        if been || place.id == self.member.work { 0 } else { 30 + 7 * curious }
    }

    fn way_points(&self, place: &Landmark) -> i32 {
        let area = place.area;
        let middle = Tile::new(area.x + area.width / 2, area.y + area.height / 2);
        i32::from(self.tile.distance(middle)) * TILE_POINTS
    }

    /// Goes home, to a bed if one is free there, and sleeps; on a chair if none is.
    fn go_to_bed(&self, wishes: &mut Wishes) {
        let home = self.member.home;
        let Some(spots) = self.map().landmark(home).map(|place| &place.spots) else { return };
        let at_home = self.parts.body.place() == Some(home);
        let in_bed = at_home
            && self.parts.body.seat.is_some_and(|seat| {
                spots.get(usize::from(seat.spot)).is_some_and(|spot| spot.pose == Pose::Sleep)
            });
        let bed = self.scene.seats.free(self.map(), home, self.id.0, true).filter(|_| !in_bed);
        if let Some(spot) = bed.and_then(|bed| spots.get(usize::from(bed.spot))) {
            let (x, y) = (spot.tile.x.into(), spot.tile.y.into());
            wishes.push(Deed::Go(MoveTo::To { x, y }));
        } else if at_home {
            wishes.verb(Verb::Use { what: Use::Sleep });
        } else if self.scene.seats.free(self.map(), home, self.id.0, false).is_some() {
            wishes.push(Deed::Go(MoveTo::Landmark(home)));
        } else {
            wishes.verb(Verb::Wait { seconds: 60 });
        }
    }
}
