//! The ground and the kinds of items: data that does not change while the village runs.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;
use village_art::tiles::BOARD_PAPERS;
use village_sim::{Facing, Kind, Map, PlaceKind, Pose, Town};

use crate::http::tileset::{TileKind, Tileset};

/// How the town is repeated over the map.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Districts {
    pub across: u16,
    pub down: u16,
    /// Width and height of one, in tiles.
    pub width: u16,
    pub height: u16,
}

/// A layer of one district, row by row: 0 for none, else 1 + the tile's number.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LayerShape {
    pub name: String,
    pub data: Vec<u32>,
}

/// A place to stand, sit or lie in one district.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SpotShape {
    pub landmark: String,
    pub x: u16,
    pub y: u16,
    #[schema(value_type = String)]
    pub facing: Facing,
    #[schema(value_type = String)]
    pub pose: Pose,
}

/// Where a note hangs on the town board of one district, in pixels. The picture of the board is
/// full of papers; whoever draws it covers those that nobody pinned.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct PaperShape {
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
    /// A column of the picture that shows bare wood in the paper's rows.
    pub bare_x: i32,
}

/// The ground, to be drawn. It does not change while the village runs.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Ground {
    /// Of the whole map, in tiles.
    pub width: u16,
    pub height: u16,
    /// Side of a tile in pixels.
    pub tile_size: u32,
    pub tiles_url: &'static str,
    /// Tiles in a row of the picture.
    pub columns: u32,
    pub districts: Districts,
    /// From the ground up.
    pub layers: Vec<LayerShape>,
    /// What is special about a tile, by its number.
    #[schema(value_type = BTreeMap<String, TileKind>)]
    pub tiles: BTreeMap<u32, TileKind>,
    pub spots: Vec<SpotShape>,
    /// In the order in which notes are hung.
    pub papers: Vec<PaperShape>,
}

/// A kind of item.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ItemKind {
    #[schema(example = "bread")]
    pub id: String,
    /// In a sentence: "a loaf of bread".
    pub name: String,
    pub plural: String,
    /// How many may lie on one tile or shelf.
    pub stack: u32,
    /// What using one is called.
    #[serde(rename = "use")]
    pub verb: String,
    /// What using one adds to needs, in thousandths.
    pub effects: BTreeMap<String, i32>,
    /// Whether using one uses it up.
    pub consumed: bool,
    /// Name of its icon in /art/icons.json.
    pub icon: String,
}

impl Ground {
    pub fn new(map: &Map, tileset: &Tileset) -> Self {
        let town = &map.town;
        let spots = town.landmarks.iter().flat_map(|place| {
            place.spots.iter().map(|spot| SpotShape {
                landmark: place.slug.clone(),
                x: spot.tile.x,
                y: spot.tile.y,
                facing: spot.facing,
                pose: spot.pose,
            })
        });
        let layers = town
            .layers
            .iter()
            .map(|layer| LayerShape { name: layer.name.clone(), data: layer.tiles.clone() });
        Self {
            width: map.width,
            height: map.height,
            tile_size: tileset.tile_size,
            tiles_url: "/assets/tiles.png",
            columns: tileset.columns,
            districts: Districts {
                across: map.across,
                down: map.down,
                width: town.width,
                height: town.height,
            },
            layers: layers.collect(),
            tiles: tileset.kinds.clone(),
            spots: spots.collect(),
            papers: papers(town, tileset.tile_size),
        }
    }
}

/// The papers on a town's board.
fn papers(town: &Town, tile_size: u32) -> Vec<PaperShape> {
    let board = town.landmarks.iter().find(|place| place.kind == PlaceKind::Board);
    let (Some(board), Ok(side)) = (board, i32::try_from(tile_size)) else { return Vec::new() };
    // One stands on the lowest row of the board's picture, which is four tiles high.
    let corner = (i32::from(board.area.x) * side, (i32::from(board.area.y) - 3) * side);
    let papers = BOARD_PAPERS.iter().map(|paper| PaperShape {
        x: corner.0 + i32::from(paper.left),
        y: corner.1 + i32::from(paper.top),
        width: i32::from(paper.width),
        height: i32::from(paper.height),
        bare_x: corner.0 + i32::from(paper.bare),
    });
    papers.collect()
}

impl From<&Kind> for ItemKind {
    fn from(kind: &Kind) -> Self {
        let effects = kind.effects.iter().map(|(need, add)| (need.to_string(), *add));
        Self {
            id: kind.slug.clone(),
            name: kind.name.clone(),
            plural: kind.plural.clone(),
            stack: kind.stack,
            verb: kind.verb.clone(),
            effects: effects.collect(),
            consumed: kind.consumed,
            icon: kind.icon.clone(),
        }
    }
}
