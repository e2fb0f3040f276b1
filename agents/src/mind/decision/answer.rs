//! The answer within a model's text: where the JSON is, and which act each of its parts wants.
//! Many shapes are taken: the one asked for, a bare list of acts, tool calls with arguments as an
//! object or as JSON in a string, `{"say": "hello"}`.

use std::borrow::Cow;

use crate::mind::act::{self, ActKind};
use crate::mind::loose::{self, Node};

/// Places in a text at which an answer is looked for.
const TRIES_MAX: usize = 16;

/// An answer, still unchecked.
#[derive(Debug)]
pub(super) struct Answer<'a> {
    pub thought: String,
    pub plan: String,
    pub acts: Vec<WantedAct<'a>>,
    pub whole: bool,
}

/// One act as it was written.
#[derive(Debug)]
pub(super) struct WantedAct<'a> {
    pub name: Cow<'a, str>,
    /// Where its arguments are looked for, the most likely first.
    fields: Vec<Node<'a>>,
}

/// The first answer in a text.
pub(super) fn find(text: &str) -> Option<Answer<'_>> {
    let text = after_thinking(loose::head(text));
    let mut at = 0;
    for _ in 0..TRIES_MAX {
        at += text[at..].find(['{', '['])?;
        let (node, taken, whole) = loose::read(&text[at..])?;
        let next = if whole { at + taken } else { at + 1 };
        if let Some(answer) = answer(node, whole) {
            return Some(answer);
        }
        at = next;
    }
    None
}

/// What stands behind a reasoning model's aloud thinking.
fn after_thinking(text: &str) -> &str {
    const END: &str = "</think>";
    text.rfind(END).map_or(text, |at| &text[at + END.len()..])
}

fn answer(node: Node<'_>, whole: bool) -> Option<Answer<'_>> {
    let of = |name: &str| node.get(name).and_then(Node::as_text).unwrap_or_default().to_owned();
    let (thought, plan) = (of("thought"), of("plan"));
    let mut fields = match node {
        Node::Map(fields) => fields,
        Node::List(items) => {
            // Any list of anything may stand in prose: one act in it must be known.
            let acts: Vec<_> = items.into_iter().map(WantedAct::read).collect();
            let known = acts.iter().any(|wanted| act::kind(&wanted.name).is_some());
            return known.then_some(Answer { thought, plan, acts, whole });
        }
        _ => return None,
    };
    if let Some(at) = fields.iter().rposition(holds_acts) {
        let items = match fields.swap_remove(at).1 {
            Node::List(items) => items,
            one => vec![one],
        };
        let acts = items.into_iter().map(WantedAct::read).collect();
        return Some(Answer { thought, plan, acts, whole });
    }
    // Without a list of acts it may be one act, or words alone.
    let one = WantedAct::read(Node::Map(fields));
    let known = act::kind(&one.name).is_some();
    let says_something = !thought.is_empty() || !plan.is_empty();
    let acts = if known { vec![one] } else { Vec::new() };
    (known || says_something).then_some(Answer { thought, plan, acts, whole })
}

/// Whether a field holds the acts of an answer.
fn holds_acts((name, value): &(Cow<'_, str>, Node<'_>)) -> bool {
    let lists = ["acts", "actions", "tool_calls", "act", "action"];
    let is_one = lists.iter().any(|list| list.eq_ignore_ascii_case(name));
    is_one && matches!(value, Node::List(_) | Node::Map(_))
}

impl<'a> WantedAct<'a> {
    fn read(node: Node<'a>) -> Self {
        // A tool call keeps name and arguments one level down.
        let node = match node {
            Node::Map(mut fields) => {
                let inner = fields.iter().position(|(name, value)| {
                    name.eq_ignore_ascii_case("function") && matches!(value, Node::Map(_))
                });
                match inner {
                    Some(at) => fields.swap_remove(at).1,
                    None => Node::Map(fields),
                }
            }
            other => other,
        };
        let keys = ["do", "act", "action", "name", "verb", "type", "function"];
        let found = keys.iter().find_map(|key| node.get(key).and_then(Node::as_text));
        let Some(name) = found.map(str::to_owned) else { return Self::keyed(node) };
        let mut fields = Vec::new();
        for name in ["args", "arguments", "parameters", "params", "input"] {
            match node.get(name) {
                Some(args @ Node::Map(_)) => fields.push(args.clone()),
                Some(Node::Text(text)) => fields.extend(from_text(text)),
                _ => {}
            }
        }
        fields.push(node);
        Self { name: Cow::Owned(name), fields }
    }

    /// `{"say": {"text": "hello"}}`, `{"say": "hello"}` or just `"wait"`.
    fn keyed(node: Node<'a>) -> Self {
        let nameless = || Self { name: Cow::Borrowed(""), fields: Vec::new() };
        match node {
            Node::Text(name) => Self { name, fields: Vec::new() },
            Node::Bare(name) => Self { name: Cow::Borrowed(name), fields: Vec::new() },
            Node::Map(fields) => {
                let found = fields.into_iter().find(|(name, _)| act::kind(name).is_some());
                let Some((name, value)) = found else { return nameless() };
                let kind = act::kind(&name);
                let fields = match (value, kind) {
                    (value @ Node::Map(_), _) => vec![value],
                    (value, Some(ActKind { args: [only], .. })) => {
                        vec![Node::Map(vec![(Cow::Borrowed(only.name()), value)])]
                    }
                    _ => Vec::new(),
                };
                Self { name, fields }
            }
            Node::Null | Node::List(_) => nameless(),
        }
    }

    /// An argument as it was written; none when it is not there or null.
    pub fn arg(&self, name: &str) -> Option<&str> {
        self.fields.iter().find_map(|fields| fields.get(name).and_then(Node::as_text))
    }

    /// The act in short, for whoever is told that it cannot be.
    pub fn in_short(&self) -> String {
        let named = ["to", "post", "what", "item", "tier", "tool", "text"];
        let arg = named.iter().find_map(|name| self.arg(name));
        arg.map_or_else(|| self.name.to_string(), |arg| format!("{} {arg}", self.name))
    }
}

/// Arguments that were written as JSON within a string. They are copied: the string was unescaped.
fn from_text<'a>(text: &str) -> Option<Node<'a>> {
    let (Node::Map(fields), _, true) = loose::read(text)? else { return None };
    let plain = fields.into_iter().filter_map(|(name, value)| {
        let text = value.as_text()?.to_owned();
        Some((Cow::Owned(name.into_owned()), Node::Text(Cow::Owned(text))))
    });
    Some(Node::Map(plain.collect()))
}
