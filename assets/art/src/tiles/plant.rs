//! Small green things, and what lies by the water: bushes, rocks, crops, reeds, ducks, jetty.

use super::drawing::{Drawing, Layer, TILE};
use super::foliage;
use super::pixels;
use crate::canvas::{Canvas, Rgba};
use crate::noise::pick;
use crate::palette::{
    EARTH_0, EARTH_1, EARTH_2, EARTH_3, EARTH_4, LEAF_0, LEAF_1, LEAF_2, LEAF_3, LEAF_4, LEAF_5,
    PLASTER_1, PLUM_1, PLUM_2, ROOF_2, ROOF_3, SHADOW, STONE_0, STONE_1, STONE_2, STONE_3, STONE_4,
    STRAW_1, WATER_1, WATER_2, WATER_4,
};

const BUSH: [Rgba; 5] = [LEAF_0, LEAF_1, LEAF_2, LEAF_3, LEAF_4];

/// All drawings of small plants and of the waterside.
pub fn drawings() -> Vec<Drawing> {
    let mut all = vec![
        bush("bush", None),
        bush("bush-rose", Some([ROOF_2, ROOF_3])),
        bush("bush-berry", Some([PLUM_1, PLUM_2])),
        solid_one("rock", |c| rock(c, 1, 3, 13, 10)),
        solid_one("rocks", |c| {
            rock(c, 0, 5, 9, 8);
            rock(c, 8, 8, 7, 6);
        }),
        decor("pebbles", |c| {
            rock(c, 2, 6, 4, 3);
            rock(c, 9, 10, 3, 3);
            rock(c, 8, 3, 3, 2);
        }),
        solid_one("stump", stump),
        decor("mushrooms", mushrooms),
        decor("reeds", reeds),
        floating("lily", lily),
        flowers(),
        jetty(),
        bridge(),
        boat(),
    ];
    all.extend([duck("duck", false), duck("ducks", true)]);
    all.extend([pigeons("pigeon", &[(4, 5)]), pigeons("pigeons", &[(1, 2), (8, 7), (2, 10)])]);
    all
}

fn solid_one(name: &str, draw: impl Fn(&mut Canvas)) -> Drawing {
    let mut drawing = Drawing::new(name, 1, 1).solid(0, 0);
    draw(drawing.on(Layer::Objects));
    drawing
}

fn decor(name: &str, draw: impl Fn(&mut Canvas)) -> Drawing {
    let mut drawing = Drawing::new(name, 1, 1);
    draw(drawing.on(Layer::Detail));
    drawing
}

/// Something that floats; the water under it is solid already.
fn floating(name: &str, draw: impl Fn(&mut Canvas)) -> Drawing {
    let mut drawing = Drawing::new(name, 1, 1);
    draw(drawing.on(Layer::Objects));
    drawing
}

fn bush(name: &str, blooms: Option<[Rgba; 2]>) -> Drawing {
    solid_one(name, |canvas| {
        canvas.blend_ellipse(0, 9, 16, 7, SHADOW);
        foliage::crown(canvas, &[(8, 6, 5), (4, 9, 4), (11, 9, 4)], &BUSH, 3);
        let Some([dark, light]) = blooms else { return };
        for (x, y) in [(4, 7), (8, 4), (11, 8), (7, 9), (3, 10), (12, 5)] {
            canvas.rect(x, y, 2, 1, dark);
            canvas.set(x, y - 1, light);
        }
    })
}

fn rock(canvas: &mut Canvas, x: i32, y: i32, w: i32, h: i32) {
    canvas.blend_ellipse(x - 1, y + h / 2, w + 3, h / 2 + 2, SHADOW);
    canvas.ellipse(x, y, w, h, STONE_1);
    canvas.ellipse(x, y, w - 1, h - 1, STONE_2);
    canvas.ellipse(x + 1, y, w * 2 / 3, h * 2 / 3, STONE_3);
    canvas.rect(x + w / 3, y + 1, w / 4, 1, STONE_4);
    canvas.set(x + w / 2, y + h - 2, STONE_0);
}

