//! The door: everything from outside comes in as a [`Command`], and goes out as an [`Outcome`].
//! Nothing else changes the world but time and instinct, which are part of it.

use bevy_ecs::prelude::Resource;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use village_economy::{AccountId, Micro};

use crate::board::{Audience, Status};
use crate::grid::Tile;
use crate::id::{HoldId, ItemId, PersonId, PostId, ReplyId, VillagerId};
use crate::place::Use;
use crate::refusal::Refusal;
use crate::society::{AddressRange, Amended, Labour, Measure, Restraint, Role};
use crate::villager::{Activity, Persona};

/// Who wants something, as the server has proved it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Principal {
    /// The village itself: founding, joining, the state of the store.
    System,
    /// An operator's token from the command line, by name: may what an administrator may.
    Admin(String),
    /// A villager's own mind outside the village, by its token.
    Agent(VillagerId),
    /// A villager's own mind, by a model of the village's: nobody proves to be one over the wire.
    Mind(VillagerId),
    /// Somebody who signed in. What that person may do, the world knows.
    Person(PersonId),
}

impl Principal {
    /// Who answers for what a mind deals: the villager, whatever it thinks with.
    #[must_use]
    pub fn dealing(&self) -> Self {
        match self {
            Self::Mind(who) => Self::Agent(*who),
            other => other.clone(),
        }
    }
}

/// A number by which the server finds the caller that waits. It means nothing inside the world.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReplyTo(pub u64);

/// One wish, with who wants it.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    pub principal: Principal,
    /// The caller's `Idempotency-Key`; the world only carries it into the journal.
    pub key: Option<String>,
    pub body: Body,
    pub reply_to: ReplyTo,
    /// The address that it came from, for the audit log alone: no rule may look at it.
    pub from: Option<Arc<str>>,
}

/// What is wanted. This is also its form in the journal, so fields are only ever added.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// The village's first command: what it was founded on.
    Found { seed: u64, hz: u32, day_seconds: u32, map_digest: String, stipend: Micro },
    /// A villager comes to live here, or an edited persona takes the place of an older one.
    Join { persona: Box<Persona> },
    /// The store can or cannot take records: without it lasting verbs are refused.
    Store { available: bool },
    /// Walk somewhere.
    Move { agent: VillagerId, to: MoveTo },
    /// Do something where one stands.
    Act { agent: VillagerId, verb: Verb },
    /// Pin a post to the board.
    Post { title: String, body: String, tags: Vec<String>, audience: Audience },
    /// Answer a post.
    Reply { post: PostId, body: String },
    /// Pay an agent for a post or reply of its own: out of what one may give today, or as a tip out
    /// of one's own purse.
    Reward(Feedback),
    /// Take money from an agent for a post or reply of its own, never below its floor.
    Penalize(Feedback),
    /// Take a gift of one's own back, by its transfer, while there is time.
    Undo { transfer: u64 },
    /// The server takes a person in who proved a right to it.
    Enrol { name: String, role: Role, vouched: bool },
    /// Give a person another role.
    Appoint { person: PersonId, role: Role, reason: String },
    /// Stand for a person, or no longer.
    Vouch { person: PersonId, vouched: bool },
    /// Do something about a person's conduct.
    Discipline { person: PersonId, measure: Measure, reason: String },
    /// The server writes a line of the audit log, such as a log-in or what an admin did that the
    /// world knows nothing of.
    Note { action: String, subject: String, outcome: String, why: String },
    /// Buy a tier for so many hours.
    Purchase { agent: VillagerId, tier: String, hours: u32 },
    /// Bid for a compute slot of the next epoch; a further bid replaces the one before, and
    /// nothing takes it back.
    Bid { agent: VillagerId, amount: Micro },
    /// Set money aside before a costly call.
    Reserve { agent: VillagerId, amount: Micro, what: String },
    /// Pay what a costly call used; the rest goes back.
    Release { agent: VillagerId, hold: HoldId, used: Micro },
    /// Set an agent's tier for so many seconds whatever its purse says, or no longer.
    Grant { agent: VillagerId, tier: Option<String>, seconds: u32, reason: String },
    /// Stop an agent, or let it go on.
    Restrain { agent: VillagerId, measure: Restraint, reason: String },
    /// Change the policy, or go back to that of the files.
    Amend { amended: Option<Box<Amended>>, reason: String },
    /// An agent pays another one for help.
    Pay { to: VillagerId, amount: Micro, note: String, post: Option<PostId> },
    /// Money came in from outside, by this transaction: once.
    Credit { account: AccountId, amount: Micro, txn: String, note: String },
    /// Money of a transaction went back outside, by this refund: once.
    Reverse { txn: String, refund: String, amount: Micro, note: String },
    /// Change how a post stands.
    Moderate { post: PostId, change: PostChange, reason: String },
    /// One step of paid work.
    Work { post: PostId, step: Labour, words: String },
    /// Write to an agent as a person, or to a person as an agent.
    Letter { person: PersonId, agent: VillagerId, body: String },
    /// The letters of a pair up to this one were read by whoever says so.
    ReadLetters { person: PersonId, agent: VillagerId, up_to: u64 },
    /// Tell those who keep order about a post, or about one reply to it.
    Report { post: PostId, reply: Option<ReplyId>, reason: String },
    /// Close what is reported about a post: nothing is wrong with it.
    Dismiss { post: PostId, reason: String },
    /// Warn, suspend or ban whoever comes from some addresses, or lift that.
    DisciplineAddress { range: AddressRange, measure: Measure, reason: String },
    /// A person comes in as an avatar that looks so, or changes its look. The code is opaque here.
    Enter { look: String },
    /// A person's avatar leaves; it is kept where it stood.
    Leave,
    /// A model begins to think for a villager, for at most so many seconds
    /// ([`crate::THINK_SECONDS_MAX`]); it holds the reins meanwhile.
    Think { agent: VillagerId, seconds: u32 },
    /// A model came to something: its thought and its plan, of [`crate::THOUGHT_MAX`] characters
    /// each, and the number of the trace. What it wants comes in commands of its own.
    Decide { agent: VillagerId, thought: String, plan: String, trace: u64 },
    /// A model lets the reins of a villager go.
    LetGo { agent: VillagerId },
}

