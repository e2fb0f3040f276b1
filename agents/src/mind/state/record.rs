//! A mind as bytes that outlive a restart: all of it, and behind that what changed since.
//!
//! A mind that has grown old is long, most of it memories that stay as they are, and a thought
//! changes little of it: what changed is a small part of the whole and can be written after each.
//! Either is JSON, the length of its vectors (`u32`, little endian), and these.

use serde::{Deserialize, Serialize};
use serde_json::Deserializer;

use super::Mind;
use super::kept::Kept;
use crate::mind::memory::{Keyed, Made, Marks, Since};

/// Version of a record: since 2 vectors stand behind the JSON, since 3 changes behind them.
pub const MIND_VERSION: u32 = 3;
/// Longest record of a whole mind, in bytes; vectors that would be beyond it are left out.
pub const RECORD_BYTES_MAX: usize = 1024 * 1024;
/// Bytes that tell a length.
const LENGTH: usize = 4;

/// Why a record is no mind.
#[derive(Debug, thiserror::Error)]
pub enum BadMind {
    #[error("the record of a mind is empty")]
    Empty,
    #[error("the record of a mind cannot be read")]
    Unreadable(#[from] serde_json::Error),
    #[error("the record is of version {found}, this program knows {MIND_VERSION}")]
    Version { found: u32 },
}

/// What was written of a mind, so that it can be said what changed since.
#[derive(Debug, Clone)]
pub struct Written(Marks);

/// The JSON of a mind or of a change.
#[derive(Serialize, Deserialize)]
struct Record<M> {
    version: u32,
    mind: M,
    #[serde(default)]
    vectors: Made,
    /// What became of the memories that were there before; none: this is all of a mind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    since: Option<Since>,
}

/// A part of a record: its JSON, its vectors, and what stands behind it.
type Part<'a> = (Record<Mind>, &'a [u8], &'a [u8]);

impl Mind {
    /// The record that outlives a restart, of at most [`RECORD_BYTES_MAX`] bytes.
    pub fn to_record(&self) -> Vec<u8> {
        let mut record = self.json(self.memory.made(), None);
        let room = RECORD_BYTES_MAX.saturating_sub(record.len() + LENGTH);
        put(&mut record, &self.memory.kept_vectors(room));
        record
    }

    /// What of it [`Mind::to_record`] or [`Mind::changes_since`] writes now.
    pub fn written(&self) -> Written {
        Written(self.memory.marks())
    }

    /// What changed since this was written, to be put behind that; none where all of it is to be
    /// written anew.
    pub fn changes_since(&self, written: &Written) -> Option<Vec<u8>> {
        let (memory, since, embedded) = self.memory.changes_since(&written.0)?;
        let changed = Self {
            memory,
            log: self.log.clone(),
            rut: self.rut.clone(),
            plan: self.plan.clone(),
            told: self.told.clone(),
            seen: self.seen,
            fresh: self.fresh,
            unheard: self.unheard.clone(),
            notices: self.notices.clone(),
            kept: Kept::default(),
        };
        let mut change = changed.json(self.memory.made(), Some(since));
        put(&mut change, &self.memory.vectors_at(&embedded));
        Some(change)
    }

    fn json(&self, vectors: Made, since: Option<Since>) -> Vec<u8> {
        let record = Record { version: MIND_VERSION, mind: self, vectors, since };
        serde_json::to_vec(&record).expect("a mind is plain data")
    }

    /// A mind out of its record, of this version or one before, and the changes behind it. Bytes
    /// behind them that are no change are passed over.
    pub fn from_record(bytes: &[u8]) -> Result<Self, BadMind> {
        let (Record { version, mut mind, vectors, .. }, rows, mut rest) = part(bytes)?;
        let keyed = if version < 3 { Keyed::ByPlace } else { Keyed::ByNumber };
        mind.memory.begin_vectors(&vectors);
        mind.memory.take_vectors(&vectors, rows, keyed);
        while let Ok((Record { mind: changed, vectors, since: Some(since), .. }, rows, behind)) =
            part(rest)
        {
            let memory = std::mem::replace(&mut mind, changed).memory;
            let changed = std::mem::replace(&mut mind.memory, memory);
            mind.memory.take_changes(changed, &since);
            mind.memory.take_vectors(&vectors, rows, Keyed::ByNumber);
            rest = behind;
        }
        Ok(mind)
    }
}

fn put(record: &mut Vec<u8>, rows: &[u8]) {
    let length = u32::try_from(rows.len()).expect("a record's bytes are few");
    record.extend(length.to_le_bytes());
    record.extend(rows);
}

/// The first part of a record. Vectors that are cut off are as many as there are.
fn part(bytes: &[u8]) -> Result<Part<'_>, BadMind> {
    #[derive(Deserialize)]
    struct Version {
        version: u32,
    }
    let Some(version) = Deserializer::from_slice(bytes).into_iter::<Version>().next() else {
        return Err(BadMind::Empty);
    };
    let Version { version } = version?;
    if !(1..=MIND_VERSION).contains(&version) {
        return Err(BadMind::Version { found: version });
    }
    let mut records = Deserializer::from_slice(bytes).into_iter::<Record<Mind>>();
    let record = records.next().ok_or(BadMind::Empty)??;
    let behind = &bytes[records.byte_offset()..];
    let Some((length, behind)) = behind.split_first_chunk::<LENGTH>().filter(|_| version >= 3)
    else {
        return Ok((record, behind, &[]));
    };
    let length = u32::from_le_bytes(*length) as usize;
    let (rows, rest) = behind.split_at(length.min(behind.len()));
    Ok((record, rows, rest))
}
