//! What stands on the square: the town board, the well, market stalls, parasols, the ring of warm
//! stones around the lime tree.

use super::drawing::{Drawing, Layer, TILE};
use super::furniture;
use super::terrain;
use super::wall;
use crate::canvas::{Canvas, Rgba};
use crate::noise::choose;
use crate::palette::{
    EARTH_0, EARTH_1, EARTH_2, EARTH_3, EARTH_4, GLOW, LEAF_3, LEAF_4, LEAF_5, PLASTER_0,
    PLASTER_1, PLUM_0, PLUM_1, PLUM_2, ROOF_0, ROOF_1, ROOF_2, ROOF_3, SHADOW, SLATE_0, SLATE_1,
    STONE_0, STONE_1, STONE_2, STONE_3, STONE_4, STRAW_0, STRAW_1, WATER_0, WATER_1, WATER_3,
};

/// All drawings of the square.
pub fn drawings() -> Vec<Drawing> {
    vec![
        well(),
        board(),
        stall("stall-fruit", [ROOF_0, ROOF_1, ROOF_2], &[ROOF_2, LEAF_4, STRAW_1, PLUM_1]),
        stall("stall-cloth", [WATER_0, SLATE_0, SLATE_1], &[SLATE_1, PLUM_2, EARTH_4, LEAF_3]),
        stall("stall-bread", [STRAW_0, STRAW_0, STRAW_1], &[EARTH_3, STRAW_0, EARTH_2, STRAW_1]),
        stall("stall-flowers", [PLUM_0, PLUM_1, PLUM_2], &[PLUM_2, PLASTER_1, STRAW_1, LEAF_4]),
        parasol(),
        Drawing::of("ring", Layer::Detail, ring()),
    ]
}

/// Warm stones in a ring: the cobbles whose hearts lie in it, drawn again in other colours.
fn ring() -> Canvas {
    let mut canvas = Canvas::new(9 * TILE, 7 * TILE);
    for y in 0..canvas.h {
        for x in 0..canvas.w {
            let stone = terrain::cobble_at(x, y);
            let (dx, dy) = (stone.heart.0 - 72, stone.heart.1 - 56);
            let far = dx * dx * 49 + dy * dy * 100;
            if (21_000..30_500).contains(&(far / 8)) {
                canvas.set(x, y, if stone.is_joint() { EARTH_3 } else { stone.warm() });
            }
        }
    }
    canvas
}

fn well() -> Drawing {
    let mut drawing = Drawing::new("well", 2, 3).solid(0, 2).solid(1, 2);
    let mut canvas = Canvas::new(32, 48);
    canvas.blend_ellipse(0, 36, 32, 12, SHADOW);
    canvas.rect(4, 12, 3, 24, EARTH_1);
    canvas.rect(25, 12, 3, 24, EARTH_1);
    canvas.rect(4, 12, 1, 24, EARTH_3);
    canvas.rect(4, 20, 24, 2, EARTH_2);
    canvas.ellipse(2, 26, 28, 12, STONE_4);
    canvas.ellipse(6, 28, 20, 7, STONE_0);
    canvas.ellipse(8, 31, 16, 4, WATER_1);
    canvas.rect(2, 33, 28, 9, STONE_2);
    canvas.ellipse(2, 36, 28, 11, STONE_2);
    canvas.ellipse(6, 27, 20, 8, STONE_0);
    canvas.ellipse(8, 30, 16, 5, WATER_1);
    for (n, x) in (0..).zip([3, 9, 15, 21, 26]) {
        canvas.rect(x, 36 + n % 2, 4, 3, STONE_3);
        canvas.rect(x - 1, 41 + n % 2, 4, 3, if n == 4 { STONE_1 } else { STONE_3 });
        canvas.rect(x + 4, 36, 1, 8, STONE_1);
    }
    canvas.rect(15, 22, 1, 7, EARTH_4);
    canvas.rect(13, 27, 5, 4, EARTH_2);
    canvas.rect(13, 27, 5, 1, EARTH_4);
    for y in 0..12 {
        canvas.rect(12 - y, y + 2, 8 + 2 * y, 1, if y % 4 == 3 { ROOF_0 } else { ROOF_1 });
        canvas.rect(12 - y, y + 2, 4 + y, 1, if y % 4 == 3 { ROOF_1 } else { ROOF_2 });
    }
    canvas.rect(11, 1, 10, 2, ROOF_3);
    canvas.rect(1, 14, 30, 1, ROOF_0);
    drawing.on(Layer::Canopy).blit(&canvas.cut(0, 0, 32, 32), 0, 0);
    drawing.on(Layer::Objects).blit(&canvas.cut(0, 32, 32, 16), 0, 32);
    drawing
}

