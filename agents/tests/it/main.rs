//! Minds from outside: model servers that misbehave, and what becomes of the thoughts.

#![expect(clippy::unwrap_used, reason = "a test that meets an error has failed")]

mod llm;
