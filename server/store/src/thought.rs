//! Traces of thoughts: what a model was asked, what it answered, what came of it, and what it cost.
//!
//! A trace is put once and never changes; the oldest go when all together become too many or too
//! old. Traces are no part of a tick: nothing that the village does depends on one.
//!
//! A trace has a summary, which everybody may read, and a detail (the exact prompt and answer),
//! which is not for everybody: who may read it is for the caller. Lists never touch the detail.

mod page;
mod prune;
mod put;

use village_economy::Micro;
use village_sim::{Tick, VillagerId};

use crate::error::{Result, StoreError};
use crate::hex::Hex;
use crate::line::{count, damaged, number, word};

pub use page::ThoughtFilter;
pub use prune::Pruned;

/// Longest summary, in bytes: 16 KiB.
pub const SUMMARY_BYTES_MAX: usize = 16 * 1024;
/// Longest detail, in bytes as it is handed in: 256 KiB.
pub const DETAIL_BYTES_MAX: usize = 256 * 1024;
/// Longest name of a model and of a node, in bytes.
pub const NAME_BYTES_MAX: usize = 200;
/// Longest word for how a thought ended, in characters.
pub const STATE_MAX: usize = 24;
/// Traces that one page gives at most.
pub const THOUGHTS_PAGE_MAX: usize = 100;

/// What a trace counts as beside its texts, in bytes: its numbers and its places in indexes.
const ROW_BYTES: usize = 256;

/// What made somebody think.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ThoughtClass {
    Chat,
    React,
    Routine,
    Reflect,
}

impl ThoughtClass {
    /// All, the most urgent first.
    pub const ALL: [Self; 4] = [Self::Chat, Self::React, Self::Routine, Self::Reflect];

    /// The word by which it is kept and filtered.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::React => "react",
            Self::Routine => "routine",
            Self::Reflect => "reflect",
        }
    }
}

/// What everybody may know of a thought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThoughtAbout {
    /// Its number, from 1; each is given once. See [`last_trace`](crate::Store::last_trace).
    pub trace: u64,
    pub villager: VillagerId,
    /// The tick at which it began.
    pub tick: Tick,
    /// UTC microseconds since 1970. By this the oldest are told.
    pub at: i64,
    pub class: ThoughtClass,
    /// How it ended: `answered`, `failed`, `refused` and the like; 1 to [`STATE_MAX`] of a-z, 0-9
    /// and _.
    pub state: String,
    /// The model and the node that answered, each at most [`NAME_BYTES_MAX`] bytes without NUL;
    /// empty when none did.
    pub model: String,
    pub node: String,
    pub tokens_in: u32,
    pub tokens_out: u32,
    /// Not negative.
    pub cost: Micro,
    /// Milliseconds that it waited before it was sent.
    pub queued_ms: u32,
    /// Milliseconds until the first token of the answer; `None`: none came.
    pub first_token_ms: Option<u32>,
    /// Milliseconds from when it was wanted to its end.
    pub total_ms: u32,
    /// JSON, at most [`SUMMARY_BYTES_MAX`] bytes: the thought, the plan, the acts and what came of
    /// them.
    pub summary: String,
}

/// A trace as it is put, and as it is read one by one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThoughtRow {
    pub about: ThoughtAbout,
    /// JSON, at most [`DETAIL_BYTES_MAX`] bytes: the exact prompt, the answer, what was perceived.
    pub detail: String,
}

/// A trace as the table has it, without its detail.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct ThoughtLine {
    trace: i64,
    villager: i64,
    tick: i64,
    at: i64,
    class: String,
    state: String,
    model: String,
    node: String,
    tokens_in: i64,
    tokens_out: i64,
    cost: i64,
    queued_ms: i64,
    first_token_ms: Option<i64>,
    total_ms: i64,
    /// `None`: it is longer than one can be, and was left where it is.
    summary: Option<Hex>,
}

impl ThoughtRow {
    /// Bytes that its texts have before they are packed.
    fn bytes(&self) -> usize {
        let about = &self.about;
        let names = about.model.len() + about.node.len() + about.state.len();
        names + about.summary.len() + self.detail.len()
    }

    /// That it can be kept.
    fn check(&self) -> Result<()> {
        let about = &self.about;
        let of = |what: &str| format!("{what} of thought {}", about.trace);
        StoreError::fits(|| of("the summary"), about.summary.len(), SUMMARY_BYTES_MAX)?;
        StoreError::fits(|| of("the detail"), self.detail.len(), DETAIL_BYTES_MAX)?;
        StoreError::fits(|| of("the model"), about.model.len(), NAME_BYTES_MAX)?;
        StoreError::fits(|| of("the node"), about.node.len(), NAME_BYTES_MAX)?;
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let is_word =
            (1..=STATE_MAX).contains(&about.state.len()) && about.state.bytes().all(plain);
        // Postgres keeps no text with a NUL in it.
        let are_texts = !about.model.contains('\0') && !about.node.contains('\0');
        let good = is_word && are_texts && about.trace > 0 && about.cost >= Micro::ZERO;
        if !good {
            return Err(StoreError::refused(of("a number or a word")));
        }
        number(about.trace)?;
        number(about.tick.0)?;
        Ok(())
    }
}

impl ThoughtLine {
    fn read(self) -> Result<ThoughtAbout> {
        const TABLE: &str = "thought";
        let trace = self.trace;
        let small = |value: i64| {
            u32::try_from(value).map_err(|_| damaged(TABLE, trace, "there is no such number"))
        };
        let summary = self.summary.and_then(|summary| String::from_utf8(summary.0).ok());
        Ok(ThoughtAbout {
            trace: count(TABLE, trace)?,
            villager: VillagerId(small(self.villager)?),
            tick: Tick(count(TABLE, self.tick)?),
            at: self.at,
            class: word(TABLE, trace, &self.class)?,
            state: self.state,
            model: self.model,
            node: self.node,
            tokens_in: small(self.tokens_in)?,
            tokens_out: small(self.tokens_out)?,
            cost: Micro::new(self.cost),
            queued_ms: small(self.queued_ms)?,
            first_token_ms: self.first_token_ms.map(small).transpose()?,
            total_ms: small(self.total_ms)?,
            summary: summary.ok_or_else(|| damaged(TABLE, trace, "its summary is no text"))?,
        })
    }
}
