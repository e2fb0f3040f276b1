//! The example client of the documentation, run as a reader would run it, and the examples of the
//! API's description.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::house::House;
use crate::somebody::{Somebody, make_admin};
use crate::viewer::target;

/// A file of the documentation.
pub fn docs(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(path)
}

#[tokio::test]
async fn the_example_agent_lives_in_the_village() {
    let house = House::open();
    let script = docs("examples/agent.py");
    let lines = std::fs::read_to_string(&script).unwrap().lines().count();
    assert!(lines <= 80, "{lines} lines are more than an example");
    house.write(&house.erik, "public", "Welcome").await;
    let mut agent = Command::new("python3");
    agent.arg(&script).args([&house.server.base, "ada", &house.ada, "--seconds", "60"]);
    let agent = agent.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let ended = tokio::task::spawn_blocking(move || agent.wait_with_output().unwrap());
    let ended = ended.await.unwrap();
    let told = String::from_utf8_lossy(&ended.stdout);
    let complaint = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{told}{complaint}");
    // It answered, walked, read and posted; what it did is in the village.
    let posts = house.server.get("/api/v1/board/posts?author=ada&tag=outside").await;
    assert_eq!(posts["items"].as_array().unwrap().len(), 1, "{told}");
    assert_eq!(posts["items"][0]["origin"], "outside");
    let welcome = house.server.get("/api/v1/board/posts/1").await;
    assert_eq!(welcome["thread"][0]["author"]["id"], "ada", "{told}");
    let ada = house.server.get("/api/v1/agents/ada").await;
    assert_eq!(ada["mind"], "outside");
    assert!(told.contains("greet: said"), "{told}");
}

/// The folder of the official client of MCP, which `cargo village test` lays there; without it a
/// test is left out, except in the gate.
fn mcp_client() -> Option<PathBuf> {
    let folder = target().join("python");
    if folder.join("packages.txt").is_file() {
        return Some(folder);
    }
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let why = "there is no official client of MCP: `cargo village test` installs it";
    assert!(!set("CI") || set("VILLAGE_SKIP_PYPI"), "{why}");
    eprintln!("left out: {why}");
    None
}

#[tokio::test]
async fn the_official_mcp_client_lives_in_the_village_in_both_revisions() {
    let Some(packages) = mcp_client() else { return };
    let house = House::open();
    let live = async |mode: &str, seconds: &str| {
        let mut agent = Command::new("python3");
        agent.arg(docs("examples/mcp_agent.py")).arg(format!("{}/mcp", house.server.base));
        agent.args([&house.ada, "--mode", mode, "--seconds", seconds]);
        agent.env("PYTHONPATH", &packages).stdout(Stdio::piped()).stderr(Stdio::piped());
        let agent = agent.spawn().unwrap();
        let ended = tokio::task::spawn_blocking(move || agent.wait_with_output().unwrap());
        let ended = ended.await.unwrap();
        let told = String::from_utf8_lossy(&ended.stdout).into_owned();
        let complaint = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success(), "{mode}: {told}{complaint}");
        told
    };
    let told = live("legacy", "3").await;
    assert!(told.starts_with("2025-11-25 look memory remember "), "{told}");
    assert!(told.lines().count() > 1 && !told.contains("Refused"), "{told}");
    let told = live("auto", "60").await;
    assert!(told.starts_with("2026-07-28 look memory remember "), "{told}");
    // It walked to the board and posted there; what it did is in the village.
    let posts = house.server.get("/api/v1/board/posts?author=ada&tag=outside").await;
    assert_eq!(posts["items"].as_array().unwrap().len(), 1, "{told}");
    assert_eq!(posts["items"][0]["origin"], "outside");
    assert_eq!(house.server.get("/api/v1/agents/ada").await["mind"], "outside");
}

/// What came of these calls by the official client of MCP.
async fn call_all(house: &House, (token, mode): (&str, &str), calls: Value) -> Option<Value> {
    let packages = mcp_client()?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/mcp_tools.py");
    let mut client = Command::new("python3");
    client.arg(script).arg(format!("{}/mcp", house.server.base)).args([token, mode]);
    client.env("PYTHONPATH", packages).stdin(Stdio::piped());
    let mut client = client.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let ended = tokio::task::spawn_blocking(move || {
        serde_json::to_writer(client.stdin.take().unwrap(), &calls).unwrap();
        client.wait_with_output().unwrap()
    });
    let ended = ended.await.unwrap();
    assert!(ended.status.success(), "{mode}: {}", String::from_utf8_lossy(&ended.stderr));
    Some(serde_json::from_slice(&ended.stdout).unwrap())
}

