//! Letters: the direct talk of a person with an agent, private to the two and the admins.

use std::collections::VecDeque;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::board::Origin;
use crate::clock::Tick;
use crate::id::{PersonId, VillagerId};

/// Characters of a letter at most.
pub const LETTER_MAX: usize = 4_000;
/// Letters of a pair that the world keeps at hand; the store keeps all.
pub const LETTERS_AT_HAND: usize = 32;

/// One letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// From 1 over all letters.
    pub id: u64,
    pub person: PersonId,
    pub agent: VillagerId,
    /// Whether the agent wrote it.
    pub by_agent: bool,
    pub origin: Origin,
    pub body: Arc<str>,
    pub tick: Tick,
    /// UTC microseconds since 1970.
    pub at: i64,
}

/// The latest letters of a pair, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letters {
    pub latest: VecDeque<Letter>,
    /// Newest that the person has read, and the agent.
    pub read_by_person: u64,
    pub read_by_agent: u64,
}
