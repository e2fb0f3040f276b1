//! Keeping the village in order: stopping agents, revoking tokens, setting tiers, dealing with
//! people. What is done holds at once, is in the audit log, and survives a power cut.

use std::time::{Duration, Instant};

use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::house::{House, problem};
use crate::kit::run_well;
use crate::somebody::{Somebody, make_admin};

/// From the moment at which a measure is handed in until it holds.
const AT_ONCE: Duration = Duration::from_millis(250);
const RESTRAIN: &str = "/api/v1/agents/ada/restrain";
const ACTION: &str = "/api/v1/agents/ada/action";
const TOKENS: &str = "/api/v1/agents/ada/tokens";

fn measure(name: &str) -> Value {
    json!({"measure": name, "reason": "it floods the board"})
}

fn stop() -> Value {
    json!({"action": "stop"})
}

async fn act(house: &House) -> Response {
    house.ask(Some(&house.ada), ACTION, Some(stop())).await
}

/// Takes a measure while the agent asks again and again; how long it was from handing it in until
/// the first refusal, and the code of that refusal.
async fn until_refused(house: &House, path: &str, wish: Value) -> (Duration, String) {
    let (began, taken) = (Instant::now(), house.ask(Some(&house.erik), path, Some(wish)));
    let refused = async {
        loop {
            let asked = act(house).await;
            if !asked.status().is_success() && asked.status() != 429 {
                break (began.elapsed(), asked.json::<Value>().await.unwrap());
            }
            assert!(began.elapsed() < Duration::from_secs(10), "nothing stops it");
        }
    };
    let (taken, (after, problem)) = tokio::join!(taken, refused);
    assert_eq!(taken.status(), 200, "{}", taken.text().await.unwrap());
    (after, problem["code"].as_str().unwrap().to_owned())
}

/// The lines of the audit log about this action.
pub fn logged(house: &House, action: &str) -> Vec<Value> {
    let export = run_well(house.data.path(), &["export"]);
    let lines = export.lines().filter(|line| line.starts_with("{\"table\":\"audit\""));
    let lines = lines.map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.filter(|line| line["action"] == action && line["outcome"] == "ok").collect()
}

fn reopen(house: House) -> House {
    house.cut_power(&[])
}

#[tokio::test]
async fn pausing_killing_and_revoking_hold_within_a_quarter_of_a_second() {
    let revoke = "/api/v1/agents/ada/tokens/revoke";
    for (path, wish, codes) in [
        (RESTRAIN, measure("pause"), &["restrained"][..]),
        // What comes first of the two: the world's word, or the token's end.
        (RESTRAIN, measure("kill"), &["restrained", "unauthorized"]),
        (revoke, json!({"reason": "leaked"}), &["unauthorized"]),
    ] {
        // The median of a few: a machine that builds beside it may stall once.
        let mut times = Vec::new();
        for _ in 0..3 {
            let house = House::open_generously(&[]);
            assert!(act(&house).await.status().is_success());
            let (after, code) = until_refused(&house, path, wish.clone()).await;
            assert!(codes.contains(&code.as_str()), "{path} {wish}: {code}");
            times.push(after);
        }
        times.sort_unstable();
        println!("{wish} holds after {times:?}");
        assert!(times[1] < AT_ONCE, "{path} {wish} took {times:?}");
    }
}

