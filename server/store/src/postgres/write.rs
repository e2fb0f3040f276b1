//! Postgres' statements. Transfers and balances, of which there can be many, go in as arrays column
//! by column; the rest as one JSON array a table.

use std::collections::BTreeMap;

use sqlx::postgres::PgConnection;

use crate::error::Result;
use crate::line::{BalanceLine, TransferLine};
use crate::rows::Rows;
use crate::trail::{Ends, Step};
use crate::write::{Statements, write_lines, write_records};

const STATEMENTS: Statements = Statements {
    journal: "insert into journal (tick, at, rules, commands, hashes, effects)
        select tick, at, rules, commands, hashes, effects
        from json_to_recordset($1::text::json) as line (tick bigint, at bigint, rules bigint,
            commands text, hashes text, effects text)",
    posts: "insert into post (id, author, origin, audience, title, body, tags, status, pinned,
            locked, tick, at, folded)
        select id, author, origin, audience, title, body, tags, status, pinned, locked, tick, at,
            folded
        from json_to_recordset($1::text::json) as line (id bigint, author text, origin text,
            audience text, title text, body text, tags text, status text, pinned boolean,
            locked boolean, tick bigint, at bigint, folded text)",
    tags: "insert into post_tag (tag, post)
        select tag, post from json_to_recordset($1::text::json) as line (tag text, post bigint)",
    mentions: "insert into mention (name, post)
        select name, post from json_to_recordset($1::text::json) as line (name text, post bigint)
        on conflict do nothing",
    replies: "insert into reply (id, post, author, origin, body, tick, at)
        select id, post, author, origin, body, tick, at
        from json_to_recordset($1::text::json) as line (id bigint, post bigint, author text,
            origin text, body text, tick bigint, at bigint)",
    states: "update post set status = line.status, pinned = line.pinned, locked = line.locked
        from json_to_recordset($1::text::json) as line (id bigint, status text, pinned boolean,
            locked boolean)
        where post.id = line.id",
    letters: "insert into letter (id, person, agent, by_agent, origin, body, tick, at)
        select id, person, agent, by_agent, origin, body, tick, at
        from json_to_recordset($1::text::json) as line (id bigint, person bigint, agent bigint,
            by_agent boolean, origin text, body text, tick bigint, at bigint)",
    audit: "insert into audit (id, tick, at, principal, action, subject, outcome, origin, why)
        select id, tick, at, principal, action, subject, outcome, origin, why
        from json_to_recordset($1::text::json) as line (id bigint, tick bigint, at bigint,
            principal text, action text, subject text, outcome text, origin text, why text)",
    keys: "insert into request_key (principal, key, request, reply, at)
        select principal, key, decode(request, 'hex'), decode(reply, 'hex'), at
        from json_to_recordset($1::text::json) as line (principal text, key text, request text,
            reply text, at bigint)",
};

const TRANSFERS: &str = "insert into transfer (seq, tick, at, debit, credit, amount, reason,
        source, note, post, reply, prev, hash, debit_after, credit_after, debit_before,
        credit_before)
    select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[],
        $5::bigint[], $6::bigint[], $7::bigint[], $8::text[], $9::text[], $10::bigint[],
        $11::bigint[], $12::bytea[], $13::bytea[], $14::bigint[], $15::bigint[], $16::bigint[],
        $17::bigint[])";
const BALANCES: &str = "insert into balance (account, held, floor, last)
    select account, held, floor, last
    from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[])
        as line (account, held, floor, last)
    on conflict (account) do update set held = excluded.held, last = excluded.last";

pub(crate) async fn records(on: &mut PgConnection, rows: &Rows, ends: &mut Ends) -> Result<()> {
    write_records!(on, rows, ends)
}

pub(crate) async fn lines(on: &mut PgConnection, rows: &Rows, ends: &mut Ends) -> Result<()> {
    write_lines!(on, rows, ends, &STATEMENTS);
    Ok(())
}

async fn balances(
    on: &mut PgConnection,
    lines: &BTreeMap<i64, BalanceLine>,
    ends: &Ends,
) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    sqlx::query(BALANCES)
        .bind(lines.values().map(|line| line.account).collect::<Vec<_>>())
        .bind(lines.values().map(|line| line.held).collect::<Vec<_>>())
        .bind(lines.values().map(|line| line.floor).collect::<Vec<_>>())
        .bind(lines.values().map(|line| ends.last(line.account)).collect::<Vec<_>>())
        .execute(on)
        .await?;
    Ok(())
}

async fn transfers(on: &mut PgConnection, lines: &[TransferLine], steps: &[Step]) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let numbers = |of: fn(&TransferLine) -> i64| lines.iter().map(of).collect::<Vec<_>>();
    let maybe = |of: fn(&TransferLine) -> Option<i64>| lines.iter().map(of).collect::<Vec<_>>();
    let bytes = |of: fn(&TransferLine) -> &[u8]| lines.iter().map(of).collect::<Vec<_>>();
    let texts = |of: fn(&TransferLine) -> &str| lines.iter().map(of).collect::<Vec<_>>();
    sqlx::query(TRANSFERS)
        .bind(numbers(|line| line.seq))
        .bind(numbers(|line| line.tick))
        .bind(numbers(|line| line.at))
        .bind(numbers(|line| line.debit))
        .bind(numbers(|line| line.credit))
        .bind(numbers(|line| line.amount))
        .bind(numbers(|line| line.reason))
        .bind(texts(|line| &line.source))
        .bind(texts(|line| &line.note))
        .bind(maybe(|line| line.post))
        .bind(maybe(|line| line.reply))
        .bind(bytes(|line| &line.prev.0))
        .bind(bytes(|line| &line.hash.0))
        .bind(numbers(|line| line.debit_after))
        .bind(numbers(|line| line.credit_after))
        .bind(steps.iter().map(|step| step.debit_before).collect::<Vec<_>>())
        .bind(steps.iter().map(|step| step.credit_before).collect::<Vec<_>>())
        .execute(on)
        .await?;
    Ok(())
}
