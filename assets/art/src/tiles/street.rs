//! What stands in the street: lamps, benches, barrels, carts, washing lines, fences, signs, smoke.

use super::drawing::{Drawing, Layer, TILE};
use super::furniture;
use crate::canvas::Canvas;
use crate::palette::{
    EARTH_0, EARTH_1, EARTH_2, EARTH_3, EARTH_4, GLOW, LEAF_1, LEAF_2, LEAF_4, LEAF_5, PLASTER_0,
    PLASTER_1, PLUM_2, ROOF_1, ROOF_2, ROOF_3, SHADOW, SLATE_1, STONE_0, STONE_1, STONE_2, STONE_3,
    STONE_4, STRAW_0, STRAW_1,
};

/// All drawings of the street.
pub fn drawings() -> Vec<Drawing> {
    vec![
        lamp(),
        bench("bench", false),
        bench("bench-north", true),
        one("table", furniture::table),
        one("chair-east", |c, x, y| furniture::chair(c, x, y, '>')).walkable(),
        one("chair-west", |c, x, y| furniture::chair(c, x, y, '<')).walkable(),
        one("barrel", furniture::barrel),
        one("crate", furniture::crate_box),
        one("sacks", sacks),
        one("flower-pot", pot),
        one("signpost", signpost),
        one("hay", hay),
        one("log-pile", logs),
        cart(),
        washing(),
        crane(),
        fence(),
        smoke(),
    ]
}

impl Drawing {
    /// Makes the whole drawing walkable again: seats.
    fn walkable(mut self) -> Self {
        for plate in &mut self.plates {
            plate.natures.iter_mut().for_each(|nature| nature.solid = false);
        }
        self
    }
}

/// A thing of one solid cell.
fn one(name: &str, draw: impl Fn(&mut Canvas, i32, i32)) -> Drawing {
    let mut drawing = Drawing::new(name, 1, 1).solid(0, 0);
    draw(drawing.on(Layer::Objects), 0, 0);
    drawing
}

fn lamp() -> Drawing {
    let mut drawing = Drawing::new("lamp", 1, 3).solid(0, 2).light(Layer::Canopy, 0, 0, 44);
    let low = drawing.on(Layer::Objects);
    low.blend_ellipse(3, 41, 11, 5, SHADOW);
    low.rect(6, 40, 5, 4, STONE_0);
    low.rect(6, 40, 4, 1, STONE_2);
    low.rect(7, 32, 3, 8, STONE_1);
    low.rect(7, 32, 1, 8, STONE_2);
    let high = drawing.on(Layer::Canopy);
    high.rect(7, 15, 3, 17, STONE_1);
    high.rect(7, 15, 1, 17, STONE_2);
    high.rect(5, 14, 7, 2, STONE_0);
    high.rect(4, 6, 9, 8, STONE_0);
    high.rect(5, 7, 7, 7, GLOW);
    high.rect(5, 7, 2, 4, PLASTER_1);
    high.rect(8, 6, 1, 8, STONE_1);
    high.rect(3, 4, 11, 2, STONE_1);
    high.rect(5, 2, 7, 2, STONE_0);
    high.rect(3, 4, 5, 1, STONE_2);
    high.rect(8, 0, 1, 2, STONE_0);
    drawing
}

fn bench(name: &str, from_behind: bool) -> Drawing {
    let mut drawing = Drawing::new(name, 2, 1);
    let canvas = drawing.on(Layer::Objects);
    canvas.blend_ellipse(0, 9, 32, 7, SHADOW);
    let (seat, back) = if from_behind { (2, 7) } else { (8, 1) };
    for x in [3, 26] {
        canvas.rect(x, 4, 3, 10, STONE_0);
    }
    canvas.rect(1, seat, 30, 4, EARTH_3);
    canvas.rect(1, seat, 30, 1, EARTH_4);
    canvas.rect(1, seat + 3, 30, 1, EARTH_1);
    canvas.rect(1, back, 30, 2, EARTH_3);
    canvas.rect(1, back + 3, 30, 2, EARTH_2);
    canvas.rect(1, back + 5, 30, 1, EARTH_0);
    drawing
}

fn sacks(canvas: &mut Canvas, x: i32, y: i32) {
    canvas.blend_ellipse(x, y + 9, 16, 7, SHADOW);
    for (dx, dy) in [(0, 4), (7, 3), (3, 6)] {
        canvas.ellipse(x + dx, y + dy, 9, 9, EARTH_1);
        canvas.ellipse(x + dx, y + dy, 8, 8, EARTH_4);
        canvas.rect(x + dx + 2, y + dy - 1, 4, 2, EARTH_3);
        canvas.rect(x + dx + 5, y + dy + 4, 2, 3, EARTH_3);
    }
}

