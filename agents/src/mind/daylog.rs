//! The log of a day: one line for each thing that was said, done or told, only ever appended, so
//! that a prompt begins with the bytes of the prompt before.
//!
//! It is bounded. When a page is full its older half goes at once, not line by line: a prefix that
//! breaks once in dozens of thoughts costs a server's cache little, one that breaks every time
//! costs it everything. What goes lives on in memory.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::percept::Who;
use super::tokens::Tokens;

/// Tokens of a page; one line more turns it.
pub const PAGE_TOKENS_MAX: usize = 420;
/// Tokens that a page begins with after it was turned.
pub const PAGE_TOKENS_KEPT: usize = 100;

/// One line, ready for the prompt, and whose words are in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Line {
    /// From 1; 0 in records of before lines had numbers.
    #[serde(default)]
    number: u64,
    text: String,
    by: Option<Who>,
    tokens: usize,
}

/// The log of one day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayLog {
    day: u64,
    page: u64,
    lines: VecDeque<Line>,
    tokens: usize,
    /// The number of the newest line that there ever was.
    #[serde(default)]
    newest: u64,
}

impl DayLog {
    /// Begins the log of a day, if it is another one.
    pub fn begin(&mut self, day: u64) {
        if self.day != day {
            *self = Self { day, page: self.page + 1, newest: self.newest, ..Self::default() };
        }
    }

    /// Appends a line. A line break in it would be another line, so it ends there.
    pub fn append(&mut self, text: &str, by: Option<Who>, tokens: &impl Tokens) {
        let text = text.lines().next().unwrap_or_default().to_owned();
        self.newest += 1;
        let line = Line { number: self.newest, tokens: tokens.count(&text) + 1, text, by };
        self.tokens += line.tokens;
        self.lines.push_back(line);
        if self.tokens > PAGE_TOKENS_MAX {
            self.page += 1;
            while self.tokens > PAGE_TOKENS_KEPT && self.lines.len() > 1 {
                let gone = self.lines.pop_front().map_or(0, |line| line.tokens);
                self.tokens -= gone;
            }
        }
    }

    /// Takes out every line that holds somebody's words. Says how many there were.
    pub fn forget(&mut self, who: &Who) -> usize {
        let before = self.lines.len();
        self.lines.retain(|line| line.by.as_ref() != Some(who));
        self.tokens = self.lines.iter().map(|line| line.tokens).sum();
        let gone = before - self.lines.len();
        self.page += u64::from(gone > 0);
        gone
    }

    /// The number of the page: as long as it is the same, the log only grew.
    pub const fn page(&self) -> u64 {
        self.page
    }

    /// The number of the newest line, which is never used again; 0 before the first.
    pub const fn newest(&self) -> u64 {
        self.newest
    }

    /// Whether a line is still there.
    pub fn holds(&self, number: u64) -> bool {
        self.lines.iter().any(|line| line.number == number)
    }

    /// The lines, oldest first.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = &str> {
        self.lines.iter().map(|line| line.text.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mind::Estimate;

    #[test]
    fn a_page_only_grows_and_is_turned_at_once() {
        let mut log = DayLog::default();
        log.begin(1);
        let (mut before, mut page, mut turned) = (String::new(), log.page(), 0);
        for number in 0..400 {
            log.append(&format!("07:{number:03} a line of the day"), None, &Estimate);
            let text: String = log.lines().flat_map(|line| [line, "\n"]).collect();
            if log.page() == page {
                assert!(text.starts_with(&before));
            } else {
                turned += 1;
            }
            assert!(Estimate.count(&text) <= PAGE_TOKENS_MAX + log.lines().len());
            (before, page) = (text, log.page());
        }
        assert!((8..=30).contains(&turned), "{turned}");
        assert_eq!(log.newest(), 400);
        let held = (1..=400).filter(|number| log.holds(*number));
        let newest: Vec<_> = (401 - log.lines().len() as u64..=400).collect();
        assert_eq!(held.collect::<Vec<_>>(), newest);
        log.begin(2);
        assert_eq!(log.lines().len(), 0);
        log.append("07:00 another day", None, &Estimate);
        assert!(log.holds(401) && !log.holds(400));
    }
}
