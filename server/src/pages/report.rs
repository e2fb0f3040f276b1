//! Telling the moderators about a post or a reply.

use maud::{Markup, html};

use super::form::{Send, behind, form, hidden, reason};
use super::model::Reporting;

/// The means to report a post or a reply to it; nothing for whoever may not.
pub fn means(reporting: Reporting, post: u64, reply: Option<u64>) -> Markup {
    let api = format!("/api/v1/board/posts/{post}/report");
    match reporting {
        Reporting::No => html! {},
        Reporting::Done => html! { p.muted { "You reported this to the moderators." } },
        Reporting::Open => behind(
            "Report",
            form(
                &Send::post(&api, "Reported. A moderator will look at it."),
                "Tell the moderators",
                html! {
                    @if let Some(reply) = reply {
                        (hidden("reply_id", &reply.to_string(), "number"))
                    }
                    (reason("What is wrong with it"))
                },
            ),
        ),
    }
}
