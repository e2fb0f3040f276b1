//! Deals: whatever moves money or right. They are settled after all acts of a tick, in the order
//! in which they came, each on its own: checked first, then done whole, or refused and nothing is
//! changed.

mod buy;
mod conduct;
mod deposit;
mod dues;
mod feedback;
mod hold;
mod labour;
mod letter;
mod moderate;
mod pay;
mod report;
mod restrain;
mod rule;

use bevy_ecs::prelude::Res;
use village_economy::{AccountId, Intent, Micro, Source, Transfer};

use crate::act::Result;
use crate::books::StoreAt;
use crate::clock::Tick;
use crate::door::{Body, Outcome, Principal};
use crate::id::VillagerId;
use crate::refusal::{Refusal, Thing};
use crate::stage::Stage;

pub use labour::BOUNTIES_FROM;

pub(crate) use dues::{auction_epoch, giving_day, giving_day_ends};
pub(crate) use rule::Rank;

/// Settles every deal of this tick, then what is due. While the store is away nothing is settled:
/// money stands still.
pub(crate) fn settle(mut stage: Stage, store: Res<StoreAt>) {
    for case in 0..stage.docket.cases.len() {
        let waiting = &stage.docket.cases[case];
        if waiting.outcome.is_some() || !waiting.command.body.is_deal() {
            continue;
        }
        let outcome = if store.0 {
            let command = waiting.command.clone();
            stage.deal(&command.principal.dealing(), command.body).unwrap_or_else(Outcome::Refused)
        } else {
            Outcome::Refused(Refusal::StoreAway)
        };
        stage.docket.settle(Some(case), outcome);
    }
    if store.0 {
        stage.settle_dues();
    }
}

impl Stage<'_, '_> {
    fn deal(&mut self, by: &Principal, body: Body) -> Result<Outcome> {
        match body {
            Body::Reward(feedback) => self.reward(by, &feedback),
            Body::Penalize(feedback) => self.penalize(by, &feedback),
            Body::Undo { transfer } => self.undo(by, transfer),
            Body::Enrol { name, role, vouched } => self.enrol(by, name, role, vouched),
            Body::Appoint { person, role, .. } => self.appoint(by, person, role),
            Body::Vouch { person, vouched } => self.vouch(by, person, vouched),
            Body::Discipline { person, measure, reason } => {
                self.discipline(by, person, measure, &reason)
            }
            Body::DisciplineAddress { range, measure, reason } => {
                self.discipline_address(by, range, measure, &reason)
            }
            Body::Note { .. } => self.only(by, Rank::Admin),
            Body::Purchase { agent, tier, hours } => self.purchase(by, agent, &tier, hours),
            Body::Bid { agent, amount } => self.bid(by, agent, amount),
            Body::Reserve { agent, amount, what } => self.reserve(by, agent, amount, what),
            Body::Release { agent, hold, used } => self.release(by, agent, hold, used),
            Body::Grant { agent, tier, seconds, reason } => {
                self.grant(by, agent, tier, seconds, &reason)
            }
            Body::Restrain { agent, measure, reason } => self.restrain(by, agent, measure, &reason),
            Body::Amend { amended, reason } => self.amend(by, amended, &reason),
            Body::Pay { to, amount, note, post } => self.pay(by, to, amount, note, post),
            Body::Credit { account, amount, txn, note } => {
                self.credit(by, account, amount, txn, note)
            }
            Body::Reverse { txn, refund, amount, note } => {
                self.reverse(by, txn, refund, amount, note)
            }
            Body::Moderate { post, change, reason } => self.moderate(by, post, change, &reason),
            Body::Work { post, step, words } => self.labour(by, post, step, &words),
            Body::Letter { person, agent, body } => self.letter(by, person, agent, &body),
            Body::ReadLetters { person, agent, up_to } => {
                self.read_letters(by, person, agent, up_to)
            }
            Body::Report { post, reply, reason } => self.report(by, post, reply, reason),
            Body::Dismiss { post, reason } => self.dismiss(by, post, &reason),
            Body::Found { .. }
            | Body::Join { .. }
            | Body::Store { .. }
            | Body::Move { .. }
            | Body::Act { .. }
            | Body::Post { .. }
            | Body::Reply { .. }
            | Body::Enter { .. }
            | Body::Leave
            | Body::Think { .. }
            | Body::Decide { .. }
            | Body::LetGo { .. } => Err(Refusal::Forbidden),
        }
    }

    fn only(&self, by: &Principal, rank: Rank) -> Result<Outcome> {
        self.must_be(by, rank)?;
        Ok(Outcome::Done)
    }

    /// Moves money, and notes what that touches.
    pub(crate) fn transfer(&mut self, intent: &Intent) -> Result<Transfer> {
        let (tick, at) = (self.now().0, self.stamp.0);
        for account in [intent.debit, intent.credit] {
            // Treasury, people and escrow are opened by their first movement; agents by joining.
            if !matches!(account, AccountId::Agent(_)) {
                self.books.open(account);
            }
        }
        let posted = self.books.ledger.post(intent, tick, at);
        let transfer = posted.map_err(|refusal| match refusal {
            village_economy::Refusal::Insufficient { available } => {
                Refusal::Insufficient { available }
            }
            village_economy::Refusal::UnknownAccount(_) => {
                Refusal::Unknown { what: Thing::Account }
            }
            other => Refusal::Ledger { why: other.to_string() },
        })?;
        self.books.touched.extend([transfer.debit, transfer.credit]);
        for account in [transfer.debit, transfer.credit] {
            if let AccountId::Agent(number) = account {
                self.touched.mark(VillagerId(number));
            }
        }
        self.news.0.transfers.push(transfer.clone());
        Ok(transfer)
    }

    /// Moves money if there is any to move.
    pub(crate) fn transfer_some(&mut self, intent: &Intent) -> Result<Option<Transfer>> {
        if intent.amount.is_positive() { self.transfer(intent).map(Some) } else { Ok(None) }
    }

    /// What an account can give now.
    pub(crate) fn held(&self, account: AccountId) -> Micro {
        self.books.ledger.balance(account).unwrap_or(Micro::ZERO)
    }

    /// That an agent of this number lives here: the avatar of a person is none.
    pub(crate) fn must_live(&self, who: VillagerId) -> Result<()> {
        let lives = self.cast.get(who).is_some_and(|member| member.person.is_none());
        if lives { Ok(()) } else { Err(Refusal::Unknown { what: Thing::Agent }) }
    }

    /// The tier that an agent has now, as an id.
    pub(crate) fn tier_of(&self, who: VillagerId) -> String {
        let (rank, _) = self.tier_rank(who);
        self.books.tiers.all()[rank].id.clone()
    }

    pub(crate) fn tier_rank(&self, who: VillagerId) -> (usize, crate::society::TierWhy) {
        let permit = self.society.permits.get(&who);
        let permit = permit.map_or_else(Default::default, Clone::clone);
        permit.tier(self.books.balance(who), &self.books.tiers, self.now())
    }

    /// The tick so many seconds from now.
    pub(crate) fn in_seconds(&self, seconds: u32) -> Tick {
        self.now().after(self.clock.ticks(seconds))
    }
}

/// Who is named as the cause of a movement of money.
fn source(by: &Principal) -> Source {
    match by {
        Principal::System => Source::System,
        Principal::Admin(name) => Source::Admin(name.clone()),
        Principal::Agent(who) | Principal::Mind(who) => Source::Agent(who.0),
        Principal::Person(person) => Source::Person(person.0),
    }
}
