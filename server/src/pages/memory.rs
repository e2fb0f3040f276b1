//! `/agents/{agent_id}/memory`: what a villager never forgets, whom it knows and what it remembers.
//! For admins.

use maud::{Markup, html};

use super::frame::{self, Place};
use super::model::MemoryPage;
use super::{count, person};

/// The memory of one mind.
pub fn page(shown: &MemoryPage) -> Markup {
    let agent = &shown.agent_id;
    let title = format!("What {} remembers", shown.display_name);
    let main = html! {
        div.wide.thoughts {
            p.back { a href={ "/agents/" (agent) } { (shown.display_name) } }
            header.who {
                (person::portrait(agent, "large"))
                div {
                    h1 { (title) }
                    @if !shown.agenda.is_empty() {
                        p.muted { "Its plan for the day: " (shown.agenda) }
                    }
                    @if !shown.plan.is_empty() { p.muted { "It means to: " (shown.plan) } }
                }
            }
            section.panel.thought aria-labelledby="core" {
                h2 #core { "Never forgotten" }
                @if shown.core.is_empty() {
                    p.muted { "It has promised nothing, and owes nothing." }
                } @else {
                    dl.facts {
                        @for (kind, about, text) in &shown.core {
                            dt { (kind) @if !about.is_empty() { " (" (about) ")" } }
                            dd { (text) }
                        }
                    }
                }
            }
            section.panel.thought aria-labelledby="known" {
                h2 #known { "Whom it knows" }
                @if shown.people.is_empty() { p.muted { "Nobody yet." } } @else {
                    dl.facts {
                        @for (who, times, line) in &shown.people {
                            dt { (who) }
                            dd {
                                @if !line.is_empty() { (line) " " }
                                span.muted {
                                    @if *times == 1 { "met once" } @else { "met " (times) " times" }
                                }
                            }
                        }
                    }
                }
            }
            (stream(shown))
            p.more {
                a href={ "/api/v1/agents/" (agent) "/mind" } download={ (agent) "-mind.json" } {
                    "Download all of it as JSON"
                }
            }
        }
    };
    frame::page(&title, Place::People, Some(&shown.scene), &[], main)
}

fn stream(shown: &MemoryPage) -> Markup {
    html! {
        section.panel.thought aria-labelledby="memories" {
            h2 #memories { "Memories" }
            @if shown.memories.is_empty() { p.muted { "None yet." } } @else {
                p.muted {
                    "The latest " (shown.memories.len()) " of " (count::grouped(shown.all as u64))
                    ", newest first, each with what it is of and how telling it is, 1 to 10."
                }
                dl.facts {
                    @for one in &shown.memories {
                        dt { (one.number) " " (one.kind) " " (one.importance) }
                        dd { (one.text) }
                    }
                }
            }
        }
    }
}
