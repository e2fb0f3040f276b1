//! How money flows between kinds of accounts, summed up by time.
//!
//! Bounded: only the latest [`FLOW_ROWS_MAX`] transfers are looked at, however many there are.

use village_economy::{AccountId, Micro, Reason};

use crate::error::Result;
use crate::line::{count, damaged};
use crate::store::{Store, reading};

/// Transfers that are summed up at most.
pub const FLOW_ROWS_MAX: u32 = 100_000;

/// What moved in one span of time between two kinds of accounts for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// UTC microseconds since 1970 at which the span begins; a whole multiple of its length.
    pub begins: i64,
    /// Stands for all accounts of its kind; its number is 0.
    pub from: AccountId,
    /// Stands for all accounts of its kind; its number is 0.
    pub to: AccountId,
    pub reason: Reason,
    pub transfers: u64,
    /// The largest amount where the sum is larger.
    pub amount: Micro,
}

/// Flows, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flows {
    pub flows: Vec<Flow>,
    /// False when older transfers of the time that was asked for were left out.
    pub is_complete: bool,
}

#[derive(sqlx::FromRow)]
struct FlowLine {
    span: i64,
    debit: i64,
    credit: i64,
    reason: i64,
    transfers: i64,
    /// The sum in two parts, neither of which can overflow.
    whole: i64,
    rest: i64,
}

const FIRST: &str = "select coalesce(max(seq), 0) from transfer";
const LEFT_OUT: &str = "select count(*) from transfer where seq = $1 and at >= $2";
const FLOWS: &str = "select at / $3 as span, debit / 4294967296 as debit,
    credit / 4294967296 as credit, reason, count(*) as transfers,
    cast(sum(amount / 1000000) as bigint) as whole, cast(sum(amount % 1000000) as bigint) as rest
    from transfer where seq > $1 and at >= $2 group by 1, 2, 3, 4 order by 1, 2, 3, 4";

impl Store {
    /// What moved since then (UTC microseconds since 1970), in spans of `span_micros`, which is at
    /// least 1.
    pub async fn flows(&self, since: i64, span_micros: i64) -> Result<Flows> {
        let span_micros = span_micros.max(1);
        let last: i64 = reading!(self, |on| sqlx::query_scalar(FIRST).fetch_one(on).await?);
        let after = last.saturating_sub(FLOW_ROWS_MAX.into()).max(0);
        let left_out: i64 = reading!(self, |on| {
            sqlx::query_scalar(LEFT_OUT).bind(after).bind(since).fetch_one(on).await?
        });
        let lines: Vec<FlowLine> = reading!(self, |on| {
            sqlx::query_as(FLOWS).bind(after).bind(since).bind(span_micros).fetch_all(on).await?
        });
        let flows = lines.iter().map(|line| line.read(span_micros)).collect::<Result<_>>()?;
        Ok(Flows { flows, is_complete: left_out == 0 })
    }
}

impl FlowLine {
    fn read(&self, span_micros: i64) -> Result<Flow> {
        let kind = |kind: i64| {
            let stored = u64::try_from(kind).ok().and_then(|kind| kind.checked_mul(1 << 32));
            let account = stored.and_then(AccountId::from_u64);
            account.ok_or_else(|| damaged("transfer", self.span, "unknown kind of account"))
        };
        let reason = u8::try_from(self.reason).ok().and_then(Reason::from_code);
        let amount = i128::from(self.whole) * 1_000_000 + i128::from(self.rest);
        Ok(Flow {
            begins: self.span.saturating_mul(span_micros),
            from: kind(self.debit)?,
            to: kind(self.credit)?,
            reason: reason.ok_or_else(|| damaged("transfer", self.span, "unknown reason"))?,
            transfers: count("transfer", self.transfers)?,
            amount: i64::try_from(amount).map_or(Micro::MAX, Micro::new),
        })
    }
}
