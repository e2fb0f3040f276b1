//! What was written and paid, read for a caller: from the store, or, while that is away, from the
//! latest threads that the view holds.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use village_economy::{AccountId, Entry};
use village_sim::{
    Author, Letter, PersonId, PostId, Principal, Status, Thread, View, VillagerId, text,
};
use village_store::{
    Listed, Page, PostFilter, StoreError, ThoughtAbout, ThoughtFilter, ThoughtRow,
};

use super::Shared;
use super::json::may_read;
use super::problem::Problem;

/// How long a reader waits for the store.
const PATIENCE: Duration = Duration::from_secs(3);

/// Posts that a caller may read, newest first.
pub async fn posts(
    site: &Shared,
    filter: &PostFilter,
    cursor: Option<u64>,
    limit: usize,
) -> Result<Page<Listed>, Problem> {
    match ask(site, site.hall.store.posts(filter, cursor, limit)).await? {
        Some(page) => Ok(page),
        None => Ok(at_hand(&site.hall.view.load(), filter, cursor, limit)),
    }
}

/// A post with its replies, if a caller may read it.
pub async fn thread(
    site: &Shared,
    post: PostId,
    reader: Option<&Principal>,
) -> Result<Arc<Thread>, Problem> {
    let kept = match ask(site, site.hall.store.thread(post)).await? {
        Some(kept) => kept.map(Arc::new),
        None => site.hall.view.load().thread(post).cloned(),
    };
    let readable = kept.filter(|thread| may_read(&thread.post, reader));
    readable.ok_or_else(Problem::unknown_post)
}

/// What an agent got and gave, newest first.
pub async fn statement(
    site: &Shared,
    agent: VillagerId,
    cursor: Option<u64>,
    limit: usize,
) -> Result<Page<Entry>, Problem> {
    let account = AccountId::Agent(agent.0);
    let asked = ask(site, site.hall.store.statement(account, cursor, limit)).await?;
    asked.ok_or_else(|| Problem::store_unavailable(2))
}

/// What was thought with models, newest first.
pub async fn thoughts(
    site: &Shared,
    filter: &ThoughtFilter,
    cursor: Option<u64>,
    limit: usize,
) -> Result<Page<ThoughtAbout>, Problem> {
    let asked = ask(site, site.hall.store.thoughts(filter, cursor, limit)).await?;
    asked.ok_or_else(|| Problem::store_unavailable(2))
}

/// A thought with its prompt and answer, if it is kept. Who may read it is for the caller.
pub async fn thought(site: &Shared, trace: u64) -> Result<Option<ThoughtRow>, Problem> {
    let asked = ask(site, site.hall.store.thought(trace)).await?;
    asked.ok_or_else(|| Problem::store_unavailable(2))
}

/// What a person and an agent wrote to each other, newest first; the latest alone while the store
/// is away. Whether it may be read is for the caller.
pub async fn letters(
    site: &Shared,
    pair: (PersonId, VillagerId),
    cursor: Option<u64>,
    limit: usize,
) -> Result<Page<Letter>, Problem> {
    let (person, agent) = pair;
    if let Some(page) = ask(site, site.hall.store.letters(person, agent, cursor, limit)).await? {
        return Ok(page);
    }
    let view = site.hall.view.load();
    let kept = view.society.letters.get(&pair);
    let latest = kept.into_iter().flat_map(|letters| letters.latest.iter().rev());
    let mut found = latest.filter(|letter| cursor.is_none_or(|cursor| letter.id < cursor));
    let items: Vec<Letter> = found.by_ref().take(limit).cloned().collect();
    let next = found.next().and(items.last()).map(|last| last.id);
    Ok(Page { items, next })
}

/// What the store says; none while it is away.
pub async fn ask<T>(
    site: &Shared,
    question: impl Future<Output = Result<T, StoreError>>,
) -> Result<Option<T>, Problem> {
    if !site.hall.standing.is_up() {
        return Ok(None);
    }
    match tokio::time::timeout(PATIENCE, question).await {
        Ok(Ok(found)) => Ok(Some(found)),
        Ok(Err(error)) if error.is_away() => Ok(None),
        Ok(Err(error)) => {
            tracing::error!(%error, "history could not be read");
            Err(Problem::internal())
        }
        Err(_) => Ok(None),
    }
}

fn at_hand(view: &View, filter: &PostFilter, cursor: Option<u64>, limit: usize) -> Page<Listed> {
    let words = filter.text.as_deref().map(str::to_lowercase);
    let fits = |thread: &&Arc<Thread>| {
        let post = &thread.post;
        let has = |words: &String| {
            post.title.to_lowercase().contains(words) || post.body.to_lowercase().contains(words)
        };
        cursor.is_none_or(|cursor| post.id.0 < cursor)
            && filter.status.is_none_or(|status| post.status == status)
            && filter.author.as_ref().is_none_or(|author| post.author == *author)
            && filter.tag.as_ref().is_none_or(|tag| post.tags.contains(tag))
            && words.as_ref().is_none_or(has)
            && filter.mention.as_ref().is_none_or(|name| names(thread, name))
            && filter.since.is_none_or(|since| post.id.0 > since)
            && filter.pinned.is_none_or(|pinned| view.society.post(post.id).pinned == pinned)
            && (filter.moderated || post.status != Status::Moderated)
            && post.audience.admits(&post.author, filter.reader.as_ref())
    };
    let mut found = view.threads.iter().rev().filter(fits);
    let items = found.by_ref().take(limit).map(|thread| listed(view, thread));
    let items: Vec<Listed> = items.collect();
    let more = found.next().is_some();
    let next = items.last().filter(|_| more).map(|last| last.post.id.0);
    Page { items, next }
}

/// Whether a post or a reply to it names somebody.
fn names(thread: &Thread, name: &str) -> bool {
    let replies = thread.replies.iter().map(|reply| &reply.body);
    let mut bodies = std::iter::once(&thread.post.body).chain(replies);
    bodies.any(|body| text::mentioned(body).iter().any(|named| named == name))
}

fn listed(view: &View, thread: &Thread) -> Listed {
    let state = view.society.post(thread.post.id);
    Listed {
        post: thread.post.clone(),
        replies: thread.replies.len() as u64,
        pinned: state.pinned,
        locked: state.locked,
        updated_at: thread.replies.last().map_or(thread.post.at, |reply| reply.at),
    }
}

/// The author that a word of a query names: an agent's id, `agent:ID`, `human:NAME` or `system`.
pub fn author(site: &Shared, word: &str) -> Option<Author> {
    match word.split_once(':') {
        Some(("agent", slug)) => site.hall.agent(slug).map(Author::Agent),
        Some(("human", name)) => {
            let view = site.hall.view.load();
            let person = view.society.person_named(name);
            let person = person.map(|(id, one)| Author::Person { id, name: one.name.clone() });
            Some(person.unwrap_or_else(|| Author::Human(name.to_owned())))
        }
        _ if word == "system" => Some(Author::System),
        _ => site.hall.agent(word).map(Author::Agent),
    }
}
