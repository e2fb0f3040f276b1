//! An answer as it comes: from bytes to text, counts and an end. Pure, so that it can be tried
//! with any bytes.

use std::time::Instant;

use reqwest::header::{self, HeaderMap};

use crate::llm::chat::{Finish, Said};
use crate::llm::config::Dialect;
use crate::llm::failure::{Failure, quoted};
use crate::llm::provider::Call;
use crate::llm::usage::{Claim, Usage};
use crate::llm::wire::lines::{LineTooLong, Lines};
use crate::llm::wire::{Piece, Unread, ollama, openai};

/// Bytes of a line of a stream.
const LINE_BYTES_MAX: usize = 256 * 1024;
/// What our calls' names begin with: "village" in ASCII, as the beginning of a UUID, since
/// llama-cpp-python refuses what is none. vLLM makes a call's name part of its answer's id.
const NAME: &str = "76696c6c-6167-4500-";

/// A call's name on the wire.
pub(super) fn name_of(number: u64) -> String {
    format!("{NAME}{:04x}-{:012x}", number >> 48, number & 0xffff_ffff_ffff)
}

/// How an answer is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Framing {
    /// Server-sent events.
    Events,
    /// Ollama: a JSON object a line.
    ObjectLines,
    /// One JSON object: the server does not stream.
    Whole,
    /// The server does not say; the first byte tells.
    Unsaid,
}

impl Framing {
    /// What the head of an answer says about it.
    pub(super) fn of(headers: &HeaderMap, dialect: Dialect, number: u64) -> Result<Self, Failure> {
        let said = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let not_a_model = |what: &str| Failure::NotAModel { said: quoted(what) };
        if let Some(id) = said(header::HeaderName::from_static("x-request-id")) {
            check_name(id, number)?;
        }
        if let Some(packing) = said(header::CONTENT_ENCODING).filter(|name| *name != "identity") {
            return Err(not_a_model(&format!("packed as {packing}, which was not asked for")));
        }
        let kind = said(header::CONTENT_TYPE).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match (kind.as_str(), dialect) {
            ("text/event-stream", Dialect::Openai) => Ok(Self::Events),
            ("application/json", Dialect::Openai) => Ok(Self::Whole),
            ("application/x-ndjson" | "application/json", Dialect::Ollama) => Ok(Self::ObjectLines),
            ("" | "text/plain" | "application/octet-stream", _) => Ok(Self::Unsaid),
            (other, _) => Err(not_a_model(&format!("of type {other}"))),
        }
    }
}

/// Refuses the name of another call of ours; names of others mean nothing.
fn check_name(id: &str, number: u64) -> Result<(), Failure> {
    let foreign = id.contains(NAME) && !id.contains(&name_of(number));
    if foreign { Err(Failure::Mixed) } else { Ok(()) }
}

/// What was heard so far.
#[derive(Debug)]
pub(super) struct Hearing<'a> {
    call: &'a Call,
    framing: Framing,
    lines: Lines,
    /// Data of an event whose JSON goes on in the next line.
    pending: Vec<u8>,
    bytes: usize,
    bytes_max: usize,
    text: String,
    finish: Option<Finish>,
    claim: Claim,
    over: bool,
}

impl<'a> Hearing<'a> {
    pub(super) fn new(call: &'a Call, framing: Framing, bytes_max: usize) -> Self {
        let mut hearing = Self {
            call,
            framing,
            lines: Lines::new(LINE_BYTES_MAX.min(bytes_max)),
            pending: Vec::new(),
            bytes: 0,
            bytes_max,
            text: String::new(),
            finish: None,
            claim: Claim::default(),
            over: false,
        };
        hearing.reframe(framing);
        hearing
    }

    fn reframe(&mut self, framing: Framing) {
        self.framing = framing;
        if framing == Framing::Whole {
            self.lines = Lines::new(self.bytes_max);
        }
    }

    /// Pieces of words or of reasoning so far.
    pub(super) fn tokens(&self) -> u64 {
        self.call.progress.heard().pieces
    }

    /// Whether the first token came.
    pub(super) fn has_begun(&self) -> bool {
        self.tokens() > 0
    }

    /// Whether the model has stopped.
    pub(super) const fn has_finished(&self) -> bool {
        self.finish.is_some()
    }

    /// Whether nothing more is to come.
    pub(super) const fn is_over(&self) -> bool {
        self.over
    }

    /// When the answer is of no use any more.
    pub(super) fn deadline(&self) -> Instant {
        self.call.chat.deadline
    }

    /// Whether words came, and not reasoning or blanks alone.
    pub(super) fn has_words(&self) -> bool {
        !self.text.trim_start().is_empty()
    }

