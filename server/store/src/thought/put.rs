//! Traces on their way into the table.

use flate2::Crc;

use super::{ROW_BYTES, ThoughtRow};
use crate::error::Result;
use crate::line::number;
use crate::pack::{Packed, pack};
use crate::portion::portions;
use crate::store::{Store, writing_beside};

/// A trace that is kept already stays as it is.
const PUT: &str = "insert into thought (trace, villager, tick, at, class, state, model, node,
        tokens_in, tokens_out, cost, queued_ms, first_token_ms, total_ms, size, packed, checksum,
        summary, detail)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
    on conflict (trace) do nothing";

/// What is kept of a detail.
struct Kept {
    detail: Packed,
    checksum: i64,
    /// Bytes that the whole trace counts as.
    size: i64,
}

/// What bytes of a detail, as they are kept, must give when they are read.
pub(super) fn checksum(bytes: &[u8]) -> i64 {
    let mut sum = Crc::new();
    sum.update(bytes);
    sum.sum().into()
}

impl Kept {
    fn of(row: &ThoughtRow) -> Result<Self> {
        let detail = pack(row.detail.as_bytes());
        let texts = row.bytes().saturating_sub(row.detail.len());
        let size = texts.saturating_add(detail.bytes.len()).saturating_add(ROW_BYTES);
        Ok(Self { checksum: checksum(&detail.bytes), size: number(size as u64)?, detail })
    }
}

/// Inserts one trace on whichever database it is; gives how many are new.
macro_rules! put_thought {
    ($on:expr, $row:expr, $kept:expr) => {{
        let (about, kept): (&super::ThoughtAbout, &Kept) = (&$row.about, $kept);
        sqlx::query(PUT)
            .bind(number(about.trace)?)
            .bind(i64::from(about.villager.0))
            .bind(number(about.tick.0)?)
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
            .bind(kept.size)
            .bind(kept.detail.size.map(|size| number(size as u64)).transpose()?)
            .bind(kept.checksum)
            .bind(about.summary.as_bytes())
            .bind(&kept.detail.bytes)
            .execute($on)
            .await?
            .rows_affected()
    }};
}

impl Store {
    /// Keeps these traces and gives how many of them are new: one whose number is kept already stays
    /// as it was, so that what is in doubt can be put again. Any number of them: they go in short
    /// transactions, so after an error some may be kept. One that is too long
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
            let mut kept = Vec::with_capacity(portion.len());
            for row in portion {
                kept.push(Kept::of(row)?);
                // To pack a portion takes longer than a task may hold its thread.
                tokio::task::yield_now().await;
            }
            new += writing_beside!(self, |on| {
                let mut new = 0_u64;
                for (row, kept) in portion.iter().zip(&kept) {
                    new += put_thought!(&mut *on, row, kept);
                }
                new
            });
        }
        Ok(new)
    }
}
