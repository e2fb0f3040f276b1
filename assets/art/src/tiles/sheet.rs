//! The sheet: every drawing cut into tiles, 32 to a row, and what each tile does.
//!
//! Drawings are placed in the order of the catalogue, each layer as one block that keeps its shape,
//! so that a person can pick a whole tree in Tiled. A block takes the first free place; hence a
//! drawing that is added at the end of the catalogue moves no tile that a map already uses.

use std::collections::BTreeMap;

use super::drawing::{Drawing, Layer, Nature, Plate, TILE};
use crate::canvas::Canvas;

/// Tiles in a row of the sheet.
pub const COLUMNS: i32 = 32;

/// A tile of the sheet that does something besides being seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// What it does.
    pub nature: Nature,
    /// Tile numbers of its frames and the time of each in milliseconds; empty for a still tile.
    pub frames: Vec<(i32, u32)>,
}

/// A drawing after it was cut: tile numbers by layer and cell.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Width in tiles.
    pub w: i32,
    /// Height in tiles.
    pub h: i32,
    /// For each layer the tile numbers row by row, `None` where nothing is drawn.
    pub layers: Vec<(Layer, Vec<Option<i32>>)>,
}

impl Piece {
    /// The tile of a single-layer piece by its place in reading order.
    pub fn tile(&self, index: i32) -> Option<i32> {
        let (_, tiles) = self.layers.first()?;
        *tiles.get(usize::try_from(index).ok()?)?
    }
}

/// The whole tileset.
#[derive(Debug)]
pub struct Sheet {
    /// The picture of all tiles.
    pub picture: Canvas,
    /// Tiles that do something, by number.
    pub entries: BTreeMap<i32, Entry>,
    /// What was cut, by name.
    pub pieces: BTreeMap<String, Piece>,
    /// Names in the order of the catalogue.
    pub order: Vec<String>,
}

/// Two drawings have the same name.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("two drawings are called {0}")]
pub struct TwinError(pub String);

impl Sheet {
    /// Cuts and places all drawings.
    pub fn pack(drawings: &[Drawing]) -> Result<Self, TwinError> {
        let mut free = Shelf::default();
        let mut sheet = Self {
            picture: Canvas::new(0, 0),
            entries: BTreeMap::new(),
            pieces: BTreeMap::new(),
            order: Vec::new(),
        };
        let mut blocks = Vec::new();
        for drawing in drawings {
            let mut layers = Vec::new();
            for plate in &drawing.plates {
                layers.push((plate.layer, sheet.cut(drawing, plate, &mut free, &mut blocks)));
            }
            let piece = Piece { w: drawing.w, h: drawing.h, layers };
            if sheet.pieces.insert(drawing.name.clone(), piece).is_some() {
                return Err(TwinError(drawing.name.clone()));
            }
            sheet.order.push(drawing.name.clone());
        }
        sheet.picture = Canvas::new(COLUMNS * TILE, free.rows() * TILE);
        for (at, canvas) in &blocks {
            sheet.picture.blit(canvas, at % COLUMNS * TILE, at / COLUMNS * TILE);
        }
        Ok(sheet)
    }

    fn cut<'a>(
        &mut self,
        drawing: &Drawing,
        plate: &'a Plate,
        free: &mut Shelf,
        blocks: &mut Vec<(i32, &'a Canvas)>,
    ) -> Vec<Option<i32>> {
        let places: Vec<i32> = plate
            .frames
            .iter()
            .map(|frame| {
                let first = free.take(drawing.w, drawing.h);
                blocks.push((first, frame));
                first
            })
            .collect();
        let mut cells = Vec::new();
        for y in 0..drawing.h {
            for x in 0..drawing.w {
                let offset = y * COLUMNS + x;
                let nature = plate.natures[cells.len()];
                let drawn = plate.frames.iter().any(|frame| !is_clear(frame, x, y));
                cells.push((drawn || nature != Nature::default()).then(|| places[0] + offset));
                let moves = places.len() > 1 && drawn;
                if !moves && nature == Nature::default() {
                    continue;
                }
                let frames = places.iter().map(|at| (at + offset, drawing.frame_ms));
                let frames = if moves { frames.collect() } else { Vec::new() };
                self.entries.insert(places[0] + offset, Entry { nature, frames });
            }
        }
        cells
    }

