//! The stored ledger: it has no gaps, and it can be proved.

use village_economy::{AccountId, Entry, Micro, Reason, statement};
use village_store::{Flaw, LedgerFilter, Store, StoreError};

use crate::ground::Ground;
use crate::village::{Village, commit};

pub async fn a_transfer_must_follow_the_log(ground: &Ground) {
    let store = ground.serve().await;
    let (mut village, first) = Village::found();
    let second = village.paying();
    let third = village.paying();
    let refused = |outcome: Result<(), StoreError>| {
        assert!(matches!(outcome, Err(StoreError::Refused { .. })), "{outcome:?}");
    };
    refused(store.commit(std::slice::from_ref(&second)).await);
    refused(store.commit(&[first.clone(), third.clone()]).await);
    store.commit(std::slice::from_ref(&first)).await.unwrap();
    refused(store.commit(std::slice::from_ref(&third)).await);
    refused(store.commit(std::slice::from_ref(&first)).await);
    // Another village's second transfer has another predecessor.
    let (mut stranger, mut foreign) = Village::found();
    stranger.pay(&mut foreign.record, AccountId::Treasury, AccountId::Compute, 1);
    let other = stranger.paying();
    refused(store.commit(&[other]).await);
    // A record that does not tell a balance cannot be told apart from a wrong one.
    let mut silent = second.clone();
    silent.record.balances.clear();
    refused(store.commit(&[silent]).await);
    store.commit(&[second, third]).await.unwrap();
    assert!(store.audit().await.unwrap().flaw.is_none());
}

pub async fn a_balance_stays_above_its_floor(ground: &Ground) {
    let store = ground.serve().await;
    let (mut village, first) = Village::found();
    store.commit(&[first]).await.unwrap();
    let good = village.paying();
    let mut bad = good.clone();
    for (account, held) in &mut bad.record.balances {
        if *account == AccountId::Agent(0) {
            *held = Micro::new(-1);
        }
    }
    let outcome = store.commit(&[bad]).await;
    assert!(matches!(outcome, Err(StoreError::Refused { .. })), "{outcome:?}");
    // The treasury may owe any amount.
    store.commit(&[good]).await.unwrap();
    let treasury = store.balances().await.unwrap()[0];
    assert_eq!(treasury, (AccountId::Treasury, Micro::coins(-31)));
}

async fn read_statement(store: &Store, account: AccountId, limit: usize) -> Vec<Entry> {
    let mut all = Vec::new();
    let mut cursor = None;
    loop {
        let page = store.statement(account, cursor, limit).await.unwrap();
        assert!(page.items.len() <= limit);
        all.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            return all;
        }
    }
}

pub async fn a_statement_tells_the_balance_after_each_entry(ground: &Ground) {
    let store = ground.serve().await;
    let (mut village, first) = Village::found();
    let mut batch = vec![first];
    for step in 0..25_u32 {
        let mut record = village.record();
        let (from, to) = (AccountId::Agent(step % 3), AccountId::Agent((step + 1) % 3));
        village.pay(&mut record, AccountId::Treasury, from, 5);
        village.pay(&mut record, from, to, 4);
        batch.push(commit(record));
    }
    store.commit(&batch[..9]).await.unwrap();
    store.commit(&batch[9..]).await.unwrap();
    let log: Vec<_> = batch.iter().flat_map(|commit| &commit.record.transfers).collect();
    for account in
        [AccountId::Treasury, AccountId::Agent(0), AccountId::Agent(2), AccountId::Compute]
    {
        let mut expected: Vec<_> =
            statement(account, Some(Micro::ZERO), log.iter().copied()).collect();
        expected.reverse();
        for limit in [1, 4, 1000] {
            assert_eq!(read_statement(&store, account, limit).await, expected, "{account}");
        }
    }
    let none = store.statement(AccountId::Agent(0), Some(0), 5).await.unwrap();
    assert!(none.items.is_empty() && none.next.is_none());
    // A cursor that is none of the account's own is walked to.
    let own = read_statement(&store, AccountId::Agent(1), 10).await;
    for cursor in 0..10 {
        let page = store.statement(AccountId::Agent(1), Some(cursor), 10).await.unwrap();
        let before = own.iter().filter(|entry| entry.id.seq < cursor);
        assert_eq!(page.items, before.cloned().collect::<Vec<_>>(), "{cursor}");
    }
}

