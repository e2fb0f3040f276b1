//! How long a prompt is for a model, without asking one.

/// Counts the tokens of a text. A real tokenizer may stand in for [`Estimate`].
pub trait Tokens {
    /// Tokens of a text, at least about right.
    fn count(&self, text: &str) -> usize;
}

/// An estimate that needs no tokenizer and rather counts too many.
///
/// `ceil((letters + digits + spaces) / 4 + other ASCII / 2 + everything else)`, each in
/// characters: byte-pair encoders trained mostly on English make about four characters of it a
/// token, split marks and quotes off in ones and twos, and spend a token or so on a character of
/// any other script. It is no measure for money: what a server reports is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Estimate;

impl Tokens for Estimate {
    fn count(&self, text: &str) -> usize {
        let quarters: usize = text
            .bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b' ' | b'\n' => 1,
                // Bytes that go on with a character count with its first.
                0x80..=0xbf => 0,
                0xc0..=0xff => 4,
                _ => 2,
            })
            .sum();
        quarters.div_ceil(4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_estimate_follows_its_formula() {
        for (text, tokens) in [("", 0), ("four", 1), ("a word", 2), ("{\"a\"}", 3), ("日本語", 3)]
        {
            assert_eq!(Estimate.count(text), tokens, "{text}");
        }
    }
}
