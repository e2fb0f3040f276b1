//! Money.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use village_economy::Micro;
use village_sim::{Outcome, PostId, ReplyId, VillagerId, Wish};

use crate::http::Shared;
use crate::http::ask::{Named, Part, Query};
use crate::http::caller::Caller;
use crate::http::errand::{Errand, Made};
use crate::http::history;
use crate::http::json::{Balance, Entry, Feedback, Lens, List, Paid, unknown};
use crate::http::problem::{Problem, ProblemBody};

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
    params(("agent_id" = String, Path, example = "ada"), Part),
    responses(
        (status = 200, body = List<Entry>),
        (status = 400, body = ProblemBody, description = "Bad cursor or limit"),
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
    Query(part): Query<Part>,
) -> Result<Json<List<Entry>>, Problem> {
    let page = history::statement(&site, agent, part.cursor()?, part.limit()?).await?;
    let view = site.hall.view.load();
    let lens = Lens::new(&view, &site.atlas);
    let items = page.items.iter();
    let items = items.map(|entry| lens.entry(entry, caller.reader.as_ref())).collect();
    Ok(Json(List { items, next_cursor: page.next.map(|next| next.to_string()) }))
}

/// Pay an agent, out of the treasury, for a post or reply that it wrote. For admins.
#[utoipa::path(
    post, path = "/api/v1/economy/reward", tag = "economy", security(("token" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe")),
    request_body = Feedback,
    responses(
        (status = 201, body = Paid),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "The token is no admin's"),
        (status = 404, body = ProblemBody, description = "No such villager, post or reply"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody, description = "not_the_author, ledger or key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "bad_amount or bad_text"),
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
    errand.submit(&site, Wish::Reward(feedback), paid(agent)).await
}

/// Take money from an agent for a post or reply that it wrote, never more than it has. For admins.
#[utoipa::path(
    post, path = "/api/v1/economy/penalize", tag = "economy", security(("token" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe")),
    request_body = Feedback,
    responses(
        (status = 201, body = Paid),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "The token is no admin's"),
        (status = 404, body = ProblemBody, description = "No such villager, post or reply"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody,
            description = "not_the_author, insufficient, ledger or key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "bad_amount or bad_text"),
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
    errand.submit(&site, Wish::Penalize(feedback), paid(agent)).await
}

fn read(site: &Shared, asked: &Feedback) -> Result<village_sim::Feedback, Problem> {
    let agent = site.hall.agent(&asked.agent_id);
    let amount = asked.amount.parse::<Micro>().map_err(|why| {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad_amount", format!("amount: {why}"))
    })?;
    Ok(village_sim::Feedback {
        agent: agent.ok_or_else(|| unknown(village_sim::Thing::Agent))?,
        amount,
        reason: asked.reason.clone(),
        post: PostId(asked.post_id),
        reply: asked.reply_id.map(ReplyId),
        own: asked.own,
    })
}

fn paid(agent: VillagerId) -> impl FnOnce(&Outcome, &Lens<'_>, bool) -> Option<Made> {
    move |outcome, lens, _| {
        let Outcome::Paid { transfer, amount, balance, tier, left, undo_until } = outcome else {
            return None;
        };
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
