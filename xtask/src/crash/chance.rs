//! Seeded chance for the instants of the kills. The instants repeat with the seed; what a kill
//! meets at that instant does not, because the machine has its own mind.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use anyhow::{Result, bail};

/// The generator known as `SplitMix64`: small, seeded and good enough to choose instants.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `limit - 1`.
    pub fn below(&mut self, limit: u64) -> u64 {
        // The bias is below 2^-40 for the limits used here.
        self.next() % limit.max(1)
    }

    /// Waits for a uniform part of `span`, unless trouble is told meanwhile.
    pub fn sleep(&mut self, span: Duration, trouble: &Receiver<String>) -> Result<()> {
        let micros = u64::try_from(span.as_micros()).unwrap_or(u64::MAX);
        match trouble.recv_timeout(Duration::from_micros(self.below(micros))) {
            Err(RecvTimeoutError::Timeout) => Ok(()),
            Ok(what) => bail!(what),
            Err(RecvTimeoutError::Disconnected) => bail!("every client has ended"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_stays_below_its_limit() {
        let draw = |seed| {
            let mut chance = Chance::new(seed);
            (0..100).map(|_| chance.below(7)).collect::<Vec<_>>()
        };
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
        assert!(draw(3).iter().all(|n| *n < 7) && draw(3).contains(&0) && draw(3).contains(&6));
    }
}
