//! The ledger as a whole, what every account holds, and a person's own money.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use village_economy::{AccountId, Reason};
use village_sim::{PersonId, Thing};
use village_store::LedgerFilter;

use crate::http::Shared;
use crate::http::ask::{Part, Query, echo, given};
use crate::http::caller::Caller;
use crate::http::json::{Allowance, Entry, Held, Lens, List, Movement, unknown};
use crate::http::problem::{Problem, ProblemBody};
use crate::http::{logs, moment, names, sheet};

/// Which movements.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// Only of this account: `treasury`, `compute`, `payments`, `agent:ID`, `person:NAME`,
    /// `escrow:agent:ID` or `escrow:post:NUMBER`.
    account: Option<String>,
    /// Only for this reason, such as `reward`.
    reason: Option<String>,
    /// Only what was caused by `system`, `admin:NAME`, `agent:ID`, `person:NAME` or
    /// `external:NAME`.
    source: Option<String>,
    /// Only about this post.
    post_id: Option<String>,
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

/// A part of a list, as JSON or CSV.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Sheet {
    /// `next_cursor` of the part before.
    pub cursor: Option<String>,
    /// Items wanted, 1 to 100; 50 when not given. For CSV 1 to 10,000, all of these when not given.
    pub limit: Option<String>,
    /// `json` or `csv`; otherwise the header `Accept` decides.
    pub format: Option<String>,
}

impl Sheet {
    /// Whether CSV is wanted, where to go on, and how many rows are wanted.
    pub fn read(&self, headers: &HeaderMap) -> Result<(bool, Option<u64>, usize), Problem> {
        let part = Part { cursor: self.cursor.clone(), limit: self.limit.clone() };
        let is_sheet = sheet::is_wanted(self.format.as_ref(), headers)?;
        let limit = if is_sheet { sheet::limit(self.limit.as_ref())? } else { part.limit()? };
        Ok((is_sheet, part.cursor()?, limit))
    }
}

impl Wanted {
    fn filter(&self, site: &Shared) -> Result<LedgerFilter, Problem> {
        let account = given(self.account.as_ref());
        let reason = given(self.reason.as_ref()).map(|text| {
            text.parse::<Reason>()
                .map_err(|why| Problem::bad_request(format!("reason: {why}: {}", echo(text))))
        });
        let source = given(self.source.as_ref());
        let post = given(self.post_id.as_ref()).map(|text| {
            let plain = text.bytes().all(|byte| byte.is_ascii_digit());
            let number = plain.then(|| text.parse().ok()).flatten();
            number.ok_or_else(|| Problem::bad_request("post_id must be a number"))
        });
        Ok(LedgerFilter {
            account: account.map(|text| names::account(site, text)).transpose()?,
            reason: reason.transpose()?,
            source: source.map(|text| names::source(site, text)).transpose()?,
            post: post.transpose()?,
            since: moment::read("from", self.from.as_ref())?,
            until: moment::read("to", self.to.as_ref())?,
        })
    }
}

/// Everything that moved, newest first; the whole ledger, for people.
#[utoipa::path(
    get, path = "/api/v1/economy/ledger", tag = "economy", params(Wanted),
    security(("token" = [])),
    responses(
        (status = 200, content((List<Movement> = "application/json"), (String = "text/csv"))),
        (status = 400, body = ProblemBody, description = "A bad filter, cursor or limit"),
        (status = 401, body = ProblemBody, description = "Nobody said who asks"),
        (status = 403, body = ProblemBody, description = "Not for agents"),
        (status = 404, body = ProblemBody, description = "unknown_agent, unknown_person …"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "store_unavailable or busy"),
    )
)]
pub async fn movements(
    State(site): State<Shared>,
    caller: Caller,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let Wanted { cursor, limit, format, .. } = wanted.clone();
    let (is_sheet, cursor, limit) = Sheet { cursor, limit, format }.read(&headers)?;
    let page = logs::movements(&site, &wanted.filter(&site)?, cursor, limit).await?;
    let view = site.hall.view.load();
    let lens = Lens::new(&view, &site.atlas);
    let items = page.items.iter();
    let items = items.map(|one| lens.movement(one, caller.reader.as_ref())).collect();
    Ok(list_or_sheet("ledger", items, page.next, is_sheet))
}

