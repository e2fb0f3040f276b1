//! What minds keep between their thoughts: one record a villager, and what changed since it was
//! written. The minds make and read both.
//!
//! It is no money and no board. It is written beside the ticks, not with them, and may lag behind
//! them by seconds; when the machine loses its power the latest write may be lost, and a mind then
//! remembers a little less than the village. A record is damaged or whole, never half of each.

use village_sim::{Tick, VillagerId};

use crate::error::{Result, StoreError};
use crate::hex::Hex;
use crate::history::one_more;
use crate::line::{MindChangeLine, MindLine, count, damaged, number};
use crate::portion::portions;
use crate::rows::checksum;
use crate::store::{Store, reading_at_once, writing, writing_beside};

/// Longest record of a mind, in bytes: 1 MiB.
pub const MIND_BYTES_MAX: usize = 1024 * 1024;
/// Longest change of a mind, in bytes: 64 KiB.
pub const MIND_CHANGE_BYTES_MAX: usize = 64 * 1024;
/// Most changes that stand behind a record.
pub const MIND_CHANGES_MAX: usize = 128;
/// Minds that one page gives at most: they may be long.
pub const MINDS_PAGE_MAX: usize = 64;
/// [`MIND_BYTES_MAX`] and [`MIND_CHANGE_BYTES_MAX`] as a column's type.
const RECORD_MAX: i64 = 1024 * 1024;
const CHANGE_MAX: i64 = 64 * 1024;

/// What the mind of one villager keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MindRow {
    pub villager: VillagerId,
    /// Of the mind's own making, at most [`MIND_BYTES_MAX`] bytes; here it is not read. Where it
    /// comes from the store, what was put behind it follows.
    pub record: Vec<u8>,
    /// The tick as of which it is.
    pub tick: Tick,
    /// UTC microseconds since 1970.
    pub at: i64,
}

/// A part of all minds, in the order of their villagers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Minds {
    pub minds: Vec<MindRow>,
    /// Villagers of this part whose record is damaged. They may begin anew; the next
    /// [`put_minds`](Store::put_minds) mends the row.
    pub spoiled: Vec<VillagerId>,
    /// From where the part after this one is read; `None`: there is none.
    pub next: Option<VillagerId>,
}

pub(crate) const PUT_MIND: &str = "insert into mind (villager, record, checksum, tick, at)
    values ($1, $2, $3, $4, $5) on conflict (villager) do update set record = excluded.record,
    checksum = excluded.checksum, tick = excluded.tick, at = excluded.at";
/// A record that is longer than one can be stays where it is: it is damaged, and may be of any
/// length.
macro_rules! select_mind {
    ($which:literal) => {
        concat!(
            "select villager, case when octet_length(record) <= $2 then record
                else substr(record, 1, 0) end as record, checksum, tick, at from mind where ",
            $which
        )
    };
}
const FROM: &str = select_mind!("villager >= $1 order by villager limit $3");
const ONE: &str = select_mind!("villager = $1");
const FORGET: &str = "delete from mind where villager = $1";
pub(crate) const PUT_CHANGE: &str = "insert into mind_change
    (villager, number, change, checksum, tick, at) values ($1, $2, $3, $4, $5, $6)";
const NEXT: &str = "select coalesce(max(number), 0) + 1 from mind_change where villager = $1";
const SETTLE: &str = "delete from mind_change where villager = $1";
const CHANGES: &str = "select villager, number, case when octet_length(change) <= $3 then change
    else substr(change, 1, 0) end as change, checksum, tick, at from mind_change
    where villager between $1 and $2 order by villager, number";

/// Puts one mind on whichever database it is.
macro_rules! put_mind {
    ($on:expr, $line:expr) => {{
        let line: &$crate::line::MindLine = $line;
        sqlx::query($crate::mind::PUT_MIND)
            .bind(line.villager)
            .bind(&line.record)
            .bind(&line.checksum)
            .bind(line.tick)
            .bind(line.at)
            .execute($on)
            .await?;
    }};
}
pub(crate) use put_mind;

