//! Reports: readers tell those who keep order about a post or a reply.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use village_sim::{Outcome, ReplyId, Wish};

use crate::http::Shared;
use crate::http::ask::{Numbered, Part, Query};
use crate::http::errand::{Errand, Made};
use crate::http::json::{Because, Lens, List, NewReport, PostState, Report, Reported};
use crate::http::problem::{Problem, ProblemBody};

/// Report a post, or a reply to it, to the moderators. Once each, and nobody its own words.
#[utoipa::path(
    post, path = "/api/v1/board/posts/{post_id}/report", tag = "board",
    security(("token" = [])),
    params(
        ("post_id" = u64, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe"),
    ),
    request_body = NewReport,
    responses(
        (status = 201, body = Reported, description = "It waits for a moderator"),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody,
            description = "own_words, restrained, suspended, banned or scope"),
        (status = 404, body = ProblemBody, description = "unknown_post or unknown_reply"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody,
            description = "already_reported, taken_down or key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "bad_text"),
        (status = 429, body = ProblemBody,
            description = "Too many requests a minute, or too_many open reports"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn report(
    State(site): State<Shared>,
    Numbered(post): Numbered,
    errand: Errand<NewReport>,
) -> Result<Response, Problem> {
    let NewReport { reply_id, reason } = errand.wish.clone();
    let made = move |outcome: &Outcome, _: &Lens<'_>, _| {
        let Outcome::Reported { report } = *outcome else { return None };
        let reported = Reported { id: report, post_id: post.0, reply_id };
        Some(Made::new(StatusCode::CREATED, &reported))
    };
    let reply = reply_id.map(ReplyId);
    errand.submit(&site, Wish::Report { post, reply, reason }, made).await
}

/// Close what is reported about a post and its replies: nothing is wrong with it. For moderators
/// and admins; taking the post down closes its reports as well.
#[utoipa::path(
    post, path = "/api/v1/board/posts/{post_id}/dismiss", tag = "board",
    security(("token" = [])),
    params(
        ("post_id" = u64, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe"),
    ),
    request_body = Because,
    responses(
        (status = 200, body = PostState),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "Only for moderators and admins"),
        (status = 404, body = ProblemBody, description = "unknown_post or unknown_report"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody, description = "key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "bad_text"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn dismiss(
    State(site): State<Shared>,
    Numbered(post): Numbered,
    errand: Errand<Because>,
) -> Result<Response, Problem> {
    let Because { reason } = errand.wish.clone();
    let made = move |outcome: &Outcome, lens: &Lens<'_>, _| {
        let is_done = matches!(outcome, Outcome::Done);
        is_done.then(|| Made::new(StatusCode::OK, &lens.post_state(post)))
    };
    errand.submit(&site, Wish::Dismiss { post, reason }, made).await
}

/// Reports that nobody has judged yet, newest first. For moderators and admins.
#[utoipa::path(
    get, path = "/api/v1/moderation/reports", tag = "board", params(Part),
    security(("token" = [])),
    responses(
        (status = 200, body = List<Report>),
        (status = 400, body = ProblemBody, description = "Bad cursor or limit"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "Only for moderators and admins"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn list(
    State(site): State<Shared>,
    Query(part): Query<Part>,
) -> Result<Json<List<Report>>, Problem> {
    let (cursor, limit) = (part.cursor()?, part.limit()?);
    let view = site.hall.view.load();
    let lens = Lens::new(&view, &site.atlas);
    let open = view.society.reports.iter().rev();
    let mut open = open.filter(|(id, _)| cursor.is_none_or(|cursor| **id < cursor));
    let items = open.by_ref().take(limit).map(|(id, report)| lens.report(*id, report));
    let items: Vec<Report> = items.collect();
    let next_cursor = open.next().and(items.last()).map(|last| last.id.to_string());
    Ok(Json(List { items, next_cursor }))
}
