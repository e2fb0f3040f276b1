//! Districts: one copy of the town each, laid out as tile maps when it is looked at and taken up
//! again when it is far away. A pane that is lit at night is a sprite over its tile.

use std::collections::BTreeMap;

use bevy::asset::RenderAssetUsages;
use bevy::image::ImageSampler;
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};
use bevy_ecs_tilemap::prelude::*;

use super::depth;
use super::houses::Houses;
use super::lit::{Pane, panes};
use super::moving::{self, Moving};
use super::roof::House;
use super::town::{TILE, TownMap};
use crate::eye::{Eye, EyeSystems};
use crate::scene::Scene;

/// Layers of the map with their depth, bottom first.
const LAYERS: [(&str, f32); 5] = [
    ("ground", depth::GROUND),
    ("detail", depth::DETAIL),
    ("objects", depth::OBJECTS),
    ("roof", depth::ROOF),
    ("canopy", depth::CANOPY),
];

/// Pixels of the art by which tiles lie aside. Their shader moves what it samples in the outer half
/// of a tile's outer pixels; at an odd scale a pixel of the screen would lie on that very line.
const NUDGE: f32 = 0.02;

/// Panes in a row of their picture.
const PANES_ACROSS: u32 = 32;

/// What is drawn of every district, made once.
#[derive(Resource)]
struct Stones {
    tiles: Handle<Image>,
    moves: BTreeMap<u32, AnimatedTile>,
    houses: Houses,
    panes: Vec<(Pane, f32)>,
    pane_picture: Handle<Image>,
}

/// The districts that are laid out, by their column and row.
#[derive(Resource, Default)]
struct LaidOut(BTreeMap<(u16, u16), Entity>);

/// A copy of the town that is laid out; what belongs to it is its child.
#[derive(Component)]
pub struct District;

/// Frames since a district was laid out.
#[derive(Component, Default)]
struct Fresh(u32);

/// A pane or flame that shines at night, with the house whose roof it is part of.
#[derive(Component)]
pub(super) struct Lit;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<LaidOut>()
        .add_systems(Startup, quarry)
        .add_systems(Update, (set, lay_out.after(EyeSystems::Place)).chain());
}

fn quarry(mut commands: Commands, map: Res<TownMap>, mut images: ResMut<Assets<Image>>) {
    let below = panes(&map, &["ground", "detail", "objects"]);
    let roof = panes(&map, &["roof"]);
    let above = panes(&map, &["canopy"]);
    let panes: Vec<_> = [(below, depth::OBJECTS), (roof, depth::ROOF), (above, depth::CANOPY)]
        .into_iter()
        .flat_map(|(panes, depth)| panes.into_iter().map(move |pane| (pane, depth)))
        .collect();
    let (tiles, moves) = moving::sheet(&map);
    commands.insert_resource(Stones {
        tiles: images.add(tiles),
        moves,
        houses: Houses::of_roofs(map.layer("roof"), map.town.width.into()),
        pane_picture: images.add(picture(&panes)),
        panes,
    });
}

/// All panes on one picture.
fn picture(panes: &[(Pane, f32)]) -> Image {
    let rows = u32::try_from(panes.len()).unwrap_or(0).div_ceil(PANES_ACROSS).max(1);
    let (width, height) = (PANES_ACROSS * TILE, rows * TILE);
    let mut data = vec![0; (width * height * 4) as usize];
    for ((pane, _), at) in panes.iter().zip(0..) {
        let (left, top) = (at % PANES_ACROSS * TILE, at / PANES_ACROSS * TILE);
        for (pixel, rgba) in (0..).zip(&pane.pixels) {
            let place = ((top + pixel / TILE) * width + left + pixel % TILE) as usize * 4;
            data[place..place + 4].copy_from_slice(rgba);
        }
    }
    let size = Extent3d { width, height, depth_or_array_layers: 1 };
    let format = TextureFormat::Rgba8UnormSrgb;
    let usage = RenderAssetUsages::default();
    let mut image = Image::new(size, TextureDimension::D2, data, format, usage);
    image.sampler = ImageSampler::nearest();
    image
}

/// Lays out what is looked at, at most one district a frame, and takes up what is far away.
fn lay_out(
    mut commands: Commands,
    (map, stones, eye, scene): (Res<TownMap>, Res<Stones>, Res<Eye>, Res<Scene>),
    mut laid: ResMut<LaidOut>,
) {
    let (wide, high) = map.size();
    let (across, down) = scene.districts((map.town.width, map.town.height));
    let span = |from: f32, to: f32, side: u32, most: u16| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "clamped to the village's districts"
        )]
        let part = |at: f32| (at / side as f32).clamp(0.0, f32::from(most - 1)) as u16;
        part(from)..=part(to)
    };
    let view = eye.view(64.0);
    let columns = span(view.min.x, view.max.x, wide, across);
    let rows = span(view.min.y, view.max.y, high, down);
    laid.0.retain(|(x, y), district| {
        let keep = columns.contains(x) && rows.contains(y);
        if !keep {
            commands.entity(*district).despawn();
        }
        keep
    });
    let wanted = rows.flat_map(|y| columns.clone().map(move |x| (x, y)));
    let missing = wanted.into_iter().find(|place| !laid.0.contains_key(place));
    if let Some(place) = missing {
        laid.0.insert(place, build(&mut commands, &map, &stones, place));
    }
}