#[tokio::test]
async fn a_stopped_agent_is_stopped_after_a_power_cut_too() {
    let mut house = House::open();
    let admin = |house: &House, path: &'static str, wish: Value| {
        let (token, request) = (house.erik.clone(), house.server.ask(Method::POST, path));
        async move { request.bearer_auth(token).json(&wish).send().await.unwrap() }
    };
    let paused = admin(&house, RESTRAIN, measure("pause")).await.json::<Value>().await.unwrap();
    assert_eq!(paused, json!({"agent_id": "ada", "restraints": ["paused"]}));
    house = reopen(house);
    problem(act(&house).await, 403, "restrained").await;
    let shown = house.server.get("/api/v1/agents/ada").await;
    assert_eq!(shown["restraints"], json!(["paused"]));
    assert_eq!(admin(&house, RESTRAIN, measure("resume")).await.status(), 200);
    assert_eq!(act(&house).await.status(), 200);
    let killed = admin(&house, RESTRAIN, measure("kill")).await;
    assert_eq!(killed.json::<Value>().await.unwrap()["restraints"], json!(["killed"]));
    house = reopen(house);
    problem(act(&house).await, 401, "unauthorized").await;
    // Who killed it cannot revive it alone; another admin can, and its old tokens stay dead.
    problem(admin(&house, RESTRAIN, measure("revive")).await, 403, "second_person").await;
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(&house.server, "anna").await;
    let revived = anna.post(&house.server, RESTRAIN, measure("revive")).await;
    assert_eq!(revived.json::<Value>().await.unwrap()["restraints"], json!([]));
    problem(act(&house).await, 401, "unauthorized").await;
    let fresh = run_well(house.data.path(), &["token", "create", "--agent", "ada"]);
    house.ada = fresh.trim().to_owned();
    assert_eq!(act(&house).await.status(), 200);
    let revoke = json!({"reason": "left on a bus"});
    let path = "/api/v1/agents/ada/tokens/revoke";
    let revoked = admin(&house, path, revoke).await.json::<Value>().await.unwrap();
    assert_eq!(revoked, json!({"agent_id": "ada", "tokens": 1}));
    house = reopen(house);
    problem(act(&house).await, 401, "unauthorized").await;
    for (action, why) in [
        ("pause", "it floods the board"),
        ("resume", "it floods the board"),
        ("kill", "it floods the board"),
        ("revoke_tokens", "left on a bus"),
    ] {
        let lines = logged(&house, action);
        assert_eq!(lines.len(), 1, "{action}: {lines:?}");
        assert_eq!(
            (&lines[0]["principal"], &lines[0]["subject"], &lines[0]["why"], &lines[0]["origin"]),
            (&json!("admin:erik"), &json!("agent:0"), &json!(why), &json!("127.0.0.1"))
        );
    }
}

#[tokio::test]
async fn an_admin_makes_a_token_by_which_a_mind_outside_lives() {
    let house = House::open_generously(&[]);
    let server = &house.server;
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(server, "anna").await;
    let wish = json!({"days": 30, "reason": "a program of hers"});
    let made = house.ask(Some(&house.erik), TOKENS, Some(wish)).await;
    assert_eq!(made.status(), 201);
    let made: Value = made.json().await.unwrap();
    assert_eq!(made["scopes"], json!(["read", "write", "money", "admin"]));
    assert!(made["expires_at"].is_string() && made["last_used"].is_null(), "{made}");
    // A session does as well. A key gets no secret a second time: another token is made.
    let by_page = || {
        let request = anna.ask(server, Method::POST, TOKENS).header("idempotency-key", "once");
        request.json(&json!({"reason": "another"})).send()
    };
    let mut tokens = vec![made["token"].as_str().unwrap().to_owned()];
    for _ in 0..2 {
        let answer = by_page().await.unwrap();
        assert_eq!(answer.status(), 201);
        assert!(!answer.headers().contains_key("idempotency-replayed"));
        let made: Value = answer.json().await.unwrap();
        assert!(made["expires_at"].is_null(), "{made}");
        tokens.push(made["token"].as_str().unwrap().to_owned());
    }
    tokens.dedup();
    assert_eq!(tokens.len(), 3);
    let walk = || Some(json!({"landmark": "kettle-cafe"}));
    let walked = house.ask(Some(&tokens[0]), "/api/v1/agents/ada/move", walk()).await;
    assert!(walked.status().is_success(), "{}", walked.text().await.unwrap());
    for token in &tokens {
        assert_eq!(house.ask(Some(token), ACTION, Some(stop())).await.status(), 200);
        let others = house.ask(Some(token), "/api/v1/agents/bruno/move", walk()).await;
        problem(others, 403, "forbidden").await;
    }
    assert_eq!(server.get("/api/v1/agents/ada").await["mind"], "outside");
    let lines = logged(&house, "make_token");
    assert_eq!(lines.len(), 3, "{lines:?}");
    let why = format!("{}: a program of hers", made["token_id"].as_str().unwrap());
    assert_eq!(
        (&lines[0]["principal"], &lines[0]["subject"], &lines[0]["why"], &lines[0]["origin"]),
        (&json!("admin:erik"), &json!("agent:0"), &json!(why), &json!("127.0.0.1"))
    );
    let export = run_well(house.data.path(), &["export"]);
    assert!(tokens.iter().all(|token| !export.contains(token)), "a secret is in the export");
    assert!(tokens.iter().all(|token| !server.log().contains(token)), "a secret is in the log");
    // Revoked are these with the one from the command line.
    let because = json!({"reason": "a test"});
    let revoked = anna.post(server, &format!("{TOKENS}/revoke"), because).await;
    let revoked: Value = revoked.json().await.unwrap();
    assert_eq!(revoked, json!({"agent_id": "ada", "tokens": 4}));
    for token in &tokens {
        problem(house.ask(Some(token), ACTION, Some(stop())).await, 401, "unauthorized").await;
    }
}