/// Corners of the town board's two fields of papers, in pixels of its picture.
const FIELDS: [(i16, i16); 2] = [(14, 26), (61, 26)];

/// The papers of one field, from its corner: left, top, width and height.
const FIELD_PAPERS: [(i16, i16, i16, i16); 8] = [
    (0, 0, 8, 10),
    (10, 1, 7, 8),
    (19, 0, 9, 9),
    (30, 1, 7, 9),
    (1, 12, 9, 9),
    (12, 11, 8, 11),
    (22, 11, 7, 9),
    (31, 12, 6, 8),
];

/// Where a note hangs on the town board, in pixels of the board's picture. The picture is full of
/// papers; whoever draws it covers those that nobody pinned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paper {
    pub left: i16,
    pub top: i16,
    pub width: i16,
    pub height: i16,
    /// A column of the picture that shows bare wood in the paper's rows.
    pub bare: i16,
}

/// The papers in the order in which notes are hung: the upper row of both fields, then the lower.
pub const BOARD_PAPERS: [Paper; FIELDS.len() * FIELD_PAPERS.len()] = {
    let in_row = FIELD_PAPERS.len() / 2;
    let mut papers = [Paper { left: 0, top: 0, width: 0, height: 0, bare: 0 }; _];
    let mut at = 0;
    while at < papers.len() {
        let (row, field) = (at / (FIELDS.len() * in_row), at / in_row % FIELDS.len());
        let (x, y) = FIELDS[field];
        let (left, top, width, height) = FIELD_PAPERS[row * in_row + at % in_row];
        papers[at] = Paper { left: x + left, top: y + top, width, height, bare: x - 2 };
        at += 1;
    }
    papers
};

/// The town board: a broad roof over two fields of notes, a lantern between them.
fn board() -> Drawing {
    let mut drawing = Drawing::new("board", 7, 4);
    let mut canvas = Canvas::new(112, 64);
    canvas.blend_ellipse(2, 54, 108, 9, SHADOW);
    for x in [6, 53, 101] {
        canvas.rect(x, 20, 5, 40, EARTH_1);
        canvas.rect(x, 20, 2, 40, EARTH_3);
        canvas.rect(x - 1, 57, 7, 4, STONE_1);
        canvas.rect(x - 1, 57, 7, 1, STONE_3);
    }
    for (left, top) in FIELDS {
        let x = i32::from(left) - 3;
        canvas.rect(x, 23, 43, 28, EARTH_0);
        canvas.rect(x + 1, 24, 41, 26, EARTH_2);
        (0..6).for_each(|n| canvas.rect(x + 1, 28 + n * 4, 41, 1, EARTH_1));
        canvas.rect(x, 50, 43, 3, EARTH_3);
        canvas.rect(x, 53, 43, 1, EARTH_0);
        notes(&mut canvas, left.into(), top.into());
    }
    for y in 0..16 {
        let inset = (16 - y) / 2;
        for x in inset..112 - inset {
            let tile = (x + y / 4 % 2 * 4) % 8;
            let colour = match (y % 4, tile) {
                _ if y < 2 => ROOF_3,
                (3, _) => ROOF_0,
                (_, 7) => ROOF_1,
                (0, _) => ROOF_3,
                _ => ROOF_2,
            };
            canvas.set(x, y + 4, colour);
        }
    }
    canvas.rect(0, 20, 112, 2, EARTH_1);
    canvas.rect(0, 20, 112, 1, EARTH_4);
    canvas.rect(52, 22, 8, 2, STONE_0);
    canvas.rect(53, 24, 6, 7, STONE_0);
    canvas.rect(54, 25, 4, 5, GLOW);
    drawing.on(Layer::Objects).blit(&canvas.cut(0, 48, 112, 16), 0, 48);
    drawing.on(Layer::Canopy).blit(&canvas.cut(0, 0, 112, 48), 0, 0);
    for x in 0..7 {
        drawing.nature(Layer::Objects, x, 3).solid = true;
    }
    drawing.light(Layer::Canopy, 3, 1, 60)
}

