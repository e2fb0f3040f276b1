//! Living a journal again: the commands at their ticks, the quiet ticks between them, and every
//! recorded hash compared. The server starts by it, and `village-server replay` proves by it.

use village_sim::{Command, Journaled, ReplyTo, StateHash, Tick, Village};
use village_store::JournalRow;

/// Where the second life differs from the first.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Differs {
    #[error("tick {tick}: the state hash is {found}, the journal says {expected}")]
    Hash { tick: Tick, found: StateHash, expected: StateHash },
    #[error("tick {tick}: it makes other {what} than the journal says")]
    Effects { tick: Tick, what: &'static str },
    #[error("tick {tick} of the journal does not come after tick {now}")]
    Order { tick: Tick, now: Tick },
}

/// A village that lives its journal again.
pub struct Replay {
    pub village: Village,
    /// Whether hashes and effects are compared.
    compares: bool,
    hashes: u64,
    /// Hash after the tick before.
    last: StateHash,
    unproved: u64,
}

impl Replay {
    /// From a village before its first tick, or as a snapshot kept it.
    pub fn new(village: Village) -> Self {
        let last = village.hash();
        Self { village, compares: true, hashes: 0, last, unproved: 0 }
    }

    /// Whether what comes next is compared with the journal.
    pub fn compare(&mut self, compares: bool) {
        self.compares = compares;
    }

    /// Hashes that were compared and equal so far.
    pub fn hashes(&self) -> u64 {
        self.hashes
    }

    /// Ticks that changed the state and of which the journal has no hash: those that were dropped
    /// from a full buffer while the store was away.
    pub fn unproved(&self) -> u64 {
        self.unproved
    }

    /// Lives up to a row of the journal and through it.
    pub fn live(&mut self, row: &JournalRow) -> Result<(), Differs> {
        let now = self.village.now();
        if row.tick <= now {
            return Err(Differs::Order { tick: row.tick, now });
        }
        let mut expected = row.hashes.iter().peekable();
        for number in now.0 + 1..row.tick.0 {
            let ticked = self.village.tick([], row.at);
            if self.compares && ticked.record.is_some_and(|record| is_busy(&record)) {
                return Err(Differs::Effects { tick: Tick(number), what: "effects" });
            }
            self.check(Tick(number), &mut expected)?;
        }
        let commands = row.commands.iter().map(command);
        let ticked = self.village.tick(commands, row.at);
        self.check(row.tick, &mut expected)?;
        if !self.compares {
            return Ok(());
        }
        let record = ticked.record.unwrap_or_default();
        let effects = &row.effects;
        let pairs = [
            ("transfers", record.transfers.iter().map(|one| one.seq).eq(effects.transfers.clone())),
            ("posts", record.posts.iter().map(|one| one.id).eq(effects.posts.clone())),
            ("replies", record.replies.iter().map(|one| one.id).eq(effects.replies.clone())),
        ];
        match pairs.into_iter().find(|(_, same)| !same) {
            Some((what, _)) => Err(Differs::Effects { tick: row.tick, what }),
            None => Ok(()),
        }
    }

    fn check<'row>(
        &mut self,
        tick: Tick,
        expected: &mut std::iter::Peekable<impl Iterator<Item = &'row (Tick, StateHash)>>,
    ) -> Result<(), Differs> {
        // Hashes from before a snapshot were compared in the first life.
        while expected.next_if(|(of, _)| *of < tick).is_some() {}
        let found = self.village.hash();
        let changed = std::mem::replace(&mut self.last, found) != found;
        let Some((_, hash)) = expected.next_if(|(of, _)| *of == tick) else {
            // The journal holds the hash of every tick that changed the state.
            self.unproved += u64::from(changed && self.compares);
            return Ok(());
        };
        if self.compares && found != *hash {
            return Err(Differs::Hash { tick, found, expected: *hash });
        }
        self.hashes += u64::from(self.compares);
        Ok(())
    }
}

/// Whether a record holds what the journal has a row of its own for.
fn is_busy(record: &village_sim::Record) -> bool {
    !record.transfers.is_empty() || !record.posts.is_empty() || !record.replies.is_empty()
}

fn command(journaled: &Journaled) -> Command {
    let Journaled { principal, key, body } = journaled.clone();
    Command { principal, key, body, reply_to: ReplyTo(0), from: None }
}
