//! Lines out of a stream of bytes, however it is cut.

/// A line is longer than it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::llm) struct LineTooLong;

/// Bytes that came and are not read yet: at most one unfinished line and one piece of the network.
#[derive(Debug)]
pub(in crate::llm) struct Lines {
    bytes: Vec<u8>,
    /// Where the next line begins.
    start: usize,
    /// Up to where no line's end was found.
    searched: usize,
    line_bytes_max: usize,
}

impl Lines {
    pub(in crate::llm) fn new(line_bytes_max: usize) -> Self {
        Self { bytes: Vec::new(), start: 0, searched: 0, line_bytes_max }
    }

    /// Takes what came from the network.
    pub(in crate::llm) fn feed(&mut self, bytes: &[u8]) {
        self.bytes.drain(..self.start);
        self.searched -= self.start;
        self.start = 0;
        self.bytes.extend_from_slice(bytes);
    }

    /// The next whole line without its end (`\n` or `\r\n`), or none until more comes.
    pub(in crate::llm) fn next(&mut self) -> Result<Option<&[u8]>, LineTooLong> {
        let Some(at) = self.bytes[self.searched..].iter().position(|byte| *byte == b'\n') else {
            self.searched = self.bytes.len();
            let unfinished = self.searched - self.start;
            return if unfinished > self.line_bytes_max { Err(LineTooLong) } else { Ok(None) };
        };
        let (from, to) = (self.start, self.searched + at);
        self.start = to + 1;
        self.searched = self.start;
        if to - from > self.line_bytes_max {
            return Err(LineTooLong);
        }
        Ok(Some(trimmed(&self.bytes[from..to])))
    }

    /// What came after the last line's end; for when nothing more comes.
    pub(in crate::llm) fn rest(&mut self) -> Vec<u8> {
        let rest = trimmed(&self.bytes[self.start..]).to_vec();
        self.start = self.bytes.len();
        self.searched = self.start;
        rest
    }
}

fn trimmed(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn lines_do_not_depend_on_how_they_are_cut(
            text in prop::collection::vec(prop_oneof![Just(b'\n'), Just(b'\r'), Just(b'a')], 0..80),
            cuts in prop::collection::vec(1_usize..9, 1..80),
        ) {
            let (mut lines, mut found, mut rest) = (Lines::new(100), Vec::new(), &text[..]);
            for cut in cuts.iter().cycle() {
                let (piece, after) = rest.split_at((*cut).min(rest.len()));
                lines.feed(piece);
                while let Some(line) = lines.next().unwrap() {
                    found.push(line.to_vec());
                }
                rest = after;
                if rest.is_empty() {
                    break;
                }
            }
            found.push(lines.rest());
            let want: Vec<_> =
                text.split(|byte| *byte == b'\n').map(|line| trimmed(line).to_vec()).collect();
            prop_assert_eq!(found, want);
        }
    }

    #[test]
    fn a_line_without_end_is_refused() {
        let mut lines = Lines::new(10);
        lines.feed(b"0123456789");
        assert_eq!(lines.next(), Ok(None));
        lines.feed(b"0");
        assert_eq!(lines.next(), Err(LineTooLong));
        let mut lines = Lines::new(10);
        lines.feed(b"01234567890\n");
        assert_eq!(lines.next(), Err(LineTooLong));
    }
}
