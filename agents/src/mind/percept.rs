//! What a villager knows in one moment, and all that its mind gets to decide on: the same facts
//! that an agent from outside gets over HTTP. Plain data; [`Percept::of`] fills it from a view.
//!
//! The types carry the trust: a [`Plain`] was written by the engine or the owner, a `String` by
//! somebody who may want to give orders. Amounts are exact, times are ticks and village minutes.

mod gather;
mod happen;
mod market;

use serde::{Deserialize, Serialize};
use village_economy::Micro;
use village_sim::{
    Catalogue, HEARING_TILES, ItemId, LandmarkId, Map, PersonId, PostId, ReplyId, Tick, TierWhy,
    Use, View, VillagerId,
};

use super::decision::Refused;
use super::words::Plain;

/// Others that a percept names at most, the nearest first.
pub const NEAR_MAX: usize = 8;
/// Things in sight that a percept names at most, the nearest first.
pub const ITEMS_MAX: usize = 8;
/// Posts that a percept names at most.
pub const BOARD_MAX: usize = 4;
/// Work that a percept names as open to claim, at most.
pub const WORK_MAX: usize = 4;
/// Work of one's own, claimed or offered, that a percept names at most.
pub const OWN_WORK_MAX: usize = 8;
/// Events that a percept tells at most, the latest.
pub const EVENTS_MAX: usize = 12;

/// A view of one tick with the data that never changes: what a percept is made of.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    pub view: &'a View,
    pub map: &'a Map,
    pub catalogue: &'a Catalogue,
}

/// What a villager knows in one moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Percept {
    /// The tick after which this was so; what is decided on it is stale much later.
    pub tick: Tick,
    /// The village day, from 1.
    pub day: u64,
    /// Minute of that day, 0 to 1439.
    pub minute: u32,
    /// Ticks in a village hour.
    pub hour_ticks: u64,
    pub own: Own,
    /// Who is in sight, nearest first.
    pub near: Vec<Other>,
    /// The places of this part of the village, in the map's order.
    pub places: Vec<Place>,
    /// What lies in sight, nearest first.
    pub items: Vec<InSight>,
    /// What happened since the last thought, oldest first.
    pub events: Vec<Event>,
    /// Posts that it may read, the ones that concern it first.
    pub board: Vec<Notice>,
    /// Paid work: its own, and what it may claim.
    pub work: Vec<Job>,
    /// People who wrote to it, and may be answered.
    pub letters: Vec<Speaker>,
    pub purse: Purse,
    pub rights: Rights,
    /// What the mind itself brings along; empty as it comes from the world.
    #[serde(default)]
    pub inward: Inward,
}

/// Oneself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Own {
    pub id: VillagerId,
    pub slug: Plain,
    pub name: Plain,
    pub role: Plain,
    /// The persona text of the owner's file.
    pub persona: Plain,
    pub home: Plain,
    pub work: Plain,
    pub interests: Vec<Plain>,
    /// Topics that it learned to write more (or less) about, -1,000 to 1,000, the strongest first.
    pub leanings: Vec<(String, i16)>,
    pub mood: Plain,
    /// How well each need is met, 0 to 1,000.
    pub needs: Vec<(Plain, u16)>,
    pub activity: Plain,
    /// Seconds until that ends, where it has an end.
    pub busy_seconds: Option<u64>,
    /// The place it is at; none on the way.
    pub at: Option<Plain>,
    /// The place that it walks to.
    pub going_to: Option<Plain>,
    /// With whom it stands in a conversation.
    pub talking_with: Vec<Plain>,
    pub bag: Vec<Carried>,
}

/// An item of one's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    pub id: ItemId,
    /// Id of the kind, such as `bread`.
    pub kind: Plain,
    /// In a sentence: "a loaf of bread".
    pub name: Plain,
    /// What using it is called: "eat".
    pub verb: Plain,
}

/// Somebody in sight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Other {
    pub id: VillagerId,
    pub slug: Plain,
    pub name: String,
    /// Whose avatar it is, where it is one of a person's.
    pub person: Option<PersonId>,
    /// In tiles.
    pub distance: u16,
    pub activity: Plain,
}

impl Other {
    /// Who it is: a person by its avatar, or a villager.
    pub fn who(&self) -> Who {
        self.person.map_or(Who::Villager(self.id), Who::Person)
    }
}

/// A place that one can go to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub id: LandmarkId,
    pub slug: Plain,
    pub name: Plain,
    pub uses: Vec<Use>,
    pub here: bool,
    pub free_spots: u16,
}

/// A thing in sight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InSight {
    pub id: ItemId,
    pub kind: Plain,
    pub name: Plain,
    /// In tiles.
    pub distance: u16,
    pub in_reach: bool,
}

/// Whose words or deeds something were.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    Villager(VillagerId),
    Person(PersonId),
    /// An operator, by the name of its token.
    Operator(String),
    Village,
}

/// Somebody with a name to call it by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    pub who: Who,
    /// The id by which acts name it: a villager's, or a person's name.
    pub slug: Plain,
    pub name: String,
    pub is_person: bool,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub tick: Tick,
    /// Minute of the village day.
    pub minute: u32,
    /// Who did or said it, where somebody did.
    pub by: Option<Speaker>,
    pub what: Happening,
}

/// What can happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Happening {
    Met { at: Option<Plain> },
    Crowd { at: Plain, count: u16 },
    Goods { name: Plain, at: Plain, count: u16 },
    Heard { text: String, whispered: bool },
    Given { name: Plain },
    ReadPost { post: PostId, title: String },
    Answered { post: PostId, reply: ReplyId, text: String },
    Rewarded { amount: Micro, post: PostId, reply: Option<ReplyId>, reason: String },
    Penalized { amount: Micro, post: PostId, reply: Option<ReplyId>, reason: String },
    Did { activity: Plain, at: Plain },
    Refused { code: Plain },
    Letter { text: String },
    Paid { amount: Micro, note: String },
    Work { post: PostId, step: Plain, words: String },
}

