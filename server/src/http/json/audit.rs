//! The audit log as those who keep the village in order see it.

use serde::Serialize;
use utoipa::ToSchema;
use village_store::AuditLine as Kept;

use super::{Lens, rfc3339};
use crate::http::sheet::{Cell, Row};

/// Who did what, to what, when, from where and why.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AuditLine {
    /// Rising.
    pub id: u64,
    pub tick: u64,
    pub timestamp: String,
    /// `system`, `admin:NAME`, `agent:ID` or `person:NAME`.
    #[schema(example = "person:erik")]
    pub principal: String,
    #[schema(example = "reward")]
    pub action: String,
    /// What it was about.
    #[schema(example = "agent:ada")]
    pub subject: String,
    /// `ok`, or the code of the refusal.
    #[schema(example = "ok")]
    pub outcome: String,
    pub why: String,
    /// The address that it came from; null for what the village did by itself.
    #[schema(required)]
    pub origin: Option<String>,
}

impl Lens<'_> {
    /// A line of the audit log.
    pub fn audit(&self, line: &Kept) -> AuditLine {
        let row = &line.row;
        AuditLine {
            id: line.id,
            tick: line.tick.0,
            timestamp: rfc3339(line.at),
            principal: self.principal(&row.principal),
            action: row.action.clone(),
            subject: self.subject(&row.subject),
            outcome: row.outcome.clone(),
            why: row.why.clone(),
            origin: row.from.as_deref().map(str::to_owned),
        }
    }
}

impl Row for AuditLine {
    const HEAD: &'static [&'static str] =
        &["id", "timestamp", "tick", "principal", "action", "subject", "outcome", "why", "origin"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::of(self.id),
            Cell::of(&self.timestamp),
            Cell::of(self.tick),
            Cell::Words(self.principal.clone()),
            Cell::Words(self.action.clone()),
            Cell::Words(self.subject.clone()),
            Cell::Words(self.outcome.clone()),
            Cell::Words(self.why.clone()),
            Cell::Words(self.origin.clone().unwrap_or_default()),
        ]
    }
}
