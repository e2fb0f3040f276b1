//! The map while it is being laid out: tiles by layer, what is taken, and what stands where.

use std::collections::BTreeSet;

use super::field::{Field, HIGH, Terrain, WIDE, at, places};
use crate::noise;
use crate::tiles::building::{Building, Spot};
use crate::tiles::{Layer, Sheet, TILE, blob};

/// A place of the village.
#[derive(Debug, Clone)]
pub struct Landmark {
    /// What kind of place, for instance `home`.
    pub class: &'static str,
    /// Stable short name.
    pub id: String,
    /// Name to show.
    pub name: String,
    /// What one can do here.
    pub uses: &'static str,
    /// Left, top, width and height in cells.
    pub area: [i32; 4],
}

/// A spot on the map with the landmark that it belongs to.
#[derive(Debug, Clone)]
pub struct Place {
    /// Id of the landmark.
    pub landmark: String,
    /// Cell, facing and pose.
    pub spot: Spot,
}

/// A named part of the village: left, top, width and height in cells.
pub type Zone = (&'static str, [i32; 4]);

/// A map being laid out.
#[derive(Debug)]
pub struct Draft<'a> {
    sheet: &'a Sheet,
    /// Terrain of every cell.
    pub field: Field,
    /// Tile numbers by layer, row by row.
    pub layers: [Vec<Option<i32>>; 5],
    kept: Vec<bool>,
    /// Places of the village.
    pub landmarks: Vec<Landmark>,
    /// Where one stands or sits.
    pub places: Vec<Place>,
    /// What found no room, for the one who lays the map out.
    pub refused: Vec<String>,
}

impl<'a> Draft<'a> {
    /// An empty meadow.
    pub fn new(sheet: &'a Sheet) -> Self {
        let len = usize::try_from(WIDE * HIGH).unwrap_or(0);
        Self {
            sheet,
            field: Field::default(),
            layers: [const { Vec::new() }; 5].map(|_: Vec<Option<i32>>| vec![None; len]),
            kept: vec![false; len],
            landmarks: Vec::new(),
            places: Vec::new(),
            refused: Vec::new(),
        }
    }

    fn slot(&mut self, layer: Layer, x: i32, y: i32) -> &mut Option<i32> {
        &mut self.layers[layer as usize][at(x, y)]
    }

    /// The tile of a cell on a layer.
    pub fn tile(&self, layer: Layer, x: i32, y: i32) -> Option<i32> {
        self.layers[layer as usize][at(x, y)]
    }

    /// Keeps a cell free of what is strewn later: doorways, spots.
    pub fn keep(&mut self, x: i32, y: i32) {
        self.kept[at(x, y)] = true;
    }

    /// Whether a cell is kept free.
    pub fn is_kept(&self, x: i32, y: i32) -> bool {
        self.kept[at(x, y)]
    }

    /// Whether somebody can walk over a cell.
    pub fn is_open(&self, x: i32, y: i32) -> bool {
        let layers = [Layer::Ground, Layer::Detail, Layer::Objects];
        let solid = |tile: i32| self.sheet.entries.get(&tile).is_some_and(|e| e.nature.solid);
        !layers.iter().any(|layer| self.tile(*layer, x, y).is_some_and(solid))
    }

    /// Lays a piece with its upper left corner on a cell, unless a tile other than ground is there
    /// already or it would hang over the rim.
    pub fn stamp(&mut self, name: &str, x: i32, y: i32) -> bool {
        let piece = self.sheet.piece(name);
        let mut tiles = Vec::new();
        for (layer, cells) in &piece.layers {
            for (i, tile) in (0..).zip(cells) {
                let Some(tile) = tile else { continue };
                let (cx, cy) = (x + i % piece.w, y + i / piece.w);
                let inside = (1..WIDE - 1).contains(&cx) && (1..HIGH - 1).contains(&cy);
                let free = *layer == Layer::Ground || self.tile(*layer, cx, cy).is_none();
                if !inside || !free {
                    self.refused.push(format!("{name} at {x},{y}: {} {cx},{cy}", layer.name()));
                    return false;
                }
                tiles.push((*layer, cx, cy, *tile));
            }
        }
        for (layer, cx, cy, tile) in tiles {
            *self.slot(layer, cx, cy) = Some(tile);
        }
        true
    }