impl Happening {
    /// The words in it, if there are any.
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Heard { text, .. } | Self::Letter { text } | Self::Answered { text, .. } => {
                Some(text)
            }
            Self::ReadPost { title, .. } => Some(title),
            Self::Rewarded { reason, .. } | Self::Penalized { reason, .. } => Some(reason),
            Self::Paid { note, .. } => Some(note),
            Self::Work { words, .. } => Some(words),
            _ => None,
        }
    }
}

/// A post on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    pub id: PostId,
    pub by: Speaker,
    pub title: String,
    pub body: String,
    pub replies: usize,
    /// The latest reply, by whom.
    pub last: Option<(Speaker, String)>,
    pub mine: bool,
    /// Whether it takes replies.
    pub open: bool,
    /// Whether everybody may read it.
    pub public: bool,
}

/// Paid work on a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    pub post: PostId,
    pub title: String,
    pub by: Speaker,
    pub amount: Micro,
    pub stand: Stand,
    /// What is asked for.
    pub task: String,
    /// What was delivered, and by whom, where this villager is to judge it.
    pub delivered: Option<(Speaker, String)>,
    /// Seconds until it changes by itself.
    pub until_seconds: Option<u64>,
    /// Whether everybody may read its post.
    pub public: bool,
}

/// How paid work stands to this villager.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stand {
    /// It may claim it.
    Open,
    /// It has it in hand and may deliver.
    Mine,
    /// It delivered and waits for the answer.
    InReview,
    /// It offered this work, and nothing is delivered.
    Offered,
    /// It offered this work, and may accept or reject what was delivered.
    ToJudge,
}

/// Money, exactly, and what more compute costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purse {
    pub balance: Micro,
    /// Id of the tier that holds now.
    pub tier: Plain,
    /// `balance`, `bought`, `slot`, `granted` or `frozen`.
    pub why: Plain,
    /// Seconds until a tier that is for a time ends.
    pub until_seconds: Option<u64>,
    /// Every tier, from the lowest.
    pub tiers: Vec<Offer>,
    /// The least and the most that paid work may be offered for.
    pub bounty: (Micro, Micro),
}

/// A tier, and what it costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub id: Plain,
    /// The balance from which it is had for nothing.
    pub from: Micro,
    /// What an hour of it costs; none: it is not for sale.
    pub per_hour: Option<Micro>,
    pub thoughts_per_minute: u32,
    pub tokens_per_hour: u32,
    pub models: Vec<Plain>,
}

/// What the villager may do at all, whatever it wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each right stands for itself")]
pub struct Rights {
    /// Do anything.
    pub live: bool,
    /// Speak, write and deal: not in quarantine.
    pub speak: bool,
    /// Pay: its money is not frozen.
    pub pay: bool,
    /// Do what must last: the store is there.
    pub last: bool,
    /// Read the board from where it stands.
    pub board_in_reach: bool,
}

/// A memory that a thought is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recalled {
    /// Its number in the mind.
    pub memory: u64,
    pub text: String,
}

/// What a mind brings along into its percept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inward {
    /// What its last acts came to, where they came to nothing.
    pub told: Vec<Refused>,
    /// Memories that fit the moment, the best first.
    pub recalled: Vec<Recalled>,
    /// What it planned.
    pub plan: String,
    /// That it goes round in circles, if it does.
    pub hint: Option<Plain>,
}

impl Percept {
    /// What a villager knows after the scene's tick, with what happened since `since`. None for
    /// numbers that are no villager, and for the avatars of people: those have minds of their own.
    pub fn of(scene: Scene<'_>, who: VillagerId, since: Tick) -> Option<Self> {
        gather::percept(&scene, who, since)
    }

    /// The place where it is.
    pub fn here(&self) -> Option<&Place> {
        self.places.iter().find(|place| place.here)
    }

    /// Whether somebody would hear it.
    pub fn is_heard(&self) -> bool {
        self.near.iter().any(|other| other.distance <= HEARING_TILES)
    }

    /// Hour and minute, such as `07:03`.
    pub fn time(&self) -> String {
        clock_face(self.minute)
    }

    /// A percept with one of everything, for trying templates and for measuring.
    pub fn specimen() -> Self {
        super::specimen::percept()
    }

    /// Everybody who is in sight or whose words it has before it, each once.
    pub fn known(&self) -> Vec<Speaker> {
        let mut known: Vec<Speaker> = Vec::new();
        let near = self.near.iter().map(|other| Speaker {
            who: other.who(),
            slug: other.slug.clone(),
            name: other.name.clone(),
            is_person: other.person.is_some(),
        });
        let spoke = self.events.iter().filter_map(|event| event.by.clone());
        let wrote = self.board.iter().flat_map(|post| {
            std::iter::once(post.by.clone()).chain(post.last.iter().map(|(by, _)| by.clone()))
        });
        let dealt = self.work.iter().map(|job| job.by.clone());
        for one in near.chain(spoke).chain(wrote).chain(dealt) {
            let is_self = one.who == Who::Villager(self.own.id);
            if !is_self && !known.iter().any(|other| other.who == one.who) {
                known.push(one);
            }
        }
        known
    }
}

/// A minute of the day as hour and minute.
pub(crate) fn clock_face(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
}

/// Why a tier holds, in a word.
pub(crate) fn why(why: TierWhy) -> Plain {
    Plain::new(why.as_str())
}
