//! The town hall: the village's money, rules and people as pages. Every page says what there is in
//! words and tables; what the viewer may do stands beside it as a form. A page shows no form that
//! the viewer's rank does not allow; the API decides anyway.

use maud::{Markup, html};

use super::frame::{self, Place};
use super::model::{Rank, Scene};

pub mod account;
pub mod addresses;
pub mod agents;
pub mod audit;
pub mod entry;
pub mod ledger;
pub mod minds;
pub mod moderation;
pub mod overview;
pub mod payments;
pub mod people;
pub mod policy;
pub mod tiers;

/// A room of the town hall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    Overview,
    Ledger,
    Tiers,
    Policy,
    Moderation,
    People,
    Agents,
    Minds,
    Payments,
    Audit,
}

impl Room {
    const ALL: [Self; 10] = [
        Self::Overview,
        Self::Ledger,
        Self::Tiers,
        Self::Policy,
        Self::Moderation,
        Self::People,
        Self::Agents,
        Self::Minds,
        Self::Payments,
        Self::Audit,
    ];

    /// Who may come in.
    pub const fn least(self) -> Rank {
        match self {
            Self::Overview | Self::Tiers | Self::Policy => Rank::Visitor,
            Self::Ledger => Rank::Member,
            Self::Moderation | Self::People | Self::Agents | Self::Audit => Rank::Moderator,
            Self::Minds | Self::Payments => Rank::Admin,
        }
    }

    const fn address(self) -> &'static str {
        match self {
            Self::Overview => "/hall",
            Self::Ledger => "/hall/ledger",
            Self::Tiers => "/hall/tiers",
            Self::Policy => "/hall/policy",
            Self::Moderation => "/hall/moderation",
            Self::People => "/hall/people",
            Self::Agents => "/hall/agents",
            Self::Minds => "/hall/minds",
            Self::Payments => "/hall/payments",
            Self::Audit => "/hall/audit",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Ledger => "Ledger",
            Self::Tiers => "Tiers and auction",
            Self::Policy => "Policy",
            Self::Moderation => "Moderation",
            Self::People => "People",
            Self::Agents => "Agents",
            Self::Minds => "Minds",
            Self::Payments => "Payments",
            Self::Audit => "Audit log",
        }
    }
}

/// A page of the town hall.
fn page(room: Room, lead: &str, scene: &Scene, scripts: &[&str], main: Markup) -> Markup {
    let main = html! {
        div.wide.hall {
            (rooms(room, scene))
            h1 { (room.name()) }
            @if !lead.is_empty() { p.lead { (lead) } }
            (main)
        }
    };
    let title = format!("{}, town hall", room.name());
    frame::page(&title, Place::Hall, Some(scene), scripts, main)
}

/// The rooms that the viewer may enter.
fn rooms(here: Room, scene: &Scene) -> Markup {
    let open = |room: &Room| scene.viewer.rank >= room.least();
    html! {
        nav.rooms aria-label="Town hall" {
            ul {
                @for room in Room::ALL.into_iter().filter(open) {
                    @let current = (room == here).then_some("page");
                    li {
                        a href=(room.address()) aria-current=[current] {
                            (room.name())
                            @if room == Room::Moderation { (waiting(scene.reports)) }
                        }
                    }
                }
            }
        }
    }
}

/// How many reports wait; nothing when none does.
fn waiting(reports: usize) -> Markup {
    html! {
        @if reports > 0 {
            " " span.count { (reports) span.unseen { " reported" } }
        }
    }
}

/// A table that may be wider than the page; `id` names its heading.
fn table(id: &str, head: &[(&str, bool)], rows: Markup) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-labelledby=(id) {
            table {
                thead { tr {
                    @for (name, is_number) in head {
                        th.number[*is_number] scope="col" { (name) }
                    }
                } }
                tbody { (rows) }
            }
        }
    }
}

/// Ways to the newest and the older part of a list.
pub fn parts(name: &str, first: Option<String>, next: Option<String>) -> Markup {
    html! {
        @if first.is_some() || next.is_some() {
            nav.pages aria-label={ "Pages of the " (name) } {
                @if let Some(first) = first { a href=(first) { "Newest" } }
                @if let Some(next) = next { a rel="next" href=(next) { "Older" } }
            }
        }
    }
}

/// How long something still lasts, in words.
pub fn lasting(seconds: u64) -> String {
    let (count, unit) = match seconds {
        0..=119 => (seconds, "second"),
        120..=7_199 => (seconds / 60, "minute"),
        7_200..=172_799 => (seconds / 3_600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") }
}

#[cfg(test)]
mod tests {
    use super::super::model::Viewer;
    use super::*;

    #[test]
    fn a_visitor_sees_the_doors_that_are_open() {
        let shown = |rank| {
            let viewer = Viewer { rank, ..Viewer::default() };
            let scene = Scene { viewer, ..Scene::default() };
            rooms(Room::Overview, &scene).into_string().matches("<li>").count()
        };
        let ranks = [Rank::Visitor, Rank::Member, Rank::Moderator, Rank::Admin];
        assert_eq!(ranks.map(shown), [3, 4, 8, 10]);
    }

    #[test]
    fn time_is_told_in_its_own_unit() {
        let told = [1, 90, 3_600, 7_200, 200_000].map(lasting);
        assert_eq!(told, ["1 second", "90 seconds", "60 minutes", "2 hours", "2 days"]);
    }
}
