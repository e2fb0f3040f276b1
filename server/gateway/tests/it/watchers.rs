//! What a watcher gets, and what becomes of one that does not behave.

use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::time::{Instant, interval};
use tokio_tungstenite::tungstenite::Message;
use village_protocol::frame::{LOOK, Look, Resync, VERSION};

use futures_util::SinkExt;

use crate::kit::{PATIENCE, Town, Watcher};

/// So many ticks, with the tasks of the sockets run between them.
async fn live(town: &mut Town, ticks: u32) {
    for _ in 0..ticks {
        town.tick();
        tokio::task::yield_now().await;
    }
}

/// Lives on until a watcher knows what there is. Until its request arrives, or while keyframes come
/// in several messages, it may have the latest tick and old cells.
async fn until_known(town: &mut Town, watcher: &mut Watcher) {
    let end = Instant::now() + PATIENCE;
    loop {
        live(town, 30).await;
        watcher.catch_up(town).await;
        if town.first_wrong(watcher).is_none() {
            return;
        }
        assert!(Instant::now() < end, "it is told");
    }
}

#[tokio::test]
async fn whoever_joins_sees_what_there_is_and_then_what_changes() {
    let mut town = Town::new(30);
    live(&mut town, 200).await;
    let mut watcher = town.watcher(town.all()).await;
    watcher.catch_up(&mut town).await;
    town.agrees(&watcher);
    let joined = watcher.bytes;
    for _ in 0..20 {
        live(&mut town, 40).await;
        watcher.catch_up(&mut town).await;
        town.agrees(&watcher);
    }
    assert!(joined < 64_000, "{joined}");
    assert!(watcher.replica.lane().unwrap().cast.len() == 30);
}

#[tokio::test]
async fn whoever_comes_before_the_first_tick_waits_for_it() {
    let mut town = Town::untold(20);
    let mut watcher = town.watcher(town.all()).await;
    // Its request is taken; a task that went round and round would never let us go on.
    while town.open.load(Ordering::Relaxed) == 0 {
        tokio::task::yield_now().await;
    }
    for _ in 0..1_000 {
        tokio::task::yield_now().await;
    }
    town.tick();
    watcher.catch_up(&mut town).await;
    town.agrees(&watcher);
}

#[tokio::test]
async fn a_view_that_moves_gets_what_comes_into_it() {
    let mut town = Town::new(30);
    let mut watcher = town.watcher(Look::new(0, 0, 24, 24)).await;
    watcher.catch_up(&mut town).await;
    town.agrees(&watcher);
    for look in [Look::new(8, 8, 24, 24), Look::new(30, 4, 10, 60), town.all(), Look::default()] {
        live(&mut town, 30).await;
        watcher.look(look).await;
        watcher.catch_up(&mut town).await;
        if look != Look::default() {
            town.agrees(&watcher);
        }
    }
    assert_eq!(watcher.replica.cells().count(), 0);
    assert!(watcher.replica.lane().is_some());
}

#[tokio::test]
async fn who_sees_everything_is_told_whole_and_who_sees_a_part_by_cells() {
    let mut town = Town::new(40);
    let part = Look::new(8, 8, 64, 64);
    let mut seer = town.watcher(town.all()).await;
    let mut peeper = town.watcher(part).await;
    for _ in 0..10 {
        live(&mut town, 30).await;
        seer.catch_up(&mut town).await;
        peeper.catch_up(&mut town).await;
    }
    assert!(seer.wholes > 0 && peeper.wholes == 0, "{} and {}", seer.wholes, peeper.wholes);
    town.agrees(&peeper);
    seer.catch_up(&mut town).await;
    town.agrees(&seer);
    // Closer, wide again, and closer and wide again at once: nothing of it is lost on the way.
    for looks in [&[part][..], &[town.all()], &[part, town.all()], &[town.all(), part]] {
        for look in looks {
            seer.look(*look).await;
        }
        until_known(&mut town, &mut seer).await;
        for _ in 0..3 {
            live(&mut town, 30).await;
            seer.catch_up(&mut town).await;
            town.agrees(&seer);
        }
    }
}

#[tokio::test]
async fn what_is_asked_for_again_comes_again() {
    let mut town = Town::new(20);
    let mut watcher = town.watcher(town.all()).await;
    watcher.catch_up(&mut town).await;
    for resync in [Resync::Cell(0), Resync::Cell(9), Resync::All, Resync::Cell(4_000_000)] {
        watcher.ask_again(resync).await;
        live(&mut town, 30).await;
        watcher.catch_up(&mut town).await;
        town.agrees(&watcher);
    }
}

