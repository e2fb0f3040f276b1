//! What a server starts from, and the journal and the log page by page.

use std::collections::BTreeMap;

use village_economy::{AccountId, Micro, Transfer};
use village_sim::{Kept, Post, PostHead, PostId, RECENT_MAX, Reply, ReplyId, Thread, Tick};

use crate::error::Result;
use crate::hex::Hex;
use crate::history::PAGE_MAX;
use crate::line::{
    BalanceLine, HeadLine, JournalLine, KeyLine, PostLine, ReplyLine, TransferLine, count, json,
    number, word,
};
use crate::record::{JournalRow, KEY_LIFE_MICROS, LedgerHead, Loaded, SnapshotRow};
use crate::rows::checksum;
use crate::store::{Store, reading};

const JOURNAL: &str = "select tick, at, rules, commands, hashes, effects from journal
    where tick >= $1 order by tick limit $2";
const TRANSFERS: &str = "select seq, tick, at, debit, credit, amount, reason, source, note, post,
    reply, prev, hash, debit_after, credit_after from transfer where seq >= $1
    order by seq limit $2";
const SNAPSHOT: &str = "select tick, checksum, bytes from snapshot where tick < $1
    order by tick desc limit 1";
const KEYS: &str = "select principal, key, request, reply, at from request_key where at >= $1
    order by at, principal, key";
const POST_HEADS: &str = "select id, author, audience, status, tags from post where tick <= $1
    order by id";
const REPLY_HEADS: &str = "select id, post, author from reply where tick <= $1 order by id";
const RECENT_POSTS: &str = "select id, author, origin, audience, title, body, tags, status,
    pinned, locked, tick, at from post where tick <= $1 order by id desc limit $2";
const RECENT_REPLIES: &str = "select id, post, author, origin, body, tick, at from reply
    where post >= $1 and tick <= $2 order by id";

/// At most so many rows as a page may have, as a column's type.
pub(crate) fn limit(asked: usize) -> i64 {
    i64::try_from(asked.min(PAGE_MAX)).unwrap_or(i64::MAX)
}

impl Store {
    /// What a server starts from: the newest good snapshot and everything after it.
    pub async fn load(&self) -> Result<Loaded> {
        self.load_before(Tick(u64::MAX)).await
    }

    /// As [`Self::load`], from the newest good snapshot before `tick` (or from none), for when the
    /// newest cannot be used.
    pub async fn load_before(&self, tick: Tick) -> Result<Loaded> {
        let mut spoiled = Vec::new();
        let snapshot = self.snapshot_before(tick, &mut spoiled).await?;
        let start = snapshot.as_ref().map_or(Tick(0), |snapshot| snapshot.tick);
        let mut journal = Vec::new();
        loop {
            let next = journal.last().map_or(start, |row: &JournalRow| row.tick).after(1);
            let rows = self.journal_from(next, PAGE_MAX).await?;
            if rows.is_empty() {
                break;
            }
            journal.extend(rows);
        }
        let last = self.last().await?;
        let keys = self.keys_from(last.map_or(0, |(_, at)| at.saturating_sub(KEY_LIFE_MICROS)));
        let keys = keys.await?;
        let kept = self.kept(start).await?;
        let head = self.ledger_head().await?;
        Ok(Loaded { snapshot, spoiled, journal, kept, keys, head, last })
    }

    /// At most `limit` rows (and at most [`PAGE_MAX`]) of the journal from `tick` on, in order.
    pub async fn journal_from(&self, tick: Tick, limit: usize) -> Result<Vec<JournalRow>> {
        let (tick, limit) = (number(tick.0)?, self::limit(limit));
        let lines: Vec<JournalLine> = reading!(self, |on| {
            sqlx::query_as(JOURNAL).bind(tick).bind(limit).fetch_all(on).await?
        });
        lines.iter().map(JournalLine::read).collect()
    }

    /// At most `limit` transfers (and at most [`PAGE_MAX`]) from place `seq` on, in order.
    pub async fn transfers_from(&self, seq: u64, limit: usize) -> Result<Vec<Transfer>> {
        let (seq, limit) = (number(seq)?, self::limit(limit));
        let lines: Vec<TransferLine> = reading!(self, |on| {
            sqlx::query_as(TRANSFERS).bind(seq).bind(limit).fetch_all(on).await?
        });
        lines.iter().map(TransferLine::read).collect()
    }

