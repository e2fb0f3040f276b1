//! Model minds: servers that misbehave, and thoughts tried on the village that ships.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing there has failed")]

mod llm;
mod mind;
mod minds;
