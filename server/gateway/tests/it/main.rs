//! Watchers over real sockets.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing there has failed")]

mod kit;
mod watchers;
