//! The contract: what the description says is what the program does.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use village_server::http::policy::{Rule, TABLE};

use crate::house::House;
use crate::schema::{fits, summary};

#[tokio::test]
async fn every_operation_is_described_and_has_a_rule() {
    let house = House::open();
    let description = house.server.get("/api/v1/openapi.json").await;
    let mut described = BTreeSet::new();
    for (path, operations) in description["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let method = method.to_uppercase();
            let rule = TABLE.iter().find(|known| known.method == method && known.path == path);
            let rule = rule.unwrap_or_else(|| panic!("{method} {path} has no rule")).rule;
            let answers = operation["responses"].as_object().unwrap();
            let mut must = vec!["401", "429"];
            must.extend((rule != Rule::Everybody && rule != Rule::Members).then_some("403"));
            must.extend(path.contains('{').then_some("404"));
            if method != "GET" {
                must.push("503");
            }
            if operation["requestBody"].is_object() {
                must.extend(["400", "408", "413", "415"]);
            }
            for status in must {
                assert!(answers.contains_key(status), "{method} {path} leaves {status} out");
            }
            let proofs = match rule {
                Rule::Everybody => operation["security"].clone(),
                Rule::Session => json!([{"session": []}]),
                _ => json!([{"token": []}, {"session": []}]),
            };
            assert_eq!(operation["security"], proofs, "{method} {path}");
            described.insert((method, path.clone()));
        }
    }
    for operation in TABLE {
        let known = (operation.method.to_owned(), operation.path.to_owned());
        assert!(described.contains(&known), "{known:?} is not described");
        // And it is there: another method is 405, not 404.
        let path = operation.path.replace("{agent_id}", "ada").replace("{post_id}", "1");
        let other = house.server.ask(Method::PATCH, &path).send().await.unwrap();
        assert_eq!(other.status(), StatusCode::METHOD_NOT_ALLOWED, "{path}");
        let allowed = other.headers()["allow"].to_str().unwrap();
        assert!(allowed.contains(operation.method), "{path} allows {allowed}");
    }
}

#[tokio::test]
async fn the_contract_changes_only_on_purpose() {
    let house = House::open();
    let description = house.server.get("/api/v1/openapi.json").await;
    let mut text = String::new();
    for (path, operations) in description["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let statuses: Vec<_> = operation["responses"].as_object().unwrap().keys().collect();
            let statuses = statuses.iter().map(|status| status.as_str()).collect::<Vec<_>>();
            writeln!(text, "{} {path} -> {}", method.to_uppercase(), statuses.join(" ")).unwrap();
        }
    }
    text.push_str(&summary(&description));
    insta::assert_snapshot!(text);
}

#[tokio::test]
async fn answers_have_the_shape_that_is_described() {
    let house = House::open();
    let description = house.server.get("/api/v1/openapi.json").await;
    let made = house.write(&house.ada, "public", "A heron").await;
    fits(&description, &json!({"$ref": "#/components/schemas/Post"}), &made);
    let post = made["id"].as_u64().unwrap();
    let acts = [
        ("/api/v1/agents/ada/move", "/api/v1/agents/{agent_id}/move", json!({"dx": 1, "dy": 0})),
        (
            "/api/v1/agents/ada/action",
            "/api/v1/agents/{agent_id}/action",
            json!({"action": "say", "text": "Good day."}),
        ),
        (
            "/api/v1/agents/ada/action",
            "/api/v1/agents/{agent_id}/action",
            json!({"action": "wait", "seconds": 5}),
        ),
        (
            "/api/v1/board/posts/1/replies",
            "/api/v1/board/posts/{post_id}/replies",
            json!({"body": "Seen too."}),
        ),
        (
            "/api/v1/economy/reward",
            "/api/v1/economy/reward",
            json!({"agent_id": "ada", "amount": "2.5", "reason": "well seen", "post_id": post}),
        ),
        (
            "/api/v1/economy/penalize",
            "/api/v1/economy/penalize",
            json!({"agent_id": "ada", "amount": "0.5", "reason": "too long", "post_id": post}),
        ),
    ];
    for (path, template, body) in acts {
        let answer = house.ask(Some(&house.erik), path, Some(body.clone())).await;
        let status = answer.status();
        let found: Value = answer.json().await.unwrap();
        assert!(status.is_success(), "{path} {body}: {found}");
        let described = &description["paths"][template]["post"]["responses"][status.as_str()];
        fits(&description, &described["content"]["application/json"]["schema"], &found);
    }
    for operation in TABLE.iter().filter(|operation| operation.method == "GET") {
        let path = operation.path.replace("{agent_id}", "ada").replace("{post_id}", "1");
        let answer = house.ask(Some(&house.erik), &path, None).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        let found: Value = answer.json().await.unwrap();
        let described = &description["paths"][operation.path]["get"]["responses"]["200"];
        fits(&description, &described["content"]["application/json"]["schema"], &found);
    }
    let unknown = house.ask(None, "/api/v1/agents/nobody", None).await.json().await.unwrap();
    fits(&description, &json!({"$ref": "#/components/schemas/Problem"}), &unknown);
}

