//! How the village is doing.

use axum::extract::State;
use axum::response::Response;
use chrono::DateTime;
use serde::Deserialize;
use village_economy::{AccountId, Micro};

use crate::http::ask::{Query, given};
use crate::http::caller::Caller;
use crate::http::face::page;
use crate::http::json::{Lens, Point, Scorecard, bounty_state};
use crate::http::problem::Problem;
use crate::http::{Shared, api};
use crate::pages::hall::overview::{self, Flow, Overview, Tally};

/// Which stretch of time is plotted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    step: Option<String>,
}

/// `GET /hall`
pub async fn overview(
    State(site): State<Shared>,
    caller: Caller,
    Query(span): Query<Span>,
) -> Result<Response, Problem> {
    let card =
        match api::scorecard(&site, Some(given(span.step.as_ref()).unwrap_or("minute"))).await {
            Ok(card) => Some(card),
            // The page says by itself that the books are away.
            Err(problem) if problem.code == "store_unavailable" => None,
            Err(problem) => return Err(problem),
        };
    let view = site.hall.view.load_full();
    let lens = Lens::new(&view, &site.atlas);
    let shown = Overview {
        scene: lens.scene(&caller),
        card: card.as_deref().map(|card| shown(&lens, card)),
        accounts: accounts(&lens),
    };
    Ok(page(&overview::overview(&shown)))
}

fn shown(lens: &Lens, card: &Scorecard) -> overview::Scorecard {
    let flow = |point: &Point| Flow {
        at: micros_of(&point.timestamp),
        money_in: point.money_in.get(),
        money_out: point.money_out.get(),
        velocity: parts(point.velocity),
    };
    let kinds = card.rewards_by_kind.iter().map(|kind| Tally {
        name: kind.kind.replace('_', " "),
        count: kind.transfers,
        amount: kind.amount.to_string(),
    });
    overview::Scorecard {
        gini: format!("{:.2}", card.gini),
        agents: card.agents as u64,
        people: card.people as u64,
        money_in: card.money_in.to_string(),
        money_out: card.money_out.to_string(),
        velocity: format!("{:.2}", card.velocity),
        work: work(lens),
        rewards: kinds.collect(),
        flows: card.series.iter().map(flow).collect(),
        step: card.step.to_owned(),
    }
}

/// Bounties by how they stand, and what is on them.
fn work(lens: &Lens) -> Vec<Tally> {
    let states = ["open", "claimed", "delivered", "disputed", "paid", "settled", "refunded"];
    let mut sums = [(0_u64, Micro::ZERO); 7];
    for (_, work) in lens.view.society.works.iter() {
        let (state, _) = bounty_state(work.bounty.state);
        if let Some(place) = states.iter().position(|one| *one == state) {
            let (count, sum) = &mut sums[place];
            *count += 1;
            *sum = sum.checked_add(work.bounty.terms.amount).unwrap_or(Micro::MAX);
        }
    }
    let tally = |(name, (count, sum)): (&str, (u64, Micro))| Tally {
        name: name.to_owned(),
        count,
        amount: sum.to_string(),
    };
    states.into_iter().zip(sums).map(tally).collect()
}

/// A ratio in millionths, as plots take it.
fn parts(ratio: f64) -> i64 {
    format!("{ratio:.6}").parse::<Micro>().map_or(0, Micro::get)
}

fn micros_of(rfc3339: &str) -> i64 {
    DateTime::parse_from_rfc3339(rfc3339).map_or(0, |at| at.timestamp_micros())
}

/// What the village's own accounts hold, and purses and escrow together.
fn accounts(lens: &Lens) -> Vec<(String, String)> {
    let mut sums = [0_i128; 6];
    for (account, balance) in &lens.view.purses {
        let place = match account {
            AccountId::Treasury => 0,
            AccountId::Payments => 1,
            AccountId::Compute => 2,
            AccountId::Agent(_) => 3,
            AccountId::Person(_) => 4,
            AccountId::Escrow(_) => 5,
        };
        sums[place] += i128::from(balance.get());
    }
    let names = [
        "Treasury, which gives out allowances",
        "Payments, where money from outside comes in",
        "Compute, where spent money goes",
        "Villagers' purses",
        "People's purses",
        "Escrow and reservations",
    ];
    let sum = |sum: i128| i64::try_from(sum).map_or(Micro::MAX, Micro::new).to_string();
    names.map(str::to_owned).into_iter().zip(sums.map(sum)).collect()
}
