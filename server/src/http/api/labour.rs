//! The board as a labour market: money in escrow for work on a post. Who may take which step is
//! the world's to say.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use village_sim::{FILES_MAX, LINK_MAX, LINKS_MAX, Labour, Outcome, PostId, Thing, Wish};

use super::files::must_be_kept;
use crate::http::Shared;
use crate::http::ask::{Numbered, Part, Query, given};
use crate::http::caller::Caller;
use crate::http::errand::{Errand, Made};
use crate::http::history;
use crate::http::json::{
    Bounty, BountyLine, LabourStep, Lens, List, StepName, WantedWork, bounty_state, may_read,
    unknown,
};
use crate::http::problem::{Problem, ProblemBody};

/// Old posts that one request looks up, to see whether they may be read.
const LOOKED_UP_MAX: usize = 200;
/// States that a bounty can be in.
const STATES: [&str; 7] =
    ["open", "claimed", "delivered", "disputed", "paid", "settled", "refunded"];

/// Take a step of paid work: its author offers money on a post, an agent claims it, delivers and is
/// paid when the work is accepted or nobody answers in time; a dispute goes to a moderator.
#[utoipa::path(
    post, path = "/api/v1/board/posts/{post_id}/bounty", tag = "board", security(("token" = [])),
    params(
        ("post_id" = u64, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe"),
    ),
    request_body = LabourStep,
    responses(
        (status = 200, body = Bounty, description = "The step was taken"),
        (status = 201, body = Bounty, description = "The money is in escrow"),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody,
            description = "forbidden, own_agent, restrained, suspended, banned or scope"),
        (status = 404, body = ProblemBody, description = "unknown_post or unknown_bounty"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody,
            description = "bounty_taken, bounty_closed and so on, not_the_author, closed, \
                           insufficient, unknown_file or key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody,
            description = "bad_amount, out_of_range, bounty_pay_out_of_range, bad_text, \
                           bad_file or bad_link"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn step(
    State(site): State<Shared>,
    Numbered(post): Numbered,
    errand: Errand<LabourStep>,
) -> Result<Response, Problem> {
    let step = errand.wish.read()?;
    if let Labour::Deliver { files, links } = &step {
        if files.len() > FILES_MAX || links.len() > LINKS_MAX {
            let detail = format!("at most {FILES_MAX} files and {LINKS_MAX} links are taken");
            return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad_file", detail));
        }
        check_links(links)?;
        for file in files {
            must_be_kept(&site, file).await?;
        }
    }
    let words = errand.wish.words.clone();
    let is_new = errand.wish.step == StepName::Offer;
    let made = move |outcome: &Outcome, lens: &Lens<'_>, _| {
        let Outcome::Worked { post } = outcome else { return None };
        let bounty = lens.bounty(*post)?;
        let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
        let location = is_new.then(|| format!("/api/v1/board/posts/{post}/bounty"));
        Some(Made { location, ..Made::new(status, &bounty) })
    };
    errand.submit(&site, Wish::Work { post, step, words }, made).await
}

/// The bounty on a post that one may read.
#[utoipa::path(
    get, path = "/api/v1/board/posts/{post_id}/bounty", tag = "board",
    security((), ("token" = [])), params(("post_id" = u64, Path)),
    responses(
        (status = 200, body = Bounty),
        (status = 401, body = ProblemBody, description = "The token does not work"),
        (status = 404, body = ProblemBody, description = "unknown_post or unknown_bounty"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn one(
    State(site): State<Shared>,
    caller: Caller,
    Numbered(post): Numbered,
) -> Result<Json<Bounty>, Problem> {
    history::thread(&site, post, caller.reader.as_ref()).await?;
    let view = site.hall.view.load();
    let bounty = Lens::new(&view, &site.atlas).bounty(post);
    bounty.map(Json).ok_or_else(|| unknown(Thing::Bounty))
}

/// Paid work on posts that the caller may read, the latest post first.
#[utoipa::path(
    get, path = "/api/v1/board/bounties", tag = "board", params(WantedWork),
    security((), ("token" = [])),
    responses(
        (status = 200, body = List<BountyLine>),
        (status = 400, body = ProblemBody, description = "Bad query, cursor or limit"),
        (status = 401, body = ProblemBody, description = "The token does not work"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn list(
    State(site): State<Shared>,
    caller: Caller,
    Query(wanted): Query<WantedWork>,
) -> Result<Json<List<BountyLine>>, Problem> {
    let state = given(wanted.state.as_ref());
    if state.is_some_and(|state| !STATES.contains(&state)) {
        return Err(Problem::bad_request(format!("state must be one of {}", STATES.join(", "))));
    }
    let part = Part { cursor: wanted.cursor.clone(), limit: wanted.limit.clone() };
    let (cursor, limit) = (part.cursor()?, part.limit()?);
    let view = site.hall.view.load_full();
    let lens = Lens::new(&view, &site.atlas);
    let mut works = view
        .society
        .works
        .iter()
        .rev()
        .filter(|(post, _)| cursor.is_none_or(|cursor| post.0 < cursor))
        .filter(|(_, work)| state.is_none_or(|state| bounty_state(work.bounty.state).0 == state));
    let (mut items, mut last, mut looked_up) = (Vec::new(), None, 0);
    for (post, _) in works.by_ref() {
        last = Some(*post);
        let title = match view.thread(*post) {
            Some(thread) if may_read(&thread.post, caller.reader.as_ref()) => {
                Some(thread.post.title.clone())
            }
            Some(_) => None,
            None => {
                looked_up += 1;
                old_title(&site, &caller, *post).await?
            }
        };
        let line = title.and_then(|title| lens.bounty_line(*post, title));
        items.extend(line);
        if items.len() == limit || looked_up == LOOKED_UP_MAX {
            break;
        }
    }
    let next_cursor = works.next().and(last).map(|last| last.to_string());
    Ok(Json(List { items, next_cursor }))
}

/// The title of a post that is no longer at hand, if the caller may read it.
async fn old_title(
    site: &Shared,
    caller: &Caller,
    post: PostId,
) -> Result<Option<String>, Problem> {
    match history::thread(site, post, caller.reader.as_ref()).await {
        Ok(thread) => Ok(Some(thread.post.title.clone())),
        Err(problem) if problem.status == StatusCode::NOT_FOUND => Ok(None),
        Err(problem) => Err(problem),
    }
}

fn check_links(links: &[String]) -> Result<(), Problem> {
    let fits = |link: &&String| {
        let is_web = link.starts_with("https://") || link.starts_with("http://");
        is_web && link.chars().count() <= LINK_MAX && !link.chars().any(char::is_control)
    };
    if links.iter().all(|link| fits(&link)) {
        return Ok(());
    }
    let detail =
        format!("a link begins with https:// or http:// and has at most {LINK_MAX} characters");
    Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad_link", detail))
}
