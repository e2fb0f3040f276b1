//! Traces on their way into the table.

use flate2::Crc;
use sqlx::AssertSqlSafe;
use sqlx::postgres::PgConnection;
use sqlx::sqlite::SqliteConnection;

use super::{ROW_BYTES, ThoughtAbout, ThoughtRow};
use crate::error::Result;
use crate::line::number;
use crate::pack::{Packed, pack};
use crate::portion::portions;
use crate::store::{Store, writing_beside};

const COLUMNS: &str = "trace, villager, tick, at, class, state, model, node, tokens_in,
    tokens_out, cost, queued_ms, first_token_ms, total_ms, size, packed, checksum, summary, detail";
/// A trace that is kept already stays as it is.
const SQLITE: &str = "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    on conflict do nothing";
/// All at once: another round for each row would cost more than the row.
const POSTGRES: &str = "select * from unnest($1::bigint[], $2::bigint[], $3::bigint[],
        $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::bigint[],
        $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[],
        $17::bigint[], $18::bytea[], $19::bytea[])
    on conflict do nothing";

/// A trace as the table takes it.
struct Line<'row> {
    about: &'row ThoughtAbout,
    trace: i64,
    tick: i64,
    /// Bytes that it counts as.
    size: i64,
    packed: Option<i64>,
    checksum: i64,
    detail: Vec<u8>,
}

/// What bytes of a detail, as they are kept, must give when they are read.
pub(super) fn checksum(bytes: &[u8]) -> i64 {
    let mut sum = Crc::new();
    sum.update(bytes);
    sum.sum().into()
}

impl<'row> Line<'row> {
    fn of(row: &'row ThoughtRow) -> Result<Self> {
        let Packed { bytes: detail, size: packed } = pack(row.detail.as_bytes());
        let texts = row.bytes().saturating_sub(row.detail.len());
        let size = texts.saturating_add(detail.len()).saturating_add(ROW_BYTES);
        Ok(Self {
            about: &row.about,
            trace: number(row.about.trace)?,
            tick: number(row.about.tick.0)?,
            size: number(size as u64)?,
            packed: packed.map(|size| number(size as u64)).transpose()?,
            checksum: checksum(&detail),
            detail,
        })
    }
}

/// A connection that takes traces; gives how many are new.
trait Takes {
    async fn take(&mut self, lines: &[Line<'_>]) -> Result<u64>;
}

impl Takes for SqliteConnection {
    async fn take(&mut self, lines: &[Line<'_>]) -> Result<u64> {
        let insert = format!("insert into thought ({COLUMNS}) {SQLITE}");
        let mut new = 0_u64;
        for line in lines {
            let about = line.about;
            let query = sqlx::query(AssertSqlSafe(insert.as_str()))
                .bind(line.trace)
                .bind(i64::from(about.villager.0))
                .bind(line.tick)
                .bind(about.at)
                .bind(about.class.as_str())
                .bind(&about.state)
                .bind(&about.model)
                .bind(&about.node)
                .bind(i64::from(about.tokens_in))
                .bind(i64::from(about.tokens_out))
                .bind(about.cost.get())
                .bind(i64::from(about.queued_ms))
                .bind(about.first_token_ms.map(i64::from))
                .bind(i64::from(about.total_ms))
                .bind(line.size)
                .bind(line.packed)
                .bind(line.checksum)
                .bind(about.summary.as_bytes())
                .bind(line.detail.as_slice());
            new = new.saturating_add(query.execute(&mut *self).await?.rows_affected());
        }
        Ok(new)
    }
}

impl Takes for PgConnection {
    async fn take(&mut self, lines: &[Line<'_>]) -> Result<u64> {
        let insert = format!("insert into thought ({COLUMNS}) {POSTGRES}");
        let numbers = |of: fn(&Line<'_>) -> i64| lines.iter().map(of).collect::<Vec<_>>();
        let maybe = |of: fn(&Line<'_>) -> Option<i64>| lines.iter().map(of).collect::<Vec<_>>();
        let texts =
            |of: for<'a> fn(&'a Line<'_>) -> &'a str| lines.iter().map(of).collect::<Vec<_>>();
        let bytes =
            |of: for<'a> fn(&'a Line<'_>) -> &'a [u8]| lines.iter().map(of).collect::<Vec<_>>();
        let query = sqlx::query(AssertSqlSafe(insert))
            .bind(numbers(|line| line.trace))
            .bind(numbers(|line| line.about.villager.0.into()))
            .bind(numbers(|line| line.tick))
            .bind(numbers(|line| line.about.at))
            .bind(texts(|line| line.about.class.as_str()))
            .bind(texts(|line| &line.about.state))
            .bind(texts(|line| &line.about.model))
            .bind(texts(|line| &line.about.node))
            .bind(numbers(|line| line.about.tokens_in.into()))
            .bind(numbers(|line| line.about.tokens_out.into()))
            .bind(numbers(|line| line.about.cost.get()))
            .bind(numbers(|line| line.about.queued_ms.into()))
            .bind(maybe(|line| line.about.first_token_ms.map(i64::from)))
            .bind(numbers(|line| line.about.total_ms.into()))
            .bind(numbers(|line| line.size))
            .bind(maybe(|line| line.packed))
            .bind(numbers(|line| line.checksum))
            .bind(bytes(|line| line.about.summary.as_bytes()))
            .bind(bytes(|line| &line.detail));
        Ok(query.execute(self).await?.rows_affected())
    }
}

impl Store {
    /// Keeps these traces and gives how many of them are new: one whose number is kept already
    /// stays as it was, so that what is in doubt can be put again. Any number of them: they go in
    /// short transactions, so after an error some may be kept. One that is too long
    /// ([`TooLarge`](crate::StoreError::TooLarge)) or has a number or a word that cannot be
    /// ([`Refused`](crate::StoreError::Refused)) keeps all of them out.
    ///
    /// Other than a commit it does not wait for the disk.
    pub async fn put_thoughts(&self, thoughts: &[ThoughtRow]) -> Result<u64> {
        for row in thoughts {
            row.check()?;
        }
        let mut new = 0_u64;
        for portion in portions(thoughts, ThoughtRow::bytes) {
            let mut lines = Vec::with_capacity(portion.len());
            for row in portion {
                lines.push(Line::of(row)?);
                // To pack a portion takes longer than a task may hold its thread.
                tokio::task::yield_now().await;
            }
            let taken = writing_beside!(self, |on| on.take(&lines).await?);
            new = new.saturating_add(taken);
        }
        Ok(new)
    }
}
