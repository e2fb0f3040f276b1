//! What `cargo village bench minds` measures with: that its model server keeps its books, and that
//! out of order comes to the same as lock-step.

#[path = "../../benches/minds/day.rs"]
mod day;
#[path = "../../benches/minds/house.rs"]
#[expect(dead_code, reason = "the bench's, of which this uses a part")]
mod house;
#[path = "../../benches/minds/known.rs"]
mod known;
#[path = "../../benches/minds/race.rs"]
#[expect(dead_code, reason = "the bench's, of which this uses a part")]
mod race;
#[path = "../../benches/minds/vllm.rs"]
mod vllm;

use std::collections::BTreeMap;

use proptest::prelude::*;
use village_agents::llm::Class;
use village_agents::order::{Moment, Reach};
use village_sim::{SIGHT_TILES, Tick, Tile, VillagerId};

use day::{Day, THINK_STEPS, Thought};
use house::{Plan, Routing};
use known::{Known, Turn};
use race::{Rule, race};
use vllm::{BLOCK_TOKENS, Engine, Event, Machine, Request};

fn plan(nodes: usize) -> Plan {
    let machine = Machine::SPARK;
    Plan { machine, nodes, in_flight_max: 16, kept_for_chat: None, routing: Routing::Sticky }
}

#[test]
fn equal_turns_do_not_wait_for_one_another() {
    let turn = |number: u64, tick, x| {
        let moment = Moment { tick: Tick(tick), at: Tile::new(x, 0), walks: true };
        Turn { number, moment }
    };
    let mut known = Known::new(Reach { tiles: 8, hz: 20 });
    known.put(VillagerId(0), turn(3, 60, 0));
    known.put(VillagerId(1), turn(3, 60, 1));
    assert_eq!(known.waits_for(VillagerId(1), &turn(3, 60, 1)), None);
    assert_eq!(known.waits_for(VillagerId(2), &turn(4, 80, 2)), Some(VillagerId(0)));
    known.close(VillagerId(0));
    assert_eq!(known.waits_for(VillagerId(1), &turn(4, 80, 2)), None, "not for itself");
}

#[test]
fn out_of_order_is_between_lock_step_and_the_oracle_and_the_day_is_the_same() {
    let day = Day::record(14, 7, 240);
    assert_eq!(day, Day::record(14, 7, 240), "a seed makes a day");
    assert!(day.thoughts.len() > 40 && day.thoughts.iter().any(|it| !it.rests_on.is_empty()));
    let run = |rule| {
        let ran = race(&day, plan(2), rule);
        assert_eq!(ran.unsound(&day), None, "{rule:?}");
        ran.total
    };
    let (lock, ours, oracle) = (run(Rule::LockStep(1)), run(Rule::OutOfOrder), run(Rule::Oracle));
    println!("lock-step {lock}, out of order {ours}, oracle {oracle} ns");
    assert!(oracle <= ours && ours < lock);
    assert!(race(&day, plan(2), Rule::Alone).unsound(&day).is_some(), "waiting is worth it");
}

