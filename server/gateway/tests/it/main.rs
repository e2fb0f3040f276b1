//! Watchers and players over real sockets.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing there has failed")]

mod far_end;
mod kit;
mod player;
mod players;
mod relay;
mod watchers;
