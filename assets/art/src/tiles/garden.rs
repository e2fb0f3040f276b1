//! Gardens and fields: hedges, crops, hives, a scarecrow, the mill's wheel, the fire in the hollow.

use super::drawing::{Drawing, Layer, TILE};
use super::foliage;
use super::tree::{self, Kind};
use crate::canvas::Canvas;
use crate::noise::{chance, choose, pick};
use crate::palette::{
    EARTH_0, EARTH_1, EARTH_2, EARTH_3, EARTH_4, GLOW, LEAF_0, LEAF_1, LEAF_2, LEAF_3, LEAF_4,
    LEAF_5, PLASTER_0, PLASTER_1, PLUM_2, ROOF_1, ROOF_2, ROOF_3, SHADOW, SLATE_0, SLATE_1,
    STONE_0, STONE_1, STONE_2, STONE_3, STONE_4, STRAW_0, STRAW_1, WATER_1, WATER_3, WATER_4,
};

/// All drawings of gardens and fields.
pub fn drawings() -> Vec<Drawing> {
    vec![
        hedge(),
        crops(),
        linden(),
        wheel(),
        fire(),
        thing("log-seat", false, log_seat),
        thing("scarecrow", true, scarecrow),
        thing("hive", true, hive),
        thing("wheelbarrow", true, wheelbarrow),
        thing("picnic", false, picnic),
        trellis(),
        thing("milestone", true, milestone),
    ]
}

fn thing(name: &str, solid: bool, draw: impl Fn(&mut Canvas)) -> Drawing {
    let mut drawing = Drawing::new(name, 1, 1);
    draw(drawing.on(Layer::Objects));
    drawing.nature(Layer::Objects, 0, 0).solid = solid;
    drawing
}

/// A clipped hedge for each of the sixteen ways to join north, east, south and west.
fn hedge() -> Drawing {
    let mut drawing = Drawing::new("hedge", 4, 4);
    for joins in 0..16 {
        let (x, y) = (joins % 4 * TILE, joins / 4 * TILE);
        let has = |bit: i32| joins & bit != 0;
        let (left, right) = (if has(8) { 0 } else { 2 }, if has(2) { 16 } else { 14 });
        let (top, low) = (i32::from(!has(1)), if has(4) { 16 } else { 14 });
        let canvas = drawing.on(Layer::Objects);
        if !has(4) {
            canvas.blend_ellipse(x + left - 1, y + 10, right - left + 2, 6, SHADOW);
        }
        for py in top..low {
            for px in left..right {
                let face = !has(4) && py > 8;
                let leaf = pick(x + px + py / 2, y + py, 31, 7);
                let colour = match (face, leaf) {
                    (true, 0..4) => LEAF_1,
                    (true, 4) => LEAF_2,
                    (true, _) => LEAF_0,
                    (false, 0) => LEAF_4,
                    (false, 1..4) => LEAF_3,
                    (false, _) => LEAF_2,
                };
                let rim = (px == left && !has(8)) || (px == right - 1 && !has(2)) || py == low - 1;
                let ragged = py == top && !has(1) && chance(x + px, y, 32, 40);
                if !ragged {
                    let rim = rim && !(py == low - 1 && has(4));
                    canvas.set(x + px, y + py, if rim { LEAF_0 } else { colour });
                }
            }
        }
        drawing.nature(Layer::Objects, joins % 4, joins / 4).solid = true;
    }
    drawing
}

/// Furrows with wheat, cabbage, pumpkins and carrots, two variants of each; clear between.
fn crops() -> Drawing {
    let mut drawing = Drawing::new("crops", 4, 2);
    let canvas = drawing.on(Layer::Detail);
    for (crop, variant) in (0..8).map(|i| (i % 4, i / 4)) {
        let (x, y) = (crop * TILE, variant * TILE);
        for row in 0..2 {
            for px in 0..TILE {
                let dip = pick(px / 3, row, 33, 2);
                canvas.set(x + px, y + 5 + row * 8 + dip, EARTH_1);
                canvas.set(x + px, y + 4 + row * 8 + dip, EARTH_2);
                if chance(px, row, 34, 60) {
                    canvas.set(x + px, y + 6 + row * 8 + dip, EARTH_2);
                }
            }
            for n in 0..3 {
                let jitter = pick(n, row * 4 + crop, 35 + variant.unsigned_abs(), 3);
                sprout(canvas, crop, (x + 1 + n * 5 + jitter % 2, y + 4 + row * 8), jitter);
            }
        }
    }
    drawing
}

