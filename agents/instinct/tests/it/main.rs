//! Life by instinct, tried on the village that ships.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing there has failed")]

mod board;
mod day;
mod determinism;
mod kit;
mod learning;
mod outside;
mod phrases;
mod visitor;
mod whereabouts;
