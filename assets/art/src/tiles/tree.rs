//! Trees: oak, pine and birch in two ages each, willow and fruit trees, alone and in groves.
//!
//! A tree stands with its foot on the middle of one solid cell. What rises above that cell is on
//! the canopy layer, over villagers; the foot itself is on the objects layer, under them.

use super::drawing::{Drawing, Layer, TILE};
use super::foliage::{self, Puff};
use crate::canvas::{Canvas, Rgba};
use crate::palette::{
    EARTH_0, EARTH_1, EARTH_2, EARTH_3, LEAF_0, LEAF_1, LEAF_2, LEAF_3, LEAF_4, LEAF_5, PLASTER_1,
    PLUM_1, PLUM_2, ROOF_2, ROOF_3, SHADOW, STONE_1, STONE_3, STONE_4,
};

/// What grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Broad and round.
    Oak,
    /// A dark cone.
    Pine,
    /// Pale trunk, light leaves.
    Birch,
    /// Drooping, by the water.
    Willow,
    /// Small and round, with red fruit.
    Apple,
    /// Small and round, in blossom.
    Cherry,
}

const OAK: [Rgba; 5] = [LEAF_0, LEAF_1, LEAF_2, LEAF_3, LEAF_4];
const PINE: [Rgba; 5] = [LEAF_0, LEAF_0, LEAF_1, LEAF_2, LEAF_3];
const BIRCH: [Rgba; 5] = [LEAF_1, LEAF_2, LEAF_3, LEAF_4, LEAF_5];
const CHERRY: [Rgba; 5] = [PLUM_1, PLUM_1, PLUM_2, PLUM_2, PLASTER_1];

/// A tree's crown over a foot at the origin, `y` upwards negative.
fn puffs(kind: Kind, old: bool) -> &'static [Puff] {
    match (kind, old) {
        (Kind::Oak, true) => &[
            (-10, -43, 9),
            (1, -47, 10),
            (11, -42, 9),
            (-16, -33, 8),
            (16, -32, 8),
            (-1, -36, 12),
            (-10, -27, 9),
            (10, -26, 9),
            (0, -25, 8),
        ],
        (Kind::Oak, false) => {
            &[(-4, -26, 6), (4, -25, 6), (0, -30, 6), (-5, -19, 6), (5, -18, 6), (0, -20, 5)]
        }
        (Kind::Birch, true) => &[
            (0, -52, 6),
            (-6, -45, 7),
            (6, -43, 7),
            (0, -39, 8),
            (-9, -34, 6),
            (9, -32, 6),
            (-3, -28, 6),
            (5, -25, 5),
        ],
        (Kind::Birch, false) => {
            &[(0, -32, 4), (-3, -27, 5), (4, -25, 5), (-2, -20, 5), (3, -18, 4)]
        }
        (Kind::Willow, _) => &[(-13, -43, 9), (12, -43, 9), (0, -47, 11), (-1, -39, 12)],
        _ => &[(-5, -24, 6), (5, -23, 6), (0, -28, 6), (-6, -17, 5), (6, -16, 5), (0, -18, 6)],
    }
}

/// Draws one tree with its foot at `foot` pixels: what is under villagers, and what is over them.
fn grow(low: &mut Canvas, high: &mut Canvas, kind: Kind, old: bool, foot: (i32, i32), seed: u32) {
    let (fx, fy) = foot;
    let half = match (kind, old) {
        (Kind::Oak | Kind::Willow, true) => 18,
        (Kind::Pine | Kind::Birch, true) => 13,
        _ => 8,
    };
    low.blend_ellipse(fx - half, fy - half / 3, 2 * half, half * 2 / 3 + 2, SHADOW);
    let mut tree = Canvas::new(64, 80);
    let (ox, oy) = (32, 72);
    trunk(&mut tree, kind, old, (ox, oy));
    let placed: Vec<Puff> = puffs(kind, old).iter().map(|&(x, y, r)| (x + ox, y + oy, r)).collect();
    match kind {
        Kind::Pine => {
            let (top, wide) = if old { (oy - 56, 28) } else { (oy - 34, 18) };
            foliage::needles(&mut tree, ox, (top, oy - 6), wide, &PINE);
        }
        Kind::Birch => foliage::crown(&mut tree, &placed, &BIRCH, seed),
        Kind::Cherry => foliage::crown(&mut tree, &placed, &CHERRY, seed),
        Kind::Oak | Kind::Apple => foliage::crown(&mut tree, &placed, &OAK, seed),
        Kind::Willow => {
            foliage::curtain(&mut tree, (ox - 21, ox + 20), oy - 44, oy - 4, &BIRCH);
            foliage::crown(&mut tree, &placed, &BIRCH, seed);
        }
    }
    if kind == Kind::Apple {
        for (x, y) in [(-6, -22), (3, -27), (6, -19), (-1, -17), (-4, -14), (1, -23)] {
            tree.set(ox + x, oy + y, ROOF_2);
            tree.set(ox + x, oy + y - 1, ROOF_3);
        }
    }
    // The cell of the foot begins where the tile begins; above it the tree is over villagers.
    let row = fy.div_euclid(TILE) * TILE;
    for y in 0..tree.h {
        for x in 0..tree.w {
            let (tx, ty) = (fx - ox + x, fy - oy + y);
            let leaves = kind == Kind::Willow && y < oy - 4;
            let plate = if ty < row || leaves { &mut *high } else { &mut *low };
            plate.blend(tx, ty, tree.get(x, y));
        }
    }
}

