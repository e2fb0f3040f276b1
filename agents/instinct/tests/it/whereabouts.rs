//! The index of a view finds whom a look at everybody finds.

use std::collections::BTreeSet;

use village_sim::{Ground, LandmarkId, SIGHT_TILES, Tile, View, VillagerId};

use crate::kit::{DAY_TICKS, Kit};

/// Every how many ticks it is looked.
const EVERY: u64 = 97;

#[test]
fn whoever_is_near_talks_or_holds_a_place_is_found() {
    let mut kit = Kit::new(7);
    let map = kit.village.world().resource::<Ground>().0.clone();
    let (mut met, mut talked, mut held) = (0, 0, 0);
    for tick in 0..DAY_TICKS {
        let view = kit.tick(Vec::new()).view;
        if !tick.is_multiple_of(EVERY) {
            continue;
        }
        let here = view.whereabouts(&map);
        for one in view.present() {
            let at = tile(&view, one.id);
            let near: BTreeSet<_> = here.within(at, SIGHT_TILES).collect();
            let others = view.present().map(|other| other.id);
            let meant: BTreeSet<_> =
                others.filter(|other| tile(&view, *other).distance(at) <= SIGHT_TILES).collect();
            assert_eq!(near, meant);
            met += near.len() - 1;
            let Some(talk) = one.body.talk else { continue };
            let others = view.present().filter(|other| other.body.talk == Some(talk));
            let meant: BTreeSet<_> = others.map(|other| other.id).collect();
            assert_eq!(here.talking(talk).collect::<BTreeSet<_>>(), meant);
            talked += 1;
        }
        for place in (0..).map(LandmarkId).take(map.landmarks.len()) {
            let holders = view.present().filter(|one| one.body.place() == Some(place)).count();
            assert_eq!(here.taken(place) as usize, holders);
            held += holders;
        }
    }
    assert!(met > 0 && talked > 0 && held > 0, "{met} met, {talked} talked, {held} held a place");
}

fn tile(view: &View, who: VillagerId) -> Tile {
    view.agent(who).unwrap().body.tile(view.tick(), view.clock.hz)
}
