//! The ground, the houses and the tree tops, drawn from Tiled's map. A large village repeats its
//! town; only the districts that are looked at are laid out. Nothing here knows a villager.

mod district;
mod glow;
mod houses;
mod lit;
mod moving;
mod roof;
mod town;

pub use district::District;
pub use glow::Glow;
pub use houses::Houses;
pub use roof::{House, Opened};
pub use town::{BadTown, TILE, TileKind, TownMap, middle};

use bevy::prelude::*;

/// Order of what is drawn, bottom first. Villagers stand between [`depth::OBJECTS`] and
/// [`depth::ROOF`], by their foot line.
pub mod depth {
    pub const GROUND: f32 = 0.0;
    pub const DETAIL: f32 = 1.0;
    pub const OBJECTS: f32 = 2.0;
    pub const PEOPLE: f32 = 3.0;
    pub const ROOF: f32 = 5.0;
    pub const CANOPY: f32 = 6.0;
    /// What shines lies just above what it shines from.
    pub const LIT: f32 = 0.5;
    pub const VEIL: f32 = 8.0;
    pub const GLOW: f32 = 9.0;
}

/// Lays the ground out and keeps it.
pub fn plugin(app: &mut App) {
    app.add_plugins((district::plugin, moving::plugin, roof::plugin));
}
