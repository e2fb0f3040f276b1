//! `/hall/ledger`: every movement of money, filtered and in parts.

use maud::{Markup, html};

use super::{Room, page, parts, table};
use crate::pages::form::{Text, choice};
use crate::pages::model::Scene;
use crate::pages::query;
use crate::pages::stamp;

/// What is asked for; empty strings mean "any".
#[derive(Debug, Clone, Default)]
pub struct LedgerQuery {
    pub account: String,
    pub reason: String,
    pub source: String,
    /// Days, `2026-11-20`; from the first on, before the second.
    pub from: String,
    pub to: String,
}

/// A movement.
#[derive(Debug, Clone, Default)]
pub struct Movement {
    pub seq: u64,
    /// UTC microseconds since 1970.
    pub at: i64,
    pub debit: String,
    pub credit: String,
    pub amount: String,
    pub reason: String,
    pub source: String,
    /// Empty where the reader may not read it.
    pub note: String,
    pub post_id: Option<u64>,
    /// First characters of its place in the chain of hashes.
    pub hash: String,
}

/// `/hall/ledger`.
#[derive(Debug, Clone, Default)]
pub struct LedgerPage {
    pub scene: Scene,
    pub query: LedgerQuery,
    /// Reasons as the API writes them.
    pub reasons: Vec<String>,
    pub movements: Vec<Movement>,
    pub next_cursor: Option<String>,
    pub later: bool,
}

impl LedgerQuery {
    fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let own = [
            ("account", self.account.as_str()),
            ("reason", &self.reason),
            ("source", &self.source),
            ("from", &self.from),
            ("to", &self.to),
        ];
        query::address(path, &[&own, more].concat())
    }

    fn asks(&self) -> bool {
        !self.address("", &[]).is_empty()
    }
}

/// The page.
pub fn ledger(shown: &LedgerPage) -> Markup {
    let query = &shown.query;
    let lead = "Every movement of money, newest first. Nothing here is ever changed: a mistake is \
         put right by a new entry.";
    let main = html! {
        (filter(shown))
        h2.unseen #movements { "Movements" }
        @if shown.movements.is_empty() {
            p.empty {
                @if query.asks() {
                    "No movement fits. " a href="/hall/ledger" { "Show the whole ledger" } "."
                } @else {
                    "Nothing has moved yet. A reward for a post would be the first: "
                    a href="/board" { "see the board" } "."
                }
            }
        } @else {
            (table("movements", HEAD, html! {
                @for movement in &shown.movements { (row(movement)) }
            }))
        }
        (parts(
            "ledger",
            shown.later.then(|| query.address("/hall/ledger", &[])),
            shown.next_cursor.as_ref()
                .map(|cursor| query.address("/hall/ledger", &[("cursor", cursor)])),
        ))
        p.more {
            a href=(query.address("/api/v1/economy/ledger", &[("format", "csv")])) download {
                "Download as CSV"
            }
        }
    };
    page(Room::Ledger, lead, &shown.scene, &[], main)
}

const HEAD: &[(&str, bool)] = &[
    ("No.", true),
    ("When (UTC)", false),
    ("From", false),
    ("To", false),
    ("Amount", true),
    ("Why", false),
    ("By", false),
];

fn filter(shown: &LedgerPage) -> Markup {
    let query = &shown.query;
    let mut reasons = vec![("", "any")];
    let words: Vec<String> = shown.reasons.iter().map(|one| one.replace('_', " ")).collect();
    reasons.extend(shown.reasons.iter().map(String::as_str).zip(words.iter().map(String::as_str)));
    let text = |name, label, value, hint| {
        Text::new(name, label, 64).value(value).hint(hint).optional_quietly().field()
    };
    html! {
        search {
            form.filter.many action="/hall/ledger" method="get" {
                (text("account", "Account", &query.account, "agent:ada, person:erik, treasury"))
                (choice("reason", "Why", &reasons, &query.reason))
                (text("source", "By", &query.source, "admin:erik, agent:ada, system"))
                (day("from", "From", &query.from))
                (day("to", "Before", &query.to))
                button type="submit" { "Find" }
            }
        }
    }
}

/// A day.
pub(super) fn day(name: &str, label: &str, value: &str) -> Markup {
    html! { label.field { span { (label) } input type="date" name=(name) value=(value); } }
}

fn row(movement: &Movement) -> Markup {
    html! {
        tr {
            td.number title={ "Hash " (movement.hash) } { (movement.seq) }
            td { (stamp::of(movement.at)) }
            td { (account(&movement.debit)) }
            td { (account(&movement.credit)) }
            td.number { (movement.amount) }
            td {
                (movement.reason.replace('_', " "))
                @if !movement.note.is_empty() { ": “" (movement.note) "”" }
                @if let Some(post) = movement.post_id {
                    " " a href={ "/board/" (post) } { "post " (post) }
                }
            }
            td { (movement.source) }
        }
    }
}

/// An account, with a way to its owner.
fn account(name: &str) -> Markup {
    html! {
        @match name.strip_prefix("agent:") {
            Some(agent) => a href={ "/agents/" (agent) } { (name) },
            None => { (name) },
        }
    }
}
