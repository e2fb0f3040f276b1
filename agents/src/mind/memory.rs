//! What a mind remembers: a stream of memories, a core that is never forgotten, and whom it knows.
//!
//! Retrieval is that of Park et al., *Generative Agents* (2023), section 4.1: recency, importance
//! and relevance, each brought to 0..1 over all memories, added with equal weights. Recency decays
//! by 0.995 for every village hour since a memory was last recalled. Reflection is that of section
//! 4.2: when the importance of what was perceived since the last one adds up to 150, the mind is
//! asked what it concludes. Two departures: importance is a rule's (see [`EntryKind`]) and not a
//! model's, and questions and insights are one call, for a thought is one call.
//!
//! Everything is bounded, and in a form that outlives a restart. Vectors stand beside that form
//! ([`Memory::kept_vectors`]): those that are lost, or another embedder's, are made again.

mod changes;
mod recall;
mod reflect;
mod rows;

use serde::{Deserialize, Serialize};

use super::decision::{Note, NoteKind};
use super::percept::{Happening, Recalled, Speaker, Who};
use super::rut::Sketch;
use super::vectors::Vectors;
use super::words::excerpt;

pub(crate) use changes::{Marks, Since};
pub use recall::Query;
pub use reflect::{LookBack, REFLECT_NAME, Reflection, reflect_schema};
pub(crate) use rows::{Keyed, Made};

/// Most memories in the stream; the least important of the long unused goes first.
pub const ENTRIES_MAX: usize = 1_024;
/// Most promises and debts that are open at once; none makes room for another before it is done.
pub const CORE_MAX: usize = 16;
/// Most others that a mind has a line about; the one longest not met makes room.
pub const PEOPLE_MAX: usize = 64;
/// Longest memory, in characters.
pub const MEMORY_CHARS_MAX: usize = 400;
/// Most bytes of all memories together, as JSON writes them; beyond, the least goes as well.
pub const STREAM_BYTES_MAX: usize = 768 * 1024;
/// Bytes of a memory in JSON beside its text, its numbers at their longest, and of a number.
const ENTRY_BYTES: usize = 256;
const NUMBER_BYTES: usize = 8;
/// Importance that adds up to a reflection, as in the paper.
pub const REFLECT_AT: u32 = 150;

/// One memory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// From 1, never used again.
    pub id: u64,
    /// When it was made, in ticks.
    pub made: u64,
    /// When it was last recalled.
    pub used: u64,
    pub kind: EntryKind,
    /// Whose words are in it, or who it is about.
    pub by: Option<Who>,
    /// At most [`MEMORY_CHARS_MAX`] characters.
    pub text: String,
    /// How telling it is, 1 to 10, where whoever made it said so; else it is its kind's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<u8>,
    /// Memories that an insight was drawn from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<u64>,
}

impl Entry {
    /// A memory of this moment that has no number yet.
    fn new(now: u64, text: &str) -> Self {
        Self {
            id: 0,
            made: now,
            used: now,
            kind: EntryKind::Note,
            by: None,
            text: excerpt(text, MEMORY_CHARS_MAX),
            weight: None,
            because: Vec::new(),
        }
    }

    /// As a thought is given it.
    pub(crate) fn recalled(&self) -> Recalled {
        Recalled { memory: self.id, text: self.text.clone() }
    }

    /// How telling it is, 1 to 10.
    pub fn importance(&self) -> u8 {
        self.weight.unwrap_or(self.kind.importance()).clamp(1, 10)
    }

    /// Bytes of it in JSON, at most.
    fn bytes(&self) -> usize {
        let is_longer = |byte: u8| usize::from(matches!(byte, b'"' | b'\\'));
        let text: usize = self.text.bytes().map(|byte| 1 + is_longer(byte)).sum();
        ENTRY_BYTES + text + self.because.len() * NUMBER_BYTES
    }
}

impl EntryKind {
    /// Its name, as JSON has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::Did => "did",
            Self::Read => "read",
            Self::Heard => "heard",
            Self::Told => "told",
            Self::Note => "note",
            Self::Dealt => "dealt",
            Self::Judged => "judged",
            Self::Insight => "insight",
        }
    }
}

/// What a memory is of. Each kind has an importance of 1 to 10.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// Somebody or something was seen.
    Seen,
    /// It did something itself.
    Did,
    /// It read something.
    Read,
    /// It heard something said nearby.
    Heard,
    /// Something was said to it alone, or given to it, or its words were answered.
    Told,
    /// A note of its own choosing.
    Note,
    /// Money, letters and paid work.
    Dealt,
    /// A reward or a penalty.
    Judged,
    /// What it concluded from other memories.
    Insight,
}

/// Something that is never forgotten before it is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    pub kind: NoteKind,
    pub about: Option<Speaker>,
    pub text: String,
    pub made: u64,
}

/// What somebody is to the villager.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    pub one: Speaker,
    /// One line, by reflection; empty until then.
    pub line: String,
    /// When it was last met or heard of, in ticks.
    pub met: u64,
    /// How often, up to the limit of the number.
    pub times: u32,
}

