//! Ways: how to get from here to there. To a landmark's spot a flow field leads, made once; to any
//! other tile a bucket A* on flat arrays finds one. Either way the result is a handful of corners.

mod field;
mod search;

use arrayvec::ArrayVec;

pub use field::Field;
pub use search::Search;

use crate::grid::{Direction, Tile};
use crate::map::Map;
use crate::walk::CORNERS_MAX;

/// Corners of a way, in order.
pub type Corners = ArrayVec<Tile, CORNERS_MAX>;

/// The tile one step on, if one can go there: aslant only where both sides are free.
pub fn step(from: Tile, direction: Direction, is_free: impl Fn(Tile) -> bool) -> Option<Tile> {
    let to = from.toward(direction).filter(|to| is_free(*to))?;
    let is_aslant = from.x != to.x && from.y != to.y;
    let beside = [Tile::new(from.x, to.y), Tile::new(to.x, from.y)];
    (is_free(from) && (!is_aslant || beside.into_iter().all(is_free))).then_some(to)
}

/// Pulls a string along the tiles of a way: keeps only the corners that one cannot see past. It
/// stops when the corners are used up; the rest of the way is for the next segment.
pub fn pull(map: &Map, from: Tile, tiles: impl IntoIterator<Item = Tile>) -> Corners {
    let mut corners = Corners::new();
    let (mut anchor, mut last) = (from, from);
    for tile in tiles {
        if last != anchor && !map.in_sight(anchor, tile) {
            corners.push(last);
            anchor = last;
            if corners.is_full() {
                return corners;
            }
        }
        last = tile;
    }
    if last != anchor || corners.is_empty() {
        corners.push(last);
    }
    corners
}
