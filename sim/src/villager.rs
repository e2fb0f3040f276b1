//! Villagers: who they are (persona), where and how they stand (body), what they lack (needs), what
//! they carry (bag) and who moves them (mind). Each part is a component; together they are one row
//! of the snapshot.

use arrayvec::ArrayVec;
use bevy_ecs::prelude::{Component, Resource};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

use crate::board::Origin;
use crate::clock::Tick;
use crate::grid::{Facing, Point, Tile};
use crate::id::{ConversationId, ItemId, LandmarkId, PersonId, VillagerId};
use crate::place::{Pose, Use, named};
use crate::society::AVATARS_KNOWN_MAX;
use crate::walk::Walk;

/// Most items in a bag.
pub const BAG_MAX: usize = 8;

/// Most villagers in a village, avatars of people aside.
pub const VILLAGERS_MAX: usize = 10_000;

/// Most numbers that a village gives out: villagers and avatars together.
pub const CAST_MAX: usize = VILLAGERS_MAX + AVATARS_KNOWN_MAX;

/// Who a villager is: the part that a person wrote. Its look is not here, for the world does not
/// care how somebody looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Persona {
    /// Name in addresses, the persona file's name: a-z, 0-9 and -, at most 48 characters.
    pub slug: String,
    pub name: String,
    pub role: String,
    /// Slug of the landmark that is home.
    pub home: String,
    /// Slug of the landmark where purpose is met.
    pub work: String,
    pub text: String,
    pub interests: Vec<String>,
    pub traits: Traits,
}

/// Leanings from 0 to 10.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Traits {
    pub sociable: u8,
    pub curious: u8,
    pub diligent: u8,
    /// 10 rises early, 0 late.
    pub early: u8,
    pub generous: u8,
}

/// A persona with its landmarks looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub persona: Persona,
    pub home: LandmarkId,
    pub work: LandmarkId,
    /// The person whose avatar this is: only that person moves it. None for villagers.
    pub person: Option<PersonId>,
}

/// Everybody, by [`VillagerId`]. Members are only added or replaced, never removed.
#[derive(Resource, Debug, Default)]
pub struct Cast {
    pub(crate) members: Vec<Arc<Member>>,
    pub(crate) entities: Vec<bevy_ecs::entity::Entity>,
    slugs: std::collections::BTreeMap<String, VillagerId>,
    /// How many of them are avatars of people.
    avatars: usize,
    /// Fingerprint of all personas.
    pub(crate) digest: u128,
}

impl Cast {
    /// How many numbers are given out, avatars included.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// How many live here who are no avatars of people.
    pub fn villagers(&self) -> usize {
        self.members.len() - self.avatars
    }

    /// Whether a number is the avatar of a person.
    pub fn is_avatar(&self, id: VillagerId) -> bool {
        self.get(id).is_some_and(|member| member.person.is_some())
    }

    pub fn get(&self, id: VillagerId) -> Option<&Arc<Member>> {
        self.members.get(id.index())
    }

    /// Who has this slug.
    pub fn by_slug(&self, slug: &str) -> Option<VillagerId> {
        self.slugs.get(slug).copied()
    }

    /// Everybody in the order of joining.
    pub fn iter(&self) -> impl Iterator<Item = (VillagerId, &Arc<Member>)> {
        (0..).map(VillagerId).zip(&self.members)
    }

    pub fn entity(&self, id: VillagerId) -> Option<bevy_ecs::entity::Entity> {
        self.entities.get(id.index()).copied()
    }

    pub(crate) fn add(&mut self, member: Member, entity: bevy_ecs::entity::Entity) {
        let id = VillagerId(u32::try_from(self.members.len()).expect("villagers are bounded"));
        self.slugs.insert(member.persona.slug.clone(), id);
        self.avatars += usize::from(member.person.is_some());
        self.digest = self.digest.wrapping_add(fingerprint(id, &member));
        self.members.push(Arc::new(member));
        self.entities.push(entity);
    }

    pub(crate) fn replace(&mut self, id: VillagerId, member: Member) {
        self.digest = self.digest.wrapping_add(fingerprint(id, &member));
        let before = std::mem::replace(&mut self.members[id.index()], Arc::new(member));
        self.digest = self.digest.wrapping_sub(fingerprint(id, &before));
    }
}

fn fingerprint(id: VillagerId, member: &Member) -> u128 {
    crate::digest::of(&(id, &member.persona))
}

/// What somebody is doing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    #[default]
    Idle,
    Walking,
    Talking,
    Sleeping,
    Eating,
    Drinking,
    Working,
    Reading,
    Trading,
    /// Reading or writing at the town board.
    AtBoard,
    Resting,
    Looking,
    Waiting,
}

named!(Activity, "activity", {
    "idle" => Self::Idle, "walking" => Self::Walking, "talking" => Self::Talking,
    "sleeping" => Self::Sleeping, "eating" => Self::Eating, "drinking" => Self::Drinking,
    "working" => Self::Working, "reading" => Self::Reading, "trading" => Self::Trading,
    "at_board" => Self::AtBoard, "resting" => Self::Resting, "looking" => Self::Looking,
    "waiting" => Self::Waiting,
});

impl From<Use> for Activity {
    fn from(what: Use) -> Self {
        match what {
            Use::Sleep => Self::Sleeping,
            Use::Eat => Self::Eating,
            Use::Drink => Self::Drinking,
            Use::Work => Self::Working,
            Use::Read => Self::Reading,
            Use::Trade => Self::Trading,
            Use::Post => Self::AtBoard,
            Use::Rest => Self::Resting,
            Use::Talk => Self::Talking,
            Use::Look => Self::Looking,
        }
    }
}

/// A place kept at a landmark: which, and which of its spots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    pub landmark: LandmarkId,
    pub spot: u16,
}

/// Where and how a villager stands. While it walks, `at` is where it set out; where it is now
/// follows from the walk and the tick.
#[derive(Component, Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    pub at: Point,
    pub facing: Facing,
    pub pose: Pose,
    pub activity: Activity,
    /// When the activity ends; `None` when nothing is going on.
    pub until: Option<Tick>,
    pub walk: Option<Walk>,
    /// The spot it holds, from setting out for it until leaving it.
    pub seat: Option<Seat>,
    /// The conversation it takes part in.
    pub talk: Option<ConversationId>,
}

impl Body {
    /// Where the villager is at a tick.
    pub fn point(&self, now: Tick, hz: u32) -> Point {
        self.walk.as_ref().map_or(self.at, |walk| walk.point(self.at, now, hz))
    }

    /// The tile where the villager is at a tick.
    pub fn tile(&self, now: Tick, hz: u32) -> Tile {
        self.point(now, hz).tile()
    }

    /// The landmark whose spot it has reached and holds.
    pub fn place(&self) -> Option<LandmarkId> {
        if self.walk.is_some() { None } else { self.seat.map(|seat| seat.landmark) }
    }
}

/// Items in the order in which they came into the bag.
#[derive(Component, Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bag(pub ArrayVec<ItemId, BAG_MAX>);

/// The last thing somebody said aloud.
#[derive(Component, Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice {
    pub line: Option<Line>,
}

/// One spoken line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub text: Arc<str>,
    pub origin: Origin,
    pub tick: Tick,
}

/// Who moves a villager.
#[derive(Component, Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reins {
    /// Until this tick a mind from outside (or a model) holds the reins; instinct holds still.
    pub held_until: Tick,
}

/// How long a mind from outside keeps the reins after each of its commands, in seconds. A person
/// keeps those of its own avatar for [`crate::AVATAR_IDLE_SECONDS`].
pub const REINS_SECONDS: u32 = 60;
