//! Buying compute: a tier for some hours, or a bid for a slot of the next epoch.

use village_economy::{AccountId, Intent, Micro, Reason};

use super::{auction_epoch, source};
use crate::act::Result;
use crate::books::FEEDBACK_MAX;
use crate::door::{Outcome, Principal};
use crate::id::VillagerId;
use crate::refusal::{Refusal, Thing};
use crate::society::{Bidding, Item, Lease};
use crate::stage::Stage;

/// Hours that can be bought at once.
const HOURS_MAX: u32 = 24 * 366;

/// Where an agent's money is while it is set aside for a call.
pub(super) const fn set_aside(agent: VillagerId) -> AccountId {
    AccountId::Escrow(agent.0)
}

impl Stage<'_, '_> {
    pub(super) fn purchase(
        &mut self,
        by: &Principal,
        agent: VillagerId,
        tier: &str,
        hours: u32,
    ) -> Result<Outcome> {
        self.must_own(by, agent)?;
        self.must_pay(agent)?;
        if !(1..=HOURS_MAX).contains(&hours) {
            let (min, max) = (1, HOURS_MAX.into());
            return Err(Refusal::OutOfRange { field: "hours".into(), min, max });
        }
        let known = self.books.tiers.by_id(tier).ok_or(Refusal::Unknown { what: Thing::Tier })?;
        let price = known.price_per_hour.ok_or(Refusal::NotForSale)?;
        let cost = price.get().checked_mul(hours.into()).map(Micro::new);
        let cost = cost.ok_or(Refusal::Amount { max: FEEDBACK_MAX })?;
        self.transfer(&Intent {
            debit: AccountId::Agent(agent.0),
            credit: AccountId::Compute,
            amount: cost,
            reason: Reason::PurchaseCompute,
            source: source(by),
            note: format!("{tier} for {hours} h"),
            post: None,
            reply: None,
        })?;
        let now = self.now();
        let mut permit = self.society.permit(agent);
        let running = permit.bought.as_ref().filter(|lease| lease.until > now);
        let from = running.filter(|lease| lease.tier == tier).map_or(now, |lease| lease.until);
        let until = from.after(self.clock.ticks(3_600).saturating_mul(hours.into()));
        permit.bought = Some(Lease { tier: tier.to_owned(), until });
        self.society.put_permit(agent, permit);
        self.agenda.note(until, Item::Lease(agent));
        let balance = self.books.balance(agent);
        Ok(Outcome::Bought { tier: tier.to_owned(), until, cost, balance })
    }

    /// A sealed bid. No money moves yet, for the ledger is open to everybody and would tell it; at
    /// the close, a bid that its bidder can no longer pay does not count.
    pub(super) fn bid(
        &mut self,
        by: &Principal,
        agent: VillagerId,
        amount: Micro,
    ) -> Result<Outcome> {
        self.must_own(by, agent)?;
        self.must_pay(agent)?;
        let auction = &self.books.policy.auction;
        if auction.slots == 0 || self.books.tiers.by_id(&auction.tier).is_none() {
            return Err(Refusal::NoSlots);
        }
        let earlier = self.society.bids.get(&agent).map_or(Micro::ZERO, |bid| bid.amount);
        let is_taken_back = amount == Micro::ZERO && earlier.is_positive();
        if !is_taken_back && (amount < auction.reserve || !amount.is_positive()) {
            return Err(Refusal::OutOfRange {
                field: "amount (in micro-aiDollars)".into(),
                min: auction.reserve.get(),
                max: FEEDBACK_MAX.get(),
            });
        }
        let available = self.books.balance(agent);
        if amount > available {
            return Err(Refusal::Insufficient { available });
        }
        if amount.is_positive() {
            let placed = self.now();
            self.society.bids.put(agent, Bidding { amount, placed });
        } else {
            self.society.bids.remove(&agent);
        }
        let (_, ends) = auction_epoch(&self.clock, &self.books.policy);
        let tier = self.books.policy.auction.tier.clone();
        Ok(Outcome::Bought { tier, until: ends, cost: amount, balance: available })
    }
}