pub async fn the_audit_names_the_first_bad_entry(ground: &Ground) {
    let store = ground.serve().await;
    let (mut village, first) = Village::found();
    store.commit(&[first, village.busy(), village.paying()]).await.unwrap();
    let report = store.audit().await.unwrap();
    assert_eq!((report.transfers, report.accounts, report.flaw), (6, 4, None));
    assert_eq!(report.head, village.ledger.head());

    // Each is undone before the next.
    for (seq, table, change, undo) in [
        (6, "transfer", "note = 'paid twice' where seq = 6", "note = 'it''s \"well\" said, 水'"),
        (5, "transfer", "amount = amount + 1 where seq = 5", "amount = amount - 1"),
        (4, "transfer", "reason = 99 where seq = 4", "reason = 1"),
        (3, "transfer", "debit_after = 5 where seq = 3", "debit_after = -30000000"),
        (2, "transfer", "tick = 21 where seq = 2", "tick = 20"),
        (4, "transfer", "credit_before = 0 where seq = 4", "credit_before = 1"),
        (6, "balance", "held = held + 1 where account > 17179869184", "held = held - 1"),
    ] {
        ground.break_in(table, &format!("update {table} set {change}")).await;
        let flaw = store.audit().await.unwrap().flaw.unwrap();
        let told = match flaw {
            Flaw::Ledger(finding) => finding.seq,
            Flaw::BalanceAfter { seq, .. } | Flaw::Trail { seq, .. } | Flaw::Unreadable { seq } => {
                seq
            }
            Flaw::End { .. } | Flaw::Orphan { .. } => panic!("{change}: {flaw}"),
        };
        // A wrong balance is told by the last entry that touched its account.
        assert!(told == seq || table == "balance", "{change}: {flaw}");
        let rows = change.split(" where ").nth(1).unwrap();
        ground.tamper(&format!("update {table} set {undo} where {rows}")).await.unwrap();
        assert_eq!(store.audit().await.unwrap().flaw, None, "{undo}");
    }
    ground.break_in("balance", "update balance set last = last - 1").await;
    assert!(matches!(store.audit().await.unwrap().flaw, Some(Flaw::End { derived: 6, .. })));
    ground.tamper("update balance set last = last + 1").await.unwrap();
    ground.break_in("journal", "delete from journal where tick = 40").await;
    assert_eq!(store.audit().await.unwrap().flaw, Some(Flaw::Orphan { seq: 4, tick: 40 }));
    ground.break_in("transfer", "delete from transfer where seq = 6").await;
    assert!(matches!(store.audit().await.unwrap().flaw, Some(Flaw::Ledger(f)) if f.seq == 6));
    ground.break_in("transfer", "delete from transfer where seq = 2").await;
    assert!(matches!(store.audit().await.unwrap().flaw, Some(Flaw::Ledger(f)) if f.seq == 2));
}

pub async fn the_log_is_read_by_filters(ground: &Ground) {
    let store = ground.serve().await;
    let (mut village, first) = Village::found();
    store.commit(&[first.clone(), village.busy(), village.paying()]).await.unwrap();
    let mut seen = Vec::new();
    let audit = store.audit_seeing(|transfer| seen.push(transfer.clone())).await.unwrap();
    assert_eq!((audit.flaw, seen.len()), (None, 6));
    assert_eq!(seen, store.transfers_from(1, 100).await.unwrap());
    let none = LedgerFilter::default();
    let found = async |filter: LedgerFilter| {
        let page = store.movements(&filter, None, 10).await.unwrap();
        page.items.into_iter().map(|movement| movement.transfer.seq).collect::<Vec<_>>()
    };
    assert_eq!(found(none.clone()).await, [6, 5, 4, 3, 2, 1]);
    let page = store.movements(&none, None, 4).await.unwrap();
    assert_eq!((page.items[3].transfer.clone(), page.next), (seen[2].clone(), Some(3)));
    let of = |account| LedgerFilter { account: Some(account), ..none.clone() };
    assert_eq!(found(of(AccountId::Agent(0))).await, [6, 5, 4, 1]);
    assert_eq!(found(of(AccountId::Treasury)).await, [6, 4, 3, 2, 1]);
    let late = LedgerFilter { since: Some(first.record.at + 1), ..of(AccountId::Treasury) };
    assert_eq!(found(late).await, [6, 4]);
    let early = LedgerFilter { until: Some(first.record.at + 1), ..none.clone() };
    assert_eq!(found(early).await, [3, 2, 1]);
    let paged = store.movements(&of(AccountId::Agent(0)), Some(5), 1).await.unwrap();
    assert_eq!((paged.items[0].transfer.seq, paged.next), (4, Some(4)));
    let rewards = LedgerFilter { reason: Some(Reason::Reward), post: Some(1), ..none.clone() };
    assert_eq!(found(rewards).await.len(), 6);
    let source = |source: &str| LedgerFilter { source: Some(source.into()), ..none.clone() };
    assert_eq!(found(source("admin:erik")).await.len(), 6);
    for nothing in [
        source("system"),
        LedgerFilter { reason: Some(Reason::Penalty), ..none.clone() },
        LedgerFilter { post: Some(2), ..none.clone() },
        of(AccountId::Agent(9)),
    ] {
        assert!(found(nothing).await.is_empty());
    }
}

pub async fn the_log_takes_only_what_follows(ground: &Ground) {
    let store = ground.serve().await;
    let (mut village, first) = Village::found();
    store.commit(&[first, village.paying()]).await.unwrap();
    let columns = "tick, at, debit, credit, amount, reason, source, note, post, reply";
    let after = "debit_after, credit_after";
    // A copy of the last row, in its place, further on, and where a log begins.
    for (seq, prev) in [("seq + 1", "prev"), ("seq + 2", "hash"), ("-4", "prev"), ("seq", "prev")] {
        let forged = format!(
            "insert into transfer (seq, prev, hash, {columns}, {after})
            select {seq}, {prev}, hash, {columns}, {after} from transfer where seq = 4"
        );
        assert!(ground.tamper(&forged).await.is_err(), "{seq} after {prev}");
    }
    // What follows in form is taken, and found by the audit.
    let forged = format!(
        "insert into transfer (seq, prev, hash, {columns}, {after})
        select seq + 1, hash, prev, {columns}, {after} from transfer where seq = 4"
    );
    assert_eq!(ground.tamper(&forged).await.unwrap(), 1);
    assert!(matches!(store.audit().await.unwrap().flaw, Some(Flaw::Ledger(f)) if f.seq == 5));
}
