//! The end of a command that failed: one line on stderr, and an exit code that says what a
//! supervisor may do about it.

use village_store::{Place, StoreError};

use crate::charter::Broken;
use crate::config::BadConfig;
use crate::foundation::{BadAssets, one_line};

/// It failed, and another try may go well: a database that does not answer, a proof that failed.
pub const FAILED: u8 = 1;
/// It cannot go well as things are: somebody has to change something first.
pub const HOPELESS: u8 = 2;
/// It broke off to keep what is kept: the next start goes on from the last kept tick.
pub const BROKE_OFF: u8 = 70;

/// What to say and how to exit.
#[derive(Debug, PartialEq, Eq)]
pub struct Failure {
    pub code: u8,
    /// What, where and what to do, in one line.
    pub line: String,
}

impl Failure {
    pub fn new(code: u8, line: impl AsRef<str>) -> Self {
        Self { code, line: one_line(line.as_ref()) }
    }

    /// It cannot go well as things are.
    pub fn hopeless(line: impl AsRef<str>) -> Self {
        Self::new(HOPELESS, line)
    }

    /// A store that could not be opened or read.
    pub fn of_store(place: &Place, error: &StoreError) -> Self {
        match error {
            StoreError::Away { .. } => {
                let advice = "is the database running, and is the address right?";
                Self::new(FAILED, format!("{place}: {error}; {advice}"))
            }
            StoreError::InUse { .. } => {
                let advice = "stop it, or serve another village with another --data folder";
                Self::hopeless(format!("{error}; {advice}"))
            }
            StoreError::Corrupt { .. } => {
                let advice = "bring a backup back (docs/OPERATIONS.md)";
                Self::hopeless(format!("{place}: {error}; {advice}"))
            }
            _ => Self::hopeless(format!("{place}: {error}")),
        }
    }
}

impl From<BadConfig> for Failure {
    fn from(error: BadConfig) -> Self {
        Self::hopeless(error.to_string())
    }
}

impl From<BadAssets> for Failure {
    fn from(error: BadAssets) -> Self {
        Self::hopeless(error.to_string())
    }
}

impl From<Broken> for Failure {
    fn from(error: Broken) -> Self {
        Self::hopeless(error.to_string())
    }
}
