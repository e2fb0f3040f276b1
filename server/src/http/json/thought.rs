//! Thoughts of model minds, as far as whoever asks may read them.

use serde::Serialize;
use utoipa::ToSchema;
use village_agents::llm::{BreakerState, NodeStanding, Standing};
use village_agents::mind;
use village_economy::Micro;
use village_store::{ThoughtAbout, ThoughtRow};

use super::rfc3339;
use crate::minds::{self, Detail, State, Summary, Thinking};

/// One act and what came of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Deed {
    /// Begins with `on arrival: ` where an earlier thought meant it, and it was done at a place
    /// once the villager had come there.
    #[schema(example = "go \"kettle-cafe\"")]
    pub act: String,
    /// `ok`, or `on_arrival` (it was to be done at a place once the villager had come there), or
    /// `not_tried` (an act before it found the village's door closed), or why it could not be done:
    /// a refusal's code.
    pub outcome: String,
}

/// One thought, as everybody may read it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "it is what was thought, as everybody calls it")]
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
    pub tokens_in: u32,
    pub tokens_out: u32,
    #[schema(value_type = String, example = "0.0021")]
    pub cost: Micro,
    /// From the wish to the call, in milliseconds; all of its time where there was no call.
    pub queued_ms: u32,
    /// From the call to its first token, in milliseconds; null where none came.
    #[schema(required)]
    pub first_token_ms: Option<u32>,
    /// From the wish to the last token, in milliseconds.
    pub total_ms: u32,
    pub thought: String,
    /// The new plan; null where it kept the one that it had.
    #[schema(required)]
    pub plan: Option<String>,
    pub acts: Vec<Deed>,
}

/// A memory that a thought was given.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UsedMemory {
    /// Its number in the villager's mind.
    pub memory: u64,
    pub text: String,
}

/// One thought with its exact prompt and answer. Private to the villager's mind and the admins.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WholeThought {
    #[serde(flatten)]
    pub thought: Thought,
    /// The messages in their order: what all share and who one is, then what is so now.
    pub prompt: Vec<String>,
    /// Memories that stand in them because they came to mind, or are looked back on.
    pub memories: Vec<UsedMemory>,
    pub answer: String,
}

/// What villagers think with.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Minds {
    /// `models`, `stopped` (there are models, and an admin stopped all thinking) or `instinct`
    /// (there are none, or none answers for now).
    pub state: &'static str,
    /// The same in a sentence; by instinct it says why.
    pub told: String,
    /// What memories are found by: a sentence model's name, or `hash-…` for the words that they
    /// share.
    pub embedder: String,
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
        Self::at(thinking, thinking.standing().as_ref())
    }

    /// How it stands once all thinking is stopped, or allowed again.
    pub fn once(thinking: &Thinking, stopped: bool) -> Self {
        let standing = thinking.standing().map(|standing| Standing { stopped, ..standing });
        Self::at(thinking, standing.as_ref())
    }

    /// How it stands where the pool of models stands so; none: there are no models.
    pub fn at(thinking: &Thinking, standing: Option<&Standing>) -> Self {
        let state = State::of(standing);
        let node = |node: &NodeStanding| ModelNode {
            name: node.name.to_string(),
            state: match node.breaker {
                BreakerState::Closed => "open",
                BreakerState::Open => "paused",
                BreakerState::HalfOpen => "trial",
            },
            in_flight: node.in_flight,
        };
        let nodes = standing.into_iter().flat_map(|standing| &standing.nodes);
        Self {
            state: state.word(),
            told: state.told(thinking.at_start()).into_owned(),
            embedder: thinking.seats().embedder().to_owned(),
            nodes: nodes.map(node).collect(),
            waiting: standing.map_or([0; 4], |standing| standing.waiting),
            spent_today: standing.map_or(Micro::ZERO, |standing| standing.spent.village_today),
        }
    }
}

impl Thought {
    /// A thought of the villager of this slug, as it is kept.
    pub fn new(slug: &str, kept: &ThoughtAbout) -> Self {
        // What is damaged or of a newer program says nothing, and the rest is told.
        let summary: Summary = serde_json::from_str(&kept.summary).unwrap_or_default();
        let deed = |deed: minds::Deed| Deed { act: deed.deed, outcome: deed.came };
        Self {
            trace: kept.trace,
            agent_id: slug.to_owned(),
            class: kept.class.as_str(),
            tick: kept.tick.0,
            timestamp: rfc3339(kept.at),
            state: kept.state.clone(),
            why: summary.why,
            model: kept.model.clone(),
            node: kept.node.clone(),
            tokens_in: kept.tokens_in,
            tokens_out: kept.tokens_out,
            cost: kept.cost,
            queued_ms: kept.queued_ms,
            first_token_ms: kept.first_token_ms,
            total_ms: kept.total_ms,
            thought: summary.thought,
            plan: summary.plan,
            acts: summary.deeds.into_iter().map(deed).collect(),
        }
    }
}

impl WholeThought {
    /// The same with its prompt and answer.
    pub fn new(slug: &str, kept: &ThoughtRow) -> Self {
        let Detail { prompt, memories, answer } =
            serde_json::from_str(&kept.detail).unwrap_or_default();
        let used = |mind::Recalled { memory, text }| UsedMemory { memory, text };
        let memories = memories.into_iter().map(used).collect();
        Self { thought: Thought::new(slug, &kept.about), prompt, memories, answer }
    }
}
