-- The trail of an account: each transfer names the one before it of either account (0: none), each
-- balance the last. Statements are read along it. The indexes that they were read along before had to
-- be kept up at random places, which was most of what a commit wrote.
alter table transfer add column debit_before integer not null default 0
    check (debit_before between 0 and seq - 1);
alter table transfer add column credit_before integer not null default 0
    check (credit_before between 0 and seq - 1);
alter table balance add column last integer not null default 0 check (last >= 0);

drop trigger transfer_stays;
update transfer as t set
    debit_before = max(
        coalesce((select max(b.seq) from transfer b where b.debit = t.debit and b.seq < t.seq), 0),
        coalesce((select max(b.seq) from transfer b where b.credit = t.debit and b.seq < t.seq), 0)),
    credit_before = max(
        coalesce((select max(b.seq) from transfer b where b.debit = t.credit and b.seq < t.seq), 0),
        coalesce(
            (select max(b.seq) from transfer b where b.credit = t.credit and b.seq < t.seq), 0));
create trigger transfer_stays before update on transfer
begin select raise(abort, 'transfer is append-only'); end;
update balance set last = max(
    coalesce((select max(t.seq) from transfer t where t.debit = account), 0),
    coalesce((select max(t.seq) from transfer t where t.credit = account), 0));

drop index transfer_debit;
drop index transfer_credit;
