//! Everything as JSON lines: one object a row, with its table in `table`. Rows come table by table
//! and in order, as of one moment, so two exports of equal villages are equal.
//!
//! Left out: snapshots (the journal makes them again), the set-up link (it lives for minutes), the
//! browsers that were signed in, and traces of thoughts but for their last number. Secrets are in
//! it as hashes only.

use futures_util::TryStreamExt;
use tokio::io::{AsyncWrite, AsyncWriteExt};

use crate::error::{Result, StoreError};
use crate::line::{Line, VillageLine};
use crate::migration;
use crate::store::{Store, reading_at_once};

/// Bytes that are gathered before they are written.
const CHUNK: usize = 64 * 1024;

const META: &str = "select name, value from meta order by name";
const JOURNAL: &str =
    "select tick, at, rules, commands, hashes, effects from journal order by tick";
const TRANSFERS: &str = "select seq, tick, at, debit, credit, amount, reason, source, note, post,
    reply, prev, hash, debit_after, credit_after from transfer order by seq";
const BALANCES: &str = "select account, held, floor from balance order by account";
const HEAD: &str = "select next_seq, hash from ledger_head";
const POSTS: &str =
    "select id, author, origin, audience, title, body, tags, status, pinned, locked,
    tick, at from post order by id";
const REPLIES: &str = "select id, post, author, origin, body, tick, at from reply order by id";
const AUDIT: &str =
    "select id, tick, at, principal, action, subject, outcome, origin, why from audit
    order by id";
const KEYS: &str = "select principal, key, request, reply, at from request_key
    order by at, principal, key";
const TOKENS: &str = "select id, hash, holder, scopes, created_at, expires_at, revoked_at,
    last_used from token order by created_at, id";
const CREDENTIALS: &str = "select name, phc, role, vouched, oidc_issuer, oidc_subject, created_at,
    changed_at from credential order by created_at, name";
const SESSIONS: &str = "select id, name, created_at, last_seen, expires_at, revoked_at, address,
    agent from session order by created_at, id";
const INVITATIONS: &str = "select hash, role, vouched, created_by, created_at, expires_at, used_by,
    used_at from invitation order by created_at, hash";
const BLOBS: &str = "select hash, bytes, size, kind, name, author, at from blob order by hash";
const LETTERS: &str = "select id, person, agent, by_agent, origin, body, tick, at from letter
    order by id";

const MINDS: &str = "select villager, record, checksum, tick, at from mind order by villager";
const MIND_CHANGES: &str = "select villager, number, change, checksum, tick, at from mind_change
    order by villager, number";
const THOUGHT_SUM: &str = "select last from thought_sum";

/// Lines on their way out.
struct Lines<'out, W> {
    out: &'out mut W,
    waiting: Vec<u8>,
    written: u64,
}

impl<W: AsyncWrite + Unpin> Lines<'_, W> {
    async fn put(&mut self, line: &Line) -> Result<()> {
        let json = serde_json::to_writer(&mut self.waiting, line);
        json.map_err(|error| StoreError::other(error.to_string()))?;
        self.waiting.push(b'\n');
        self.written = self.written.saturating_add(1);
        if self.waiting.len() >= CHUNK { self.flush().await } else { Ok(()) }
    }

    async fn flush(&mut self) -> Result<()> {
        let told = |error: std::io::Error| StoreError::other(format!("cannot write: {error}"));
        self.out.write_all(&self.waiting).await.map_err(told)?;
        self.waiting.clear();
        self.out.flush().await.map_err(told)
    }
}

/// Writes all rows of a query as one kind of line.
macro_rules! put_all {
    ($on:expr, $lines:expr, $query:expr, $kind:path) => {{
        let mut rows = sqlx::query_as($query).fetch(&mut *$on);
        while let Some(row) = rows.try_next().await? {
            $lines.put(&$kind(row)).await?;
        }
    }};
}

impl Store {
    /// Writes everything that lasts as JSON lines, as of one moment, also while a server runs.
    /// Gives the number of lines.
    pub async fn export<W: AsyncWrite + Unpin>(&self, out: &mut W) -> Result<u64> {
        let mut lines = Lines { out, waiting: Vec::with_capacity(2 * CHUNK), written: 0 };
        let tables = migration::known(&migration::SQLITE);
        lines.put(&Line::Village(VillageLine { tables })).await?;
        reading_at_once!(self, |on| {
            put_all!(on, lines, META, Line::Meta);
            put_all!(on, lines, JOURNAL, Line::Journal);
            put_all!(on, lines, TRANSFERS, Line::Transfer);
            put_all!(on, lines, BALANCES, Line::Balance);
            put_all!(on, lines, HEAD, Line::LedgerHead);
            put_all!(on, lines, POSTS, Line::Post);
            put_all!(on, lines, REPLIES, Line::Reply);
            put_all!(on, lines, AUDIT, Line::Audit);
            put_all!(on, lines, KEYS, Line::RequestKey);
            put_all!(on, lines, TOKENS, Line::Token);
            put_all!(on, lines, CREDENTIALS, Line::Credential);
            put_all!(on, lines, SESSIONS, Line::Session);
            put_all!(on, lines, INVITATIONS, Line::Invitation);
            put_all!(on, lines, BLOBS, Line::Blob);
            put_all!(on, lines, LETTERS, Line::Letter);
            put_all!(on, lines, MINDS, Line::Mind);
            put_all!(on, lines, MIND_CHANGES, Line::MindChange);
            put_all!(on, lines, THOUGHT_SUM, Line::ThoughtSum);
        });
        lines.flush().await?;
        Ok(lines.written)
    }
}