    /// Every stored balance, in the order of accounts.
    pub async fn balances(&self) -> Result<Vec<(AccountId, Micro)>> {
        let lines: Vec<BalanceLine> = reading!(self, |on| {
            let query = "select account, held, floor from balance order by account";
            sqlx::query_as(query).fetch_all(on).await?
        });
        lines.iter().map(BalanceLine::read).collect()
    }

    /// Where the log of transfers ends.
    pub async fn ledger_head(&self) -> Result<LedgerHead> {
        let line: HeadLine = reading!(self, |on| {
            sqlx::query_as("select next_seq, hash from ledger_head").fetch_one(on).await?
        });
        line.read()
    }

    async fn last(&self) -> Result<Option<(Tick, i64)>> {
        let last: Option<(i64, i64)> = reading!(self, |on| {
            let query = "select tick, at from journal order by tick desc limit 1";
            sqlx::query_as(query).fetch_optional(on).await?
        });
        last.map(|(tick, at)| Ok((Tick(count("journal", tick)?), at))).transpose()
    }

    async fn snapshot_before(
        &self,
        tick: Tick,
        spoiled: &mut Vec<Tick>,
    ) -> Result<Option<SnapshotRow>> {
        let mut before = i64::try_from(tick.0).unwrap_or(i64::MAX);
        loop {
            let found: Option<(i64, Hex, Vec<u8>)> = reading!(self, |on| {
                sqlx::query_as(SNAPSHOT).bind(before).fetch_optional(on).await?
            });
            let Some((stored, expected, bytes)) = found else {
                return Ok(None);
            };
            let tick = Tick(count("snapshot", stored)?);
            if checksum(&bytes) == expected {
                return Ok(Some(SnapshotRow { tick, bytes }));
            }
            tracing::error!(%tick, "a snapshot is damaged, the one before it is used");
            spoiled.push(tick);
            before = stored;
        }
    }

    async fn keys_from(&self, at: i64) -> Result<Vec<crate::KeyRow>> {
        let lines: Vec<KeyLine> =
            reading!(self, |on| sqlx::query_as(KEYS).bind(at).fetch_all(on).await?);
        lines.into_iter().map(KeyLine::read).collect()
    }

    /// The board as it stood after `tick`.
    async fn kept(&self, tick: Tick) -> Result<Kept> {
        let tick = number(tick.0)?;
        let posts: Vec<(i64, String, String, String, String)> =
            reading!(self, |on| sqlx::query_as(POST_HEADS).bind(tick).fetch_all(on).await?);
        let replies: Vec<(i64, i64, String)> =
            reading!(self, |on| sqlx::query_as(REPLY_HEADS).bind(tick).fetch_all(on).await?);
        let most = i64::try_from(RECENT_MAX).unwrap_or(i64::MAX);
        let recent: Vec<PostLine> = reading!(self, |on| {
            sqlx::query_as(RECENT_POSTS).bind(tick).bind(most).fetch_all(on).await?
        });
        let oldest = recent.last().map_or(i64::MAX, |post| post.id);
        let answers: Vec<ReplyLine> = reading!(self, |on| {
            sqlx::query_as(RECENT_REPLIES).bind(oldest).bind(tick).fetch_all(on).await?
        });
        let heads = posts.into_iter().map(|(id, author, audience, status, tags)| {
            let tags: Vec<String> = json("post", id, &tags)?;
            let head = PostHead {
                author: word("post", id, &author)?,
                audience: word("post", id, &audience)?,
                status: word("post", id, &status)?,
                topic: tags.into_iter().next(),
            };
            Ok((PostId(count("post", id)?), head))
        });
        let replies = replies.into_iter().map(|(id, post, author)| {
            let post = PostId(count("reply", post)?);
            Ok((ReplyId(count("reply", id)?), post, word("reply", id, &author)?))
        });
        Ok(Kept {
            heads: heads.collect::<Result<_>>()?,
            replies: replies.collect::<Result<_>>()?,
            recent: threads(recent, answers)?,
        })
    }
}

/// Threads, oldest first, of posts in any order and replies in theirs.
pub(crate) fn threads(posts: Vec<PostLine>, replies: Vec<ReplyLine>) -> Result<Vec<Thread>> {
    let mut all: BTreeMap<PostId, Thread> = BTreeMap::new();
    for post in posts {
        let post: Post = post.read()?;
        all.insert(post.id, Thread { post, replies: Vec::new() });
    }
    for reply in replies {
        let reply: Reply = reply.read()?;
        if let Some(thread) = all.get_mut(&reply.post) {
            thread.replies.push(reply);
        }
    }
    Ok(all.into_values().collect())
}
