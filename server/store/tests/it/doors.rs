//! Who may come in: one server, any number of tools, no older program; and what an export carries
//! over the threshold.

use village_economy::Hash32;
use village_sim::Tick;
use village_store::{Holder, Place, Role, SignUp, Store, StoreError, TokenRow, journal_from_jsonl};

use crate::ground::Ground;
use crate::village::{NOON, Village, commit};

pub async fn two_servers_never_write_one_village(ground: &Ground) {
    let first = ground.serve().await;
    let second = Store::open(&ground.place, Role::Serve).await;
    let Err(StoreError::InUse { place }) = &second else { panic!("{second:?}") };
    assert_eq!(place, &ground.place);
    first.close().await;
    let third = ground.serve().await;
    drop(third);
}

pub async fn tools_work_while_a_server_runs(ground: &Ground) {
    // A tool may be the first to open a database.
    let tool = Store::open(&ground.place, Role::Tool).await.unwrap();
    let server = ground.serve().await;
    let (_, first) = Village::found();
    let outcome = tool.commit(std::slice::from_ref(&first)).await;
    assert!(matches!(outcome, Err(StoreError::Refused { .. })), "{outcome:?}");
    server.commit(std::slice::from_ref(&first)).await.unwrap();
    assert!(tool.was_committed(first.record.tick).await.unwrap());
    assert_eq!(tool.audit().await.unwrap().transfers, 3);
    let erik = crate::credential::person("erik");
    assert!(matches!(tool.sign_up(&erik, None).await.unwrap(), SignUp::Done(_)));
    assert_eq!(server.admins_count().await.unwrap(), 1);
    let mut out = Vec::new();
    assert!(tool.export(&mut out).await.unwrap() > 0);
}

pub async fn a_newer_database_is_left_alone(ground: &Ground) {
    ground.serve().await.close().await;
    ground
        .tamper(
            "insert into _sqlx_migrations
            (version, description, installed_on, success, checksum, execution_time)
            select version + 100, description, installed_on, success, checksum, execution_time
            from _sqlx_migrations order by version desc limit 1",
        )
        .await
        .unwrap();
    for role in [Role::Serve, Role::Tool] {
        let outcome = Store::open(&ground.place, role).await;
        let Err(StoreError::Newer { found, known }) = outcome else { panic!("{outcome:?}") };
        assert_eq!(found, known + 100);
    }
}

async fn export(store: &Store) -> Vec<u8> {
    let mut out = Vec::new();
    let lines = store.export(&mut out).await.unwrap();
    assert_eq!(out.split(|byte| *byte == b'\n').count() as u64, lines + 1);
    out
}

/// A village with something in every table that is exported.
pub async fn furnish(store: &Store) {
    let (mut village, first) = Village::found();
    let mut batch = vec![first];
    batch.extend((0..3).map(|_| village.busy()));
    store.commit(&batch).await.unwrap();
    store.put_meta("name", "Åhlen").await.unwrap();
    crate::credential::furnish(store).await;
    crate::session::furnish(store).await;
    crate::blob::furnish(store).await;
    crate::mind::furnish(store).await;
    store.put_thoughts(&crate::thought::thoughts(1..=9)).await.unwrap();
    let token = TokenRow {
        id: "vt_1".into(),
        hash: Hash32([1; 32]),
        holder: Holder::Agent("ada".into()),
        scopes: Vec::new(),
        created_at: NOON,
        expires_at: Some(NOON + 1),
        revoked_at: None,
        last_used: None,
    };
    store.put_token(&token).await.unwrap();
    let record = village.record();
    store.commit(&[commit(record)]).await.unwrap();
}

/// Exports one village into another place, and compares the two.
pub async fn carry_over(from: &Store, to: &Place) {
    let text = export(from).await;
    for table in [
        "meta",
        "journal",
        "transfer",
        "balance",
        "ledger_head",
        "post",
        "reply",
        "audit",
        "request_key",
        "token",
        "credential",
        "session",
        "invitation",
        "blob",
        "letter",
        "mind",
        "mind_change",
        "thought_sum",
    ] {
        let mark = format!("{{\"table\":\"{table}\"");
        assert!(String::from_utf8_lossy(&text).contains(&mark), "{table} is in the export");
    }
    let other = Store::open(to, Role::Serve).await.unwrap();
    let lines = text.split(|byte| *byte == b'\n').count() as u64 - 1;
    assert_eq!(other.import(&text[..]).await.unwrap(), lines);
    assert_eq!(export(&other).await, text);
    // Traces stay behind; their numbers are not given again.
    assert_eq!((other.last_trace().await.unwrap(), other.thought_bytes().await.unwrap()), (9, 0));
    let report = other.audit().await.unwrap();
    assert_eq!(report, from.audit().await.unwrap());
    assert_eq!(report.flaw, None);
    // The journal reads the same from table and file.
    let rows: Vec<_> = journal_from_jsonl(&text[..]).map(Result::unwrap).collect();
    assert_eq!(rows, other.journal_from(Tick(0), 1000).await.unwrap());
    assert_eq!(rows.len(), 5);
    // A village is not written over.
    let again = other.import(&text[..]).await;
    assert!(matches!(again, Err(StoreError::Refused { .. })), "{again:?}");
    other.close().await;
}

pub async fn an_export_makes_the_same_village_again(ground: &Ground) {
    let store = ground.serve().await;
    furnish(&store).await;
    carry_over(&store, &ground.other).await;
}

pub async fn a_bad_export_is_refused_whole(ground: &Ground) {
    let store = ground.serve().await;
    furnish(&store).await;
    let text = String::from_utf8(export(&store).await).unwrap();
    let other = Store::open(&ground.other, Role::Serve).await.unwrap();
    let cut = &text[..text.len() - 2];
    let headless = text.split_once('\n').unwrap().1;
    let strange = format!("{text}{{\"table\":\"weather\"}}\n");
    let newer = text.replacen("\"tables\":", "\"tables\":900", 1);
    for bad in [cut, headless, &strange, &newer, "\n", "not json\n"] {
        let outcome = other.import(bad.as_bytes()).await;
        let told = matches!(outcome, Err(StoreError::Corrupt { .. } | StoreError::Newer { .. }));
        assert!(told, "{outcome:?}");
        assert!(other.load().await.unwrap().journal.is_empty());
        assert!(journal_from_jsonl(bad.as_bytes()).any(|row| row.is_err()));
    }
    other.import(text.as_bytes()).await.unwrap();
}
