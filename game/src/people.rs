//! The villagers, drawn by their foot line. A place follows from the walk and the tick, a pose from
//! what the village says; nothing here decides anything.

mod pose;
mod sheets;

pub use pose::{column, row};
pub use sheets::Sheets;
pub(crate) use sheets::{seed, sheet_size};

use std::collections::BTreeMap;

use bevy::prelude::*;
use village_sim::VillagerId;

use crate::eye::{Eye, EyeSystems};
use crate::ground::{Opened, TownMap, depth};
use crate::icons::Icons;
use crate::overlay::Speech;
use crate::pack::Pack;
use crate::regard::Roofs;
use crate::scene::Scene;
use crate::settings::Settings;

/// Rows of a frame above the foot line.
pub const FEET: f32 = 21.0;

/// How far below its owner a shadow lies: below all feet in view, so that all shadows are drawn in
/// one stroke and then everybody in another.
const SHADOW: f32 = 0.25;

/// Portraits that are drawn before their owners come into view.
const PORTRAITS_MAX: usize = 100;

/// Somebody in view, as it stands now: drawing, pointer and bubbles ask here.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    pub who: VillagerId,
    /// The feet, in pixels of the art, on a pixel of the screen.
    pub at: Vec2,
    /// Whether a closed roof lies over it.
    pub indoors: bool,
}

/// Everybody in view, those further behind first.
#[derive(Resource, Debug, Default)]
pub struct Shown(pub Vec<Seen>);

impl Shown {
    /// Who stands at a place of the art, the nearest in front first.
    pub fn under(&self, art: Vec2) -> Option<VillagerId> {
        let over = |one: &&Seen| {
            !one.indoors
                && (one.at.x - art.x).abs() <= 9.0
                && art.y >= one.at.y - FEET - 2.0
                && art.y <= one.at.y + 6.0
        };
        self.0.iter().rev().find(over).map(|one| one.who)
    }

    pub fn get(&self, who: VillagerId) -> Option<&Seen> {
        self.0.iter().find(|one| one.who == who)
    }
}

/// The sprite of somebody.
#[derive(Component)]
pub struct Figure(pub VillagerId);

/// The sprites by whom they show.
#[derive(Resource, Default)]
struct Figures(BTreeMap<VillagerId, Entity>);

/// Something that lies about.
#[derive(Component)]
struct Thing;

/// Draws the villagers.
pub fn plugin(app: &mut App) {
    app.init_resource::<Shown>()
        .init_resource::<Figures>()
        .add_plugins(sheets::plugin)
        .add_systems(Update, ((settle, draw).chain(), lay_things).after(EyeSystems::Place));
}

/// Settles where everybody is.
fn settle(
    (scene, eye, map): (Res<Scene>, Res<Eye>, Res<TownMap>),
    (roofs, opened): (Res<Roofs>, Res<Opened>),
    mut shown: ResMut<Shown>,
) {
    let view = eye.view(32.0);
    let (tick, hz) = (scene.tick(), scene.hz());
    shown.0.clear();
    for (who, villager) in &scene.villagers {
        let at = villager.stand(tick, hz).at;
        if view.contains(at) {
            let house = roofs.at(&map, at);
            let indoors = house.is_some() && house != opened.0;
            shown.0.push(Seen { who: *who, at: eye.snap(at), indoors });
        }
    }
    shown.0.sort_by(|a, b| a.at.y.total_cmp(&b.at.y).then(a.who.cmp(&b.who)));
}

/// Gives everybody in view a sprite, and takes it from whoever left it.
fn draw(
    mut commands: Commands,
    (scene, shown, time): (Res<Scene>, Res<Shown>, Res<Time>),
    (speech, settings, icons): (Res<Speech>, Res<Settings>, Res<Icons>),
    (mut figures, mut sheets, pack): (ResMut<Figures>, ResMut<Sheets>, Res<Pack>),
    mut images: ResMut<Assets<Image>>,
    mut sprites: Query<(&mut Sprite, &mut Transform), With<Figure>>,
) {
    figures.0.retain(|who, figure| {
        let keep = shown.get(*who).is_some();
        if !keep {
            commands.entity(*figure).despawn();
        }
        keep
    });
    // Portraits of a small village are drawn even before their owners come into view.
    for face in scene.cast.values().take(PORTRAITS_MAX) {
        sheets.place((face, &pack), &mut images);
    }
    let seconds = if settings.still { 0.0 } else { time.elapsed_secs_f64() };
    for seen in &shown.0 {
        let Some(villager) = scene.villagers.get(&seen.who) else { continue };
        let Some(face) = scene.cast.get(&seen.who) else { continue };
        let Some((page, corner)) = sheets.place((face, &pack), &mut images) else { continue };
        let stand = villager.stand(scene.tick(), scene.hz());
        let talks = speech.talks(seen.who, scene.now());
        let column = column(villager, &stand, seen.who, talks, seconds);
        let frame = pose::frame(corner, column, row(stand.facing));
        let middle = Vec3::new(seen.at.x, 9.0 - seen.at.y, above(seen.at.y));
        if let Some(figure) = figures.0.get(&seen.who) {
            if let Ok((mut sprite, mut transform)) = sprites.get_mut(*figure) {
                if sprite.rect != Some(frame) || sprite.image != page {
                    sprite.rect = Some(frame);
                    sprite.image = page;
                }
                transform.set_if_neq(Transform::from_translation(middle));
            }
            continue;
        }
        let sprite = Sprite { rect: Some(frame), ..Sprite::from_image(page) };
        let shadow = (icons.sprite("shadow"), Transform::from_xyz(0.0, -5.0, -SHADOW));
        let figure = (Figure(seen.who), sprite, Transform::from_translation(middle));
        let figure = commands.spawn((figure, children![shadow])).id();
        figures.0.insert(seen.who, figure);
    }
}

/// Depth of somebody with its feet at a row of the art: between what stands on the ground and the
/// roofs, whoever is in front later.
fn above(y: f32) -> f32 {
    depth::PEOPLE + (y / 65_536.0).clamp(0.0, 1.0)
}

fn lay_things(
    mut commands: Commands,
    (scene, icons): (Res<Scene>, Res<Icons>),
    things: Query<Entity, With<Thing>>,
    mut laid: Local<Vec<crate::scene::Lying>>,
) {
    if *laid == scene.lying {
        return;
    }
    laid.clone_from(&scene.lying);
    for thing in &things {
        commands.entity(thing).despawn();
    }
    for lying in &scene.lying {
        let x = (f32::from(lying.tile.x) + 0.5) * 16.0;
        let y = (f32::from(lying.tile.y) + 0.5) * 16.0;
        let place = Transform::from_xyz(x, -y, above(y - 6.0)).with_scale(Vec3::splat(0.75));
        commands.spawn((Thing, icons.sprite(&lying.icon), place));
    }
}
