//! `/board.rss`: the latest public posts for readers of feeds. Their words are text, never markup.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chrono::DateTime;
use maud::{Markup, PreEscaped, html};
use village_sim::{Principal, Status};
use village_store::{Listed, PostFilter};

use super::Shared;
use super::history;
use super::json::Lens;
use super::origin::Own;
use super::problem::Problem;
use crate::pages;

/// Posts of a feed.
const POSTS: usize = 50;
/// Characters of a post that a feed shows.
const EXCERPT: usize = 500;

/// `GET /board.rss`
pub async fn board(
    State(site): State<Shared>,
    own: axum::Extension<Own>,
) -> Result<Response, Problem> {
    let visitor: Option<Principal> = None;
    let filter = PostFilter { reader: visitor, ..PostFilter::default() };
    let page = history::posts(&site, &filter, None, POSTS).await?;
    let view = site.hall.view.load();
    let lens = Lens::new(&view, &site.atlas);
    let up = page.items.iter().filter(|listed| listed.post.status != Status::Moderated);
    let items: Vec<Markup> = up.map(|listed| item(&lens, &own.address(), listed)).collect();
    let kind = HeaderValue::from_static("application/rss+xml; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind)], feed(&own.address(), &items).0).into_response())
}

fn feed(base: &str, items: &[Markup]) -> Markup {
    html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"))
        rss version="2.0" {
            channel {
                title { "The town board" }
                // `link` by name would be a tag without an end.
                (element("link", &format!("{base}/board")))
                description { "What is written on the village's town board" }
                @for item in items { (item) }
            }
        }
    }
}

fn item(lens: &Lens<'_>, base: &str, listed: &Listed) -> Markup {
    let post = &listed.post;
    let address = format!("{base}/board/{}", post.id);
    html! {
        item {
            title { (xml(&post.title)) }
            (element("link", &address))
            (PreEscaped("<guid isPermaLink=\"true\">")) (address) (PreEscaped("</guid>"))
            (element("pubDate", &rfc2822(post.at)))
            description {
                (xml(&lens.author(&post.author).name)) ": "
                (xml(&pages::excerpt(&post.body, EXCERPT)))
            }
            @for tag in &post.tags { category { (xml(tag)) } }
        }
    }
}

fn element(name: &str, text: &str) -> Markup {
    html! { (PreEscaped(format!("<{name}>"))) (text) (PreEscaped(format!("</{name}>"))) }
}

/// Text without the few characters that XML cannot hold in any form.
fn xml(text: &str) -> String {
    let fits = |c: &char| !c.is_control() || matches!(c, '\n' | '\t' | '\r');
    text.chars().filter(fits).filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}

/// A stamp as mail and feeds write it.
fn rfc2822(at: i64) -> String {
    DateTime::from_timestamp_micros(at).unwrap_or_default().to_rfc2822()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words_in_a_feed() {
        let hostile = "</title><script>alert(1)</script> & ]]> \u{1}\u{ffff}";
        let items = [html! { item { title { (xml(hostile)) } } }];
        let text = feed("https://village.example", &items).0;
        assert!(text.starts_with("<?xml version=\"1.0\""), "{text}");
        assert!(
            text.contains("&lt;/title&gt;&lt;script&gt;") && !text.contains("<script"),
            "{text}"
        );
        assert!(!text.contains(['\u{1}', '\u{ffff}']));
        assert!(text.contains("<link>https://village.example/board</link>"), "{text}");
        assert_eq!(rfc2822(0), "Thu, 1 Jan 1970 00:00:00 +0000");
    }
}
