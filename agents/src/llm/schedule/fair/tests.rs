use proptest::prelude::*;

use super::*;

fn thought(id: u64, villager: u32, class: Class) -> Waiting {
    Waiting {
        id,
        villager: VillagerId(villager),
        class,
        models: ["small".into()].into(),
        home: 0,
        since: Duration::ZERO,
        avoid: None,
    }
}

fn pop(fair: &mut Fair) -> Option<Waiting> {
    fair.pop(|_| Some(())).map(|(thought, ())| thought)
}

#[test]
fn the_urgent_go_first_then_the_better_tier_then_the_order_of_coming() {
    let mut fair = Fair::default();
    let line = [
        (Class::Reflect, QueueClass::Priority),
        (Class::React, QueueClass::Spare),
        (Class::React, QueueClass::Standard),
        (Class::Chat, QueueClass::Spare),
        (Class::React, QueueClass::Standard),
    ];
    for (id, (class, queue)) in line.into_iter().enumerate() {
        let villager = u32::try_from(id).unwrap();
        fair.push(thought(id as u64, villager, class), queue, 1, 100);
    }
    let order: Vec<u64> = std::iter::from_fn(|| pop(&mut fair)).map(|next| next.id).collect();
    assert_eq!(order, [3, 2, 4, 1, 0]);
}

#[test]
fn one_that_has_no_place_holds_up_nobody_of_another_route() {
    let mut fair = Fair::default();
    fair.push(thought(1, 1, Class::Chat), QueueClass::Standard, 1, 100);
    let mut other = thought(2, 2, Class::Reflect);
    other.home = 1;
    fair.push(other, QueueClass::Spare, 1, 100);
    let (next, ()) = fair.pop(|thought| (thought.home == 1).then_some(())).unwrap();
    assert_eq!((next.id, fair.len()), (2, 1));
}

#[test]
fn the_newest_of_the_least_urgent_gives_way() {
    let mut fair = Fair::default();
    for (id, class) in [(1, Class::Routine), (2, Class::Reflect), (3, Class::Reflect)] {
        fair.push(thought(id, 1, class), QueueClass::Standard, 1, 100);
    }
    assert_eq!(fair.least_urgent_below(Class::Chat), Some(3));
    assert_eq!(fair.least_urgent_below(Class::Reflect), None, "its own class does not");
}

#[test]
fn a_flood_of_one_does_not_delay_another() {
    let mut fair = Fair::default();
    for id in 0..1000 {
        fair.push(thought(id, 1, Class::React), QueueClass::Standard, 1, 100);
    }
    for _ in 0..10 {
        pop(&mut fair);
    }
    fair.push(thought(1000, 2, Class::React), QueueClass::Standard, 1, 100);
    let until = std::iter::from_fn(|| pop(&mut fair)).position(|next| next.id == 1000);
    assert!(until.unwrap() <= 1, "{until:?}");
}

proptest! {
    #[test]
    fn those_who_wait_get_tokens_by_weight(
        weights in prop::collection::vec(1_u32..20, 2..6),
        tokens in prop::collection::vec(1_u64..400, 1..10),
        pops in 50_usize..400,
    ) {
        let mut fair = Fair::default();
        let mut costs = BTreeMap::new();
        let mut id = 0;
        for round in 0..pops {
            for (villager, weight) in weights.iter().enumerate() {
                let cost = tokens[(round + villager) % tokens.len()];
                let villager = u32::try_from(villager).unwrap();
                costs.insert(id, cost);
                fair.push(
                    thought(id, villager, Class::React), QueueClass::Standard, *weight, cost,
                );
                id += 1;
            }
        }
        let mut served = vec![0_u64; weights.len()];
        for _ in 0..pops {
            let next = pop(&mut fair).unwrap();
            served[next.villager.index()] += costs[&next.id];
        }
        // The bound of the paper, theorem 1: what two get by weight differs by at most the longest
        // thought of each.
        let longest = *tokens.iter().max().unwrap();
        for one in 0..weights.len() {
            for two in 0..one {
                let by_weight = |villager: usize| i128::from(served[villager])
                    * 1_000_000 / i128::from(weights[villager]);
                let most = i128::from(longest) * 1_000_000;
                let bound = most / i128::from(weights[one]) + most / i128::from(weights[two]) + 2;
                prop_assert!((by_weight(one) - by_weight(two)).abs() <= bound,
                    "{served:?} by {weights:?}");
            }
        }
    }

    #[test]
    fn whatever_happens_nothing_is_lost_or_served_twice(
        steps in prop::collection::vec((0_u8..4, 0_u32..5, 0_usize..4, 1_u32..9), 1..300),
    ) {
        let (mut fair, mut inside, mut id) = (Fair::default(), Vec::new(), 0);
        for (step, villager, class, weight) in steps {
            match step {
                0 | 1 => {
                    let new = thought(id, villager, Class::ALL[class]);
                    fair.push(new, QueueClass::Standard, weight, 10);
                    inside.push(id);
                    id += 1;
                }
                2 => {
                    let next = pop(&mut fair).map(|next| next.id);
                    prop_assert_eq!(next.is_none(), inside.is_empty());
                    inside.retain(|left| Some(*left) != next);
                }
                _ => {
                    let gone = inside.first().copied().unwrap_or(u64::MAX);
                    prop_assert_eq!(fair.remove(gone).is_some(), !inside.is_empty());
                    inside.retain(|left| *left != gone);
                }
            }
            prop_assert_eq!(fair.len(), inside.len());
            prop_assert_eq!(fair.by_class().iter().sum::<usize>(), inside.len());
            prop_assert_eq!(fair.by_villager.values().sum::<usize>(), inside.len());
            prop_assert!(inside.is_empty() == fair.lanes.is_empty());
        }
    }
}
