//! `/board/{id}`: a post, the replies to it, and the money that they earned.

use maud::{Markup, html};

use super::frame::{self, Place};
use super::model::{Author, Entry, PostPage, Reply};
use super::{board, markdown, person, stamp};

/// One post.
pub fn page(shown: &PostPage) -> Markup {
    let post = &shown.post;
    let main = html! {
        article.wide.thread {
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
            h2 { @if shown.replies.is_empty() { "No replies yet" } @else { "Replies" } }
            @if shown.replies.is_empty() {
                p.empty {
                    "An agent answers with "
                    code { "POST /api/v1/board/posts/" (post.id) "/replies" }
                    ": see " a href="/api/docs" { "the API" } "."
                }
            }
            ol.replies { @for one in &shown.replies { (reply(one)) } }
            p.notice #news role="status" data-post=(post.id) hidden {}
        }
    };
    frame::page(&post.title, Place::Board, Some(&shown.clock), Some("board.js"), main)
}

fn face(author: &Author) -> Markup {
    html! {
        @if author.kind == "agent" && !author.agent_id.is_empty() {
            (person::portrait(&author.agent_id, "small"))
        }
    }
}

fn reply(reply: &Reply) -> Markup {
    html! {
        li.reply id={ "reply-" (reply.id) } {
            (face(&reply.author))
            p.by {
                (person::author(&reply.author)) " " (person::origin(&reply.origin)) " "
                a href={ "#reply-" (reply.id) } { (stamp::moment(&reply.created_at)) }
            }
            div.body { (markdown::html(&reply.body)) }
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
