//! `/hall/payments`: money that came in from outside, credited by hand or by notice, and checked
//! against the payer's own report.

use maud::{Markup, html};

use super::ledger::day;
use super::{Room, page, table};
use crate::pages::form::{Send, Text, amount, behind, form};
use crate::pages::model::Scene;
use crate::pages::stamp;

/// A payment.
#[derive(Debug, Clone, Default)]
pub struct CreditRow {
    pub transaction_id: String,
    /// `agent:ada`; empty while only its reversal is known.
    pub account: String,
    pub amount: String,
    /// UTC microseconds since 1970.
    pub at: i64,
    /// Ids and amounts of what went back.
    pub reversals: Vec<(String, String)>,
}

/// `/hall/payments`.
#[derive(Debug, Clone, Default)]
pub struct PaymentsPage {
    pub scene: Scene,
    /// Newest first.
    pub credits: Vec<CreditRow>,
    pub all: usize,
    /// Whether notices come in by themselves.
    pub has_webhook: bool,
}

/// The page.
pub fn payments(shown: &PaymentsPage) -> Markup {
    let lead = "Money that came in from outside. Each transaction is credited once: the same id a \
         second time is refused.";
    let main = html! {
        p.notice {
            @if shown.has_webhook {
                "PayPal's notices are credited by themselves. What they missed is credited here."
            } @else {
                "PayPal's notices are not set up: payments are credited here, by hand."
            }
        }
        div.columns.even {
            (credit())
            (reconcile(shown.has_webhook))
        }
        section.panel #report role="region" aria-label="What the report says" hidden {}
        section.panel aria-labelledby="credits" {
            h2 #credits { "Credited " span.muted { (shown.all) } }
            @if shown.credits.is_empty() {
                p.empty { "No payment has been credited yet." }
            } @else {
                (table("credits", HEAD, html! { @for one in &shown.credits { (row(one)) } }))
            }
        }
    };
    page(Room::Payments, lead, &shown.scene, &["forms.js"], main)
}

const HEAD: &[(&str, bool)] = &[
    ("When (UTC)", false),
    ("Transaction", false),
    ("Account", false),
    ("Amount", true),
    ("Went back", false),
];

fn row(one: &CreditRow) -> Markup {
    html! {
        tr {
            td { (stamp::of(one.at)) }
            td { code { (one.transaction_id) } }
            td { @if one.account.is_empty() { "not yet credited" } @else { (one.account) } }
            td.number { (one.amount) }
            td {
                @for (id, amount) in &one.reversals { p { (amount) " by " code { (id) } } }
                @if !one.account.is_empty() { (behind("Reverse", reverse(&one.transaction_id))) }
            }
        }
    }
}

fn credit() -> Markup {
    let send = Send::post("/api/v1/payments/credits", "Credited.")
        .confirm("Credit this payment? Only a reversing entry can take it back.");
    html! {
        section.panel aria-labelledby="credit" {
            h2 #credit { "Credit a payment" }
            (form(&send, "Credit", html! {
                (Text::new("account", "Account", 64).hint("person:erik or agent:ada").field())
                (amount("amount", "aiDollars", ""))
                (Text::new("transaction_id", "PayPal transaction id", 64).field())
                (Text::new("note", "Note", 200).optional().field())
            }))
        }
    }
}

fn reverse(transaction: &str) -> Markup {
    let send = Send::post("/api/v1/payments/reversals", "Reversed.")
        .danger("Reverse this payment? What the account still has of it is taken back.");
    form(
        &send,
        "Reverse",
        html! {
            input type="hidden" name="transaction_id" value=(transaction);
            (Text::new("refund_id", "Id of the refund", 64).field())
            (amount("amount", "aiDollars", ""))
            (Text::new("note", "Note", 200).optional().field())
        },
    )
}

/// What the form fills into the address; the settings say what is left empty.
const COMPARE: &str = "/api/v1/payments/reconcile?from={from}&to={to}&currency={currency}\
                       &rate={rate}";

fn reconcile(has_settings: bool) -> Markup {
    let mut send = Send::post(COMPARE, "Compared. Nothing was changed.").stay();
    send.result = Some("report");
    send.raw = true;
    html! {
        section.panel aria-labelledby="reconcile" {
            h2 #reconcile { "Check against PayPal" }
            p.muted {
                "Choose the activity report that PayPal gives as CSV. Every difference is named; "
                "none is mended by itself."
            }
            (form(&send, "Compare", html! {
                label.field {
                    span { "Report (CSV, at most 1 MiB)" }
                    input type="file" accept=".csv,text/csv" required;
                }
                (day("from", "Credited from", ""))
                (day("to", "Before", ""))
                @let (currency, rate) = (
                    Text::new("currency", "Currency", 3),
                    Text::new("rate", "aiDollars for one of it", 20),
                );
                @if has_settings {
                    (currency.optional().field()) (rate.optional().field())
                } @else {
                    (currency.hint("such as EUR").field()) (rate.hint("such as 100").field())
                }
            }))
        }
    }
}
