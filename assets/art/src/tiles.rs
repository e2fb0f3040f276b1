//! The tileset of the map: what is drawn, and where it lies on the sheet.

pub mod blob;
pub mod building;
pub mod drawing;
mod foliage;
mod front;
mod furniture;
mod garden;
mod pixels;
mod plant;
mod roof;
pub mod sheet;
mod square;
mod street;
pub mod terrain;
mod tree;
mod trim;
pub mod tsx;
pub mod village;
mod wall;

pub use drawing::{Drawing, Layer, Nature, TILE};
pub use sheet::{Piece, Sheet, TwinError};
pub use square::{BOARD_PAPERS, Paper};

/// Every drawing. New ones go to the end, so that the tiles of existing maps keep their numbers.
pub fn catalogue() -> Vec<Drawing> {
    let mut all = terrain::drawings();
    all.extend(tree::drawings());
    all.extend(street::drawings());
    all.extend(square::drawings());
    all.extend(plant::drawings());
    all.extend(garden::drawings());
    all.extend(village::ALL.iter().map(building::Building::draw));
    all
}

/// Draws and packs the whole tileset.
pub fn draw() -> Result<Sheet, TwinError> {
    Sheet::pack(&catalogue())
}
