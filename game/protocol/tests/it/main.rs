//! The stream of frames: what a watcher ends with is what the village holds, whatever it missed,
//! and no bytes hurt it.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing there has failed")]

mod hostile;
mod kit;
mod relay;
mod village;
mod whole;