    /// Takes what came from the network.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.bytes = self.bytes.saturating_add(bytes.len());
        if self.bytes > self.bytes_max {
            return Err(Failure::TooLarge { bytes_max: self.bytes_max });
        }
        if self.framing == Framing::Unsaid {
            self.guess(bytes);
        }
        self.lines.feed(bytes);
        if self.framing == Framing::Whole {
            return Ok(());
        }
        // Taken out while its lines are read, so that none is copied.
        let mut lines = std::mem::replace(&mut self.lines, Lines::new(0));
        let read = self.read_lines(&mut lines);
        self.lines = lines;
        read
    }

    fn read_lines(&mut self, lines: &mut Lines) -> Result<(), Failure> {
        while !self.over {
            match lines.next() {
                Ok(Some(line)) => self.line(line)?,
                Ok(None) => break,
                Err(LineTooLong) => {
                    let said = format!("a line has more than {LINE_BYTES_MAX} bytes");
                    return Err(Failure::Malformed { said });
                }
            }
        }
        Ok(())
    }

    /// Servers that do not say what they send: an object at the start is no event.
    fn guess(&mut self, bytes: &[u8]) {
        let Some(first) = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) else { return };
        // In the open dialect an object is the whole answer; lines of it are Ollama's.
        let framing = if *first == b'{' { Framing::ObjectLines } else { Framing::Events };
        self.reframe(framing);
    }

    fn line(&mut self, line: &[u8]) -> Result<(), Failure> {
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        if self.framing == Framing::ObjectLines {
            let blank = line.iter().all(u8::is_ascii_whitespace);
            return if blank { Ok(()) } else { self.data(line) };
        }
        // Lines of other fields, comments and blank lines say nothing that is needed.
        match line.strip_prefix(b"data:") {
            Some(data) => self.data(data.trim_ascii_start()),
            None => Ok(()),
        }
    }

    fn data(&mut self, data: &[u8]) -> Result<(), Failure> {
        if data.trim_ascii() == b"[DONE]" {
            self.over = true;
            return Ok(());
        }
        let joined = self.pending.len() + data.len();
        if joined > LINE_BYTES_MAX.min(self.bytes_max) {
            return Err(Failure::Malformed { said: "an event has too many bytes".into() });
        }
        // An event may be split over lines, each with its own "data:".
        let data = if self.pending.is_empty() {
            data
        } else {
            self.pending.push(b'\n');
            self.pending.extend_from_slice(data);
            &self.pending
        };
        let read = Self::read(self.framing, data);
        match read {
            Ok(piece) => {
                self.pending.clear();
                self.take(piece)
            }
            Err(Unread::Unfinished) => {
                if self.pending.is_empty() {
                    self.pending = data.to_vec();
                }
                Ok(())
            }
            Err(Unread::Broken) => {
                let said = quoted(&String::from_utf8_lossy(&data[..data.len().min(200)]));
                Err(Failure::Malformed { said })
            }
        }
    }

    fn read(framing: Framing, data: &[u8]) -> Result<Piece, Unread> {
        match framing {
            Framing::ObjectLines => {
                let piece = ollama::piece(data)?;
                let empty = piece == Piece::default();
                if empty { openai::piece(data) } else { Ok(piece) }
            }
            _ => openai::piece(data),
        }
    }

    fn take(&mut self, piece: Piece) -> Result<(), Failure> {
        if let Some(said) = piece.complaint {
            return Err(Failure::Complained { said });
        }
        if let Some(id) = &piece.id {
            check_name(id, self.call.number)?;
        }
        let bytes = piece.words.len() + piece.thinking_bytes;
        if bytes > 0 {
            self.call.progress.hear(bytes);
        }
        self.text.push_str(&piece.words);
        self.finish = self.finish.or(piece.finish);
        // Counts grow from chunk to chunk where a server sends them with each.
        self.claim = piece.claim.unwrap_or(self.claim);
        self.over |= piece.last;
        Ok(())
    }

    /// Nothing more comes.
    pub(super) fn end(&mut self) -> Result<(), Failure> {
        self.over = true;
        let rest = self.lines.rest();
        if self.framing == Framing::Whole {
            let piece = Self::read(self.framing, &rest);
            let said = "the answer is no whole JSON".to_owned();
            self.take(piece.map_err(|_| Failure::Malformed { said })?)?;
            self.finish = self.finish.or(Some(Finish::Unknown));
            return Ok(());
        }
        if !rest.is_empty() {
            self.line(&rest)?;
        }
        if self.pending.is_empty() {
            return Ok(());
        }
        Err(Failure::CutShort { said: "it ended within an event".into() })
    }

    /// The answer as far as it came: there is no time for the rest.
    pub(super) fn cut(mut self) -> Result<Said, Failure> {
        self.finish = Some(Finish::Late);
        self.said()
    }

    /// The answer, if it is one.
    pub(super) fn said(self) -> Result<Said, Failure> {
        let heard = self.call.progress.heard();
        // Without a reason, a whole JSON object is proof enough that nothing is missing.
        let whole = || {
            let asked = self.call.chat.schema.is_some();
            asked && serde_json::from_str::<serde::de::IgnoredAny>(self.text.trim()).is_ok()
        };
        if self.finish.is_none() && !whole() {
            return Err(Failure::CutShort { said: "it ended without a reason".into() });
        }
        if self.text.trim().is_empty() {
            let exhausted = self.finish == Some(Finish::Length);
            return Err(if exhausted { Failure::Exhausted } else { Failure::Empty });
        }
        Ok(Said {
            finish: self.finish.unwrap_or(Finish::Unknown),
            usage: Usage::weigh(&self.call.chat, heard, self.claim),
            text: self.text,
        })
    }
}

#[cfg(test)]
mod tests;
