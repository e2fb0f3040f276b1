//! How often somebody may try to sign in. After a few tries in vain each further one has to wait
//! twice as long as the one before.
//!
//! Counted is the pair of address and name, and the address; never the name alone, so that nobody
//! can lock somebody else out. Whoever comes in a browser in which that name signed in before is
//! counted apart. A try counts when it begins, so that many at once are no way around. Bounded: the
//! oldest marks are forgotten first, and when all places are taken newcomers share one.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use village_economy::Hash32;

/// Marks that are kept at most.
const MARKS_MAX: usize = 65_536;
/// How long after the last try a mark is forgotten.
const MEMORY: Duration = Duration::from_hours(1);
/// How often a full table is searched for marks that can be forgotten.
const SWEEP: Duration = Duration::from_millis(250);

/// Who tries what.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Try {
    /// To sign in by a name (in small letters) from an address.
    Pair(IpAddr, String),
    /// To sign in from an address, whatever the name.
    Address(IpAddr),
    /// To sign in by a name in a browser that signed in by it before.
    Device(Hash32, String),
    /// To sign up from an address.
    SignUp(IpAddr),
    /// All for whom no place is left.
    Newcomers,
}

impl Try {
    /// Tries that need not wait, and the longest wait.
    const fn patience(&self) -> (u32, Duration) {
        match self {
            Self::Pair(..) => (5, Duration::from_mins(15)),
            Self::Device(..) => (10, Duration::from_mins(5)),
            // Many may share an address.
            Self::Address(_) => (30, Duration::from_mins(1)),
            Self::SignUp(_) => (20, Duration::from_mins(1)),
            Self::Newcomers => (1_000, Duration::from_secs(10)),
        }
    }
}

/// All marks.
#[derive(Debug)]
pub struct Throttle {
    marks: Mutex<Marks>,
    start: Instant,
}

#[derive(Debug, Default)]
struct Marks {
    by_try: HashMap<Try, Mark>,
    swept: Duration,
}

#[derive(Debug, Clone, Copy, Default)]
struct Mark {
    tries: u32,
    /// Since the start, as the following: the last try.
    last: Duration,
    /// When the next one may be.
    free_at: Duration,
}

impl Default for Throttle {
    fn default() -> Self {
        Self { marks: Mutex::default(), start: Instant::now() }
    }
}

impl Throttle {
    /// Counts a try under all of these, or says how many seconds to wait and counts nothing.
    pub fn begin(&self, tries: &[Try]) -> Result<(), u64> {
        self.begin_at(tries, self.start.elapsed())
    }

    /// It went well: the tries before are forgotten, but of an address, which many may share, only
    /// this one.
    pub fn went_well(&self, tried: &Try) {
        let mut marks = self.marks.lock().unwrap_or_else(PoisonError::into_inner);
        match tried {
            Try::Pair(..) | Try::Device(..) => {
                marks.by_try.remove(tried);
            }
            Try::Address(_) | Try::SignUp(_) | Try::Newcomers => {
                if let Some(mark) = marks.by_try.get_mut(tried) {
                    mark.tries = mark.tries.saturating_sub(1);
                }
            }
        }
    }

    fn begin_at(&self, tries: &[Try], now: Duration) -> Result<(), u64> {
        let mut marks = self.marks.lock().unwrap_or_else(PoisonError::into_inner);
        let tries: Vec<Try> = tries.iter().map(|tried| marks.place(tried, now)).collect();
        let waits = tries.iter().filter_map(|tried| marks.by_try.get(tried));
        let wait = waits.map(|mark| mark.free_at.saturating_sub(now)).max().unwrap_or_default();
        if !wait.is_zero() {
            return Err(wait.as_secs().max(1));
        }
        for tried in tries {
            let (free, longest) = tried.patience();
            let mark = marks.by_try.entry(tried).or_default();
            if now.saturating_sub(mark.last) >= MEMORY {
                mark.tries = 0;
            }
            mark.tries = mark.tries.saturating_add(1);
            mark.last = now;
            if let Some(over) = mark.tries.checked_sub(free) {
                let wait = Duration::from_secs(1_u64 << over.min(20));
                mark.free_at = now + wait.min(longest);
            }
        }
        Ok(())
    }
}