fn pot(canvas: &mut Canvas, x: i32, y: i32) {
    canvas.blend_ellipse(x + 2, y + 10, 13, 5, SHADOW);
    canvas.ellipse(x + 2, y + 1, 12, 10, LEAF_1);
    canvas.ellipse(x + 3, y + 1, 10, 8, LEAF_2);
    for (dx, dy, colour) in
        [(4, 3, PLUM_2), (8, 2, PLASTER_1), (11, 5, ROOF_3), (6, 6, STRAW_1), (9, 7, PLUM_2)]
    {
        canvas.rect(x + dx, y + dy, 2, 2, colour);
    }
    canvas.rect(x + 4, y + 10, 8, 4, ROOF_1);
    canvas.rect(x + 4, y + 10, 8, 1, ROOF_3);
}

fn signpost(canvas: &mut Canvas, x: i32, y: i32) {
    canvas.blend_ellipse(x + 3, y + 12, 11, 4, SHADOW);
    canvas.rect(x + 7, y, 3, 15, EARTH_1);
    canvas.rect(x + 7, y, 1, 15, EARTH_3);
    canvas.rect(x + 2, y + 1, 12, 4, EARTH_4);
    canvas.rect(x + 2, y + 4, 12, 1, EARTH_2);
    canvas.rect(x + 3, y + 6, 11, 4, EARTH_3);
    canvas.rect(x + 3, y + 9, 11, 1, EARTH_1);
    canvas.rect(x + 4, y + 2, 7, 1, EARTH_1);
    canvas.rect(x + 5, y + 7, 6, 1, EARTH_1);
    canvas.outline(EARTH_0);
}

fn hay(canvas: &mut Canvas, x: i32, y: i32) {
    canvas.blend_ellipse(x, y + 9, 16, 7, SHADOW);
    canvas.rect(x + 1, y + 2, 14, 12, STRAW_0);
    canvas.rect(x + 1, y + 2, 14, 5, STRAW_1);
    canvas.scatter([x + 1, y + 2, 14, 5], STRAW_1, LEAF_5, 25, 3);
    canvas.scatter([x + 1, y + 7, 14, 7], STRAW_0, STRAW_1, 30, 4);
    canvas.rect(x + 4, y + 2, 1, 12, EARTH_1);
    canvas.rect(x + 11, y + 2, 1, 12, EARTH_1);
}

fn logs(canvas: &mut Canvas, x: i32, y: i32) {
    canvas.blend_ellipse(x, y + 10, 16, 6, SHADOW);
    for (dx, dy) in [(0, 9), (5, 9), (10, 9), (3, 5), (8, 5), (5, 1)] {
        canvas.ellipse(x + dx, y + dy, 6, 6, EARTH_1);
        canvas.ellipse(x + dx + 1, y + dy + 1, 4, 4, EARTH_4);
        canvas.rect(x + dx + 2, y + dy + 2, 2, 2, EARTH_3);
    }
}

fn cart() -> Drawing {
    let mut drawing = Drawing::new("cart", 2, 2).solid(0, 1).solid(1, 1);
    let canvas = drawing.on(Layer::Objects);
    canvas.blend_ellipse(0, 24, 32, 8, SHADOW);
    canvas.rect(2, 13, 24, 9, EARTH_1);
    canvas.rect(3, 14, 22, 7, EARTH_3);
    (0..6).for_each(|n| canvas.rect(3 + n * 4, 14, 1, 7, EARTH_2));
    canvas.ellipse(4, 7, 20, 10, STRAW_0);
    canvas.ellipse(5, 7, 17, 7, STRAW_1);
    canvas.line((26, 19), (31, 24), EARTH_1);
    canvas.ellipse(6, 17, 13, 13, EARTH_0);
    canvas.ellipse(8, 19, 9, 9, EARTH_3);
    canvas.ellipse(9, 20, 7, 7, EARTH_1);
    canvas.rect(12, 18, 1, 11, EARTH_3);
    canvas.rect(7, 23, 11, 1, EARTH_3);
    drawing
}

