//! Places on the ground: tiles, and points on a grid of 256 steps a tile. Integers throughout, so
//! that server, browser and replay agree to the last step.

use serde::{Deserialize, Serialize};

/// Steps in the length of a tile.
pub const STEPS: u32 = 256;

/// Side of a cell of the neighbour index, in tiles.
pub const CELL_TILES: u16 = 8;

/// A tile, counted from the map's upper left corner.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Tile {
    pub x: u16,
    pub y: u16,
}

impl Tile {
    pub const fn new(x: u16, y: u16) -> Self {
        Self { x, y }
    }

    /// The point in the middle of the tile.
    pub const fn middle(self) -> Point {
        Point { x: self.x as u32 * STEPS + STEPS / 2, y: self.y as u32 * STEPS + STEPS / 2 }
    }

    /// The neighbour in a direction, or none beyond the upper or left edge.
    pub fn toward(self, direction: Direction) -> Option<Self> {
        let (dx, dy) = direction.step();
        Some(Self { x: self.x.checked_add_signed(dx)?, y: self.y.checked_add_signed(dy)? })
    }

    /// Distance in tiles where a diagonal counts as one (Chebyshev).
    pub const fn distance(self, to: Self) -> u16 {
        let dx = self.x.abs_diff(to.x);
        let dy = self.y.abs_diff(to.y);
        if dx > dy { dx } else { dy }
    }
}

/// A point on the ground in steps of 1/256 tile.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Point {
    pub x: u32,
    pub y: u32,
}

impl Point {
    /// The tile that the point lies on.
    #[expect(clippy::cast_possible_truncation, reason = "a map's side is at most 4,096 tiles")]
    pub const fn tile(self) -> Tile {
        Tile { x: (self.x / STEPS) as u16, y: (self.y / STEPS) as u16 }
    }

    /// Straight distance in steps, rounded down.
    #[expect(clippy::cast_possible_truncation, reason = "the root of a sum of two u64 squares")]
    pub const fn distance(self, to: Self) -> u32 {
        let dx = self.x.abs_diff(to.x) as u64;
        let dy = self.y.abs_diff(to.y) as u64;
        (dx * dx + dy * dy).isqrt() as u32
    }

    /// The point `done` of `length` steps on the way to another.
    #[must_use]
    pub fn on_the_way(self, to: Self, done: u32, length: u32) -> Self {
        let part = |from: u32, to: u32| {
            let way = u64::from(from.abs_diff(to)) * u64::from(done) / u64::from(length.max(1));
            let way = u32::try_from(way).unwrap_or(u32::MAX);
            if to >= from { from.saturating_add(way) } else { from.saturating_sub(way) }
        };
        Self { x: part(self.x, to.x), y: part(self.y, to.y) }
    }
}

/// Which way somebody looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Facing {
    #[default]
    Down,
    Left,
    Right,
    Up,
}

impl Facing {
    /// The side that lies nearest to the way from one point to another.
    pub fn along(from: Point, to: Point) -> Option<Self> {
        let (dx, dy) = (from.x.abs_diff(to.x), from.y.abs_diff(to.y));
        match (dx, dy) {
            (0, 0) => None,
            _ if dx > dy => Some(if to.x > from.x { Self::Right } else { Self::Left }),
            _ => Some(if to.y > from.y { Self::Down } else { Self::Up }),
        }
    }
}

/// The eight ways to a neighbouring tile, straight ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    East,
    West,
    South,
    North,
    SouthEast,
    SouthWest,
    NorthEast,
    NorthWest,
}

impl Direction {
    pub const ALL: [Self; 8] = [
        Self::East,
        Self::West,
        Self::South,
        Self::North,
        Self::SouthEast,
        Self::SouthWest,
        Self::NorthEast,
        Self::NorthWest,
    ];

    /// Change of x and y.
    pub const fn step(self) -> (i16, i16) {
        match self {
            Self::East => (1, 0),
            Self::West => (-1, 0),
            Self::South => (0, 1),
            Self::North => (0, -1),
            Self::SouthEast => (1, 1),
            Self::SouthWest => (-1, 1),
            Self::NorthEast => (1, -1),
            Self::NorthWest => (-1, -1),
        }
    }

    /// Length of the way in steps: 256 straight, 362 aslant.
    pub const fn cost(self) -> u32 {
        let (dx, dy) = self.step();
        if dx != 0 && dy != 0 { 362 } else { STEPS }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_between_two_points_is_even() {
        let (from, to) = (Tile::new(2, 5).middle(), Tile::new(6, 2).middle());
        let length = from.distance(to);
        assert_eq!(length, 5 * STEPS);
        assert_eq!(from.on_the_way(to, 0, length), from);
        assert_eq!(from.on_the_way(to, length, length), to);
        assert_eq!(from.on_the_way(to, length / 5, length).x, from.x + 204);
    }

    #[test]
    fn a_tile_at_the_edge_has_no_neighbour_beyond() {
        assert_eq!(Tile::new(0, 3).toward(Direction::West), None);
        assert_eq!(Tile::new(0, 3).toward(Direction::SouthEast), Some(Tile::new(1, 4)));
    }
}
