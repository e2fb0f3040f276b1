//! The rules of money as numbers: the policy and the tiers, as they hold, and as somebody would
//! have them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use village_economy::{Micro, Policy, QueueClass, Tier};

use super::Lens;

/// A tier: from which balance, and what it buys.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Tier)]
pub struct TierForm {
    /// A stable word: lowercase letters, digits and `_`.
    #[schema(example = "scholar")]
    pub id: String,
    pub name: String,
    /// The balance at which the tier begins.
    #[schema(value_type = String, example = "25")]
    pub from: Micro,
    /// `#rrggbb`.
    #[schema(value_type = String, example = "#d9a441")]
    pub colour: village_economy::Colour,
    /// API requests a minute of an agent from outside.
    #[schema(minimum = 1)]
    pub requests_per_minute: u32,
    /// With 0 the agent lives by instinct.
    pub thoughts_per_minute: u32,
    /// Model tokens, in and out together.
    pub tokens_per_hour: u32,
    /// Classes of models, best first.
    pub models: Vec<String>,
    /// Tool runs at the same time.
    pub tool_runs: u32,
    /// `spare`, `standard` or `priority`.
    #[schema(value_type = String, example = "standard")]
    pub queue_class: QueueClass,
    /// Share in the pool's fair queue.
    #[schema(minimum = 1, maximum = 1000)]
    pub weight: u32,
    /// What an hour costs one whose purse does not reach it; null: it is not for sale.
    #[serde(default)]
    #[schema(value_type = Option<String>, required, example = "2")]
    pub price_per_hour: Option<Micro>,
    /// What this buys, in one sentence.
    pub blurb: String,
}

/// The numbers of the economy. They have the form that `assets/economy.toml` has.
#[derive(Debug, Clone, ToSchema)]
#[schema(as = Policy)]
#[expect(dead_code, reason = "describes `village_economy::Policy`, which is what is sent")]
pub struct PolicyForm {
    /// Most that rewards and penalties together move between treasury and agents a day.
    #[schema(example = "20000")]
    emission_per_day: String,
    /// How long a giver may take a gift back.
    undo_seconds: u32,
    /// What living costs an agent a day.
    upkeep_per_day: String,
    /// When a reservation that nobody settles is released.
    reservation_seconds: u32,
    giving: GivingForm,
    bounty: BountyForm,
    auction: AuctionForm,
}

/// What people may give out of the treasury, by role.
#[derive(Debug, Clone, ToSchema)]
#[schema(as = Giving)]
#[expect(dead_code, reason = "describes a part of the policy")]
pub struct GivingForm {
    /// Of all for whom nobody stands together.
    newcomers: AllowanceForm,
    member: AllowanceForm,
    moderator: AllowanceForm,
    admin: AllowanceForm,
}

/// What one giver may give.
#[derive(Debug, Clone, ToSchema)]
#[schema(as = GivingOfOne)]
#[expect(dead_code, reason = "describes a part of the policy")]
pub struct AllowanceForm {
    /// A day.
    allowance: String,
    /// Up to this sum, halved each day, gifts to one agent count in full.
    knee: String,
}

/// How paid work goes.
#[derive(Debug, Clone, ToSchema)]
#[schema(as = BountyPolicy)]
#[expect(dead_code, reason = "describes a part of the policy")]
pub struct BountyForm {
    least: String,
    most: String,
    /// How long a claim lasts.
    lease_seconds: u32,
    /// How long a delivery may wait before it counts as accepted.
    review_seconds: u32,
    /// How long a bounty stays open.
    open_seconds: u32,
    /// How often a delivery may be rejected before only a moderator can say no.
    rejections: u8,
}

/// How compute slots are sold.
#[derive(Debug, Clone, ToSchema)]
#[schema(as = AuctionPolicy)]
#[expect(dead_code, reason = "describes a part of the policy")]
pub struct AuctionForm {
    epoch_seconds: u32,
    /// Slots in an epoch; 0 sells none.
    slots: u16,
    /// Id of the tier that a slot gives.
    tier: String,
    /// Least price of a slot.
    reserve: String,
}

/// Policy and tiers as they hold now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Rules {
    #[schema(value_type = PolicyForm)]
    pub policy: Policy,
    pub tiers: Vec<TierForm>,
    /// Whether an admin changed them; otherwise they are those of the files.
    pub amended: bool,
}

/// Policy and tiers as they shall be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRules {
    #[schema(value_type = PolicyForm)]
    pub policy: Policy,
    /// From the lowest, which begins at 0.
    pub tiers: Vec<TierForm>,
    /// One line of at most 500 characters, for the audit log.
    pub reason: String,
}

/// Policy and tiers as they could be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    #[schema(value_type = PolicyForm)]
    pub policy: Policy,
    /// From the lowest, which begins at 0.
    pub tiers: Vec<TierForm>,
    /// Not looked at, so that a form can be sent here as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What a draft would do. Nothing is changed.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct Preview {
    /// Why it would be refused; empty when it would be taken.
    pub problems: Vec<String>,
    /// Agents that would have another tier; the first 1,000.
    pub changes: Vec<Change>,
    /// How many agents would have another tier.
    pub changed: usize,
    /// Tiers whose hour would cost something else.
    pub prices: Vec<Price>,
    /// Numbers of the policy that would be others.
    pub numbers: Vec<Number>,
}

/// An agent that would have another tier.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Change {
    pub agent_id: String,
    pub from: String,
    pub to: String,
}

/// The price of an hour of a tier, before and after; null where it is not for sale.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Price {
    pub tier: String,
    #[schema(value_type = Option<String>, required)]
    pub from: Option<Micro>,
    #[schema(value_type = Option<String>, required)]
    pub to: Option<Micro>,
}

/// A number of the policy, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Number {
    #[schema(example = "giving.member.knee")]
    pub field: String,
    pub from: String,
    pub to: String,
}

impl From<&Tier> for TierForm {
    fn from(tier: &Tier) -> Self {
        Self {
            id: tier.id.clone(),
            name: tier.name.clone(),
            from: tier.from,
            colour: tier.colour,
            requests_per_minute: tier.requests_per_minute,
            thoughts_per_minute: tier.thoughts_per_minute,
            tokens_per_hour: tier.tokens_per_hour,
            models: tier.models.clone(),
            tool_runs: tier.tool_runs,
            queue_class: tier.queue_class,
            weight: tier.weight,
            price_per_hour: tier.price_per_hour,
            blurb: tier.blurb.clone(),
        }
    }
}

impl From<TierForm> for Tier {
    fn from(form: TierForm) -> Self {
        Self {
            id: form.id,
            name: form.name,
            from: form.from,
            colour: form.colour,
            requests_per_minute: form.requests_per_minute,
            thoughts_per_minute: form.thoughts_per_minute,
            tokens_per_hour: form.tokens_per_hour,
            models: form.models,
            tool_runs: form.tool_runs,
            queue_class: form.queue_class,
            weight: form.weight,
            price_per_hour: form.price_per_hour,
            blurb: form.blurb,
        }
    }
}

impl Lens<'_> {
    /// The tiers that hold now, from the lowest.
    pub fn tiers(&self) -> Vec<TierForm> {
        self.view.tiers.all().iter().map(TierForm::from).collect()
    }

    /// Policy and tiers that hold now.
    pub fn rules(&self) -> Rules {
        Rules {
            policy: self.view.policy.as_ref().clone(),
            tiers: self.tiers(),
            amended: !self.view.society.amended.is_empty(),
        }
    }
}
