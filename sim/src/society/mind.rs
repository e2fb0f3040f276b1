//! What model minds are about, for whoever looks on. What they think with is no matter here.

use serde::{Deserialize, Serialize};

use crate::clock::Tick;

/// Longest thought and longest plan that are shown, in characters.
pub const THOUGHT_MAX: usize = 280;

/// Longest time that a thought may take, in seconds.
pub const THINK_SECONDS_MAX: u32 = 120;

/// The model mind of one villager.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mind {
    /// Until this tick it may be thinking; it holds the reins meanwhile.
    pub thinks_until: Tick,
    /// What it thought last, in its own words; empty before its first thought.
    pub thought: String,
    /// What it means to do next, in its own words.
    pub plan: String,
    /// By which number that thought is found among the traces.
    pub trace: u64,
    /// When it came to that.
    pub decided: Tick,
    /// Until when it holds the reins by what it did last.
    pub leads_until: Tick,
}

/// Who moves a villager.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Led {
    #[default]
    Instinct,
    /// A model of the village's own.
    Model,
    /// A mind from outside.
    Outside,
}

impl Mind {
    /// Whether it thinks now.
    pub fn is_thinking(&self, now: Tick) -> bool {
        self.thinks_until > now
    }

    /// Whether it and nobody else took the reins last, given until when they are held.
    pub fn leads(&self, held_until: Tick) -> bool {
        self.leads_until == held_until
    }
}
