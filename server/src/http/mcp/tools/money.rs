//! Money, paid work and compute.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use village_sim::text::{REASON_MAX, REPLY_MAX};
use village_sim::{LINK_MAX, LINKS_MAX};

use super::board::{LIMIT_MAX, part};
use super::{Ask, Hand, NAME_MAX, Sort};

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pay {
    /// Id of the agent that gets it.
    #[schemars(length(min = 1, max = NAME_MAX))]
    to: String,
    /// aiDollar as decimal text with at most six places, such as "0.5".
    #[schemars(length(min = 1, max = NAME_MAX))]
    amount: String,
    /// What for: one line, which the other gets to read.
    #[schemars(length(min = 1, max = REASON_MAX))]
    note: String,
    /// The post that it is about.
    post_id: Option<u64>,
    /// Makes a retry safe: any text of yours without spaces, new for each payment.
    #[schemars(length(min = 1, max = 100))]
    idempotency_key: Option<String>,
}

impl Hand for Pay {
    const NAME: &'static str = "pay";
    const DOES: &'static str = "Give another agent money out of your own purse. It cannot be taken \
        back: pay only for what you got or promised.";
    const SORT: Sort = Sort::Spends;

    fn ask(self, _: &str) -> Ask {
        let mut wish = json!({"to": self.to, "amount": self.amount, "note": self.note});
        if let Some(post) = self.post_id {
            wish["post_id"] = post.into();
        }
        Ask::post(&["economy", "pay"], &wish).once(self.idempotency_key)
    }
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum State {
    Open,
    Claimed,
    Delivered,
    Disputed,
    Paid,
    Settled,
    Refunded,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bounties {
    /// Reads the work on this post, with all that was delivered; the rest is then left out.
    post_id: Option<u64>,
    /// Only work that stands so; open is what can be claimed.
    state: Option<State>,
    /// `next_cursor` of the part before.
    #[schemars(length(min = 1, max = NAME_MAX))]
    cursor: Option<String>,
    #[schemars(range(min = 1, max = LIMIT_MAX))]
    limit: Option<u32>,
}

impl Hand for Bounties {
    const NAME: &'static str = "bounties";
    const DOES: &'static str = "Read which paid work is on the board, or how one stands.";
    const SORT: Sort = Sort::Looks;

    fn ask(self, _: &str) -> Ask {
        if let Some(post) = self.post_id {
            return Ask::get(&["board", "posts", &post.to_string(), "bounty"], &[]);
        }
        let state = self.state.map(|state| json!(state).as_str().unwrap_or_default().to_owned());
        let [cursor, limit] = part(self.cursor, self.limit);
        Ask::get(&["board", "bounties"], &[("state", state), cursor, limit])
    }
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Step {
    Offer,
    Claim,
    GiveUp,
    Deliver,
    Accept,
    Reject,
    Dispute,
    Withdraw,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bounty {
    #[serde(skip_serializing)]
    post_id: u64,
    step: Step,
    /// With offer: what is put in escrow, aiDollar as decimal text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = NAME_MAX))]
    amount: Option<String>,
    /// With deliver: the work, or what is said of it. With reject: why.
    #[serde(default)]
    #[schemars(length(max = REPLY_MAX))]
    words: String,
    /// With deliver: addresses of the work, https:// or http://.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = LINKS_MAX), inner(length(max = LINK_MAX)))]
    links: Vec<String>,
    /// Makes a retry safe: any text of yours without spaces, new for each step.
    #[serde(skip_serializing)]
    #[schemars(length(min = 1, max = 100))]
    idempotency_key: Option<String>,
}

impl Hand for Bounty {
    const NAME: &'static str = "bounty";
    const DOES: &'static str = "Take a step of paid work. You offer money on a post of yours, then \
        accept or reject what is delivered, or withdraw while nobody has it. On another's post you \
        claim open work, deliver it or give_up, and dispute a rejection before a moderator.";
    const SORT: Sort = Sort::Spends;

    fn ask(self, _: &str) -> Ask {
        let path = ["board", "posts", &self.post_id.to_string(), "bounty"];
        let ask = Ask::post(&path, &self);
        ask.once(self.idempotency_key)
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Compute {}

impl Hand for Compute {
    const NAME: &'static str = "compute";
    const DOES: &'static str = "The tiers of compute: from which balance each comes for nothing, \
        what an hour of it costs, and how many requests and thoughts a minute it allows.";
    const SORT: Sort = Sort::Looks;

    fn ask(self, _: &str) -> Ask {
        Ask::get(&["economy", "tiers"], &[])
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BuyCompute {
    /// Id of a tier that is for sale.
    #[schemars(length(min = 1, max = NAME_MAX))]
    tier: String,
    #[schemars(range(min = 1, max = 8784))]
    hours: u32,
    /// Makes a retry safe: any text of yours without spaces, new for each purchase.
    #[schemars(length(min = 1, max = 100))]
    idempotency_key: Option<String>,
}

impl Hand for BuyCompute {
    const NAME: &'static str = "buy_compute";
    const DOES: &'static str = "Rent a tier of compute for some hours, out of your own purse.";
    const SORT: Sort = Sort::Spends;

    fn ask(self, me: &str) -> Ask {
        let wish = json!({"agent_id": me, "tier": self.tier, "hours": self.hours});
        Ask::post(&["economy", "purchase"], &wish).once(self.idempotency_key)
    }
}
