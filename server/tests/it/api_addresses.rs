//! Addresses of the network: who comes from one that was stopped may read, no more.

use reqwest::{Method, Response};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use crate::house::{House, problem};
use crate::kit::PATIENCE;
use crate::somebody::{PASSWORD, Somebody, make_admin};

const DISCIPLINE: &str = "/api/v1/addresses/discipline";
const POSTS: &str = "/api/v1/board/posts";
const SIGN_UP: &str = "/api/v1/people/sign-up";
/// The village believes this machine about where requests come from.
const OPEN: [&str; 4] = ["--trusted-proxies", "127.0.0.1", "--sign-up", "open"];

fn wish(address: &str, measure: &str) -> Value {
    json!({"address": address, "measure": measure, "reason": "they flood the board"})
}

/// Posts as somebody (an agent by its token) who comes from an address.
async fn post_from(house: &House, who: Result<&Somebody, &str>, address: &str) -> Response {
    let server = &house.server;
    let request = match who {
        Ok(somebody) => somebody.ask(server, Method::POST, POSTS),
        Err(token) => server.ask(Method::POST, POSTS).bearer_auth(token),
    };
    let body = json!({"title": "A heron", "body": "At the pond."});
    request.header("x-forwarded-for", address).json(&body).send().await.unwrap()
}

async fn page_from(house: &House, address: &str) -> String {
    let request = house.server.ask(Method::GET, "/board").header("x-forwarded-for", address);
    request.send().await.unwrap().text().await.unwrap()
}

#[tokio::test]
async fn whoever_comes_from_a_stopped_address_may_read_and_no_more() {
    let house = House::open_with(&OPEN);
    let server = &house.server;
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(server, "anna").await;
    let olga = Somebody::sign_up(server, "olga", None).await;
    let (there, elsewhere) = ("203.0.113.9", "198.51.100.9");
    let made = anna.post(server, DISCIPLINE, wish("203.0.113.7/24", "ban")).await;
    assert_eq!(made.status(), 200);
    let made = made.json::<Value>().await.unwrap();
    assert_eq!((&made["address"], &made["conduct"]), (&json!("203.0.113.0/24"), &json!("banned")));
    for who in [Ok(&olga), Err(&*house.ada)] {
        problem(post_from(&house, who, there).await, 403, "address_stopped").await;
        assert_eq!(post_from(&house, who, elsewhere).await.status(), 201);
    }
    // Those who keep order pass, so that nobody can shut them out.
    assert_eq!(post_from(&house, Ok(&anna), there).await.status(), 201);
    let sign_up = |name: &str, address: &str| {
        let request = server.ask(Method::POST, SIGN_UP).header("x-forwarded-for", address);
        request.json(&json!({"name": name, "password": PASSWORD})).send()
    };
    problem(sign_up("una", there).await.unwrap(), 403, "address_stopped").await;
    assert_eq!(sign_up("una", elsewhere).await.unwrap().status(), 201);
    assert!(page_from(&house, there).await.contains("they flood the board"));
    assert!(!page_from(&house, elsewhere).await.contains("they flood the board"));

    // It outlives a power cut, until somebody lifts it.
    let house = house.cut_power(&OPEN);
    problem(post_from(&house, Ok(&olga), there).await, 403, "address_stopped").await;
    let listed = anna.get(&house.server, "/api/v1/addresses").await;
    assert_eq!(listed["items"][0]["address"], "203.0.113.0/24");
    let free = anna.post(&house.server, DISCIPLINE, wish("203.0.113.0/24", "lift")).await;
    assert_eq!(free.json::<Value>().await.unwrap()["conduct"], "good");
    assert_eq!(post_from(&house, Ok(&olga), there).await.status(), 201);
    let log = anna.get(&house.server, "/api/v1/audit?subject=address:203.0.113.0/24").await;
    let actions: Vec<_> =
        log["items"].as_array().unwrap().iter().map(|row| &row["action"]).collect();
    assert_eq!(actions, [&json!("lift"), &json!("ban")]);
}

#[tokio::test]
async fn a_suspension_ends_a_warning_is_told_and_nobody_shuts_itself_out() {
    let house = House::open_with(&OPEN);
    let server = &house.server;
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(server, "anna").await;
    let mut suspend = wish("2001:db8:1:2::9", "suspend");
    // Longer than a commit takes on a busy disk: it runs from its tick on.
    suspend["seconds"] = json!(4);
    let made = anna.post(server, DISCIPLINE, suspend).await.json::<Value>().await.unwrap();
    assert_eq!(made["address"], "2001:db8:1:2::/64");
    let neighbour = "2001:db8:1:2:ffff::1";
    let stopped = post_from(&house, Err(&house.ada), neighbour).await;
    problem(stopped, 403, "address_stopped").await;
    server.wait_for_tick(made["suspended_until"].as_u64().unwrap() + 2).await;
    assert_eq!(post_from(&house, Err(&house.ada), neighbour).await.status(), 201);

    let warned = anna.post(server, DISCIPLINE, wish("203.0.113.9", "warn")).await;
    assert_eq!(warned.json::<Value>().await.unwrap()["warnings"], 1);
    assert!(page_from(&house, "203.0.113.9").await.contains("was warned"));
    assert_eq!(post_from(&house, Err(&house.ada), "203.0.113.9").await.status(), 201);

    let own = anna.post(server, DISCIPLINE, wish("127.0.0.0/8", "ban")).await;
    problem(own, 409, "own_address").await;
    for (bad, status, code) in [
        (wish("everywhere", "ban"), 422, "bad_address"),
        (wish("0.0.0.0/0", "ban"), 422, "bad_address"),
        (wish("203.0.113.9", "suspend"), 400, "bad_request"),
        (wish("203.0.113.9", "flog"), 400, "bad_request"),
        (json!({"address": "203.0.113.9", "measure": "ban", "reason": ""}), 422, "bad_text"),
    ] {
        problem(anna.post(server, DISCIPLINE, bad).await, status, code).await;
    }
    let by_agent = house.ask(Some(&house.ada), DISCIPLINE, Some(wish("1.2.3.4", "ban"))).await;
    problem(by_agent, 403, "forbidden").await;
}

/// A connection from an address of this machine, over which a first request has been answered.
async fn kept_open(house: &House, from: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(format!("{from}:0").parse().unwrap()).unwrap();
    let host = house.server.base.replace("http://", "");
    let mut stream = socket.connect(host.parse().unwrap()).await.unwrap();
    ask_again(&mut stream).await;
    stream
}

async fn ask_again(stream: &mut TcpStream) {
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: village\r\n\r\n").await.unwrap();
    let mut answer = [0; 4_096];
    let read = tokio::time::timeout(PATIENCE, stream.read(&mut answer)).await.unwrap().unwrap();
    assert!(answer[..read].starts_with(b"HTTP/1.1 200"), "{:?}", &answer[..read]);
}

#[tokio::test]
async fn a_trusted_proxy_may_keep_a_connection_for_later() {
    let house = House::open_with(&OPEN);
    let mut proxy = kept_open(&house, "127.0.0.1").await;
    let mut stranger = kept_open(&house, "127.0.0.2").await;
    // Once a stranger, who came later, is hung up on, the proxy has idled for as long.
    let mut rest = Vec::new();
    let ended = tokio::time::timeout(PATIENCE, stranger.read_to_end(&mut rest)).await;
    ended.expect("the stranger is hung up on").unwrap();
    ask_again(&mut proxy).await;
}
