//! Ollama's own `POST /api/chat`, a JSON object a line
//! (<https://github.com/ollama/ollama/blob/main/docs/api.md>).

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use super::openai::{Wire, in_words, messages};
use super::quirks::{Form, Quirks};
use super::{Piece, Unread, complaint, count, finish, written};
use crate::llm::chat::Chat;
use crate::llm::config::Extra;
use crate::llm::usage::Claim;

#[derive(Serialize)]
struct Body<'a> {
    model: &'a str,
    messages: Vec<Wire<'a>>,
    stream: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<Format<'a>>,
    options: Options<'a>,
    #[serde(flatten)]
    extra: &'a Extra,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Format<'a> {
    Schema(&'a RawValue),
    Json(&'static str),
}

#[derive(Serialize)]
struct Options<'a> {
    num_ctx: u32,
    num_predict: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u32>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    stop: &'a [String],
}

/// The request's body. `num_ctx` is the same in each, because another one loads the model anew.
pub(in crate::llm) fn request(
    chat: &Chat,
    model: &str,
    context_tokens: u32,
    extra: &Extra,
    quirks: Quirks,
) -> Vec<u8> {
    let words = in_words(chat, quirks.form);
    let format = chat.schema.as_ref().and_then(|schema| match quirks.form {
        Form::Strict | Form::Schema => Some(Format::Schema(schema.json())),
        Form::ObjectSchema | Form::Object => Some(Format::Json("json")),
        Form::Words => None,
    });
    let body = Body {
        model,
        messages: messages(chat, words.as_deref()),
        stream: true,
        format,
        options: Options {
            num_ctx: context_tokens,
            num_predict: chat.max_tokens,
            temperature: chat.temperature.filter(|_| !quirks.no_temperature),
            seed: chat.seed.filter(|_| !quirks.no_seed),
            stop: &chat.stop,
        },
        extra,
    };
    written(chat, &body)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Line {
    message: Option<Part>,
    done: bool,
    done_reason: Option<String>,
    prompt_eval_count: Option<i64>,
    eval_count: Option<i64>,
    error: Option<Value>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Part {
    content: Option<String>,
    thinking: Option<String>,
}

/// Reads one line.
pub(in crate::llm) fn piece(line: &[u8]) -> Result<Piece, Unread> {
    super::read(line, typed, loose)
}

fn typed(line: Line) -> Piece {
    let part = line.message.unwrap_or_default();
    let claim = Claim {
        prompt_tokens: line.prompt_eval_count.map(i128::from),
        answer_tokens: line.eval_count.map(i128::from),
    };
    Piece {
        words: part.content.unwrap_or_default(),
        thinking_bytes: part.thinking.map_or(0, |thinking| thinking.len()),
        finish: reason(line.done, line.done_reason.as_deref()),
        claim: line.done.then_some(claim),
        complaint: line.error.filter(|error| !error.is_null()).as_ref().map(complaint),
        id: None,
        last: line.done,
    }
}

fn loose(line: &Value) -> Piece {
    let done = line["done"] == true;
    let claim = Claim {
        prompt_tokens: count(line.get("prompt_eval_count")),
        answer_tokens: count(line.get("eval_count")),
    };
    Piece {
        words: line["message"]["content"].as_str().unwrap_or_default().to_owned(),
        thinking_bytes: line["message"]["thinking"].as_str().map_or(0, str::len),
        finish: reason(done, line["done_reason"].as_str()),
        claim: done.then_some(claim),
        complaint: line.get("error").filter(|error| !error.is_null()).map(complaint),
        id: None,
        last: done,
    }
}

/// Ollama before 0.5 tells no reason when it was simply done.
fn reason(done: bool, reason: Option<&str>) -> Option<crate::llm::chat::Finish> {
    done.then(|| finish(reason.unwrap_or("stop")))
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use village_sim::{Tick, VillagerId};

    use super::*;
    use crate::llm::{Class, Finish, Message, Schema};

    #[test]
    fn a_request_names_its_context_and_its_schema() {
        let chat = Chat {
            villager: VillagerId(1),
            class: Class::Chat,
            base: Tick(1),
            deadline: Instant::now(),
            messages: vec![Message::user("hi")],
            schema: Some(Schema::new("s", r#"{"type":"object"}"#).unwrap()),
            max_tokens: 64,
            temperature: None,
            seed: Some(7),
            stop: vec!["END".into()],
            serves_cut: None,
        };
        let sent = |form| {
            let extra = [("think".to_owned(), false.into())].into_iter().collect();
            let quirks = Quirks { form, ..Quirks::default() };
            let body = request(&chat, "qwen3:8b", 4096, &extra, quirks);
            String::from_utf8(body).unwrap()
        };
        assert_eq!(
            sent(Form::Strict),
            r#"{"model":"qwen3:8b","messages":[{"role":"user","content":"hi"}],"stream":true,"#
                .to_owned()
                + r#""format":{"type":"object"},"options":{"num_ctx":4096,"num_predict":64,"#
                + r#""seed":7,"stop":["END"]},"think":false}"#
        );
        assert!(sent(Form::Object).contains(r#""format":"json""#));
        assert!(!sent(Form::Words).contains("\"format\""));
    }

    #[test]
    fn lines_are_read_in_every_form() {
        let read = |line: &str| piece(line.as_bytes()).unwrap();
        assert_eq!(read(r#"{"message":{"role":"assistant","content":"hi"}}"#).words, "hi");
        assert_eq!(read(r#"{"message":{"content":"","thinking":"hm"}}"#).thinking_bytes, 2);
        assert_eq!(read(r#"{"error":"no such model"}"#).complaint.unwrap(), "no such model");
        let end =
            read(r#"{"message":{"content":""},"done":true,"prompt_eval_count":5,"eval_count":-1}"#);
        assert_eq!((end.finish, end.last), (Some(Finish::Stop), true));
        assert_eq!(end.claim.unwrap().answer_tokens, Some(-1));
        let end = read(r#"{"done":true,"done_reason":"length","eval_count":9223372036854775808}"#);
        assert_eq!(end.finish, Some(Finish::Length));
        assert_eq!(end.claim.unwrap().answer_tokens, Some(1 << 63));
    }
}
