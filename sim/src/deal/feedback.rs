//! Rewards and penalties: money for words, and taking it back.

use std::sync::Arc;

use village_economy::{
    AccountId, Allowance, Gift, GiftRefusal, GiftRules, Intent, Micro, Pair, Reason, Spent,
    Transfer, give, left, penalty_amount, take_back,
};

use super::{Rank, giving_day, source};
use crate::act::Result;
use crate::attention::Causes;
use crate::board::{Author, Status};
use crate::books::FEEDBACK_MAX;
use crate::door::{Feedback, Outcome, Principal};
use crate::id::VillagerId;
use crate::memory::{Perceived, Verdict};
use crate::refusal::{Refusal, Thing};
use crate::society::{Given, Giver, Item};
use crate::stage::Stage;
use crate::text::{REASON_MAX, check_line};

/// Praise or blame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Judgement {
    Reward,
    Penalty,
}

/// Who gives, out of what, and how much that may be.
struct Purse {
    by: Giver,
    out_of: Giver,
    rules: GiftRules,
}

impl Stage<'_, '_> {
    pub(super) fn reward(&mut self, by: &Principal, feedback: &Feedback) -> Result<Outcome> {
        self.check_feedback(by, feedback)?;
        let agent = AccountId::Agent(feedback.agent.0);
        if feedback.own {
            return self.tip(by, feedback);
        }
        let purse = self.purse(by)?;
        let gift = self.weigh(&purse, feedback, feedback.amount)?;
        let accounts = (AccountId::Treasury, agent);
        let transfer = self.move_gift(by, feedback, accounts, gift.credited, Judgement::Reward)?;
        self.keep_gift(&purse, feedback, &gift, &transfer, Judgement::Reward);
        Ok(self.paid(feedback.agent, &transfer, Some(&purse)))
    }

    /// A reward out of the giver's own purse: its own money, and so of full weight.
    fn tip(&mut self, by: &Principal, feedback: &Feedback) -> Result<Outcome> {
        let Principal::Person(person) = by else { return Err(Refusal::Forbidden) };
        let from = AccountId::Person(person.0);
        self.books.open(from);
        let accounts = (from, AccountId::Agent(feedback.agent.0));
        let kind = Judgement::Reward;
        let transfer = self.move_gift(by, feedback, accounts, feedback.amount, kind)?;
        let purse = self.purse(by)?;
        // No row is kept of a tip: it touches no allowance.
        let gift = Gift {
            asked: feedback.amount,
            credited: feedback.amount,
            giver: Spent::default(),
            village: Spent::default(),
            pair: Pair::default(),
        };
        self.keep_gift(&purse, feedback, &gift, &transfer, kind);
        Ok(self.paid(feedback.agent, &transfer, Some(&purse)))
    }

    pub(super) fn penalize(&mut self, by: &Principal, feedback: &Feedback) -> Result<Outcome> {
        self.check_feedback(by, feedback)?;
        if feedback.own {
            return Err(Refusal::Forbidden);
        }
        let available = self.books.balance(feedback.agent);
        let purse = self.purse(by)?;
        // A penalty takes what is there and no more: nobody is pushed below the floor, and nobody
        // spends an allowance on what is not there.
        let asked = penalty_amount(available, feedback.amount);
        if !asked.is_positive() {
            return Err(Refusal::Insufficient { available });
        }
        let gift = self.weigh(&purse, feedback, asked)?;
        let accounts = (AccountId::Agent(feedback.agent.0), AccountId::Treasury);
        let transfer = self.move_gift(by, feedback, accounts, gift.credited, Judgement::Penalty)?;
        self.keep_gift(&purse, feedback, &gift, &transfer, Judgement::Penalty);
        Ok(self.paid(feedback.agent, &transfer, Some(&purse)))
    }

