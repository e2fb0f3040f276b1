-- The village's first tables. A merged migration never changes; the next one gets the next number.
-- Stamps are UTC microseconds since 1970. Accounts are numbers of AccountId::to_u64.

pragma application_id = 1447644231;

create table meta (
    name text primary key not null,
    value text not null
) strict, without rowid;

create table journal (
    tick integer primary key not null check (tick >= 0),
    at integer not null,
    rules integer not null,
    commands text not null,
    hashes text not null,
    effects text not null
) strict;

create table transfer (
    seq integer primary key not null check (seq > 0),
    tick integer not null,
    at integer not null,
    debit integer not null,
    credit integer not null,
    amount integer not null check (amount > 0),
    reason integer not null,
    source text not null,
    note text not null,
    post integer,
    reply integer,
    prev blob not null check (length(prev) = 32),
    hash blob not null check (length(hash) = 32),
    debit_after integer not null,
    credit_after integer not null,
    check (debit <> credit)
) strict;
create index transfer_debit on transfer (debit, seq);
create index transfer_credit on transfer (credit, seq);

create table balance (
    account integer primary key not null,
    held integer not null,
    floor integer,
    check (floor is null or held >= floor)
) strict;

create table ledger_head (
    one integer primary key not null check (one = 1),
    next_seq integer not null check (next_seq > 0),
    hash blob not null check (length(hash) = 32)
) strict;
insert into ledger_head values (1, 1, zeroblob(32));

create table post (
    id integer primary key not null check (id > 0),
    author text not null,
    origin text not null,
    audience text not null,
    title text not null,
    body text not null,
    tags text not null,
    status text not null,
    tick integer not null,
    at integer not null,
    folded text not null
) strict;
create index post_author on post (author, id);

create table post_tag (
    tag text not null,
    post integer not null references post (id),
    primary key (tag, post)
) strict, without rowid;

create table reply (
    id integer primary key not null check (id > 0),
    post integer not null references post (id),
    author text not null,
    origin text not null,
    body text not null,
    tick integer not null,
    at integer not null
) strict;
create index reply_post on reply (post, id);

create table audit (
    id integer primary key not null,
    tick integer not null,
    at integer not null,
    principal text not null,
    action text not null,
    subject text not null,
    outcome text not null
) strict;

create table request_key (
    principal text not null,
    key text not null,
    request blob not null check (length(request) = 32),
    reply blob not null,
    at integer not null,
    primary key (principal, key)
) strict;
create index request_key_at on request_key (at);

create table snapshot (
    tick integer primary key not null,
    checksum blob not null check (length(checksum) = 32),
    bytes blob not null
) strict;

create table token (
    id text primary key not null,
    hash blob not null unique check (length(hash) = 32),
    holder text not null,
    scopes text not null,
    created_at integer not null,
    expires_at integer,
    revoked_at integer,
    last_used integer
) strict, without rowid;

create table admin (
    name text primary key not null,
    phc text not null,
    created_at integer not null
) strict, without rowid;

create table setup (
    one integer primary key not null check (one = 1),
    hash blob not null check (length(hash) = 32),
    expires_at integer not null
) strict;

create trigger journal_keeps before delete on journal
begin select raise(abort, 'journal is append-only'); end;
create trigger journal_stays before update on journal
begin select raise(abort, 'journal is append-only'); end;
-- Each transfer follows the one before: no gap, no fork, no hash twice. An index on the hash would
-- say less and cost a random page a row.
create trigger transfer_follows before insert on transfer
when new.prev is not coalesce(
    (select hash from transfer where seq = new.seq - 1),
    case when new.seq = 1 then zeroblob(32) end)
begin select raise(abort, 'a transfer must follow the one before'); end;
create trigger transfer_keeps before delete on transfer
begin select raise(abort, 'transfer is append-only'); end;
create trigger transfer_stays before update on transfer
begin select raise(abort, 'transfer is append-only'); end;
create trigger post_keeps before delete on post
begin select raise(abort, 'post is append-only'); end;
create trigger post_stays before update of
    id, author, origin, audience, title, body, tags, tick, at, folded on post
begin select raise(abort, 'of a post only the status may change'); end;
create trigger post_tag_keeps before delete on post_tag
begin select raise(abort, 'post_tag is append-only'); end;
create trigger post_tag_stays before update on post_tag
begin select raise(abort, 'post_tag is append-only'); end;
create trigger reply_keeps before delete on reply
begin select raise(abort, 'reply is append-only'); end;
create trigger reply_stays before update on reply
begin select raise(abort, 'reply is append-only'); end;
create trigger audit_keeps before delete on audit
begin select raise(abort, 'audit is append-only'); end;
create trigger audit_stays before update on audit
begin select raise(abort, 'audit is append-only'); end;
create trigger balance_keeps before delete on balance
begin select raise(abort, 'a balance is never removed'); end;
create trigger ledger_head_keeps before delete on ledger_head
begin select raise(abort, 'the head of the ledger is never removed'); end;
create trigger request_key_stays before update on request_key
begin select raise(abort, 'a request key never changes'); end;
