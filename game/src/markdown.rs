//! Markdown as blocks that panels can lay out: headings, lists, code, quotes, emphasis and links.
//! Pictures are never loaded and HTML is never run: what stands there is shown as text.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::words::prose;

/// Longest text that is read, in characters.
const TEXT_MAX: usize = 9_000;
/// Most blocks that are laid out.
const BLOCKS_MAX: usize = 400;
const DEPTH_MAX: usize = 6;

/// A run of words that look alike.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "words can look all these ways at once")]
pub struct Run {
    pub text: String,
    pub strong: bool,
    pub slanted: bool,
    pub struck: bool,
    pub code: bool,
    /// Where it leads.
    pub link: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    Text,
    Heading(u8),
    /// An item of a list, with what stands before it.
    Item(String),
    Code,
    Rule,
}

/// A block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub kind: Kind,
    /// How far in it stands: lists within lists, and quotes.
    pub depth: usize,
    pub quoted: bool,
    pub runs: Vec<Run>,
}

#[derive(Default)]
struct Reading {
    blocks: Vec<Block>,
    open: Option<Block>,
    look: Run,
    lists: Vec<Option<u64>>,
    quotes: usize,
    /// Where a picture is, while its words are read.
    picture: Option<String>,
}

/// Reads a text.
pub fn read(text: &str) -> Vec<Block> {
    let text = prose(text, TEXT_MAX);
    let mut reading = Reading::default();
    for event in Parser::new_ext(&text, Options::ENABLE_STRIKETHROUGH) {
        if reading.blocks.len() >= BLOCKS_MAX {
            break;
        }
        reading.take(event);
    }
    reading.close();
    reading.blocks
}

impl Reading {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.say(&text),
            Event::Code(text) => {
                let before = std::mem::replace(&mut self.look.code, true);
                self.say(&text);
                self.look.code = before;
            }
            Event::SoftBreak => self.say(" "),
            Event::HardBreak => self.say("\n"),
            Event::Rule => {
                self.begin(Kind::Rule);
                self.close();
            }
            Event::FootnoteReference(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.say(&text);
            }
            Event::TaskListMarker(done) => self.say(if done { "[x] " } else { "[ ] " }),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => self.begin(Kind::Heading(size(level))),
            Tag::CodeBlock(_) => self.begin(Kind::Code),
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes += 1;
            }
            Tag::List(from) => {
                self.close();
                self.lists.push(from);
            }
            Tag::Item => {
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number = number.saturating_add(1);
                        format!("{}.", number.saturating_sub(1))
                    }
                    _ => "•".to_owned(),
                };
                self.begin(Kind::Item(mark));
            }
            // The first paragraph of an item stands beside its mark.
            Tag::Paragraph | Tag::HtmlBlock if self.is_fresh_item() => {}
            Tag::Paragraph | Tag::HtmlBlock => self.begin(Kind::Text),
            Tag::Strong => self.look.strong = true,
            Tag::Emphasis => self.look.slanted = true,
            Tag::Strikethrough => self.look.struck = true,
            Tag::Link { dest_url, .. } => self.look.link = Some(dest_url.into_string()),
            Tag::Image { dest_url, .. } => {
                self.say("picture: ");
                self.picture = Some(dest_url.into_string());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.close();
            }
            TagEnd::Item => self.close(),
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::Strong => self.look.strong = false,
            TagEnd::Emphasis => self.look.slanted = false,
            TagEnd::Strikethrough => self.look.struck = false,
            TagEnd::Link => self.look.link = None,
            TagEnd::Image => {
                if let Some(target) = self.picture.take() {
                    self.say(&format!(" ({target})"));
                }
            }
            _ => {}
        }
    }

    fn is_fresh_item(&self) -> bool {
        let open = self.open.as_ref();
        open.is_some_and(|block| matches!(block.kind, Kind::Item(_)) && block.runs.is_empty())
    }

    fn begin(&mut self, kind: Kind) {
        self.close();
        let inside = self.lists.len() - usize::from(matches!(kind, Kind::Item(_)));
        let depth = (inside + self.quotes).min(DEPTH_MAX);
        self.open = Some(Block { kind, depth, quoted: self.quotes > 0, runs: Vec::new() });
    }

    fn close(&mut self) {
        self.blocks.extend(self.open.take());
    }

    fn say(&mut self, text: &str) {
        if self.open.is_none() {
            self.begin(Kind::Text);
        }
        let Some(block) = &mut self.open else { return };
        let same = |run: &&mut Run| {
            let Run { text: _, strong, slanted, struck, code, link } = &self.look;
            (run.strong, run.slanted, run.struck, run.code, &run.link)
                == (*strong, *slanted, *struck, *code, link)
        };
        match block.runs.last_mut().filter(same) {
            Some(run) => run.text.push_str(text),
            None => block.runs.push(Run { text: text.to_owned(), ..self.look.clone() }),
        }
    }
}

const fn size(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(block: &Block) -> String {
        block.runs.iter().map(|run| run.text.as_str()).collect()
    }

    #[test]
    fn headings_lists_code_and_emphasis_are_told_apart() {
        let blocks = read(
            "# Bread\nAt **noon**, *maybe*\n\n1. rye\n2. `spelt`\n   - dark\n\n> so\n\n\
             ```\nlet x;\n```\n---",
        );
        let kinds: Vec<_> = blocks.iter().map(|block| (&block.kind, block.depth)).collect();
        assert_eq!(
            kinds,
            [
                (&Kind::Heading(1), 0),
                (&Kind::Text, 0),
                (&Kind::Item("1.".to_owned()), 0),
                (&Kind::Item("2.".to_owned()), 0),
                (&Kind::Item("•".to_owned()), 1),
                (&Kind::Text, 1),
                (&Kind::Code, 0),
                (&Kind::Rule, 0),
            ]
        );
        assert!(blocks[1].runs[1].strong && blocks[1].runs[3].slanted);
        assert!(blocks[3].runs[0].code && blocks[5].quoted);
    }

    #[test]
    fn pictures_and_html_are_words_and_links_keep_their_target() {
        let blocks =
            read("[shop](https://a.example/x) ![cat](https://b.example/c.png) <script>x</script>");
        assert_eq!(blocks[0].runs[0].link.as_deref(), Some("https://a.example/x"));
        let text: String = blocks.iter().map(said).collect();
        assert!(text.contains("picture: cat (https://b.example/c.png)"), "{text}");
        assert!(text.contains("<script>"), "{text}");
    }

    #[test]
    fn what_is_huge_or_deep_is_bounded() {
        for text in [
            "x".repeat(100_000),
            "- ".repeat(50_000),
            "> ".repeat(50_000),
            "*a ".repeat(40_000),
            "\u{202e}[".repeat(40_000),
        ] {
            let blocks = read(&text);
            assert!(blocks.len() <= BLOCKS_MAX + 1);
            let length: usize = blocks.iter().map(|block| said(block).chars().count()).sum();
            assert!(length <= TEXT_MAX * 2);
            assert!(blocks.iter().all(|block| block.depth <= DEPTH_MAX));
            assert!(!blocks.iter().any(|block| said(block).contains('\u{202e}')));
        }
    }
}
