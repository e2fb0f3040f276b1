//! How the thoughts of one villager follow each other. Pure: times in, an answer out.
//!
//! No thought is begun that its tier does not allow: it would take the reins for nothing. Of what
//! a minute allows, one thought is kept for what it does of its own accord, so that talk does not
//! take up all of them. Those of its own accord are spread over the minute, and villagers over
//! each other's pauses, so that the models have as much to do at one moment as at the next.

use std::time::Duration;

use village_sim::{Causes, Clock, Tick, VillagerId};

use crate::llm::{Class, Failure};

/// What calls a mind although the day could go on by itself.
const CALLS: [Causes; 4] = [Causes::SPOKEN_TO, Causes::TURN, Causes::JUDGED, Causes::GIVEN];
/// What the day itself calls a mind for.
const DAY: [Causes; 5] =
    [Causes::FREE, Causes::ARRIVED, Causes::FINISHED, Causes::NEED, Causes::REFUSED];
/// Shortest time from one thought of a villager to the next, in seconds, unless a person waits.
const REST_SECONDS: u32 = 2;
/// How long a villager lives between two slow thoughts, in seconds, unless they took less.
const LIFE_SECONDS: u32 = 30;
/// Longest time for which a thought is put off, in seconds.
const PUT_OFF_SECONDS: u32 = 60;

/// When a villager thought last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rhythm {
    /// When its first one of its own accord is due, since it was first called.
    first: Option<Tick>,
    last: Option<Tick>,
    /// The last one of its own accord.
    last_own: Option<Tick>,
    /// Ticks that the last one took.
    took: u64,
    /// Whether it was refused one since then, for good.
    is_refused: bool,
}

/// A thought that somebody would have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    pub class: Class,
    /// Whether its day calls for it, and not only others.
    pub is_own: bool,
}

/// Whether it may have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    Now {
        is_own: bool,
    },
    /// In so many ticks, from 1; where its tier is the reason, that says so.
    In(u64, Option<Failure>),
    /// Its tier allows it none for longer than anything is put off.
    Never(Failure),
}

impl Wanted {
    /// What these causes ask for, if nobody waits: none where they ask for no thought.
    pub fn by(causes: Causes) -> Option<Self> {
        let [is_called, is_own] =
            [&CALLS[..], &DAY].map(|all| all.iter().any(|cause| causes.has(*cause)));
        let class = if is_called { Class::React } else { Class::Routine };
        (is_called || is_own).then_some(Self { class, is_own })
    }
}

impl Rhythm {
    /// Whether a villager may have such a thought now that may have so many a minute; `room` is
    /// what its tier says to so many at once.
    pub fn due(
        &mut self,
        clock: &Clock,
        (who, wanted): (VillagerId, Wanted),
        thoughts_per_minute: u32,
        room: impl Fn(u64) -> Result<(), Failure>,
    ) -> Due {
        let now = clock.tick;
        let left = |since: Option<Tick>, ticks: u64| {
            let due = since.map_or(Tick(0), |since| since.after(ticks));
            due.since(now)
        };
        let rest = left(self.last, clock.ticks(REST_SECONDS));
        let allowed = |count, rest: u64| match room(count) {
            Ok(()) => (rest, None),
            Err(why) => (rest.max(ticks_of(clock, why.wait())), Some(why)),
        };
        let for_others = match wanted.class {
            Class::Chat => Some(allowed(1, 0)),
            Class::React => Some(allowed(2, rest)),
            _ => None,
        };
        let own = wanted.is_own.then(|| {
            let pause = clock.ticks(60 / thoughts_per_minute.max(1));
            let first = *self.first.get_or_insert(now.after(place(who, pause)));
            let spread = self.last_own.map_or(first, |own| own.after(pause)).since(now);
            // Whoever waits long for its thoughts lives in between.
            let life = self.took.min(clock.ticks(LIFE_SECONDS));
            allowed(1, rest.max(spread).max(left(self.last, self.took.saturating_add(life))))
        });
        if matches!(own, Some((0, _))) {
            return Due::Now { is_own: true };
        }
        match [for_others, own].into_iter().flatten().min_by_key(|(ticks, _)| *ticks) {
            Some((0, _)) | None => Due::Now { is_own: false },
            Some((ticks, Some(why))) if ticks > clock.ticks(PUT_OFF_SECONDS) => Due::Never(why),
            Some((ticks, why)) => Due::In(ticks, why),
        }
    }

    /// A thought begins.
    pub fn begin(&mut self, now: Tick, is_own: bool) {
        self.last = Some(now);
        self.is_refused = false;
        if is_own {
            self.last_own = Some(now);
        }
    }

    /// A thought is [`Due::Never`]. Says whether that is news, or was so before.
    pub const fn refuse(&mut self) -> bool {
        !std::mem::replace(&mut self.is_refused, true)
    }

    /// The thought has ended.
    pub fn end(&mut self, now: Tick) {
        self.took = self.last.map_or(0, |last| now.since(last));
    }
}