/// What is to be changed of a post; what is none stays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostChange {
    pub status: Option<Status>,
    pub pinned: Option<bool>,
    pub locked: Option<bool>,
}

/// A reward or a penalty for something written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    pub agent: VillagerId,
    pub amount: Micro,
    pub reason: String,
    pub post: PostId,
    pub reply: Option<ReplyId>,
    /// Out of the giver's own purse.
    #[serde(default)]
    pub own: bool,
}

/// Where to walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoveTo {
    /// So many tiles from here.
    By { dx: i32, dy: i32 },
    /// To this tile.
    To { x: i32, y: i32 },
    /// To a free spot of this landmark.
    Landmark(crate::id::LandmarkId),
}

/// What one can do where one stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// Speak so that everybody near hears it.
    Say { text: String },
    /// Speak so that only one villager, close by, hears it.
    Whisper { to: VillagerId, text: String },
    /// Read the town board; one must stand at it.
    UseBoard,
    /// Do what the landmark one stands at is good for.
    Use { what: Use },
    /// Take an item from the ground or the shelf one stands at.
    PickUp { item: ItemId },
    /// Lay an item of one's bag down here.
    PutDown { item: ItemId },
    /// Hand an item to somebody close by.
    Give { item: ItemId, to: VillagerId },
    /// Eat, drink or otherwise use an item of one's bag.
    UseItem { item: ItemId },
    /// Stay and do nothing for so many seconds, at most [`WAIT_SECONDS_MAX`].
    Wait { seconds: u32 },
    /// Stop walking or doing, here and now.
    Stop,
}

/// Longest wait in seconds.
pub const WAIT_SECONDS_MAX: u32 = 600;

impl Body {
    /// True for what must be durable before it is answered: money, posts and whoever joins.
    /// The rest (walking, talking, carrying, going) goes on in memory while the store is away.
    pub const fn must_last(&self) -> bool {
        !matches!(
            self,
            Self::Move { .. }
                | Self::Act { .. }
                | Self::Store { .. }
                | Self::Leave
                | Self::Think { .. }
                | Self::Decide { .. }
                | Self::LetGo { .. }
        )
    }

    /// True for what is settled after all acts of a tick, in the order of coming: whatever moves
    /// money or right.
    pub(crate) const fn is_deal(&self) -> bool {
        !matches!(
            self,
            Self::Found { .. }
                | Self::Join { .. }
                | Self::Store { .. }
                | Self::Move { .. }
                | Self::Act { .. }
                | Self::Post { .. }
                | Self::Reply { .. }
                | Self::Enter { .. }
                | Self::Leave
                | Self::Think { .. }
                | Self::Decide { .. }
                | Self::LetGo { .. }
        )
    }
}

/// What came of a command.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A system command took effect.
    Done,
    Joined {
        agent: VillagerId,
    },
    /// On the way; `arrives` is the tick of arrival at the end of the way.
    Walking {
        to: Tile,
        arrives: crate::Tick,
    },
    /// Said, and who heard it.
    Said {
        heard_by: Vec<VillagerId>,
    },
    /// Busy until a tick.
    Busy {
        activity: Activity,
        until: crate::Tick,
    },
    /// An item changed place or was used up.
    Item {
        item: ItemId,
    },
    Posted {
        post: PostId,
    },
    Replied {
        reply: ReplyId,
    },
    /// Money moved; `amount` is what really moved, `balance` what the agent has now, `left` what
    /// the giver may still give today.
    Paid {
        transfer: u64,
        amount: Micro,
        balance: Micro,
        tier: String,
        left: Option<Micro>,
        undo_until: Option<crate::Tick>,
    },
    /// A person is known under this number.
    Enrolled {
        person: PersonId,
    },
    /// Money is set aside until a tick.
    Reserved {
        hold: HoldId,
        until: crate::Tick,
    },
    /// A tier is bought until a tick.
    Bought {
        tier: String,
        until: crate::Tick,
        cost: Micro,
        balance: Micro,
    },
    /// Paid work went a step on.
    Worked {
        post: PostId,
    },
    /// A letter was written.
    Sent {
        letter: u64,
    },
    Refused(Refusal),
    /// Those who keep order are told.
    Reported {
        report: u64,
    },
    /// An avatar is in the village, at this tile.
    Entered {
        agent: VillagerId,
        at: Tile,
    },
    /// The avatar is not in the village.
    Left,
}

/// Commands that wait for the next tick, in the order in which they came. Whoever drives the
/// world fills it, at most as many a tick as the driver's own limit says.
#[derive(Resource, Debug, Default)]
pub struct Inbox(pub Vec<Command>);
