//! The closed list of why money moves. Codes are persisted and hashed: they only grow.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why money moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    Reward,
    Penalty,
    DepositCredit,
    PurchaseCompute,
    BountyEscrow,
    BountyPayout,
    Refund,
    Transfer,
    Stipend,
    Correction,
    /// Set aside before a costly call.
    Reservation,
    /// What living costs.
    Upkeep,
}

impl Reason {
    /// Every reason, in the order of its code.
    pub const ALL: [Self; 12] = [
        Self::Reward,
        Self::Penalty,
        Self::DepositCredit,
        Self::PurchaseCompute,
        Self::BountyEscrow,
        Self::BountyPayout,
        Self::Refund,
        Self::Transfer,
        Self::Stipend,
        Self::Correction,
        Self::Reservation,
        Self::Upkeep,
    ];

    /// The stored number, from 1; part of every hash, so it never changes.
    pub const fn code(self) -> u8 {
        match self {
            Self::Reward => 1,
            Self::Penalty => 2,
            Self::DepositCredit => 3,
            Self::PurchaseCompute => 4,
            Self::BountyEscrow => 5,
            Self::BountyPayout => 6,
            Self::Refund => 7,
            Self::Transfer => 8,
            Self::Stipend => 9,
            Self::Correction => 10,
            Self::Reservation => 11,
            Self::Upkeep => 12,
        }
    }

    /// The reason stored so.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// The same word as in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reward => "reward",
            Self::Penalty => "penalty",
            Self::DepositCredit => "deposit_credit",
            Self::PurchaseCompute => "purchase_compute",
            Self::BountyEscrow => "bounty_escrow",
            Self::BountyPayout => "bounty_payout",
            Self::Refund => "refund",
            Self::Transfer => "transfer",
            Self::Stipend => "stipend",
            Self::Correction => "correction",
            Self::Reservation => "reservation",
            Self::Upkeep => "upkeep",
        }
    }
}

/// The text names no reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("no such reason for a transfer")]
pub struct ReasonForm;

impl FromStr for Reason {
    type Err = ReasonForm;

    fn from_str(text: &str) -> Result<Self, ReasonForm> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text).ok_or(ReasonForm)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}