    /// Lays one tile of a single-layer piece.
    pub fn put(&mut self, layer: Layer, name: &str, index: i32, x: i32, y: i32) {
        let tile = self.sheet.piece(name).tile(index);
        *self.slot(layer, x, y) = tile;
    }

    /// Draws fences or hedges along straight runs of cells; where runs meet they join. Cells that
    /// somebody needs stay open.
    pub fn enclose(&mut self, name: &str, runs: &[[i32; 4]]) {
        let mut cells = BTreeSet::new();
        for &[x0, y0, x1, y1] in runs {
            cells.extend((y0..=y1).flat_map(|y| (x0..=x1).map(move |x| (x, y))));
        }
        cells.retain(|&(x, y)| {
            let grass = self.field.get(x, y) == Terrain::Grass;
            grass && !self.is_kept(x, y) && self.tile(Layer::Objects, x, y).is_none()
        });
        for &(x, y) in &cells {
            let sides = [(0, -1), (1, 0), (0, 1), (-1, 0)];
            let joins = (0..).zip(sides).filter(|(_, (dx, dy))| cells.contains(&(x + dx, y + dy)));
            let joins = joins.map(|(bit, _)| 1 << bit).sum();
            self.put(Layer::Objects, name, joins, x, y);
        }
    }

    /// Plants a piece by the middle of its lowest row, on grass that nothing else wants.
    pub fn plant(&mut self, name: &str, x: i32, y: i32) -> bool {
        let piece = self.sheet.piece(name);
        let (left, top) = (x - piece.w / 2, y + 1 - piece.h);
        let solid = |tile: &i32| self.sheet.entries.get(tile).is_some_and(|e| e.nature.solid);
        for (layer, cells) in &piece.layers {
            for (i, tile) in (0..).zip(cells) {
                let (cx, cy) = (left + i % piece.w, top + i / piece.w);
                let grass = self.field.get(cx, cy) == Terrain::Grass;
                let roots = *layer == Layer::Objects && tile.as_ref().is_some_and(solid);
                if roots && (!grass || self.is_kept(cx, cy) || !self.is_open(cx, cy)) {
                    self.refused.push(format!("{name} at {x},{y}: no grass at {cx},{cy}"));
                    return false;
                }
            }
        }
        self.stamp(name, left, top)
    }

    /// Sets a building with the upper left corner of its plan on a cell, and its spots.
    pub fn build(&mut self, building: &Building, id: &str, x: i32, y: i32) {
        self.stamp(building.name, x, y - building.rise);
        if let Some((px, py)) = building.chimney {
            let row = (py - 17) / TILE - 2;
            self.stamp("smoke", x + px / TILE, y - building.rise + row);
        }
        for (spot, facing, pose) in building.spots() {
            self.spot(id, (spot.0 + x, spot.1 + y), facing, pose);
        }
        for (cx, cy, letter) in building.cells() {
            self.keep(x + cx, y + cy);
            if matches!(letter, 'D' | 'G' | 'A') {
                self.keep(x + cx, y + cy + 1);
            }
        }
    }

    /// Adds a spot.
    pub fn spot(
        &mut self,
        landmark: &str,
        cell: (i32, i32),
        facing: &'static str,
        pose: crate::tiles::building::Pose,
    ) {
        self.keep(cell.0, cell.1);
        self.places.push(Place { landmark: landmark.to_owned(), spot: (cell, facing, pose) });
    }

