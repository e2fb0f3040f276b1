//! Which node a villager thinks on. Rendezvous hashing (Thaler and Ravishankar, 1998): every node
//! draws a number for the villager, and the highest wins. So a villager stays where its prefix is
//! cached, and a node that goes or comes moves only its own villagers.

use village_sim::VillagerId;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// A node as the hash knows it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ticket {
    seed: u64,
    share: u32,
}

impl Ticket {
    /// A node of double the share draws twice, and so wins twice as often.
    pub(super) fn new(name: &str, share: u32) -> Self {
        Self { seed: xxh3_64(name.as_bytes()), share }
    }

    /// The number that the node draws for a villager.
    pub(super) fn draw(self, villager: VillagerId) -> u64 {
        let id = villager.0.to_le_bytes();
        (0..self.share.max(1))
            .map(|turn| {
                let turn = turn.to_le_bytes();
                let key = [id[0], id[1], id[2], id[3], turn[0], turn[1], turn[2], turn[3]];
                xxh3_64_with_seed(&key, self.seed)
            })
            .max()
            .unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn winner(tickets: &[Ticket], without: Option<usize>, villager: u32) -> usize {
        let nodes = (0..tickets.len()).filter(|node| Some(*node) != without);
        nodes.max_by_key(|node| tickets[*node].draw(VillagerId(villager))).unwrap()
    }

    fn tickets(shares: &[u32]) -> Vec<Ticket> {
        let name = |(node, share): (usize, &u32)| Ticket::new(&format!("sparky{node}"), *share);
        shares.iter().enumerate().map(name).collect()
    }

    #[test]
    fn villagers_are_spread_by_share() {
        let tickets = tickets(&[1, 2, 1]);
        let mut won = [0_u32; 3];
        for villager in 0..40_000 {
            won[winner(&tickets, None, villager)] += 1;
        }
        for (won, want) in won.into_iter().zip([10_000_u32, 20_000, 10_000]) {
            assert!(won.abs_diff(want) < want / 20, "{won} of {want}");
        }
    }

    proptest! {
        #[test]
        fn a_dead_nodes_villagers_move_and_nobody_else(
            shares in prop::collection::vec(1_u32..5, 2..8),
            dead in 0_usize..8,
            villager: u32,
        ) {
            let tickets = tickets(&shares);
            let dead = dead % shares.len();
            let before = winner(&tickets, None, villager);
            let during = winner(&tickets, Some(dead), villager);
            prop_assert!(during != dead);
            prop_assert!(before == dead || before == during);
        }
    }
}
