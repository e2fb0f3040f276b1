//! Deposits: money that came in from outside, each transaction once, and what of it went back.

use serde::{Deserialize, Serialize};
use village_economy::{AccountId, Micro};

use crate::clock::Tick;

/// Characters of a transaction's id at most.
pub const TXN_MAX: usize = 64;

/// One transaction of the outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deposit {
    /// Whom it was credited to; none while only its reversal is known.
    pub account: Option<AccountId>,
    pub amount: Micro,
    /// When it was credited.
    pub tick: Tick,
    /// UTC microseconds since 1970.
    pub at: i64,
    /// What went back, by the id of the refund.
    pub reversals: Vec<Reversal>,
}

/// Money of a deposit that went back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reversal {
    pub id: String,
    pub amount: Micro,
    /// Whether its entries were made: not before the deposit itself is known.
    pub done: bool,
}

impl Deposit {
    /// What of it has gone back or will.
    pub fn reversed(&self) -> Micro {
        let sum = |sum: Micro, one: &Reversal| sum.checked_add(one.amount).unwrap_or(Micro::MAX);
        self.reversals.iter().fold(Micro::ZERO, sum)
    }
}
