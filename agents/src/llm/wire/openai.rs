//! `POST /v1/chat/completions` as vLLM, `SGLang`, llama.cpp, LM Studio and hosted services speak
//! it, after `OpenAI`'s reference (<https://platform.openai.com/docs/api-reference/chat>).

use std::fmt;

use serde::de::{IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use super::quirks::{Form, Quirks};
use super::{Piece, Unread, complaint, count, finish, written};
use crate::llm::chat::{Chat, Class, Role};
use crate::llm::config::{Extra, PriorityOrder};
use crate::llm::usage::Claim;

/// The schema in words, for servers that cannot constrain.
const IN_WORDS: &str = "Answer with one JSON object that follows this JSON Schema, and with \
                        nothing else:\n";

#[derive(Serialize)]
struct Body<'a> {
    model: &'a str,
    messages: Vec<Wire<'a>>,
    stream: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream_options: Option<StreamOptions>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_completion_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u32>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    stop: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    response_format: Option<ResponseFormat<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    priority: Option<u8>,
    #[serde(flatten)]
    extra: &'a Extra,
}

#[derive(Serialize)]
pub(super) struct Wire<'a> {
    role: Role,
    content: &'a str,
}

#[derive(Serialize)]
struct StreamOptions {
    include_usage: bool,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum ResponseFormat<'a> {
    JsonSchema {
        json_schema: Named<'a>,
    },
    JsonObject {
        #[serde(skip_serializing_if = "Option::is_none")]
        schema: Option<&'a RawValue>,
    },
}

#[derive(Serialize)]
struct Named<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    strict: bool,
    schema: &'a RawValue,
}

/// The request's body.
pub(in crate::llm) fn request(
    chat: &Chat,
    model: &str,
    order: PriorityOrder,
    extra: &Extra,
    quirks: Quirks,
) -> Vec<u8> {
    let words = in_words(chat, quirks.form);
    let max = (!quirks.completion_tokens).then_some(chat.max_tokens);
    let body = Body {
        model,
        messages: messages(chat, words.as_deref()),
        stream: true,
        stream_options: (!quirks.no_stream_options)
            .then_some(StreamOptions { include_usage: true }),
        max_tokens: max,
        max_completion_tokens: if max.is_none() { Some(chat.max_tokens) } else { None },
        temperature: chat.temperature.filter(|_| !quirks.no_temperature),
        seed: chat.seed.filter(|_| !quirks.no_seed),
        stop: &chat.stop,
        response_format: response_format(chat, quirks.form),
        priority: priority(chat.class, order).filter(|_| !quirks.no_priority),
        extra,
    };
    written(chat, &body)
}

/// The schema in words where the form needs it.
pub(super) fn in_words(chat: &Chat, form: Form) -> Option<String> {
    let schema = chat.schema.as_ref().filter(|_| form >= Form::ObjectSchema)?;
    Some(format!("{IN_WORDS}{}", schema.json().get()))
}

/// The messages, with the schema's words behind the first system message: there they are the same
/// in every prompt, and the server's prefix cache keeps them.
pub(super) fn messages<'a>(chat: &'a Chat, words: Option<&'a str>) -> Vec<Wire<'a>> {
    let mut wire: Vec<Wire> = Vec::with_capacity(chat.messages.len() + 1);
    wire.extend(
        chat.messages.iter().map(|message| Wire { role: message.role, content: &message.text }),
    );
    if let Some(content) = words {
        let leads = wire.first().is_some_and(|first| first.role == Role::System);
        wire.insert(usize::from(leads), Wire { role: Role::System, content });
    }
    wire
}

fn response_format(chat: &Chat, form: Form) -> Option<ResponseFormat<'_>> {
    let schema = chat.schema.as_ref()?;
    match form {
        Form::Strict | Form::Schema => Some(ResponseFormat::JsonSchema {
            json_schema: Named {
                name: schema.name(),
                strict: form == Form::Strict,
                schema: schema.json(),
            },
        }),
        Form::ObjectSchema => Some(ResponseFormat::JsonObject { schema: Some(schema.json()) }),
        Form::Object => Some(ResponseFormat::JsonObject { schema: None }),
        Form::Words => None,
    }
}

