//! People in the village over HTTP: they come in, walk, speak and leave as their own avatars.

use reqwest::{Method, Response};
use serde_json::{Value, json};
use village_art::villager::{Look, sheet, visitor_sheet};

use crate::house::{House, problem};
use crate::somebody::{Somebody, make_admin};

const AVATAR: &str = "/api/v1/people/me/avatar";
const MOVE: &str = "/api/v1/agents/mel/move";
const ACTION: &str = "/api/v1/agents/mel/action";

fn look(seed: u64) -> String {
    Look::from_seed(seed).code()
}

async fn body(answer: Response, status: u16) -> Value {
    let (found, url) = (answer.status(), answer.url().clone());
    let text = answer.text().await.unwrap();
    assert_eq!(found, status, "{url}: {text}");
    serde_json::from_str(&text).unwrap()
}

async fn enter(house: &House, who: &Somebody, seed: u64) -> Value {
    let wish = json!({ "look": look(seed) });
    body(who.post(&house.server, AVATAR, wish).await, 200).await
}

async fn leave(house: &House, who: &Somebody) -> Value {
    body(who.ask(&house.server, Method::DELETE, AVATAR).send().await.unwrap(), 200).await
}

/// The people who walk about, by their ids.
async fn people(house: &House) -> Vec<Value> {
    let world = house.server.get("/api/v1/world").await;
    world["people"].as_array().unwrap().iter().map(|one| one["agent_id"].clone()).collect()
}

/// A village with a member, `mel`, and an admin, `anna`.
async fn cast() -> (House, Somebody, Somebody) {
    let house = House::open_with(&["--sign-up", "open"]);
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(&house.server, "anna").await;
    let mel = anna.bring(&house.server, "Mel", "member").await;
    (house, anna, mel)
}

#[tokio::test]
async fn a_member_comes_in_walks_speaks_leaves_and_comes_back() {
    let (house, _, mel) = cast().await;
    let server = &house.server;
    let nobody = mel.get(server, AVATAR).await;
    assert_eq!((&nobody["here"], &nobody["agent_id"]), (&json!(false), &Value::Null));
    let here = enter(&house, &mel, 1).await;
    assert_eq!((&here["here"], &here["agent_id"]), (&json!(true), &json!("mel")));
    assert_eq!((&here["look"], people(&house).await), (&json!(look(1)), vec![json!("mel")]));
    let world = server.get("/api/v1/world").await;
    let shown = &world["people"][0];
    assert_eq!((&shown["kind"], &shown["display_name"]), (&json!("person"), &json!("Mel")));
    assert!(shown["balance"].is_null() && shown["tier"].is_null());
    // It is no agent: not in lists, not by its address.
    let agents = server.get("/api/v1/agents?limit=100").await;
    let agents = agents["items"].as_array().unwrap();
    assert!(agents.iter().all(|agent| agent["agent_id"] != "mel"));
    let percept = mel.ask(server, Method::GET, "/api/v1/agents/mel/percept").send().await.unwrap();
    problem(percept, 404, "unknown_agent").await;
    let page = server.ask(Method::GET, "/api/v1/agents/mel").send().await.unwrap();
    problem(page, 404, "unknown_agent").await;

    let way = body(mel.post(server, MOVE, json!({"landmark": "kettle-cafe"})).await, 200).await;
    assert_eq!(way["status"], "walking");
    let said = json!({"action": "say", "text": "Good morning!"});
    let said = body(mel.post(server, ACTION, said).await, 200).await;
    assert_eq!(said["status"], "said");
    let world = server.get("/api/v1/world").await;
    assert_eq!(world["people"][0]["said"]["text"], "Good morning!");
    assert_eq!(world["people"][0]["said"]["origin"], "human");
    let start = server.tick().await;
    server.wait_for_tick(start + 20).await;

    let gone = leave(&house, &mel).await;
    assert_eq!((&gone["here"], &gone["agent_id"]), (&json!(false), &json!("mel")));
    assert_ne!(gone["tile"], here["tile"], "it had walked");
    assert!(people(&house).await.is_empty());
    problem(mel.post(server, MOVE, json!({"dx": 1, "dy": 0})).await, 409, "away").await;
    // After a power cut it is where it was.
    let house = house.cut_power(&["--seed", "7"]);
    let back = enter(&house, &mel, 2).await;
    assert_eq!((&back["tile"], &back["look"]), (&gone["tile"], &json!(look(2))));
    let house = house.cut_power(&["--seed", "7"]);
    assert_eq!(people(&house).await, [json!("mel")], "whoever was in is still in");
    assert_eq!(mel.get(&house.server, AVATAR).await["look"], json!(look(2)));
}