impl Marks {
    /// Where a try is counted: its own place, or everybody's.
    fn place(&mut self, tried: &Try, now: Duration) -> Try {
        if self.by_try.len() >= MARKS_MAX && !self.by_try.contains_key(tried) {
            if now.saturating_sub(self.swept) >= SWEEP {
                self.swept = now;
                self.by_try.retain(|_, mark| now.saturating_sub(mark.last) < MEMORY);
            }
            if self.by_try.len() >= MARKS_MAX {
                return Try::Newcomers;
            }
        }
        tried.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 7));
    const THERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(198, 51, 100, 9));

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn stranger(from: IpAddr, name: &str) -> [Try; 2] {
        [Try::Pair(from, name.into()), Try::Address(from)]
    }

    #[test]
    fn each_try_in_vain_waits_twice_as_long() {
        let throttle = Throttle::default();
        let mut now = seconds(1);
        for _ in 0..5 {
            assert_eq!(throttle.begin_at(&stranger(HERE, "erik"), now), Ok(()));
        }
        let mut waits = Vec::new();
        for _ in 0..12 {
            let wait = throttle.begin_at(&stranger(HERE, "erik"), now).unwrap_err();
            waits.push(wait);
            now += seconds(wait);
            assert_eq!(throttle.begin_at(&stranger(HERE, "erik"), now), Ok(()));
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
    }

    #[test]
    fn nobody_is_locked_out_by_somebody_elses_tries() {
        let throttle = Throttle::default();
        let now = seconds(1);
        while throttle.begin_at(&stranger(HERE, "erik"), now).is_ok() {}
        // From elsewhere, by another name, and in the browser of before.
        assert_eq!(throttle.begin_at(&stranger(THERE, "erik"), now), Ok(()));
        assert_eq!(throttle.begin_at(&stranger(HERE, "anna"), now), Ok(()));
        let device = Try::Device(Hash32([1; 32]), "erik".into());
        assert_eq!(throttle.begin_at(&[device], now), Ok(()));
    }

    #[test]
    fn many_names_from_one_address_wait_as_well() {
        let throttle = Throttle::default();
        let now = seconds(1);
        let tried = |number: u32| throttle.begin_at(&stranger(HERE, &format!("n{number}")), now);
        let let_through = (0..1_000).filter(|number| tried(*number).is_ok()).count();
        assert_eq!(let_through, 30);
        // A refused try is not counted: it makes nobody wait longer.
        assert_eq!(throttle.begin_at(&stranger(HERE, "n0"), now + seconds(1)), Ok(()));
    }

    #[test]
    fn what_went_well_or_is_long_ago_is_forgotten() {
        let throttle = Throttle::default();
        let pair = Try::Pair(HERE, "erik".into());
        for _ in 0..5 {
            throttle.begin_at(&stranger(HERE, "erik"), seconds(1)).unwrap();
        }
        throttle.went_well(&pair);
        assert_eq!(throttle.begin_at(&stranger(HERE, "erik"), seconds(1)), Ok(()));
        for _ in 0..4 {
            throttle.begin_at(&stranger(HERE, "erik"), seconds(2)).unwrap();
        }
        let later = seconds(2) + MEMORY;
        for _ in 0..5 {
            assert_eq!(throttle.begin_at(std::slice::from_ref(&pair), later), Ok(()));
        }
    }

    #[test]
    fn a_million_addresses_take_no_more_than_their_room() {
        let throttle = Throttle::default();
        for number in 0..200_000_u32 {
            let from = IpAddr::from(number.to_be_bytes());
            let _ = throttle.begin_at(&stranger(from, "erik"), seconds(1));
        }
        assert!(throttle.marks.lock().unwrap().by_try.len() <= MARKS_MAX + 2);
    }
}
