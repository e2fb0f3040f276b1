-- Who is named by posts and the replies to them. It follows from what was written.
create table mention (
    name text not null,
    post integer not null references post (id),
    primary key (name, post)
) strict, without rowid;
create trigger mention_keeps before delete on mention
begin select raise(abort, 'mention is append-only'); end;
create trigger mention_stays before update on mention
begin select raise(abort, 'mention is append-only'); end;
