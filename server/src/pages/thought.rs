//! `/agents/{agent_id}/thoughts/{trace}`: one thought, with what it came to, what it took, and for
//! admins the exact words.

use maud::{Markup, html};

use super::frame::{self, Place};
use super::model::{Thought, ThoughtPage, WholeThought};
use super::thoughts::{acts, why};
use super::{count, person, stamp};

/// The element that a button copies.
const COMMAND: &str = "command";

/// One thought.
pub fn page(shown: &ThoughtPage) -> Markup {
    let (agent, thought) = (&shown.agent_id, &shown.thought);
    let title = format!("Thought {} of {}", thought.number, shown.display_name);
    let main = html! {
        div.wide.thoughts {
            p.back {
                a href={ "/agents/" (agent) "/thoughts" } { "Thoughts of " (shown.display_name) }
            }
            header.who {
                (person::portrait(agent, "large"))
                div {
                    h1 { (title) }
                    p.muted { (why(&thought.class)) ", " (stamp::of(thought.at)) }
                }
            }
            div.columns {
                (came(thought))
                (took(thought))
            }
            @if let Some(whole) = &shown.whole {
                (words(agent, thought.number, whole))
            } @else {
                p.empty {
                    "Its exact prompt and answer are read by admins here, and by the villager's "
                    "own token " a href="/api/docs" { "over the API" } "."
                }
            }
        }
    };
    frame::page(&title, Place::People, Some(&shown.scene), &["copy.js"], main)
}

fn came(thought: &Thought) -> Markup {
    html! {
        section.panel.thought aria-labelledby="came" {
            h2 #came { "What came of it" }
            p { code { (thought.state) } }
            @if !thought.why.is_empty() { p { (thought.why) } }
            @if !thought.thought.is_empty() { blockquote { (thought.thought) } }
            @if let Some(plan) = &thought.plan { p { "Means to: " (plan) } }
            @if thought.acts.is_empty() {
                p.muted { "It did nothing." }
            } @else {
                (acts(thought))
            }
        }
    }
}

/// A part of the time that a thought took, in milliseconds.
struct Span {
    name: &'static str,
    class: &'static str,
    from: u64,
    lasts: u64,
}

/// The parts of a thought's time, one after the other.
fn spans(thought: &Thought) -> [Span; 3] {
    let total = thought.total_ms;
    let queued = thought.queued_ms.min(total);
    let first = thought.first_token_ms.min(total - queued);
    let rest = total - queued - first;
    [
        Span { name: "Waited for its turn", class: "queued", from: 0, lasts: queued },
        Span { name: "Until the first token", class: "first", from: queued, lasts: first },
        Span { name: "Until the last", class: "rest", from: queued + first, lasts: rest },
    ]
}

fn took(thought: &Thought) -> Markup {
    let asked = [("Model", &thought.model), ("Node", &thought.node)];
    let shown = asked.iter().filter(|(_, what)| !what.is_empty());
    html! {
        section.panel.thought aria-labelledby="took" {
            h2 #took { "What it took" }
            (waterfall(thought))
            dl.facts {
                @for (name, what) in shown { dt { (name) } dd { (what) } }
                dt { "Tokens" }
                dd {
                    (count::grouped(thought.tokens_in)) " in, "
                    (count::grouped(thought.tokens_out)) " out"
                }
                dt { "Cost" } dd { (thought.cost) " aiDollar" }
                dt { "Tick" } dd { (count::grouped(thought.tick)) }
            }
        }
    }
}

/// What a thought's time went to: a bar for each part, where it began and as long as it was.
fn waterfall(thought: &Thought) -> Markup {
    let total = thought.total_ms;
    if total == 0 {
        return html! { p.muted { "No model was asked." } };
    }
    let part = |millis: u64| (millis * 1_000 / total).to_string();
    html! {
        table.waterfall {
            @for span in spans(thought) {
                tr {
                    th scope="row" { (span.name) }
                    td.bars {
                        svg.took viewBox="0 0 1000 10" preserveAspectRatio="none"
                            aria-hidden="true" {
                            rect class=(span.class) x=(part(span.from)) y="0"
                                width=(part(span.lasts)) height="10" {}
                        }
                    }
                    td.num { (count::grouped(span.lasts)) " ms" }
                }
            }
            tr { th scope="row" { "All of it" } td {} td.num { (count::grouped(total)) " ms" } }
        }
    }
}

/// What only admins see.
fn words(agent: &str, number: u64, whole: &WholeThought) -> Markup {
    html! {
        section.panel.thought aria-labelledby="memories" {
            h2 #memories { "Memories used" }
            @if whole.memories.is_empty() {
                p.muted { "None came to mind." }
            } @else {
                dl.facts {
                    @for (memory, text) in &whole.memories { dt { (memory) } dd { (text) } }
                }
            }
        }
        section.panel.thought aria-labelledby="prompt" {
            h2 #prompt { "Prompt" }
            @for (role, text) in &whole.prompt {
                h3 { (role) }
                pre { (text) }
            }
        }
        section.panel.thought aria-labelledby="answer" {
            h2 #answer { "Answer" }
            @if whole.answer.is_empty() {
                p.muted { "None." }
            } @else {
                pre { (whole.answer) }
            }
        }
        section.panel.thought aria-labelledby="again" {
            h2 #again { "Ask it again" }
            p {
                "Asks the same of any server of OpenAI's dialect: put its address in "
                code { "MODEL_SERVER" } " first. "
                button type="button" data-copies=(COMMAND) hidden { "Copy as curl" }
            }
            pre.curl id=(COMMAND) { (whole.curl) }
            p.more { a href={ "/api/v1/agents/" (agent) "/thoughts/" (number) } { "As JSON" } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_the_time_are_the_whole_whatever_was_measured() {
        for (queued_ms, first_token_ms, total_ms) in
            [(0, 0, 0), (5, 20, 100), (200, 1, 100), (40, 90, 100), (0, 100, 100)]
        {
            let thought = Thought { queued_ms, first_token_ms, total_ms, ..Thought::default() };
            let spans = spans(&thought);
            let mut end = 0;
            for span in &spans {
                assert_eq!(span.from, end);
                end += span.lasts;
            }
            assert_eq!(end, total_ms);
        }
    }
}
