//! The 47 ways in which a cell of a terrain can meet its eight neighbours, and the shape of each.
//!
//! A mask has a bit for each neighbour of the same terrain, clockwise from the north. A corner
//! counts only where both sides beside it are there: that leaves 47 of 256.

use super::drawing::TILE;
use crate::noise;

/// Neighbour to the north; the others follow clockwise.
pub const N: u8 = 1;
/// Neighbour to the east.
pub const E: u8 = 4;
/// Neighbour to the south.
pub const S: u8 = 16;
/// Neighbour to the west.
pub const W: u8 = 64;
/// Corners with the two sides that they need.
const CORNERS: [(u8, u8); 4] = [(2, N | E), (8, E | S), (32, S | W), (128, W | N)];

/// Where the neighbours of the eight bits lie.
pub const AROUND: [(i32, i32); 8] =
    [(0, -1), (1, -1), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1)];

/// Drops the corners that do not count.
pub fn reduce(mask: u8) -> u8 {
    let lost = CORNERS.iter().filter(|(_, sides)| mask & sides != *sides);
    lost.fold(mask, |kept, (corner, _)| kept & !corner)
}

/// The 47 masks, in rising order.
pub fn masks() -> Vec<u8> {
    (0..=u8::MAX).filter(|&mask| reduce(mask) == mask).collect()
}

/// A mask's place among the 47.
pub fn index(mask: u8) -> i32 {
    let mask = reduce(mask);
    let lower = (0..mask).filter(|&other| reduce(other) == other).count();
    i32::try_from(lower).unwrap_or(0)
}

/// The mask of a cell, from a question about each neighbour.
pub fn mask_of(is_same: impl Fn(i32, i32) -> bool) -> u8 {
    let mut mask = 0;
    for (bit, &(dx, dy)) in AROUND.iter().enumerate() {
        if is_same(dx, dy) {
            mask |= 1 << bit;
        }
    }
    reduce(mask)
}

/// The shape of a terrain's edge; lengths in sixteenths of a pixel.
#[derive(Debug, Clone, Copy)]
pub struct Edge {
    /// How far the edge stands back from the cell's side.
    pub inset: i32,
    /// How far it may waver.
    pub waver: i32,
    /// Radius of an outer corner.
    pub round: i32,
    /// Which wavering.
    pub seed: u32,
}

impl Edge {
    /// How deep a pixel lies inside the terrain, in sixteenths of a pixel; negative is outside.
    ///
    /// Neighbouring tiles agree where they meet: the wavering dies away at a tile's corners.
    pub fn depth(&self, mask: u8, x: i32, y: i32) -> i32 {
        let far = TILE * 16;
        let (right, low) = (TILE - 1 - x, TILE - 1 - y);
        let side = |bit: u8, across: i32, along: i32, salt: u32| {
            if mask & bit != 0 { far } else { across * 16 + 8 - self.reach(along, salt) }
        };
        let sides = [side(N, y, x, 1), side(E, right, y, 2), side(S, low, x, 3), side(W, x, y, 4)];
        let corner = |at: usize, dx: i32, dy: i32| {
            let (first, second) = (sides[at], sides[(at + 1) % 4]);
            let (bit, both) = CORNERS[at];
            if first < far && second < far {
                self.outer(first, second)
            } else if mask & both == both && mask & bit == 0 {
                length(dx * 16 + 8, dy * 16 + 8) - self.inset
            } else {
                first.min(second)
            }
        };
        let corners =
            [corner(0, right, y), corner(1, right, low), corner(2, x, low), corner(3, x, y)];
        corners.into_iter().min().unwrap_or(far)
    }

    /// A rounded outer corner, from the depths off its two sides.
    fn outer(&self, first: i32, second: i32) -> i32 {
        if first >= self.round || second >= self.round {
            return first.min(second);
        }
        self.round - length(self.round - first, self.round - second)
    }

    /// Where the edge runs at a place along a side.
    fn reach(&self, along: i32, salt: u32) -> i32 {
        let fade = (along.min(TILE - 1 - along) * 64).min(256);
        let wave = noise::clump(along, 0, 4, self.seed * 8 + salt) - 128;
        self.inset + self.waver * wave / 128 * fade / 256
    }
}

/// Length of a vector.
fn length(x: i32, y: i32) -> i32 {
    (x * x + y * y).isqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_47_and_each_has_its_own_place() {
        let masks = masks();
        assert_eq!(masks.len(), 47);
        for (place, mask) in masks.iter().enumerate() {
            assert_eq!(index(*mask), i32::try_from(place).expect("small"));
        }
        assert_eq!(index(255), 46);
    }

    #[test]
    fn tiles_that_lie_side_by_side_meet() {
        let edge = Edge { inset: 40, waver: 24, round: 90, seed: 3 };
        let other = Edge { seed: 9, ..edge };
        let north_missing = E | S | W;
        for y in 0..TILE {
            let left = edge.depth(reduce(north_missing | 8 | 32), TILE - 1, y) > 0;
            let right = other.depth(reduce(north_missing | 8 | 32), 0, y) > 0;
            assert_eq!(left, right, "row {y}");
        }
    }
}
