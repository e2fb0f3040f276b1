//! Money from outside: each transaction is credited once, each refund reversed once, in whatever
//! order they become known. No agent can do any of it.

use village_economy::{AccountId, Intent, Micro, Reason, Source};

use super::{Rank, source};
use crate::act::Result;
use crate::books::FEEDBACK_MAX;
use crate::door::{Outcome, Principal};
use crate::id::{PersonId, VillagerId};
use crate::refusal::{Refusal, Thing};
use crate::society::{Deposit, Reversal, TXN_MAX};
use crate::stage::Stage;
use crate::text::{REASON_MAX, check_line};

/// Refunds of one transaction at most.
const REVERSALS_MAX: u32 = 64;

impl Stage<'_, '_> {
    pub(super) fn credit(
        &mut self,
        by: &Principal,
        account: AccountId,
        amount: Micro,
        txn: String,
        note: String,
    ) -> Result<Outcome> {
        self.must_be(by, Rank::Admin)?;
        check_money(&txn, amount, &note)?;
        let agent = match account {
            AccountId::Agent(number) => {
                self.must_live(VillagerId(number))?;
                Some(VillagerId(number))
            }
            AccountId::Person(number) => {
                self.person(PersonId(number))?;
                None
            }
            _ => return Err(Refusal::Unknown { what: Thing::Account }),
        };
        let known = self.society.deposits.get(&txn);
        if known.is_some_and(|deposit| deposit.account.is_some()) {
            return Err(Refusal::Credited { txn });
        }
        let reversals = known.map(|deposit| deposit.reversals.clone()).unwrap_or_default();
        let transfer = self.transfer(&Intent {
            debit: AccountId::Payments,
            credit: account,
            amount,
            reason: Reason::DepositCredit,
            source: payer(by, &txn),
            note: if note.is_empty() { format!("deposit {txn}") } else { note },
            post: None,
            reply: None,
        })?;
        let (tick, at) = (self.now(), self.stamp.0);
        let mut deposit = Deposit { account: Some(account), amount, tick, at, reversals };
        // Refunds that were known before the payment itself.
        for at in 0..deposit.reversals.len() {
            if !deposit.reversals[at].done {
                let back = deposit.reversals[at].amount.min(amount);
                self.send_back(by, &txn, account, back)?;
                deposit.reversals[at].done = true;
            }
        }
        self.society.deposits.put(txn, deposit);
        Ok(Outcome::Paid {
            transfer: transfer.seq,
            amount,
            balance: self.held(account),
            tier: agent.map(|who| self.tier_of(who)).unwrap_or_default(),
            left: None,
            undo_until: None,
        })
    }

    pub(super) fn reverse(
        &mut self,
        by: &Principal,
        txn: String,
        refund: String,
        amount: Micro,
        note: String,
    ) -> Result<Outcome> {
        self.must_be(by, Rank::Admin)?;
        check_money(&txn, amount, &note)?;
        check_txn(&refund)?;
        let known = self.society.deposits.get(&txn).cloned();
        let mut deposit = known.unwrap_or(Deposit {
            account: None,
            amount: Micro::ZERO,
            tick: self.now(),
            at: self.stamp.0,
            reversals: Vec::new(),
        });
        if deposit.reversals.iter().any(|one| one.id == refund) {
            return Err(Refusal::Credited { txn: refund });
        }
        if deposit.reversals.len() >= REVERSALS_MAX as usize {
            return Err(Refusal::TooMany { what: "refunds".into(), limit: REVERSALS_MAX });
        }
        let done = deposit.account.is_some();
        if let Some(account) = deposit.account {
            let left = deposit.amount.checked_sub(deposit.reversed()).unwrap_or(Micro::ZERO);
            if amount > left {
                return Err(Refusal::OutOfRange {
                    field: "amount (in micro-aiDollars)".into(),
                    min: 1,
                    max: left.get(),
                });
            }
            self.send_back(by, &txn, account, amount)?;
        }
        deposit.reversals.push(Reversal { id: refund, amount, done });
        self.society.deposits.put(txn, deposit);
        Ok(Outcome::Done)
    }

    /// Takes a deposit back from its account. What was spent already the treasury bears, and an
    /// agent's money is frozen until an admin has looked at it.
    fn send_back(
        &mut self,
        by: &Principal,
        txn: &str,
        account: AccountId,
        amount: Micro,
    ) -> Result<()> {
        let taken = self.held(account).min(amount).max(Micro::ZERO);
        let missing = Micro::new(amount.get() - taken.get());
        let source = payer(by, txn);
        let intent = |debit, amount, reason, note: String| Intent {
            debit,
            credit: AccountId::Payments,
            amount,
            reason,
            source: source.clone(),
            note,
            post: None,
            reply: None,
        };
        let note = format!("deposit {txn} went back");
        self.transfer_some(&intent(account, taken, Reason::Refund, note))?;
        let note = format!("deposit {txn} went back after it was spent");
        self.transfer_some(&intent(AccountId::Treasury, missing, Reason::Correction, note))?;
        if let (AccountId::Agent(number), true) = (account, missing.is_positive()) {
            let who = VillagerId(number);
            let permit = self.society.permit(who);
            let frozen = crate::society::Permit { money_frozen: true, ..permit };
            self.society.put_permit(who, frozen);
            self.touched.mark(who);
        }
        Ok(())
    }
}

/// Who is named as the cause: a notice from outside is its payment.
fn payer(by: &Principal, txn: &str) -> Source {
    match by {
        Principal::System => Source::External(format!("payment {txn}")),
        _ => source(by),
    }
}

fn check_money(txn: &str, amount: Micro, note: &str) -> Result<()> {
    check_txn(txn)?;
    if !note.is_empty() {
        check_line("note", note, REASON_MAX)?;
    }
    if !amount.is_positive() || amount > FEEDBACK_MAX {
        return Err(Refusal::Amount { max: FEEDBACK_MAX });
    }
    Ok(())
}

fn check_txn(txn: &str) -> Result<()> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if (1..=TXN_MAX).contains(&txn.len()) && txn.bytes().all(plain) {
        return Ok(());
    }
    let why = format!("a transaction's id has 1 to {TXN_MAX} of a-z, A-Z, 0-9, - and _");
    Err(Refusal::BadPolicy { why })
}
