//! Thoughts, as pages show them.

use super::Scene;

/// What a villager thought lately.
#[derive(Debug, Clone, Default)]
pub struct ThoughtsPage {
    pub scene: Scene,
    pub agent_id: String,
    pub display_name: String,
    /// With what villagers think, in a sentence without its full stop.
    pub told: String,
    pub query: ThoughtQuery,
    /// Newest first.
    pub thoughts: Vec<Thought>,
    /// Of the older ones.
    pub next_cursor: Option<String>,
    /// Whether there are newer ones.
    pub later: bool,
}

/// Which thoughts are shown; empty strings mean "any".
#[derive(Debug, Clone, Default)]
pub struct ThoughtQuery {
    pub class: String,
    pub state: String,
    pub model: String,
    pub node: String,
}

/// One thought on a page of its own.
#[derive(Debug, Clone, Default)]
pub struct ThoughtPage {
    pub scene: Scene,
    pub agent_id: String,
    pub display_name: String,
    pub thought: Thought,
    /// For those who may read it.
    pub whole: Option<WholeThought>,
}

/// What only admins are shown of a thought.
#[derive(Debug, Clone, Default)]
pub struct WholeThought {
    /// Who speaks, and the exact words.
    pub prompt: Vec<(&'static str, String)>,
    /// Memories that stand in the prompt because they came to mind: their numbers and words.
    pub memories: Vec<(u64, String)>,
    pub answer: String,
    /// A command that asks the same again.
    pub curl: String,
}

/// One thought and what it took.
#[derive(Debug, Clone, Default)]
pub struct Thought {
    pub number: u64,
    /// The tick that it was based on.
    pub tick: u64,
    /// UTC in microseconds since 1970.
    pub at: i64,
    pub class: String,
    pub state: String,
    /// Why there was no answer; empty where there was one.
    pub why: String,
    pub model: String,
    pub node: String,
    pub tokens_in: u64,
    pub tokens_out: u64,
    pub cost: String,
    pub queued_ms: u64,
    pub first_token_ms: u64,
    pub total_ms: u64,
    pub thought: String,
    pub plan: Option<String>,
    /// Each act and what came of it.
    pub acts: Vec<(String, String)>,
}