/// What a mind remembers.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Memory {
    entries: Vec<Entry>,
    core: Vec<Fact>,
    people: Vec<Relation>,
    /// Its plan for the day, by its last reflection; empty until then.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    agenda: String,
    last: u64,
    /// Importance since the last reflection.
    unreflected: u32,
    /// Counts up whenever what the long memory shows has changed.
    #[serde(skip)]
    version: u64,
    /// Counts up whenever it was asked to forget.
    #[serde(skip)]
    forgotten: u64,
    /// Bytes of the entries; 0: not counted yet.
    #[serde(skip)]
    bytes: usize,
    /// Name of the embedder whose vectors these are.
    #[serde(skip)]
    embedder: String,
    #[serde(skip)]
    vectors: Vectors,
    /// Whether each entry's row holds its vector.
    #[serde(skip)]
    embedded: Vec<bool>,
}

impl EntryKind {
    /// As which kind of memory a happening is kept.
    pub const fn of(what: &Happening) -> Self {
        match what {
            Happening::Met { .. } | Happening::Crowd { .. } | Happening::Goods { .. } => Self::Seen,
            Happening::Did { .. } | Happening::Refused { .. } => Self::Did,
            Happening::ReadPost { .. } => Self::Read,
            Happening::Heard { whispered: false, .. } => Self::Heard,
            Happening::Heard { .. } | Happening::Given { .. } | Happening::Answered { .. } => {
                Self::Told
            }
            Happening::Letter { .. } | Happening::Paid { .. } | Happening::Work { .. } => {
                Self::Dealt
            }
            Happening::Rewarded { .. } | Happening::Penalized { .. } => Self::Judged,
        }
    }

    /// How telling a memory of this kind is, 1 to 10.
    pub const fn importance(self) -> u8 {
        match self {
            Self::Seen | Self::Did => 1,
            Self::Read => 2,
            Self::Heard => 3,
            Self::Told => 5,
            Self::Note => 6,
            Self::Dealt => 7,
            Self::Judged | Self::Insight => 8,
        }
    }
}

impl PartialEq for Memory {
    fn eq(&self, other: &Self) -> bool {
        let parts = |one: &Self| (one.last, one.unreflected);
        let stream = |one: &Self| {
            let mut entries = one.entries.clone();
            entries.sort_unstable_by_key(|entry| entry.id);
            entries
        };
        parts(self) == parts(other)
            && stream(self) == stream(other)
            && self.core == other.core
            && self.people == other.people
            && self.agenda == other.agenda
    }
}

impl Memory {
    /// The stream, in no order; [`Entry::made`] tells it.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What is never forgotten.
    pub fn core(&self) -> &[Fact] {
        &self.core
    }

    /// Whom it knows.
    pub fn people(&self) -> &[Relation] {
        &self.people
    }

    /// Its plan for the day; empty until it has looked back for the first time.
    pub fn agenda(&self) -> &str {
        &self.agenda
    }

    /// Whom it can name, though they are not there: whom it met, and whom promises and debts are
    /// about, each once.
    pub(crate) fn named(&self) -> Vec<Speaker> {
        let met = self.people.iter().map(|known| &known.one);
        let about = self.core.iter().filter_map(|fact| fact.about.as_ref());
        let mut named: Vec<Speaker> = Vec::new();
        for one in met.chain(about) {
            if named.iter().all(|other| other.who != one.who) {
                named.push(one.clone());
            }
        }
        named
    }

    /// Takes a memory in and says its number.
    pub fn remember(&mut self, now: u64, kind: EntryKind, by: Option<Who>, text: &str) -> u64 {
        self.take(Entry { kind, by, ..Entry::new(now, text) })
    }

    /// Keeps what a mind writes down, with the weight that it gives it. The same text of the same
    /// one again is the memory that there is, as new. Says its number, and whether there was none.
    pub fn write_down(
        &mut self,
        now: u64,
        by: Option<Who>,
        text: &str,
        weight: Option<u8>,
    ) -> (u64, bool) {
        let entry = Entry { kind: EntryKind::Note, by, weight, ..Entry::new(now, text) };
        let same = |known: &&mut Entry| {
            known.kind == entry.kind && known.by == entry.by && known.text == entry.text
        };
        if let Some(known) = self.entries.iter_mut().find(same) {
            (known.used, known.weight) = (now, weight);
            return (known.id, false);
        }
        (self.take(entry), true)
    }

    fn take(&mut self, entry: Entry) -> u64 {
        let wanted = entry.bytes();
        if self.bytes == 0 {
            self.bytes = self.entries.iter().map(Entry::bytes).sum();
        }
        while self.entries.len() >= ENTRIES_MAX
            || !self.entries.is_empty() && self.bytes + wanted > STREAM_BYTES_MAX
        {
            self.drop_least(entry.made);
        }
        self.last += 1;
        if entry.kind != EntryKind::Insight {
            self.unreflected = self.unreflected.saturating_add(entry.importance().into());
        }
        self.bytes += wanted;
        self.entries.push(Entry { id: self.last, ..entry });
        self.embedded.resize(self.entries.len(), false);
        self.last
    }

