//! Villagers that think with a model, on the program itself: a scripted model server decides, and
//! what comes of it is seen in the world, in the traces and in the ledger.

use std::path::Path;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sqlx::Connection as _;

use crate::house::{House, problem};
use crate::kit::{PATIENCE, Server};
use crate::model::{DEADLINE, Model};
use crate::somebody::{Somebody, make_admin};

/// Greets once, then waits.
pub fn polite(_: &str, _: &str, user: &str) -> Value {
    let greets = !user.contains("you: say");
    let acts = if greets {
        json!([{ "do": "say", "text": "Good morning, all." }, { "do": "fly", "to": "the moon" }])
    } else {
        json!([{ "do": "wait", "seconds": 5 }])
    };
    json!({ "thought": "They look friendly.", "acts": acts, "plan": "greet everybody" })
}

/// Looks after every few ticks until something is there.
pub async fn until<T>(house: &House, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let end = tokio::time::Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(tokio::time::Instant::now() < end, "it comes");
        house.server.wait_for_tick(house.server.tick().await + 3).await;
    }
}

/// The latest answered thought of a villager.
pub async fn thought(house: &House, who: &str) -> Option<Value> {
    let answer = house.ask(None, &format!("/api/v1/agents/{who}/thoughts"), None).await;
    // A store that is busy says so and is asked again.
    let list: Value = answer.json().await.unwrap();
    let answered = |one: &&Value| one["state"] == "answered";
    list["items"].as_array()?.iter().find(answered).cloned()
}

/// Its first one: after two seconds it may have had another, elsewhere and with other acts.
pub async fn first_thought(house: &House, who: &str) -> Option<Value> {
    let path = format!("/api/v1/agents/{who}/thoughts?state=answered&limit=100");
    house.server.get(&path).await["items"].as_array()?.last().cloned()
}

