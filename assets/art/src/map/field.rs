//! Terrain as the hand lays it out: one kind to a cell, painted with discs and bending strokes.
//!
//! The field repeats: beyond an edge lies the opposite edge, so that what is autotiled from it fits
//! when maps are laid side by side.

use crate::noise;
use crate::tiles::TILE;

/// Width of the map in cells.
pub const WIDE: i32 = 80;
/// Height of the map in cells.
pub const HIGH: i32 = 56;

/// What the ground of a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Terrain {
    /// Grass.
    Grass,
    /// Trodden earth.
    Earth,
    /// Cobbles.
    Cobble,
    /// Water.
    Water,
}

/// The terrain of every cell, and where the grass stands long.
#[derive(Debug)]
pub struct Field {
    cells: Vec<Terrain>,
    lush: Vec<bool>,
}

impl Default for Field {
    fn default() -> Self {
        let len = usize::try_from(WIDE * HIGH).unwrap_or(0);
        Self { cells: vec![Terrain::Grass; len], lush: vec![false; len] }
    }
}

/// A cell's place in a row-by-row list; coordinates wrap around.
pub fn at(x: i32, y: i32) -> usize {
    usize::try_from(y.rem_euclid(HIGH) * WIDE + x.rem_euclid(WIDE)).unwrap_or(0)
}

impl Field {
    /// The terrain of a cell.
    pub fn get(&self, x: i32, y: i32) -> Terrain {
        self.cells[at(x, y)]
    }

    /// Sets one cell.
    pub fn set(&mut self, x: i32, y: i32, terrain: Terrain) {
        self.cells[at(x, y)] = terrain;
    }

    /// Whether the grass of a cell is long.
    pub fn is_lush(&self, x: i32, y: i32) -> bool {
        self.lush[at(x, y)] && self.get(x, y) == Terrain::Grass
    }

    /// Whether water lies all around a cell, two cells wide.
    pub fn is_deep(&self, x: i32, y: i32) -> bool {
        let wet = |dx: i32, dy: i32| self.get(x + dx, y + dy) == Terrain::Water;
        let near = (-1..=1).all(|dy| (-1..=1).all(|dx| wet(dx, dy)));
        near && wet(0, -2) && wet(0, 2) && wet(-2, 0) && wet(2, 0)
    }

    /// Lets the grass grow long where a slow noise is high.
    pub fn grow_lush(&mut self, share: i32, seed: u32) {
        for (x, y) in places() {
            // Noise that repeats with the map, so that no patch is cut at the rim.
            let rim = x.min(y).min(WIDE - 1 - x).min(HIGH - 1 - y);
            self.lush[at(x, y)] = noise::clump(x, y, 5, seed) > share && rim > 0;
        }
    }

    /// Paints an ellipse around a middle; all in pixels, with a wavering rim.
    pub fn disc(&mut self, middle: (i32, i32), radii: (i32, i32), terrain: Terrain) {
        for (x, y) in places() {
            let (dx, dy) = (x * TILE + 8 - middle.0, y * TILE + 8 - middle.1);
            let waver = 880 + noise::clump(x, y, 3, 5) * 240 / 255;
            let (a, b) = (radii.0 * waver / 1000, radii.1 * waver / 1000);
            let [dx, dy, a, b] = [dx, dy, a, b].map(i64::from);
            if dx * dx * b * b + dy * dy * a * a <= a * a * b * b {
                self.set(x, y, terrain);
            }
        }
    }

    /// Fills a rectangle of cells.
    pub fn block(&mut self, area: [i32; 4], terrain: Terrain) {
        let [left, top, w, h] = area;
        for y in top..top + h {
            for x in left..left + w {
                self.set(x, y, terrain);
            }
        }
    }

    /// Paints along a line through points in pixels, its corners rounded.
    pub fn stroke(&mut self, points: &[(i32, i32)], radius: i32, terrain: Terrain) {
        let line = rounded(&rounded(points));
        for (x, y) in places() {
            let here = (x * TILE + 8, y * TILE + 8);
            let wide = radius + (noise::clump(x, y, 3, 6) - 128) / 40;
            if line.windows(2).any(|pair| distance(here, pair[0], pair[1]) <= wide) {
                self.set(x, y, terrain);
            }
        }
    }
}

/// All cells of the map, row by row.
pub fn places() -> impl Iterator<Item = (i32, i32)> {
    (0..HIGH).flat_map(|y| (0..WIDE).map(move |x| (x, y)))
}

/// Cuts the corners of a line (Chaikin), its ends kept.
fn rounded(points: &[(i32, i32)]) -> Vec<(i32, i32)> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Vec::new() };
    let mut line = vec![*first];
    for pair in points.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        line.push(((3 * a.0 + b.0) / 4, (3 * a.1 + b.1) / 4));
        line.push(((a.0 + 3 * b.0) / 4, (a.1 + 3 * b.1) / 4));
    }
    line.push(*last);
    line
}

/// Distance of a place from the piece of line between two points.
fn distance(place: (i32, i32), from: (i32, i32), to: (i32, i32)) -> i32 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (px, py) = (place.0 - from.0, place.1 - from.1);
    let square = dx * dx + dy * dy;
    let along = (px * dx + py * dy).clamp(0, square);
    let (nx, ny) = match square {
        0 => (px, py),
        _ => (px - dx * along / square, py - dy * along / square),
    };
    (nx * nx + ny * ny).isqrt()
}
