//! An export read back: its journal alone, or all of it into an empty database.

use std::io::{BufRead, Read};

use crate::error::{Result, StoreError};
use crate::line::{
    BlobLine, CredentialLine, HeadLine, InvitationLine, Line, MetaLine, MindChangeLine, MindLine,
    SessionLine, ThoughtSumLine, TokenLine,
};
use crate::migration;
use crate::record::JournalRow;
use crate::rows::Rows;
use crate::store::{Db, Store};

/// Longest line of an export that is read, in bytes.
pub const LINE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Rows that are written with one statement each table.
const CHUNK: usize = 1_000;
/// Bytes of lines after which rows are written, however few they are.
const CHUNK_BYTES: usize = 16 * 1024 * 1024;

/// Rows of a part of an export.
#[derive(Debug, Default)]
pub(crate) struct Chunk {
    pub rows: Rows,
    pub head: Option<HeadLine>,
    pub meta: Vec<MetaLine>,
    pub tokens: Vec<TokenLine>,
    pub credentials: Vec<CredentialLine>,
    pub sessions: Vec<SessionLine>,
    pub invitations: Vec<InvitationLine>,
    pub blobs: Vec<BlobLine>,
    pub minds: Vec<MindLine>,
    pub mind_changes: Vec<MindChangeLine>,
    pub thoughts: Option<ThoughtSumLine>,
}

/// The lines of an export, in order.
pub(crate) struct Lines<R> {
    from: R,
    read: u64,
    line: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    pub fn new(from: R) -> Self {
        Self { from, read: 0, line: Vec::new() }
    }

    /// Lines that were read.
    pub fn read(&self) -> u64 {
        self.read
    }

    fn wrong(&self, why: &str) -> StoreError {
        StoreError::Corrupt { what: format!("line {} of the export: {why}", self.read) }
    }

    /// The next line; `None` at the end. The first one must say whose export it is.
    pub fn next(&mut self) -> Result<Option<Line>> {
        self.line.clear();
        self.read = self.read.saturating_add(1);
        let mut from = (&mut self.from).take(LINE_BYTES_MAX);
        let read = from.read_until(b'\n', &mut self.line);
        read.map_err(|error| StoreError::other(format!("cannot read: {error}")))?;
        if self.line.is_empty() {
            self.read = self.read.saturating_sub(1);
            return Ok(None);
        }
        if self.line.last() != Some(&b'\n') {
            return Err(self.wrong("it is cut off or too long"));
        }
        let line = serde_json::from_slice(&self.line);
        let line: Line = line.map_err(|error| self.wrong(&error.to_string()))?;
        match &line {
            Line::Village(village) => self.check_tables(village.tables)?,
            _ if self.read == 1 => return Err(self.wrong("it does not begin with the village")),
            _ => {}
        }
        Ok(Some(line))
    }

    fn check_tables(&self, found: i64) -> Result<()> {
        let known = migration::known(&migration::SQLITE);
        match found {
            found if found > known => Err(StoreError::Newer { found, known }),
            found if found < 1 => Err(self.wrong("there is no such version")),
            _ => Ok(()),
        }
    }

    /// The next rows; `None` at the end.
    pub fn next_chunk(&mut self) -> Result<Option<Chunk>> {
        let mut chunk = Chunk::default();
        let mut bytes = 0_usize;
        for taken in 0..CHUNK {
            let Some(line) = self.next()? else {
                return Ok((taken > 0).then_some(chunk));
            };
            chunk.add(line);
            bytes = bytes.saturating_add(self.line.len());
            if bytes >= CHUNK_BYTES {
                break;
            }
        }
        Ok(Some(chunk))
    }
}

