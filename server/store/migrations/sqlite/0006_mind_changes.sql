-- What changed in a mind since its record was written, in the order of its changes. A thought
-- changes little of a mind that has grown old, and the record is long: it is written anew only now
-- and then, and its changes go.
create table mind_change (
    villager integer not null references mind (villager) on delete cascade,
    number integer not null check (number between 1 and 128),
    change blob not null check (octet_length(change) <= 65536),
    checksum blob not null check (octet_length(checksum) = 32),
    tick integer not null check (tick >= 0),
    at integer not null,
    primary key (villager, number)
) strict;