#[tokio::test]
async fn the_world_is_named_by_its_tick_and_comes_compressed() {
    let house = House::open();
    let first = house.ask(None, "/api/v1/world", None).await;
    let etag = first.headers()["etag"].to_str().unwrap().to_owned();
    let world: Value = first.json().await.unwrap();
    assert!(etag.starts_with(&format!("\"{}-", world["tick"])), "{etag}");
    assert_eq!(world["agents"].as_array().unwrap().len(), 14);
    let gzip = house.server.ask(Method::GET, "/api/v1/world").header("accept-encoding", "gzip");
    let gzip = gzip.send().await.unwrap();
    assert_eq!(gzip.headers()["content-encoding"], "gzip");
    let bytes = gzip.bytes().await.unwrap();
    assert_eq!(bytes[..2], [0x1f, 0x8b]);
    // Data that does not change is not sent twice.
    let map = house.ask(None, "/api/v1/map", None).await;
    let known = map.headers()["etag"].clone();
    let again = house.server.ask(Method::GET, "/api/v1/map").header("if-none-match", known);
    let again = again.send().await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert!(again.bytes().await.unwrap().is_empty());
}

#[tokio::test]
async fn lists_come_in_parts_that_join() {
    let house = House::open();
    let whole = house.server.get("/api/v1/agents?limit=100").await;
    let whole = whole["items"].as_array().unwrap().clone();
    let (mut joined, mut path) = (Vec::new(), "/api/v1/agents?limit=5".to_owned());
    loop {
        let part = house.server.get(&path).await;
        joined.extend(part["items"].as_array().unwrap().clone());
        let Some(cursor) = part["next_cursor"].as_str() else { break };
        path = format!("/api/v1/agents?limit=5&cursor={cursor}");
    }
    let ids = |list: &[Value]| list.iter().map(|one| one["agent_id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids(&joined), ids(&whole));
    for number in 0..5 {
        house.write(&house.erik, "public", &format!("Note {number}")).await;
    }
    let newest = house.server.get("/api/v1/board/posts?author=human:erik&limit=3").await;
    let cursor = newest["next_cursor"].as_str().unwrap();
    let rest = format!("/api/v1/board/posts?author=human:erik&limit=3&cursor={cursor}");
    let rest = house.server.get(&rest).await;
    let titles = [newest["items"].clone(), rest["items"].clone()];
    let titles: Vec<_> = titles
        .iter()
        .flat_map(|part| part.as_array().unwrap())
        .map(|post| &post["title"])
        .collect();
    assert_eq!(titles, ["Note 4", "Note 3", "Note 2", "Note 1", "Note 0"]);
    assert_eq!(rest["next_cursor"], Value::Null);
}
