//! Mentions: `@ada` in a body names somebody. What stands before the mark must not be part of a
//! word, so that an address of mail names nobody. Whether there is anybody of that name is not
//! asked here: who is not there today may come tomorrow.

use std::ops::Range;

/// Names of one text that count; further ones are words like any other.
pub const MENTIONS_MAX: usize = 32;
/// Longest name that can be mentioned, in characters: an agent's id or a person's name.
const NAME_MAX: usize = 48;

/// The places of mentions in a text, each with its mark, in their order.
pub fn mentions(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let marks = text.match_indices('@').map(|(at, _)| at);
    let free = move |at: &usize| at.checked_sub(1).is_none_or(|before| !joins(bytes[before]));
    marks.filter(free).filter_map(move |at| name_end(bytes, at + 1).map(|end| at..end))
}

/// The names that a text mentions, in small letters, each once, at most [`MENTIONS_MAX`].
pub fn mentioned(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for place in mentions(text) {
        let name = text[place.start + 1..place.end].to_ascii_lowercase();
        if !names.contains(&name) {
            names.push(name);
        }
        if names.len() == MENTIONS_MAX {
            break;
        }
    }
    names
}

/// Where the name ends that begins at `start`; none when there is none, or it is too long.
fn name_end(bytes: &[u8], start: usize) -> Option<usize> {
    let rest = bytes.get(start..)?;
    let length = rest.iter().position(|byte| !is_of_name(*byte)).unwrap_or(rest.len());
    // A dash at the end belongs to the sentence.
    let name = &rest[..length];
    let length = name.iter().rposition(u8::is_ascii_alphanumeric)? + 1;
    (length <= NAME_MAX).then_some(start + length)
}

const fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

/// Whether a byte before the mark makes it a part of a word; letters beyond ASCII do.
const fn joins(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii() || matches!(byte, b'@' | b'.' | b'/' | b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_found_where_they_stand_alone() {
        for (text, names) in [
            ("@ada, have you seen @Bruno?", vec!["ada", "bruno"]),
            ("(@lena-2) and @lena-2 again", vec!["lena-2"]),
            ("@erik_b- is what I meant", vec!["erik_b"]),
            ("mail to erik@ada.example or ä@ada, ada@@bruno", vec![]),
            ("https://example.org/@ada", vec![]),
            ("@ @- @@ada", vec![]),
            ("**@ada**", vec!["ada"]),
        ] {
            assert_eq!(mentioned(text), names, "{text}");
        }
        let long = format!("@{} @{}", "a".repeat(NAME_MAX + 1), "b".repeat(NAME_MAX));
        assert_eq!(mentioned(&long), ["b".repeat(NAME_MAX)]);
        let many: Vec<String> = (0..100).map(|number| format!("@a{number}")).collect();
        assert_eq!(mentioned(&many.join(" ")).len(), MENTIONS_MAX);
    }

    proptest! {
        #[test]
        fn every_place_holds_a_mark_and_a_name(text in r"[@a\-_ ä.]{0,40}") {
            for place in mentions(&text) {
                let (mark, name) = text[place].split_at(1);
                prop_assert_eq!(mark, "@");
                prop_assert!(name.bytes().all(is_of_name) && !name.ends_with(['-', '_']));
            }
        }
    }
}
