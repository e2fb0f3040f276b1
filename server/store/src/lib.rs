//! The village's memory on disk: journal, ledger, board, audit log, idempotency keys, snapshots,
//! tokens and administrators, in `SQLite` or Postgres behind one [`Store`].
//!
//! Invariants of this crate:
//! - What a tick leaves behind is one transaction: all of it is kept or nothing.
//! - One process at a time writes records; a lock that the database or its folder holds sees to it.
//! - Journal, transfers, replies and audit log only grow; triggers in the database refuse change.
//!
//! Absent on purpose: rules of the world, HTTP, secrets in plain text, and the wall clock: every
//! stamp is handed in.

mod audit;
mod error;
mod export;
mod form;
mod hex;
mod history;
mod import;
mod line;
mod load;
mod migration;
mod place;
mod postgres;
mod read;
mod record;
mod rows;
mod sqlite;
mod store;
#[cfg(feature = "testing")]
pub mod testing;
mod token;
mod write;

pub use audit::{AuditReport, Flaw};
pub use error::{Result, StoreError};
pub use history::{AuditLine, Listed, PAGE_MAX, Page, PostFilter, WORDS_MAX};
pub use import::{LINE_BYTES_MAX, journal_from_jsonl};
pub use place::{Place, PlaceForm, Role};
pub use record::{
    Commit, Effects, JournalRow, KEY_LIFE_MICROS, KeyRow, LedgerHead, Loaded, SNAPSHOTS_KEPT,
    SnapshotRow,
};
pub use store::Store;
pub use token::{AdminRow, Holder, TokenRow};
