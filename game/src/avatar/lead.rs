//! Hands that lead the avatar: keys, stick and a click on the ground. What is held walks straight
//! on, a few tiles at a time; what is let go of ends on the next tile: latency moves no end.

use bevy::prelude::*;
use village_protocol::play::Errand;
use village_sim::{Direction, MoveTo, Tile, step};

use super::Own;
use crate::errand::{OwnAvatar, Wanted};
use crate::ground::TownMap;
use crate::hands::{GroundClicked, Taken};
use crate::regard::Regard;
use crate::scene::Scene;

/// Tiles that are set out for at once while a key is held.
const AHEAD: usize = 5;
/// So near to the end of a step the next one is asked for, in tiles.
const NEAR: u16 = 2;
/// Seconds between two steps, but for letting go: the village answers so many a minute.
const REST_SECONDS: f64 = 0.15;
/// A stick that is moved less than this stands still.
const DEAD: f32 = 0.3;

/// Where the stick on the screen points, 1 at its edge, y downwards.
#[derive(Resource, Debug, Clone, Copy, Default, PartialEq)]
pub struct Stick(pub Vec2);

/// What hands did last.
#[derive(Debug, Default)]
pub(super) struct Held {
    way: Option<Direction>,
    goal: Option<Tile>,
    /// When it was asked last, in seconds of this machine's clock.
    asked_at: Option<f64>,
}

/// Walks where keys and stick point.
pub(super) fn hands(
    (keys, stick, taken): (Res<ButtonInput<KeyCode>>, Res<Stick>, Res<Taken>),
    (scene, map, avatar): (Res<Scene>, Res<TownMap>, Res<OwnAvatar>),
    (mut own, mut regard): (ResMut<Own>, ResMut<Regard>),
    (mut wanted, mut held): (MessageWriter<Wanted>, Local<Held>),
) {
    let Some((who, told)) = avatar.0.and_then(|who| Some((who, scene.villagers.get(&who)?))) else {
        *held = Held::default();
        return;
    };
    let is_typing = taken.keys || keys.any_pressed([KeyCode::ControlLeft, KeyCode::ControlRight]);
    let pointed = if is_typing { stick.0 } else { pointed(&keys) + stick.0 };
    let way = direction(pointed);
    let (tick, hz, now) = (scene.tick(), scene.hz(), scene.now());
    let lead = told.way();
    let here = lead.point(tick, hz);
    let ground = Ground { map: &map, size: scene.size };
    let goal = match (way, held.way) {
        (Some(way), before) => {
            let end = lead.end();
            let goes_on = before == Some(way) && held.goal == Some(end);
            let is_near = here.tile().distance(end) <= NEAR;
            let is_soon = held.asked_at.is_some_and(|at| now - at < REST_SECONDS);
            if is_soon || (goes_on && !is_near) {
                return;
            }
            regard.follow(who);
            let from = if goes_on { end } else { here.tile() };
            ground.straight(from, way)
        }
        // Let go: the tile that it is coming to.
        (None, Some(before)) => {
            let tile = here.tile();
            let (dx, dy) = before.step();
            let left = |middle: u32, at: u32, sign: i16| {
                (i64::from(middle) - i64::from(at)) * i64::from(sign)
            };
            let middle = tile.middle();
            let is_past = left(middle.x, here.x, dx) + left(middle.y, here.y, dy) < 0;
            if is_past { ground.step(tile, before) } else { Some(tile) }
        }
        (None, None) => return,
    };
    held.way = way;
    let Some(goal) = goal.filter(|goal| *goal != lead.end()) else { return };
    (held.goal, held.asked_at) = (Some(goal), Some(now));
    set_out(&mut own, (goal, tick), &mut wanted);
}

/// Walks to the ground that is clicked.
pub(super) fn click(
    mut clicks: MessageReader<GroundClicked>,
    (scene, map, avatar): (Res<Scene>, Res<TownMap>, Res<OwnAvatar>),
    (mut own, mut regard): (ResMut<Own>, ResMut<Regard>),
    mut wanted: MessageWriter<Wanted>,
) {
    for GroundClicked(art) in clicks.read() {
        let Some(who) = avatar.0 else { continue };
        let Some(told) = scene.villagers.get(&who) else { continue };
        let ground = Ground { map: &map, size: scene.size };
        let Some(goal) = tile_at(*art).filter(|goal| ground.is_free(*goal)) else { continue };
        regard.follow(who);
        let (tick, hz) = (scene.tick(), scene.hz());
        let here = told.way().point(tick, hz).tile();
        if ground.is_open(here, goal) {
            set_out(&mut own, (goal, tick), &mut wanted);
        } else {
            // Round a corner: the village finds the way, and shows it.
            wanted.write(Wanted(Errand::Walk(to(goal))));
        }
    }
}

fn set_out(own: &mut Own, (goal, tick): (Tile, f64), wanted: &mut MessageWriter<'_, Wanted>) {
    own.0.set_out(goal, tick);
    wanted.write(Wanted(Errand::Walk(to(goal))));
}

