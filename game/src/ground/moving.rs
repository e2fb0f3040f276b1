//! Tiles that move: water glints, flames flicker. The shader turns their pictures over, which for
//! it lie one after the other, so that nobody has to lay a sheet of tiles anew.

use std::collections::BTreeMap;
use std::time::Duration;

use bevy::prelude::*;
use bevy_ecs_tilemap::prelude::*;

use super::town::{TILE, TileKind, TownMap};
use crate::settings::Settings;

/// Most places that the pictures of one tile take.
const RUN_MAX: u32 = 64;

/// What a tile that moves does while things may move.
#[derive(Component, Clone, Copy)]
pub(super) struct Moving(pub AnimatedTile);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, rest.run_if(resource_exists::<Settings>));
}

/// Nothing moves by itself for whoever wants it so.
fn rest(settings: Res<Settings>, mut tiles: Query<(Ref<Moving>, &mut AnimatedTile)>) {
    for (moving, mut shown) in &mut tiles {
        let speed = if settings.still { 0.0 } else { moving.0.speed };
        let is_asked = settings.is_changed() || moving.is_added();
        if is_asked && shown.speed.total_cmp(&speed).is_ne() {
            shown.speed = speed;
        }
    }
}

/// The tiles' picture with those of the moving ones at its end, and where those of each are.
pub(super) fn sheet(map: &TownMap) -> (Image, BTreeMap<u32, AnimatedTile>) {
    let mut sheet = map.picture.clone();
    let row = (map.columns * TILE * TILE * 4) as usize;
    let mut next = sheet.height() / TILE * map.columns;
    let mut moves = BTreeMap::new();
    for (tile, kind) in &map.kinds {
        let (run, seconds) = run(kind);
        if run.is_empty() {
            continue;
        }
        let start = next;
        for shown in run {
            let data = sheet.data.get_or_insert_default();
            data.resize(data.len().max((next / map.columns + 1) as usize * row), 0);
            copy(data, map.columns, shown, next);
            next += 1;
        }
        moves.insert(*tile, AnimatedTile { start, end: next, speed: seconds.recip() });
    }
    sheet.texture_descriptor.size.height = next.div_ceil(map.columns) * TILE;
    (sheet, moves)
}

/// The tiles shown in turn, each for the same time, and how long all of them take. The shader knows
/// but one time for all pictures of a tile: one that stays for longer comes more often.
fn run(kind: &TileKind) -> (Vec<u32>, f32) {
    let beat = kind.frames.iter().fold(0, |beat, (_, length)| gcd(beat, *length));
    let times = |length: u32| length.checked_div(beat).unwrap_or(0).min(RUN_MAX);
    let run: Vec<u32> = kind
        .frames
        .iter()
        .flat_map(|(tile, length)| std::iter::repeat_n(*tile, times(*length) as usize))
        .take(RUN_MAX as usize)
        .collect();
    let places = u32::try_from(run.len()).unwrap_or(RUN_MAX);
    (run, Duration::from_millis(u64::from(places) * u64::from(beat)).as_secs_f32())
}

const fn gcd(mut a: u32, mut b: u32) -> u32 {
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// Copies one tile's picture to another place.
fn copy(data: &mut [u8], columns: u32, from: u32, to: u32) {
    let line = |tile: u32, y: u32| {
        let (left, top) = (tile % columns * TILE, tile / columns * TILE);
        ((top + y) * columns * TILE + left) as usize * 4
    };
    for y in 0..TILE {
        let (from, to) = (line(from, y), line(to, y));
        if from + TILE as usize * 4 <= data.len() {
            data.copy_within(from..from + TILE as usize * 4, to);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moves_lies_in_a_row_and_looks_as_it_did() {
        let map = TownMap::of_village().unwrap();
        let (sheet, moves) = sheet(&map);
        let moving = map.kinds.iter().filter(|(_, kind)| !kind.frames.is_empty());
        assert_eq!(moves.len(), moving.clone().count());
        assert!(moves.len() > 20 && sheet.height() > map.picture.height());
        let size = (sheet.width() * sheet.height() * 4) as usize;
        assert_eq!(sheet.data.as_ref().map(Vec::len), Some(size));
        let shown = TownMap { picture: sheet, ..TownMap::of_village().unwrap() };
        let mut before = map.picture.height() / TILE * map.columns;
        for (tile, kind) in moving {
            let run = moves[tile];
            assert_eq!(run.start, before);
            before = run.end;
            let whole: u32 = kind.frames.iter().map(|(_, length)| length).sum();
            for part in 0..run.end - run.start {
                // The middle of each part of the time.
                let millis = whole * (2 * part + 1) / (2 * (run.end - run.start));
                let mut left = millis;
                let now = kind.frames.iter().find(|(_, length)| {
                    let is_now = left < *length;
                    left = left.saturating_sub(*length);
                    is_now
                });
                for (x, y) in [(0, 0), (7, 3), (15, 15)] {
                    let pixel = shown.pixel(run.start + part + 1, x, y);
                    assert_eq!(pixel, map.pixel(now.unwrap().0 + 1, x, y));
                }
            }
            let seconds = Duration::from_millis(whole.into()).as_secs_f32();
            assert!((run.speed * seconds - 1.0).abs() < 1e-4);
        }
    }

    #[test]
    fn a_picture_that_stays_for_longer_comes_more_often() {
        let frames = vec![(3, 900), (5, 300), (4, 600)];
        let (tiles, seconds) = run(&TileKind { frames, ..TileKind::default() });
        assert_eq!((tiles, seconds), (vec![3, 3, 3, 5, 4, 4], 1.8));
        let (tiles, _) = run(&TileKind { frames: vec![(1, 60_000), (2, 1)], ..default() });
        assert_eq!(tiles.len(), 64);
        assert!(run(&TileKind::default()).0.is_empty());
        assert!(run(&TileKind { frames: vec![(1, 0)], ..default() }).0.is_empty());
    }
}