    /// Takes a gift back. What the agent has spent meanwhile cannot be taken.
    pub(super) fn undo(&mut self, by: &Principal, transfer: u64) -> Result<Outcome> {
        self.must_be(by, Rank::Member)?;
        let given = self.society.gifts.get(&transfer).cloned().ok_or(Refusal::TooLate)?;
        if Some(&given.by) != giver(by).as_ref() || given.until <= self.now() {
            return Err(Refusal::TooLate);
        }
        let back = self.transfer(&Intent {
            debit: given.credit,
            credit: given.debit,
            amount: given.credited,
            reason: Reason::Correction,
            source: source(by),
            note: format!("taken back: transfer {transfer}"),
            post: None,
            reply: None,
        })?;
        self.society.gifts.remove(&transfer);
        if !given.own {
            self.give_back(&given);
        }
        if let Some(topic) = &given.topic {
            self.villager(given.agent).leanings.lean(topic, -given.leaning);
        }
        let purse = self.purse(by)?;
        Ok(self.paid(given.agent, &back, Some(&purse)))
    }

    fn give_back(&mut self, given: &Given) {
        let day = giving_day(&self.clock);
        let pair = (given.out_of.clone(), given.agent);
        let society = &mut *self.society;
        let row = |giver: &Giver| society.spent.get(giver).copied().unwrap_or_default();
        let (own, village) = (row(&given.out_of), row(&Giver::Village));
        let known = society.pairs.get(&pair).copied().unwrap_or_default();
        let (own, village, known) =
            take_back(given.asked, given.credited, given.day, day, own, village, known);
        society.spent.put(given.out_of.clone(), own);
        society.spent.put(Giver::Village, village);
        society.pairs.put(pair, known);
    }

    fn check_feedback(&self, by: &Principal, feedback: &Feedback) -> Result<()> {
        let rank = self.must_be(by, Rank::Member)?;
        self.must_live(feedback.agent)?;
        if !feedback.amount.is_positive() || feedback.amount > FEEDBACK_MAX {
            return Err(Refusal::Amount { max: FEEDBACK_MAX });
        }
        check_line("reason", &feedback.reason, REASON_MAX)?;
        let unknown = Refusal::Unknown { what: Thing::Post };
        let head = self.board.head(feedback.post).ok_or(unknown.clone())?;
        if rank < Rank::Moderator && !head.audience.admits(&head.author, Some(by)) {
            return Err(unknown);
        }
        if head.status == Status::Moderated {
            return Err(Refusal::Closed { status: "moderated".into() });
        }
        let author = match feedback.reply {
            None => head.author.clone(),
            Some(reply) => {
                let found = self.board.reply(reply);
                let found = found.filter(|(post, _)| *post == feedback.post);
                found.ok_or(Refusal::Unknown { what: Thing::Reply })?.1.clone()
            }
        };
        if author != Author::Agent(feedback.agent) {
            return Err(Refusal::NotTheAuthor);
        }
        let sponsor = self.society.permits.get(&feedback.agent).and_then(|permit| permit.sponsor);
        match (by, sponsor) {
            (Principal::Person(person), Some(sponsor)) if *person == sponsor => {
                Err(Refusal::OwnAgent)
            }
            _ => Ok(()),
        }
    }

    fn purse(&self, by: &Principal) -> Result<Purse> {
        let policy = &self.books.policy;
        if let Principal::Person(id) = by {
            self.person(*id)?;
        }
        let may_give = self.society.may_give(by, policy).ok_or(Refusal::Forbidden)?;
        let (by, out_of, Allowance { allowance, knee }) = may_give;
        let rules = GiftRules { allowance, emission: policy.emission_per_day, knee };
        Ok(Purse { by, out_of, rules })
    }

    fn weigh(&self, purse: &Purse, feedback: &Feedback, asked: Micro) -> Result<Gift> {
        let row = |giver: &Giver| self.society.spent.get(giver).copied().unwrap_or_default();
        let pair = (purse.out_of.clone(), feedback.agent);
        let pair = self.society.pairs.get(&pair).copied().unwrap_or_default();
        let day = giving_day(&self.clock);
        let (giver, village) = (row(&purse.out_of), row(&Giver::Village));
        give(&purse.rules, day, asked, giver, village, pair).map_err(|refusal| match refusal {
            GiftRefusal::NotPositive => Refusal::Amount { max: FEEDBACK_MAX },
            GiftRefusal::Allowance { left } => Refusal::Allowance { left },
            GiftRefusal::Emission { left } => Refusal::Emission { left },
            GiftRefusal::TooSmall => Refusal::TooSmall,
        })
    }

