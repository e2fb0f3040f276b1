//! The proof from the first entry that the log is whole and the stored balances follow from it.
//!
//! On purpose this shares no arithmetic with the ledger: it sums in `i128` by itself, so that a
//! mistake there is found here. It finds every change to a row, a row that is gone, added or
//! swapped, and a tail cut behind a known head. It cannot find a log that was rewritten and
//! hashed again from some entry to a head that was replaced as well: that takes a head kept
//! elsewhere, and [`crate::CheckpointAuditor`].

use std::collections::BTreeMap;

use thiserror::Error;

use crate::account::AccountId;
use crate::hash::Hash32;
use crate::money::Micro;
use crate::transfer::{Malformed, Transfer};

/// The first bad entry, and what is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("entry {seq}: {what}")]
pub struct Finding {
    /// The place in the log. For a balance: the last entry that touched the account, 0 if none.
    pub seq: u64,
    pub what: What,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum What {
    #[error("it is missing, the next row is entry {found}")]
    Gap { found: u64 },
    #[error("it does not follow the entry before it")]
    BadPrev,
    #[error("it does not match its hash")]
    BadHash,
    #[error("it debits and credits the same account")]
    SameAccount,
    #[error("its amount is not more than zero")]
    NotPositive,
    #[error("its note or the name of its source is too long")]
    TooLong,
    #[error("it takes {account} below its floor")]
    BelowFloor { account: AccountId },
    #[error("it takes {account} out of the range of a balance")]
    OutOfRange { account: AccountId },
    #[error("{account} should hold {derived} micro-aiDollars, stored is {stored}")]
    BalanceDiffers { account: AccountId, derived: i128, stored: Micro },
    #[error("the stored balances add up to {total} micro-aiDollars instead of 0")]
    TotalNotZero { total: i128 },
    #[error("the log ends with {derived}, the stored head is {stored}")]
    HeadDiffers { derived: Hash32, stored: Hash32 },
    #[error("the next entry should be {derived}, stored is {stored}")]
    NextDiffers { derived: u64, stored: u64 },
}

#[derive(Clone, Copy, Default)]
struct Held {
    micros: i128,
    last_seq: u64,
}

/// Reads a log in order and then compares the stored balances and head with it.
pub struct Auditor {
    held: BTreeMap<AccountId, Held>,
    head: Hash32,
    /// Entries that were read and found good.
    read: u64,
    first: Option<Finding>,
}

impl Default for Auditor {
    fn default() -> Self {
        Self::new()
    }
}

impl Auditor {
    /// At the beginning of a log.
    pub fn new() -> Self {
        Self { held: BTreeMap::new(), head: Hash32::GENESIS, read: 0, first: None }
    }

    /// Takes the next stored row. After the first finding every call repeats it.
    pub fn feed(&mut self, transfer: &Transfer) -> Result<(), Finding> {
        if let Some(first) = self.first {
            return Err(first);
        }
        let seq = self.read.saturating_add(1);
        self.examine(seq, transfer).map_err(|what| *self.first.insert(Finding { seq, what }))?;
        self.read = seq;
        self.head = transfer.hash;
        Ok(())
    }

    /// How many entries were read and found good.
    pub fn entries_read(&self) -> u64 {
        self.read
    }

    /// Compares what is stored beside the log: every balance (an account without a row has
    /// nothing), the hash of the last entry and the place of the next one, from 1.
    pub fn finish(
        self,
        balances: impl IntoIterator<Item = (AccountId, Micro)>,
        head: Hash32,
        next_seq: u64,
    ) -> Result<(), Finding> {
        if let Some(first) = self.first {
            return Err(first);
        }
        let next = self.read.saturating_add(1);
        // A stored head further on means that the entries from `next` are gone.
        let seq = if next_seq > next { next } else { self.read };
        if head != self.head {
            let what = What::HeadDiffers { derived: self.head, stored: head };
            return Err(Finding { seq, what });
        }
        if next_seq != next {
            let what = What::NextDiffers { derived: next, stored: next_seq };
            return Err(Finding { seq, what });
        }
        self.compare(balances)
    }

    fn examine(&mut self, seq: u64, transfer: &Transfer) -> Result<(), What> {
        if transfer.seq != seq {
            return Err(What::Gap { found: transfer.seq });
        }
        if transfer.prev != self.head {
            return Err(What::BadPrev);
        }
        if transfer.hash != transfer.content_hash() {
            return Err(What::BadHash);
        }
        transfer.check_form().map_err(|malformed| match malformed {
            Malformed::SameAccount => What::SameAccount,
            Malformed::NotPositive => What::NotPositive,
            Malformed::TooLong => What::TooLong,
        })?;
        let amount = i128::from(transfer.amount.get());
        self.shift(transfer.debit, -amount, seq)?;
        self.shift(transfer.credit, amount, seq)
    }

    fn shift(&mut self, account: AccountId, micros: i128, seq: u64) -> Result<(), What> {
        let held = self.held.entry(account).or_default();
        *held = Held { micros: held.micros + micros, last_seq: seq };
        let floor = account.floor().map(|floor| i128::from(floor.get()));
        if floor.is_some_and(|floor| held.micros < floor) {
            return Err(What::BelowFloor { account });
        }
        if i64::try_from(held.micros).is_err() {
            return Err(What::OutOfRange { account });
        }
        Ok(())
    }

    fn compare(
        self,
        balances: impl IntoIterator<Item = (AccountId, Micro)>,
    ) -> Result<(), Finding> {
        let mut rows: Vec<(AccountId, Micro)> = balances.into_iter().collect();
        rows.sort_unstable();
        let differs = |account: AccountId, stored: Micro| {
            let held = self.held.get(&account).copied().unwrap_or_default();
            let what = What::BalanceDiffers { account, derived: held.micros, stored };
            let finding = Finding { seq: held.last_seq, what };
            (held.micros != i128::from(stored.get())).then_some((account, finding))
        };
        let wrong = rows.iter().filter_map(|&(account, stored)| differs(account, stored));
        let has_row = |account: &AccountId| rows.binary_search_by_key(account, |row| row.0).is_ok();
        let without_row = self.held.keys().copied().filter(|account| !has_row(account));
        let missing = without_row.filter_map(|account| differs(account, Micro::ZERO));
        if let Some((_, finding)) = wrong.chain(missing).min_by_key(|&(account, _)| account) {
            return Err(finding);
        }
        // Each row is right by itself; together they are wrong when one is there twice.
        match rows.iter().map(|(_, balance)| i128::from(balance.get())).sum() {
            0 => Ok(()),
            total => Err(Finding { seq: self.read, what: What::TotalNotZero { total } }),
        }
    }
}
