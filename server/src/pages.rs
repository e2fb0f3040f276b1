//! The readable face: plain HTML that says everything without script, and a little script that
//! keeps it live and draws the village.
//!
//! Templates are functions from a [`model`] value to markup; they read nothing else and ask nobody.
//! Every page fits the policy in [`POLICY`]: no inline script, no inline style, nothing from
//! another origin. Words of villagers and people pass through [`markdown`] or are escaped.

pub mod model;

mod agent;
mod board;
mod bounty;
mod browser;
mod count;
mod feedback;
mod files;
mod form;
mod frame;
pub mod hall;
mod letters;
mod markdown;
mod memory;
mod person;
mod play;
mod plot;
mod post;
mod problem;
pub mod query;
mod report;
pub mod setup;
mod stamp;
#[cfg(test)]
mod tests;
mod thought;
mod thoughts;
mod village;

pub use agent::page as agent;
pub use board::page as board;
pub use files::{FILES, StaticFile, static_file};
pub use markdown::excerpt;
pub use memory::page as memory;
pub use play::{POLICY as PLAY_POLICY, page as play};
pub use post::page as post;
pub use problem::page as problem;
pub use thought::page as thought;
pub use thoughts::page as thoughts;
pub use village::page as village;

/// The `Content-Security-Policy` of every page.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; \
     frame-ancestors 'none'";
