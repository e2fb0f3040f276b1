//! Fireflies over the water, at night. They are nobody's and mean nothing.

use bevy::prelude::*;

use super::Hour;
use crate::eye::{Eye, EyeSystems};
use crate::ground::{TownMap, depth};
use crate::settings::Settings;

/// Most that dance at once.
const DANCING_MAX: usize = 48;
/// One for so many tiles of water.
const SPARSE: usize = 7;

/// Middles of the tiles of water that have one, in pixels of the art.
#[derive(Resource)]
struct Haunts(Vec<Vec2>);

#[derive(Component)]
struct Firefly;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, (find, hatch)).add_systems(Update, dance.after(EyeSystems::Place));
}

fn find(mut commands: Commands, map: Res<TownMap>) {
    let width = usize::from(map.town.width);
    let cells = width * usize::from(map.town.height);
    let wet = (0..cells).filter(|at| {
        let cell = |layer: &village_sim::Layer| layer.tiles.get(*at).copied();
        let mut kinds = map.town.layers.iter().filter_map(|layer| map.kind(cell(layer)?));
        kinds.any(|kind| kind.water)
    });
    #[expect(clippy::cast_precision_loss, reason = "a town is small")]
    let middle = |at: usize| (Vec2::new((at % width) as f32, (at / width) as f32) + 0.5) * 16.0;
    commands.insert_resource(Haunts(wet.step_by(SPARSE).map(middle).collect()));
}

fn hatch(mut commands: Commands) {
    for _ in 0..DANCING_MAX {
        let sprite = Sprite::from_color(Color::NONE, Vec2::ONE);
        let place = Transform::from_xyz(0.0, 0.0, depth::GLOW + 0.5);
        commands.spawn((Firefly, sprite, place, Visibility::Hidden));
    }
}

fn dance(
    (hour, eye, time): (Res<Hour>, Res<Eye>, Res<Time>),
    (map, haunts, settings): (Res<TownMap>, Res<Haunts>, Res<Settings>),
    mut flies: Query<(&mut Sprite, &mut Transform, &mut Visibility), With<Firefly>>,
    mut resting: Local<bool>,
) {
    let night = if settings.still { 0.0 } else { ((hour.dark - 0.5) * 2.0).max(0.0) };
    if night <= 0.0 && *resting {
        return;
    }
    *resting = night <= 0.0;
    let view = eye.view(16.0);
    let side = UVec2::from(map.size()).as_vec2();
    let corner = (view.min / side).floor().max(Vec2::ZERO) * side;
    let now = time.elapsed_secs();
    let lit = (0_u16..).zip(&haunts.0).filter_map(|(at, haunt)| {
        let seed = f32::from(at) * 12.989_8;
        let sway = (now * 0.31 + seed).sin() * 22.0 + (now * 0.9 + seed * 2.0).sin() * 6.0;
        let rise = (now * 0.27 + seed * 1.7).cos() * 16.0 - 6.0;
        let place = corner + *haunt + Vec2::new(sway, rise);
        let shine = (now * 0.8 + seed * 3.1).sin() * night;
        (shine > 0.0 && view.contains(place)).then_some((eye.snap(place.round()), shine))
    });
    let mut lit = lit.map(Some).chain(std::iter::repeat(None));
    for (mut sprite, mut transform, mut shown) in &mut flies {
        let Some((place, shine)) = lit.next().flatten() else {
            shown.set_if_neq(Visibility::Hidden);
            continue;
        };
        shown.set_if_neq(Visibility::Inherited);
        sprite.color = Color::srgba_u8(0xff, 0xf4, 0x8a, 255).with_alpha(shine);
        transform.translation.x = place.x + 0.5;
        transform.translation.y = -place.y - 0.5;
    }
}
