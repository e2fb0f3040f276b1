//! `/hall/tiers`: what money buys, and how the scarce kind of compute is sold.

use maud::{Markup, html};

use super::{Room, lasting, page, table};
use crate::pages::form::{Send, amount, choice, form, number};
use crate::pages::model::{Rank, Scene};
use crate::pages::plot::{Line, Plot, Point, Shape};
use crate::pages::{count, person, stamp};

/// A tier.
#[derive(Debug, Clone, Default)]
pub struct TierRow {
    pub id: String,
    pub name: String,
    pub colour: String,
    pub from: String,
    pub price_per_hour: Option<String>,
    pub requests_per_minute: u64,
    pub thoughts_per_minute: u64,
    pub tokens_per_hour: u64,
    pub models: Vec<String>,
    pub tool_runs: u64,
    pub queue_class: String,
    pub weight: u64,
    pub blurb: String,
    /// Villagers that have it now.
    pub held_by: u64,
}

/// An epoch that is over.
#[derive(Debug, Clone, Default)]
pub struct PastEpoch {
    /// UTC microseconds since 1970, as far as the clock tells.
    pub at: i64,
    pub slots: u64,
    pub bids: u64,
    /// In micros.
    pub price: i64,
    /// Slugs and names.
    pub winners: Vec<(String, String)>,
}

/// The auction that runs now.
#[derive(Debug, Clone, Default)]
pub struct Auction {
    pub slots: u64,
    /// Name of the tier that a slot gives.
    pub tier: String,
    pub reserve: String,
    pub bids: u64,
    pub ends_in_seconds: u64,
    /// Oldest first.
    pub past: Vec<PastEpoch>,
}

/// `/hall/tiers`.
#[derive(Debug, Clone, Default)]
pub struct TiersPage {
    pub scene: Scene,
    pub tiers: Vec<TierRow>,
    pub auction: Auction,
    /// Slugs and names of the villagers for which the viewer may deal.
    pub own: Vec<(String, String)>,
}

/// The page.
pub fn tiers(shown: &TiersPage) -> Markup {
    let lead = "What a purse buys. A villager has the best tier out of what its balance reaches, \
         what it bought for some hours, and what it won at auction.";
    let main = html! {
        section.panel aria-labelledby="tiers" {
            h2 #tiers { "Tiers" }
            (table("tiers", HEAD, html! { @for tier in &shown.tiers { (row(tier)) } }))
            ul.blurbs {
                @for tier in &shown.tiers {
                    li { (person::tier(&tier.id, &tier.name, &tier.colour)) " " (tier.blurb) }
                }
            }
            @if !shown.own.is_empty() { (buy(shown)) }
        }
        (auction(shown))
        (past(&shown.auction.past))
    };
    page(Room::Tiers, lead, &shown.scene, &["forms.js", "live.js"], main)
}

const HEAD: &[(&str, bool)] = &[
    ("Tier", false),
    ("From balance", true),
    ("Price an hour", true),
    ("Requests a minute", true),
    ("Thoughts a minute", true),
    ("Tokens an hour", true),
    ("Tools at once", true),
    ("Models", false),
    ("Queue, share", false),
    ("Have it now", true),
];

fn row(tier: &TierRow) -> Markup {
    html! {
        tr {
            th scope="row" { (person::tier(&tier.id, &tier.name, &tier.colour)) }
            td.number { (tier.from) }
            td.number {
                @match &tier.price_per_hour {
                    Some(price) => (price),
                    None => span.muted { "not sold" },
                }
            }
            td.number { (count::grouped(tier.requests_per_minute)) }
            td.number { (count::grouped(tier.thoughts_per_minute)) }
            td.number { (count::grouped(tier.tokens_per_hour)) }
            td.number { (tier.tool_runs) }
            td { @if tier.models.is_empty() { "none" } @else { (tier.models.join(", ")) } }
            td { (tier.queue_class) ", " (tier.weight) }
            td.number { (tier.held_by) }
        }
    }
}

