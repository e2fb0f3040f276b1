//! A model in this process that takes as long as it is told; for paused time.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use village_agents::llm::{
    Call, Claim, Failure, Finish, Heard, Offered, Provider, Rest, Said, Usage,
};

use super::pass;

/// What it does next.
#[derive(Debug, Clone)]
pub enum Act {
    /// First token after this, the end after that.
    Answer(Duration, Duration),
    Fail(Failure),
}

/// The model.
#[derive(Debug)]
pub struct Puppet {
    act: Mutex<Act>,
    running: AtomicU32,
    pub most_running: AtomicU32,
    pub calls: AtomicU32,
    /// Calls that were dropped before their end.
    pub aborted: AtomicU32,
}

impl Puppet {
    pub fn new(act: Act) -> Arc<Self> {
        Arc::new(Self {
            act: Mutex::new(act),
            running: AtomicU32::new(0),
            most_running: AtomicU32::new(0),
            calls: AtomicU32::new(0),
            aborted: AtomicU32::new(0),
        })
    }

    /// One that answers after so many milliseconds, half of them to the first token.
    pub fn answering(millis: u64) -> Arc<Self> {
        let half = Duration::from_millis(millis / 2);
        Self::new(Act::Answer(half, half))
    }

    pub fn act(&self, act: Act) {
        *self.act.lock().unwrap() = act;
    }

    pub fn count(&self) -> u32 {
        self.calls.load(Ordering::Relaxed)
    }
}

/// Counts as running until it is dropped.
struct Running<'a> {
    puppet: &'a Puppet,
    ended: bool,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.puppet.running.fetch_sub(1, Ordering::Relaxed);
        self.puppet.aborted.fetch_add(u32::from(!self.ended), Ordering::Relaxed);
    }
}

impl Provider for Puppet {
    fn open<'a>(&'a self, call: &'a Call) -> BoxFuture<'a, Result<Rest<'a>, Failure>> {
        async move {
            self.calls.fetch_add(1, Ordering::Relaxed);
            let running = self.running.fetch_add(1, Ordering::Relaxed) + 1;
            self.most_running.fetch_max(running, Ordering::Relaxed);
            let mut running = Running { puppet: self, ended: false };
            let act = self.act.lock().unwrap().clone();
            let (first, rest) = match act {
                Act::Answer(first, rest) => (first, rest),
                Act::Fail(failure) => {
                    running.ended = true;
                    return Err(failure);
                }
            };
            call.progress.accept();
            if !first.is_zero() {
                pass(first).await;
            }
            call.progress.hear(2);
            let rest: Rest<'a> = async move {
                // The whole of it moves in, so that it is dropped with the answer.
                let mut running = running;
                if !rest.is_zero() {
                    pass(rest).await;
                }
                running.ended = true;
                let claim = Claim { prompt_tokens: Some(20), answer_tokens: Some(5) };
                let usage = Usage::weigh(&call.chat, Heard { bytes: 2, pieces: 1 }, claim);
                Ok(Said { text: "{}".into(), finish: Finish::Stop, usage })
            }
            .boxed();
            Ok(rest)
        }
        .boxed()
    }

    fn models(&self) -> BoxFuture<'_, Result<Vec<Offered>, Failure>> {
        let listed = match &*self.act.lock().unwrap() {
            Act::Answer(..) => Ok(Vec::new()),
            Act::Fail(failure) => Err(failure.clone()),
        };
        std::future::ready(listed).boxed()
    }
}
