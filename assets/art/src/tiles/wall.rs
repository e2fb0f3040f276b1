//! Walls as seen from the street: two tiles high, with a foundation, and the openings in them.

use super::pixels;
use crate::canvas::{Canvas, Rgba};
use crate::noise::{chance, choose, pick};
use crate::palette::{
    EARTH, EARTH_0, EARTH_1, EARTH_2, EARTH_3, EARTH_4, LEAF_1, LEAF_2, LEAF_4, PLASTER, PLASTER_0,
    PLASTER_1, PLUM_2, ROOF, ROOF_1, ROOF_2, ROOF_3, STONE, STONE_0, STONE_1, STONE_2, STONE_3,
    STRAW_1, WATER_1, WATER_2, WATER_3, WATER_4,
};

/// What a wall is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stuff {
    /// Plain plaster.
    Plaster,
    /// Plaster between timbers.
    Timber,
    /// Cut stone.
    Stone,
    /// Brick.
    Brick,
    /// Upright boards.
    Board,
}

impl Stuff {
    /// The colours of the wall from shade to light.
    pub const fn ramp(self) -> [Rgba; 3] {
        match self {
            Self::Plaster | Self::Timber => PLASTER,
            Self::Stone => [STONE[1], STONE[2], STONE[3]],
            Self::Brick => [ROOF[0], ROOF[1], ROOF[2]],
            Self::Board => [EARTH[1], EARTH[2], EARTH[3]],
        }
    }
}

/// Height in pixels of a wall of one storey.
pub const TALL: i32 = 32;

/// Draws a wall in the rectangle `[x, y, w, h]`.
pub fn wall(canvas: &mut Canvas, area: [i32; 4], stuff: Stuff) {
    let [x, y, w, h] = area;
    let ramp = stuff.ramp();
    for py in 0..h {
        for px in 0..w {
            canvas.set(x + px, y + py, surface(stuff, px, py + 2 * TALL - h));
        }
    }
    // Shadow under the eave.
    for px in 0..w {
        canvas.rect(x + px, y, 1, 2, EARTH_1);
        canvas.rect(x + px, y + 2, 1, 2 + px % 2, ramp[0]);
    }
    if stuff == Stuff::Timber {
        timbers(canvas, x, y + h - TALL, w);
        if h > TALL {
            timbers(canvas, x, y + 1, w);
        }
    }
    // Lit and shaded corner, and the foundation.
    canvas.rect(x, y + 1, 1, h - 1, ramp[2]);
    canvas.rect(x + w - 2, y + 1, 2, h - 1, ramp[0]);
    for px in 0..w {
        let stone = (px + 2) / 5;
        let face = if chance(stone, 0, 7, 45) { STONE_3 } else { STONE_2 };
        canvas.rect(x + px, y + h - 5, 1, 4, if (px + 2) % 5 == 0 { STONE_1 } else { face });
        canvas.set(x + px, y + h - 1, STONE_1);
    }
}

/// The colour of a wall's surface; `y` counts so that 64 is the foot of a front.
pub fn surface(stuff: Stuff, x: i32, y: i32) -> Rgba {
    let ramp = stuff.ramp();
    match stuff {
        Stuff::Plaster | Stuff::Timber => match pick(x / 2, y, 21, 70) {
            0 => ramp[1],
            1 => EARTH_4,
            _ if y > 2 * TALL - 11 && chance(x, y, 22, 20) => ramp[1],
            _ => ramp[2],
        },
        Stuff::Board => match (x % 5, pick(x / 5, y / 7, 23, 5)) {
            (1, _) => ramp[2],
            (0, _) | (_, 0) => ramp[0],
            _ => ramp[1],
        },
        Stuff::Brick | Stuff::Stone => {
            let (bw, bh) = if stuff == Stuff::Brick { (6, 4) } else { (9, 6) };
            let row = y / bh;
            let shifted = x + row % 2 * (bw / 2);
            let face = pick(shifted / bw, row, 24, 6);
            match (shifted % bw == 0 || y % bh == 0, face) {
                (true, _) => ramp[0],
                (false, 0 | 1) => ramp[2],
                (false, _) if y % bh == 1 => ramp[2],
                _ => ramp[1],
            }
        }
    }
}