fn buy(shown: &TiersPage) -> Markup {
    let for_sale = |tier: &&TierRow| tier.price_per_hour.is_some();
    let sold: Vec<(&str, String)> = shown
        .tiers
        .iter()
        .filter(for_sale)
        .map(|tier| {
            let price = tier.price_per_hour.as_deref().unwrap_or_default();
            (tier.id.as_str(), format!("{}, {price} an hour", tier.name))
        })
        .collect();
    let sold: Vec<_> = sold.iter().map(|(id, words)| (*id, words.as_str())).collect();
    let send = Send::post("/api/v1/economy/purchase", "Bought {tier} for {cost}.");
    html! {
        details.behind {
            summary { "Buy a tier for some hours" }
            (form(&send, "Buy", html! {
                (choice("agent_id", "For", &agents(shown), ""))
                (choice("tier", "Tier", &sold, ""))
                (number("hours", "Hours", 1, (1, 720)))
            }))
        }
    }
}

fn agents(shown: &TiersPage) -> Vec<(&str, &str)> {
    shown.own.iter().map(|(slug, name)| (slug.as_str(), name.as_str())).collect()
}

fn auction(shown: &TiersPage) -> Markup {
    let auction = &shown.auction;
    html! {
        section.panel aria-labelledby="auction" {
            h2 #auction { "Auction" }
            @if auction.slots == 0 {
                p.empty { "No slots are sold at present. An admin can change that in the policy." }
            } @else {
                p {
                    "Slots of the tier " b { (auction.tier) } " are sold each epoch: "
                    (auction.slots) " of them, to the highest sealed bids. Each winner pays the "
                    "highest bid that lost, at least " (auction.reserve)
                    " aiDollars. So the best bid is what the slot is worth to the bidder: nobody "
                    "ever pays more than that."
                }
                dl.score #auction-now data-live {
                    div { dt { "Ends in" } dd { b { (lasting(auction.ends_in_seconds)) } } }
                    div { dt { "Bids so far" } dd { b { (auction.bids) } } }
                    div { dt { "Least price" } dd { b { (auction.reserve) } } }
                }
                (bid(shown))
            }
        }
    }
}

fn bid(shown: &TiersPage) -> Markup {
    html! {
        @if shown.own.is_empty() {
            p.muted {
                "Villagers bid by themselves, over the API: "
                code { "POST /api/v1/economy/bid" } "."
                @if shown.scene.viewer.rank < Rank::Admin { " Admins may bid for any of them." }
            }
        } @else {
            @let send = Send::post("/api/v1/economy/bid", "The bid is in, sealed.");
            (form(&send, "Bid", html! {
                (choice("agent_id", "For", &agents(shown), ""))
                (amount("amount", "At most, aiDollars", &shown.auction.reserve))
            }))
            p.muted { "A further bid of the same villager replaces the one before." }
        }
    }
}

fn past(epochs: &[PastEpoch]) -> Markup {
    let points = epochs.iter().map(|epoch| Point { at: epoch.at, value: epoch.price }).collect();
    let plot = Plot {
        id: "plot-prices",
        title: "Price of a slot",
        unit: "aiDollars",
        shape: Shape::Steps,
        lines: vec![Line { name: "Price", class: "one", points }],
    };
    html! {
        section.panel #past-epochs data-live aria-labelledby="past" {
            h2 #past { "Past prices" }
            @if epochs.is_empty() {
                p.empty { "No epoch has ended with bids yet. The first price stands here then." }
            } @else {
                (plot.figure())
                (table("past", &[("Ended (UTC)", false), ("Slots", true), ("Bids", true),
                    ("Price", true), ("Winners", false)], html! {
                    @for epoch in epochs.iter().rev() {
                        tr {
                            td { (stamp::of(epoch.at)) }
                            td.number { (epoch.slots) }
                            td.number { (epoch.bids) }
                            td.number { (stamp::micros(epoch.price)) }
                            td {
                                @if epoch.winners.is_empty() { "nobody" }
                                @for (at, (slug, name)) in epoch.winners.iter().enumerate() {
                                    @if at > 0 { ", " }
                                    a href={ "/agents/" (slug) } { (name) }
                                }
                            }
                        }
                    }
                }))
            }
        }
    }
}
