//! Tiles that move: water glints, flames flicker. A tile changes its picture, never its place.

use bevy::prelude::*;
use bevy_ecs_tilemap::prelude::*;

use super::town::TownMap;
use crate::settings::Settings;

/// A tile that moves, with its first picture.
#[derive(Component)]
pub(super) struct Moving(pub u32);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, advance.run_if(not(Settings::still)));
}

fn advance(time: Res<Time>, map: Res<TownMap>, mut tiles: Query<(&Moving, &mut TileTextureIndex)>) {
    let millis = u64::try_from(time.elapsed().as_millis()).unwrap_or(0);
    for (moving, mut shown) in &mut tiles {
        let kind = map.kinds.get(&moving.0);
        if let Some(tile) = kind.and_then(|kind| kind.frame(millis)) {
            // Only a change is drawn anew.
            shown.set_if_neq(TileTextureIndex(tile));
        }
    }
}
