//! The role by which a village runs: it can do what a village does, and cannot rewrite history.

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use village_economy::AccountId;
use village_sim::{Audience, Author, VillagerId};
use village_store::testing::{Cluster, is_skipped};
use village_store::{Place, Role, Store};

use crate::village::{Village, commit};

#[tokio::test]
async fn postgres_a_villages_own_role_adds_and_never_rewrites() {
    if is_skipped() {
        return;
    }
    let cluster = Cluster::start_new();
    cluster.create_database("rights").await;
    cluster
        .run_sql("rights", "create role keeper login; alter schema public owner to village")
        .await;
    let place = |url: String| Place::Postgres(url);
    let owner = cluster.socket_url("rights");
    let tool = Store::open(&place(owner.clone()), Role::Tool).await.unwrap();
    for bad in ["", "x;drop table transfer", "Keeper", "1st", &"k".repeat(64)] {
        assert!(tool.grant(bad).await.is_err(), "{bad}");
    }
    tool.grant("keeper").await.unwrap();
    tool.grant("keeper").await.unwrap();
    let url = owner.replace("village@", "keeper@");
    let store = Store::open(&place(url.clone()), Role::Serve).await.unwrap();
    let (mut village, first) = Village::found();
    store.commit(std::slice::from_ref(&first)).await.unwrap();
    let mut next = village.record();
    let ada = Author::Agent(VillagerId(0));
    village.post(&mut next, &ada, Audience::Public, ("A heron", "At the pond."), &["pond"]);
    village.pay(&mut next, AccountId::Treasury, AccountId::Agent(0), 2);
    store.commit(&[commit(next)]).await.unwrap();
    assert!(store.audit().await.unwrap().flaw.is_none());
    crate::mind::furnish(&store).await;
    assert!(store.forget_mind(VillagerId(7)).await.unwrap());
    assert_eq!(store.put_thoughts(&crate::thought::thoughts(1..=3)).await.unwrap(), 3);
    assert_eq!(store.prune_thoughts(0, 0).await.unwrap().thoughts, 3);
    assert_eq!(store.last_trace().await.unwrap(), 3);
    store.close().await;
    let mut keeper = PgConnection::connect(&url).await.unwrap();
    for rewrite in [
        "update transfer set amount = 1",
        "delete from transfer",
        "truncate transfer",
        "alter table transfer disable trigger all",
        "drop trigger transfer_stays on transfer",
        "update journal set hashes = ''",
        "delete from audit",
        "update post set body = 'x'",
        "drop table audit",
        "update thought set cost = 0",
        "truncate thought",
        "truncate mind",
        "delete from thought_sum",
        "create table mine (x int)",
        "set session_replication_role = replica",
    ] {
        let outcome = sqlx::raw_sql(AssertSqlSafe(rewrite)).execute(&mut keeper).await;
        let said = outcome.expect_err(rewrite).to_string();
        let refused = said.contains("permission denied") || said.contains("must be owner");
        assert!(refused, "{rewrite}: {said}");
    }
}
