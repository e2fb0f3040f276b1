//! The recorded day as fast as models allow, by four rules of who waits for whom. A thought may
//! start when its rule lets it, then waits for a slot like any other.

use std::collections::VecDeque;
use std::ops::Range;

use village_agents::order::{Moment, Reach};
use village_sim::{SIGHT_TILES, Tick, VillagerId};

use super::day::{Day, HZ, THINK_STEPS};
use super::house::{House, Plan};
use super::known::{Known, Turn};

/// Who waits for whom. Whatever the rule, a villager has one thought after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Everybody for everybody: all thoughts of so many steps end before the next step begins.
    LockStep(u32),
    /// The village's own: for those who could touch one's world.
    OutOfOrder,
    /// For those alone on whom, as the record shows in hindsight, the thought rests.
    Oracle,
    /// For nobody: what the models could do if there were no village.
    Alone,
}

/// How a race went.
#[derive(Debug)]
pub struct Ran {
    /// When each thought began to be asked for, and when it ended, in nanoseconds.
    pub spans: Vec<Range<u64>>,
    /// From the first to the last.
    pub total: u64,
}

impl Ran {
    #[expect(clippy::cast_precision_loss, reason = "figures for people")]
    pub fn per_second(&self) -> f64 {
        self.spans.len() as f64 * 1e9 / self.total.max(1) as f64
    }

    /// A thought that began before one that it rests on had ended, if there is any.
    pub fn unsound(&self, day: &Day) -> Option<(usize, usize)> {
        let thoughts = day.thoughts.iter().enumerate();
        let pairs = thoughts.flat_map(|(at, it)| it.rests_on.iter().map(move |on| (at, *on)));
        let mut pairs = pairs;
        pairs.find(|(at, on)| self.spans[*at].start < self.spans[*on].end)
    }
}

/// Lets the day be thought.
pub fn race(day: &Day, plan: Plan, rule: Rule) -> Ran {
    let mut house = House::new(plan);
    let mut gate: Box<dyn Gate> = match rule {
        Rule::LockStep(width) => Box::new(Steps::new(day, width)),
        Rule::OutOfOrder => Box::new(Frontier::new(day)),
        Rule::Oracle => Box::new(Needs::new(day, true)),
        Rule::Alone => Box::new(Needs::new(day, false)),
    };
    let mut spans = vec![0..0; day.thoughts.len()];
    let mut left = spans.len();
    loop {
        for key in gate.ready() {
            spans[key].start = house.now();
            house.ask(key, &day.thoughts[key]);
        }
        if left == 0 {
            return Ran { spans, total: house.now() };
        }
        for done in house.advance(u64::MAX).expect("somebody may always think") {
            spans[done.key].end = done.ended;
            left -= 1;
            gate.ended(done.key);
        }
    }
}

/// Lets thoughts start, each once.
trait Gate {
    /// Those that may start now and were not named before.
    fn ready(&mut self) -> Vec<usize>;
    fn ended(&mut self, thought: usize);
}

struct Steps {
    steps: VecDeque<Range<usize>>,
    left: usize,
}

impl Steps {
    fn new(day: &Day, width: u32) -> Self {
        Self { steps: day.by_steps(width).into(), left: 0 }
    }
}

impl Gate for Steps {
    fn ready(&mut self) -> Vec<usize> {
        if self.left > 0 {
            return Vec::new();
        }
        let step = self.steps.pop_front().unwrap_or_default();
        self.left = step.len();
        step.collect()
    }

    fn ended(&mut self, _: usize) {
        self.left -= 1;
    }
}

/// Waits for what is known to be needed.
struct Needs {
    missing: Vec<usize>,
    needed_by: Vec<Vec<usize>>,
    ready: Vec<usize>,
}

impl Needs {
    fn new(day: &Day, others: bool) -> Self {
        let mut needs = Self {
            missing: vec![0; day.thoughts.len()],
            needed_by: vec![Vec::new(); day.thoughts.len()],
            ready: Vec::new(),
        };
        let mut latest = vec![None; day.villagers];
        for (at, thought) in day.thoughts.iter().enumerate() {
            let own = latest[thought.who.index()].replace(at);
            let rests_on: &[usize] = if others { &thought.rests_on } else { &[] };
            for on in rests_on.iter().copied().chain(own) {
                needs.needed_by[on].push(at);
                needs.missing[at] += 1;
            }
            if needs.missing[at] == 0 {
                needs.ready.push(at);
            }
        }
        needs
    }
}

