//! Rows read back into what they tell. A row that this program cannot have written is
//! [`Corrupt`](crate::StoreError::Corrupt).

use village_economy::{AccountId, Hash32, Micro, Reason, Transfer};
use village_sim::{AuditRow, Post, PostId, Reply, ReplyId, Tick};

use crate::error::Result;
use crate::hex::Hex;
use crate::line::{
    AuditRowLine, BalanceLine, HeadLine, JournalLine, KeyLine, PostLine, ReplyLine, TransferLine,
    count, damaged, json, word,
};
use crate::log::AuditLine;
use crate::record::{JournalRow, KeyRow, LedgerHead};

pub(crate) fn account(table: &str, id: i64, stored: i64) -> Result<AccountId> {
    let known = u64::try_from(stored).ok().and_then(AccountId::from_u64);
    known.ok_or_else(|| damaged(table, id, "an account is not known"))
}

fn hash(table: &str, id: impl ToString, bytes: &Hex) -> Result<Hash32> {
    bytes.hash().ok_or_else(|| damaged(table, id, "a hash has not 32 bytes"))
}

impl TransferLine {
    pub fn read(&self) -> Result<Transfer> {
        const TABLE: &str = "transfer";
        let seq = self.seq;
        let reason = u8::try_from(self.reason).ok().and_then(Reason::from_code);
        let source = self.source.parse();
        Ok(Transfer {
            seq: count(TABLE, seq)?,
            tick: count(TABLE, self.tick)?,
            at_micros: self.at,
            debit: account(TABLE, seq, self.debit)?,
            credit: account(TABLE, seq, self.credit)?,
            amount: Micro::new(self.amount),
            reason: reason.ok_or_else(|| damaged(TABLE, seq, "the reason is not known"))?,
            source: source.map_err(|_| damaged(TABLE, seq, "the source is not known"))?,
            note: self.note.clone(),
            post: self.post.map(|post| count(TABLE, post)).transpose()?,
            reply: self.reply.map(|reply| count(TABLE, reply)).transpose()?,
            prev: hash(TABLE, seq, &self.prev)?,
            hash: hash(TABLE, seq, &self.hash)?,
        })
    }
}

impl BalanceLine {
    pub fn read(&self) -> Result<(AccountId, Micro)> {
        Ok((account("balance", self.account, self.account)?, Micro::new(self.held)))
    }
}

impl HeadLine {
    pub fn read(&self) -> Result<LedgerHead> {
        const TABLE: &str = "ledger_head";
        let next_seq = count(TABLE, self.next_seq)?;
        Ok(LedgerHead { next_seq, hash: hash(TABLE, next_seq, &self.hash)? })
    }
}

impl JournalLine {
    pub fn read(&self) -> Result<JournalRow> {
        const TABLE: &str = "journal";
        let tick = self.tick;
        let rules = u32::try_from(self.rules);
        Ok(JournalRow {
            tick: Tick(count(TABLE, tick)?),
            at: self.at,
            rules: rules.map_err(|_| damaged(TABLE, tick, "the rules have no such version"))?,
            commands: json(TABLE, tick, &self.commands)?,
            hashes: json(TABLE, tick, &self.hashes)?,
            effects: json(TABLE, tick, &self.effects)?,
        })
    }
}

impl PostLine {
    pub fn read(self) -> Result<Post> {
        const TABLE: &str = "post";
        let id = self.id;
        Ok(Post {
            id: PostId(count(TABLE, id)?),
            author: word(TABLE, id, &self.author)?,
            origin: word(TABLE, id, &self.origin)?,
            audience: word(TABLE, id, &self.audience)?,
            tags: json(TABLE, id, &self.tags)?,
            status: word(TABLE, id, &self.status)?,
            tick: Tick(count(TABLE, self.tick)?),
            at: self.at,
            title: self.title,
            body: self.body,
        })
    }
}

impl ReplyLine {
    pub fn read(self) -> Result<Reply> {
        const TABLE: &str = "reply";
        let id = self.id;
        Ok(Reply {
            id: ReplyId(count(TABLE, id)?),
            post: PostId(count(TABLE, self.post)?),
            author: word(TABLE, id, &self.author)?,
            origin: word(TABLE, id, &self.origin)?,
            body: self.body,
            tick: Tick(count(TABLE, self.tick)?),
            at: self.at,
        })
    }
}

impl AuditRowLine {
    pub fn read(self) -> Result<AuditLine> {
        const TABLE: &str = "audit";
        Ok(AuditLine {
            id: count(TABLE, self.id)?,
            tick: Tick(count(TABLE, self.tick)?),
            at: self.at,
            row: AuditRow {
                principal: word(TABLE, self.id, &self.principal)?,
                action: self.action,
                subject: self.subject,
                outcome: self.outcome,
                why: self.why.unwrap_or_default(),
                from: self.origin.map(Into::into),
            },
        })
    }
}

impl KeyLine {
    pub fn read(self) -> Result<KeyRow> {
        const TABLE: &str = "request_key";
        Ok(KeyRow {
            principal: word(TABLE, &self.key, &self.principal)?,
            request: hash(TABLE, &self.key, &self.request)?,
            key: self.key,
            reply: self.reply.0,
            at: self.at,
        })
    }
}
