//! What goes over the wire, as pure functions of bytes: requests out, pieces of answers in.
//!
//! Reading is lenient about form (fields unknown, missing or of the wrong type, broken UTF-8, lone
//! surrogates, events split or run together, no end mark) and strict about size: one line and what
//! is kept of it are bounded, and `serde_json` refuses what nests deeper than 128.

pub(super) mod lines;
pub(super) mod ollama;
pub(super) mod openai;
pub(super) mod quirks;
mod repair;

use serde::Serialize;
use serde_json::Value;

use super::chat::{Chat, Finish};
use super::failure::quoted;
use super::usage::Claim;

/// What one line or event of an answer brought.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Piece {
    pub words: String,
    /// Bytes of reasoning, which is metered and not kept.
    pub thinking_bytes: usize,
    pub finish: Option<Finish>,
    pub claim: Option<Claim>,
    pub complaint: Option<String>,
    /// The server's id of the answer, where it has one.
    pub id: Option<String>,
    /// Nothing comes after it.
    pub last: bool,
}

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    /// It ends too early: more may follow in the next line.
    Unfinished,
    /// It is no JSON, whatever follows.
    Broken,
}

/// Bytes of a request beside its prompt, and what quotation marks and breaks in that add, in parts
/// of it. More is no fault: the bytes move once.
const FRAME_BYTES: usize = 1024;
const ESCAPES_PARTS: usize = 8;

/// A request's body, written where there is room for it.
fn written(chat: &Chat, body: &impl Serialize) -> Vec<u8> {
    let prompt = chat.prompt_bytes();
    let mut bytes = Vec::with_capacity(prompt + prompt / ESCAPES_PARTS + FRAME_BYTES);
    serde_json::to_writer(&mut bytes, body).expect("a request has no map keys but texts");
    bytes
}

/// Reads a line as the typed `T` first, and where that fails as any JSON, repaired.
fn read<T: serde::de::DeserializeOwned>(
    line: &[u8],
    typed: impl Fn(T) -> Piece,
    loose: impl Fn(&Value) -> Piece,
) -> Result<Piece, Unread> {
    if let Ok(read) = serde_json::from_slice(line) {
        return Ok(typed(read));
    }
    let text = repair::repaired(line).ok_or(Unread::Broken)?;
    match serde_json::from_str::<Value>(&text) {
        Ok(value) if value.is_object() => Ok(loose(&value)),
        Err(error) if error.is_eof() => Err(Unread::Unfinished),
        Ok(_) | Err(_) => Err(Unread::Broken),
    }
}

fn finish(reason: &str) -> Finish {
    match reason {
        "stop" | "eos" | "end_turn" | "stop_sequence" => Finish::Stop,
        "length" | "max_tokens" => Finish::Length,
        "content_filter" => Finish::Filtered,
        _ => Finish::Unknown,
    }
}

/// The words of an error in whatever form: a text, `{"message": …}`, or anything else as it is.
fn complaint(error: &Value) -> String {
    let text = error.as_str().or_else(|| error.get("message").and_then(Value::as_str));
    text.map_or_else(|| quoted(&error.to_string()), quoted)
}

/// A count as a server may write it: any number or a text with one.
fn count(value: Option<&Value>) -> Option<i128> {
    let value = value?;
    let text = value.as_str().and_then(|text| text.trim().parse().ok());
    let whole = value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from));
    text.or(whole).or_else(|| value.as_f64().map(whole_of))
}

#[expect(clippy::cast_possible_truncation, reason = "a claim beyond i128 is as absurd at its end")]
fn whole_of(number: f64) -> i128 {
    number as i128
}
