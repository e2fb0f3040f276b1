//! People: who they are to the village, what they may do and how they behaved. Their secrets are
//! not here; the world neither knows nor needs them.

use serde::{Deserialize, Serialize};

use crate::clock::Tick;

/// People that a village takes in at most.
pub const PEOPLE_MAX: usize = 1_000_000;

/// What somebody may do, from less to more.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    #[default]
    Member,
    Moderator,
    Admin,
}

/// How somebody stands after what they did, from light to heavy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Conduct {
    #[default]
    Good,
    /// May only read until this tick.
    Suspended { until: Tick },
    /// May only read.
    Banned,
}

impl Conduct {
    /// Whether somebody who stands so may write and give now.
    pub fn is_free(self, now: Tick) -> bool {
        match self {
            Self::Good => true,
            Self::Suspended { until } => until <= now,
            Self::Banned => false,
        }
    }
}

/// What is done about somebody's conduct.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    Warn,
    /// For so many seconds.
    Suspend {
        seconds: u32,
    },
    Ban,
    /// Good again.
    Lift,
}

/// One person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Name in addresses and on notes; unique whatever the case, never changed, never reused.
    pub name: String,
    pub role: Role,
    /// Whether somebody of the village stands for this person. All for whom nobody does share one
    /// allowance, so that accounts made by the thousand gain nothing.
    pub vouched: bool,
    pub conduct: Conduct,
    pub warnings: u32,
    pub joined: Tick,
}

impl Person {
    /// Whether somebody may write and give now.
    pub fn is_free(&self, now: Tick) -> bool {
        self.conduct.is_free(now)
    }
}

impl Role {
    pub const ALL: [Self; 3] = [Self::Member, Self::Moderator, Self::Admin];

    /// The same word as in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Moderator => "moderator",
            Self::Admin => "admin",
        }
    }
}

/// The text names no role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a role is member, moderator or admin")]
pub struct RoleForm;

impl std::str::FromStr for Role {
    type Err = RoleForm;

    fn from_str(text: &str) -> Result<Self, RoleForm> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or(RoleForm)
    }
}

impl Measure {
    /// Its name in the audit log.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Warn => "warn",
            Self::Suspend { .. } => "suspend",
            Self::Ban => "ban",
            Self::Lift => "lift",
        }
    }
}
