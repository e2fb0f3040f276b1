//! Invitations that wait: who sees them, and who withdraws them.

use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::house::{House, problem};
use crate::somebody::{PASSWORD, Somebody, make_admin};

const INVITATIONS: &str = "/api/v1/people/invitations";
const PEOPLE: &str = "/hall/people";

async fn invite(house: &House, who: &Somebody, role: &str) -> Value {
    let made = who.post(&house.server, INVITATIONS, json!({ "role": role })).await;
    assert_eq!(made.status(), StatusCode::CREATED);
    made.json().await.unwrap()
}

async fn withdraw(house: &House, who: &Somebody, id: &Value) -> Response {
    let path = format!("{INVITATIONS}/{}", id.as_str().unwrap());
    who.ask(&house.server, Method::DELETE, &path).send().await.unwrap()
}

async fn waiting(house: &House, who: &Somebody) -> Vec<Value> {
    who.get(&house.server, INVITATIONS).await["items"].as_array().unwrap().clone()
}

fn ids(list: &[Value]) -> Vec<&Value> {
    list.iter().map(|one| &one["invitation_id"]).collect()
}

#[tokio::test]
async fn an_invitation_that_waits_is_seen_and_withdrawn_by_its_maker_and_by_admins() {
    let house = House::open_with(&["--sign-up", "invitation"]);
    let server = &house.server;
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(server, "anna").await;
    let mara = anna.bring(server, "mara", "moderator").await;
    let olga = anna.bring(server, "olga", "member").await;
    assert!(waiting(&house, &anna).await.is_empty(), "what was used waits no more");
    let annas = invite(&house, &anna, "admin").await;
    let first = invite(&house, &mara, "member").await;
    let second = invite(&house, &mara, "moderator").await;
    let all = [&second, &first, &annas].map(|made| &made["invitation_id"]);
    let seen = waiting(&house, &mara).await;
    assert_eq!(ids(&seen), all[..2]);
    assert_eq!(
        (&seen[0]["role"], &seen[0]["created_by"], &seen[0]["vouched"], &seen[0]["expires_at"]),
        (&json!("moderator"), &json!("person:mara"), &json!(true), &second["expires_at"])
    );
    assert_eq!(ids(&waiting(&house, &anna).await), all);
    let by_operator = house.ask(Some(&house.erik), INVITATIONS, None).await;
    let by_operator: Value = by_operator.json().await.unwrap();
    assert_eq!(ids(by_operator["items"].as_array().unwrap()), all);
    for text in [json!(seen).to_string(), by_operator.to_string()] {
        for made in [&annas, &first, &second] {
            assert!(!text.contains(made["invitation"].as_str().unwrap()), "a secret is shown");
        }
    }
    let refused = olga.ask(server, Method::GET, INVITATIONS).send().await.unwrap();
    problem(refused, 403, "forbidden").await;
    problem(withdraw(&house, &olga, all[1]).await, 403, "forbidden").await;
    problem(withdraw(&house, &mara, all[2]).await, 404, "unknown_invitation").await;
    problem(withdraw(&house, &mara, &json!("none")).await, 404, "unknown_invitation").await;
    assert_eq!(withdraw(&house, &mara, all[1]).await.status(), StatusCode::NO_CONTENT);
    problem(withdraw(&house, &mara, all[1]).await, 404, "unknown_invitation").await;
    assert_eq!(withdraw(&house, &anna, all[0]).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(ids(&waiting(&house, &anna).await), all[2..]);
    let form = json!({"name": "cleo", "password": PASSWORD, "invitation": first["invitation"]});
    let late = server.ask(Method::POST, "/api/v1/people/sign-up").json(&form).send();
    problem(late.await.unwrap(), 403, "bad_invitation").await;
    let log = anna.get(server, "/api/v1/audit?action=withdraw_invitation").await;
    let told = |at: usize| json!([log["items"][at]["subject"], log["items"][at]["why"]]);
    let why = |id: &Value| format!("{} by person:mara", id.as_str().unwrap());
    assert_eq!(told(0), json!(["person:anna", why(all[0])]));
    assert_eq!(told(1), json!(["person:mara", why(all[1])]));
}

#[tokio::test]
async fn the_page_of_people_lists_what_waits_and_keeps_the_secret() {
    let house = House::open_with(&["--sign-up", "invitation"]);
    let server = &house.server;
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(server, "anna").await;
    let page = || async {
        let page = anna.ask(server, Method::GET, PEOPLE).send().await.unwrap();
        page.text().await.unwrap()
    };
    assert!(!page().await.contains("Invitations that wait"));
    let made = invite(&house, &anna, "moderator").await;
    let shown = page().await;
    let api = format!("data-api=\"{INVITATIONS}/{}\"", made["invitation_id"].as_str().unwrap());
    for words in ["Invitations that wait", "for a moderator", "person:anna", &api, "Withdraw"] {
        assert!(shown.contains(words), "{words} is not in {shown}");
    }
    assert!(!shown.contains(made["invitation"].as_str().unwrap()), "the secret is shown once");
    withdraw(&house, &anna, &made["invitation_id"]).await;
    assert!(!page().await.contains("Invitations that wait"));
}
