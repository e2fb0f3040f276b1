//! Who or what caused a movement of money. It grants nothing: rights are checked at the door.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::account::plain_u32;
use crate::text_form::{chars_within, serde_as_text};

/// Characters of the name in a [`Source`].
pub const SOURCE_CHARS_MAX: usize = 120;

/// Who caused a movement.
///
/// Its text is `system`, `admin:NAME`, `person:3`, `agent:17` or `external:NAME`; serde uses the
/// same text. A name has at most [`SOURCE_CHARS_MAX`] characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// A rule of the village itself.
    System,
    Admin(String),
    Person(u32),
    Agent(u32),
    /// Something outside, such as a payment notice.
    External(String),
}

impl Source {
    pub(crate) fn name_fits(&self) -> bool {
        match self {
            Self::Admin(name) | Self::External(name) => chars_within(name, SOURCE_CHARS_MAX),
            Self::System | Self::Person(_) | Self::Agent(_) => true,
        }
    }
}

/// Why a text is no source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SourceForm {
    #[error("a source is system, admin:NAME, person:N, agent:N or external:NAME")]
    Malformed,
    #[error("the name of a source has at most {SOURCE_CHARS_MAX} characters")]
    TooLong,
}

impl FromStr for Source {
    type Err = SourceForm;

    fn from_str(text: &str) -> Result<Self, SourceForm> {
        if text == "system" {
            return Ok(Self::System);
        }
        let (kind, rest) = text.split_once(':').ok_or(SourceForm::Malformed)?;
        let number = || plain_u32(rest).ok_or(SourceForm::Malformed);
        let name = || {
            let fits = chars_within(rest, SOURCE_CHARS_MAX);
            if fits { Ok(rest.to_owned()) } else { Err(SourceForm::TooLong) }
        };
        match kind {
            "admin" => name().map(Self::Admin),
            "external" => name().map(Self::External),
            "person" => number().map(Self::Person),
            "agent" => number().map(Self::Agent),
            _ => Err(SourceForm::Malformed),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::System => out.write_str("system"),
            Self::Admin(name) => write!(out, "admin:{name}"),
            Self::Person(number) => write!(out, "person:{number}"),
            Self::Agent(number) => write!(out, "agent:{number}"),
            Self::External(name) => write!(out, "external:{name}"),
        }
    }
}

serde_as_text!(Source, "a source such as admin:ada");