/// Puts one change behind its mind on whichever database it is.
macro_rules! put_change {
    ($on:expr, $line:expr) => {{
        let line: &$crate::line::MindChangeLine = $line;
        sqlx::query($crate::mind::PUT_CHANGE)
            .bind(line.villager)
            .bind(line.number)
            .bind(&line.change)
            .bind(&line.checksum)
            .bind(line.tick)
            .bind(line.at)
            .execute($on)
            .await?;
    }};
}
pub(crate) use put_change;

/// The minds of a query, each with what stands behind it.
macro_rules! read_minds {
    ($store:expr, $query:expr) => {
        reading_at_once!($store, |on| {
            let lines: Vec<MindLine> = $query.fetch_all(&mut *on).await?;
            let of = |line: Option<&MindLine>| line.map_or(-1, |line| line.villager);
            let query = sqlx::query_as(CHANGES).bind(of(lines.first())).bind(of(lines.last()));
            let changes: Vec<MindChangeLine> = query.bind(CHANGE_MAX).fetch_all(&mut *on).await?;
            read(lines, &changes)?
        })
    };
}

/// A row of which at least the villager is known.
type Read = std::result::Result<MindRow, VillagerId>;

impl MindLine {
    fn of(mind: &MindRow) -> Result<Self> {
        Ok(Self {
            villager: mind.villager.0.into(),
            checksum: checksum(&mind.record),
            record: Hex(mind.record.clone()),
            tick: number(mind.tick.0)?,
            at: mind.at,
        })
    }

    fn read(self) -> Result<Read> {
        let villager = u32::try_from(self.villager);
        let villager = VillagerId(
            villager.map_err(|_| damaged("mind", self.villager, "there is no such villager"))?,
        );
        let tick = count("mind", self.tick);
        Ok(match tick {
            Ok(tick) if checksum(&self.record.0) == self.checksum => {
                Ok(MindRow { villager, record: self.record.0, tick: Tick(tick), at: self.at })
            }
            _ => Err(villager),
        })
    }
}

impl MindChangeLine {
    fn of(change: &MindRow) -> Result<Self> {
        let MindLine { villager, record, checksum, tick, at } = MindLine::of(change)?;
        Ok(Self { villager, number: 0, change: record, checksum, tick, at })
    }
}

/// Puts changes behind the records that they are of.
fn read(lines: Vec<MindLine>, changes: &[MindChangeLine]) -> Result<Vec<Read>> {
    let mut rest = changes;
    let whole = |line: MindLine| {
        let (own, after) = rest.split_at(rest.partition_point(|own| own.villager <= line.villager));
        rest = after;
        Ok(line.read()?.and_then(|mind| with_changes(mind, own)))
    };
    lines.into_iter().map(whole).collect()
}

fn with_changes(mut mind: MindRow, own: &[MindChangeLine]) -> Read {
    for (change, place) in own.iter().zip(1..) {
        let is_whole = change.number == place && checksum(&change.change.0) == change.checksum;
        let tick = count("mind", change.tick).ok().filter(|_| is_whole);
        mind.tick = Tick(tick.ok_or(mind.villager)?);
        mind.at = change.at;
        mind.record.extend(&change.change.0);
    }
    Ok(mind)
}

/// That every mind or change can be kept, before the first of them is.
fn check(rows: &[MindRow], what: &str, bytes_max: usize) -> Result<()> {
    for row in rows {
        let what = || format!("{what} of villager {}", row.villager.0);
        StoreError::fits(what, row.record.len(), bytes_max)?;
        number(row.tick.0)?;
    }
    Ok(())
}

