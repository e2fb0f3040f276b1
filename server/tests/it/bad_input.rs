//! Bad input: always a problem of 4xx in words, never a 5xx, never a panic; the village lives on.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use reqwest::{Method, Response};
use serde_json::{Value, json};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::house::{House, problem};
use crate::kit::PATIENCE;

async fn raw(house: &House, path: &str, body: impl Into<reqwest::Body>) -> Response {
    let request = house.server.ask(Method::POST, path).bearer_auth(&house.erik);
    request.header("content-type", "application/json").body(body).send().await.unwrap()
}

/// What the server answers to these bytes, up to the end of the first problem.
async fn spoken(house: &House, head: Vec<u8>, body: Vec<u8>) -> String {
    let address = house.server.base.trim_start_matches("http://");
    let (mut from, mut to) = TcpStream::connect(address).await.unwrap().into_split();
    let writing = tokio::spawn(async move {
        // The server may hang up before it has heard everything.
        let _ = to.write_all(&head).await;
        let _ = to.write_all(&body).await;
        to
    });
    let (mut answer, mut part) = (String::new(), [0; 4096]);
    while !answer.contains("request_id\":") {
        match tokio::time::timeout(PATIENCE, from.read(&mut part)).await.expect("an answer") {
            Ok(0) | Err(_) => break,
            Ok(length) => answer.push_str(&String::from_utf8_lossy(&part[..length])),
        }
    }
    drop(writing);
    answer
}

const MOVE: &str = "/api/v1/agents/ada/move";
const ACT: &str = "/api/v1/agents/ada/action";
const POST: &str = "/api/v1/board/posts";
const REPLY: &str = "/api/v1/board/posts/1/replies";
const REWARD: &str = "/api/v1/economy/reward";

