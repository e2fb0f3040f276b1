//! What a villager may ask for, and whether it has asked for more.
//!
//! Both rates are kept by the generic cell rate algorithm (ITU-T I.371): one moment a rate, from
//! which the next charge may be made. In any period at most the rate and the burst fit, over long
//! the rate. Time is passed in.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use village_economy::{QueueClass, Tier};
use village_sim::VillagerId;

use super::failure::Failure;

const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);
/// Share of an hour's tokens that may be used at once.
const TOKEN_BURSTS: u64 = 6;
/// Below so many villagers idle ones are not looked for.
const KEPT_MIN: usize = 1024;

/// What a villager's tier includes of thinking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entitlement {
    /// Also how many may come at once; 0: none.
    pub thoughts_per_minute: u32,
    /// In and out together; a sixth may be used at once.
    pub tokens_per_hour: u32,
    /// Classes of models that it may use, best first.
    pub models: Arc<[Arc<str>]>,
    pub queue_class: QueueClass,
    /// Share in the fair queue, from 1.
    pub weight: u32,
}

impl From<&Tier> for Entitlement {
    fn from(tier: &Tier) -> Self {
        Self {
            thoughts_per_minute: tier.thoughts_per_minute,
            tokens_per_hour: tier.tokens_per_hour,
            models: tier.models.iter().map(|name| name.as_str().into()).collect(),
            queue_class: tier.queue_class,
            weight: tier.weight,
        }
    }
}

/// So many in a period, and so many at once.
#[derive(Debug, Clone, Copy)]
struct Rate {
    limit: u64,
    period: Duration,
    burst: u64,
}

impl Rate {
    /// Time in which so many become free; rounded up.
    fn time_of(self, count: u64) -> Duration {
        let nanos = (u128::from(count) * self.period.as_nanos()).div_ceil(self.limit.max(1).into());
        Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
    }
}

/// One rate of one villager: the moment at which everything charged so far is paid off.
#[derive(Debug, Clone, Copy, Default)]
struct Meter(Duration);

impl Meter {
    /// How long until so many fit; zero: now. What is larger than a burst fits when nothing is
    /// owed.
    fn wait(self, count: u64, rate: Rate, now: Duration) -> Duration {
        let owed = self.0.saturating_sub(now);
        let room = rate.time_of(rate.burst).saturating_sub(rate.time_of(count));
        owed.saturating_sub(room)
    }

    fn charge(&mut self, count: u64, rate: Rate, now: Duration) {
        self.0 = self.0.max(now).saturating_add(rate.time_of(count));
    }