/// Settings with a model for each class of models.
pub fn settings(to: &Path, model: &Model) -> String {
    let millis = DEADLINE.as_millis();
    let file = to.join("village.toml");
    let text = format!(
        "seed = 7\n[models]\npause_ms = 200\nhealth_ms = 200\n\
         deadlines = {{ chat_ms = {millis}, react_ms = {millis}, routine_ms = {millis} }}\n\
         [[models.nodes]]\nname = \"one\"\nurl = \"{}\"\n\
         models = {{ small = \"wren\", medium = \"owl\", large = \"eagle\" }}\n",
        model.base
    );
    std::fs::write(&file, text).unwrap();
    file.to_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn villagers_think_with_a_model_and_everybody_sees_it() {
    let model = Model::start(&["wren"], polite).await;
    let house = House::open_generously(&["--model-server", &model.base]);
    let minds = house.server.get("/api/v1/minds").await;
    assert_eq!(minds["state"], "models");
    assert!(minds["told"].as_str().unwrap().contains("wren"), "{minds}");
    let one = until(&house, async || first_thought(&house, "ada").await).await;
    assert_eq!((&one["model"], &one["thought"]), (&json!("wren"), &json!("They look friendly.")));
    let acts = one["acts"].as_array().unwrap();
    let came = |act: &str| acts.iter().find(|one| one["act"].as_str().unwrap().contains(act));
    assert_eq!(came("say").unwrap()["outcome"], "ok");
    assert_ne!(came("fly").unwrap()["outcome"], "ok");
    let ada = house.server.get("/api/v1/agents/ada").await;
    assert_eq!(ada["thinking"]["plan"], "greet everybody");
    assert_eq!(ada["thinking"]["thought"], "They look friendly.");
    until(&house, async || {
        let world = house.server.get("/api/v1/world").await;
        let said = |agent: &Value| agent["said"]["origin"] == "model";
        world["agents"].as_array().unwrap().iter().any(said).then_some(())
    })
    .await;
    // Its own words come back in the log of its day, and what was refused is told.
    let asked = until(&house, async || {
        model.asked().into_iter().find(|asked| asked.user.contains("you: say"))
    });
    let told = asked.await.user;
    assert!(told.contains("\"fly"), "{told}");
}

/// Ada goes to the market, a long way, and answers whoever speaks to her on her way.
fn goes(_: &str, system: &str, user: &str) -> Value {
    let acts = if !system.contains("You are Ada, id ada,") || user.contains("at market-hall") {
        json!([{ "do": "wait", "seconds": 60 }])
    } else if user.contains("on the way to market-hall") {
        json!([{ "do": "say", "text": "On my way." }])
    } else {
        json!([{ "do": "go", "to": "market-hall" }])
    };
    json!({ "thought": "I go.", "acts": acts, "plan": "go there" })
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_spoken_to_on_its_way_goes_on() {
    let model = Model::start(&["wren"], goes).await;
    let house = House::open_generously(&["--model-server", &model.base, "--sign-up", "open"]);
    let olga = Somebody::sign_up(&house.server, "olga", None).await;
    let ada = async || house.server.get("/api/v1/agents/ada").await;
    until(&house, async || ada().await["walk"].is_object().then_some(())).await;
    let letter = json!({ "body": "Where are you going?" });
    olga.post(&house.server, "/api/v1/letters/olga/ada", letter).await;
    let chat = "/api/v1/agents/ada/thoughts?class=chat&state=answered";
    until(&house, async || house.server.get(chat).await["items"].get(0).cloned()).await;
    let told = ada().await;
    assert!(told["mind"] == "model" && told["walk"].is_object(), "{told}");
    until(&house, async || (ada().await["landmark"] == "market-hall").then_some(())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn villagers_think_with_a_model_in_the_process() {
    let model = crate::kit::folder();
    crate::chance::write(model.path());
    let path = model.path().to_str().unwrap();
    let house = House::open_generously(&["--model-server", path]);
    let minds = house.server.get("/api/v1/minds").await;
    assert_eq!(minds["state"], "models");
    assert!(minds["told"].as_str().unwrap().ends_with("in this process"), "{minds}");
    assert!(minds["embedder"].as_str().unwrap().starts_with("hash"), "{minds}");
    let one = until(&house, async || thought(&house, "ada").await).await;
    assert_eq!(one["node"], "here");
    assert!(one["tokens_in"].as_u64() > Some(500) && one["tokens_out"].as_u64() > Some(0), "{one}");
    let path = format!("/api/v1/agents/ada/thoughts/{}", one["trace"]);
    let whole: Value = house.ask(Some(&house.ada), &path, None).await.json().await.unwrap();
    assert!(whole["answer"].as_str().unwrap().contains('w'), "{whole}");
}

/// Keeps a promise in mind, and wants what nobody can do seven times over.
fn dreams(_: &str, _: &str, _: &str) -> Value {
    let mut acts = vec![json!({ "do": "remember", "kind": "promise", "text": "Bread for Bruno." })];
    acts.extend((0..7).map(|_| json!({ "do": "fly", "to": "the moon" })));
    json!({ "thought": "If only I could.", "acts": acts, "plan": "dream" })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trace_has_what_was_kept_in_mind_and_how_much_more_was_refused() {
    let model = Model::start(&["wren"], dreams).await;
    let house = House::open_generously(&["--model-server", &model.base]);
    let one = until(&house, async || thought(&house, "ada").await).await;
    let acts = one["acts"].as_array().unwrap();
    let came = |act: &str| acts.iter().find(|one| one["act"] == act).map(|one| &one["outcome"]);
    assert_eq!(came("remember promise"), Some(&json!("ok")), "{one}");
    assert_eq!(came("… and 1 more"), Some(&json!("refused")), "{one}");
    assert_eq!(acts.len(), 8, "{one}");
    // What stands in a note is the mind's own.
    assert!(!one.to_string().contains("Bruno"), "{one}");
}

#[tokio::test(flavor = "multi_thread")]
async fn thoughts_are_found_by_what_they_are() {
    let model = Model::start(&["wren"], polite).await;
    let house = House::open_generously(&["--model-server", &model.base]);
    let one = until(&house, async || thought(&house, "ada").await).await;
    let found = async |asked: &str| {
        let list = house.server.get(&format!("/api/v1/agents/ada/thoughts?{asked}")).await;
        list["items"].as_array().unwrap().iter().map(|one| one["trace"].clone()).collect::<Vec<_>>()
    };
    let class = format!("class={}", one["class"].as_str().unwrap());
    for fits in ["state=answered", "model=wren&node=&limit=100", &class] {
        assert!(found(fits).await.contains(&one["trace"]), "{fits}");
    }
    for other in ["state=deadline", "model=owl", "node=nowhere", "class=reflect", "model=%00"] {
        assert!(!found(other).await.contains(&one["trace"]), "{other}");
    }
    let bad = "/api/v1/agents/ada/thoughts?class=idle";
    problem(house.ask(None, bad, None).await, 400, "bad_request").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_person_said_is_forgotten_when_it_asks() {
    let model = Model::start(&["wren"], polite).await;
    let house = House::open_generously(&["--model-server", &model.base, "--sign-up", "open"]);
    let olga = Somebody::sign_up(&house.server, "olga", None).await;
    let letter = json!({ "body": "My cat is called Quetzal." });
    olga.post(&house.server, "/api/v1/letters/olga/ada", letter).await;
    let path = "/api/v1/agents/ada/mind";
    let recollection = async || {
        let answer = house.ask(Some(&house.ada), path, None).await;
        answer.json::<Value>().await.unwrap()["memory"].to_string()
    };
    until(&house, async || recollection().await.contains("Quetzal").then_some(())).await;
    problem(house.ask(None, path, None).await, 401, "unauthorized").await;
    problem(house.ask(Some(&house.bruno), path, None).await, 403, "forbidden").await;
    let forget = async |who: &Somebody, server: &Server| {
        let asked = who.ask(server, Method::DELETE, "/api/v1/people/me/memories").send().await;
        let answer: Value = asked.unwrap().json().await.unwrap();
        answer["memories"].as_u64().unwrap()
    };
    assert!(forget(&olga, &house.server).await > 0);
    until(&house, async || (!recollection().await.contains("Quetzal")).then_some(())).await;
    // A thought that was under way forgets at its end, and with it what was said meanwhile.
    house.server.wait_for_tick(house.server.tick().await + 20).await;
    // And with nobody thinking, what was kept is forgotten as well.
    let again = json!({ "body": "It eats marzipan." });
    olga.post(&house.server, "/api/v1/letters/olga/ada", again).await;
    until(&house, async || recollection().await.contains("marzipan").then_some(())).await;
    // A mind is kept a moment after the trace of its thought, and before the next one's.
    let last = async || thought(&house, "ada").await.map(|one| one["trace"].as_u64());
    for more in ["And fish.", "And soup."] {
        let seen = last().await;
        let more = json!({ "body": more });
        olga.post(&house.server, "/api/v1/letters/olga/ada", more).await;
        until(&house, async || (last().await > seen).then_some(())).await;
    }
    let assets = house.assets().unwrap().to_str().unwrap().to_owned();
    let instinct = ["--assets", &assets, "--model-server", "none"];
    let house = house.cut_power(&instinct);
    // While the store stands still nobody is told that it is done, however often it asks.
    let held = crate::spoil::hold(house.data.path()).await;
    let path = "/api/v1/people/me/memories";
    for _ in 0..2 {
        let asked = olga.ask(&house.server, Method::DELETE, path).send().await.unwrap();
        problem(asked, 503, "store_unavailable").await;
    }
    held.close().await.unwrap();
    until(&house, async || {
        let asked = olga.ask(&house.server, Method::DELETE, path).send().await.unwrap();
        (asked.status() == StatusCode::OK).then_some(())
    })
    .await;
    let house = house.cut_power(&instinct);
    assert_eq!(forget(&olga, &house.server).await, 0, "it was kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_down_while_a_model_thinks_is_not_lost() {
    let model = Model::start(&["wren"], polite).await;
    let house = House::open_generously(&["--model-server", &model.base, "--sign-up", "open"]);
    let olga = Somebody::sign_up(&house.server, "olga", None).await;
    let write = async |words: &str| {
        let letter = json!({ "body": words });
        olga.post(&house.server, "/api/v1/letters/olga/ada", letter).await;
    };
    model.set_answers(false);
    write("Are you there?").await;
    until(&house, async || {
        let ada = house.server.get("/api/v1/agents/ada").await;
        (ada["thinking"]["now"] == true).then_some(())
    })
    .await;
    let note = json!({ "text": "The key lies under the pot." });
    let kept = house.ask(Some(&house.ada), "/api/v1/agents/ada/memories", Some(note)).await;
    assert_eq!(kept.status(), StatusCode::CREATED);
    let last = async || thought(&house, "ada").await.map(|one| one["trace"].as_u64());
    model.set_answers(true);
    // Three thoughts: then the one under way has ended, and what came of it was put back.
    for more in ["And fish?", "And soup?", "And tea?"] {
        let seen = last().await;
        write(more).await;
        until(&house, async || (last().await > seen).then_some(())).await;
    }
    let mind = house.ask(Some(&house.ada), "/api/v1/agents/ada/mind", None).await;
    let mind: Value = mind.json().await.unwrap();
    assert_eq!(mind["memory"].to_string().matches("under the pot").count(), 1, "{mind}");
}

/// What thinking cost counts against the caps after a restart as before it.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_spent_stays_spent() {
    let data = crate::kit::folder();
    let model = Model::start(&["wren", "owl", "eagle"], polite).await;
    let file = settings(data.path(), &model);
    let priced = std::fs::read_to_string(&file).unwrap()
        + "[models.prices.small]\nprompt_per_million = \"10\"\nanswer_per_million = \"10\"\n";
    std::fs::write(&file, priced).unwrap();
    let house = House::open_generously(&["--config", &file]);
    let spent = async |house: &House| {
        let told = house.server.get("/api/v1/minds").await["spent_today"].clone();
        told.as_str().unwrap().parse::<f64>().unwrap()
    };
    // A trace is kept a moment after its thought, and its cost with it.
    let one = until(&house, async || thought(&house, "ada").await).await;
    let cost: f64 = one["cost"].as_str().unwrap().parse().unwrap();
    assert!(cost > 0.0 && spent(&house).await >= cost);
    model.set_answers(false);
    let assets = house.assets().unwrap().to_str().unwrap().to_owned();
    let house = house.cut_power(&["--assets", &assets, "--config", &file]);
    assert!(spent(&house).await >= cost, "{cost}");
}

/// Thoughts are written a moment after they were had; a village that is stopped writes the last.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_thought_last_is_kept_when_the_village_stops() {
    let model = Model::start(&["wren"], polite).await;
    let house = House::open_generously(&["--model-server", &model.base]);
    let answered = async || {
        let told = house.server.ask(Method::GET, "/metrics").send().await.unwrap();
        let told = told.text().await.unwrap();
        let of =
            |line: &str| line.starts_with("village_thoughts_total{") && line.contains("answered");
        let counts = told.lines().filter(|line| of(line));
        counts.map(|line| line.rsplit(' ').next().unwrap().parse::<usize>().unwrap()).sum::<usize>()
    };
    let end = tokio::time::Instant::now() + PATIENCE;
    let had = loop {
        let had = answered().await;
        if had >= 10 {
            break had;
        }
        assert!(tokio::time::Instant::now() < end, "they think");
    };
    let assets = house.assets().unwrap().to_str().unwrap().to_owned();
    let house = house.restart(&["--assets", &assets, "--model-server", "none"]);
    let mut kept = 0;
    let agents = house.server.get("/api/v1/agents").await;
    for agent in agents["items"].as_array().unwrap() {
        let who = agent["agent_id"].as_str().unwrap();
        let path = format!("/api/v1/agents/{who}/thoughts?state=answered&limit=100");
        kept += house.server.get(&path).await["items"].as_array().unwrap().len();
    }
    assert!(kept >= had, "{kept} of {had}");
}

/// What models decided stands in the journal: the village is lived again without any.
#[tokio::test(flavor = "multi_thread")]
async fn a_village_of_models_is_lived_again_without_one() {
    let model = Model::start(&["wren"], polite).await;
    let house = House::open_generously(&["--model-server", &model.base]);
    until(&house, async || thought(&house, "ada").await).await;
    house.server.wait_for_tick(house.server.tick().await + 200).await;
    let House { server, data, .. } = house;
    assert!(server.terminate().0.success());
    drop(model);
    let file = data.path().join("trace.jsonl");
    let path = file.to_str().unwrap();
    crate::kit::run_well(data.path(), &["export", "--out", path]);
    let told = crate::kit::run_well(data.path(), &["replay", "--journal", path]);
    assert!(told.contains("state hashes equal") && !told.contains("not be compared"), "{told}");
    let lines = std::fs::read_to_string(&file).unwrap();
    assert!(lines.lines().any(|line| line.contains("They look friendly.")), "decisions are there");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_prompt_is_for_its_own_mind_and_admins() {
    let model = Model::start(&["wren"], polite).await;
    let house = House::open_generously(&["--model-server", &model.base]);
    let one = until(&house, async || first_thought(&house, "ada").await).await;
    assert!(one.get("prompt").is_none());
    let path = format!("/api/v1/agents/ada/thoughts/{}", one["trace"]);
    problem(house.ask(None, &path, None).await, 401, "unauthorized").await;
    problem(house.ask(Some(&house.bruno), &path, None).await, 403, "forbidden").await;
    for token in [&house.ada, &house.erik] {
        let whole: Value = house.ask(Some(token), &path, None).await.json().await.unwrap();
        let [rules, now] = [0, 1].map(|at| whole["prompt"][at].as_str().unwrap().to_owned());
        assert!(rules.contains("ada") && now.contains("You are at"), "{whole}");
        assert!(whole["answer"].as_str().unwrap().contains("They look friendly."));
    }
    for wrong in ["/api/v1/agents/ada/thoughts/999999", "/api/v1/agents/ada/thoughts/x"] {
        problem(house.ask(Some(&house.ada), wrong, None).await, 404, "unknown_thought").await;
    }
    let strange = format!("/api/v1/agents/bruno/thoughts/{}", one["trace"]);
    problem(house.ask(Some(&house.erik), &strange, None).await, 404, "unknown_thought").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thought_has_a_page_with_the_memories_that_came_to_mind() {
    const NOTE: &str = "The ferry <b>sinks</b> on Friday.";
    let model = Model::start(&["wren"], polite).await;
    let house = House::open_generously(&["--model-server", &model.base, "--sign-up", "open"]);
    let server = &house.server;
    let note = json!({ "text": NOTE, "importance": 10 });
    let kept = house.ask(Some(&house.ada), "/api/v1/agents/ada/memories", Some(note)).await;
    assert_eq!(kept.status(), StatusCode::CREATED);
    let (path, whole) = until(&house, async || {
        let one = thought(&house, "ada").await?;
        let path = format!("/agents/ada/thoughts/{}", one["trace"]);
        let api = format!("/api/v1{path}");
        let whole: Value = house.ask(Some(&house.ada), &api, None).await.json().await.unwrap();
        let used = whole["memories"].as_array().unwrap();
        used.iter().any(|one| one["text"] == NOTE).then_some((path, whole))
    })
    .await;
    let now = whole["prompt"][1].as_str().unwrap();
    let (_, came) = now.split_once("You remember:\n<data>\n").unwrap();
    assert!(came.contains("on Friday.\"\n"), "{whole}");
    let used = whole["memories"].as_array().unwrap();
    assert!(used.iter().all(|one| one["memory"].as_u64() > Some(0)), "{whole}");
    // Everybody sees what came of it; the words are for admins, and stay words.
    let page = house.ask(None, &path, None).await.text().await.unwrap();
    assert!(page.contains("They look friendly.") && page.contains("Until the first token"));
    assert!(!page.contains("ferry") && !page.contains("curl"), "{page}");
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(server, "anna").await;
    let page = anna.ask(server, Method::GET, &path).send().await.unwrap().text().await.unwrap();
    let told = NOTE.replace('<', "&lt;").replace('>', "&gt;");
    assert!(page.contains(&told) && page.contains("chat/completions"), "{page}");
    let memory = "/agents/ada/memory";
    let page = anna.ask(server, Method::GET, memory).send().await.unwrap().text().await.unwrap();
    assert!(page.contains(&told) && page.contains("Download all of it"), "{page}");
    // A moderator is no administrator.
    let mo = anna.bring(server, "mo", "moderator").await;
    let refused = mo.ask(server, Method::GET, memory).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let page = mo.ask(server, Method::GET, &path).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("They look friendly.") && !page.contains("ferry"), "{page}");
    for gone in ["/agents/ada/thoughts/999999", "/agents/ada/thoughts/x", "/agents/no/thoughts/1"] {
        assert_eq!(house.ask(None, gone, None).await.status(), StatusCode::NOT_FOUND, "{gone}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_that_never_answers_leaves_villagers_to_instinct() {
    let data = crate::kit::folder();
    let model = Model::start(&["wren"], polite).await;
    model.set_answers(false);
    let house = House::open_generously(&["--config", &settings(data.path(), &model)]);
    until(&house, async || (!model.asked().is_empty()).then_some(())).await;
    let failed = until(&house, async || {
        let list = house.server.get("/api/v1/agents/ada/thoughts").await;
        list["items"].as_array().unwrap().first().cloned()
    });
    let failed = failed.await;
    assert_ne!(failed["state"], "answered");
    assert!(!failed["why"].as_str().unwrap().is_empty());
    // Instinct has the reins and goes on, and the ticks do as well.
    let is_free = async || {
        let ada = house.server.get("/api/v1/agents/ada").await;
        (ada["mind"] == "instinct" && ada["thinking"]["now"] == false).then_some(())
    };
    until(&house, is_free).await;
    let tick = house.server.tick().await;
    house.server.wait_for_tick(tick + 20).await;
    // It comes back, and so do thoughts.
    model.set_answers(true);
    until(&house, async || thought(&house, "ada").await).await;
}
