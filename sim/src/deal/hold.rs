//! Reservations: money set aside before a costly call, so that no call is made that cannot be paid
//! for. Settled to what was used; one that nobody settles runs out by itself.

use village_economy::{AccountId, Intent, Micro, Reason};

use super::buy::set_aside;
use super::source;
use crate::act::Result;
use crate::books::FEEDBACK_MAX;
use crate::door::{Outcome, Principal};
use crate::id::{HoldId, VillagerId};
use crate::refusal::{Refusal, Thing};
use crate::society::{Counter, Held, Item};
use crate::stage::Stage;
use crate::text::{REASON_MAX, check_line};

/// Reservations at one time, in the whole village.
const HOLDS_MAX: u32 = 100_000;

impl Stage<'_, '_> {
    pub(super) fn reserve(
        &mut self,
        by: &Principal,
        agent: VillagerId,
        amount: Micro,
        what: String,
    ) -> Result<Outcome> {
        self.must_own(by, agent)?;
        self.must_pay(agent)?;
        check_line("what", &what, REASON_MAX)?;
        if !amount.is_positive() || amount > FEEDBACK_MAX {
            return Err(Refusal::Amount { max: FEEDBACK_MAX });
        }
        if self.society.holds.len() >= HOLDS_MAX as usize {
            return Err(Refusal::TooMany { what: "reservations".into(), limit: HOLDS_MAX });
        }
        self.transfer(&Intent {
            debit: AccountId::Agent(agent.0),
            credit: set_aside(agent),
            amount,
            reason: Reason::Reservation,
            source: source(by),
            note: what.clone(),
            post: None,
            reply: None,
        })?;
        let hold = HoldId(self.society.next(Counter::Hold));
        let until = self.in_seconds(self.books.policy.reservation_seconds);
        self.society.holds.put(hold, Held { agent, amount, what, until });
        self.agenda.note(until, Item::Hold(hold));
        Ok(Outcome::Reserved { hold, until })
    }

    pub(super) fn release(
        &mut self,
        by: &Principal,
        agent: VillagerId,
        hold: HoldId,
        used: Micro,
    ) -> Result<Outcome> {
        // Whoever was stopped meanwhile pays all the same for what it had ordered.
        if *by != Principal::Agent(agent) {
            self.must_own(by, agent)?;
        }
        let kept = self.society.holds.get(&hold).filter(|kept| kept.agent == agent).cloned();
        let kept = kept.ok_or(Refusal::Unknown { what: Thing::Hold })?;
        if used.is_negative() || used > kept.amount {
            return Err(Refusal::OutOfRange {
                field: "used (in micro-aiDollars)".into(),
                min: 0,
                max: kept.amount.get(),
            });
        }
        self.let_go(by, hold, &kept, used)?;
        Ok(Outcome::Done)
    }

    /// Pays what was used and gives the rest back.
    pub(super) fn let_go(
        &mut self,
        by: &Principal,
        hold: HoldId,
        kept: &Held,
        used: Micro,
    ) -> Result<()> {
        let source = source(by);
        let intent = |credit, amount, reason| Intent {
            debit: set_aside(kept.agent),
            credit,
            amount,
            reason,
            source: source.clone(),
            note: kept.what.clone(),
            post: None,
            reply: None,
        };
        let rest = Micro::new(kept.amount.get() - used.get());
        let back = AccountId::Agent(kept.agent.0);
        self.transfer_some(&intent(AccountId::Compute, used, Reason::PurchaseCompute))?;
        self.transfer_some(&intent(back, rest, Reason::Refund))?;
        self.society.holds.remove(&hold);
        Ok(())
    }
}
