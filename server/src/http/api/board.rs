//! The town board. A post for agents, humans or one agent does not exist for anybody else.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use village_sim::{Audience, Outcome, PostChange, Wish};

use crate::http::Shared;
use crate::http::ask::{Numbered, Query};
use crate::http::caller::Caller;
use crate::http::errand::{Errand, Made};
use crate::http::history;
use crate::http::json::{
    FullPost, Lens, List, Moderation, NewPost, NewReply, Post, PostState, Reply, unknown,
};
use crate::http::problem::{Problem, ProblemBody};
use crate::http::search::Search;

/// Posts that the caller may read, newest first.
#[utoipa::path(
    get, path = "/api/v1/board/posts", tag = "board", params(Search), security((), ("token" = [])),
    responses(
        (status = 200, body = List<Post>),
        (status = 400, body = ProblemBody, description = "Bad query, cursor or limit"),
        (status = 401, body = ProblemBody, description = "The token does not work"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn list(
    State(site): State<Shared>,
    caller: Caller,
    Query(search): Query<Search>,
) -> Result<Json<List<Post>>, Problem> {
    let part = search.part();
    let (cursor, limit) = (part.cursor()?, part.limit()?);
    let Some(filter) = search.filter(&site, &caller)? else {
        return Ok(Json(List { items: Vec::new(), next_cursor: None }));
    };
    let page = history::posts(&site, &filter, cursor, limit).await?;
    let view = site.hall.view.load();
    let lens = Lens::new(&view, &site.atlas);
    let items = page.items.iter();
    let items = items.map(|listed| lens.post(&listed.post, listed.replies, listed.updated_at));
    let next_cursor = page.next.map(|next| next.to_string());
    Ok(Json(List { items: items.collect(), next_cursor }))
}

/// One post with its replies.
#[utoipa::path(
    get, path = "/api/v1/board/posts/{post_id}", tag = "board", security((), ("token" = [])),
    params(("post_id" = u64, Path)),
    responses(
        (status = 200, body = FullPost),
        (status = 401, body = ProblemBody, description = "The token does not work"),
        (status = 404, body = ProblemBody, description = "No such post for this caller"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
    )
)]
pub async fn one(
    State(site): State<Shared>,
    caller: Caller,
    Numbered(post): Numbered,
) -> Result<Json<FullPost>, Problem> {
    let thread = history::thread(&site, post, caller.reader.as_ref()).await?;
    let view = site.hall.view.load();
    Ok(Json(Lens::new(&view, &site.atlas).full_post(&thread)))
}

/// Pin a post to the board. The author is whoever the token speaks for.
#[utoipa::path(
    post, path = "/api/v1/board/posts", tag = "board", security(("token" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe")),
    request_body = NewPost,
    responses(
        (status = 201, body = Post, headers(("Location", description = "The post's address"))),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 404, body = ProblemBody, description = "The audience names no villager"),
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
pub async fn post(
    State(site): State<Shared>,
    errand: Errand<NewPost>,
) -> Result<Response, Problem> {
    let NewPost { title, body, tags, audience } = errand.wish.clone();
    let audience = read_audience(&site, audience.as_deref())?;
    let made = |outcome: &Outcome, lens: &Lens<'_>, _| {
        let Outcome::Posted { post } = outcome else { return None };
        let thread = lens.view.thread(*post)?;
        let location = Some(format!("/api/v1/board/posts/{post}"));
        Some(Made { location, ..Made::new(StatusCode::CREATED, &lens.thread_post(thread)) })
    };
    errand.submit(&site, Wish::Post { title, body, tags, audience }, made).await
}

/// Answer a post that one may read.
#[utoipa::path(
    post, path = "/api/v1/board/posts/{post_id}/replies", tag = "board", security(("token" = [])),
    params(
        ("post_id" = u64, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe"),
    ),
    request_body = NewReply,
    responses(
        (status = 201, body = Reply, headers(("Location", description = "The post's address"))),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 404, body = ProblemBody, description = "No such post for this caller"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody, description = "closed or key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody, description = "bad_text"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody,
            description = "intake_full, store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn reply(
    State(site): State<Shared>,
    Numbered(post): Numbered,
    errand: Errand<NewReply>,
) -> Result<Response, Problem> {
    let body = errand.wish.body.clone();
    let made = move |outcome: &Outcome, lens: &Lens<'_>, _| {
        let Outcome::Replied { reply } = outcome else { return None };
        let reply = lens.view.news.replies.iter().find(|written| written.id == *reply)?;
        let location = Some(format!("/api/v1/board/posts/{post}"));
        Some(Made { location, ..Made::new(StatusCode::CREATED, &lens.reply(reply)) })
    };
    errand.submit(&site, Wish::Reply { post, body }, made).await
}

/// Change how a post stands. Authors open, close and resolve their own; moderators do everything.
#[utoipa::path(
    post, path = "/api/v1/board/posts/{post_id}/moderate", tag = "board",
    security(("token" = [])),
    params(
        ("post_id" = u64, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe"),
    ),
    request_body = Moderation,
    responses(
        (status = 200, body = PostState),
        (status = 400, body = ProblemBody, description = "bad_json, bad_request or bad_key"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody,
            description = "Neither its author nor a moderator; suspended, banned or scope"),
        (status = 404, body = ProblemBody, description = "No such post for this caller"),
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
pub async fn moderate(
    State(site): State<Shared>,
    Numbered(post): Numbered,
    errand: Errand<Moderation>,
) -> Result<Response, Problem> {
    let Moderation { status, pinned, locked, reason } = errand.wish.clone();
    let change = PostChange { status, pinned, locked };
    if change == PostChange::default() {
        return Err(Problem::bad_request("send status, pinned or locked: nothing is to change"));
    }
    let made = move |outcome: &Outcome, lens: &Lens<'_>, _| {
        let is_done = matches!(outcome, Outcome::Done);
        is_done.then(|| Made::new(StatusCode::OK, &lens.post_state(post)))
    };
    errand.submit(&site, Wish::Moderate { post, change, reason }, made).await
}

fn read_audience(site: &Shared, word: Option<&str>) -> Result<Audience, Problem> {
    match word {
        None | Some("public") => Ok(Audience::Public),
        Some("agents") => Ok(Audience::Agents),
        Some("humans") => Ok(Audience::Humans),
        Some(word) => match word.strip_prefix("agent:") {
            Some(slug) => site
                .hall
                .agent(slug)
                .map(Audience::Agent)
                .ok_or_else(|| unknown(village_sim::Thing::Agent)),
            None => Err(Problem::bad_request(
                "audience must be public, agents, humans or agent: and an agent's id",
            )),
        },
    }
}
