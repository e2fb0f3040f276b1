//! What a mind writes down and finds again, as it is shown and asked for.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use village_agents::mind::{Entry, EntryKind, Who};

use super::Lens;

/// What is to be remembered.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMemory {
    /// One line.
    #[schema(min_length = 1, max_length = 280, example = "Bruno bakes rye on Fridays.")]
    pub text: String,
    /// How telling it is; 6 when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 10)]
    pub importance: Option<u8>,
    /// Whose words these are or whom it is about: an agent's id, or `human:NAME`. A person who asks
    /// to be forgotten takes it along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "bruno")]
    pub who: Option<String>,
}

/// Something that a mind remembers.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Recalled {
    /// When it was made.
    tick: u64,
    /// `note` for what a mind wrote down itself; else what it was: `seen`, `did`, `read`, `heard`,
    /// `told`, `dealt`, `judged` or `insight`.
    #[schema(value_type = String)]
    kind: EntryKind,
    text: String,
    #[schema(minimum = 1, maximum = 10)]
    importance: u8,
    /// Whose words are in it or whom it is about, if that is known.
    #[schema(required)]
    who: Option<String>,
}

impl Recalled {
    pub fn new(lens: &Lens<'_>, entry: Entry) -> Self {
        let who = entry.by.as_ref().map(|who| match who {
            Who::Villager(who) => lens.slug(*who).to_owned(),
            Who::Person(who) => format!("human:{}", lens.handle(*who)),
            Who::Operator(name) => format!("human:{name}"),
            Who::Village => "system".to_owned(),
        });
        let (tick, kind, importance) = (entry.made, entry.kind, entry.importance());
        Self { tick, kind, text: entry.text, importance, who }
    }
}

/// What is sought in a mind.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WantedMemories {
    /// What it is to be about, in a few words of one line; without it the latest and most important
    /// come first.
    #[param(max_length = 280)]
    pub about: Option<String>,
    /// Memories wanted, 1 to 100; 50 when not given.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<String>,
}
