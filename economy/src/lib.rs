//! Money: what it is, who holds it, how it moves, and the proof that nothing was lost.
//!
//! Invariants of this crate:
//! - Amounts are integers ([`Micro`]); no float appears anywhere.
//! - Money moves only by a [`Transfer`], which takes from one account what it gives to another,
//!   so the sum of all balances is always zero (the treasury holds the other side).
//! - The log of transfers has no gaps and each entry carries the hash of the one before.
//!
//! Absent on purpose: clocks, chance, threads, files, sockets, databases and Bevy. Time is a
//! parameter. Idempotency keys belong to the door, not to the ledger.

mod account;
mod auction;
mod audit;
mod batch;
mod bounty;
mod checkpoint;
mod gift;
mod hash;
mod hex;
mod ledger;
mod money;
mod places;
mod policy;
mod prefix;
mod reason;
mod snapshot;
mod source;
mod statement;
mod text_form;
mod tier;
mod transfer;

pub use account::{AccountForm, AccountId};
pub use auction::{Award, Bid, close};
pub use audit::{Auditor, Finding, What};
pub use batch::Batch;
pub use bounty::{
    Bounty, BountyPayout, BountyRefusal, BountyState, BountyStep, BountyTerms, due, step,
};
pub use checkpoint::{
    CHECKPOINT_BYTES_MAX, Checkpoint, CheckpointFault, CheckpointForm, CheckpointKey,
    CheckpointSignature, Signed, Signer,
};
pub use gift::{Gift, GiftRefusal, GiftRules, Pair, Spent, fair_allowance, give, left, take_back};
pub use hash::{Hash32, HashForm};
pub use ledger::{Broken, Ledger, Refusal, penalty_amount};
pub use money::{MONEY_PLACES, Micro, MoneyForm};
pub use policy::{
    Allowance, AuctionPolicy, BountyPolicy, Giving, POLICY_AMOUNT_MAX, POLICY_TEXT_BYTES_MAX,
    Policy, PolicyFault,
};
pub use prefix::{CheckpointAuditor, CheckpointFinding, CheckpointWhat, Proven};
pub use reason::{Reason, ReasonForm};
pub use snapshot::{LedgerSnapshot, SNAPSHOT_VERSION, SnapshotFault};
pub use source::{SOURCE_CHARS_MAX, Source, SourceForm};
pub use statement::{CURRENCY, Entry, EntryForm, EntryId, Side, statement};
pub use tier::{
    Colour, ColourForm, QueueClass, TIERS_MAX, TIERS_TEXT_BYTES_MAX, Tier, TierFault, Tiers,
};
pub use transfer::{Intent, NOTE_CHARS_MAX, Transfer};