#[tokio::test]
async fn nobody_but_admins_makes_a_token_of_an_agent_and_not_too_many() {
    let house = House::open_generously(&["--sign-up", "invitation"]);
    let server = &house.server;
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(server, "anna").await;
    let mara = anna.bring(server, "mara", "moderator").await;
    let olga = anna.bring(server, "olga", "member").await;
    let wish = || json!({"reason": "a test"});
    for somebody in [&mara, &olga] {
        problem(somebody.post(server, TOKENS, wish()).await, 403, "forbidden").await;
    }
    problem(house.ask(Some(&house.ada), TOKENS, Some(wish())).await, 403, "forbidden").await;
    problem(house.ask(None, TOKENS, Some(wish())).await, 401, "unauthorized").await;
    let reader = anna.token(server, &["read", "write", "money"]).await;
    problem(house.ask(Some(&reader), TOKENS, Some(wish())).await, 403, "scope").await;
    let nobody = "/api/v1/agents/nobody/tokens";
    problem(anna.post(server, nobody, wish()).await, 404, "unknown_agent").await;
    for (bad, status, code) in [
        (json!({}), 400, "bad_request"),
        (json!({"reason": "x", "scopes": ["read"]}), 400, "bad_request"),
        (json!({"reason": ""}), 422, "bad_text"),
        (json!({"reason": "x".repeat(501)}), 422, "bad_text"),
        (json!({"reason": "x", "days": 0}), 422, "out_of_range"),
        (json!({"reason": "x", "days": 3_651}), 422, "out_of_range"),
    ] {
        problem(anna.post(server, TOKENS, bad).await, status, code).await;
    }
    assert!(logged(&house, "make_token").iter().all(|line| line["subject"] != "agent:0"));
    // One is from the command line.
    for _ in 1..20 {
        assert_eq!(anna.post(server, TOKENS, wish()).await.status(), 201);
    }
    problem(anna.post(server, TOKENS, wish()).await, 409, "too_many_tokens").await;
    let gone = anna.post(server, &format!("{TOKENS}/revoke"), wish()).await;
    assert_eq!(gone.json::<Value>().await.unwrap()["tokens"], 20);
    assert_eq!(anna.post(server, TOKENS, wish()).await.status(), 201);
}

#[tokio::test]
async fn each_restraint_holds_back_what_it_says_and_no_more() {
    let house = House::open_with(&["--sign-up", "invitation"]);
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(&house.server, "anna").await;
    let mara = anna.bring(&house.server, "mara", "moderator").await;
    let write = || json!({"title": "A heron", "body": "At the pond."});
    let posts = "/api/v1/board/posts";
    let ask = |path: &'static str, body: Value| house.ask(Some(&house.ada), path, Some(body));
    // A moderator pauses and quarantines; money, compute and death are for admins.
    assert_eq!(mara.post(&house.server, RESTRAIN, measure("quarantine")).await.status(), 200);
    problem(ask(posts, write()).await, 403, "restrained").await;
    problem(ask(ACTION, json!({"action": "say", "text": "Hello"})).await, 403, "restrained").await;
    assert_eq!(ask(ACTION, stop()).await.status(), 200, "it lives on");
    assert_eq!(mara.post(&house.server, RESTRAIN, measure("release")).await.status(), 200);
    for name in ["freeze_money", "thaw_money", "freeze_compute", "thaw_compute", "kill", "revive"] {
        problem(mara.post(&house.server, RESTRAIN, measure(name)).await, 403, "forbidden").await;
    }
    let post = house.write(&house.ada, "public", "Who helps me?").await;
    assert_eq!(anna.post(&house.server, RESTRAIN, measure("freeze_money")).await.status(), 200);
    let bounty = format!("/api/v1/board/posts/{}/bounty", post["id"]);
    let offer = json!({"step": "offer", "amount": "1"});
    let offered = house.ask(Some(&house.ada), &bounty, Some(offer.clone())).await;
    problem(offered, 403, "restrained").await;
    assert_eq!(anna.post(&house.server, RESTRAIN, measure("thaw_money")).await.status(), 200);
    let offered = house.ask(Some(&house.ada), &bounty, Some(offer)).await;
    assert_eq!(offered.status(), 201);
    let frozen = anna.post(&house.server, RESTRAIN, measure("freeze_compute")).await;
    assert_eq!(frozen.status(), 200);
    let shown = house.server.get("/api/v1/agents/ada").await;
    assert_eq!(shown["restraints"], json!(["compute_frozen"]));
    assert_eq!(shown["entitlement"]["why"], "frozen");
    for bad in [
        json!({"measure": "pause", "reason": ""}),
        json!({"measure": "pause", "reason": "x".repeat(501)}),
    ] {
        problem(mara.post(&house.server, RESTRAIN, bad).await, 422, "bad_text").await;
    }
    let flog = json!({"measure": "flog", "reason": "x"});
    problem(mara.post(&house.server, RESTRAIN, flog).await, 400, "bad_request").await;
    let nobody = "/api/v1/agents/nobody/restrain";
    problem(mara.post(&house.server, nobody, measure("pause")).await, 404, "unknown_agent").await;
}

