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

/// Quarters of a token that a byte counts for. Without a branch, and adding up without looking for
/// an overflow that cannot be, many bytes are looked at at once.
const fn quarters(byte: u8) -> u8 {
    let is_letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    let is_digit = byte.wrapping_sub(b'0') < 10;
    let is_word = is_letter || is_digit || matches!(byte, b' ' | b'\n');
    // Bytes that go on with a character, 0x80 to 0xbf, count with its first.
    let of_ascii = 2_u8.wrapping_sub(is_word as u8);
    let of_others = ((byte >= 0xc0) as u8) << 2;
    if byte < 0x80 { of_ascii } else { of_others }
}

/// Bytes that are added up in one byte: as many as cannot overflow it, and a register of them.
const AT_ONCE: usize = 32;

impl Tokens for Estimate {
    fn count(&self, text: &str) -> usize {
        let (whole, rest) = text.as_bytes().as_chunks::<AT_ONCE>();
        let add = |sum: u8, byte: &u8| sum.wrapping_add(quarters(*byte));
        let sum = |bytes: &[u8]| usize::from(bytes.iter().fold(0, add));
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
        for (text, each) in [("a", 1_usize), ("é", 4), ("-", 2)] {
            for count in 0..200 {
                let tokens = (count * each).div_ceil(4);
                assert_eq!(Estimate.count(&text.repeat(count)), tokens, "{count} of {text}");
            }
        }
    }
}
