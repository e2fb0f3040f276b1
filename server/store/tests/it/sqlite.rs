//! The suite on `SQLite`, and what only a file can suffer.

use std::path::PathBuf;

use sqlx::Connection;
use tempfile::TempDir;
use village_store::{Place, Role, Store, StoreError};

use crate::ground::Ground;
use crate::village::Village;

fn ground() -> (TempDir, Ground) {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| Place::Sqlite(folder.path().join("deep").join(name));
    let ground = Ground { place: file("village.db"), other: file("other.db") };
    (folder, ground)
}

macro_rules! on_sqlite {
    ($($module:ident::$case:ident,)*) => {
        mod conformance {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $case() {
                    let (_folder, ground) = super::ground();
                    crate::$module::$case(&ground).await;
                }
            )*
        }
    };
}
crate::conformance!(on_sqlite);

fn path(ground: &Ground) -> PathBuf {
    match &ground.place {
        Place::Sqlite(path) => path.clone(),
        Place::Postgres(_) => unreachable!("the ground is a file"),
    }
}

async fn damage(ground: &Ground) -> String {
    let outcome = Store::open(&ground.place, Role::Serve).await;
    let Err(StoreError::Corrupt { what }) = outcome else { panic!("{outcome:?}") };
    what
}

#[tokio::test]
async fn a_file_that_is_no_database_is_reported() {
    let (_folder, ground) = ground();
    let path = path(&ground);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, "Dear diary, today the swans came back. ".repeat(100)).unwrap();
    damage(&ground).await;
}

#[tokio::test]
async fn a_page_that_was_overwritten_is_reported() {
    let (_folder, ground) = ground();
    let store = ground.serve().await;
    let (mut village, first) = Village::found();
    let mut batch = vec![first];
    batch.extend((0..400).map(|_| village.paying()));
    store.commit(&batch).await.unwrap();
    store.close().await;
    let mut bytes = std::fs::read(path(&ground)).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 4096].fill(0xAB);
    std::fs::write(path(&ground), bytes).unwrap();
    damage(&ground).await;
}

#[tokio::test]
async fn another_programs_database_is_left_alone() {
    let (_folder, ground) = ground();
    std::fs::create_dir_all(path(&ground).parent().unwrap()).unwrap();
    let url = format!("sqlite:{}?mode=rwc", path(&ground).display());
    let mut connection = sqlx::SqliteConnection::connect(&url).await.unwrap();
    sqlx::raw_sql("create table diary (day text)").execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let what = damage(&ground).await;
    assert!(what.contains("another program"), "{what}");
}

#[tokio::test]
async fn the_bundled_sqlite_is_one_that_keeps_what_it_was_given() {
    let mut connection = sqlx::SqliteConnection::connect("sqlite::memory:").await.unwrap();
    let version: String =
        sqlx::query_scalar("select sqlite_version()").fetch_one(&mut connection).await.unwrap();
    let parts: Vec<u32> = version.split('.').map(|part| part.parse().unwrap()).collect();
    assert!(parts >= vec![3, 51, 3], "{version}");
}

#[tokio::test]
async fn a_writer_that_holds_the_file_too_long_is_an_outage_and_then_over() {
    let (_folder, ground) = ground();
    let store = ground.serve().await;
    let (_, first) = Village::found();
    let url = format!("sqlite:{}", path(&ground).display());
    let mut other = sqlx::SqliteConnection::connect(&url).await.unwrap();
    sqlx::raw_sql("begin immediate").execute(&mut other).await.unwrap();
    let outcome = store.commit(std::slice::from_ref(&first)).await;
    assert!(matches!(outcome, Err(StoreError::Away { .. })), "{outcome:?}");
    sqlx::raw_sql("rollback").execute(&mut other).await.unwrap();
    assert!(!store.was_committed(first.record.tick).await.unwrap());
    store.commit(&[first]).await.unwrap();
}

#[tokio::test]
async fn a_commit_that_is_dropped_on_the_way_leaves_the_store_usable() {
    let (_folder, ground) = ground();
    let store = ground.serve().await;
    let (mut village, first) = Village::found();
    store.commit(&[first]).await.unwrap();
    let mut dropped = 0;
    for polls in 0..40 {
        let next = village.paying();
        let batch = std::slice::from_ref(&next);
        if !crate::village::poll_and_drop(store.commit(batch), polls).await {
            dropped += 1;
            if !store.was_committed(next.record.tick).await.unwrap() {
                store.commit(batch).await.unwrap();
            }
        }
    }
    assert!(dropped > 0, "some commit must have been dropped");
    assert_eq!(store.audit().await.unwrap().flaw, None);
    assert_eq!(store.ledger_head().await.unwrap().next_seq, village.ledger.next_seq());
}
