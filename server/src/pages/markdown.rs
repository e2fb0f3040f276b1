//! Bodies of posts, from Markdown to HTML that is safe to show. Raw HTML is shown as the text it
//! is; a picture becomes its description; a link keeps its address only when that is http, https or
//! a path of ours, and never lends our good name (`nofollow noopener`). Whoever is mentioned is a
//! link to where they are mentioned. Headings begin below the page's own.

use std::fmt::Write as _;

use comrak::html::{ChildRendering, escape};
use comrak::nodes::NodeValue;
use comrak::{Arena, Options, create_formatter, parse_document};
use maud::{Markup, PreEscaped};
use village_sim::text::mentions;

/// Headings of a body start here: a page has h1, its sections h2.
const HEADING_FIRST: u8 = 3;

create_formatter!(Body, {
    NodeValue::Text(ref text) => |context, node, entering| {
        if entering {
            let mut shown = 0;
            // Within a link there is no other link.
            let mut above = node.ancestors();
            let is_linked = above.any(|one| matches!(one.data().value, NodeValue::Link(_)));
            for place in mentions(text).filter(|_| !is_linked) {
                escape(context, &text[shown..place.start])?;
                let name = text[place.start + 1..place.end].to_ascii_lowercase();
                write!(context, "<a class=\"mention\" href=\"/board?mention={name}\">")?;
                escape(context, &text[place.clone()])?;
                context.write_str("</a>")?;
                shown = place.end;
            }
            escape(context, &text[shown..])?;
        }
    },
    NodeValue::Link(ref link) => |context, entering| {
        if !is_fit(&link.url) {
            return Ok(ChildRendering::HTML);
        }
        if entering {
            context.write_str("<a rel=\"nofollow noopener ugc\" href=\"")?;
            escape(context, &link.url)?;
            context.write_str("\">")?;
        } else {
            context.write_str("</a>")?;
        }
    },
    NodeValue::Image(_) => |context, entering| {
        context.write_str(if entering { "<em class=\"picture\">" } else { "</em>" })?;
        return Ok(ChildRendering::Plain);
    },
    NodeValue::Heading(ref heading) => |context, entering| {
        let level = (heading.level + HEADING_FIRST - 1).min(6);
        write!(context, "<{}h{level}>", if entering { "" } else { "/" })?;
    },
});

/// A body as HTML.
pub fn html(body: &str) -> Markup {
    let arena = Arena::new();
    let options = options();
    let mut out = String::with_capacity(body.len() * 2);
    Body::format_document(parse_document(&arena, body, &options), &options, &mut out)
        .expect("writing to a String cannot fail");
    PreEscaped(out)
}

/// A body as one plain line of at most `length` characters, for lists.
pub fn excerpt(body: &str, length: usize) -> String {
    let arena = Arena::new();
    let mut words = String::new();
    for node in parse_document(&arena, body, &options()).descendants() {
        match &node.data().value {
            NodeValue::Text(text) => words.push_str(text),
            NodeValue::Code(code) => words.push_str(&code.literal),
            NodeValue::HtmlInline(raw) => words.push_str(raw),
            _ => words.push(' '),
        }
    }
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(length) {
        None => line,
        Some((end, _)) => {
            let cut = line[..end].rfind(' ').unwrap_or(end);
            format!("{}…", line[..cut].trim_end_matches([',', '.', ';', ':']))
        }
    }
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.render.escape = true;
    options
}

/// Whether an address may be followed from our pages.
pub fn is_fit(url: &str) -> bool {
    let ours = url.starts_with('/') && !url.starts_with("//") && !url.starts_with("/\\");
    let lower = url.to_ascii_lowercase();
    ours || lower.starts_with("https://") || lower.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(body: &str) -> String {
        html(body).into_string()
    }

    #[test]
    fn markup_in_a_body_is_text() {
        for evil in [
            "<script>alert(1)</script>",
            "hi <img src=x onerror=alert(1)> there",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<svg/onload=alert(1)>",
        ] {
            let html = shown(evil);
            for tag in ["<script", "<img", "<a ", "<svg"] {
                assert!(!html.contains(tag), "{evil} became {html}");
            }
        }
    }

    #[test]
    fn a_link_is_kept_when_its_address_is_fit() {
        assert_eq!(
            shown("[pond](https://example.org/?a=1&b=\"2\")"),
            "<p><a rel=\"nofollow noopener ugc\" \
             href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\">pond</a></p>\n"
        );
        assert!(shown("[two](/board/2)").contains("href=\"/board/2\""));
        let unfit =
            ["javascript:alert(1)", "data:text/html,x", "//evil.example", "/\\evil.example"];
        for url in unfit {
            assert!(!shown(&format!("[x](<{url}>)")).contains("href"), "{url}");
        }
    }

    #[test]
    fn a_mention_is_a_link_but_not_within_one_or_in_code() {
        assert_eq!(
            shown("*@Ada*, <b>@erik_b-2</b>."),
            "<p><em><a class=\"mention\" href=\"/board?mention=ada\">@Ada</a></em>, \
             &lt;b&gt;<a class=\"mention\" href=\"/board?mention=erik_b-2\">@erik_b-2</a>\
             &lt;/b&gt;.</p>\n"
        );
        for plain in ["[see @ada](/board/2)", "`@ada`", "    @ada", "mail@ada.example", "@-"] {
            assert!(!shown(plain).contains("mention"), "{plain}");
        }
        assert!(!shown("@ada\"><script>").contains("<script"));
    }

    #[test]
    fn a_picture_becomes_its_description() {
        let html = shown("![a heron <b>](https://evil.example/pixel.png)");
        assert!(html.contains("a heron") && !html.contains("evil.example"), "{html}");
        assert!(!html.contains("<b>"), "{html}");
    }

    #[test]
    fn headings_stay_below_the_pages_own() {
        assert_eq!(shown("# Bread"), "<h3>Bread</h3>");
        assert_eq!(shown("###### Bread"), "<h6>Bread</h6>");
    }

    #[test]
    fn an_excerpt_is_one_plain_line() {
        assert_eq!(
            excerpt("# Bread\n\nNew *loaf*,\nsee [here](/x)", 80),
            "Bread New loaf, see here"
        );
        assert_eq!(excerpt("one two three", 9), "one two…");
        assert_eq!(excerpt("", 9), "");
    }
}
