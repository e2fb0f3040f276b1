//! Made-up cells: whatever state follows whatever state.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use village_economy::Micro;
use village_sim::{ConversationId, Line, Mood, Origin, Walk};

use super::*;
use crate::frame::villager::{ACTIVITIES, FACINGS, LEDS, ORIGINS, POSES};

const SITE: Site = Site { corner: Tile::new(16, 8), tick: Tick(1_000), line_ticks: 200 };

fn tile() -> impl Strategy<Value = Tile> {
    (0..4_096_u16, 0..4_096_u16).prop_map(|(x, y)| Tile::new(x, y))
}

fn walk() -> impl Strategy<Value = Walk> {
    (vec(tile(), 1..16), 0..900_u64, 1..500_u64).prop_map(|(corners, departed, length)| Walk {
        goal: *corners.last().unwrap(),
        corners: corners.into_iter().collect(),
        departed: Tick(departed),
        arrives: Tick(departed + length),
    })
}

fn line() -> impl Strategy<Value = Line> {
    (".{0,40}", 0..900_u64).prop_map(|(text, tick)| Line {
        text: Arc::from(text),
        origin: Origin::Model,
        tick: Tick(tick),
    })
}

fn villager() -> impl Strategy<Value = Villager> {
    let body = (0..1_048_576_u32, 0..1_048_576_u32, prop::option::of(walk()));
    let manner = (0..4_usize, 0..4_usize, 0..13_usize, 0..8_usize, (0..3_usize, any::<bool>()));
    let words = (prop::option::of(line()), prop::option::of(line()));
    let rest = (any::<u8>(), any::<i64>(), prop::option::of(0..u32::MAX), words);
    (body, manner, rest).prop_map(|((x, y, walk), manner, (tier, balance, talk, words))| Villager {
        at: Point { x, y },
        walk,
        facing: FACINGS[manner.0],
        pose: POSES[manner.1],
        activity: ACTIVITIES[manner.2],
        mood: Mood::ALL[manner.3],
        led: LEDS[manner.4.0],
        is_thinking: manner.4.1,
        tier,
        balance: Micro::new(balance),
        talk: talk.map(ConversationId),
        line: words.0,
        thought: words.1,
    })
}

fn cell() -> impl Strategy<Value = Cell> {
    let at = prop_oneof![
        (16..24_u16, 8..16_u16).prop_map(|(x, y)| Where::Tile(Tile::new(x, y))),
        (0..1_000_u32).prop_map(|id| Where::Shelf(LandmarkId(id))),
    ];
    let lying = (any::<u16>(), at).prop_map(|(kind, at)| Lying { kind: KindId(kind), at });
    (btree_map(0..200_u32, villager(), 0..12), btree_map(any::<u32>(), lying, 0..12)).prop_map(
        |(villagers, items)| Cell {
            villagers: villagers.into_iter().map(|(id, one)| (VillagerId(id), one)).collect(),
            items: items.into_iter().map(|(id, one)| (ItemId(id), one)).collect(),
        },
    )
}

/// What tells that a cell is so now, as the encoder finds it.
fn change(before: &Cell, now: &Cell) -> Vec<u8> {
    let mut edits = BTreeMap::new();
    for (who, one) in &now.villagers {
        match before.villagers.iter().find(|(other, _)| other == who) {
            Some((_, was)) => edits.insert(*who, Edit::Change(was.clone(), one.clone())),
            None => edits.insert(*who, Edit::Whole(one.clone())),
        };
    }
    for (who, _) in &before.villagers {
        edits.entry(*who).or_insert(Edit::Gone);
    }
    let only = |some: &Cell, others: &Cell| {
        let some = some.items.iter().filter(|item| !others.items.contains(item));
        some.copied().collect::<Vec<_>>()
    };
    let gone: Vec<ItemId> = only(before, now).into_iter().map(|(id, _)| id).collect();
    let mut out = Vec::new();
    put_edits(&mut out, &edits.into_iter().collect::<Vec<_>>(), SITE);
    put_items(&mut out, &gone, &only(now, before), SITE);
    out
}

proptest! {
    #[test]
    fn any_state_can_follow_any_other(states in vec(cell(), 2..6)) {
        let mut known = Cell::read_key(&states[0].key(SITE), SITE).unwrap();
        for next in &states[1..] {
            let mut next = next.clone();
            // Words are followed by others or by time, never taken back.
            for (who, one) in &mut next.villagers {
                let was = known.villagers.iter().find(|(other, _)| other == who);
                let Some((_, was)) = was else { continue };
                one.line = one.line.take().or_else(|| was.line.clone());
                one.thought = one.thought.take().or_else(|| was.thought.clone());
            }
            known = known.changed(&change(&known, &next), SITE).unwrap();
            prop_assert_eq!(&known, &next);
            let joined = Cell::read_key(&known.key(SITE), SITE).unwrap();
            prop_assert_eq!(joined.key(SITE), next.key(SITE));
        }
    }

    #[test]
    fn anybody_can_be_told_from_where_it_was_thought_to_be(
        before in villager(), now in villager(), hz in 1..1_000_u32,
    ) {
        let near = |known: Option<&Villager>| Near {
            point: known.map_or_else(Point::default, |known| known.point(SITE.tick, hz)),
            tick: SITE.tick,
        };
        let (mut change, mut whole) = (Vec::new(), Vec::new());
        put_change(&mut change, &before, &now, near(Some(&before)));
        put_whole(&mut whole, &now, near(None));
        let read = |bytes: &[u8], known| read_edit(&mut Reader::new(bytes), known, near);
        prop_assert_eq!(read(&whole, None).unwrap(), Some(now.clone()));
        prop_assert_eq!(read(&whole, Some(&before)).unwrap(), Some(now.clone()));
        prop_assert!(read(&change, None).is_err());
        let line = now.line.clone().or_else(|| before.line.clone());
        let thought = now.thought.clone().or_else(|| before.thought.clone());
        let known = Villager { line, thought, ..now };
        prop_assert_eq!(read(&change, Some(&before)).unwrap(), Some(known));
    }
}

#[test]
fn words_are_numbered_as_the_world_numbers_them() {
    for (at, facing) in FACINGS.into_iter().enumerate() {
        assert_eq!(facing as usize, at);
    }
    for (at, pose) in POSES.into_iter().enumerate() {
        assert_eq!(pose as usize, at);
    }
    for (at, origin) in ORIGINS.into_iter().enumerate() {
        assert_eq!(origin as usize, at);
    }
    for (at, activity) in ACTIVITIES.into_iter().enumerate() {
        assert_eq!(activity as usize, at);
    }
    for (at, mood) in Mood::ALL.into_iter().enumerate() {
        assert_eq!(mood as usize, at);
    }
}
