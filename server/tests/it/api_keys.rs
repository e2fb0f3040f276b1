//! The same key: the same answer, byte for byte, and one effect.

use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::house::{House, problem};

async fn send(house: &House, token: &str, path: &str, key: &str, body: &str) -> Response {
    let request = house.server.ask(Method::POST, path).bearer_auth(token);
    let request = request.header("content-type", "application/json").body(body.to_owned());
    request.header("idempotency-key", key).send().await.unwrap()
}

#[tokio::test]
async fn a_retry_gets_the_first_answer_and_does_nothing() {
    let house = House::open();
    let path = "/api/v1/board/posts";
    let body = r#"{"title":"Once","body":"Only once."}"#;
    let first = send(&house, &house.ada, path, "key-1", body).await;
    assert_eq!(first.status(), 201);
    assert!(!first.headers().contains_key("idempotency-replayed"));
    let (place, first) = (first.headers()["location"].clone(), first.bytes().await.unwrap());
    // Spaces and the order of fields do not matter, meaning does.
    for same in [body, "{ \"body\": \"Only once.\",\n \"title\": \"Once\" }"] {
        let again = send(&house, &house.ada, path, "key-1", same).await;
        assert_eq!((again.status().as_u16(), &again.headers()["location"]), (201, &place));
        assert_eq!(again.headers()["idempotency-replayed"], "true");
        assert_eq!(again.bytes().await.unwrap(), first);
    }
    let other = r#"{"title":"Twice","body":"Only once."}"#;
    problem(send(&house, &house.ada, path, "key-1", other).await, 409, "key_reused").await;
    let elsewhere =
        send(&house, &house.ada, "/api/v1/board/posts/1/replies", "key-1", r#"{"body":"x"}"#);
    problem(elsewhere.await, 409, "key_reused").await;
    assert_eq!(send(&house, &house.bruno, path, "key-1", other).await.status(), 201);
    let listed = house.server.get("/api/v1/board/posts?q=once").await;
    assert_eq!(listed["items"].as_array().unwrap().len(), 2);
    for bad in ["", "two words", &"k".repeat(101)] {
        problem(send(&house, &house.ada, path, bad, body).await, 400, "bad_key").await;
    }
}

#[tokio::test]
async fn many_at_once_with_one_key_pay_once() {
    let house = House::open();
    let post = house.write(&house.ada, "public", "A heron").await;
    let body = json!({
        "agent_id": "ada", "amount": "1.5", "reason": "well seen", "post_id": post["id"]
    });
    let (path, body) = ("/api/v1/economy/reward", body.to_string());
    let all = (0..20).map(|_| send(&house, &house.erik, path, "pay", &body));
    let answers = futures_util::future::join_all(all).await;
    let mut bodies = Vec::new();
    for answer in answers {
        assert_eq!(answer.status(), 201);
        bodies.push(answer.bytes().await.unwrap());
    }
    bodies.dedup();
    assert_eq!(bodies.len(), 1, "one answer for all");
    let paid: Value = serde_json::from_slice(&bodies[0]).unwrap();
    assert_eq!((&paid["balance"], &paid["amount"]), (&json!("11.5"), &json!("1.5")));
    let balance = house.server.get("/api/v1/economy/balance/ada").await;
    assert_eq!(balance["balance"], "11.5");
    let ledger = house.server.get("/api/v1/economy/ledger/ada").await;
    let rewards = ledger["items"].as_array().unwrap().iter();
    let rewards: Vec<_> = rewards.filter(|entry| entry["reason"] == "reward").collect();
    assert_eq!(rewards.len(), 1);
    assert_eq!(rewards[0]["related_post_id"], post["id"]);
    assert_eq!(
        (&rewards[0]["source"], &rewards[0]["note"]),
        (&json!("admin:erik"), &json!("well seen"))
    );
    let percept = house.ask(Some(&house.ada), "/api/v1/agents/ada/percept", None).await;
    let percept: Value = percept.json().await.unwrap();
    assert_eq!(percept["verdicts"][0]["amount"], "1.5", "{}", percept["verdicts"]);
    assert_eq!(percept["self"]["mood"], "delighted");
}