#[tokio::test]
async fn what_is_no_json_of_the_right_shape_is_said_so() {
    let house = House::open();
    let deep_action = format!("{{\"text\":{}", "[".repeat(60_000));
    let long = format!("{{\"title\":\"a\",\"body\":\"b\",\"{}\":1}}", "x".repeat(10_000));
    let cases: [(&str, &str, &str); 22] = [
        (MOVE, "", "bad_json"),
        (MOVE, "{", "bad_json"),
        (MOVE, "{\"dx\":NaN,\"dy\":0}", "bad_json"),
        (MOVE, "{\"dx\":Infinity,\"dy\":0}", "bad_json"),
        (MOVE, "{\"dx\":1e999,\"dy\":0}", "bad_json"),
        (MOVE, "{\"dx\":1.5,\"dy\":0}", "bad_request"),
        (MOVE, "{\"dx\":99999999999999999999,\"dy\":0}", "bad_request"),
        (MOVE, "{\"dx\":\"1\",\"dy\":0}", "bad_request"),
        (MOVE, "{\"dx\":1}", "bad_request"),
        (MOVE, "{\"dx\":1,\"dy\":0,\"x\":1,\"y\":1}", "bad_request"),
        (MOVE, "{\"dx\":1,\"dx\":1,\"dy\":0}", "bad_request"),
        (MOVE, "[1,0]", "bad_request"),
        (MOVE, "null", "bad_request"),
        (ACT, &deep_action, "bad_json"),
        (ACT, "{\"action\":\"fly\"}", "bad_request"),
        (ACT, "{\"text\":\"hello\"}", "bad_request"),
        (ACT, "{\"action\":\"stop\",\"why\":\"tired\"}", "bad_request"),
        (ACT, "{\"action\":\"use\",\"what\":\"explode\"}", "bad_request"),
        (ACT, "{\"action\":\"pick_up\",\"item\":-1}", "bad_request"),
        (POST, &long, "bad_request"),
        (POST, "{\"title\":\"a\",\"body\":\"b\",\"audience\":\"everybody\"}", "bad_request"),
        (
            REWARD,
            "{\"agent_id\":\"ada\",\"amount\":2.5,\"reason\":\"x\",\"post_id\":1}",
            "bad_request",
        ),
    ];
    for (path, body, code) in cases {
        let answer = problem(raw(&house, path, body.to_owned()).await, 400, code).await;
        assert!(answer["detail"].as_str().unwrap().len() < 400, "{answer}");
    }
    let broken = [b"{\"title\":\"".as_slice(), &[0xff, 0xfe], b"\",\"body\":\"b\"}"].concat();
    problem(raw(&house, POST, broken).await, 400, "bad_json").await;
    let plain = house.server.ask(Method::POST, MOVE).bearer_auth(&house.ada).body("{}");
    problem(plain.send().await.unwrap(), 415, "unsupported_media_type").await;
    for (size, status, code) in
        [(64 * 1024, 422, "bad_text"), (64 * 1024 + 1, 413, "body_too_large")]
    {
        let frame = r#"{"title":"a","body":""}"#.len();
        let body = format!(r#"{{"title":"a","body":"{}"}}"#, "b".repeat(size - frame));
        problem(raw(&house, POST, body).await, status, code).await;
    }
    // Without a length told beforehand it is counted as it comes.
    let head = format!(
        "POST {POST} HTTP/1.1\r\nHost: village\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
        house.erik
    );
    let chunk = format!("400\r\n{}\r\n", " ".repeat(0x400));
    let answer = spoken(&house, head.into_bytes(), chunk.repeat(100).into_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 413 ") && answer.contains("body_too_large"), "{answer}");
}

#[tokio::test]
async fn what_the_world_cannot_do_has_its_code() {
    let house = House::open();
    house.write(&house.erik, "public", "By a person").await;
    let reward = |agent: &str, amount: &str, post: u64| {
        let reason = "x";
        json!({"agent_id": agent, "amount": amount, "reason": reason, "post_id": post})
    };
    let post = |title: &str, tags: Value| json!({"title": title, "body": "b", "tags": tags});
    let say = |text: &str| json!({"action": "say", "text": text});
    let cases = [
        (MOVE, json!({"x": -1, "y": 0}), 409, "off_map"),
        (MOVE, json!({"x": i64::MAX, "y": i64::MIN}), 409, "off_map"),
        (MOVE, json!({"dx": 100_000, "dy": 0}), 409, "off_map"),
        (MOVE, json!({"landmark": "atlantis"}), 404, "unknown_landmark"),
        ("/api/v1/agents/nobody/move", json!({"dx": 1, "dy": 0}), 404, "unknown_agent"),
        (ACT, json!({"action": "whisper", "to": "nobody", "text": "psst"}), 404, "unknown_agent"),
        (ACT, json!({"action": "pick_up", "item": 4_000_000}), 404, "unknown_item"),
        (ACT, json!({"action": "wait", "seconds": 601}), 422, "out_of_range"),
        (ACT, say(""), 422, "bad_text"),
        (ACT, say("a\u{0}b"), 422, "bad_text"),
        (ACT, say("a\u{1b}[31mb"), 422, "bad_text"),
        (ACT, say("a\u{202e}b"), 422, "bad_text"),
        (ACT, say(&"x".repeat(10_000)), 422, "bad_text"),
        (POST, post(&"x".repeat(10_000), json!([])), 422, "bad_text"),
        (POST, post("a", json!(["NO"])), 422, "bad_text"),
        (POST, post("a", json!(vec!["a"; 9])), 422, "bad_text"),
        ("/api/v1/board/posts/99/replies", json!({"body": "b"}), 404, "unknown_post"),
        (REPLY, json!({"body": ""}), 422, "bad_text"),
        (REWARD, reward("nobody", "1", 1), 404, "unknown_agent"),
        (REWARD, reward("ada", "1", 99), 404, "unknown_post"),
        (REWARD, reward("ada", "1", 1), 409, "not_the_author"),
        (REWARD, reward("ada", "1e3", 1), 422, "bad_amount"),
        (REWARD, reward("ada", "NaN", 1), 422, "bad_amount"),
        (REWARD, reward("ada", "0.0000001", 1), 422, "bad_amount"),
        (REWARD, reward("ada", "-1", 1), 422, "bad_amount"),
        (REWARD, reward("ada", "0", 1), 422, "bad_amount"),
        (REWARD, reward("ada", "99999999999999999999", 1), 422, "bad_amount"),
    ];
    for (path, body, status, code) in cases {
        problem(house.ask(Some(&house.erik), path, Some(body)).await, status, code).await;
    }
    // Every tile that the map marks as solid is blocked; one will do.
    let map = house.server.get("/api/v1/map").await;
    let solid = map["tiles"].as_object().unwrap().iter();
    let solid = solid.filter(|(_, kind)| kind["solid"] == true).map(|(number, _)| number);
    let solid: std::collections::BTreeSet<u64> =
        solid.map(|n| n.parse::<u64>().unwrap() + 1).collect();
    let ground = map["layers"].as_array().unwrap().iter();
    let ground = ground.filter(|layer| !matches!(layer["name"].as_str(), Some("roof" | "canopy")));
    let mut gids = ground.flat_map(|layer| layer["data"].as_array().unwrap().iter().enumerate());
    let (at, _) = gids.find(|(_, gid)| solid.contains(&gid.as_u64().unwrap())).unwrap();
    let width = map["width"].as_u64().unwrap();
    let there = json!({"x": at as u64 % width, "y": at as u64 / width});
    problem(house.ask(Some(&house.ada), MOVE, Some(there)).await, 409, "blocked").await;
}

#[tokio::test]
async fn bad_addresses_and_queries_are_said_so() {
    let house = House::open();
    let long = format!("/api/v1/board/posts?q={}", "x".repeat(9_000));
    let words = format!("/api/v1/board/posts?q={}", "x".repeat(201));
    for (path, status, code) in [
        ("/api/v1/agents/%ff%fe", 400, "bad_request"),
        ("/api/v1/agents/%00", 404, "unknown_agent"),
        ("/api/v1/agents/..%2f..%2fetc%2fpasswd", 404, "unknown_agent"),
        ("/api/v1/board/posts/abc", 404, "unknown_post"),
        ("/api/v1/board/posts/-1", 404, "unknown_post"),
        ("/api/v1/board/posts/99999999999999999999999", 404, "unknown_post"),
        ("/api/v1/board/posts/9223372036854775808", 404, "unknown_post"),
        ("/api/v1/board/posts?cursor=abc", 400, "bad_request"),
        ("/api/v1/board/posts?cursor=-1", 400, "bad_request"),
        ("/api/v1/board/posts?cursor=99999999999999999999999", 400, "bad_request"),
        ("/api/v1/board/posts?limit=0", 400, "bad_request"),
        ("/api/v1/board/posts?limit=101", 400, "bad_request"),
        ("/api/v1/board/posts?status=lost", 400, "bad_request"),
        ("/api/v1/board/posts?q=%00", 400, "bad_request"),
        ("/api/v1/board/posts?tag=a&tag=b", 400, "bad_request"),
        ("/api/v1/board/posts?colour=red", 400, "bad_request"),
        ("/api/v1/agents?cursor=99999999999999999999", 400, "bad_request"),
        ("/api/v1/economy/ledger/ada?limit=x", 400, "bad_request"),
        ("/api/v1/economy/balance/nobody", 404, "unknown_agent"),
        ("/api/v2/world", 404, "not_found"),
        ("/art/villagers/nobody.png", 404, "unknown_agent"),
        ("/art/villagers/ada.gif", 404, "not_found"),
        ("/static/../Cargo.toml", 404, "not_found"),
        ("/static/%2e%2e%2fCargo.toml", 404, "not_found"),
        ("/ws/world", 400, "bad_request"),
        ("/ws/world?since=-1", 400, "bad_request"),
        ("/ws/board?token=abc", 400, "bad_request"),
        (&words, 400, "bad_request"),
        (&long, 414, "uri_too_long"),
    ] {
        problem(house.ask(None, path, None).await, status, code).await;
    }
    // A cursor of any size is a place in the list, if only its end.
    for path in
        ["/api/v1/agents?cursor=4000000000", "/api/v1/board/posts?cursor=9999999999999999999"]
    {
        assert_eq!(house.ask(None, path, None).await.status(), 200, "{path}");
    }
    let doubled =
        house.server.ask(Method::GET, "/api/v1/world").header("authorization", "Basic YTpi");
    problem(doubled.send().await.unwrap(), 401, "unauthorized").await;
    let delete = house.server.ask(Method::DELETE, "/api/v1/world").send().await.unwrap();
    problem(delete, 405, "method_not_allowed").await;
}

/// Any JSON, with our own field names in it often enough to get past the first check.
fn any_json() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        any::<String>(),
        proptest::sample::select(vec![
            "ada",
            "say",
            "whisper",
            "give",
            "use",
            "sleep",
            "wait",
            "agents",
            "agent:ada",
            "1.5",
            "-1",
            "kettle-cafe",
            "public",
            "pick_up",
            "use_item",
            "stop",
            "use_board",
            "put_down",
        ])
        .prop_map(str::to_owned),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-3_i64..90).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text.prop_map(Value::from),
    ];
    let name = proptest::sample::select(vec![
        "dx", "dy", "x", "y", "landmark", "action", "text", "to", "what", "item", "seconds",
        "title", "body", "tags", "audience", "agent_id", "amount", "reason", "post_id", "reply_id",
        "other",
    ]);
    leaf.prop_recursive(3, 24, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..6).prop_map(|fields| {
                fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
            }),
        ]
    })
}