#[tokio::test]
async fn a_tier_is_set_until_a_date_and_taken_back() {
    let house = House::open();
    let path = "/api/v1/agents/ada/entitlement";
    let grant = |tier: Value, seconds: u64| {
        let wish = json!({"tier": tier, "seconds": seconds, "reason": "for the reading week"});
        house.ask(Some(&house.erik), path, Some(wish))
    };
    let own = house.server.get("/api/v1/agents/ada").await["entitlement"]["tier"].clone();
    assert_ne!(own, "beacon");
    let granted = grant(json!("beacon"), 3_600).await.json::<Value>().await.unwrap();
    assert_eq!((&granted["tier"], &granted["why"]), (&json!("beacon"), &json!("granted")));
    let tick = house.server.tick().await;
    let until = granted["until_tick"].as_u64().unwrap();
    assert!((tick + 3_500 * 20..=tick + 3_600 * 20).contains(&until), "{until} at {tick}");
    let house = reopen(house);
    let shown = house.server.get("/api/v1/agents/ada").await;
    assert_eq!(shown["entitlement"]["until_tick"], until);
    let grant = |tier: Value, seconds: u64| {
        let wish = json!({"tier": tier, "seconds": seconds, "reason": "for the reading week"});
        house.ask(Some(&house.erik), path, Some(wish))
    };
    problem(grant(json!("gold"), 60).await, 404, "unknown_tier").await;
    problem(grant(json!("beacon"), 0).await, 422, "out_of_range").await;
    problem(grant(json!("beacon"), 4_000_000_000).await, 422, "out_of_range").await;
    problem(grant(json!("beacon"), 1 << 40).await, 400, "bad_request").await;
    let back = grant(Value::Null, 0).await.json::<Value>().await.unwrap();
    assert_eq!((&back["tier"], &back["why"]), (&own, &json!("balance")));
    // For a second: it is over by itself.
    let short = grant(json!("beacon"), 1).await.json::<Value>().await.unwrap();
    house.server.wait_for_tick(short["until_tick"].as_u64().unwrap() + 2).await;
    assert_eq!(house.server.get("/api/v1/agents/ada").await["entitlement"]["why"], "balance");
}

#[tokio::test]
async fn an_agent_is_taken_in_with_its_persona() {
    let house = House::open_with(&["--sign-up", "invitation"]);
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(&house.server, "anna").await;
    let nora = |slug: &str| {
        json!({
            "agent_id": slug, "name": "Nora", "role": "beekeeper", "home": "mill-cottage",
            "work": "kettle-cafe", "text": "Nora keeps bees.", "interests": ["bees"],
            "traits": {"curious": 9},
        })
    };
    let made = anna.post(&house.server, "/api/v1/agents", nora("nora")).await;
    assert_eq!(made.headers()["location"], "/api/v1/agents/nora");
    assert_eq!(made.status(), 201);
    let token = run_well(house.data.path(), &["token", "create", "--agent", "nora"]);
    let house = reopen(house);
    let shown = house.server.get("/api/v1/agents/nora").await;
    assert_eq!((&shown["role"], &shown["traits"]["curious"]), (&json!("beekeeper"), &json!(9)));
    assert_eq!(shown["traits"]["early"], 5);
    let own = house.ask(Some(token.trim()), "/api/v1/agents/nora/action", Some(stop())).await;
    assert_eq!(own.status(), 200);
    // Whoever brings an agent does not reward it.
    let post = house.write(token.trim(), "public", "Honey").await;
    let reward =
        json!({"agent_id": "nora", "amount": "1", "reason": "sweet", "post_id": post["id"]});
    let given = anna.post(&house.server, "/api/v1/economy/reward", reward).await;
    problem(given, 403, "own_agent").await;
    let with = |part: &str, value: Value| {
        let mut wish = nora("nils");
        wish[part] = value;
        wish
    };
    for (wish, status, code) in [
        (with("agent_id", json!("Nils!")), 422, "bad_persona"),
        (with("agent_id", json!("anna")), 409, "name_taken"),
        (with("home", json!("castle")), 422, "bad_persona"),
        (with("name", json!("")), 422, "bad_text"),
        (with("text", json!("x".repeat(4_001))), 422, "bad_text"),
        (with("interests", json!(vec!["x"; 13])), 422, "bad_persona"),
        (with("traits", json!({"curious": 11})), 422, "bad_persona"),
        (with("traits", json!({"curious": -1})), 400, "bad_request"),
        (with("wings", json!(2)), 400, "bad_request"),
    ] {
        let answer = anna.post(&house.server, "/api/v1/agents", wish.clone()).await;
        problem(answer, status, code).await;
    }
    problem(house.ask(None, "/api/v1/agents/nils", None).await, 404, "unknown_agent").await;
}

