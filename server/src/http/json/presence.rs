//! Who is here besides those who live here, and what these think with.

use serde::Serialize;
use utoipa::ToSchema;

/// How many look on and how many play, now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Presence {
    /// Clients that the village streams to, those of players among them. A gateway away from the
    /// village counts as one, however many it serves.
    pub watching: usize,
    /// People whose client holds a link to play, each once.
    pub playing: usize,
    /// What villagers think with now, or why they do not, in a sentence without its full stop.
    #[schema(example = "villagers think with qwen3:8b on Ollama at http://127.0.0.1:11434")]
    pub minds: String,
}
