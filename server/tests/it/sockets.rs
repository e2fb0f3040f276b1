//! The sockets: a snapshot and then every tick, going on where one left, nothing that is private,
//! and no room for those who do not read or who talk.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, client_async, connect_async};

use crate::house::House;
use crate::kit::PATIENCE;

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

fn address(house: &House, path: &str) -> String {
    format!("{}{path}", house.server.base.replace("http://", "ws://"))
}

async fn open(house: &House, path: &str) -> Socket {
    connect_async(address(house, path)).await.unwrap().0
}

/// The next message as JSON; what is no text is passed over.
async fn next<S>(socket: &mut WebSocketStream<S>) -> Value
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
{
    loop {
        let message = tokio::time::timeout(PATIENCE, socket.next()).await.expect("a message comes");
        match message.expect("the socket is open").unwrap() {
            Message::Text(text) => return serde_json::from_str(&text).unwrap(),
            Message::Ping(_) | Message::Pong(_) => {}
            other => panic!("{other:?}"),
        }
    }
}

async fn closed(socket: &mut Socket) -> CloseCode {
    loop {
        let message = tokio::time::timeout(PATIENCE, socket.next()).await.expect("it is closed");
        if let Some(Ok(Message::Close(Some(frame)))) = message {
            return frame.code;
        }
    }
}

#[tokio::test]
async fn a_snapshot_and_then_every_tick() {
    let house = House::open();
    let mut socket = open(&house, "/ws/world").await;
    let snapshot = next(&mut socket).await;
    assert_eq!(snapshot["type"], "snapshot");
    let mut world = house.server.get("/api/v1/world").await;
    let changing = ["tick", "minute", "time", "state_hash", "agents", "landmarks", "items", "hung"];
    for changing in changing {
        assert!(snapshot[changing] != Value::Null, "{changing}");
        world[changing] = snapshot[changing].clone();
    }
    world["type"] = "snapshot".into();
    assert_eq!(snapshot, world);
    let mut tick = snapshot["tick"].as_u64().unwrap();
    let say = json!({"action": "say", "text": "Who hears this?"});
    let said = house.ask(Some(&house.ada), "/api/v1/agents/ada/action", Some(say));
    assert_eq!(said.await.status(), StatusCode::OK);
    let (mut heard, mut saw) = (false, false);
    while !(heard && saw) {
        let delta = next(&mut socket).await;
        assert_eq!(delta["type"], "delta");
        tick += 1;
        assert_eq!(delta["tick"], tick, "no tick is left out");
        let lines = delta["said"].as_array().into_iter().flatten();
        heard |= lines.into_iter().any(|line| {
            *line == json!({"agent_id": "ada", "text": "Who hears this?", "origin": "outside"})
        });
        let agents = delta["agents"].as_array().into_iter().flatten();
        saw |= agents.into_iter().any(|one| one["agent_id"] == "ada" && one["mind"] == "outside");
    }
}

#[tokio::test]
async fn the_feed_tells_how_many_notes_hang() {
    let house = House::open();
    let mut socket = open(&house, "/ws/world").await;
    let mut hangs = next(&mut socket).await["hung"].as_u64().unwrap();
    let post = house.write(&house.ada, "public", "A heron").await;
    let (now, came) = hung(&mut socket).await;
    assert_eq!(now, hangs + came);
    assert!(came > 0);
    hangs = now;
    let moderate = format!("/api/v1/board/posts/{}/moderate", post["id"]);
    let wish = json!({"status": "moderated", "reason": "no herons"});
    let taken = house.ask(Some(&house.erik), &moderate, Some(wish)).await;
    assert_eq!(taken.status(), StatusCode::OK);
    // Villagers may pin notes meanwhile.
    loop {
        let (now, came) = hung(&mut socket).await;
        if now == hangs + came - 1 {
            return;
        }
        assert_eq!(now, hangs + came);
        hangs = now;
    }
}

/// How many notes hang as the feed tells it next, and how many of them came with that.
async fn hung(socket: &mut Socket) -> (u64, u64) {
    loop {
        let delta = next(socket).await;
        assert_eq!(delta["type"], "delta");
        if let Some(hung) = delta["hung"].as_u64() {
            return (hung, delta["posts"].as_array().map_or(0, Vec::len) as u64);
        }
    }
}

