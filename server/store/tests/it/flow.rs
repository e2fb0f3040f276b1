//! Money that flows is summed up by time, kind and reason.

use village_economy::{AccountId, Micro};

use crate::ground::Ground;
use crate::village::{NOON, Village};

const SECOND: i64 = 1_000_000;

pub async fn flows_are_summed_up_by_time_and_kind(ground: &Ground) {
    let store = ground.serve().await;
    assert_eq!(store.flows(0, SECOND).await.unwrap().flows, []);
    let (mut village, first) = Village::found();
    store.commit(&[first, village.busy(), village.paying()]).await.unwrap();
    let (treasury, agents) = (AccountId::Treasury, AccountId::Agent(0));
    let told = async |since, span| {
        let flows = store.flows(since, span).await.unwrap();
        assert!(flows.is_complete);
        let flows = flows.flows.into_iter();
        let told = flows.map(|flow| (flow.begins - NOON, flow.from, flow.to, flow.amount));
        told.collect::<Vec<_>>()
    };
    let second = [
        (SECOND, treasury, agents, Micro::coins(30)),
        (2 * SECOND, treasury, agents, Micro::coins(3)),
        (2 * SECOND, agents, agents, Micro::coins(2)),
        (3 * SECOND, treasury, agents, Micro::coins(1)),
    ];
    assert_eq!(told(0, SECOND).await, second);
    assert_eq!(told(NOON + 2 * SECOND, SECOND).await, second[1..]);
    let hour = 3_600 * SECOND;
    let begins = NOON / hour * hour - NOON;
    let all =
        [(begins, treasury, agents, Micro::coins(34)), (begins, agents, agents, Micro::coins(2))];
    assert_eq!(told(0, hour).await, all);
    // A span of no length is one of a microsecond.
    assert_eq!(told(0, 0).await.len(), 4);
}
