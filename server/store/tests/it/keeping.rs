//! What is committed is kept: whole, once, as it was.

use village_sim::{Audience, PostId, Principal, Tick, VillagerId};
use village_store::{
    AuditFilter, Effects, KEY_LIFE_MICROS, Loaded, SNAPSHOTS_KEPT, SnapshotRow, StoreError,
};

use crate::ground::Ground;
use crate::village::{Village, admin, agent, commit, key};

pub async fn what_is_committed_comes_back(ground: &Ground) {
    let store = ground.serve().await;
    let empty = store.load().await.unwrap();
    assert!(empty.snapshot.is_none() && empty.journal.is_empty() && empty.last.is_none());
    assert_eq!(empty.head.next_seq, 1);

    let (mut village, first) = Village::found();
    let second = village.busy();
    let third = village.busy();
    store.commit(&[first.clone(), second.clone()]).await.unwrap();
    store.commit(std::slice::from_ref(&third)).await.unwrap();
    assert!(store.was_committed(third.record.tick).await.unwrap());
    assert!(!store.was_committed(third.record.tick.after(1)).await.unwrap());
    store.close().await;

    let store = ground.serve().await;
    let Loaded { snapshot, spoiled, journal, kept, keys, head, last } =
        store.load_before(third.record.tick).await.unwrap();
    assert_eq!(snapshot, second.snapshot);
    assert!(spoiled.is_empty());
    let [row] = &journal[..] else { panic!("one record after the snapshot: {journal:?}") };
    assert_eq!((row.tick, row.at), (third.record.tick, third.record.at));
    assert_eq!(row.commands, third.record.commands);
    assert_eq!(row.hashes, third.record.hashes);
    let seqs = third.record.transfers.iter().map(|transfer| transfer.seq).collect();
    let post = third.record.posts[0].id;
    let effects =
        Effects { transfers: seqs, posts: vec![post], replies: vec![third.record.replies[0].id] };
    assert_eq!(row.effects, effects);
    assert_eq!(keys, [second.keys.clone(), third.keys.clone()].concat());
    assert_eq!((head.next_seq, head.hash), (village.ledger.next_seq(), village.ledger.head()));
    assert_eq!(last, Some((third.record.tick, third.record.at)));
    // The board is as it was at the snapshot, not later.
    assert_eq!(kept.heads.len(), 1);
    assert_eq!(kept.heads[0].1.topic.as_deref(), Some("pond"));
    assert_eq!(kept.replies, [(second.record.replies[0].id, PostId(1), agent(1))]);
    assert_eq!(kept.recent.len(), 1);
    assert_eq!(kept.recent[0].post, second.record.posts[0]);
    assert_eq!(kept.recent[0].replies, second.record.replies);

    let balances = store.balances().await.unwrap();
    let expected: Vec<_> = village.ledger.accounts().filter(|(_, held)| held.get() != 0).collect();
    assert_eq!(balances, expected);
    let all = [first, second, third].map(|commit| commit.record.transfers).concat();
    assert_eq!(store.transfers_from(1, 100).await.unwrap(), all);
    assert_eq!(store.transfers_from(3, 2).await.unwrap(), all[2..4]);
}

pub async fn a_batch_is_kept_whole_or_not_at_all(ground: &Ground) {
    let store = ground.serve().await;
    let (mut village, first) = Village::found();
    store.commit(std::slice::from_ref(&first)).await.unwrap();
    let good = village.busy();
    let mut bad = village.record();
    village.reply(&mut bad, PostId(99), "to nothing");
    let bad = commit(bad);
    let outcome = store.commit(&[good.clone(), bad]).await;
    assert!(matches!(outcome, Err(StoreError::Refused { .. })), "{outcome:?}");
    let loaded = store.load().await.unwrap();
    assert_eq!(loaded.last, Some((first.record.tick, first.record.at)));
    assert_eq!(loaded.head.next_seq, 4);
    assert!(loaded.keys.is_empty() && loaded.snapshot.is_none());
    assert!(store.thread(PostId(1)).await.unwrap().is_none());
    assert!(store.audit_rows(&AuditFilter::default(), None, 10).await.unwrap().items.is_empty());
    // Nothing stands in the way of the good one.
    store.commit(&[good]).await.unwrap();
    assert!(store.audit().await.unwrap().flaw.is_none());
}

pub async fn a_key_is_used_once_in_its_day(ground: &Ground) {
    let store = ground.serve().await;
    let (mut village, mut first) = Village::found();
    let start = first.record.at;
    let one = Principal::Agent(VillagerId(1));
    first.keys = vec![key(&one, "k", start), key(&admin(), "k", start)];
    store.commit(std::slice::from_ref(&first)).await.unwrap();

    let mut again = commit(village.record());
    again.keys = vec![key(&one, "k", start + KEY_LIFE_MICROS)];
    let outcome = store.commit(std::slice::from_ref(&again)).await;
    assert!(matches!(outcome, Err(StoreError::Refused { .. })), "{outcome:?}");

    again.keys = vec![key(&one, "k", start + KEY_LIFE_MICROS + 1)];
    again.record.at = start + KEY_LIFE_MICROS + 1;
    store.commit(std::slice::from_ref(&again)).await.unwrap();
    assert_eq!(store.load().await.unwrap().keys, again.keys);
}

