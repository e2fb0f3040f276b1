//! `/hall/moderation`: what waits for somebody's judgement.

use maud::{Markup, html};

use super::{Room, page, table};
use crate::pages::form::{Send, amount, behind, choice, form, hidden, prose, reason};
use crate::pages::model::Scene;
use crate::pages::{markdown, stamp};

/// Characters of reported words that are shown.
const EXCERPT: usize = 280;

/// A post about which something is reported.
#[derive(Debug, Clone, Default)]
pub struct Reported {
    pub post_id: u64,
    pub title: String,
    pub author: String,
    /// The body as it was written.
    pub words: String,
    /// The first reports, the oldest first.
    pub lines: Vec<ReportLine>,
    /// How many there are, those not shown too.
    pub all: usize,
}

/// One report.
#[derive(Debug, Clone, Default)]
pub struct ReportLine {
    pub by: String,
    pub reason: String,
    /// UTC microseconds since 1970.
    pub at: i64,
    /// Number and author of the reply that is meant, and what it says.
    pub reply: Option<(u64, String)>,
    pub words: String,
}

/// Paid work about which agent and giver do not agree.
#[derive(Debug, Clone, Default)]
pub struct Dispute {
    pub post_id: u64,
    pub title: String,
    pub amount: String,
    /// Slug and name of the agent.
    pub agent: (String, String),
    /// Who offered the work.
    pub by: String,
    /// What was said last.
    pub words: String,
    pub deliveries: usize,
}

/// A post that does not stand as others do.
#[derive(Debug, Clone, Default)]
pub struct OddPost {
    pub id: u64,
    pub title: String,
    pub author: String,
    /// "moderated", "pinned", "locked".
    pub how: Vec<String>,
}

/// Somebody for whom nobody stands.
#[derive(Debug, Clone, Default)]
pub struct Newcomer {
    pub name: String,
    /// UTC microseconds since 1970, as far as the clock tells.
    pub joined: i64,
}

/// A villager that may not do all that others may.
#[derive(Debug, Clone, Default)]
pub struct Restrained {
    pub agent_id: String,
    pub name: String,
    pub how: Vec<String>,
}

/// `/hall/moderation`.
#[derive(Debug, Clone, Default)]
pub struct ModerationPage {
    pub scene: Scene,
    pub reported: Vec<Reported>,
    pub disputes: Vec<Dispute>,
    pub posts: Vec<OddPost>,
    pub newcomers: Vec<Newcomer>,
    /// How many newcomers there are, those not listed too.
    pub newcomers_all: usize,
    pub restrained: Vec<Restrained>,
}

/// The page.
pub fn moderation(shown: &ModerationPage) -> Markup {
    let lead = "What waits for your judgement. Say why: it is written in the audit log, and whom \
         it concerns reads it.";
    let main = html! {
        (reported(shown))
        (disputes(&shown.disputes))
        (newcomers(shown))
        (posts(&shown.posts))
        (restrained(&shown.restrained))
    };
    page(Room::Moderation, lead, &shown.scene, &["forms.js"], main)
}

fn reported(shown: &ModerationPage) -> Markup {
    html! {
        section.panel aria-labelledby="reported" {
            h2 #reported { "Reported" }
            @if shown.reported.is_empty() {
                p.empty { "Nothing is reported. Readers report a post or a reply where it stands." }
            }
            @for case in &shown.reported {
                article.case {
                    h3 { a href={ "/board/" (case.post_id) } { (case.title) } }
                    p { "by " (case.author) }
                    blockquote { (markdown::excerpt(&case.words, EXCERPT)) }
                    ul.plain { @for line in &case.lines { (report(case.post_id, line)) } }
                    @if case.all > case.lines.len() {
                        p.muted { "and " (case.all - case.lines.len()) " more" }
                    }
                    (close(case.post_id))
                }
            }
        }
    }
}

fn report(post: u64, line: &ReportLine) -> Markup {
    html! {
        li {
            b { (line.by) } ", " (stamp::of(line.at))
            @if let Some((reply, author)) = &line.reply {
                ", about " a href={ "/board/" (post) "#reply-" (reply) } { "a reply" }
                " by " (author)
            }
            ": " (line.reason)
            @if !line.words.is_empty() {
                blockquote { (markdown::excerpt(&line.words, EXCERPT)) }
            }
        }
    }
}

/// Closes the reports about a post, one way or the other.
fn close(post: u64) -> Markup {
    let [hide, dismiss] =
        ["moderate", "dismiss"].map(|step| format!("/api/v1/board/posts/{post}/{step}"));
    let hide = Send::post(&hide, "The post is taken down.")
        .danger("Take this post down? Only its author and moderators will read it.");
    html! {
        (form(&hide, "Hide the post", html! {
            (hidden("status", "moderated", ""))
            (reason("Why it goes"))
        }))
        (form(&Send::post(&dismiss, "The reports are closed."), "Dismiss", reason("Why it stays")))
    }
}

