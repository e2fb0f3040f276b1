//! Traces: what was thought, with what, and what came of it. The latest are at hand.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use village_agents::llm::{Answer, Class};
use village_agents::mind::Decision;
use village_economy::Micro;
use village_sim::{Tick, VillagerId};

use crate::ticker::wall_micros;

/// Thoughts that are at hand; the oldest make room.
const KEPT: usize = 2_000;

/// One act and what came of it: `ok`, or a refusal's code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    pub deed: String,
    pub came: String,
}

/// One thought.
#[derive(Debug, Clone)]
pub struct Trace {
    /// Counted from 1, never given twice.
    pub number: u64,
    pub who: VillagerId,
    pub class: Class,
    /// The tick that it was based on.
    pub tick: Tick,
    /// When it began: UTC in microseconds since 1970.
    pub at: i64,
    /// `answered`, or why there was no answer: a failure's code.
    pub state: String,
    /// Why there was no answer, in a sentence; empty where there was one.
    pub why: String,
    pub model: Arc<str>,
    pub node: Arc<str>,
    pub tokens_in: u64,
    pub tokens_out: u64,
    pub cost: Micro,
    pub queued: Duration,
    pub first_token: Duration,
    pub total: Duration,
    pub thought: String,
    pub plan: Option<String>,
    pub deeds: Vec<Deed>,
    /// The exact messages, in their order. Private to the villager's mind and the admins.
    pub prompt: Vec<String>,
    /// The exact answer; private as well.
    pub answer: String,
}

impl Trace {
    /// The thought had no answer.
    pub(super) fn failed(self, code: &str, why: String) -> Self {
        Self { state: code.to_owned(), why, ..self }
    }

    /// The thought was answered, and this was read out of it.
    pub(super) fn answered(self, answer: &Answer, decision: &Decision) -> Self {
        let unfit = decision.refused.iter().map(|refused| Deed {
            deed: refused.what.clone(),
            came: refused.code.clone().into_owned(),
        });
        Self {
            state: "answered".to_owned(),
            model: answer.model.clone(),
            node: answer.node.clone(),
            tokens_in: answer.usage.prompt_tokens,
            tokens_out: answer.usage.answer_tokens,
            cost: answer.cost,
            queued: answer.queued,
            first_token: answer.first_token,
            total: answer.total,
            thought: decision.thought.clone(),
            plan: decision.plan.clone(),
            deeds: unfit.collect(),
            answer: answer.text.clone(),
            ..self
        }
    }
}

/// The latest thoughts. Cheap to clone.
#[derive(Clone)]
pub struct Traces(Arc<Kept>);

struct Kept {
    last: AtomicU64,
    latest: Mutex<VecDeque<Arc<Trace>>>,
}

impl Traces {
    /// Traces whose numbers go on after this one.
    pub fn after(last: u64) -> Self {
        Self(Arc::new(Kept { last: AtomicU64::new(last), latest: Mutex::new(VecDeque::new()) }))
    }

    /// A thought begins.
    pub(super) fn begin(&self, who: VillagerId, class: Class, tick: Tick) -> Trace {
        Trace {
            number: self.0.last.fetch_add(1, Ordering::Relaxed) + 1,
            who,
            class,
            tick,
            at: wall_micros(),
            state: String::new(),
            why: String::new(),
            model: Arc::default(),
            node: Arc::default(),
            tokens_in: 0,
            tokens_out: 0,
            cost: Micro::ZERO,
            queued: Duration::ZERO,
            first_token: Duration::ZERO,
            total: Duration::ZERO,
            thought: String::new(),
            plan: None,
            deeds: Vec::new(),
            prompt: Vec::new(),
            answer: String::new(),
        }
    }

    pub(super) fn add(&self, trace: Trace) {
        let mut latest = self.latest();
        if latest.len() == KEPT {
            latest.pop_front();
        }
        latest.push_back(Arc::new(trace));
    }

    /// The trace of a number, if it is at hand.
    pub fn get(&self, number: u64) -> Option<Arc<Trace>> {
        self.latest().iter().rev().find(|trace| trace.number == number).cloned()
    }

    /// The latest of one villager, newest first, from before a number on.
    pub fn of(&self, who: VillagerId, before: u64, most: usize) -> Vec<Arc<Trace>> {
        let latest = self.latest();
        let own = latest.iter().rev().filter(|trace| trace.who == who && trace.number < before);
        own.take(most).cloned().collect()
    }

    fn latest(&self) -> MutexGuard<'_, VecDeque<Arc<Trace>>> {
        self.0.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
