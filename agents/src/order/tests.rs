use std::collections::BTreeMap;

use proptest::prelude::*;
use village_sim::{HEARING_TILES, Point, VillagerId};

use super::*;
use crate::llm::Class;

const HZ: u32 = 20;

fn moment(tick: u64, x: u16) -> Moment {
    Moment { tick: Tick(tick), at: Tile::new(x, 0), walks: true }
}

#[test]
fn what_walks_reaches_farther_the_longer_it_is_unknown() {
    let reach = Reach { tiles: 8, hz: HZ };
    for (later, distance, touches) in
        [(0, 8, true), (0, 9, false), (40, 13, true), (40, 14, false), (1, 9, true), (1, 10, false)]
    {
        let (early, late) = (moment(100, 0), moment(100 + later, distance));
        assert_eq!(reach.touches(&early, &late), touches, "{distance} tiles, {later} ticks");
        let stay = |moment| Moment { walks: false, ..moment };
        assert_eq!(reach.touches(&stay(early), &stay(late)), distance <= 8, "who stands stays");
    }
}

/// Villagers on a line: where each stands, and how far it comes within the horizon.
type Places = BTreeMap<VillagerId, (u16, i16)>;

impl Ground for Places {
    fn stand(&self, who: VillagerId) -> Option<Stand> {
        let (at, by) = self.get(&who)?;
        let soon = Tile::new(at.saturating_add_signed(*by), 0);
        Some(Stand { now: Tile::new(*at, 0), soon, walks: *by != 0 })
    }

    fn near(&self, tile: Tile, radius: u16) -> impl Iterator<Item = VillagerId> {
        let all = self.iter();
        all.filter(move |(_, (at, _))| at.abs_diff(tile.x) <= radius).map(|(who, _)| *who)
    }
}

#[test]
fn hearers_of_one_line_answer_one_after_another_and_others_do_not_wait() {
    let places: Places =
        [(0, 10), (1, 12), (2, 14), (3, 40)].map(|(who, at)| (VillagerId(who), (at, 0))).into();
    let mut turns = Turns::default();
    let began = [0, 1, 2, 3].map(|who| turns.ask(VillagerId(who), Class::React, &places));
    assert_eq!(began, [true, false, false, true]);
    assert_eq!(turns.end(VillagerId(0), &places), [VillagerId(1)]);
    assert_eq!(turns.end(VillagerId(3), &places), []);
    assert_eq!(turns.end(VillagerId(1), &places), [VillagerId(2)]);
    assert_eq!(turns.standing(), (1, 0));
}

#[test]
fn a_person_waits_for_no_musing() {
    let places: Places =
        [(0, 10), (1, 12), (2, 14)].map(|(who, at)| (VillagerId(who), (at, 0))).into();
    let mut turns = Turns::default();
    assert!(turns.ask(VillagerId(0), Class::Routine, &places));
    assert!(!turns.ask(VillagerId(1), Class::Routine, &places));
    assert!(turns.ask(VillagerId(2), Class::Chat, &places));
    assert!(!turns.ask(VillagerId(1), Class::Chat, &places), "two chats are one talk");
    assert_eq!(turns.end(VillagerId(0), &places), [], "the chat still thinks");
    assert_eq!(turns.end(VillagerId(2), &places), [VillagerId(1)]);
}

/// Villagers three tiles from each other, who count how often it is asked where one is.
struct Row(std::cell::Cell<usize>);

impl Ground for Row {
    fn stand(&self, who: VillagerId) -> Option<Stand> {
        self.0.set(self.0.get() + 1);
        let at = Tile::new(u16::try_from(who.0 * 3).unwrap(), 0);
        Some(Stand { now: at, soon: at, walks: false })
    }

    fn near(&self, tile: Tile, radius: u16) -> impl Iterator<Item = VillagerId> {
        let [from, to] = [tile.x.saturating_sub(radius), tile.x + radius];
        (u32::from(from.div_ceil(3))..=u32::from(to / 3)).map(VillagerId)
    }
}