fn priority(class: Class, order: PriorityOrder) -> Option<u8> {
    match order {
        PriorityOrder::None => None,
        PriorityOrder::LowerFirst => Some(class.rank()),
        PriorityOrder::HigherFirst => Some(Class::Reflect.rank() - class.rank()),
    }
}

/// A chunk of a stream, or a whole answer: the same fields.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Chunk {
    id: Option<String>,
    #[serde(deserialize_with = "first")]
    choices: Option<Choice>,
    usage: Option<Tokens>,
    error: Option<Value>,
    object: Option<String>,
    message: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Choice {
    delta: Option<Delta>,
    message: Option<Delta>,
    finish_reason: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Delta {
    content: Option<String>,
    reasoning_content: Option<String>,
    reasoning: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Tokens {
    prompt_tokens: Option<i64>,
    completion_tokens: Option<i64>,
}

/// The first of a list; the others are read over without being kept.
fn first<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Choice>, D::Error> {
    struct First;
    impl<'de> Visitor<'de> for First {
        type Value = Option<Choice>;

        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("a list of choices")
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            let first = list.next_element()?;
            while list.next_element::<IgnoredAny>()?.is_some() {}
            Ok(first)
        }
    }
    input.deserialize_any(First)
}

/// Reads the data of one event, or a whole answer.
pub(in crate::llm) fn piece(data: &[u8]) -> Result<Piece, Unread> {
    super::read(data, typed, loose)
}

fn typed(chunk: Chunk) -> Piece {
    let choice = chunk.choices.unwrap_or_default();
    let delta = choice.delta.or(choice.message).unwrap_or_default();
    let bytes = |text: &Option<String>| text.as_ref().map_or(0, String::len);
    let is_error = chunk.object.as_deref() == Some("error");
    let said = chunk.message.filter(|_| is_error).map(Value::String);
    Piece {
        thinking_bytes: bytes(&delta.reasoning_content).max(bytes(&delta.reasoning)),
        words: delta.content.unwrap_or_default(),
        finish: choice.finish_reason.as_deref().map(finish),
        claim: chunk.usage.map(|usage| Claim {
            prompt_tokens: usage.prompt_tokens.map(i128::from),
            answer_tokens: usage.completion_tokens.map(i128::from),
        }),
        complaint: chunk.error.or(said).filter(|error| !error.is_null()).as_ref().map(complaint),
        id: chunk.id,
        last: false,
    }
}

fn loose(chunk: &Value) -> Piece {
    let choice = &chunk["choices"][0];
    let delta = if choice["delta"].is_object() { &choice["delta"] } else { &choice["message"] };
    let bytes = |field: &str| delta[field].as_str().map_or(0, str::len);
    let usage = chunk.get("usage").filter(|usage| usage.is_object());
    let is_error = chunk["object"] == "error";
    let error = chunk.get("error").or_else(|| chunk.get("message").filter(|_| is_error));
    Piece {
        thinking_bytes: bytes("reasoning_content").max(bytes("reasoning")),
        words: words(&delta["content"]),
        finish: choice["finish_reason"].as_str().map(finish),
        claim: usage.map(|usage| Claim {
            prompt_tokens: count(usage.get("prompt_tokens")),
            answer_tokens: count(usage.get("completion_tokens")),
        }),
        complaint: error.filter(|error| !error.is_null()).map(complaint),
        id: chunk["id"].as_str().map(str::to_owned),
        last: false,
    }
}

/// Content is a text, or a list of parts of which some are texts.
fn words(content: &Value) -> String {
    match content {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().filter_map(|part| part["text"].as_str()).collect(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests;
