//! The pages: what a visitor may see, put into the values that the templates show.

mod dealings;
mod fill;
mod gifts;
mod guest;
pub mod hall;
pub mod memory;
mod reports;
pub mod thoughts;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use serde::Deserialize;
use village_economy::Reason;
use village_sim::{Author, Thread, VillagerId};
use village_store::{Listed, PostFilter};

use super::Shared;
use super::ask::{Named, Numbered, Query, given};
use super::caller::Caller;
use super::history;
use super::json::Lens;
use super::problem::Problem;
use super::search::Search;
use crate::pages::{self, model};
use reports::Reports;

/// People on the front page at a time.
const PEOPLE: usize = 100;
/// Posts on the front page.
const LATEST: usize = 6;
/// Posts on a page of the board.
const BOARD: usize = 20;
/// Posts that stand first on the board.
const PINNED: usize = 10;
/// Movements on the page of a villager, and those that its balance is plotted from.
const STATEMENT: usize = 20;
const PLOTTED: usize = 200;
/// Letters on the page of a villager.
const LETTERS: usize = 30;
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
    caller: Caller,
    Query(from): Query<From>,
) -> Result<Response, Problem> {
    let view = site.hall.view.load_full();
    let lens = Lens::new(&view, &site.atlas);
    let first = from.people.unwrap_or(0);
    let mut agents = view.agents_from(first);
    let people: Vec<_> = agents.by_ref().take(PEOPLE).map(|agent| lens.villager(agent)).collect();
    let next = agents.next().map(|agent| agent.id);
    let shown = model::Village {
        scene: lens.scene(&caller),
        population: view.len() as u64,
        told: capital(&site.hall.minds.told()),
        people,
        people_next: next.map(|next| format!("/?people={next}#people")),
        posts: lens.threads_for(None).take(LATEST).map(|thread| lens.thread_line(thread)).collect(),
    };
    Ok(page(&pages::village(&shown)))
}

/// `GET /board`
pub async fn board(
    State(site): State<Shared>,
    caller: Caller,
    Query(search): Query<Search>,
) -> Result<Response, Problem> {
    let part = search.part();
    let cursor = part.cursor()?;
    let limit = if search.limit.is_some() { part.limit()? } else { BOARD };
    let words = [&search.q, &search.tag, &search.status, &search.author, &search.mention];
    let is_filtered = words.into_iter().any(|word| given(word.as_ref()).is_some());
    let page_of_posts = match search.filter(&site, &caller)? {
        Some(filter) => history::posts(&site, &filter, cursor, limit).await?,
        None => village_store::Page { items: Vec::new(), next: None },
    };
    let pinned = if cursor.is_none() && !is_filtered {
        let only = PostFilter {
            pinned: Some(true),
            reader: caller.reader.clone(),
            ..PostFilter::default()
        };
        history::posts(&site, &only, None, PINNED).await?.items
    } else {
        Vec::new()
    };
    let view = site.hall.view.load_full();
    let lens = Lens::new(&view, &site.atlas);
    // What stands above is not said twice.
    let is_new = |listed: &&Listed| pinned.iter().all(|one| one.post.id != listed.post.id);
    let posts = page_of_posts.items.iter().filter(is_new);
    let shown = model::BoardList {
        scene: lens.scene(&caller),
        query: model::BoardQuery {
            q: search.q.unwrap_or_default(),
            tag: search.tag.unwrap_or_default(),
            status: search.status.unwrap_or_default(),
            author: search.author.unwrap_or_default(),
            mention: search.mention.unwrap_or_default(),
        },
        posts: posts.map(|listed| lens.line(&listed.post, listed.replies)).collect(),
        pinned: pinned.iter().map(|listed| lens.line(&listed.post, listed.replies)).collect(),
        tags: lens.tags(),
        next_cursor: page_of_posts.next.map(|next| next.to_string()),
        later: cursor.is_some(),
    };
    Ok(page(&pages::board(&shown)))
}

/// `GET /board/{id}`
pub async fn post(
    State(site): State<Shared>,
    caller: Caller,
    Numbered(post): Numbered,
) -> Result<Response, Problem> {
    let reader = caller.reader.as_ref();
    let thread = history::thread(&site, post, reader).await?;
    let money = earned(&site, &thread).await?;
    let view = site.hall.view.load_full();
    let lens = Lens::new(&view, &site.atlas);
    let scene = lens.scene(&caller);
    let reports = Reports::of(&lens, &caller, &scene.viewer, &thread);
    let replies = thread.replies.iter().map(|reply| model::Reply {
        reporting: reports.about(&reply.author, Some(reply.id)),
        ..lens.reply_line(reply)
    });
    let shown = model::PostPage {
        post: lens.thread_line(&thread),
        replies: replies.collect(),
        money: money.iter().map(|entry| lens.entry_line(entry, reader)).collect(),
        giving: gifts::giving(&lens, &caller, &thread),
        work: lens.work(post, &caller, &scene.viewer),
        is_own: is_own(&thread.post.author, &caller),
        reporting: reports.about(&thread.post.author, None),
        may_offer: gifts::offer(&lens, &caller, post),
        scene,
    };
    Ok(page(&pages::post(&shown)))
}

fn is_own(author: &Author, caller: &Caller) -> bool {
    matches!((author, caller.person()), (Author::Person { id, .. }, Some(own)) if *id == own)
}

/// `GET /agents/{agent_id}`
pub async fn agent(
    State(site): State<Shared>,
    caller: Caller,
    Named(id): Named,
) -> Result<Response, Problem> {
    let entries = match history::statement(&site, id, None, PLOTTED).await {
        Ok(found) => found.items,
        // The page says by itself that the books are away.
        Err(problem) if problem.code == "store_unavailable" => Vec::new(),
        Err(problem) => return Err(problem),
    };
    let view = site.hall.view.load_full();
    let lens = Lens::new(&view, &site.atlas);
    let reader = caller.reader.as_ref();
    let agent = view.agent(id).ok_or_else(Problem::unknown_agent)?;
    let mut shown = lens.agent_page(agent);
    shown.scene = lens.scene(&caller);
    shown.has_models = site.hall.minds.standing().is_some_and(|now| !now.stopped);
    shown.statement =
        entries.iter().take(STATEMENT).map(|entry| lens.entry_line(entry, reader)).collect();
    shown.balances = entries.iter().rev().filter_map(balance).collect();
    let posts = lens.public_posts_of(agent.id).take(OWN_POSTS);
    shown.posts = posts.map(|thread| lens.thread_line(thread)).collect();
    shown.keeping = hall::keeping(&site, &lens, &shown.scene, id).await?;
    if let Some(person) = caller.person() {
        let letters = history::letters(&site, (person, id), None, LETTERS).await?;
        shown.letters = Some(lens.letters_of(person, id, &letters.items));
    }
    Ok(page(&pages::agent(&shown)))
}

fn balance(entry: &village_economy::Entry) -> Option<(i64, i64)> {
    entry.balance_after.map(|after| (entry.at_micros, after.get()))
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

/// A sentence with its first letter large.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
