//! Refusals: the world's answer to what cannot be done, as a value with a stable name.

use serde::{Deserialize, Serialize};
use village_economy::Micro;

use crate::grid::Tile;
use crate::text::BadText;

/// Why the world did not do what was asked. The text is for people, [`Refusal::code`] for
/// programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    #[error("no such {what}")]
    Unknown { what: Thing },
    #[error("({x}, {y}) lies off the map, which is {width} by {height} tiles")]
    OffMap { x: i64, y: i64, width: u16, height: u16 },
    #[error("({}, {}) is blocked", .at.x, .at.y)]
    Blocked { at: Tile },
    #[error("there is no way from ({}, {}) to ({}, {})", .from.x, .from.y, .to.x, .to.y)]
    NoWay { from: Tile, to: Tile },
    #[error("every spot of {place} is taken")]
    Full { place: String },
    #[error("one must be at {place} to do this")]
    NotThere { place: String },
    #[error("nobody can {what} here")]
    NoSuchUse { what: String },
    #[error("that villager is too far away: {distance} tiles, at most {limit}")]
    TooFar { distance: u16, limit: u16 },
    #[error("that item is out of reach")]
    OutOfReach,
    #[error("the bag holds {limit} items already")]
    BagFull { limit: u32 },
    #[error("no more of this kind can lie here: {limit} at most")]
    NoRoom { limit: u32 },
    #[error("that item is in nobody's hand that may use it")]
    NotYours,
    #[error("this is not yours to do")]
    Forbidden,
    #[error("{0}")]
    Text(BadText),
    #[error("{field} must be between {min} and {max}")]
    OutOfRange { field: String, min: i64, max: i64 },
    #[error("the post is {status}: it takes no replies")]
    Closed { status: String },
    #[error("that post or reply was not written by this agent")]
    NotTheAuthor,
    #[error("the amount must be more than zero and at most {max}")]
    Amount { max: Micro },
    #[error("{available} is all there is")]
    Insufficient { available: Micro },
    #[error("the ledger cannot take this: {why}")]
    Ledger { why: String },
    #[error("the village's store is away: nothing that must last can be done now")]
    StoreAway,
    #[error("asleep or busy in a way that cannot be broken off")]
    Occupied,
    #[error("the village is full: {limit} villagers")]
    VillageFull { limit: u32 },
    #[error("the village was founded already")]
    Founded,
    #[error("{why}")]
    BadPersona { why: String },
}

/// What a refused name or number was meant to name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Thing {
    Agent,
    Landmark,
    Item,
    Post,
    Reply,
}

impl std::fmt::Display for Thing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Agent => "agent",
            Self::Landmark => "landmark",
            Self::Item => "item",
            Self::Post => "post",
            Self::Reply => "reply",
        })
    }
}

impl Refusal {
    /// The stable name of this refusal, part of the API.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown { what: Thing::Agent } => "unknown_agent",
            Self::Unknown { what: Thing::Landmark } => "unknown_landmark",
            Self::Unknown { what: Thing::Item } => "unknown_item",
            Self::Unknown { what: Thing::Post } => "unknown_post",
            Self::Unknown { what: Thing::Reply } => "unknown_reply",
            Self::OffMap { .. } => "off_map",
            Self::Blocked { .. } => "blocked",
            Self::NoWay { .. } => "no_way",
            Self::Full { .. } => "full",
            Self::NotThere { .. } => "not_there",
            Self::NoSuchUse { .. } => "no_such_use",
            Self::TooFar { .. } => "too_far",
            Self::OutOfReach => "out_of_reach",
            Self::BagFull { .. } => "bag_full",
            Self::NoRoom { .. } => "no_room",
            Self::NotYours => "not_yours",
            Self::Forbidden => "forbidden",
            Self::Text(_) => "bad_text",
            Self::OutOfRange { .. } => "out_of_range",
            Self::Closed { .. } => "closed",
            Self::NotTheAuthor => "not_the_author",
            Self::Amount { .. } => "bad_amount",
            Self::Insufficient { .. } => "insufficient",
            Self::Ledger { .. } => "ledger",
            Self::StoreAway => "store_unavailable",
            Self::Occupied => "occupied",
            Self::VillageFull { .. } => "village_full",
            Self::Founded => "founded",
            Self::BadPersona { .. } => "bad_persona",
        }
    }
}

impl From<BadText> for Refusal {
    fn from(bad: BadText) -> Self {
        Self::Text(bad)
    }
}
