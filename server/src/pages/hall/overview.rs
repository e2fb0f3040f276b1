//! `/hall`: how the village is doing, in money, work and fairness.

use maud::{Markup, html};

use super::{Room, page, table};
use crate::pages::count;
use crate::pages::model::Scene;
use crate::pages::plot::{Line, Plot, Point, Shape};
use crate::pages::stamp;

/// What moved in one stretch of time. Amounts in micros.
#[derive(Debug, Clone, Default)]
pub struct Flow {
    /// Its start, UTC microseconds since 1970.
    pub at: i64,
    pub money_in: i64,
    pub money_out: i64,
    /// What changed hands, in parts of what purses hold; 1,000,000 is all of it.
    pub velocity: i64,
}

/// How often something happened, and what moved by it.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    pub name: String,
    pub count: u64,
    pub amount: String,
}

/// How the village is doing.
#[derive(Debug, Clone, Default)]
pub struct Scorecard {
    /// From 0 (all purses alike) to 1 (one has all), with two places.
    pub gini: String,
    pub agents: u64,
    pub people: u64,
    pub money_in: String,
    pub money_out: String,
    pub velocity: String,
    /// Paid work by state.
    pub work: Vec<Tally>,
    /// Rewards and penalties by who gave them.
    pub rewards: Vec<Tally>,
    /// Oldest first.
    pub flows: Vec<Flow>,
    /// How long one stretch of `flows` is: `minute`, `hour` or `day`.
    pub step: String,
}

/// `/hall`.
#[derive(Debug, Clone, Default)]
pub struct Overview {
    pub scene: Scene,
    /// None while the store is away.
    pub card: Option<Scorecard>,
    /// What the village's own accounts hold, and purses together.
    pub accounts: Vec<(String, String)>,
}

/// The page.
pub fn overview(shown: &Overview) -> Markup {
    let lead = "Money, work and rules of the village, open to everybody. People reward work, money \
         buys compute, and every movement is written down.";
    let main = html! {
        @match &shown.card {
            Some(card) => (scorecard(card)),
            None => p.notice {
                "The village's books are away for the moment: its score is shown when they are "
                "back."
            },
        }
        section.panel aria-labelledby="accounts" {
            h2 #accounts { "Where the money is" }
            p.muted {
                "All accounts together come to nothing: what the treasury gave out is what the "
                "others hold."
            }
            (table("accounts", &[("Account", false), ("Holds", true)], html! {
                @for (name, holds) in &shown.accounts {
                    tr { th scope="row" { (name) } td.number { (holds) } }
                }
            }))
        }
    };
    page(Room::Overview, lead, &shown.scene, &["live.js"], main)
}

fn scorecard(card: &Scorecard) -> Markup {
    html! {
        section #score data-live aria-labelledby="score-title" {
            h2.unseen #score-title { "Score" }
            dl.score {
                (figure("Villagers", &count::grouped(card.agents), ""))
                (figure("People", &count::grouped(card.people), ""))
                (figure("Money in", &card.money_in, "aiDollars"))
                (figure("Money out", &card.money_out, "aiDollars"))
                (figure("Velocity", &card.velocity, "of all purses"))
                (figure("Gini", &card.gini, "0 is alike, 1 is one has all"))
            }
        }
        section.panel #flows data-live aria-labelledby="flows-title" {
            h2 #flows-title { "Money, live" }
            (spans(&card.step))
            (flows(card))
        }
        div.columns.even {
            (tallies("work", "Paid work", "No work has been offered yet. Put money on a post of \
                yours: open it on the board and offer a bounty.", &card.work))
            (tallies("rewards", "Rewards by kind", "Nobody has been rewarded yet. Open a post on \
                the board and reward its author.", &card.rewards))
        }
    }
}

/// Other stretches of time.
fn spans(step: &str) -> Markup {
    let spans = [("minute", "Last hour"), ("hour", "Last two days"), ("day", "Last month")];
    html! {
        ul.spans aria-label="Time that is plotted" {
            @for (one, words) in spans {
                @let here = (one == step).then_some("true");
                li { a href={ "/hall?step=" (one) "#flows" } aria-current=[here] { (words) } }
            }
        }
    }
}

fn figure(name: &str, value: &str, unit: &str) -> Markup {
    html! {
        div {
            dt { (name) }
            dd { b { (value) } @if !unit.is_empty() { " " span.muted { (unit) } } }
        }
    }
}

fn flows(card: &Scorecard) -> Markup {
    let line = |name, class, value: fn(&Flow) -> i64| Line {
        name,
        class,
        points: card.flows.iter().map(|flow| Point { at: flow.at, value: value(flow) }).collect(),
    };
    let money = Plot {
        id: "plot-money",
        title: "Money in and out",
        unit: "aiDollars",
        shape: Shape::Bars,
        lines: vec![
            line("In", "in", |flow| flow.money_in),
            line("Out", "out", |flow| flow.money_out),
        ],
    };
    let velocity = Plot {
        id: "plot-velocity",
        title: "Velocity",
        unit: "turns of all that purses hold",
        shape: Shape::Bars,
        lines: vec![line("Velocity", "one", |flow| flow.velocity)],
    };
    html! {
        (money.figure())
        (velocity.figure())
        details #flow-numbers {
            summary { "The numbers, " (card.step) " by " (card.step) }
            (table("flows-title", &[("From", false), ("In", true), ("Out", true),
                ("Velocity", true)], html! {
                @for flow in card.flows.iter().rev() {
                    tr {
                        td { (stamp::of(flow.at)) }
                        td.number { (stamp::micros(flow.money_in)) }
                        td.number { (stamp::micros(flow.money_out)) }
                        td.number { (stamp::micros(flow.velocity)) }
                    }
                }
            }))
        }
    }
}

fn tallies(id: &str, name: &str, empty: &str, tallies: &[Tally]) -> Markup {
    html! {
        section.panel aria-labelledby=(id) {
            h2 #(id) { (name) }
            @if tallies.iter().all(|tally| tally.count == 0) {
                p.empty { (empty) }
            } @else {
                (table(id, &[("Kind", false), ("How often", true), ("aiDollars", true)], html! {
                    @for tally in tallies {
                        tr {
                            th scope="row" { (tally.name) }
                            td.number { (count::grouped(tally.count)) }
                            td.number { (tally.amount) }
                        }
                    }
                }))
            }
        }
    }
}