#[test]
fn a_turn_costs_by_who_is_near_and_not_by_how_many_wait() {
    const MANY: u32 = 8_000;
    let (row, mut turns) = (Row(std::cell::Cell::new(0)), Turns::default());
    let ask = |who: &VillagerId| turns.ask(*who, Class::Routine, &row);
    let mut thinking: Vec<_> = (0..MANY).map(VillagerId).filter(ask).collect();
    let mut had = thinking.len();
    while let Some(who) = thinking.pop() {
        let next = turns.end(who, &row);
        had += next.len();
        thinking.extend(next);
    }
    assert_eq!((had, turns.standing()), (MANY as usize, (0, 0)));
    let asked = row.0.get();
    assert!(asked < 40 * MANY as usize, "asked {asked} times where one is, for {MANY} turns");
}

proptest! {
    /// Wherever in its tile somebody is and whichever way it walks: when it comes within reach of
    /// whoever looks, the rule had said so.
    #[test]
    fn nobody_who_comes_within_reach_was_thought_too_far(
        from in (0_u32..40 * STEPS, 0_u32..40 * STEPS),
        (angle, part) in (0.0..std::f64::consts::TAU, 0.0..=1.0_f64),
        ticks in 0_u64..200,
        at in (0_u16..60, 0_u16..60),
        tiles in 0_u16..9,
    ) {
        let shift = 20 * STEPS;
        let from = Point { x: from.0 + shift, y: from.1 + shift };
        let walked = f64::from(PACE) * part * f64::from(u32::try_from(ticks).unwrap())
            / f64::from(HZ);
        let along = |at: u32, way: f64| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "on the map"
            )]
            let to = (f64::from(at) + way).max(0.0) as u32;
            to
        };
        let (x, y) = (walked * angle.cos(), walked * angle.sin());
        let to = Point { x: along(from.x, x), y: along(from.y, y) };
        let early = Moment { tick: Tick(5), at: from.tile(), walks: true };
        let tick = Tick(5 + ticks);
        let late = Moment { tick, at: Tile::new(at.0, at.1), walks: true };
        let met = to.tile().distance(late.at) <= tiles;
        let reach = Reach { tiles, hz: HZ };
        prop_assert!(!met || reach.touches(&early, &late));
    }

    /// Whatever is asked and ended in whatever order: nobody begins within earshot of a thought
    /// that goes on, and when all thoughts end everybody who asked has had its turn.
    #[test]
    fn no_thought_begins_in_earshot_of_another_and_nobody_waits_for_ever(
        steps in prop::collection::vec((0_u8..6, 0_u32..12, 0_u16..60, -10_i16..=10), 1..300),
    ) {
        let (mut turns, mut places) = (Turns::default(), Places::new());
        let (mut thinking, mut asked) = (BTreeMap::new(), BTreeMap::new());
        for (step, who, x, by) in steps {
            let who = VillagerId(who);
            let chat = step == 0;
            let granted = match step {
                0..=2 => {
                    // Who waits or thinks may have walked on, but not jumped.
                    places.entry(who).or_insert((x, by));
                    if !thinking.contains_key(&who) {
                        *asked.entry(who).or_insert(false) |= chat;
                    }
                    let class = if chat { Class::Chat } else { Class::React };
                    let begins = turns.ask(who, class, &places);
                    Vec::from_iter((begins && !thinking.contains_key(&who)).then_some(who))
                }
                3 | 4 if thinking.remove(&who).is_some() => {
                    let next = turns.end(who, &places);
                    places.remove(&who);
                    next
                }
                _ => Vec::new(),
            };
            for who in granted {
                let chat = asked.remove(&who).expect("it asked");
                for (other, is_chat) in &thinking {
                    let near = near(&places, who, *other);
                    prop_assert!(!near || (chat && !is_chat), "{who} beside {other}");
                }
                thinking.insert(who, chat);
            }
        }
        for _ in 0..24 {
            let Some((who, _)) = thinking.pop_first() else { break };
            for next in turns.end(who, &places) {
                prop_assert!(asked.remove(&next).is_some());
                thinking.insert(next, false);
            }
        }
        prop_assert!(asked.is_empty() && thinking.is_empty());
        prop_assert_eq!(turns.standing(), (0, 0));
    }
}

/// Whether two are, or come, within earshot of each other on the ways that they are on.
fn near(places: &Places, one: VillagerId, other: VillagerId) -> bool {
    let (Some(one), Some(other)) = (places.stand(one), places.stand(other)) else { return false };
    let at = |stand: Stand, part: i32| {
        let (from, to) = (i32::from(stand.now.x), i32::from(stand.soon.x));
        from + (to - from) * part / 10
    };
    (0..=10).any(|part| at(one, part).abs_diff(at(other, part)) <= u32::from(HEARING_TILES))
}