fn timbers(canvas: &mut Canvas, x: i32, y: i32, w: i32) {
    let post = |canvas: &mut Canvas, px: i32| {
        canvas.rect(px, y + 1, 2, TALL - 6, EARTH_2);
        canvas.rect(px + 2, y + 3, 1, TALL - 8, PLASTER_0);
    };
    post(canvas, x + 1);
    post(canvas, x + w - 3);
    canvas.rect(x, y + 2, w, 2, EARTH_2);
    canvas.rect(x, y + 17, w, 2, EARTH_2);
    canvas.rect(x, y + 19, w, 1, PLASTER_0);
    let fields = (w / 32).max(1);
    for n in 0..=fields {
        let px = x + n * (w - 4) / fields;
        post(canvas, px + 1);
        if n < fields {
            canvas.line((px + 4, y + 26), (px + 11, y + 19), EARTH_2);
            canvas.line((px + 5, y + 26), (px + 12, y + 19), EARTH_2);
        }
    }
}

/// A window of 10 by 12 in the tile at `(x, y)`, with shutters and a box of flowers below.
pub fn window(canvas: &mut Canvas, x: i32, y: i32, shutter: Rgba, blooms: bool) {
    glass(canvas, x + 3, y + 4, 10, 12);
    for side in [x, x + 13] {
        canvas.rect(side, y + 4, 3, 12, shutter);
        (0..4).for_each(|n| canvas.rect(side, y + 6 + n * 3, 3, 1, EARTH_1));
    }
    if blooms {
        flower_box(canvas, x + 1, y + 17, 14);
    } else {
        canvas.rect(x + 2, y + 16, 12, 2, STONE_3);
        canvas.rect(x + 2, y + 18, 12, 1, PLASTER_0);
    }
}

/// Glass with bars, lit from the upper left.
pub fn glass(canvas: &mut Canvas, x: i32, y: i32, w: i32, h: i32) {
    canvas.rect(x, y, w, h, EARTH_1);
    canvas.rect(x + 1, y + 1, w - 2, h - 2, WATER_2);
    for py in 1..h - 1 {
        for px in 1..w - 1 {
            let colour = match (px + py) % 9 {
                0 | 1 => WATER_3,
                2 if py < h / 2 => WATER_4,
                _ if py > h - 4 => WATER_1,
                _ => WATER_2,
            };
            canvas.set(x + px, y + py, colour);
        }
    }
    canvas.rect(x + w / 2 - 1, y + 1, 1, h - 2, EARTH_3);
    canvas.rect(x + 1, y + h / 2, w - 2, 1, EARTH_3);
    canvas.rect(x, y, w, 1, EARTH_0);
}

/// A tall arched window, 12 wide and `h` high, from the tile at `(x, y)` down.
pub fn tall_window(canvas: &mut Canvas, x: i32, y: i32, h: i32) {
    canvas.ellipse(x + 2, y + 1, 12, 12, STONE[4]);
    canvas.rect(x + 2, y + 7, 12, h - 6, STONE[4]);
    glass(canvas, x + 3, y + 7, 10, h - 7);
    canvas.ellipse(x + 3, y + 2, 10, 11, EARTH_1);
    canvas.ellipse(x + 4, y + 3, 8, 9, WATER_3);
    canvas.rect(x + 4, y + 8, 8, 6, WATER_2);
    canvas.rect(x + 7, y + 3, 1, h - 4, EARTH_3);
    (0..(h - 10) / 6).for_each(|n| canvas.rect(x + 4, y + 10 + n * 6, 8, 1, EARTH_3));
    canvas.rect(x + 1, y + h, 14, 2, STONE[4]);
}

/// A wooden box with flowers.
pub fn flower_box(canvas: &mut Canvas, x: i32, y: i32, w: i32) {
    for px in 0..w {
        canvas.set(x + px, y - 1, if px % 3 == 1 { LEAF_4 } else { LEAF_2 });
        canvas.set(x + px, y, LEAF_1);
        if chance(px, 0, 31, 45) {
            let bloom = choose(&[PLUM_2, ROOF_3, PLASTER_1, STRAW_1], px, 0, 32);
            canvas.set(x + px, y - 1 - px % 2, bloom);
        }
    }
    canvas.rect(x, y + 1, w, 3, EARTH_2);
    canvas.rect(x, y + 1, w, 1, EARTH_3);
    canvas.rect(x, y + 4, w, 1, EARTH_0);
}

