//! A page for what went wrong: says it plainly, says what to do next, names the request.

use maud::{Markup, html};

use super::frame::{self, Place};
use super::model::Problem;

/// The page of a refusal or an error.
pub fn page(problem: &Problem) -> Markup {
    let main = html! {
        div.wide.problem {
            p.code { (problem.status) }
            h1 { (problem.title) }
            p { (problem.detail) }
            p { a href="/" { "Back to the village" } " · " a href="/board" { "The board" } }
            @if !problem.request_id.is_empty() {
                p.muted { "Request " code { (problem.request_id) } }
            }
        }
    };
    frame::page(&problem.title, Place::Elsewhere, None, &[], main)
}
