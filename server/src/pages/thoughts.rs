//! `/agents/{agent_id}/thoughts`: what a model mind thought lately, each with what it took.

use maud::{Markup, html};

use super::form::{Text, choice};
use super::frame::{self, Place};
use super::hall::parts;
use super::model::{Thought, ThoughtQuery, ThoughtsPage};
use super::{count, person, query, stamp};

/// Classes to choose from, with the words for them.
pub const CLASSES: [(&str, &str); 5] = [
    ("", "Any"),
    ("chat", "A person waits"),
    ("react", "Something happened"),
    ("routine", "The day's own"),
    ("reflect", "Looking back"),
];

impl ThoughtQuery {
    fn address(&self, path: &str, cursor: &str) -> String {
        let own = [
            ("class", self.class.as_str()),
            ("state", &self.state),
            ("model", &self.model),
            ("node", &self.node),
            ("cursor", cursor),
        ];
        query::address(path, &own)
    }
}

/// The latest thoughts of one villager.
pub fn page(shown: &ThoughtsPage) -> Markup {
    let agent = &shown.agent_id;
    let path = format!("/agents/{agent}/thoughts");
    let main = html! {
        div.wide.thoughts {
            p.back { a href={ "/agents/" (agent) } { (shown.display_name) } }
            header.who {
                (person::portrait(agent, "large"))
                div {
                    h1 { "Thoughts of " (shown.display_name) }
                    p.muted { (shown.told) "." }
                }
            }
            (filter(&path, &shown.query))
            @if shown.thoughts.is_empty() { (nothing(shown, &path)) }
            @for thought in &shown.thoughts { (one(agent, thought)) }
            (parts(
                "thoughts",
                shown.later.then(|| shown.query.address(&path, "")),
                shown.next_cursor.as_ref().map(|cursor| shown.query.address(&path, cursor)),
            ))
            p.more { a href=(shown.query.address(&format!("/api/v1{path}"), "")) { "As JSON" } }
        }
    };
    frame::page(
        &format!("Thoughts of {}", shown.display_name),
        Place::People,
        Some(&shown.scene),
        &[],
        main,
    )
}

fn filter(path: &str, query: &ThoughtQuery) -> Markup {
    let text = |name, label, value, hint| {
        Text::new(name, label, 200).value(value).hint(hint).optional_quietly().field()
    };
    html! {
        search {
            form.filter.many action=(path) method="get" {
                (choice("class", "Why", &CLASSES, &query.class))
                (text("state", "Came of it", &query.state, "answered, deadline"))
                (text("model", "Model", &query.model, ""))
                (text("node", "Node", &query.node, ""))
                button type="submit" { "Find" }
            }
        }
    }
}

fn nothing(shown: &ThoughtsPage, path: &str) -> Markup {
    let all = shown.query.address(path, "");
    html! {
        @if all == path {
            p.empty { "No thought is kept. The first one stands here as soon as it is had." }
        } @else {
            p.empty { "No thought fits. " a href=(path) { "Show all of them" } "." }
        }
    }
}

fn one(agent: &str, thought: &Thought) -> Markup {
    let number = thought.number;
    html! {
        section.panel.thought {
            h2 {
                a href={ "/agents/" (agent) "/thoughts/" (number) } { (thought.class) " " (number) }
            }
            p.muted {
                (stamp::of(thought.at)) ", " (thought.state)
                @if !thought.model.is_empty() { ", " (thought.model) " on " (thought.node) }
            }
            @if !thought.why.is_empty() { p.empty { (thought.why) } }
            @if !thought.thought.is_empty() { blockquote { (thought.thought) } }
            @if let Some(plan) = &thought.plan { p { "Means to: " (plan) } }
            @if !thought.acts.is_empty() { (acts(thought)) }
            (took(thought))
        }
    }
}

/// Each act with what came of it.
pub(super) fn acts(thought: &Thought) -> Markup {
    html! {
        ul.acts {
            @for (act, outcome) in &thought.acts {
                li { code { (act) } " " span.muted { (outcome) } }
            }
        }
    }
}

/// What a class of thoughts is for, in words.
pub(super) fn why(class: &str) -> &str {
    CLASSES.iter().find(|(name, _)| *name == class).map_or(class, |(_, words)| words)
}

/// How long it took: waiting, to the first token, and to the last.
fn took(thought: &Thought) -> Markup {
    let [queued, first, total] = [thought.queued_ms, thought.first_token_ms, thought.total_ms];
    if total == 0 {
        return html! {};
    }
    let part = |millis: u64| (millis.min(total) * 1_000 / total).to_string();
    let rest = total.saturating_sub(queued + first);
    html! {
        svg.took viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" {
            rect.queued x="0" y="0" width=(part(queued)) height="10" {}
            rect.first x=(part(queued)) y="0" width=(part(first)) height="10" {}
            rect.rest x=(part(queued + first)) y="0" width=(part(rest)) height="10" {}
        }
        p.muted {
            "Waited " (queued) " ms, first token after " (first) " ms more, all after " (total)
            " ms; " (count::grouped(thought.tokens_in)) " tokens in, "
            (count::grouped(thought.tokens_out)) " out; cost " (thought.cost) " aiDollar."
        }
    }
}