pub async fn what_is_written_stays_as_it_is(ground: &Ground) {
    let store = ground.serve().await;
    let (mut village, first) = Village::found();
    store.commit(&[first, village.busy()]).await.unwrap();
    for table in ["journal", "transfer", "post", "post_tag", "mention", "reply", "letter", "audit"]
    {
        let outcome = ground.tamper(&format!("delete from {table}")).await;
        assert!(outcome.is_err(), "{table} lets rows go");
    }
    for change in [
        "journal set commands = '[]'",
        "transfer set amount = amount + 1",
        "transfer set note = ''",
        "post set body = 'other'",
        "post set author = 'system'",
        "post_tag set tag = 'other'",
        "mention set name = 'other'",
        "reply set body = 'other'",
        "letter set body = 'other'",
        "audit set outcome = 'other'",
        "audit set why = 'other'",
        "request_key set reply = request",
    ] {
        let outcome = ground.tamper(&format!("update {change}")).await;
        assert!(outcome.is_err(), "{change} is let through");
    }
    for removal in ["balance", "ledger_head"] {
        assert!(ground.tamper(&format!("delete from {removal}")).await.is_err(), "{removal}");
    }
    // What may change, changes.
    assert_eq!(ground.tamper("update post set status = 'resolved'").await.unwrap(), 1);
    let thread = store.thread(PostId(1)).await.unwrap().unwrap();
    assert_eq!(thread.post.status, village_sim::Status::Resolved);
}

pub async fn a_damaged_snapshot_falls_back(ground: &Ground) {
    let store = ground.serve().await;
    let (mut village, first) = Village::found();
    let mut batch = vec![first];
    batch.extend((0..5).map(|_| village.busy()));
    store.commit(&batch).await.unwrap();
    let ticks: Vec<Tick> = batch.iter().map(|commit| commit.record.tick).collect();
    let newest = store.load().await.unwrap();
    assert_eq!(newest.snapshot, batch[5].snapshot);
    assert!(newest.journal.is_empty());

    ground.break_in("snapshot", "update snapshot set bytes = checksum where tick >= 100").await;
    let loaded = store.load().await.unwrap();
    assert_eq!(loaded.spoiled, [ticks[5], ticks[4]]);
    assert_eq!(loaded.snapshot, batch[3].snapshot);
    let after: Vec<Tick> = loaded.journal.iter().map(|row| row.tick).collect();
    assert_eq!(after, ticks[4..]);
    // Only so many are kept: before the oldest there is none.
    assert_eq!(SNAPSHOTS_KEPT, 3);
    let none = store.load_before(ticks[3]).await.unwrap();
    assert_eq!((none.snapshot, none.journal.len()), (None, 6));
    assert!(none.kept.heads.is_empty() && none.kept.recent.is_empty());
}

pub async fn a_journal_that_was_written_by_others_is_reported(ground: &Ground) {
    let store = ground.serve().await;
    let (_, first) = Village::found();
    store.commit(&[first]).await.unwrap();
    ground.break_in("journal", "update journal set commands = '[{\"fly\":true}]'").await;
    let outcome = store.load().await;
    let Err(StoreError::Corrupt { what }) = outcome else { panic!("{outcome:?}") };
    assert!(what.contains("journal 20"), "the row is named: {what}");
}

pub async fn the_journal_comes_in_pages(ground: &Ground) {
    let store = ground.serve().await;
    let (mut village, first) = Village::found();
    let mut batch = vec![first];
    for number in 0..30 {
        let mut record = village.record();
        let title = format!("Post {number}");
        village.post(&mut record, &agent(2), Audience::Public, (&title, "x"), &[]);
        batch.push(commit(record));
    }
    batch[7].snapshot = Some(SnapshotRow { tick: batch[7].record.tick, bytes: Vec::new() });
    store.commit(&batch).await.unwrap();
    let mut read = Vec::new();
    let mut next = Tick(0);
    loop {
        let page = store.journal_from(next, 7).await.unwrap();
        let Some(last) = page.last() else { break };
        next = last.tick.after(1);
        read.extend(page.iter().map(|row| row.tick));
    }
    assert!(read.into_iter().eq(batch.iter().map(|commit| commit.record.tick)));
    assert_eq!(store.load().await.unwrap().journal.len(), 23);
    assert!(store.journal_from(Tick(1), 0).await.unwrap().is_empty());
}