    fn give_back(&mut self, count: u64, rate: Rate) {
        self.0 = self.0.saturating_sub(rate.time_of(count));
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Meters {
    thoughts: Meter,
    tokens: Meter,
}

fn thoughts(entitlement: &Entitlement) -> Rate {
    let limit = u64::from(entitlement.thoughts_per_minute);
    Rate { limit, period: MINUTE, burst: limit }
}

fn tokens(entitlement: &Entitlement) -> Rate {
    let limit = u64::from(entitlement.tokens_per_hour);
    Rate { limit, period: HOUR, burst: limit / TOKEN_BURSTS }
}

/// The rates of all villagers. Keeps only those that owe something.
#[derive(Debug, Default)]
pub struct Admission {
    villagers: BTreeMap<VillagerId, Meters>,
    look_at: usize,
}

impl Admission {
    /// Charges one thought of about so many tokens, or nothing at all.
    pub fn admit(
        &mut self,
        villager: VillagerId,
        entitlement: &Entitlement,
        expected_tokens: u64,
        now: Duration,
    ) -> Result<(), Failure> {
        self.room(villager, entitlement, (1, expected_tokens), now)?;
        let mut meters = self.villagers.get(&villager).copied().unwrap_or_default();
        meters.thoughts.charge(1, thoughts(entitlement), now);
        meters.tokens.charge(expected_tokens, tokens(entitlement), now);
        self.forget_idle(now);
        self.villagers.insert(villager, meters);
        Ok(())
    }

    /// Whether so many thoughts of about so many tokens together would be admitted now.
    pub fn room(
        &self,
        villager: VillagerId,
        entitlement: &Entitlement,
        (count, expected_tokens): (u64, u64),
        now: Duration,
    ) -> Result<(), Failure> {
        if entitlement.thoughts_per_minute == 0 || entitlement.models.is_empty() {
            return Err(Failure::NoThoughts);
        }
        let meters = self.villagers.get(&villager).copied().unwrap_or_default();
        let wait = meters.thoughts.wait(count, thoughts(entitlement), now);
        if !wait.is_zero() {
            return Err(Failure::ThoughtRate { wait });
        }
        let wait = meters.tokens.wait(expected_tokens, tokens(entitlement), now);
        if !wait.is_zero() {
            return Err(Failure::TokenRate { wait });
        }
        Ok(())
    }

    /// Gives back a thought that never began.
    pub fn give_back(
        &mut self,
        villager: VillagerId,
        entitlement: &Entitlement,
        expected_tokens: u64,
    ) {
        if let Some(meters) = self.villagers.get_mut(&villager) {
            meters.thoughts.give_back(1, thoughts(entitlement));
            meters.tokens.give_back(expected_tokens, tokens(entitlement));
        }
    }

    /// Replaces the expected tokens of a thought by what it took.
    pub fn correct(
        &mut self,
        villager: VillagerId,
        entitlement: &Entitlement,
        expected_tokens: u64,
        used_tokens: u64,
        now: Duration,
    ) {
        let rate = tokens(entitlement);
        let meters = self.villagers.entry(villager).or_default();
        if used_tokens > expected_tokens {
            meters.tokens.charge(used_tokens - expected_tokens, rate, now);
        } else {
            meters.tokens.give_back(expected_tokens - used_tokens, rate);
        }
    }

    fn forget_idle(&mut self, now: Duration) {
        if self.villagers.len() < self.look_at.max(KEPT_MIN) {
            return;
        }
        self.villagers.retain(|_, meters| meters.thoughts.0 > now || meters.tokens.0 > now);
        self.look_at = self.villagers.len() * 2;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ADA: VillagerId = VillagerId(1);

    fn entitlement(thoughts_per_minute: u32, tokens_per_hour: u32) -> Entitlement {
        Entitlement {
            thoughts_per_minute,
            tokens_per_hour,
            models: ["small".into()].into(),
            queue_class: QueueClass::Standard,
            weight: 1,
        }
    }

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn two_a_minute_are_two_at_once_and_then_one_each_half_minute() {
        let (mut admission, two) = (Admission::default(), entitlement(2, 600_000));
        assert!(admission.admit(ADA, &two, 1, at(0)).is_ok());
        assert!(admission.admit(ADA, &two, 1, at(0)).is_ok());
        let wait = at(30);
        assert_eq!(admission.admit(ADA, &two, 1, at(0)), Err(Failure::ThoughtRate { wait }));
        assert!(admission.admit(ADA, &two, 1, at(30)).is_ok());
        assert!(admission.admit(ADA, &two, 1, at(31)).is_err());
        let rooms = [1, 2].map(|count| admission.room(ADA, &two, (count, count), at(31)));
        let waits = [29, 59].map(|wait| Err(Failure::ThoughtRate { wait: at(wait) }));
        assert_eq!(rooms, waits, "asking is free");
        assert!(admission.admit(VillagerId(2), &two, 1, at(31)).is_ok(), "another's is another's");
    }

    #[test]
    fn tokens_are_corrected_to_what_was_used() {
        let (mut admission, hundred) = (Admission::default(), entitlement(60, 3600));
        assert!(admission.admit(ADA, &hundred, 600, at(0)).is_ok());
        let wait = at(100);
        assert_eq!(
            admission.admit(ADA, &hundred, 100, at(0)),
            Err(Failure::TokenRate { wait }),
            "a token a second"
        );
        admission.correct(ADA, &hundred, 600, 500, at(0));
        assert!(admission.admit(ADA, &hundred, 100, at(0)).is_ok());
        admission.correct(ADA, &hundred, 100, 200, at(0));
        assert!(admission.admit(ADA, &hundred, 100, at(100)).is_err());
        assert!(admission.admit(ADA, &hundred, 100, at(200)).is_ok());
    }

    #[test]
    fn who_may_not_think_is_told_so_and_a_large_thought_fits_once() {
        let mut admission = Admission::default();
        assert_eq!(admission.admit(ADA, &entitlement(0, 0), 1, at(0)), Err(Failure::NoThoughts));
        let few = entitlement(60, 600);
        assert!(admission.admit(ADA, &few, 10_000, at(0)).is_ok(), "larger than a burst");
        assert!(admission.admit(ADA, &few, 1, at(1)).is_err());
    }

    #[test]
    fn idle_villagers_are_forgotten() {
        let (mut admission, one) = (Admission::default(), entitlement(60, 3_600_000));
        for number in 0..10_000 {
            let now = Duration::from_secs(number.into());
            assert!(admission.admit(VillagerId(number), &one, 1, now).is_ok());
        }
        assert!(admission.villagers.len() <= KEPT_MIN);
    }

    proptest! {
        #[test]
        fn no_minute_holds_more_than_rate_and_burst(
            gaps in prop::collection::vec(0_u64..20_000, 1..300),
            limit in 1_u32..30,
        ) {
            let (mut admission, rate) = (Admission::default(), entitlement(limit, u32::MAX));
            let (mut now, mut passed) = (Duration::ZERO, Vec::new());
            for gap in gaps {
                now += Duration::from_millis(gap);
                if admission.admit(ADA, &rate, 1, now).is_ok() {
                    passed.push(now);
                }
            }
            for (index, start) in passed.iter().enumerate() {
                let within = passed[index..].iter().filter(|at| **at < *start + MINUTE).count();
                prop_assert!(within <= 2 * limit as usize);
            }
        }
    }
}
