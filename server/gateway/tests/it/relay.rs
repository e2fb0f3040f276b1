//! A gateway in another place than its village.

use tokio::sync::watch;
use village_protocol::frame::Look;

use crate::kit::{PATIENCE, Town, Watcher};

/// Lives on until the gateway hears the village, or no longer does.
async fn until(town: &mut Town, live: &mut watch::Receiver<bool>, wanted: bool) {
    let end = tokio::time::Instant::now() + PATIENCE;
    while *live.borrow_and_update() != wanted {
        assert!(tokio::time::Instant::now() < end, "the gateway finds the village");
        town.tick();
        let a_moment = std::time::Duration::from_millis(5);
        let _ = tokio::time::timeout(a_moment, live.changed()).await;
    }
}

#[tokio::test]
async fn who_watches_a_gateway_sees_the_village() {
    let mut town = Town::new(30);
    let (address, mut live) = town.gateway();
    let mut early = Watcher::at(address, town.all()).await;
    until(&mut town, &mut live, true).await;
    early.catch_up(&mut town).await;
    town.agrees(&early);
    for _ in 0..200 {
        town.tick();
        tokio::task::yield_now().await;
    }
    let mut late = Watcher::at(address, Look::new(8, 8, 24, 24)).await;
    late.catch_up(&mut town).await;
    town.agrees(&late);
    early.catch_up(&mut town).await;
    town.agrees(&early);
    for _ in 0..100 {
        town.tick();
        tokio::task::yield_now().await;
    }
    early.catch_up(&mut town).await;
    town.agrees(&early);
    assert!(early.wholes > 0 && late.wholes == 0, "{} and {}", early.wholes, late.wholes);
}

#[tokio::test]
async fn a_gateway_finds_its_village_again() {
    let mut town = Town::new(20);
    let (address, mut live) = town.gateway();
    until(&mut town, &mut live, true).await;
    town.stopping.send_replace(true);
    until(&mut town, &mut live, false).await;
    town.stopping.send_replace(false);
    until(&mut town, &mut live, true).await;
    let mut watcher = Watcher::at(address, town.all()).await;
    watcher.catch_up(&mut town).await;
    town.agrees(&watcher);
}
