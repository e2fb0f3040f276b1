//! A drawing: one thing of the village, whole tiles wide and high, on as many layers as it needs.
//!
//! A drawing knows nothing of the sheet. The sheet cuts it into tiles and gives them numbers.

use crate::canvas::Canvas;

/// Side of a tile in pixels.
pub const TILE: i32 = 16;

/// The tile layers of the map, from bottom to top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Grass, earth, cobbles, water: every cell has one.
    Ground,
    /// Edges, flowers, small decor.
    Detail,
    /// Walls, furniture, fences, trunks: below villagers.
    Objects,
    /// Roofs: over villagers, faded when someone inside is followed.
    Roof,
    /// Tree tops, lamp heads, awnings: always over villagers.
    Canopy,
}

impl Layer {
    /// All layers from bottom to top.
    pub const ALL: [Self; 5] =
        [Self::Ground, Self::Detail, Self::Objects, Self::Roof, Self::Canopy];

    /// The layer's name in the map file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ground => "ground",
            Self::Detail => "detail",
            Self::Objects => "objects",
            Self::Roof => "roof",
            Self::Canopy => "canopy",
        }
    }
}

/// What a tile does besides being seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Nature {
    /// Nobody walks here.
    pub solid: bool,
    /// Ducks and glints, no feet.
    pub water: bool,
    /// Radius in pixels of the glow at night, 0 for none.
    pub light: i32,
}

/// A picture on one layer, with further frames if it moves.
#[derive(Debug, Clone)]
pub struct Plate {
    /// The layer that it lies on.
    pub layer: Layer,
    /// The picture, then its further frames, all of the drawing's size.
    pub frames: Vec<Canvas>,
    /// Nature of each cell, row by row.
    pub natures: Vec<Nature>,
}

/// One thing of the village.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// Unique name by which the map program and the README speak of it.
    pub name: String,
    /// Width in tiles.
    pub w: i32,
    /// Height in tiles.
    pub h: i32,
    /// Its layers.
    pub plates: Vec<Plate>,
    /// Time of one frame in milliseconds, if it moves.
    pub frame_ms: u32,
}

impl Drawing {
    /// An empty drawing of `w` by `h` tiles.
    pub fn new(name: &str, w: i32, h: i32) -> Self {
        Self { name: name.to_owned(), w, h, plates: Vec::new(), frame_ms: 600 }
    }

    /// A drawing with one picture on one layer; the picture's size in pixels is a multiple of 16.
    pub fn of(name: &str, layer: Layer, picture: Canvas) -> Self {
        let mut drawing = Self::new(name, picture.w / TILE, picture.h / TILE);
        *drawing.on(layer) = picture;
        drawing
    }

    fn plate(&mut self, layer: Layer) -> &mut Plate {
        let at = self.plates.iter().position(|plate| plate.layer == layer).unwrap_or_else(|| {
            let canvas = Canvas::new(self.w * TILE, self.h * TILE);
            let cells = usize::try_from(self.w * self.h).unwrap_or(0);
            let natures = vec![Nature::default(); cells];
            self.plates.push(Plate { layer, frames: vec![canvas], natures });
            self.plates.len() - 1
        });
        &mut self.plates[at]
    }

    /// The picture on a layer, made on first use.
    pub fn on(&mut self, layer: Layer) -> &mut Canvas {
        &mut self.plate(layer).frames[0]
    }

    /// Adds a further frame to a layer.
    pub fn frame(&mut self, layer: Layer, picture: Canvas) {
        self.plate(layer).frames.push(picture);
    }

    /// The nature of one cell on a layer; a cell outside the drawing is a broken invariant.
    pub fn nature(&mut self, layer: Layer, x: i32, y: i32) -> &mut Nature {
        let at = usize::try_from(y * self.w + x).expect("a cell of the drawing");
        &mut self.plate(layer).natures[at]
    }

    /// Makes a cell of the objects layer solid.
    #[must_use]
    pub fn solid(mut self, x: i32, y: i32) -> Self {
        self.nature(Layer::Objects, x, y).solid = true;
        self
    }

    /// Makes a cell glow at night.
    #[must_use]
    pub fn light(mut self, layer: Layer, x: i32, y: i32, radius: i32) -> Self {
        self.nature(layer, x, y).light = radius;
        self
    }
}