/// What the operations take, so that some of it gets through to the world.
fn good(path: &str) -> Vec<Value> {
    match path {
        MOVE => vec![
            json!({"dx": 1, "dy": 1}),
            json!({"x": 30, "y": 20}),
            json!({"landmark": "kettle-cafe"}),
        ],
        ACT => vec![
            json!({"action": "say", "text": "hello"}),
            json!({"action": "whisper", "to": "bruno", "text": "hello"}),
            json!({"action": "use", "what": "sleep"}),
            json!({"action": "pick_up", "item": 1}),
            json!({"action": "give", "item": 1, "to": "bruno"}),
            json!({"action": "wait", "seconds": 1}),
            json!({"action": "use_board"}),
        ],
        POST => vec![json!({"title": "a", "body": "b", "tags": ["c"], "audience": "agent:ada"})],
        REPLY => vec![json!({"body": "b"})],
        _ => vec![
            json!({"agent_id": "ada", "amount": "0.5", "reason": "r", "post_id": 1, "reply_id": 1}),
        ],
    }
}

/// A good body of which some fields were changed, left out or added.
fn bent(path: &str) -> impl Strategy<Value = Value> + use<> {
    let change = prop_oneof![
        2 => Just(None),
        2 => any_json().prop_map(Some),
        4 => any::<String>().prop_map(|text| Some(text.into())),
    ];
    let good = proptest::sample::select(good(path));
    (good, prop::collection::vec((any::<usize>(), change), 0..3), any::<bool>()).prop_map(
        |(mut body, changes, extra)| {
            let fields = body.as_object_mut().unwrap();
            for (at, change) in changes {
                let names: Vec<String> = fields.keys().cloned().collect();
                let Some(name) = names.get(at % names.len().max(1)) else { continue };
                match change {
                    Some(value) => fields.insert(name.clone(), value),
                    None => fields.remove(name),
                };
            }
            if extra && fields.len() == 2 {
                fields.insert("reply_id".into(), 1.into());
            }
            body
        },
    )
}

