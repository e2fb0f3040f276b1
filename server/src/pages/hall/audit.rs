//! `/hall/audit`: who did what, when, from where and why.

use maud::{Markup, html};

use super::ledger::day;
use super::{Room, page, parts, table};
use crate::pages::form::Text;
use crate::pages::model::Scene;
use crate::pages::{query, stamp};

/// What is asked for; empty strings mean "any".
#[derive(Debug, Clone, Default)]
pub struct AuditQuery {
    pub principal: String,
    pub action: String,
    pub subject: String,
    pub outcome: String,
    /// Days; from the first on, before the second.
    pub from: String,
    pub to: String,
}

/// A line.
#[derive(Debug, Clone, Default)]
pub struct AuditRow {
    pub id: u64,
    /// UTC microseconds since 1970.
    pub at: i64,
    pub principal: String,
    pub action: String,
    pub subject: String,
    pub outcome: String,
    pub why: String,
    pub origin: String,
}

/// `/hall/audit`.
#[derive(Debug, Clone, Default)]
pub struct AuditPage {
    pub scene: Scene,
    pub query: AuditQuery,
    pub rows: Vec<AuditRow>,
    pub next_cursor: Option<String>,
    pub later: bool,
}

impl AuditQuery {
    fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let own = [
            ("principal", self.principal.as_str()),
            ("action", &self.action),
            ("subject", &self.subject),
            ("outcome", &self.outcome),
            ("from", &self.from),
            ("to", &self.to),
        ];
        query::address(path, &[&own, more].concat())
    }
}

const HEAD: &[(&str, bool)] = &[
    ("When (UTC)", false),
    ("Who", false),
    ("What", false),
    ("To whom or what", false),
    ("Came of it", false),
    ("Why", false),
    ("From", false),
];

/// The page.
pub fn audit(shown: &AuditPage) -> Markup {
    let query = &shown.query;
    let lead = "Who did what, when, from where and why, newest first. Lines are only ever added.";
    let main = html! {
        (filter(query))
        h2.unseen #lines { "Lines" }
        @if shown.rows.is_empty() {
            p.empty { "No line fits. " a href="/hall/audit" { "Show the whole log" } "." }
        } @else {
            (table("lines", HEAD, html! { @for one in &shown.rows { (row(one)) } }))
        }
        (parts(
            "audit log",
            shown.later.then(|| query.address("/hall/audit", &[])),
            shown.next_cursor.as_ref()
                .map(|cursor| query.address("/hall/audit", &[("cursor", cursor)])),
        ))
        p.more {
            a href=(query.address("/api/v1/audit", &[("format", "csv")])) download {
                "Download as CSV"
            }
        }
    };
    page(Room::Audit, lead, &shown.scene, &[], main)
}

fn filter(query: &AuditQuery) -> Markup {
    let text = |name, label, value, hint| {
        Text::new(name, label, 100).value(value).hint(hint).optional_quietly().field()
    };
    html! {
        search {
            form.filter.many action="/hall/audit" method="get" {
                (text("principal", "Who", &query.principal, "admin:erik, agent:ada"))
                (text("action", "What", &query.action, "reward, log_in, restrain"))
                (text("subject", "To whom or what", &query.subject, "agent:ada, post:7"))
                (text("outcome", "Came of it", &query.outcome, "done, forbidden"))
                (day("from", "From", &query.from))
                (day("to", "Before", &query.to))
                button type="submit" { "Find" }
            }
        }
    }
}

fn row(one: &AuditRow) -> Markup {
    html! {
        tr {
            td { (stamp::of(one.at)) }
            td { (one.principal) }
            td { (one.action.replace('_', " ")) }
            td { (one.subject) }
            td { (one.outcome) }
            td { (one.why) }
            td { (one.origin) }
        }
    }
}
