//! The audit log.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use village_store::AuditFilter;

use crate::http::ask::{Part, Query, given};
use crate::http::caller::Caller;
use crate::http::face::guest::{self, Turned};
use crate::http::face::page;
use crate::http::json::Lens;
use crate::http::problem::Problem;
use crate::http::{Shared, history, moment, names};
use crate::pages::hall::Room;
use crate::pages::hall::audit::{self, AuditPage, AuditQuery, AuditRow};

/// Lines on a part.
const LINES: usize = 50;
/// Characters of what is looked for.
const WORDS_MAX: usize = 200;

/// What is asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    principal: Option<String>,
    action: Option<String>,
    subject: Option<String>,
    outcome: Option<String>,
    from: Option<String>,
    to: Option<String>,
    cursor: Option<String>,
}

/// `GET /hall/audit`
pub async fn audit(
    State(site): State<Shared>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Response, Turned> {
    let scene = Lens::new(&site.hall.view.load(), &site.atlas).scene(&caller);
    guest::admit(Room::Audit, &scene, "/hall/audit")?;
    let part = Part { cursor: asked.cursor.clone(), limit: None };
    let cursor = part.cursor()?;
    let filter = filter(&site, &asked)?;
    let found = history::ask(&site, site.hall.store.audit_rows(&filter, cursor, LINES)).await?;
    let found = found.ok_or_else(|| Problem::store_unavailable(2))?;
    let view = site.hall.view.load_full();
    let lens = Lens::new(&view, &site.atlas);
    let rows = found.items.iter().map(|line| {
        let shape = lens.audit(line);
        AuditRow {
            id: shape.id,
            at: line.at,
            principal: shape.principal,
            action: shape.action,
            subject: shape.subject,
            outcome: shape.outcome,
            why: shape.why,
            origin: shape.origin.unwrap_or_default(),
        }
    });
    let shown = AuditPage {
        scene,
        rows: rows.collect(),
        query: AuditQuery {
            principal: asked.principal.unwrap_or_default(),
            action: asked.action.unwrap_or_default(),
            subject: asked.subject.unwrap_or_default(),
            outcome: asked.outcome.unwrap_or_default(),
            from: asked.from.unwrap_or_default(),
            to: asked.to.unwrap_or_default(),
        },
        next_cursor: found.next.map(|next| next.to_string()),
        later: cursor.is_some(),
    };
    Ok(page(&audit::audit(&shown)))
}

fn filter(site: &Shared, asked: &Asked) -> Result<AuditFilter, Problem> {
    for word in [&asked.action, &asked.subject, &asked.outcome] {
        if given(word.as_ref()).is_some_and(|word| word.chars().count() > WORDS_MAX) {
            let detail = format!("what is looked for has at most {WORDS_MAX} characters");
            return Err(Problem::bad_request(detail));
        }
    }
    let principal = given(asked.principal.as_ref()).map(|text| names::principal(site, text));
    Ok(AuditFilter {
        principal: principal.transpose()?,
        action: given(asked.action.as_ref()).map(str::to_owned),
        subject: given(asked.subject.as_ref()).map(|text| names::subject(site, text)),
        outcome: given(asked.outcome.as_ref()).map(str::to_owned),
        since: moment::read("from", asked.from.as_ref())?,
        until: moment::read("to", asked.to.as_ref())?,
        ..AuditFilter::default()
    })
}