fn to(goal: Tile) -> MoveTo {
    MoveTo::To { x: goal.x.into(), y: goal.y.into() }
}

/// The tile at a place of the art.
fn tile_at(art: Vec2) -> Option<Tile> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a village is at most 4,096 tiles wide"
    )]
    let cell = |at: f32| (at >= 0.0).then_some((at / 16.0) as u16);
    Some(Tile::new(cell(art.x)?, cell(art.y)?))
}

/// Where one can walk: the town, as often as the village repeats it.
struct Ground<'a> {
    map: &'a TownMap,
    size: Option<(u16, u16)>,
}

impl Ground<'_> {
    fn is_free(&self, tile: Tile) -> bool {
        let town = &self.map.town;
        let (width, height) = self.size.unwrap_or((town.width, town.height));
        let here = || Tile::new(tile.x % town.width, tile.y % town.height);
        tile.x < width && tile.y < height && town.is_free(here())
    }

    fn step(&self, from: Tile, way: Direction) -> Option<Tile> {
        step(from, way, |tile| self.is_free(tile))
    }

    /// The furthest tile that lies straight ahead, or along the wall that is walked into aslant.
    fn straight(&self, from: Tile, way: Direction) -> Option<Tile> {
        let ahead = |way| {
            let steps = std::iter::successors(Some(from), |tile| self.step(*tile, way));
            steps.take(AHEAD + 1).last().filter(|end| *end != from)
        };
        ahead(way).or_else(|| {
            let (dx, dy) = way.step();
            let sides = [(dx, 0), (0, dy)].into_iter().filter(|side| *side != (dx, dy));
            sides.filter_map(way_of).find_map(ahead)
        })
    }

    /// Whether the line between two tiles is free, near enough for the walk to be drawn at once.
    fn is_open(&self, from: Tile, to: Tile) -> bool {
        const FAR: u16 = 24;
        let toward = |at: u16, to: u16| match to.cmp(&at) {
            std::cmp::Ordering::Less => -1,
            std::cmp::Ordering::Equal => 0,
            std::cmp::Ordering::Greater => 1,
        };
        let (mut at, dx, dy) = (from, from.x.abs_diff(to.x), from.y.abs_diff(to.y));
        if from.distance(to) > FAR || (dx != 0 && dy != 0 && dx != dy) {
            return false;
        }
        while at != to {
            let way = way_of((toward(at.x, to.x), toward(at.y, to.y)));
            let Some(next) = way.and_then(|way| self.step(at, way)) else { return false };
            at = next;
        }
        true
    }
}

fn way_of(by: (i16, i16)) -> Option<Direction> {
    Direction::ALL.into_iter().find(|way| way.step() == by)
}

/// Where the keys point.
fn pointed(keys: &ButtonInput<KeyCode>) -> Vec2 {
    let held = |any: [KeyCode; 2]| if keys.any_pressed(any) { 1.0 } else { 0.0 };
    Vec2::new(
        held([KeyCode::ArrowRight, KeyCode::KeyD]) - held([KeyCode::ArrowLeft, KeyCode::KeyA]),
        held([KeyCode::ArrowDown, KeyCode::KeyS]) - held([KeyCode::ArrowUp, KeyCode::KeyW]),
    )
}

/// The nearest of the eight ways; none for a stick at rest.
fn direction(pointed: Vec2) -> Option<Direction> {
    if pointed.length() < DEAD {
        return None;
    }
    // An eighth of a turn to each: a part beyond sin 22.5° counts.
    let side = |part: f32| match part {
        part if part > 0.383 => 1,
        part if part < -0.383 => -1,
        _ => 0,
    };
    let unit = pointed.normalize();
    way_of((side(unit.x), side(unit.y)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stick_points_one_of_eight_ways() {
        assert_eq!(direction(Vec2::new(0.1, 0.2)), None);
        assert_eq!(direction(Vec2::new(0.9, 0.2)), Some(Direction::East));
        assert_eq!(direction(Vec2::new(-0.5, 0.6)), Some(Direction::SouthWest));
        assert_eq!(direction(Vec2::new(0.1, -1.0)), Some(Direction::North));
    }

    #[test]
    fn what_is_held_ends_at_a_wall_and_slides_along_it() {
        let map = TownMap::of_village().unwrap();
        let ground = Ground { map: &map, size: None };
        let tiles = (0..map.town.height)
            .flat_map(|y| (0..map.town.width).map(move |x| Tile::new(x, y)))
            .filter(|tile| ground.is_free(*tile));
        let mut slid = 0;
        for from in tiles {
            for way in Direction::ALL {
                let Some(end) = ground.straight(from, way) else { continue };
                assert!(ground.is_free(end) && usize::from(from.distance(end)) <= AHEAD);
                assert!(ground.is_open(from, end), "{from:?} {way:?} {end:?}");
                slid += u32::from(ground.step(from, way).is_none());
            }
        }
        assert!(slid > 0, "some walls are walked into aslant");
    }
}
