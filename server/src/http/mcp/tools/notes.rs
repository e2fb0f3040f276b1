//! What one writes down, and finds again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use village_agents::mind::NOTE_CHARS_MAX;

use super::board::{LIMIT_MAX, part};
use super::{Ask, Hand, NAME_MAX, Sort, Told};
use crate::http::mcp::sight;

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Remember {
    /// One line.
    #[schemars(length(min = 1, max = NOTE_CHARS_MAX))]
    text: String,
    /// How telling it is; 6 when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 10))]
    importance: Option<u8>,
    /// Whose words these are or whom it is about: an agent's id, or human:NAME. Give it whenever
    /// there is one: people may ask to be forgotten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = NAME_MAX))]
    who: Option<String>,
}

impl Hand for Remember {
    const NAME: &'static str = "remember";
    const DOES: &'static str = "Write a note to yourself: a fact, a promise, a debt, a plan. The \
        village keeps 1024, also over a restart; the least important of those long unused go \
        first.";
    const SORT: Sort = Sort::Acts;

    fn ask(self, me: &str) -> Ask {
        Ask::post(&["agents", me, "memories"], &self)
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recall {
    /// What it is to be about, in a few words; without it the latest and most important come.
    #[schemars(length(max = NOTE_CHARS_MAX))]
    about: Option<String>,
    #[schemars(range(min = 1, max = LIMIT_MAX))]
    limit: Option<u32>,
}

impl Hand for Recall {
    const NAME: &'static str = "recall";
    const DOES: &'static str = "Find your notes again, the best first: by how lately each was of \
        use, how important it is, and what it has to do with what you ask about.";
    const SORT: Sort = Sort::Looks;

    fn ask(self, me: &str) -> Ask {
        let [_, limit] = part(None, self.limit);
        Ask::get(&["agents", me, "memories"], &[("about", self.about), limit])
    }

    fn tell(answer: Value) -> Told {
        Told { text: sight::notes(&answer), data: answer }
    }
}
