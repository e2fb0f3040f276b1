//! The village as a running program: it puts the pure core, the store and HTTP together.
//!
//! The tick runs on a thread of its own ([`ticker`]) and waits for nobody. Its records go to the
//! [`keeper`], which writes them in order; its views go through the [`feed`] to all readers.
//! Whoever wants something of the world goes through the [`door`].
//!
//! Absent on purpose: rules of the world (village-sim), of money (village-economy) and of minds
//! (village-instinct), and SQL (village-store).

pub mod answer;
mod backlog;
pub mod books;
pub mod charter;
mod checkpoints;
mod cli;
pub mod config;
pub mod door;
pub mod failure;
mod feed;
pub mod foundation;
pub mod hall;
pub mod http;
mod keeper;
pub mod keys;
mod limit;
mod lookups;
mod metrics;
pub mod minds;
mod opening;
pub mod outside;
pub mod pages;
mod parcel;
pub mod payments;
pub mod people;
pub mod replay;
pub mod standing;
mod ticker;
mod ticket;
pub mod tokens;

pub use cli::run;
pub use ticker::wall_micros;