    fn move_gift(
        &mut self,
        by: &Principal,
        feedback: &Feedback,
        (debit, credit): (AccountId, AccountId),
        amount: Micro,
        kind: Judgement,
    ) -> Result<Transfer> {
        let reason = match kind {
            Judgement::Reward => Reason::Reward,
            Judgement::Penalty => Reason::Penalty,
        };
        self.transfer(&Intent {
            debit,
            credit,
            amount,
            reason,
            source: source(by),
            note: feedback.reason.clone(),
            post: Some(feedback.post.0),
            reply: feedback.reply.map(|reply| reply.0),
        })
    }

    /// Writes down what was given, and lets the agent hear of it.
    fn keep_gift(
        &mut self,
        purse: &Purse,
        feedback: &Feedback,
        gift: &Gift,
        transfer: &Transfer,
        kind: Judgement,
    ) {
        if !feedback.own {
            let pair = (purse.out_of.clone(), feedback.agent);
            self.society.spent.put(purse.out_of.clone(), gift.giver);
            self.society.spent.put(Giver::Village, gift.village);
            self.society.pairs.put(pair, gift.pair);
        }
        let (leaning, topic) = self.judge(feedback, transfer, kind);
        let until = self.now().after(self.clock.ticks(self.books.policy.undo_seconds));
        let given = Given {
            by: purse.by.clone(),
            out_of: purse.out_of.clone(),
            agent: feedback.agent,
            debit: transfer.debit,
            credit: transfer.credit,
            asked: gift.asked,
            credited: transfer.amount,
            own: feedback.own,
            day: giving_day(&self.clock),
            until,
            leaning,
            topic,
        };
        self.society.gifts.put(transfer.seq, given);
        self.agenda.note(until, Item::Gift(transfer.seq));
    }

    /// The villager hears of it at its next thought, and leans to (or from) what was judged.
    fn judge(
        &mut self,
        feedback: &Feedback,
        transfer: &Transfer,
        kind: Judgement,
    ) -> (i16, Option<Arc<str>>) {
        let head = self.board.head(feedback.post);
        let topic: Option<Arc<str>> = head.and_then(|head| head.topic.as_deref()).map(Arc::from);
        let verdict = Verdict {
            amount: transfer.amount,
            post: feedback.post,
            reply: feedback.reply,
            topic: topic.clone(),
            reason: transfer.note.as_str().into(),
        };
        let weight = leaning(transfer.amount);
        let (what, by) = match kind {
            Judgement::Reward => (Perceived::Rewarded(verdict), weight),
            Judgement::Penalty => (Perceived::Penalized(verdict), -weight),
        };
        if let Some(topic) = &topic {
            self.villager(feedback.agent).leanings.lean(topic, by);
        }
        self.remember(feedback.agent, what);
        let soon = self.now().after(1);
        self.attend(feedback.agent, Causes::JUDGED, soon);
        (by, topic)
    }

    fn paid(&self, agent: VillagerId, transfer: &Transfer, purse: Option<&Purse>) -> Outcome {
        let given = self.society.gifts.get(&transfer.seq);
        Outcome::Paid {
            transfer: transfer.seq,
            amount: transfer.amount,
            balance: self.books.balance(agent),
            tier: self.tier_of(agent),
            left: purse.map(|purse| self.allowance_left(purse)),
            undo_until: given.map(|given| given.until),
        }
    }

    fn allowance_left(&self, purse: &Purse) -> Micro {
        let spent = self.society.spent.get(&purse.out_of).copied().unwrap_or_default();
        left(purse.rules.allowance, giving_day(&self.clock), spent)
    }
}

fn giver(by: &Principal) -> Option<Giver> {
    match by {
        Principal::Person(person) => Some(Giver::Person(*person)),
        Principal::Admin(name) => Some(Giver::Operator(name.clone())),
        Principal::System | Principal::Agent(_) | Principal::Mind(_) => None,
    }
}

/// How far an amount makes one lean: 100 for the first aiDollar and 50 for each doubling, so that
/// a fortune does not buy a character.
fn leaning(amount: Micro) -> i16 {
    let whole = u64::try_from(amount.get() / 1_000_000).unwrap_or(0);
    let doublings = (whole + 1).ilog2();
    i16::try_from((100 + 50 * i32::try_from(doublings).unwrap_or(0)).min(500)).unwrap_or(500)
}
