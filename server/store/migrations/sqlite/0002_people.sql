-- People: what proves who they are, their sessions and invitations; files by their content;
-- letters; what moderators change of a post; where an audited act came from and why.
-- Secrets are kept as hashes only. Who people are in the village (role, conduct) is the world's; the
-- role here is the one with which a name was made known to the world.

create table credential (
    name text primary key not null check (length(name) between 1 and 40),
    phc text,
    role text not null check (role in ('member', 'moderator', 'admin')),
    vouched integer not null check (vouched in (0, 1)),
    oidc_issuer text,
    oidc_subject text,
    created_at integer not null,
    changed_at integer not null,
    unique (oidc_issuer, oidc_subject),
    check ((oidc_issuer is null) = (oidc_subject is null))
) strict, without rowid;
-- Names are plain ASCII; two that differ only in case would be one to people.
create unique index credential_folded on credential (lower(name));

insert into credential (name, phc, role, vouched, created_at, changed_at)
    select name, phc, 'admin', 1, created_at, created_at from admin where true
    order by created_at, name on conflict do nothing;
drop table admin;

create table session (
    id blob primary key not null check (length(id) = 32),
    name text not null references credential (name),
    created_at integer not null,
    last_seen integer not null,
    expires_at integer not null,
    revoked_at integer,
    address text not null,
    agent text not null check (length(agent) <= 200)
) strict, without rowid;
create index session_name on session (name, created_at);

-- Browsers in which somebody signed in before; attempts from there are counted apart.
create table device (
    hash blob primary key not null check (length(hash) = 32),
    name text not null references credential (name),
    created_at integer not null
) strict, without rowid;
create index device_name on device (name, created_at);

create table invitation (
    hash blob primary key not null check (length(hash) = 32),
    role text not null check (role in ('member', 'moderator', 'admin')),
    vouched integer not null check (vouched in (0, 1)),
    created_by text not null,
    created_at integer not null,
    expires_at integer not null,
    used_by text,
    used_at integer,
    check ((used_by is null) = (used_at is null))
) strict, without rowid;

-- Files by SHA-256 of their bytes.
create table blob (
    hash blob primary key not null check (length(hash) = 32),
    bytes blob not null,
    size integer not null check (size = length(bytes) and size <= 8388608),
    kind text not null,
    name text not null,
    author text not null,
    at integer not null
) strict;
create index blob_author on blob (author, at);

-- The direct talk of a person with an agent.
create table letter (
    id integer primary key not null check (id > 0),
    person integer not null,
    agent integer not null,
    by_agent integer not null check (by_agent in (0, 1)),
    origin text not null,
    body text not null,
    tick integer not null,
    at integer not null
) strict;
create index letter_pair on letter (person, agent, id);

alter table audit add column origin text;
alter table audit add column why text;
create index audit_principal on audit (principal, id);
create index audit_subject on audit (subject, id);

-- The trigger on posts names what may not change; these two may.
alter table post add column pinned integer not null default 0 check (pinned in (0, 1));
alter table post add column locked integer not null default 0 check (locked in (0, 1));

create trigger credential_keeps before delete on credential
begin select raise(abort, 'a name is never given up'); end;
create trigger credential_stays before update of name, created_at on credential
begin select raise(abort, 'a name never changes'); end;
create trigger session_stays before update of id, name, created_at, address, agent on session
begin select raise(abort, 'of a session only its end and its use may change'); end;
create trigger session_ends before update of revoked_at on session
when old.revoked_at is not null and new.revoked_at is not old.revoked_at
begin select raise(abort, 'what was revoked stays revoked'); end;
create trigger device_stays before update on device
begin select raise(abort, 'a device never changes'); end;
create trigger invitation_keeps before delete on invitation
begin select raise(abort, 'invitation is append-only'); end;
create trigger invitation_stays before update of
    hash, role, vouched, created_by, created_at, expires_at on invitation
begin select raise(abort, 'an invitation can only be used'); end;
create trigger invitation_once before update of used_by, used_at on invitation
when old.used_at is not null
begin select raise(abort, 'an invitation is used once'); end;
create trigger blob_keeps before delete on blob
begin select raise(abort, 'blob is append-only'); end;
create trigger blob_stays before update on blob
begin select raise(abort, 'blob is append-only'); end;
create trigger letter_keeps before delete on letter
begin select raise(abort, 'letter is append-only'); end;
create trigger letter_stays before update on letter
begin select raise(abort, 'letter is append-only'); end;
