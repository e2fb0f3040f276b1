//! Laws of the world, tried on the village that ships.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing there has failed")]

mod kit;
mod laws;
mod life;
mod money;
mod ways;
