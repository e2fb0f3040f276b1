//! On what terms models are asked: what an answer must look like, how long it may be, and how
//! freely its words are chosen.

use village_agents::llm::Schema;
use village_agents::mind::{DECISION_NAME, REFLECT_NAME, decision_schema, reflect_schema};

/// What every question of a kind says beside its words.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// The schema's name.
    pub name: &'static str,
    /// The JSON Schema of the answer.
    pub schema: &'static str,
    /// Tokens of the answer, hidden reasoning included.
    pub answer_tokens: u32,
    pub temperature: f32,
}

impl Terms {
    /// How somebody decides.
    pub fn decision() -> Self {
        let (name, schema) = (DECISION_NAME, decision_schema());
        Self { name, schema, answer_tokens: 700, temperature: 0.7 }
    }

    /// How somebody looks back.
    pub const fn look_back() -> Self {
        let (name, schema) = (REFLECT_NAME, reflect_schema());
        Self { name, schema, answer_tokens: 500, temperature: 0.7 }
    }

    /// The schema, as the pool takes it.
    pub(super) fn wanted(self) -> Schema {
        Schema::new(self.name, self.schema).expect("what village_agents wants is a schema")
    }
}
