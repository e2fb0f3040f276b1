//! The direct talk of a person with a villager: private to the two and the admins.

use maud::{Markup, html};

use super::form::{Send, form, prose};
use super::model::{LetterLine, Letters};
use super::{markdown, person, stamp};

/// The viewer's letters with a villager, and a form to write one.
pub fn letters(viewer: &str, agent: &str, name: &str, shown: &Letters, may_write: bool) -> Markup {
    let api = format!("/api/v1/letters/{viewer}/{agent}");
    let send = Send::post(&api, "The letter is on its way.");
    html! {
        section.panel.letters aria-labelledby="letters" data-letters=(api)
            data-unread=[(shown.unread_up_to > 0).then_some(shown.unread_up_to)] {
            h2 #letters { "Letters with " (name) }
            p.muted { "Private to the two of you; admins may read them." }
            ol { @for one in &shown.latest { (letter(one, name)) } }
            @if shown.latest.is_empty() {
                p.empty { "No letters yet. Ask for something, or hand something over." }
            }
            @if may_write { (form(&send, "Send", prose("body", "Your letter", 4_000, 3))) }
        }
    }
}

fn letter(one: &LetterLine, name: &str) -> Markup {
    html! {
        li.letter data-agents[one.is_agents] {
            p.by {
                b { @if one.is_agents { (name) } @else { "You" } } " "
                @if one.is_agents { (person::origin(&one.origin)) " " }
                (stamp::moment(&one.created_at))
            }
            div.body { (markdown::html(&one.body)) }
        }
    }
}
