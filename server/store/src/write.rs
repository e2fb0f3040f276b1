//! The order in which a batch is written, the same for both databases; the statements are each
//! database's own. A macro and not a generic function: sqlx's bounds would be longer than the code.

/// The statements of one database; each takes its rows as one JSON array. Those for transfers and
/// balances are in the database's own module.
pub(crate) struct Statements {
    pub journal: &'static str,
    pub posts: &'static str,
    pub tags: &'static str,
    /// What is there already stays: a reply may name whom its post named.
    pub mentions: &'static str,
    pub replies: &'static str,
    pub states: &'static str,
    pub letters: &'static str,
    pub audit: &'static str,
    pub keys: &'static str,
}

/// Moves the head of the ledger, only from where the first transfer says that it stands.
pub(crate) const HEAD: &str =
    "update ledger_head set next_seq = $1, hash = $2 where next_seq = $3 and hash = $4";
pub(crate) const KEYS_END: &str = "delete from request_key where at < $1";
pub(crate) const SNAPSHOT: &str =
    "insert into snapshot (tick, checksum, bytes) values ($1, $2, $3)";
pub(crate) const SNAPSHOTS_END: &str = "delete from snapshot where tick not in
    (select tick from snapshot order by tick desc limit $1)";

/// Rows of a table as one JSON array.
pub(crate) fn array<T: serde::Serialize>(
    rows: impl IntoIterator<Item = T>,
) -> crate::error::Result<String> {
    let mut text = String::from("[");
    for row in rows {
        if text.len() > 1 {
            text.push(',');
        }
        let json = serde_json::to_string(&row);
        text.push_str(&json.map_err(|error| crate::error::StoreError::other(error.to_string()))?);
    }
    text.push(']');
    Ok(text)
}

/// Writes rows of all tables but snapshots; the head of the ledger is not moved.
macro_rules! write_lines {
    ($on:expr, $rows:expr, $ends:expr, $statements:expr) => {{
        let (rows, statements): (&$crate::rows::Rows, &$crate::write::Statements) =
            ($rows, $statements);
        let ends: &mut $crate::trail::Ends = $ends;
        let all = [
            (statements.journal, $crate::write::array(&rows.journal)?),
            (statements.posts, $crate::write::array(rows.pinned())?),
            (statements.tags, $crate::write::array(rows.tags()?)?),
            (statements.replies, $crate::write::array(&rows.replies)?),
            (statements.mentions, $crate::write::array(rows.mentions())?),
            (statements.states, $crate::write::array(rows.states.values())?),
            (statements.letters, $crate::write::array(&rows.letters)?),
            (statements.audit, $crate::write::array(&rows.audit)?),
            (statements.keys, $crate::write::array(&rows.keys)?),
        ];
        for (statement, json) in all {
            if json != "[]" {
                sqlx::query(statement).bind(json).execute(&mut *$on).await?;
            }
        }
        let steps = ends.walk(&rows.transfers);
        transfers($on, &rows.transfers, &steps).await?;
        balances($on, &rows.balances, ends).await?;
    }};
}
pub(crate) use write_lines;

/// Writes a batch: the keys that are over make room, the head moves, snapshots are counted.
macro_rules! write_records {
    ($on:expr, $rows:expr, $ends:expr) => {{
        let rows: &$crate::rows::Rows = $rows;
        if let Some((before, after)) = &rows.head {
            let moved = sqlx::query($crate::write::HEAD)
                .bind(after.next_seq)
                .bind(&after.hash)
                .bind(before.next_seq)
                .bind(&before.hash)
                .execute(&mut *$on)
                .await?;
            if moved.rows_affected() != 1 {
                let why = format!("transfer {} does not follow the log's end", before.next_seq);
                return Err($crate::error::StoreError::refused(why));
            }
        }
        if let Some(end) = rows.keys_end {
            sqlx::query($crate::write::KEYS_END).bind(end).execute(&mut *$on).await?;
        }
        lines($on, rows, $ends).await?;
        for snapshot in &rows.snapshots {
            sqlx::query($crate::write::SNAPSHOT)
                .bind(snapshot.tick)
                .bind(&snapshot.checksum)
                .bind(&snapshot.bytes)
                .execute(&mut *$on)
                .await?;
        }
        if !rows.snapshots.is_empty() {
            let kept = i64::try_from($crate::record::SNAPSHOTS_KEPT).unwrap_or(i64::MAX);
            sqlx::query($crate::write::SNAPSHOTS_END).bind(kept).execute(&mut *$on).await?;
        }
        Ok(())
    }};
}
pub(crate) use write_records;
