//! The tileset: the picture that the ground is drawn with, and what is special about its tiles.

use std::collections::BTreeMap;
use std::path::Path;

use bytes::Bytes;
use serde::Serialize;
use tiled::{Loader, PropertyValue};
use utoipa::ToSchema;

/// Largest picture of tiles, in bytes.
const PICTURE_MAX: u64 = 8 * 1024 * 1024;

/// What is special about a tile. What does not hold is left out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
pub struct TileKind {
    /// Whether nobody can stand on it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub solid: bool,
    /// Radius of its light at night, in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub light: Option<i32>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub water: bool,
    /// Tiles shown in turn, each with its time in milliseconds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub animation: Vec<[u32; 2]>,
}

/// The tileset of the village's map.
#[derive(Debug)]
pub struct Tileset {
    /// Side of a tile in pixels.
    pub tile_size: u32,
    /// Tiles in a row of the picture.
    pub columns: u32,
    /// What is special about a tile, by its number.
    pub kinds: BTreeMap<u32, TileKind>,
    /// The picture, as PNG.
    pub picture: Bytes,
}

impl Tileset {
    /// Reads `village.tsx` and its picture from the map's folder. The error is one line for people.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let path = folder.join("village.tsx");
        let said = |why: String| format!("tileset {}: {why}", path.display());
        let tileset = Loader::new().load_tsx_tileset(&path);
        let tileset = tileset.map_err(|error| said(error.to_string().replace('\n', " ")))?;
        let image = tileset.image.as_ref().ok_or_else(|| said("it names no picture".into()))?;
        let picture = picture(&image.source)?;
        let kinds = tileset.tiles().map(|(id, tile)| (id, TileKind::of(&tile)));
        let kinds = kinds.filter(|(_, kind)| *kind != TileKind::default());
        Ok(Self {
            tile_size: tileset.tile_width,
            columns: tileset.columns,
            kinds: kinds.collect(),
            picture,
        })
    }
}

impl TileKind {
    fn of(tile: &tiled::Tile<'_>) -> Self {
        let is = |name: &str| tile.properties.get(name) == Some(&PropertyValue::BoolValue(true));
        let light = tile.properties.get("light").and_then(|value| match value {
            PropertyValue::IntValue(radius) => Some(*radius),
            _ => None,
        });
        let frames = tile.animation.as_deref().unwrap_or_default();
        Self {
            solid: is("solid"),
            light,
            water: is("water"),
            animation: frames.iter().map(|frame| [frame.tile_id, frame.duration]).collect(),
        }
    }
}

fn picture(path: &Path) -> Result<Bytes, String> {
    let said = |why: String| format!("picture {}: {why}", path.display());
    let size = std::fs::metadata(path).map_err(|error| said(error.to_string()))?.len();
    if size > PICTURE_MAX {
        return Err(said(format!("it has {size} bytes, at most {PICTURE_MAX} are read")));
    }
    let bytes = std::fs::read(path).map_err(|error| said(error.to_string()))?;
    Ok(bytes.into())
}
