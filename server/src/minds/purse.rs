//! Money for thoughts: set aside and paid through the door, like every movement.

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use village_agents::llm::{Purse, SpendRefusal};
use village_economy::Micro;
use village_sim::{HoldId, Outcome, Refusal, VillagerId, Wish};

use super::thought::submit;
use crate::door::Door;

/// What a hold is for, as the ledger tells it.
const WHAT: &str = "a thought";

/// The ledger behind the pool.
pub struct DoorPurse(Door);

impl DoorPurse {
    pub const fn new(door: Door) -> Self {
        Self(door)
    }
}

impl Purse for DoorPurse {
    fn reserve(
        &self,
        villager: VillagerId,
        most: Micro,
    ) -> BoxFuture<'_, Result<HoldId, SpendRefusal>> {
        async move {
            let wish = Wish::Reserve { agent: villager, amount: most, what: WHAT.to_owned() };
            match submit(&self.0, villager, wish).await {
                Ok(Outcome::Reserved { hold, .. }) => Ok(hold),
                Ok(Outcome::Refused(Refusal::Insufficient { available })) => {
                    Err(SpendRefusal::Insufficient { available })
                }
                Ok(Outcome::Refused(refusal)) => closed(refusal.to_string()),
                Ok(other) => closed(format!("{other:?}")),
                Err(error) => closed(error.to_string()),
            }
        }
        .boxed()
    }

    fn settle(&self, villager: VillagerId, hold: HoldId, used: Micro) {
        let door = self.0.clone();
        tokio::spawn(async move {
            let wish = Wish::Release { agent: villager, hold, used };
            // What is not settled runs out: then all that was set aside goes back.
            match submit(&door, villager, wish).await {
                Ok(Outcome::Refused(refusal)) => {
                    tracing::warn!(%refusal, %villager, %used, "a thought was not paid");
                }
                Err(error) => tracing::warn!(%error, %villager, %used, "a thought was not paid"),
                Ok(_) => {}
            }
        });
    }
}

fn closed(said: String) -> Result<HoldId, SpendRefusal> {
    Err(SpendRefusal::BankClosed { said })
}
