//! `/ws/play` on the program itself: who is let in, what a wish over the link comes to, and how
//! soon whoever may not play any more is gone.

use std::time::{Duration, Instant};

use futures_util::StreamExt;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};
use village_economy::Micro;
use village_protocol::link;
use village_protocol::play::{Denied, Errand, Gift};
use village_sim::{MoveTo, Outcome, PostId, VillagerId};

use crate::far_end::{Player, client};
use crate::house::House;
use crate::kit::PATIENCE;
use crate::somebody::{Somebody, make_admin};

type Socket = WebSocketStream<TcpStream>;

/// A socket with a query and headers.
async fn open(house: &House, query: &str, headers: &[(&'static str, &str)]) -> Result<Socket, u16> {
    let host = house.server.base.replace("http://", "");
    let mut request = format!("ws://{host}/ws/play?{query}").into_client_request().unwrap();
    for (name, value) in headers {
        request.headers_mut().insert(*name, HeaderValue::from_str(value).unwrap());
    }
    let stream = TcpStream::connect(host).await.unwrap();
    match client_async(request, stream).await {
        Ok((socket, _)) => Ok(socket),
        Err(Error::Http(answer)) => Err(answer.status().as_u16()),
        Err(other) => panic!("{other}"),
    }
}

fn speaks() -> String {
    format!("speaks={:x}", link::fingerprint(client().0.world_mut()))
}

/// A link by a token.
async fn by_token(house: &House, token: &str) -> Player {
    let bearer = format!("Bearer {token}");
    let socket = open(house, &speaks(), &[("authorization", &bearer)]).await.unwrap();
    Player::join(socket).await
}

/// Ada's villager, and a note of hers.
async fn note(house: &House) -> (VillagerId, PostId) {
    let post = house.write(&house.ada, "public", "Warm bread").await;
    let ada = house.server.get("/api/v1/agents/ada").await;
    let number = ada["number"].as_u64().unwrap();
    let agent = VillagerId(u32::try_from(number).unwrap());
    (agent, PostId(post["id"].as_u64().unwrap()))
}

fn reward((agent, post): (VillagerId, PostId), amount: i32) -> Errand {
    let reason = "for the bread".to_owned();
    let amount = Micro::coins(amount);
    Errand::Reward(Gift { agent, amount, reason, post, reply: None, own: false })
}

/// Rewards for Ada's notes, as the ledger has them.
async fn rewards(house: &House) -> usize {
    let ledger = house.server.get("/api/v1/economy/ledger/ada?limit=100").await;
    let entries = ledger["items"].as_array().unwrap();
    entries.iter().filter(|entry| entry["reason"] == "reward").count()
}

async fn ticket(house: &House, somebody: &Somebody) -> String {
    let answer = somebody.post(&house.server, "/api/v1/people/me/tickets", json!({})).await;
    assert_eq!(answer.status(), StatusCode::CREATED);
    let made: Value = answer.json().await.unwrap();
    assert_eq!(made["expires_in_seconds"], 30);
    made["ticket"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reward_over_the_link_is_money_moved_once() {
    let house = House::open_with(&["--sign-up", "open"]);
    let note = note(&house).await;
    let cleo = Somebody::sign_up(&house.server, "cleo", None).await;
    let query = format!("{}&ticket={}", speaks(), ticket(&house, &cleo).await);
    let mut player = Player::join(open(&house, &query, &[]).await.unwrap()).await;
    assert_eq!(player.session().unwrap().name, "cleo");
    let before = player.purse().unwrap().allowance_left.unwrap();
    let number = player.ask(7, reward(note, 1)).await;
    let first = player.answer(number).await.came.unwrap();
    let Outcome::Paid { left, .. } = &first else { panic!("{first:?}") };
    let left = *left;
    assert_eq!(left, before.checked_sub(Micro::coins(1)));
    player.until(|player| player.purse().unwrap().allowance_left == left).await;
    assert_eq!(rewards(&house).await, 1);
    assert_eq!(house.server.get("/api/v1/presence").await["playing"], 1);
    // Once more with the same key, over another link, opened by the session of a page of ours.
    drop(player);
    let own = house.server.base.clone();
    let proof = [("cookie", cleo.cookies.as_str()), ("origin", own.as_str())];
    let mut player = Player::join(open(&house, &speaks(), &proof).await.unwrap()).await;
    let number = player.ask(7, reward(note, 1)).await;
    assert_eq!(player.answer(number).await.came, Ok(first));
    assert_eq!(rewards(&house).await, 1);
    // What is refused is refused in the words of the API.
    let unknown = reward((note.0, PostId(999_999)), 1);
    for (key, errand, code) in [
        (7, reward(note, 2), "key_reused"),
        (8, unknown, "unknown_post"),
        (9, reward(note, 0), "bad_amount"),
        (10, Errand::Stop, "away"),
        (11, Errand::Reply { post: note.1, body: String::new() }, "bad_text"),
    ] {
        let number = player.ask(key, errand).await;
        let Denied { code: got, is_passing, .. } = player.answer(number).await.came.unwrap_err();
        assert_eq!((got.as_str(), is_passing), (code, false));
    }
    let number = player.ask(12, Errand::Reply { post: note.1, body: "Thanks.".into() }).await;
    assert!(matches!(player.answer(number).await.came, Ok(Outcome::Replied { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_in_walks_speaks_and_leaves() {
    let house = House::open_with(&["--sign-up", "open"]);
    let cleo = Somebody::sign_up(&house.server, "cleo", None).await;
    let query = format!("{}&ticket={}", speaks(), ticket(&house, &cleo).await);
    let mut player = Player::join(open(&house, &query, &[]).await.unwrap()).await;
    let no_look = Errand::Enter { look: "such as it is".to_owned() };
    for (key, errand, code) in
        [(1, Errand::Walk(MoveTo::By { dx: 1, dy: 0 }), "away"), (2, no_look, "bad_look")]
    {
        let number = player.ask(key, errand).await;
        assert_eq!(player.answer(number).await.came.unwrap_err().code, code);
    }
    let look = Errand::Enter { look: "bcb-cbjaca----".to_owned() };
    let number = player.ask(3, look).await;
    let entered = player.answer(number).await.came.unwrap();
    let Outcome::Entered { agent, at } = entered else { panic!("{entered:?}") };
    player.until(|player| player.avatar().is_some()).await;
    assert_eq!(player.avatar().unwrap().villager, agent);
    let number = player.ask(4, Errand::Walk(MoveTo::By { dx: 0, dy: 2 })).await;
    let walks = player.answer(number).await.came.unwrap();
    let Outcome::Walking { to, .. } = walks else { panic!("{walks:?}") };
    assert_ne!(to, at);
    let number = player.ask(5, Errand::Say { text: "Good morning!".to_owned() }).await;
    assert!(matches!(player.answer(number).await.came, Ok(Outcome::Said { .. })));
    let world = house.server.get("/api/v1/world").await;
    assert_eq!(world["people"][0]["display_name"], "cleo");
    let number = player.ask(6, Errand::Leave).await;
    assert_eq!(player.answer(number).await.came, Ok(Outcome::Left));
    player.until(|player| player.avatar().is_none()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_avatar_whose_person_is_gone_leaves_too() {
    let house = House::open_with(&["--sign-up", "open", "--avatar-linger-seconds", "1"]);
    let cleo = Somebody::sign_up(&house.server, "cleo", None).await;
    let query = format!("{}&ticket={}", speaks(), ticket(&house, &cleo).await);
    let mut player = Player::join(open(&house, &query, &[]).await.unwrap()).await;
    let look = Errand::Enter { look: "bcb-cbjaca----".to_owned() };
    let number = player.ask(1, look).await;
    assert!(matches!(player.answer(number).await.came, Ok(Outcome::Entered { .. })));
    let people = async || {
        let world = house.server.get("/api/v1/world").await;
        world["people"].as_array().unwrap().len()
    };
    assert_eq!(people().await, 1);
    drop(player);
    let end = Instant::now() + PATIENCE;
    while people().await > 0 {
        assert!(Instant::now() < end, "it stands about");
        house.server.wait_for_tick(house.server.tick().await + 5).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_let_in_without_a_right() {
    let house = House::open_with(&["--sign-up", "open"]);
    let cleo = Somebody::sign_up(&house.server, "cleo", None).await;
    let speaks = speaks();
    assert_eq!(open(&house, &speaks, &[]).await.unwrap_err(), 401);
    let agent = format!("Bearer {}", house.ada);
    assert_eq!(open(&house, &speaks, &[("authorization", &agent)]).await.unwrap_err(), 403);
    let operator = format!("Bearer {}", house.erik);
    assert_eq!(open(&house, &speaks, &[("authorization", &operator)]).await.unwrap_err(), 403);
    for origin in ["https://evil.example", "null"] {
        let proof = [("cookie", cleo.cookies.as_str()), ("origin", origin)];
        assert_eq!(open(&house, &speaks, &proof).await.unwrap_err(), 403, "{origin}");
    }
    assert_eq!(open(&house, &speaks, &[("cookie", &cleo.cookies)]).await.unwrap_err(), 403);
    let query = format!("{speaks}&ticket={}", ticket(&house, &cleo).await);
    let evil = [("origin", "https://evil.example")];
    assert_eq!(open(&house, &query, &evil).await.unwrap_err(), 403);
    drop(open(&house, &query, &[]).await.unwrap());
    assert_eq!(open(&house, &query, &[]).await.unwrap_err(), 401, "a ticket is good once");
    let made_up = format!("{speaks}&ticket={}", "0".repeat(64));
    assert_eq!(open(&house, &made_up, &[]).await.unwrap_err(), 401);
    assert_eq!(open(&house, "", &[]).await.unwrap_err(), 400);
    let token = format!("Bearer {}", cleo.token(&house.server, &["read"]).await);
    // Whoever may only read may watch itself play, but nothing more.
    let socket = open(&house, &speaks, &[("authorization", &token)]).await.unwrap();
    let mut player = Player::join(socket).await;
    let number = player.ask(1, reward((VillagerId(0), PostId(1)), 1)).await;
    assert_eq!(player.answer(number).await.came.unwrap_err().code, "scope");
    // No more links of one person than its seats.
    let mut links = Vec::new();
    let refused = loop {
        match open(&house, &speaks, &[("authorization", &token)]).await {
            Ok(socket) => links.push(socket),
            Err(status) => break status,
        }
    };
    assert_eq!((refused, links.len()), (503, 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_of_another_version_is_told_so() {
    let house = House::open_with(&["--sign-up", "open"]);
    let cleo = Somebody::sign_up(&house.server, "cleo", None).await;
    let query = format!("speaks=0&ticket={}", ticket(&house, &cleo).await);
    let mut socket = open(&house, &query, &[]).await.unwrap();
    loop {
        let next = tokio::time::timeout(PATIENCE, socket.next()).await.unwrap();
        if let Message::Close(frame) = next.unwrap().unwrap() {
            let frame = frame.unwrap();
            assert_eq!(u16::from(frame.code), 4001);
            assert!(frame.reason.contains("another version"), "{}", frame.reason);
            break;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_token_and_an_ended_session_are_gone_within_a_second() {
    let house = House::open_with(&["--sign-up", "open"]);
    let (server, cleo) = (&house.server, Somebody::sign_up(&house.server, "cleo", None).await);
    let token = cleo.token(server, &["read", "write", "money"]).await;
    let tokens = cleo.get(server, "/api/v1/people/me/tokens").await;
    let id = tokens["items"][0]["token_id"].as_str().unwrap().to_owned();
    let mut player = by_token(&house, &token).await;
    let path = format!("/api/v1/people/me/tokens/{id}");
    let ended = cleo.ask(server, Method::DELETE, &path).send().await.unwrap();
    assert_eq!(ended.status(), StatusCode::NO_CONTENT);
    let since = Instant::now();
    player.until(|player| player.closed.is_some()).await;
    assert!(since.elapsed() < Duration::from_secs(1), "{:?}", since.elapsed());
    assert!(!player.farewell.unwrap().may_return);
    // A ticket falls with the session by which it was got, and so does its link.
    let query = format!("{}&ticket={}", speaks(), ticket(&house, &cleo).await);
    let mut player = Player::join(open(&house, &query, &[]).await.unwrap()).await;
    let late = format!("{}&ticket={}", speaks(), ticket(&house, &cleo).await);
    let out = cleo.post(server, "/api/v1/people/logout", json!({})).await;
    assert_eq!(out.status(), StatusCode::NO_CONTENT);
    let since = Instant::now();
    player.until(|player| player.closed.is_some()).await;
    assert!(since.elapsed() < Duration::from_secs(1), "{:?}", since.elapsed());
    assert_eq!(open(&house, &late, &[]).await.unwrap_err(), 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_suspended_learns_it_and_is_refused() {
    let house = House::open_with(&["--sign-up", "open"]);
    let (server, note) = (&house.server, note(&house).await);
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(server, "anna").await;
    let cleo = Somebody::sign_up(server, "cleo", None).await;
    let token = cleo.token(server, &["read", "write", "money"]).await;
    let mut player = by_token(&house, &token).await;
    assert!(player.session().unwrap().is_free);
    let measure = json!({"measure": "suspend", "seconds": 3600, "reason": "a test"});
    let done = anna.post(server, "/api/v1/people/cleo/discipline", measure).await;
    assert_eq!(done.status(), StatusCode::OK);
    player.until(|player| !player.session().unwrap().is_free).await;
    let number = player.ask(1, reward(note, 1)).await;
    assert_eq!(player.answer(number).await.came.unwrap_err().code, "suspended");
    assert_eq!(rewards(&house).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_half_open_upgrades_hurt_nobody() {
    let house = House::open_with(&["--sign-up", "open"]);
    let note = note(&house).await;
    let cleo = Somebody::sign_up(&house.server, "cleo", None).await;
    let token = cleo.token(&house.server, &["read", "write", "money"]).await;
    let mut player = by_token(&house, &token).await;
    let host = house.server.base.replace("http://", "");
    let half = format!("GET /ws/play HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\n");
    let mut crowd = Vec::new();
    for _ in 0..1_000 {
        // Whoever is one too many is hung up on.
        if let Ok(mut stream) = TcpStream::connect(&host).await {
            let _ = stream.write_all(half.as_bytes()).await;
            crowd.push(stream);
        }
    }
    assert!(crowd.len() > 500, "{}", crowd.len());
    let number = player.ask(1, reward(note, 1)).await;
    assert!(matches!(player.answer(number).await.came, Ok(Outcome::Paid { .. })));
    // All of them are hung up on, for none ever asked anything.
    for mut stream in crowd {
        let mut said = Vec::new();
        let read = stream.read_to_end(&mut said);
        let _ = tokio::time::timeout(PATIENCE, read).await.expect("it is hung up on");
    }
    let number = player.ask(2, reward(note, 1)).await;
    assert!(matches!(player.answer(number).await.came, Ok(Outcome::Paid { .. })));
    assert!(by_token(&house, &token).await.session().is_some());
}
