//! One call of a thought with all that must be given back after it: the slot and the money. Both
//! go back when their guard is dropped, whatever ended the call.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures_util::future::BoxFuture;
use tokio::time::Instant;
use tracing::{info, warn};
use village_economy::Micro;
use village_sim::{HoldId, VillagerId};

use super::Shared;
use crate::llm::chat::{Chat, Said};
use crate::llm::failure::Failure;
use crate::llm::provider::{Call, Provider, Rest};
use crate::llm::schedule::{BreakerState, Slot, Verdict};
use crate::llm::spend::{Hold, Price, SpendRefusal};
use crate::llm::usage::Usage;

/// A slot on a node until it is dropped.
pub(super) struct SlotGuard {
    shared: Arc<Shared>,
    slot: Option<Slot>,
    verdict: Verdict,
    /// When its call is the node's failure if it has not ended.
    overdue_at: Option<Instant>,
}

impl SlotGuard {
    pub(super) fn new(shared: Arc<Shared>, slot: Slot) -> Self {
        Self { shared, slot: Some(slot), verdict: Verdict::Neither, overdue_at: None }
    }

    pub(super) fn slot(&self) -> &Slot {
        self.slot.as_ref().expect("only dropping takes the slot")
    }
}

impl Drop for SlotGuard {
    fn drop(&mut self) {
        let Some(slot) = self.slot.take() else { return };
        let overdue = self.overdue_at.is_some_and(|at| Instant::now() >= at);
        let verdict = match self.verdict {
            Verdict::Neither if overdue => Verdict::Bad,
            verdict => verdict,
        };
        let node = slot.node;
        let (name, before, after) = {
            let mut core = self.shared.core();
            let state = |core: &super::Core| core.scheduler.breaker(node);
            let before = state(&core);
            core.scheduler.end(slot, verdict, self.shared.now());
            (core.scheduler.name(node), before, state(&core))
        };
        match (before, after) {
            (BreakerState::Closed, BreakerState::Open) => {
                warn!(node = %name, "a model server fails: it gets no thoughts for now");
            }
            (BreakerState::HalfOpen, BreakerState::Closed) => {
                info!(node = %name, "a model server is back in order");
            }
            _ => {}
        }
        self.shared.pump();
    }
}

/// Money held for one call until it is dropped.
struct Booking {
    shared: Arc<Shared>,
    villager: VillagerId,
    price: Price,
    hold: Option<Hold>,
    /// At the purse; none where the call is free.
    reserved: Option<HoldId>,
    call: Arc<Call>,
    /// Tokens of the whole thought.
    tokens: Arc<AtomicU64>,
}

impl Booking {
    /// Holds the most that the call can cost: first against the caps, then in the purse.
    async fn make(
        shared: &Arc<Shared>,
        call: &Arc<Call>,
        price: Price,
        tokens: &Arc<AtomicU64>,
    ) -> Result<Self, SpendRefusal> {
        let villager = call.chat.villager;
        let most = price.of(&Usage::most(&call.chat));
        let day = (shared.day)();
        let hold = shared.core().budget.hold(villager, most, day)?;
        let mut booking = Self {
            shared: shared.clone(),
            villager,
            price,
            hold: Some(hold),
            reserved: None,
            call: call.clone(),
            tokens: tokens.clone(),
        };
        if most.is_positive() {
            booking.reserved = Some(shared.purse.reserve(villager, most).await?);
        }
        Ok(booking)
    }

    /// Pays what was used and lets the rest go. Tells what was paid; the second time nothing.
    fn settle(&mut self, used: Usage) -> Micro {
        let Some(hold) = self.hold.take() else { return Micro::ZERO };
        self.tokens.fetch_add(used.total(), Ordering::Relaxed);
        let paid = self.shared.core().budget.settle(hold, self.price.of(&used));
        if let Some(reserved) = self.reserved.take() {
            self.shared.purse.settle(self.villager, reserved, paid);
        }
        paid
    }
}

impl Drop for Booking {
    fn drop(&mut self) {
        let used = self.call.used();
        self.settle(used);
    }
}

/// One call of one node.
pub(super) struct Leg {
    // The money goes back before the slot does, so that whoever gets the slot can be paid for.
    booking: Booking,
    guard: SlotGuard,
    call: Arc<Call>,
    pub(super) began: Instant,
}

impl Leg {
    /// Takes the money for a call in this slot. `fair_until`: when the node has had time enough.
    pub(super) async fn begin(
        mut guard: SlotGuard,
        chat: &Arc<Chat>,
        tokens: &Arc<AtomicU64>,
        fair_until: Option<Instant>,
    ) -> Result<Self, SpendRefusal> {
        let shared = guard.shared.clone();
        let Slot { model_class, model, .. } = guard.slot();
        let price = shared.config.price(model_class);
        let call = Arc::new(Call::new(chat.clone(), model.clone()));
        let booking = Booking::make(&shared, &call, price, tokens).await?;
        guard.overdue_at = fair_until;
        Ok(Self { booking, guard, call, began: Instant::now() })
    }

    pub(super) fn slot(&self) -> &Slot {
        self.guard.slot()
    }

    pub(super) fn model(&self) -> Arc<str> {
        self.call.model.clone()
    }

    /// What is needed to call, apart from the leg: an answer that is being heard borrows it.
    pub(super) fn line(&self) -> Line {
        let provider = self.guard.shared.providers[self.slot().node].clone();
        Line { provider, call: self.call.clone() }
    }

    /// Ends the leg well; tells what it cost.
    pub(super) fn succeed(mut self, said: &Said) -> Micro {
        self.guard.verdict = Verdict::Good;
        self.booking.settle(said.usage)
    }

    /// Ends the leg with a failure; tells what it cost.
    pub(super) fn fail(mut self, failure: &Failure) -> Micro {
        if failure.counts_for_breaker() {
            self.guard.verdict = Verdict::Bad;
        }
        self.abandon()
    }

    /// Ends a leg whose answer is not needed any more; tells what it cost.
    pub(super) fn abandon(mut self) -> Micro {
        let used = self.call.used();
        self.booking.settle(used)
    }
}

/// A node and the call to be made of it.
pub(super) struct Line {
    provider: Arc<dyn Provider>,
    call: Arc<Call>,
}

impl Line {
    /// Begins the call and waits for its first token.
    pub(super) fn open(&self) -> BoxFuture<'_, Result<Rest<'_>, Failure>> {
        self.provider.open(&self.call)
    }
}
