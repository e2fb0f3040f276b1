//! The suite on Postgres, and what only a server elsewhere can suffer.

use std::time::{Duration, Instant};

use village_economy::AccountId;
use village_sim::PostId;
use village_store::testing::{Cluster, SKIP, is_skipped};
use village_store::{Place, PostFilter, Role, Store, StoreError};

use crate::doors::{carry_over, furnish};
use crate::ground::Ground;
use crate::village::Village;

fn cluster() -> Option<Cluster> {
    if is_skipped() {
        eprintln!("skipped: {SKIP} is set");
        return None;
    }
    Some(Cluster::start_new())
}

async fn ground(cluster: &Cluster) -> Ground {
    for name in ["village", "other"] {
        cluster.create_database(name).await;
    }
    let place = |name| Place::Postgres(cluster.socket_url(name));
    Ground { place: place("village"), other: place("other") }
}

/// Empties the ground for the next case; a new database would take longer.
async fn clear(cluster: &Cluster) {
    for name in ["village", "other"] {
        cluster.end_sessions(name).await;
        cluster.run_sql(name, "drop schema public cascade; create schema public").await;
    }
}

macro_rules! on_postgres {
    ($($module:ident::$case:ident,)*) => {
        /// One test for all cases: a cluster takes seconds to make.
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn conformance() {
            let Some(cluster) = cluster() else { return };
            let ground = ground(&cluster).await;
            $(
                let start = Instant::now();
                crate::$module::$case(&ground).await;
                clear(&cluster).await;
                eprintln!("{}::{} {:?}", stringify!($module), stringify!($case), start.elapsed());
            )*
        }
    };
}
crate::conformance!(on_postgres);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_village_moves_between_the_databases() {
    let Some(cluster) = cluster() else { return };
    let ground = ground(&cluster).await;
    let folder = tempfile::tempdir().unwrap();
    let first = Store::open(&Place::in_folder(folder.path()), Role::Serve).await.unwrap();
    furnish(&first).await;
    carry_over(&first, &ground.place).await;
    let second = ground.serve().await;
    let last = Place::Sqlite(folder.path().join("back.db"));
    carry_over(&second, &last).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_whose_session_is_ended_is_looked_up_and_the_store_heals() {
    let Some(cluster) = cluster() else { return };
    let ground = ground(&cluster).await;
    let store = ground.serve().await;
    let (mut village, first) = Village::found();
    store.commit(&[first]).await.unwrap();
    let mut lost = 0;
    for round in 0..60 {
        let next = village.busy();
        let batch = std::slice::from_ref(&next);
        let ending = async {
            // At another moment of the commit each time.
            for _ in 0..round * 3 {
                tokio::task::yield_now().await;
            }
            cluster.end_sessions("village").await;
        };
        let (outcome, ()) = tokio::join!(store.commit(batch), ending);
        match outcome {
            Ok(()) => {}
            Err(StoreError::Away { .. }) => {
                lost += 1;
                // A pooled session that was ended as well may be met first.
                let kept = loop {
                    match store.was_committed(next.record.tick).await {
                        Err(StoreError::Away { .. }) => {}
                        known => break known.unwrap(),
                    }
                };
                if !kept {
                    store.commit(batch).await.unwrap();
                }
            }
            Err(other) => panic!("{other}"),
        }
    }
    assert!(lost > 0, "no commit met the end of its session");
    let report = store.audit().await.unwrap();
    assert_eq!((report.flaw, report.head), (None, village.ledger.head()));
    assert_eq!(store.posts(&PostFilter::default(), None, 100).await.unwrap().items.len(), 60);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_dies_keeps_what_was_acknowledged() {
    let Some(mut cluster) = cluster() else { return };
    let ground = ground(&cluster).await;
    let store = ground.serve().await;
    let (mut village, first) = Village::found();
    store.commit(&[first]).await.unwrap();
    for killed in [true, false] {
        let acknowledged = village.busy();
        store.commit(std::slice::from_ref(&acknowledged)).await.unwrap();
        if killed {
            cluster.kill();
        } else {
            cluster.stop();
        }
        let next = village.busy();
        let batch = std::slice::from_ref(&next);
        for _ in 0..3 {
            let asked = Instant::now();
            let outcome = store.commit(batch).await;
            assert!(matches!(outcome, Err(StoreError::Away { .. })), "{outcome:?}");
            assert!(asked.elapsed() < Duration::from_secs(2), "{:?}", asked.elapsed());
            let outcome = store.thread(PostId(1)).await;
            assert!(matches!(outcome, Err(StoreError::Away { .. })), "{outcome:?}");
        }
        cluster.start();
        assert!(store.was_committed(acknowledged.record.tick).await.unwrap());
        assert!(!store.was_committed(next.record.tick).await.unwrap());
        store.commit(batch).await.unwrap();
        assert!(store.thread(PostId(1)).await.unwrap().is_some());
    }
    assert_eq!(store.audit().await.unwrap().flaw, None);
    // The lock was taken again with the new connection.
    let second = Store::open(&ground.place, Role::Serve).await;
    assert!(matches!(second, Err(StoreError::InUse { .. })), "{second:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_that_is_dropped_on_the_way_leaves_the_store_usable() {
    let Some(cluster) = cluster() else { return };
    let ground = ground(&cluster).await;
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
}

/// sqlx sets no `TCP_NODELAY`: a statement that is sent in two parts could wait 40 ms for the
/// other side's delayed acknowledgement.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_statement_waits_for_a_delayed_acknowledgement() {
    let Some(cluster) = cluster() else { return };
    cluster.create_database("village").await;
    let place = Place::Postgres(cluster.tcp_url("village"));
    let store = Store::open(&place, Role::Serve).await.unwrap();
    let (mut village, first) = Village::found();
    store.commit(&[first]).await.unwrap();
    let mut commits = Vec::new();
    let mut large = Vec::new();
    let mut reads = Vec::new();
    for _ in 0..31 {
        let mut next = village.busy();
        timed(&mut commits, async { store.commit(&[next]).await.unwrap() }).await;
        next = village.paying();
        for _ in 0..300 {
            village.pay(&mut next.record, AccountId::Treasury, AccountId::Agent(1), 1);
        }
        timed(&mut large, async { store.commit(&[next]).await.unwrap() }).await;
        timed(&mut reads, async { store.thread(PostId(1)).await.unwrap() }).await;
        let everything = PostFilter::default();
        timed(&mut reads, async { store.posts(&everything, None, 50).await.unwrap() }).await;
        let all = store.statement(AccountId::Treasury, None, 50);
        timed(&mut reads, async { all.await.unwrap() }).await;
    }
    // All statements of a commit or a read together, so that one that waits stands out.
    for (name, mut times) in [("commit", commits), ("large commit", large), ("read", reads)] {
        times.sort_unstable();
        let median = times[times.len() / 2];
        eprintln!("{name}: {median:?}");
        assert!(median < Duration::from_millis(35), "{name}: {median:?}");
    }
}

async fn timed<T>(times: &mut Vec<Duration>, work: impl Future<Output = T>) {
    let start = Instant::now();
    work.await;
    times.push(start.elapsed());
}
