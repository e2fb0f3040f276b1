//! When villagers think: as often as their tier allows, and where it matters to them.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::house::House;
use crate::minds::{polite, until};
use crate::model::{Asked, Model};
use crate::somebody::Somebody;

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
    // What came of it stands in the trace of the thought after.
    let told = json!({ "act": "on arrival: use \"drink\"", "outcome": "ok" });
    let holds = |one: &Value| one["acts"].as_array().is_some_and(|acts| acts.contains(&told));
    until(&house, async || {
        let thoughts = house.server.get("/api/v1/agents/ada/thoughts").await;
        thoughts["items"].as_array()?.iter().any(&holds).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_come_where_it_wanted_waits_there_for_its_next_thought() {
    let model = Model::start(&["wren"], walks).await;
    let args = ["--model-server", &model.base];
    let house = House::open_with_tiers(&args, |tiers| three_a_minute(&tiers));
    let ada = async || house.server.get("/api/v1/agents/ada").await;
    until(&house, async || ada().await["walk"].is_object().then_some(())).await;
    // It takes her some fourteen seconds, and her next thought is due after twenty.
    let (mut from, mut to) = (None, 0);
    until(&house, async || {
        let now = ada().await;
        assert_eq!(now["mind"], "model", "she goes and stays of her own will: {now}");
        if now["landmark"] == "kettle-cafe" && now["activity"] == "idle" {
            to = house.server.tick().await;
            from = from.or(Some(to));
        }
        (now["said"]["text"] == "Here I am.").then_some(())
    })
    .await;
    let waited = from.map_or(0, |from| to - from);
    assert!(waited >= 30, "she was seen to wait for {waited} ticks");
}

/// Whoever is asked to look back finds this.
const INSIGHT: &str = "Whoever keeps the key keeps the peace.";

/// As [`polite`], and looks back when it is asked to: then there is one message alone.
fn wise(model: &str, system: &str, user: &str) -> Value {
    if !user.is_empty() {
        return polite(model, system, user);
    }
    let insight = json!({ "text": INSIGHT, "because": [1, 2, 3] });
    json!({ "insights": [insight], "people": [], "plan": "" })
}

#[tokio::test(flavor = "multi_thread")]
async fn who_looks_back_answers_a_person_all_the_same() {
    let model = Model::start(&["wren"], wise).await;
    model.let_wait(|asked| asked.user.is_empty());
    let house = House::open_generously(&["--model-server", &model.base, "--sign-up", "open"]);
    let olga = Somebody::sign_up(&house.server, "olga", None).await;
    for number in 1..=16 {
        let note = json!({ "text": format!("Key number {number} is lost."), "importance": 10 });
        let kept = house.ask(Some(&house.ada), "/api/v1/agents/ada/memories", Some(note)).await;
        assert_eq!(kept.status(), StatusCode::CREATED);
    }
    // It looks at the latest memories: of these keys, and of what was said and seen meanwhile.
    let looks_back = |asked: &Asked| asked.user.is_empty() && asked.system.contains("is lost.");
    until(&house, async || model.asked().iter().any(looks_back).then_some(())).await;
    let chats = "/api/v1/agents/ada/thoughts?class=chat&state=answered";
    let letter = json!({ "body": "Have you seen my key?" });
    olga.post(&house.server, "/api/v1/letters/olga/ada", letter).await;
    until(&house, async || house.server.get(chats).await["items"].get(0).cloned()).await;
    let asked = model.asked();
    assert_eq!(asked.iter().filter(|asked| looks_back(asked)).count(), 1, "one at a time");
    // What it comes to is kept beside what happened meanwhile, and has a trace of its own.
    model.set_answers(true);
    let path = "/api/v1/agents/ada/thoughts?class=reflect&state=answered";
    let trace = until(&house, async || house.server.get(path).await["items"].get(0).cloned()).await;
    let path = format!("/api/v1/agents/ada/thoughts/{}", trace["trace"]);
    let whole = house.ask(Some(&house.ada), &path, None).await.json::<Value>().await.unwrap();
    assert!(whole["prompt"][0].as_str().unwrap().contains("is lost."), "{whole}");
    assert!(whole["answer"].as_str().unwrap().contains(INSIGHT), "{whole}");
    let used = whole["memories"].as_array().unwrap();
    let is_asked = |one: &Value| {
        let line = format!("\n{} {}\n", one["memory"], one["text"]);
        whole["prompt"][0].as_str().unwrap().contains(&line)
    };
    assert!(used.len() >= 16 && used.iter().all(is_asked), "{whole}");
    let mind = house.ask(Some(&house.ada), "/api/v1/agents/ada/mind", None).await;
    let memory = mind.json::<Value>().await.unwrap()["memory"].to_string();
    assert!(memory.contains(INSIGHT) && memory.contains("Have you seen my key?"), "{memory}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_to_be_forgotten_before_anybody_thought_of_it_is_never_heard() {
    let model = Model::start(&["wren"], polite).await;
    let house = House::open_generously(&["--model-server", &model.base, "--sign-up", "open"]);
    let olga = Somebody::sign_up(&house.server, "olga", None).await;
    let think = async |stopped: bool| {
        let wish = json!({ "stopped": stopped, "reason": "a test" });
        let answer = house.ask(Some(&house.erik), "/api/v1/minds", Some(wish)).await;
        assert_eq!(answer.status(), StatusCode::OK);
    };
    think(true).await;
    let write = async |body: &str| {
        let letter = json!({ "body": body });
        let sent = olga.post(&house.server, "/api/v1/letters/olga/ada", letter).await;
        assert!(sent.status().is_success());
    };
    write("My cat is called Quetzal.").await;
    let path = "/api/v1/people/me/memories";
    let asked = olga.ask(&house.server, Method::DELETE, path).send().await.unwrap();
    assert_eq!(asked.status(), StatusCode::OK);
    think(false).await;
    write("What do you bake?").await;
    let hears = |asked: &Asked| asked.user.contains("What do you bake?");
    until(&house, async || model.asked().iter().any(hears).then_some(())).await;
    let asked = model.asked();
    assert!(!asked.iter().any(|asked| asked.user.contains("Quetzal")), "{asked:#?}");
    let mind = house.ask(Some(&house.ada), "/api/v1/agents/ada/mind", None).await;
    let memory = mind.json::<Value>().await.unwrap()["memory"].to_string();
    assert!(!memory.contains("Quetzal"), "{memory}");
}

/// Ada goes to the board, whoever asks her; all others stay where they are.
fn to_the_board(_: &str, system: &str, _: &str) -> Value {
    let is_ada = system.contains("You are Ada, id ada,");
    let goes = json!([{ "do": "go", "to": "town-board" }]);
    let acts = if is_ada { goes } else { json!([{ "do": "wait", "seconds": 60 }]) };
    json!({ "thought": "To the board.", "acts": acts, "plan": "" })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thought_that_comes_late_does_not_move_whom_a_mind_from_outside_leads() {
    let model = Model::start(&["wren"], to_the_board).await;
    model.set_answers(false);
    let house = House::open_generously(&["--model-server", &model.base]);
    let ada = async || house.server.get("/api/v1/agents/ada").await;
    until(&house, async || (ada().await["thinking"]["now"] == true).then_some(())).await;
    // So far away that she is still on her way when the trace is there.
    let goal = json!({ "landmark": "market-hall" });
    let sent = house.server.post(&house.ada, "/api/v1/agents/ada/move", goal).await;
    assert!(sent.status().is_success(), "{}", sent.status());
    model.set_answers(true);
    let path = "/api/v1/agents/ada/thoughts?state=led_outside";
    let trace = until(&house, async || house.server.get(path).await["items"].get(0).cloned()).await;
    assert_eq!(trace["acts"], json!([]), "{trace}");
    let told = ada().await;
    assert!(told["mind"] == "outside" && told["walk"].is_object(), "{told}");
}
