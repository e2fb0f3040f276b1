//! The life of one thought: admitted, queued, called, perhaps called again, paid.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::{Instant, sleep, timeout_at};
use tracing::debug;

use super::leg::{Bill, Leg, SlotGuard};
use super::{Grant, Shared, Unanswered};
use crate::llm::chat::{Answer, Chat, Class, Said};
use crate::llm::entitlement::Entitlement;
use crate::llm::failure::Failure;
use crate::llm::provider::Rest;
use crate::llm::schedule::{Slot, Wish};
use crate::llm::usage::{Heard, Usage};

/// Before a second call; doubled for the next, give or take a half.
const RETRY_PAUSE: Duration = Duration::from_millis(50);
/// The longest that a node's own wish to be asked later is respected.
const RETRY_PAUSE_MAX: Duration = Duration::from_secs(10);

/// How far a thought came.
#[derive(Debug, Clone, Default)]
struct Trail {
    node: Option<Arc<str>>,
    model: Option<Arc<str>>,
    calls: u32,
    /// From the wish to the first call.
    queued: Option<Duration>,
}

struct Thought<'a> {
    shared: &'a Arc<Shared>,
    chat: Arc<Chat>,
    wish: Wish,
    began: Instant,
    deadline: Instant,
    bill: Arc<Bill>,
    trail: Mutex<Trail>,
}

pub(super) async fn think(
    shared: &Arc<Shared>,
    mut chat: Chat,
    entitlement: &Entitlement,
) -> Result<Answer, Unanswered> {
    let began = Instant::now();
    let most = began + shared.config.deadlines.of(chat.class);
    chat.deadline = chat.deadline.min(most.into());
    let expected = Usage::estimate(&chat, Heard::default()).total() + u64::from(chat.max_tokens);
    let thought = Thought {
        shared,
        wish: Wish {
            villager: chat.villager,
            class: chat.class,
            entitlement: entitlement.clone(),
            tokens: expected,
            avoid: None,
        },
        began,
        deadline: chat.deadline.into(),
        bill: Arc::default(),
        trail: Mutex::default(),
        chat: Arc::new(chat),
    };
    let mut stopped = shared.stopped.subscribe();
    let stop = async { stopped.wait_for(|stopped| *stopped).await.map(drop) };
    let outcome = tokio::select! {
        biased;
        _ = stop => Err(Failure::Stopped),
        outcome = thought.run() => outcome,
    };
    outcome.map_err(|why| thought.unanswered(why))
}

/// The charge against a villager's rates: given back if the thought never began, otherwise
/// corrected to what it took.
struct Charge<'a> {
    thought: &'a Thought<'a>,
}

impl Drop for Charge<'_> {
    fn drop(&mut self) {
        let Thought { shared, wish, bill, .. } = self.thought;
        let (who, entitlement, expected) = (wish.villager, &wish.entitlement, wish.tokens);
        let used = bill.tokens();
        let now = shared.now();
        let never_began = self.thought.trail().calls == 0;
        let mut core = shared.core();
        if never_began {
            core.admission.give_back(who, entitlement, expected);
        } else {
            core.admission.correct(who, entitlement, expected, used, now);
        }
    }
}

/// A place in the queue, given up when it is dropped.
struct Place<'a> {
    shared: &'a Shared,
    id: u64,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut core = self.shared.core();
        if core.scheduler.withdraw(self.id) {
            core.waiters.remove(&self.id);
        }
    }
}

