//! Something that thinks: an HTTP endpoint, a model in this process, or a script in a test.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize};
use tokio::time::timeout_at;

use super::chat::{Chat, Said};
use super::failure::Failure;
use super::usage::{Heard, Usage};

/// One call of one model. Dropping the futures made from it aborts the call.
#[derive(Debug)]
pub struct Call {
    pub chat: Arc<Chat>,
    /// The model's own name on the node.
    pub model: Arc<str>,
    /// Random; an answer that carries another call's number is refused.
    pub number: u64,
    pub progress: Progress,
}

impl Call {
    pub fn new(chat: Arc<Chat>, model: Arc<str>) -> Self {
        Self { chat, model, number: rand::random(), progress: Progress::default() }
    }

    /// What the call has used so far, for when it ends without an answer: nothing before the node
    /// took it on, from then on the prompt and what was heard.
    pub fn used(&self) -> Usage {
        if self.progress.accepted.load(Ordering::Relaxed) {
            Usage::estimate(&self.chat, self.progress.heard())
        } else {
            Usage::NONE
        }
    }
}

/// How far a call is; written by the provider, read when the call is aborted.
#[derive(Debug, Default)]
pub struct Progress {
    accepted: AtomicBool,
    bytes: AtomicU64,
    pieces: AtomicU64,
}

impl Progress {
    /// The node works on it.
    pub fn accept(&self) {
        self.accepted.store(true, Ordering::Relaxed);
    }

    /// A piece of words or of reasoning came.
    pub fn hear(&self, bytes: usize) {
        self.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
        self.pieces.fetch_add(1, Ordering::Relaxed);
    }

    /// All that came.
    pub fn heard(&self) -> Heard {
        Heard {
            bytes: self.bytes.load(Ordering::Relaxed),
            pieces: self.pieces.load(Ordering::Relaxed),
        }
    }
}

/// A model that a node offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    pub name: String,
    /// Tokens of prompt and answer together, where the node tells (vLLM does).
    pub context_tokens: Option<u64>,
    /// Who made or serves it, where the node tells.
    pub owner: Option<String>,
}

/// The rest of an answer whose first token has come.
pub type Rest<'a> = BoxFuture<'a, Result<Said, Failure>>;

/// A node that can be asked. Its limits of time but the deadline, and all of size, are its own.
pub trait Provider: Send + Sync + 'static {
    /// Begins the call and waits for its first token.
    fn open<'a>(&'a self, call: &'a Call) -> BoxFuture<'a, Result<Rest<'a>, Failure>>;

    /// The models that it has, asked anew each time; also tells whether it lives.
    fn models(&self) -> BoxFuture<'_, Result<Vec<Offered>, Failure>>;
}

/// One call from start to end within the chat's deadline, without queue, entitlement or money:
/// for trying a node out.
pub async fn ask(provider: &dyn Provider, call: &Call) -> Result<Said, Failure> {
    let began = Instant::now();
    let answer = async { provider.open(call).await?.await };
    let late = || Failure::Late { after: began.elapsed(), fair: true };
    let said = timeout_at(call.chat.deadline.into(), answer).await.map_err(|_| late())??;
    if call.chat.takes(&said) { Ok(said) } else { Err(late()) }
}
