//! The trail of an account: each transfer names the one before it of either of its accounts, each
//! balance the last. So a statement is read step by step, and a commit appends at the log's end
//! instead of at a thousand places of an index.
//!
//! The trail follows from the log: it is no part of an export, and the audit compares it.

use std::collections::BTreeMap;

use crate::line::TransferLine;

/// The last transfer of each account, as the one writer knows it. After a transaction whose end is
/// not known to be good it must be read anew.
#[derive(Debug, Default)]
pub(crate) struct Ends(BTreeMap<i64, i64>);

/// What a transfer names: the one before it of its debit account, and of its credit account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    pub debit_before: i64,
    pub credit_before: i64,
}

pub(crate) const ENDS: &str = "select account, last from balance where last > 0";

impl Ends {
    pub fn of(rows: impl IntoIterator<Item = (i64, i64)>) -> Self {
        Self(rows.into_iter().collect())
    }

    /// Goes over the next transfers of the log.
    pub fn walk(&mut self, lines: &[TransferLine]) -> Vec<Step> {
        let mut to = |account, seq| self.0.insert(account, seq).unwrap_or(0);
        let step = |line: &TransferLine| Step {
            debit_before: to(line.debit, line.seq),
            credit_before: to(line.credit, line.seq),
        };
        lines.iter().map(step).collect()
    }

    /// The last transfer of an account; 0 when there is none.
    pub fn last(&self, account: i64) -> i64 {
        self.0.get(&account).copied().unwrap_or(0)
    }
}

/// A query for an account's transfers before a place, newest first. `account` and `cursor` are the
/// query's parameters of these numbers. A page after the first starts at the transfer that ended
/// the page before; any other place is walked to from the end.
pub(crate) fn transfers_of(account: &str, cursor: &str, parts: &str, limit: &str) -> String {
    const COLUMNS: &str = "t.seq, t.tick, t.at, t.debit, t.credit, t.amount, t.reason, t.source,
        t.note, t.post, t.reply, t.prev, t.hash, t.debit_after, t.credit_after";
    let account = format!("cast({account} as bigint)");
    let before = format!("case {account} when t.debit then debit_before else credit_before end");
    format!(
        "with recursive trail as (
            select {COLUMNS}, {before} as step from transfer t where t.seq = coalesce(
                (select case {account} when debit then debit_before when credit then credit_before
                    end from transfer where seq = {cursor}),
                (select last from balance where account = {account}))
            union all
            select {COLUMNS}, {before} from trail join transfer t on t.seq = trail.step
        )
        select * from (select seq, tick, at, debit, credit, amount, reason, source, note, post,
            reply, prev, hash, debit_after, credit_after
            from trail where seq < {cursor} and {parts} limit {limit}) as part
        order by seq desc"
    )
}
