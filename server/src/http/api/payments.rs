//! Money from outside, booked by hand and compared with PayPal's own report. For admins.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use village_economy::Micro;
use village_sim::{Deposit, Outcome, Tick, Wish};

use super::ledger::Sheet;
use crate::http::Shared;
use crate::http::ask::{Query, given};
use crate::http::body;
use crate::http::caller::Caller;
use crate::http::errand::{Errand, Made};
use crate::http::json::{Credit, Lens, List, NewCredit, NewReversal, Reconciliation};
use crate::http::problem::{Problem, ProblemBody};
use crate::http::sum::amount;
use crate::http::{moment, names, sheet};
use crate::payments::paypal::Rate;
use crate::payments::report::{self, CreditRow, REPORT_BYTES_MAX};

/// Longest time that a report may take to come.
const REPORT_PATIENCE: std::time::Duration = std::time::Duration::from_secs(9);

/// Credit money that came in from outside, once. For admins.
#[utoipa::path(
    post, path = "/api/v1/payments/credits", tag = "economy", security(("token" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe")),
    request_body = NewCredit,
    responses(
        (status = 201, body = Credit),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "Nobody said who asks"),
        (status = 403, body = ProblemBody, description = "Not an admin's"),
        (status = 404, body = ProblemBody,
            description = "unknown_agent, unknown_person or unknown_account"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody,
            description = "already_credited (the transaction), ledger or key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody,
            description = "bad_amount, bad_currency, bad_policy (the id) or bad_text"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn credit(
    State(site): State<Shared>,
    errand: Errand<NewCredit>,
) -> Result<Response, Problem> {
    let asked = &errand.wish;
    let account = names::account(&site, &asked.account)?;
    let amount = amount("amount", &asked.amount, asked.currency.as_deref())?;
    let (txn, note) = (asked.transaction_id.clone(), asked.note.clone());
    let made = booked(txn.clone());
    errand.submit(&site, Wish::Credit { account, amount, txn, note }, made).await
}

/// Book that money of a payment went back outside, once. What was spent of it already the treasury
/// bears, and the agent's money is frozen. For admins.
#[utoipa::path(
    post, path = "/api/v1/payments/reversals", tag = "economy", security(("token" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe")),
    request_body = NewReversal,
    responses(
        (status = 201, body = Credit),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "Nobody said who asks"),
        (status = 403, body = ProblemBody, description = "Not an admin's"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody,
            description = "already_credited (the refund), ledger or key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "out_of_range (more than is left), \
            bad_amount, bad_currency, bad_policy (an id) or bad_text"),
        (status = 429, body = ProblemBody,
            description = "Too many requests a minute, or too_many refunds"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn reverse(
    State(site): State<Shared>,
    errand: Errand<NewReversal>,
) -> Result<Response, Problem> {
    let asked = &errand.wish;
    let amount = amount("amount", &asked.amount, asked.currency.as_deref())?;
    let (txn, refund, note) =
        (asked.transaction_id.clone(), asked.refund_id.clone(), asked.note.clone());
    let made = booked(txn.clone());
    errand.submit(&site, Wish::Reverse { txn, refund, amount, note }, made).await
}

/// Money that came from outside, newest first, with what went back. For admins.
#[utoipa::path(
    get, path = "/api/v1/payments/credits", tag = "economy", params(Sheet),
    security(("token" = [])),
    responses(
        (status = 200, content((List<Credit> = "application/json"), (String = "text/csv"))),
        (status = 400, body = ProblemBody, description = "Bad cursor, limit or format"),
        (status = 401, body = ProblemBody, description = "Nobody said who asks"),
        (status = 403, body = ProblemBody, description = "Not an admin's"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn credits(
    State(site): State<Shared>,
    headers: HeaderMap,
    Query(wanted): Query<Sheet>,
) -> Result<Response, Problem> {
    let Sheet { cursor, limit, format } = wanted;
    let after = given(cursor.as_ref()).map(place).transpose()?;
    let (is_sheet, _, limit) = Sheet { cursor: None, limit, format }.read(&headers)?;
    let view = site.hall.view.load();
    let mut rows: Vec<(&String, &Deposit)> = view.society.deposits.iter().collect();
    rows.sort_by_key(|(txn, deposit)| (std::cmp::Reverse(deposit.tick), *txn));
    let begins = after.map_or(0, |(tick, txn)| {
        let upto = (std::cmp::Reverse(tick), &txn);
        rows.partition_point(|(txn, deposit)| (std::cmp::Reverse(deposit.tick), *txn) <= upto)
    });
    let lens = Lens::new(&view, &site.atlas);
    let part = rows.iter().skip(begins).take(limit);
    let items: Vec<Credit> = part.map(|(txn, deposit)| lens.credit(txn, deposit)).collect();
    let last = items.last().filter(|_| rows.len() > begins + items.len());
    let next = last.map(|last| format!("{}.{}", last.tick, last.transaction_id));
    Ok(if is_sheet {
        sheet::response("credits", &items, next)
    } else {
        Json(List { items, next_cursor: next }).into_response()
    })
}

/// Against what a report is compared.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Compared {
    /// Credits from this day or moment (UTC) on.
    from: Option<String>,
    /// Credits before this day or moment (UTC).
    to: Option<String>,
    /// Currency of the credits: three capital letters; that of the settings when not given.
    currency: Option<String>,
    /// aiDollars for one unit of it; that of the settings when not given.
    rate: Option<String>,
}

/// Compare the credits of some days with PayPal's activity report of these days. Nothing is
/// changed: what to do about a difference is for a person to decide. For admins.
#[utoipa::path(
    post, path = "/api/v1/payments/reconcile", tag = "economy", params(Compared),
    security(("token" = [])),
    request_body(content = String, content_type = "text/csv",
        description = "The report, at most 1 MiB"),
    responses(
        (status = 200, body = Reconciliation),
        (status = 400, body = ProblemBody, description = "A bad day, or no currency and rate"),
        (status = 401, body = ProblemBody, description = "Nobody said who asks"),
        (status = 403, body = ProblemBody, description = "Not an admin's"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 413, body = ProblemBody, description = "The body is larger than 1 MiB"),
        (status = 415, body = ProblemBody, description = "The body is no CSV by its type"),
        (status = 422, body = ProblemBody, description = "bad_report"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "The village is stopping"),
    )
)]
pub async fn reconcile(
    State(site): State<Shared>,
    caller: Caller,
    Query(wanted): Query<Compared>,
    request: Request,
) -> Result<Json<Reconciliation>, Problem> {
    let (currency, rate) = priced(&site, &wanted)?;
    let from = moment::read("from", wanted.from.as_ref())?;
    let to = moment::read("to", wanted.to.as_ref())?;
    let (parts, body) = request.into_parts();
    must_be_csv(&parts.headers)?;
    let bytes = body::read(&parts.headers, body, REPORT_BYTES_MAX, REPORT_PATIENCE).await?;
    let view = site.hall.view.load_full();
    let compare = move || {
        let credits = view.society.deposits.iter().filter(|(_, deposit)| {
            deposit.account.is_some()
                && from.is_none_or(|from| deposit.at >= from)
                && to.is_none_or(|to| deposit.at < to)
        });
        let credits: Vec<CreditRow> =
            credits.map(|(txn, deposit)| credit_row(txn, deposit, (&currency, rate))).collect();
        let bad = |why: String| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad_report", why);
        let text = std::str::from_utf8(&bytes).map_err(|_| bad("the report is no UTF-8".into()))?;
        report::reconcile(text, &credits).map_err(|why| bad(why.to_string()))
    };
    // A megabyte of rows is work that no request beside it should wait for.
    let compared = tokio::task::spawn_blocking(compare).await.map_err(|_| Problem::internal())?;
    let found = Reconciliation::from(compared?);
    write_down(&site, &caller, &found).await;
    Ok(Json(found))
}

/// Notes who compared, and how it came out.
async fn write_down(site: &Shared, caller: &Caller, found: &Reconciliation) {
    let Some(principal) = &caller.principal else { return };
    let view = site.hall.view.load_full();
    let who = Lens::new(&view, &site.atlas).principal(principal);
    let why = format!("{} matched, {} differences", found.matched, found.differences.len());
    site.hall.people.write_down("reconcile", &who, &why, caller.address()).await;
}

fn credit_row(txn: &str, deposit: &Deposit, (currency, rate): (&str, Rate)) -> CreditRow {
    let back = deposit.reversals.iter().filter(|one| one.done);
    let returned = back.fold(Micro::ZERO, |sum, one| sum.checked_add(one.amount).unwrap_or(sum));
    CreditRow {
        transaction_id: txn.to_owned(),
        amount: rate.costs(deposit.amount),
        currency: currency.to_owned(),
        fee: None,
        returned: rate.costs(returned),
    }
}

/// Currency and rate as asked, or as the settings have them.
fn priced(site: &Shared, wanted: &Compared) -> Result<(String, Rate), Problem> {
    let settings = site.hall.config.till.as_ref();
    let currency = match given(wanted.currency.as_ref()) {
        Some(text) if text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()) => {
            Some(text.to_owned())
        }
        Some(_) => return Err(Problem::bad_request("currency must be three capital letters")),
        None => settings.map(|settings| settings.currency.clone()),
    };
    let rate = match given(wanted.rate.as_ref()) {
        Some(text) => {
            let rate = text.parse::<Rate>();
            Some(rate.map_err(|why| Problem::bad_request(format!("rate: {why}")))?)
        }
        None => settings.map(|settings| settings.rate),
    };
    let missing = || {
        Problem::bad_request(
            "say the currency of the payments and the rate, such as ?currency=EUR&rate=100: the \
             settings of this village have none",
        )
    };
    Ok((currency.ok_or_else(missing)?, rate.ok_or_else(missing)?))
}

fn must_be_csv(headers: &HeaderMap) -> Result<(), Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|line| line.to_str().ok());
    let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    let known = [sheet::CSV, "text/tab-separated-values", "application/vnd.ms-excel"];
    if known.iter().any(|known| kind.eq_ignore_ascii_case(known)) {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "unsupported_media_type",
        "send the report as it is, with Content-Type: text/csv",
    ))
}

/// A place in the list of credits.
fn place(cursor: &str) -> Result<(Tick, String), Problem> {
    let place = cursor.split_once('.').and_then(|(tick, txn)| {
        let plain = tick.bytes().all(|byte| byte.is_ascii_digit());
        let tick = plain.then(|| tick.parse().ok()).flatten()?;
        Some((Tick(tick), txn.to_owned()))
    });
    place.ok_or_else(|| Problem::bad_request("cursor must be the next_cursor of the part before"))
}

fn booked(txn: String) -> impl FnOnce(&Outcome, &Lens<'_>, bool) -> Option<Made> {
    move |outcome, lens, _| {
        if !matches!(outcome, Outcome::Paid { .. } | Outcome::Done) {
            return None;
        }
        let deposit = lens.view.society.deposits.get(&txn)?;
        Some(Made::new(StatusCode::CREATED, &lens.credit(&txn, deposit)))
    }
}
