//! One can count the notes on the board: the art draws a full one, and where no note hangs its
//! paper is covered with the wood beside it. What offers work has a seal of gold.

use bevy::asset::RenderAssetUsages;
use bevy::image::ImageSampler;
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};
use village_art::palette::GOLD;
use village_art::tiles::BOARD_PAPERS;

use super::{SIZE, SLOTS, board, order, paper};
use crate::ground::{District, TILE, TownMap, depth};
use crate::scene::Scene;

/// Just above the board's own picture.
const DEPTH: f32 = depth::CANOPY + depth::LIT / 2.0;
/// Side of a seal, in pixels of the art.
const SEAL: u32 = 2;

/// What hangs in each place: nothing, a note, or a note that offers work.
type Hung = [Option<bool>; SLOTS];

/// The picture that lies over a board.
#[derive(Component)]
struct Cover;

/// What it shows.
type Shown = Option<(Hung, Handle<Image>)>;

pub(super) fn plugin(app: &mut App) {
    // Districts come and go in `Update`; here they stand.
    app.add_systems(PreUpdate, hang);
}

fn hung(scene: &Scene) -> Hung {
    let mut hung = Hung::default();
    for (place, post) in hung.iter_mut().zip(order(scene)) {
        *place = scene.notes.get(&post).map(|note| note.bounty.is_some() && note.open);
    }
    hung
}

fn hang(
    mut commands: Commands,
    (scene, map): (Res<Scene>, Res<TownMap>),
    (mut images, mut shown): (ResMut<Assets<Image>>, Local<Shown>),
    (all, new): (Query<Entity, With<District>>, Query<Entity, Added<District>>),
    covers: Query<Entity, With<Cover>>,
) {
    let Some(board) = board(&map) else { return };
    let now = hung(&scene);
    let (bare, picture): (Vec<_>, _) = match &*shown {
        Some((hung, picture)) if *hung == now => (new.iter().collect(), picture.clone()),
        _ => {
            covers.iter().for_each(|cover| commands.entity(cover).despawn());
            (all.iter().collect(), images.add(cover(&map, board, now)))
        }
    };
    let middle = board.center();
    let place = Transform::from_xyz(middle.x, -middle.y, DEPTH);
    for district in bare {
        let picture = Sprite::from_image(picture.clone());
        commands.spawn((Cover, picture, place, ChildOf(district)));
    }
    *shown = Some((now, picture));
}

fn cover(map: &TownMap, board: Rect, hung: Hung) -> Image {
    let size = SIZE.as_uvec2();
    let mut data = vec![0; (size.x * size.y * 4) as usize];
    let mut set = |x: u32, y: u32, rgba: [u8; 4]| {
        let at = ((y * size.x + x) * 4) as usize;
        if let Some(pixel) = data.get_mut(at..at + 4) {
            pixel.copy_from_slice(&rgba);
        }
    };
    for (slot, (hung, drawn)) in hung.into_iter().zip(&BOARD_PAPERS).enumerate() {
        let Some(paper) = paper(map, slot) else { continue };
        let from = (paper.min - board.min).as_uvec2();
        let to = (paper.max - board.min).as_uvec2();
        match hung {
            // A paper throws a shadow of one pixel.
            None => {
                let bare = u32::from(drawn.bare.unsigned_abs());
                for y in from.y..=to.y {
                    let wood = colour(map, board.min.as_uvec2() + UVec2::new(bare, y));
                    (from.x..=to.x).for_each(|x| set(x, y, wood));
                }
            }
            Some(true) => {
                for (x, y) in (0..SEAL).flat_map(|x| (0..SEAL).map(move |y| (x, y))) {
                    set(to.x - 1 - SEAL + x, to.y - 1 - SEAL + y, GOLD);
                }
            }
            Some(false) => {}
        }
    }
    let extent = Extent3d { width: size.x, height: size.y, depth_or_array_layers: 1 };
    let (kind, format) = (TextureDimension::D2, TextureFormat::Rgba8UnormSrgb);
    let mut image = Image::new(extent, kind, data, format, RenderAssetUsages::default());
    image.sampler = ImageSampler::nearest();
    image
}

/// The colour of the board's picture at a place of the art.
fn colour(map: &TownMap, at: UVec2) -> [u8; 4] {
    let cell = at.y / TILE * u32::from(map.town.width) + at.x / TILE;
    let of = |layer| {
        let cell = map.layer(layer).get(cell as usize).copied().unwrap_or(0);
        map.pixel(cell, at.x % TILE, at.y % TILE)
    };
    // What stands before people is its foot alone.
    let above = of("canopy");
    if above[3] > 0 { above } else { of("objects") }
}

#[cfg(test)]
mod tests {
    use village_art::palette::{EARTH_1, EARTH_2};

    use super::*;
    use crate::scene::Note;

    fn pixels(hung: Hung) -> Image {
        let map = TownMap::of_village().unwrap();
        let board = board(&map).unwrap();
        cover(&map, board, hung)
    }

    #[test]
    fn an_empty_board_shows_its_wood_and_no_paper() {
        let map = TownMap::of_village().unwrap();
        let board = board(&map).unwrap();
        let image = pixels(Hung::default());
        for slot in 0..SLOTS {
            let middle = (paper(&map, slot).unwrap().center() - board.min).as_uvec2();
            let colour = image.get_color_at(middle.x, middle.y).unwrap().to_srgba().to_u8_array();
            assert!([EARTH_1, EARTH_2].contains(&colour), "{slot}: {colour:?}");
        }
    }

    #[test]
    fn as_many_papers_hang_as_there_are_notes() {
        let mut scene = Scene::default();
        let note = |bounty| Note {
            author: "Ada".into(),
            title: "Bread".into(),
            replies: 0,
            bounty,
            pinned: false,
            open: true,
        };
        scene.notes.insert(1, note(None));
        scene.notes.insert(2, note(Some(5_000_000)));
        let hung = hung(&scene);
        assert_eq!((hung[0], hung[1], hung[2]), (Some(true), Some(false), None));
        let seals = |image: &Image| {
            let data = image.data.as_deref().unwrap();
            data.as_chunks::<4>().0.iter().filter(|pixel| **pixel == GOLD).count()
        };
        assert_eq!(seals(&pixels(hung)), 4);
        // Where a note hangs the art's paper is seen.
        let clear = |image: Image| {
            let data = image.data.unwrap();
            data.as_chunks::<4>().0.iter().filter(|pixel| pixel[3] == 0).count()
        };
        assert_eq!(clear(pixels([Some(false); SLOTS])), 112 * 64);
        assert!(clear(pixels(Hung::default())) < clear(pixels(hung)));
    }
}
