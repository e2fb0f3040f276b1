//! The tokens of an agent one by one: an admin sees them, without their secrets, and ends one.

use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::api_keep::logged;
use crate::house::{House, problem};
use crate::somebody::{Somebody, make_admin};

const TOKENS: &str = "/api/v1/agents/ada/tokens";

/// The public part of a token.
fn id(token: &str) -> &str {
    token.split('_').nth(1).unwrap()
}

/// Asks to end one of ada's tokens, with a token of one's own.
async fn end(house: &House, by: &str, token_id: &str) -> Response {
    let request = house.server.ask(Method::DELETE, &format!("{TOKENS}/{token_id}"));
    request.bearer_auth(by).send().await.unwrap()
}

/// Whether ada lives by this token.
async fn works(house: &House, token: &str) -> bool {
    let stop = json!({"action": "stop"});
    let answer = house.ask(Some(token), "/api/v1/agents/ada/action", Some(stop)).await;
    if answer.status() == 200 {
        return true;
    }
    problem(answer, 401, "unauthorized").await;
    false
}

fn ids(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().unwrap().iter();
    items.map(|one| one["token_id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn an_admin_sees_the_tokens_of_an_agent_and_ends_one_of_them() {
    let house = House::open_generously(&[]);
    let server = &house.server;
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(server, "anna").await;
    let (mut secrets, mut told) = (Vec::new(), Vec::new());
    for wish in [json!({"days": 30, "reason": "a test"}), json!({"reason": "a test"})] {
        let made = anna.post(server, TOKENS, wish).await;
        assert_eq!(made.status(), 201);
        let mut made: Value = made.json().await.unwrap();
        let secret = made.as_object_mut().unwrap().remove("token").unwrap();
        secrets.push(secret.as_str().unwrap().to_owned());
        told.push(made);
    }
    // Oldest first: the first is from the command line.
    let answer = house.ask(Some(&house.erik), TOKENS, None).await;
    assert_eq!(answer.status(), 200);
    let text = answer.text().await.unwrap();
    let list: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(ids(&list), [id(&house.ada), id(&secrets[0]), id(&secrets[1])]);
    assert_eq!(list["items"].as_array().unwrap()[1..], told[..]);
    assert_eq!(list["next_cursor"], Value::Null);
    for token in [&house.ada, &secrets[0], &secrets[1]] {
        assert!(!text.contains(token.rsplit('_').next().unwrap()), "a secret is in {text}");
        assert!(works(&house, token).await);
    }
    let ended = end(&house, &house.erik, id(&secrets[0])).await;
    assert_eq!(ended.status(), 204);
    assert_eq!(ended.text().await.unwrap(), "");
    assert!(!works(&house, &secrets[0]).await, "it is dead at once");
    assert!(works(&house, &house.ada).await && works(&house, &secrets[1]).await);
    problem(end(&house, &house.erik, id(&secrets[0])).await, 404, "unknown_token").await;
    // A session does as well.
    let second = format!("{TOKENS}/{}", id(&secrets[1]));
    let ended = anna.ask(server, Method::DELETE, &second).send().await.unwrap();
    assert_eq!(ended.status(), 204);
    assert!(!works(&house, &secrets[1]).await);
    assert_eq!(ids(&anna.get(server, TOKENS).await), [id(&house.ada)]);
    let lines = logged(&house, "end_token");
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert_eq!(lines[0]["principal"], "admin:erik");
    for (line, secret) in lines.iter().zip(&secrets) {
        assert_eq!(line["subject"], "agent:0");
        assert_eq!(line["why"], id(secret));
        assert_eq!(line["origin"], "127.0.0.1");
    }
}

#[tokio::test]
async fn a_token_ends_by_admins_alone_and_by_its_own_agents_address() {
    let house = House::open_generously(&["--sign-up", "invitation"]);
    let server = &house.server;
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(server, "anna").await;
    for wrong in ["0000000000", "none", id(&house.bruno), id(&house.erik)] {
        problem(end(&house, &house.erik, wrong).await, 404, "unknown_token").await;
    }
    let own = format!("{TOKENS}/{}", id(&house.ada));
    for path in [TOKENS, own.as_str()] {
        let method = if path == TOKENS { Method::GET } else { Method::DELETE };
        let ask = |path: &str| server.ask(method.clone(), path);
        let nobody = ask(&path.replace("/ada/", "/nobody/")).bearer_auth(&house.erik);
        problem(nobody.send().await.unwrap(), 404, "unknown_agent").await;
        problem(ask(path).send().await.unwrap(), 401, "unauthorized").await;
        for agent in [&house.ada, &house.bruno] {
            let refused = ask(path).bearer_auth(agent).send().await.unwrap();
            problem(refused, 403, "forbidden").await;
        }
    }
    for role in ["moderator", "member"] {
        let somebody = anna.bring(server, &format!("a-{role}"), role).await;
        for (method, path) in [(Method::GET, TOKENS), (Method::DELETE, own.as_str())] {
            let refused = somebody.ask(server, method, path).send().await.unwrap();
            problem(refused, 403, "forbidden").await;
        }
    }
    let weak = anna.token(server, &["read", "write", "money"]).await;
    problem(house.ask(Some(&weak), TOKENS, None).await, 403, "scope").await;
    problem(end(&house, &weak, id(&house.ada)).await, 403, "scope").await;
    assert!(works(&house, &house.ada).await);
    let stop = json!({"action": "stop"});
    let bruno = house.ask(Some(&house.bruno), "/api/v1/agents/bruno/action", Some(stop)).await;
    assert_eq!(bruno.status(), 200);
    assert!(logged(&house, "end_token").is_empty());
}
