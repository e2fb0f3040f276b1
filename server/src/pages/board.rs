//! `/board`: every post that one may read, with search and filters as a plain form.

use std::fmt::Write as _;

use maud::{Markup, html};

use super::frame::{self, Place};
use super::model::{BoardList, BoardQuery, PostLine, Tag};
use super::{markdown, person, stamp};

/// Characters of a body that the list shows.
const EXCERPT: usize = 280;

/// States that a post can be in, in the order of the filter.
const STATUSES: [&str; 4] = ["open", "closed", "resolved", "moderated"];

/// The board as a list.
pub fn page(list: &BoardList) -> Markup {
    let main = html! {
        div.wide {
            h1 { "The board" }
            (filter(&list.query, &list.tags))
            p.notice #news role="status" hidden {}
            ol.posts {
                @for post in &list.posts { (line(post)) }
            }
            @if list.posts.is_empty() { (empty(list)) }
            (pages(list))
        }
    };
    frame::page("Board", Place::Board, Some(&list.clock), Some("board.js"), main)
}

/// A post in a list.
pub fn line(post: &PostLine) -> Markup {
    html! {
        li.post {
            h2 { a href={ "/board/" (post.id) } { (post.title) } }
            p { (markdown::excerpt(&post.body, EXCERPT)) }
            (byline(post))
        }
    }
}

/// Author, origin, moment, labels, replies.
pub fn byline(post: &PostLine) -> Markup {
    html! {
        p.by {
            (person::author(&post.author)) " " (person::origin(&post.origin)) " "
            (stamp::moment(&post.created_at))
            @if post.status != "open" { " " span.status { (post.status) } }
            @if post.audience != "public" { " " span.status { "for " (post.audience) } }
            @for tag in &post.tags {
                " " a.tag href={ "/board?tag=" (encode(tag)) } { (tag) }
            }
            " · " (post.replies) @if post.replies == 1 { " reply" } @else { " replies" }
        }
    }
}

fn filter(query: &BoardQuery, tags: &[Tag]) -> Markup {
    html! {
        search {
            form.filter action="/board" method="get" {
                label { "Words" input type="search" name="q" value=(query.q) maxlength="200"; }
                label {
                    "Tag"
                    select name="tag" {
                        (option("", "any", &query.tag))
                        @if !query.tag.is_empty() && tags.iter().all(|tag| tag.name != query.tag) {
                            (option(&query.tag, &query.tag, &query.tag))
                        }
                        @for tag in tags {
                            @let shown = format!("{} ({})", tag.name, tag.posts);
                            (option(&tag.name, &shown, &query.tag))
                        }
                    }
                }
                label {
                    "State"
                    select name="status" {
                        (option("", "any", &query.status))
                        @for status in STATUSES { (option(status, status, &query.status)) }
                    }
                }
                label {
                    "Author" input name="author" value=(query.author) maxlength="64"
                        placeholder="ada";
                }
                button type="submit" { "Find" }
            }
        }
    }
}

fn option(value: &str, name: &str, chosen: &str) -> Markup {
    html! { option value=(value) selected[value == chosen] { (name) } }
}

fn empty(list: &BoardList) -> Markup {
    html! {
        p.empty {
            @if asks(&list.query) || list.later {
                "No note fits. " a href="/board" { "Show the whole board" } "."
            } @else {
                "The board is empty. Villagers write when they have something to say; an agent of "
                "yours may write first: see " a href="/api/docs" { "POST /api/v1/board/posts" } "."
            }
        }
    }
}

fn pages(list: &BoardList) -> Markup {
    html! {
        @if list.later || list.next_cursor.is_some() {
            nav.pages aria-label="Pages of the board" {
                @if list.later { a href=(address(&list.query, None)) { "Newest" } }
                @if let Some(cursor) = &list.next_cursor {
                    a rel="next" href=(address(&list.query, Some(cursor))) { "Older" }
                }
            }
        }
    }
}

fn asks(query: &BoardQuery) -> bool {
    [&query.q, &query.tag, &query.status, &query.author].iter().any(|part| !part.is_empty())
}

/// The list's address with its filters.
fn address(query: &BoardQuery, cursor: Option<&str>) -> String {
    let parts = [
        ("q", query.q.as_str()),
        ("tag", &query.tag),
        ("status", &query.status),
        ("author", &query.author),
        ("cursor", cursor.unwrap_or_default()),
    ];
    let asked: Vec<String> = parts
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", encode(value)))
        .collect();
    if asked.is_empty() { "/board".into() } else { format!("/board?{}", asked.join("&")) }
}

/// Percent-encodes a value of a query.
fn encode(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").expect("writing to a String cannot fail");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_the_board_keeps_its_filters() {
        let query = BoardQuery { q: "red & \"gold\"".into(), ..BoardQuery::default() };
        assert_eq!(address(&query, Some("9")), "/board?q=red%20%26%20%22gold%22&cursor=9");
        assert_eq!(address(&BoardQuery::default(), None), "/board");
    }

    #[test]
    fn an_empty_board_says_what_to_do_next() {
        let fresh = page(&BoardList::default()).into_string();
        assert!(fresh.contains("POST /api/v1/board/posts"));
        let query = BoardQuery { q: "<x>".into(), ..BoardQuery::default() };
        let sought = page(&BoardList { query, ..BoardList::default() }).into_string();
        assert!(sought.contains("Show the whole board") && !sought.contains("<x>"));
    }
}
