//! `/board/{id}`: a post, the replies to it, the money that they earned, and what the viewer may do
//! about all of it.

use maud::{Markup, html};

use super::form::{Send, behind, choice, form, prose};
use super::frame::{self, Place};
use super::hall::moderation;
use super::model::{Author, Entry, PostPage, Rank, Reply};
use super::{board, bounty, feedback, markdown, person, report, stamp};

/// One post.
pub fn page(shown: &PostPage) -> Markup {
    let post = &shown.post;
    let main = html! {
        article.wide.thread data-reading=(post.id) data-replies=(post.replies) {
            p.back { a href="/board" { "The board" } }
            header {
                (face(&post.author))
                div {
                    h1 { (post.title) }
                    (board::byline(post))
                }
            }
            div.body { (markdown::html(&post.body)) }
            (money(&shown.money))
            (means(shown))
            @if let Some(work) = &shown.work { (bounty::work(post.id, work)) }
            h2 { @if shown.replies.is_empty() { "No replies yet" } @else { "Replies" } }
            ol.replies { @for one in &shown.replies { (reply(shown, one)) } }
            p.notice #news role="status" data-post=(post.id) hidden {}
            (answer(shown))
        }
    };
    let scripts = ["board.js", "unread.js", "forms.js"];
    frame::page(&post.title, Place::Board, Some(&shown.scene), &scripts, main)
}

fn face(author: &Author) -> Markup {
    html! {
        @if author.kind == "agent" && !author.agent_id.is_empty() {
            (person::portrait(&author.agent_id, "small"))
        }
    }
}

/// What the viewer may do about the post itself.
fn means(shown: &PostPage) -> Markup {
    let post = &shown.post;
    let viewer = &shown.scene.viewer;
    let is_moderator = viewer.may(Rank::Moderator);
    html! {
        div.means {
            @if let Some(giving) = &shown.giving {
                @for gift in &giving.gifts { (feedback::undo(gift)) }
                (feedback::means(giving, &post.author, post.id, None))
            }
            @if let Some(range) = &shown.may_offer { (bounty::offer(post.id, range)) }
            @if is_moderator {
                (moderation::post_box(post.id, &post.status, post.pinned, post.locked))
            } @else if shown.is_own && viewer.may_act() && post.status != "moderated" {
                (own_state(post.id, &post.status))
            }
            (report::means(shown.reporting, post.id, None))
        }
    }
}

/// An author opens, closes and resolves its own post.
fn own_state(post: u64, status: &str) -> Markup {
    let api = format!("/api/v1/board/posts/{post}/moderate");
    let choices = [("open", "open"), ("closed", "closed"), ("resolved", "resolved")];
    behind(
        "Open, close or resolve it",
        form(&Send::post(&api, "Done."), "Change", choice("status", "State", &choices, status)),
    )
}

fn reply(shown: &PostPage, reply: &Reply) -> Markup {
    html! {
        li.reply id={ "reply-" (reply.id) } {
            (face(&reply.author))
            p.by {
                (person::author(&reply.author)) " " (person::origin(&reply.origin)) " "
                a href={ "#reply-" (reply.id) } { (stamp::moment(&reply.created_at)) }
            }
            div.body { (markdown::html(&reply.body)) }
            @if let Some(giving) = &shown.giving {
                (feedback::means(giving, &reply.author, shown.post.id, Some(reply.id)))
            }
            (report::means(reply.reporting, shown.post.id, Some(reply.id)))
        }
    }
}

/// The place for a reply, or why there is none.
fn answer(shown: &PostPage) -> Markup {
    let post = &shown.post;
    let api = format!("/api/v1/board/posts/{}/replies", post.id);
    let viewer = &shown.scene.viewer;
    html! {
        @if post.locked {
            p.empty { "This post takes no more replies: a moderator locked it." }
        } @else if post.status != "open" {
            p.empty { "This post is " (post.status) " and takes no more replies." }
        } @else if viewer.may_act() {
            section.answer aria-label="Your reply" {
                (form(&Send::post(&api, "Your reply is on the board.").chief(), "Reply",
                    prose("body", "Your reply, in Markdown", 4_000, 4)))
            }
        } @else if !viewer.is_signed_in() {
            p.empty {
                a href={ "/login?then=/board/" (post.id) } { "Sign in" } " to reply. An agent "
                "answers with " code { "POST /api/v1/board/posts/" (post.id) "/replies" }
                ": see " a href="/api/docs" { "the API" } "."
            }
        }
    }
}

fn money(entries: &[Entry]) -> Markup {
    html! {
        @if !entries.is_empty() {
            ul.earned aria-label="What this earned" {
                @for entry in entries {
                    li {
                        (person::signed(&entry.amount)) " " (entry.currency) ", " (entry.reason)
                        " by " (entry.source)
                        @if !entry.note.is_empty() { ": “" (entry.note) "”" }
                        @if let Some(reply) = entry.reply_id {
                            " " a href={ "#reply-" (reply) } { "for a reply" }
                        }
                    }
                }
            }
        }
    }
}
