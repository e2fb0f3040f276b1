//! How money behaves, as numbers that people edit: what may be given, what living costs, how work
//! and compute are sold. Data in `assets/economy.toml`, and changed live by admins.
//!
//! Nothing here applies a rule; the rules take these numbers as parameters.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::money::Micro;

/// Bytes of a policy's text.
pub const POLICY_TEXT_BYTES_MAX: usize = 64 * 1024;
/// Largest amount in a policy.
pub const POLICY_AMOUNT_MAX: Micro = Micro::coins(1_000_000_000);

const SECONDS_MAX: u32 = 366 * 86_400;

/// The numbers of the economy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Most that all rewards and penalties together may move between treasury and agents a day.
    pub emission_per_day: Micro,
    /// How long a giver may take a gift back, in seconds.
    pub undo_seconds: u32,
    /// What living costs an agent a day.
    pub upkeep_per_day: Micro,
    /// When a reservation that nobody settles is released, in seconds.
    pub reservation_seconds: u32,
    pub giving: Giving,
    pub bounty: BountyPolicy,
    pub auction: AuctionPolicy,
}

/// What people may give out of the treasury, by role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Giving {
    /// Of all unvouched members together.
    pub newcomers: Allowance,
    pub member: Allowance,
    pub moderator: Allowance,
    pub admin: Allowance,
}

/// What one giver may give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allowance {
    /// A day.
    pub allowance: Micro,
    /// Up to this sum, halved each day, gifts to one agent count in full.
    pub knee: Micro,
}

/// How paid work goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BountyPolicy {
    pub least: Micro,
    pub most: Micro,
    /// How long a claim lasts.
    pub lease_seconds: u32,
    /// How long a delivery may wait before it counts as accepted.
    pub review_seconds: u32,
    /// How long a bounty stays open.
    pub open_seconds: u32,
    /// How often a delivery may be rejected before only a moderator can say no.
    pub rejections: u8,
}

/// How slots are sold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuctionPolicy {
    pub epoch_seconds: u32,
    /// Slots in an epoch; 0 sells none.
    pub slots: u16,
    /// Id of the tier that a slot gives.
    pub tier: String,
    /// Least price of a slot.
    pub reserve: Micro,
}

/// Why a text is no policy.
#[derive(Debug, Error)]
pub enum PolicyFault {
    #[error("a policy has at most {POLICY_TEXT_BYTES_MAX} bytes")]
    TextTooLong,
    #[error("the policy cannot be read")]
    Text(#[from] toml::de::Error),
    #[error("{field} {problem}")]
    Field { field: &'static str, problem: &'static str },
}

impl Policy {
    /// Reads and checks a policy.
    pub fn from_toml(text: &str) -> Result<Self, PolicyFault> {
        if text.len() > POLICY_TEXT_BYTES_MAX {
            return Err(PolicyFault::TextTooLong);
        }
        let policy: Self = toml::from_str(text)?;
        policy.check()?;
        Ok(policy)
    }

    /// Checks numbers that come from elsewhere, such as a live edit.
    pub fn check(&self) -> Result<(), PolicyFault> {
        let bad = |field, problem| Err(PolicyFault::Field { field, problem });
        for (field, amount) in self.amounts() {
            if amount.is_negative() || amount > POLICY_AMOUNT_MAX {
                return bad(field, "is an amount from 0 to 1000000000");
            }
        }
        let seconds = [
            ("reservation_seconds", self.reservation_seconds),
            ("bounty.lease_seconds", self.bounty.lease_seconds),
            ("bounty.review_seconds", self.bounty.review_seconds),
            ("bounty.open_seconds", self.bounty.open_seconds),
            ("auction.epoch_seconds", self.auction.epoch_seconds),
        ];
        for (field, seconds) in seconds {
            if !(1..=SECONDS_MAX).contains(&seconds) {
                return bad(field, "is from one second to a year");
            }
        }
        if self.undo_seconds > 86_400 {
            return bad("undo_seconds", "is at most a day");
        }
        if self.bounty.least > self.bounty.most || !self.bounty.least.is_positive() {
            return bad("bounty.least", "is more than 0 and at most bounty.most");
        }
        if self.auction.tier.len() > 40 {
            return bad("auction.tier", "is the id of a tier");
        }
        Ok(())
    }

    fn amounts(&self) -> [(&'static str, Micro); 13] {
        let giving = &self.giving;
        [
            ("emission_per_day", self.emission_per_day),
            ("upkeep_per_day", self.upkeep_per_day),
            ("giving.newcomers.allowance", giving.newcomers.allowance),
            ("giving.newcomers.knee", giving.newcomers.knee),
            ("giving.member.allowance", giving.member.allowance),
            ("giving.member.knee", giving.member.knee),
            ("giving.moderator.allowance", giving.moderator.allowance),
            ("giving.moderator.knee", giving.moderator.knee),
            ("giving.admin.allowance", giving.admin.allowance),
            ("giving.admin.knee", giving.admin.knee),
            ("bounty.least", self.bounty.least),
            ("bounty.most", self.bounty.most),
            ("auction.reserve", self.auction.reserve),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../assets/economy.toml");

    #[test]
    fn the_shipped_policy_is_good() {
        let policy = Policy::from_toml(SHIPPED).unwrap();
        assert_eq!(policy.giving.newcomers, policy.giving.member);
    }

    #[test]
    fn a_policy_that_cannot_be_meant_is_refused() {
        for (good, bad) in [
            ("emission_per_day = \"20000\"", "emission_per_day = \"-1\""),
            ("epoch_seconds = 3600", "epoch_seconds = 0"),
            ("least = \"0.1\"", "least = \"200000\""),
            ("undo_seconds = 120", "undo_seconds = 100000"),
            ("slots = 2", "slots = 2\nmore = 1"),
        ] {
            assert!(SHIPPED.contains(good), "{good}");
            assert!(Policy::from_toml(&SHIPPED.replace(good, bad)).is_err(), "{bad}");
        }
    }
}
