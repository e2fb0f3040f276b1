//! `/agents/{agent_id}/thoughts`: what a model mind thought lately, each with what it took.

use maud::{Markup, html};

use super::frame::{self, Place};
use super::model::{Thought, ThoughtsPage};
use super::{count, person, stamp};

/// The latest thoughts of one villager.
pub fn page(shown: &ThoughtsPage) -> Markup {
    let agent = &shown.agent_id;
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
            @if shown.thoughts.is_empty() {
                p.empty { "No thought is kept. The first one stands here as soon as it is had." }
            }
            @for thought in &shown.thoughts { (one(thought)) }
            @if let Some(older) = &shown.older {
                p.more { a href=(older) { "Older thoughts" } }
            }
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

fn one(thought: &Thought) -> Markup {
    let id = format!("t{}", thought.number);
    html! {
        section.panel.thought id=(id) {
            h2 { a href={ "#" (id) } { (thought.class) " " (thought.number) } }
            p.muted {
                (stamp::of(thought.at)) ", " (thought.state)
                @if !thought.model.is_empty() { ", " (thought.model) " on " (thought.node) }
            }
            @if !thought.why.is_empty() { p.empty { (thought.why) } }
            @if !thought.thought.is_empty() { blockquote { (thought.thought) } }
            @if let Some(plan) = &thought.plan { p { "Means to: " (plan) } }
            @if !thought.acts.is_empty() {
                ul.acts {
                    @for (act, outcome) in &thought.acts {
                        li { code { (act) } " " span.muted { (outcome) } }
                    }
                }
            }
            (took(thought))
            @if let Some((prompt, answer)) = &thought.whole {
                details {
                    summary { "Prompt and answer" }
                    @for message in prompt { pre { (message) } }
                    h3 { "Answer" }
                    pre { (answer) }
                }
            }
        }
    }
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
