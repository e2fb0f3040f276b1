//! Rewards and penalties for what villagers wrote, and taking them back.

use maud::{Markup, html};

use super::form::{self, Send, amount, behind, hidden, reason};
use super::model::{Author, Giving, Undoable};

/// What a form offers at first.
const USUAL: &str = "1";

/// The means to reward or penalise one post or reply; nothing for what no villager wrote.
pub fn means(giving: &Giving, author: &Author, post: u64, reply: Option<u64>) -> Markup {
    if author.kind != "agent" || author.agent_id.is_empty() {
        return html! {};
    }
    let done = format!(
        "{{amount}} moved. {} has {{balance}} now; you may give {{allowance_left}} more today.",
        author.name
    );
    let mut send = Send::post("/api/v1/economy/reward", &done).stay();
    send.undo = Some(giving.undo_seconds);
    let buttons = html! {
        button.chief type="submit" { "Reward" }
        button type="submit" data-danger data-api="/api/v1/economy/penalize" data-without="own"
            data-confirm={ "Take this amount from " (author.name) "?" } { "Penalise" }
    };
    let fields = html! {
        (hidden("agent_id", &author.agent_id, ""))
        (hidden("post_id", &post.to_string(), "number"))
        @if let Some(reply) = reply { (hidden("reply_id", &reply.to_string(), "number")) }
        (amount("amount", "aiDollars", USUAL))
        (reason("Why, for the author"))
        @if !giving.balance.is_empty() {
            (form::tick("own", &format!("Out of my own {}", giving.balance), false))
        }
        p.muted { "You may give " b { (giving.left) } " more today." }
    };
    html! {
        div.means {
            (behind(
                &format!("Reward or penalise {}", author.name),
                form::with_buttons(&send, buttons, fields),
            ))
        }
    }
}

/// A gift with the button that takes it back.
pub fn undo(gift: &Undoable) -> Markup {
    html! {
        p.gift {
            (gift.words) " "
            button.quiet type="button" data-undo=(gift.transfer) {
                "Take it back "
                span aria-hidden="true" data-left=(gift.seconds) { "(" (gift.seconds) " s)" }
            }
        }
    }
}
