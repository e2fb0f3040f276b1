//! Words from elsewhere, before they are shown: bounded, and without marks that turn text round or
//! are not seen.

/// Whether a mark has no place in what is shown.
pub fn hidden(c: char) -> bool {
    let spaces = '\u{200b}'..='\u{200f}';
    let turns = '\u{202a}'..='\u{202e}';
    let joints = '\u{2060}'..='\u{206f}';
    c.is_control()
        || c == '\u{feff}'
        || c == '\u{61c}'
        || [spaces, turns, joints].iter().any(|range| range.contains(&c))
}

/// One line of at most so many characters.
pub fn plain(text: &str, most: usize) -> String {
    let shown = text.chars().map(|c| if c == '\n' || c == '\t' { ' ' } else { c });
    let mut line: String = shown.filter(|c| !hidden(*c)).take(most + 1).collect();
    if line.chars().count() > most {
        line.pop();
        line.push('…');
    }
    line
}

/// Words as a sentence that stands alone.
pub fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    let mut told: String = first.into_iter().flatten().chain(letters).collect();
    if !told.ends_with(['.', '!', '?', '…']) {
        told.push('.');
    }
    told
}

/// A longer text of at most so many characters; lines stay lines.
pub fn prose(text: &str, most: usize) -> String {
    let kept = |c: &char| *c == '\n' || !hidden(*c);
    let shown = text.chars().map(|c| if c == '\t' { ' ' } else { c });
    shown.filter(kept).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_text_round_is_left_out_and_what_is_long_is_cut() {
        assert_eq!(plain("a\u{202e}b\u{200b}c\u{0}\nd", 9), "abc d");
        assert_eq!(plain(&"x".repeat(100_000), 4), "xxxx…");
        assert_eq!(prose("a\nb\u{2066}\tc", 9), "a\nb c");
        assert_eq!(prose(&"ä".repeat(100_000), 5), "äääää");
    }
}
