use proptest::prelude::*;

use super::*;
use crate::llm::Counted;

fn usage(prompt_tokens: u64, answer_tokens: u64) -> Usage {
    Usage { prompt_tokens, answer_tokens, counted: Counted::Measured }
}

fn capped(villager: i64, village: i64, ever: i64) -> Budget {
    let cap = |micros| Some(Micro::new(micros));
    let caps = Caps {
        villager_per_day: cap(villager),
        village_per_day: cap(village),
        village_ever: cap(ever),
    };
    Budget::new(caps, Spent::default())
}

#[test]
fn a_started_micro_counts_as_a_whole_one() {
    let price =
        Price { prompt_per_million: Micro::new(500_000), answer_per_million: Micro::coins(2) };
    assert_eq!(price.of(&usage(0, 0)), Micro::ZERO);
    assert_eq!(price.of(&usage(1, 0)), Micro::new(1));
    assert_eq!(price.of(&usage(1, 1)), Micro::new(3));
    assert_eq!(price.of(&usage(2, 1)), Micro::new(3));
    assert_eq!(price.of(&usage(u64::MAX, u64::MAX)), Micro::MAX);
}

#[test]
fn each_cap_refuses_by_its_name() {
    let (ada, bob) = (VillagerId(1), VillagerId(2));
    let mut budget = capped(10, 15, 18);
    let held = budget.hold(ada, Micro::new(10), 0).unwrap();
    let refused = |budget: &mut Budget, who, most, day| {
        budget.hold(who, Micro::new(most), day).unwrap_err().code()
    };
    assert_eq!(refused(&mut budget, ada, 1, 0), "villager_cap");
    assert_eq!(refused(&mut budget, bob, 6, 0), "village_cap");
    assert_eq!(budget.settle(held, Micro::new(99)), Micro::new(10), "at most what was held");
    assert_eq!(refused(&mut budget, bob, 9, 1), "village_ever_cap");
    let held = budget.hold(ada, Micro::new(8), 1).unwrap();
    assert_eq!(budget.settle(held, Micro::ZERO), Micro::ZERO);
}

#[test]
fn a_restart_forgets_nothing() {
    let mut budget = capped(10, 100, 100);
    let held = budget.hold(VillagerId(1), Micro::new(9), 3).unwrap();
    budget.settle(held, Micro::new(9));
    let mut after = Budget::new(budget.caps, budget.spent());
    assert!(after.hold(VillagerId(1), Micro::new(2), 3).is_err());
    assert!(after.hold(VillagerId(1), Micro::new(2), 4).is_ok());
}

#[test]
fn a_day_that_has_just_begun_has_cost_nothing() {
    let mut budget = capped(10, 100, 100);
    let held = budget.hold(VillagerId(1), Micro::new(9), 3).unwrap();
    budget.settle(held, Micro::new(9));
    budget.turn(4);
    let spent = budget.spent();
    assert_eq!((spent.day, spent.village_today), (4, Micro::ZERO));
    assert_eq!(spent.village_ever, Micro::new(9));
    assert!(spent.villagers_today.is_empty());
}

proptest! {
    #[test]
    fn no_cap_is_ever_passed_and_nothing_stays_held(
        steps in prop::collection::vec((0_u32..4, 0_i64..40, 0_i64..60, any::<bool>(), 0_u64..2),
            1..200),
        caps in (1_i64..100, 1_i64..200, 1_i64..500),
    ) {
        let mut budget = capped(caps.0, caps.1, caps.2);
        let (mut open, mut day) = (Vec::new(), 0);
        for (villager, most, used, settles, days) in steps {
            day += days;
            if let Ok(hold) = budget.hold(VillagerId(villager), Micro::new(most), day) {
                open.push(hold);
            }
            if settles && !open.is_empty() {
                budget.settle(open.swap_remove(0), Micro::new(used));
            }
            prop_assert!(budget.today.spent + budget.today.held <= caps.1);
            prop_assert!(budget.ever.spent + budget.ever.held <= caps.2);
            for own in budget.villagers.values() {
                prop_assert!(own.spent + own.held <= caps.0);
            }
            let all: i64 = budget.villagers.values().map(|own| own.held).sum();
            prop_assert_eq!(all, budget.held().get());
        }
        for hold in open {
            budget.settle(hold, Micro::ZERO);
        }
        prop_assert_eq!(budget.held(), Micro::ZERO);
        prop_assert!(budget.villagers.values().all(|own| own.held == 0));
    }
}