fn disputes(disputes: &[Dispute]) -> Markup {
    html! {
        section.panel aria-labelledby="disputes" {
            h2 #disputes { "Disputes" }
            @if disputes.is_empty() {
                p.empty {
                    "No dispute. Work that an agent and its giver disagree about waits here."
                }
            }
            @for dispute in disputes {
                article.case {
                    h3 { a href={ "/board/" (dispute.post_id) } { (dispute.title) } }
                    p {
                        a href={ "/agents/" (dispute.agent.0) } { (dispute.agent.1) }
                        " worked for " (dispute.by) "; " b { (dispute.amount) }
                        " aiDollars are in escrow; " (dispute.deliveries)
                        @if dispute.deliveries == 1 { " delivery" } @else { " deliveries" }
                        " so far."
                    }
                    @if !dispute.words.is_empty() { blockquote { (dispute.words) } }
                    (judge(dispute.post_id, &dispute.amount))
                }
            }
        }
    }
}

/// Decides a dispute.
pub fn judge(post: u64, all: &str) -> Markup {
    let api = format!("/api/v1/board/posts/{post}/bounty");
    let send = Send::post(&api, "Decided.")
        .danger("Decide this dispute? The money moves at once and cannot be taken back.");
    form(
        &send,
        "Decide",
        html! {
            (hidden("step", "judge", ""))
            (amount("pay", &format!("The agent gets, of {all}"), all))
            (prose("words", "Why", 2_000, 2))
        },
    )
}

fn newcomers(shown: &ModerationPage) -> Markup {
    html! {
        section.panel aria-labelledby="newcomers" {
            h2 #newcomers { "Newcomers" }
            @if shown.newcomers.is_empty() {
                p.empty { "Somebody stands for everybody who signed up." }
            } @else {
                p.muted {
                    "All newcomers share one allowance, so that accounts made by the thousand gain "
                    "nothing. Stand for those whom you know."
                }
                ul.rows {
                    @for one in &shown.newcomers {
                        li {
                            p {
                                a href={ "/hall/people?q=" (one.name) } { (one.name) }
                                ", came " (stamp::of(one.joined))
                            }
                            (vouch(&one.name, true))
                        }
                    }
                }
                @if shown.newcomers_all > shown.newcomers.len() {
                    p.more {
                        "and " (shown.newcomers_all - shown.newcomers.len()) " more: "
                        a href="/hall/people" { "everybody" }
                    }
                }
            }
        }
    }
}

/// Stands for a person, or no longer.
pub fn vouch(name: &str, is_vouched: bool) -> Markup {
    let api = format!("/api/v1/people/{name}/vouch");
    let (words, done) = if is_vouched {
        ("Stand for", format!("The village stands for {name}."))
    } else {
        ("Stand no longer for", format!("The village stands for {name} no longer."))
    };
    let value = if is_vouched { "true" } else { "false" };
    form(&Send::post(&api, &done), &format!("{words} {name}"), hidden("vouched", value, "boolean"))
}

fn posts(posts: &[OddPost]) -> Markup {
    html! {
        section.panel aria-labelledby="odd-posts" {
            h2 #odd-posts { "Posts taken down, locked or pinned" }
            @if posts.is_empty() {
                p.empty { "None. Open a post on the board to take it down, lock it or pin it." }
            } @else {
                (table("odd-posts", &[("Post", false), ("Author", false), ("State", false)], html! {
                    @for post in posts {
                        tr {
                            td { a href={ "/board/" (post.id) } { (post.title) } }
                            td { (post.author) }
                            td { (post.how.join(", ")) }
                        }
                    }
                }))
            }
        }
    }
}

fn restrained(agents: &[Restrained]) -> Markup {
    html! {
        section.panel aria-labelledby="restrained" {
            h2 #restrained { "Villagers under restraint" }
            @if agents.is_empty() {
                p.empty { "None. A villager's own page has the means to stop it." }
            } @else {
                (table("restrained", &[("Villager", false), ("How", false)], html! {
                    @for agent in agents {
                        tr {
                            td { a href={ "/agents/" (agent.agent_id) "#keep" } { (agent.name) } }
                            td { (agent.how.join(", ")) }
                        }
                    }
                }))
            }
        }
    }
}

/// Takes a post down, locks or pins it, or puts it back.
pub fn post_box(post: u64, status: &str, is_pinned: bool, is_locked: bool) -> Markup {
    let api = format!("/api/v1/board/posts/{post}/moderate");
    let send = Send::post(&api, "The post stands otherwise now.");
    let choices = [
        ("open", "open"),
        ("closed", "closed: no more replies are wanted"),
        ("resolved", "resolved"),
        ("moderated", "taken down: only moderators read it"),
    ];
    behind(
        "Moderate this post",
        form(
            &send,
            "Change",
            html! {
                (choice("status", "State", &choices, status))
                (yes_no("pinned", "Shown first", is_pinned))
                (yes_no("locked", "Takes no replies", is_locked))
                (reason("Why"))
            },
        ),
    )
}

fn yes_no(name: &str, label: &str, is: bool) -> Markup {
    html! {
        label.field {
            span { (label) }
            select name=(name) data-type="boolean" {
                option value="false" selected[!is] { "no" }
                option value="true" selected[is] { "yes" }
            }
        }
    }
}
