//! Many movements at once: applied one by one, hashed together at the end.
//!
//! A movement takes a few nanoseconds, its hash many times that; so what must be known at once
//! (does it fit, what is left) is known at once, and the chain is made when the batch is sealed.
//! All or nothing: a batch that is dropped without being sealed takes its movements back, so no
//! balance ever outlives its row in the log.

use crate::ledger::{Ledger, Refusal};
use crate::transfer::{Intent, Transfer};

/// Movements that are applied to a ledger and not yet in its log. It has the ledger for itself.
#[must_use = "a batch that is not sealed takes its movements back"]
pub struct Batch<'ledger> {
    ledger: &'ledger mut Ledger,
    applied: Vec<Intent>,
}

impl<'ledger> Batch<'ledger> {
    pub(crate) fn new(ledger: &'ledger mut Ledger) -> Self {
        Self { ledger, applied: Vec::new() }
    }

    /// Makes the movement, or refuses and changes nothing. What it did is in the balances at once.
    pub fn post(&mut self, intent: Intent) -> Result<(), Refusal> {
        self.ledger.shift(&intent, self.applied.len() as u64)?;
        self.applied.push(intent);
        Ok(())
    }

    /// The ledger with all movements so far in its balances, and none of them in its head.
    pub fn ledger(&self) -> &Ledger {
        self.ledger
    }

    /// Movements so far.
    pub fn len(&self) -> usize {
        self.applied.len()
    }

    pub fn is_empty(&self) -> bool {
        self.applied.is_empty()
    }

    /// Puts all movements into the log, in their order, and gives back the rows to store: the
    /// same rows as [`Ledger::post`] would have given one by one.
    ///
    /// `at_micros` is UTC microseconds since 1970.
    pub fn seal(mut self, tick: u64, at_micros: i64) -> Vec<Transfer> {
        let applied = std::mem::take(&mut self.applied);
        applied.into_iter().map(|intent| self.ledger.chain(intent, tick, at_micros)).collect()
    }
}

impl Drop for Batch<'_> {
    fn drop(&mut self) {
        while let Some(intent) = self.applied.pop() {
            self.ledger.shift_back(&intent);
        }
    }
}
