//! One movement of money: what is asked for ([`Intent`]) and what happened ([`Transfer`]).
//!
//! A transfer debits one account and credits another by the same positive amount, so an
//! unbalanced movement cannot be written down. Its hash covers every field and the hash before
//! it. The byte layout in `write_canonical` is persisted: it never changes, a new one gets a new
//! domain tag.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::account::AccountId;
use crate::hash::Hash32;
use crate::money::Micro;
use crate::reason::Reason;
use crate::source::Source;
use crate::text_form::chars_within;

/// Characters of a note.
pub const NOTE_CHARS_MAX: usize = 500;

const DOMAIN: &[u8] = b"ai-village/transfer/v1";

/// A movement that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Intent {
    /// The account that the amount leaves.
    pub debit: AccountId,
    /// The account that the amount enters.
    pub credit: AccountId,
    /// More than zero.
    pub amount: Micro,
    pub reason: Reason,
    pub source: Source,
    /// Free words, at most [`NOTE_CHARS_MAX`] characters, often empty.
    pub note: String,
    /// The post on the board that this is about.
    pub post: Option<u64>,
    /// The reply under that post that this is about.
    pub reply: Option<u64>,
}

/// What is wrong with a movement in itself, whatever the balances are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Malformed {
    SameAccount,
    NotPositive,
    TooLong,
}

impl Intent {
    pub(crate) fn check_form(&self) -> Result<(), Malformed> {
        check_form(self.debit, self.credit, self.amount, &self.source, &self.note)
    }
}

fn check_form(
    debit: AccountId,
    credit: AccountId,
    amount: Micro,
    source: &Source,
    note: &str,
) -> Result<(), Malformed> {
    if debit == credit {
        Err(Malformed::SameAccount)
    } else if !amount.is_positive() {
        Err(Malformed::NotPositive)
    } else if !chars_within(note, NOTE_CHARS_MAX) || !source.name_fits() {
        Err(Malformed::TooLong)
    } else {
        Ok(())
    }
}

/// A movement that happened: one row of the log.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    /// Place in the log, from 1 and without gaps.
    pub seq: u64,
    /// The tick in which it was settled.
    pub tick: u64,
    /// UTC microseconds since 1970, as the caller told them.
    pub at_micros: i64,
    pub debit: AccountId,
    pub credit: AccountId,
    pub amount: Micro,
    pub reason: Reason,
    pub source: Source,
    pub note: String,
    pub post: Option<u64>,
    pub reply: Option<u64>,
    /// The hash of the transfer before; [`Hash32::GENESIS`] for the first.
    pub prev: Hash32,
    /// SHA-256 over the domain tag, `prev` and every other field.
    pub hash: Hash32,
}

impl Transfer {
    /// The row that records `intent` after the row with hash `prev`.
    pub(crate) fn seal(intent: Intent, seq: u64, tick: u64, at_micros: i64, prev: Hash32) -> Self {
        let mut row = Self {
            seq,
            tick,
            at_micros,
            debit: intent.debit,
            credit: intent.credit,
            amount: intent.amount,
            reason: intent.reason,
            source: intent.source,
            note: intent.note,
            post: intent.post,
            reply: intent.reply,
            prev,
            hash: Hash32::GENESIS,
        };
        row.hash = row.content_hash();
        row
    }

    pub(crate) fn check_form(&self) -> Result<(), Malformed> {
        check_form(self.debit, self.credit, self.amount, &self.source, &self.note)
    }

    /// The hash that the fields other than `hash` call for.
    pub fn content_hash(&self) -> Hash32 {
        let mut digest = Sha256::new();
        digest.update(DOMAIN);
        digest.update(self.prev.0);
        self.write_canonical(&mut |bytes| digest.update(bytes));
        Hash32(digest.finalize().into())
    }

    /// Every field but `prev` and `hash`, in one way only: numbers little-endian, each text after
    /// its length in bytes, each choice after its tag. No two rows give the same bytes.
    fn write_canonical(&self, put: &mut impl FnMut(&[u8])) {
        let mut head = [0; 49];
        head[0..8].copy_from_slice(&self.seq.to_le_bytes());
        head[8..16].copy_from_slice(&self.tick.to_le_bytes());
        head[16..24].copy_from_slice(&self.at_micros.to_le_bytes());
        head[24..32].copy_from_slice(&self.debit.to_u64().to_le_bytes());
        head[32..40].copy_from_slice(&self.credit.to_u64().to_le_bytes());
        head[40..48].copy_from_slice(&self.amount.get().to_le_bytes());
        head[48] = self.reason.code();
        put(&head);
        match &self.source {
            Source::System => put(&[0]),
            Source::Admin(name) => put_tagged_text(put, 1, name),
            Source::Person(number) => put_tagged(put, 2, u64::from(*number)),
            Source::Agent(number) => put_tagged(put, 3, u64::from(*number)),
            Source::External(name) => put_tagged_text(put, 4, name),
        }
        put_tagged_text(put, 0, &self.note);
        for related in [self.post, self.reply] {
            match related {
                None => put(&[0]),
                Some(number) => put_tagged(put, 1, number),
            }
        }
    }
}

fn put_tagged(put: &mut impl FnMut(&[u8]), tag: u8, number: u64) {
    let mut bytes = [tag; 9];
    bytes[1..].copy_from_slice(&number.to_le_bytes());
    put(&bytes);
}

fn put_tagged_text(put: &mut impl FnMut(&[u8]), tag: u8, text: &str) {
    put_tagged(put, tag, text.len() as u64);
    put(text.as_bytes());
}
