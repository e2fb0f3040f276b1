//! What is to be seen: everybody with walk, pose, mood and last words, as the village told it. The
//! stream alone writes here; whoever draws only reads. Nothing here decides anything.

use std::collections::BTreeMap;
use std::sync::Arc;

use bevy::prelude::*;
use village_sim::{
    Activity, Clock, Facing, Mood, Origin, PACE, Point, Pose, Tick, Tile, VillagerId, Walk,
};

use crate::pulse::Pulse;

/// Parts of a tick that a walk is drawn in, so that it is smooth at any frame rate.
const FINE: u32 = 64;

/// Minute of the day while no village is heard: gold light, for the waiting.
const WAITING_MINUTE: f32 = 1_050.0;

/// Who moves somebody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Mind {
    #[default]
    Instinct,
    Model,
    Outside,
}

/// One villager as everybody may see it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Villager {
    /// Where it stands, or where its walk set out.
    pub at: Point,
    pub walk: Option<Walk>,
    pub facing: Facing,
    pub pose: Pose,
    pub activity: Activity,
    pub mood: Mood,
    pub mind: Mind,
    /// Its purse in millionths of an aiDollar.
    pub purse: i64,
    /// Place of its tier among the scene's.
    pub tier: u8,
    /// When it last changed its mood, in seconds of this machine's clock.
    pub moved: Option<f64>,
    /// When it came to another tier.
    pub rose: Option<f64>,
    /// Where it is drawn instead: one's own avatar, ahead of what the village shows.
    pub lead: Option<Lead>,
}

/// A way that somebody is drawn on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lead {
    /// Where it stands, or where its walk set out.
    at: Point,
    /// On the fine clock.
    walk: Option<Walk>,
    /// Pixels of the art by which it is drawn off from there.
    slip: Vec2,
}

/// Where somebody is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stand {
    /// The feet, in pixels of the art.
    pub at: Vec2,
    pub facing: Facing,
    /// Steps of 1/256 tile walked so far; `None` when it stands.
    pub walked: Option<u64>,
}

impl Lead {
    /// The point at a tick with its fraction.
    pub fn point(&self, tick: f64, hz: u32) -> Point {
        let Some(walk) = &self.walk else { return self.at };
        walk.point(self.at, fine(tick).max(walk.departed), hz * FINE)
    }

    /// The same in pixels of the art.
    pub fn place(&self, tick: f64, hz: u32) -> Vec2 {
        art(self.point(tick, hz))
    }

    /// Where its walk ends, or where it stands.
    pub fn end(&self) -> Tile {
        self.walk.as_ref().map_or(self.at, Walk::end).tile()
    }

    /// The same way, drawn off from it.
    #[must_use]
    pub fn off_by(self, slip: Vec2) -> Self {
        Self { slip, ..self }
    }

    /// The same way until a tick, and from there straight to a tile.
    #[must_use]
    pub fn then(&self, goal: Tile, tick: f64, hz: u32) -> Self {
        let at = self.point(tick, hz);
        let corners = std::iter::once(goal).collect();
        Self { at, walk: Walk::new(at, corners, goal, fine(tick), hz * FINE), slip: self.slip }
    }
}

/// A tick with its fraction on the fine clock.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a tick is positive and far below 2^52"
)]
fn fine(tick: f64) -> Tick {
    Tick((tick.max(0.0) * f64::from(FINE)) as u64)
}

impl Villager {
    /// The way that it is drawn on: the village's, or one's own ahead of it.
    pub fn way(&self) -> Lead {
        self.lead.clone().unwrap_or_else(|| self.as_told())
    }

    /// The way that the village shows.
    pub fn as_told(&self) -> Lead {
        // The same integers as the village's own, on a clock that is finer by a whole number: at
        // whole ticks both agree to the last step.
        let walk = self.walk.as_ref().map(|walk| Walk {
            corners: walk.corners.clone(),
            departed: Tick(walk.departed.0.saturating_mul(FINE.into())),
            arrives: Tick(walk.arrives.0.saturating_mul(FINE.into())),
            goal: walk.goal,
        });
        Lead { at: self.at, walk, slip: Vec2::ZERO }
    }

