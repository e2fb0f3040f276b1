//! The ground: grass in its variants, and the blob sets of earth, cobbles, water and long grass.

use super::blob::{self, Edge};
use super::drawing::{Drawing, Layer, Nature, TILE};
use crate::canvas::{Canvas, Rgba};
use crate::noise::{self, chance, pick};
use crate::palette::{
    CLEAR, EARTH_1, EARTH_2, EARTH_3, EARTH_4, LEAF_2, LEAF_3, LEAF_4, LEAF_5, PLASTER_0,
    PLASTER_1, PLUM_1, PLUM_2, STONE_2, STONE_3, STONE_4, STRAW_1, WATER_1, WATER_2, WATER_3,
    WATER_4,
};

const EARTH_EDGE: Edge = Edge { inset: 34, waver: 40, round: 214, seed: 11 };
const COBBLE_EDGE: Edge = Edge { inset: 50, waver: 30, round: 196, seed: 23 };
const WATER_EDGE: Edge = Edge { inset: 34, waver: 24, round: 214, seed: 37 };
const LUSH_EDGE: Edge = Edge { inset: 44, waver: 40, round: 200, seed: 41 };
const DEEP_EDGE: Edge = Edge { inset: 40, waver: 40, round: 200, seed: 43 };

/// Grass variants in the order of the sheet.
pub const GRASS: [&str; 16] = [
    "plain",
    "plain",
    "plain",
    "plain",
    "tuft",
    "tuft",
    "tuft",
    "clover",
    "clover",
    "daisy",
    "buttercup",
    "heather",
    "bare",
    "bare",
    "sunny",
    "sunny",
];

/// All drawings of the ground.
pub fn drawings() -> Vec<Drawing> {
    let mut grass = Canvas::new(8 * TILE, 2 * TILE);
    for (at, kind) in (0_i32..).zip(GRASS) {
        grass.blit(&grass_tile(kind, at.unsigned_abs()), at % 8 * TILE, at / 8 * TILE);
    }
    vec![
        Drawing::of("grass", Layer::Ground, grass),
        blob_set("earth", Layer::Ground, |mask, x, y| earth(mask, x, y, 0)),
        blob_set("earth-b", Layer::Ground, |mask, x, y| earth(mask, x, y, 1)),
        full_set("earth-full", earth_inside),
        blob_set("cobble", Layer::Detail, |mask, x, y| cobble(mask, x, y, 0)),
        blob_set("cobble-b", Layer::Detail, |mask, x, y| cobble(mask, x, y, 1)),
        full_set("cobble-full", cobble_inside),
        water_set(),
        water_full(),
        blob_set("lush", Layer::Detail, lush),
        blob_set("deep", Layer::Detail, |mask, x, y| deep(mask, x, y, 0)),
        Drawing::of("deep-full", Layer::Detail, full_picture(|x, y, v| deep(255, x, y, v))),
    ]
}

/// Lays the 47 masks out in reading order, eight to a row.
fn blob_set(name: &str, layer: Layer, paint: impl Fn(u8, i32, i32) -> Rgba) -> Drawing {
    Drawing::of(name, layer, blob_picture(paint))
}

fn blob_picture(paint: impl Fn(u8, i32, i32) -> Rgba) -> Canvas {
    let mut picture = Canvas::new(8 * TILE, 6 * TILE);
    for (at, mask) in (0..).zip(blob::masks()) {
        for i in 0..TILE * TILE {
            let (x, y) = (i % TILE, i / TILE);
            picture.set(at % 8 * TILE + x, at / 8 * TILE + y, paint(mask, x, y));
        }
    }
    picture
}

/// Four variants of a cell that lies wholly inside its terrain.
fn full_set(name: &str, paint: impl Fn(i32, i32, u32) -> Rgba) -> Drawing {
    Drawing::of(name, Layer::Ground, full_picture(paint))
}

fn full_picture(paint: impl Fn(i32, i32, u32) -> Rgba) -> Canvas {
    let mut picture = Canvas::new(4 * TILE, TILE);
    for x in 0..4 * TILE {
        for y in 0..TILE {
            picture.set(x, y, paint(x % TILE, y, (x / TILE).unsigned_abs()));
        }
    }
    picture
}

