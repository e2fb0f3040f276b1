//! The sealed auction of compute slots: the highest bids win, and every winner pays the highest
//! losing bid, at least the reserve price.
//!
//! Each bidder wants one slot, and what a winner pays does not depend on its own bid. So to bid
//! what a slot is worth to one is never worse than to bid anything else, whatever the others do.
//! Nothing here moves money, and no bid is told to other bidders before the close.

use serde::{Deserialize, Serialize};

use crate::money::Micro;

/// A sealed wish for one slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bid {
    /// The agent's number.
    pub bidder: u32,
    /// Most that it would pay; nothing or less is no bid, and so takes an earlier one back.
    pub amount: Micro,
    /// When it was placed, in any unit that grows: of a bidder's bids the last one counts.
    pub placed: u64,
}

/// A slot that was won.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Award {
    pub bidder: u32,
    /// The same for all winners of one auction, at most what each had bid.
    pub price: Micro,
}

/// Who gets the `slots` and at which price, in the order of bidders. Among equal bids the earlier
/// wins, then the lower bidder; the order of `bids` means nothing. A negative reserve is none.
pub fn close(bids: &[Bid], slots: usize, reserve: Micro) -> Vec<Award> {
    let reserve = reserve.max(Micro::ZERO);
    let mut standing = last_of_each(bids);
    standing.retain(|bid| bid.amount.is_positive() && bid.amount >= reserve);
    standing.sort_unstable_by_key(|bid| (std::cmp::Reverse(bid.amount), bid.placed, bid.bidder));
    let price = standing.get(slots).map_or(reserve, |highest_losing| highest_losing.amount);
    standing.truncate(slots);
    standing.sort_unstable_by_key(|bid| bid.bidder);
    standing.into_iter().map(|bid| Award { bidder: bid.bidder, price }).collect()
}

/// Each bidder's last bid; of two at one moment the higher, so that their order means nothing.
fn last_of_each(bids: &[Bid]) -> Vec<Bid> {
    let mut last = bids.to_vec();
    last.sort_unstable_by_key(|bid| (bid.bidder, bid.placed, bid.amount));
    last.reverse();
    last.dedup_by_key(|bid| bid.bidder);
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closes(bids: &[(u32, i64, u64)], slots: usize, reserve: i64, want: &[(u32, i64)]) {
        let bids: Vec<Bid> = bids
            .iter()
            .map(|&(bidder, micros, placed)| Bid { bidder, amount: Micro::new(micros), placed })
            .collect();
        let awards = close(&bids, slots, Micro::new(reserve));
        let found: Vec<(u32, i64)> =
            awards.iter().map(|award| (award.bidder, award.price.get())).collect();
        assert_eq!(found, want, "{slots} slots from {reserve} for {bids:?}");
    }

    #[test]
    fn the_highest_bids_win_at_the_highest_losing_one() {
        closes(&[], 2, 5, &[]);
        closes(&[(1, 9, 0), (2, 7, 0), (3, 8, 0)], 0, 5, &[]);
        closes(&[(1, 9, 0), (2, 7, 0), (3, 8, 0)], 1, 5, &[(1, 8)]);
        closes(&[(1, 9, 0), (2, 7, 0), (3, 8, 0)], 2, 5, &[(1, 7), (3, 7)]);
        closes(&[(1, 9, 0), (2, 7, 0), (3, 8, 0)], 3, 5, &[(1, 5), (2, 5), (3, 5)]);
        closes(&[(1, 9, 0), (2, 7, 0), (3, 8, 0)], usize::MAX, 5, &[(1, 5), (2, 5), (3, 5)]);
    }

    #[test]
    fn nobody_wins_below_the_reserve() {
        closes(&[(1, 9, 0), (2, 4, 0)], 1, 5, &[(1, 5)]);
        closes(&[(1, 5, 0), (2, 4, 0)], 2, 5, &[(1, 5)]);
        closes(&[(1, 4, 0)], 2, 5, &[]);
        closes(&[(1, 4, 0), (2, 0, 0), (3, -1, 0)], 3, -7, &[(1, 0)]);
    }

    #[test]
    fn only_the_last_bid_counts() {
        closes(&[(1, 9, 0), (1, 6, 3), (2, 7, 1)], 1, 1, &[(2, 6)]);
        closes(&[(1, 6, 3), (1, 9, 0), (2, 7, 1)], 1, 1, &[(2, 6)]);
        closes(&[(1, 9, 0), (1, 0, 1), (2, 7, 1)], 1, 1, &[(2, 1)]);
        closes(&[(1, 6, 3), (1, 9, 3), (2, 7, 1)], 1, 1, &[(1, 7)]);
    }

    #[test]
    fn of_equal_bids_the_earlier_wins_then_the_lower_bidder() {
        closes(&[(1, 7, 5), (2, 7, 4), (3, 7, 5)], 1, 1, &[(2, 7)]);
        closes(&[(3, 7, 5), (1, 7, 5), (2, 7, 4)], 2, 1, &[(1, 7), (2, 7)]);
    }
}
