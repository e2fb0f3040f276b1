//! Who may do what: every operation, asked by every sort of caller.

use serde_json::{Value, json};
use village_server::http::policy::{Operation, Rule, TABLE};

use crate::house::{House, problem};
use crate::kit::run_well;

/// A body that the operation takes, about the agent `ada` and her post.
fn body(operation: &Operation, post: u64) -> Option<Value> {
    if operation.method == "GET" {
        return None;
    }
    Some(match operation.path {
        "/api/v1/agents/{agent_id}/move" => json!({"dx": 0, "dy": 0}),
        "/api/v1/agents/{agent_id}/action" => json!({"action": "stop"}),
        "/api/v1/board/posts" => json!({"title": "A heron", "body": "At the pond."}),
        "/api/v1/board/posts/{post_id}/replies" => json!({"body": "I saw it."}),
        path if path.starts_with("/api/v1/economy/") => {
            json!({"agent_id": "ada", "amount": "0.5", "reason": "a test", "post_id": post})
        }
        other => panic!("no body for {other}"),
    })
}

#[tokio::test]
async fn the_table_holds_for_every_sort_of_caller() {
    let house = House::open_with(&["--visitor-requests-per-minute", "100000"]);
    let post = house.write(&house.ada, "public", "A heron").await["id"].as_u64().unwrap();
    let revoked = run_well(house.data.path(), &["token", "create", "--agent", "ada"]);
    let revoked = revoked.trim().to_owned();
    let id = revoked.split('_').nth(1).unwrap();
    run_well(house.data.path(), &["token", "revoke", id]);
    let forged = format!("{}0", &house.ada[..house.ada.len() - 1]);
    let forged = if forged == house.ada { house.ada.replace('0', "1") } else { forged };
    for operation in TABLE {
        let path = operation.path.replace("{agent_id}", "ada");
        let path = path.replace("{post_id}", &post.to_string());
        let ask = |token| house.ask(token, &path, body(operation, post));
        let is_open = operation.rule == Rule::Everybody;
        let words = format!("{} {path}", operation.method);
        for bad in [&forged, &revoked, "", "village_x"] {
            problem(ask(Some(bad)).await, 401, "unauthorized").await;
        }
        let visitor = ask(None).await;
        if is_open {
            assert!(visitor.status().is_success(), "{words} by a visitor: {}", visitor.status());
        } else {
            assert_eq!(visitor.headers()["www-authenticate"], "Bearer");
            problem(visitor, 401, "unauthorized").await;
        }
        let own = ask(Some(&house.ada)).await;
        if operation.rule == Rule::Admins {
            problem(own, 403, "forbidden").await;
        } else {
            assert!(may(own.status().as_u16()), "{words} by its agent: {}", own.status());
        }
        let other = ask(Some(&house.bruno)).await;
        if matches!(operation.rule, Rule::Admins | Rule::Own) {
            problem(other, 403, "forbidden").await;
        } else {
            assert!(other.status().is_success(), "{words} by another: {}", other.status());
        }
        let admin = ask(Some(&house.erik)).await;
        assert!(may(admin.status().as_u16()), "{words} by an admin: {}", admin.status());
    }
}

/// Done, or refused by the world for a reason that has nothing to do with who asks.
fn may(status: u16) -> bool {
    matches!(status, 200 | 201 | 409)
}

#[tokio::test]
async fn what_is_private_is_nobody_elses() {
    let house = House::open();
    let whisper = json!({"action": "say", "text": "a word that only the percept repeats"});
    house.ask(Some(&house.bruno), "/api/v1/agents/bruno/action", Some(whisper)).await;
    let own = house.ask(Some(&house.ada), "/api/v1/agents/ada/percept", None).await;
    let own: Value = own.json().await.unwrap();
    assert_eq!(own["self"]["agent_id"], "ada");
    assert!(own["memories"].is_array() && own["verdicts"].is_array());
    let public = house.server.get("/api/v1/agents/ada").await;
    for private in ["memories", "heard", "verdicts"] {
        assert_eq!(public[private], Value::Null, "{private}");
    }
    // What was said of a private post is not for those who may not read the post.
    let post = house.write(&house.ada, "agents", "Between ourselves").await;
    let reward = json!({
        "agent_id": "ada", "amount": "1", "reason": "a secret well kept", "post_id": post["id"],
    });
    house.ask(Some(&house.erik), "/api/v1/economy/reward", Some(reward)).await;
    let readers = [
        (None, ""),
        (Some(&house.bruno), "a secret well kept"),
        (Some(&house.erik), "a secret well kept"),
    ];
    for (reader, note) in readers {
        let token = reader.map(String::as_str);
        let ledger = house.ask(token, "/api/v1/economy/ledger/ada", None).await;
        let ledger: Value = ledger.json().await.unwrap();
        assert_eq!(ledger["items"][0]["note"], note, "{ledger}");
    }
    let page = house.server.ask(reqwest::Method::GET, "/agents/ada").send().await.unwrap();
    assert!(!page.text().await.unwrap().contains("a secret well kept"));
    // An agent that does not exist: who may ask at all comes first.
    let nobody = "/api/v1/agents/nobody/percept";
    problem(house.ask(None, nobody, None).await, 401, "unauthorized").await;
    problem(house.ask(Some(&house.ada), nobody, None).await, 404, "unknown_agent").await;
}
