//! The stored form of the ledger. It carries no transfers: the log has those.
//!
//! A snapshot is believed only when it could have come from a ledger; that it agrees with the
//! log is for the auditor to prove. A merged version never changes.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::account::AccountId;
use crate::hash::Hash32;
use crate::money::Micro;

/// The version that this program writes and reads.
pub const SNAPSHOT_VERSION: u16 = 1;

/// All balances and the head of the log at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerSnapshot {
    /// [`SNAPSHOT_VERSION`].
    pub version: u16,
    /// Every open account, in the order of accounts, each once.
    pub balances: Vec<(AccountId, Micro)>,
    /// The hash of the last transfer; [`Hash32::GENESIS`] before the first.
    pub head: Hash32,
    /// The place in the log of the next transfer, from 1.
    pub next_seq: u64,
}

/// Why a snapshot cannot be the state of a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SnapshotFault {
    #[error("the ledger is of version {found}, this program reads {SNAPSHOT_VERSION}")]
    Version { found: u16 },
    #[error("{account} is out of order or there twice")]
    Order { account: AccountId },
    #[error("{account} is below its floor with {balance}")]
    BelowFloor { account: AccountId, balance: Micro },
    #[error("the balances add up to {total} micro-aiDollars instead of 0")]
    TotalNotZero { total: i128 },
    #[error("the head of the log and its next entry {next_seq} do not agree")]
    Head { next_seq: u64 },
}

impl LedgerSnapshot {
    pub(crate) fn check(&self) -> Result<(), SnapshotFault> {
        if self.version != SNAPSHOT_VERSION {
            return Err(SnapshotFault::Version { found: self.version });
        }
        if let Some(pair) = self.balances.windows(2).find(|pair| pair[0].0 >= pair[1].0) {
            return Err(SnapshotFault::Order { account: pair[1].0 });
        }
        let low = |&&(account, balance): &&(AccountId, Micro)| {
            account.floor().is_some_and(|floor| balance < floor)
        };
        if let Some(&(account, balance)) = self.balances.iter().find(low) {
            return Err(SnapshotFault::BelowFloor { account, balance });
        }
        let total = self.balances.iter().map(|(_, balance)| i128::from(balance.get())).sum();
        if total != 0 {
            return Err(SnapshotFault::TotalNotZero { total });
        }
        let untouched = self.head == Hash32::GENESIS;
        if self.next_seq == 0 || untouched != (self.next_seq == 1) {
            return Err(SnapshotFault::Head { next_seq: self.next_seq });
        }
        Ok(())
    }
}
