//! The village as a running program: it puts the pure core, the store and HTTP together.
//!
//! The tick runs on a thread of its own ([`ticker`]) and waits for nobody. Its records go to the
//! [`keeper`], which writes them in order; its views go through the [`feed`] to all readers. Whoever
//! wants something of the world goes through the [`door`].
//!
//! Absent on purpose: rules of the world (village-sim), of money (village-economy) and of minds
//! (village-instinct), and SQL (village-store).

pub mod answer;
pub mod config;
pub mod door;
pub mod hall;
pub mod keys;
pub mod pages;
pub mod standing;
pub mod ticket;
pub mod tokens;