fn stump(canvas: &mut Canvas) {
    canvas.blend_ellipse(1, 9, 14, 6, SHADOW);
    canvas.rect(4, 6, 9, 7, EARTH_1);
    canvas.rect(4, 6, 3, 7, EARTH_2);
    canvas.ellipse(4, 3, 9, 6, EARTH_1);
    canvas.ellipse(5, 4, 7, 4, EARTH_4);
    canvas.ellipse(7, 5, 3, 2, EARTH_3);
    canvas.set(3, 12, EARTH_1);
    canvas.set(13, 12, EARTH_1);
}

fn mushrooms(canvas: &mut Canvas) {
    for (x, y) in [(4, 9), (9, 6), (11, 11)] {
        canvas.rect(x + 1, y, 1, 3, PLASTER_1);
        canvas.rect(x - 1, y - 1, 5, 2, ROOF_2);
        canvas.rect(x, y - 2, 3, 1, ROOF_3);
        canvas.set(x + 1, y - 1, PLASTER_1);
    }
}

fn reeds(canvas: &mut Canvas) {
    for (x, top, foot) in [(2, 2, 11), (4, 0, 12), (6, 3, 11), (9, 0, 12), (12, 3, 11), (14, 1, 10)]
    {
        canvas.rect(x, top, 1, foot - top, if x % 3 == 0 { LEAF_2 } else { LEAF_1 });
        canvas.set(x + 1, top + 4, LEAF_3);
        canvas.set(x - 1, foot - 1, WATER_4);
        if x % 4 < 2 {
            canvas.rect(x, top, 1, 3, EARTH_2);
        }
    }
}

fn lily(canvas: &mut Canvas) {
    for (x, y, w) in [(1, 3, 7), (8, 8, 6)] {
        canvas.ellipse(x, y + 1, w, 4, WATER_1);
        canvas.ellipse(x, y, w, 4, LEAF_2);
        canvas.rect(x + 1, y + 1, w / 2, 1, LEAF_4);
    }
    canvas.rect(4, 2, 2, 2, PLUM_2);
    canvas.set(5, 2, PLASTER_1);
}

/// Beds of flowers: four variants side by side.
fn flowers() -> Drawing {
    let mut canvas = Canvas::new(4 * TILE, TILE);
    let blooms = [[PLUM_2, PLASTER_1], [STRAW_1, LEAF_5], [ROOF_2, ROOF_3], [PLUM_1, PLUM_2]];
    for (v, [dark, light]) in (0_i32..).zip(blooms) {
        for n in 0..8 {
            let x = v * TILE + 1 + n % 4 * 4 + pick(n, v, 3, 2);
            let y = 4 + n / 4 * 6 + pick(n, v, 4, 3);
            canvas.rect(x, y + 1, 1, 3, LEAF_2);
            canvas.set(x - 1, y + 3, LEAF_1);
            canvas.set(x + 1, y + 2, LEAF_4);
            canvas.rect(x - 1, y - 1, 3, 2, dark);
            canvas.set(x, y - 1, light);
            canvas.set(x, y - 2, light);
        }
    }
    Drawing::of("flowers", Layer::Detail, canvas)
}

/// Planks over water, two tiles wide and three long, walkable: the water under them is painted.
fn jetty() -> Drawing {
    let mut canvas = Canvas::filled(32, 48, WATER_2);
    for y in 0..44 {
        let colour = match y % 5 {
            4 => EARTH_1,
            0 => EARTH_4,
            _ => EARTH_3,
        };
        canvas.rect(3, y, 26, 1, colour);
        canvas.set(3, y, EARTH_2);
        canvas.set(28, y, EARTH_1);
    }
    canvas.rect(3, 44, 26, 2, EARTH_0);
    canvas.rect(4, 46, 26, 2, WATER_1);
    for y in [2, 20, 38] {
        for x in [1, 28] {
            canvas.rect(x, y, 3, 9, EARTH_1);
            canvas.rect(x, y, 2, 2, EARTH_4);
        }
    }
    Drawing::of("jetty", Layer::Ground, canvas)
}

