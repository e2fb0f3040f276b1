//! The links of those who play.
//!
//! A player's socket is a task of its own. What comes in passes a filter there, before lightyear
//! sees a byte of it: requests go to the [`Desk`], lightyear's own pings and acknowledgements to
//! its world, anything else ends the socket. That world is a Bevy app of its own on a thread of its
//! own, begun anew when it dies; between it and a socket are bounded queues. What is a player's own
//! (session, purse, avatar) is replicated to it alone, and what came of its requests is sent as a
//! message, in order.
//!
//! Invariants: nothing here waits for the tick, and the tick waits for nothing here. Whoever sends
//! what no client of ours sends goes at once; whoever does not read, or does not acknowledge, goes
//! within seconds. A player has at most [`UNDER_WAY_MAX`] requests under way.
//!
//! Who may open a socket at all, and what a request does, is for whoever opens them to say.

mod carry;
mod filter;
mod meter;
#[cfg(test)]
mod tests;
mod world;

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use axum::extract::ws::WebSocketUpgrade;
use bevy_app::App;
use tokio::sync::mpsc;
use village_protocol::link::{Avatar, Purse, Session};
use village_protocol::play::{Farewell, REQUEST_MAX, Reply, Request};

pub use carry::turn_away;
pub use filter::{Filter, Passed, Unfit, Words};
use world::Arrival;

/// Requests of a player that may be under way.
pub const UNDER_WAY_MAX: usize = 8;
/// Requests that a player may send a second; as many again may come at once after a silence.
pub const REQUESTS_A_SECOND: u32 = 20;

/// Sockets that wait to be taken into the world.
const ARRIVALS_MAX: usize = 64;
const READ_BUFFER: usize = 8 * 1024;
const WRITE_BUFFER_MAX: usize = 256 * 1024;

/// What is a player's own, as the village has it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub session: Session,
    pub purse: Purse,
    /// The villager that it moves, if there is one.
    pub avatar: Option<Avatar>,
}

/// Where one player's wishes go. Dropping a future that asks withdraws nothing.
pub trait Desk: Send + Sync + 'static {
    /// Carries a request out and says what came of it.
    fn ask(&self, request: Request) -> impl Future<Output = Reply> + Send;

    /// How it stands with the player now; an error sends it away. Asked several times a second.
    fn standing(&self) -> impl Future<Output = Result<Standing, Farewell>> + Send;
}

/// The links of those who play. Dropping it ends their world's thread.
pub struct Play {
    arrivals: mpsc::Sender<Arrival>,
    words: Words,
    numbers: AtomicU64,
}

impl Play {
    /// Starts the world on a thread of its own. The error: no thread could be started.
    pub fn open() -> std::io::Result<Self> {
        Self::with(|_| ())
    }

    /// The same, and `more` is done to each app that is begun, before its first update.
    pub fn with(more: impl Fn(&mut App) + Send + 'static) -> std::io::Result<Self> {
        let words = world::words();
        let (arrivals, queue) = mpsc::channel(ARRIVALS_MAX);
        let thread = std::thread::Builder::new().name("players".to_owned());
        thread.spawn(move || world::run(queue, more))?;
        Ok(Self { arrivals, words, numbers: AtomicU64::new(1) })
    }

    /// What a client must name when it comes: see [`village_protocol::link::fingerprint`].
    pub const fn fingerprint(&self) -> u64 {
        self.words.fingerprint
    }

    /// The numbers by which lightyear's packets are read.
    pub const fn words(&self) -> &Words {
        &self.words
    }
}

/// Sets the limits of a player's socket before it is opened.
pub fn limited(upgrade: WebSocketUpgrade) -> WebSocketUpgrade {
    upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(0)
        .max_write_buffer_size(WRITE_BUFFER_MAX)
        .max_message_size(REQUEST_MAX)
        .max_frame_size(REQUEST_MAX)
}

/// A desk is shared by the tasks of its socket.
impl<D: Desk> Desk for Arc<D> {
    fn ask(&self, request: Request) -> impl Future<Output = Reply> + Send {
        self.as_ref().ask(request)
    }

    fn standing(&self) -> impl Future<Output = Result<Standing, Farewell>> + Send {
        self.as_ref().standing()
    }
}
