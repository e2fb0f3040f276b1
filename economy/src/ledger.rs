//! The balances and the head of the log, kept by one writer.
//!
//! Invariants: the sum of all balances is zero; no agent, person or escrow is below its floor;
//! the next transfer follows the head without a gap. [`Ledger::post`] checks everything first and
//! then applies, so a refusal changes nothing. The transfers themselves are not kept here: they
//! are handed back, and the caller stores them.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::account::AccountId;
use crate::batch::Batch;
use crate::hash::Hash32;
use crate::money::Micro;
use crate::places::Places;
use crate::snapshot::{LedgerSnapshot, SNAPSHOT_VERSION, SnapshotFault};
use crate::transfer::{Intent, Malformed, Transfer};

/// Up to this many accounts, a debug build sums all balances after every transfer.
const SUM_OFTEN_MAX: usize = 1024;

/// Why a movement is not made. The ledger is as it was before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    #[error("a transfer needs two accounts")]
    SameAccount,
    #[error("a transfer moves more than nothing")]
    NotPositive,
    #[error("there is no account {0}")]
    UnknownAccount(AccountId),
    #[error("only {available} is available")]
    Insufficient {
        /// What the debited account could give.
        available: Micro,
    },
    #[error("a balance would leave its range")]
    Overflow,
    #[error("the note or the name of the source is too long")]
    TooLong,
}

impl Refusal {
    /// A stable word for this refusal, for error codes.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SameAccount => "same_account",
            Self::NotPositive => "not_positive",
            Self::UnknownAccount(_) => "unknown_account",
            Self::Insufficient { .. } => "insufficient",
            Self::Overflow => "overflow",
            Self::TooLong => "too_long",
        }
    }
}

impl From<Malformed> for Refusal {
    fn from(malformed: Malformed) -> Self {
        match malformed {
            Malformed::SameAccount => Self::SameAccount,
            Malformed::NotPositive => Self::NotPositive,
            Malformed::TooLong => Self::TooLong,
        }
    }
}

/// Why a stored transfer is not the next one of this ledger. The ledger is as it was before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Broken {
    #[error("entry {expected} is missing: {found} is in its place")]
    Gap { expected: u64, found: u64 },
    #[error("entry {seq} does not follow the entry before it")]
    BadPrev { seq: u64 },
    #[error("entry {seq} does not match its hash")]
    BadHash { seq: u64 },
    #[error("entry {seq} could never have been posted")]
    Impossible {
        seq: u64,
        #[source]
        refusal: Refusal,
    },
}

/// Every balance, and where the log stands.
#[derive(Clone, Debug)]
pub struct Ledger {
    places: Places,
    balances: Vec<Micro>,
    head: Hash32,
    next_seq: u64,
}

/// A movement that was checked: what both balances will be.
struct Checked {
    debit: (usize, Micro),
    credit: (usize, Micro),
}

impl Default for Ledger {
    fn default() -> Self {
        Self::new()
    }
}

impl Ledger {
    /// An empty log; the treasury, compute and payments accounts are open.
    pub fn new() -> Self {
        let mut ledger = Self {
            places: Places::new(),
            balances: Vec::new(),
            head: Hash32::GENESIS,
            next_seq: 1,
        };
        for account in [AccountId::Treasury, AccountId::Compute, AccountId::Payments] {
            ledger.open(account);
        }
        ledger
    }

    /// Opens an account with nothing in it. `false` when it was open; its balance stays.
    pub fn open(&mut self, account: AccountId) -> bool {
        let opened = self.places.get(account).is_none();
        self.place(account);
        opened
    }

    /// Where the account's balance lies, opening the account when needed.
    fn place(&mut self, account: AccountId) -> usize {
        self.places.get(account).unwrap_or_else(|| {
            self.balances.push(Micro::ZERO);
            self.places.add(account)
        })
    }

    /// Whether [`Self::post`] would make this movement now.
    pub fn check(&self, intent: &Intent) -> Result<(), Refusal> {
        self.checked(intent, 0).map(drop)
    }

    /// Makes the movement and gives back the row to store, or refuses and changes nothing.
    ///
    /// `at_micros` is UTC microseconds since 1970. Two calls with the same intent are two
    /// movements: guarding against a repeated request is the caller's part.
    pub fn post(
        &mut self,
        intent: &Intent,
        tick: u64,
        at_micros: i64,
    ) -> Result<Transfer, Refusal> {
        self.shift(intent, 0)?;
        Ok(self.chain(intent.clone(), tick, at_micros))
    }