/// A day that nobody recorded: walkers at the village's pace on a line, who think now and then,
/// and rest on whom they see.
fn made_up(walks: &[(u16, Vec<i8>)]) -> Day {
    const STEPS: u32 = 40;
    let places: Vec<Vec<Tile>> = walks
        .iter()
        .map(|(from, ways)| {
            let mut at = i32::from(*from);
            let ways = ways.iter().cycle().take(STEPS as usize);
            ways.map(|way| {
                // Two tiles a second are less than the pace.
                at = (at + i32::from(way.signum()) * 2).max(0);
                Tile::new(u16::try_from(at).unwrap(), 5)
            })
            .collect()
        })
        .collect();
    let mut thoughts: Vec<Thought> = Vec::new();
    let mut landed: Vec<Vec<usize>> = vec![Vec::new(); walks.len()];
    for step in 0..STEPS {
        for (number, (_, ways)) in walks.iter().enumerate() {
            let gap = THINK_STEPS + u32::from(ways[0].unsigned_abs() % 7);
            if step % gap != u32::from(ways[0].unsigned_abs()) % gap {
                continue;
            }
            let here = places[number][step as usize];
            let seen = (0..walks.len()).filter(|other| {
                let there = places[*other][step as usize];
                *other != number && there.distance(here) <= SIGHT_TILES
            });
            let rests_on = seen.filter_map(|other| {
                let mut latest = landed[other].iter().rev().copied();
                latest.find(|it: &usize| thoughts[*it].step + THINK_STEPS <= step)
            });
            let thought = Thought {
                who: VillagerId(u32::try_from(number).unwrap()),
                step,
                class: Class::Routine,
                prefix: [u64::try_from(number).unwrap()].into(),
                prompt_tokens: 20,
                answer_tokens: 10 + step,
                rests_on: rests_on.collect(),
            };
            landed[number].push(thoughts.len());
            thoughts.push(thought);
        }
    }
    Day { villagers: walks.len(), thoughts, places, parts: [0.0; 6], kept: 0.0 }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Whoever walks wherever: every thought is had, none before one that it rests on has ended.
    #[test]
    fn no_thought_is_had_before_what_it_rests_on(
        walks in prop::collection::vec((0_u16..80, prop::collection::vec(-3_i8..=3, 1..9)), 1..9),
    ) {
        let day = made_up(&walks);
        for rule in [Rule::OutOfOrder, Rule::Oracle, Rule::LockStep(1)] {
            prop_assert_eq!(race(&day, plan(1), rule).unsound(&day), None);
        }
    }

    /// Memory is never used twice or lost, budgets hold, and everybody gets the tokens it asked
    /// for, however little memory there is.
    #[test]
    fn a_node_keeps_its_books(
        asked in prop::collection::vec((0_u64..4, 1_u32..120, 1_u32..60, 0_u8..4), 1..60),
        (blocks, seqs_max, batch) in (12_u32..40, 1_usize..9, 16_u32..64),
    ) {
        let machine = Machine { blocks, seqs_max, batch_tokens_max: batch, ..Machine::SPARK };
        let mut engine = Engine::new(machine);
        let (mut first, mut ended) = (BTreeMap::new(), BTreeMap::new());
        let (mut at, mut wanted) = (0_u64, (0, 0));
        let mut asked = asked.into_iter().enumerate();
        loop {
            let pause = asked.next().map(|(id, (kind, prompt, answer, pause))| {
                let id = u64::try_from(id).unwrap();
                // Of each kind all share their beginning.
                let prefix = (0..prompt / BLOCK_TOKENS).map(|n| kind << 32 | u64::from(n));
                wanted = (wanted.0 + u64::from(prompt), wanted.1 + u64::from(answer));
                let prefix = prefix.collect();
                engine.add(Request { id, prefix, prompt_tokens: prompt, answer_tokens: answer });
                pause
            });
            for _ in 0..pause.unwrap_or(u8::MAX) {
                if engine.is_idle() {
                    break;
                }
                let took = engine.begin();
                prop_assert!(took >= machine.step_ns);
                prop_assert!(engine.step_tokens() <= batch);
                let (used, all) = engine.memory().used();
                prop_assert!(used <= all && all == blocks as usize);
                at += took;
                for event in engine.end() {
                    let fresh = match event {
                        Event::FirstToken { id } => first.insert(id, at).is_none(),
                        Event::Ended { id } => ended.insert(id, at).is_none(),
                    };
                    prop_assert!(fresh, "once each");
                }
            }
            if pause.is_none() && engine.is_idle() {
                break;
            }
        }
        prop_assert!(first.keys().eq(ended.keys()));
        prop_assert!(first.iter().all(|(id, at)| *at <= ended[id]));
        let totals = engine.totals;
        prop_assert_eq!((totals.found + totals.prefilled, totals.answered), wanted);
        prop_assert_eq!(engine.memory().used().0, 0, "all is given back");
    }
}

#[test]
fn a_prompt_that_was_seen_is_found_and_one_stream_runs_at_the_machines_pace() {
    let mut engine = Engine::new(Machine::SPARK);
    let prefix: std::sync::Arc<[u64]> = (0..128).collect();
    let mut run = |id| {
        let prefix = prefix.clone();
        engine.add(Request { id, prefix, prompt_tokens: 2_048, answer_tokens: 101 });
        let mut times = Vec::new();
        while !engine.is_idle() {
            times.push(engine.begin());
            engine.end();
        }
        (times, engine.totals)
    };
    let (times, cold) = run(1);
    assert_eq!((cold.found, cold.prefilled), (0, 2_048));
    // Published: 20.5 tokens/s for one stream after prompts of 2,048 tokens.
    let mean = times[1..].iter().sum::<u64>() / 100;
    assert!((48_000_000..50_000_000).contains(&mean), "{mean} ns a token");
    let (_, warm) = run(2);
    assert_eq!(warm.found, 2_048 - 16, "all but the block of the last token");
}
