//! Reflection: from many memories to a few insights, by one question to the model.

use super::{Entry, EntryKind, Memory, PEOPLE_MAX, REFLECT_AT};
use crate::mind::loose::{self, Node};
use crate::mind::percept::{Own, Recalled};
use crate::mind::templates::{BadTemplate, Templates, value};
use crate::mind::words::{excerpt, one_line};

/// Insights that one reflection keeps at most.
pub const INSIGHTS_MAX: usize = 5;
/// Lines about people that one reflection changes at most.
const LINES_MAX: usize = 8;
/// Memories that a reflection looks at, the latest.
const LOOKED_AT: usize = 40;
/// Longest insight, line or plan, in characters.
const LINE_CHARS: usize = 200;

/// The name of [`reflect_schema`] where a server wants one.
pub const REFLECT_NAME: &str = "reflection";

/// The JSON Schema of a reflection, always the same bytes; strict, as that of a decision.
pub const fn reflect_schema() -> &'static str {
    concat!(
        r#"{"type":"object","properties":{"insights":{"type":"array","items":{"type":"object","#,
        r#""properties":{"text":{"type":"string"},"because":{"type":"array","items":"#,
        r#"{"type":"integer"}}},"required":["text","because"],"additionalProperties":false}},"#,
        r#""people":{"type":"array","items":{"type":"object","properties":{"id":"#,
        r#"{"type":"string"},"line":{"type":"string"}},"required":["id","line"],"#,
        r#""additionalProperties":false}},"plan":{"type":"string"}},"#,
        r#""required":["insights","people","plan"],"additionalProperties":false}"#,
    )
}

/// The question of a reflection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookBack {
    /// The prompt.
    pub question: String,
    /// What it asks about, oldest first.
    pub memories: Vec<Recalled>,
}

/// What a reflection came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reflection {
    /// Insights that were kept.
    pub insights: usize,
    /// Lines about people that were changed.
    pub people: usize,
    /// Whether a plan for the day was made.
    pub has_agenda: bool,
}

impl Memory {
    /// Whether enough was perceived to think about it.
    pub const fn is_reflection_due(&self) -> bool {
        self.unreflected >= REFLECT_AT
    }

    /// A reflection came to nothing: half as much again has to happen before the next.
    pub const fn put_reflection_off(&mut self) {
        self.unreflected = REFLECT_AT / 2;
    }

    /// The question of a reflection, about the latest memories.
    pub(crate) fn reflect_prompt(
        &self,
        templates: &Templates,
        own: &Own,
    ) -> Result<LookBack, BadTemplate> {
        let mut latest: Vec<_> = self.entries.iter().collect();
        latest.sort_unstable_by_key(|entry| entry.id);
        let memories = &latest[latest.len().saturating_sub(LOOKED_AT)..];
        let question = templates.render(
            "reflect.jinja",
            minijinja::context! {
                own => value(own),
                memories => value(&memories),
                insights_max => INSIGHTS_MAX,
                people_max => LINES_MAX,
            },
        )?;
        let memories = memories.iter().map(|entry| entry.recalled()).collect();
        Ok(LookBack { question, memories })
    }

    /// Whether the answer of a reflection, or the beginning of one, has an insight told to its end.
    pub fn holds_an_insight(answer: &str) -> bool {
        node(answer).is_some_and(|node| !items(&node, "insights").is_empty())
    }

    /// Takes the answer of a reflection in: insights that rest on memories it really has, and lines
    /// about others whom it knows. What was looked back on counts as reflected in any case.
    pub fn reflected(&mut self, now: u64, answer: &str) -> Reflection {
        self.unreflected = 0;
        let mut reflection = Reflection::default();
        let Some(node) = node(answer) else { return reflection };
        for insight in items(&node, "insights").iter().take(INSIGHTS_MAX) {
            reflection.insights += usize::from(self.take_insight(now, insight));
        }
        for line in items(&node, "people").iter().take(LINES_MAX.min(PEOPLE_MAX)) {
            reflection.people += usize::from(self.take_line(line));
        }
        let agenda = node.get("plan").and_then(Node::as_text).map(line);
        if let Some(agenda) = agenda.filter(|agenda| !agenda.is_empty()) {
            reflection.has_agenda = true;
            self.agenda = agenda;
        }
        self.version += 1;
        reflection
    }

    fn take_insight(&mut self, now: u64, insight: &Node<'_>) -> bool {
        let text = insight.get("text").or(Some(insight)).and_then(Node::as_text).map(line);
        let Some(text) = text.filter(|text| !text.is_empty()) else { return false };
        let numbers = items(insight, "because").iter();
        let because: Vec<u64> = numbers
            .filter_map(|number| number.as_text()?.trim().parse().ok())
            .filter(|id| self.entries.iter().any(|entry| entry.id == *id))
            .take(LOOKED_AT)
            .collect();
        let known = self.entries.iter().any(|e| e.kind == EntryKind::Insight && e.text == text);
        if known || because.is_empty() {
            return false;
        }
        self.take(Entry { kind: EntryKind::Insight, because, ..Entry::new(now, &text) });
        true
    }

    fn take_line(&mut self, about: &Node<'_>) -> bool {
        let field = |name: &str| about.get(name).and_then(Node::as_text).map(str::trim);
        let (Some(id), Some(words)) = (field("id"), field("line")) else { return false };
        let meant = |slug: &str| slug.eq_ignore_ascii_case(id);
        let known = self.people.iter_mut().find(|known| meant(known.one.slug.as_str()));
        let Some(known) = known else { return false };
        known.line = line(words);
        true
    }
}

fn node(answer: &str) -> Option<Node<'_>> {
    let text = loose::head(answer);
    let (node, _, _) = loose::read(&text[text.find('{')?..])?;
    Some(node)
}

fn line(text: &str) -> String {
    excerpt(&one_line(text), LINE_CHARS)
}

fn items<'n, 'a>(node: &'n Node<'a>, name: &str) -> &'n [Node<'a>] {
    match node.get(name) {
        Some(Node::List(items)) => items,
        _ => &[],
    }
}
