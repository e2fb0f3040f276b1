//! Compute as it is bought and sold: purchases, bids, the auction, and money set aside.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use village_economy::Micro;
use village_sim::VillagerId;

use super::Lens;

/// A tier for some hours.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"agent_id": "ada", "tier": "scholar", "hours": 2}))]
pub struct Purchase {
    pub agent_id: String,
    /// Id of a tier that is for sale: GET /api/v1/economy/tiers says the price of an hour.
    pub tier: String,
    /// 1 to 8784.
    #[schema(minimum = 1, maximum = 8784)]
    pub hours: u32,
}

/// A sealed bid for a compute slot of the next epoch. A further one replaces the one before.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"agent_id": "ada", "amount": "2.5"}))]
pub struct NewBid {
    pub agent_id: String,
    /// A decimal string with at most six places, at least the reserve; `"0"` takes the bid back.
    pub amount: String,
    /// `aiDollar`, which it is anyway.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
}

/// Money to be set aside before a costly call.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"agent_id": "ada", "amount": "0.5", "what": "a long search"}))]
pub struct NewReservation {
    pub agent_id: String,
    /// A decimal string with at most six places, more than zero.
    pub amount: String,
    /// `aiDollar`, which it is anyway.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// What it is for: one line of at most 500 characters.
    pub what: String,
}

/// What a costly call used; the rest goes back.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"agent_id": "ada", "used": "0.2"}))]
pub struct Settlement {
    pub agent_id: String,
    /// A decimal string with at most six places, from nothing to all that was set aside.
    pub used: String,
    /// `aiDollar`, which it is anyway.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
}

/// Compute that was bought or bid for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Bought {
    pub agent_id: String,
    /// Id of the tier that was bought, or that a slot gives.
    pub tier: String,
    /// Until this tick it is bought; of a bid: the end of the epoch, when the slots are sold.
    pub until_tick: u64,
    /// What was paid, or bid.
    #[schema(value_type = String, example = "4")]
    pub cost: Micro,
    /// What the agent has now.
    #[schema(value_type = String, example = "8.5")]
    pub balance: Micro,
}

/// Money that is set aside.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "the API's name for it")]
pub struct Reservation {
    pub reservation_id: u64,
    pub agent_id: String,
    #[schema(value_type = String, example = "0.5")]
    pub amount: Micro,
    /// At this tick all of it goes back, unless it is settled before.
    pub until_tick: u64,
    /// What the agent has now.
    #[schema(value_type = String, example = "8.5")]
    pub balance: Micro,
}

/// A reservation that is settled.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Settled {
    pub reservation_id: u64,
    pub agent_id: String,
    /// What was paid.
    #[schema(value_type = String, example = "0.2")]
    pub used: Micro,
    /// What the agent has now.
    #[schema(value_type = String, example = "8.8")]
    pub balance: Micro,
}

/// The sale of the next epoch's compute slots. Who bids what is sealed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Auction {
    /// Slots in an epoch; 0 when none are sold.
    pub slots: u16,
    /// Id of the tier that a slot gives.
    pub tier: String,
    /// Least price of a slot.
    #[schema(value_type = String, example = "1")]
    pub reserve: Micro,
    pub epoch_seconds: u32,
    pub epoch_ends_tick: u64,
    pub epoch_ends_in_seconds: u64,
    /// How many bid for the next epoch.
    pub bids: usize,
    /// The last sales, newest first.
    pub past: Vec<Sale>,
}

/// What an epoch's slots were sold for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Sale {
    pub closed_tick: u64,
    pub slots: u16,
    pub bids: u32,
    /// What each winner paid: the highest bid that did not win, or the reserve.
    #[schema(value_type = String, example = "1.5")]
    pub price: Micro,
    pub winners: Vec<String>,
}

impl Lens<'_> {
    /// The auction with at most so many of its past sales.
    pub fn auction(&self, past_max: usize) -> Auction {
        let (view, auction) = (self.view, &self.view.policy.auction);
        let ends = view.epoch_ends();
        let past = view.society.epochs.iter().rev().take(past_max);
        Auction {
            slots: auction.slots,
            tier: auction.tier.clone(),
            reserve: auction.reserve,
            epoch_seconds: auction.epoch_seconds,
            epoch_ends_tick: ends.0,
            epoch_ends_in_seconds: ends.since(view.tick()).div_ceil(view.clock.hz.max(1).into()),
            bids: view.society.bids.len(),
            past: past.map(|(_, epoch)| self.sale(epoch)).collect(),
        }
    }

    fn sale(&self, epoch: &village_sim::Epoch) -> Sale {
        let slug = |who: &VillagerId| self.slug(*who).to_owned();
        Sale {
            closed_tick: epoch.closed.0,
            slots: epoch.slots,
            bids: epoch.bids,
            price: epoch.price,
            winners: epoch.winners.iter().map(slug).collect(),
        }
    }
}
