//! What is to be seen: everybody with walk, pose, mood and last words, as the village told it. The
//! stream alone writes here, but for the way on which one's own avatar is drawn; whoever draws only
//! reads. Nothing here decides anything.

mod villager;

use std::collections::BTreeMap;
use std::sync::Arc;

use bevy::prelude::*;
use village_sim::{Clock, Origin, Tile, VillagerId};

use crate::pulse::Pulse;

pub use villager::{Lead, Stand, Villager};

/// Minute of the day while no village is heard: gold light, for the waiting.
const WAITING_MINUTE: f32 = 1_050.0;

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

/// Somebody said something aloud, or thought it.
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub who: VillagerId,
    pub text: Arc<str>,
    pub origin: Origin,
    /// False for a thought, which nobody in the village hears.
    pub aloud: bool,
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