#[tokio::test]
async fn one_who_comes_back_goes_on_where_it_left() {
    let house = House::open_with(&["--tick-hz", "20"]);
    let mut socket = open(&house, "/ws/world").await;
    let first = next(&mut socket).await["tick"].as_u64().unwrap();
    // Right after the start a tick may be one of before a kill: then all is told anew.
    let doubtful = first.min(100);
    let mut early = open(&house, &format!("/ws/world?since={doubtful}")).await;
    assert_eq!(next(&mut early).await["type"], "snapshot");
    let since = loop {
        let tick = next(&mut socket).await["tick"].as_u64().unwrap();
        if tick >= first + 240 {
            break tick;
        }
    };
    drop(socket);
    house.server.wait_for_tick(since + 20).await;
    let mut again = open(&house, &format!("/ws/world?since={since}")).await;
    for tick in since + 1..since + 30 {
        let delta = next(&mut again).await;
        assert_eq!((&delta["type"], &delta["tick"]), (&json!("delta"), &json!(tick)));
    }
    // A tick that has not come yet, or is too old, is answered with everything.
    for wrong in [since + 1_000_000, 1] {
        let mut socket = open(&house, &format!("/ws/world?since={wrong}")).await;
        assert_eq!(next(&mut socket).await["type"], "snapshot", "{wrong}");
    }
}

/// Titles of the test's posts that a listener gets, up to the last reply.
async fn titles(socket: &mut Socket) -> Vec<String> {
    let mut titles = Vec::new();
    loop {
        let note = next(socket).await;
        // What villagers write by themselves comes in between.
        if note["type"] == "reply" && note["reply"]["body"] == "For all, too." {
            assert_eq!(note["post_id"], note["reply"]["post_id"]);
            return titles;
        }
        let title = note["post"]["title"].as_str().unwrap_or_default();
        titles.extend(title.starts_with("For ").then(|| title.to_owned()));
    }
}

#[tokio::test]
async fn what_is_private_is_not_streamed() {
    let house = House::open();
    let mut visitor = open(&house, "/ws/board").await;
    let mut world = open(&house, "/ws/world").await;
    let mut ada = address(&house, "/ws/board").into_client_request().unwrap();
    let offer = format!("village, bearer.{}", house.ada);
    ada.headers_mut().insert("sec-websocket-protocol", offer.parse().unwrap());
    let (mut ada, response) = connect_async(ada).await.unwrap();
    assert_eq!(response.headers()["sec-websocket-protocol"], "village");
    let mut bruno = address(&house, "/ws/board").into_client_request().unwrap();
    let bearer = format!("Bearer {}", house.bruno);
    bruno.headers_mut().insert("authorization", bearer.parse().unwrap());
    let mut bruno = connect_async(bruno).await.unwrap().0;
    house.write(&house.erik, "agent:ada", "For Ada alone").await;
    house.write(&house.erik, "agents", "For agents").await;
    let public = house.write(&house.erik, "public", "For all").await;
    let reply = json!({"body": "For all, too."});
    let path = format!("/api/v1/board/posts/{}/replies", public["id"]);
    house.ask(Some(&house.ada), &path, Some(reply)).await;
    assert_eq!(titles(&mut visitor).await, ["For all"]);
    assert_eq!(titles(&mut ada).await, ["For Ada alone", "For agents", "For all"]);
    assert_eq!(titles(&mut bruno).await, ["For agents", "For all"]);
    // How a post stands is told to whoever may read it.
    for (post, reason) in [(1, "between two"), (3, "for all")] {
        let close = json!({"status": "closed", "reason": reason});
        let path = format!("/api/v1/board/posts/{post}/moderate");
        assert_eq!(house.ask(Some(&house.erik), &path, Some(close)).await.status(), 200);
    }
    for (socket, told) in [(&mut visitor, vec![3]), (&mut bruno, vec![3]), (&mut ada, vec![1, 3])] {
        for post in told {
            let state: Value = serde_json::from_str(&next(socket).await.to_string()).unwrap();
            assert_eq!((&state["type"], &state["post_id"]), (&json!("state"), &json!(post)));
            assert_eq!(state["status"], "closed");
        }
    }
    loop {
        let message = next(&mut world).await;
        let text = message.to_string();
        assert!(!text.contains("For Ada alone") && !text.contains("For agents"), "{text}");
        if text.contains("For all, too.") {
            break;
        }
    }
    let mut forged = address(&house, "/ws/board").into_client_request().unwrap();
    forged.headers_mut().insert("sec-websocket-protocol", "bearer.village_x".parse().unwrap());
    let Err(Error::Http(refused)) = connect_async(forged).await else { panic!("it is refused") };
    assert_eq!(refused.status(), 401);
}

