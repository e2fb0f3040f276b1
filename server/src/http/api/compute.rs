//! Compute: what it costs, buying it, bidding for it, and money set aside for a costly call.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use village_economy::Micro;
use village_sim::{HoldId, Outcome, Thing, VillagerId, Wish};

use crate::http::Shared;
use crate::http::ask::{Part, Query};
use crate::http::errand::{Errand, Made};
use crate::http::json::{
    Auction, Bought, Lens, List, NewBid, NewReservation, Purchase, Reservation, Settled,
    Settlement, TierForm, unknown,
};
use crate::http::problem::{Problem, ProblemBody};
use crate::http::sum::amount;

/// What each tier begins at, what it buys, and what an hour of it costs.
#[utoipa::path(
    get, path = "/api/v1/economy/tiers", tag = "economy",
    responses(
        (status = 200, body = List<TierForm>),
        (status = 401, body = ProblemBody, description = "The token does not work"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn tiers(State(site): State<Shared>) -> Json<List<TierForm>> {
    let view = site.hall.view.load();
    let items = Lens::new(&view, &site.atlas).tiers();
    Json(List { items, next_cursor: None })
}

/// The sale of the next epoch's compute slots, and what the last ones were sold for. `limit` says
/// how many of those.
#[utoipa::path(
    get, path = "/api/v1/economy/auction", tag = "economy",
    params(("limit" = Option<u32>, Query, minimum = 1, maximum = 100)),
    responses(
        (status = 200, body = Auction),
        (status = 400, body = ProblemBody, description = "Bad limit"),
        (status = 401, body = ProblemBody, description = "The token does not work"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn auction(
    State(site): State<Shared>,
    Query(part): Query<Part>,
) -> Result<Json<Auction>, Problem> {
    let view = site.hall.view.load();
    Ok(Json(Lens::new(&view, &site.atlas).auction(part.limit()?)))
}

/// Buy a tier for some hours, for oneself; an admin may do it for an agent. Hours of the tier that
/// is bought already are added.
#[utoipa::path(
    post, path = "/api/v1/economy/purchase", tag = "economy", security(("token" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe")),
    request_body = Purchase,
    responses(
        (status = 201, body = Bought),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "Nobody said who asks"),
        (status = 403, body = ProblemBody, description = "forbidden, scope or restrained"),
        (status = 404, body = ProblemBody, description = "unknown_agent or unknown_tier"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody,
            description = "insufficient, not_for_sale, ledger or key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "out_of_range or bad_amount"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn purchase(
    State(site): State<Shared>,
    errand: Errand<Purchase>,
) -> Result<Response, Problem> {
    let agent = agent(&site, &errand.wish.agent_id)?;
    let (tier, hours) = (errand.wish.tier.clone(), errand.wish.hours);
    errand.submit(&site, Wish::Purchase { agent, tier, hours }, bought(agent)).await
}

/// Bid for a compute slot of the next epoch, for oneself; an admin may do it for an agent. A
/// further bid replaces the one before, and "0" takes it back. Nothing moves before the epoch ends:
/// then who wins pays the highest bid that did not win, and a bid that its bidder can no longer
/// pay does not count.
#[utoipa::path(
    post, path = "/api/v1/economy/bid", tag = "economy", security(("token" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe")),
    request_body = NewBid,
    responses(
        (status = 201, body = Bought),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "Nobody said who asks"),
        (status = 403, body = ProblemBody, description = "forbidden, scope or restrained"),
        (status = 404, body = ProblemBody, description = "unknown_agent"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody,
            description = "insufficient, no_slots, ledger or key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody,
            description = "out_of_range, bad_amount or bad_currency"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn bid(State(site): State<Shared>, errand: Errand<NewBid>) -> Result<Response, Problem> {
    let asked = &errand.wish;
    let agent = agent(&site, &asked.agent_id)?;
    let amount = amount("amount", &asked.amount, asked.currency.as_deref())?;
    errand.submit(&site, Wish::Bid { agent, amount }, bought(agent)).await
}

/// Set money aside before a costly call, for oneself; an admin may do it for an agent. What nobody
/// settles goes back by itself.
#[utoipa::path(
    post, path = "/api/v1/economy/reservations", tag = "economy", security(("token" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe")),
    request_body = NewReservation,
    responses(
        (status = 201, body = Reservation),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "Nobody said who asks"),
        (status = 403, body = ProblemBody, description = "forbidden, scope or restrained"),
        (status = 404, body = ProblemBody, description = "unknown_agent"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody, description = "insufficient, ledger or key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "bad_amount, bad_currency or bad_text"),
        (status = 429, body = ProblemBody,
            description = "Too many requests a minute, or too_many reservations"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn reserve(
    State(site): State<Shared>,
    errand: Errand<NewReservation>,
) -> Result<Response, Problem> {
    let asked = &errand.wish;
    let (agent, what) = (agent(&site, &asked.agent_id)?, asked.what.clone());
    let amount = amount("amount", &asked.amount, asked.currency.as_deref())?;
    let made = move |outcome: &Outcome, lens: &Lens<'_>, _| {
        let Outcome::Reserved { hold, until } = outcome else { return None };
        let made = Reservation {
            reservation_id: hold.0,
            agent_id: lens.slug(agent).to_owned(),
            amount,
            until_tick: until.0,
            balance: balance(lens, agent),
        };
        Some(Made::new(StatusCode::CREATED, &made))
    };
    errand.submit(&site, Wish::Reserve { agent, amount, what }, made).await
}

/// Pay what a costly call used out of what was set aside for it; the rest goes back.
#[utoipa::path(
    post, path = "/api/v1/economy/reservations/{reservation_id}/settle", tag = "economy",
    security(("token" = [])),
    params(
        ("reservation_id" = u64, Path, example = 3),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe"),
    ),
    request_body = Settlement,
    responses(
        (status = 200, body = Settled),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "Nobody said who asks"),
        (status = 403, body = ProblemBody, description = "forbidden, scope or restrained"),
        (status = 404, body = ProblemBody,
            description = "unknown_agent, or unknown_reservation: settled, over, or another's"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody, description = "ledger or key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody,
            description = "out_of_range, bad_amount or bad_currency"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn settle(
    State(site): State<Shared>,
    Path(number): Path<String>,
    errand: Errand<Settlement>,
) -> Result<Response, Problem> {
    let plain = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let number: Option<u64> = plain.then(|| number.parse().ok()).flatten();
    let hold = number.map(HoldId).ok_or_else(|| unknown(Thing::Hold))?;
    let asked = &errand.wish;
    let agent = agent(&site, &asked.agent_id)?;
    let used = amount("used", &asked.used, asked.currency.as_deref())?;
    let made = move |outcome: &Outcome, lens: &Lens<'_>, _| {
        let Outcome::Done = outcome else { return None };
        let made = Settled {
            reservation_id: hold.0,
            agent_id: lens.slug(agent).to_owned(),
            used,
            balance: balance(lens, agent),
        };
        Some(Made::new(StatusCode::OK, &made))
    };
    errand.submit(&site, Wish::Release { agent, hold, used }, made).await
}

fn agent(site: &Shared, slug: &str) -> Result<VillagerId, Problem> {
    site.hall.agent(slug).ok_or_else(|| unknown(Thing::Agent))
}

fn balance(lens: &Lens<'_>, agent: VillagerId) -> Micro {
    lens.view.agent(agent).map_or(Micro::ZERO, |agent| agent.balance)
}

fn bought(agent: VillagerId) -> impl FnOnce(&Outcome, &Lens<'_>, bool) -> Option<Made> {
    move |outcome, lens, _| {
        let Outcome::Bought { tier, until, cost, balance } = outcome else { return None };
        let bought = Bought {
            agent_id: lens.slug(agent).to_owned(),
            tier: tier.clone(),
            until_tick: until.0,
            cost: *cost,
            balance: *balance,
        };
        Some(Made::new(StatusCode::CREATED, &bought))
    }
}
