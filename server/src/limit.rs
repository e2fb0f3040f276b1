//! How many requests a minute each caller may make. A caller has a bucket that holds a minute's
//! worth and fills evenly (the generic cell rate algorithm: one number a caller).
//!
//! The number of buckets is bounded: full ones are forgotten first, and when all places are taken
//! by busy callers, newcomers share one bucket. Buckets hold no clock of the wall.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use village_sim::Principal;

const SHARDS: usize = 16;
/// Callers that are told apart, in each shard.
const CALLERS_MAX: usize = 4_096;
/// What a bucket holds.
const WINDOW: Duration = Duration::from_mins(1);
/// How often a full shard is searched for buckets that can be forgotten.
const SWEEP: Duration = Duration::from_millis(250);

/// Whose bucket.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Bucket {
    Address(IpAddr),
    /// Somebody with a name, by however many tokens and sessions.
    Holder(Principal),
    /// Everybody for whom no place is left.
    Newcomers,
}

/// What is left in a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Requests a minute.
    pub limit: u32,
    /// Requests that could follow at once.
    pub remaining: u32,
    /// Seconds until the bucket is full again.
    pub reset: u64,
    /// `None` when the request may go on, else seconds until the next one may.
    pub wait: Option<u64>,
}

/// All buckets.
#[derive(Debug)]
pub struct Limiter {
    shards: Vec<Mutex<Shard>>,
    hasher: RandomState,
    start: Instant,
}

#[derive(Debug, Default)]
struct Shard {
    /// When each bucket will be full, in nanoseconds since the start.
    full_at: HashMap<Bucket, u64>,
    swept: u64,
}

impl Default for Limiter {
    fn default() -> Self {
        Self {
            shards: (0..SHARDS).map(|_| Mutex::default()).collect(),
            hasher: RandomState::new(),
            start: Instant::now(),
        }
    }
}

impl Limiter {
    /// Takes one request out of a bucket of so many a minute, if it is in there.
    pub fn take(&self, bucket: Bucket, per_minute: u32) -> Left {
        self.take_at(bucket, per_minute, nanos(self.start.elapsed()))
    }

    fn take_at(&self, bucket: Bucket, per_minute: u32, now: u64) -> Left {
        let limit = per_minute.max(1);
        let window = nanos(WINDOW);
        let each = window / u64::from(limit);
        let hash = usize::try_from(self.hasher.hash_one(&bucket) % 1_024).unwrap_or(0);
        let shard = &self.shards[hash % SHARDS];
        let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
        let full_at = shard.place(bucket, now);
        let before = (*full_at).max(now);
        let is_there = before + each <= now + window;
        if is_there {
            *full_at = before + each;
        }
        let missing = (*full_at).max(now) - now;
        let remaining = window.saturating_sub(missing) / each.max(1);
        Left {
            limit,
            remaining: u32::try_from(remaining).unwrap_or(u32::MAX).min(limit),
            reset: seconds(missing),
            wait: (!is_there).then(|| seconds(before + each - window - now).max(1)),
        }
    }
}

impl Shard {
    /// The bucket's place; the newcomers' when there is no place left.
    fn place(&mut self, bucket: Bucket, now: u64) -> &mut u64 {
        let mut bucket = bucket;
        if self.full_at.len() >= CALLERS_MAX && !self.full_at.contains_key(&bucket) {
            if now.saturating_sub(self.swept) >= nanos(SWEEP) {
                self.swept = now;
                self.full_at.retain(|_, full_at| *full_at > now);
            }
            if self.full_at.len() >= CALLERS_MAX {
                bucket = Bucket::Newcomers;
            }
        }
        self.full_at.entry(bucket).or_insert(0)
    }
}

fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

fn seconds(nanos: u64) -> u64 {
    nanos.div_ceil(1_000_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: u64 = 1_000_000_000;

    fn holder(name: &str) -> Bucket {
        Bucket::Holder(Principal::Admin(name.into()))
    }

    #[test]
    fn a_minutes_worth_goes_at_once_and_then_one_after_the_other() {
        let limiter = Limiter::default();
        for left in (0..30).rev() {
            let taken = limiter.take_at(holder("a"), 30, SECOND);
            assert_eq!((taken.wait, taken.remaining), (None, left));
        }
        let refused = limiter.take_at(holder("a"), 30, SECOND);
        assert_eq!((refused.wait, refused.remaining, refused.reset), (Some(2), 0, 60));
        assert_eq!(limiter.take_at(holder("b"), 30, SECOND).wait, None);
        assert_eq!(limiter.take_at(holder("a"), 30, 3 * SECOND).wait, None);
        assert!(limiter.take_at(holder("a"), 30, 3 * SECOND).wait.is_some());
    }

    #[test]
    fn over_an_hour_the_limit_holds() {
        let limiter = Limiter::default();
        let tries = (0..36_000).map(|tenth| tenth * SECOND / 10);
        let taken = tries.filter(|now| limiter.take_at(holder("a"), 60, *now).wait.is_none());
        assert!((3_600..=3_661).contains(&taken.count()));
    }

    #[test]
    fn callers_without_a_place_share_a_bucket() {
        let limiter = Limiter::default();
        for number in 0..200_000_u32 {
            limiter.take_at(Bucket::Address(IpAddr::from(number.to_be_bytes())), 600, SECOND);
        }
        let places: usize =
            limiter.shards.iter().map(|shard| shard.lock().unwrap().full_at.len()).sum();
        assert!(places <= SHARDS * (CALLERS_MAX + 1), "{places}");
        assert!(limiter.take_at(holder("new"), 600, SECOND).wait.is_some());
        let later = limiter.take_at(holder("new"), 600, 120 * SECOND);
        assert_eq!((later.wait, later.remaining), (None, 599));
    }
}