/// Every account with what it holds, in the order of kinds and numbers.
#[utoipa::path(
    get, path = "/api/v1/economy/accounts", tag = "economy", params(Part),
    responses(
        (status = 200, body = List<Held>),
        (status = 400, body = ProblemBody, description = "Bad cursor or limit"),
        (status = 401, body = ProblemBody, description = "The token does not work"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn accounts(
    State(site): State<Shared>,
    Query(part): Query<Part>,
) -> Result<Json<List<Held>>, Problem> {
    let (cursor, limit) = (part.cursor()?.unwrap_or(0), part.limit()?);
    let view = site.hall.view.load();
    let lens = Lens::new(&view, &site.atlas);
    // The treasury is the first account. A cursor that is none begins there too.
    let after = AccountId::from_u64(cursor);
    let first = after.unwrap_or(AccountId::Treasury);
    let rows = view.purses.range(first..).filter(|(account, _)| after != Some(**account));
    let mut rows = rows.peekable();
    let (mut items, mut last) = (Vec::new(), None);
    while items.len() < limit
        && let Some((account, balance)) = rows.next()
    {
        items.push(lens.held(*account, *balance));
        last = Some(*account);
    }
    let next = last.filter(|_| rows.peek().is_some());
    let next_cursor = next.map(|account| account.to_u64().to_string());
    Ok(Json(List { items, next_cursor }))
}

/// What one may give today, and what one has.
#[utoipa::path(
    get, path = "/api/v1/people/me/allowance", tag = "people", security(("token" = [])),
    responses(
        (status = 200, body = Allowance),
        (status = 401, body = ProblemBody, description = "Nobody said who asks"),
        (status = 403, body = ProblemBody, description = "Only for people"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn allowance(
    State(site): State<Shared>,
    caller: Caller,
) -> Result<Json<Allowance>, Problem> {
    let view = site.hall.view.load();
    let allowance = Lens::new(&view, &site.atlas).allowance(person(&caller)?);
    allowance.map(Json).ok_or_else(|| unknown(Thing::Person))
}

/// What one got and gave, newest first.
#[utoipa::path(
    get, path = "/api/v1/people/me/statement", tag = "people", params(Sheet),
    security(("token" = [])),
    responses(
        (status = 200, content((List<Entry> = "application/json"), (String = "text/csv"))),
        (status = 400, body = ProblemBody, description = "Bad cursor, limit or format"),
        (status = 401, body = ProblemBody, description = "Nobody said who asks"),
        (status = 403, body = ProblemBody, description = "Only for people"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "store_unavailable"),
    )
)]
pub async fn statement(
    State(site): State<Shared>,
    caller: Caller,
    headers: HeaderMap,
    Query(wanted): Query<Sheet>,
) -> Result<Response, Problem> {
    let PersonId(number) = person(&caller)?;
    entries(&site, AccountId::Person(number), &caller, (&wanted, &headers)).await
}

/// A statement of an account as its reader may see it.
pub(super) async fn entries(
    site: &Shared,
    account: AccountId,
    caller: &Caller,
    (wanted, headers): (&Sheet, &HeaderMap),
) -> Result<Response, Problem> {
    let (is_sheet, cursor, limit) = wanted.read(headers)?;
    let page = logs::statement(site, account, cursor, limit).await?;
    let view = site.hall.view.load();
    let lens = Lens::new(&view, &site.atlas);
    let items = page.items.iter();
    let items = items.map(|entry| lens.entry(entry, caller.reader.as_ref())).collect();
    Ok(list_or_sheet("statement", items, page.next, is_sheet))
}

/// A part of a list as JSON, or as a file of this name.
pub(super) fn list_or_sheet<T: sheet::Row + serde::Serialize>(
    name: &str,
    items: Vec<T>,
    next: Option<u64>,
    is_sheet: bool,
) -> Response {
    let next_cursor = next.map(|next| next.to_string());
    if is_sheet {
        sheet::response(name, &items, next_cursor)
    } else {
        Json(List { items, next_cursor }).into_response()
    }
}

fn person(caller: &Caller) -> Result<PersonId, Problem> {
    caller.person().ok_or_else(|| {
        Problem::new(StatusCode::FORBIDDEN, "forbidden", "only people have an allowance: sign in")
    })
}