/// Tiles that never change.
type Unmoved = (With<TilePosOld>, Without<Moving>, Without<House>);

/// Sets the stones of what was laid out: a tile that never changes needs nobody to look every frame
/// whether it did. Without its old place it is no tile to whoever looks, and stays where it is.
fn set(
    mut commands: Commands,
    mut laid: Query<(Entity, &mut Fresh, &Children)>,
    sheets: Query<&TileStorage>,
    tiles: Query<Entity, Unmoved>,
) {
    /// By then it was handed to the renderer.
    const HANDED_OVER: u32 = 3;
    for (district, mut fresh, parts) in &mut laid {
        fresh.0 += 1;
        if fresh.0 < HANDED_OVER {
            continue;
        }
        commands.entity(district).remove::<Fresh>();
        for sheet in sheets.iter_many(parts) {
            for tile in tiles.iter_many(sheet.iter().flatten()) {
                commands.entity(tile).remove::<TilePosOld>();
            }
        }
    }
}

fn build(commands: &mut Commands, map: &TownMap, stones: &Stones, place: (u16, u16)) -> Entity {
    let (wide, high) = map.size();
    #[expect(clippy::cast_precision_loss, reason = "a village is at most 65,536 pixels wide")]
    let corner =
        Vec3::new((u32::from(place.0) * wide) as f32, -((u32::from(place.1) * high) as f32), 0.0);
    let district = commands
        .spawn((
            District,
            Fresh::default(),
            Transform::from_translation(corner),
            Visibility::default(),
        ))
        .id();
    for (name, depth) in LAYERS {
        build_layer(commands, map, stones, district, place, (name, depth));
    }
    for ((pane, depth), at) in stones.panes.iter().zip(0..) {
        let house = stones.houses.at(pane.x as usize, pane.y as usize);
        let sprite = pane_sprite(stones, at, pane, *depth);
        let mut pane = commands.spawn((sprite, Lit, ChildOf(district)));
        if let Some(number) = house.filter(|_| depth.total_cmp(&depth::ROOF).is_eq()) {
            pane.insert(House { district: place, number });
        }
    }
    district
}

fn pane_sprite(stones: &Stones, at: u32, pane: &Pane, depth: f32) -> impl Bundle {
    let corner = UVec2::new(at % PANES_ACROSS * TILE, at / PANES_ACROSS * TILE).as_vec2();
    let sprite = Sprite {
        rect: Some(Rect::from_corners(corner, corner + Vec2::splat(16.0))),
        color: Color::NONE,
        ..Sprite::from_image(stones.pane_picture.clone())
    };
    let middle = (UVec2::new(pane.x, pane.y).as_vec2() + 0.5) * 16.0;
    let place = Transform::from_xyz(middle.x, -middle.y, depth + depth::LIT);
    (sprite, place, Visibility::Hidden)
}

fn build_layer(
    commands: &mut Commands,
    map: &TownMap,
    stones: &Stones,
    district: Entity,
    place: (u16, u16),
    (name, depth): (&str, f32),
) {
    let (width, height) = (u32::from(map.town.width), u32::from(map.town.height));
    let size = TilemapSize { x: width, y: height };
    let (sheet, mut storage) = (commands.spawn_empty().id(), TileStorage::empty(size));
    for (cell, at) in map.layer(name).iter().zip(0..) {
        let Some(tile) = cell.checked_sub(1) else { continue };
        // Rows are counted from below here.
        let position = TilePos { x: at % width, y: height - 1 - at / width };
        let bundle = TileBundle {
            position,
            tilemap_id: TilemapId(sheet),
            texture_index: TileTextureIndex(tile),
            ..default()
        };
        let mut spawned = commands.spawn((bundle, ChildOf(sheet)));
        if let Some(moves) = stones.moves.get(&tile) {
            spawned.insert((Moving(*moves), *moves));
        }
        let house = stones.houses.at((at % width) as usize, (at / width) as usize);
        if let Some(number) = house.filter(|_| name == "roof") {
            spawned.insert(House { district: place, number });
        }
        storage.set(&position, spawned.id());
    }
    let tile_size = TilemapTileSize { x: 16.0, y: 16.0 };
    let bundle = TilemapBundle {
        grid_size: tile_size.into(),
        size,
        storage,
        texture: TilemapTexture::Single(stones.tiles.clone()),
        tile_size,
        transform: Transform::from_xyz(NUDGE, -NUDGE, depth),
        anchor: TilemapAnchor::TopLeft,
        ..default()
    };
    commands.entity(sheet).insert((bundle, ChildOf(district)));
}