    /// Where it is at a tick with its fraction.
    pub fn stand(&self, tick: f64, hz: u32) -> Stand {
        let way = self.way();
        let at = way.place(tick, hz) + way.slip;
        let standing = Stand { at, facing: self.facing, walked: None };
        let Some(walk) = way.walk else { return standing };
        let now = fine(tick).max(walk.departed);
        let Some(facing) = walk.facing(way.at, now, hz * FINE) else { return standing };
        let walked = now.since(walk.departed) * u64::from(PACE) / u64::from(hz.max(1) * FINE);
        Stand { at, facing, walked: Some(walked) }
    }

    /// What it is doing, in words.
    pub const fn doing(&self) -> &'static str {
        match self.activity {
            Activity::Idle => "standing about",
            Activity::Walking => "walking",
            Activity::Talking => "talking",
            Activity::Sleeping => "sleeping",
            Activity::Eating => "eating",
            Activity::Drinking => "drinking",
            Activity::Working => "working",
            Activity::Reading => "reading",
            Activity::Trading => "trading",
            Activity::AtBoard => "reading the board",
            Activity::Resting => "resting",
            Activity::Looking => "looking around",
            Activity::Waiting => "waiting",
        }
    }

    /// The tile where it is at a tick.
    pub fn tile(&self, tick: f64, hz: u32) -> Tile {
        let at = self.stand(tick, hz).at / 16.0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a map's side is at most 4,096 tiles"
        )]
        let tile = Tile::new(at.x as u16, at.y as u16);
        tile
    }
}

/// Who somebody is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face {
    /// Name in addresses.
    pub slug: Arc<str>,
    pub name: Arc<str>,
    pub role: Arc<str>,
    /// The code of its look, of the avatar of a person; none for villagers.
    pub look: Option<Arc<str>>,
}

impl Face {
    /// Whether it is the avatar of a person, who visits and is no agent.
    pub const fn is_person(&self) -> bool {
        self.look.is_some()
    }
}

/// A tier as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    pub name: Arc<str>,
    pub colour: [u8; 3],
}

/// A note on the board, in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub author: Arc<str>,
    pub title: Arc<str>,
    pub replies: u32,
    /// What is offered for work, in millionths of an aiDollar.
    pub bounty: Option<i64>,
    pub pinned: bool,
    pub open: bool,
}

/// A point of the ground in pixels of the art.
fn art(point: Point) -> Vec2 {
    #[expect(clippy::cast_precision_loss, reason = "a map's side is at most 65,536 pixels")]
    let pixels = |steps: u32| steps as f32 / 16.0;
    Vec2::new(pixels(point.x), pixels(point.y))
}

/// Something that lies about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lying {
    pub tile: Tile,
    /// Name of its icon.
    pub icon: Arc<str>,
}

/// The village as it was told.
#[derive(Resource, Debug, Default)]
pub struct Scene {
    /// Those of whom it is known where they are.
    pub villagers: BTreeMap<VillagerId, Villager>,
    /// Everybody who lives here.
    pub cast: BTreeMap<VillagerId, Face>,
    pub tiers: Vec<Tier>,
    /// The latest notes on the board.
    pub notes: BTreeMap<u64, Note>,
    pub lying: Vec<Lying>,
    /// Which map the village stands on, once known.
    pub ground: Option<u64>,
    /// Size of the village in tiles, once known.
    pub size: Option<(u16, u16)>,
    /// The village's clock at the last message.
    pub clock: Option<Clock>,
    /// Whether the store takes records.
    pub store: bool,
    pulse: Pulse,
    now: f64,
}

/// Somebody said something aloud.
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub who: VillagerId,
    pub text: Arc<str>,
    pub origin: Origin,
}

/// Somebody was given money, or lost it.
#[derive(Message, Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paid {
    pub who: VillagerId,
    /// In millionths of an aiDollar.
    pub amount: i64,
    /// The note that it was for.
    pub post: Option<u64>,
}

/// A note was pinned to the board, or answered.
#[derive(Message, Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noted {
    /// Who pinned or answered it; whose note it is where only that is known.
    pub who: VillagerId,
    /// The note, where it is known.
    pub post: Option<u64>,
    /// Whether the note is new; else it was answered.
    pub is_new: bool,
}