impl Store {
    /// Keeps these minds in place of what was kept for their villagers; of two of one villager the
    /// later. Any number of them: they go in short transactions, so after an error some may be kept
    /// and all can be put again. A record of more than [`MIND_BYTES_MAX`] bytes is
    /// [`TooLarge`](StoreError::TooLarge), and none is kept.
    ///
    /// Other than a commit it does not wait for the disk.
    pub async fn put_minds(&self, minds: &[MindRow]) -> Result<()> {
        check(minds, "the mind", MIND_BYTES_MAX)?;
        for portion in portions(minds, |mind| mind.record.len()) {
            let lines = portion.iter().map(MindLine::of).collect::<Result<Vec<_>>>()?;
            writing_beside!(self, |on| {
                for line in &lines {
                    sqlx::query(SETTLE).bind(line.villager).execute(&mut *on).await?;
                    put_mind!(&mut *on, line);
                }
            });
        }
        Ok(())
    }

    /// Puts what changed behind what is kept for these villagers, in order: the `record` of each is
    /// the change, of at most [`MIND_CHANGE_BYTES_MAX`] bytes, and up to [`MIND_CHANGES_MAX`] stand
    /// behind a mind until [`put_minds`](Self::put_minds) writes it anew. After an error some may
    /// be kept, and nobody knows which: the minds are then to be put whole.
    ///
    /// Other than a commit it does not wait for the disk.
    pub async fn add_to_minds(&self, changes: &[MindRow]) -> Result<()> {
        check(changes, "a change in the mind", MIND_CHANGE_BYTES_MAX)?;
        for portion in portions(changes, |change| change.record.len()) {
            let lines = portion.iter().map(MindChangeLine::of).collect::<Result<Vec<_>>>()?;
            writing_beside!(self, |on| {
                for mut line in lines {
                    let next = sqlx::query_scalar(NEXT).bind(line.villager);
                    line.number = next.fetch_one(&mut *on).await?;
                    put_change!(&mut *on, &line);
                }
            });
        }
        Ok(())
    }

    /// The minds from this villager on, in order: at most `limit`, and at most [`MINDS_PAGE_MAX`].
    /// `next` of the part before is where the next one begins. A damaged record is told in
    /// `spoiled` and stops nobody else's.
    pub async fn minds(&self, from: VillagerId, limit: usize) -> Result<Minds> {
        let limit = limit.clamp(1, MINDS_PAGE_MAX);
        let (first, limit_and_one) = (i64::from(from.0), one_more(limit));
        let read: Vec<Read> = read_minds!(
            self,
            sqlx::query_as(FROM).bind(first).bind(RECORD_MAX).bind(limit_and_one)
        );
        let villager = |read: &Read| read.as_ref().map_or_else(|lost| *lost, |mind| mind.villager);
        let mut page = Minds { next: read.get(limit).map(villager), ..Minds::default() };
        for read in read.into_iter().take(limit) {
            match read {
                Ok(mind) => page.minds.push(mind),
                Err(villager) => {
                    tracing::error!(%villager, "what a mind keeps is damaged");
                    page.spoiled.push(villager);
                }
            }
        }
        Ok(page)
    }

    /// The mind of one villager. A damaged one is [`Corrupt`](StoreError::Corrupt).
    pub async fn mind(&self, villager: VillagerId) -> Result<Option<MindRow>> {
        let own = i64::from(villager.0);
        let read: Vec<Read> = read_minds!(self, sqlx::query_as(ONE).bind(own).bind(RECORD_MAX));
        let read = read.into_iter().next().transpose();
        read.map_err(|villager| damaged("mind", villager, "its record is not what was put"))
    }

    /// Forgets what a villager's mind keeps; `false` when there was nothing. Whoever still has it
    /// in memory must not put it again. On disk when it returns.
    pub async fn forget_mind(&self, villager: VillagerId) -> Result<bool> {
        Ok(writing!(self, |on| {
            let query = sqlx::query(FORGET).bind(i64::from(villager.0));
            query.execute(on).await?.rows_affected()
        }) == 1)
    }
}
