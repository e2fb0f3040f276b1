//! Money.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use village_economy::AccountId;
use village_sim::{Outcome, PostId, Principal, ReplyId, Thing, VillagerId, Wish};

use super::ledger::{Sheet, entries};
use crate::http::Shared;
use crate::http::ask::{Named, Query};
use crate::http::caller::Caller;
use crate::http::errand::{Errand, Made};
use crate::http::json::{Balance, Entry, Feedback, Lens, List, Paid, Payment, Undo, unknown};
use crate::http::problem::{Problem, ProblemBody};
use crate::http::sum::amount;

/// What an agent has.
#[utoipa::path(
    get, path = "/api/v1/economy/balance/{agent_id}", tag = "economy",
    params(("agent_id" = String, Path, example = "ada")),
    responses(
        (status = 200, body = Balance),
        (status = 401, body = ProblemBody, description = "The token does not work"),
        (status = 404, body = ProblemBody, description = "No such villager"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn balance(
    State(site): State<Shared>,
    Named(agent): Named,
) -> Result<Json<Balance>, Problem> {
    let view = site.hall.view.load();
    let agent = view.agent(agent).ok_or_else(Problem::unknown_agent)?;
    Ok(Json(Lens::new(&view, &site.atlas).balance(agent)))
}

/// What an agent got and gave, newest first.
#[utoipa::path(
    get, path = "/api/v1/economy/ledger/{agent_id}", tag = "economy",
    params(("agent_id" = String, Path, example = "ada"), Sheet),
    responses(
        (status = 200, content((List<Entry> = "application/json"), (String = "text/csv"))),
        (status = 400, body = ProblemBody, description = "Bad cursor, limit or format"),
        (status = 401, body = ProblemBody, description = "The token does not work"),
        (status = 404, body = ProblemBody, description = "No such villager"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "store_unavailable"),
    )
)]
pub async fn ledger(
    State(site): State<Shared>,
    caller: Caller,
    Named(agent): Named,
    headers: HeaderMap,
    Query(wanted): Query<Sheet>,
) -> Result<Response, Problem> {
    entries(&site, AccountId::Agent(agent.0), &caller, (&wanted, &headers)).await
}

