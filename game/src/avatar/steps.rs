//! Steps that were asked for and that the village has not shown yet. Nothing here asks or draws.

use std::collections::VecDeque;

use bevy::math::Vec2;
use village_sim::{Tick, Tile};

use crate::scene::{Lead, Villager};

/// Seconds after which a step without an answer is given up.
const PATIENCE: f64 = 3.0;
/// Seconds in which the village shows what it said yes to.
const SHOWING: f64 = 1.0;
/// Steps that wait at most; hands are slower than that.
const WAITING_MAX: usize = 32;
/// Seconds in which most of what was off is made good.
const MEND: f32 = 0.3;
/// Pixels of the art beyond which it is another place, not a step that came out otherwise.
const LEAP: f32 = 48.0;

/// What the village said to a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Taken { arrives: Tick },
    Refused,
}

#[derive(Debug, Clone)]
struct Step {
    goal: Tile,
    /// The tick at which hands set out.
    at: f64,
    /// When the village says it is there, and the tick at which it said so.
    taken: Option<(Tick, f64)>,
}

/// The steps, and how far what is drawn is off from them.
#[derive(Debug, Default)]
pub struct Steps {
    waiting: VecDeque<Step>,
    /// What was drawn last, without what it was off.
    drawn: Option<Lead>,
    slip: Vec2,
}

impl Steps {
    /// Hands set out for a tile in a straight line.
    pub fn set_out(&mut self, goal: Tile, tick: f64) {
        if self.waiting.len() == WAITING_MAX {
            self.waiting.pop_front();
        }
        self.waiting.push_back(Step { goal, at: tick, taken: None });
    }

    /// The village answered a step.
    pub fn hear(&mut self, goal: Tile, answer: Answer, tick: f64) {
        let open = |step: &Step| step.goal == goal && step.taken.is_none();
        let Some(at) = self.waiting.iter().position(open) else { return };
        match answer {
            Answer::Taken { arrives } => {
                if let Some(step) = self.waiting.get_mut(at) {
                    step.taken = Some((arrives, tick));
                }
            }
            Answer::Refused => drop(self.waiting.remove(at)),
        }
    }

    /// Where it is drawn, given what the village shows of it; none: just where the village says.
    pub fn follow(
        &mut self,
        told: &Villager,
        (tick, hz): (f64, u32),
        seconds: f32,
    ) -> Option<Lead> {
        self.drop_shown(told, (tick, hz));
        let next = self.replay(told, hz);
        if let Some(drawn) = &self.drawn {
            self.slip += drawn.place(tick, hz) - next.place(tick, hz);
        }
        self.slip *= (-seconds / MEND).exp();
        if self.slip.length() > LEAP || self.slip.length() < 0.05 {
            self.slip = Vec2::ZERO;
        }
        self.drawn = Some(next.clone());
        let is_ahead = !self.waiting.is_empty() || self.slip != Vec2::ZERO;
        is_ahead.then(|| next.off_by(self.slip))
    }

    /// Drops what the village shows by now, and what it never answered.
    fn drop_shown(&mut self, told: &Villager, (tick, hz): (f64, u32)) {
        let seconds = |since: f64| (tick - since) / f64::from(hz.max(1));
        let is_shown = |step: &Step| match step.taken {
            Some((arrives, since)) => {
                let walks = told.walk.as_ref();
                walks.is_some_and(|walk| (walk.arrives, walk.goal) == (arrives, step.goal))
                    || seconds(since) > SHOWING
            }
            None => seconds(step.at) > PATIENCE,
        };
        if let Some(last) = self.waiting.iter().rposition(is_shown) {
            self.waiting.drain(..=last);
        }
    }

    /// The village's own walk over what it has not shown.
    fn replay(&self, told: &Villager, hz: u32) -> Lead {
        self.waiting.iter().fold(told.as_told(), |lead, step| lead.then(step.goal, step.at, hz))
    }
}

#[cfg(test)]
mod tests {
    use village_sim::Walk;

    use super::*;

    const HZ: u32 = 20;

    fn standing(x: u16) -> Villager {
        Villager { at: Tile::new(x, 5).middle(), ..Villager::default() }
    }

    /// As the village shows it, having set out then.
    fn walking(from: u16, to: u16, departed: u64) -> Villager {
        let at = Tile::new(from, 5).middle();
        let goal = Tile::new(to, 5);
        let walk = Walk::new(at, std::iter::once(goal).collect(), goal, Tick(departed), HZ);
        Villager { at, walk, ..Villager::default() }
    }

    fn x(steps: &mut Steps, told: &mut Villager, tick: f64) -> f32 {
        told.lead = steps.follow(told, (tick, HZ), 1.0 / 60.0);
        told.stand(tick, HZ).at.x
    }

    #[test]
    fn it_sets_out_at_once_and_ends_where_the_village_says() {
        let (mut steps, goal) = (Steps::default(), Tile::new(14, 5));
        let mut before = standing(10);
        assert!((x(&mut steps, &mut before, 100.0) - 168.0).abs() < 0.1);
        steps.set_out(goal, 100.0);
        x(&mut steps, &mut before, 100.0);
        let ahead = x(&mut steps, &mut before, 104.0);
        assert!((ahead - 176.0).abs() < 0.5, "four ticks of two pixels: {ahead}");
        // The village sets out four ticks later: what is drawn never leaps and comes to the same.
        let mut told = walking(10, 14, 104);
        let arrives = told.walk.as_ref().unwrap().arrives;
        steps.hear(goal, Answer::Taken { arrives }, 105.0);
        let (mut last, mut tick) = (x(&mut steps, &mut before, 105.0), 105.0);
        while tick < 150.0 {
            tick += 1.0 / 3.0;
            let now = x(&mut steps, &mut told, tick);
            assert!((-0.1..2.0).contains(&(now - last)), "{last} to {now} at {tick}");
            last = now;
        }
        assert!((last - 232.0).abs() < 0.1, "{last}");
        assert_eq!(told.lead, None);
    }

    #[test]
    fn a_refused_step_is_walked_back_gently() {
        let mut steps = Steps::default();
        let mut told = standing(10);
        x(&mut steps, &mut told, 100.0);
        steps.set_out(Tile::new(14, 5), 100.0);
        x(&mut steps, &mut told, 100.0);
        let ahead = x(&mut steps, &mut told, 106.0);
        steps.hear(Tile::new(14, 5), Answer::Refused, 106.0);
        let back = x(&mut steps, &mut told, 106.3);
        assert!(ahead - back < 2.5 && back < ahead, "{ahead} to {back}");
        for tick in 107..140 {
            x(&mut steps, &mut told, f64::from(tick));
        }
        let end = x(&mut steps, &mut told, 400.0);
        assert!((end - 168.0).abs() < 2.0, "{end}");
    }

    #[test]
    fn several_steps_are_replayed_in_their_order_and_silence_ends_them() {
        let mut steps = Steps::default();
        let mut told = standing(10);
        steps.set_out(Tile::new(14, 5), 100.0);
        x(&mut steps, &mut told, 100.0);
        x(&mut steps, &mut told, 110.0);
        steps.set_out(Tile::new(10, 5), 110.0);
        let there = x(&mut steps, &mut told, 110.0);
        let back = x(&mut steps, &mut told, 115.0);
        assert!((there - 188.0).abs() < 1.0 && (back - 178.0).abs() < 1.0, "{there} {back}");
        for _ in 0..600 {
            x(&mut steps, &mut told, 300.0);
        }
        assert_eq!(told.lead, None, "the village never answered");
    }
}