    /// Begins many movements that are put into the log together.
    pub fn batch(&mut self) -> Batch<'_> {
        Batch::new(self)
    }

    /// Takes the next stored transfer in, after proving that it belongs here.
    ///
    /// Accounts that the log names are opened: that they are in the log says that they were.
    pub fn apply(&mut self, transfer: &Transfer) -> Result<(), Broken> {
        let seq = self.next_seq;
        if transfer.seq != seq {
            return Err(Broken::Gap { expected: seq, found: transfer.seq });
        }
        if transfer.prev != self.head {
            return Err(Broken::BadPrev { seq });
        }
        if transfer.hash != transfer.content_hash() {
            return Err(Broken::BadHash { seq });
        }
        let impossible = |refusal| Broken::Impossible { seq, refusal };
        transfer.check_form().map_err(|malformed| impossible(malformed.into()))?;
        let next_seq = seq.checked_add(1).ok_or(impossible(Refusal::Overflow))?;
        let (debit, credit) = (transfer.debit, transfer.credit);
        // An account that is not open yet has nothing.
        let held = |account| self.balance(account).unwrap_or(Micro::ZERO);
        let (from, to) = balances_after(debit, held(debit), held(credit), transfer.amount)
            .map_err(impossible)?;
        let (debit, credit) = ((self.place(debit), from), (self.place(credit), to));
        self.settle(&Checked { debit, credit });
        self.advance(transfer.hash, next_seq);
        Ok(())
    }

    /// `ahead`: movements that are applied and wait for their place in the log.
    fn checked(&self, intent: &Intent, ahead: u64) -> Result<Checked, Refusal> {
        intent.check_form()?;
        let open = |account| self.places.get(account).ok_or(Refusal::UnknownAccount(account));
        let (debit, credit) = (open(intent.debit)?, open(intent.credit)?);
        let (held, receives) = (self.balances[debit], self.balances[credit]);
        let (from, to) = balances_after(intent.debit, held, receives, intent.amount)?;
        let log_has_room = self.next_seq.checked_add(ahead).is_some_and(|seq| seq < u64::MAX);
        if !log_has_room {
            return Err(Refusal::Overflow);
        }
        Ok(Checked { debit: (debit, from), credit: (credit, to) })
    }

    /// Moves the money; the caller puts the movement into the log, or moves it back.
    pub(crate) fn shift(&mut self, intent: &Intent, ahead: u64) -> Result<(), Refusal> {
        let checked = self.checked(intent, ahead)?;
        self.settle(&checked);
        Ok(())
    }

    /// Takes back the last movement that is not in the log.
    pub(crate) fn shift_back(&mut self, intent: &Intent) {
        let (debit, credit) = (self.place(intent.debit), self.place(intent.credit));
        let back = self.balances[debit].checked_add(intent.amount);
        self.balances[debit] = back.expect("the debited account held this before");
        let back = self.balances[credit].checked_sub(intent.amount);
        self.balances[credit] = back.expect("the credited account held this before");
    }

    /// Puts a movement that was applied into the log.
    pub(crate) fn chain(&mut self, intent: Intent, tick: u64, at_micros: i64) -> Transfer {
        let transfer = Transfer::seal(intent, self.next_seq, tick, at_micros, self.head);
        let next_seq = self.next_seq.checked_add(1);
        self.advance(transfer.hash, next_seq.expect("it was checked that the log has room"));
        transfer
    }

    fn settle(&mut self, checked: &Checked) {
        self.balances[checked.debit.0] = checked.debit.1;
        self.balances[checked.credit.0] = checked.credit.1;
    }

    fn advance(&mut self, head: Hash32, next_seq: u64) {
        self.head = head;
        self.next_seq = next_seq;
        // The whole sum at every step would make a large village's debug build crawl.
        debug_assert!(
            (self.balances.len() > SUM_OFTEN_MAX && !self.next_seq.is_multiple_of(1024))
                || self.total() == 0,
            "a transfer conserves money"
        );
    }

    /// What the account holds; `None` when it is not open.
    pub fn balance(&self, account: AccountId) -> Option<Micro> {
        self.places.get(account).map(|place| self.balances[place])
    }

    /// The sum of all balances in micro-aiDollars: always exactly 0.
    pub fn total(&self) -> i128 {
        self.balances.iter().map(|balance| i128::from(balance.get())).sum()
    }

    /// Every open account and its balance, in the order of accounts.
    pub fn accounts(&self) -> impl ExactSizeIterator<Item = (AccountId, Micro)> {
        self.places.iter().map(|(account, place)| (account, self.balances[place]))
    }

    /// The hash of the last transfer; [`Hash32::GENESIS`] before the first.
    pub fn head(&self) -> Hash32 {
        self.head
    }

    /// The place in the log of the next transfer, from 1.
    pub fn next_seq(&self) -> u64 {
        self.next_seq
    }

    /// Everything that this ledger holds, to store and to come back from.
    pub fn snapshot(&self) -> LedgerSnapshot {
        LedgerSnapshot {
            version: SNAPSHOT_VERSION,
            balances: self.accounts().collect(),
            head: self.head,
            next_seq: self.next_seq,
        }
    }

    /// The ledger that a snapshot tells of, after proving that it can exist.
    pub fn from_snapshot(snapshot: &LedgerSnapshot) -> Result<Self, SnapshotFault> {
        snapshot.check()?;
        let mut ledger = Self::new();
        for &(account, balance) in &snapshot.balances {
            let place = ledger.place(account);
            ledger.balances[place] = balance;
        }
        ledger.head = snapshot.head;
        ledger.next_seq = snapshot.next_seq;
        Ok(ledger)
    }
}

/// What the two accounts hold after `amount` (more than zero) went from one to the other.
fn balances_after(
    debit: AccountId,
    held: Micro,
    receives: Micro,
    amount: Micro,
) -> Result<(Micro, Micro), Refusal> {
    if let Some(floor) = debit.floor() {
        let available = held.checked_sub(floor).ok_or(Refusal::Overflow)?;
        if available < amount {
            return Err(Refusal::Insufficient { available });
        }
    }
    let from = held.checked_sub(amount).ok_or(Refusal::Overflow)?;
    let to = receives.checked_add(amount).ok_or(Refusal::Overflow)?;
    Ok((from, to))
}

/// How much of a penalty can be taken from an agent with this balance: all that was asked, or
/// what lies above the floor of zero. Zero when nothing can be taken or nothing was asked.
pub fn penalty_amount(balance: Micro, asked: Micro) -> Micro {
    asked.min(balance).max(Micro::ZERO)
}
