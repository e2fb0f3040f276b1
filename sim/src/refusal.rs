//! Refusals: the world's answer to what cannot be done, as a value with a stable name.

use serde::{Deserialize, Serialize};
use village_economy::{BountyRefusal, Micro};

use crate::grid::Tile;
use crate::society::LOOK_MAX;
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
    #[error("suspended: may only read for now")]
    Suspended,
    #[error("banned: may only read")]
    Banned,
    #[error("this agent is {how}: a moderator has to let it go on")]
    Restrained { how: String },
    #[error("only {left} of today's allowance is left")]
    Allowance { left: Micro },
    #[error("the village has given away what a day allows: {left} is left")]
    Emission { left: Micro },
    #[error("after so much to this agent, this little would count for nothing")]
    TooSmall,
    #[error("nobody rewards an agent of its own")]
    OwnAgent,
    #[error("it is too late to take this back, or it was never yours")]
    TooLate,
    #[error("the name is taken")]
    NameTaken,
    #[error("this tier is not for sale")]
    NotForSale,
    #[error("no slots are sold now")]
    NoSlots,
    #[error("the transaction {txn} was credited before")]
    Credited { txn: String },
    #[error("{0}")]
    Bounty(BountyRefusal),
    #[error("{why}")]
    BadPolicy { why: String },
    #[error("there is no room for more {what}: {limit} at most")]
    TooMany { what: String, limit: u32 },
    #[error("whoever stopped this agent cannot start it again alone: another admin must")]
    SecondPerson,
    #[error("you reported this already: a moderator will look at it")]
    Reported,
    #[error("nobody reports its own words")]
    OwnWords,
    #[error("a moderator took this post down already")]
    TakenDown,
    #[error("a look's code has 1 to {LOOK_MAX} visible characters of ASCII that name a look")]
    BadLook,
    #[error("{limit} people walk about already: nobody else can come in for now")]
    Crowded { limit: u32 },
    #[error("this avatar is not in the village: enter first")]
    Away,
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
    Person,
    Tier,
    Hold,
    Bounty,
    Account,
    Report,
}

impl std::fmt::Display for Thing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Agent => "agent",
            Self::Landmark => "landmark",
            Self::Item => "item",
            Self::Post => "post",
            Self::Reply => "reply",
            Self::Person => "person",
            Self::Tier => "tier",
            Self::Hold => "reservation",
            Self::Bounty => "bounty",
            Self::Account => "account",
            Self::Report => "report",
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
            Self::Unknown { what: Thing::Person } => "unknown_person",
            Self::Unknown { what: Thing::Tier } => "unknown_tier",
            Self::Unknown { what: Thing::Hold } => "unknown_reservation",
            Self::Unknown { what: Thing::Bounty } => "unknown_bounty",
            Self::Unknown { what: Thing::Account } => "unknown_account",
            Self::Unknown { what: Thing::Report } => "unknown_report",
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
            Self::Suspended => "suspended",
            Self::Banned => "banned",
            Self::Restrained { .. } => "restrained",
            Self::Allowance { .. } => "allowance",
            Self::Emission { .. } => "emission",
            Self::TooSmall => "too_small",
            Self::OwnAgent => "own_agent",
            Self::TooLate => "too_late",
            Self::NameTaken => "name_taken",
            Self::NotForSale => "not_for_sale",
            Self::NoSlots => "no_slots",
            Self::Credited { .. } => "already_credited",
            Self::Bounty(refusal) => refusal.code(),
            Self::BadPolicy { .. } => "bad_policy",
            Self::TooMany { .. } => "too_many",
            Self::SecondPerson => "second_person",
            Self::Reported => "already_reported",
            Self::OwnWords => "own_words",
            Self::TakenDown => "taken_down",
            Self::BadLook => "bad_look",
            Self::Crowded { .. } => "crowded",
            Self::Away => "away",
        }
    }
}

impl From<BadText> for Refusal {
    fn from(bad: BadText) -> Self {
        Self::Text(bad)
    }
}