fn sprout(canvas: &mut Canvas, crop: i32, (x, y): (i32, i32), jitter: i32) {
    match crop {
        0 => {
            for dx in 0..5 {
                let top = y - 4 - (dx + jitter) % 3;
                canvas.rect(x + dx, top + 3, 1, 5, STRAW_0);
                canvas.rect(
                    x + dx,
                    top,
                    1,
                    3,
                    if (dx + jitter) % 2 == 0 { STRAW_1 } else { LEAF_5 },
                );
            }
        }
        1 => {
            canvas.ellipse(x - 1, y - 3, 6, 6, LEAF_1);
            canvas.ellipse(x, y - 3, 4, 4, LEAF_3);
            canvas.set(x + 1, y - 2, LEAF_5);
            canvas.set(x + 3, y, LEAF_2);
        }
        2 => {
            canvas.line((x - 1, y + 2), (x + 4, y), LEAF_2);
            if jitter == 1 {
                canvas.ellipse(x, y - 2, 4, 4, LEAF_2);
                canvas.set(x + 1, y - 2, LEAF_4);
            } else {
                canvas.ellipse(x - 1, y - 2, 6, 5, ROOF_1);
                canvas.ellipse(x - 1, y - 2, 5, 4, ROOF_2);
                canvas.rect(x, y - 1, 1, 2, ROOF_3);
                canvas.set(x + 1, y - 3, LEAF_1);
            }
        }
        _ => {
            canvas.set(x + 1, y + 1, ROOF_3);
            for (dx, dy) in [(0, -3), (1, -1), (2, -4), (1, -2), (3, -2), (0, -1)] {
                canvas.set(x + dx, y + dy, LEAF_4);
                canvas.set(x + dx, y + dy + 1, LEAF_2);
            }
        }
    }
}

/// The old lime tree of the square, in a round bed of stone.
fn linden() -> Drawing {
    let mut drawing =
        tree::grove("linden", 5, 6, &[(Kind::Oak, true, (2, 4), (0, 4))]).solid(1, 4).solid(3, 4);
    let mut bed = Canvas::new(80, 96);
    bed.blend_ellipse(12, 66, 56, 26, SHADOW);
    bed.ellipse(16, 64, 48, 22, STONE_1);
    bed.ellipse(16, 62, 48, 21, STONE_3);
    bed.ellipse(20, 63, 40, 16, STONE_4);
    bed.ellipse(22, 64, 36, 14, LEAF_1);
    bed.ellipse(23, 65, 34, 12, LEAF_2);
    for n in 0..14 {
        let (x, y) = (26 + pick(n, 0, 71, 28), 67 + pick(n, 1, 71, 7));
        bed.set(x, y, choose(&[PLUM_2, PLASTER_1, STRAW_1], n, 2, 71));
        bed.set(x, y + 1, LEAF_1);
    }
    for (n, dip) in (0..).zip([0, 3, 5, 6, 5, 3, 0]) {
        bed.rect(21 + n * 6, 76 + dip, 1, 5, STONE_2);
    }
    let tree = drawing.on(Layer::Objects).clone();
    bed.blit(&tree, 0, 0);
    *drawing.on(Layer::Objects) = bed;
    // Small lamps in the leaves.
    for n in 0..11_i32 {
        let (x, y) = (20 + n * 4, 40 + (5 - (n - 5).abs()) * 2 + pick(n, 3, 71, 3));
        drawing.on(Layer::Canopy).rect(x, y - 1, 2, 2, GLOW);
        drawing.on(Layer::Canopy).set(x, y + 1, STRAW_0);
    }
    drawing.light(Layer::Canopy, 2, 2, 56)
}

