//! Chance. Every throw comes from a stream of its own, named by purpose, tick and villager, so
//! neither the order of systems nor a restart changes what falls.

use bevy_ecs::prelude::Resource;
use serde::{Deserialize, Serialize};

/// The village's seed: the one source of all chance in it.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seed(pub u64);

impl Seed {
    /// The dice for one purpose, moment and villager (or any other number that tells it apart).
    pub fn stream(self, purpose: &str, tick: u64, who: u64) -> Dice {
        let mut state = self.0;
        for word in purpose.bytes().map(u64::from).chain([tick, who]) {
            state = mix(state ^ word);
        }
        Dice(state)
    }
}

/// A stream of chance: `SplitMix64` (Steele, Lea and Flood 2014). It lives here and not in a
/// library because the sequence is part of every journal and may never change.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    /// A number from 0 to `end` - 1; 0 when `end` is 0.
    pub fn below(&mut self, end: u32) -> u32 {
        u32::try_from((u64::from(end) * (self.bits() >> 32)) >> 32).expect("less than end")
    }

    /// A number from `from` to `to`, both included; `from` when they are the wrong way round.
    pub fn between(&mut self, from: u32, to: u32) -> u32 {
        from + self.below(to.saturating_sub(from).saturating_add(1))
    }

    /// True in `thousandths` of 1,000 throws.
    pub fn chance(&mut self, thousandths: u32) -> bool {
        self.below(1000) < thousandths
    }

    /// One of these, or none of none.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(u32::try_from(of.len()).unwrap_or(u32::MAX)) as usize)
    }
}

const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_the_same_each_time_and_differs_by_name_tick_and_villager() {
        let throw = |purpose, tick, who| Seed(7).stream(purpose, tick, who).bits();
        assert_eq!(throw("rest", 3, 1), throw("rest", 3, 1));
        assert_ne!(throw("rest", 3, 1), throw("talk", 3, 1));
        assert_ne!(throw("rest", 3, 1), throw("rest", 4, 1));
        assert_ne!(throw("rest", 3, 1), throw("rest", 3, 2));
    }

    #[test]
    fn throws_stay_below_their_end_and_reach_every_number() {
        let mut dice = Seed(1).stream("test", 0, 0);
        let mut seen = [0; 6];
        for _ in 0..6000 {
            seen[dice.below(6) as usize] += 1;
        }
        assert!(seen.iter().all(|count| (800..1200).contains(count)), "{seen:?}");
        assert_eq!(dice.below(0), 0);
    }

    #[test]
    fn the_sequence_never_changes() {
        let mut dice = Seed(42).stream("walk", 1, 2);
        assert_eq!(
            [dice.bits(), dice.bits()],
            [4_519_069_036_266_710_270, 3_446_178_418_892_462_221]
        );
    }
}