#[tokio::test]
async fn an_avatar_is_its_persons_alone_and_only_people_have_one() {
    let (house, anna, mel) = cast().await;
    let server = &house.server;
    let ben = anna.bring(server, "ben", "moderator").await;
    enter(&house, &mel, 1).await;
    enter(&house, &ben, 2).await;
    let step = || json!({"dx": 1, "dy": 0});
    // The edge lets nobody else through, and the world not even an admin.
    problem(ben.post(server, MOVE, step()).await, 403, "forbidden").await;
    problem(anna.post(server, MOVE, step()).await, 403, "forbidden").await;
    for token in [&house.ada, &house.erik] {
        problem(house.ask(Some(token), MOVE, Some(step())).await, 403, "forbidden").await;
        let enter = json!({ "look": look(3) });
        problem(house.ask(Some(token), AVATAR, Some(enter)).await, 403, "forbidden").await;
    }
    problem(house.ask(None, MOVE, Some(step())).await, 401, "unauthorized").await;
    let ada = "/api/v1/agents/ada/move";
    problem(mel.post(server, ada, step()).await, 403, "forbidden").await;
    // A token of its own does, if it is good for writing.
    let (writes, reads) = (mel.token(server, &["write"]).await, mel.token(server, &["read"]).await);
    body(house.ask(Some(&writes), MOVE, Some(step())).await, 200).await;
    problem(house.ask(Some(&reads), MOVE, Some(step())).await, 403, "scope").await;
    // What is done to agents finds none.
    let post = house.write(&house.ada, "public", "A heron").await;
    let reward = json!({
        "agent_id": "mel", "amount": "1", "reason": "nice hat", "post_id": post["id"],
    });
    for path in ["/api/v1/economy/reward", "/api/v1/economy/penalize"] {
        problem(anna.post(server, path, reward.clone()).await, 404, "unknown_agent").await;
    }
    let pause = json!({"measure": "pause", "reason": "noise"});
    let restrain = "/api/v1/agents/mel/restrain";
    problem(anna.post(server, restrain, pause).await, 404, "unknown_agent").await;
    let pay = json!({"to": "mel", "amount": "0.5", "note": "for tea"});
    let pay = house.ask(Some(&house.ada), "/api/v1/economy/pay", Some(pay)).await;
    problem(pay, 404, "unknown_agent").await;
    // Whoever is suspended is out at once, and stays out.
    let suspend = json!({"measure": "suspend", "seconds": 3_600, "reason": "noise"});
    let judged = anna.post(server, "/api/v1/people/Mel/discipline", suspend).await;
    assert!(judged.status().is_success());
    assert_eq!(people(&house).await, [json!("ben")]);
    let again = json!({ "look": look(1) });
    problem(mel.post(server, AVATAR, again).await, 403, "suspended").await;
    assert_eq!(mel.get(server, AVATAR).await["here"], false);
}

#[tokio::test]
async fn an_avatar_is_drawn_in_the_look_that_it_has() {
    let (house, _, mel) = cast().await;
    let server = &house.server;
    let long = "a".repeat(33);
    for bad in ["", "x", "bcb-cbjaca---", "-cb-cbjaca----", &long, "ä"] {
        problem(mel.post(server, AVATAR, json!({ "look": bad })).await, 422, "bad_look").await;
    }
    problem(mel.post(server, AVATAR, json!({})).await, 400, "bad_request").await;
    let picture = "/art/villagers/mel.png";
    problem(server.ask(Method::GET, picture).send().await.unwrap(), 404, "unknown_agent").await;
    for seed in [1, 2, 1] {
        enter(&house, &mel, seed).await;
        let answer = server.ask(Method::GET, picture).send().await.unwrap();
        let look = Look::from_seed(seed);
        let drawn = answer.bytes().await.unwrap();
        assert_eq!(drawn, visitor_sheet(&look).to_png().unwrap());
        assert_ne!(drawn, sheet(&look).to_png().unwrap(), "a person carries a pennant");
    }
}

#[tokio::test]
async fn agents_near_know_that_it_is_a_person() {
    let (house, _, mel) = cast().await;
    let server = &house.server;
    let here = enter(&house, &mel, 1).await;
    let to = json!({"x": here["tile"]["x"], "y": here["tile"]["y"]});
    let way = house.ask(Some(&house.ada), "/api/v1/agents/ada/move", Some(to)).await;
    let way = body(way, 200).await;
    server.wait_for_tick(way["arrives_tick"].as_u64().unwrap() + 2).await;
    let say = json!({"action": "say", "text": "Is anybody listening?"});
    let said = body(mel.post(server, ACTION, say).await, 200).await;
    assert!(said["heard_by"].as_array().unwrap().contains(&json!("ada")), "{said}");
    let percept = house.ask(Some(&house.ada), "/api/v1/agents/ada/percept", None).await;
    let percept = body(percept, 200).await;
    let near = percept["near"].as_array().unwrap();
    let near = near.iter().find(|one| one["agent_id"] == "mel").expect("she stands beside her");
    assert_eq!(near["kind"], "person");
    let heard = percept["heard"].as_array().unwrap();
    let heard = heard.iter().find(|one| one["from"] == "mel").expect("she heard her");
    assert_eq!(
        (&heard["by_person"], &heard["text"]),
        (&json!(true), &json!("Is anybody listening?"))
    );
    let memories = percept["memories"].as_array().unwrap();
    assert!(memories.iter().any(|one| one["kind"] == "heard" && one["person"] == "Mel"));
    // She may whisper to a person as to anybody, while that one is here.
    let whisper = || json!({"action": "whisper", "to": "mel", "text": "I am."});
    let path = "/api/v1/agents/ada/action";
    body(house.ask(Some(&house.ada), path, Some(whisper())).await, 200).await;
    leave(&house, &mel).await;
    problem(house.ask(Some(&house.ada), path, Some(whisper())).await, 404, "unknown_agent").await;
}
