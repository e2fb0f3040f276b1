//! What grows and lies about: trees by hand, small things strewn where a slow noise wants them.

use super::draft::Draft;
use super::field::{HIGH, Terrain, WIDE, places};
use crate::noise;
use crate::tiles::Layer;

/// Trees by the middle of their lowest row.
const TREES: [(&str, i32, i32); 34] = [
    ("grove-mixed", 6, 8),
    ("grove-pine", 5, 16),
    ("grove-oak", 24, 5),
    ("grove-birch", 3, 24),
    ("grove-pine", 18, 6),
    ("grove-mixed", 39, 8),
    ("grove-small", 38, 14),
    ("oak", 22, 16),
    ("birch", 48, 12),
    ("oak", 60, 8),
    ("birch", 61, 12),
    ("grove-pine", 74, 16),
    ("grove-oak", 68, 35),
    ("grove-birch", 52, 36),
    ("oak", 49, 41),
    ("willow", 20, 36),
    ("willow", 35, 45),
    ("willow", 33, 35),
    ("birch", 17, 48),
    ("grove-mixed", 7, 50),
    ("grove-oak", 16, 54),
    ("grove-pine", 4, 38),
    ("grove-small", 39, 52),
    ("oak", 37, 37),
    ("grove-mixed", 74, 50),
    ("oak", 77, 33),
    ("pine", 77, 44),
    ("birch", 69, 16),
    ("cherry", 8, 20),
    ("cherry", 32, 18),
    ("cherry", 47, 36),
    ("birch-young", 18, 21),
    ("oak-young", 58, 12),
    ("oak", 50, 17),
];

/// Plants everything.
pub fn plant(draft: &mut Draft<'_>) {
    let trees = TREES.iter().copied();
    let orchard =
        (0..3).flat_map(|row| (0..4).map(move |n| ("apple", 62 + n * 4 + row, 15 + row * 3)));
    for (name, x, y) in trees.chain(orchard) {
        draft.plant(name, x, y);
    }
    fields(draft);
    strew(draft);
}

/// Crops in beds: left, top, width, height, kind.
const BEDS: [([i32; 4], i32); 5] = [
    ([47, 48, 5, 2], 1),
    ([47, 51, 5, 2], 3),
    ([55, 47, 8, 6], 0),
    ([65, 47, 4, 3], 2),
    ([65, 51, 4, 2], 1),
];

fn fields(draft: &mut Draft<'_>) {
    for ([left, top, w, h], kind) in BEDS {
        for y in top..top + h {
            for x in left..left + w {
                draft.put(Layer::Detail, "crops", kind, x, y);
                draft.keep(x, y);
            }
        }
    }
}

fn strew(draft: &mut Draft<'_>) {
    for (x, y) in places() {
        let rim = x.min(y).min(WIDE - 1 - x).min(HIGH - 1 - y);
        let bare = draft.tile(Layer::Detail, x, y).is_none() && draft.is_open(x, y);
        let free = rim > 0 && bare && !draft.is_kept(x, y);
        if !free || draft.tile(Layer::Objects, x, y).is_some() {
            continue;
        }
        match draft.field.get(x, y) {
            Terrain::Grass => strew_grass(draft, x, y),
            Terrain::Water => strew_water(draft, x, y),
            _ => {}
        }
    }
}

fn strew_grass(draft: &mut Draft<'_>, x: i32, y: i32) {
    let near = |terrain: Terrain| {
        (-1..=1).any(|dy| (-1..=1).any(|dx| draft.field.get(x + dx, y + dy) == terrain))
    };
    let wild = noise::clump(x, y, 6, 201);
    let by_path = near(Terrain::Earth) || near(Terrain::Cobble);
    match noise::pick(x, y, 202, 100) {
        0..8 if by_path => {
            draft.put(Layer::Detail, "flowers", noise::pick(x / 3, y / 3, 203, 4), x, y);
        }
        0..5 if wild > 150 => {
            draft.plant("bush", x, y);
        }
        5..7 if wild > 150 => {
            draft.plant("bush-berry", x, y);
        }
        8 if wild > 130 && !by_path => {
            draft.plant("rock", x, y);
        }
        9..12 if wild < 90 => {
            draft.put(Layer::Detail, "flowers", noise::pick(x / 4, y / 4, 204, 4), x, y);
        }
        12 => draft.put(Layer::Detail, "pebbles", 0, x, y),
        13 if wild > 160 => draft.put(Layer::Detail, "mushrooms", 0, x, y),
        _ => {}
    }
}

fn strew_water(draft: &mut Draft<'_>, x: i32, y: i32) {
    let deep =
        (-1..=1).all(|dy| (-1..=1).all(|dx| draft.field.get(x + dx, y + dy) == Terrain::Water));
    match noise::pick(x, y, 205, 100) {
        0..6 if deep => draft.put(Layer::Detail, "lily", 0, x, y),
        6..9 if deep => draft.put(Layer::Detail, "ducks", 0, x, y),
        9..12 if deep => draft.put(Layer::Detail, "duck", 0, x, y),
        _ => {}
    }
}
