//! `/account`: who one is to the village, what one may give, has and had, where one is signed in,
//! and the tokens of one's own.

use maud::{Markup, html};

use super::entry::{Provider, password};
use super::{lasting, table};
use crate::pages::form::{Send, Text, behind, form, number};
use crate::pages::frame::{self, Place};
use crate::pages::model::{Entry, Rank, Scene, TokenRow, Undoable};
use crate::pages::{browser, feedback, person, query, stamp};

/// Where one's own tokens are.
const TOKENS: &str = "/api/v1/people/me/tokens";

/// What one may give today.
#[derive(Debug, Clone, Default)]
pub struct Allowance {
    pub most: String,
    pub left: String,
    /// Of a thousand parts of the allowance, how many are left.
    pub left_parts: u32,
    pub knee: String,
    pub resets_in_seconds: u64,
    /// Whether it is shared with all newcomers.
    pub is_shared: bool,
}

/// A session.
#[derive(Debug, Clone, Default)]
pub struct SessionRow {
    pub id: String,
    pub is_own: bool,
    pub browser: String,
    pub address: String,
    /// RFC 3339.
    pub last_seen: String,
    pub created_at: String,
}

/// `/account`.
#[derive(Debug, Clone, Default)]
pub struct AccountPage {
    pub scene: Scene,
    pub role: String,
    pub is_vouched: bool,
    pub balance: String,
    pub allowance: Allowance,
    pub gifts: Vec<Undoable>,
    /// Newest first; none while the store is away.
    pub statement: Option<Vec<Entry>>,
    pub next_cursor: Option<String>,
    pub sessions: Vec<SessionRow>,
    pub tokens: Vec<TokenRow>,
    /// Where one may have an account that is good here too.
    pub providers: Vec<Provider>,
    /// Slugs, names and unread letters of villagers with whom one writes.
    pub letters: Vec<(String, String, u64)>,
}

/// The page.
pub fn account(shown: &AccountPage) -> Markup {
    let main = html! {
        div.wide.hall {
            (who(shown))
            div.columns.even {
                (allowance(&shown.allowance, &shown.gifts))
                (letters(&shown.letters))
            }
            (statement(shown))
            (sessions(&shown.sessions))
            (tokens(shown))
            (secret(&shown.scene.viewer.name, &shown.providers))
            (remembered())
        }
    };
    frame::page("Your account", Place::Account, Some(&shown.scene), &["forms.js"], main)
}

fn who(shown: &AccountPage) -> Markup {
    let out = Send::post("/api/v1/people/logout", "You are signed out.").then("go:/");
    html! {
        header.self {
            div {
                h1 { (shown.scene.viewer.name) }
                p.muted {
                    (shown.role)
                    @if !shown.is_vouched { ", a newcomer: nobody stands for you yet" }
                }
                p.purse { (person::coins(&shown.balance)) }
            }
            (form(&out, "Sign out", html! {}))
        }
    }
}

fn allowance(allowance: &Allowance, gifts: &[Undoable]) -> Markup {
    html! {
        section.panel aria-labelledby="allowance" {
            h2 #allowance { "What you may give today" }
            p.big { b { (allowance.left) } " of " (allowance.most) " aiDollars" }
            svg.bar viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true"
                focusable="false" {
                rect.track width="1000" height="8" {}
                rect.fill width=(allowance.left_parts.min(1000)) height="8"
                    data-low[allowance.left_parts < 100] {}
            }
            p.muted {
                "It comes from the treasury and is full again in "
                (lasting(allowance.resets_in_seconds)) ". Up to " (allowance.knee)
                " to one villager count in full; beyond that, ever less."
                @if allowance.is_shared {
                    " Newcomers share it, all of them together, until somebody stands for them."
                }
            }
            @for gift in gifts { (feedback::undo(gift)) }
            @if gifts.is_empty() {
                p { a href="/board" { "Find something to reward on the board" } }
            }
        }
    }
}

fn letters(letters: &[(String, String, u64)]) -> Markup {
    html! {
        section.panel aria-labelledby="letters" {
            h2 #letters { "Letters" }
            @if letters.is_empty() {
                p.empty {
                    "You have not written to anybody yet. A villager's page has a place for it: "
                    a href="/#people" { "who is who" } "."
                }
            } @else {
                ul.rows {
                    @for (agent, name, unread) in letters {
                        li {
                            a href={ "/agents/" (agent) "#letters" } { (name) }
                            @if *unread > 0 { " " span.unread { (unread) " new" } }
                        }
                    }
                }
            }
        }
    }
}

fn statement(shown: &AccountPage) -> Markup {
    html! {
        section.panel aria-labelledby="statement" {
            h2 #statement { "Statement" }
            @match &shown.statement {
                None => p.notice { "The village's books are away for the moment." },
                Some(entries) if entries.is_empty() => p.empty {
                    "Nothing has moved in your purse yet. What you give out of your allowance "
                    "comes from the treasury and does not stand here."
                },
                Some(entries) => {
                    (entries_table("statement", entries))
                    @if let Some(cursor) = &shown.next_cursor {
                        p.more {
                            a href=(query::address("/account", &[("cursor", cursor)])) { "Older" }
                        }
                    }
                }
            }
            p.more {
                a href="/api/v1/people/me/statement?format=csv" download { "Download as CSV" }
            }
        }
    }
}

