//! The light of the day. Eight colours, blended by the clock, are multiplied over the village;
//! lamps and windows lift the dark where they stand and glow a little. By day a cloud's shadow
//! drifts. The hour comes from the village alone.

mod fireflies;
mod light;
mod veil;

pub use light::{Light, light};

use bevy::prelude::*;

use crate::eye::EyeSystems;
use crate::scene::Scene;

/// The light now, set from the village's clock.
#[derive(Resource, Debug, Clone, Copy, PartialEq)]
pub struct Hour {
    /// Minute of the day with its fraction.
    pub minute: f32,
    pub tint: [f32; 3],
    /// How dark it is: 0 by day, 1 at night.
    pub dark: f32,
}

impl Default for Hour {
    fn default() -> Self {
        Self { minute: 720.0, tint: [1.0; 3], dark: 0.0 }
    }
}

/// Keeps the light.
pub fn plugin(app: &mut App) {
    app.init_resource::<Hour>().add_systems(Update, tell.before(EyeSystems::Point));
}

/// Draws the light.
pub fn picture(app: &mut App) {
    app.add_plugins((veil::plugin, fireflies::plugin));
}

fn tell(scene: Res<Scene>, mut hour: ResMut<Hour>) {
    let minute = scene.minute();
    let Light { tint, dark } = light(minute);
    let dark = (dark * 256.0).round() / 256.0;
    hour.set_if_neq(Hour { minute, tint, dark });
}