impl Scene {
    /// The village's clock as a message told it.
    pub fn hear(&mut self, clock: Clock) {
        let older = self.clock.is_some_and(|before| clock.tick < before.tick);
        if older || self.clock.is_none() {
            self.pulse.reset();
        }
        self.pulse.set_rate(clock.hz);
        self.pulse.heard(clock.tick.0, self.now);
        self.clock = Some(clock);
    }

    /// Puts somebody in, new or changed.
    pub fn put(&mut self, id: VillagerId, mut villager: Villager) {
        let before = self.villagers.get(&id);
        villager.moved = match before {
            Some(before) if before.mood == villager.mood => before.moved,
            Some(_) => Some(self.now),
            None => None,
        };
        villager.rose = match before {
            Some(before) if before.tier == villager.tier => before.rose,
            Some(_) => Some(self.now),
            None => None,
        };
        villager.lead = before.and_then(|before| before.lead.clone());
        self.villagers.insert(id, villager);
    }

    /// Forgets everything: another village, or a keyframe of all.
    pub fn clear(&mut self) {
        *self = Self { now: self.now, ..Self::default() };
    }

    /// Seconds of this machine's clock.
    pub const fn now(&self) -> f64 {
        self.now
    }

    /// Sets this machine's clock; the frame does, and tests.
    pub const fn set_now(&mut self, seconds: f64) {
        self.now = seconds;
    }

    /// The tick now, with its fraction.
    pub fn tick(&self) -> f64 {
        self.pulse.tick(self.now)
    }

    pub fn hz(&self) -> u32 {
        self.clock.map_or(20, |clock| clock.hz)
    }

    /// Minute of the day now, with its fraction.
    pub fn minute(&self) -> f32 {
        let Some(clock) = self.clock else { return WAITING_MINUTE };
        let a_minute = f64::from(clock.day_seconds) * f64::from(clock.hz) / 1440.0;
        let minute = f64::from(clock.first_minute) + self.tick() / a_minute.max(1e-9);
        #[expect(clippy::cast_possible_truncation, reason = "a minute of the day")]
        let minute = (minute % 1440.0) as f32;
        minute
    }

    /// The day now, from 1.
    pub fn day(&self) -> u64 {
        self.clock.map_or(1, |clock| clock.day())
    }

    /// How often the town is repeated across and down.
    pub fn districts(&self, town: (u16, u16)) -> (u16, u16) {
        let (width, height) = self.size.unwrap_or(town);
        ((width / town.0.max(1)).max(1), (height / town.1.max(1)).max(1))
    }

    /// Who has this slug.
    pub fn by_slug(&self, slug: &str) -> Option<VillagerId> {
        self.cast.iter().find(|(_, face)| &*face.slug == slug).map(|(id, _)| *id)
    }
}

/// Keeps the scene's clock.
pub fn plugin(app: &mut App) {
    app.init_resource::<Scene>()
        .add_message::<Said>()
        .add_message::<Paid>()
        .add_message::<Noted>()
        .add_systems(First, tell_time);
}

fn tell_time(time: Res<Time<Real>>, mut scene: ResMut<Scene>) {
    scene.set_now(time.elapsed_secs_f64());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walker() -> Villager {
        let from = Tile::new(1, 1).middle();
        let corners = [Tile::new(6, 1), Tile::new(6, 4)].into_iter().collect();
        let walk = Walk::new(from, corners, Tile::new(6, 4), Tick(100), 20);
        Villager { at: from, walk, ..Villager::default() }
    }

    #[test]
    fn at_whole_ticks_a_walker_stands_where_the_village_says() {
        let one = walker();
        let walk = one.walk.clone().unwrap();
        for tick in 90..180_u32 {
            let told = art(walk.point(one.at, Tick(tick.max(100).into()), 20));
            assert_eq!(one.stand(f64::from(tick), 20).at, told, "at {tick}");
        }
    }

    #[test]
    fn between_ticks_a_walker_moves_evenly() {
        let one = walker();
        let place = |tick: f64| one.stand(tick, 20).at;
        let step = place(101.5) - place(101.0);
        assert!((step.x - 1.0).abs() < 0.13, "half a tick is half a step: {step}");
        assert_eq!(one.stand(500.0, 20).walked, None);
        assert_eq!(one.stand(500.0, 20).at, art(Tile::new(6, 4).middle()));
    }
}
