//! Permits: what an agent may use beyond (or short of) what its purse buys, and what it may not do.

use serde::{Deserialize, Serialize};
use village_economy::{Micro, Tiers};

use crate::clock::Tick;
use crate::door::Principal;
use crate::id::{PersonId, VillagerId};

/// Epochs of the auction that are kept.
pub const EPOCHS_KEPT: usize = 500;

/// A tier until a tick.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// Id of the tier.
    pub tier: String,
    pub until: Tick,
}

/// Rights and restraints of one agent. The default is what everybody has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each restraint stands for itself")]
pub struct Permit {
    /// Bought for a time.
    pub bought: Option<Lease>,
    /// Won at auction for an epoch.
    pub slot: Option<Lease>,
    /// Set by an admin, whatever the purse says.
    pub granted: Option<Lease>,
    /// Does nothing until resumed.
    pub paused: bool,
    /// Lives, but neither speaks nor writes nor deals.
    pub quarantined: bool,
    /// Pays nothing.
    pub money_frozen: bool,
    /// Has the lowest tier.
    pub compute_frozen: bool,
    /// Does nothing, and who stopped it may not start it again alone.
    pub killed: Option<Principal>,
    /// The person who brought it: may not reward it.
    pub sponsor: Option<PersonId>,
}

/// What is done about an agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Restraint {
    Pause,
    Resume,
    Quarantine,
    Release,
    FreezeMoney,
    ThawMoney,
    FreezeCompute,
    ThawCompute,
    Kill,
    Revive,
}

/// Why an agent has its tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TierWhy {
    Balance,
    Bought,
    Slot,
    Granted,
    Frozen,
}

/// Money set aside before a costly call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub agent: VillagerId,
    pub amount: Micro,
    pub what: String,
    pub until: Tick,
}

/// A sealed bid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bidding {
    pub amount: Micro,
    pub placed: Tick,
}

/// What an epoch's slots were sold for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Epoch {
    pub closed: Tick,
    pub slots: u16,
    pub bids: u32,
    /// What each winner paid.
    pub price: Micro,
    pub winners: Vec<VillagerId>,
}

impl Permit {
    /// The place of the tier that holds now in the table, and why it is that one: a freeze weighs
    /// most, then what an admin set, then the best of purse, purchase and slot.
    pub fn tier(&self, balance: Micro, tiers: &Tiers, now: Tick) -> (usize, TierWhy) {
        let of = |lease: &Option<Lease>| {
            let lease = lease.as_ref().filter(|lease| lease.until > now)?;
            tiers.rank(&lease.tier)
        };
        if self.compute_frozen || self.is_stopped() {
            return (0, TierWhy::Frozen);
        }
        if let Some(rank) = of(&self.granted) {
            return (rank, TierWhy::Granted);
        }
        let purse = tiers.rank(&tiers.tier_for(balance).id).unwrap_or(0);
        let mut best = (purse, TierWhy::Balance);
        for (lease, why) in [(&self.bought, TierWhy::Bought), (&self.slot, TierWhy::Slot)] {
            if let Some(rank) = of(lease)
                && rank > best.0
            {
                best = (rank, why);
            }
        }
        best
    }

    /// Whether it may do nothing at all.
    pub const fn is_stopped(&self) -> bool {
        self.paused || self.killed.is_some()
    }

    /// The next tick at which one of its leases ends.
    pub fn next_end(&self, now: Tick) -> Option<Tick> {
        let leases = [&self.bought, &self.slot, &self.granted];
        let ends = leases.into_iter().flatten().map(|lease| lease.until);
        ends.filter(|until| *until > now).min()
    }

    /// Forgets leases that are over.
    pub(crate) fn tidy(&mut self, now: Tick) {
        for lease in [&mut self.bought, &mut self.slot, &mut self.granted] {
            if lease.as_ref().is_some_and(|lease| lease.until <= now) {
                *lease = None;
            }
        }
    }
}

impl Restraint {
    /// Its name in the API and the audit log.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::Quarantine => "quarantine",
            Self::Release => "release",
            Self::FreezeMoney => "freeze_money",
            Self::ThawMoney => "thaw_money",
            Self::FreezeCompute => "freeze_compute",
            Self::ThawCompute => "thaw_compute",
            Self::Kill => "kill",
            Self::Revive => "revive",
        }
    }
}

impl TierWhy {
    /// Its name in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Balance => "balance",
            Self::Bought => "bought",
            Self::Slot => "slot",
            Self::Granted => "granted",
            Self::Frozen => "frozen",
        }
    }
}
