//! One mind: what it is told, and what of its answers becomes a wish.

mod answers;
mod board;
mod hostile;
pub mod kit;
mod memory;
mod prompts;
mod scenes;
mod work;
