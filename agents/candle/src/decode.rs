//! A language model in this process: Llama, Qwen 2 and Qwen 3, from safetensors or GGUF.
//!
//! ```text
//! Engine (a Provider) ── bounded queue ──► one thread: Choir
//!   template, tokens         (engine)        │ each step: a token for every voice, and a piece
//!   (tongue)                                 │ of the prompt of the one that joins
//!                                            ├─ Grammar: what may come next, by a schema
//!                                            ├─ Prefixes: what prompts begin with, kept
//!                                            └─ Network: all voices' tokens through one pass
//! ```
//!
//! Invariants:
//! - A voice's words depend on its prompt, its settings and its seed alone, never on who else
//!   speaks, who joins or leaves, or what of its prompt was kept from before. Only how far it comes
//!   before its deadline cuts it off depends on the machine.
//! - Voices share what their prompts have in common; it is computed once and counted.
//! - Whoever no longer listens is no longer computed: its memory is free a step later.

mod attention;
mod choir;
mod engine;
mod gguf;
mod grammar;
mod kv;
mod network;
mod prefixes;
mod provider;
mod sample;
mod shape;
mod source;
mod template;
#[cfg(test)]
mod tests;
mod tongue;

/// What can be loaded, for whoever brought something else.
const KNOWN: &str = "a Llama, Qwen 2 or Qwen 3 without sliding windows";

pub use engine::{Engine, Settings, Standing};
