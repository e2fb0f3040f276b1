//! Thoughts of model minds, as far as whoever asks may read them.

use serde::Serialize;
use utoipa::ToSchema;
use village_agents::llm::{BreakerState, NodeStanding};
use village_economy::Micro;

use super::rfc3339;
use crate::minds::{self, Thinking, Trace};

/// One act and what came of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Deed {
    #[schema(example = "go \"kettle-cafe\"")]
    pub act: String,
    /// `ok`, or why it could not be done: a refusal's code.
    pub outcome: String,
}

/// One thought, as everybody may read it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Thought {
    pub trace: u64,
    pub agent_id: String,
    /// `chat` (a person waits), `react`, `routine` or `reflect`.
    pub class: &'static str,
    /// The tick that it was based on.
    pub tick: u64,
    pub timestamp: String,
    /// `answered`, or why there was no answer: a failure's code.
    pub state: String,
    /// Why there was no answer; empty where there was one.
    pub why: String,
    pub model: String,
    pub node: String,
    pub tokens_in: u64,
    pub tokens_out: u64,
    #[schema(value_type = String, example = "0.0021")]
    pub cost: Micro,
    /// From the wish to the call, in milliseconds.
    pub queued_ms: u64,
    /// From the call to its first token, in milliseconds.
    pub first_token_ms: u64,
    /// From the wish to the last token, in milliseconds.
    pub total_ms: u64,
    pub thought: String,
    /// The new plan; null where it kept the one that it had.
    #[schema(required)]
    pub plan: Option<String>,
    pub acts: Vec<Deed>,
}

/// One thought with its exact prompt and answer. Private to the villager's mind and the admins.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WholeThought {
    #[serde(flatten)]
    pub thought: Thought,
    /// The messages in their order: what all share and who one is, then what is so now.
    pub prompt: Vec<String>,
    pub answer: String,
}

/// What villagers think with.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Minds {
    /// `models`, `stopped` (there are models, and an admin stopped all thinking) or `instinct`.
    pub state: &'static str,
    /// The same in a sentence; by instinct it says what to do about it.
    pub told: String,
    pub nodes: Vec<ModelNode>,
    /// Thoughts that wait, from the most urgent class.
    pub waiting: [usize; 4],
    /// Spent on thoughts in this village day.
    #[schema(value_type = String, example = "1.5")]
    pub spent_today: Micro,
}

/// One model server.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ModelNode {
    pub name: String,
    /// `open` (it answers), `paused` (it failed and gets nothing for now) or `trial` (one thought
    /// tries it).
    pub state: &'static str,
    /// Thoughts under way there.
    pub in_flight: u32,
}

impl Minds {
    /// How thinking stands now.
    pub fn of(thinking: &Thinking) -> Self {
        let standing = thinking.minds().map(minds::Minds::standing);
        let node = |node: &NodeStanding| ModelNode {
            name: node.name.to_string(),
            state: match node.breaker {
                BreakerState::Closed => "open",
                BreakerState::Open => "paused",
                BreakerState::HalfOpen => "trial",
            },
            in_flight: node.in_flight,
        };
        let stopped = standing.as_ref().is_some_and(|standing| standing.stopped);
        Self {
            state: thinking.state_if(stopped),
            told: thinking.told().to_owned(),
            nodes: standing.iter().flat_map(|standing| &standing.nodes).map(node).collect(),
            waiting: standing.as_ref().map_or([0; 4], |standing| standing.waiting),
            spent_today: standing.map_or(Micro::ZERO, |standing| standing.spent.village_today),
        }
    }
}

impl Thought {
    /// A thought of the villager of this slug.
    pub fn new(slug: &str, trace: &Trace) -> Self {
        let millis = |time: std::time::Duration| u64::try_from(time.as_millis()).unwrap_or(0);
        let deed = |deed: &minds::Deed| Deed { act: deed.deed.clone(), outcome: deed.came.clone() };
        Self {
            trace: trace.number,
            agent_id: slug.to_owned(),
            class: trace.class.name(),
            tick: trace.tick.0,
            timestamp: rfc3339(trace.at),
            state: trace.state.clone(),
            why: trace.why.clone(),
            model: trace.model.to_string(),
            node: trace.node.to_string(),
            tokens_in: trace.tokens_in,
            tokens_out: trace.tokens_out,
            cost: trace.cost,
            queued_ms: millis(trace.queued),
            first_token_ms: millis(trace.first_token),
            total_ms: millis(trace.total),
            thought: trace.thought.clone(),
            plan: trace.plan.clone(),
            acts: trace.deeds.iter().map(deed).collect(),
        }
    }
}
