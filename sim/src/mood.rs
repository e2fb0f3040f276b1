//! How somebody feels. It follows from what others can see anyway: needs, sleep, and what money
//! said about its words a moment ago. Memories themselves stay private.

use crate::clock::Clock;
use crate::feed::AgentView;
use crate::memory::Perceived;
use crate::need::{LOW, Need};
use crate::villager::Activity;

/// How long a reward or penalty shows, in seconds.
const MOVED_SECONDS: u32 = 60;

/// How somebody feels, in a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Mood {
    #[default]
    Content,
    Asleep,
    Delighted,
    Sad,
    Tired,
    Lonely,
    Bored,
    Curious,
}

impl Mood {
    /// Every mood.
    pub const ALL: [Self; 8] = [
        Self::Content,
        Self::Asleep,
        Self::Delighted,
        Self::Sad,
        Self::Tired,
        Self::Lonely,
        Self::Bored,
        Self::Curious,
    ];

    /// How a villager feels now. How a person feels the village does not know.
    pub fn of(agent: &AgentView, clock: &Clock) -> Self {
        if agent.body.activity == Activity::Sleeping {
            return Self::Asleep;
        }
        if agent.avatar.is_some() {
            return Self::Content;
        }
        let recent = clock.ticks(MOVED_SECONDS);
        let judged = agent.memories.iter().rev().find_map(|memory| match memory.what {
            _ if clock.tick.since(memory.tick) > recent => None,
            Perceived::Rewarded(_) => Some(Self::Delighted),
            Perceived::Penalized(_) => Some(Self::Sad),
            _ => None,
        });
        if let Some(mood) = judged {
            return mood;
        }
        let levels = Need::ALL.map(|need| (agent.needs.level(need, clock), need));
        match levels.into_iter().min() {
            Some((level, need)) if level < LOW => match need {
                Need::Rest => Self::Tired,
                Need::Company => Self::Lonely,
                Need::Purpose => Self::Bored,
                Need::Curiosity => Self::Curious,
            },
            _ => Self::Content,
        }
    }

    /// The mood in a word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Content => "content",
            Self::Asleep => "asleep",
            Self::Delighted => "delighted",
            Self::Sad => "sad",
            Self::Tired => "tired",
            Self::Lonely => "lonely",
            Self::Bored => "bored",
            Self::Curious => "curious",
        }
    }
}
