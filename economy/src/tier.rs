//! What a balance entitles an agent to: a table of tiers, data in `assets/tiers.toml`.
//!
//! Invariant: tiers begin at rising balances, the first at 0, so every balance has exactly one.
//! Nothing here enforces an allowance: that happens where the resource is used.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::money::Micro;
use crate::text_form::{chars_within, serde_as_text};

/// Bytes of a table of tiers.
pub const TIERS_TEXT_BYTES_MAX: usize = 64 * 1024;
/// Tiers in a table.
pub const TIERS_MAX: usize = 16;

const WORD_CHARS_MAX: usize = 40;
const BLURB_CHARS_MAX: usize = 200;
const MODELS_MAX: usize = 32;
const MODEL_CHARS_MAX: usize = 120;
const WEIGHT_MAX: u32 = 1_000;

/// A colour, written `#rrggbb` in lowercase hex.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

/// The text is no colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a colour is # and six lowercase hex digits")]
pub struct ColourForm;

impl FromStr for Colour {
    type Err = ColourForm;

    fn from_str(text: &str) -> Result<Self, ColourForm> {
        let digits = text.strip_prefix('#').ok_or(ColourForm)?;
        let plain = digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
        if digits.len() != 6 || !plain {
            return Err(ColourForm);
        }
        let [_, red, green, blue] =
            u32::from_str_radix(digits, 16).map_err(|_| ColourForm)?.to_be_bytes();
        Ok(Self { red, green, blue })
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

serde_as_text!(Colour, "a colour such as #d9a441");

/// Which queue of the model pool a tier's thoughts wait in; the later, the sooner served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueClass {
    /// Served when nothing else waits.
    Spare,
    Standard,
    Priority,
}

/// One tier: from which balance, and what it buys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// A stable word: lowercase letters, digits and `_`.
    pub id: String,
    /// For people to read.
    pub name: String,
    /// The balance at which the tier begins.
    pub from: Micro,
    pub colour: Colour,
    /// API requests a minute of an agent from outside; at least 1.
    pub requests_per_minute: u32,
    /// Model thoughts a minute; with 0 the agent lives by instinct.
    pub thoughts_per_minute: u32,
    /// Model tokens an hour, in and out together.
    pub tokens_per_hour: u32,
    /// Names of model classes that it may use, best first; the pool maps them to real models.
    pub models: Vec<String>,
    /// Tool runs at the same time.
    pub tool_runs: u32,
    pub queue_class: QueueClass,
    /// Share in the pool's fair queue, from 1 to 1,000.
    pub weight: u32,
    /// What an hour of it costs one whose purse does not reach it; none: it is not for sale.
    #[serde(default)]
    pub price_per_hour: Option<Micro>,
    /// What this buys, in one sentence.
    pub blurb: String,
}

/// Why a text is not a table of tiers.
#[derive(Debug, Error)]
pub enum TierFault {
    #[error("a table of tiers has at most {TIERS_TEXT_BYTES_MAX} bytes")]
    TextTooLong,
    #[error("the table of tiers cannot be read")]
    Text(#[from] toml::de::Error),
    #[error("a table of tiers has 1 to {TIERS_MAX} tiers, this one has {found}")]
    Count { found: usize },
    #[error("the first tier begins at 0, {id:?} begins at {from}")]
    FirstNotAtZero { id: String, from: Micro },
    #[error("tier {id:?} does not begin above the one before it")]
    NotRising { id: String },
    #[error("there are two tiers with the id {id:?}")]
    IdTwice { id: String },
    #[error("tier {id:?}: {field} {problem}")]
    Field { id: String, field: &'static str, problem: &'static str },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    tier: Vec<Tier>,
}

/// A checked table of tiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tiers {
    rising: Vec<Tier>,
}

impl Tiers {
    /// Reads and checks a table: `[[tier]]` sections with the fields of [`Tier`].
    pub fn from_toml(text: &str) -> Result<Self, TierFault> {
        if text.len() > TIERS_TEXT_BYTES_MAX {
            return Err(TierFault::TextTooLong);
        }
        let table: Table = toml::from_str(text)?;
        Self::new(table.tier)
    }

    /// Checks tiers that come from elsewhere, such as a live edit.
    pub fn new(tiers: Vec<Tier>) -> Result<Self, TierFault> {
        if tiers.is_empty() || tiers.len() > TIERS_MAX {
            return Err(TierFault::Count { found: tiers.len() });
        }
        for tier in &tiers {
            tier.check()?;
        }
        let first = &tiers[0];
        if first.from != Micro::ZERO {
            return Err(TierFault::FirstNotAtZero { id: first.id.clone(), from: first.from });
        }
        if let Some(pair) = tiers.windows(2).find(|pair| pair[0].from >= pair[1].from) {
            return Err(TierFault::NotRising { id: pair[1].id.clone() });
        }
        let mut ids = BTreeSet::new();
        if let Some(twice) = tiers.iter().find(|tier| !ids.insert(&tier.id)) {
            return Err(TierFault::IdTwice { id: twice.id.clone() });
        }
        Ok(Self { rising: tiers })
    }

    /// The tier of a balance: the last that begins at or below it; the first for a debt.
    pub fn tier_for(&self, balance: Micro) -> &Tier {
        let above = self.rising.partition_point(|tier| tier.from <= balance);
        &self.rising[above.saturating_sub(1)]
    }

    /// The place of a tier in the table, from the lowest.
    pub fn rank(&self, id: &str) -> Option<usize> {
        self.rising.iter().position(|tier| tier.id == id)
    }

    /// All tiers, from the lowest.
    pub fn all(&self) -> &[Tier] {
        &self.rising
    }

    /// The tier with this id.
    pub fn by_id(&self, id: &str) -> Option<&Tier> {
        self.rising.iter().find(|tier| tier.id == id)
    }
}

impl Tier {
    fn check(&self) -> Result<(), TierFault> {
        let short = |text: &str, chars| {
            !text.trim().is_empty()
                && chars_within(text, chars)
                && !text.chars().any(char::is_control)
        };
        let word = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_');
        let thinks = self.thoughts_per_minute > 0;
        let rules = [
            (
                "id",
                short(&self.id, WORD_CHARS_MAX) && self.id.bytes().all(word),
                "is 1 to 40 lowercase letters, digits or _",
            ),
            ("name", short(&self.name, WORD_CHARS_MAX), "has 1 to 40 characters, none of control"),
            (
                "blurb",
                short(&self.blurb, BLURB_CHARS_MAX),
                "has 1 to 200 characters, none of control",
            ),
            ("requests_per_minute", self.requests_per_minute > 0, "is at least 1"),
            (
                "price_per_hour",
                self.price_per_hour.is_none_or(|price| {
                    price.is_positive() && price <= crate::policy::POLICY_AMOUNT_MAX
                }),
                "is more than 0, or left out",
            ),
            ("weight", (1..=WEIGHT_MAX).contains(&self.weight), "is from 1 to 1000"),
            (
                "models",
                self.models.len() <= MODELS_MAX
                    && self.models.iter().all(|model| short(model, MODEL_CHARS_MAX)),
                "has at most 32 names of 1 to 120 characters",
            ),
            (
                "thoughts_per_minute",
                thinks != self.models.is_empty() && thinks == (self.tokens_per_hour > 0),
                "goes with models and tokens_per_hour: all three or none",
            ),
        ];
        match rules.into_iter().find(|(_, holds, _)| !holds) {
            None => Ok(()),
            Some((field, _, problem)) => {
                let id = self.id.chars().take(WORD_CHARS_MAX).collect();
                Err(TierFault::Field { id, field, problem })
            }
        }
    }
}