/// Movements of one purse with its balance after each.
pub fn entries_table(heading: &str, entries: &[Entry]) -> Markup {
    let head = [("When", false), ("Why", false), ("Amount", true), ("Then", true)];
    table(
        heading,
        &head,
        html! {
            @for entry in entries {
                tr {
                    td { (stamp::moment(&entry.timestamp)) }
                    td {
                        (entry.reason) " by " (entry.source)
                        @if !entry.note.is_empty() { ": “" (entry.note) "”" }
                        @if let Some(post) = entry.post_id {
                            @let reply = entry.reply_id.map(|id| format!("#reply-{id}"));
                            " " a href={ "/board/" (post) (reply.unwrap_or_default()) } {
                                "for this note"
                            }
                        }
                    }
                    td.number { (person::signed(&entry.amount)) }
                    td.number { (entry.balance_after) }
                }
            }
        },
    )
}

fn sessions(sessions: &[SessionRow]) -> Markup {
    let others = Send::delete("/api/v1/people/me/sessions", "All other sessions are over.")
        .confirm("Sign out everywhere else?");
    html! {
        section.panel aria-labelledby="sessions" {
            h2 #sessions { "Where you are signed in" }
            ul.rows {
                @for one in sessions {
                    li {
                        p {
                            span title=(one.browser) { (browser::name(&one.browser)) }
                            @if one.is_own { " " span.status { "this one" } }
                            br;
                            span.by {
                                "from " (one.address) ", since " (stamp::moment(&one.created_at))
                                ", last used " (stamp::moment(&one.last_seen))
                            }
                        }
                        @if !one.is_own {
                            @let api = format!("/api/v1/people/me/sessions/{}", one.id);
                            (form(&Send::delete(&api, "That session is over."), "Sign out there",
                                html! {}))
                        }
                    }
                }
            }
            @if sessions.len() > 1 { (form(&others, "Sign out everywhere else", html! {})) }
        }
    }
}

fn tokens(shown: &AccountPage) -> Markup {
    html! {
        section.panel aria-labelledby="tokens" {
            h2 #tokens { "Tokens for programs" }
            @if shown.tokens.is_empty() {
                p.empty { "None. A token lets a program of yours do what you may, and no more." }
            }
            (token_rows(TOKENS, &shown.tokens))
            (behind("Make a token", make_token(&shown.scene)))
        }
    }
}

/// Tokens, each with the button that ends it; `api` is the path of them all.
pub fn token_rows(api: &str, tokens: &[TokenRow]) -> Markup {
    html! {
        ul.rows {
            @for one in tokens {
                li {
                    p {
                        code { (one.id) } " " (one.scopes.join(", "))
                        br;
                        span.by {
                            "made " (stamp::moment(&one.created_at))
                            @match &one.expires_at {
                                Some(end) => { ", until " (stamp::day(end)) }
                                None => ", for good",
                            }
                            @match &one.last_used {
                                Some(used) => { ", last used " (stamp::moment(used)) }
                                None => ", never used",
                            }
                        }
                    }
                    @let api = format!("{api}/{}", one.id);
                    @let revoke = Send::delete(&api, "That token is dead.")
                        .danger("Revoke this token? The program that has it is shut out.");
                    (form(&revoke, "Revoke", html! {}))
                }
            }
        }
    }
}

fn make_token(scene: &Scene) -> Markup {
    let mut send = Send::post(
        TOKENS,
        "Keep it now: it is shown this once. It stands in the list when the page is loaded again.",
    )
    .stay();
    send.secret = Some("{token}");
    let is_moderator = scene.viewer.rank >= Rank::Moderator;
    let scopes = [
        ("read", "Read what you may read", true),
        ("write", "Write posts, replies and letters", false),
        ("money", "Give and take money", false),
        ("admin", "Keep the village", false),
    ];
    form(
        &send,
        "Make it",
        html! {
            fieldset {
                legend { "It may" }
                @for (scope, words, is_on) in &scopes[..if is_moderator { 4 } else { 3 }] {
                    label.tick {
                        input type="checkbox" name="scopes" value=(scope) checked[*is_on]
                            data-type="list";
                        span { (words) }
                    }
                }
            }
            (number("days", "Days until it expires", 90, (1, 365)))
        },
    )
}

fn secret(name: &str, providers: &[Provider]) -> Markup {
    let send = Send::post(
        "/api/v1/people/me/password",
        "The password is changed, and all other sessions are over.",
    );
    html! {
        section.panel aria-labelledby="secret" {
            h2 #secret { "How you sign in" }
            (behind("Change the password", form(&send, "Change the password", html! {
                // Without a name of its own it is not sent; it tells the browser whose it is.
                label.unseen {
                    "Name" input type="text" value=(name) autocomplete="username" readonly
                        tabindex="-1";
                }
                (password("old", "The one so far", "current-password", true))
                (Text {
                    kind: "password",
                    autocomplete: "new-password",
                    least: Some(12),
                    ..Text::new("new", "The new one", 256)
                }.hint("At least 12 characters; all other sessions end.").field())
            })))
            @for one in providers {
                p { a href=(one.href) { "Tie an account at " (one.name) " to this one" } }
            }
        }
    }
}

fn remembered() -> Markup {
    let send = Send::delete("/api/v1/people/me/memories", "What you said to them is forgotten.")
        .confirm("Let every villager forget what you said to it?");
    html! {
        section.panel aria-labelledby="remembered" {
            h2 #remembered { "What villagers remember" }
            p.muted {
                "Villagers that think with a model remember what you say to them. They can forget \
                 it, and what they concluded from it. Your posts and letters stay."
            }
            (form(&send, "Let them forget it", html! {}))
        }
    }
}
