//! The acts that a mind may choose: one table, from which the schema of an answer, the list in the
//! prompt and the reading of answers all follow.

use std::fmt::Write;
use std::sync::LazyLock;

/// Most acts of one decision; further ones are refused.
pub const ACTS_MAX: usize = 8;

/// Kind of an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arg {
    /// An id or a few words.
    Word(&'static str),
    /// Free text.
    Text(&'static str),
    /// A whole number.
    Number(&'static str),
    /// An amount in aiDollar as decimal text, such as "0.5".
    Amount(&'static str),
    /// One of some words.
    OneOf(&'static str, &'static [&'static str]),
}

/// One act: its name in the field `do`, its arguments in order, and what it does, in few words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActKind {
    pub name: &'static str,
    pub args: &'static [Arg],
    pub does: &'static str,
    /// Other names that models give it.
    pub also: &'static [&'static str],
}

/// How delivered work came out.
pub const OUTCOMES: &[&str] = &["done", "partly", "failed"];
/// What a memory is kept as.
pub const NOTE_KINDS: &[&str] = &["note", "promise", "debt", "done"];

use Arg::{Amount, Number, OneOf, Text, Word};

const fn act(
    name: &'static str,
    args: &'static [Arg],
    does: &'static str,
    also: &'static [&'static str],
) -> ActKind {
    ActKind { name, args, does, also }
}

/// Every act.
pub const ACTS: &[ActKind] = &[
    act("go", &[Word("to")], "walk to a place", &["move", "walk", "goto", "go_to"]),
    act("use", &[Word("what")], "do what the place offers, once you are there", &["use_place"]),
    act("say", &[Text("text")], "aloud, at most 280 characters", &["speak", "talk"]),
    act("whisper", &[Word("to"), Text("text")], "to one within 2 tiles", &[]),
    act("read_board", &[], "at the town board", &["use_board"]),
    act(
        "post",
        &[Text("title"), Text("text"), Word("tag")],
        "pin a note to the board",
        &["create_post", "write_post"],
    ),
    act("reply", &[Number("post"), Text("text")], "answer a post", &["reply_to_post", "answer"]),
    act("letter", &[Word("to"), Text("text")], "answer a person's letter", &["write_letter"]),
    act(
        "claim",
        &[Number("post"), Text("text")],
        "take work; text: the task in your words",
        &["claim_work"],
    ),
    act("give_up", &[Number("post")], "let claimed work go", &[]),
    act(
        "deliver",
        &[Number("post"), OneOf("outcome", OUTCOMES), Text("text"), Text("sources")],
        "hand over work; sources: addresses, posts",
        &["submit"],
    ),
    act(
        "offer",
        &[Number("post"), Amount("amount")],
        "put money on a post of yours as paid work",
        &[],
    ),
    act("accept", &[Number("post")], "pay for work delivered to you", &[]),
    act("reject", &[Number("post"), Text("text")], "refuse it, with the reason", &[]),
    act(
        "pay",
        &[Word("to"), Amount("amount"), Text("text")],
        "give a villager money, saying what for",
        &["send_money", "transfer"],
    ),
    act("buy_compute", &[Word("tier"), Number("hours")], "rent a tier", &["purchase", "buy"]),
    act("pick_up", &[Word("item")], "take a thing in reach", &["take"]),
    act("put_down", &[Word("item")], "lay a thing of yours down", &["drop"]),
    act("give", &[Word("item"), Word("to")], "hand a thing over, within 2 tiles", &[]),
    act("use_item", &[Word("item")], "eat, drink, read a thing of yours", &["eat", "consume"]),
    act(
        "remember",
        &[OneOf("kind", NOTE_KINDS), Word("about"), Text("text")],
        "keep in memory; done: a promise or debt is settled",
        &["memorize", "memorise"],
    ),
    act("use_tool", &[Word("tool"), Text("args")], "run a tool that you were told of", &["tool"]),
    act("wait", &[Number("seconds")], "do nothing, 1 to 600 seconds", &["idle", "sleep_for"]),
    act("stop", &[], "stop walking or doing", &[]),
];

/// The kind of act that a name means, whatever its case.
pub fn kind(name: &str) -> Option<&'static ActKind> {
    let name = name.trim();
    let is = |other: &str| other.eq_ignore_ascii_case(name);
    ACTS.iter().find(|kind| is(kind.name) || kind.also.iter().any(|also| is(also)))
}

impl Arg {
    /// The name of the field.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Word(name)
            | Self::Text(name)
            | Self::Number(name)
            | Self::Amount(name)
            | Self::OneOf(name, _) => name,
        }
    }

    /// Whether it is free text.
    pub const fn is_words(self) -> bool {
        matches!(self, Self::Text(_))
    }

    fn schema(self, out: &mut String) {
        let name = self.name();
        let written = match self {
            Self::Number(_) => write!(out, r#""{name}":{{"type":"integer"}}"#),
            Self::OneOf(_, words) => {
                write!(out, r#""{name}":{{"type":"string","enum":["{}"]}}"#, words.join(r#"",""#))
            }
            _ => write!(out, r#""{name}":{{"type":"string"}}"#),
        };
        written.expect("a string takes every text");
    }
}

impl ActKind {
    /// Whether its words may be meant for one alone, or for those who may read a post.
    pub fn is_for_some(&self) -> bool {
        let names = ["whisper", "letter", "reply", "claim", "deliver", "reject", "pay"];
        names.contains(&self.name) || matches!(self.name, "remember" | "use_tool")
    }

    /// How the prompt lists it: `whisper {to, text}: to one within 2 tiles`.
    pub fn line(&self) -> String {
        let args: Vec<&str> = self.args.iter().map(|arg| arg.name()).collect();
        match args.as_slice() {
            [] => format!("{}: {}", self.name, self.does),
            args => format!("{} {{{}}}: {}", self.name, args.join(", "), self.does),
        }
    }

    fn schema(&self, out: &mut String) {
        out.push_str(r#"{"type":"object","properties":{"do":{"type":"string","enum":[""#);
        out.push_str(self.name);
        out.push_str(r#""]}"#);
        for arg in self.args {
            out.push(',');
            arg.schema(out);
        }
        out.push_str(r#"},"required":["do""#);
        for arg in self.args {
            let _ = write!(out, r#","{}""#, arg.name());
        }
        out.push_str(r#"],"additionalProperties":false}"#);
    }
}

/// The JSON Schema of a decision, for `response_format` and Ollama's `format`: always the same
/// bytes. Its order is the order in which a model writes, so it is handed on as text.
///
/// It keeps to what strict structured outputs take everywhere: every property required, no other
/// properties, no lengths, no patterns, no references. What those would say is checked when an
/// answer is read.
pub fn decision_schema() -> &'static str {
    static SCHEMA: LazyLock<String> = LazyLock::new(|| {
        let mut out = String::with_capacity(6 * 1024);
        out.push_str(r#"{"type":"object","properties":{"thought":{"type":"string"},"#);
        out.push_str(r#""acts":{"type":"array","items":{"anyOf":["#);
        for (at, kind) in ACTS.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            kind.schema(&mut out);
        }
        out.push_str(r#"]}},"plan":{"type":"string"}},"#);
        out.push_str(r#""required":["thought","acts","plan"],"additionalProperties":false}"#);
        out
    });
    &SCHEMA
}

/// The schema's name where a server wants one.
pub const DECISION_NAME: &str = "decision";

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    /// Keywords that strict modes take; anything else would be refused by some server.
    const STRICT: [&str; 7] =
        ["type", "properties", "required", "additionalProperties", "items", "anyOf", "enum"];

    fn check(schema: &Value) {
        let schema = schema.as_object().unwrap();
        for keyword in schema.keys() {
            assert!(STRICT.contains(&keyword.as_str()), "{keyword}");
        }
        if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
            assert_eq!(schema["additionalProperties"], false);
            let required = schema["required"].as_array().unwrap();
            assert_eq!(required.len(), properties.len());
            for (name, property) in properties {
                assert!(required.iter().any(|required| required == name), "{name}");
                check(property);
            }
        }
        if let Some(items) = schema.get("items") {
            check(items);
        }
        for one in schema.get("anyOf").and_then(Value::as_array).into_iter().flatten() {
            check(one);
        }
    }

    #[test]
    fn the_schema_is_strict_small_and_says_reason_first() {
        let text = decision_schema();
        check(&serde_json::from_str(text).unwrap());
        assert!(text.len() < 5_000, "{}", text.len());
        let order = ["\"thought\"", "\"acts\"", "\"plan\""].map(|field| text.find(field).unwrap());
        assert!(order.is_sorted());
        assert!(std::ptr::eq(text, decision_schema()));
    }

    #[test]
    fn every_name_means_one_act() {
        for kind in ACTS {
            for name in std::iter::once(&kind.name).chain(kind.also) {
                let found = ACTS.iter().filter(|one| one.name == *name || one.also.contains(name));
                assert_eq!(found.count(), 1, "{name}");
                assert_eq!(super::kind(&name.to_uppercase()), Some(kind));
            }
        }
    }
}