impl Gate for Needs {
    fn ready(&mut self) -> Vec<usize> {
        std::mem::take(&mut self.ready)
    }

    fn ended(&mut self, thought: usize) {
        for at in std::mem::take(&mut self.needed_by[thought]) {
            self.missing[at] -= 1;
            if self.missing[at] == 0 {
                self.ready.push(at);
            }
        }
    }
}

/// The village's rule. Everybody has a clock of its own, the step at which it looks; it looks when
/// nobody behind could touch it there. Instinct may answer what it sees at once, so what it does is
/// known up to there and no farther; but while it thinks it has the reins, and is known until that
/// lands. So each thought finds what it would have found in lock-step.
struct Frontier<'d> {
    day: &'d Day,
    known: Known,
    /// The step at which each one looks next.
    looks: Vec<u32>,
    /// Each villager's thoughts that have not begun.
    thoughts: Vec<VecDeque<usize>>,
    /// The step in which the thought lands that each one has now.
    lands: Vec<Option<u32>>,
    /// Who waits for each.
    waiters: Vec<Vec<VillagerId>>,
    due: Vec<VillagerId>,
}

impl<'d> Frontier<'d> {
    fn new(day: &'d Day) -> Self {
        let mut thoughts = vec![VecDeque::new(); day.villagers];
        for (at, thought) in day.thoughts.iter().enumerate() {
            thoughts[thought.who.index()].push_back(at);
        }
        let reach = Reach { tiles: SIGHT_TILES, hz: HZ };
        let all = (0..).map(VillagerId).take(day.villagers);
        let mut frontier = Self {
            day,
            known: Known::new(reach),
            looks: vec![0; day.villagers],
            thoughts,
            lands: vec![None; day.villagers],
            waiters: vec![Vec::new(); day.villagers],
            due: all.clone().collect(),
        };
        all.for_each(|who| frontier.tell(who));
        frontier
    }

    /// Where a villager is at a step; none after the day.
    fn turn(&self, who: VillagerId, step: u32) -> Option<Turn> {
        let at = *self.day.places[who.index()].get(step as usize)?;
        let tick = Tick(u64::from(step) * u64::from(HZ));
        Some(Turn { number: step.into(), moment: Moment { tick, at, walks: true } })
    }

    /// Tells up to when what a villager does is known.
    fn tell(&mut self, who: VillagerId) {
        let at = who.index();
        let known = self.lands[at].map_or(self.looks[at], |lands| lands - 1);
        match self.turn(who, known) {
            Some(known) => self.known.put(who, known),
            None => self.known.close(who),
        }
        self.due.append(&mut self.waiters[who.index()]);
    }

    /// Lets a villager live on until it has to wait. Gives the thought that begins on the way.
    fn live_on(&mut self, who: VillagerId) -> Option<usize> {
        let (at, mut begun) = (who.index(), None);
        loop {
            let step = self.looks[at];
            if self.lands[at] == Some(step) {
                break;
            }
            let Some(look) = self.turn(who, step) else { break };
            if let Some(other) = self.known.waits_for(who, &look) {
                self.waiters[other.index()].push(who);
                break;
            }
            let is_now = |thought: &mut usize| self.day.thoughts[*thought].step == step;
            if let Some(thought) = self.thoughts[at].pop_front_if(is_now) {
                self.lands[at] = Some(step + THINK_STEPS);
                begun = Some(thought);
            }
            self.looks[at] += 1;
            self.tell(who);
        }
        begun
    }
}

impl Gate for Frontier<'_> {
    fn ready(&mut self) -> Vec<usize> {
        let mut ready = Vec::new();
        while let Some(who) = self.due.pop() {
            ready.extend(self.live_on(who));
        }
        // The farthest behind first: others wait for it.
        ready.sort_unstable();
        ready
    }

    fn ended(&mut self, thought: usize) {
        let who = self.day.thoughts[thought].who;
        self.lands[who.index()] = None;
        self.tell(who);
        self.due.push(who);
    }
}
