//! The village's memory on disk: journal, ledger, board, letters, files, audit log, idempotency
//! keys, snapshots, model minds with traces of their thoughts, and what proves who somebody is, in
//! `SQLite` or Postgres behind one [`Store`].
//!
//! Invariants of this crate:
//! - What a tick leaves behind is one transaction: all of it is kept or nothing.
//! - One process at a time writes records; a lock that the database or its folder holds sees to it.
//! - Journal, transfers, replies and audit log only grow; triggers in the database refuse change.
//!
//! Absent on purpose: rules of the world, HTTP, secrets in plain text, and the wall clock: every
//! stamp is handed in.

mod audit;
mod blob;
mod credential;
mod error;
mod export;
mod flow;
mod form;
mod hex;
mod history;
mod import;
mod invitation;
mod letter;
mod line;
mod load;
mod log;
mod migration;
mod mind;
mod pack;
mod place;
mod portion;
mod postgres;
mod read;
mod record;
mod rights;
mod rows;
mod session;
mod sqlite;
mod store;
#[cfg(feature = "testing")]
pub mod testing;
mod thought;
mod token;
mod trail;
mod write;

pub use audit::{AuditReport, Flaw};
pub use blob::{BLOB_BYTES_MAX, Blob, BlobAbout, blob_hash};
pub use credential::{Credential, SignUp, Subject};
pub use error::{Result, StoreError};
pub use flow::{FLOW_ROWS_MAX, Flow, Flows};
pub use history::{Listed, PAGE_MAX, Page, PostFilter, WORDS_MAX};
pub use import::{LINE_BYTES_MAX, journal_from_jsonl};
pub use invitation::InvitationRow;
pub use log::{AuditFilter, AuditLine, LedgerFilter, Movement};
pub use mind::{
    MIND_BYTES_MAX, MIND_CHANGE_BYTES_MAX, MIND_CHANGES_MAX, MINDS_PAGE_MAX, MindRow, Minds,
};
pub use place::{Place, PlaceForm, Role};
pub use record::{
    Commit, Effects, JournalRow, KEY_LIFE_MICROS, KeyRow, LedgerHead, Loaded, SNAPSHOTS_KEPT,
    SnapshotRow,
};
pub use session::{AGENT_MAX, DEVICES_EACH_MAX, SESSIONS_EACH_MAX, SessionRow};
pub use store::Store;
pub use thought::{
    DETAIL_BYTES_MAX, NAME_BYTES_MAX, Pruned, STATE_MAX, SUMMARY_BYTES_MAX, THOUGHTS_PAGE_MAX,
    ThoughtAbout, ThoughtClass, ThoughtFilter, ThoughtRow,
};
pub use token::{Holder, TokenRow};
