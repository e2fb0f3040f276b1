//! Letters: private to a person, an agent and the admins; an agent answers and never begins.

use reqwest::Method;
use serde_json::{Value, json};

use crate::house::{House, problem};
use crate::kit::Server;
use crate::somebody::{Somebody, make_admin};

const LETTERS: &str = "/api/v1/letters";
const PAIR: &str = "/api/v1/letters/olga/ada";

fn say(body: &str) -> Value {
    json!({ "body": body })
}

/// A village with an admin, a moderator and two members.
async fn people(house: &House) -> [Somebody; 4] {
    let server = &house.server;
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(server, "anna").await;
    let mara = anna.bring(server, "mara", "moderator").await;
    let olga = anna.bring(server, "olga", "member").await;
    let otto = anna.bring(server, "otto", "member").await;
    [anna, mara, olga, otto]
}

#[tokio::test]
async fn a_person_writes_an_agent_answers_and_nobody_else_reads_it() {
    let house = House::open_with(&["--sign-up", "invitation"]);
    let [anna, mara, olga, otto] = people(&house).await;
    let server = &house.server;
    let early = house.ask(Some(&house.ada), PAIR, Some(say("Buy bread!"))).await;
    problem(early, 403, "forbidden").await;
    let sent = olga.post(server, PAIR, say("Which bread is **best**?")).await;
    assert_eq!(
        (sent.status().as_u16(), &sent.headers()["location"]),
        (201, &PAIR.parse().unwrap())
    );
    let sent: Value = sent.json().await.unwrap();
    assert_eq!((&sent["by"], &sent["origin"]), (&json!("person"), &json!("human")));
    let pairs = house.ask(Some(&house.ada), LETTERS, None).await.json::<Value>().await.unwrap();
    assert_eq!(pairs["items"][0]["unread_by_agent"], 1, "{pairs}");
    assert_eq!(pairs["items"][0]["person"], "olga");
    let answered = house.ask(Some(&house.ada), PAIR, Some(say("Rye."))).await;
    assert_eq!(answered.status(), 201);
    let pairs = olga.get(server, LETTERS).await;
    assert_eq!(pairs["items"][0]["unread_by_person"], 1, "{pairs}");
    assert_eq!(pairs["items"][0]["unread_by_agent"], 0, "who answers has read");
    let list = olga.get(server, PAIR).await;
    let bodies: Vec<_> = list["items"].as_array().unwrap().iter().map(|one| &one["body"]).collect();
    assert_eq!(bodies, ["Rye.", "Which bread is **best**?"]);
    let newest = list["items"][0]["id"].clone();
    let read = olga.post(server, &format!("{PAIR}/read"), json!({"up_to": newest})).await;
    assert_eq!(read.json::<Value>().await.unwrap()["unread_by_person"], 0);
    // The two and the admins; a moderator is none.
    for reader in [&mara, &otto] {
        let answer = reader.ask(server, Method::GET, PAIR).send().await.unwrap();
        problem(answer, 403, "forbidden").await;
        problem(reader.post(server, PAIR, say("Me too!")).await, 403, "forbidden").await;
        assert_eq!(reader.get(server, LETTERS).await["items"], json!([]));
    }
    problem(house.ask(Some(&house.bruno), PAIR, None).await, 403, "forbidden").await;
    problem(house.ask(None, PAIR, None).await, 401, "unauthorized").await;
    assert_eq!(anna.get(server, PAIR).await["items"].as_array().unwrap().len(), 2);
    assert_eq!(house.ask(Some(&house.erik), PAIR, None).await.status(), 200);
    // Admins read; they do not speak for others.
    problem(anna.post(server, PAIR, say("I am Olga.")).await, 403, "forbidden").await;
    problem(house.ask(Some(&house.erik), PAIR, Some(say("x"))).await, 403, "forbidden").await;
}

#[tokio::test]
async fn letters_come_in_parts_and_survive_a_power_cut() {
    let house = House::open_with(&["--sign-up", "invitation"]);
    let [_, _, olga, _] = people(&house).await;
    // More than the world keeps at hand.
    for number in 0..40 {
        let sent = olga.post(&house.server, PAIR, say(&format!("Letter {number}"))).await;
        assert_eq!(sent.status(), 201);
    }
    let House { server, data, .. } = house;
    server.kill();
    let server = Server::start(data.path());
    let (mut bodies, mut path) = (Vec::new(), format!("{PAIR}?limit=15"));
    loop {
        let part = olga.get(&server, &path).await;
        bodies.extend(part["items"].as_array().unwrap().iter().map(|one| one["body"].clone()));
        let Some(cursor) = part["next_cursor"].as_str() else { break };
        path = format!("{PAIR}?limit=15&cursor={cursor}");
    }
    let expected: Vec<Value> =
        (0..40).rev().map(|number| json!(format!("Letter {number}"))).collect();
    assert_eq!(bodies, expected);
}

#[tokio::test]
async fn a_letter_that_cannot_be_taken_is_refused() {
    let house = House::open_with(&["--sign-up", "invitation"]);
    let [anna, _, olga, _] = people(&house).await;
    let server = &house.server;
    for (path, body, status, code) in [
        (PAIR, say(""), 422, "bad_text"),
        (PAIR, say(&"x".repeat(4_001)), 422, "bad_text"),
        (PAIR, say("a\u{202e}b"), 422, "bad_text"),
        (PAIR, json!({"text": "x"}), 400, "bad_request"),
        ("/api/v1/letters/olga/nobody", say("x"), 404, "unknown_agent"),
        ("/api/v1/letters/nobody/ada", say("x"), 404, "unknown_person"),
        ("/api/v1/letters/otto/ada", say("x"), 403, "forbidden"),
        ("/api/v1/letters/olga/ada/read", json!({"up_to": 1}), 404, "unknown_person"),
    ] {
        problem(olga.post(server, path, body).await, status, code).await;
    }
    let suspend = json!({"measure": "suspend", "seconds": 600, "reason": "insults"});
    anna.post(server, "/api/v1/people/olga/discipline", suspend).await;
    problem(olga.post(server, PAIR, say("Hello")).await, 403, "suspended").await;
    assert_eq!(olga.get(server, PAIR).await["items"], json!([]));
}
