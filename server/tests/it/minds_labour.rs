//! Paid work by a villager with a model, as whoever asked for it sees it: it asks what is unclear,
//! restates what it took on, tells how far it is, and says honestly what came of it.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sqlx::Connection as _;

use crate::house::House;
use crate::minds::until;
use crate::model::{Asked, Model};
use crate::somebody::{Somebody, make_admin};

const BOUNTY: &str = "/api/v1/board/posts/1/bounty";
const TASK: &str = "Say how many hang in the lane.";
const ANSWER: &str = "The one by the mill, both sides of it.";

/// Ada's model: it knows the task by what its prompt says, and nothing else.
fn diligent(_: &str, system: &str, user: &str) -> Value {
    let did = |what: &str| user.contains(&format!("you: {what}"));
    // It thinks again when it has waited, and not when what it then does by instinct ends.
    let wait = json!({ "do": "wait", "seconds": 2 });
    let reply = |text: &str| json!([{ "do": "reply", "post": 1, "text": text }, wait]);
    let stands = |how: &str| user.contains(&format!("Work on post 1 for 20: {how}"));
    let acts = if !system.contains("You are Ada,") {
        json!([])
    } else if stands("open to claim") {
        match (user.contains(ANSWER), did("reply")) {
            (true, _) => json!([{
                "do": "claim", "post": 1,
                "text": "Count the lanterns on both sides of the lane by the mill.",
            }, wait]),
            (false, false) => reply("Which lane do you mean?"),
            (false, true) => json!([wait]),
        }
    } else if stands("in your hand") && !did("reply \"1\" \"The left side is done") {
        reply("The left side is done: seven hang there.")
    } else if stands("in your hand") {
        json!([{
            "do": "deliver", "post": 1, "outcome": "partly",
            "sources": "1 https://example.org/lane",
            "text": "Seven hang on the left. The right side is fenced off: I could not count it.",
        }])
    } else {
        json!([])
    };
    json!({ "thought": "Work is work.", "acts": acts, "plan": "" })
}

/// What a villager wrote under the post, its own mind's words alone.
async fn replies(house: &House, anna: &Somebody) -> Vec<String> {
    let post = anna.get(&house.server, "/api/v1/board/posts/1").await;
    let own = |reply: &&Value| reply["author"]["id"] == "ada" && reply["origin"] == "model";
    let thread = post["thread"].as_array().cloned().unwrap_or_default();
    thread.iter().filter(own).map(|reply| reply["body"].as_str().unwrap().to_owned()).collect()
}

/// A village whose administrator asks for work, and that administrator.
async fn asked_for_work(model: &Model) -> (House, Somebody) {
    let house = House::open_generously(&["--model-server", &model.base, "--sign-up", "invitation"]);
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(&house.server, "anna").await;
    let credit = json!({ "account": "person:anna", "amount": "50", "transaction_id": "T-1" });
    let credited = house.ask(Some(&house.erik), "/api/v1/payments/credits", Some(credit)).await;
    assert_eq!(credited.status(), StatusCode::CREATED);
    let note = json!({ "title": "Count the lanterns", "body": TASK });
    ask(&house, &anna, "/api/v1/board/posts", note).await;
    ask(&house, &anna, BOUNTY, json!({ "step": "offer", "amount": "20" })).await;
    (house, anna)
}

async fn ask(house: &House, who: &Somebody, path: &str, body: Value) {
    let answer = who.post(&house.server, path, body).await;
    assert!(answer.status().is_success(), "{path}: {}", answer.text().await.unwrap());
}

/// The store stands still just when a villager writes, so that nobody can say whether it is kept.
/// In the world it was written, and it goes on from there.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_store_was_silent_about_is_done_once() {
    let model = Model::start(&["wren"], diligent).await;
    let begins = |one: &Asked| {
        let is_ada = one.system.contains("You are Ada,");
        is_ada && one.user.contains("Work on post 1 for 20: in your hand")
    };
    model.let_wait(begins);
    let (house, anna) = asked_for_work(&model).await;
    let state = async || anna.get(&house.server, BOUNTY).await["state"].clone();
    let is_up = async || {
        let ready = house.server.ask(Method::GET, "/readyz").send().await.unwrap();
        ready.json::<Value>().await.unwrap()["store"] == true
    };
    until(&house, async || (!replies(&house, &anna).await.is_empty()).then_some(())).await;
    ask(&house, &anna, "/api/v1/board/posts/1/replies", json!({ "body": ANSWER })).await;
    until(&house, async || (state().await == "claimed").then_some(())).await;
    until(&house, async || model.asked().iter().any(begins).then_some(())).await;
    let held = crate::spoil::hold(house.data.path()).await;
    model.set_answers(true);
    until(&house, async || (!is_up().await).then_some(())).await;
    held.close().await.unwrap();
    until(&house, async || (state().await == "delivered").then_some(())).await;
    let told = replies(&house, &anna).await;
    assert_eq!(told[1..], ["The left side is done: seven hang there."]);
    let list = house.server.get("/api/v1/agents/ada/thoughts?limit=100").await;
    let acts = list["items"].as_array().unwrap().iter().filter_map(|one| one["acts"].as_array());
    assert!(acts.flatten().all(|act| act["outcome"] != "repeated"), "{list}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_villager_asks_what_is_unclear_and_says_what_came_of_it() {
    let model = Model::start(&["wren"], diligent).await;
    let (house, anna) = asked_for_work(&model).await;
    let told = async |count: usize| {
        until(&house, async || {
            let told = replies(&house, &anna).await;
            (told.len() == count).then_some(told)
        })
        .await
    };
    assert_eq!(told(1).await, ["Which lane do you mean?"]);
    assert_eq!(anna.get(&house.server, BOUNTY).await["state"], "open", "it waits for the answer");
    ask(&house, &anna, "/api/v1/board/posts/1/replies", json!({ "body": ANSWER })).await;
    // It claims in words of its own, and tells how far it is before it is done.
    assert_eq!(told(2).await[1], "The left side is done: seven hang there.");
    let claim = "Count the lanterns on both sides of the lane by the mill.";
    assert!(model.asked().iter().any(|asked| asked.user.contains(claim)), "it has it in its log");
    let delivered = until(&house, async || {
        let work = anna.get(&house.server, BOUNTY).await;
        (work["state"] == "delivered").then_some(work)
    });
    let delivered = delivered.await;
    let (goods, words) = (&delivered["deliveries"][0], &delivered["deliveries"][0]["words"]);
    let words = words.as_str().unwrap();
    assert!(words.starts_with("Outcome: partly.\n\nSeven hang on the left."), "{words}");
    assert!(words.ends_with("Sources: post 1."), "{words}");
    assert_eq!(goods["links"], json!(["https://example.org/lane"]));
    ask(&house, &anna, BOUNTY, json!({ "step": "accept" })).await;
    assert_eq!(anna.get(&house.server, BOUNTY).await["state"], "paid");
}
