//! Time inside the world. There is no other: the wall clock reaches the world only as a stamp
//! that the driver hands over with each tick and the journal keeps.

use std::fmt;

use bevy_ecs::prelude::Resource;
use serde::{Deserialize, Serialize};

/// Number of a tick since the village was founded, from 1; 0 is before the first.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Tick(pub u64);

impl Tick {
    /// The tick that comes `ticks` later.
    #[must_use]
    pub const fn after(self, ticks: u64) -> Self {
        Self(self.0.saturating_add(ticks))
    }

    /// Ticks from `earlier` to this one; 0 when `earlier` lies ahead.
    pub const fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl fmt::Display for Tick {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Minutes in a village day.
pub const DAY_MINUTES: u64 = 24 * 60;

/// The village's clock: the tick, its rate, and the day that follows from both.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// The tick being run, or the last one that ran.
    pub tick: Tick,
    /// Ticks a second, 5 to 60.
    pub hz: u32,
    /// Real seconds in a village day.
    pub day_seconds: u32,
    /// Minute of the day at tick 0.
    pub first_minute: u32,
}

impl Clock {
    /// A clock that stands before its first tick, at seven in the morning.
    pub const fn new(hz: u32, day_seconds: u32) -> Self {
        Self { tick: Tick(0), hz, day_seconds, first_minute: 7 * 60 }
    }

    /// Ticks in so many seconds, at least one.
    pub const fn ticks(&self, seconds: u32) -> u64 {
        let ticks = seconds as u64 * self.hz as u64;
        if ticks == 0 { 1 } else { ticks }
    }

    /// Ticks in so many thousandths of a second, at least one.
    pub const fn ticks_of_millis(&self, millis: u32) -> u64 {
        let ticks = millis as u64 * self.hz as u64 / 1000;
        if ticks == 0 { 1 } else { ticks }
    }

    /// Ticks in so many village minutes, at least one.
    pub const fn ticks_of_minutes(&self, minutes: u32) -> u64 {
        let ticks = minutes as u64 * self.day_ticks() / DAY_MINUTES;
        if ticks == 0 { 1 } else { ticks }
    }

    /// Ticks in a village day.
    pub const fn day_ticks(&self) -> u64 {
        self.day_seconds as u64 * self.hz as u64
    }

    /// Village minutes since midnight of the first day, at `tick`.
    const fn minutes(&self, tick: Tick) -> u64 {
        self.first_minute as u64 + tick.0 * DAY_MINUTES / self.day_ticks()
    }

    /// Minute of the day now, 0 to 1439.
    pub const fn minute(&self) -> u32 {
        (self.minutes(self.tick) % DAY_MINUTES) as u32
    }

    /// Hour of the day now, 0 to 23.
    pub const fn hour(&self) -> u32 {
        self.minute() / 60
    }

    /// The day now, from 1.
    pub const fn day(&self) -> u64 {
        1 + self.minutes(self.tick) / DAY_MINUTES
    }

    /// Day of a past or coming tick, from 1.
    pub const fn day_of(&self, tick: Tick) -> u64 {
        1 + self.minutes(tick) / DAY_MINUTES
    }

    /// Minute of the day of a past or coming tick.
    pub const fn minute_of(&self, tick: Tick) -> u32 {
        (self.minutes(tick) % DAY_MINUTES) as u32
    }
}

/// The wall clock's reading for this tick, set by whoever drives the world: UTC, microseconds
/// since 1970. Only stamps on ledger and board use it; no rule may read it.
#[derive(Resource, Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stamp(pub i64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_seven_and_comes_round() {
        let mut clock = Clock::new(20, 1440);
        assert_eq!((clock.day(), clock.minute()), (1, 420));
        clock.tick = Tick(17 * 60 * 20);
        assert_eq!((clock.day(), clock.minute()), (2, 0));
        clock.tick = Tick(clock.day_ticks());
        assert_eq!((clock.day(), clock.minute()), (2, 420));
        assert_eq!(clock.ticks_of_minutes(30), 600);
    }
}
