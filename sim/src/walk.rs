//! A walk is a segment, not a stream of positions: where somebody set out, by which corners it
//! goes, and when it left. Every place between follows from the tick by integers, here, in the
//! browser and in replay alike.

use arrayvec::ArrayVec;
use serde::{Deserialize, Serialize};

use crate::clock::Tick;
use crate::grid::{Facing, Point, Tile};

/// Most corners of one segment. A longer way is walked as several, each ending at a corner.
pub const CORNERS_MAX: usize = 16;

/// Walking pace in steps (1/256 tile) a second: two and a half tiles.
pub const PACE: u32 = 640;

/// One segment of a way. It begins at the body's `at`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Walk {
    /// Middles of these tiles, in order, are the corners; the last is the segment's end.
    pub corners: ArrayVec<Tile, CORNERS_MAX>,
    pub departed: Tick,
    pub arrives: Tick,
    /// Where the whole way ends; the segment's end when it is the last.
    pub goal: Tile,
}

impl Walk {
    /// A segment that leaves `from` now. `None` when there are no corners or no way between them.
    pub fn new(
        from: Point,
        corners: ArrayVec<Tile, CORNERS_MAX>,
        goal: Tile,
        now: Tick,
        hz: u32,
    ) -> Option<Self> {
        let length = u64::from(length(from, &corners));
        if length == 0 {
            return None;
        }
        let ticks = (length * u64::from(hz)).div_ceil(u64::from(PACE));
        Some(Self { corners, departed: now, arrives: now.after(ticks), goal })
    }

    /// Where the walker is at a tick, having set out from `from`.
    pub fn point(&self, from: Point, now: Tick, hz: u32) -> Point {
        self.leg(from, now, hz).map_or_else(|| self.end(), |leg| leg.now)
    }

    /// Which way the walker looks at a tick; `None` once it is there.
    pub fn facing(&self, from: Point, now: Tick, hz: u32) -> Option<Facing> {
        let leg = self.leg(from, now, hz)?;
        Facing::along(leg.from, leg.to)
    }

    /// Where the segment ends.
    pub fn end(&self) -> Point {
        self.corners.last().copied().unwrap_or(self.goal).middle()
    }

    fn leg(&self, from: Point, now: Tick, hz: u32) -> Option<Leg> {
        if now >= self.arrives {
            return None;
        }
        let walked = now.since(self.departed) * u64::from(PACE) / u64::from(hz.max(1));
        let mut left = u32::try_from(walked).unwrap_or(u32::MAX);
        let mut from = from;
        for corner in &self.corners {
            let to = corner.middle();
            let length = from.distance(to);
            if left < length {
                return Some(Leg { from, to, now: from.on_the_way(to, left, length) });
            }
            left -= length;
            from = to;
        }
        None
    }
}

struct Leg {
    from: Point,
    to: Point,
    now: Point,
}

fn length(from: Point, corners: &[Tile]) -> u32 {
    let mut from = from;
    let mut length = 0;
    for corner in corners {
        length += from.distance(corner.middle());
        from = corner.middle();
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk() -> (Point, Walk) {
        let from = Tile::new(1, 1).middle();
        let corners = [Tile::new(6, 1), Tile::new(6, 4)].into_iter().collect();
        (from, Walk::new(from, corners, Tile::new(6, 4), Tick(100), 20).unwrap())
    }

    #[test]
    fn eight_tiles_take_three_seconds_and_a_bit() {
        let (from, walk) = walk();
        assert_eq!(walk.arrives, Tick(164));
        assert_eq!(walk.point(from, Tick(100), 20), from);
        assert_eq!(walk.point(from, Tick(140), 20), Tile::new(6, 1).middle());
        assert_eq!(walk.point(from, Tick(164), 20), Tile::new(6, 4).middle());
        assert_eq!(walk.facing(from, Tick(101), 20), Some(Facing::Right));
        assert_eq!(walk.facing(from, Tick(150), 20), Some(Facing::Down));
    }

    #[test]
    fn no_step_is_longer_than_the_pace() {
        let (from, walk) = walk();
        for tick in 100..164 {
            let here = walk.point(from, Tick(tick), 20);
            let next = walk.point(from, Tick(tick + 1), 20);
            assert!(here.distance(next) <= PACE / 20 + 1, "at {tick}");
        }
    }

    #[test]
    fn a_way_of_no_length_is_no_walk() {
        let from = Tile::new(1, 1).middle();
        let corners = [Tile::new(1, 1)].into_iter().collect();
        assert_eq!(Walk::new(from, corners, Tile::new(1, 1), Tick(5), 20), None);
    }
}
