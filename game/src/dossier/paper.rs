//! Papers as the village's pages write them, read with care: words are cleaned and bounded here, so
//! that panels show them as they are.

use serde::{Deserialize, Deserializer};
use village_economy::Micro;

use crate::markdown::{self, Block};
use crate::words::{plain, prose};

/// Longest name, title or tag that is shown, in characters.
const LINE_MAX: usize = 160;
/// Replies that are shown.
const THREAD_MAX: usize = 500;

fn line<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(plain(&String::deserialize(from)?, LINE_MAX))
}

fn note<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(plain(&String::deserialize(from)?, 600))
}

fn text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(prose(&String::deserialize(from)?, 4_000))
}

fn blocks<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Block>, D::Error> {
    Ok(markdown::read(&String::deserialize(from)?))
}

fn few<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Answering>, D::Error> {
    let mut thread = Vec::<Answering>::deserialize(from)?;
    thread.truncate(THREAD_MAX);
    Ok(thread)
}

/// Who somebody is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Profile {
    #[serde(deserialize_with = "text")]
    pub persona: String,
    pub interests: Vec<String>,
    pub entitlement: Entitlement,
    pub recent_posts: Vec<Title>,
    pub needs: Needs,
    /// Kinds of the items that it carries.
    pub bag: Vec<String>,
    pub position: Option<Position>,
    /// The landmarks where it lives and works, by their names in addresses.
    #[serde(deserialize_with = "note")]
    pub home: String,
    #[serde(deserialize_with = "note")]
    pub work: String,
    /// What rewards and penalties taught it to write about.
    pub leanings: Vec<Leaning>,
    /// What its model is about, if it thinks with one.
    pub thinking: Option<Thinking>,
    /// What it remembers that others could witness too, newest first.
    pub highlights: Vec<Remembered>,
}

/// What a model mind is about.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Thinking {
    pub now: bool,
    #[serde(deserialize_with = "note")]
    pub thought: String,
    #[serde(deserialize_with = "note")]
    pub plan: String,
    pub trace: u64,
    pub tick: u64,
}

/// One thing that somebody remembers, in a sentence.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Remembered {
    pub tick: u64,
    #[serde(deserialize_with = "note")]
    pub text: String,
}

/// Who is here besides those who live here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Presence {
    /// Windows and pages that the village streams to, this one among them.
    pub watching: u32,
    /// People who are signed in and play.
    pub playing: u32,
    /// What villagers think with, in a sentence.
    #[serde(deserialize_with = "note")]
    pub minds: String,
}

impl Presence {
    /// In words, as long as somebody else is here too.
    pub fn words(&self) -> Option<String> {
        let watch = match self.watching {
            0 | 1 => return None,
            2 => "one more watches".to_owned(),
            watching => format!("{} more watch", watching - 1),
        };
        Some(match self.playing {
            0 => watch,
            1 => format!("{watch}, one person plays"),
            playing => format!("{watch}, {playing} people play"),
        })
    }
}

/// A topic that somebody learned to lean to, from -1,000 to 1,000.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Leaning {
    pub topic: String,
    pub weight: i16,
}

/// How far needs are met, 0 to 1,000.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub struct Needs {
    pub rest: u16,
    pub company: u16,
    pub purpose: u16,
    pub curiosity: u16,
}

/// A place in tiles.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Position {
    pub x: f32,
    pub y: f32,
}

/// What a tier buys.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Entitlement {
    #[serde(deserialize_with = "note")]
    pub blurb: String,
    pub thoughts_per_minute: u32,
    pub requests_per_minute: u32,
    pub tool_runs: u32,
    pub models: Vec<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Title {
    pub id: u64,
    #[serde(deserialize_with = "line")]
    pub title: String,
}

/// A note with its replies.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Letter {
    pub id: u64,
    #[serde(deserialize_with = "line")]
    pub title: String,
    #[serde(deserialize_with = "blocks")]
    pub body: Vec<Block>,
    pub author: Writer,
    #[serde(deserialize_with = "line")]
    pub origin: String,
    pub tags: Vec<String>,
    #[serde(deserialize_with = "line")]
    pub status: String,
    pub tick: u64,
    pub locked: bool,
    pub bounty: Option<Bounty>,
    #[serde(deserialize_with = "few")]
    pub thread: Vec<Answering>,
}

/// Money that is offered for work.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Bounty {
    pub amount: Micro,
    #[serde(deserialize_with = "line")]
    pub state: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Writer {
    /// `agent`, `human` or `system`.
    #[serde(rename = "type", deserialize_with = "line")]
    pub kind: String,
    #[serde(deserialize_with = "line")]
    pub id: String,
    #[serde(deserialize_with = "line")]
    pub name: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Answering {
    pub id: u64,
    #[serde(deserialize_with = "blocks")]
    pub body: Vec<Block>,
    pub author: Writer,
    #[serde(deserialize_with = "line")]
    pub origin: String,
    pub tick: u64,
}

/// A list of the village's.
#[derive(Debug, Clone, Deserialize)]
pub struct List<T> {
    pub items: Vec<T>,
}

/// A note that was found.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Found {
    pub id: u64,
    #[serde(deserialize_with = "line")]
    pub title: String,
    pub author: Writer,
    pub replies: u64,
    #[serde(deserialize_with = "line")]
    pub status: String,
}

/// A line of a statement.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Entry {
    pub amount: Micro,
    #[serde(deserialize_with = "line")]
    pub reason: String,
    #[serde(deserialize_with = "line")]
    pub source: String,
    #[serde(deserialize_with = "note")]
    pub note: String,
    pub related_post_id: Option<u64>,
    pub balance_after: Option<Micro>,
    pub tick: u64,
}

/// A row of the ledger.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Movement {
    pub seq: u64,
    #[serde(deserialize_with = "line")]
    pub debit: String,
    #[serde(deserialize_with = "line")]
    pub credit: String,
    pub amount: Micro,
    #[serde(deserialize_with = "line")]
    pub reason: String,
    #[serde(deserialize_with = "note")]
    pub note: String,
    pub related_post_id: Option<u64>,
}

/// A letter between a person and a villager.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Mail {
    pub id: u64,
    /// `person` or `agent`.
    #[serde(deserialize_with = "line")]
    pub by: String,
    #[serde(deserialize_with = "line")]
    pub origin: String,
    #[serde(deserialize_with = "blocks")]
    pub body: Vec<Block>,
}
