//! Numbers and texts as bytes. A number takes seven bits a byte, the lowest first; one that can be
//! negative is folded (0, -1, 1, -2, …) before. Reading is total: it ends in a value or in a
//! [`FrameError`], and it sets aside no more than the input is long.

use super::FrameError;

/// Most bytes of a number.
const NUMBER_BYTES: u32 = 10;

/// Appends a number.
pub fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(low(number) | 0x80);
        number >>= 7;
    }
    out.push(low(number));
}

/// Appends a number that may be negative.
pub fn put_signed(out: &mut Vec<u8>, number: i64) {
    put(out, ((number << 1) ^ (number >> 63)).cast_unsigned());
}

/// Appends a text with its length.
pub fn put_text(out: &mut Vec<u8>, text: &str) {
    put(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

/// Appends how many there are of something.
pub fn put_count(out: &mut Vec<u8>, count: usize) {
    put(out, count as u64);
}

const fn low(number: u64) -> u8 {
    (number & 0x7f) as u8
}

/// What is left to read.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What was not read yet.
    pub const fn rest(&self) -> &'a [u8] {
        self.0
    }

    pub fn byte(&mut self) -> Result<u8, FrameError> {
        let (first, rest) = self.0.split_first().ok_or(FrameError::Short)?;
        self.0 = rest;
        Ok(*first)
    }

    pub fn bytes(&mut self, length: usize) -> Result<&'a [u8], FrameError> {
        let (head, rest) = self.0.split_at_checked(length).ok_or(FrameError::Short)?;
        self.0 = rest;
        Ok(head)
    }

    pub fn number(&mut self) -> Result<u64, FrameError> {
        let mut number = 0;
        for place in 0..NUMBER_BYTES {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if place == NUMBER_BYTES - 1 && bits > 1 {
                break;
            }
            number |= bits << (7 * place);
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(FrameError::Wrong("a number is too long"))
    }

    pub fn signed(&mut self) -> Result<i64, FrameError> {
        let folded = self.number()?;
        Ok((folded >> 1).cast_signed() ^ -((folded & 1).cast_signed()))
    }

    /// A number of a smaller kind.
    pub fn small<T: TryFrom<u64>>(&mut self) -> Result<T, FrameError> {
        T::try_from(self.number()?).map_err(|_| FrameError::Wrong("a number is too large"))
    }

    /// How many follow: at most `most`, and each takes at least a byte of what is left.
    pub fn count(&mut self, most: usize) -> Result<usize, FrameError> {
        let count: usize = self.small()?;
        if count > most {
            return Err(FrameError::Wrong("there is too much of something"));
        }
        if count > self.0.len() { Err(FrameError::Short) } else { Ok(count) }
    }

    /// A text of at most so many bytes.
    pub fn text(&mut self, most: usize) -> Result<&'a str, FrameError> {
        let length = self.count(most)?;
        str::from_utf8(self.bytes(length)?).map_err(|_| FrameError::Wrong("a text is not UTF-8"))
    }
}

/// The next number of a list in which each is larger than the one before.
pub fn next_id(body: &mut Reader<'_>, last: &mut Option<u32>) -> Result<u32, FrameError> {
    let gap: u32 = body.small()?;
    let next = match *last {
        None => Some(gap),
        Some(last) if gap > 0 => last.checked_add(gap),
        Some(_) => None,
    };
    *last = next;
    next.ok_or(FrameError::Wrong("numbers of a list do not rise"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_texts_come_back() {
        for number in [0, 1, 127, 128, 300, 1 << 40, u64::MAX] {
            let mut out = Vec::new();
            put(&mut out, number);
            assert_eq!(Reader::new(&out).number(), Ok(number));
        }
        for number in [0, -1, 1, 63, -64, 64, i64::MIN, i64::MAX] {
            let mut out = Vec::new();
            put_signed(&mut out, number);
            assert_eq!(Reader::new(&out).signed(), Ok(number));
        }
        let mut out = Vec::new();
        put_text(&mut out, "Grüße");
        assert_eq!(Reader::new(&out).text(7), Ok("Grüße"));
        assert!(Reader::new(&out).text(6).is_err());
        assert_eq!(Reader::new(&out[..4]).text(7), Err(FrameError::Short));
    }

    #[test]
    fn a_number_that_does_not_end_is_wrong() {
        assert!(matches!(Reader::new(&[0xff; 20]).number(), Err(FrameError::Wrong(_))));
        assert_eq!(Reader::new(&[0xff; 3]).number(), Err(FrameError::Short));
        let mut large = [0xff; 10];
        large[9] = 2;
        assert!(matches!(Reader::new(&large).number(), Err(FrameError::Wrong(_))));
    }
}
