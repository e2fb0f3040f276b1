//! Gifts: rewards, tips and penalties while their giver may still take them back.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use village_economy::{AccountId, Micro};

use crate::clock::Tick;
use crate::id::{PersonId, VillagerId};

/// Out of whose allowance something is given.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Giver {
    /// All givers together: the village's emission.
    Village,
    /// Everybody for whom nobody stands, together.
    Newcomers,
    Person(PersonId),
    /// An operator's token from the command line, by its name.
    Operator(String),
}

/// A gift that can be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Who gave it and alone may take it back.
    pub by: Giver,
    /// Out of whose allowance it was; the same as `by` but for newcomers.
    pub out_of: Giver,
    pub agent: VillagerId,
    pub debit: AccountId,
    pub credit: AccountId,
    /// What was asked for, and what of it counted.
    pub asked: Micro,
    pub credited: Micro,
    /// A tip of the giver's own touches no allowance.
    pub own: bool,
    pub day: u64,
    pub until: Tick,
    /// How far it made the agent lean to its topic.
    pub leaning: i16,
    pub topic: Option<Arc<str>>,
}
