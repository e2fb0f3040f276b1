//! `/hall/people`: who signed up, and what can be done about somebody's conduct.

use maud::{Markup, html};

use super::addresses::{self, AddressRow};
use super::moderation::vouch;
use super::{Room, page, parts};
use crate::pages::form::{Send, behind, choice, form, number, reason, tick};
use crate::pages::model::{Rank, Scene};
use crate::pages::{query, stamp};

/// Hours of the longest suspension: a year.
const SUSPENSION_HOURS_MAX: u64 = 366 * 24;

/// A person.
#[derive(Debug, Clone, Default)]
pub struct PersonRow {
    pub name: String,
    /// `member`, `moderator` or `admin`.
    pub role: String,
    pub is_vouched: bool,
    /// "good", "suspended until …", "banned".
    pub conduct: String,
    pub is_good: bool,
    pub warnings: u32,
    /// UTC microseconds since 1970, as far as the clock tells.
    pub joined: i64,
    pub balance: String,
    /// Whether the viewer may do something about this person's conduct.
    pub may_discipline: bool,
}

/// An invitation that waits to be used.
#[derive(Debug, Clone, Default)]
pub struct InvitationRow {
    pub id: String,
    pub role: String,
    pub is_vouched: bool,
    /// Who made it ("person:erik").
    pub by: String,
    /// RFC 3339.
    pub created_at: String,
    pub expires_at: String,
}

/// What may be done about those in good standing.
pub(super) const MEASURES: [(&str, &str); 3] = [
    ("warn", "warn"),
    ("suspend", "suspend for a time: may only read"),
    ("ban", "ban: may only read, for good"),
];

/// `/hall/people`.
#[derive(Debug, Clone, Default)]
pub struct PeoplePage {
    pub scene: Scene,
    /// Part of a name that is looked for.
    pub q: String,
    pub people: Vec<PersonRow>,
    /// How many there are, those not listed too.
    pub all: usize,
    pub next_cursor: Option<String>,
    pub later: bool,
    /// Whether the village takes invitations.
    pub takes_invitations: bool,
    /// Those that the viewer may withdraw, newest first.
    pub invitations: Vec<InvitationRow>,
    pub addresses: Vec<AddressRow>,
}

/// The page.
pub fn people(shown: &PeoplePage) -> Markup {
    let lead = "Everybody who signed up. What is done about somebody is written in the audit log, \
         with the reason.";
    let main = html! {
        (invite(shown))
        (waiting(&shown.scene, &shown.invitations))
        search {
            form.filter.few action="/hall/people" method="get" {
                label.field {
                    span { "Name" }
                    input type="search" name="q" value=(shown.q) maxlength="40";
                }
                button type="submit" { "Find" }
            }
        }
        h2 { "People" " " span.muted { (shown.all) } }
        @if shown.people.is_empty() {
            p.empty {
                @if shown.q.is_empty() {
                    "Nobody has signed up yet. Make an invitation above and send its link."
                } @else {
                    "No name fits. " a href="/hall/people" { "Show everybody" } "."
                }
            }
        }
        ul.cases { @for one in &shown.people { (person(&shown.scene, one)) } }
        (parts(
            "people",
            shown.later.then(|| query::address("/hall/people", &[("q", &shown.q)])),
            shown.next_cursor.as_ref().map(|next| {
                query::address("/hall/people", &[("q", &shown.q), ("cursor", next)])
            }),
        ))
        (addresses::section(&shown.addresses))
    };
    page(Room::People, lead, &shown.scene, &["forms.js"], main)
}

