//! Models that run in this process, by candle: sentences as vectors, and villagers' thoughts.
//!
//! Invariants:
//! - A file is believed only as far as it was checked: sizes, shapes and numbers are bounded, and
//!   what is wrong is a [`Fault`] that says what to do.
//! - What else is computed at the same time changes no result: sentences and villagers are
//!   computed together without padding, each attending to its own words alone.
//!
//! Absent on purpose: the network. Models are files of the village's owner; nothing is fetched.

mod decode;
mod fault;
#[cfg(test)]
mod kit;
mod sentence;
mod weights;

pub use decode::{Engine, Settings, Standing};
pub use fault::Fault;
pub use sentence::SentenceModel;
