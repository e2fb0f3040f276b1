//! What a villager remembers, as its page shows it.

use super::Scene;

/// All that one mind keeps.
#[derive(Debug, Clone, Default)]
pub struct MemoryPage {
    pub scene: Scene,
    pub agent_id: String,
    pub display_name: String,
    /// What it means to do next; empty where it plans nothing.
    pub plan: String,
    /// Its plan for the day; empty where it has none yet.
    pub agenda: String,
    /// Open promises and debts: which of both, to whom, and what.
    pub core: Vec<(&'static str, String, String)>,
    /// Whom it knows, how often they met, and what this one is to it.
    pub people: Vec<(String, u32, String)>,
    /// The latest memories, newest first.
    pub memories: Vec<Remembered>,
    /// How many there are in all.
    pub all: usize,
}

/// One memory.
#[derive(Debug, Clone, Default)]
pub struct Remembered {
    pub number: u64,
    /// What it is of: `heard`, `insight` and so on.
    pub kind: String,
    /// How telling it is, 1 to 10.
    pub importance: u8,
    pub text: String,
}
