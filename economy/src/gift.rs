//! Rewards that people give out of what the treasury lets them give: how much of a gift counts.
//!
//! Three rows say what may still be given: what the giver spent today, what the village issued
//! today, and what this giver has given this agent lately (a pair). A pair's gifts count in full
//! up to a knee and with the square root beyond it, so one friend, however rich or patient, moves
//! an agent less and less. The sum is told for the pair as a whole: many small gifts count exactly
//! as one large one. Callers may keep one row for many givers (the newcomers together), who then
//! weigh together what one giver weighs.
//!
//! Absent on purpose: balances and transfers. Whoever takes a gift back must first have moved the
//! credited amount back on the ledger; if the agent has spent it, there is nothing to undo.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::money::Micro;

/// What was spent on one day, of an allowance or of the village's emission.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spent {
    /// The day, counted in whole days from any fixed one. Later days begin with nothing spent.
    pub day: u64,
    pub amount: Micro,
}

/// What one giver gave one agent, as asked, halved for each day that passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// The day of the last gift.
    pub day: u64,
    /// What counted on that day.
    pub given: Micro,
}

/// The limits of one gift; negative numbers are read as nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GiftRules {
    /// What this giver may ask for on one day.
    pub allowance: Micro,
    /// What the treasury credits on one day to all agents together.
    pub emission: Micro,
    /// Up to here a pair's gifts count in full.
    pub knee: Micro,
}

/// A gift that is made, and the rows as they are with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gift {
    /// What the giver wanted to give, taken from the allowance.
    pub asked: Micro,
    /// What the agent gets from the treasury: more than nothing, at most `asked`.
    pub credited: Micro,
    pub giver: Spent,
    pub village: Spent,
    pub pair: Pair,
}

/// Why a gift is not made. The rows stay as they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GiftRefusal {
    #[error("a gift is more than nothing")]
    NotPositive,
    #[error("only {left} of today's allowance is left")]
    Allowance { left: Micro },
    #[error("only {left} of what the village gives out today is left")]
    Emission { left: Micro },
    #[error("after all that was given here lately, nothing of this would count")]
    TooSmall,
}

impl GiftRefusal {
    /// A stable word for this refusal, for error codes.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotPositive => "not_positive",
            Self::Allowance { .. } => "allowance_spent",
            Self::Emission { .. } => "emission_spent",
            Self::TooSmall => "gift_too_small",
        }
    }
}

/// The allowance at which no group of givers can take more than twice its share of a scarce
/// emission, even when it comes first every day: the wanted one, but at most two equal shares.
pub fn fair_allowance(wanted: Micro, emission: Micro, givers: u32) -> Micro {
    let shares = micros(emission) * 2 / i128::from(givers.max(1));
    // More than twice what fits is more than any wish.
    i64::try_from(shares).map_or(wanted, |shares| wanted.min(Micro::new(shares))).max(Micro::ZERO)
}

/// What may still be spent on `day` of an allowance or emission.
pub fn left(allowance: Micro, day: u64, spent: Spent) -> Micro {
    let left = micros(allowance) - micros(on_day(spent, day).amount);
    // No larger than the allowance, which came from an `i64`.
    Micro::new(i64::try_from(left.max(0)).unwrap_or(i64::MAX))
}

/// Makes a gift on `day`, or says why not.
///
/// A row from a later day than `day` is read as today's: a clock that steps back frees nothing.
pub fn give(
    rules: &GiftRules,
    day: u64,
    asked: Micro,
    giver: Spent,
    village: Spent,
    pair: Pair,
) -> Result<Gift, GiftRefusal> {
    if !asked.is_positive() {
        return Err(GiftRefusal::NotPositive);
    }
    let left_to_giver = left(rules.allowance, day, giver);
    if asked > left_to_giver {
        return Err(GiftRefusal::Allowance { left: left_to_giver });
    }
    let before = faded(pair, day);
    // A pair at the end of the range is long past the point where anything counts.
    let after = before.given.checked_add(asked).ok_or(GiftRefusal::TooSmall)?;
    let credited = counted(rules.knee, after) - counted(rules.knee, before.given);
    let credited = Micro::new(i64::try_from(credited).unwrap_or(0));
    if !credited.is_positive() {
        return Err(GiftRefusal::TooSmall);
    }
    let left_to_village = left(rules.emission, day, village);
    if credited > left_to_village {
        return Err(GiftRefusal::Emission { left: left_to_village });
    }
    Ok(Gift {
        asked,
        credited,
        giver: plus(on_day(giver, day), asked),
        village: plus(on_day(village, day), credited),
        pair: Pair { given: after, ..before },
    })
}

