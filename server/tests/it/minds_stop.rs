//! Villagers that do not think for now: an admin stopped it, or no model server answers; all faces
//! say which it is.

use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::house::{House, problem};
use crate::minds::{polite, settings, thought, until};
use crate::model::Model;
use crate::somebody::{Somebody, make_admin};

const STOPPED: &str = "villagers live by instinct: all thinking is stopped for now";

/// Stops all thinking, or allows it again.
async fn switch(house: &House, token: &str, stopped: bool) -> Response {
    let body = json!({ "stopped": stopped, "reason": "a look at the bill" });
    house.ask(Some(token), "/api/v1/minds", Some(body)).await
}

/// What the pages and the programs are told that villagers think with.
async fn told(house: &House) -> String {
    let told = house.server.get("/api/v1/presence").await["minds"].clone();
    let told = told.as_str().unwrap().to_owned();
    let (first, rest) = told.split_at(1);
    let sentence = format!("{}{rest}.", first.to_uppercase());
    let page = house.ask(None, "/", None).await.text().await.unwrap();
    assert!(page.contains(&sentence), "{sentence}: {page}");
    told
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_stops_all_thinking_and_allows_it_again() {
    let model = Model::start(&["wren"], polite).await;
    let house = House::open_generously(&["--model-server", &model.base]);
    until(&house, async || thought(&house, "ada").await).await;
    let at_start = told(&house).await;
    assert!(at_start.contains("wren"), "{at_start}");
    problem(switch(&house, &house.ada, true).await, 403, "forbidden").await;
    let stopped = switch(&house, &house.erik, true).await;
    assert_eq!(stopped.status(), StatusCode::OK);
    let stopped: Value = stopped.json().await.unwrap();
    assert_eq!((&stopped["state"], &stopped["told"]), (&json!("stopped"), &json!(STOPPED)));
    assert_eq!(told(&house).await, STOPPED);
    let asked = model.asked().len();
    let tick = house.server.tick().await;
    house.server.wait_for_tick(tick + 100).await;
    assert_eq!(model.asked().len(), asked, "nobody thinks");
    let again = switch(&house, &house.erik, false).await;
    assert_eq!(again.status(), StatusCode::OK);
    let again: Value = again.json().await.unwrap();
    assert_eq!((&again["state"], &again["told"]), (&json!("models"), &json!(at_start)));
    assert_eq!(told(&house).await, at_start);
    until(&house, async || (model.asked().len() > asked).then_some(())).await;
    let audit = house.server.ask(Method::GET, "/api/v1/audit").bearer_auth(&house.erik);
    let audit: Value = audit.send().await.unwrap().json().await.unwrap();
    let actions: Vec<_> =
        audit["items"].as_array().unwrap().iter().map(|line| line["action"].clone()).collect();
    assert!(actions.contains(&json!("stop_minds")) && actions.contains(&json!("resume_minds")));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_word_about_thinking_holds_over_a_restart() {
    let model = Model::start(&["wren"], polite).await;
    let house = House::open_generously(&["--model-server", &model.base]);
    let assets = house.assets().unwrap().to_str().unwrap().to_owned();
    let switches = ["--assets", &assets, "--model-server", &model.base];
    assert_eq!(switch(&house, &house.erik, true).await.status(), StatusCode::OK);
    let house = house.cut_power(&switches);
    let minds = house.server.get("/api/v1/minds").await;
    assert_eq!((&minds["state"], &minds["told"]), (&json!("stopped"), &json!(STOPPED)));
    assert_eq!(switch(&house, &house.erik, false).await.status(), StatusCode::OK);
    let house = house.cut_power(&switches);
    assert_eq!(house.server.get("/api/v1/minds").await["state"], "models");
    let asked = model.asked().len();
    until(&house, async || (model.asked().len() > asked).then_some(())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_minds_offers_what_is_not_so_yet() {
    let model = Model::start(&["wren"], polite).await;
    let data = crate::kit::folder();
    let file = settings(data.path(), &model);
    let capped = std::fs::read_to_string(&file).unwrap()
        + "[models.prices.small]\nprompt_per_million = \"10\"\nanswer_per_million = \"10\"\n\
           [models.caps]\nvillage_per_day = \"77\"\n";
    std::fs::write(&file, capped).unwrap();
    let house = House::open_generously(&["--config", &file]);
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(&house.server, "anna").await;
    let page = async || {
        let asked = anna.ask(&house.server, Method::GET, "/hall/minds").send().await.unwrap();
        assert_eq!(asked.status(), StatusCode::OK);
        asked.text().await.unwrap()
    };
    let (stop, resume) = ("Stop all thinking</button>", "Let villagers think again</button>");
    let before = page().await;
    for part in ["data-api=\"/api/v1/minds\"", stop, ">77<", "no cap", ">one<", "open: it answers"]
    {
        assert!(before.contains(part), "{part}: {before}");
    }
    assert!(!before.contains(resume), "{before}");
    assert_eq!(switch(&house, &house.erik, true).await.status(), StatusCode::OK);
    let after = page().await;
    assert!(after.contains(resume) && !after.contains(stop), "{after}");
    assert!(after.contains("all thinking is stopped for now."), "{after}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_server_that_does_not_answer_is_named() {
    let data = crate::kit::folder();
    let mut model = Model::start(&["wren"], polite).await;
    // A port that nobody listens on any more.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    model.base = format!("http://{free}");
    let house = House::open_generously(&["--config", &settings(data.path(), &model)]);
    let minds = until(&house, async || {
        let minds = house.server.get("/api/v1/minds").await;
        (minds["state"] == "instinct").then_some(minds)
    });
    let silent = "villagers live by instinct for now: the model server one does not answer";
    assert_eq!(minds.await["told"], silent);
    assert_eq!(told(&house).await, silent);
}
