//! The auction against its theory, with exact numbers: to bid the truth is never worse than to
//! bid anything else, nobody pays more than its bid, and the revenue is what the winners pay.

use std::collections::BTreeMap;

use proptest::prelude::*;
use village_economy::{Award, Bid, Micro, close};

const ME: u32 = 5;

/// Few different amounts, so that ties and the reserve are met often.
fn micros() -> impl Strategy<Value = i64> {
    prop_oneof![6 => 0_i64..12, 1 => -2_i64..=0, 1 => 1_i64..1_000_000, 1 => Just(i64::MAX)]
}

fn bid() -> impl Strategy<Value = Bid> {
    (0_u32..12, micros(), 0_u64..6).prop_map(|(bidder, micros, placed)| Bid {
        bidder,
        amount: Micro::new(micros),
        placed,
    })
}

fn bids() -> impl Strategy<Value = Vec<Bid>> {
    prop::collection::vec(bid(), 0..30)
}

fn price(awards: &[Award]) -> Option<Micro> {
    awards.first().map(|award| award.price)
}

/// The bid of each that stands, found another way than the auction does.
fn standing(bids: &[Bid], reserve: i64) -> BTreeMap<u32, (i64, u64)> {
    let mut last: BTreeMap<u32, (u64, i64)> = BTreeMap::new();
    for bid in bids {
        let this = (bid.placed, bid.amount.get());
        let kept = last.entry(bid.bidder).or_insert(this);
        *kept = this.max(*kept);
    }
    let counts = |&(_, (_, micros)): &(u32, (u64, i64))| micros > 0 && micros >= reserve;
    last.into_iter().filter(counts).map(|(who, (placed, micros))| (who, (micros, placed))).collect()
}

/// What the auction is worth to me when a slot is worth `value` and I bid `amount`.
fn utility(others: &[Bid], slots: usize, reserve: i64, value: i64, amount: i64) -> i128 {
    let mine = Bid { bidder: ME, amount: Micro::new(amount), placed: 3 };
    let all: Vec<Bid> = others.iter().copied().chain([mine]).collect();
    let awards = close(&all, slots, Micro::new(reserve));
    let won = awards.iter().find(|award| award.bidder == ME);
    won.map_or(0, |award| i128::from(value) - i128::from(award.price.get()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn to_bid_the_truth_is_never_worse_than_to_bid_anything_else(
        others in bids(), slots in 0_usize..8, reserve in 0_i64..9, value in 0_i64..15,
        lies in prop::collection::vec(micros(), 1..12),
    ) {
        let others: Vec<Bid> = others.into_iter().filter(|bid| bid.bidder != ME).collect();
        let truth = utility(&others, slots, reserve, value, value);
        prop_assert!(truth >= 0, "the truth costs nothing");
        for lie in lies.into_iter().chain([value - 1, value + 1]) {
            let lied = utility(&others, slots, reserve, value, lie);
            prop_assert!(lied <= truth, "{} beats {} by {}", lie, value, lied - truth);
        }
    }

    #[test]
    fn the_highest_win_at_one_price_that_none_of_them_is_above(
        bids in bids(), slots in 0_usize..8, reserve in 0_i64..9,
    ) {
        let awards = close(&bids, slots, Micro::new(reserve));
        let stood = standing(&bids, reserve);
        prop_assert_eq!(awards.len(), slots.min(stood.len()));
        prop_assert!(awards.is_sorted_by(|one, next| one.bidder < next.bidder));
        let won = |who: &u32| awards.iter().any(|award| award.bidder == *who);
        let losing = stood.iter().filter(|(who, _)| !won(who)).map(|(_, &(micros, _))| micros);
        let highest_losing = losing.max();
        for award in &awards {
            let (micros, placed) = stood[&award.bidder];
            let price = award.price.get();
            prop_assert!(price <= micros && price >= reserve);
            prop_assert_eq!(price, highest_losing.unwrap_or(reserve));
            for (who, &(losing, later)) in stood.iter().filter(|(who, _)| !won(who)) {
                let behind = (losing, std::cmp::Reverse((later, *who)));
                prop_assert!(behind < (micros, std::cmp::Reverse((placed, award.bidder))));
            }
        }
        let revenue: i128 = awards.iter().map(|award| i128::from(award.price.get())).sum();
        let at_one_price = price(&awards).map_or(0, |price| i128::from(price.get()));
        prop_assert_eq!(revenue, at_one_price * i128::try_from(awards.len()).unwrap());
    }

    #[test]
    fn the_order_of_the_bids_means_nothing(
        (bids, shuffled) in bids().prop_flat_map(|bids| {
            (Just(bids.clone()), Just(bids).prop_shuffle())
        }),
        slots in 0_usize..8, reserve in -2_i64..9,
    ) {
        let reserve = Micro::new(reserve);
        prop_assert_eq!(close(&bids, slots, reserve), close(&shuffled, slots, reserve));
    }

    #[test]
    fn another_bidder_never_makes_a_slot_cheaper(
        bids in bids(), more in bid(), slots in 1_usize..8, reserve in 0_i64..9,
    ) {
        let bids: Vec<Bid> = bids.into_iter().filter(|bid| bid.bidder != more.bidder).collect();
        let reserve = Micro::new(reserve);
        let before = price(&close(&bids, slots, reserve));
        let all: Vec<Bid> = bids.into_iter().chain([more]).collect();
        prop_assert!(price(&close(&all, slots, reserve)) >= before);
    }
}
