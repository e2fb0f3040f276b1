//! Laws of the world, tried on the village that ships.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing there has failed")]

mod avatars;
mod compute;
mod deposits;
mod kit;
mod labour;
mod laws;
mod life;
mod minds;
mod money;
mod people;
mod reports;
mod restraint;
mod ways;