/// The rows after a gift of `day_given` is undone on `day_now`.
///
/// Allowance and emission come back on the day of the gift only; the pair forgets what it still
/// counted of the gift, whenever that is.
pub fn take_back(
    asked: Micro,
    credited: Micro,
    day_given: u64,
    day_now: u64,
    giver: Spent,
    village: Spent,
    pair: Pair,
) -> (Spent, Spent, Pair) {
    let minus = |spent: Spent, amount: Micro| {
        if spent.day != day_given || day_now != day_given {
            return spent;
        }
        Spent { amount: less(spent.amount, amount), ..spent }
    };
    let counts = halved(asked, pair.day.saturating_sub(day_given));
    let pair = Pair { given: less(pair.given, counts), ..pair };
    (minus(giver, asked), minus(village, credited), pair)
}

/// How much of everything that one giver gave one agent counts, in micro-aiDollars: all of it to
/// the knee `k`, then `2·√(k·x) − k`, which goes on from there without a step in value or slope.
fn counted(knee: Micro, given: Micro) -> i128 {
    let (knee, given) = (micros(knee), micros(given));
    if given <= knee {
        return given;
    }
    // Both are below 2^63, so the product is below 2^128. The factor of four inside the root
    // keeps the rounding below one micro, so each further micro counts for at most one.
    let root = (4 * knee.unsigned_abs() * given.unsigned_abs()).isqrt();
    i128::try_from(root).unwrap_or(i128::MAX) - knee
}

fn micros(amount: Micro) -> i128 {
    i128::from(amount.get().max(0))
}

fn on_day(spent: Spent, day: u64) -> Spent {
    if spent.day < day { Spent { day, amount: Micro::ZERO } } else { spent }
}

fn faded(pair: Pair, day: u64) -> Pair {
    let passed = day.saturating_sub(pair.day);
    Pair { day: pair.day.max(day), given: halved(pair.given, passed) }
}

fn halved(amount: Micro, times: u64) -> Micro {
    let shift = u32::try_from(times).unwrap_or(u32::MAX);
    Micro::new(amount.get().max(0).checked_shr(shift).unwrap_or(0))
}

fn plus(spent: Spent, amount: Micro) -> Spent {
    // What was left allowed it, so the sum is no more than the allowance.
    let sum = spent.amount.max(Micro::ZERO).checked_add(amount).unwrap_or(Micro::MAX);
    Spent { amount: sum, ..spent }
}

