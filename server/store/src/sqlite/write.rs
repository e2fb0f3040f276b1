//! `SQLite`'s statements. Rows come in as one JSON array each: one bind, one round to `SQLite`'s
//! thread, however many rows there are.

use sqlx::sqlite::SqliteConnection;

use crate::error::Result;
use crate::line::TransferLine;
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
    posts: "insert into post (id, author, origin, audience, title, body, tags, status, tick, at,
            folded)
        select value->>'id', value->>'author', value->>'origin', value->>'audience',
            value->>'title', value->>'body', value->>'tags', value->>'status', value->>'tick',
            value->>'at', value->>'folded'
        from json_each($1)",
    tags: "insert into post_tag (tag, post)
        select value->>'tag', value->>'post' from json_each($1)",
    replies: "insert into reply (id, post, author, origin, body, tick, at)
        select value->>'id', value->>'post', value->>'author', value->>'origin',
            value->>'body', value->>'tick', value->>'at'
        from json_each($1)",
    audit: "insert into audit (id, tick, at, principal, action, subject, outcome)
        select value->>'id', value->>'tick', value->>'at', value->>'principal',
            value->>'action', value->>'subject', value->>'outcome'
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

async fn transfers(on: &mut SqliteConnection, lines: &[TransferLine]) -> Result<()> {
    if !lines.is_empty() {
        sqlx::query(STATEMENTS.transfers).bind(array(lines)?).execute(on).await?;
    }
    Ok(())
}
