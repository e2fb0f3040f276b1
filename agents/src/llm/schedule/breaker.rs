//! A circuit breaker a node (Nygard, "Release It!"): after some failures in a row it gets nothing
//! for a while, then one thought as a trial; if that goes well everything, if not it rests twice
//! as long.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// When it opens and for how long.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    pub failures_max: u32,
    pub pause: Duration,
    pub pause_max: Duration,
}

/// How a node stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BreakerState {
    /// In order.
    Closed,
    /// It gets nothing.
    Open,
    /// One thought is on trial.
    HalfOpen,
}

/// What became of a call, as far as its node is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Good,
    Bad,
    /// It says nothing about the node: it was cancelled, or refused for its content.
    Neither,
}

#[derive(Debug)]
pub(super) struct Breaker {
    rules: Rules,
    state: BreakerState,
    failures: u32,
    pause: Duration,
    /// When an open one takes a trial.
    until: Duration,
    /// A health check failed while it was open: the node was really gone.
    was_gone: bool,
}

impl Breaker {
    pub(super) fn new(rules: Rules) -> Self {
        Self {
            rules,
            state: BreakerState::Closed,
            failures: 0,
            pause: rules.pause,
            until: Duration::ZERO,
            was_gone: false,
        }
    }

    pub(super) const fn state(&self) -> BreakerState {
        self.state
    }

    /// Whether a call may begin now.
    pub(super) fn admits(&self, now: Duration) -> bool {
        match self.state {
            BreakerState::Closed => true,
            BreakerState::Open => now >= self.until,
            BreakerState::HalfOpen => false,
        }
    }

    /// How long until it may be tried.
    pub(super) fn wait(&self, now: Duration) -> Duration {
        match self.state {
            BreakerState::Closed => Duration::ZERO,
            BreakerState::Open | BreakerState::HalfOpen => self.until.saturating_sub(now),
        }
    }

    /// A call begins, which must have been admitted. Tells whether it is the trial.
    pub(super) fn begin(&mut self) -> bool {
        let trial = self.state == BreakerState::Open;
        if trial {
            self.state = BreakerState::HalfOpen;
        }
        trial
    }

    /// A call ended. Of a half-open breaker only the trial decides: what began before it opened is
    /// old news.
    pub(super) fn end(&mut self, trial: bool, verdict: Verdict, now: Duration) {
        match (self.state, verdict) {
            (BreakerState::Closed, Verdict::Good) => self.failures = 0,
            (BreakerState::Closed, Verdict::Bad) => self.fail(now),
            (BreakerState::HalfOpen, _) if !trial => {}
            (BreakerState::HalfOpen, Verdict::Good) => {
                self.state = BreakerState::Closed;
                self.failures = 0;
                self.pause = self.rules.pause;
            }
            (BreakerState::HalfOpen, Verdict::Bad) => {
                self.pause = self.pause.saturating_mul(2).min(self.rules.pause_max);
                self.open(now);
            }
            // Undecided: the next thought is the trial.
            (BreakerState::HalfOpen, Verdict::Neither) => self.state = BreakerState::Open,
            (BreakerState::Closed, Verdict::Neither) | (BreakerState::Open, _) => {}
        }
    }

    /// A health check ended. That a node lists its models does not prove that it can think, so it
    /// ends a pause only if the node was gone, and even then by a trial.
    pub(super) fn checked(&mut self, alive: bool, now: Duration) {
        match (self.state, alive) {
            (BreakerState::Closed, false) => self.fail(now),
            (BreakerState::Open, false) => self.was_gone = true,
            (BreakerState::Open, true) if self.was_gone => {
                self.until = self.until.min(now);
            }
            _ => {}
        }
    }

    fn fail(&mut self, now: Duration) {
        self.failures += 1;
        if self.failures >= self.rules.failures_max {
            self.open(now);
        }
    }

    fn open(&mut self, now: Duration) {
        self.state = BreakerState::Open;
        self.until = now.saturating_add(self.pause);
        self.was_gone = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn opened(now: Duration) -> Breaker {
        let rules = Rules { failures_max: 3, pause: SECOND * 2, pause_max: SECOND * 5 };
        let mut breaker = Breaker::new(rules);
        for _ in 0..3 {
            assert!(breaker.admits(now));
            let trial = breaker.begin();
            breaker.end(trial, Verdict::Bad, now);
        }
        assert!(!breaker.admits(now));
        breaker
    }

    #[test]
    fn it_opens_after_failures_in_a_row_only() {
        let mut breaker = opened(SECOND);
        assert_eq!(breaker.wait(SECOND * 2), SECOND);
        breaker = Breaker::new(breaker.rules);
        for verdict in [Verdict::Bad, Verdict::Bad, Verdict::Good, Verdict::Bad, Verdict::Bad] {
            breaker.end(false, verdict, SECOND);
        }
        assert!(breaker.admits(SECOND));
    }

    #[test]
    fn one_trial_decides_and_pauses_grow_up_to_their_limit() {
        let mut breaker = opened(Duration::ZERO);
        for (pause, next) in [(2, 4), (4, 5), (5, 5)] {
            let due = breaker.until;
            assert!(
                !breaker.admits(due.saturating_sub(SECOND / 2)) && breaker.admits(due),
                "{pause}"
            );
            assert!(breaker.begin() && !breaker.admits(due), "one trial only");
            breaker.end(false, Verdict::Good, due);
            assert!(!breaker.admits(due), "an old call's end says nothing");
            breaker.end(true, Verdict::Bad, due);
            assert_eq!(breaker.until, due + SECOND * next);
        }
        let due = breaker.until;
        assert!(breaker.begin());
        breaker.end(true, Verdict::Neither, due);
        assert!(breaker.admits(due) && breaker.begin(), "undecided: the next is the trial");
        breaker.end(true, Verdict::Good, due);
        assert_eq!(breaker.state(), BreakerState::Closed);
        assert_eq!(breaker.pause, SECOND * 2);
    }

    #[test]
    fn a_health_check_shortens_a_pause_only_for_a_node_that_was_gone() {
        let mut breaker = opened(SECOND);
        breaker.checked(true, SECOND);
        assert!(!breaker.admits(SECOND), "it lives, but fails thoughts");
        breaker.checked(false, SECOND);
        breaker.checked(true, SECOND);
        assert!(breaker.admits(SECOND), "it is back");
    }
}
