//! The two long logs, the audit's and the ledger's, as readers filter them.

use village_economy::{AccountId, Micro, Reason, Transfer};
use village_sim::{AuditRow, Principal, Tick};

use crate::error::Result;
use crate::form::Form;
use crate::history::{Page, before, one_more, page};
use crate::line::{AuditRowLine, TransferLine, number};
use crate::store::{Store, reading};
use crate::trail::transfers_of;

/// A line of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// Unique and rising.
    pub id: u64,
    pub tick: Tick,
    /// UTC microseconds since 1970.
    pub at: i64,
    pub row: AuditRow,
}

/// Which lines of the audit log are wanted; everything that is `None` is not asked for.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    pub principal: Option<Principal>,
    pub action: Option<String>,
    pub subject: Option<String>,
    pub outcome: Option<String>,
    /// The address that it came from.
    pub from: Option<String>,
    /// UTC microseconds since 1970: from then on, and before then.
    pub since: Option<i64>,
    pub until: Option<i64>,
}

/// Which transfers are wanted; everything that is `None` is not asked for.
#[derive(Debug, Clone, Default)]
pub struct LedgerFilter {
    /// Payer or payee.
    pub account: Option<AccountId>,
    pub reason: Option<Reason>,
    /// Who caused it, as it is written: `agent:3`, `admin:erik`, `system`.
    pub source: Option<String>,
    pub post: Option<u64>,
    /// UTC microseconds since 1970: from then on, and before then.
    pub since: Option<i64>,
    pub until: Option<i64>,
}

/// A transfer with what its two accounts held after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    pub transfer: Transfer,
    pub debit_after: Micro,
    pub credit_after: Micro,
}

const TRANSFER: &str = "select seq, tick, at, debit, credit, amount, reason, source, note, post,
    reply, prev, hash, debit_after, credit_after from transfer";

/// Every query has the same parameters; a part that is not asked for only says that its own is
/// absent, so that the planner sees the parts that are.
pub(crate) fn part(is_asked: bool, asked: &'static str, absent: &'static str) -> &'static str {
    if is_asked { asked } else { absent }
}

fn audit_query(filter: &AuditFilter) -> String {
    let parts = [
        part(filter.principal.is_some(), "principal = $3", "$3 is null"),
        part(filter.action.is_some(), "action = $4", "$4 is null"),
        part(filter.subject.is_some(), "subject = $5", "$5 is null"),
        part(filter.outcome.is_some(), "outcome = $6", "$6 is null"),
        part(filter.from.is_some(), "origin = $7", "$7 is null"),
        part(filter.since.is_some(), "at >= $8", "cast($8 as bigint) is null"),
        part(filter.until.is_some(), "at < $9", "cast($9 as bigint) is null"),
    ];
    format!(
        "select id, tick, at, principal, action, subject, outcome, origin, why from audit
        where id < $1 and {} order by id desc limit $2",
        parts.join(" and ")
    )
}

/// An account's own are read along its trail.
fn ledger_query(filter: &LedgerFilter) -> String {
    let parts = [
        part(filter.reason.is_some(), "reason = $4", "cast($4 as bigint) is null"),
        part(filter.source.is_some(), "source = $5", "$5 is null"),
        part(filter.post.is_some(), "post = $6", "cast($6 as bigint) is null"),
        part(filter.since.is_some(), "at >= $7", "cast($7 as bigint) is null"),
        part(filter.until.is_some(), "at < $8", "cast($8 as bigint) is null"),
    ];
    let parts = parts.join(" and ");
    if filter.account.is_some() {
        return transfers_of("$3", "$1", &parts, "$2");
    }
    format!(
        "{TRANSFER} where seq < $1 and cast($3 as bigint) is null and {parts}
        order by seq desc limit $2"
    )
}

impl Store {
    /// The audit log, newest first; `cursor` is `next` of the page before. At most
    /// [`PAGE_MAX`](crate::PAGE_MAX) come.
    pub async fn audit_rows(
        &self,
        filter: &AuditFilter,
        cursor: Option<u64>,
        limit: usize,
    ) -> Result<Page<AuditLine>> {
        let limit = page(limit);
        let lines: Vec<AuditRowLine> = reading!(self, |on| {
            sqlx::query_as(sqlx::AssertSqlSafe(audit_query(filter)))
                .bind(before(cursor))
                .bind(one_more(limit))
                .bind(filter.principal.as_ref().map(Form::write))
                .bind(filter.action.as_deref())
                .bind(filter.subject.as_deref())
                .bind(filter.outcome.as_deref())
                .bind(filter.from.as_deref())
                .bind(filter.since)
                .bind(filter.until)
                .fetch_all(on)
                .await?
        });
        let lines = lines.into_iter().map(AuditRowLine::read).collect::<Result<_>>()?;
        Ok(Page::cut(lines, limit, |line: &AuditLine| line.id))
    }

    /// The log of transfers, newest first; `cursor` is `next` of the page before. At most
    /// [`PAGE_MAX`](crate::PAGE_MAX) come.
    pub async fn movements(
        &self,
        filter: &LedgerFilter,
        cursor: Option<u64>,
        limit: usize,
    ) -> Result<Page<Movement>> {
        let limit = page(limit);
        let account = filter.account.map(|account| number(account.to_u64())).transpose()?;
        let post = filter.post.map(number).transpose()?;
        let lines: Vec<TransferLine> = reading!(self, |on| {
            sqlx::query_as(sqlx::AssertSqlSafe(ledger_query(filter)))
                .bind(before(cursor))
                .bind(one_more(limit))
                .bind(account)
                .bind(filter.reason.map(|reason| i64::from(reason.code())))
                .bind(filter.source.as_deref())
                .bind(post)
                .bind(filter.since)
                .bind(filter.until)
                .fetch_all(on)
                .await?
        });
        let movement = |line: &TransferLine| {
            let (debit_after, credit_after) = (line.debit_after, line.credit_after);
            Ok(Movement {
                transfer: line.read()?,
                debit_after: Micro::new(debit_after),
                credit_after: Micro::new(credit_after),
            })
        };
        let all = lines.iter().map(movement).collect::<Result<_>>()?;
        Ok(Page::cut(all, limit, |movement: &Movement| movement.transfer.seq))
    }
}