/// The mill's wheel in four frames; it stands in the brook.
fn wheel() -> Drawing {
    let mut drawing = Drawing::new("wheel", 2, 3);
    drawing.frame_ms = 260;
    for t in 0..4 {
        let mut canvas = Canvas::new(32, 48);
        canvas.ellipse(2, 6, 26, 34, EARTH_0);
        canvas.ellipse(4, 8, 22, 30, EARTH_2);
        canvas.ellipse(7, 12, 16, 22, EARTH_0);
        canvas.ellipse(8, 13, 14, 20, WATER_1);
        for n in 0..4 {
            let (dx, dy) = [(0, 15), (8, 11), (11, 0), (8, -11)][n];
            canvas.line((15 - dx, 23 - dy), (15 + dx, 23 + dy), EARTH_3);
        }
        for n in 0..8 {
            let (dx, dy) =
                [(0, 16), (9, 12), (12, 4), (12, -6), (5, -15), (-5, -14), (-11, -6), (-11, 6)][n];
            let (dx, dy) = if t % 2 == 0 { (dx, dy) } else { (dx * 9 / 10, -dy) };
            canvas.rect(14 + dx, 22 + dy, 3, 3, EARTH_4);
            canvas.rect(14 + dx, 25 + dy, 3, 1, EARTH_1);
        }
        canvas.ellipse(12, 20, 7, 7, STONE_0);
        canvas.ellipse(13, 21, 4, 4, STONE_2);
        for n in 0..6 {
            let x = 2 + n * 5 + (t + n) % 3;
            canvas.rect(x, 37 + (n + t) % 2 * 2, 4, 1, WATER_4);
            canvas.rect(x - 1, 40 + (n + t) % 2, 3, 1, WATER_3);
        }
        match t {
            0 => *drawing.on(Layer::Objects) = canvas,
            _ => drawing.frame(Layer::Objects, canvas),
        }
    }
    for i in 0..6 {
        drawing.nature(Layer::Objects, i % 2, i / 2).solid = true;
    }
    drawing
}

/// A camp fire in a ring of stones, three frames.
fn fire() -> Drawing {
    let mut drawing = Drawing::new("fire", 1, 1).solid(0, 0).light(Layer::Objects, 0, 0, 52);
    drawing.frame_ms = 220;
    for t in 0..3 {
        let mut canvas = Canvas::new(TILE, TILE);
        canvas.blend_ellipse(0, 6, 16, 10, SHADOW);
        for (x, y) in [(1, 9), (4, 12), (9, 12), (12, 9), (11, 6), (2, 6)] {
            canvas.ellipse(x, y, 4, 3, STONE_1);
            canvas.rect(x, y, 3, 1, STONE_3);
        }
        canvas.line((4, 11), (11, 8), EARTH_1);
        canvas.line((4, 8), (11, 11), EARTH_2);
        let lean = [0, 1, -1][t];
        canvas.ellipse(5, 4, 6, 7, ROOF_2);
        canvas.rect(7 + lean, 1, 2, 4, ROOF_2);
        canvas.ellipse(6, 6, 4, 5, ROOF_3);
        canvas.rect(7 - lean, 4, 2, 3, ROOF_3);
        canvas.rect(7, 7, 2, 3, GLOW);
        match t {
            0 => *drawing.on(Layer::Objects) = canvas,
            _ => drawing.frame(Layer::Objects, canvas),
        }
    }
    drawing
}

fn log_seat(canvas: &mut Canvas) {
    canvas.blend_ellipse(0, 9, 16, 6, SHADOW);
    canvas.rect(2, 6, 13, 6, EARTH_1);
    canvas.rect(2, 6, 13, 3, EARTH_2);
    canvas.rect(4, 6, 9, 1, EARTH_3);
    canvas.ellipse(0, 6, 5, 6, EARTH_1);
    canvas.ellipse(1, 7, 3, 4, EARTH_4);
}

fn scarecrow(canvas: &mut Canvas) {
    canvas.blend_ellipse(3, 12, 11, 4, SHADOW);
    canvas.rect(7, 4, 2, 11, EARTH_1);
    canvas.rect(1, 6, 14, 2, EARTH_2);
    canvas.rect(4, 6, 8, 6, SLATE_0);
    canvas.rect(4, 6, 3, 5, SLATE_1);
    canvas.rect(0, 6, 2, 3, STRAW_1);
    canvas.rect(14, 6, 2, 3, STRAW_1);
    canvas.rect(6, 2, 4, 4, EARTH_4);
    canvas.rect(4, 1, 8, 1, STRAW_0);
    canvas.rect(6, 0, 4, 1, STRAW_1);
    canvas.set(7, 3, EARTH_0);
    canvas.set(9, 3, EARTH_0);
    canvas.rect(5, 12, 6, 1, STRAW_1);
}