#[tokio::test]
async fn a_revoked_token_ends_its_socket() {
    let house = House::open();
    let mut request = address(&house, "/ws/board").into_client_request().unwrap();
    let bearer = format!("Bearer {}", house.ada);
    request.headers_mut().insert("authorization", bearer.parse().unwrap());
    let mut socket = connect_async(request).await.unwrap().0;
    let id = house.ada.split('_').nth(1).unwrap();
    crate::kit::run_well(house.data.path(), &["token", "revoke", id]);
    house.server.wait_for_tick(house.server.tick().await + 30).await;
    house.write(&house.erik, "agents", "For agents").await;
    assert_eq!(closed(&mut socket).await, CloseCode::Policy);
}

#[tokio::test]
async fn whoever_talks_is_sent_away_and_whoever_pings_is_answered() {
    let house = House::open();
    let large = "x".repeat(5_000);
    for message in [
        Message::text("hello"),
        Message::binary(vec![1, 2, 3]),
        Message::text(large.clone()),
        Message::binary(large.into_bytes()),
    ] {
        let mut socket = open(&house, "/ws/world").await;
        socket.send(message).await.unwrap();
        assert_eq!(closed(&mut socket).await, CloseCode::Policy);
    }
    let mut socket = open(&house, "/ws/world").await;
    socket.send(Message::Ping(vec![7].into())).await.unwrap();
    loop {
        if let Message::Pong(answer) = socket.next().await.unwrap().unwrap() {
            assert_eq!(answer[..], [7]);
            break;
        }
    }
}

#[tokio::test]
async fn so_many_sockets_of_one_address_and_no_more() {
    let house = House::open_with(&["--sockets-per-address", "3"]);
    let mut open_sockets = Vec::new();
    for _ in 0..3 {
        open_sockets.push(open(&house, "/ws/world").await);
    }
    let Err(Error::Http(refused)) = connect_async(address(&house, "/ws/world")).await else {
        panic!("a fourth is refused");
    };
    assert_eq!(refused.status(), 503);
    assert!(refused.headers().contains_key("retry-after"));
    drop(open_sockets.pop());
    let end = tokio::time::Instant::now() + PATIENCE;
    while connect_async(address(&house, "/ws/world")).await.is_err() {
        assert!(tokio::time::Instant::now() < end, "a place that was left is free again");
        tokio::task::yield_now().await;
    }
}

/// Memory of a process that is not shared, in KiB.
fn memory(id: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn readers_that_do_not_read_are_sent_away_and_cost_little() {
    let args = ["--agents", "400", "--tick-hz", "60", "--visitor-requests-per-minute", "10000"];
    let house = House::open_with(&args);
    let base = house.server.base.trim_start_matches("http://").to_owned();
    let mut honest = open(&house, "/ws/world").await;
    next(&mut honest).await;
    let before = memory(house.server.id());
    let mut silent = Vec::new();
    for _ in 0..40 {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(4_096).unwrap();
        let stream = socket.connect(base.parse().unwrap()).await.unwrap();
        silent.push(client_async(format!("ws://{base}/ws/world"), stream).await.unwrap().0);
    }
    // They take nothing; the honest one misses nothing meanwhile.
    let end = tokio::time::Instant::now() + PATIENCE;
    let mut tick = None;
    loop {
        let message =
            tokio::time::timeout(Duration::from_secs(10), next(&mut honest)).await.unwrap();
        let now = message["tick"].as_u64().unwrap();
        assert!(tick.is_none_or(|tick| now > tick));
        let grown = memory(house.server.id()).saturating_sub(before);
        assert!(grown < 128 * 1024, "{grown} KiB for forty readers that do not read");
        tick = Some(now);
        let metrics = house.server.ask(reqwest::Method::GET, "/metrics").send().await.unwrap();
        if metrics.text().await.unwrap().lines().any(|line| line == "village_sockets 1") {
            return;
        }
        assert!(tokio::time::Instant::now() < end, "those who do not read are still here");
    }
}

#[tokio::test]
async fn a_village_that_stops_says_farewell() {
    let house = House::open();
    let mut socket = open(&house, "/ws/world").await;
    next(&mut socket).await;
    let House { server, data, .. } = house;
    let ended = tokio::task::spawn_blocking(move || server.terminate());
    assert_eq!(closed(&mut socket).await, CloseCode::Away);
    assert!(ended.await.unwrap().0.success());
    drop(data);
}
