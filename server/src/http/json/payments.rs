//! Money from outside as administrators see it: credits, what of them went back, and how they
//! compare with a report.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use village_economy::Micro;
use village_sim::Deposit;

use super::{Lens, rfc3339};
use crate::http::sheet::{Cell, Row};
use crate::payments::report;

/// Money that came in from outside, to be credited by hand.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "account": "person:erik", "amount": "250", "transaction_id": "5O190127TN364715T"
}))]
pub struct NewCredit {
    /// `agent:ID` or `person:NAME`.
    pub account: String,
    /// aiDollars: a decimal string with at most six places, more than zero.
    pub amount: String,
    /// `aiDollar`, which it is anyway.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// PayPal's id of the payment: 1 to 64 of a-z, A-Z, 0-9, - and _. Each is credited once.
    pub transaction_id: String,
    /// One line of at most 500 characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Money of a credit that went back outside.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "transaction_id": "5O190127TN364715T", "refund_id": "1JU08902781691411", "amount": "50"
}))]
pub struct NewReversal {
    /// Of the payment.
    pub transaction_id: String,
    /// Of the refund or reversal. Each is booked once.
    pub refund_id: String,
    /// aiDollars: a decimal string with at most six places, at most what is left of the credit.
    pub amount: String,
    /// `aiDollar`, which it is anyway.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// One line of at most 500 characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A payment from outside, and what of it went back.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Credit {
    pub transaction_id: String,
    /// Null while only its reversal is known.
    #[schema(required, example = "person:erik")]
    pub account: Option<String>,
    #[schema(value_type = String, example = "250")]
    pub amount: Micro,
    pub currency: &'static str,
    /// What went back or will, all together.
    #[schema(value_type = String, example = "50")]
    pub reversed: Micro,
    pub reversals: Vec<Reversal>,
    pub tick: u64,
    pub timestamp: String,
}

/// Money of a payment that went back.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Reversal {
    pub refund_id: String,
    #[schema(value_type = String, example = "50")]
    pub amount: Micro,
    /// False until the payment itself is known.
    pub booked: bool,
}

/// How credits compare with a report.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Reconciliation {
    /// Payments that are in the report and were credited, whether or not they differ.
    pub matched: usize,
    /// Rows that are neither payments nor returns of one.
    pub passed_over: usize,
    /// Fees of the matched payments, by currency.
    #[schema(value_type = BTreeMap<String, String>)]
    pub fees: BTreeMap<String, Micro>,
    pub differences: Vec<Difference>,
}

/// One thing that is not the same here and in the report. Amounts are in the report's currency.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Difference {
    pub transaction_id: String,
    /// `missing_here`, `extra_here`, `amount`, `currency`, `fee`, `net`, `state`, `returned`,
    /// `reported_twice` or `credited_twice`.
    pub what: &'static str,
    /// What the report says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reported: Option<String>,
    /// What was credited here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credited: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// For whom a payment that is missing here was meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payee: Option<String>,
}

impl Lens<'_> {
    /// A payment from outside.
    pub fn credit(&self, transaction_id: &str, deposit: &Deposit) -> Credit {
        let reversal = |one: &village_sim::Reversal| Reversal {
            refund_id: one.id.clone(),
            amount: one.amount,
            booked: one.done,
        };
        Credit {
            transaction_id: transaction_id.to_owned(),
            account: deposit.account.map(|account| self.account(account)),
            amount: deposit.amount,
            currency: village_economy::CURRENCY,
            reversed: deposit.reversed(),
            reversals: deposit.reversals.iter().map(reversal).collect(),
            tick: deposit.tick.0,
            timestamp: rfc3339(deposit.at),
        }
    }
}

impl From<report::Reconciliation> for Reconciliation {
    fn from(found: report::Reconciliation) -> Self {
        let differences = found.differences.into_iter().map(Difference::from).collect();
        let report::Reconciliation { matched, passed_over, fees, .. } = found;
        Self { matched, passed_over, fees, differences }
    }
}

impl From<report::Difference> for Difference {
    fn from(difference: report::Difference) -> Self {
        use report::What;
        let named = |what| Self { what, ..Self::default() };
        let both = |what, reported: &dyn ToString, credited: &dyn ToString| Self {
            reported: Some(reported.to_string()),
            credited: Some(credited.to_string()),
            ..named(what)
        };
        let told = match difference.what {
            What::MissingHere { amount, currency, payee } => {
                let reported = Some(amount.to_string());
                Self { reported, currency: Some(currency), payee, ..named("missing_here") }
            }
            What::ExtraHere { amount, currency } => {
                let credited = Some(amount.to_string());
                Self { credited, currency: Some(currency), ..named("extra_here") }
            }
            What::Amount { reported, credited } => both("amount", &reported, &credited),
            What::Currency { reported, credited } => both("currency", &reported, &credited),
            What::Fee { reported, credited } => both("fee", &reported, &credited),
            What::Net { gross, fee, net } => {
                let reported = Some(format!("{gross} with a fee of {fee} is not {net}"));
                Self { reported, ..named("net") }
            }
            What::State { reported } => {
                Self { reported: Some(reported.as_str().to_owned()), ..named("state") }
            }
            What::Returned { reported, credited } => both("returned", &reported, &credited),
            What::ReportedTwice => named("reported_twice"),
            What::CreditedTwice => named("credited_twice"),
        };
        Self { transaction_id: difference.transaction_id, ..told }
    }
}

impl Row for Credit {
    const HEAD: &'static [&'static str] = &[
        "transaction_id",
        "timestamp",
        "tick",
        "account",
        "amount",
        "currency",
        "reversed",
        "refund_ids",
    ];

    fn cells(&self) -> Vec<Cell> {
        let refunds: Vec<&str> = self.reversals.iter().map(|one| one.refund_id.as_str()).collect();
        vec![
            Cell::Words(self.transaction_id.clone()),
            Cell::of(&self.timestamp),
            Cell::of(self.tick),
            Cell::Words(self.account.clone().unwrap_or_default()),
            Cell::of(self.amount),
            Cell::of(self.currency),
            Cell::of(self.reversed),
            Cell::Words(refunds.join(" ")),
        ]
    }
}