/// Notes of several papers, pinned in two rows.
fn notes(canvas: &mut Canvas, x: i32, y: i32) {
    let papers = [PLASTER_1, EARTH_4, PLASTER_1, WATER_3, LEAF_5, PLASTER_1, PLUM_2];
    for (n, (dx, dy, w, h)) in (0..).zip(FIELD_PAPERS) {
        let [dx, dy, w, h] = [dx, dy, w, h].map(i32::from);
        let paper = choose(&papers, n, x, 13);
        canvas.rect(x + dx + 1, y + dy + 1, w, h, EARTH_0);
        canvas.rect(x + dx, y + dy, w, h, paper);
        (0..(h - 3) / 2).for_each(|l| {
            canvas.rect(x + dx + 1, y + dy + 3 + l * 2, w - 2 - (l + n) % 3, 1, PLASTER_0);
        });
        canvas.set(x + dx + w / 2, y + dy, ROOF_1);
    }
}

/// A market stall: goods on the counter below, an awning over the one who sells.
fn stall(name: &str, dye: [Rgba; 3], goods: &[Rgba]) -> Drawing {
    let mut drawing = Drawing::new(name, 3, 4).solid(0, 3).solid(1, 3).solid(2, 3);
    let mut low = Canvas::new(48, 48);
    low.blend_ellipse(0, 40, 48, 8, SHADOW);
    low.rect(2, 33, 44, 6, EARTH_3);
    low.rect(2, 39, 44, 7, EARTH_2);
    (0..11).for_each(|n| low.rect(2 + n * 4, 40, 1, 6, EARTH_1));
    low.rect(2, 39, 44, 1, EARTH_0);
    low.rect(2, 46, 44, 1, EARTH_0);
    for (n, x) in (0..).zip([4, 15, 26, 36]) {
        low.rect(x - 1, 32, 10, 6, EARTH_1);
        let colour = goods[n % goods.len()];
        for i in 0..8 {
            let (gx, gy) = (x + i % 4 * 2, 32 + i / 4 * 2);
            low.rect(gx, gy, 2, 2, colour);
            low.set(gx, gy, LEAF_5);
            low.set(gx + 1, gy + 1, EARTH_1);
        }
    }
    drawing.on(Layer::Objects).blit(&low, 0, TILE);
    let posts = drawing.on(Layer::Canopy);
    for x in [2, 44] {
        posts.rect(x, 10, 2, 38, EARTH_1);
        posts.rect(x, 10, 1, 38, EARTH_3);
    }
    wall::awning(posts, 0, 3, 48, 13, dye);
    posts.rect(0, 2, 48, 1, dye[0]);
    drawing
}

fn parasol() -> Drawing {
    let mut drawing = Drawing::new("parasol", 3, 3).solid(1, 2);
    furniture::table(drawing.on(Layer::Objects), 16, 32);
    let high = drawing.on(Layer::Canopy);
    high.rect(23, 14, 2, 20, EARTH_2);
    for x in 0..40_i32 {
        let off = (2 * x - 39).abs();
        let top = 4 + off * off / 190;
        let stripe = (x + 1) / 6 % 2 == 0;
        let colour = if stripe { ROOF_2 } else { PLASTER_1 };
        let shade = if stripe { ROOF_1 } else { PLASTER_0 };
        high.rect(4 + x, top, 1, 17 - top, colour);
        high.rect(4 + x, 15, 1, 3 + x % 6 / 3, shade);
    }
    high.rect(23, 2, 2, 3, EARTH_1);
    drawing
}
