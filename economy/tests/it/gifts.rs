//! What holds of every gift: it counts for no more than was asked, no way of cutting it up makes
//! it count for more, and taking it back leaves no trace on its day.

use proptest::prelude::*;
use village_economy::{Gift, GiftRefusal, GiftRules, Micro, Pair, Spent, give, take_back};

const WIDE: Micro = Micro::MAX;

fn knee_only(knee: i64) -> GiftRules {
    GiftRules { allowance: WIDE, emission: WIDE, knee: Micro::new(knee) }
}

/// What one gift counts for when `before` was given and nothing else limits it.
fn credited(knee: i64, before: i64, asked: i64) -> i64 {
    let pair = Pair { day: 1, given: Micro::new(before) };
    let none = Spent { day: 1, amount: Micro::ZERO };
    match give(&knee_only(knee), 1, Micro::new(asked), none, none, pair) {
        Ok(gift) => gift.credited.get(),
        Err(GiftRefusal::TooSmall) => 0,
        Err(other) => panic!("{other}"),
    }
}

fn micros() -> impl Strategy<Value = i64> {
    prop_oneof![1_i64..2_000, 1_i64..50_000_000, (0_u32..62).prop_map(|bits| 1_i64 << bits)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn a_gift_counts_for_no_more_than_was_asked_and_a_larger_one_for_no_less(
        knee in micros(), before in micros(), asked in micros(), more in micros(),
    ) {
        let counts = credited(knee, before, asked);
        prop_assert!((0..=asked).contains(&counts), "{} of {}", counts, asked);
        prop_assert!(credited(knee, before, asked.saturating_add(more)) >= counts);
        if before.saturating_add(asked) <= knee {
            prop_assert_eq!(counts, asked);
        }
    }

    #[test]
    fn the_more_was_given_the_less_the_same_gift_counts(
        knee in micros(), before in micros(), more in micros(), asked in micros(),
    ) {
        let later = credited(knee, before.saturating_add(more), asked);
        prop_assert!(later <= credited(knee, before, asked) + 1);
    }

    #[test]
    fn many_small_gifts_count_exactly_as_one_large_one_or_less(
        knee in micros(), parts in prop::collection::vec(1_i64..5_000_000, 1..40),
    ) {
        let total: i64 = parts.iter().sum();
        let (mut given, mut counted) = (0, 0);
        for part in parts {
            let counts = credited(knee, given, part);
            // What counts for nothing is refused and leaves no trace.
            given += if counts > 0 { part } else { 0 };
            counted += counts;
        }
        prop_assert!(counted <= credited(knee, 0, total));
        prop_assert_eq!(counted, credited(knee, 0, given));
    }

    #[test]
    fn a_gift_taken_back_on_its_day_leaves_the_rows_as_they_were(
        knee in micros(), before in micros(), asked in micros(), day in 0_u64..9,
        giver in 0_i64..5_000, village in 0_i64..5_000,
    ) {
        let rows = (
            Spent { day, amount: Micro::new(giver) },
            Spent { day, amount: Micro::new(village) },
            Pair { day, given: Micro::new(before) },
        );
        let made = give(&knee_only(knee), day, Micro::new(asked), rows.0, rows.1, rows.2);
        if let Ok(gift) = made {
            let Gift { asked, credited, giver, village, pair } = gift;
            let back = take_back(asked, credited, day, day, giver, village, pair);
            prop_assert_eq!(back, rows);
        }
    }

    #[test]
    fn whatever_is_given_and_taken_back_the_standing_gifts_count_for_no_more_than_their_sum(
        knee in 1_i64..3_000_000,
        acts in prop::collection::vec((1_i64..5_000_000, any::<Option<u8>>()), 1..40),
    ) {
        let (mut giver, mut village, mut pair) =
            (Spent::default(), Spent::default(), Pair::default());
        let mut standing: Vec<Gift> = Vec::new();
        for (asked, undone) in acts {
            if let Some(which) = undone && !standing.is_empty() {
                let gift = standing.swap_remove(usize::from(which) % standing.len());
                (giver, village, pair) =
                    take_back(gift.asked, gift.credited, 0, 0, giver, village, pair);
            } else if let Ok(gift) =
                give(&knee_only(knee), 0, Micro::new(asked), giver, village, pair)
            {
                (giver, village, pair) = (gift.giver, gift.village, gift.pair);
                standing.push(gift);
            }
            let sum = |part: fn(&Gift) -> Micro| -> i64 {
                standing.iter().map(|gift| part(gift).get()).sum()
            };
            let (asked, counts) = (sum(|gift| gift.asked), sum(|gift| gift.credited));
            prop_assert_eq!(giver.amount.get(), asked);
            prop_assert_eq!(village.amount.get(), counts);
            prop_assert_eq!(pair.given.get(), asked);
            let rounding = i64::try_from(standing.len()).unwrap();
            prop_assert!(asked == 0 || counts <= credited(knee, 0, asked) + rounding);
        }
    }

    #[test]
    fn no_numbers_make_a_gift_panic_or_pass_a_limit(
        numbers in prop::array::uniform7(any::<i64>()), days in prop::array::uniform5(any::<u64>()),
    ) {
        let [allowance, emission, knee, asked, spent, issued, given] = numbers.map(Micro::new);
        let rules = GiftRules { allowance, emission, knee };
        let giver = Spent { day: days[0], amount: spent };
        let village = Spent { day: days[1], amount: issued };
        let pair = Pair { day: days[2], given };
        if let Ok(gift) = give(&rules, days[3], asked, giver, village, pair) {
            prop_assert!(gift.credited.is_positive() && gift.credited <= gift.asked);
            prop_assert!(gift.giver.amount <= allowance && gift.village.amount <= emission);
        }
        let rows = take_back(asked, knee, days[3], days[4], giver, village, pair);
        prop_assert!(!rows.2.given.is_negative());
    }
}
