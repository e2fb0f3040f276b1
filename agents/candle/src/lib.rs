//! Models that run in this process, by candle: sentences as vectors, and villagers' thoughts.
//!
//! Invariants:
//! - A file is believed only as far as it was checked: sizes, shapes and numbers are bounded, and
//!   what is wrong is a [`Fault`] that says what to do.
//! - What else is computed at the same time changes no result: sentences and villagers are
//!   computed together without padding, each attending to its own words alone.
//! - Nothing is fetched unless the village's owner names a model of a hub.

mod decode;
mod fault;
mod hub;
#[cfg(test)]
mod kit;
mod sentence;
mod threads;
mod weights;

pub use decode::{Engine, Settings, Standing};
pub use fault::Fault;
pub use hub::{Hub, HubFault, HubName, HubPlace, Wanted};
pub use sentence::SentenceModel;
