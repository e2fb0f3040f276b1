//! `SQLite`'s statements. Transfers and balances, of which there can be many, go in as bound
//! values; the rest as one JSON array a table: one bind, one round to `SQLite`'s thread, however
//! many rows there are.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use sqlx::AssertSqlSafe;
use sqlx::sqlite::SqliteConnection;

use crate::error::Result;
use crate::line::{BalanceLine, TransferLine};
use crate::rows::Rows;
use crate::trail::{Ends, Step};
use crate::write::{Statements, write_lines, write_records};

const STATEMENTS: Statements = Statements {
    journal: "insert into journal (tick, at, rules, commands, hashes, effects)
        select value->>'tick', value->>'at', value->>'rules', value->>'commands',
            value->>'hashes', value->>'effects'
        from json_each($1)",
    posts: "insert into post (id, author, origin, audience, title, body, tags, status, pinned,
            locked, tick, at, folded)
        select value->>'id', value->>'author', value->>'origin', value->>'audience',
            value->>'title', value->>'body', value->>'tags', value->>'status',
            value->>'pinned', value->>'locked', value->>'tick', value->>'at', value->>'folded'
        from json_each($1)",
    tags: "insert into post_tag (tag, post)
        select value->>'tag', value->>'post' from json_each($1)",
    mentions: "insert into mention (name, post)
        select value->>'name', value->>'post' from json_each($1) where true
        on conflict do nothing",
    replies: "insert into reply (id, post, author, origin, body, tick, at)
        select value->>'id', value->>'post', value->>'author', value->>'origin',
            value->>'body', value->>'tick', value->>'at'
        from json_each($1)",
    states: "update post set status = line.value->>'status', pinned = line.value->>'pinned',
            locked = line.value->>'locked'
        from json_each($1) as line where post.id = line.value->>'id'",
    letters: "insert into letter (id, person, agent, by_agent, origin, body, tick, at)
        select value->>'id', value->>'person', value->>'agent', value->>'by_agent',
            value->>'origin', value->>'body', value->>'tick', value->>'at'
        from json_each($1)",
    audit: "insert into audit (id, tick, at, principal, action, subject, outcome, origin, why)
        select value->>'id', value->>'tick', value->>'at', value->>'principal',
            value->>'action', value->>'subject', value->>'outcome', value->>'origin', value->>'why'
        from json_each($1)",
    keys: "insert into request_key (principal, key, request, reply, at)
        select value->>'principal', value->>'key', unhex(value->>'request'),
            unhex(value->>'reply'), value->>'at'
        from json_each($1)",
};

pub(crate) async fn records(on: &mut SqliteConnection, rows: &Rows, ends: &mut Ends) -> Result<()> {
    write_records!(on, rows, ends)
}

pub(crate) async fn lines(on: &mut SqliteConnection, rows: &Rows, ends: &mut Ends) -> Result<()> {
    write_lines!(on, rows, ends, &STATEMENTS);
    Ok(())
}

/// Rows that one statement of bound values takes, largest first. Bound values cost a third of
/// JSON, a statement for each number of rows would have to be parsed anew, and each statement is a
/// round to `SQLite`'s thread: halving makes few of both.
const CHUNKS: [usize; 9] = [256, 128, 64, 32, 16, 8, 4, 2, 1];

/// The statements that insert a chunk of transfers.
static TRANSFERS: LazyLock<[String; 9]> = LazyLock::new(|| {
    CHUNKS.map(|rows| {
        format!(
            "insert into transfer (seq, tick, at, debit, credit, amount, reason, source, note,
                post, reply, prev, hash, debit_after, credit_after, debit_before, credit_before)
            values {}",
            places(17, rows)
        )
    })
});

/// The statements that put a chunk of balances.
static BALANCES: LazyLock<[String; 9]> = LazyLock::new(|| {
    CHUNKS.map(|rows| {
        format!(
            "insert into balance (account, held, floor, last) values {} on conflict (account)
            do update set held = excluded.held, last = excluded.last",
            places(4, rows)
        )
    })
});

/// `(?,?),(?,?)`: places for the values of so many rows.
fn places(columns: usize, rows: usize) -> String {
    let row = format!("({})", vec!["?"; columns].join(","));
    vec![row; rows].join(",")
}

/// Cuts rows into chunks, each with the number of its statement.
fn chunks<T>(rows: &[T]) -> impl Iterator<Item = (usize, &[T])> {
    let (mut rest, mut size) = (rows, 0);
    std::iter::from_fn(move || {
        while *CHUNKS.get(size)? > rest.len() {
            size += 1;
        }
        let (chunk, after) = rest.split_at(CHUNKS[size]);
        rest = after;
        Some((size, chunk))
    })
}

async fn balances(
    on: &mut SqliteConnection,
    lines: &BTreeMap<i64, BalanceLine>,
    ends: &Ends,
) -> Result<()> {
    let lines: Vec<_> = lines.values().collect();
    for (size, chunk) in chunks(&lines) {
        let mut query = sqlx::query(AssertSqlSafe(BALANCES[size].as_str()));
        for line in chunk {
            let last = ends.last(line.account);
            query = query.bind(line.account).bind(line.held).bind(line.floor).bind(last);
        }
        query.execute(&mut *on).await?;
    }
    Ok(())
}

async fn transfers(
    on: &mut SqliteConnection,
    lines: &[TransferLine],
    steps: &[Step],
) -> Result<()> {
    let rows: Vec<_> = lines.iter().zip(steps).collect();
    for (size, chunk) in chunks(&rows) {
        let mut query = sqlx::query(AssertSqlSafe(TRANSFERS[size].as_str()));
        for (line, step) in chunk {
            query = query
                .bind(line.seq)
                .bind(line.tick)
                .bind(line.at)
                .bind(line.debit)
                .bind(line.credit)
                .bind(line.amount)
                .bind(line.reason)
                .bind(&line.source)
                .bind(&line.note)
                .bind(line.post)
                .bind(line.reply)
                .bind(&line.prev)
                .bind(&line.hash)
                .bind(line.debit_after)
                .bind(line.credit_after)
                .bind(step.debit_before)
                .bind(step.credit_before);
        }
        query.execute(&mut *on).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_in_one_chunk_of_a_size_that_has_a_statement() {
        for count in 0..1_000_usize {
            let rows: Vec<_> = (0..count).collect();
            let cut: Vec<_> = chunks(&rows).collect();
            assert!(cut.iter().all(|(size, chunk)| CHUNKS[*size] == chunk.len()));
            assert!(cut.len() < count / CHUNKS[0] + CHUNKS.len());
            let together: Vec<_> = cut.into_iter().flat_map(|(_, chunk)| chunk).copied().collect();
            assert_eq!(together, rows);
        }
    }
}
