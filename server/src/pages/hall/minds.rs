//! `/hall/minds`: what villagers think with now, what that costs, and the hard stop.

use maud::{Markup, html};

use super::{Room, page, table};
use crate::pages::count;
use crate::pages::form::{Send, form, hidden, reason};
use crate::pages::model::{Rank, Scene};
use crate::pages::thoughts::CLASSES;

/// A model server.
#[derive(Debug, Clone, Default)]
pub struct NodeRow {
    pub name: String,
    /// `open`, `paused` or `trial`.
    pub state: String,
    /// Thoughts under way there.
    pub in_flight: u64,
    /// Calls since the start that went well, and those that did not.
    pub answered: u64,
    pub failed: u64,
    /// Why the last of these failed, in a sentence.
    pub last_failure: Option<String>,
}

/// What was spent, and how much that may be.
#[derive(Debug, Clone, Default)]
pub struct SpentRow {
    pub by: &'static str,
    pub spent: String,
    /// None: there is no cap.
    pub most: Option<String>,
}

/// `/hall/minds`.
#[derive(Debug, Clone, Default)]
pub struct MindsPage {
    pub scene: Scene,
    /// With what villagers think now, in a sentence without its stop.
    pub told: String,
    /// What memories are found by.
    pub embedder: String,
    /// Whether all thinking is stopped; none where there are no models.
    pub stopped: Option<bool>,
    pub nodes: Vec<NodeRow>,
    /// Thoughts that wait, from the most urgent class.
    pub waiting: [usize; 4],
    pub spent: Vec<SpentRow>,
    /// Whether no model that a server has costs anything, so that no cap binds.
    pub is_free: bool,
}

/// The page.
pub fn minds(shown: &MindsPage) -> Markup {
    let lead = "What villagers think with now. Whoever has no thought lives by instinct: by rules, \
         which cost nothing and always work.";
    let main = html! {
        @if !shown.told.is_empty() { p.notice #minds-told data-live { (shown.told) "." } }
        (switch(shown))
        section.panel #servers-now data-live aria-labelledby="servers" {
            h2 #servers { "Model servers" }
            @if shown.nodes.is_empty() {
                p.empty { "There are none." }
            } @else {
                (table("servers", HEAD, html! { @for node in &shown.nodes { (row(node)) } }))
            }
            @if shown.embedder.starts_with("hash") {
                p { "Memories are found by the words that they share: no sentence model is set." }
            } @else if !shown.embedder.is_empty() {
                p { "Memories are found by what they mean: " code { (shown.embedder) } "." }
            }
        }
        @if shown.stopped.is_some() {
            div.columns.even {
                (waiting(&shown.waiting))
                (spent(shown))
            }
        }
    };
    page(Room::Minds, lead, &shown.scene, &["forms.js", "live.js"], main)
}

const HEAD: &[(&str, bool)] = &[
    ("Server", false),
    ("State", false),
    ("Thoughts under way", true),
    ("Answered", true),
    ("Failed", true),
    ("Last failure", false),
];

fn row(node: &NodeRow) -> Markup {
    html! {
        tr {
            th scope="row" { (node.name) }
            td { (words(&node.state)) }
            td.number { (node.in_flight) }
            td.number { (count::grouped(node.answered)) }
            td.number { (count::grouped(node.failed)) }
            td {
                @match &node.last_failure {
                    Some(why) => (why),
                    None => span.muted { "none" },
                }
            }
        }
    }
}

/// A node's state, and what that means.
fn words(state: &str) -> &str {
    match state {
        "open" => "open: it answers",
        "paused" => "paused: it failed, and gets no thoughts for now",
        "trial" => "trial: one thought tries it",
        other => other,
    }
}

fn switch(shown: &MindsPage) -> Markup {
    let api = "/api/v1/minds";
    let stop = Send::post(api, "All thinking is stopped.").danger(
        "Stop all thinking? Thoughts under way are broken off, and villagers live by instinct.",
    );
    let resume = Send::post(api, "Villagers may think again.").chief();
    let fields = |stopped: &str| html! { (hidden("stopped", stopped, "boolean")) (reason("Why")) };
    let may = shown.scene.viewer.may(Rank::Admin);
    html! {
        section.panel aria-labelledby="switch" {
            h2 #switch { "Stop or allow" }
            @match shown.stopped {
                None => p.empty { "There is nothing to stop: villagers have no models." },
                Some(true) => {
                    p { "All thinking is stopped, over a restart too, until an admin allows it." }
                    @if may { (form(&resume, "Let villagers think again", fields("false"))) }
                }
                Some(false) => {
                    p { "At once for the whole village, and over a restart too." }
                    @if may { (form(&stop, "Stop all thinking", fields("true"))) }
                }
            }
            p.more { a href="/hall/audit?subject=village" { "Who stopped or allowed it, and why" } }
        }
    }
}

fn waiting(waiting: &[usize]) -> Markup {
    // The first of the classes is any.
    let classes = CLASSES.iter().skip(1).map(|(_, words)| words);
    html! {
        section.panel #waiting-now data-live aria-labelledby="waiting" {
            h2 #waiting { "Thoughts that wait" }
            (table("waiting", &[("Why", false), ("Wait", true)], html! {
                @for (words, count) in classes.zip(waiting) {
                    tr { th scope="row" { (words) } td.number { (count) } }
                }
            }))
        }
    }
}

fn spent(shown: &MindsPage) -> Markup {
    html! {
        section.panel #spent-now data-live aria-labelledby="spent" {
            h2 #spent { "Spent on thoughts, aiDollars" }
            @if shown.is_free {
                p.muted { "Thinking costs nothing here: no model has a price, so no cap binds." }
            }
            (table("spent", &[("By whom", false), ("Spent", true), ("At most", true)], html! {
                @for one in &shown.spent {
                    tr {
                        th scope="row" { (one.by) }
                        td.number { (one.spent) }
                        td.number {
                            @match &one.most {
                                Some(most) => (most),
                                None => span.muted { "no cap" },
                            }
                        }
                    }
                }
            }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::model::Viewer;

    fn shown(rank: Rank, stopped: Option<bool>) -> String {
        let viewer = Viewer { name: "erik".into(), rank, ..Viewer::default() };
        let scene = Scene { viewer, ..Scene::default() };
        minds(&MindsPage { scene, stopped, ..MindsPage::default() }).into_string()
    }

    #[test]
    fn the_page_offers_what_would_change_something() {
        let (stop, resume) = ("Stop all thinking</button>", "Let villagers think again</button>");
        for (stopped, offered) in
            [(None, (false, false)), (Some(false), (true, false)), (Some(true), (false, true))]
        {
            let page = shown(Rank::Admin, stopped);
            assert_eq!((page.contains(stop), page.contains(resume)), offered, "{page}");
        }
        let value = "name=\"stopped\" value=\"true\" data-type=\"boolean\"";
        assert!(shown(Rank::Admin, Some(false)).contains(value));
        assert!(!shown(Rank::Moderator, Some(false)).contains("data-api="));
    }

    #[test]
    fn a_spent_amount_stands_beside_its_cap() {
        let row = |most| SpentRow { by: "All villagers", spent: "1.5".into(), most };
        let spent = vec![row(Some("50".into())), row(None)];
        let page = MindsPage { spent, stopped: Some(false), ..MindsPage::default() };
        let page = minds(&page).into_string();
        assert!(page.contains(">50<") && page.contains("no cap"), "{page}");
    }
}
