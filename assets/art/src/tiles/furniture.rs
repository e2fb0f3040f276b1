//! What stands inside: floors and furniture, each drawn for one letter of a plan.

use super::drawing::TILE;
use crate::canvas::{Canvas, Rgba};
use crate::noise::{choose, pick};
use crate::palette::{
    EARTH_0, EARTH_1, EARTH_2, EARTH_3, EARTH_4, GLOW, LEAF_1, LEAF_2, LEAF_4, PLASTER_0,
    PLASTER_1, PLUM_1, ROOF_1, ROOF_2, ROOF_3, SHADOW, SLATE_0, SLATE_1, STONE_0, STONE_1, STONE_2,
    STONE_3, STONE_4, STRAW_0, STRAW_1, WATER_1, WATER_3,
};

/// What one walks on inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Floor {
    /// Planks.
    Plank,
    /// Flagstones.
    Flag,
    /// Two-coloured tiles.
    Tile,
}

impl Floor {
    /// Draws one cell.
    pub fn draw(self, canvas: &mut Canvas, x: i32, y: i32) {
        for i in 0..TILE * TILE {
            let (px, py) = (i % TILE, i / TILE);
            canvas.set(x + px, y + py, self.colour(x + px, y + py));
        }
    }

    fn colour(self, x: i32, y: i32) -> Rgba {
        match self {
            Self::Plank => {
                let row = y.div_euclid(4);
                let butt = (x + row * 7).rem_euclid(22) == 0;
                match (y.rem_euclid(4), pick((x + row * 7) / 22, row, 3, 4)) {
                    (3, _) => EARTH_2,
                    _ if butt => EARTH_2,
                    (0, 0) => EARTH_4,
                    _ => EARTH_3,
                }
            }
            Self::Flag => match (x.rem_euclid(8), y.rem_euclid(8), pick(x / 8, y / 8, 4, 5)) {
                (7, _, _) | (_, 7, _) => STONE_2,
                (_, _, 0) => PLASTER_0,
                (0, 0, _) => STONE_4,
                _ => STONE_3,
            },
            Self::Tile => match ((x / 8 + y / 8) % 2, x % 8 == 7 || y % 8 == 7) {
                (_, true) => PLASTER_0,
                (0, _) => EARTH_4,
                _ => ROOF_3,
            },
        }
    }
}

/// Whether nobody can stand where a letter is.
pub fn is_solid(letter: char) -> bool {
    matches!(
        letter,
        '#' | 'o'
            | 'O'
            | 'i'
            | 'b'
            | 't'
            | 's'
            | 'k'
            | 'c'
            | 'w'
            | 'a'
            | 'f'
            | 'p'
            | 'x'
            | 'y'
            | 'P'
    )
}

/// Draws the furniture of a letter in the cell at `(x, y)` pixels.
pub fn draw(canvas: &mut Canvas, x: i32, y: i32, letter: char) {
    match letter {
        'b' | 'B' => bed(canvas, x, y, letter == 'b'),
        't' => table(canvas, x, y),
        '<' | '>' | '^' | 'v' => chair(canvas, x, y, letter),
        's' => shelf(canvas, x, y),
        'k' => stove(canvas, x, y),
        'c' => counter(canvas, x, y),
        'w' => bench(canvas, x, y),
        'a' => anvil(canvas, x, y),
        'f' => forge(canvas, x, y),
        'p' => plant(canvas, x, y),
        'x' => crate_box(canvas, x, y),
        'y' => barrel(canvas, x, y),
        '_' => rug(canvas, x, y),
        _ => {}
    }
}

fn bed(canvas: &mut Canvas, x: i32, y: i32, head: bool) {
    let quilts = [[SLATE_0, SLATE_1], [ROOF_1, ROOF_2], [LEAF_1, LEAF_2], [PLUM_1, ROOF_3]];
    let quilt = choose(&quilts, x, 0, 5);
    if head {
        canvas.rect(x + 2, y + 1, 12, 15, EARTH_1);
        canvas.rect(x + 2, y + 1, 12, 3, EARTH_3);
        canvas.rect(x + 3, y + 4, 10, 12, PLASTER_1);
        canvas.rect(x + 4, y + 5, 8, 6, STONE_4);
        canvas.rect(x + 4, y + 5, 8, 1, PLASTER_1);
        canvas.rect(x + 3, y + 13, 10, 3, quilt[1]);
    } else {
        canvas.rect(x + 2, y, 12, 13, EARTH_1);
        canvas.rect(x + 3, y, 10, 11, quilt[1]);
        for n in 0..12 {
            let (px, py) = (n % 3 * 4, n / 3 * 3);
            canvas.rect(x + 3 + px, y + py, 2, 2, quilt[0]);
        }
        canvas.rect(x + 2, y + 11, 12, 2, EARTH_3);
        canvas.rect(x + 2, y + 13, 12, 1, EARTH_0);
    }
}