    /// Drops the least important of the long unused.
    fn drop_least(&mut self, now: u64) {
        // Importance halves with every fortieth of the stream that came since.
        let oldest = self.entries.iter().map(|entry| entry.made).min().unwrap_or(0);
        let span = (now.saturating_sub(oldest) / 40).max(1);
        let worth = |entry: &Entry| {
            let age = (now.saturating_sub(entry.used) / span).min(16);
            (u64::from(entry.importance()) << 16) >> age
        };
        let least = (0..self.entries.len()).min_by_key(|at| {
            let entry = &self.entries[*at];
            (worth(entry), entry.id)
        });
        if let Some(at) = least {
            self.drop_entry(at);
        }
    }

    fn drop_entry(&mut self, at: usize) {
        self.sync_rows();
        let gone = self.entries.swap_remove(at);
        self.bytes = self.bytes.saturating_sub(gone.bytes());
        self.embedded.swap_remove(at);
        if self.vectors.len() > at {
            self.vectors.swap_remove(at);
        }
    }

    /// Keeps a note of the mind's own choosing. False: it is a promise or a debt, and there are as
    /// many open ones as are kept.
    pub fn note(&mut self, now: u64, note: &Note) -> bool {
        let Note { kind, about, text } = note;
        let who = about.as_ref().map(|one| one.who.clone());
        match kind {
            NoteKind::Note => {
                self.write_down(now, who, text, None);
            }
            NoteKind::Done => {
                let sketch = Sketch::of(text);
                let fits = |fact: &Fact| {
                    let same =
                        about.is_some() && fact.about.as_ref().map(|one| &one.who) == who.as_ref();
                    Sketch::of(&fact.text).likeness(&sketch) + if same { 0.5 } else { 0.0 }
                };
                let best = (0..self.core.len())
                    .max_by(|a, b| fits(&self.core[*a]).total_cmp(&fits(&self.core[*b])));
                if let Some(at) = best.filter(|at| fits(&self.core[*at]) >= 0.3) {
                    let fact = self.core.remove(at);
                    self.version += 1;
                    let text = format!("done: {}", fact.text);
                    self.remember(now, EntryKind::Note, who, &text);
                }
            }
            NoteKind::Promise | NoteKind::Debt => {
                if self.core.iter().any(|fact| fact.text == *text && fact.about == *about) {
                    return true;
                }
                if self.core.len() >= CORE_MAX {
                    return false;
                }
                let (kind, about, text) = (*kind, about.clone(), text.clone());
                self.core.push(Fact { kind, about, text, made: now });
                self.version += 1;
            }
        }
        true
    }

    /// Somebody was met or heard of.
    pub fn meet(&mut self, now: u64, one: &Speaker) {
        if let Some(known) = self.people.iter_mut().find(|known| known.one.who == one.who) {
            (known.met, known.times) = (now, known.times.saturating_add(1));
            return;
        }
        if self.people.len() >= PEOPLE_MAX {
            let oldest = (0..self.people.len()).min_by_key(|at| self.people[*at].met);
            if let Some(at) = oldest {
                self.people.remove(at);
            }
        }
        let one = one.clone();
        self.people.push(Relation { one, line: String::new(), met: now, times: 1 });
    }

    /// Forgets what somebody said, and whatever was concluded from it. Of debts only that there
    /// is one remains. Says how many memories there were.
    pub fn forget(&mut self, who: &Who) -> usize {
        let mut gone: Vec<u64> = Vec::new();
        loop {
            let falls = |entry: &Entry| {
                entry.by.as_ref() == Some(who) || entry.because.iter().any(|id| gone.contains(id))
            };
            let Some(at) = self.entries.iter().position(falls) else { break };
            gone.push(self.entries[at].id);
            self.drop_entry(at);
        }
        let is_about = |about: &Option<Speaker>| about.as_ref().is_some_and(|one| one.who == *who);
        let facts = self.core.len();
        self.core.retain(|fact| fact.kind == NoteKind::Debt || !is_about(&fact.about));
        for fact in self.core.iter_mut().filter(|fact| is_about(&fact.about)) {
            "there is an open debt".clone_into(&mut fact.text);
        }
        let people = self.people.len();
        self.people.retain(|known| known.one.who != *who);
        // It may tell.
        self.agenda.clear();
        self.version += 1;
        self.forgotten += 1;
        gone.len() + facts - self.core.len() + people - self.people.len()
    }

    /// All of it as JSON, to be shown or taken along.
    pub fn export(&self) -> serde_json::Value {
        serde_json::to_value(self).expect("memories are plain data")
    }

    /// Counts up whenever [`Memory::core`], the lines about people, insights or plan changed.
    pub(crate) const fn version(&self) -> u64 {
        self.version
    }
}
