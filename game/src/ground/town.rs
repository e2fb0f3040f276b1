//! The town as its files say it: layers and places from Tiled's map, and what is special about a
//! tile from the tileset. The files are part of the program, so that there is a picture before
//! there is a village. Nothing here draws.

use std::collections::BTreeMap;
use std::io::{Cursor, Error, ErrorKind, Read};
use std::path::Path;

use bevy::asset::RenderAssetUsages;
use bevy::image::Image;
use bevy::math::{UVec2, Vec2};
use bevy::prelude::Resource;
use tiled::{Loader, PropertyValue};
use village_sim::{Area, BadMap, Landmark, PlaceKind, Tile, Town};

use crate::icons;

/// Side of a tile in pixels of the art.
pub const TILE: u32 = 16;

const MAP: &str = include_str!("../../../assets/map/village.tmx");
const TILESET: &str = include_str!("../../../assets/map/village.tsx");
const PICTURE: &[u8] = include_bytes!("../../../assets/map/tiles.png");

/// What is special about a tile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TileKind {
    /// Radius of its light at night, in pixels of the art; 0 for none.
    pub light: u32,
    pub water: bool,
    /// Tiles shown in turn, each with its time in milliseconds.
    pub frames: Vec<(u32, u32)>,
}

/// The town and the tiles that it is drawn with.
#[derive(Resource, Debug)]
pub struct TownMap {
    pub town: Town,
    pub kinds: BTreeMap<u32, TileKind>,
    /// Tiles in a row of the picture.
    pub columns: u32,
    /// The picture, 4 bytes a pixel.
    pub picture: Image,
}

/// Why there is no ground to draw.
#[derive(Debug, thiserror::Error)]
pub enum BadTown {
    #[error(transparent)]
    Map(#[from] BadMap),
    #[error("the tileset cannot be read: {0}")]
    Tileset(#[from] tiled::Error),
    #[error("the picture of the tiles cannot be read: {0}")]
    Picture(#[from] bevy::image::TextureError),
}

impl TownMap {
    /// The town of the program's own map.
    pub fn of_village() -> Result<Self, BadTown> {
        let town = Town::read(MAP, |path| file(path).map(<[u8]>::to_vec))?;
        let reader = |path: &Path| -> std::io::Result<Box<dyn Read>> {
            Ok(Box::new(Cursor::new(file(path)?)))
        };
        let tileset = Loader::with_reader(reader).load_tsx_tileset("village.tsx")?;
        let kinds = tileset.tiles().map(|(id, tile)| (id, kind(&tile)));
        let kinds = kinds.filter(|(_, kind)| *kind != TileKind::default()).collect();
        let picture = icons::read(PICTURE, RenderAssetUsages::default())?;
        Ok(Self { town, kinds, columns: tileset.columns, picture })
    }

    /// Width and height of the town in pixels of the art.
    pub fn size(&self) -> (u32, u32) {
        (u32::from(self.town.width) * TILE, u32::from(self.town.height) * TILE)
    }

    /// The upper left corner of the district that a place of the art lies in.
    pub fn corner(&self, at: Vec2) -> Vec2 {
        let (wide, high) = self.size();
        let size = UVec2::new(wide, high).as_vec2();
        (at / size).floor().max(Vec2::ZERO) * size
    }

    /// The tiles of a layer, row by row; empty when the map lacks it.
    pub fn layer(&self, name: &str) -> &[u32] {
        let layer = self.town.layers.iter().find(|layer| layer.name == name);
        layer.map_or(&[], |layer| &layer.tiles)
    }

    /// What is special about the tile of a layer's cell, if anything is.
    pub fn kind(&self, cell: u32) -> Option<&TileKind> {
        self.kinds.get(&cell.checked_sub(1)?)
    }

    /// Colour of a pixel of a layer's cell; transparent where there is no tile.
    pub fn pixel(&self, cell: u32, x: u32, y: u32) -> [u8; 4] {
        let Some(tile) = cell.checked_sub(1) else { return [0; 4] };
        let (left, top) = (tile % self.columns * TILE, tile / self.columns * TILE);
        let at = ((top + y) * self.columns * TILE + left + x) as usize * 4;
        let data = self.picture.data.as_deref().unwrap_or_default();
        data.get(at..at + 4).map_or([0; 4], |rgba| [rgba[0], rgba[1], rgba[2], rgba[3]])
    }

    /// The landmark on a tile of the village, whichever district it lies in.
    pub fn place_at(&self, tile: Tile) -> Option<&Landmark> {
        let here = Tile::new(tile.x % self.town.width, tile.y % self.town.height);
        self.town.landmarks.iter().find(|place| place.area.contains(here))
    }

    /// The first landmark of a kind.
    pub fn landmark(&self, kind: PlaceKind) -> Option<&Landmark> {
        self.town.landmarks.iter().find(|place| place.kind == kind)
    }
}

/// The middle of an area in pixels of the art.
pub fn middle(area: Area) -> (f32, f32) {
    let at = |from: u16, length: u16| (f32::from(from) + f32::from(length) / 2.0) * 16.0;
    (at(area.x, area.width), at(area.y, area.height))
}

fn file(path: &Path) -> std::io::Result<&'static [u8]> {
    match path.file_name().and_then(|name| name.to_str()) {
        Some("village.tsx") => Ok(TILESET.as_bytes()),
        Some("village.tmx") => Ok(MAP.as_bytes()),
        _ => Err(Error::new(ErrorKind::NotFound, format!("{} is not built in", path.display()))),
    }
}

fn kind(tile: &tiled::Tile<'_>) -> TileKind {
    let light = match tile.properties.get("light") {
        Some(PropertyValue::IntValue(radius)) => u32::try_from(*radius).unwrap_or(0),
        _ => 0,
    };
    let frames = tile.animation.as_deref().unwrap_or_default();
    TileKind {
        light,
        water: tile.properties.get("water") == Some(&PropertyValue::BoolValue(true)),
        frames: frames.iter().map(|frame| (frame.tile_id, frame.duration)).collect(),
    }
}
