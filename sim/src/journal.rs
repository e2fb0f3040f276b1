//! The journal: what a tick leaves behind. One [`Record`] a tick that has something to tell; the
//! store writes each as one transaction. With the commands alone the village can be lived again;
//! the hashes prove that it was the same life.

use std::sync::Arc;

use bevy_ecs::prelude::Resource;
use serde::{Deserialize, Serialize};
use village_economy::{AccountId, Micro, Transfer};

use crate::board::{Post, Reply};
use crate::clock::Tick;
use crate::digest::StateHash;
use crate::door::{Body, Outcome, Principal, ReplyTo};
use crate::id::PostId;
use crate::society::{Letter, PostState};

/// Version of the rules: raised whenever the same commands would lead to another state, so that
/// nobody replays a journal by rules that did not write it.
pub const RULES: u32 = 4;

/// Everything that one tick (and the quiet ticks before it) left behind.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    pub tick: Tick,
    /// UTC in microseconds since 1970: the stamp of everything in this record.
    pub at: i64,
    /// Commands that took effect or were refused, in the order in which they were taken.
    pub commands: Vec<Journaled>,
    /// What came of each command, in the same order. For the caller, not for the journal.
    pub outcomes: Vec<(ReplyTo, Outcome)>,
    pub transfers: Vec<Transfer>,
    /// Balances after this tick of the accounts that it touched or opened.
    pub balances: Vec<(AccountId, Micro)>,
    pub posts: Vec<Post>,
    pub replies: Vec<Reply>,
    /// Posts that no longer stand as they were written, and how they stand.
    pub states: Vec<(PostId, PostState)>,
    pub letters: Vec<Letter>,
    pub audit: Vec<AuditRow>,
    /// State hashes of the ticks since the record before at which the state changed, this tick's
    /// last.
    pub hashes: Vec<(Tick, StateHash)>,
}

/// A command as the journal keeps it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Journaled {
    pub principal: Principal,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    pub body: Body,
}

/// One line of the audit log: who did what to what, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRow {
    pub principal: Principal,
    /// What was done, such as `reward` or `post`.
    pub action: String,
    /// To what, such as `agent:3` or `post:17`.
    pub subject: String,
    /// `ok` or a refusal's code.
    pub outcome: String,
    /// Why, in the words of whoever did it; may be empty.
    #[serde(default)]
    pub why: String,
    /// The address that it came from, where it came from outside.
    #[serde(default)]
    pub from: Option<Arc<str>>,
}

/// Longest time between two records while the state changes, in seconds: what a kill can cost at
/// the most of walking and talking that nobody was told is durable.
pub const RECORD_SECONDS: u32 = 1;

/// The record in the making.
#[derive(Resource, Debug, Default)]
pub struct Journal {
    pub(crate) open: Record,
    /// The finished record of the tick that just ran, if it has one. The driver takes it.
    pub done: Option<Record>,
    pub(crate) last_record: Tick,
    /// State hash after the last tick.
    pub(crate) hash: StateHash,
}

impl Journal {
    /// State hash after the last tick that ran.
    pub const fn hash(&self) -> StateHash {
        self.hash
    }
}

impl Record {
    /// Whether anything in it must be durable, or somebody outside waits for it.
    pub(crate) const fn is_urgent(&self) -> bool {
        !self.commands.is_empty()
            || !self.transfers.is_empty()
            || !self.posts.is_empty()
            || !self.replies.is_empty()
            || !self.balances.is_empty()
            || !self.states.is_empty()
            || !self.letters.is_empty()
            || !self.audit.is_empty()
    }
}
