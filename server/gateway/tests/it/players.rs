//! Players over real sockets: what is theirs, what they ask, and how they are sent away.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bevy_app::Update;
use futures_util::{SinkExt, StreamExt};
use tokio_tungstenite::tungstenite::{Bytes, Error, Message};
use village_economy::Micro;
use village_gateway::play::{REQUESTS_A_SECOND, UNDER_WAY_MAX};
use village_protocol::play::{Errand, Farewell, REQUEST_MAX};

use crate::far_end::{Player, client};
use crate::kit::PATIENCE;
use crate::player::{Port, paid, reward};

#[tokio::test(flavor = "multi_thread")]
async fn both_ends_say_the_same_fingerprint() {
    let port = Port::open();
    let (mut app, _) = client();
    assert_eq!(village_protocol::link::fingerprint(app.world_mut()), port.play.fingerprint());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_player_is_told_of_itself_and_of_nobody_else() {
    let port = Port::open();
    let (mut ada, mut bela) = (port.join(1).await, port.join(2).await);
    for _ in 0..20 {
        ada.step().await;
        bela.step().await;
    }
    assert_eq!(ada.session().unwrap().name, "person 1");
    assert_eq!(bela.session().unwrap().name, "person 2");
    assert!(ada.avatar().is_none(), "nobody has one here");
    assert_eq!(ada.purse().unwrap().allowance_left, Some(Micro::coins(20)));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_is_answered_and_the_purse_follows() {
    let port = Port::open();
    let mut player = port.join(1).await;
    let number = player.ask(7, reward()).await;
    assert_eq!(player.answer(number).await.came, Ok(paid(0)));
    let left = |player: &mut Player| player.purse().unwrap().allowance_left;
    player.until(|player| left(player) == Some(Micro::coins(19))).await;
    // Again, over a later link: done once, answered alike.
    drop(player);
    let mut player = port.join(1).await;
    let number = player.ask(7, reward()).await;
    assert_eq!(player.answer(number).await.came, Ok(paid(0)));
    assert_eq!(port.paper.done.lock().unwrap().len(), 1);
    let number = player.ask(8, reward()).await;
    assert_eq!(player.answer(number).await.came, Ok(paid(1)));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_so_many_requests_are_under_way() {
    let port = Port::open();
    let mut player = port.join(1).await;
    port.paper.answers.send_replace(false);
    let mut numbers = Vec::new();
    for key in 0..=UNDER_WAY_MAX {
        numbers.push(player.ask(key as u128, reward()).await);
    }
    let last = numbers.pop().unwrap();
    let refused = player.answer(last).await.came.unwrap_err();
    assert_eq!((refused.code.as_str(), refused.is_passing), ("too_many_requests", true));
    port.paper.answers.send_replace(true);
    for number in numbers {
        assert!(player.answer(number).await.came.is_ok());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_too_much_is_sent_away() {
    let port = Port::open();
    let mut player = port.join(1).await;
    for key in 0..4 * REQUESTS_A_SECOND {
        player.ask(key.into(), reward()).await;
    }
    player.until(|player| player.closed.is_some()).await;
    assert_eq!(player.farewell.unwrap().why, "you ask too much: wait");
    assert!(port.paper.asked.load(Ordering::SeqCst) <= 3 * REQUESTS_A_SECOND);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_play_any_more_is_told_and_gone_at_once() {
    let port = Port::open();
    let (mut player, mut other) = (port.join(1).await, port.join(2).await);
    port.paper.send_away(1);
    let looked = port.paper.looked.load(Ordering::SeqCst);
    player.until(|player| player.closed.is_some()).await;
    let farewell = player.farewell.unwrap();
    assert_eq!(farewell.why, "your session is over: sign in again");
    assert!(!farewell.may_return);
    // It was known at the first look: each is a twelfth of a second after the one before.
    assert!(port.paper.looked.load(Ordering::SeqCst) > looked);
    let number = other.ask(1, reward()).await;
    assert!(other.answer(number).await.came.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_world_is_begun_anew_when_it_dies() {
    let dies = Arc::new(AtomicBool::new(false));
    let told = dies.clone();
    let port = Port::with(move |app| {
        let dies = told.clone();
        app.add_systems(Update, move || {
            assert!(!dies.swap(false, Ordering::SeqCst), "the test kills the world");
        });
    });
    let mut player = port.join(1).await;
    dies.store(true, Ordering::SeqCst);
    player.until(|player| player.closed.is_some()).await;
    assert!(player.farewell.unwrap().may_return);
    let mut player = port.join(1).await;
    let number = player.ask(1, reward()).await;
    assert!(player.answer(number).await.came.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_stops_says_so() {
    let port = Port::open();
    let mut player = port.join(1).await;
    port.stopping.send_replace(true);
    player.until(|player| player.closed.is_some()).await;
    assert_eq!(player.closed, Some(1001));
    assert!(player.farewell.unwrap().may_return);
}

/// The close code of a bare socket, and the farewell before it.
async fn sent_away(
    socket: &mut (impl StreamExt<Item = Result<Message, Error>> + Unpin),
) -> (u16, Option<Farewell>) {
    let mut farewell = None;
    loop {
        match tokio::time::timeout(PATIENCE, socket.next()).await.expect("it is closed") {
            Some(Ok(Message::Binary(bytes))) => {
                farewell = Farewell::decode(&bytes).or(farewell);
            }
            Some(Ok(Message::Close(frame))) => {
                return (frame.map_or(0, |frame| frame.code.into()), farewell);
            }
            Some(Ok(_)) => {}
            Some(Err(_)) | None => return (0, farewell),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_of_another_version_is_told() {
    let port = Port::open();
    let (code, farewell) = sent_away(&mut port.socket("stranger").await).await;
    assert_eq!(code, 4001);
    let farewell = farewell.unwrap();
    assert!(!farewell.may_return && farewell.why.contains("another version"), "{farewell:?}");
}

/// Packets that no client of ours sends.
fn garbage() -> Vec<Vec<u8>> {
    let head = |kind: u8| [&[kind, 0, 0, 0xff, 0xff], &[0; 8][..]].concat();
    let with = |body: &[u8]| [&head(0)[..], body].concat();
    vec![
        vec![0xff; 50],
        vec![4; 13],
        vec![0; 5],
        vec![0x80; 16],
        vec![0x81, 9, 9, 9],
        [&head(1)[..], &[0, 0, 0], &[0xff; 40]].concat(),
        [&head(2)[..], &[0xff; 40]].concat(),
        [&head(3)[..], &[0xff; 40]].concat(),
        with(&[3, 1, 0, 3, 99, 1, 1]),
        with(&[0, 255]),
        with(&[0, 1, 0, 8, 1, 0, 0, 0x80, 0, 0, 0, 0]),
        with(&[0, 1, 1, 0, 0, 7, 3, 0x80, 0, 0, 0, 0, 1]),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn garbage_ends_its_own_socket_and_no_other() {
    let port = Port::open();
    let mut honest = port.join(1).await;
    for packet in garbage() {
        let mut socket = port.socket("play/2").await;
        socket.send(Message::Binary(Bytes::from(packet.clone()))).await.unwrap();
        let (code, farewell) = sent_away(&mut socket).await;
        assert_eq!(code, 1008, "{packet:?}: {farewell:?}");
        honest.step().await;
    }
    let mut socket = port.socket("play/2").await;
    socket.send(Message::text("hello")).await.unwrap();
    assert_eq!(sent_away(&mut socket).await.0, 1008);
    let mut socket = port.socket("play/2").await;
    let long = vec![0x81; REQUEST_MAX + 1];
    let _ = socket.send(Message::Binary(Bytes::from(long))).await;
    // What is too long is not read at all, so its farewell may be lost to a reset.
    assert!([0, 1008].contains(&sent_away(&mut socket).await.0));
    assert_eq!(honest.closed, None);
    let number = honest.ask(1, reward()).await;
    assert!(honest.answer(number).await.came.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_read_is_gone_and_nobody_else_waits() {
    let port = Port::open();
    let (mut slow, mut other) = (port.socket("play/1").await, port.join(2).await);
    let end = tokio::time::Instant::now() + PATIENCE;
    // It asks and never listens. Writing fails once it is gone.
    let mut key = 0;
    loop {
        assert!(tokio::time::Instant::now() < end, "it is gone by now");
        key += 1;
        let number = u32::try_from(key).unwrap();
        let request = village_protocol::play::Request { number, key, errand: Errand::Stop };
        if slow.send(Message::Binary(request.encode().into())).await.is_err() {
            break;
        }
        let number = other.ask(key, reward()).await;
        assert!(other.answer(number).await.came.is_ok());
        assert_eq!(other.closed, None);
    }
}
