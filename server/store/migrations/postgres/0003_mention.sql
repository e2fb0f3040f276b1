-- Who is named by posts and the replies to them. It follows from what was written.
create table mention (
    name text not null,
    post bigint not null references post (id),
    primary key (name, post)
);
create trigger mention_stays before update or delete or truncate on mention
    for each statement execute function forbid_change();
