//! A submission on its way through the house: from the queue through its tick to its answer.
//! Whatever happens to a ticket, its caller hears of it: one that is dropped says so.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;
use village_economy::Hash32;
use village_sim::{Command, Outcome, Principal, Refusal, ReplyTo, View, Wish};
use village_store::KeyRow;

use crate::answer;
use crate::door::{Answer, DoorError, Key, Render, Reply};
use crate::keys::Keys;

/// A submission and whoever waits for its answer.
pub struct Ticket {
    principal: Principal,
    key: Option<Key>,
    from: Option<Arc<str>>,
    /// Taken by the tick.
    body: Option<Wish>,
    must_last: bool,
    render: Option<Render>,
    /// The answer, once it is made.
    made: Option<Answer>,
    caller: Option<oneshot::Sender<Reply>>,
    keys: Arc<Mutex<Keys>>,
    /// Whether the key was given its fate.
    is_settled: bool,
}

impl Ticket {
    pub(crate) fn new(
        (principal, key, from): (Principal, Option<Key>, Option<Arc<str>>),
        body: Wish,
        render: Render,
        (caller, keys): (oneshot::Sender<Reply>, Arc<Mutex<Keys>>),
    ) -> Self {
        Self {
            principal,
            key,
            from,
            must_last: body.must_last(),
            body: Some(body),
            render: Some(render),
            made: None,
            caller: Some(caller),
            keys,
            is_settled: false,
        }
    }

    /// Whether it must be durable before it is answered.
    pub fn must_last(&self) -> bool {
        self.must_last
    }

    /// The command for the world; once.
    pub(crate) fn command(&mut self, reply_to: ReplyTo) -> Option<Command> {
        let body = self.body.take()?;
        let key = self.key.as_ref().map(|key| key.text.clone());
        let (principal, from) = (self.principal.clone(), self.from.take());
        Some(Command { principal, key, body, reply_to, from })
    }

    /// Makes the answer, and the row that keeps it for its key. A refusal for want of a store is
    /// not kept: it says nothing about the next try.
    pub(crate) fn make(
        &mut self,
        outcome: &Outcome,
        view: &View,
        durable: bool,
        at: i64,
    ) -> Option<KeyRow> {
        let render = self.render.take()?;
        let answer = render(outcome, view, durable);
        let kept = self.key.as_ref().filter(|_| !is_away(outcome)).map(|key| KeyRow {
            principal: self.principal.clone(),
            key: key.text.clone(),
            request: Hash32(key.request_hash),
            reply: answer::to_bytes(&answer),
            at,
        });
        self.made = Some(answer);
        kept
    }

    /// Whether it came with a key.
    pub(crate) fn is_keyed(&self) -> bool {
        self.key.is_some()
    }

    /// Whether the answer is made already.
    pub(crate) fn is_made(&self) -> bool {
        self.made.is_some()
    }

    /// Sends the made answer, and keeps it for its key if `kept_at` says since when.
    pub(crate) fn answer(&mut self, kept_at: Option<i64>) {
        let Some(answer) = self.made.clone() else { return };
        if let (Some(key), false) = (&self.key, self.is_settled) {
            let mut keys = self.keys();
            match kept_at {
                Some(at) => keys.keep(&self.principal, &key.text, answer.clone(), at),
                None => keys.release(&self.principal, &key.text, &Ok(answer.clone())),
            }
        }
        self.is_settled = true;
        self.tell(Ok(answer));
    }

    /// Tells the caller that nobody knows now. The ticket lives on and may be answered later, for
    /// the key's sake.
    pub(crate) fn lose_sight(&mut self) {
        if let (Some(key), false) = (&self.key, self.is_settled) {
            self.keys().lose_sight(&self.principal, &key.text);
        }
        self.tell(Err(DoorError::OutcomeUnknown));
    }

    /// Nothing happened, and this is why.
    pub(crate) fn refuse(mut self, why: DoorError) {
        self.free(why);
    }

    fn free(&mut self, why: DoorError) {
        if let (Some(key), false) = (&self.key, self.is_settled) {
            self.keys().release(&self.principal, &key.text, &Err(why));
        }
        self.is_settled = true;
        self.tell(Err(why));
    }

    fn tell(&mut self, reply: Reply) {
        if let Some(caller) = self.caller.take() {
            // A caller that has gone does not want it any more.
            let _ = caller.send(reply);
        }
    }

    fn keys(&self) -> MutexGuard<'_, Keys> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        if self.is_settled {
            return;
        }
        // What was never carried out did not happen; of the rest nobody knows.
        if self.body.is_some() { self.free(DoorError::Stopping) } else { self.lose_sight() }
    }
}

/// Whether the world refused for want of a store.
pub fn is_away(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Refused(Refusal::StoreAway))
}
