//! Money for thoughts: what they cost, and the caps that hold whatever happens.
//!
//! Invariant of [`Budget`]: what is spent and what is held together never pass a cap, and what is
//! held is zero when every hold is settled. Money is held before a call and settled after it, at
//! most to what was held. The purse behind it is the ledger's; here are only the village's caps.

mod purse;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use village_economy::{Micro, POLICY_AMOUNT_MAX};
use village_sim::VillagerId;

use super::usage::Usage;

pub use purse::{MemoryPurse, Purse};

const TOKENS_OF_A_PRICE: i128 = 1_000_000;

/// What a class of models costs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// A million tokens of prompt.
    #[serde(default)]
    pub prompt_per_million: Micro,
    /// A million tokens of answer.
    #[serde(default)]
    pub answer_per_million: Micro,
}

impl Price {
    /// The price of so many tokens: both parts are summed exactly and rounded up once, so a
    /// started micro-aiDollar counts as a whole one. More tokens never cost less.
    pub fn of(self, usage: &Usage) -> Micro {
        let part = |tokens: u64, price: Micro| i128::from(tokens) * i128::from(price.get().max(0));
        let exact = part(usage.prompt_tokens, self.prompt_per_million)
            .saturating_add(part(usage.answer_tokens, self.answer_per_million));
        let whole = exact.saturating_add(TOKENS_OF_A_PRICE - 1) / TOKENS_OF_A_PRICE;
        Micro::new(i64::try_from(whole).unwrap_or(i64::MAX))
    }

    /// Whether both prices are amounts that can be meant.
    pub fn is_sound(self) -> bool {
        [self.prompt_per_million, self.answer_per_million]
            .iter()
            .all(|price| !price.is_negative() && *price <= POLICY_AMOUNT_MAX)
    }
}

/// Most that thinking may cost; none: no cap.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Caps {
    /// Of one villager in a day.
    pub villager_per_day: Option<Micro>,
    /// Of all villagers in a day.
    pub village_per_day: Option<Micro>,
    /// Of all villagers since the village was founded.
    pub village_ever: Option<Micro>,
}

/// Why a thought is not paid for.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SpendRefusal {
    #[error("it has spent what a villager may on thinking today")]
    VillagerCap,
    #[error("the village has spent what it may on thinking today")]
    VillageCap,
    #[error("the village has spent all that it may on thinking; raise models.caps.village_ever")]
    EverCap,
    #[error("its purse has only {available}")]
    Insufficient { available: Micro },
    #[error("the bank is closed: {said}")]
    BankClosed { said: String },
}

impl SpendRefusal {
    /// A stable word.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::VillagerCap => "villager_cap",
            Self::VillageCap => "village_cap",
            Self::EverCap => "village_ever_cap",
            Self::Insufficient { .. } => "insufficient",
            Self::BankClosed { .. } => "bank_closed",
        }
    }
}

/// What was spent, to be kept over a restart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spent {
    /// A number that grows; the same for all that counts as one day.
    pub day: u64,
    pub village_today: Micro,
    pub village_ever: Micro,
    pub villagers_today: BTreeMap<VillagerId, Micro>,
}

/// Money held for one call. Hand it to [`Budget::settle`].
#[derive(Debug)]
#[must_use = "a hold that is not settled stays held"]
pub struct Hold {
    villager: VillagerId,
    most: i64,
}

/// An amount that was spent, and one that is held.
#[derive(Debug, Clone, Copy, Default)]
struct Account {
    spent: i64,
    held: i64,
}

impl Account {
    fn has_room(self, most: i64, cap: Option<Micro>) -> bool {
        let wanted = i128::from(self.spent) + i128::from(self.held) + i128::from(most);
        cap.is_none_or(|cap| wanted <= i128::from(cap.get()))
    }

    fn hold(&mut self, most: i64) {
        self.held = self.held.saturating_add(most);
    }

    fn settle(&mut self, most: i64, used: i64) {
        self.held = self.held.saturating_sub(most).max(0);
        self.spent = self.spent.saturating_add(used);
    }
}

/// The caps, and what counts against them.
#[derive(Debug)]
pub struct Budget {
    caps: Caps,
    day: u64,
    today: Account,
    ever: Account,
    villagers: BTreeMap<VillagerId, Account>,
}

impl Budget {
    /// Goes on from what was spent before.
    pub fn new(caps: Caps, spent: Spent) -> Self {
        let account = |spent: Micro| Account { spent: spent.get().max(0), held: 0 };
        let villagers = spent.villagers_today.into_iter();
        Self {
            caps,
            day: spent.day,
            today: account(spent.village_today),
            ever: account(spent.village_ever),
            villagers: villagers.map(|(villager, spent)| (villager, account(spent))).collect(),
        }
    }

    /// Holds the most that a call can cost, or nothing at all. `day` is any number that grows;
    /// what is held over midnight counts for the new day.
    pub fn hold(
        &mut self,
        villager: VillagerId,
        most: Micro,
        day: u64,
    ) -> Result<Hold, SpendRefusal> {
        self.turn(day);
        let most = most.get().max(0);
        let mut own = self.villagers.get(&villager).copied().unwrap_or_default();
        if !own.has_room(most, self.caps.villager_per_day) {
            return Err(SpendRefusal::VillagerCap);
        }
        if !self.today.has_room(most, self.caps.village_per_day) {
            return Err(SpendRefusal::VillageCap);
        }
        if !self.ever.has_room(most, self.caps.village_ever) {
            return Err(SpendRefusal::EverCap);
        }
        own.hold(most);
        self.today.hold(most);
        self.ever.hold(most);
        self.villagers.insert(villager, own);
        Ok(Hold { villager, most })
    }

    /// Ends a hold: `used` is spent, at most what was held, and the rest is free again. Tells what
    /// was spent.
    pub fn settle(&mut self, hold: Hold, used: Micro) -> Micro {
        let used = used.get().clamp(0, hold.most);
        self.villagers.entry(hold.villager).or_default().settle(hold.most, used);
        self.today.settle(hold.most, used);
        self.ever.settle(hold.most, used);
        Micro::new(used)
    }

    /// Held at the moment, by all.
    pub const fn held(&self) -> Micro {
        Micro::new(self.today.held)
    }

    /// What was spent so far.
    pub fn spent(&self) -> Spent {
        let some = self.villagers.iter().filter(|(_, account)| account.spent > 0);
        Spent {
            day: self.day,
            village_today: Micro::new(self.today.spent),
            village_ever: Micro::new(self.ever.spent),
            villagers_today: some
                .map(|(villager, account)| (*villager, Micro::new(account.spent)))
                .collect(),
        }
    }

    /// New caps from now on; what is spent and held stays so.
    pub fn set_caps(&mut self, caps: Caps) {
        self.caps = caps;
    }

    /// Begins a day, unless it has begun: nothing is spent on it yet. What is held stays held.
    pub fn turn(&mut self, day: u64) {
        if day <= self.day {
            return;
        }
        self.day = day;
        self.today.spent = 0;
        self.villagers.retain(|_, account| account.held > 0);
        for account in self.villagers.values_mut() {
            account.spent = 0;
        }
    }
}

#[cfg(test)]
mod tests;
