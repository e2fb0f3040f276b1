//! The proof that the stored ledger is whole. The chain and the balances are the economy's
//! [`Auditor`]'s; that the columns beside them agree is proved here.

use std::collections::BTreeMap;

use futures_util::TryStreamExt;
use village_economy::{AccountId, Auditor, Finding, Hash32, Micro, Transfer};

use crate::error::Result;
use crate::line::{BalanceLine, HeadLine, TransferLine, count};
use crate::store::{Store, reading_at_once};

/// What the audit saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditReport {
    /// Transfers that were read and found good.
    pub transfers: u64,
    /// Accounts with a stored balance.
    pub accounts: u64,
    /// Hash of the last good transfer.
    pub head: Hash32,
    /// The first thing that is wrong.
    pub flaw: Option<Flaw>,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    #[error(transparent)]
    Ledger(#[from] Finding),
    #[error("entry {seq}: the stored balance of {account} after it is {stored}, not {derived}")]
    BalanceAfter { seq: u64, account: AccountId, derived: Micro, stored: Micro },
    #[error("entry {seq}: it cannot be read")]
    Unreadable { seq: u64 },
    #[error("entry {seq}: the journal knows no tick {tick}")]
    Orphan { seq: u64, tick: u64 },
}

const TRANSFERS: &str = "select seq, tick, at, debit, credit, amount, reason, source, note, post,
    reply, prev, hash, debit_after, credit_after from transfer order by seq";
const BALANCES: &str = "select account, held, floor from balance order by account";
const HEAD: &str = "select next_seq, hash from ledger_head";
const ORPHAN: &str = "select seq, tick from transfer t
    where not exists (select 1 from journal j where j.tick = t.tick) order by seq limit 1";

/// Follows the log from its first row.
struct Reader {
    auditor: Auditor,
    head: Hash32,
    held: BTreeMap<AccountId, i128>,
    flaw: Option<Flaw>,
}

impl Reader {
    fn new() -> Self {
        let (held, flaw) = (BTreeMap::new(), None);
        Self { auditor: Auditor::new(), head: Hash32::GENESIS, held, flaw }
    }

    /// Takes the next row; none after the first flaw.
    fn feed(&mut self, line: &TransferLine) -> Option<Transfer> {
        match self.examine(line) {
            Ok(transfer) => Some(transfer),
            Err(flaw) => {
                self.flaw = Some(flaw);
                None
            }
        }
    }

    fn examine(&mut self, line: &TransferLine) -> Result<Transfer, Flaw> {
        let seq = self.auditor.entries_read().saturating_add(1);
        let transfer = line.read().map_err(|_| Flaw::Unreadable { seq })?;
        self.auditor.feed(&transfer)?;
        let (debit, credit, amount) = (transfer.debit, transfer.credit, transfer.amount);
        let amount = i128::from(amount.get());
        for (account, by, stored) in
            [(debit, -amount, line.debit_after), (credit, amount, line.credit_after)]
        {
            let held = self.held.entry(account).or_default();
            *held += by;
            if *held != i128::from(stored) {
                let derived = Micro::new(i64::try_from(*held).unwrap_or(i64::MAX));
                let stored = Micro::new(stored);
                return Err(Flaw::BalanceAfter { seq, account, derived, stored });
            }
        }
        self.head = transfer.hash;
        Ok(transfer)
    }

    fn finish(
        self,
        balances: &[BalanceLine],
        stored: &HeadLine,
        orphan: Option<(i64, i64)>,
    ) -> Result<AuditReport> {
        let transfers = self.auditor.entries_read();
        let accounts = balances.len() as u64;
        let mut report = AuditReport { transfers, accounts, head: self.head, flaw: self.flaw };
        if report.flaw.is_some() {
            return Ok(report);
        }
        let balances: Vec<_> = balances.iter().map(BalanceLine::read).collect::<Result<_>>()?;
        let stored = stored.read()?;
        if let Err(finding) = self.auditor.finish(balances, stored.hash, stored.next_seq) {
            report.flaw = Some(finding.into());
        } else if let Some((seq, tick)) = orphan {
            let (seq, tick) = (count("transfer", seq)?, count("transfer", tick)?);
            report.flaw = Some(Flaw::Orphan { seq, tick });
        }
        Ok(report)
    }
}

impl Store {
    /// Proves the ledger from the first entry, as of one moment, also while a server runs.
    pub async fn audit(&self) -> Result<AuditReport> {
        self.audit_seeing(|_| {}).await
    }

    /// As [`Self::audit`], and shows every good transfer in order, for whoever compares the log
    /// with what was kept elsewhere.
    pub async fn audit_seeing(&self, mut see: impl FnMut(&Transfer)) -> Result<AuditReport> {
        reading_at_once!(self, |on| {
            let mut reader = Reader::new();
            {
                let mut lines = sqlx::query_as::<_, TransferLine>(TRANSFERS).fetch(&mut *on);
                while let Some(line) = lines.try_next().await? {
                    let Some(transfer) = reader.feed(&line) else { break };
                    see(&transfer);
                }
            }
            let balances: Vec<BalanceLine> = sqlx::query_as(BALANCES).fetch_all(&mut *on).await?;
            let head: HeadLine = sqlx::query_as(HEAD).fetch_one(&mut *on).await?;
            let orphan = sqlx::query_as(ORPHAN).fetch_optional(&mut *on).await?;
            reader.finish(&balances, &head, orphan)
        })
    }
}