/// A door of 12 by 22 that ends at the foot of the wall; `(x, y)` is the upper tile of its column.
pub fn door(canvas: &mut Canvas, x: i32, y: i32, leaf: [Rgba; 3]) {
    canvas.ellipse(x + 1, y + 8, 14, 12, STONE_3);
    canvas.rect(x + 1, y + 14, 14, 18, STONE_3);
    canvas.rect(x + 14, y + 13, 1, 19, STONE_1);
    canvas.ellipse(x + 2, y + 9, 12, 12, EARTH_0);
    canvas.rect(x + 2, y + 15, 12, 15, EARTH_0);
    canvas.ellipse(x + 3, y + 10, 10, 10, leaf[1]);
    canvas.rect(x + 3, y + 15, 10, 15, leaf[1]);
    for px in [5, 8, 11] {
        canvas.rect(x + px, y + 12, 1, 18, leaf[0]);
    }
    canvas.rect(x + 3, y + 13, 1, 16, leaf[2]);
    canvas.rect(x + 6, y + 13, 4, 4, STRAW_1);
    canvas.rect(x + 6, y + 15, 4, 1, leaf[0]);
    canvas.set(x + 11, y + 22, STRAW_1);
    canvas.rect(x + 1, y + 30, 14, 2, STONE_2);
    canvas.rect(x + 1, y + 30, 14, 1, STONE[4]);
}

/// A double gate of 28 by 27 over two tiles.
pub fn gate(canvas: &mut Canvas, x: i32, y: i32) {
    canvas.rect(x + 1, y + 4, 30, 28, EARTH_0);
    canvas.rect(x + 1, y + 4, 30, 2, EARTH_3);
    for half in [x + 3, x + 17] {
        canvas.rect(half, y + 7, 12, 24, EARTH_2);
        (0..4).for_each(|n| canvas.rect(half + n * 3, y + 7, 1, 24, EARTH_1));
        canvas.rect(half, y + 9, 12, 2, STONE_1);
        canvas.rect(half, y + 25, 12, 2, STONE_1);
        canvas.line((half, y + 24), (half + 11, y + 11), EARTH_3);
    }
    canvas.rect(x + 14, y + 18, 4, 1, STONE_0);
}

/// A striped awning of `w` pixels that hangs `drop` pixels.
pub fn awning(canvas: &mut Canvas, x: i32, y: i32, w: i32, drop: i32, dye: [Rgba; 3]) {
    for px in 0..w {
        let stripe = px / 5 % 2 == 0;
        for py in 0..drop {
            let colour = match (stripe, py) {
                (true, 0) => dye[2],
                (true, _) if py >= drop - 4 => dye[0],
                (true, _) => dye[1],
                (false, _) if py >= drop - 4 => EARTH_4,
                (false, _) => PLASTER_1,
            };
            canvas.set(x + px, y + py, colour);
        }
        // Scallops.
        let hem = [1, 2, 2, 2, 1][usize::try_from(px % 5).unwrap_or(0)];
        canvas.rect(x + px, y + drop, 1, hem, if stripe { dye[0] } else { PLASTER_0 });
    }
    canvas.rect(x, y + drop - 4, w, 1, if drop > 8 { dye[0] } else { dye[1] });
}

/// A board on the wall, as large as the picture on it needs.
pub fn sign(canvas: &mut Canvas, x: i32, y: i32, picture: &[&str]) {
    let columns = picture.iter().map(|line| line.len()).max().unwrap_or(0);
    let [w, h] = [columns, picture.len()].map(|n| i32::try_from(n).unwrap_or(0) + 4);
    canvas.rect(x, y, w + 1, h + 1, EARTH_0);
    canvas.rect(x, y, w, h, EARTH_2);
    canvas.rect(x, y, w, 1, EARTH_3);
    canvas.rect(x + 1, y + 1, w - 2, h - 2, EARTH_4);
    canvas.rect(x + 1, y + h - 2, w - 2, 1, EARTH_3);
    let key = [('#', EARTH_1), ('o', ROOF_2), ('r', ROOF_1), ('s', STONE_2), ('b', WATER_1)];
    pixels::draw(canvas, (x + 2, y + 2), picture, &key);
}
