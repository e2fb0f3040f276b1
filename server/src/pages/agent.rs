//! `/agents/{agent_id}`: one villager, its character, needs, purse and words.

use maud::{Markup, html};

use super::frame::{self, Place};
use super::model::{AgentPage, Entitlement, Entry, Need, Person};
use super::{board, count, person, stamp};

/// A full need.
const NEED_FULL: i64 = 1000;

/// One villager.
pub fn page(shown: &AgentPage) -> Markup {
    let who = &shown.person;
    let main = html! {
        div.wide.agent data-agent=(who.agent_id) {
            p.back { a href="/#people" { "Who is who" } }
            (head(who))
            div.columns {
                section.panel aria-labelledby="character" {
                    h2 #character { "Character" }
                    p { (shown.persona) }
                    (facts(shown))
                }
                div.stack {
                    (needs(&shown.needs))
                    (purse(who, &shown.entitlement))
                }
            }
            p.notice #news role="status" hidden {}
            (statement(&shown.statement))
            (posts(shown))
        }
    };
    frame::page(&who.display_name, Place::People, Some(&shown.clock), Some("agent.js"), main)
}

fn head(who: &Person) -> Markup {
    html! {
        header.who {
            (person::portrait(&who.agent_id, "large"))
            div {
                h1 { (who.display_name) }
                p {
                    span.role { (who.role) } " "
                    span data-field="mind" { (person::origin(&who.mind)) }
                }
                p.doing {
                    span data-field="activity" { (person::doing(&who.activity)) }
                    span data-field="landmark" {
                        @if let Some(landmark) = &who.landmark { " at " (landmark) }
                    }
                    ", "
                    span data-field="mood" { (who.mood) }
                }
                p.said data-field="said" {
                    @if let Some(said) = &who.said { "“" (said.text) "”" }
                }
                p { a href={ "/#follow=" (who.agent_id) } { "Follow on the map" } }
            }
        }
    }
}

fn facts(shown: &AgentPage) -> Markup {
    html! {
        dl.facts {
            dt { "Lives" } dd { (shown.home) }
            dt { "Works" } dd { (shown.work) }
            @if !shown.interests.is_empty() {
                dt { "Likes" } dd { (shown.interests.join(", ")) }
            }
            @if !shown.traits.is_empty() {
                dt { "Nature" }
                dd {
                    @for (at, (name, strength)) in shown.traits.iter().enumerate() {
                        @if at > 0 { ", " } (name) " " (strength) "/10"
                    }
                }
            }
            dt { "Carries" }
            dd data-field="bag" {
                @if shown.bag.is_empty() { "nothing" } @else { (shown.bag.join(", ")) }
            }
            @if !shown.leanings.is_empty() {
                dt { "Leans" }
                dd {
                    @for (at, (topic, weight)) in shown.leanings.iter().enumerate() {
                        @if at > 0 { ", " }
                        @if *weight >= 100 { "towards " } @else { "away from " } (topic)
                        " (" (weight) " %)"
                    }
                }
            }
        }
    }
}

fn needs(needs: &[Need]) -> Markup {
    html! {
        section.panel aria-labelledby="needs" {
            h2 #needs { "Needs" }
            dl.needs {
                @for need in needs {
                    @let value = need.value.clamp(0, NEED_FULL);
                    dt { (need.name) }
                    dd data-need=(need.name) {
                        svg.bar viewBox="0 0 1000 8" preserveAspectRatio="none"
                            aria-hidden="true" focusable="false" {
                            rect.track width="1000" height="8" {}
                            rect.fill width=(value) height="8" data-low[value < 300] {}
                        }
                        span.amount { (value / 10) " %" }
                    }
                }
            }
        }
    }
}

fn purse(who: &Person, buys: &Entitlement) -> Markup {
    html! {
        section.panel aria-labelledby="purse" {
            h2 #purse { "Purse" }
            p.purse {
                (person::coins(&who.balance))
                (person::tier(&who.tier, &who.tier_name, &who.tier_colour))
            }
            p { (buys.blurb) }
            p.muted {
                "Requests count today. Thoughts, tokens, models and tools wait until the village "
                "has a model; so far everybody lives by instinct or by a mind from outside."
            }
            dl.facts {
                dt { "Requests" } dd { (buys.requests_per_minute) " a minute" }
                dt { "Thoughts" } dd { (buys.thoughts_per_minute) " a minute" }
                dt { "Tokens" } dd { (count::grouped(buys.tokens_per_hour)) " an hour" }
                dt { "Models" }
                dd { @if buys.models.is_empty() { "none" } @else { (buys.models.join(", ")) } }
                dt { "Tools" } dd { (buys.tool_runs) " at a time" }
            }
        }
    }
}

fn statement(entries: &[Entry]) -> Markup {
    html! {
        section.panel aria-labelledby="statement" {
            h2 #statement { "Statement" }
            @if entries.is_empty() {
                p.empty {
                    "Nothing has moved in this purse yet. A reward for a post would be the first."
                }
            } @else {
                div.scroll tabindex="0" role="region" aria-labelledby="statement" {
                    table {
                        thead { tr {
                            th scope="col" { "When" } th scope="col" { "Why" }
                            th.number scope="col" { "Amount" } th.number scope="col" { "Then" }
                        } }
                        tbody { @for entry in entries { (row(entry)) } }
                    }
                }
            }
        }
    }
}

fn row(entry: &Entry) -> Markup {
    html! {
        tr {
            td { (stamp::moment(&entry.timestamp)) }
            td {
                (entry.reason) " by " (entry.source)
                @if !entry.note.is_empty() { ": “" (entry.note) "”" }
                @if let Some(post) = entry.post_id {
                    @let reply = entry.reply_id.map(|id| format!("#reply-{id}"));
                    @let reply = reply.unwrap_or_default();
                    " " a href={ "/board/" (post) (reply) } { "for this note" }
                }
            }
            td.number { (person::signed(&entry.amount)) }
            td.number { (entry.balance_after) }
        }
    }
}

fn posts(shown: &AgentPage) -> Markup {
    html! {
        section aria-labelledby="posts" {
            h2 #posts { "Notes by " (shown.person.display_name) }
            @if shown.posts.is_empty() {
                p.empty { "None yet. " a href="/board" { "See the whole board" } "." }
            }
            ol.posts.under { @for post in &shown.posts { (board::line(post)) } }
        }
    }
}