fn invite(shown: &PeoplePage) -> Markup {
    let mut send = Send::post("/api/v1/people/invitations", "Send this link to one person.").stay();
    send.secret = Some("{origin}{link}");
    let is_admin = shown.scene.viewer.may(Rank::Admin);
    let most = if is_admin { 3 } else { 2 };
    let roles = [("member", "member"), ("moderator", "moderator"), ("admin", "admin")];
    html! {
        section.panel aria-labelledby="invite" {
            h2 #invite { "Invite somebody" }
            @if shown.takes_invitations {
                p.muted { "A link works once. It is shown once, here, and kept nowhere." }
                (form(&send, "Make a link", html! {
                    (choice("role", "Becomes a", &roles[..most], "member"))
                    (number("days", "Days that it works", 7, (1, 30)))
                    (tick("vouched", "I stand for this person", true))
                }))
            } @else {
                p.empty {
                    "Sign-up is closed. Set " code { "sign_up" } " to " code { "invitation" }
                    " or " code { "open" } " in the village's settings to take people in."
                }
            }
        }
    }
}

fn waiting(scene: &Scene, invitations: &[InvitationRow]) -> Markup {
    html! {
        @if !invitations.is_empty() {
            section.panel aria-labelledby="waiting" {
                h2 #waiting { "Invitations that wait" " " span.muted { (invitations.len()) } }
                ul.rows {
                    @for one in invitations {
                        li {
                            p {
                                "for a " (one.role)
                                @if one.is_vouched { ", vouched for" }
                                br;
                                span.by {
                                    "by " (one.by) ", " (stamp::moment(&one.created_at))
                                    ", works until " (stamp::day(&one.expires_at))
                                }
                            }
                            @if scene.viewer.may(Rank::Moderator) { (withdraw(&one.id)) }
                        }
                    }
                }
            }
        }
    }
}

fn withdraw(id: &str) -> Markup {
    let api = format!("/api/v1/people/invitations/{id}");
    let send = Send::delete(&api, "That link works no more.")
        .confirm("Withdraw this invitation? Whoever has its link cannot sign up by it.");
    form(&send, "Withdraw", html! {})
}

fn person(scene: &Scene, one: &PersonRow) -> Markup {
    html! {
        li.case #{ "person-" (one.name) } {
            h3 {
                (one.name) " " span.role { (one.role) }
                @if !one.is_vouched { " " span.status { "newcomer" } }
                @if !one.is_good { " " span.status.bad { (one.conduct) } }
            }
            p.by {
                "came " (stamp::of(one.joined)) " · " (one.balance) " aiDollars · "
                (one.warnings) @if one.warnings == 1 { " warning" } @else { " warnings" }
                " · "
                a href={ "/hall/audit?subject=person:" (one.name) } { "what was done" }
            }
            @if one.may_discipline && scene.viewer.may(Rank::Moderator) {
                div.means {
                    (behind("Conduct", conduct(one)))
                    (behind("Standing", vouch(&one.name, !one.is_vouched)))
                    @if scene.viewer.may(Rank::Admin) { (behind("Role", role(one))) }
                }
            }
        }
    }
}

fn conduct(one: &PersonRow) -> Markup {
    let api = format!("/api/v1/people/{}/discipline", one.name);
    let send = Send::post(&api, "Done, and written down.").danger("Is this what is to be done?");
    let mut measures = MEASURES.to_vec();
    if !one.is_good {
        measures.push(("lift", "lift: good again"));
    }
    form(
        &send,
        "Do this",
        html! {
            (choice("measure", "Measure", &measures, if one.is_good { "warn" } else { "lift" }))
            (hours())
            (reason("Why"))
        },
    )
}

/// For how long somebody is suspended; asked for with that measure only.
pub(super) fn hours() -> Markup {
    html! {
        div data-for="measure=suspend" {
            label.field.amount {
                span { "For so many hours" }
                input type="number" name="seconds" value="24" min="1" max=(SUSPENSION_HOURS_MAX)
                    step="1" required data-type="number" data-scale="3600" inputmode="numeric";
            }
        }
    }
}

fn role(one: &PersonRow) -> Markup {
    let api = format!("/api/v1/people/{}/role", one.name);
    let send = Send::post(&api, "The role is given.").confirm("Give this role?");
    let roles = [("member", "member"), ("moderator", "moderator"), ("admin", "admin")];
    form(
        &send,
        "Give the role",
        html! {
            (choice("role", "Role", &roles, &one.role))
            (reason("Why"))
        },
    )
}
