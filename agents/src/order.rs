//! Which thought must wait for which. Pure: places and ticks in, an answer out.
//!
//! A thought looks at the world once, when it begins, and changes it once, when its decision
//! lands. Whoever looks while a neighbour still thinks looks at a world that is about to change,
//! and speaks beside the neighbour instead of after it. If everybody waited for everybody
//! (lock-step), the slowest thought would hold up all of them, and the models would idle. So a
//! thought waits for those earlier ones alone that could touch its world ([`Reach::touches`]);
//! the others overtake each other (AI Metropolis: Xie and others, arXiv 2411.03519).
//!
//! **The rule.** Nobody walks faster than [`PACE`], and nothing that one does is noticed farther
//! away than the reach. If the earlier one is known up to tick `e` and the later one looks at tick
//! `l`, then whatever the earlier one may still do before `l` stays within `reach + pace × (l - e)`
//! of where it was. Farther off, it cannot matter. Who stands and goes on standing does not come
//! closer at all.
//!
//! **Nobody waits for ever.** A thought waits only for thoughts with a lower turn, so there is no
//! circle, and the lowest turn of all waits for nobody.
//!
//! Absent on purpose: what travels without a place. Letters, payments and notes come when they
//! come, as post does; whoever wrote is not waited for.

mod turns;

use village_sim::{PACE, STEPS, Tick, Tile};

pub use turns::{Ground, HORIZON_SECONDS, Seen, Stand, Turns};

/// How far away what one does is noticed, and how fast one walks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// In tiles, a diagonal counting as one.
    pub tiles: u16,
    /// Ticks a second, from 1.
    pub hz: u32,
}

/// When and where a villager looks at the world, or up to when and where its own doings are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub tick: Tick,
    /// Where it is at that tick.
    pub at: Tile,
    /// Whether it may leave that tile of itself. False: it stays until its thought has landed.
    pub walks: bool,
}

impl Reach {
    /// Whether what `early` may still do could touch what `late` sees when it looks.
    pub fn touches(self, early: &Moment, late: &Moment) -> bool {
        // Tiles by which it is out of reach, across and down, and how far one walks at least to
        // make up for it: from the near edge of one's own tile.
        let beyond =
            |one: u16, other: u16| u64::from(one.abs_diff(other).saturating_sub(self.tiles));
        let (across, down) = (beyond(early.at.x, late.at.x), beyond(early.at.y, late.at.y));
        if across == 0 && down == 0 {
            return true;
        }
        if !early.walks && !late.walks {
            return false;
        }
        let walked = u64::from(PACE).saturating_mul(late.tick.since(early.tick));
        let walked = walked.div_ceil(u64::from(self.hz.max(1)));
        let [across, down] = [across, down].map(|tiles| tiles.saturating_sub(1) * u64::from(STEPS));
        across * across + down * down < walked.saturating_mul(walked)
    }
}

#[cfg(test)]
mod tests;
