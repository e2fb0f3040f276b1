//! The proof that journal and board agree: the journal's ticks and stamps rise, the numbers of
//! transfers, posts and replies that its rows name have no gap, and every post and reply is there,
//! none more. That the ledger itself is whole is the store's own audit.

use std::collections::BTreeSet;

use village_sim::{PostId, Principal, Tick};
use village_store::{JournalRow, PAGE_MAX, PostFilter, Result, Store};

/// What was seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BooksReport {
    /// Rows of the journal.
    pub rows: u64,
    pub posts: u64,
    pub replies: u64,
    /// The first thing that is wrong.
    pub flaw: Option<Flaw>,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    #[error("the journal's tick {tick} does not come after the one before it")]
    Order { tick: Tick },
    #[error(
        "the journal's tick {tick} should make {what} {expected}, it makes {found}: a row is \
         missing or was changed"
    )]
    Gap { tick: Tick, what: &'static str, expected: u64, found: u64 },
    #[error("post {0} is in the journal and not on the board")]
    PostMissing(u64),
    #[error("reply {0} is in the journal and not on the board")]
    ReplyMissing(u64),
    #[error("post {0} is on the board and not in the journal")]
    PostStranger(u64),
    #[error("reply {0} is on the board and not in the journal")]
    ReplyStranger(u64),
}

/// Follows the journal row by row.
#[derive(Default)]
struct Follower {
    last: Option<(Tick, i64)>,
    transfers: u64,
    posts: u64,
    replies: u64,
    rows: u64,
}

impl Follower {
    fn follow(&mut self, row: &JournalRow) -> Option<Flaw> {
        let rises = self.last.is_none_or(|(tick, at)| row.tick > tick && row.at > at);
        if !rises {
            return Some(Flaw::Order { tick: row.tick });
        }
        self.last = Some((row.tick, row.at));
        self.rows += 1;
        let effects = &row.effects;
        let posts = effects.posts.iter().map(|id| id.0);
        let replies = effects.replies.iter().map(|id| id.0);
        count_on(&mut self.transfers, effects.transfers.iter().copied(), "transfer", row.tick)
            .or_else(|| count_on(&mut self.posts, posts, "post", row.tick))
            .or_else(|| count_on(&mut self.replies, replies, "reply", row.tick))
    }
}

fn count_on(
    last: &mut u64,
    numbers: impl Iterator<Item = u64>,
    what: &'static str,
    tick: Tick,
) -> Option<Flaw> {
    for found in numbers {
        let expected = last.saturating_add(1);
        if found != expected {
            return Some(Flaw::Gap { tick, what, expected, found });
        }
        *last = found;
    }
    None
}

/// Compares journal and board. What is written while it reads is not looked at.
pub async fn check_books(store: &Store) -> Result<BooksReport> {
    let mut follower = Follower::default();
    let mut flaw = None;
    let mut from = Tick(0);
    while flaw.is_none() {
        let rows = store.journal_from(from, PAGE_MAX).await?;
        let Some(last) = rows.last() else { break };
        from = last.tick.after(1);
        flaw = rows.iter().find_map(|row| follower.follow(row));
    }
    if flaw.is_none() {
        flaw = check_board(store, &follower).await?;
    }
    let Follower { rows, posts, replies, .. } = follower;
    Ok(BooksReport { rows, posts, replies, flaw })
}

async fn check_board(store: &Store, journal: &Follower) -> Result<Option<Flaw>> {
    // What is newer than the last row that was read may have been written meanwhile.
    let Some((last, _)) = journal.last else { return Ok(None) };
    let mut replies = BTreeSet::new();
    for post in 1..=journal.posts {
        let Some(thread) = store.thread(PostId(post)).await? else {
            return Ok(Some(Flaw::PostMissing(post)));
        };
        for reply in thread.replies.iter().filter(|reply| reply.tick <= last) {
            if reply.id.0 > journal.replies {
                return Ok(Some(Flaw::ReplyStranger(reply.id.0)));
            }
            replies.insert(reply.id.0);
        }
    }
    let missing = (1..=journal.replies).find(|reply| !replies.contains(reply));
    if let Some(reply) = missing {
        return Ok(Some(Flaw::ReplyMissing(reply)));
    }
    post_stranger(store, journal.posts, last).await
}

/// A post that no row of the journal made.
async fn post_stranger(store: &Store, known: u64, last: Tick) -> Result<Option<Flaw>> {
    let filter = PostFilter { reader: Some(Principal::System), ..PostFilter::default() };
    let mut cursor = None;
    loop {
        let page = store.posts(&filter, cursor, PAGE_MAX).await?;
        let old = page.items.iter().filter(|listed| listed.post.tick <= last);
        if let Some(stranger) = old.map(|listed| listed.post.id.0).find(|id| *id > known) {
            return Ok(Some(Flaw::PostStranger(stranger)));
        }
        // Newest first: once the known ones begin, there is no stranger.
        cursor = page.next.filter(|next| *next > known);
        if cursor.is_none() {
            return Ok(None);
        }
    }
}