#[tokio::test]
async fn whoever_falls_out_of_the_ring_gets_keyframes_and_the_others_do_not_notice() {
    let mut town = Town::new(60);
    let mut slow = town.watcher(town.all()).await;
    let mut other = town.watcher(town.all()).await;
    slow.catch_up(&mut town).await;
    other.catch_up(&mut town).await;
    other.widest_gap = 0;
    for _ in 0..120 {
        live(&mut town, 20).await;
        other.catch_up(&mut town).await;
    }
    assert!(other.widest_gap <= 30, "{}", other.widest_gap);
    town.agrees(&other);
    until_known(&mut town, &mut slow).await;
    assert!(slow.widest_gap > 64, "it fell out: {}", slow.widest_gap);
}

#[tokio::test]
async fn whoever_never_reads_is_gone_and_the_others_do_not_notice() {
    let mut town = Town::new(60);
    let mut other = town.watcher(town.all()).await;
    other.catch_up(&mut town).await;
    let sleeper = town.watcher(town.all()).await;
    let (began, mut pace) = (Instant::now(), interval(Duration::from_millis(5)));
    let mut both = false;
    loop {
        let open = town.open.load(Ordering::Relaxed);
        both |= open == 2;
        if both && open == 1 {
            break;
        }
        assert!(began.elapsed() < PATIENCE, "it is sent away");
        pace.tick().await;
        live(&mut town, 5).await;
        other.catch_up(&mut town).await;
    }
    town.agrees(&other);
    assert!(other.widest_gap <= 30, "{}", other.widest_gap);
    drop(sleeper);
}

async fn sent_away(town: &Town, bytes: &[u8]) -> (u16, String) {
    let mut watcher = town.watcher(Look::default()).await;
    watcher.say(bytes).await;
    watcher.closed().await
}

#[tokio::test]
async fn whoever_sends_what_is_no_request_goes_and_is_told_why() {
    let mut town = Town::new(10);
    let good = Look::new(0, 0, 8, 8).encode();
    let mut tail = good;
    tail[15] = 1;
    let everything = Look::new(0, 0, u16::MAX, u16::MAX).encode();
    let wrong: [&[u8]; 6] = [b"", b"hello", &good[..15], &tail, &everything, &[LOOK; 1_000]];
    for bytes in wrong.into_iter().take(5) {
        assert_eq!(sent_away(&town, bytes).await.0, 1008, "{bytes:?}");
    }
    let mut newer = good;
    newer[1] = VERSION + 1;
    for bytes in [&newer[..], wrong[5]] {
        let (code, reason) = sent_away(&town, bytes).await;
        assert_eq!(code, 4001);
        assert!(reason.contains(&format!("version {VERSION}")), "{reason}");
    }
    assert_eq!(sent_away(&town, &[0; 5_000]).await.0, 1008);
    let mut talker = town.watcher(Look::default()).await;
    talker.socket.send(Message::text("hello")).await.unwrap();
    assert_eq!(talker.closed().await.0, 1008);
    // The village is none the worse.
    let mut watcher = town.watcher(town.all()).await;
    watcher.catch_up(&mut town).await;
    town.agrees(&watcher);
}

#[tokio::test]
async fn whoever_asks_too_often_goes() {
    let town = Town::new(10);
    let mut watcher = town.watcher(Look::default()).await;
    for x in 0..20 {
        let request = Look::new(x, 0, 8, 8).encode();
        if watcher.socket.send(Message::binary(request.to_vec())).await.is_err() {
            break;
        }
    }
    let (code, reason) = watcher.closed().await;
    assert_eq!((code, reason.as_str()), (1008, "at most 4 requests a second"));
}

#[tokio::test]
async fn a_village_that_stops_says_so_and_whoever_comes_back_begins_anew() {
    let mut town = Town::new(20);
    let mut watcher = town.watcher(town.all()).await;
    watcher.catch_up(&mut town).await;
    town.stopping.send_replace(true);
    assert_eq!(watcher.closed().await.0, 1001);
    town.stopping.send_replace(false);
    live(&mut town, 300).await;
    let mut again: Watcher = town.watcher(town.all()).await;
    again.catch_up(&mut town).await;
    town.agrees(&again);
}