/// A round table with something on it.
pub fn table(canvas: &mut Canvas, x: i32, y: i32) {
    canvas.blend_ellipse(x, y + 9, 16, 6, SHADOW);
    canvas.rect(x + 7, y + 9, 2, 5, EARTH_1);
    canvas.ellipse(x + 1, y + 3, 14, 9, EARTH_1);
    canvas.ellipse(x + 1, y + 2, 14, 9, EARTH_3);
    canvas.ellipse(x + 2, y + 3, 11, 6, EARTH_4);
    canvas.rect(x + 4, y + 4, 3, 3, STONE_4);
    canvas.rect(x + 4, y + 4, 3, 1, EARTH_1);
    canvas.rect(x + 9, y + 3, 2, 4, WATER_1);
    canvas.set(x + 9, y + 2, ROOF_3);
    canvas.set(x + 10, y + 1, STRAW_1);
}

/// A chair that faces the way its letter points.
pub fn chair(canvas: &mut Canvas, x: i32, y: i32, letter: char) {
    canvas.blend_ellipse(x + 3, y + 10, 11, 5, SHADOW);
    canvas.rect(x + 4, y + 10, 2, 4, EARTH_0);
    canvas.rect(x + 10, y + 10, 2, 4, EARTH_0);
    canvas.rect(x + 4, y + 6, 8, 5, EARTH_1);
    canvas.rect(x + 4, y + 6, 8, 3, ROOF_1);
    canvas.rect(x + 4, y + 6, 7, 1, ROOF_2);
    match letter {
        '<' => {
            canvas.rect(x + 11, y, 2, 11, EARTH_1);
            canvas.rect(x + 11, y, 1, 10, EARTH_2);
        }
        '>' => {
            canvas.rect(x + 3, y, 2, 11, EARTH_1);
            canvas.rect(x + 3, y, 1, 10, EARTH_3);
        }
        'v' => {
            canvas.rect(x + 4, y, 8, 6, EARTH_1);
            canvas.rect(x + 5, y + 1, 6, 1, EARTH_3);
            canvas.rect(x + 5, y + 3, 6, 1, EARTH_2);
        }
        _ => canvas.rect(x + 4, y + 11, 8, 2, EARTH_0),
    }
}

fn shelf(canvas: &mut Canvas, x: i32, y: i32) {
    canvas.rect(x, y, 16, 15, EARTH_1);
    for row in 0..2 {
        let top = y + 1 + row * 7;
        canvas.rect(x + 1, top, 14, 6, EARTH_0);
        for n in 0..13 {
            let dyes = [ROOF_1, SLATE_0, LEAF_2, STRAW_0, PLUM_1, EARTH_4, WATER_1, EARTH_0];
            let dye = choose(&dyes, (x + n) >> 1, row + y, 6);
            let low = pick((x + n) >> 1, row, 7, 2);
            canvas.rect(x + 1 + n, top + low, 1, 6 - low, dye);
        }
        canvas.rect(x + 1, top + 6, 14, 1, EARTH_3);
    }
}

fn stove(canvas: &mut Canvas, x: i32, y: i32) {
    canvas.rect(x + 1, y, 14, 15, STONE_1);
    canvas.rect(x + 1, y, 14, 5, STONE_3);
    canvas.rect(x + 3, y + 1, 4, 3, STONE_1);
    canvas.rect(x + 9, y + 1, 4, 3, STONE_1);
    canvas.rect(x + 4, y + 7, 8, 6, STONE_0);
    canvas.rect(x + 5, y + 10, 6, 3, ROOF_2);
    canvas.rect(x + 6, y + 9, 3, 3, GLOW);
}

fn counter(canvas: &mut Canvas, x: i32, y: i32) {
    canvas.rect(x, y + 2, 16, 6, EARTH_4);
    canvas.rect(x, y + 2, 16, 1, PLASTER_1);
    canvas.rect(x, y + 8, 16, 7, EARTH_2);
    canvas.rect(x, y + 8, 16, 1, EARTH_1);
    (0..4).for_each(|n| canvas.rect(x + n * 4, y + 9, 1, 6, EARTH_1));
    match pick(x / TILE, y / TILE, 8, 3) {
        0 => {
            canvas.ellipse(x + 3, y, 9, 6, STRAW_0);
            canvas.ellipse(x + 4, y, 6, 4, STRAW_1);
        }
        1 => {
            canvas.rect(x + 4, y, 3, 4, STONE_4);
            canvas.rect(x + 9, y + 1, 3, 3, ROOF_2);
        }
        _ => canvas.rect(x + 3, y + 3, 9, 3, STONE_3),
    }
}