fn trunk(tree: &mut Canvas, kind: Kind, old: bool, foot: (i32, i32)) {
    let (x, y) = foot;
    let (half, tall) = match (kind, old) {
        (Kind::Oak | Kind::Willow, true) => (3, 30),
        (_, true) => (2, 30),
        (_, false) => (1, 18),
    };
    let [dark, body, light] = match kind {
        Kind::Birch => [STONE_1, STONE_3, STONE_4],
        _ => [EARTH_0, EARTH_1, EARTH_2],
    };
    tree.rect(x - half - 1, y - tall, 2 * half + 2, tall, dark);
    tree.rect(x - half, y - tall, 2 * half, tall, body);
    tree.rect(x - half, y - tall, half, tall, light);
    if kind == Kind::Birch {
        (0..tall / 5).for_each(|n| tree.rect(x - half + n % 2, y - 3 - n * 5, 2, 1, STONE_1));
    } else if old {
        tree.line((x - half, y - tall), (x - half, y - 4), EARTH_3);
    }
    // Roots that spread a little.
    tree.rect(x - half - 2, y - 1, 2, 2, dark);
    tree.rect(x + half, y - 1, 2, 2, dark);
    tree.rect(x - half - 1, y, 2 * half + 2, 1, body);
}

/// A tree within a drawing: kind, old or young, cell of the foot, nudge in pixels.
pub type Stand = (Kind, bool, (i32, i32), (i32, i32));

/// Trees that stand so close that their crowns overlap, as one drawing.
pub fn grove(name: &str, w: i32, h: i32, stands: &[Stand]) -> Drawing {
    let mut drawing = Drawing::new(name, w, h);
    let mut low = Canvas::new(w * TILE, h * TILE);
    let mut high = low.clone();
    let mut order = stands.to_vec();
    order.sort_by_key(|&(_, _, (x, y), (nx, ny))| (y * TILE + ny, x * TILE + nx));
    for (seed, &(kind, old, (x, y), (nx, ny))) in (0..).zip(&order) {
        let foot = (x * TILE + 8 + nx, y * TILE + 12 + ny);
        grow(&mut low, &mut high, kind, old, foot, seed + 3);
    }
    *drawing.on(Layer::Objects) = low;
    *drawing.on(Layer::Canopy) = high;
    for (_, _, (x, y), _) in order {
        drawing.nature(Layer::Objects, x, y).solid = true;
    }
    drawing
}

/// One tree alone.
fn single(name: &str, w: i32, h: i32, kind: Kind, old: bool) -> Drawing {
    grove(name, w, h, &[(kind, old, (w / 2, h - 1), (0, 0))])
}

/// All trees.
pub fn drawings() -> Vec<Drawing> {
    use Kind::{Apple, Birch, Cherry, Oak, Pine, Willow};
    let mut all = vec![
        single("oak", 3, 4, Oak, true),
        single("oak-young", 3, 3, Oak, false),
        single("pine", 3, 5, Pine, true),
        single("pine-young", 3, 3, Pine, false),
        single("birch", 3, 5, Birch, true),
        single("birch-young", 3, 3, Birch, false),
        single("willow", 3, 4, Willow, true),
        single("apple", 3, 3, Apple, false),
        single("cherry", 3, 3, Cherry, false),
    ];
    all.extend(GROVES.iter().map(|(name, w, h, stands)| grove(name, *w, *h, stands)));
    all
}

const O: (i32, i32) = (0, 0);

const GROVES: [(&str, i32, i32, &[Stand]); 5] = [
    (
        "grove-oak",
        6,
        6,
        &[
            (Kind::Oak, true, (1, 3), O),
            (Kind::Oak, true, (3, 4), (4, 0)),
            (Kind::Oak, false, (5, 4), O),
            (Kind::Birch, true, (2, 5), O),
            (Kind::Oak, false, (0, 5), (2, 0)),
        ],
    ),
    (
        "grove-pine",
        6,
        6,
        &[
            (Kind::Pine, true, (1, 4), O),
            (Kind::Pine, true, (3, 3), O),
            (Kind::Pine, true, (4, 5), O),
            (Kind::Pine, false, (2, 5), (0, 1)),
            (Kind::Pine, false, (5, 3), (-4, 0)),
        ],
    ),
    (
        "grove-birch",
        5,
        6,
        &[
            (Kind::Birch, true, (1, 4), O),
            (Kind::Birch, true, (3, 4), (3, 1)),
            (Kind::Birch, false, (0, 5), (1, 0)),
            (Kind::Birch, true, (2, 5), (0, 1)),
            (Kind::Birch, false, (4, 5), (-1, 0)),
        ],
    ),
    (
        "grove-mixed",
        7,
        6,
        &[
            (Kind::Pine, true, (1, 4), O),
            (Kind::Oak, true, (3, 3), O),
            (Kind::Birch, true, (5, 4), O),
            (Kind::Oak, true, (4, 5), (4, 0)),
            (Kind::Pine, false, (2, 5), O),
            (Kind::Oak, false, (0, 5), (2, 0)),
        ],
    ),
    (
        "grove-small",
        4,
        4,
        &[
            (Kind::Pine, false, (1, 2), O),
            (Kind::Oak, false, (2, 2), (2, 0)),
            (Kind::Birch, false, (0, 3), (2, 0)),
            (Kind::Oak, false, (3, 3), (-2, 0)),
        ],
    ),
];
