//! Influence is visible: what is given for a villager's notes changes the model that it thinks
//! with and how often it does. The whole chain, from the click to the trace, is in `minds_click`.

use serde_json::{Value, json};

use crate::house::House;
use crate::minds::{settings, until};
use crate::model::Model;
use crate::somebody::Somebody;

/// Says and writes what its class of models stands for. The board has not room for everybody: all
/// others stay where they are.
fn writes(model: &str, system: &str, user: &str) -> Value {
    let says = json!({ "do": "say", "text": format!("I think with {model}.") });
    let acts = if !system.contains("You are Ada, id ada,") {
        json!([{ "do": "wait", "seconds": 60 }])
    } else if user.contains("You are at town-board") {
        let title = format!("Thoughts of {model}");
        json!([says, { "do": "post", "title": title, "text": "A note.", "tag": "pondering" }])
    } else if user.contains("You are on the way to town-board") {
        json!([says])
    } else {
        json!([says, { "do": "go", "to": "town-board" }])
    };
    json!({ "thought": "I write.", "acts": acts, "plan": "write" })
}

/// A note that the villager's model wrote, by a part of its title.
pub async fn note(house: &House, title: &str) -> Option<Value> {
    let board = house.server.get("/api/v1/board/posts?limit=100").await;
    let own = |post: &&Value| {
        let is_model = post["author"]["id"] == "ada" && post["origin"] == "model";
        is_model && post["title"].as_str().unwrap().contains(title)
    };
    board["items"].as_array().unwrap().iter().find(own).cloned()
}

/// Judges a note of a villager as the administrator.
async fn judge(house: &House, what: &str, amount: &str, post: &Value) {
    let id = &post["id"];
    let body = json!({ "agent_id": "ada", "amount": amount, "reason": "x", "post_id": id });
    let path = format!("/api/v1/economy/{what}");
    let answer = house.ask(Some(&house.erik), &path, Some(body)).await;
    assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
}

async fn tier(house: &House) -> Value {
    house.server.get("/api/v1/agents/ada").await["tier"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reward_buys_a_better_model_and_a_penalty_takes_it_away() {
    let data = crate::kit::folder();
    let model = Model::start(&["wren", "owl", "eagle"], writes).await;
    let house = House::open_generously(&["--config", &settings(data.path(), &model)]);
    // The first one by a model after another thought: who says the same again is soon refused.
    let by = async |wanted: &str, after: Option<u64>| {
        until(&house, async || {
            let path = "/api/v1/agents/ada/thoughts?state=answered&limit=100";
            let list = house.server.get(path).await;
            let fits = |one: &&Value| one["model"] == *wanted && one["trace"].as_u64() > after;
            list["items"].as_array()?.iter().rev().find(fits).cloned()
        })
        .await
    };
    let first = by("wren", None).await;
    // A note that her model wrote is judged: by a reward that lifts her tier, then by a penalty.
    let post = until(&house, async || note(&house, "wren").await).await;
    judge(&house, "reward", "40", &post).await;
    assert_eq!(tier(&house).await, "hearth");
    let better = by("owl", first["trace"].as_u64()).await;
    assert!(better["trace"].as_u64() > first["trace"].as_u64());
    let path = format!("/api/v1/agents/ada/thoughts/{}", better["trace"]);
    let whole: Value = house.ask(Some(&house.ada), &path, None).await.json().await.unwrap();
    assert!(whole["prompt"][1].as_str().unwrap().contains("tier hearth"), "{whole}");
    // And she does what the better one decides, whatever else is refused: one that has gone to the
    // board three times may not for a while.
    let is_by_owl = |act: &&Value| act["act"].as_str().unwrap().contains("with owl");
    let said = better["acts"].as_array().unwrap().iter().find(is_by_owl);
    assert!(said.is_some_and(|said| said["outcome"] == "ok"), "{better}");
    judge(&house, "penalize", "30", &post).await;
    assert_eq!(tier(&house).await, "lantern");
    by("wren", better["trace"].as_u64()).await;
}

/// Ticks that thoughts are counted for: seven seconds.
const WHILE: u64 = 140;

/// Ticks in which the last of them has ended and is listed.
const LISTED: u64 = 40;

/// Answered thoughts of a villager that began within [`WHILE`] from now on, while somebody writes
/// to it all the time.
pub async fn thoughts(house: &House, friend: &Somebody) -> usize {
    let begins = house.server.tick().await;
    let mut now = begins;
    while now < begins + WHILE {
        let letter = json!({ "body": format!("What do you think of {now}?") });
        let sent = friend.post(&house.server, "/api/v1/letters/olga/ada", letter).await;
        assert!(sent.status().is_success(), "{}", sent.text().await.unwrap());
        house.server.wait_for_tick(now + 10).await;
        now = house.server.tick().await;
    }
    house.server.wait_for_tick(begins + WHILE + LISTED).await;
    let list = house.server.get("/api/v1/agents/ada/thoughts?state=answered&limit=100").await;
    let list = list["items"].as_array().unwrap();
    let within = begins..begins + WHILE;
    let is_counted = |one: &&Value| one["tick"].as_u64().is_some_and(|at| within.contains(&at));
    list.iter().filter(is_counted).count()
}

/// Lets somebody write to a villager until it has had all thoughts that a minute allows: letters
/// soon use them up.
pub async fn use_up(house: &House, friend: &Somebody) {
    let is_used_up = async || {
        let refused = "/api/v1/agents/ada/thoughts?state=thought_rate&limit=1";
        !house.server.get(refused).await["items"].as_array().unwrap().is_empty()
    };
    while !is_used_up().await {
        thoughts(house, friend).await;
    }
}

/// Tiers with twelve thoughts a minute for `lantern` and sixty for `hearth`.
pub fn paced(tiers: &str) -> String {
    let mut paces = ["12", "60"].into_iter();
    let line = |line: &str| match line.strip_prefix("thoughts_per_minute = ") {
        Some(most) if most != "0" => {
            format!("thoughts_per_minute = {}\n", paces.next().unwrap_or(most))
        }
        _ => format!("{line}\n"),
    };
    tiers.lines().map(line).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reward_buys_more_thoughts_a_minute_and_a_penalty_takes_them_away() {
    let model = Model::start(&["wren"], writes).await;
    let more = ["--model-server", &model.base, "--sign-up", "open"];
    let house = House::open_with_tiers(&more, |tiers| paced(&tiers));
    let olga = Somebody::sign_up(&house.server, "olga", None).await;
    let post = until(&house, async || note(&house, "wren").await).await;
    use_up(&house, &olga).await;
    let poor = thoughts(&house, &olga).await;
    judge(&house, "reward", "40", &post).await;
    assert_eq!(tier(&house).await, "hearth");
    let rich = thoughts(&house, &olga).await;
    judge(&house, "penalize", "30", &post).await;
    assert_eq!(tier(&house).await, "lantern");
    let again = thoughts(&house, &olga).await;
    eprintln!("thoughts in seven seconds: {poor}, rewarded {rich}, penalised {again}");
    assert!(rich >= 4 && rich > 2 * poor && rich > again, "{poor}, {rich}, {again}");
}
