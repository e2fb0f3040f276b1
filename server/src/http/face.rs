//! The pages: what a visitor may see, put into the values that the templates show.

mod fill;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use serde::Deserialize;
use village_economy::Reason;
use village_sim::{Author, Thread, VillagerId};

use super::Shared;
use super::ask::{Named, Numbered, Query};
use super::caller::Caller;
use super::history;
use super::json::Lens;
use super::problem::Problem;
use super::search::Search;
use crate::pages::{self, model};

/// People on the front page at a time.
const PEOPLE: usize = 100;
/// Posts on the front page.
const LATEST: usize = 6;
/// Posts on a page of the board.
const BOARD: usize = 20;
/// Movements on the page of a villager.
const STATEMENT: usize = 20;
/// Posts on the page of a villager.
const OWN_POSTS: usize = 10;
/// Movements that are searched for what a post earned, for each of its authors.
const EARNED_SEARCH: usize = 100;
/// Authors of a post and its replies whose money is searched.
const AUTHORS_MAX: usize = 8;

/// Whom the front page lists first.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct From {
    people: Option<u32>,
}

/// `GET /`
pub async fn village(
    State(site): State<Shared>,
    Query(from): Query<From>,
) -> Result<Response, Problem> {
    let view = site.hall.view.load_full();
    let lens = Lens::new(&view, &site.atlas);
    let first = from.people.unwrap_or(0);
    let agents = (first..).take(PEOPLE).map_while(|number| view.agent(VillagerId(number)));
    let people: Vec<_> = agents.map(|agent| lens.person(agent)).collect();
    let next = usize::try_from(first).unwrap_or(usize::MAX).saturating_add(people.len());
    let shown = model::Village {
        clock: lens.clock(),
        population: view.len() as u64,
        people,
        people_next: (next < view.len()).then(|| format!("/?people={next}#people")),
        posts: lens.threads_for(None).take(LATEST).map(|thread| lens.thread_line(thread)).collect(),
    };
    Ok(page(&pages::village(&shown)))
}

/// `GET /board`
pub async fn board(
    State(site): State<Shared>,
    Query(search): Query<Search>,
) -> Result<Response, Problem> {
    let visitor = Caller::visitor();
    let part = search.part();
    let cursor = part.cursor()?;
    let limit = if search.limit.is_some() { part.limit()? } else { BOARD };
    let page_of_posts = match search.filter(&site, &visitor)? {
        Some(filter) => history::posts(&site, &filter, cursor, limit).await?,
        None => village_store::Page { items: Vec::new(), next: None },
    };
    let view = site.hall.view.load_full();
    let lens = Lens::new(&view, &site.atlas);
    let posts = page_of_posts.items.iter();
    let shown = model::BoardList {
        clock: lens.clock(),
        query: model::BoardQuery {
            q: search.q.unwrap_or_default(),
            tag: search.tag.unwrap_or_default(),
            status: search.status.unwrap_or_default(),
            author: search.author.unwrap_or_default(),
        },
        posts: posts.map(|listed| lens.line(&listed.post, listed.replies)).collect(),
        tags: lens.tags(),
        next_cursor: page_of_posts.next.map(|next| next.to_string()),
        later: cursor.is_some(),
    };
    Ok(page(&pages::board(&shown)))
}

/// `GET /board/{id}`
pub async fn post(
    State(site): State<Shared>,
    Numbered(post): Numbered,
) -> Result<Response, Problem> {
    let thread = history::thread(&site, post, None).await?;
    let money = earned(&site, &thread).await?;
    let view = site.hall.view.load_full();
    let lens = Lens::new(&view, &site.atlas);
    let replies = thread.replies.iter().map(|reply| lens.reply_line(reply));
    let shown = model::PostPage {
        clock: lens.clock(),
        post: lens.thread_line(&thread),
        replies: replies.collect(),
        money: money.iter().map(|entry| lens.entry_line(entry)).collect(),
    };
    Ok(page(&pages::post(&shown)))
}

/// `GET /agents/{agent_id}`
pub async fn agent(State(site): State<Shared>, Named(agent): Named) -> Result<Response, Problem> {
    let statement = match history::statement(&site, agent, None, STATEMENT).await {
        Ok(found) => found.items,
        // The page says by itself that the books are away.
        Err(problem) if problem.code == "store_unavailable" => Vec::new(),
        Err(problem) => return Err(problem),
    };
    let view = site.hall.view.load_full();
    let lens = Lens::new(&view, &site.atlas);
    let agent = view.agent(agent).ok_or_else(Problem::unknown_agent)?;
    let mut shown = lens.agent_page(agent);
    shown.statement = statement.iter().map(|entry| lens.entry_line(entry)).collect();
    let posts = lens.public_posts_of(agent.id).take(OWN_POSTS);
    shown.posts = posts.map(|thread| lens.thread_line(thread)).collect();
    Ok(page(&pages::agent(&shown)))
}

/// `GET /static/{*path}`
pub async fn file(path: Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let file = pages::static_file(&path).ok_or_else(Problem::not_found)?;
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| *known == *file.etag);
    let mut response =
        if known { StatusCode::NOT_MODIFIED.into_response() } else { file.body.into_response() };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(etag) = HeaderValue::from_str(&file.etag) {
        headers.insert(header::ETAG, etag);
    }
    Ok(response)
}

/// A page as it is sent.
pub fn page(markup: &Markup) -> Response {
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], markup.0.clone()).into_response()
}

/// What a post and the replies to it earned, newest first.
async fn earned(site: &Shared, thread: &Thread) -> Result<Vec<village_economy::Entry>, Problem> {
    let writers = thread.replies.iter().map(|reply| &reply.author);
    let writers = std::iter::once(&thread.post.author).chain(writers);
    let mut agents: Vec<VillagerId> = writers
        .filter_map(|author| match author {
            Author::Agent(agent) => Some(*agent),
            Author::Human(_) | Author::System | Author::Person { .. } => None,
        })
        .collect();
    agents.sort_unstable();
    agents.dedup();
    let mut found = Vec::new();
    for agent in agents.into_iter().take(AUTHORS_MAX) {
        let part = match history::statement(site, agent, None, EARNED_SEARCH).await {
            Ok(part) => part,
            Err(problem) if problem.code == "store_unavailable" => return Ok(Vec::new()),
            Err(problem) => return Err(problem),
        };
        found.extend(part.items.into_iter().filter(|entry| {
            entry.related_post_id == Some(thread.post.id.0)
                && matches!(entry.reason, Reason::Reward | Reason::Penalty)
        }));
    }
    found.sort_by_key(|entry| std::cmp::Reverse(entry.id));
    Ok(found)
}
