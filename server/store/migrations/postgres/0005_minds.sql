-- What model minds keep between their thoughts, and traces of the thoughts. Neither is part of a
-- tick: both are written beside the commits and may lag behind them.

-- The record is JSON of the minds' own making; here it is bytes.
create table mind (
    villager bigint primary key not null check (villager >= 0),
    record bytea not null check (octet_length(record) <= 1048576),
    checksum bytea not null check (octet_length(checksum) = 32),
    tick bigint not null check (tick >= 0),
    at bigint not null
);

-- The detail is kept out of line, so that a list never reads it.
create table thought (
    trace bigint primary key not null check (trace > 0),
    villager bigint not null check (villager >= 0),
    tick bigint not null check (tick >= 0),
    at bigint not null,
    class text not null check (class in ('chat', 'react', 'routine', 'reflect')),
    state text not null check (length(state) between 1 and 24),
    model text not null check (octet_length(model) <= 200),
    node text not null check (octet_length(node) <= 200),
    tokens_in bigint not null check (tokens_in >= 0),
    tokens_out bigint not null check (tokens_out >= 0),
    cost bigint not null check (cost >= 0),
    queued_ms bigint not null check (queued_ms >= 0),
    first_token_ms bigint check (first_token_ms >= 0),
    total_ms bigint not null check (total_ms >= 0),
    -- Bytes that the row counts as.
    size bigint not null check (size >= octet_length(summary) + octet_length(detail)),
    -- Bytes of the detail before it was packed; null: it stands as it is.
    packed bigint check (packed between 0 and 262144),
    checksum bigint not null check (checksum between 0 and 4294967295),
    summary bytea not null check (octet_length(summary) <= 16384),
    detail bytea not null check (octet_length(detail) <= 262144)
);
-- What is packed already is not packed once more.
alter table thought alter column detail set storage external;
create index thought_age on thought (at, trace);
create index thought_tick on thought (tick, trace);
create index thought_villager on thought (villager, trace);
create index thought_class on thought (class, trace);
create index thought_state on thought (state, trace);
create index thought_model on thought (model, trace);
create index thought_node on thought (node, trace);

-- What all traces weigh together, the highest number that one ever had, and what all that ever
-- were have cost.
create table thought_sum (
    one bigint primary key not null check (one = 1),
    bytes bigint not null check (bytes >= 0),
    last bigint not null check (last >= 0),
    cost bigint not null check (cost >= 0)
);
insert into thought_sum values (1, 0, 0, 0);

create function add_thoughts() returns trigger language plpgsql as $$
begin
    update thought_sum set
        bytes = bytes + coalesce((select cast(sum(size) as bigint) from fresh), 0),
        last = greatest(last, (select max(trace) from fresh)),
        cost = cast(least(
            cost + coalesce((select sum(cost) from fresh), 0), 9223372036854775807) as bigint);
    return null;
end $$;
create function drop_thoughts() returns trigger language plpgsql as $$
begin
    update thought_sum set
        bytes = bytes - coalesce((select cast(sum(size) as bigint) from gone), 0);
    return null;
end $$;
create function forbid_fall() returns trigger language plpgsql as $$
begin
    raise exception 'what was is never taken back';
end $$;

create trigger thought_adds after insert on thought
    referencing new table as fresh for each statement execute function add_thoughts();
create trigger thought_goes after delete on thought
    referencing old table as gone for each statement execute function drop_thoughts();
create trigger thought_stays before update or truncate on thought
    for each statement execute function forbid_change();
create trigger thought_sum_keeps before delete or truncate on thought_sum
    for each statement execute function forbid_change();
create trigger thought_sum_rises before update on thought_sum for each row
    when (new.last < old.last or new.cost < old.cost) execute function forbid_fall();
