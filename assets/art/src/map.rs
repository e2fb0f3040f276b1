//! The village's first map, laid out by a program that can be read.
//!
//! The program only gives the map its start. From then on `village.tmx` is the truth: people edit
//! it in Tiled, and nothing demands that it equals what is written here.

pub mod draft;
pub mod field;
mod green;
mod outdoors;
mod plan;
pub mod reading;
pub mod tmx;

use crate::tiles::Sheet;

/// Lays out the map with the tiles of a sheet.
pub fn lay(sheet: &Sheet) -> draft::Draft<'_> {
    let mut draft = draft::Draft::new(sheet);
    plan::lay(&mut draft);
    draft
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_plan_finds_room_for_everything() {
        let sheet = crate::tiles::draw().expect("names differ");
        let none: [String; 0] = [];
        assert_eq!(super::lay(&sheet).refused, none);
    }
}
