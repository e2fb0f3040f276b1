//! A batch of records as rows of the tables. Everything that can be found wrong without the
//! database is found here, before a transaction begins.

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest, Sha256};
use village_economy::{AccountId, Micro, Transfer};
use village_sim::{Post, RULES, Record, Reply};

use crate::error::{Result, StoreError};
use crate::form::Form;
use crate::hex::Hex;
use crate::line::{
    AuditRowLine, BalanceLine, HeadLine, JournalLine, KeyLine, LetterLine, PostLine, ReplyLine,
    TransferLine, number,
};
use crate::record::{Commit, Effects, KEY_LIFE_MICROS, KeyRow, SnapshotRow};

/// Lines of the audit log that one tick may have: their place in it is the low part of their id.
const AUDIT_SHIFT: u32 = 16;

/// What goes into each table.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub journal: Vec<JournalLine>,
    pub transfers: Vec<TransferLine>,
    pub balances: BTreeMap<i64, BalanceLine>,
    /// Where the ledger must stand before, and where it stands after.
    pub head: Option<(HeadLine, HeadLine)>,
    pub posts: Vec<PostLine>,
    pub replies: Vec<ReplyLine>,
    /// How posts stand after the batch that were changed in it.
    pub states: BTreeMap<i64, StateLine>,
    pub letters: Vec<LetterLine>,
    pub audit: Vec<AuditRowLine>,
    pub keys: Vec<KeyLine>,
    /// Keys from before this stamp make room.
    pub keys_end: Option<i64>,
    pub snapshots: Vec<SnapshotLine>,
}

/// A snapshot with its checksum.
#[derive(Debug)]
pub(crate) struct SnapshotLine {
    pub tick: i64,
    pub checksum: Hex,
    pub bytes: Vec<u8>,
}

/// A post with the text in which words are looked for.
#[derive(Serialize)]
pub(crate) struct PinnedPost<'a> {
    #[serde(flatten)]
    post: &'a PostLine,
    folded: String,
}

/// How a post stands.
#[derive(Debug, Serialize)]
pub(crate) struct StateLine {
    pub id: i64,
    pub status: String,
    pub pinned: bool,
    pub locked: bool,
}

/// A tag of a post.
#[derive(Serialize)]
pub(crate) struct TagLine {
    pub tag: String,
    pub post: i64,
}

/// Somebody whom a post or a reply to it names.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct MentionLine {
    pub name: String,
    pub post: i64,
}

/// Text as it is compared when somebody looks for words.
pub(crate) fn fold(text: &str) -> String {
    text.to_lowercase()
}

/// What a snapshot must give when it is read.
pub(crate) fn checksum(bytes: &[u8]) -> Hex {
    Hex(Sha256::digest(bytes).to_vec())
}

impl Rows {
    /// The rows of these records.
    pub fn of(batch: &[Commit]) -> Result<Self> {
        let mut rows = Self::default();
        for commit in batch {
            rows.add_record(&commit.record)?;
            for key in &commit.keys {
                rows.keys.push(key_line(key));
                let end = key.at.saturating_sub(KEY_LIFE_MICROS);
                rows.keys_end = rows.keys_end.max(Some(end));
            }
            if let Some(snapshot) = &commit.snapshot {
                rows.snapshots.push(snapshot_line(snapshot)?);
            }
        }
        Ok(rows)
    }

    fn add_record(&mut self, record: &Record) -> Result<()> {
        let tick = number(record.tick.0)?;
        self.journal.push(journal_line(record, tick)?);
        self.add_transfers(record)?;
        for &(account, held) in &record.balances {
            self.add_balance(account, held)?;
        }
        for post in &record.posts {
            self.posts.push(post_line(post)?);
        }
        for reply in &record.replies {
            self.replies.push(reply_line(reply)?);
        }
        for (post, state) in &record.states {
            let id = number(post.0)?;
            let status = state.status.write();
            let (pinned, locked) = (state.pinned, state.locked);
            self.states.insert(id, StateLine { id, status, pinned, locked });
        }
        for letter in &record.letters {
            self.letters.push(LetterLine::of(letter)?);
        }
        if record.audit.len() >= 1 << AUDIT_SHIFT || tick >= i64::MAX >> AUDIT_SHIFT {
            return Err(StoreError::refused("the tick or its audit log is too large"));
        }
        for (place, row) in record.audit.iter().enumerate() {
            self.audit.push(AuditRowLine {
                id: (tick << AUDIT_SHIFT) | number(place as u64)?,
                tick,
                at: record.at,
                principal: row.principal.write(),
                action: row.action.clone(),
                subject: row.subject.clone(),
                outcome: row.outcome.clone(),
                origin: row.from.as_deref().map(str::to_owned),
                why: Some(row.why.clone()).filter(|why| !why.is_empty()),
            });
        }
        Ok(())
    }

    fn add_balance(&mut self, account: AccountId, held: Micro) -> Result<()> {
        let floor = account.floor().map(Micro::get);
        let account = number(account.to_u64())?;
        self.balances.insert(account, BalanceLine { account, held: held.get(), floor });
        Ok(())
    }

