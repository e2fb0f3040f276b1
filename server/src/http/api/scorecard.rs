//! How the society does, counted when somebody asks and kept for a few seconds.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use tokio::sync::Mutex;
use village_economy::CURRENCY;

use crate::http::Shared;
use crate::http::ask::{Query, given};
use crate::http::history::ask;
use crate::http::json::{Scorecard, rfc3339};
use crate::http::problem::{Problem, ProblemBody};
use crate::http::tally::{self, Sums};

/// How long a scorecard is good for.
const FRESH: Duration = Duration::from_secs(5);
const SECOND_MICROS: i64 = 1_000_000;

/// Scorecards that were made lately, by their step. Held while one is made, so that many who ask
/// at once cost as much as one.
pub type Scorecards = Mutex<BTreeMap<&'static str, (Instant, Arc<Scorecard>)>>;

/// Of which time.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Span {
    /// `minute` (the last 60), `hour` (the last 48; the default) or `day` (the last 30).
    step: Option<String>,
}

/// How the society does: who holds what, what moved, what was worked.
#[utoipa::path(
    get, path = "/api/v1/economy/scorecard", tag = "economy", params(Span),
    responses(
        (status = 200, body = Scorecard),
        (status = 400, body = ProblemBody, description = "Bad step"),
        (status = 401, body = ProblemBody, description = "The token does not work"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "store_unavailable"),
    )
)]
pub async fn scorecard(
    State(site): State<Shared>,
    Query(span): Query<Span>,
) -> Result<Json<Arc<Scorecard>>, Problem> {
    Ok(Json(read(&site, given(span.step.as_ref())).await?))
}

/// A scorecard of the last minutes, hours or days.
pub async fn read(site: &Shared, step: Option<&str>) -> Result<Arc<Scorecard>, Problem> {
    let (step, seconds, count) = match step {
        Some("minute") => ("minute", 60, 60),
        None | Some("hour") => ("hour", 3_600, 48),
        Some("day") => ("day", 86_400, 30),
        Some(_) => return Err(Problem::bad_request("step must be minute, hour or day")),
    };
    let mut kept = site.scorecards.lock().await;
    if let Some((_, card)) = kept.get(step).filter(|(made, _)| made.elapsed() < FRESH) {
        return Ok(card.clone());
    }
    let card = Arc::new(count_up(site, step, (seconds * SECOND_MICROS, count)).await?);
    kept.insert(step, (Instant::now(), card.clone()));
    Ok(card)
}

async fn count_up(
    site: &Shared,
    step: &'static str,
    (length, count): (i64, u16),
) -> Result<Scorecard, Problem> {
    let now = site.hall.standing.stamp();
    let first = (now / length - i64::from(count) + 1).saturating_mul(length);
    let flows = ask(site, site.hall.store.flows(first, length)).await?;
    let flows = flows.ok_or_else(|| Problem::store_unavailable(2))?;
    let view = site.hall.view.load();
    let held = tally::held(&view);
    let sums = Sums::of(&flows.flows);
    Ok(Scorecard {
        tick: view.tick().0,
        timestamp: rfc3339(now),
        agents: view.len(),
        people: view.society.people.len(),
        gini: tally::gini(view.agents().map(|agent| agent.balance).collect()),
        held,
        money_in: sums.money_in,
        money_out: sums.money_out,
        velocity: tally::velocity(sums.spent, held),
        complete: flows.is_complete,
        work: tally::work(&view),
        rewards_by_kind: tally::kinds(&flows.flows),
        currency: CURRENCY,
        step,
        series: tally::series(&flows.flows, held, (first, length, count)),
    })
}
