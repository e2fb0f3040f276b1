//! The proof that the stored ledger is whole.

use village_economy::{AccountId, Finding, Hash32, Micro};

/// What the audit saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditReport {
    /// Transfers that were read and found good.
    pub transfers: u64,
    pub accounts: u64,
    /// Hash of the last good transfer.
    pub head: Hash32,
    /// The first thing that is wrong.
    pub flaw: Option<Flaw>,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    #[error(transparent)]
    Ledger(#[from] Finding),
    #[error("entry {seq}: {account} should hold {derived} after it, stored is {stored}")]
    BalanceAfter { seq: u64, account: AccountId, derived: i128, stored: Micro },
    #[error("entry {seq}: it cannot be read")]
    Unreadable { seq: u64 },
}
