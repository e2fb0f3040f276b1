//! How traces go: the oldest first, when all together become too many or too old. And what stays
//! known of all that ever were.

use village_economy::Micro;
use village_sim::{Tick, VillagerId};

use crate::error::Result;
use crate::line::{count, damaged, number};
use crate::store::{Store, reading, writing_beside};

/// Traces, and their bytes, that one transaction removes at most; a single one may have more.
const ROWS_MAX: i64 = 128;
const BYTES_MAX: u64 = 1024 * 1024;

/// What was removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pruned {
    pub thoughts: u64,
    /// As [`thought_bytes`](Store::thought_bytes) counts them.
    pub bytes: u64,
}

/// One of the oldest, with what all weigh at that moment.
#[derive(sqlx::FromRow)]
struct Oldest {
    at: i64,
    trace: i64,
    size: i64,
    bytes: i64,
}

const OLDEST: &str = "select at, trace, size, (select bytes from thought_sum) as bytes from thought
    order by at, trace limit $1";
const REMOVE: &str = "delete from thought where (at, trace) <= ($1, $2)";

/// The last of the oldest that must go in the next transaction, and how many bytes go with it.
fn last_to_go(oldest: &[Oldest], keep_bytes: u64, since: i64) -> Result<Option<(&Oldest, u64)>> {
    let mut gone = 0_u64;
    let mut last = None;
    for thought in oldest {
        let left = count("thought_sum", thought.bytes)?.saturating_sub(gone);
        let must_go = left > keep_bytes || thought.at < since;
        if !must_go || gone >= BYTES_MAX {
            break;
        }
        gone = gone.saturating_add(count("thought", thought.size)?);
        last = Some((thought, gone));
    }
    Ok(last)
}

impl Store {
    /// Removes the oldest traces until all together have at most `keep_bytes` bytes, as
    /// [`Self::thought_bytes`] counts them, and none is from before `keep_since_at` (UTC
    /// microseconds since 1970). It takes as many short transactions as it needs; dropped on the
    /// way it has removed the oldest of those that had to go. A file does not become smaller; its
    /// room is used again.
    pub async fn prune_thoughts(&self, keep_bytes: u64, keep_since_at: i64) -> Result<Pruned> {
        let mut pruned = Pruned::default();
        loop {
            let oldest: Vec<Oldest> =
                reading!(self, |on| sqlx::query_as(OLDEST).bind(ROWS_MAX).fetch_all(on).await?);
            let Some((last, bytes)) = last_to_go(&oldest, keep_bytes, keep_since_at)? else {
                return Ok(pruned);
            };
            let removed = writing_beside!(self, |on| {
                let query = sqlx::query(REMOVE).bind(last.at).bind(last.trace);
                query.execute(&mut *on).await?.rows_affected()
            });
            pruned.thoughts = pruned.thoughts.saturating_add(removed);
            pruned.bytes = pruned.bytes.saturating_add(bytes);
        }
    }

    /// Bytes of all traces together: their texts as they are packed, and 256 for each.
    pub async fn thought_bytes(&self) -> Result<u64> {
        let bytes: i64 = reading!(self, |on| {
            sqlx::query_scalar("select bytes from thought_sum").fetch_one(on).await?
        });
        count("thought_sum", bytes)
    }

    /// The highest number that a trace ever had, also when that trace is gone; 0 before the first.
    /// The next number must be above this one and above all that the world names: a thought of
    /// which no trace was kept is not known here.
    pub async fn last_trace(&self) -> Result<u64> {
        let last: i64 = reading!(self, |on| {
            sqlx::query_scalar("select last from thought_sum").fetch_one(on).await?
        });
        count("thought_sum", last)
    }

    /// What all thoughts ever cost that a trace was kept of, also of traces that are gone.
    pub async fn thoughts_cost(&self) -> Result<Micro> {
        let cost: i64 = reading!(self, |on| {
            sqlx::query_scalar("select cost from thought_sum").fetch_one(on).await?
        });
        Ok(Micro::new(cost))
    }

    /// What each villager's thoughts cost that were based on this tick or a later one; villagers
    /// whose thoughts cost nothing are left out.
    pub async fn thoughts_cost_since(&self, tick: Tick) -> Result<Vec<(VillagerId, Micro)>> {
        // In two parts, neither of which can overflow.
        const COSTS: &str = "select villager, cast(sum(cost / 1000000) as bigint),
            cast(sum(cost % 1000000) as bigint) from thought
            where tick >= $1 and cost > 0 group by villager order by villager";
        let Ok(tick) = number(tick.0) else { return Ok(Vec::new()) };
        let costs: Vec<(i64, i64, i64)> =
            reading!(self, |on| sqlx::query_as(COSTS).bind(tick).fetch_all(on).await?);
        let read = |(villager, whole, rest): (i64, i64, i64)| {
            let known = u32::try_from(villager);
            let known = known.map_err(|_| damaged("thought", villager, "there is no such one"))?;
            let cost = whole.saturating_mul(1_000_000).saturating_add(rest);
            Ok((VillagerId(known), Micro::new(cost)))
        };
        costs.into_iter().map(read).collect()
    }
}
