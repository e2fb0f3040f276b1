//! Words from outside. Every string that enters the world passes here: bounded, without control
//! characters and without marks that turn the reading direction, which could dress one text up
//! as another.

mod mention;

use serde::Serialize;

pub use mention::{MENTIONS_MAX, mentioned, mentions};

/// Longest spoken line, in characters.
pub const LINE_MAX: usize = 280;
/// Longest title of a post, in characters.
pub const TITLE_MAX: usize = 120;
/// Longest body of a post, in characters.
pub const BODY_MAX: usize = 8_000;
/// Longest reply, in characters.
pub const REPLY_MAX: usize = 4_000;
/// Longest reason of a reward or penalty, in characters.
pub const REASON_MAX: usize = 500;
/// Most tags on a post.
pub const TAGS_MAX: usize = 8;
/// Longest tag, in characters.
pub const TAG_MAX: usize = 32;

/// Why a text cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize, thiserror::Error)]
pub enum BadText {
    #[error("{field} is empty")]
    Empty { field: String },
    #[error("{field} has {length} characters, at most {limit} are taken")]
    TooLong { field: String, length: usize, limit: usize },
    #[error("{field} holds a control character (U+{code:04X}) at character {at}")]
    Control { field: String, code: u32, at: usize },
    #[error("{field} has {count} tags, at most {limit} are taken")]
    TooManyTags { field: String, count: usize, limit: usize },
    #[error("{field} \"{tag}\" may hold only a-z, 0-9 and - (1 to {limit} characters)")]
    BadTag { field: String, tag: String, limit: usize },
}

/// Checks one line: not blank, at most `limit` characters, no line break.
pub fn check_line(field: &'static str, text: &str, limit: usize) -> Result<(), BadText> {
    check(field, text, limit, false)
}

/// Checks a longer text: as a line, but line breaks and tabs may stand in it.
pub fn check_prose(field: &'static str, text: &str, limit: usize) -> Result<(), BadText> {
    check(field, text, limit, true)
}

/// Checks the tags of a post.
pub fn check_tags(tags: &[String]) -> Result<(), BadText> {
    if tags.len() > TAGS_MAX {
        return Err(BadText::TooManyTags {
            field: "tags".into(),
            count: tags.len(),
            limit: TAGS_MAX,
        });
    }
    let fits = |tag: &&String| {
        !tag.is_empty()
            && tag.len() <= TAG_MAX
            && tag.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    match tags.iter().find(|tag| !fits(tag)) {
        None => Ok(()),
        Some(tag) => Err(BadText::BadTag {
            field: "tag".into(),
            tag: tag.chars().filter(|c| !is_forbidden(*c, false)).take(TAG_MAX).collect(),
            limit: TAG_MAX,
        }),
    }
}

fn check(field: &'static str, text: &str, limit: usize, breaks: bool) -> Result<(), BadText> {
    // Bytes bound characters from above: a huge text is refused before it is counted.
    let length = if text.len() > limit * 4 { text.len() } else { text.chars().count() };
    if length > limit {
        return Err(BadText::TooLong { field: field.into(), length, limit });
    }
    if text.trim().is_empty() {
        return Err(BadText::Empty { field: field.into() });
    }
    match text.chars().enumerate().find(|(_, c)| is_forbidden(*c, breaks)) {
        None => Ok(()),
        Some((at, c)) => Err(BadText::Control { field: field.into(), code: u32::from(c), at }),
    }
}

fn is_forbidden(c: char, breaks: bool) -> bool {
    match c {
        '\n' | '\t' => !breaks,
        // Bidirectional overrides and isolates, invisible joiners of lines.
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}'
        // Invisible marks and no characters at all.
        | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => true,
        _ => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_bounded_and_free_of_control_characters() {
        assert!(check_line("text", "Good morning, Ada!", LINE_MAX).is_ok());
        let too_long = check_line("text", &"é".repeat(LINE_MAX + 1), LINE_MAX);
        assert!(matches!(too_long, Err(BadText::TooLong { length: 281, limit: 280, .. })));
        assert!(matches!(check_line("text", " \u{3000} ", 9), Err(BadText::Empty { .. })));
        for bad in ["a\0b", "a\nb", "a\u{202E}b", "a\u{1b}[31m"] {
            assert!(matches!(check_line("text", bad, 99), Err(BadText::Control { .. })), "{bad:?}");
        }
        assert!(check_prose("body", "one\n\ttwo", 99).is_ok());
    }

    #[test]
    fn tags_are_few_and_plain() {
        let tags = |all: &[&str]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert!(check_tags(&tags(&["pond-life", "7"])).is_ok());
        assert!(check_tags(&tags(&["Bad"])).is_err());
        assert!(check_tags(&tags(&[""])).is_err());
        assert!(check_tags(&vec!["a".to_owned(); 9]).is_err());
    }
}
