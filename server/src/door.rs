//! The door: the one way in for everybody outside. A [`Submission`] goes into one bounded queue,
//! is carried out by a tick, and is answered when that tick is on disk.
//!
//! Invariants: nothing here waits for a database; a full queue refuses; whoever comes back with the
//! same `Idempotency-Key` gets the first one's answer, byte for byte, and no second effect. Absent
//! on purpose: the world, HTTP, and any second way to change anything.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::{mpsc, oneshot};
use village_sim::{Outcome, Principal, View, Wish};

use crate::keys::{Admitted, Keys};
use crate::standing::Standing;
use crate::ticket::Ticket;

/// Submissions that wait for a tick at most; further ones are refused as [`DoorError::Full`].
pub const QUEUE_MAX: usize = 4_096;

/// What a caller is told to wait before it tries again, while the store is away.
const RETRY_AFTER: Duration = Duration::from_secs(2);

/// Makes the answer out of what came of it. The `bool` says whether it is durable; `false` only
/// while the store is away and only for what need not last.
pub type Render = Box<dyn FnOnce(&Outcome, &View, bool) -> Answer + Send>;

/// What a waiting caller gets.
pub type Reply = Result<Answer, DoorError>;

/// The caller's `Idempotency-Key` and what it asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// 1 to 100 visible ASCII characters; whoever takes the request checks that.
    pub text: String,
    /// SHA-256 of method, path and body.
    pub request_hash: [u8; 32],
}

/// One wish of somebody outside.
pub struct Submission {
    pub principal: Principal,
    pub key: Option<Key>,
    pub body: Wish,
    pub render: Render,
    /// The address that it came from, for the audit log.
    pub from: Option<Arc<str>>,
}

/// A whole reply, as it is sent and as it is kept for a repeated key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// JSON or problem+json.
    pub body: Bytes,
    pub content_type: &'static str,
    pub location: Option<String>,
    /// Whether this is the answer to an earlier request of the same key.
    pub replayed: bool,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DoorError {
    /// The queue is full; nothing happened.
    #[error("too much is waiting at the door")]
    Full,
    /// The store is away, and this must last (or the buffer is full); nothing happened.
    #[error("the store is away")]
    StoreAway { retry_after: Duration },
    /// The store went away while this was being kept. The same key learns the truth later.
    #[error("the store went away before it said whether this was kept")]
    OutcomeUnknown,
    /// The key was used for something else; nothing happened.
    #[error("this key was used for another request")]
    KeyReused,
    /// The principal used as many keys within a day as are kept; nothing happened.
    #[error("too many keys within a day")]
    TooManyKeys,
    /// The server is going down; nothing happened.
    #[error("the village is shutting down")]
    Stopping,
}

/// The door. Cheap to clone.
#[derive(Clone)]
pub struct Door {
    queue: mpsc::Sender<Ticket>,
    keys: Arc<Mutex<Keys>>,
    standing: Arc<Standing>,
}

impl Door {
    /// A door and the queue behind it, for the tick thread.
    pub fn new(keys: Keys, standing: Arc<Standing>) -> (Self, mpsc::Receiver<Ticket>) {
        let (queue, waiting) = mpsc::channel(QUEUE_MAX);
        (Self { queue, keys: Arc::new(Mutex::new(keys)), standing }, waiting)
    }

    /// Hands a wish in and waits for its answer: until the tick that carried it out is on disk, or
    /// until it is clear that this cannot be known now. A dropped future withdraws nothing.
    pub async fn submit(&self, wish: Submission) -> Reply {
        let (reply, waiting) = oneshot::channel();
        let Submission { principal, key, body, render, from } = wish;
        match self.admit(&principal, key.as_ref())? {
            Admitted::First => {}
            Admitted::Kept(answer) => return Ok(Answer { replayed: true, ..answer }),
            Admitted::Twin(first) => {
                let answer = first.await.unwrap_or(Err(DoorError::OutcomeUnknown))?;
                return Ok(Answer { replayed: true, ..answer });
            }
        }
        let keys = self.keys.clone();
        let ticket = Ticket::new((principal, key, from), body, render, (reply, keys));
        match self.hindrance(ticket.must_last()) {
            Some(error) => ticket.refuse(error),
            None => self.enqueue(ticket),
        }
        waiting.await.unwrap_or(Err(DoorError::OutcomeUnknown))
    }

    /// Submissions that wait now.
    pub fn depth(&self) -> usize {
        QUEUE_MAX - self.queue.capacity()
    }

    fn admit(&self, principal: &Principal, key: Option<&Key>) -> Result<Admitted, DoorError> {
        let Some(key) = key else { return Ok(Admitted::First) };
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        keys.admit(principal, key, self.standing.stamp())
    }

    fn hindrance(&self, must_last: bool) -> Option<DoorError> {
        if self.standing.is_stopping() {
            return Some(DoorError::Stopping);
        }
        let takes = if must_last { self.standing.is_up() } else { !self.standing.is_full() };
        (!takes).then_some(DoorError::StoreAway { retry_after: RETRY_AFTER })
    }

    fn enqueue(&self, ticket: Ticket) {
        match self.queue.try_send(ticket) {
            Ok(()) => {}
            Err(mpsc::error::TrySendError::Full(ticket)) => ticket.refuse(DoorError::Full),
            Err(mpsc::error::TrySendError::Closed(ticket)) => ticket.refuse(DoorError::Stopping),
        }
    }
}

impl Answer {
    /// An answer in JSON.
    pub fn json(status: u16, body: impl Into<Bytes>) -> Self {
        Self {
            status,
            body: body.into(),
            content_type: crate::answer::JSON,
            location: None,
            replayed: false,
        }
    }
}