/// Three blades and a sunny tip.
fn tuft(canvas: &mut Canvas, x: i32, y: i32, dark: Rgba, light: Rgba) {
    canvas.set(x, y, dark);
    canvas.set(x, y - 1, dark);
    canvas.set(x - 1, y - 2, light);
    canvas.set(x + 1, y - 1, dark);
    canvas.set(x + 2, y - 2, light);
}

fn flower(canvas: &mut Canvas, x: i32, y: i32, petal: Rgba, heart: Rgba) {
    canvas.set(x, y + 2, LEAF_2);
    for (dx, dy) in [(0, -1), (1, 0), (0, 1), (-1, 0)] {
        canvas.set(x + dx, y + dy, petal);
    }
    canvas.set(x, y, heart);
}

fn grass_tile(kind: &str, seed: u32) -> Canvas {
    let mut canvas = Canvas::filled(TILE, TILE, LEAF_3);
    let place = |n: i32, salt: i32| (2 + pick(n, salt, seed, 11), 4 + pick(n, salt + 9, seed, 10));
    for n in 0..2 {
        let (x, y) = place(n, 1);
        canvas.set(x, y, LEAF_2);
        canvas.set(x + 1, y - 1, LEAF_4);
    }
    match kind {
        "tuft" => (0..3).for_each(|n| {
            let (x, y) = place(n, 2);
            tuft(&mut canvas, x, y, LEAF_2, LEAF_4);
        }),
        "clover" => (0..5).for_each(|n| {
            let (x, y) = place(n, 3);
            for (dx, dy) in [(0, 0), (1, 0), (0, 1), (-1, 0)] {
                canvas.set(x + dx, y - dy, LEAF_2);
            }
            canvas.set(x, y, LEAF_4);
        }),
        "daisy" => (0..3).for_each(|n| {
            let (x, y) = place(n, 4);
            flower(&mut canvas, x, y, PLASTER_1, STRAW_1);
        }),
        "buttercup" => (0..4).for_each(|n| {
            let (x, y) = place(n, 5);
            canvas.set(x, y + 1, LEAF_2);
            canvas.set(x, y, STRAW_1);
            canvas.set(x + 1, y, LEAF_5);
        }),
        "heather" => (0..4).for_each(|n| {
            let (x, y) = place(n, 6);
            canvas.set(x, y + 1, LEAF_2);
            canvas.set(x, y, PLUM_1);
            canvas.set(x, y - 1, PLUM_2);
        }),
        "bare" => worn(&mut canvas, [EARTH_3, EARTH_4], seed),
        "sunny" => worn(&mut canvas, [LEAF_4, LEAF_4], seed),
        _ => {}
    }
    canvas
}

/// A ragged patch in the middle of a tile.
fn worn(canvas: &mut Canvas, colours: [Rgba; 2], seed: u32) {
    for i in 0..TILE * TILE {
        let (x, y) = (i % TILE, i / TILE);
        let far = (x - 8).pow(2) + 2 * (y - 8).pow(2);
        if far + pick(x / 2, y, seed, 60) < 58 {
            canvas.set(x, y, colours[usize::from(chance(x, y, seed, 25))]);
        }
    }
}

/// Grass as it is next to another terrain.
fn verge(x: i32, y: i32, seed: u32) -> Rgba {
    match pick(x, y, seed + 90, 60) {
        0 => LEAF_2,
        1 => LEAF_4,
        _ => LEAF_3,
    }
}

fn earth(mask: u8, x: i32, y: i32, variant: u32) -> Rgba {
    let edge = Edge { seed: EARTH_EDGE.seed + variant * 5, ..EARTH_EDGE };
    let depth = edge.depth(mask, x, y);
    // The sun stands in the upper left: the edge there throws a shadow, the other one is lit.
    let falls = edge.depth(mask, x + 1, y + 1) > depth;
    match depth {
        ..-16 => verge(x, y, variant),
        -16..0 if chance(x, y, variant + 3, 55) => LEAF_2,
        -16..0 => LEAF_4,
        0..18 if falls => EARTH_2,
        0..18 => EARTH_4,
        18..40 if falls && chance(x, y, variant, 45) => EARTH_2,
        _ => earth_inside(x, y, variant),
    }
}

fn earth_inside(x: i32, y: i32, variant: u32) -> Rgba {
    // Light dust in short streaks along the way, a pebble here and there.
    let streak = noise::hash((x + y * 3).div_euclid(3), y, variant + 70) % 30;
    match pick(x, y, variant + 31, 110) {
        0 => EARTH_2,
        1 if variant.is_multiple_of(2) => STONE_3,
        2 | 3 => EARTH_4,
        _ if streak == 0 => EARTH_4,
        _ => EARTH_3,
    }
}

