//! The notes on the board in the world: which of them hangs where. The pinned ones come first, then
//! the latest, as many as the picture has papers. A large village has a board in every district,
//! and on each hang the same notes.

mod papers;

use bevy::math::{Rect, Vec2};
use village_art::tiles::BOARD_PAPERS;
use village_sim::PlaceKind;

use crate::ground::TownMap;
use crate::scene::Scene;

/// Size of the board's picture.
const SIZE: Vec2 = Vec2::new(112.0, 64.0);
/// Notes that hang at most.
const SLOTS: usize = BOARD_PAPERS.len();

/// Shows how many hang.
pub(crate) fn picture(app: &mut bevy::prelude::App) {
    papers::plugin(app);
}

/// What somebody points at on the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// A note.
    Note(u64),
    /// The board itself.
    Board,
}

/// The board's picture in the first district.
fn board(map: &TownMap) -> Option<Rect> {
    let area = map.landmark(PlaceKind::Board)?.area;
    // Its foot row is the first of the place that is called so.
    let corner = Vec2::new(f32::from(area.x) * 16.0, f32::from(area.y) * 16.0 - 48.0);
    Some(Rect::from_corners(corner, corner + SIZE))
}

/// Where a paper hangs in the first district, in pixels of the art.
fn paper(map: &TownMap, slot: usize) -> Option<Rect> {
    let paper = BOARD_PAPERS.get(slot)?;
    let corner = board(map)?.min + pixels(paper.left, paper.top);
    Some(Rect::from_corners(corner, corner + pixels(paper.width, paper.height)))
}

fn pixels(x: i16, y: i16) -> Vec2 {
    Vec2::new(x.into(), y.into())
}

/// Notes in the order in which they hang: pinned ones, then the latest.
pub fn order(scene: &Scene) -> impl Iterator<Item = u64> {
    let of = |pinned: bool| {
        scene.notes.iter().rev().filter(move |(_, note)| note.pinned == pinned).map(|(id, _)| *id)
    };
    of(true).chain(of(false))
}

/// Where a note hangs on the board of the district that `near` lies in, if it does.
pub fn place(map: &TownMap, scene: &Scene, post: u64, near: Vec2) -> Option<Rect> {
    let paper = paper(map, order(scene).position(|note| note == post)?)?;
    let corner = map.corner(near);
    Some(Rect::from_corners(paper.min + corner, paper.max + corner))
}

/// What is at a place of the art.
pub fn at(map: &TownMap, scene: &Scene, art: Vec2) -> Option<Spot> {
    let art = art - map.corner(art);
    if !board(map)?.contains(art) {
        return None;
    }
    let slot = (0..SLOTS).find(|slot| paper(map, *slot).is_some_and(|paper| paper.contains(art)));
    let note = slot.and_then(|slot| order(scene).nth(slot));
    Some(note.map_or(Spot::Board, Spot::Note))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Note;

    #[test]
    fn the_latest_notes_hang_on_the_board_and_are_found_there() {
        let map = TownMap::of_village().unwrap();
        let mut scene = Scene::default();
        let note = |pinned| Note {
            author: "Ada".into(),
            title: "Bread".into(),
            replies: 0,
            bounty: None,
            pinned,
            open: true,
        };
        for id in 1..=40 {
            scene.notes.insert(id, note(id == 3));
        }
        assert_eq!(order(&scene).take(3).collect::<Vec<_>>(), [3, 40, 39]);
        for id in [3, 40, 39, 26] {
            let paper = place(&map, &scene, id, Vec2::ZERO).unwrap();
            assert_eq!(at(&map, &scene, paper.center()), Some(Spot::Note(id)));
            // The same in the district to the right of it and below.
            let (wide, high) = map.size();
            let there = paper.center() + bevy::math::UVec2::new(wide, high).as_vec2();
            assert_eq!(at(&map, &scene, there), Some(Spot::Note(id)));
            assert_eq!(place(&map, &scene, id, there).map(|paper| paper.center()), Some(there));
        }
        assert_eq!(place(&map, &scene, 25, Vec2::ZERO), None);
        let board = board(&map).unwrap();
        assert_eq!(at(&map, &scene, board.min + Vec2::new(55.0, 10.0)), Some(Spot::Board));
        assert_eq!(at(&map, &scene, board.min - Vec2::ONE), None);
        assert_eq!(at(&map, &Scene::default(), board.center()), Some(Spot::Board));
    }
}