#[tokio::test]
async fn people_are_warned_suspended_banned_and_forgiven() {
    let house = House::open_with(&["--sign-up", "invitation"]);
    let server = &house.server;
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(server, "anna").await;
    let mara = anna.bring(server, "mara", "moderator").await;
    let olga = anna.bring(server, "olga", "member").await;
    let path = "/api/v1/people/Olga/discipline";
    let wish = |measure: &str| json!({"measure": measure, "reason": "insults"});
    let write = || json!({"title": "A heron", "body": "At the pond."});
    let posts = "/api/v1/board/posts";
    let warned = mara.post(server, path, wish("warn")).await.json::<Value>().await.unwrap();
    assert_eq!((&warned["name"], &warned["warnings"]), (&json!("olga"), &json!(1)));
    // Longer than a commit takes on a busy disk: it runs from its tick on.
    let suspend = json!({"measure": "suspend", "seconds": 4, "reason": "insults"});
    let suspended = mara.post(server, path, suspend).await.json::<Value>().await.unwrap();
    problem(olga.post(server, posts, write()).await, 403, "suspended").await;
    server.wait_for_tick(suspended["suspended_until"].as_u64().unwrap() + 2).await;
    assert_eq!(olga.post(server, posts, write()).await.status(), 201, "it is over by itself");
    assert_eq!(mara.post(server, path, wish("ban")).await.status(), 200);
    problem(olga.post(server, posts, write()).await, 403, "banned").await;
    assert_eq!(mara.post(server, path, wish("lift")).await.status(), 200);
    assert_eq!(olga.post(server, posts, write()).await.status(), 201);
    // Nobody about itself or somebody above.
    for name in ["mara", "anna"] {
        let path = format!("/api/v1/people/{name}/discipline");
        problem(mara.post(server, &path, wish("ban")).await, 403, "forbidden").await;
    }
    problem(
        mara.post(server, "/api/v1/people/nobody/discipline", wish("ban")).await,
        404,
        "unknown_person",
    )
    .await;
    for bad in [
        json!({"measure": "suspend", "reason": "x"}),
        json!({"measure": "ban", "seconds": 5, "reason": "x"}),
        json!({"measure": "flog", "reason": "x"}),
    ] {
        problem(mara.post(server, path, bad).await, 400, "bad_request").await;
    }
    let never = json!({"measure": "suspend", "seconds": 0, "reason": "x"});
    problem(mara.post(server, path, never).await, 422, "out_of_range").await;
    problem(
        mara.post(server, path, json!({"measure": "ban", "reason": ""})).await,
        422,
        "bad_text",
    )
    .await;
    let vouch = |vouched: bool| json!({ "vouched": vouched });
    let vouched = mara.post(server, "/api/v1/people/olga/vouch", vouch(true)).await;
    assert_eq!(vouched.json::<Value>().await.unwrap()["vouched"], true);
    let role = |role: &str| json!({"role": role, "reason": "she helps"});
    problem(
        mara.post(server, "/api/v1/people/olga/role", role("moderator")).await,
        403,
        "forbidden",
    )
    .await;
    let made = anna.post(server, "/api/v1/people/olga/role", role("moderator")).await;
    assert_eq!(made.json::<Value>().await.unwrap()["role"], "moderator");
    assert_eq!(olga.ask(server, Method::GET, "/api/v1/people").send().await.unwrap().status(), 200);
    problem(anna.post(server, "/api/v1/people/olga/role", role("king")).await, 400, "bad_request")
        .await;
}