fn cobble(mask: u8, x: i32, y: i32, variant: u32) -> Rgba {
    let edge = Edge { seed: COBBLE_EDGE.seed + variant * 7, ..COBBLE_EDGE };
    // A whole stone is there or not: the edge is asked at the stone's heart.
    let stone = nearest_stone(x, y, variant);
    let (hx, hy) = (stone.heart.0.clamp(0, TILE - 1), stone.heart.1.clamp(0, TILE - 1));
    let heart = edge.depth(mask, hx, hy);
    if heart < 0 || edge.depth(mask, x, y) < -34 {
        return CLEAR;
    }
    // At the rim no stone shines: a white one would look like a tooth.
    match stone_colour(&stone) {
        STONE_4 if heart < 70 => STONE_3,
        colour => colour,
    }
}

fn cobble_inside(x: i32, y: i32, variant: u32) -> Rgba {
    stone_colour(&nearest_stone(x, y, variant))
}

/// A cobblestone as seen from one of its pixels.
pub struct Stone {
    /// The stone's middle.
    pub heart: (i32, i32),
    /// The pixel from the stone's upper left corner.
    at: (i32, i32),
    /// The stone's size, joint included.
    size: (i32, i32),
    /// A number that is the stone's own.
    own: u32,
}

/// Courses of stones: top, height, shift to the left, widths. They repeat with the tile, so that
/// all variants fit together.
const COURSES: [(i32, i32, i32, [i32; 3]); 3] =
    [(0, 5, 0, [6, 5, 5]), (5, 6, 3, [5, 6, 5]), (11, 5, 1, [5, 5, 6])];

fn nearest_stone(x: i32, y: i32, variant: u32) -> Stone {
    let course = COURSES.iter().rposition(|(top, ..)| y >= *top).unwrap_or(0);
    let (top, tall, shift, widths) = COURSES[course];
    let along = (x + shift).rem_euclid(TILE);
    let (mut left, mut n) = (0, 0);
    while along >= left + widths[n] && n < 2 {
        left += widths[n];
        n += 1;
    }
    let from = x - (along - left);
    let own = noise::hash(i32::try_from(course * 3 + n).unwrap_or(0), 4, variant + 17);
    let heart = (from + widths[n] / 2, top + tall / 2);
    Stone { heart, at: (along - left, y - top), size: (widths[n], tall), own }
}

/// The stone that a pixel of an endless pavement belongs to.
pub fn cobble_at(x: i32, y: i32) -> Stone {
    let (left, top) = (x.div_euclid(TILE) * TILE, y.div_euclid(TILE) * TILE);
    let mut stone = nearest_stone(x - left, y - top, 0);
    stone.heart = (stone.heart.0 + left, stone.heart.1 + top);
    stone.own = noise::hash(stone.heart.0, stone.heart.1, 18);
    stone
}

impl Stone {
    /// Whether the pixel lies between stones.
    pub fn is_joint(&self) -> bool {
        self.at.0 == 0 || self.at.1 == 0
    }

    /// The stone's colour where the pavement is of warm stone.
    pub fn warm(&self) -> Rgba {
        match self.own % 7 {
            0 => PLASTER_0,
            1 | 2 => STONE_4,
            _ => EARTH_4,
        }
    }
}

fn stone_colour(stone: &Stone) -> Rgba {
    let ((x, y), (w, h)) = (stone.at, stone.size);
    let face = match stone.own % 14 {
        0 | 1 => PLASTER_0,
        2..4 => STONE_4,
        _ => STONE_3,
    };
    let corner = (x == w - 1 || x == 1) && (y == h - 1 || y == 1);
    match (x, y) {
        (0, _) | (_, 0) if stone.own % 5 < 2 => PLASTER_0,
        (0, _) | (_, 0) => STONE_2,
        _ if corner && stone.own % 4 < 2 => PLASTER_0,
        (1..=3, 1) if stone.own % 3 == 1 => STONE_4,
        _ if y == h - 1 && stone.own % 7 < 3 => PLASTER_0,
        _ => face,
    }
}

