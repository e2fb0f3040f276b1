//! How a villager looks on a page: portrait, marks, purse, card. The portrait is the first frame of
//! its sheet, cut out by an SVG view box, so that it needs neither style nor script.

use maud::{Markup, html};

use super::model::{Author, Person};

/// Height and width of a frame, and size of the whole sheet, in pixels.
const FRAME: &str = "0 0 16 24";
const SHEET: (&str, &str) = ("192", "96");

/// The villager's picture; `class` sets its size.
pub fn portrait(agent_id: &str, class: &str) -> Markup {
    html! {
        svg.portrait.(class) viewBox=(FRAME) aria-hidden="true" focusable="false" {
            image href={ "/art/villagers/" (agent_id) ".png" } width=(SHEET.0) height=(SHEET.1) {}
        }
    }
}

/// A small label that says whose mind the words came from.
pub fn origin(code: &str) -> Markup {
    let (name, why) = match code {
        "instinct" => ("instinct", "Said by rules, without a language model"),
        "outside" => ("outside mind", "Said by a program from outside the village"),
        "model" => ("model", "Said by a language model"),
        "human" => ("person", "Written by a person"),
        _ => ("village", "Written by the village itself"),
    };
    html! { span.origin data-origin=(code) title=(why) { (name) } }
}

/// Who wrote something, with a way to its page where there is one.
pub fn author(author: &Author) -> Markup {
    html! {
        @if author.kind == "agent" && !author.agent_id.is_empty() {
            a.author href={ "/agents/" (author.agent_id) } { (author.name) }
        } @else {
            span.author { (author.name) }
        }
    }
}

/// An amount with its coin.
pub fn coins(amount: &str) -> Markup {
    html! {
        span.coins {
            svg.coin viewBox="0 0 10 10" aria-hidden="true" focusable="false" {
                circle cx="5" cy="5" r="4.5" {}
            }
            span.amount data-field="balance" { (amount) }
            span.unseen { " aiDollar" }
        }
    }
}

/// A signed amount: what came in wears a plus, what went out a minus.
pub fn signed(amount: &str) -> Markup {
    html! {
        @if let Some(lost) = amount.strip_prefix('-') {
            span.amount.lost { "−" (lost) }
        } @else {
            span.amount.gained { "+" (amount.trim_start_matches('+')) }
        }
    }
}

/// A tier as a dot of its colour and its name.
pub fn tier(id: &str, name: &str, colour: &str) -> Markup {
    html! {
        span.tier data-field="tier" data-tier=(id) {
            svg.dot viewBox="0 0 10 10" aria-hidden="true" focusable="false" {
                circle cx="5" cy="5" r="4.5" fill=(colour) {}
            }
            span.tier-name { (name) }
        }
    }
}

/// What somebody is doing, in words.
pub fn doing(activity: &str) -> String {
    if activity == "at_board" { "reading the board".into() } else { activity.replace('_', " ") }
}

/// A villager in the list of who is who.
pub fn card(person: &Person) -> Markup {
    html! {
        li.card data-agent=(person.agent_id) id={ "person-" (person.agent_id) } {
            (portrait(&person.agent_id, "small"))
            h3 {
                a href={ "/agents/" (person.agent_id) } { (person.display_name) }
                " " span.role { (person.role) }
            }
            p.doing {
                span data-field="activity" { (doing(&person.activity)) }
                span data-field="landmark" {
                    @if let Some(landmark) = &person.landmark { " at " (landmark) }
                }
                ", "
                span data-field="mood" { (person.mood) }
            }
            p.purse {
                (coins(&person.balance))
                (tier(&person.tier, &person.tier_name, &person.tier_colour))
                span data-field="mind" { (origin(&person.mind)) }
            }
            p.said data-field="said" {
                @if let Some(said) = &person.said { "“" (said.text) "”" }
            }
        }
    }
}
