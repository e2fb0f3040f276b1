-- What model minds keep between their thoughts, and traces of the thoughts. Neither is part of a
-- tick: both are written beside the commits and may lag behind them.

-- The record is JSON of the minds' own making; here it is bytes.
create table mind (
    villager integer primary key not null check (villager >= 0),
    record blob not null check (octet_length(record) <= 1048576),
    checksum blob not null check (octet_length(checksum) = 32),
    tick integer not null check (tick >= 0),
    at integer not null
) strict;

-- The detail is last, so that a list never reads the pages that hold it.
create table thought (
    trace integer primary key not null check (trace > 0),
    villager integer not null check (villager >= 0),
    tick integer not null check (tick >= 0),
    at integer not null,
    class text not null check (class in ('chat', 'react', 'routine', 'reflect')),
    state text not null check (length(state) between 1 and 24),
    model text not null check (octet_length(model) <= 200),
    node text not null check (octet_length(node) <= 200),
    tokens_in integer not null check (tokens_in >= 0),
    tokens_out integer not null check (tokens_out >= 0),
    cost integer not null check (cost >= 0),
    queued_ms integer not null check (queued_ms >= 0),
    first_token_ms integer check (first_token_ms >= 0),
    total_ms integer not null check (total_ms >= 0),
    -- Bytes that the row counts as.
    size integer not null check (size >= octet_length(summary) + octet_length(detail)),
    -- Bytes of the detail before it was packed; null: it stands as it is.
    packed integer check (packed between 0 and 262144),
    checksum integer not null check (checksum between 0 and 4294967295),
    summary blob not null check (octet_length(summary) <= 16384),
    detail blob not null check (octet_length(detail) <= 262144)
) strict;
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
    one integer primary key not null check (one = 1),
    bytes integer not null check (bytes >= 0),
    last integer not null check (last >= 0),
    cost integer not null check (cost >= 0)
) strict;
insert into thought_sum values (1, 0, 0, 0);

create trigger thought_adds after insert on thought
begin
    update thought_sum set
        bytes = bytes + new.size,
        last = max(last, new.trace),
        cost = cost + min(new.cost, 9223372036854775807 - cost);
end;
create trigger thought_goes after delete on thought
begin
    update thought_sum set bytes = bytes - old.size;
end;
create trigger thought_stays before update on thought
begin select raise(abort, 'a trace never changes'); end;
create trigger thought_sum_keeps before delete on thought_sum
begin select raise(abort, 'thought_sum has one row'); end;
create trigger thought_sum_rises before update on thought_sum
when new.last < old.last or new.cost < old.cost
begin select raise(abort, 'what was is never taken back'); end;