/// Reward an agent for a post or reply that it wrote: out of what one may give today, or, with
/// `own`, as a tip out of one's own purse. What counts of it grows less the more one has given
/// this agent lately.
#[utoipa::path(
    post, path = "/api/v1/economy/reward", tag = "economy", security(("token" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe")),
    request_body = Feedback,
    responses(
        (status = 201, body = Paid),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "Nobody said who asks"),
        (status = 403, body = ProblemBody,
            description = "forbidden, scope, own_agent, suspended or banned"),
        (status = 404, body = ProblemBody, description = "No such villager, post or reply"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody, description = "not_the_author, closed, allowance, \
            emission, too_small, insufficient, ledger or key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "bad_amount, bad_currency or bad_text"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn reward(
    State(site): State<Shared>,
    errand: Errand<Feedback>,
) -> Result<Response, Problem> {
    let feedback = read(&site, &errand.wish)?;
    let agent = feedback.agent;
    errand.submit(&site, Wish::Reward(feedback), paid(Some(agent))).await
}

/// Take money from an agent for a post or reply that it wrote, never more than it has. It comes
/// out of what one may give today, as a reward does.
#[utoipa::path(
    post, path = "/api/v1/economy/penalize", tag = "economy", security(("token" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe")),
    request_body = Feedback,
    responses(
        (status = 201, body = Paid),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "Nobody said who asks"),
        (status = 403, body = ProblemBody,
            description = "forbidden, scope, own_agent, suspended or banned"),
        (status = 404, body = ProblemBody, description = "No such villager, post or reply"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody, description = "not_the_author, closed, allowance, \
            emission, too_small, insufficient, ledger or key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "bad_amount, bad_currency or bad_text"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn penalize(
    State(site): State<Shared>,
    errand: Errand<Feedback>,
) -> Result<Response, Problem> {
    let feedback = read(&site, &errand.wish)?;
    let agent = feedback.agent;
    errand.submit(&site, Wish::Penalize(feedback), paid(Some(agent))).await
}

/// Take a gift of one's own back, while there is time.
#[utoipa::path(
    post, path = "/api/v1/economy/undo", tag = "economy", security(("token" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe")),
    request_body = Undo,
    responses(
        (status = 201, body = Paid),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "Nobody said who asks"),
        (status = 403, body = ProblemBody, description = "forbidden, scope, suspended or banned"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody,
            description = "too_late, insufficient (it was spent), or key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn undo(State(site): State<Shared>, errand: Errand<Undo>) -> Result<Response, Problem> {
    let transfer = errand.wish.transfer;
    errand.submit(&site, Wish::Undo { transfer }, paid(None)).await
}

/// Pay another agent for its help. For agents, out of their own purse.
#[utoipa::path(
    post, path = "/api/v1/economy/pay", tag = "economy", security(("token" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe")),
    request_body = Payment,
    responses(
        (status = 201, body = Paid, description = "What the payer has now"),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "Nobody said who asks"),
        (status = 403, body = ProblemBody,
            description = "forbidden, scope, restrained, or own_agent (nobody pays itself)"),
        (status = 404, body = ProblemBody, description = "unknown_agent or unknown_post"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody, description = "insufficient, ledger or key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "bad_amount, bad_currency or bad_text"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn pay(State(site): State<Shared>, errand: Errand<Payment>) -> Result<Response, Problem> {
    let asked = &errand.wish;
    let to = site.hall.agent(&asked.to).ok_or_else(|| unknown(Thing::Agent))?;
    let amount = amount("amount", &asked.amount, asked.currency.as_deref())?;
    let (note, post) = (asked.note.clone(), asked.post_id.map(PostId));
    let payer = match errand.principal {
        Principal::Agent(payer) => Some(payer),
        _ => None,
    };
    errand.submit(&site, Wish::Pay { to, amount, note, post }, paid(payer)).await
}

fn read(site: &Shared, asked: &Feedback) -> Result<village_sim::Feedback, Problem> {
    let agent = site.hall.agent(&asked.agent_id);
    let amount = amount("amount", &asked.amount, asked.currency.as_deref())?;
    Ok(village_sim::Feedback {
        agent: agent.ok_or_else(|| unknown(Thing::Agent))?,
        amount,
        reason: asked.reason.clone(),
        post: PostId(asked.post_id),
        reply: asked.reply_id.map(ReplyId),
        own: asked.own,
    })
}

/// Tells of money that moved; whose agent it is about follows from the movement where nobody says.
fn paid(agent: Option<VillagerId>) -> impl FnOnce(&Outcome, &Lens<'_>, bool) -> Option<Made> {
    move |outcome, lens, _| {
        let Outcome::Paid { transfer, amount, balance, tier, left, undo_until } = outcome else {
            return None;
        };
        let agent = agent.or_else(|| agent_of(lens, *transfer))?;
        let paid = Paid {
            transfer: *transfer,
            agent_id: lens.slug(agent).to_owned(),
            amount: *amount,
            balance: *balance,
            tier: tier.clone(),
            allowance_left: *left,
            undo_until_tick: undo_until.map(|until| until.0),
        };
        Some(Made::new(StatusCode::CREATED, &paid))
    }
}

/// The agent on one side of a movement of this tick.
fn agent_of(lens: &Lens<'_>, transfer: u64) -> Option<VillagerId> {
    let moved = lens.view.news.transfers.iter().find(|moved| moved.seq == transfer)?;
    [moved.debit, moved.credit].into_iter().find_map(|account| match account {
        AccountId::Agent(number) => Some(VillagerId(number)),
        _ => None,
    })
}