    /// Evens out the paths: fills a cell of grass that they close in, drops a cell of earth
    /// or water that sticks out.
    pub fn mend(&mut self) {
        for (x, y) in places().chain(places()) {
            let own = self.field.get(x, y);
            let sides = [(0, -1), (1, 0), (0, 1), (-1, 0)];
            let beside = sides.map(|(dx, dy)| self.field.get(x + dx, y + dy));
            let count = |terrain: Terrain| beside.iter().filter(|t| **t == terrain).count();
            let paths = count(Terrain::Earth) + count(Terrain::Cobble);
            match own {
                Terrain::Grass if paths >= 3 && !self.is_kept(x, y) => {
                    let most = count(Terrain::Cobble) >= 2;
                    let with = if most { Terrain::Cobble } else { Terrain::Earth };
                    self.field.set(x, y, with);
                }
                Terrain::Earth | Terrain::Water
                    if count(Terrain::Grass) >= 3 && !self.is_kept(x, y) =>
                {
                    self.field.set(x, y, Terrain::Grass);
                }
                _ => {}
            }
        }
    }

    /// Whether long grass stands in a cell: nobody built, sits or passes there.
    fn is_lush(&self, x: i32, y: i32) -> bool {
        self.field.is_lush(x, y) && !self.is_kept(x, y)
    }

    /// Turns the field into tiles of ground and detail, where no piece has put any.
    pub fn pave(&mut self) {
        for (x, y) in places() {
            let terrain = self.field.get(x, y);
            let mask = |same: &dyn Fn(Terrain) -> bool| {
                blob::mask_of(|dx, dy| same(self.field.get(x + dx, y + dy)))
            };
            let path = mask(&|t| matches!(t, Terrain::Earth | Terrain::Cobble));
            let cobble = mask(&|t| t == Terrain::Cobble);
            let water = mask(&|t| t == Terrain::Water);
            let lush = blob::mask_of(|dx, dy| self.is_lush(x + dx, y + dy));
            let deep = blob::mask_of(|dx, dy| self.field.is_deep(x + dx, y + dy));
            let variant = noise::pick(x, y, 12, 4);
            let twin =
                |name: &str| if variant % 2 == 0 { name.into() } else { format!("{name}-b") };
            let (ground, index) = match terrain {
                Terrain::Grass => ("grass".to_owned(), grass(x, y)),
                Terrain::Water if water == 255 => ("water-full".to_owned(), variant),
                Terrain::Water => ("water".to_owned(), blob::index(water)),
                Terrain::Cobble if cobble == 255 => ("cobble-full".to_owned(), variant),
                _ if path == 255 => ("earth-full".to_owned(), variant),
                _ => (twin("earth"), blob::index(path)),
            };
            if self.tile(Layer::Ground, x, y).is_none() {
                self.put(Layer::Ground, &ground, index, x, y);
            }
            if self.tile(Layer::Detail, x, y).is_some()
                || self.is_kept(x, y) && terrain == Terrain::Water
            {
                continue;
            }
            if terrain == Terrain::Cobble && cobble != 255 {
                self.put(Layer::Detail, &twin("cobble"), blob::index(cobble), x, y);
            } else if self.is_lush(x, y) {
                self.put(Layer::Detail, "lush", blob::index(lush), x, y);
            } else if self.field.is_deep(x, y) && deep == 255 {
                self.put(Layer::Detail, "deep-full", variant, x, y);
            } else if self.field.is_deep(x, y) {
                self.put(Layer::Detail, "deep", blob::index(deep), x, y);
            }
        }
    }
}

/// Which grass grows in a cell: kinds keep together.
fn grass(x: i32, y: i32) -> i32 {
    let field = noise::clump(x, y, 4, 77) + noise::clump(x, y, 9, 78) - 255;
    let own = noise::pick(x, y, 79, 100);
    let kinds: &[i32] = match (field, own) {
        (_, 90..) => &[4, 5, 6, 7],
        (..-110, 0..45) => &[9, 9, 4],
        (..-60, 0..40) => &[7, 8, 4, 5],
        (-60..-20, 0..25) => &[14, 15, 5],
        (20..60, 0..30) => &[4, 5, 6],
        (60..110, 0..35) => &[10, 6, 14],
        (110.., 0..40) => &[11, 13, 5],
        _ => &[0, 1, 2, 3],
    };
    noise::choose(kinds, x, y, 80)
}
