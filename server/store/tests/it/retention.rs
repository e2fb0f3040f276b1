//! How traces go.

use village_economy::Micro;
use village_sim::{Tick, VillagerId};
use village_store::{Pruned, Store, ThoughtFilter};

use crate::ground::Ground;
use crate::thought::{numbers, thought, thoughts};

/// Bytes of all traces as the rows themselves say.
async fn check_sum(ground: &Ground, store: &Store) {
    let bytes = store.thought_bytes().await.unwrap();
    let same = format!("select 1 / (case when sum(size) = {bytes} then 1 else 0 end) from thought");
    ground.tamper(&same).await.unwrap();
}

pub async fn the_oldest_traces_go_first(ground: &Ground) {
    let store = ground.serve().await;
    let rows = thoughts(1..=60);
    let cost = rows.iter().map(|row| row.about.cost.get()).sum();
    // Slow ones come late.
    store.put_thoughts(&rows[30..]).await.unwrap();
    store.put_thoughts(&rows[..30]).await.unwrap();
    let all = store.thought_bytes().await.unwrap();
    assert_eq!(store.prune_thoughts(all, 0).await.unwrap(), Pruned::default());
    let everything = ThoughtFilter::default();

    // What was spent, by villager, since a tick.
    let own = |who| {
        let own =
            rows.iter().filter(|row| row.about.villager == who && row.about.tick >= Tick(400));
        (who, Micro::new(own.map(|row| row.about.cost.get()).sum()))
    };
    let since = store.thoughts_cost_since(Tick(400)).await.unwrap();
    assert_eq!(since, [0, 1, 2].map(|who| own(VillagerId(who))));
    assert_eq!(store.thoughts_cost_since(Tick(u64::MAX)).await.unwrap(), []);

    // By age: what is as old as that stays.
    let since = thought(11).about.at;
    let pruned = store.prune_thoughts(u64::MAX, since).await.unwrap();
    let left = store.thought_bytes().await.unwrap();
    assert_eq!(pruned, Pruned { thoughts: 10, bytes: all - left });
    assert!(numbers(&store, &everything).await.into_iter().eq((11..=60).rev()));

    // By size: to the byte, and no more than must.
    let before = store.thought_bytes().await.unwrap();
    assert_eq!(store.prune_thoughts(before - 1, since).await.unwrap().thoughts, 1);
    let pruned = store.prune_thoughts(before / 2, 0).await.unwrap();
    let left = numbers(&store, &everything).await;
    let first = 12 + pruned.thoughts;
    assert!(left.into_iter().eq((first..=60).rev()), "{pruned:?}");
    let bytes = store.thought_bytes().await.unwrap();
    let largest = before / 25;
    assert!(bytes <= before / 2 && bytes + largest > before / 2, "{bytes} of {before}");

    // All of them; their numbers are not given again.
    assert_eq!(store.prune_thoughts(0, 0).await.unwrap().bytes, bytes);
    assert_eq!(numbers(&store, &everything).await, [0; 0]);
    assert_eq!(store.thought_bytes().await.unwrap(), 0);
    assert_eq!(store.last_trace().await.unwrap(), 60);
    assert_eq!(store.thoughts_cost().await.unwrap(), Micro::new(cost), "what is spent stays spent");
    assert_eq!(store.prune_thoughts(0, i64::MAX).await.unwrap(), Pruned::default());
    store.close().await;
    assert_eq!(ground.serve().await.last_trace().await.unwrap(), 60);
}

pub async fn many_traces_go_in_small_steps(ground: &Ground) {
    let store = ground.serve().await;
    let mut rows = thoughts(1..=900);
    for row in &mut rows[..40] {
        // A step is bounded by bytes as well.
        row.detail =
            (0..40_000_u32).map(|at| char::from_digit(at * at % 35, 36).unwrap()).collect();
    }
    store.put_thoughts(&rows).await.unwrap();
    let all = store.thought_bytes().await.unwrap();
    check_sum(ground, &store).await;
    // Two at once do no more than one.
    let keep = all / 4;
    let (one, other) = tokio::join!(store.prune_thoughts(keep, 0), store.prune_thoughts(keep, 0));
    let gone = one.unwrap().thoughts + other.unwrap().thoughts;
    let left = store.thought_bytes().await.unwrap();
    assert!(left <= keep && left + 10_000 > keep, "{left} of {keep}");
    check_sum(ground, &store).await;
    let oldest = gone + 1;
    assert!(store.thought(gone).await.unwrap().is_none());
    let last = rows.iter().find(|row| row.about.trace == oldest);
    assert_eq!(store.thought(oldest).await.unwrap().as_ref(), last);
    // Somebody who takes rows away by hand leaves the sum right.
    ground.tamper("delete from thought where trace % 2 = 0").await.unwrap();
    check_sum(ground, &store).await;
}

/// A clock that was wrong for a while holds nothing up.
pub async fn a_trace_from_the_future_holds_nothing_up(ground: &Ground) {
    let store = ground.serve().await;
    let mut rows = thoughts(1..=10);
    rows[0].about.at = i64::MAX;
    store.put_thoughts(&rows).await.unwrap();
    let pruned = store.prune_thoughts(u64::MAX, thought(8).about.at).await.unwrap();
    assert_eq!(pruned.thoughts, 6);
    assert_eq!(numbers(&store, &ThoughtFilter::default()).await, [10, 9, 8, 1]);
}
