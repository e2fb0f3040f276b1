//! What is asked of a model, and what it answered.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use thiserror::Error;
use village_economy::Micro;
use village_sim::{Tick, VillagerId};

use super::usage::Usage;

/// Bytes of a schema's text.
pub const SCHEMA_BYTES_MAX: usize = 64 * 1024;
/// Characters of a schema's name: the limit of `OpenAI`'s `response_format`.
pub const SCHEMA_NAME_CHARS_MAX: usize = 64;

/// How urgent a thought is; the earlier is served first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// A person waits for the answer.
    Chat,
    /// Something happened that wants an answer soon.
    React,
    /// The day goes on.
    Routine,
    /// Looking back; can always wait.
    Reflect,
}

impl Class {
    /// All classes, the most urgent first.
    pub const ALL: [Self; 4] = [Self::Chat, Self::React, Self::Routine, Self::Reflect];

    /// 0 for the most urgent class to 3 for the least.
    pub const fn rank(self) -> u8 {
        self as u8
    }

    /// A stable word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::React => "react",
            Self::Routine => "routine",
            Self::Reflect => "reflect",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Who speaks in a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    System,
    User,
    Assistant,
}

/// One message of a prompt. Its text is shared, because rules and persona are the same in
/// thousands of prompts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub role: Role,
    #[serde(rename = "content")]
    pub text: Arc<str>,
}

impl Message {
    pub fn system(text: impl Into<Arc<str>>) -> Self {
        Self { role: Role::System, text: text.into() }
    }

    pub fn user(text: impl Into<Arc<str>>) -> Self {
        Self { role: Role::User, text: text.into() }
    }

    pub fn assistant(text: impl Into<Arc<str>>) -> Self {
        Self { role: Role::Assistant, text: text.into() }
    }
}

/// Why a text is not a schema that can be sent.
#[derive(Debug, Error)]
pub enum SchemaForm {
    #[error("a schema's name has 1 to {SCHEMA_NAME_CHARS_MAX} letters, digits, _ or -")]
    Name,
    #[error("a schema has at most {SCHEMA_BYTES_MAX} bytes")]
    TooLong,
    #[error("the schema is no JSON")]
    Json(#[from] serde_json::Error),
    #[error("a schema is a JSON object")]
    NotAnObject,
}

/// A JSON Schema that the answer must follow. The text is sent as it was written, because the
/// order of its properties is the order in which constrained decoding writes them.
#[derive(Debug, Clone)]
pub struct Schema {
    name: Arc<str>,
    json: Arc<RawValue>,
}

impl Schema {
    /// Checks that `json` is a JSON object; what it says is left to the model server.
    pub fn new(name: &str, json: &str) -> Result<Self, SchemaForm> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        if name.is_empty() || name.len() > SCHEMA_NAME_CHARS_MAX || !name.bytes().all(plain) {
            return Err(SchemaForm::Name);
        }
        if json.len() > SCHEMA_BYTES_MAX {
            return Err(SchemaForm::TooLong);
        }
        let json: Box<RawValue> = serde_json::from_str(json)?;
        if !json.get().starts_with('{') {
            return Err(SchemaForm::NotAnObject);
        }
        Ok(Self { name: name.into(), json: json.into() })
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// The schema's text.
    pub fn json(&self) -> &RawValue {
        &self.json
    }
}

/// One thought to be had: a prompt, its bounds and whose it is.
#[derive(Debug, Clone)]
pub struct Chat {
    pub villager: VillagerId,
    pub class: Class,
    /// The tick whose world the prompt describes. Carried along, so that whoever gets the answer
    /// can see how stale it is.
    pub base: Tick,
    /// After this the answer is of no use: the call is aborted.
    pub deadline: Instant,
    pub messages: Vec<Message>,
    /// What the answer must look like; none: free words.
    pub schema: Option<Schema>,
    /// Tokens of the answer, hidden reasoning included; at least 1.
    pub max_tokens: u32,
    /// From 0 (always the likeliest word) to 2; none: the server's default.
    pub temperature: Option<f32>,
    /// The same seed and prompt give the same answer, on servers that can.
    pub seed: Option<u32>,
    /// Words at which the answer ends; servers take at most four.
    pub stop: Vec<String>,
    /// Whether what was told of an answer until shortly before the deadline is of use as far as it
    /// came; none: only an answer that came to its end is.
    pub serves_cut: Option<fn(&str) -> bool>,
}

impl Chat {
    /// Whether an answer is of use: it came to its end, or serves although it was cut off late.
    pub fn takes(&self, said: &Said) -> bool {
        said.finish != Finish::Late || self.serves_cut.is_some_and(|serves| serves(&said.text))
    }

    /// Bytes of all messages and of the schema.
    pub fn prompt_bytes(&self) -> usize {
        let schema = self.schema.as_ref().map_or(0, |schema| schema.json.get().len());
        self.messages.iter().map(|message| message.text.len()).sum::<usize>() + schema
    }
}

/// Why the model stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finish {
    /// It was done, or met a stop word.
    Stop,
    /// `max_tokens` or the context was used up: the text is cut.
    Length,
    /// The deadline was near: the text is cut. [`Chat::takes`] says whether it is of use.
    Late,
    /// The server's filter took the answer away.
    Filtered,
    /// The server did not say, or said something unknown.
    Unknown,
}

/// What a model answered, before the pool adds how it got there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub text: String,
    pub finish: Finish,
    pub usage: Usage,
}

/// An answered thought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub text: String,
    pub finish: Finish,
    pub usage: Usage,
    /// What it cost the villager.
    pub cost: Micro,
    /// The model's own name on its node.
    pub model: Arc<str>,
    pub node: Arc<str>,
    /// From the first wish for this thought to the start of the call that answered.
    pub queued: Duration,
    /// From the start of that call to its first token.
    pub first_token: Duration,
    /// From the first wish to the last token.
    pub total: Duration,
    /// Calls that were made for it: one, and one for each retry and hedge.
    pub calls: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_keeps_the_order_of_its_properties() {
        let text = r#"{"properties":{"zeal":{},"acts":{}}}"#;
        assert_eq!(Schema::new("decision", text).unwrap().json().get(), text);
    }

    #[test]
    fn what_is_no_schema_is_refused() {
        for (name, json) in
            [("", "{}"), ("two words", "{}"), ("a", "[1]"), ("a", "{"), ("a", "{} {}"), ("ä", "{}")]
        {
            assert!(Schema::new(name, json).is_err(), "{name:?} {json}");
        }
        assert!(Schema::new(&"n".repeat(65), "{}").is_err());
        assert!(Schema::new("a", &format!("{{\"a\":\"{}\"}}", "x".repeat(1 << 16))).is_err());
    }

    #[test]
    fn classes_are_ordered_by_urgency() {
        assert!(Class::ALL.is_sorted());
        assert_eq!(Class::ALL.map(Class::rank), [0, 1, 2, 3]);
    }
}
