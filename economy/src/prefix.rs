//! The proof that every signed checkpoint is a prefix of the log. It walks beside the auditor and
//! finds what that cannot: a cut tail and a full rewrite.

use std::collections::BTreeMap;

use thiserror::Error;

use crate::checkpoint::{Checkpoint, CheckpointFault, CheckpointKey, Signed};
use crate::hash::Hash32;

/// The first entry at which the log and a checkpoint disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("entry {seq}: {what} (entries to {proven} are as signed)")]
pub struct CheckpointFinding {
    /// The place in the log.
    pub seq: u64,
    /// The log up to here is as some checkpoint signed it; the first bad entry is behind this and
    /// no later than `seq`.
    pub proven: u64,
    pub what: CheckpointWhat,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CheckpointWhat {
    #[error("it is missing, the next row is entry {found}")]
    Gap { found: u64 },
    #[error("its hash is {found}, at tick {tick} it was signed as {signed}: the log was rewritten")]
    Rewritten { found: Hash32, signed: Hash32, tick: u64 },
    #[error("it is missing, at tick {tick} the log was signed up to entry {signed}")]
    TailCut { signed: u64, tick: u64 },
}

/// What a log was found to be by its checkpoints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proven {
    /// Checkpoints that are prefixes of the log: all of them.
    pub checkpoints: u64,
    /// Entries up to the last checkpoint; those behind it have only their own chain.
    pub entries: u64,
}

/// Compares a log, read in order, with all checkpoints that were ever signed.
pub struct CheckpointAuditor {
    /// Whose checkpoints count; empty: anybody's.
    trusted: Vec<CheckpointKey>,
    /// The checkpoints that were not met yet, by their last entry.
    waiting: BTreeMap<u64, Vec<Checkpoint>>,
    read: u64,
    proven: u64,
    checkpoints: u64,
    first: Option<CheckpointFinding>,
}

impl CheckpointAuditor {
    /// With no trusted keys, checkpoints under any key count, and whoever can replace the second
    /// file can forge it.
    pub fn new(trusted: &[CheckpointKey]) -> Self {
        Self {
            trusted: trusted.to_vec(),
            waiting: BTreeMap::new(),
            read: 0,
            proven: 0,
            checkpoints: 0,
            first: None,
        }
    }

    /// Takes a checkpoint that the log must go through, after verifying it. All of them come
    /// before the first entry, in any order.
    pub fn require(&mut self, signed: &Signed) -> Result<(), CheckpointFault> {
        signed.verify()?;
        if !self.trusted.is_empty() && !self.trusted.contains(&signed.key) {
            return Err(CheckpointFault::OtherKey { found: signed.key });
        }
        let checkpoint = signed.checkpoint;
        let last = checkpoint.next_seq.checked_sub(1).ok_or(CheckpointFault::Unreadable)?;
        if last == 0 {
            // An empty log has one head, and every log begins with it.
            if checkpoint.head != Hash32::GENESIS {
                return Err(CheckpointFault::Unreadable);
            }
            self.checkpoints += 1;
            return Ok(());
        }
        self.waiting.entry(last).or_default().push(checkpoint);
        Ok(())
    }

    /// Takes the next entry's place and hash. After the first finding every call repeats it.
    ///
    /// That the hash is the entry's own is for [`crate::Auditor`] to prove.
    pub fn feed(&mut self, seq: u64, hash: Hash32) -> Result<(), CheckpointFinding> {
        if let Some(first) = self.first {
            return Err(first);
        }
        let expected = self.read.saturating_add(1);
        if seq != expected {
            return Err(self.found(expected, CheckpointWhat::Gap { found: seq }));
        }
        self.read = seq;
        let Some(here) = self.waiting.remove(&seq) else { return Ok(()) };
        if let Some(other) = here.iter().find(|checkpoint| checkpoint.head != hash) {
            let (signed, tick) = (other.head, other.tick);
            let what = CheckpointWhat::Rewritten { found: hash, signed, tick };
            return Err(self.found(seq, what));
        }
        self.proven = seq;
        self.checkpoints += here.len() as u64;
        Ok(())
    }

    /// The end of the log: no checkpoint may be left behind it.
    pub fn finish(mut self) -> Result<Proven, CheckpointFinding> {
        if let Some(first) = self.first {
            return Err(first);
        }
        let missing = self.waiting.first_key_value().map(|(&signed, here)| (signed, here[0].tick));
        if let Some((signed, tick)) = missing {
            let what = CheckpointWhat::TailCut { signed, tick };
            return Err(self.found(self.read.saturating_add(1), what));
        }
        Ok(Proven { checkpoints: self.checkpoints, entries: self.proven })
    }

    fn found(&mut self, seq: u64, what: CheckpointWhat) -> CheckpointFinding {
        *self.first.insert(CheckpointFinding { seq, proven: self.proven, what })
    }
}
