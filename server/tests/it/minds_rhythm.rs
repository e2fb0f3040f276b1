//! When villagers think: as often as their tier allows, and where it matters to them.

use serde_json::{Value, json};

use crate::house::House;
use crate::minds::until;
use crate::model::Model;

/// Three thoughts a minute for every tier that may think at all.
fn three_a_minute(tiers: &str) -> String {
    let line = |line: &str| match line.strip_prefix("thoughts_per_minute = ") {
        Some(most) if most != "0" => "thoughts_per_minute = 3\n".to_owned(),
        _ => format!("{line}\n"),
    };
    tiers.lines().map(line).collect()
}

/// Ada walks to the café, and says so when she is there; all others stay where they are.
fn walks(_: &str, system: &str, user: &str) -> Value {
    let acts = if !system.contains("You are Ada, id ada,") {
        json!([{ "do": "wait", "seconds": 60 }])
    } else if user.contains("You are at kettle-cafe") {
        json!([{ "do": "say", "text": "Here I am." }, { "do": "wait", "seconds": 60 }])
    } else {
        json!([{ "do": "go", "to": "kettle-cafe" }])
    };
    json!({ "thought": "To the café.", "acts": acts, "plan": "a coffee" })
}

/// Ada goes to the café for a drink, and talks of it when she has it.
fn drinks(_: &str, system: &str, user: &str) -> Value {
    let acts = if !system.contains("You are Ada, id ada,") {
        json!([{ "do": "wait", "seconds": 60 }])
    } else if user.contains("you: use \"drink\"") {
        json!([{ "do": "say", "text": "That is good." }])
    } else if user.contains("you: go \"kettle-cafe\"") {
        json!([])
    } else {
        json!([
            { "do": "go", "to": "kettle-cafe" },
            { "do": "use", "what": "drink" },
            { "do": "say", "text": "I am off." },
            { "do": "wait", "seconds": 60 }
        ])
    };
    json!({ "thought": "To the café.", "acts": acts, "plan": "a coffee" })
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_to_be_done_at_a_place_is_done_when_one_has_come_there() {
    let model = Model::start(&["wren"], drinks).await;
    let args = ["--model-server", &model.base];
    let house = House::open_with_tiers(&args, |tiers| three_a_minute(&tiers));
    let ada = async || house.server.get("/api/v1/agents/ada").await;
    until(&house, async || {
        let now = ada().await;
        let drinks = now["landmark"] == "kettle-cafe" && now["activity"] == "drinking";
        (drinks && now["mind"] == "model").then_some(())
    })
    .await;
    let thoughts = house.server.get("/api/v1/agents/ada/thoughts").await;
    let all = thoughts["items"].as_array().unwrap();
    let found = all.iter().find(|one| one["acts"].as_array().is_some_and(|acts| acts.len() == 4));
    let acts = &found.unwrap_or_else(|| panic!("{thoughts}"))["acts"];
    let came: Vec<_> = acts.as_array().unwrap().iter().map(|act| &act["outcome"]).collect();
    assert_eq!(came, ["one_at_a_time", "ok", "on_arrival", "ok"], "{acts}");
    // And its mind knows.
    until(&house, async || (ada().await["said"]["text"] == "That is good.").then_some(())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_come_where_it_wanted_waits_there_for_its_next_thought() {
    let model = Model::start(&["wren"], walks).await;
    let args = ["--model-server", &model.base];
    let house = House::open_with_tiers(&args, |tiers| three_a_minute(&tiers));
    let ada = async || house.server.get("/api/v1/agents/ada").await;
    until(&house, async || ada().await["walk"].is_object().then_some(())).await;
    // It takes her some fourteen seconds, and her next thought is due after twenty.
    let mut waited = 0;
    until(&house, async || {
        let now = ada().await;
        assert_eq!(now["mind"], "model", "she goes and stays of her own will: {now}");
        let is_there = now["landmark"] == "kettle-cafe" && now["activity"] == "idle";
        waited += usize::from(is_there);
        (now["said"]["text"] == "Here I am.").then_some(())
    })
    .await;
    assert!(waited >= 10, "she was seen to wait {waited} times");
}
