-- The village's first tables. A merged migration never changes; the next one gets the next number.
-- Stamps are UTC microseconds since 1970. Accounts are numbers of AccountId::to_u64.

create table meta (
    name text primary key not null,
    value text not null
);

create table journal (
    tick bigint primary key not null check (tick >= 0),
    at bigint not null,
    rules bigint not null,
    commands text not null,
    hashes text not null,
    effects text not null
);

create table transfer (
    seq bigint primary key not null check (seq > 0),
    tick bigint not null,
    at bigint not null,
    debit bigint not null,
    credit bigint not null,
    amount bigint not null check (amount > 0),
    reason bigint not null,
    source text not null,
    note text not null,
    post bigint,
    reply bigint,
    prev bytea not null check (octet_length(prev) = 32),
    hash bytea not null check (octet_length(hash) = 32),
    debit_after bigint not null,
    credit_after bigint not null,
    check (debit <> credit)
);
create index transfer_debit on transfer (debit, seq);
create index transfer_credit on transfer (credit, seq);

create table balance (
    account bigint primary key not null,
    held bigint not null,
    floor bigint,
    check (floor is null or held >= floor)
) with (fillfactor = 50);
-- Room in each page lets an update stay in it and spares the index.

create table ledger_head (
    one bigint primary key not null check (one = 1),
    next_seq bigint not null check (next_seq > 0),
    hash bytea not null check (octet_length(hash) = 32)
);
insert into ledger_head values (1, 1, decode(repeat('00', 32), 'hex'));

create table post (
    id bigint primary key not null check (id > 0),
    author text not null,
    origin text not null,
    audience text not null,
    title text not null,
    body text not null,
    tags text not null,
    status text not null,
    tick bigint not null,
    at bigint not null,
    folded text not null
);
create index post_author on post (author, id);

create table post_tag (
    tag text not null,
    post bigint not null references post (id),
    primary key (tag, post)
);

create table reply (
    id bigint primary key not null check (id > 0),
    post bigint not null references post (id),
    author text not null,
    origin text not null,
    body text not null,
    tick bigint not null,
    at bigint not null
);
create index reply_post on reply (post, id);

create table audit (
    id bigint primary key not null,
    tick bigint not null,
    at bigint not null,
    principal text not null,
    action text not null,
    subject text not null,
    outcome text not null
);

create table request_key (
    principal text not null,
    key text not null,
    request bytea not null check (octet_length(request) = 32),
    reply bytea not null,
    at bigint not null,
    primary key (principal, key)
);
create index request_key_at on request_key (at);

create table snapshot (
    tick bigint primary key not null,
    checksum bytea not null check (octet_length(checksum) = 32),
    bytes bytea not null
);

create table token (
    id text primary key not null,
    hash bytea not null unique check (octet_length(hash) = 32),
    holder text not null,
    scopes text not null,
    created_at bigint not null,
    expires_at bigint,
    revoked_at bigint,
    last_used bigint
);

create table admin (
    name text primary key not null,
    phc text not null,
    created_at bigint not null
);

create table setup (
    one bigint primary key not null check (one = 1),
    hash bytea not null check (octet_length(hash) = 32),
    expires_at bigint not null
);

create function forbid_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end $$;

-- Each transfer follows the one before: no gap, no fork, no hash twice. An index on the hash would
-- say less and cost a random page a row.
create function check_chain() returns trigger language plpgsql as $$
begin
    -- Only the first of the new rows looks at the table; the others follow one another.
    if exists (
        select 1 from (
            select seq, prev, lag(seq) over (order by seq) as seq_before,
                lag(hash) over (order by seq) as hash_before
            from fresh
        ) as line
        where prev is distinct from case
            when seq_before = seq - 1 then hash_before
            when seq_before is null and seq = 1 then decode(repeat('00', 32), 'hex')
            when seq_before is null then (select hash from transfer t where t.seq = line.seq - 1)
        end
    ) then
        raise exception 'a transfer must follow the one before';
    end if;
    return null;
end $$;

create trigger transfer_follows after insert on transfer
    referencing new table as fresh for each statement execute function check_chain();
create trigger journal_stays before update or delete or truncate on journal
    for each statement execute function forbid_change();
create trigger transfer_stays before update or delete or truncate on transfer
    for each statement execute function forbid_change();
create trigger post_keeps before delete or truncate on post
    for each statement execute function forbid_change();
create trigger post_stays
    before update of id, author, origin, audience, title, body, tags, tick, at, folded on post
    for each statement execute function forbid_change();
create trigger post_tag_stays before update or delete or truncate on post_tag
    for each statement execute function forbid_change();
create trigger reply_stays before update or delete or truncate on reply
    for each statement execute function forbid_change();
create trigger audit_stays before update or delete or truncate on audit
    for each statement execute function forbid_change();
create trigger balance_keeps before delete or truncate on balance
    for each statement execute function forbid_change();
create trigger ledger_head_keeps before delete or truncate on ledger_head
    for each statement execute function forbid_change();
create trigger request_key_stays before update or truncate on request_key
    for each statement execute function forbid_change();
