//! One villager as its own mind sees it: itself, and what lies around it. Everything here is read.

use bevy_ecs::prelude::{Query, Res};
use bevy_ecs::query::QueryData;
use bevy_ecs::system::SystemParam;
use village_sim::{
    Activity, Bag, Board, Body, Cast, Catalogue, Causes, Clock, Dice, Ground, Habits, Items,
    Landmark, LandmarkId, Leanings, Map, Member, Memories, Near, Need, Needs, Reins, Seats, Seed,
    StoreAt, Talks, Tick, Tile, Traits, VillagerId, Voice, bedtime,
};

use crate::phrases::Phrases;

/// The parts of a villager that a mind may read.
#[derive(QueryData)]
pub struct Parts {
    pub body: &'static Body,
    pub needs: &'static Needs,
    pub bag: &'static Bag,
    pub voice: &'static Voice,
    pub reins: &'static Reins,
    pub memories: &'static Memories,
    pub leanings: &'static Leanings,
    pub habits: &'static Habits,
}

/// Everything that minds may read.
#[derive(SystemParam)]
pub struct Scene<'w, 's> {
    pub clock: Res<'w, Clock>,
    pub seed: Res<'w, Seed>,
    pub ground: Res<'w, Ground>,
    pub cast: Res<'w, Cast>,
    pub catalogue: Res<'w, Catalogue>,
    pub items: Res<'w, Items>,
    pub board: Res<'w, Board>,
    pub talks: Res<'w, Talks>,
    pub seats: Res<'w, Seats>,
    pub near: Res<'w, Near>,
    pub store: Res<'w, StoreAt>,
    villagers: Query<'w, 's, Parts>,
}

impl<'s> Scene<'_, 's> {
    /// The parts of a villager; none for a number that nobody has.
    pub fn parts(&self, who: VillagerId) -> Option<PartsItem<'_, 's>> {
        self.villagers.get(self.cast.entity(who)?).ok()
    }

    /// Whether somebody could be talked to now: neither asleep nor on the way nor talking.
    pub fn has_time(&self, who: VillagerId) -> bool {
        self.parts(who).is_some_and(|parts| {
            let body = parts.body;
            body.walk.is_none() && body.talk.is_none() && body.activity != Activity::Sleeping
        })
    }

    /// A villager's name; an empty one for a number that nobody has.
    pub fn name(&self, who: VillagerId) -> &str {
        self.cast.get(who).map_or("", |member| member.persona.name.as_str())
    }
}

/// A villager that is to decide.
pub struct Ego<'a> {
    pub scene: &'a Scene<'a, 'a>,
    pub phrases: &'a Phrases,
    pub id: VillagerId,
    pub member: &'a Member,
    pub parts: PartsItem<'a, 'a>,
    pub causes: Causes,
    pub tile: Tile,
}

impl<'a> Ego<'a> {
    /// A villager of the cast, awake for these causes; none for the avatar of a person, which
    /// nobody decides for.
    pub fn new(
        (scene, phrases): (&'a Scene<'a, 'a>, &'a Phrases),
        id: VillagerId,
        causes: Causes,
    ) -> Option<Self> {
        let member = scene.cast.get(id).filter(|member| member.person.is_none())?;
        let parts = scene.parts(id)?;
        let tile = parts.body.tile(scene.clock.tick, scene.clock.hz);
        Some(Self { scene, phrases, id, member, parts, causes, tile })
    }

    pub fn now(&self) -> Tick {
        self.scene.clock.tick
    }

    pub fn clock(&self) -> &'a Clock {
        &self.scene.clock
    }

    pub fn map(&self) -> &'a Map {
        &self.scene.ground.0
    }

    pub fn traits(&self) -> Traits {
        self.member.persona.traits
    }

    /// The landmark whose spot it has reached.
    pub fn here(&self) -> Option<&'a Landmark> {
        self.map().landmark(self.parts.body.place()?)
    }

    /// The landmarks of its home's district: its world.
    pub fn places(&self) -> &'a [Landmark] {
        let map = self.map();
        map.district_landmarks(map.district_of(self.member.home))
    }

    /// Level of a need in thousandths.
    pub fn level(&self, need: Need) -> i32 {
        self.parts.needs.level(need, self.clock()) / 1000
    }

    /// How much it lacks something, 0 to 1000: a need that is half met asks for a quarter.
    pub fn lack(&self, need: Need) -> i32 {
        let missing = 1000 - self.level(need);
        missing * missing / 1000
    }

    /// Dice for one purpose in this tick.
    pub fn dice(&self, purpose: &str) -> Dice {
        self.scene.seed.stream(purpose, self.now().0, self.id.0.into())
    }

    pub fn is_bedtime(&self) -> bool {
        bedtime(self.clock(), self.traits().early)
    }

    /// Seconds since a tick; very many since one that never was.
    pub fn seconds_since(&self, tick: Tick) -> u64 {
        if tick == Tick(0) {
            return u64::MAX;
        }
        self.now().since(tick) / u64::from(self.clock().hz.max(1))
    }

    /// Village minutes since a tick; very many since one that never was.
    pub fn minutes_since(&self, tick: Tick) -> u64 {
        if tick == Tick(0) {
            return u64::MAX;
        }
        self.now().since(tick) * village_sim::DAY_MINUTES / self.clock().day_ticks().max(1)
    }

    /// Whether a mind from outside moves it.
    pub fn is_led(&self) -> bool {
        self.parts.reins.held_until > self.now()
    }

    /// Spots of a landmark that nobody holds.
    pub fn free_spots(&self, place: &Landmark) -> usize {
        place.capacity().saturating_sub(self.taken(place.id))
    }

    /// Spots of a landmark that somebody holds.
    pub fn taken(&self, place: LandmarkId) -> usize {
        self.scene.seats.taken(self.map(), place)
    }

    /// Everybody else within so many tiles, nobody asleep.
    pub fn around(&self, radius: u16) -> impl Iterator<Item = VillagerId> {
        let asleep = |who: &VillagerId| {
            let parts = self.scene.parts(*who);
            parts.is_none_or(|parts| parts.body.activity == Activity::Sleeping)
        };
        let near = self.scene.near.within(self.tile, radius);
        near.filter(move |who| *who != self.id && !asleep(who))
    }
}