    /// The balances after each transfer follow from those after the record, backwards.
    fn add_transfers(&mut self, record: &Record) -> Result<()> {
        let (Some(first), Some(last)) = (record.transfers.first(), record.transfers.last()) else {
            return Ok(());
        };
        let before = HeadLine { next_seq: number(first.seq)?, hash: first.prev.into() };
        let after =
            HeadLine { next_seq: number(last.seq)?.saturating_add(1), hash: last.hash.into() };
        self.head = match self.head.take() {
            None => Some((before, after)),
            Some((start, middle)) if middle == before => Some((start, after)),
            Some(_) => return Err(StoreError::refused("the batch's transfers have a gap")),
        };
        let mut held: BTreeMap<AccountId, Micro> = record.balances.iter().copied().collect();
        let start = self.transfers.len();
        for transfer in record.transfers.iter().rev() {
            self.transfers.push(transfer_line(transfer, &mut held)?);
        }
        self.transfers[start..].reverse();
        Ok(())
    }

    /// The posts as they are inserted.
    pub fn pinned(&self) -> Vec<PinnedPost<'_>> {
        let pin = |post| PinnedPost { post, folded: folded(post) };
        self.posts.iter().map(pin).collect()
    }

    /// The tags of the posts, each once a post.
    pub fn tags(&self) -> Result<Vec<TagLine>> {
        let mut all = Vec::new();
        for post in &self.posts {
            let mut tags: Vec<String> = crate::line::json("post", post.id, &post.tags)?;
            tags.sort_unstable();
            tags.dedup();
            all.extend(tags.into_iter().map(|tag| TagLine { tag, post: post.id }));
        }
        Ok(all)
    }
}

impl Rows {
    /// Who is named by posts and replies, each once a post.
    pub fn mentions(&self) -> Vec<MentionLine> {
        let posts = self.posts.iter().map(|post| (post.id, &post.body));
        let replies = self.replies.iter().map(|reply| (reply.post, &reply.body));
        let mut all: Vec<MentionLine> = posts
            .chain(replies)
            .filter(|(_, body)| body.contains('@'))
            .flat_map(|(post, body)| {
                let names = village_sim::text::mentioned(body).into_iter();
                names.map(move |name| MentionLine { name, post })
            })
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

fn folded(post: &PostLine) -> String {
    fold(&format!("{}\n{}", post.title, post.body))
}

fn to_json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| StoreError::other(error.to_string()))
}

fn journal_line(record: &Record, tick: i64) -> Result<JournalLine> {
    let effects = Effects {
        transfers: record.transfers.iter().map(|transfer| transfer.seq).collect(),
        posts: record.posts.iter().map(|post| post.id).collect(),
        replies: record.replies.iter().map(|reply| reply.id).collect(),
    };
    Ok(JournalLine {
        tick,
        at: record.at,
        rules: RULES.into(),
        commands: to_json(&record.commands)?,
        hashes: to_json(&record.hashes)?,
        effects: to_json(&effects)?,
    })
}

/// The row of a transfer; `held` goes from the balances after it to those before it.
fn transfer_line(
    transfer: &Transfer,
    held: &mut BTreeMap<AccountId, Micro>,
) -> Result<TransferLine> {
    let seq = transfer.seq;
    let mut step = |account, before: fn(Micro, Micro) -> Option<Micro>| {
        let untold = || StoreError::refused(format!("transfer {seq}: {account} has no balance"));
        let balance = held.get_mut(&account).ok_or_else(untold)?;
        let after = balance.get();
        let range = || StoreError::refused(format!("transfer {seq}: {account} was out of range"));
        *balance = before(*balance, transfer.amount).ok_or_else(range)?;
        Ok::<_, StoreError>(after)
    };
    let debit_after = step(transfer.debit, Micro::checked_add)?;
    let credit_after = step(transfer.credit, Micro::checked_sub)?;
    Ok(TransferLine {
        seq: number(seq)?,
        tick: number(transfer.tick)?,
        at: transfer.at_micros,
        debit: number(transfer.debit.to_u64())?,
        credit: number(transfer.credit.to_u64())?,
        amount: transfer.amount.get(),
        reason: transfer.reason.code().into(),
        source: transfer.source.to_string(),
        note: transfer.note.clone(),
        post: transfer.post.map(number).transpose()?,
        reply: transfer.reply.map(number).transpose()?,
        prev: transfer.prev.into(),
        hash: transfer.hash.into(),
        debit_after,
        credit_after,
    })
}

fn post_line(post: &Post) -> Result<PostLine> {
    Ok(PostLine {
        id: number(post.id.0)?,
        author: post.author.write(),
        origin: post.origin.write(),
        audience: post.audience.write(),
        title: post.title.clone(),
        body: post.body.clone(),
        tags: to_json(&post.tags)?,
        status: post.status.write(),
        pinned: false,
        locked: false,
        tick: number(post.tick.0)?,
        at: post.at,
    })
}

fn reply_line(reply: &Reply) -> Result<ReplyLine> {
    Ok(ReplyLine {
        id: number(reply.id.0)?,
        post: number(reply.post.0)?,
        author: reply.author.write(),
        origin: reply.origin.write(),
        body: reply.body.clone(),
        tick: number(reply.tick.0)?,
        at: reply.at,
    })
}

fn key_line(key: &KeyRow) -> KeyLine {
    KeyLine {
        principal: key.principal.write(),
        key: key.key.clone(),
        request: key.request.into(),
        reply: Hex(key.reply.clone()),
        at: key.at,
    }
}

fn snapshot_line(snapshot: &SnapshotRow) -> Result<SnapshotLine> {
    let bytes = snapshot.bytes.clone();
    Ok(SnapshotLine { tick: number(snapshot.tick.0)?, checksum: checksum(&bytes), bytes })
}
