use proptest::prelude::*;
use village_economy::QueueClass;

use super::*;
use crate::llm::config::Dialect;

fn config(nodes: &[(&str, u32, &[&str])]) -> ModelsConfig {
    let node = |(name, in_flight_max, classes): &(&str, u32, &[&str])| {
        let mut node = NodeConfig::new(name, "http://127.0.0.1:1", Dialect::Openai);
        node.in_flight_max = *in_flight_max;
        let models = classes.iter().map(|class| ((*class).to_owned(), format!("{class}-8b")));
        node.models = models.collect();
        node
    };
    ModelsConfig {
        nodes: nodes.iter().map(node).collect(),
        failures_max: 1,
        queued_max: 8,
        ..ModelsConfig::default()
    }
}

fn wish(villager: u32, class: Class, models: &[&str]) -> Wish {
    Wish {
        villager: VillagerId(villager),
        class,
        entitlement: Entitlement {
            thoughts_per_minute: 1,
            tokens_per_hour: 1,
            models: models.iter().map(|model| Arc::from(*model)).collect(),
            queue_class: QueueClass::Standard,
            weight: 1,
        },
        tokens: 100,
        avoid: None,
    }
}

fn at(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

#[test]
fn slots_are_kept_for_chat() {
    let mut scheduler = Scheduler::new(&config(&[("a", 2, &["small"])]));
    for villager in 0..3 {
        scheduler.enqueue(&wish(villager, Class::React, &["small"]), at(0)).unwrap();
    }
    let (_, _slot) = scheduler.next(at(0)).unwrap();
    assert_eq!(scheduler.next(at(0)), None, "the last one is for chat");
    let chat = scheduler.enqueue(&wish(9, Class::Chat, &["small"]), at(0)).unwrap();
    assert_eq!(scheduler.next(at(0)).unwrap().0, chat.id);
    assert_eq!(scheduler.next(at(0)), None);
}

#[test]
fn a_villager_stays_on_its_node_until_it_has_waited_long_enough() {
    let mut scheduler = Scheduler::new(&config(&[("a", 2, &["small"]), ("b", 2, &["small"])]));
    let ask = wish(7, Class::React, &["small"]);
    scheduler.enqueue(&ask, at(0)).unwrap();
    let (_, home) = scheduler.next(at(0)).unwrap();
    scheduler.enqueue(&ask, at(0)).unwrap();
    assert_eq!(scheduler.next(at(1999)), None, "its own node is full");
    let (_, other) = scheduler.next(at(2000)).unwrap();
    assert_ne!(home.node, other.node);
    scheduler.enqueue(&ask, at(2000)).unwrap();
    scheduler.end(home.clone(), Verdict::Good, at(2000));
    assert_eq!(scheduler.next(at(2000)).unwrap().1, home, "and then it is back");
    let chat = wish(7, Class::Chat, &["small"]);
    let places = [(); 2].map(|()| {
        scheduler.enqueue(&chat, at(2000)).unwrap();
        scheduler.next(at(2000)).unwrap().1.node
    });
    assert_ne!(places[0], places[1], "chat does not wait for its node");
}

#[test]
fn a_dead_nodes_villagers_move_over_and_come_back() {
    let mut scheduler = Scheduler::new(&config(&[("a", 9, &["small"]), ("b", 9, &["small"])]));
    let ask = wish(7, Class::React, &["small"]);
    let mut runs_on = |verdict, now| {
        scheduler.enqueue(&ask, now).unwrap();
        let (_, slot) = scheduler.next(now).unwrap();
        let node = slot.node;
        scheduler.end(slot, verdict, now);
        node
    };
    let home = runs_on(Verdict::Good, at(0));
    assert_eq!(runs_on(Verdict::Bad, at(0)), home);
    assert_ne!(runs_on(Verdict::Good, at(1)), home, "its breaker is open");
    assert_eq!(runs_on(Verdict::Good, at(2000)), home, "on trial");
    assert_eq!(runs_on(Verdict::Good, at(2000)), home);
}

#[test]
fn a_person_does_not_try_out_whether_a_node_is_well_again() {
    let mut scheduler = Scheduler::new(&config(&[("a", 9, &["small"]), ("b", 9, &["small"])]));
    let mut runs_on = |class, verdict| {
        scheduler.enqueue(&wish(7, class, &["small"]), at(5000)).unwrap();
        let (_, slot) = scheduler.next(at(5000)).unwrap();
        let node = slot.node;
        // Without a pause the node may be tried at once.
        scheduler.end(slot, verdict, at(0));
        node
    };
    let home = runs_on(Class::React, Verdict::Bad);
    assert_ne!(runs_on(Class::Chat, Verdict::Good), home);
    assert_eq!(runs_on(Class::React, Verdict::Good), home, "on trial");
    assert_eq!(runs_on(Class::Chat, Verdict::Good), home);
}

#[test]
fn a_wish_that_cannot_be_met_is_refused_by_name() {
    let mut scheduler = Scheduler::new(&config(&[("a", 1, &["small"])]));
    let refused =
        |scheduler: &mut Scheduler, wish: &Wish, now| scheduler.enqueue(wish, now).unwrap_err();
    assert!(matches!(
        refused(&mut scheduler, &wish(1, Class::React, &["large", "huge"]), at(0)),
        Failure::NoModel { models } if models == "large, huge"
    ));
    let ask = wish(1, Class::React, &["small"]);
    scheduler.enqueue(&ask, at(0)).unwrap();
    let (_, slot) = scheduler.next(at(0)).unwrap();
    scheduler.end(slot, Verdict::Bad, at(0));
    let down = Failure::NodesDown { wait: at(1500) };
    assert_eq!(refused(&mut scheduler, &ask, at(500)), down);
    for _ in 0..4 {
        scheduler.enqueue(&ask, at(2000)).unwrap();
    }
    assert_eq!(refused(&mut scheduler, &ask, at(2000)), Failure::TooManyWaiting { limit: 4 });
}

#[test]
fn a_full_queue_refuses_the_least_urgent() {
    let mut scheduler = Scheduler::new(&config(&[("a", 1, &["small"])]));
    let mut last = 0;
    for villager in 0..8 {
        let ask = wish(villager, Class::Reflect, &["small"]);
        last = scheduler.enqueue(&ask, at(0)).unwrap().id;
    }
    let full = scheduler.enqueue(&wish(8, Class::Reflect, &["small"]), at(0));
    assert_eq!(full, Err(Failure::QueueFull));
    let queued = scheduler.enqueue(&wish(8, Class::Chat, &["small"]), at(0)).unwrap();
    assert_eq!((queued.gives_way, scheduler.waiting()), (Some(last), 8));
    assert_eq!(scheduler.next(at(0)).unwrap().0, queued.id);
}

#[test]
fn the_better_model_is_waited_for_unless_its_nodes_are_down() {
    let mut scheduler = Scheduler::new(&config(&[("a", 1, &["large"]), ("b", 1, &["small"])]));
    let ask = wish(1, Class::React, &["large", "small"]);
    scheduler.enqueue(&ask, at(0)).unwrap();
    let (_, slot) = scheduler.next(at(0)).unwrap();
    assert_eq!(&*slot.model, "large-8b");
    scheduler.enqueue(&ask, at(0)).unwrap();
    assert_eq!(scheduler.next(at(60_000)), None, "the small one is not what it has earned");
    scheduler.end(slot, Verdict::Bad, at(60_000));
    assert_eq!(&*scheduler.next(at(60_000)).unwrap().1.model, "small-8b");
}

proptest! {
    #[test]
    fn limits_hold_and_every_thought_ends_once(
        steps in prop::collection::vec((0_u8..8, 0_u32..12, 0_usize..4, any::<bool>()), 1..400),
        sizes in prop::collection::vec(1_u32..5, 1..4),
    ) {
        let names = ["a", "b", "c", "d"];
        let nodes: Vec<_> =
            sizes.iter().zip(names).map(|(size, name)| (name, *size, &["small"][..])).collect();
        let mut scheduler = Scheduler::new(&config(&nodes));
        let (mut waiting, mut running) = (Vec::new(), Vec::new());
        let mut now = Duration::ZERO;
        for (step, villager, class, good) in steps {
            now += at(97);
            match step {
                0..=3 => {
                    let wish = wish(villager, Class::ALL[class], &["small"]);
                    if let Ok(queued) = scheduler.enqueue(&wish, now) {
                        waiting.push(queued.id);
                        waiting.retain(|id| Some(*id) != queued.gives_way);
                    }
                }
                4 | 5 => while let Some((id, slot)) = scheduler.next(now) {
                    prop_assert!(waiting.contains(&id), "started once");
                    waiting.retain(|left| *left != id);
                    running.push(slot);
                },
                6 if !running.is_empty() => {
                    let verdict = if good { Verdict::Good } else { Verdict::Bad };
                    scheduler.end(running.swap_remove(0), verdict, now);
                }
                7 if !waiting.is_empty() => {
                    prop_assert!(scheduler.withdraw(waiting.swap_remove(0)));
                }
                _ => {}
            }
            prop_assert_eq!(scheduler.waiting(), waiting.len());
            prop_assert!(waiting.len() <= 8);
            for node in scheduler.standing() {
                prop_assert!(node.in_flight <= node.in_flight_max);
            }
        }
        // What is left ends when the nodes do their work.
        for _ in 0..1000 {
            now += at(60_000);
            for slot in running.drain(..) {
                scheduler.end(slot, Verdict::Good, now);
            }
            while let Some((id, slot)) = scheduler.next(now) {
                waiting.retain(|left| *left != id);
                running.push(slot);
            }
        }
        // A node with one slot runs no chat's slot but its own; nothing else may be left over.
        prop_assert!(waiting.is_empty(), "{waiting:?}");
    }
}
