//! `SQLite`'s statements. Rows come in as one JSON array each: one bind, one round to `SQLite`'s
//! thread, however many rows there are.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use sqlx::AssertSqlSafe;
use sqlx::sqlite::SqliteConnection;

use crate::error::Result;
use crate::line::{BalanceLine, TransferLine};
use crate::rows::Rows;
use crate::write::{Statements, array, write_lines, write_records};

const STATEMENTS: Statements = Statements {
    journal: "insert into journal (tick, at, rules, commands, hashes, effects)
        select value->>'tick', value->>'at', value->>'rules', value->>'commands',
            value->>'hashes', value->>'effects'
        from json_each($1)",
    transfers: "insert into transfer (seq, tick, at, debit, credit, amount, reason, source, note,
            post, reply, prev, hash, debit_after, credit_after)
        select value->>'seq', value->>'tick', value->>'at', value->>'debit', value->>'credit',
            value->>'amount', value->>'reason', value->>'source', value->>'note',
            value->>'post', value->>'reply', unhex(value->>'prev'), unhex(value->>'hash'),
            value->>'debit_after', value->>'credit_after'
        from json_each($1)",
    balances: "insert into balance (account, held, floor)
        select value->>'account', value->>'held', value->>'floor' from json_each($1) where true
        on conflict (account) do update set held = excluded.held",
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

pub(crate) async fn records(on: &mut SqliteConnection, rows: &Rows) -> Result<()> {
    write_records!(on, rows)
}

pub(crate) async fn lines(on: &mut SqliteConnection, rows: &Rows) -> Result<()> {
    write_lines!(on, rows, &STATEMENTS);
    Ok(())
}

/// Transfers that one statement of bound values takes; what is left over goes in as JSON. Bound
/// values cost a third of JSON, a statement for each number of rows would have to be parsed anew.
const CHUNK: usize = 100;

/// The statement for [`CHUNK`] rows.
static CHUNK_STATEMENT: LazyLock<String> = LazyLock::new(|| {
    let row = format!("({})", ["?"; 15].join(","));
    let rows = vec![row; CHUNK].join(",");
    format!(
        "insert into transfer (seq, tick, at, debit, credit, amount, reason, source, note, post,
            reply, prev, hash, debit_after, credit_after) values {rows}"
    )
});

async fn balances(on: &mut SqliteConnection, lines: &BTreeMap<i64, BalanceLine>) -> Result<()> {
    if !lines.is_empty() {
        sqlx::query(STATEMENTS.balances).bind(array(lines.values())?).execute(on).await?;
    }
    Ok(())
}

async fn transfers(on: &mut SqliteConnection, lines: &[TransferLine]) -> Result<()> {
    let (chunks, rest) = lines.as_chunks::<CHUNK>();
    for chunk in chunks {
        let mut query = sqlx::query(AssertSqlSafe(CHUNK_STATEMENT.as_str()));
        for line in chunk {
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
                .bind(line.credit_after);
        }
        query.execute(&mut *on).await?;
    }
    if !rest.is_empty() {
        sqlx::query(STATEMENTS.transfers).bind(array(rest)?).execute(on).await?;
    }
    Ok(())
}
