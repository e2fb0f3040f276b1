//! What is due without anybody asking: reservations and leases that run out, work that waits too
//! long, the auction at the end of its epoch, and what living costs.

use village_economy::{AccountId, Bid, BountyStep, Intent, Micro, Policy, Reason, Source, close};

use crate::clock::{Clock, Tick};
use crate::door::Principal;
use crate::id::VillagerId;
use crate::society::{EPOCHS_KEPT, Epoch, Item, Lease};
use crate::stage::Stage;
use crate::villager::{CAST_MAX, VILLAGERS_MAX};

/// Seconds in a day of giving and of upkeep.
const DAY_SECONDS: u32 = 86_400;
/// Villagers pay their upkeep one after another over the day. Their places in it are a step apart
/// that has no factor in common with their number, so that few villagers are spread as evenly as
/// many.
const UPKEEP_STEP: u64 = 6_181;

/// The day that allowances count in: 86,400 seconds of the village running.
pub(crate) fn giving_day(clock: &Clock) -> u64 {
    clock.tick.0 / clock.ticks(DAY_SECONDS)
}

/// The first tick of the next such day.
pub(crate) fn giving_day_ends(clock: &Clock) -> Tick {
    Tick((giving_day(clock) + 1).saturating_mul(clock.ticks(DAY_SECONDS)))
}

/// The epoch that runs now, and the tick at which it ends.
pub(crate) fn auction_epoch(clock: &Clock, policy: &Policy) -> (u64, Tick) {
    let length = clock.ticks(policy.auction.epoch_seconds);
    let epoch = clock.tick.0 / length;
    (epoch, Tick((epoch + 1).saturating_mul(length)))
}

impl Stage<'_, '_> {
    pub(super) fn settle_dues(&mut self) {
        let now = self.now();
        while let Some(item) = self.agenda.take(now) {
            match item {
                Item::Gift(seq) => self.society.gifts.remove(&seq),
                Item::Hold(hold) => {
                    let kept = self.society.holds.get(&hold).filter(|kept| kept.until <= now);
                    if let Some(kept) = kept.cloned() {
                        let released = self.let_go(&Principal::System, hold, &kept, Micro::ZERO);
                        released.expect("what was set aside is there");
                    }
                }
                Item::Work(post) => {
                    let due = self.society.works.get(&post).map(|work| &work.bounty);
                    let due = due.and_then(village_economy::due).is_some_and(|at| at <= now.0);
                    if due {
                        let by = Principal::System;
                        let step = self.advance(&by, post, BountyStep::Expire, "time was over");
                        step.expect("what is due can be done");
                    }
                }
                Item::Lease(who) => self.end_leases(who),
            }
        }
        if now.0.is_multiple_of(self.clock.ticks(self.books.policy.auction.epoch_seconds)) {
            self.close_epoch();
        }
        self.charge_upkeep();
    }

    fn end_leases(&mut self, who: VillagerId) {
        let now = self.now();
        let mut permit = self.society.permit(who);
        permit.tidy(now);
        if let Some(end) = permit.next_end(now) {
            self.agenda.note(end, Item::Lease(who));
        }
        self.society.put_permit(who, permit);
        self.touched.mark(who);
    }

    /// Sells the slots of the next epoch to the highest bids, at the highest losing one.
    fn close_epoch(&mut self) {
        if self.society.bids.is_empty() {
            return;
        }
        let now = self.now();
        let auction = self.books.policy.auction.clone();
        let can_pay = |who: VillagerId, amount| {
            let frozen = self.society.permits.get(&who).is_some_and(|one| one.money_frozen);
            !frozen && self.books.balance(who) >= amount
        };
        let placed = self.society.bids.iter();
        let bids: Vec<Bid> = placed
            .filter(|(who, bid)| can_pay(**who, bid.amount))
            .map(|(who, bid)| Bid { bidder: who.0, amount: bid.amount, placed: bid.placed.0 })
            .collect();
        let known = self.books.tiers.by_id(&auction.tier).is_some();
        let slots = if known { usize::from(auction.slots) } else { 0 };
        let awards = close(&bids, slots, auction.reserve);
        let everybody: Vec<_> = self.society.bids.iter().map(|(who, _)| *who).collect();
        for who in everybody {
            self.society.bids.remove(&who);
        }
        let until = now.after(self.clock.ticks(auction.epoch_seconds));
        for award in &awards {
            let who = VillagerId(award.bidder);
            self.pay_slot(who, award.price);
            let mut permit = self.society.permit(who);
            permit.slot = Some(Lease { tier: auction.tier.clone(), until });
            self.society.put_permit(who, permit);
            self.agenda.note(until, Item::Lease(who));
            self.touched.mark(who);
        }
        let epoch = Epoch {
            closed: now,
            slots: auction.slots,
            bids: u32::try_from(bids.len()).unwrap_or(u32::MAX),
            price: awards.first().map_or(Micro::ZERO, |award| award.price),
            winners: awards.iter().map(|award| VillagerId(award.bidder)).collect(),
        };
        self.society.epochs.put(now.0, epoch);
        if self.society.epochs.len() > EPOCHS_KEPT {
            let oldest = self.society.epochs.iter().next().map(|(key, _)| *key);
            oldest.inspect(|key| self.society.epochs.remove(key));
        }
    }

    fn pay_slot(&mut self, who: VillagerId, price: Micro) {
        let paid = self.transfer_some(&Intent {
            debit: AccountId::Agent(who.0),
            credit: AccountId::Compute,
            amount: price,
            reason: Reason::PurchaseCompute,
            source: Source::System,
            note: "a compute slot for an epoch".into(),
            post: None,
            reply: None,
        });
        paid.expect("the price is at most the bid, and the bidder has that much");
    }

    /// Charges whoever's turn it is in the day: what it has, and no more.
    fn charge_upkeep(&mut self) {
        let upkeep = self.books.policy.upkeep_per_day;
        let places = VILLAGERS_MAX as u64;
        let day = self.clock.ticks(DAY_SECONDS);
        let spacing = (day / places).max(1);
        let place = self.now().0 % day;
        if !upkeep.is_positive() || !place.is_multiple_of(spacing) {
            return;
        }
        let turn = place / spacing;
        if turn >= places {
            return;
        }
        let first = u32::try_from(turn * UPKEEP_STEP % places).expect("villagers are bounded");
        // Whoever has just come has had a day of life for nothing: nobody pays at once.
        if self.now().0 < day {
            return;
        }
        // Avatars have numbers too, so that a villager's may lie beyond the places.
        for number in (first..).step_by(VILLAGERS_MAX).take(CAST_MAX.div_ceil(VILLAGERS_MAX)) {
            self.charge(VillagerId(number), upkeep);
        }
    }

    /// Charges one villager; avatars of people live here for nothing.
    fn charge(&mut self, who: VillagerId, upkeep: Micro) {
        if self.must_live(who).is_err() {
            return;
        }
        let intent = Intent {
            debit: AccountId::Agent(who.0),
            credit: AccountId::Treasury,
            amount: upkeep.min(self.books.balance(who)),
            reason: Reason::Upkeep,
            source: Source::System,
            note: String::new(),
            post: None,
            reply: None,
        };
        self.transfer_some(&intent).expect("no more is taken than there is");
    }
}
