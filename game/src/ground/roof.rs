//! Roofs: one house at a time is looked into, and its roof fades.

use bevy::prelude::*;
use bevy_ecs_tilemap::prelude::*;

use super::district::Lit;
use crate::sky::Hour;

/// What is left of an opened roof.
const OPEN: f32 = 0.12;

/// The house that a roof's tile belongs to.
#[derive(Component, Debug, Clone, Copy, PartialEq, Eq)]
pub struct House {
    /// Column and row of its district.
    pub district: (u16, u16),
    pub number: u16,
}

/// The house that is looked into, if any.
#[derive(Resource, Debug, Default, PartialEq, Eq)]
pub struct Opened(pub Option<House>);

/// The roof that fades or comes back, and how much of it is seen.
#[derive(Resource, Default)]
struct Fading(Vec<(House, f32)>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Opened>()
        .init_resource::<Fading>()
        .add_systems(Update, (fade, shine).chain());
}

fn fade(
    time: Res<Time>,
    opened: Res<Opened>,
    mut fading: ResMut<Fading>,
    mut tiles: Query<(&House, &mut TileColor)>,
) {
    if let Some(house) = opened.0.filter(|house| fading.0.iter().all(|one| one.0 != *house)) {
        fading.0.push((house, 1.0));
    }
    if fading.0.is_empty() {
        return;
    }
    let part = 1.0 - (-time.delta_secs() / 0.13).exp();
    for (house, seen) in &mut fading.bypass_change_detection().0 {
        let goal = if opened.0 == Some(*house) { OPEN } else { 1.0 };
        let next = *seen + (goal - *seen) * part;
        *seen = if (next - goal).abs() < 0.01 { goal } else { next };
    }
    for (house, mut color) in &mut tiles {
        let Some((_, seen)) = fading.0.iter().find(|one| one.0 == *house) else { continue };
        if (color.0.alpha() - seen).abs() > f32::EPSILON {
            color.0 = Color::WHITE.with_alpha(*seen);
        }
    }
    fading.0.retain(|(house, seen)| opened.0 == Some(*house) || *seen < 1.0);
}

/// Panes and flames shine as dark as it is, and those of a roof fade with it. One that is dark is
/// not drawn at all.
fn shine(
    (hour, fading): (Res<Hour>, Res<Fading>),
    mut lit: Query<(Option<&House>, &mut Sprite, &mut Visibility), With<Lit>>,
) {
    for (house, mut sprite, mut shown) in &mut lit {
        let fading = fading.0.iter().find(|one| Some(&one.0) == house);
        let alpha = hour.dark * fading.map_or(1.0, |one| one.1);
        if (sprite.color.alpha() - alpha).abs() > 0.002 {
            sprite.color = Color::WHITE.with_alpha(alpha);
            let lit = if alpha > 0.0 { Visibility::Inherited } else { Visibility::Hidden };
            shown.set_if_neq(lit);
        }
    }
}