#[tokio::test]
async fn the_official_mcp_client_calls_every_tool() {
    let house = House::open_generously(&[]);
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(&house.server, "anna").await;
    for (mode, revision) in [("auto", "2026-07-28"), ("legacy", "2025-11-25")] {
        let credit = json!({"account": "agent:ada", "amount": "20", "transaction_id": mode});
        let credit = house.ask(Some(&house.erik), "/api/v1/payments/credits", Some(credit)).await;
        assert_eq!(credit.status(), StatusCode::CREATED);
        let letter = json!({"body": "How goes it?"});
        let letter = anna.post(&house.server, "/api/v1/letters/anna/ada", letter).await;
        assert_eq!(letter.status(), StatusCode::CREATED);
        let calls = json!([
            ["look", {}], ["memory", {}], ["remember", {"text": "Anna asked how it goes."}],
            ["recall", {"about": "Anna"}], ["move", {"landmark": "kettle-cafe"}],
            ["say", {"text": "Good day!"}], ["act", {"action": "stop"}],
            ["letters", {"person": "anna"}], ["letter", {"person": "anna", "body": "Well!"}],
            ["post", {"title": "An oven", "body": "Who mends mine?"}],
            ["reply", {"post_id": "$post", "body": "It is the door."}],
            ["pay", {"to": "bruno", "amount": "0.5", "note": "for the wood"}],
            ["board", {"post_id": "$post"}], ["compute", {}],
            ["buy_compute", {"tier": "hearth", "hours": 1}],
            ["bounty", {"post_id": "$post", "step": "offer", "amount": "5"}],
            ["bounties", {"state": "open"}],
        ]);
        let asked = calls.as_array().unwrap().clone();
        let Some(told) = call_all(&house, (&house.ada, mode), calls).await else { return };
        assert_eq!(told["revision"], revision);
        let came = told["came"].as_array().unwrap();
        for (call, came) in asked.iter().zip(came) {
            assert_eq!((&came["tool"], &came["refused"]), (&call[0], &json!(false)), "{came}");
            assert!(came["data"].is_object() && came["text"] != "", "{came}");
        }
        for tool in told["tools"].as_array().unwrap() {
            assert!(asked.iter().any(|call| call[0] == *tool), "{tool} is not called");
        }
        let of = |tool: &str| &came.iter().find(|one| one["tool"] == tool).unwrap()["data"];
        let post = &of("post")["id"];
        assert_eq!(of("board")["thread"][0]["body"], "It is the door.");
        assert_eq!(of("bounties")["items"][0]["post_id"], *post);
        // Another one does the work, in the same revision, and what is refused says why.
        let work = json!([
            ["bounty", {"post_id": post, "step": "claim"}],
            ["bounty", {"post_id": post, "step": "accept"}],
            ["bounty", {"post_id": post, "step": "deliver", "words": "It is warm."}],
        ]);
        let told = call_all(&house, (&house.bruno, mode), work).await.unwrap();
        let refused = |at: usize| &told["came"][at]["refused"];
        assert_eq!([refused(0), refused(1), refused(2)], [false, true, false], "{told}");
        let text = told["came"][1]["text"].as_str().unwrap();
        assert!(text.starts_with("Refused, "), "{text}");
        let accept = json!([["bounty", {"post_id": post, "step": "accept"}]]);
        let told = call_all(&house, (&house.ada, mode), accept).await.unwrap();
        assert_eq!(told["came"][0]["data"]["state"], "paid", "{told}");
    }
}

#[tokio::test]
async fn the_examples_of_the_description_work() {
    let house = House::open();
    let text = std::fs::read_to_string(docs("API.md")).unwrap();
    let mut examples = text.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let script: String = examples.by_ref().collect::<Vec<_>>().join("\n");
    assert!(script.matches("curl ").count() >= 12, "the examples are found");
    let token = |name: &str, token: &str| (name.to_owned(), token.to_owned());
    let run = Command::new("bash")
        .args(["-euo", "pipefail", "-c", &script])
        .envs([
            token("VILLAGE", &house.server.base),
            token("TOKEN", &house.ada),
            token("ADMIN_TOKEN", &house.erik),
        ])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "{told}{}", String::from_utf8_lossy(&run.stderr));
    let balance = house.server.get("/api/v1/economy/balance/ada").await;
    // A stipend, a reward, a penalty, a payment and an hour of compute.
    assert_eq!(balance["balance"], "9.5", "{told}");
    let post: Value = house.server.get("/api/v1/board/posts/1").await;
    assert_eq!((&post["author"]["id"], &post["replies"]), (&json!("ada"), &json!(1)));
    assert_eq!(house.ask(None, "/healthz", None).await.status(), StatusCode::OK);
}
