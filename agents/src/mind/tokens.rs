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

/// Quarters of a token that a byte counts for.
const fn quarters(byte: u8) -> u8 {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b' ' | b'\n' => 1,
        // Bytes that go on with a character count with its first.
        0x80..=0xbf => 0,
        0xc0..=0xff => 4,
        _ => 2,
    }
}

/// Bytes that are added up in one byte: as many as cannot overflow it, and a register of them.
const AT_ONCE: usize = 32;

impl Tokens for Estimate {
    fn count(&self, text: &str) -> usize {
        let (whole, rest) = text.as_bytes().as_chunks::<AT_ONCE>();
        let sum = |bytes: &[u8]| usize::from(bytes.iter().map(|byte| quarters(*byte)).sum::<u8>());
        let whole: usize = whole.iter().map(|bytes| sum(bytes)).sum();
        (whole + sum(rest)).div_ceil(4)
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
        for (text, each) in [("a", 1), ("é", 4), ("-", 2)] {
            for count in 0..200 {
                let tokens = (count * each).div_ceil(4);
                assert_eq!(Estimate.count(&text.repeat(count)), tokens, "{count} of {text}");
            }
        }
    }
}
