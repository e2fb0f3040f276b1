//! Tiers and the auction.

use axum::extract::State;
use axum::response::Response;
use village_sim::{Tick, VillagerId};

use crate::http::Shared;
use crate::http::caller::Caller;
use crate::http::face::page;
use crate::http::json::Lens;
use crate::http::problem::Problem;
use crate::pages::hall::tiers::{self, Auction, PastEpoch, TierRow, TiersPage};
use crate::pages::model::Rank;

/// Sales that are plotted.
const PAST: usize = 100;
/// Villagers that a choice offers.
const CHOICE_MAX: usize = 2_000;

/// `GET /hall/tiers`
pub async fn tiers(State(site): State<Shared>, caller: Caller) -> Result<Response, Problem> {
    let view = site.hall.view.load_full();
    let lens = Lens::new(&view, &site.atlas);
    let scene = lens.scene(&caller);
    let own = if scene.viewer.may(Rank::Admin) { choice(&lens) } else { Vec::new() };
    let held =
        |rank: usize| view.agents().filter(|agent| usize::from(agent.tier) == rank).count() as u64;
    let shown = TiersPage {
        scene,
        tiers: (0..).zip(view.tiers.all()).map(|(rank, tier)| row(tier, held(rank))).collect(),
        auction: auction(&lens, site.hall.standing.stamp()),
        own,
    };
    Ok(page(&tiers::tiers(&shown)))
}

/// Slugs and names of villagers, in the order of names.
fn choice(lens: &Lens) -> Vec<(String, String)> {
    let personas = lens.view.agents().take(CHOICE_MAX).map(|agent| &agent.member.persona);
    let mut all: Vec<_> =
        personas.map(|persona| (persona.slug.clone(), persona.name.clone())).collect();
    all.sort_by(|one, other| one.1.cmp(&other.1));
    all
}

fn row(tier: &village_economy::Tier, held_by: u64) -> TierRow {
    TierRow {
        id: tier.id.clone(),
        name: tier.name.clone(),
        colour: tier.colour.to_string(),
        from: tier.from.to_string(),
        price_per_hour: tier.price_per_hour.map(|price| price.to_string()),
        requests_per_minute: tier.requests_per_minute.into(),
        thoughts_per_minute: tier.thoughts_per_minute.into(),
        tokens_per_hour: tier.tokens_per_hour.into(),
        models: tier.models.clone(),
        tool_runs: tier.tool_runs.into(),
        queue_class: format!("{:?}", tier.queue_class).to_lowercase(),
        weight: tier.weight.into(),
        blurb: tier.blurb.clone(),
        held_by,
    }
}

fn auction(lens: &Lens, now: i64) -> Auction {
    let shape = lens.auction(PAST);
    let tier = lens.view.tiers.by_id(&shape.tier);
    let winner = |slug: &String| {
        let found = lens.view.agents().find(|agent| agent.member.persona.slug == *slug);
        let name = found.map_or("nobody", |agent| lens.name(VillagerId(agent.id.0)));
        (slug.clone(), name.to_owned())
    };
    let past = shape.past.iter().rev().map(|sale| PastEpoch {
        at: lens.real_time(Tick(sale.closed_tick), now),
        slots: sale.slots.into(),
        bids: sale.bids.into(),
        price: sale.price.get(),
        winners: sale.winners.iter().map(winner).collect(),
    });
    Auction {
        slots: shape.slots.into(),
        tier: tier.map_or_else(|| shape.tier.clone(), |tier| tier.name.clone()),
        reserve: shape.reserve.to_string(),
        bids: shape.bids as u64,
        ends_in_seconds: shape.epoch_ends_in_seconds,
        past: past.collect(),
    }
}
