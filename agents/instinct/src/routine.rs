//! The day: what an hour asks for. Early risers do everything a little sooner.

use village_sim::{Activity, Perceived, PlaceKind};

use crate::ego::Ego;

/// What most people do at an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hour {
    Night,
    Morning,
    Work,
    Lunch,
    Evening,
    /// Nothing in particular.
    Open,
}

impl Ego<'_> {
    /// What the hour asks of this villager.
    pub fn hour(&self) -> Hour {
        if self.is_bedtime() {
            return Hour::Night;
        }
        // An early riser's day runs up to twenty minutes ahead of the clock, a late one's behind.
        let early = u32::from(self.traits().early.min(10)) * 4;
        match self.clock().minute() + early - 20 {
            0..540 => Hour::Morning,
            540..720 | 780..1020 => Hour::Work,
            720..780 => Hour::Lunch,
            1050..1380 => Hour::Evening,
            _ => Hour::Open,
        }
    }

    /// Whether it is a time at which one eats, and this villager has not just done so.
    pub fn is_mealtime(&self) -> bool {
        let hour = self.clock().minute() / 30;
        let meal = matches!(hour, 12..=17 | 24..=27 | 36..=40);
        meal && self.minutes_since_did(&[Activity::Eating, Activity::Drinking]) > 90
    }

    /// Village minutes since it last did one of these, as far as it remembers.
    pub fn minutes_since_did(&self, any: &[Activity]) -> u64 {
        let last = self.parts.memories.iter().rev().find(|memory| match memory.what {
            Perceived::Did { activity, .. } => any.contains(&activity),
            _ => false,
        });
        last.map_or(u64::MAX, |memory| self.minutes_since(memory.tick))
    }

    /// What the hour adds to the wish to be at a place, in points.
    pub fn hour_pull(&self, kind: PlaceKind, is_home: bool, is_work: bool) -> i32 {
        let traits = self.traits();
        let (sociable, diligent) = (i32::from(traits.sociable), i32::from(traits.diligent));
        let meal = i32::from(self.is_mealtime());
        match self.hour() {
            Hour::Night => i32::from(is_home) * 4_000,
            Hour::Work if is_work => 180 + 40 * diligent,
            Hour::Morning | Hour::Lunch if kind == PlaceKind::Cafe => 80 + 260 * meal,
            Hour::Lunch if kind == PlaceKind::Market => 40 + 180 * meal,
            Hour::Morning | Hour::Lunch | Hour::Evening if is_home => 200 * meal,
            Hour::Evening => match kind {
                PlaceKind::Cafe => 30 + 15 * sociable + 150 * meal,
                PlaceKind::Square | PlaceKind::Park => 90 + 15 * sociable,
                PlaceKind::Pond | PlaceKind::Well => 100,
                _ => 0,
            },
            _ => 0,
        }
    }
}
