//! How the society does, in a few numbers.

use serde::Serialize;
use utoipa::ToSchema;
use village_economy::Micro;

/// The village's money and work at a glance.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Scorecard {
    pub tick: u64,
    pub timestamp: String,
    pub agents: usize,
    pub people: usize,
    /// How unequally agents hold money: 0 when all have the same, near 1 when one has all.
    pub gini: f64,
    /// What agents and people hold together, with what is set aside.
    #[schema(value_type = String, example = "1200")]
    pub held: Micro,
    /// What came to agents and people from treasury and payments, in the time of the series.
    #[schema(value_type = String, example = "40")]
    pub money_in: Micro,
    /// What went from agents and people to treasury, compute and payments, in that time.
    #[schema(value_type = String, example = "25")]
    pub money_out: Micro,
    /// How often what is held was spent in that time.
    pub velocity: f64,
    /// False where more moved in that time than could be summed up: then the latest of it was.
    pub complete: bool,
    pub work: WorkCount,
    /// What agents got, by why they got it, in that time; the most first.
    pub rewards_by_kind: Vec<Kind>,
    pub currency: &'static str,
    /// `minute`, `hour` or `day`.
    pub step: &'static str,
    /// The same numbers step by step, oldest first; the last step is not over yet.
    pub series: Vec<Point>,
}

/// Bounties by how they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct WorkCount {
    pub open: u64,
    pub claimed: u64,
    pub delivered: u64,
    pub disputed: u64,
    pub paid: u64,
    /// Decided by a moderator.
    pub settled: u64,
    pub refunded: u64,
}

/// What agents got for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "the API's name for it")]
pub struct Kind {
    /// `reward`, `tip`, `bounty_payout`, `transfer`, `stipend` or `deposit_credit`.
    pub kind: &'static str,
    pub transfers: u64,
    #[schema(value_type = String, example = "12.5")]
    pub amount: Micro,
}

/// What moved in one step of time.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Point {
    /// When the step begins.
    pub timestamp: String,
    #[serde(rename = "in")]
    #[schema(value_type = String, example = "2")]
    pub money_in: Micro,
    #[serde(rename = "out")]
    #[schema(value_type = String, example = "1.5")]
    pub money_out: Micro,
    /// What was spent, divided by what is held now.
    pub velocity: f64,
}
