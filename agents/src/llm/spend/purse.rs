//! Where the money of a thought comes from. The server puts the ledger behind it: reserve is a
//! command at the door, settle another.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use futures_util::future::BoxFuture;
use village_economy::Micro;
use village_sim::{HoldId, VillagerId};

use super::SpendRefusal;

/// Villagers' purses, as the pool uses them.
pub trait Purse: Send + Sync + 'static {
    /// Sets aside the most that a thought can cost, for sure: what this answers is durable.
    /// Dropping the future leaves at most a reservation that runs out by itself.
    fn reserve(
        &self,
        villager: VillagerId,
        most: Micro,
    ) -> BoxFuture<'_, Result<HoldId, SpendRefusal>>;

    /// Pays `used`, at most what was reserved, and gives the rest back. Called exactly once for
    /// each reservation, also from destructors: it must not block, and a queue behind it needs no
    /// more places than the pool has thoughts under way.
    fn settle(&self, villager: VillagerId, hold: HoldId, used: Micro);
}

/// Purses in memory, for tests and trials.
#[derive(Debug, Default)]
pub struct MemoryPurse {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    balances: BTreeMap<VillagerId, i64>,
    holds: BTreeMap<HoldId, (VillagerId, i64)>,
    last: u64,
}

impl MemoryPurse {
    /// Purses with these balances; whoever is not named has nothing.
    pub fn new(balances: impl IntoIterator<Item = (VillagerId, Micro)>) -> Self {
        let balances = balances.into_iter().map(|(villager, has)| (villager, has.get())).collect();
        Self { kept: Mutex::new(Kept { balances, ..Kept::default() }) }
    }

    /// What a villager has, without what is set aside.
    pub fn balance(&self, villager: VillagerId) -> Micro {
        Micro::new(self.kept().balances.get(&villager).copied().unwrap_or(0))
    }

    /// Reservations that are not settled.
    pub fn open(&self) -> usize {
        self.kept().holds.len()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // Every change is one assignment at a time that cannot panic between two of them.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self, villager: VillagerId, most: Micro) -> Result<HoldId, SpendRefusal> {
        let mut kept = self.kept();
        let has = kept.balances.entry(villager).or_default();
        if *has < most.get() {
            return Err(SpendRefusal::Insufficient { available: Micro::new(*has) });
        }
        *has -= most.get();
        kept.last += 1;
        let hold = HoldId(kept.last);
        kept.holds.insert(hold, (villager, most.get()));
        Ok(hold)
    }
}

impl Purse for MemoryPurse {
    fn reserve(
        &self,
        villager: VillagerId,
        most: Micro,
    ) -> BoxFuture<'_, Result<HoldId, SpendRefusal>> {
        Box::pin(std::future::ready(self.take(villager, most)))
    }

    fn settle(&self, villager: VillagerId, hold: HoldId, used: Micro) {
        let mut kept = self.kept();
        let (owner, most) = kept.holds.remove(&hold).expect("each reservation is settled once");
        assert_eq!(owner, villager, "a reservation is settled by its owner");
        let rest = most - used.get().clamp(0, most);
        *kept.balances.entry(villager).or_default() += rest;
    }
}
