//! Ways are shortest, stay on free tiles and agree between field and search.

use proptest::prelude::*;
use std::sync::LazyLock;
use village_sim::{Map, Search, Tile};

use crate::kit::town;

/// The town as it ships, and repeated.
static TOWN: LazyLock<Map> = LazyLock::new(|| Map::for_villagers(town(), 1).unwrap());
static MAP: LazyLock<Map> = LazyLock::new(|| Map::for_villagers(town(), 60).unwrap());

fn free_tile(map: &'static LazyLock<Map>) -> impl Strategy<Value = Tile> {
    (0..map.width, 0..map.height)
        .prop_map(|(x, y)| Tile::new(x, y))
        .prop_filter("a free tile", |tile| map.is_free(*tile))
}

fn cost(from: Tile, tiles: &[Tile]) -> u32 {
    let mut here = from;
    tiles.iter().fold(0, |cost, tile| {
        let aslant = here.x != tile.x && here.y != tile.y;
        here = *tile;
        cost + if aslant { 362 } else { 256 }
    })
}

/// Shortest way by the peer library, which knows nothing of our arrays.
fn peer(map: &'static Map, from: Tile, to: Tile) -> Option<u32> {
    let steps = |tile: &Tile| {
        let tile = *tile;
        let ways = village_sim::Direction::ALL.into_iter();
        ways.filter_map(move |way| Some((map.step(tile, way)?, way.cost()))).collect::<Vec<_>>()
    };
    pathfinding::prelude::dijkstra(&from, steps, |tile| *tile == to).map(|(_, cost)| cost)
}

fn as_short_as_dijkstras(map: &'static Map, from: Tile, to: Tile) -> Result<(), TestCaseError> {
    let mut search = Search::default();
    let ours = search.way(map, from, to).map(<[Tile]>::to_vec);
    match (&ours, peer(map, from, to)) {
        (Some(tiles), Some(best)) => {
            prop_assert_eq!(cost(from, tiles), best);
            prop_assert!(tiles.iter().all(|tile| map.is_free(*tile)));
            prop_assert!(from == to || tiles.last() == Some(&to));
        }
        (None, None) => {}
        (ours, best) => prop_assert!(false, "{ours:?} against {best:?}"),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_searched_way_is_as_short_as_dijkstras(
        (from, to) in (free_tile(&MAP), free_tile(&MAP)),
        (near, far) in (free_tile(&TOWN), free_tile(&TOWN)),
    ) {
        as_short_as_dijkstras(&MAP, from, to)?;
        as_short_as_dijkstras(&TOWN, near, far)?;
    }

    #[test]
    fn what_is_in_sight_can_be_walked_to_straight(from in free_tile(&MAP), to in free_tile(&MAP)) {
        if MAP.in_sight(from, to) {
            prop_assert!(MAP.in_sight(to, from));
            // Every point of the straight line lies on a free tile.
            let (a, b) = (from.middle(), to.middle());
            let length = a.distance(b);
            for step in (0..=length).step_by(16) {
                let at = a.on_the_way(b, step, length);
                prop_assert!(MAP.is_free(at.tile()), "{:?} between {from:?} and {to:?}", at.tile());
            }
        }
    }
}

#[test]
fn the_shipped_map_holds_what_a_village_needs() {
    assert!(MAP.width >= 64 && MAP.height >= 48);
    let kinds: std::collections::BTreeSet<_> =
        MAP.landmarks.iter().map(|place| place.kind.to_string()).collect();
    for kind in ["home", "cafe", "market", "workshop", "library", "board", "park", "pond"] {
        assert!(kinds.contains(kind), "no {kind}");
    }
    for place in &MAP.landmarks {
        assert!(place.capacity() > 0 && !place.uses.is_empty(), "{}", place.slug);
    }
}

#[test]
fn districts_hang_together() {
    let large = Map::for_villagers(town(), 2_000).unwrap();
    assert!(large.across > 1 && large.down > 1);
    let first = large.landmarks.first().unwrap().spots[0].tile;
    for place in &large.landmarks {
        for spot in &place.spots {
            assert!(large.connected(first, spot.tile), "{} at {:?}", place.slug, spot.tile);
        }
    }
}