/// Ticks of its first pause after which a villager begins: by the golden section, so that however
/// many there are lie about evenly in it.
const fn place(who: VillagerId, pause: u64) -> u64 {
    /// 2^32 over the golden ratio.
    const SECTION: u32 = 0x9e37_79b9;
    (who.0.wrapping_mul(SECTION) as u64 * pause) >> 32
}

/// Ticks after which such a time has passed; none: for ever.
fn ticks_of(clock: &Clock, time: Option<Duration>) -> u64 {
    time.map_or(u64::MAX, |time| {
        let ticks = time.as_millis().saturating_mul(clock.hz.into()).div_ceil(1_000);
        u64::try_from(ticks).unwrap_or(u64::MAX).max(1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: VillagerId = VillagerId(0);
    const OWN: Wanted = Wanted { class: Class::Routine, is_own: true };
    const ANSWER: Wanted = Wanted { class: Class::React, is_own: false };
    const PERSON: Wanted = Wanted { class: Class::Chat, is_own: false };

    fn at(seconds: u32) -> Clock {
        let clock = Clock::new(20, 1_440);
        Clock { tick: Tick(clock.ticks(seconds)), ..clock }
    }

    /// A tier with room for so many, and again for more in ten seconds.
    fn room(free: u64) -> impl Fn(u64) -> Result<(), Failure> {
        let wait = Duration::from_secs(10);
        move |count| if count <= free { Ok(()) } else { Err(Failure::ThoughtRate { wait }) }
    }

    fn thought(at_seconds: u32) -> Rhythm {
        let mut rhythm = Rhythm::default();
        rhythm.begin(at(at_seconds).tick, true);
        rhythm
    }

    #[test]
    fn its_own_thoughts_are_spread_over_the_minute_as_its_tier_allows() {
        let rests =
            [2, 6, 12, 100].map(|minute| thought(9).due(&at(9), (ADA, OWN), minute, room(9)));
        assert_eq!(rests, [30, 10, 5, 2].map(|seconds| Due::In(seconds * 20, None)));
        assert_eq!(thought(9).due(&at(39), (ADA, OWN), 2, room(1)), Due::Now { is_own: true });
    }

    #[test]
    fn villagers_do_not_all_begin_at_the_same_moment() {
        let mut begins: Vec<_> = (0..30).map(|who| place(VillagerId(who), 600)).collect();
        begins.sort_unstable();
        let gaps = begins.windows(2).map(|two| two[1] - two[0]);
        assert!(begins[0] == 0 && gaps.max() <= Some(40), "{begins:?}");
        let mut rhythm = Rhythm::default();
        let mut first = |seconds, who| rhythm.due(&at(seconds), (VillagerId(who), OWN), 2, room(2));
        let Due::In(ticks, None) = first(9, 1) else { panic!("it has its own place") };
        assert!((300..600).contains(&ticks), "{ticks}");
        assert_eq!(first(39, 1), Due::Now { is_own: true });
        assert_eq!(
            Rhythm::default().due(&at(9), (ADA, OWN), 2, room(2)),
            Due::Now { is_own: true }
        );
    }

    #[test]
    fn an_answer_comes_soon_but_leaves_one_thought_of_the_minute() {
        assert_eq!(thought(9).due(&at(11), (ADA, ANSWER), 2, room(2)), Due::Now { is_own: false });
        assert_eq!(thought(9).due(&at(10), (ADA, ANSWER), 2, room(2)), Due::In(20, None));
        let Due::In(200, Some(_)) = thought(9).due(&at(11), (ADA, ANSWER), 2, room(1)) else {
            panic!("the last one is for itself")
        };
        let both = Wanted { is_own: true, ..ANSWER };
        assert_eq!(thought(9).due(&at(39), (ADA, both), 2, room(1)), Due::Now { is_own: true });
    }

    #[test]
    fn a_person_is_answered_at_once_or_as_soon_as_the_tier_allows() {
        assert_eq!(thought(9).due(&at(9), (ADA, PERSON), 2, room(1)), Due::Now { is_own: false });
        assert!(matches!(thought(9).due(&at(9), (ADA, PERSON), 2, room(0)), Due::In(200, Some(_))));
        let wait = Duration::from_hours(1);
        let none = |_| Err(Failure::TokenRate { wait });
        assert!(matches!(thought(9).due(&at(9), (ADA, PERSON), 2, none), Due::Never(_)));
    }

    #[test]
    fn who_thinks_slowly_lives_in_between() {
        let after = |seconds: u32| {
            let mut rhythm = thought(9);
            rhythm.end(at(9 + seconds).tick);
            rhythm.due(&at(9 + seconds), (ADA, OWN), 2, room(1))
        };
        let rests = [1, 20, 50].map(after);
        assert_eq!(rests, [29_u64, 20, 30].map(|seconds| Due::In(seconds * 20, None)));
    }
}