fn less(amount: Micro, taken: Micro) -> Micro {
    amount.checked_sub(taken.max(Micro::ZERO)).unwrap_or(Micro::ZERO).max(Micro::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: GiftRules = GiftRules {
        allowance: Micro::coins(10),
        emission: Micro::coins(50),
        knee: Micro::coins(1),
    };

    fn spent(day: u64, coins: i32) -> Spent {
        Spent { day, amount: Micro::coins(coins) }
    }

    fn pair(day: u64, coins: i32) -> Pair {
        Pair { day, given: Micro::coins(coins) }
    }

    #[test]
    fn a_pair_counts_in_full_to_the_knee_and_with_the_root_beyond() {
        for (given, counts) in [
            (-5, 0),
            (0, 0),
            (1, 1),
            (999_999, 999_999),
            (1_000_000, 1_000_000),
            (1_000_001, 1_000_000),
            (4_000_000, 3_000_000),
            (9_000_000, 5_000_000),
            (100_000_000, 19_000_000),
        ] {
            assert_eq!(counted(RULES.knee, Micro::new(given)), counts, "of {given}");
        }
        assert_eq!(counted(Micro::MAX, Micro::MAX), i128::from(i64::MAX));
        assert_eq!(counted(Micro::new(i64::MAX - 1), Micro::MAX), i128::from(i64::MAX - 1));
        assert_eq!(counted(Micro::ZERO, Micro::MAX), 0);
        assert_eq!(counted(Micro::MIN, Micro::MAX), 0);
    }

    #[test]
    fn a_gift_takes_what_was_asked_from_the_giver_and_what_counts_from_the_village() {
        let gift = give(&RULES, 7, Micro::coins(4), spent(7, 2), spent(6, 50), pair(6, 10));
        // The pair's ten are five today; nine count for five, five for 2·√5 − 1.
        let credited = Micro::new(5_000_000 - 3_472_135);
        assert_eq!(
            gift,
            Ok(Gift {
                asked: Micro::coins(4),
                credited,
                giver: spent(7, 6),
                village: Spent { day: 7, amount: credited },
                pair: pair(7, 9),
            })
        );
    }

    #[test]
    fn each_limit_refuses_by_its_name() {
        let none = (spent(7, 0), spent(7, 0), pair(7, 0));
        let ask = |micros, (giver, village, pair)| {
            give(&RULES, 7, Micro::new(micros), giver, village, pair).map_err(GiftRefusal::code)
        };
        for micros in [0, -1, i64::MIN] {
            assert_eq!(ask(micros, none), Err("not_positive"));
        }
        assert_eq!(ask(10_000_001, none), Err("allowance_spent"));
        assert_eq!(ask(i64::MAX, none), Err("allowance_spent"));
        assert_eq!(ask(1, (spent(7, 10), none.1, none.2)), Err("allowance_spent"));
        assert_eq!(ask(1, (spent(7, 11), none.1, none.2)), Err("allowance_spent"));
        assert_eq!(ask(1, (none.0, spent(7, 50), none.2)), Err("emission_spent"));
        assert_eq!(ask(1, (none.0, none.1, pair(7, 9))), Err("gift_too_small"));
        let full = Pair { day: 7, given: Micro::MAX };
        assert_eq!(ask(1, (none.0, none.1, full)), Err("gift_too_small"));
        let nearly = give(&RULES, 7, Micro::coins(5), spent(7, 6), spent(7, 0), pair(7, 0));
        assert_eq!(nearly, Err(GiftRefusal::Allowance { left: Micro::coins(4) }));
        let nearly = give(&RULES, 7, Micro::coins(1), spent(7, 0), spent(7, 50), pair(7, 0));
        assert_eq!(nearly, Err(GiftRefusal::Emission { left: Micro::ZERO }));
    }

    #[test]
    fn a_new_day_frees_the_allowance_and_a_day_that_comes_back_frees_nothing() {
        assert_eq!(left(Micro::coins(10), 7, spent(7, 4)), Micro::coins(6));
        assert_eq!(left(Micro::coins(10), 8, spent(7, 4)), Micro::coins(10));
        assert_eq!(left(Micro::coins(10), 6, spent(7, 4)), Micro::coins(6));
        assert_eq!(left(Micro::coins(3), 7, spent(7, 4)), Micro::ZERO);
        assert_eq!(left(Micro::coins(-3), 7, spent(7, 0)), Micro::ZERO);
        assert_eq!(left(Micro::MAX, 7, Spent { day: 7, amount: Micro::MIN }), Micro::MAX);
        let back = give(&RULES, 6, Micro::coins(1), spent(7, 4), spent(7, 0), pair(7, 0)).unwrap();
        assert_eq!((back.giver, back.pair), (spent(7, 5), pair(7, 1)));
    }

    #[test]
    fn a_pair_is_forgotten_by_halves() {
        for (passed, given) in [(0, 8), (1, 4), (3, 1)] {
            assert_eq!(faded(pair(7, 8), 7 + passed), pair(7 + passed, given));
        }
        for passed in [63, 64, u64::from(u32::MAX) + 1, u64::MAX] {
            assert_eq!(halved(Micro::MAX, passed), Micro::ZERO, "after {passed} days");
        }
    }

    #[test]
    fn what_is_taken_back_is_free_again_on_its_day_only() {
        let (asked, credited) = (Micro::coins(4), Micro::coins(3));
        let undo = |day_now, pair_row| {
            take_back(asked, credited, 7, day_now, spent(7, 6), spent(7, 9), pair_row)
        };
        assert_eq!(undo(7, pair(7, 5)), (spent(7, 2), spent(7, 6), pair(7, 1)));
        assert_eq!(undo(8, pair(7, 5)), (spent(7, 6), spent(7, 9), pair(7, 1)));
        // Of the four, two are left in a pair that was last written a day later.
        assert_eq!(undo(8, pair(8, 5)), (spent(7, 6), spent(7, 9), pair(8, 3)));
        // Rows of a day after the gift's own stay.
        let later = take_back(asked, credited, 7, 7, spent(8, 1), spent(8, 2), pair(8, 1));
        assert_eq!(later, (spent(8, 1), spent(8, 2), pair(8, 0)));
    }

    #[test]
    fn a_scarce_emission_lowers_the_allowance_to_two_shares() {
        let fair = |emission, givers| fair_allowance(Micro::coins(10), emission, givers);
        assert_eq!(fair(Micro::coins(1_000), 100), Micro::coins(10));
        assert_eq!(fair(Micro::coins(100), 100), Micro::coins(2));
        assert_eq!(fair(Micro::coins(100), 0), Micro::coins(10));
        assert_eq!(fair(Micro::MAX, 1), Micro::coins(10));
        assert_eq!(fair(Micro::MIN, 1), Micro::ZERO);
    }
}
