//! Needs fall with time and rise by doing. A need is kept as a level at one tick and a rate, so
//! that an idle villager costs nothing: the tick at which it crosses a threshold is computed once
//! and put into the timer wheel.

use bevy_ecs::prelude::Component;
use serde::{Deserialize, Serialize};

use crate::clock::{Clock, Tick};
use crate::place::named;
use crate::villager::Activity;

/// A need that is wholly met, in millionths.
pub const FULL: i32 = 1_000_000;

/// Below this level a need asks to be met.
pub const LOW: i32 = 350_000;

/// What a villager can lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    Rest,
    Company,
    Purpose,
    Curiosity,
}

named!(Need, "need", {
    "rest" => Self::Rest, "company" => Self::Company,
    "purpose" => Self::Purpose, "curiosity" => Self::Curiosity,
});

impl Need {
    pub const ALL: [Self; 4] = [Self::Rest, Self::Company, Self::Purpose, Self::Curiosity];
}

/// The four needs of a villager: levels in millionths at `as_of`, and what each changes by in a
/// village minute.
#[derive(Component, Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Needs {
    level: [i32; 4],
    rate: [i32; 4],
    as_of: Tick,
    /// When the next need crosses its threshold, as it was found when this last changed.
    pub(crate) wake: Option<Tick>,
}

impl Default for Needs {
    fn default() -> Self {
        Self { level: [FULL * 3 / 4; 4], rate: rates(Activity::Idle), as_of: Tick(0), wake: None }
    }
}

/// What each need changes by in a village minute of doing something, in millionths.
pub const fn rates(activity: Activity) -> [i32; 4] {
    // Waking for sixteen hours empties rest; eight hours of sleep fill it.
    const TIRE: i32 = -FULL / (16 * 60);
    const LONELY: i32 = -FULL / (9 * 60);
    const AIMLESS: i32 = -FULL / (10 * 60);
    const DULL: i32 = -FULL / (8 * 60);
    match activity {
        Activity::Idle | Activity::Waiting | Activity::Walking => [TIRE, LONELY, AIMLESS, DULL],
        Activity::Sleeping => [FULL / (8 * 60), LONELY / 6, AIMLESS / 6, DULL / 6],
        Activity::Talking => [TIRE, FULL / 45, AIMLESS / 2, FULL / 240],
        Activity::Eating | Activity::Drinking => [FULL / 240, FULL / 360, AIMLESS / 2, DULL / 2],
        Activity::Working => [TIRE * 3 / 2, LONELY / 2, FULL / 150, DULL / 2],
        Activity::Reading => [TIRE / 2, LONELY, FULL / 600, FULL / 100],
        Activity::Trading => [TIRE, FULL / 240, FULL / 240, FULL / 360],
        Activity::AtBoard => [TIRE, FULL / 360, FULL / 240, FULL / 90],
        Activity::Resting => [FULL / 360, LONELY / 2, AIMLESS / 2, DULL / 2],
        Activity::Looking => [TIRE / 2, LONELY / 2, AIMLESS / 2, FULL / 120],
    }
}

impl Needs {
    /// Level at a tick, 0 to [`FULL`].
    pub fn level(&self, need: Need, clock: &Clock) -> i32 {
        let at = need as usize;
        let change = i128::from(self.rate[at])
            * i128::from(clock.tick.since(self.as_of))
            * i128::from(crate::clock::DAY_MINUTES)
            / i128::from(clock.day_ticks());
        let level = i128::from(self.level[at]) + change;
        i32::try_from(level.clamp(0, i128::from(FULL))).expect("a level fits")
    }

    /// All levels now, in the order of [`Need::ALL`].
    pub fn levels(&self, clock: &Clock) -> [i32; 4] {
        Need::ALL.map(|need| self.level(need, clock))
    }

    /// From now on something else is done.
    pub fn pursue(&mut self, activity: Activity, clock: &Clock) {
        self.level = self.levels(clock);
        self.rate = rates(activity);
        self.as_of = clock.tick;
    }

    /// Changes a level at once, by thousandths.
    pub fn add(&mut self, need: Need, thousandths: i32, clock: &Clock) {
        self.level = self.levels(clock);
        self.as_of = clock.tick;
        let level = &mut self.level[need as usize];
        *level = level.saturating_add(thousandths.saturating_mul(FULL / 1000)).clamp(0, FULL);
    }

    /// The next tick after now at which a need falls below [`LOW`] or one that rises is met.
    pub fn next_crossing(&self, clock: &Clock) -> Option<Tick> {
        let crossings = Need::ALL.into_iter().filter_map(|need| {
            let (level, rate) = (self.level(need, clock), self.rate[need as usize]);
            let way = match rate {
                0 => return None,
                ..0 if level < LOW => return None,
                ..0 => level - LOW + 1,
                _ if level >= FULL => return None,
                _ => FULL - level,
            };
            let minutes = u64::from(way.unsigned_abs()) * clock.day_ticks();
            let per_tick = u64::from(rate.unsigned_abs()) * crate::clock::DAY_MINUTES;
            Some(clock.tick.after(minutes.div_ceil(per_tick).max(1)))
        });
        crossings.min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waking_tires_and_sleep_restores() {
        let mut clock = Clock::new(20, 1440);
        let mut needs = Needs::default();
        needs.pursue(Activity::Idle, &clock);
        clock.tick = clock.tick.after(clock.ticks_of_minutes(8 * 60));
        let tired = needs.level(Need::Rest, &clock);
        assert!((245_000..255_000).contains(&tired), "{tired}");
        needs.pursue(Activity::Sleeping, &clock);
        clock.tick = clock.tick.after(clock.ticks_of_minutes(8 * 60));
        assert_eq!(needs.level(Need::Rest, &clock), FULL);
    }

    #[test]
    fn the_crossing_is_where_the_level_first_falls_below() {
        let mut clock = Clock::new(20, 1440);
        let mut needs = Needs::default();
        needs.pursue(Activity::Idle, &clock);
        let crossing = needs.next_crossing(&clock).unwrap();
        clock.tick = crossing;
        assert!(needs.levels(&clock).iter().any(|level| *level < LOW));
        clock.tick = Tick(crossing.0 - 1);
        assert!(needs.levels(&clock).iter().all(|level| *level >= LOW));
    }
}
