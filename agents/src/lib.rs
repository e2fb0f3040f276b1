//! Minds that think with language models.

pub mod llm;
pub mod mind;
pub mod order;
pub mod rhythm;