    /// A piece of the catalogue; asking for one that is not there is a broken invariant.
    pub fn piece(&self, name: &str) -> &Piece {
        self.pieces.get(name).unwrap_or_else(|| panic!("the catalogue has a drawing {name}"))
    }

    /// Rows of tiles.
    pub fn rows(&self) -> i32 {
        self.picture.h / TILE
    }

    /// Number of tiles.
    pub fn len(&self) -> i32 {
        self.rows() * COLUMNS
    }

    /// Whether there is no tile at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Whether a cell of a picture has no visible pixel.
fn is_clear(picture: &Canvas, x: i32, y: i32) -> bool {
    (0..TILE * TILE).all(|i| picture.get(x * TILE + i % TILE, y * TILE + i / TILE)[3] == 0)
}

/// Which cells of the sheet are taken.
#[derive(Debug, Default)]
struct Shelf {
    taken: Vec<bool>,
}

impl Shelf {
    fn rows(&self) -> i32 {
        i32::try_from(self.taken.len()).unwrap_or(0) / COLUMNS
    }

    fn is_free(&self, at: i32) -> bool {
        usize::try_from(at).is_ok_and(|at| !self.taken.get(at).copied().unwrap_or(false))
    }

    /// Takes the first free block in reading order and returns its first tile.
    fn take(&mut self, w: i32, h: i32) -> i32 {
        assert!((1..=COLUMNS).contains(&w) && h >= 1, "a drawing fits the sheet's width");
        let cells = |at: i32| (0..w * h).map(move |i| at + i / w * COLUMNS + i % w);
        let fits = |at: i32| at % COLUMNS + w <= COLUMNS && cells(at).all(|c| self.is_free(c));
        let at = (0..=i32::MAX).find(|&at| fits(at)).expect("the sheet grows as needed");
        for cell in cells(at) {
            let cell = usize::try_from(cell).expect("a cell of the sheet");
            let row_end = (cell / 32 + 1) * 32;
            if self.taken.len() < row_end {
                self.taken.resize(row_end, false);
            }
            self.taken[cell] = true;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::palette::{INK, LEAF_3};

    fn thing(name: &str, w: i32, h: i32) -> Drawing {
        Drawing::of(name, Layer::Objects, Canvas::filled(w * TILE, h * TILE, LEAF_3))
    }

    #[test]
    fn a_drawing_added_at_the_end_moves_no_tile() {
        let mut drawings = vec![thing("a", 20, 2), thing("b", 20, 1), thing("c", 3, 3)];
        let before = Sheet::pack(&drawings).expect("names differ");
        drawings.push(thing("d", 5, 1));
        let after = Sheet::pack(&drawings).expect("names differ");
        for name in ["a", "b", "c"] {
            assert_eq!(before.piece(name).layers, after.piece(name).layers);
        }
    }

    #[test]
    fn a_twin_name_is_refused() {
        let refused = Sheet::pack(&[thing("a", 1, 1), thing("a", 2, 2)]).map(|_| ());
        assert_eq!(refused, Err(TwinError("a".to_owned())));
    }

    #[test]
    fn clear_cells_get_no_tile_and_solid_ones_do() {
        let mut drawing = Drawing::new("post", 1, 3).solid(0, 2);
        drawing.on(Layer::Objects).set(3, 3, INK);
        let sheet = Sheet::pack(&[drawing]).expect("one name");
        let (_, tiles) = &sheet.piece("post").layers[0];
        assert_eq!(
            [tiles[0].is_some(), tiles[1].is_some(), tiles[2].is_some()],
            [true, false, true]
        );
    }
}
