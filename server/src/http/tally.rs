//! Money that flowed, added up to what a scorecard says of it. Pure; whoever calls reads the store.
//!
//! The inhabitants are agents and people, with what is set aside for them. Money comes in from
//! treasury and payments and goes out to treasury, compute and payments. Setting money aside and
//! giving it back is neither.

use std::collections::BTreeMap;

use village_economy::{AccountId, BountyState, Micro, Reason};
use village_sim::View;
use village_store::Flow;

use super::json::{Kind, Point, WorkCount, rfc3339};

/// Sums of one time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    pub money_in: Micro,
    pub money_out: Micro,
    /// What inhabitants spent, on each other or on what they use.
    pub spent: Micro,
}

const fn is_inhabitant(account: AccountId) -> bool {
    matches!(account, AccountId::Agent(_) | AccountId::Person(_) | AccountId::Escrow(_))
}

const fn is_spending(reason: Reason) -> bool {
    matches!(
        reason,
        Reason::Reward
            | Reason::Transfer
            | Reason::BountyPayout
            | Reason::PurchaseCompute
            | Reason::Upkeep
    )
}

fn plus(sum: Micro, more: Micro) -> Micro {
    sum.checked_add(more).unwrap_or(Micro::MAX)
}

impl Sums {
    fn add(&mut self, flow: &Flow) {
        match (is_inhabitant(flow.from), is_inhabitant(flow.to)) {
            (false, true) => self.money_in = plus(self.money_in, flow.amount),
            (true, false) => self.money_out = plus(self.money_out, flow.amount),
            _ => {}
        }
        if is_inhabitant(flow.from) && is_spending(flow.reason) {
            self.spent = plus(self.spent, flow.amount);
        }
    }

    /// All flows together.
    pub fn of(flows: &[Flow]) -> Self {
        let mut sums = Self::default();
        for flow in flows {
            sums.add(flow);
        }
        sums
    }
}

/// How often what is held was spent; 0 where nothing is held.
#[expect(clippy::cast_precision_loss, reason = "a ratio for people; no money is made of it")]
pub fn velocity(spent: Micro, held: Micro) -> f64 {
    if !held.is_positive() {
        return 0.0;
    }
    rounded(spent.get() as f64 / held.get() as f64)
}

/// Sums step by step from `first` on: `count` steps of `step` microseconds.
pub fn series(flows: &[Flow], held: Micro, (first, step, count): (i64, i64, u16)) -> Vec<Point> {
    let mut steps: BTreeMap<i64, Sums> = BTreeMap::new();
    for at in 0..count {
        steps.insert(first.saturating_add(step.saturating_mul(at.into())), Sums::default());
    }
    for flow in flows {
        if let Some(sums) = steps.get_mut(&flow.begins) {
            sums.add(flow);
        }
    }
    let point = |(begins, sums): (i64, Sums)| Point {
        timestamp: rfc3339(begins),
        money_in: sums.money_in,
        money_out: sums.money_out,
        velocity: velocity(sums.spent, held),
    };
    steps.into_iter().map(point).collect()
}

/// What agents got, by why, the most first.
pub fn kinds(flows: &[Flow]) -> Vec<Kind> {
    let mut kinds: BTreeMap<&'static str, (u64, Micro)> = BTreeMap::new();
    for flow in flows.iter().filter(|flow| matches!(flow.to, AccountId::Agent(_))) {
        let kind = match (flow.reason, flow.from) {
            (Reason::Reward, AccountId::Person(_)) => "tip",
            (Reason::Refund | Reason::Reservation | Reason::Correction, _) => continue,
            (reason, _) => reason.as_str(),
        };
        let (transfers, amount) = kinds.entry(kind).or_default();
        *transfers = transfers.saturating_add(flow.transfers);
        *amount = plus(*amount, flow.amount);
    }
    let kind = |(kind, (transfers, amount))| Kind { kind, transfers, amount };
    let mut kinds: Vec<Kind> = kinds.into_iter().map(kind).collect();
    kinds.sort_by_key(|kind| std::cmp::Reverse(kind.amount));
    kinds
}

/// What agents and people hold together, with what is set aside.
pub fn held(view: &View) -> Micro {
    let own = view.purses.iter().filter(|(account, _)| is_inhabitant(**account));
    own.fold(Micro::ZERO, |sum, (_, held)| plus(sum, *held))
}

