//! Money in the world: the ledger, the policy by which it moves, and the tiers that it buys.

use std::collections::BTreeSet;
use std::sync::Arc;

use bevy_ecs::prelude::Resource;
use rpds::RedBlackTreeMapSync;
use village_economy::{AccountId, Ledger, Micro, Policy, Tiers};

use crate::id::VillagerId;
use crate::society::Amended;

/// Largest single reward or penalty.
pub const FEEDBACK_MAX: Micro = Micro::new(1_000_000_000_000);

/// What every account holds, as it is shown.
pub type Purses = RedBlackTreeMapSync<AccountId, Micro>;

/// The ledger with what shows on the world's side.
#[derive(Resource, Debug)]
pub struct Books {
    pub(crate) ledger: Ledger,
    pub policy: Arc<Policy>,
    pub tiers: Arc<Tiers>,
    /// Policy and tiers of the files, to which an admin can go back.
    pub(crate) of_files: (Arc<Policy>, Arc<Tiers>),
    /// Accounts that this tick opened or touched.
    pub(crate) touched: BTreeSet<AccountId>,
    pub(crate) stipend: Micro,
    /// Balances after the last tick, for the view.
    pub(crate) purses: Purses,
    /// The tier that each agent was last seen with, by its number.
    pub(crate) shown: Vec<u8>,
}

impl Books {
    pub(crate) fn new(policy: Arc<Policy>, tiers: Arc<Tiers>) -> Self {
        Self {
            ledger: Ledger::new(),
            of_files: (policy.clone(), tiers.clone()),
            policy,
            tiers,
            touched: BTreeSet::new(),
            stipend: Micro::ZERO,
            purses: Purses::new_sync(),
            shown: Vec::new(),
        }
    }

    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// What a villager has; nothing when it has no account.
    pub fn balance(&self, who: VillagerId) -> Micro {
        self.ledger.balance(AccountId::Agent(who.0)).unwrap_or(Micro::ZERO)
    }

    pub(crate) fn open(&mut self, account: AccountId) {
        if self.ledger.open(account) {
            self.touched.insert(account);
        }
    }

    /// Plays by an amended policy, or again by that of the files. The tiers must have been checked.
    pub(crate) fn amend(&mut self, amended: Option<&Amended>) -> Result<(), String> {
        let (policy, tiers) = match amended {
            None => self.of_files.clone(),
            Some(amended) => {
                amended.policy.check().map_err(|fault| fault.to_string())?;
                let tiers = Tiers::new(amended.tiers.clone()).map_err(|fault| fault.to_string())?;
                (Arc::new(amended.policy.clone()), Arc::new(tiers))
            }
        };
        (self.policy, self.tiers) = (policy, tiers);
        Ok(())
    }
}

/// Whether the store takes records, as far as the world has been told.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreAt(pub bool);