/// A bridge from west to east, five tiles long and two wide, with a rail on each side.
fn bridge() -> Drawing {
    let mut drawing = Drawing::new("bridge", 5, 4);
    let floor = drawing.on(Layer::Ground);
    for x in 0..80 {
        let colour = match x % 5 {
            4 => EARTH_1,
            0 => EARTH_4,
            _ => EARTH_3,
        };
        floor.rect(x, 16, 1, 32, colour);
        floor.rect(x, 16 + x % 3, 1, 1, EARTH_2);
    }
    let rails = drawing.on(Layer::Objects);
    rails.rect(0, 48, 80, 2, EARTH_1);
    rails.rect(0, 50, 80, 2, EARTH_0);
    for y in [6, 44] {
        for x in [2, 20, 38, 56, 74] {
            rails.rect(x, y, 4, 11, EARTH_1);
            rails.rect(x, y, 3, 10, EARTH_3);
            rails.rect(x, y, 3, 1, EARTH_4);
        }
        rails.rect(2, y + 3, 76, 2, EARTH_4);
        rails.rect(2, y + 5, 76, 1, EARTH_1);
    }
    for x in 0..5 {
        drawing.nature(Layer::Objects, x, 0).solid = true;
        drawing.nature(Layer::Objects, x, 3).solid = true;
    }
    drawing
}

fn boat() -> Drawing {
    let mut drawing = Drawing::new("boat", 2, 1);
    let canvas = drawing.on(Layer::Objects);
    canvas.ellipse(1, 7, 30, 9, WATER_1);
    canvas.ellipse(1, 3, 29, 11, EARTH_0);
    canvas.ellipse(2, 3, 27, 9, EARTH_3);
    canvas.ellipse(5, 4, 21, 6, EARTH_1);
    canvas.rect(11, 4, 3, 6, EARTH_4);
    canvas.rect(19, 4, 3, 6, EARTH_4);
    canvas.line((8, 2), (27, 12), EARTH_2);
    drawing
}

fn duck(name: &str, pair: bool) -> Drawing {
    let mut drawing = Drawing::new(name, 1, 1);
    drawing.frame_ms = 900;
    for t in 0..2 {
        let mut canvas = Canvas::new(TILE, TILE);
        swim(&mut canvas, 2, 1 + t, [STONE_3, PLASTER_1, PLASTER_1]);
        if pair {
            swim(&mut canvas, 5, 8 - t, [EARTH_1, EARTH_2, LEAF_1]);
        }
        match t {
            0 => *drawing.on(Layer::Objects) = canvas,
            _ => drawing.frame(Layer::Objects, canvas),
        }
    }
    drawing
}

const DUCK: [&str; 7] = [
    ".....hhh..",
    ".....hihb.",
    "t....hhh..",
    "ttbodyhh..",
    ".tttttt...",
    "wtttttt.w.",
    ".wwwwwww..",
];

fn swim(canvas: &mut Canvas, x: i32, y: i32, [shade, body, head]: [Rgba; 3]) {
    let key = [
        ('h', head),
        ('i', EARTH_0),
        ('b', ROOF_3),
        ('t', body),
        ('o', shade),
        ('d', shade),
        ('y', body),
        ('w', WATER_4),
    ];
    pixels::draw(canvas, (x, y), &DUCK, &key);
    canvas.set(x + 2, y + 3, body);
}

const PIGEON: [[&str; 5]; 2] = [
    [".....hb", "ttt.nn.", ".ttggg.", "..ggg..", "...f..."],
    [".......", "ttt....", ".ttgggn", "..gggnh", "...f..b"],
];

/// Pigeons that peck in turn.
fn pigeons(name: &str, places: &[(i32, i32)]) -> Drawing {
    let key = [
        ('t', STONE_1),
        ('g', STONE_2),
        ('n', PLUM_1),
        ('h', STONE_1),
        ('b', ROOF_3),
        ('f', ROOF_2),
    ];
    let mut drawing = Drawing::new(name, 1, 1);
    drawing.frame_ms = 700;
    for t in 0..3 {
        let mut canvas = Canvas::new(TILE, TILE);
        for (n, &(x, y)) in places.iter().enumerate() {
            canvas.blend_ellipse(x, y + 3, 7, 3, SHADOW);
            pixels::draw(&mut canvas, (x, y), &PIGEON[usize::from((n + t) % 3 == 0)], &key);
        }
        match t {
            0 => *drawing.on(Layer::Detail) = canvas,
            _ => drawing.frame(Layer::Detail, canvas),
        }
    }
    drawing
}
