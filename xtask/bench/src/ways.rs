//! Bucket A* beside the A* of the crate `pathfinding`, on the shipped map, on the same pairs of
//! tiles, in turns. Both search cold: no way is kept from one query to the next.
//!
//! Unfair in our favour: our arrays are kept from search to search, theirs are hash maps made anew,
//! since that is how each is meant to be used.

use std::time::Instant;

use anyhow::{Result, ensure};
use village_sim::{Dice, Direction, Map, Search, Seed, Tile};

use crate::figure::{Bar, Figure, percentile};
use crate::town::assets;

const PAIRS: usize = 200;
const ROUNDS: usize = 20;

/// Time of a query, ours and theirs, minimum and median of the rounds.
pub fn ways(_seconds: u32) -> Result<Vec<Figure>> {
    let map = assets()?.ground(1)?;
    let mut dice = Seed(11).stream("ways", 0, 0);
    let mut tile = || free(&map, &mut dice);
    let pairs: Vec<_> = (0..PAIRS).map(|_| (tile(), tile())).collect();
    let mut search = Search::default();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let began = Instant::now();
        let found = pairs.iter().filter(|(from, to)| search.way(&map, *from, *to).is_some());
        let found = found.count();
        ours.push(micros(began));
        let began = Instant::now();
        let peers = pairs.iter().filter(|(from, to)| peer(&map, *from, *to).is_some()).count();
        theirs.push(micros(began));
        ensure!(found == peers, "{found} ways against {peers}");
    }
    let (mine, others) = (percentile(&mut ours, 50.0), percentile(&mut theirs, 50.0));
    let note = format!(
        "medians {mine:.1} us and {others:.1} us; minima {:.1} us and {:.1} us, \
         {PAIRS} pairs, {ROUNDS} rounds",
        percentile(&mut ours, 0.0),
        percentile(&mut theirs, 0.0)
    );
    let name = "bucket A* against pathfinding's";
    Ok(vec![Figure::new("ways", name, others / mine, "x as fast", Bar::AtLeast(4.0)).note(note)])
}

#[expect(clippy::cast_precision_loss, reason = "a number of pairs")]
fn micros(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1e6 / PAIRS as f64
}

fn free(map: &Map, dice: &mut Dice) -> Tile {
    loop {
        let at =
            |dice: &mut Dice, side: u16| u16::try_from(dice.below(side.into())).unwrap_or_default();
        let tile = Tile::new(at(dice, map.width), at(dice, map.height));
        if map.is_free(tile) {
            return tile;
        }
    }
}

fn peer(map: &Map, from: Tile, to: Tile) -> Option<u32> {
    let steps = |tile: &Tile| {
        let tile = *tile;
        let step = move |way: Direction| Some((map.step(tile, way)?, way.cost()));
        Direction::ALL.into_iter().filter_map(step)
    };
    let estimate = |tile: &Tile| {
        let (dx, dy) = (u32::from(tile.x.abs_diff(to.x)), u32::from(tile.y.abs_diff(to.y)));
        256 * (dx + dy) - 150 * dx.min(dy)
    };
    pathfinding::prelude::astar(&from, steps, estimate, |tile| *tile == to).map(|(_, cost)| cost)
}
