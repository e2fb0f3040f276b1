//! What one account sees of the log: each transfer gives two entries, one for each side.
//! Nothing here is stored; entries follow from transfers.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::account::AccountId;
use crate::money::Micro;
use crate::reason::Reason;
use crate::source::Source;
use crate::text_form::serde_as_text;
use crate::transfer::Transfer;

/// The currency of every entry.
pub const CURRENCY: &str = "aiDollar";

/// A side of a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The account that the amount left; its entry is negative.
    Debit,
    /// The account that the amount entered; its entry is positive.
    Credit,
}

/// The name of an entry: the transfer's place in the log and the side, as `"17.d"` or `"17.c"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId {
    pub seq: u64,
    pub side: Side,
}

/// The text names no entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an entry is a number and .d or .c, such as 17.c")]
pub struct EntryForm;

impl FromStr for EntryId {
    type Err = EntryForm;

    fn from_str(text: &str) -> Result<Self, EntryForm> {
        let (seq, side) = text.split_once('.').ok_or(EntryForm)?;
        let side = match side {
            "d" => Side::Debit,
            "c" => Side::Credit,
            _ => return Err(EntryForm),
        };
        // `u64` would also read a plus sign and leading zeros.
        if !seq.starts_with(|first| matches!(first, '1'..='9')) {
            return Err(EntryForm);
        }
        Ok(Self { seq: seq.parse().map_err(|_| EntryForm)?, side })
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = match self.side {
            Side::Debit => 'd',
            Side::Credit => 'c',
        };
        write!(out, "{}.{side}", self.seq)
    }
}

serde_as_text!(EntryId, "an entry such as 17.c");

/// One line of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub id: EntryId,
    pub account: AccountId,
    /// The account on the other side.
    pub counterparty: AccountId,
    /// Negative when money left the account.
    pub amount: Micro,
    /// [`CURRENCY`].
    pub currency: String,
    pub reason: Reason,
    pub source: Source,
    pub note: String,
    pub related_post_id: Option<u64>,
    pub related_reply_id: Option<u64>,
    pub tick: u64,
    /// UTC microseconds since 1970.
    pub at_micros: i64,
    /// What the account held after this entry, where the reader knows it.
    pub balance_after: Option<Micro>,
}

impl Entry {
    /// One side of a transfer, without `balance_after`. `None` only for a row that no ledger
    /// posts, whose amount has no negative.
    pub fn of(transfer: &Transfer, side: Side) -> Option<Self> {
        let (account, counterparty, amount) = match side {
            Side::Debit => (transfer.debit, transfer.credit, transfer.amount.checked_neg()?),
            Side::Credit => (transfer.credit, transfer.debit, transfer.amount),
        };
        Some(Self {
            id: EntryId { seq: transfer.seq, side },
            account,
            counterparty,
            amount,
            currency: CURRENCY.to_owned(),
            reason: transfer.reason,
            source: transfer.source.clone(),
            note: transfer.note.clone(),
            related_post_id: transfer.post,
            related_reply_id: transfer.reply,
            tick: transfer.tick,
            at_micros: transfer.at_micros,
            balance_after: None,
        })
    }
}

/// The account's entries among `transfers`, in their order.
///
/// With `opening`, what the account held before the first of them, each entry tells the balance
/// after it; `transfers` must then be in the order of the log and leave out none of the account's.
pub fn statement<'log>(
    account: AccountId,
    opening: Option<Micro>,
    transfers: impl IntoIterator<Item = &'log Transfer>,
) -> impl Iterator<Item = Entry> {
    let mut running = opening;
    transfers.into_iter().filter_map(move |transfer| {
        let side = if transfer.debit == account {
            Side::Debit
        } else if transfer.credit == account {
            Side::Credit
        } else {
            return None;
        };
        let mut entry = Entry::of(transfer, side)?;
        running = running.and_then(|held| held.checked_add(entry.amount));
        entry.balance_after = running;
        Some(entry)
    })
}
