-- People: what proves who they are, their sessions and invitations; files by their content;
-- letters; what moderators change of a post; where an audited act came from and why.
-- Secrets are kept as hashes only. Who people are in the village (role, conduct) is the world's; the
-- role here is the one with which a name was made known to the world.

create table credential (
    name text primary key not null check (length(name) between 1 and 40),
    phc text,
    role text not null check (role in ('member', 'moderator', 'admin')),
    vouched boolean not null,
    oidc_issuer text,
    oidc_subject text,
    created_at bigint not null,
    changed_at bigint not null,
    unique (oidc_issuer, oidc_subject),
    check ((oidc_issuer is null) = (oidc_subject is null))
);
-- Names are plain ASCII; two that differ only in case would be one to people.
create unique index credential_folded on credential (lower(name collate "C"));

insert into credential (name, phc, role, vouched, created_at, changed_at)
    select name, phc, 'admin', true, created_at, created_at from admin
    order by created_at, name on conflict do nothing;
drop table admin;

create table session (
    id bytea primary key not null check (octet_length(id) = 32),
    name text not null references credential (name),
    created_at bigint not null,
    last_seen bigint not null,
    expires_at bigint not null,
    revoked_at bigint,
    address text not null,
    agent text not null check (length(agent) <= 200)
);
create index session_name on session (name, created_at);

-- Browsers in which somebody signed in before; attempts from there are counted apart.
create table device (
    hash bytea primary key not null check (octet_length(hash) = 32),
    name text not null references credential (name),
    created_at bigint not null
);
create index device_name on device (name, created_at);

create table invitation (
    hash bytea primary key not null check (octet_length(hash) = 32),
    role text not null check (role in ('member', 'moderator', 'admin')),
    vouched boolean not null,
    created_by text not null,
    created_at bigint not null,
    expires_at bigint not null,
    used_by text,
    used_at bigint,
    check ((used_by is null) = (used_at is null))
);

-- Files by SHA-256 of their bytes.
create table blob (
    hash bytea primary key not null check (octet_length(hash) = 32),
    bytes bytea not null,
    size bigint not null check (size = octet_length(bytes) and size <= 8388608),
    kind text not null,
    name text not null,
    author text not null,
    at bigint not null
);
create index blob_author on blob (author, at);

-- The direct talk of a person with an agent.
create table letter (
    id bigint primary key not null check (id > 0),
    person bigint not null,
    agent bigint not null,
    by_agent boolean not null,
    origin text not null,
    body text not null,
    tick bigint not null,
    at bigint not null
);
create index letter_pair on letter (person, agent, id);

alter table audit add column origin text;
alter table audit add column why text;
create index audit_principal on audit (principal, id);
create index audit_subject on audit (subject, id);

-- The trigger on posts names what may not change; these two may.
alter table post add column pinned boolean not null default false;
alter table post add column locked boolean not null default false;

create trigger credential_keeps before delete or truncate on credential
    for each statement execute function forbid_change();
create trigger credential_stays before update of name, created_at on credential
    for each statement execute function forbid_change();
create trigger session_stays before update of id, name, created_at, address, agent on session
    for each statement execute function forbid_change();
create trigger session_ends before update of revoked_at on session for each row
    when (old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at)
    execute function forbid_change();
create trigger device_stays before update on device
    for each statement execute function forbid_change();
create trigger invitation_keeps before delete or truncate on invitation
    for each statement execute function forbid_change();
create trigger invitation_stays
    before update of hash, role, vouched, created_by, created_at, expires_at on invitation
    for each statement execute function forbid_change();
create trigger invitation_once before update of used_by, used_at on invitation for each row
    when (old.used_at is not null) execute function forbid_change();
create trigger blob_stays before update or delete or truncate on blob
    for each statement execute function forbid_change();
create trigger letter_stays before update or delete or truncate on letter
    for each statement execute function forbid_change();
