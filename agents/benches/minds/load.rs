//! Thoughts that come by themselves, not as soon as they may: how long a person waits for an
//! answer while villagers think, and what it is worth that a villager stays on its node. Thoughts
//! are the day's, in their order; they come at random (Poisson), always the same with a seed.

use std::ops::Range;

use village_agents::llm::Class;
use village_sim::{Dice, Seed};

use super::day::{Day, Thought};
use super::house::{Done, House, Plan, SECOND};

/// Answers that the busiest thousandths of waiting are read from.
const CHATS: usize = 2_000;
/// Nanoseconds between two chats, on the average, for each node.
const CHAT_GAP: u64 = 10 * SECOND;

/// Latencies in nanoseconds, sorted.
#[derive(Debug, Clone)]
pub struct Waits(Vec<u64>);

impl Waits {
    fn of(done: &[Done], time: impl Fn(&Done) -> u64) -> Self {
        let mut waits: Vec<u64> = done.iter().map(|done| time(done) - done.asked).collect();
        waits.sort_unstable();
        Self(waits)
    }

    /// The wait below which so many of a hundred lie, in milliseconds.
    #[expect(clippy::cast_precision_loss, reason = "figures for people")]
    pub fn percentile(&self, percent: usize) -> f64 {
        let at = (self.0.len().max(1) - 1) * percent / 100;
        self.0.get(at).copied().unwrap_or_default() as f64 / 1e6
    }
}

/// Moments at random, so far apart on the average.
struct Moments {
    dice: Dice,
    gap: u64,
    next: u64,
}

impl Moments {
    fn new(purpose: &str, gap: u64) -> Self {
        let mut moments = Self { dice: Seed(7).stream(purpose, 0, 0), gap, next: 0 };
        moments.pass();
        moments
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a time between moments"
    )]
    fn pass(&mut self) {
        let even = (self.dice.bits() >> 11) as f64 / (1_u64 << 53) as f64;
        self.next += (-(1.0 - even).ln() * self.gap as f64) as u64;
    }
}

/// Nanoseconds a thought takes when the slots of these nodes are never empty: what they can do.
/// Thoughts of the day from its second half, after its first has warmed the caches.
pub fn saturated(day: &Day, plan: Plan) -> u64 {
    let mut house = House::new(plan);
    let slots = plan.nodes * plan.in_flight_max as usize;
    let (mut next, mut ended) = (0, 0);
    let half = day.thoughts.len() / 2;
    let mut half_at = 0;
    while ended < day.thoughts.len() {
        while next < day.thoughts.len() && next < ended + 2 * slots {
            house.ask(next, &day.thoughts[next]);
            next += 1;
        }
        ended += house.advance(u64::MAX).expect("there is work").len();
        if ended <= half {
            half_at = house.now();
        }
        // The last ones run with empty slots beside them.
        if ended + slots >= day.thoughts.len() {
            let counted = u64::try_from(ended.saturating_sub(half)).expect("few");
            return (house.now() - half_at) / counted.max(1);
        }
    }
    unreachable!("the last thoughts are within the slots")
}

/// Chats with people, on nodes that think of something else all the while, or of nothing.
pub struct Chats {
    pub whole: Waits,
    pub first_token: Waits,
}

/// `gap`: nanoseconds between two thoughts in the background; none: no background.
pub fn chats(day: &Day, plan: Plan, gap: Option<u64>) -> Chats {
    let mut house = House::new(plan);
    let mut people = Moments::new("chat", CHAT_GAP / plan.nodes as u64);
    let mut background = Moments::new("background", gap.unwrap_or(u64::MAX / 64));
    let (mut asked, mut next, mut done) = (0, 0, Vec::new());
    while done.len() < CHATS {
        let limit = people.next.min(background.next);
        if let Some(ended) = house.advance(limit) {
            done.extend(ended.into_iter().filter(|done| done.class == Class::Chat));
        } else if limit == people.next {
            let thought = &day.thoughts[asked * 31 % day.thoughts.len()];
            house.ask(asked, &Thought { class: Class::Chat, ..thought.clone() });
            asked += 1;
            people.pass();
        } else {
            house.ask(next, &day.thoughts[next % day.thoughts.len()]);
            next += 1;
            background.pass();
        }
    }
    let whole = Waits::of(&done, |done| done.ended);
    Chats { whole, first_token: Waits::of(&done, |done| done.first_token) }
}

/// How a day went on nodes.
pub struct Went {
    pub first_token: Waits,
    pub whole: Waits,
    /// Share of the prompts' tokens that was found in a cache.
    pub found: f64,
    /// By how much one node had more than its part, as a share of all.
    pub skew: f64,
    /// Thoughts that were asked, that were answered, and calls that a dead node failed.
    pub asked: usize,
    pub answered: usize,
    pub failed: u64,
}

/// The whole day at a rate; the first quarter only warms the caches. `death`: node 1 is dead while
/// so many thousandths of the day come.
pub fn open(day: &Day, plan: Plan, gap: u64, death: Option<Range<usize>>) -> Went {
    let mut house = House::new(plan);
    let mut moments = Moments::new("open", gap);
    let (mut done, mut next) = (Vec::new(), 0);
    let count = day.thoughts.len();
    let quarter = count / 4;
    let part = |thousandth: usize| count * thousandth / 1_000;
    let mut warm = house.totals();
    while done.len() < count {
        let limit = if next < count { moments.next } else { u64::MAX };
        if let Some(ended) = house.advance(limit) {
            done.extend(ended);
            continue;
        }
        if next == quarter {
            warm = house.totals();
        }
        match &death {
            Some(dead) if next == part(dead.start) => house.die(1),
            Some(dead) if next == part(dead.end) => house.revive(1),
            _ => {}
        }
        house.ask(next, &day.thoughts[next]);
        next += 1;
        moments.pass();
    }
    let (totals, failed) = (house.totals(), house.failed);
    let answered = done.len();
    done.retain(|done| done.key >= quarter);
    let (found, reckoned) = (totals.found - warm.found, totals.prefilled - warm.prefilled);
    let first = done.iter().filter(|done| done.node == 0).count();
    Went {
        first_token: Waits::of(&done, |done| done.first_token),
        whole: Waits::of(&done, |done| done.ended),
        found: share(found, found + reckoned),
        skew: (share(first as u64, done.len() as u64) * 2.0 - 1.0).abs(),
        asked: next,
        answered,
        failed,
    }
}

#[expect(clippy::cast_precision_loss, reason = "figures for people")]
pub fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole.max(1) as f64
}
