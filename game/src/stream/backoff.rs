//! When to call again: soon, then less and less often, and not all clients at the same moment.

/// Seconds until the first try, and at most.
const FIRST: f64 = 0.5;
const LONGEST: f64 = 15.0;

/// Failed tries in a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Backoff {
    tries: u32,
}

impl Backoff {
    /// A try failed: seconds until the next, and how many failed so far.
    pub fn fail(&mut self) -> (f64, u32) {
        let longest = (FIRST * f64::from(1_u32 << self.tries.min(10))).min(LONGEST);
        self.tries = self.tries.saturating_add(1);
        (longest * (0.5 + part() / 2.0), self.tries)
    }
}

/// A number from 0 to 1 that differs between clients: the standard library's hash keys are random.
fn part() -> f64 {
    use std::hash::{BuildHasher, RandomState};
    let number = RandomState::new().hash_one(0_u8) >> 32;
    #[expect(clippy::cast_precision_loss, reason = "it has 32 bits")]
    let part = number as f64 / 4_294_967_296.0;
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_waits_longer_each_time_and_never_for_long() {
        let mut backoff = Backoff::default();
        let waits: Vec<f64> = (0..40).map(|_| backoff.fail().0).collect();
        assert!(waits[0] <= 0.5 && waits[0] >= 0.25);
        assert!(waits[39] <= LONGEST && waits[39] >= LONGEST / 2.0);
        assert_eq!(backoff.fail().1, 41);
    }
}