fn washing() -> Drawing {
    let mut drawing = Drawing::new("washing", 4, 2).solid(0, 1).solid(3, 1);
    let canvas = drawing.on(Layer::Objects);
    for x in [6, 55] {
        canvas.blend_ellipse(x - 3, 27, 9, 4, SHADOW);
        canvas.rect(x, 6, 2, 24, EARTH_1);
        canvas.rect(x, 6, 1, 24, EARTH_3);
    }
    for x in 8..55 {
        canvas.set(x, 8 + (24 - (x - 31).abs()) / 9, EARTH_1);
    }
    for (n, (x, w, h, dye)) in (0..).zip([
        (11, 8, 13, PLASTER_1),
        (21, 6, 9, SLATE_1),
        (29, 9, 14, ROOF_3),
        (40, 5, 10, PLASTER_1),
        (47, 6, 8, LEAF_4),
    ]) {
        canvas.rect(x, 10, w, h, dye);
        canvas.rect(x + w - 2, 11, 1, h - 2, if n == 2 { ROOF_2 } else { PLASTER_0 });
        canvas.rect(x, 10 + h, w - 1, 1, EARTH_1);
    }
    drawing
}

fn crane() -> Drawing {
    let mut drawing = Drawing::new("crane", 4, 6).solid(0, 5);
    let mut canvas = Canvas::new(64, 96);
    canvas.blend_ellipse(0, 86, 20, 8, SHADOW);
    canvas.rect(5, 12, 6, 80, EARTH_1);
    canvas.rect(5, 12, 2, 80, EARTH_3);
    canvas.rect(2, 88, 12, 5, STONE_1);
    canvas.rect(2, 88, 12, 1, STONE_3);
    for n in 0..4 {
        canvas.line((10, 12 + n), (56, 5 + n), if n == 0 { EARTH_3 } else { EARTH_2 });
    }
    canvas.line((10, 40), (32, 12), EARTH_2);
    canvas.line((11, 40), (33, 12), EARTH_1);
    canvas.rect(52, 9, 1, 36, STONE_1);
    canvas.rect(50, 45, 5, 4, STONE_0);
    canvas.rect(44, 50, 17, 12, EARTH_0);
    canvas.rect(45, 51, 15, 10, EARTH_3);
    canvas.rect(45, 51, 15, 3, EARTH_4);
    canvas.line((45, 60), (59, 52), EARTH_2);
    canvas.rect(51, 49, 2, 3, EARTH_4);
    canvas.ellipse(53, 3, 7, 7, STONE_1);
    drawing.on(Layer::Objects).blit(&canvas.cut(0, 80, 64, 16), 0, 80);
    drawing.on(Layer::Canopy).blit(&canvas.cut(0, 0, 64, 80), 0, 0);
    drawing
}

/// A fence for each of the sixteen ways to join north, east, south and west, in reading order.
fn fence() -> Drawing {
    let mut drawing = Drawing::new("fence", 4, 4);
    for joins in 0..16 {
        let (x, y) = (joins % 4 * TILE, joins / 4 * TILE);
        let canvas = drawing.on(Layer::Objects);
        for (bit, px) in [(2, 8), (8, 0)] {
            if joins & bit != 0 {
                canvas.rect(x + px, y + 5, 8, 2, EARTH_4);
                canvas.rect(x + px, y + 7, 8, 1, EARTH_2);
                canvas.rect(x + px, y + 10, 8, 2, EARTH_3);
                canvas.rect(x + px, y + 12, 8, 1, EARTH_1);
            }
        }
        for (bit, py, h) in [(1, 0, 8), (4, 8, 8)] {
            if joins & bit != 0 {
                canvas.rect(x + 7, y + py, 1, h, EARTH_4);
                canvas.rect(x + 8, y + py, 1, h, EARTH_2);
            }
        }
        canvas.rect(x + 6, y + 2, 4, 12, EARTH_1);
        canvas.rect(x + 6, y + 2, 3, 11, EARTH_3);
        canvas.rect(x + 6, y + 2, 3, 1, EARTH_4);
        canvas.blend_ellipse(x + 4, y + 12, 9, 3, SHADOW);
        drawing.nature(Layer::Objects, joins % 4, joins / 4).solid = true;
    }
    drawing
}

/// Smoke over a chimney, in four frames.
fn smoke() -> Drawing {
    let mut drawing = Drawing::new("smoke", 1, 2);
    drawing.frame_ms = 420;
    for t in 0..4 {
        let mut canvas = Canvas::new(TILE, 2 * TILE);
        for n in 0..4 {
            let rise = n * 8 + t * 2;
            let (x, y, r) = (6 + (rise / 6) % 3 + rise / 12, 29 - rise, 3 + rise / 8);
            let pale = u8::try_from(130 - rise * 3).unwrap_or(0);
            let [red, green, blue, _] = STONE_4;
            canvas.blend_ellipse(x - r / 2, y - r / 2, r + 2, r + 1, [red, green, blue, pale]);
        }
        match t {
            0 => *drawing.on(Layer::Canopy) = canvas,
            _ => drawing.frame(Layer::Canopy, canvas),
        }
    }
    drawing
}