impl Thought<'_> {
    async fn run(&self) -> Result<Answer, Failure> {
        let bytes_max = self.shared.config.prompt_bytes_max;
        let bytes = self.chat.prompt_bytes();
        if bytes > bytes_max {
            return Err(Failure::PromptTooLong { bytes, bytes_max });
        }
        let _charge = self.admit()?;
        let mut avoid = None;
        let mut retries = 0;
        loop {
            let slot = self.slot(avoid).await?;
            let node = slot.slot().node;
            let failure = match self.call(slot).await {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            let Some(pause) = self.pause(&failure, node, retries) else { return Err(failure) };
            debug!(villager = %self.chat.villager, ?pause, "a thought is asked again");
            avoid = Some(node);
            retries += 1;
            sleep(pause).await;
        }
    }

    fn admit(&self) -> Result<Charge<'_>, Failure> {
        let Wish { villager, entitlement, tokens, .. } = &self.wish;
        let now = self.shared.now();
        self.shared.core().admission.admit(*villager, entitlement, *tokens, now)?;
        Ok(Charge { thought: self })
    }

    /// Waits for a slot.
    async fn slot(&self, avoid: Option<usize>) -> Result<SlotGuard, Failure> {
        let (sender, receiver) = oneshot::channel::<Grant>();
        let wish = Wish { avoid, ..self.wish.clone() };
        let (queued, gives_way) = {
            let mut core = self.shared.core();
            let queued = core.scheduler.enqueue(&wish, self.shared.now())?;
            core.waiters.insert(queued.id, sender);
            let gives_way = queued.gives_way.and_then(|id| core.waiters.remove(&id));
            (queued, gives_way)
        };
        let _place = Place { shared: self.shared, id: queued.id };
        if let Some(waiter) = gives_way {
            drop(waiter.send(Err(Failure::QueueFull)));
        }
        self.shared.pump();
        self.shared.queued.notify_one();
        match timeout_at(self.deadline, receiver).await {
            Ok(Ok(grant)) => grant,
            // The pool is gone.
            Ok(Err(_)) => Err(Failure::Stopped),
            Err(_) => Err(Failure::Expired),
        }
    }

    async fn call(&self, slot: SlotGuard) -> Result<Answer, Failure> {
        let began = Instant::now();
        let fair = self.fair_until().is_some();
        let late = |_| Failure::Late { after: began.elapsed(), fair };
        timeout_at(self.deadline, self.legs(slot)).await.map_err(late)?
    }

    /// The deadline, if it leaves a node at least half of what a thought of its class may take.
    fn fair_until(&self) -> Option<Instant> {
        let given = self.deadline.saturating_duration_since(Instant::now());
        let fair = given * 2 >= self.shared.config.deadlines.of(self.chat.class);
        fair.then_some(self.deadline)
    }

    async fn leg(&self, slot: SlotGuard) -> Result<Leg, Failure> {
        let leg = Leg::begin(slot, &self.chat, &self.bill, self.fair_until()).await;
        let leg = leg.map_err(Failure::Unpaid)?;
        let name = self.shared.core().scheduler.name(leg.slot().node);
        let mut trail = self.trail();
        trail.node = Some(name);
        trail.model = Some(leg.model());
        trail.calls += 1;
        trail.queued.get_or_insert(leg.began.saturating_duration_since(self.began));
        drop(trail);
        Ok(leg)
    }

    /// The call, and for a chat that is late a second one beside it: whichever brings its first
    /// token first is heard out, and the other aborted.
    async fn legs(&self, slot: SlotGuard) -> Result<Answer, Failure> {
        let first = self.leg(slot).await?;
        let line = first.line();
        let mut opening = line.open();
        let second = tokio::select! {
            biased;
            opened = &mut opening => return self.conclude(first, opened).await,
            second = self.second(first.slot()) => second,
        };
        let other_line = second.line();
        let mut other = other_line.open();
        tokio::select! {
            biased;
            opened = &mut opening => match opened {
                Ok(rest) => {
                    drop(other);
                    drop(second);
                    self.conclude(first, Ok(rest)).await
                }
                Err(why) => {
                    first.fail(&why);
                    let opened = other.await;
                    self.conclude(second, opened).await
                }
            },
            opened = &mut other => match opened {
                Ok(rest) => {
                    drop(opening);
                    drop(first);
                    self.conclude(second, Ok(rest)).await
                }
                Err(why) => {
                    second.fail(&why);
                    let opened = opening.await;
                    self.conclude(first, opened).await
                }
            },
        }
    }

    /// A second leg for a chat whose first token is late; for anything else, or where no other
    /// node is free, never.
    async fn second(&self, beside: &Slot) -> Leg {
        let hedges = self.chat.class == Class::Chat;
        if let Some(after) = self.shared.hedge_after().filter(|_| hedges) {
            sleep(after).await;
            if let Some(leg) = self.second_leg(beside).await {
                debug!(villager = %self.chat.villager, "a late chat is asked of a second node");
                return leg;
            }
        }
        std::future::pending().await
    }

    async fn second_leg(&self, beside: &Slot) -> Option<Leg> {
        let now = self.shared.now();
        let slot = self.shared.core().scheduler.second(&self.wish, beside, now)?;
        self.leg(SlotGuard::new(self.shared.clone(), slot)).await.ok()
    }

    /// Hears an answer out and settles its leg.
    async fn conclude(
        &self,
        leg: Leg,
        opened: Result<Rest<'_>, Failure>,
    ) -> Result<Answer, Failure> {
        let first_token = leg.began.elapsed();
        let heard = match opened {
            Ok(rest) => rest.await,
            Err(why) => Err(why),
        };
        let said = match heard.and_then(|said| self.in_time(&leg, said)) {
            Ok(said) => said,
            Err(why) => {
                leg.fail(&why);
                return Err(why);
            }
        };
        self.shared.note_first_token(first_token);
        Ok(self.answer(leg, said, first_token))
    }

    /// An answer that came to its end, or one that was cut at its deadline and serves all the same.
    fn in_time(&self, leg: &Leg, said: Said) -> Result<Said, Failure> {
        let late = || Failure::Late { after: leg.began.elapsed(), fair: leg.is_fair() };
        if self.chat.takes(&said) { Ok(said) } else { Err(late()) }
    }

    fn answer(&self, leg: Leg, said: Said, first_token: Duration) -> Answer {
        let (began, node, model) = (leg.began, leg.slot().node, leg.model());
        leg.succeed(&said);
        Answer {
            text: said.text,
            finish: said.finish,
            usage: said.usage,
            cost: self.bill.paid(),
            model,
            node: self.shared.core().scheduler.name(node),
            queued: began.saturating_duration_since(self.began),
            first_token,
            total: self.began.elapsed(),
            calls: self.trail().calls,
        }
    }

    /// How long to wait before another try, if there is to be one: a moment where another node can
    /// be asked, and as long as the node wishes where not.
    fn pause(&self, failure: &Failure, node: usize, retries: u32) -> Option<Duration> {
        if !failure.retry_is_safe() || retries >= self.shared.config.retries_max {
            return None;
        }
        let now = self.shared.now();
        let has_other = self.shared.core().scheduler.has_other(&self.wish, node, now);
        let jitter = RETRY_PAUSE.mul_f64(rand::random_range(0.5..1.5)) * 2_u32.pow(retries);
        let wanted = match failure {
            Failure::Busy { retry_after: Some(after), .. } if !has_other => (*after).max(jitter),
            _ => jitter,
        };
        let left = self.deadline.saturating_duration_since(Instant::now());
        (wanted <= RETRY_PAUSE_MAX && wanted < left).then_some(wanted)
    }

    fn trail(&self) -> MutexGuard<'_, Trail> {
        // Its fields are set one by one and none depends on another.
        self.trail.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn unanswered(&self, why: Failure) -> Unanswered {
        let after = self.began.elapsed();
        let Trail { node, model, calls, queued } = self.trail().clone();
        let queued = queued.unwrap_or(after);
        let (tokens_in, tokens_out) = (self.bill.tokens_in(), self.bill.tokens_out());
        let cost = self.bill.paid();
        let (villager, class, code) = (self.chat.villager, self.chat.class, why.code());
        debug!(%villager, %class, code, ?node, calls, ?after, "a thought has no answer");
        Unanswered { why, node, model, calls, tokens_in, tokens_out, cost, queued, after }
    }
}