impl Chunk {
    fn add(&mut self, line: Line) {
        let rows = &mut self.rows;
        match line {
            Line::Village(_) => {}
            Line::Meta(line) => self.meta.push(line),
            Line::Journal(line) => rows.journal.push(line),
            Line::Transfer(line) => rows.transfers.push(line),
            Line::Balance(line) => {
                rows.balances.insert(line.account, line);
            }
            Line::LedgerHead(line) => self.head = Some(line),
            Line::Post(line) => rows.posts.push(line),
            Line::Reply(line) => rows.replies.push(line),
            Line::Audit(line) => rows.audit.push(line),
            Line::RequestKey(line) => rows.keys.push(line),
            Line::Token(line) => self.tokens.push(line),
            Line::Credential(line) => self.credentials.push(line),
            Line::Session(line) => self.sessions.push(line),
            Line::Invitation(line) => self.invitations.push(line),
            Line::Blob(line) => self.blobs.push(line),
            Line::Letter(line) => rows.letters.push(line),
            Line::Mind(line) => self.minds.push(line),
            Line::MindChange(line) => self.mind_changes.push(line),
            Line::ThoughtSum(line) => self.thoughts = Some(line),
            Line::Admin(line) => self.credentials.push(line.into()),
        }
    }
}

/// The journal in an export, row by row in order; other lines are passed over. After an error
/// there is nothing more. Reading blocks the thread.
pub fn journal_from_jsonl(from: impl BufRead) -> impl Iterator<Item = Result<JournalRow>> {
    let mut lines = Some(Lines::new(from));
    std::iter::from_fn(move || {
        loop {
            match lines.as_mut()?.next() {
                Ok(Some(Line::Journal(line))) => return Some(line.read()),
                Ok(Some(_)) => {}
                Ok(None) => return None,
                Err(error) => {
                    lines = None;
                    return Some(Err(error));
                }
            }
        }
    })
}

impl Store {
    /// Takes a whole export into a database that holds no village yet: all of it or nothing. Gives
    /// the number of lines. Only for [`Role::Serve`](crate::Role::Serve). What it says is checked
    /// by the tables' rules; prove the ledger with [`Self::audit`] afterwards. Reading `from`
    /// blocks the thread.
    pub async fn import<R: BufRead + Send>(&self, from: R) -> Result<u64> {
        self.must_serve()?;
        let mut lines = Lines::new(from);
        match &self.inner.db {
            Db::Sqlite(db) => db.import(&mut lines).await,
            Db::Postgres(db) => db.import(&mut lines).await,
        }
    }
}

/// Writes an export's lines in one transaction on this connection.
macro_rules! import_lines {
    ($on:expr, $lines:expr) => {{
        let used = "select (select count(*) from journal) + (select count(*) from balance)
            + (select count(*) from token) + (select count(*) from credential)
            + (select count(*) from mind) + (select last from thought_sum)";
        let used: i64 = sqlx::query_scalar(used).fetch_one(&mut *$on).await?;
        if used > 0 {
            return Err($crate::StoreError::refused("the database holds a village already"));
        }
        // An export has all transfers before the first balance.
        let mut ends = $crate::trail::Ends::default();
        while let Some(chunk) = $lines.next_chunk()? {
            write::lines(&mut *$on, &chunk.rows, &mut ends).await?;
            if let Some(head) = &chunk.head {
                let query = "update ledger_head set next_seq = $1, hash = $2";
                let query = sqlx::query(query).bind(head.next_seq).bind(&head.hash);
                query.execute(&mut *$on).await?;
            }
            for line in &chunk.meta {
                let query = sqlx::query($crate::token::INSERT_META);
                query.bind(&line.name).bind(&line.value).execute(&mut *$on).await?;
            }
            for line in &chunk.tokens {
                $crate::token::insert_token!(&mut *$on, line);
            }
            for line in &chunk.credentials {
                $crate::credential::insert_credential!(&mut *$on, line);
            }
            for line in &chunk.sessions {
                $crate::session::insert_session!(&mut *$on, line);
            }
            for line in &chunk.invitations {
                $crate::invitation::insert_invitation!(&mut *$on, line);
            }
            for line in &chunk.blobs {
                $crate::blob::insert_blob!(&mut *$on, line);
            }
            for line in &chunk.minds {
                $crate::mind::put_mind!(&mut *$on, line);
            }
            for line in &chunk.mind_changes {
                $crate::mind::put_change!(&mut *$on, line);
            }
            if let Some(line) = &chunk.thoughts {
                let query = sqlx::query("update thought_sum set last = $1").bind(line.last);
                query.execute(&mut *$on).await?;
            }
        }
        $lines.read()
    }};
}
pub(crate) use import_lines;
