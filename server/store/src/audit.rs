//! The proof that the stored ledger is whole. The chain and the balances are the economy's
//! [`Auditor`]'s; that the columns beside them agree is proved here.

use std::collections::BTreeMap;

use futures_util::TryStreamExt;
use village_economy::{AccountId, Auditor, Finding, Hash32, Micro, Transfer};

use crate::error::Result;
use crate::line::{BalanceLine, HeadLine, TransferLine, count, damaged};
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
    #[error("entry {seq}: the trail of {account} names {stored} before it, not {derived}")]
    Trail { seq: u64, account: AccountId, derived: u64, stored: i64 },
    #[error("the trail of {account} ends at entry {derived}, its balance names {stored}")]
    End { account: AccountId, derived: u64, stored: i64 },
    #[error("entry {seq}: it cannot be read")]
    Unreadable { seq: u64 },
    #[error("entry {seq}: the journal knows no tick {tick}")]
    Orphan { seq: u64, tick: u64 },
}

const TRANSFERS: &str = "select seq, tick, at, debit, credit, amount, reason, source, note, post,
    reply, prev, hash, debit_after, credit_after, debit_before, credit_before
    from transfer order by seq";
const ENDS: &str = "select account, last from balance order by account";
const BALANCES: &str = "select account, held, floor from balance order by account";
const HEAD: &str = "select next_seq, hash from ledger_head";
const ORPHAN: &str = "select seq, tick from transfer t
    where not exists (select 1 from journal j where j.tick = t.tick) order by seq limit 1";

/// A row with what it names.
#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    line: TransferLine,
    debit_before: i64,
    credit_before: i64,
}

/// What an account holds, and its last transfer.
#[derive(Default)]
struct Account {
    held: i128,
    last: u64,
}

/// Follows the log from its first row.
struct Reader {
    auditor: Auditor,
    head: Hash32,
    accounts: BTreeMap<AccountId, Account>,
    flaw: Option<Flaw>,
}

impl Reader {
    fn new() -> Self {
        let (accounts, flaw) = (BTreeMap::new(), None);
        Self { auditor: Auditor::new(), head: Hash32::GENESIS, accounts, flaw }
    }

    /// Takes the next row; none after the first flaw.
    fn feed(&mut self, row: &Row) -> Option<Transfer> {
        match self.examine(row) {
            Ok(transfer) => Some(transfer),
            Err(flaw) => {
                self.flaw = Some(flaw);
                None
            }
        }
    }

    fn examine(&mut self, row: &Row) -> Result<Transfer, Flaw> {
        let seq = self.auditor.entries_read().saturating_add(1);
        let line = &row.line;
        let transfer = line.read().map_err(|_| Flaw::Unreadable { seq })?;
        self.auditor.feed(&transfer)?;
        let (debit, credit, amount) = (transfer.debit, transfer.credit, transfer.amount);
        let amount = i128::from(amount.get());
        for (account, by, after, before) in [
            (debit, -amount, line.debit_after, row.debit_before),
            (credit, amount, line.credit_after, row.credit_before),
        ] {
            let known = self.accounts.entry(account).or_default();
            known.held += by;
            if known.held != i128::from(after) {
                let derived = Micro::new(i64::try_from(known.held).unwrap_or(i64::MAX));
                let stored = Micro::new(after);
                return Err(Flaw::BalanceAfter { seq, account, derived, stored });
            }
            let derived = std::mem::replace(&mut known.last, seq);
            if u64::try_from(before) != Ok(derived) {
                return Err(Flaw::Trail { seq, account, derived, stored: before });
            }
        }
        self.head = transfer.hash;
        Ok(transfer)
    }

    fn finish(
        self,
        balances: &[BalanceLine],
        stored: &HeadLine,
        ends: &[(i64, i64)],
        orphan: Option<(i64, i64)>,
    ) -> Result<AuditReport> {
        let transfers = self.auditor.entries_read();
        let accounts = balances.len() as u64;
        let mut report = AuditReport { transfers, accounts, head: self.head, flaw: self.flaw };
        if report.flaw.is_some() {
            return Ok(report);
        }
        let torn = torn_end(&self.accounts, ends)?;
        let balances: Vec<_> = balances.iter().map(BalanceLine::read).collect::<Result<_>>()?;
        let stored = stored.read()?;
        if let Err(finding) = self.auditor.finish(balances, stored.hash, stored.next_seq) {
            report.flaw = Some(finding.into());
        } else if let Some((seq, tick)) = orphan {
            let (seq, tick) = (count("transfer", seq)?, count("transfer", tick)?);
            report.flaw = Some(Flaw::Orphan { seq, tick });
        } else {
            report.flaw = torn;
        }
        Ok(report)
    }
}

/// The first account whose balance does not name its last transfer.
fn torn_end(accounts: &BTreeMap<AccountId, Account>, ends: &[(i64, i64)]) -> Result<Option<Flaw>> {
    for &(account, stored) in ends {
        let account = AccountId::from_u64(count("balance", account)?);
        let account = account.ok_or_else(|| damaged("balance", stored, "no account"))?;
        let derived = accounts.get(&account).map_or(0, |account| account.last);
        if u64::try_from(stored) != Ok(derived) {
            return Ok(Some(Flaw::End { account, derived, stored }));
        }
    }
    Ok(None)
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
                let mut lines = sqlx::query_as::<_, Row>(TRANSFERS).fetch(&mut *on);
                while let Some(row) = lines.try_next().await? {
                    let Some(transfer) = reader.feed(&row) else { break };
                    see(&transfer);
                }
            }
            let balances: Vec<BalanceLine> = sqlx::query_as(BALANCES).fetch_all(&mut *on).await?;
            let head: HeadLine = sqlx::query_as(HEAD).fetch_one(&mut *on).await?;
            let ends: Vec<_> = sqlx::query_as(ENDS).fetch_all(&mut *on).await?;
            let orphan = sqlx::query_as(ORPHAN).fetch_optional(&mut *on).await?;
            reader.finish(&balances, &head, &ends, orphan)
        })
    }
}