fn bench(canvas: &mut Canvas, x: i32, y: i32) {
    canvas.rect(x, y + 3, 16, 6, EARTH_3);
    canvas.rect(x, y + 3, 16, 1, EARTH_4);
    canvas.rect(x, y + 9, 16, 2, EARTH_1);
    canvas.rect(x + 1, y + 11, 3, 4, EARTH_2);
    canvas.rect(x + 12, y + 11, 3, 4, EARTH_2);
    canvas.line((x + 3, y + 6), (x + 8, y + 4), STONE_3);
    canvas.rect(x + 9, y + 4, 2, 3, STONE_1);
    canvas.rect(x + 12, y + 5, 2, 2, ROOF_2);
}

fn anvil(canvas: &mut Canvas, x: i32, y: i32) {
    canvas.blend_ellipse(x + 2, y + 10, 13, 5, SHADOW);
    canvas.rect(x + 5, y + 10, 7, 4, EARTH_1);
    canvas.rect(x + 6, y + 8, 5, 3, STONE_0);
    canvas.rect(x + 3, y + 4, 11, 4, STONE_1);
    canvas.rect(x + 1, y + 4, 3, 2, STONE_2);
    canvas.rect(x + 3, y + 4, 11, 1, STONE_3);
}

fn forge(canvas: &mut Canvas, x: i32, y: i32) {
    canvas.rect(x, y, 16, 15, STONE_1);
    canvas.rect(x, y, 16, 3, STONE_2);
    canvas.rect(x + 2, y + 4, 12, 8, STONE_0);
    canvas.rect(x + 3, y + 8, 10, 4, ROOF_1);
    canvas.rect(x + 4, y + 7, 7, 4, ROOF_2);
    canvas.rect(x + 6, y + 7, 3, 3, GLOW);
}

fn plant(canvas: &mut Canvas, x: i32, y: i32) {
    canvas.blend_ellipse(x + 3, y + 11, 11, 4, SHADOW);
    canvas.ellipse(x + 2, y, 12, 11, LEAF_1);
    canvas.ellipse(x + 3, y, 9, 8, LEAF_2);
    canvas.scatter([x + 3, y, 8, 6], LEAF_2, LEAF_4, 35, 9);
    canvas.rect(x + 5, y + 9, 7, 5, ROOF_1);
    canvas.rect(x + 5, y + 9, 7, 2, ROOF_2);
}

/// A wooden box.
pub fn crate_box(canvas: &mut Canvas, x: i32, y: i32) {
    canvas.blend_ellipse(x + 1, y + 10, 15, 6, SHADOW);
    canvas.rect(x + 2, y + 2, 12, 12, EARTH_1);
    canvas.rect(x + 3, y + 3, 10, 4, EARTH_4);
    canvas.rect(x + 3, y + 7, 10, 6, EARTH_3);
    canvas.rect(x + 3, y + 9, 10, 1, EARTH_2);
    canvas.line((x + 3, y + 12), (x + 12, y + 7), EARTH_2);
}

/// A barrel.
pub fn barrel(canvas: &mut Canvas, x: i32, y: i32) {
    canvas.blend_ellipse(x + 1, y + 10, 15, 6, SHADOW);
    canvas.ellipse(x + 2, y + 1, 12, 14, EARTH_1);
    canvas.ellipse(x + 3, y + 2, 10, 12, EARTH_2);
    canvas.rect(x + 4, y + 4, 2, 8, EARTH_3);
    canvas.ellipse(x + 3, y + 1, 10, 5, EARTH_3);
    canvas.ellipse(x + 4, y + 2, 8, 3, WATER_3);
    canvas.rect(x + 2, y + 6, 12, 1, STONE_1);
    canvas.rect(x + 2, y + 11, 12, 1, STONE_1);
}

fn rug(canvas: &mut Canvas, x: i32, y: i32) {
    canvas.rect(x, y + 1, 16, 14, ROOF_1);
    canvas.rect(x, y + 3, 16, 10, ROOF_2);
    canvas.rect(x, y + 5, 16, 6, EARTH_4);
    (0..4).for_each(|n| canvas.rect(x + 1 + n * 4, y + 7, 2, 2, ROOF_1));
}