/// Bounties by how they stand.
pub fn work(view: &View) -> WorkCount {
    let mut count = WorkCount::default();
    for (_, work) in view.society.works.iter() {
        let of_its_kind = match work.bounty.state {
            BountyState::Open => &mut count.open,
            BountyState::Claimed { .. } => &mut count.claimed,
            BountyState::Delivered { .. } => &mut count.delivered,
            BountyState::Disputed { .. } => &mut count.disputed,
            BountyState::Paid { .. } => &mut count.paid,
            BountyState::Settled { .. } => &mut count.settled,
            BountyState::Refunded => &mut count.refunded,
        };
        *of_its_kind += 1;
    }
    count
}

/// The Gini coefficient of what agents hold; what is below zero counts as nothing.
pub fn gini(mut held: Vec<Micro>) -> f64 {
    for held in &mut held {
        *held = (*held).max(Micro::ZERO);
    }
    held.sort_unstable();
    let (mut sum, mut weighed) = (0_i128, 0_i128);
    for (rank, held) in (1_i128..).zip(&held) {
        sum += i128::from(held.get());
        weighed += rank * i128::from(held.get());
    }
    let count = i128::try_from(held.len()).unwrap_or(i128::MAX);
    if sum == 0 {
        return 0.0;
    }
    // 2 * weighed / (count * sum) - (count + 1) / count, as one fraction.
    ratio(2 * weighed - (count + 1) * sum, count * sum)
}

#[expect(clippy::cast_precision_loss, reason = "a ratio for people; no money is made of it")]
fn ratio(part: i128, whole: i128) -> f64 {
    rounded(part as f64 / whole as f64)
}

fn rounded(ratio: f64) -> f64 {
    (ratio * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    #[expect(clippy::float_cmp, reason = "rounded to four places")]
    fn equals_have_a_gini_of_nothing_and_one_who_has_all_nearly_one() {
        let of = |coins: &[i32]| gini(coins.iter().map(|coins| Micro::coins(*coins)).collect());
        assert_eq!(of(&[]), 0.0);
        assert_eq!(of(&[0, 0]), 0.0);
        assert_eq!(of(&[7, 7, 7, 7]), 0.0);
        assert_eq!(of(&[0, 0, 0, 1]), 0.75);
        assert_eq!(of(&[1, 2, 3, 4]), 0.25);
        assert_eq!(of(&[-5, 1]), 0.5);
    }

    fn flow(begins: i64, from: AccountId, to: AccountId, reason: Reason, coins: i32) -> Flow {
        let (transfers, amount) = (1, Micro::coins(coins));
        Flow { begins, from, to, reason, transfers, amount }
    }

    #[test]
    fn money_in_and_out_and_its_velocity_are_told_by_step() {
        let (agent, person) = (AccountId::Agent(0), AccountId::Person(0));
        let escrow = AccountId::Escrow(0);
        let flows = [
            flow(10, AccountId::Treasury, agent, Reason::Reward, 8),
            flow(10, person, agent, Reason::Reward, 2),
            flow(20, agent, AccountId::Compute, Reason::PurchaseCompute, 3),
            flow(20, agent, escrow, Reason::Reservation, 5),
            flow(20, escrow, agent, Reason::Refund, 5),
            flow(90, AccountId::Payments, person, Reason::DepositCredit, 1),
        ];
        let points = series(&flows, Micro::coins(10), (10, 10, 3));
        let told = points.iter().map(|one| (one.money_in, one.money_out, one.velocity));
        let told: Vec<_> = told.collect();
        let nothing = Micro::ZERO;
        assert_eq!(told[0], (Micro::coins(8), nothing, 0.2));
        assert_eq!(told[1], (nothing, Micro::coins(3), 0.3));
        assert_eq!(told[2], (nothing, nothing, 0.0));
        let sums = Sums::of(&flows);
        assert_eq!((sums.money_in, sums.money_out), (Micro::coins(9), Micro::coins(3)));
        let kinds = kinds(&flows);
        let kinds: Vec<_> = kinds.iter().map(|kind| (kind.kind, kind.amount)).collect();
        assert_eq!(kinds, [("reward", Micro::coins(8)), ("tip", Micro::coins(2))]);
    }

    proptest! {
        #[test]
        fn a_gini_lies_between_nothing_and_one(
            held in prop::collection::vec(i64::MIN..=i64::MAX, 0..200),
        ) {
            let gini = gini(held.into_iter().map(Micro::new).collect());
            prop_assert!((0.0..=1.0).contains(&gini), "{}", gini);
        }
    }
}