fn water_set() -> Drawing {
    let frame = |t: u32| blob_picture(|mask, x, y| water(mask, x, y, t));
    let mut drawing = Drawing::of("water", Layer::Ground, frame(0));
    drawing.frame(Layer::Ground, frame(1));
    wet(&mut drawing)
}

fn water_full() -> Drawing {
    let frame = |t: u32| full_picture(|x, y, variant| ripples(x, y, variant, t, WATER_2));
    let mut drawing = Drawing::of("water-full", Layer::Ground, frame(0));
    drawing.frame(Layer::Ground, frame(1));
    wet(&mut drawing)
}

fn wet(drawing: &mut Drawing) -> Drawing {
    drawing.frame_ms = 900;
    for y in 0..drawing.h {
        for x in 0..drawing.w {
            *drawing.nature(Layer::Ground, x, y) = Nature { solid: true, water: true, light: 0 };
        }
    }
    drawing.clone()
}

fn water(mask: u8, x: i32, y: i32, t: u32) -> Rgba {
    let depth = WATER_EDGE.depth(mask, x, y);
    // We look from the south: the bank in the north shows its face, the one in the south its lip.
    let slope = WATER_EDGE.depth(mask, x, y + 1) - WATER_EDGE.depth(mask, x, y - 1);
    let face = 18 + slope.clamp(0, 32) * 52 / 32;
    match depth {
        ..-14 => verge(x, y, 2),
        -14..0 if slope < 0 && chance(x, y, 4, 40) => LEAF_4,
        -14..0 => LEAF_2,
        d if d < 14 => EARTH_1,
        d if d < face - 14 && chance(x, y, 8, 22) => EARTH_3,
        d if d < face - 14 => EARTH_2,
        d if d < face => EARTH_1,
        d if d < face + 18 && slope > 8 => WATER_1,
        d if d < face + 16 => WATER_3,
        d if d < face + 40 && slope <= 8 && (x + y) % 2 == 0 => WATER_3,
        // Along a bank the same dash would come back in every tile and look like a comb.
        _ if mask.count_ones() < 7 => WATER_2,
        _ => ripples(x, y, u32::from(mask) % 4, t, WATER_2),
    }
}

/// Short dashes of light that shift between the two frames.
fn ripples(x: i32, y: i32, variant: u32, t: u32, base: Rgba) -> Rgba {
    let shift = if t == 0 { 0 } else { 2 };
    // A variant has few dashes, and the first none: water rests, too.
    let dashes = [0, 1, 2, 1][usize::try_from(variant % 4).unwrap_or(0)];
    for n in 0..dashes {
        let (gx, gy) = (pick(n, 1, variant + 50, 9), 3 + n * 7 + pick(n, 2, variant + 50, 4));
        let long = 3 + pick(n, 3, variant + 50, 3);
        let from = gx + shift * if n % 2 == 0 { 1 } else { -1 };
        if y == gy && (from..from + long).contains(&x) {
            return if variant == 2 && n == 0 { WATER_4 } else { WATER_3 };
        }
        if y == gy + 1 && (from + 1..from + long + 1).contains(&x) {
            return WATER_1;
        }
    }
    base
}

/// The pond's deep middle: dark dashes that close towards it, clear between them.
fn deep(mask: u8, x: i32, y: i32, variant: u32) -> Rgba {
    let depth = DEEP_EDGE.depth(mask, x, y);
    let share = (depth / 2).clamp(0, 56).unsigned_abs();
    let seed = 94 + variant * 2;
    let dash = (x + pick(0, y, seed, 9)).div_euclid(3 + pick(1, y, seed, 4));
    let dark = chance(dash, y, seed + 1, share);
    if depth > 0 && dark { WATER_1 } else { CLEAR }
}

/// Longer, darker grass: blades that stand closer towards the middle, clear between them.
fn lush(mask: u8, x: i32, y: i32) -> Rgba {
    let depth = LUSH_EDGE.depth(mask, x, y);
    if depth < 0 {
        return CLEAR;
    }
    let share = (14 + depth / 3).min(52).unsigned_abs();
    let lean = (y + pick(x, 0, 66, 4)).div_euclid(4);
    let (blade, tip) = (chance(x, lean, 62, share), (y + pick(x, 0, 66, 4)).rem_euclid(4) == 0);
    match (blade, tip) {
        (true, true) if chance(x, lean, 63, 30) => LEAF_4,
        (true, true) => LEAF_3,
        (true, false) => LEAF_2,
        (false, _) => CLEAR,
    }
}
