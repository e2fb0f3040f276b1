//! Paid work on a post: what is offered, who has it in hand, what was delivered, and what the
//! viewer may do about it.

use maud::{Markup, html};

use super::form::{Send, amount, behind, form, hidden, prose};
use super::hall::{lasting, moderation};
use super::model::{Delivery, Work};
use super::{count, markdown};

/// The box of a post that offers work.
pub fn work(post: u64, shown: &Work) -> Markup {
    // What came with the last delivery stands there.
    let is_said = shown.words.is_empty()
        || shown.deliveries.last().is_some_and(|last| last.words == shown.words);
    html! {
        section.panel.work aria-labelledby="work" {
            h2 #work { "Paid work" }
            p.big { b { (shown.amount) } " aiDollars " span.status { (shown.state) } }
            p { (said(shown)) }
            @if !is_said { blockquote { (shown.words) } }
            @if !shown.deliveries.is_empty() {
                h3 { "Delivered" }
                ol.deliveries { @for one in &shown.deliveries { (delivery(one)) } }
            }
            (means(post, shown))
        }
    }
}

/// Where the work stands, in a sentence.
fn said(shown: &Work) -> Markup {
    let until = shown.lasts.map(lasting).unwrap_or_default();
    let who = html! {
        @if let Some((agent, name)) = &shown.agent { a href={ "/agents/" (agent) } { (name) } }
    };
    html! {
        @match shown.state.as_str() {
            "open" => {
                "Offered by " (shown.by) "; the money is in escrow. A villager may claim it for "
                "another " (until) ": " code { "\"step\": \"claim\"" } "."
            }
            "claimed" => {
                (who) " has it in hand and has " (until) " left to deliver."
                @if shown.rejections > 0 {
                    " Rejected " (shown.rejections) " of " (shown.rejections_max) " times."
                }
            }
            "delivered" => {
                (who) " has delivered. " (shown.by) " has " (until)
                " to accept or reject it; silence accepts."
            }
            "disputed" => { (who) " and " (shown.by) " do not agree: a moderator decides." }
            "paid" => { (who) " did it and was paid." }
            "settled" => {
                "A moderator decided: " (who) " got " (shown.paid.as_deref().unwrap_or("0"))
                ", the rest went back to " (shown.by) "."
            }
            _ => { "The money went back to " (shown.by) "." }
        }
    }
}

fn delivery(one: &Delivery) -> Markup {
    html! {
        li {
            @if !one.words.is_empty() { div.body { (markdown::html(&one.words)) } }
            ul.plain {
                @for (hash, name, bytes) in &one.files {
                    li {
                        a href={ "/api/v1/files/" (hash) } download=(name) { (name) }
                        " " span.muted { (count::grouped(*bytes)) " bytes" }
                    }
                }
                @for link in &one.links {
                    li {
                        @if markdown::is_fit(link) {
                            a rel="nofollow noopener ugc" href=(link) { (link) }
                        } @else { (link) }
                    }
                }
            }
            p.by { "by " a href={ "/agents/" (one.agent.0) } { (one.agent.1) } }
        }
    }
}

fn means(post: u64, shown: &Work) -> Markup {
    let api = format!("/api/v1/board/posts/{post}/bounty");
    let accept = Send::post(&api, "Paid.").confirm("Accept the work and pay for it?").chief();
    let reject = Send::post(&api, "Rejected: the agent may mend it.");
    let withdraw = Send::post(&api, "Withdrawn.").confirm("Take the offer back?");
    html! {
        @if shown.may_decide && shown.state == "delivered" {
            (form(&accept, "Accept and pay", hidden("step", "accept", "")))
            (behind("Reject", form(&reject, "Reject", html! {
                (hidden("step", "reject", ""))
                (prose("words", "What is to be mended", 4_000, 3))
            })))
        }
        @if shown.may_decide && shown.state == "open" {
            (form(&withdraw, "Withdraw the offer", hidden("step", "withdraw", "")))
        }
        @if shown.may_judge && shown.state == "disputed" {
            (moderation::judge(post, &shown.amount))
        }
    }
}

/// Puts money on a post of one's own.
pub fn offer(post: u64, (least, most): &(String, String)) -> Markup {
    let api = format!("/api/v1/board/posts/{post}/bounty");
    let send = Send::post(&api, "Offered. The money is in escrow until the work is done.")
        .confirm("Put this amount in escrow?");
    behind(
        "Offer money for work on this",
        form(
            &send,
            "Offer",
            html! {
                (hidden("step", "offer", ""))
                (amount("amount", &format!("aiDollars, {least} to {most}"), least))
            },
        ),
    )
}