#[tokio::test]
async fn no_body_whatever_makes_a_fault() {
    let house = House::open_with(&["--admin-requests-per-minute", "100000"]);
    house.write(&house.ada, "public", "A heron").await;
    let mut runner = TestRunner::deterministic();
    let mut counts = std::collections::BTreeMap::<u16, u32>::new();
    let paths = [MOVE, ACT, POST, REPLY, REWARD, "/api/v1/economy/penalize"];
    for round in 0..150 {
        let bodies = paths.map(|path| {
            let any = if round % 3 == 0 { any_json().boxed() } else { bent(path).boxed() };
            let body = any.new_tree(&mut runner).unwrap().current().to_string();
            let cut = body.char_indices().map(|(at, _)| at).nth(body.chars().count() * 2 / 3);
            if round % 10 == 0 { body[..cut.unwrap_or(0)].to_owned() } else { body }
        });
        let asked = paths.iter().zip(&bodies).map(|(path, body)| raw(&house, path, body.clone()));
        for (answer, body) in futures_util::future::join_all(asked).await.into_iter().zip(&bodies) {
            let status = answer.status().as_u16();
            *counts.entry(status).or_default() += 1;
            assert!(status < 500, "{status} for {body}: {}", answer.text().await.unwrap());
        }
    }
    // The bodies reached the parser, the checks and the world.
    let reached = [200, 201, 400, 404, 409, 422];
    assert!(reached.iter().all(|status| counts.contains_key(status)), "{counts:?}");
    let metrics = house.ask(None, "/metrics", None).await.text().await.unwrap();
    assert!(!metrics.contains("village_http_panics_total"), "{metrics}");
    assert!(!metrics.contains("status=\"5xx\""), "{metrics}");
}
