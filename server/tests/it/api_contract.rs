//! The contract: what the description says is what the program does.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use village_server::http::policy::{Rule, TABLE};

use crate::house::House;
use crate::minds;
use crate::model::Model;
use crate::schema::{fits, summary};
use crate::somebody::{Somebody, make_admin};

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

/// Acts of an operator or of `ada`, by operation; each does what it says.
fn acts(post: u64) -> Vec<(&'static str, Value)> {
    let because = |wish: Value| {
        let mut wish = wish;
        wish["reason"] = json!("a test");
        wish
    };
    let feedback = |amount: &str| json!({"agent_id": "ada", "amount": amount, "post_id": post});
    vec![
        ("/api/v1/minds", because(json!({"stopped": true}))),
        // Wherever she stands by now, a step aside may be into a wall; to a place there is a way.
        ("/api/v1/agents/{agent_id}/move", json!({"landmark": "kettle-cafe"})),
        ("/api/v1/agents/{agent_id}/action", json!({"action": "say", "text": "Good day."})),
        ("/api/v1/agents/{agent_id}/action", json!({"action": "wait", "seconds": 5})),
        ("/api/v1/agents/{agent_id}/memories", json!({"text": "The heron is back."})),
        ("/api/v1/board/posts/{post_id}/replies", json!({"body": "Seen too."})),
        ("/api/v1/economy/reward", because(feedback("2.5"))),
        ("/api/v1/economy/penalize", because(feedback("0.5"))),
        ("/api/v1/economy/purchase", json!({"agent_id": "ada", "tier": "lantern", "hours": 1})),
        ("/api/v1/economy/bid", json!({"agent_id": "ada", "amount": "1"})),
        ("/api/v1/economy/reservations", json!({"agent_id": "ada", "amount": "1", "what": "x"})),
        ("/api/v1/economy/pay", json!({"to": "bruno", "amount": "0.5", "note": "thanks"})),
        (
            "/api/v1/payments/credits",
            json!({"account": "agent:ada", "amount": "5", "transaction_id": "T1"}),
        ),
        (
            "/api/v1/payments/reversals",
            json!({"transaction_id": "T1", "refund_id": "R1", "amount": "1"}),
        ),
        ("/api/v1/board/posts/{post_id}/bounty", json!({"step": "offer", "amount": "1"})),
        ("/api/v1/board/posts/{post_id}/moderate", because(json!({"pinned": true}))),
        ("/api/v1/files", json!({"a": "file"})),
        ("/api/v1/agents/{agent_id}/restrain", because(json!({"measure": "freeze_compute"}))),
        ("/api/v1/agents/{agent_id}/restrain", because(json!({"measure": "thaw_compute"}))),
        (
            "/api/v1/agents/{agent_id}/entitlement",
            because(json!({"tier": "beacon", "seconds": 60})),
        ),
        (
            "/api/v1/agents",
            json!({
                "agent_id": "nora", "name": "Nora", "role": "beekeeper", "home": "mill-cottage",
                "work": "kettle-cafe", "text": "Nora keeps bees.",
            }),
        ),
        ("/api/v1/people/{name}/vouch", json!({"vouched": true})),
        ("/api/v1/people/{name}/discipline", because(json!({"measure": "warn"}))),
        ("/api/v1/people/{name}/role", because(json!({"role": "admin"}))),
        (
            "/api/v1/addresses/discipline",
            because(json!({"address": "203.0.113.0/24", "measure": "ban"})),
        ),
        ("/api/v1/letters/{person}/{agent_id}", json!({"body": "Thank you."})),
        ("/api/v1/letters/{person}/{agent_id}/read", json!({"up_to": 1})),
        ("/api/v1/agents/{agent_id}/tokens", because(json!({"days": 1}))),
        ("/api/v1/agents/{agent_id}/tokens/revoke", because(json!({}))),
    ]
}

/// A path with somebody in every place.
fn filled(path: &str, hash: &str, trace: &Value) -> String {
    let path = path.replace("{trace}", &trace.to_string());
    let path = path.replace("{agent_id}", "ada").replace("{post_id}", "1").replace("{hash}", hash);
    path.replace("{name}", "anna").replace("{person}", "anna")
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_have_the_shape_that_is_described() {
    let model = Model::start(&["wren"], minds::polite).await;
    let house = House::open_with(&["--model-server", &model.base]);
    let trace = minds::until(&house, async || minds::thought(&house, "ada").await).await;
    let trace = &trace["trace"];
    let server = &house.server;
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(server, "anna").await;
    anna.post(server, "/api/v1/letters/anna/ada", json!({"body": "Good day."})).await;
    let description = server.get("/api/v1/openapi.json").await;
    let made = house.write(&house.ada, "public", "A heron").await;
    fits(&description, &json!({"$ref": "#/components/schemas/Post"}), &made);
    let mut hash = String::new();
    for (template, body) in acts(made["id"].as_u64().unwrap()) {
        // What only an agent does, ada does.
        let is_hers = ["/bounty", "{person}/{agent_id}", "/read", "/pay"];
        let is_hers = is_hers.iter().any(|end| template.ends_with(end));
        let token = if is_hers { &house.ada } else { &house.erik };
        let path = filled(template, &hash, trace);
        let answer = house.ask(Some(token), &path, Some(body.clone())).await;
        let status = answer.status();
        let found: Value = answer.json().await.unwrap();
        assert!(status.is_success(), "{path} {body}: {found}");
        let described = &description["paths"][template]["post"]["responses"][status.as_str()];
        fits(&description, &described["content"]["application/json"]["schema"], &found);
        hash = found["hash"].as_str().map_or(hash, str::to_owned);
    }
    for operation in TABLE.iter().filter(|operation| operation.method == "GET") {
        let path = filled(operation.path, &hash, trace);
        let answer = anna.ask(server, Method::GET, &path).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        let described = &description["paths"][operation.path]["get"]["responses"]["200"];
        let described = &described["content"]["application/json"]["schema"];
        // A file is what it is.
        if !described.is_null() {
            fits(&description, described, &answer.json().await.unwrap());
        }
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

/// The codes that the guide lists, by status.
fn guide() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(crate::client::docs("API.md")).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| ") && line.contains('`'));
    let rows = rows.filter_map(|line| line.trim_matches(['|', ' ']).split_once(" | "));
    let rows = rows.filter(|(status, _)| status.parse::<u16>().is_ok());
    let codes = |list: &str| list.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    rows.map(|(status, list)| (status.to_owned(), codes(list))).collect()
}

#[tokio::test]
async fn the_guide_lists_every_code_that_is_described() {
    let house = House::open();
    let description = house.server.get("/api/v1/openapi.json").await;
    let guide = guide();
    let mut missing = BTreeSet::new();
    for methods in description["paths"].as_object().unwrap().values() {
        let operations = methods.as_object().unwrap().values();
        let answers = operations.flat_map(|operation| operation["responses"].as_object().unwrap());
        for (status, answer) in answers.filter(|(status, _)| status.as_str() >= "400") {
            let words = answer["description"].as_str().unwrap_or_default();
            let words = words.split(|c: char| !c.is_ascii_lowercase() && c != '_');
            for code in words.filter(|word| word.contains('_')) {
                if !guide.get(status).is_some_and(|known| known.contains(code)) {
                    missing.insert(format!("{status} {code}"));
                }
            }
        }
    }
    assert!(missing.is_empty(), "docs/API.md does not list {missing:#?}");
}
