//! Traces for readers: filters and pages, and one of them whole.

use village_sim::{Tick, VillagerId};

use super::put::checksum;
use super::{
    DETAIL_BYTES_MAX, THOUGHTS_PAGE_MAX, ThoughtAbout, ThoughtClass, ThoughtLine, ThoughtRow,
};
use crate::error::Result;
use crate::hex::Hex;
use crate::history::{Page, before, one_more};
use crate::line::{damaged, number};
use crate::log::part;
use crate::pack::{Packed, unpack};
use crate::store::{Store, reading};

/// Which traces are wanted; everything that is `None` is not asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ThoughtFilter {
    pub villager: Option<VillagerId>,
    pub class: Option<ThoughtClass>,
    pub state: Option<String>,
    pub model: Option<String>,
    pub node: Option<String>,
    /// Those that began at this tick or later, and those that began before this one.
    pub since: Option<Tick>,
    pub until: Option<Tick>,
}

/// What is longer than it can be stays where it is: it is damaged, and may be of any length.
const ABOUT: &str = "trace, villager, tick, at, class, state, model, node, tokens_in, tokens_out,
    cost, queued_ms, first_token_ms, total_ms,
    case when octet_length(summary) <= 16384 then summary end as summary";
const DETAIL: &str =
    "packed, checksum, case when octet_length(detail) <= 262144 then detail end as detail";

/// A trace with its detail as it is kept.
#[derive(sqlx::FromRow)]
struct WholeLine {
    #[sqlx(flatten)]
    about: ThoughtLine,
    packed: Option<i64>,
    checksum: i64,
    detail: Option<Hex>,
}

/// Filters by a word or a number, the most telling first: column and parameter. One of them leads,
/// by its index, and the others look at what it finds: left to itself a planner that knows no
/// figures walks through all that was answered for the few of one villager.
const EQUAL: [(&str, &str); 5] =
    [("villager", "$3"), ("state", "$5"), ("model", "$6"), ("node", "$7"), ("class", "$4")];

/// Ticks rise with numbers, but not strictly: a filter by tick is also one by the lowest and the
/// highest number that it can find, so that what lies beyond is not walked through. The `+ 0` sends
/// these two to the index by tick. There is one highest number, for of two a planner takes either.
fn query(filter: &ThoughtFilter) -> String {
    let since = "tick >= $8
        and trace >= (select min(t.trace + 0) from thought t where t.tick >= $8)";
    let until = "tick < $9 and trace <= (select max(t.trace + 0) from thought t
        where t.tick < $9 and t.trace < $1)";
    let asked = [
        filter.villager.is_some(),
        filter.state.is_some(),
        filter.model.is_some(),
        filter.node.is_some(),
        filter.class.is_some(),
    ];
    let leads = asked.iter().position(|asked| *asked);
    let equal =
        EQUAL.iter().zip(asked).enumerate().map(|(place, ((column, value), asked))| match asked {
            true if leads == Some(place) => format!("{column} = {value}"),
            true => format!("coalesce({column}, {column}) = {value}"),
            false if *column == "villager" => format!("cast({value} as bigint) is null"),
            false => format!("cast({value} as text) is null"),
        });
    let ticks = [
        part(filter.since.is_some(), since, "cast($8 as bigint) is null"),
        part(filter.until.is_some(), until, "cast($9 as bigint) is null and trace < $1"),
    ];
    let parts: Vec<_> = equal.chain(ticks.map(str::to_owned)).collect();
    format!(
        "select {ABOUT} from thought where {} order by trace desc limit $2",
        parts.join(" and ")
    )
}

/// A tick from outside may be any number; beyond all it finds what all would find.
fn tick(tick: Option<Tick>) -> Option<i64> {
    tick.map(|tick| i64::try_from(tick.0).unwrap_or(i64::MAX))
}

impl WholeLine {
    fn read(self) -> Result<ThoughtRow> {
        let about = self.about.read()?;
        let lost = || damaged("thought", about.trace, "its detail is not what was put");
        let bytes = self.detail.filter(|bytes| checksum(&bytes.0) == self.checksum);
        let bytes = bytes.ok_or_else(lost)?.0;
        let size = self.packed.map(usize::try_from).transpose().map_err(|_| lost())?;
        let detail = unpack(Packed { bytes, size }, DETAIL_BYTES_MAX);
        let detail = detail.and_then(|detail| String::from_utf8(detail).ok()).ok_or_else(lost)?;
        Ok(ThoughtRow { about, detail })
    }
}

impl Store {
    /// Traces without their detail, newest first; `cursor` is `next` of the page before. Between 1
    /// and [`THOUGHTS_PAGE_MAX`] come, whatever was asked. A row that is damaged is
    /// [`Corrupt`](crate::StoreError::Corrupt) with its number.
    pub async fn thoughts(
        &self,
        filter: &ThoughtFilter,
        cursor: Option<u64>,
        limit: usize,
    ) -> Result<Page<ThoughtAbout>> {
        let limit = limit.clamp(1, THOUGHTS_PAGE_MAX);
        let words = [&filter.state, &filter.model, &filter.node];
        if words.into_iter().flatten().any(|word| word.contains('\0')) {
            // No trace has one, and Postgres takes none to look for.
            return Ok(Page { items: Vec::new(), next: None });
        }
        let lines: Vec<ThoughtLine> = reading!(self, |on| {
            sqlx::query_as(sqlx::AssertSqlSafe(query(filter)))
                .bind(before(cursor))
                .bind(one_more(limit))
                .bind(filter.villager.map(|villager| i64::from(villager.0)))
                .bind(filter.class.map(ThoughtClass::as_str))
                .bind(filter.state.as_deref())
                .bind(filter.model.as_deref())
                .bind(filter.node.as_deref())
                .bind(tick(filter.since))
                .bind(tick(filter.until))
                .fetch_all(on)
                .await?
        });
        let thoughts = lines.into_iter().map(ThoughtLine::read).collect::<Result<_>>()?;
        Ok(Page::cut(thoughts, limit, |thought: &ThoughtAbout| thought.trace))
    }

    /// One trace with its detail; `None` when there is none, or none any more. A detail that is not
    /// what was put is [`Corrupt`](crate::StoreError::Corrupt) with the number of the trace; that
    /// is no reason to stop, for nothing rests on it.
    pub async fn thought(&self, trace: u64) -> Result<Option<ThoughtRow>> {
        let Ok(trace) = number(trace) else {
            return Ok(None);
        };
        let query = format!("select {ABOUT}, {DETAIL} from thought where trace = $1");
        let line: Option<WholeLine> = reading!(self, |on| {
            let query = sqlx::query_as(sqlx::AssertSqlSafe(query)).bind(trace);
            query.fetch_optional(on).await?
        });
        line.map(WholeLine::read).transpose()
    }
}
