//! `/agents/{agent_id}`: one villager, its character, needs, purse and words.

use maud::{Markup, html};

use super::frame::{self, Place};
use super::model::{AgentPage, Need, Person, Rank};
use super::plot::{Line, Plot, Point, Shape};
use super::{board, count, hall, letters, person};

/// A full need.
const NEED_FULL: i64 = 1000;

/// One villager.
pub fn page(shown: &AgentPage) -> Markup {
    let who = &shown.person;
    let main = html! {
        div.wide.agent data-agent=(who.agent_id) {
            p.back { a href="/#people" { "Who is who" } }
            (head(who, shown.scene.viewer.rank == Rank::Admin))
            div.columns {
                section.panel aria-labelledby="character" {
                    h2 #character { "Character" }
                    p { (shown.persona) }
                    (facts(shown))
                }
                div.stack {
                    (needs(&shown.needs))
                    (purse(shown))
                }
            }
            p.notice #news role="status" hidden {}
            @if let Some(letters) = &shown.letters {
                @let viewer = &shown.scene.viewer;
                (letters::letters(&viewer.name, &who.agent_id, &who.display_name, letters,
                    viewer.may_act()))
            }
            (statement(shown))
            @if let Some(keeping) = &shown.keeping {
                (hall::agents::keeping(&shown.scene, &who.agent_id, keeping))
            }
            (posts(shown))
        }
    };
    frame::page(
        &who.display_name,
        Place::People,
        Some(&shown.scene),
        &["agent.js", "letters.js", "forms.js"],
        main,
    )
}

fn head(who: &Person, is_admin: bool) -> Markup {
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
                p {
                    a href={ "/#follow=" (who.agent_id) } { "Follow on the map" } ", "
                    a href={ "/agents/" (who.agent_id) "/thoughts" } { "read its thoughts" }
                    @if is_admin {
                        ", " a href={ "/agents/" (who.agent_id) "/memory" } { "what it remembers" }
                    }
                }
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

fn purse(shown: &AgentPage) -> Markup {
    let (who, buys) = (&shown.person, &shown.entitlement);
    html! {
        section.panel aria-labelledby="purse" {
            h2 #purse { "What its purse buys" }
            p.purse {
                (person::coins(&who.balance))
                (person::tier(&who.tier, &who.tier_name, &who.tier_colour))
            }
            @if !shown.restraints.is_empty() {
                p.notice { "Under restraint: " (shown.restraints.join(", ").replace('_', " ")) "." }
            }
            p { (buys.blurb) }
            @if !buys.why.is_empty() {
                p {
                    "It has this tier because " (buys.why)
                    @if let Some(seconds) = buys.lasts { ", for another " (hall::lasting(seconds)) }
                    ". " a href="/hall/tiers" { "All tiers" }
                }
            }
            @if who.mind == "instinct" && shown.has_models {
                p.muted {
                    "Rules move it at this moment: between its thoughts, and where its tier or its "
                    "model has none for it, instinct takes over."
                }
            } @else if who.mind == "instinct" {
                p.muted {
                    "It lives by instinct now: by rules, without a language model. Its thoughts "
                    "and tokens are what it could use, not what it uses; its requests count as "
                    "soon as a mind from outside takes the reins."
                }
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

fn statement(shown: &AgentPage) -> Markup {
    let points = shown.balances.iter().map(|(at, value)| Point { at: *at, value: *value });
    let plot = Plot {
        id: "plot-balance",
        title: "Balance",
        unit: "aiDollars",
        shape: Shape::Steps,
        lines: vec![Line { name: "Balance", class: "one", points: points.collect() }],
    };
    let agent = &shown.person.agent_id;
    html! {
        section.panel aria-labelledby="statement" {
            h2 #statement { "Statement" }
            @if shown.statement.is_empty() {
                p.empty {
                    "Nothing has moved in this purse yet. A reward for a post would be the first."
                }
            } @else {
                (plot.figure())
                (hall::account::entries_table("statement", &shown.statement))
                p.more {
                    a href={ "/api/v1/economy/ledger/" (agent) "?format=csv" } download {
                        "Download as CSV"
                    }
                }
            }
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
