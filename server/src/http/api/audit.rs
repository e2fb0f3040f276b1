//! The audit log: for those who keep the village in order.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use village_store::AuditFilter;

use super::ledger::{Sheet, list_or_sheet};
use crate::http::Shared;
use crate::http::ask::{Query, given};
use crate::http::json::{AuditLine, Lens, List};
use crate::http::problem::{Problem, ProblemBody};
use crate::http::{logs, moment, names};

/// Which lines.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// Only what was done by `system`, `admin:NAME`, `agent:ID` or `person:NAME`.
    principal: Option<String>,
    /// Only this, such as `reward`.
    action: Option<String>,
    /// Only about this, such as `agent:ada`, `person:erik` or `post:7`.
    subject: Option<String>,
    /// Only what came out so: `ok` or the code of a refusal.
    outcome: Option<String>,
    /// Only from this address.
    origin: Option<String>,
    /// From this day or moment (UTC) on.
    from: Option<String>,
    /// Before this day or moment (UTC).
    to: Option<String>,
    /// `next_cursor` of the part before.
    cursor: Option<String>,
    /// Items wanted, 1 to 100; 50 when not given. For CSV 1 to 10,000, all of these when not given.
    limit: Option<String>,
    /// `json` or `csv`; otherwise the header `Accept` decides.
    format: Option<String>,
}

/// Who did what, newest first. For moderators and admins.
#[utoipa::path(
    get, path = "/api/v1/audit", tag = "economy", params(Wanted), security(("token" = [])),
    responses(
        (status = 200, content((List<AuditLine> = "application/json"), (String = "text/csv"))),
        (status = 400, body = ProblemBody, description = "A bad filter, cursor or limit"),
        (status = 401, body = ProblemBody, description = "Nobody said who asks"),
        (status = 403, body = ProblemBody, description = "Neither a moderator's nor an admin's"),
        (status = 404, body = ProblemBody, description = "unknown_agent or unknown_person"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "store_unavailable or busy"),
    )
)]
pub async fn list(
    State(site): State<Shared>,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let principal = given(wanted.principal.as_ref());
    let subject = given(wanted.subject.as_ref());
    let word = |text: &Option<String>| given(text.as_ref()).map(str::to_owned);
    let filter = AuditFilter {
        principal: principal.map(|text| names::principal(&site, text)).transpose()?,
        action: word(&wanted.action),
        subject: subject.map(|text| names::subject(&site, text)),
        outcome: word(&wanted.outcome),
        from: word(&wanted.origin),
        since: moment::read("from", wanted.from.as_ref())?,
        until: moment::read("to", wanted.to.as_ref())?,
    };
    let Wanted { cursor, limit, format, .. } = wanted;
    let (is_sheet, cursor, limit) = Sheet { cursor, limit, format }.read(&headers)?;
    let page = logs::audit(&site, &filter, cursor, limit).await?;
    let view = site.hall.view.load();
    let lens = Lens::new(&view, &site.atlas);
    let items = page.items.iter().map(|line| lens.audit(line)).collect();
    Ok(list_or_sheet("audit", items, page.next, is_sheet))
}
