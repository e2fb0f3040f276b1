//! One call of a thought with all that must be given back after it: the slot and the money. Both
//! go back when their guard is dropped, whatever ended the call.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use futures_util::future::BoxFuture;
use tokio::time::Instant;
use village_economy::Micro;
use village_sim::{HoldId, VillagerId};

use super::{NodeRecord, Shared};
use crate::llm::chat::{Chat, Said};
use crate::llm::failure::Failure;
use crate::llm::provider::{Call, Provider, Rest};
use crate::llm::schedule::{Slot, Verdict};
use crate::llm::spend::{Hold, Price, SpendRefusal};
use crate::llm::usage::Usage;

/// How a call ended, as far as its node is concerned.
#[derive(Debug)]
enum End {
    /// Not of itself: it was aborted.
    Aborted,
    Answered,
    Failed(Failure),
}

impl End {
    fn verdict(&self) -> Verdict {
        match self {
            Self::Answered => Verdict::Good,
            Self::Failed(failure) if failure.counts_for_breaker() => Verdict::Bad,
            Self::Failed(_) | Self::Aborted => Verdict::Neither,
        }
    }

    fn note(self, record: &mut NodeRecord) {
        match self {
            Self::Answered => record.answered += 1,
            Self::Failed(failure) => {
                record.failed += 1;
                record.last_failure = Some(failure);
            }
            Self::Aborted => {}
        }
    }
}

/// A slot on a node until it is dropped.
pub(super) struct SlotGuard {
    shared: Arc<Shared>,
    slot: Option<Slot>,
    taken: Instant,
    end: End,
    /// When its call is the node's failure if it has not ended.
    overdue_at: Option<Instant>,
}

impl SlotGuard {
    pub(super) fn new(shared: Arc<Shared>, slot: Slot) -> Self {
        let taken = Instant::now();
        Self { shared, slot: Some(slot), taken, end: End::Aborted, overdue_at: None }
    }

    pub(super) fn slot(&self) -> &Slot {
        self.slot.as_ref().expect("only dropping takes the slot")
    }

    fn take_end(&mut self) -> End {
        let overdue = self.overdue_at.is_some_and(|at| Instant::now() >= at);
        match std::mem::replace(&mut self.end, End::Aborted) {
            End::Aborted if overdue => {
                End::Failed(Failure::Late { after: self.taken.elapsed(), fair: true })
            }
            end => end,
        }
    }
}

impl Drop for SlotGuard {
    fn drop(&mut self) {
        let Some(slot) = self.slot.take() else { return };
        let end = self.take_end();
        let node = slot.node;
        let now = self.shared.now();
        self.shared.change(node, |core| {
            core.scheduler.end(slot, end.verdict(), now);
            end.note(&mut core.records[node]);
        });
    }
}

/// What all calls of a thought took together.
#[derive(Debug, Default)]
pub(super) struct Bill {
    tokens_in: AtomicU64,
    tokens_out: AtomicU64,
    micros: AtomicI64,
}

impl Bill {
    /// Of prompts and answers together.
    pub(super) fn tokens(&self) -> u64 {
        self.tokens_in().saturating_add(self.tokens_out())
    }

    pub(super) fn tokens_in(&self) -> u64 {
        self.tokens_in.load(Ordering::Relaxed)
    }

    pub(super) fn tokens_out(&self) -> u64 {
        self.tokens_out.load(Ordering::Relaxed)
    }

    pub(super) fn paid(&self) -> Micro {
        Micro::new(self.micros.load(Ordering::Relaxed))
    }

    /// Far from overflow: each part is at most what was held, and there are few calls.
    fn add(&self, used: Usage, paid: Micro) {
        self.tokens_in.fetch_add(used.prompt_tokens, Ordering::Relaxed);
        self.tokens_out.fetch_add(used.answer_tokens, Ordering::Relaxed);
        self.micros.fetch_add(paid.get(), Ordering::Relaxed);
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
    bill: Arc<Bill>,
}

impl Booking {
    /// Holds the most that the call can cost: first against the caps, then in the purse.
    async fn make(
        shared: &Arc<Shared>,
        call: &Arc<Call>,
        price: Price,
        bill: &Arc<Bill>,
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
            bill: bill.clone(),
        };
        if most.is_positive() {
            booking.reserved = Some(shared.purse.reserve(villager, most).await?);
        }
        Ok(booking)
    }

    /// Pays what was used and lets the rest go; the second time nothing.
    fn settle(&mut self, used: Usage) {
        let Some(hold) = self.hold.take() else { return };
        let paid = self.shared.core().budget.settle(hold, self.price.of(&used));
        if let Some(reserved) = self.reserved.take() {
            self.shared.purse.settle(self.villager, reserved, paid);
        }
        self.bill.add(used, paid);
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
        bill: &Arc<Bill>,
        fair_until: Option<Instant>,
    ) -> Result<Self, SpendRefusal> {
        let shared = guard.shared.clone();
        let Slot { model_class, model, .. } = guard.slot();
        let price = shared.config.price(model_class);
        let call = Arc::new(Call::new(chat.clone(), model.clone()));
        let booking = Booking::make(&shared, &call, price, bill).await?;
        guard.overdue_at = fair_until;
        Ok(Self { booking, guard, call, began: Instant::now() })
    }

    pub(super) fn slot(&self) -> &Slot {
        self.guard.slot()
    }

    pub(super) fn model(&self) -> Arc<str> {
        self.call.model.clone()
    }

    /// Whether its node has time enough.
    pub(super) const fn is_fair(&self) -> bool {
        self.guard.overdue_at.is_some()
    }

    /// What is needed to call, apart from the leg: an answer that is being heard borrows it.
    pub(super) fn line(&self) -> Line {
        let provider = self.guard.shared.providers[self.slot().node].clone();
        Line { provider, call: self.call.clone() }
    }

    /// Ends the leg well. Dropped without this, it pays what was heard so far.
    pub(super) fn succeed(mut self, said: &Said) {
        self.guard.end = End::Answered;
        self.booking.settle(said.usage);
    }

    /// Ends the leg with a failure.
    pub(super) fn fail(mut self, failure: &Failure) {
        self.guard.end = End::Failed(failure.clone());
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
