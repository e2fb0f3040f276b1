//! What grows and lies about: trees by hand, small things strewn where a slow noise wants them.

use super::draft::Draft;
use super::field::{Field, HIGH, Terrain, WIDE, places};
use crate::noise;
use crate::tiles::Layer;

/// Trees and what else has roots, by the middle of their lowest row.
const TREES: &[(&str, i32, i32)] = &[
    // The north-west wood.
    ("grove-mixed", 4, 7),
    ("grove-birch", 10, 6),
    ("pine", 15, 6),
    ("pine-young", 17, 5),
    ("grove-birch", 3, 15),
    ("oak", 22, 8),
    ("pine-young", 21, 11),
    ("grove-pine", 4, 22),
    ("oak-young", 11, 14),
    ("pine-young", 9, 17),
    ("cherry", 22, 14),
    ("birch", 11, 18),
    // North.
    ("grove-birch", 39, 8),
    ("grove-small", 39, 13),
    ("oak", 47, 6),
    ("oak", 49, 19),
    ("birch-young", 37, 17),
    ("cherry", 32, 18),
    ("grove-pine", 61, 7),
    ("grove-oak", 76, 9),
    ("oak-young", 59, 12),
    // East.
    ("grove-small", 73, 34),
    ("oak", 77, 33),
    ("birch", 68, 21),
    ("birch-young", 77, 25),
    ("grove-mixed", 74, 51),
    ("cherry", 66, 33),
    // South and west.
    ("willow", 20, 36),
    ("willow", 36, 45),
    ("cherry", 35, 36),
    ("oak", 40, 37),
    ("bush-rose", 48, 34),
    ("bush-rose", 53, 34),
    ("bush-rose", 48, 38),
    ("bush-rose", 53, 38),
    ("rock", 6, 9),
    ("rocks", 8, 9),
    ("rock", 9, 11),
    ("oak", 49, 43),
    ("grove-small", 38, 50),
    ("grove-oak", 13, 53),
    ("grove-mixed", 6, 51),
    ("grove-birch", 3, 35),
    ("grove-pine", 4, 43),
    ("oak", 16, 47),
    ("birch-young", 24, 53),
    ("apple", 18, 24),
    ("oak", 58, 33),
    ("cherry", 63, 33),
];

/// Plants everything.
pub fn plant(draft: &mut Draft<'_>) {
    let orchard = (0..2).flat_map(|row| (0..4).map(move |n| ("apple", 67 + n * 3, 14 + row * 3)));
    for (name, x, y) in TREES.iter().copied().chain(orchard) {
        draft.plant(name, x, y);
    }
    for (area, kind) in BEDS {
        for (x, y) in cells(area) {
            let variant = noise::pick(x, y, 206, 2) * 4;
            draft.put(Layer::Detail, "crops", kind + variant, x, y);
            draft.keep(x, y);
        }
    }
    for (area, kind) in FLOWERS {
        cells(area).for_each(|(x, y)| draft.put(Layer::Detail, "flowers", kind, x, y));
    }
    strew(draft);
}

/// Crops in beds: left, top, width and height, and which crop.
const BEDS: [([i32; 4], i32); 6] = [
    ([47, 48, 4, 2], 1),
    ([47, 51, 5, 2], 3),
    ([56, 47, 7, 3], 0),
    ([56, 51, 7, 2], 0),
    ([65, 47, 4, 2], 2),
    ([67, 51, 3, 2], 1),
];

/// Beds of flowers in the rose garden, like the crops.
const FLOWERS: [([i32; 4], i32); 4] =
    [([48, 36, 1, 2], 0), ([51, 34, 2, 1], 2), ([52, 36, 2, 2], 0), ([49, 34, 1, 2], 1)];

fn cells([left, top, w, h]: [i32; 4]) -> impl Iterator<Item = (i32, i32)> {
    (top..top + h).flat_map(move |y| (left..left + w).map(move |x| (x, y)))
}

/// Turns the beds into earth.
pub fn till(field: &mut Field) {
    for (area, _) in BEDS {
        cells(area).for_each(|(x, y)| field.set(x, y, Terrain::Earth));
    }
}

fn strew(draft: &mut Draft<'_>) {
    for (x, y) in places() {
        let rim = x.min(y).min(WIDE - 1 - x).min(HIGH - 1 - y);
        let bare = draft.tile(Layer::Detail, x, y).is_none() && draft.is_open(x, y);
        let wet = draft.field.get(x, y) == Terrain::Water;
        let free = rim > 0 && (bare || wet) && !draft.is_kept(x, y);
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
    // Under a wall there is a bed of flowers; a wall is kept and solid.
    let by_wall = draft.is_kept(x, y - 1) && !draft.is_open(x, y - 1);
    let bed = noise::pick(x / 3, y, 203, 4);
    let own = noise::pick(x, y, 202, 100);
    let sown = match own {
        0..62 if by_wall => Some(("flowers", bed)),
        62..80 if by_wall => None,
        0..9 if by_path => Some(("flowers", noise::pick(x / 3, y / 3, 203, 4))),
        9..14 if wild < 90 => Some(("flowers", noise::pick(x / 4, y / 4, 204, 4))),
        14 => Some(("pebbles", 0)),
        15 if wild > 160 => Some(("mushrooms", 0)),
        _ => None,
    };
    let rooted = match own {
        62..80 if by_wall => Some("bush-rose"),
        20..26 if wild > 150 => Some("bush"),
        26..29 if wild > 150 => Some("bush-berry"),
        29 if wild > 110 && !by_path => Some("rock"),
        30 if wild > 110 && !by_path => Some("rocks"),
        31 if wild > 170 && !by_path => Some("stump"),
        _ => None,
    };
    if let Some((name, index)) = sown {
        draft.put(Layer::Detail, name, index, x, y);
    } else if let Some(name) = rooted {
        draft.plant(name, x, y);
    }
}

fn strew_water(draft: &mut Draft<'_>, x: i32, y: i32) {
    let wet = |dx: i32, dy: i32| draft.field.get(x + dx, y + dy) == Terrain::Water;
    let open = (-1..=1).all(|dy| (-1..=1).all(|dx| wet(dx, dy)));
    let shore = wet(0, -1) && !wet(0, 1);
    let pond = x >= 19;
    match noise::pick(x, y, 205, 100) {
        0..34 if shore => draft.put(Layer::Detail, "reeds", 0, x, y),
        0..5 if open && pond => draft.put(Layer::Objects, "lily", 0, x, y),
        5..8 if open && pond => draft.put(Layer::Objects, "ducks", 0, x, y),
        8..10 if open && pond => draft.put(Layer::Objects, "duck", 0, x, y),
        _ => {}
    }
}