fn hive(canvas: &mut Canvas) {
    canvas.blend_ellipse(2, 11, 13, 5, SHADOW);
    canvas.rect(4, 12, 2, 3, EARTH_1);
    canvas.rect(11, 12, 2, 3, EARTH_1);
    canvas.rect(3, 11, 11, 2, EARTH_3);
    canvas.ellipse(3, 1, 11, 11, STRAW_0);
    canvas.ellipse(4, 1, 8, 9, STRAW_1);
    (0..3).for_each(|n| canvas.rect(4, 4 + n * 3, 9, 1, STRAW_0));
    canvas.rect(7, 8, 3, 3, EARTH_0);
    canvas.set(1, 3, STRAW_1);
    canvas.set(14, 5, EARTH_1);
}

fn wheelbarrow(canvas: &mut Canvas) {
    canvas.blend_ellipse(0, 10, 16, 5, SHADOW);
    canvas.ellipse(3, 2, 9, 6, LEAF_2);
    canvas.rect(5, 3, 2, 1, LEAF_4);
    canvas.rect(2, 6, 10, 5, EARTH_2);
    canvas.rect(2, 6, 10, 1, EARTH_4);
    canvas.line((11, 8), (15, 6), EARTH_1);
    canvas.ellipse(1, 9, 6, 6, EARTH_0);
    canvas.ellipse(2, 10, 4, 4, STONE_1);
    canvas.rect(10, 11, 1, 3, EARTH_1);
}

fn picnic(canvas: &mut Canvas) {
    for i in 0..TILE * TILE {
        let (x, y) = (i % TILE, i / TILE);
        if (1..15).contains(&x) && (2..14).contains(&y) {
            let check = (x / 2 + y / 2) % 2 == 0;
            canvas.set(x, y, if check { ROOF_2 } else { PLASTER_1 });
        }
    }
    canvas.rect(1, 14, 14, 1, PLASTER_0);
    canvas.rect(8, 4, 6, 5, EARTH_1);
    canvas.rect(8, 4, 6, 4, EARTH_3);
    canvas.rect(9, 3, 4, 1, EARTH_4);
    canvas.ellipse(3, 7, 4, 4, STONE_4);
    canvas.set(4, 8, ROOF_3);
}

/// An arch of roses over a path, two tiles high; one walks under it.
fn trellis() -> Drawing {
    let mut drawing = Drawing::new("trellis", 3, 2).solid(0, 1).solid(2, 1);
    let mut canvas = Canvas::new(48, 32);
    for x in [6, 38] {
        canvas.rect(x, 6, 4, 25, EARTH_1);
        canvas.rect(x, 6, 2, 25, EARTH_4);
        canvas.blend_ellipse(x - 2, 28, 9, 4, SHADOW);
    }
    let ramp = [LEAF_0, LEAF_1, LEAF_2, LEAF_3, LEAF_4];
    let puffs =
        [(8, 9, 5), (14, 5, 5), (24, 4, 6), (34, 5, 5), (40, 9, 5), (8, 18, 3), (40, 19, 3)];
    foliage::crown(&mut canvas, &puffs, &ramp, 5);
    for n in 0..16 {
        let (x, y) = (5 + n * 37 / 15, 4 + pick(n, 0, 73, 5) + (n - 8).pow(2) / 10);
        canvas.rect(x, y, 2, 2, if n % 3 == 0 { PLASTER_1 } else { PLUM_2 });
    }
    drawing.on(Layer::Canopy).blit(&canvas.cut(0, 0, 48, 16), 0, 0);
    drawing.on(Layer::Objects).blit(&canvas.cut(0, 16, 48, 16), 0, 16);
    drawing
}

fn milestone(canvas: &mut Canvas) {
    canvas.blend_ellipse(2, 11, 13, 5, SHADOW);
    canvas.ellipse(4, 2, 9, 9, STONE_1);
    canvas.rect(4, 6, 9, 9, STONE_1);
    canvas.ellipse(4, 2, 8, 8, STONE_3);
    canvas.rect(4, 6, 7, 8, STONE_3);
    canvas.rect(6, 7, 4, 1, STONE_1);
    canvas.rect(6, 9, 3, 1, STONE_1);
    canvas.rect(4, 13, 4, 2, LEAF_2);
}
