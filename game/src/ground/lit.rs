//! Panes and flames. At night the glass of a window turns from sky to candle, pixel by pixel: of
//! the cells whose tile gives light, the colours of glass and glow are kept in their lit form and
//! all else is left out, so that frames and bars stand dark before the light.

use std::collections::BTreeMap;

use village_art::palette::{GLOW, WATER_1, WATER_2, WATER_3, WATER_4};

use super::town::{TILE, TownMap};

/// Pixels of glass that make a window, which may go on above and below.
const PANE_MIN: usize = 6;

/// The lit pixels of one cell, in the order of the picture, 4 bytes each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pane {
    pub x: u32,
    pub y: u32,
    pub pixels: Vec<[u8; 4]>,
}

/// Lit panes of a group of layers that lie on one another, bottom first.
pub fn panes(map: &TownMap, layers: &[&str]) -> Vec<Pane> {
    let mut found: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    let mut lit = Vec::new();
    let mut kindle = |x: u32, y: u32, lit: &mut Vec<Pane>| -> usize {
        if let Some(glass) = found.get(&(x, y)) {
            return *glass;
        }
        let (pane, glass) = light_up(map, layers, x, y);
        found.insert((x, y), glass);
        if glass > 0 {
            lit.push(pane);
        }
        glass
    };
    for (x, y) in lamps(map) {
        if kindle(x, y, &mut lit) >= PANE_MIN {
            for row in [y.checked_sub(1), Some(y + 1)].into_iter().flatten() {
                kindle(x, row, &mut lit);
            }
        }
    }
    lit
}

/// Cells that give light. Those over water are left out: it has the colours of glass.
fn lamps(map: &TownMap) -> Vec<(u32, u32)> {
    let width = usize::from(map.town.width);
    let cells = width * usize::from(map.town.height);
    let kinds = |at: usize| {
        let layers = map.town.layers.iter();
        layers.filter_map(move |layer| map.kind(*layer.tiles.get(at)?))
    };
    (0..cells)
        .filter(|at| kinds(*at).any(|kind| kind.light > 0))
        .filter(|at| kinds(*at).all(|kind| !kind.water))
        .filter_map(|at| Some((u32::try_from(at % width).ok()?, u32::try_from(at / width).ok()?)))
        .collect()
}

/// One cell with its lights on, and how many pixels of glass it has (a flame counts as one).
fn light_up(map: &TownMap, layers: &[&str], x: u32, y: u32) -> (Pane, usize) {
    let mut pane = Pane { x, y, pixels: Vec::with_capacity((TILE * TILE) as usize) };
    let (mut glass, mut flame) = (0, 0);
    let at = y as usize * usize::from(map.town.width) + x as usize;
    for pixel in 0..TILE * TILE {
        let (px, py) = (pixel % TILE, pixel / TILE);
        let seen = layers.iter().rev().find_map(|name| {
            let cell = *map.layer(name).get(at)?;
            Some(map.pixel(cell, px, py)).filter(|rgba| rgba[3] == 255)
        });
        let lit = seen.and_then(candle);
        glass += usize::from(lit.is_some() && seen != Some(GLOW));
        flame |= usize::from(seen == Some(GLOW));
        pane.pixels.push(lit.unwrap_or([0; 4]));
    }
    (pane, glass.max(flame))
}

/// A colour of glass or flame as it is when it is lit.
fn candle(day: [u8; 4]) -> Option<[u8; 4]> {
    let lit = match day {
        GLOW => [255, 236, 176],
        WATER_4 => [255, 240, 190],
        WATER_3 => [255, 220, 140],
        WATER_2 => [248, 190, 96],
        WATER_1 => [206, 136, 72],
        _ => return None,
    };
    Some([lit[0], lit[1], lit[2], 255])
}
