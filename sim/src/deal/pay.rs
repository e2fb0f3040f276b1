//! Agents pay each other for help. No money leaves the village this way, and none is made.

use village_economy::{AccountId, Intent, Micro, Reason};

use super::source;
use crate::act::Result;
use crate::attention::Causes;
use crate::books::FEEDBACK_MAX;
use crate::door::{Outcome, Principal};
use crate::id::{PostId, VillagerId};
use crate::memory::Perceived;
use crate::refusal::{Refusal, Thing};
use crate::stage::Stage;
use crate::text::{REASON_MAX, check_line};

impl Stage<'_, '_> {
    pub(super) fn pay(
        &mut self,
        by: &Principal,
        to: VillagerId,
        amount: Micro,
        note: String,
        post: Option<PostId>,
    ) -> Result<Outcome> {
        let Principal::Agent(from) = *by else { return Err(Refusal::Forbidden) };
        self.must_own(by, from)?;
        self.must_pay(from)?;
        self.must_live(to)?;
        if to == from {
            return Err(Refusal::OwnAgent);
        }
        if !amount.is_positive() || amount > FEEDBACK_MAX {
            return Err(Refusal::Amount { max: FEEDBACK_MAX });
        }
        check_line("note", &note, REASON_MAX)?;
        if let Some(post) = post {
            self.board.head(post).ok_or(Refusal::Unknown { what: Thing::Post })?;
        }
        let transfer = self.transfer(&Intent {
            debit: AccountId::Agent(from.0),
            credit: AccountId::Agent(to.0),
            amount,
            reason: Reason::Transfer,
            source: source(by),
            note,
            post: post.map(|post| post.0),
            reply: None,
        })?;
        let note = transfer.note.as_str().into();
        self.remember(to, Perceived::Paid { by: from, amount, note });
        let soon = self.now().after(1);
        self.attend(to, Causes::JUDGED, soon);
        Ok(Outcome::Paid {
            transfer: transfer.seq,
            amount,
            balance: self.books.balance(from),
            tier: self.tier_of(from),
            left: None,
            undo_until: None,
        })
    }
}
