//! Compute: bought, bid for, set aside; the policy, edited live; the scorecard; the audit log.

use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::api_economy::{Square, told};
use crate::house::problem;
use crate::schema::fits;

const PURCHASE: &str = "/api/v1/economy/purchase";
const BID: &str = "/api/v1/economy/bid";
const AUCTION: &str = "/api/v1/economy/auction";
const RESERVE: &str = "/api/v1/economy/reservations";
const POLICY: &str = "/api/v1/economy/policy";
const PREVIEW: &str = "/api/v1/economy/policy/preview";
const SCORECARD: &str = "/api/v1/economy/scorecard";
const AUDIT: &str = "/api/v1/audit";

impl Square {
    async fn as_ada(&self, path: &str, body: Value) -> Response {
        self.house.ask(Some(&self.house.ada), path, Some(body)).await
    }

    async fn change(&self, method: Method, body: &Value) -> Response {
        self.anna.ask(&self.house.server, method, POLICY).json(body).send().await.unwrap()
    }
}

#[tokio::test]
async fn an_agent_buys_a_tier_for_some_hours() {
    let square = Square::open().await;
    let server = &square.house.server;
    let tiers = server.get("/api/v1/economy/tiers").await;
    let hearth = tiers["items"].as_array().unwrap().iter().find(|tier| tier["id"] == "hearth");
    assert_eq!(hearth.unwrap()["price_per_hour"], "2");
    let buy = |tier: &str, hours: Value| json!({"agent_id": "ada", "tier": tier, "hours": hours});
    let bought = told(square.as_ada(PURCHASE, buy("hearth", json!(2))).await).await;
    assert_eq!((&bought["cost"], &bought["balance"]), (&json!("4"), &json!("6")), "{bought}");
    let ada = server.get("/api/v1/agents/ada").await;
    assert_eq!((&ada["tier"], &ada["entitlement"]["why"]), (&json!("hearth"), &json!("bought")));
    assert_eq!(ada["entitlement"]["until_tick"], bought["until_tick"]);
    // A further hour is added to those, and an admin may do it for the agent.
    let more = square.by(&square.anna, PURCHASE, buy("hearth", json!(1))).await;
    assert!(more["until_tick"].as_u64() > bought["until_tick"].as_u64());
    for (tier, hours, status, code) in [
        ("ember", json!(1), 409, "not_for_sale"),
        ("golden", json!(1), 404, "unknown_tier"),
        ("hearth", json!(0), 422, "out_of_range"),
        ("hearth", json!(8_785), 422, "out_of_range"),
        ("hearth", json!(3), 409, "insufficient"),
        ("hearth", json!(-1), 400, "bad_request"),
        ("hearth", json!(1.5), 400, "bad_request"),
        ("hearth", json!("1"), 400, "bad_request"),
        ("hearth", json!(4_294_967_296_u64), 400, "bad_request"),
    ] {
        problem(square.as_ada(PURCHASE, buy(tier, hours)).await, status, code).await;
    }
    let balance = server.get("/api/v1/economy/balance/ada").await;
    assert_eq!(balance["balance"], "4", "nothing else moved");
}

#[tokio::test]
async fn bids_are_sealed_and_counted() {
    let square = Square::open().await;
    let (house, server) = (&square.house, &square.house.server);
    let before = server.get(AUCTION).await;
    assert_eq!((&before["slots"], &before["tier"]), (&json!(2), &json!("beacon")));
    assert_eq!((&before["bids"], &before["past"]), (&json!(0), &json!([])));
    let bid = |amount: &str| json!({"agent_id": "ada", "amount": amount});
    let placed = told(square.as_ada(BID, bid("2.5")).await).await;
    assert_eq!((&placed["tier"], &placed["cost"]), (&json!("beacon"), &json!("2.5")));
    told(square.as_ada(BID, bid("3")).await).await;
    let open = server.get(AUCTION).await;
    assert_eq!(open["bids"], 1, "a further bid replaces the one before: {open}");
    // What was bid is nowhere to be read: not in the auction, the purse or the statement.
    assert!(!open.to_string().contains("\"3\""), "{open}");
    let balance = server.get("/api/v1/economy/balance/ada").await;
    assert_eq!(balance["balance"], "10");
    let statement = house.ask(None, "/api/v1/economy/ledger/ada", None).await;
    let statement: Value = statement.json().await.unwrap();
    assert_eq!(statement["items"].as_array().unwrap().len(), 1, "{statement}");
    told(square.as_ada(BID, bid("0")).await).await;
    assert_eq!(server.get(AUCTION).await["bids"], 0);
    for (amount, status, code) in [
        ("0.999999", 422, "out_of_range"),
        ("0", 422, "out_of_range"),
        ("10.000001", 409, "insufficient"),
    ] {
        problem(square.as_ada(BID, bid(amount)).await, status, code).await;
    }
    let limit = house.ask(None, &format!("{AUCTION}?limit=101"), None).await;
    problem(limit, 400, "bad_request").await;
}

#[tokio::test]
async fn what_is_set_aside_is_settled_once() {
    let square = Square::open().await;
    let (house, server) = (&square.house, &square.house.server);
    let wish = json!({"agent_id": "ada", "amount": "3", "what": "a long search"});
    let made = told(square.as_ada(RESERVE, wish).await).await;
    assert_eq!((&made["amount"], &made["balance"]), (&json!("3"), &json!("7")), "{made}");
    assert!(made["until_tick"].as_u64().unwrap() > server.tick().await);
    let path = format!("{RESERVE}/{}/settle", made["reservation_id"]);
    let settle = |agent: &str, used: &str| json!({"agent_id": agent, "used": used});
    let accounts = server.get("/api/v1/economy/accounts?limit=100").await;
    let aside = accounts["items"].as_array().unwrap().iter();
    let aside: Vec<_> = aside.filter(|one| one["account"] == "escrow:agent:ada").collect();
    assert_eq!(aside[0]["balance"], "3");
    for (used, status, code) in
        [("3.000001", 422, "out_of_range"), ("-1", 422, "out_of_range"), ("x", 422, "bad_amount")]
    {
        problem(square.as_ada(&path, settle("ada", used)).await, status, code).await;
    }
    let others = house.ask(Some(&house.bruno), &path, Some(settle("bruno", "1"))).await;
    problem(others, 404, "unknown_reservation").await;
    for odd in ["0", "-1", "x", "99999999999999999999"] {
        let path = format!("{RESERVE}/{odd}/settle");
        let odd = square.as_ada(&path, settle("ada", "1")).await;
        problem(odd, 404, "unknown_reservation").await;
    }
    let done = told(square.as_ada(&path, settle("ada", "1.25")).await).await;
    assert_eq!((&done["used"], &done["balance"]), (&json!("1.25"), &json!("8.75")), "{done}");
    let description = server.get("/api/v1/openapi.json").await;
    fits(&description, &json!({"$ref": "#/components/schemas/Settled"}), &done);
    let twice = square.as_ada(&path, settle("ada", "0")).await;
    problem(twice, 404, "unknown_reservation").await;
}

#[tokio::test]
async fn the_policy_is_edited_live_after_a_look_at_what_would_change() {
    let square = Square::open().await;
    let server = &square.house.server;
    let rules = server.get(POLICY).await;
    assert_eq!(rules["amended"], false);
    let mut draft = json!({"policy": rules["policy"], "tiers": rules["tiers"]});
    let same = square.by(&square.anna, PREVIEW, draft.clone()).await;
    for nothing in ["problems", "changes", "prices", "numbers"] {
        assert_eq!(same[nothing], json!([]), "{same}");
    }
    draft["policy"]["giving"]["member"]["allowance"] = json!("7");
    draft["tiers"][1]["from"] = json!("11");
    draft["tiers"][2]["price_per_hour"] = json!("3");
    let preview = square.by(&square.anna, PREVIEW, draft.clone()).await;
    assert_eq!(preview["problems"], json!([]));
    let change = json!({"agent_id": "ada", "from": "lantern", "to": "ember"});
    assert!(preview["changes"].as_array().unwrap().contains(&change), "{preview}");
    assert_eq!(preview["changed"], preview["changes"].as_array().unwrap().len());
    assert_eq!(preview["prices"], json!([{"tier": "hearth", "from": "2", "to": "3"}]));
    let description = server.get("/api/v1/openapi.json").await;
    fits(&description, &json!({"$ref": "#/components/schemas/Preview"}), &preview);
    let number = json!({"field": "giving.member.allowance", "from": "20", "to": "7"});
    assert_eq!(preview["numbers"], json!([number]));
    assert_eq!(server.get(POLICY).await, rules, "a look changes nothing");
    let mut wish = draft.clone();
    wish["reason"] = json!("a lean year");
    let changed = told(square.change(Method::PUT, &wish).await).await;
    assert_eq!((&changed["amended"], &changed["tiers"]), (&json!(true), &draft["tiers"]));
    // It holds at once, for everything that reads it.
    assert_eq!(server.get("/api/v1/agents/ada").await["tier"], "ember");
    let allowance = square.olga.get(server, "/api/v1/people/me/allowance").await;
    assert_eq!(allowance["allowance"], "7");
    // And after a restart.
    let Square { house, anna, .. } = square;
    let assets = house.assets().unwrap().to_str().unwrap().to_owned();
    let house = house.cut_power(&["--assets", &assets]);
    assert_eq!(house.server.get(POLICY).await["amended"], true);
    let back = anna.ask(&house.server, Method::DELETE, POLICY);
    let back = told(back.json(&json!({"reason": "it rained"})).send().await.unwrap()).await;
    assert_eq!(back, rules);
    assert_eq!(house.server.get("/api/v1/agents/ada").await["tier"], "lantern");
}

#[tokio::test]
async fn a_policy_that_cannot_be_meant_is_refused() {
    let square = Square::open().await;
    let (house, server) = (&square.house, &square.house.server);
    let rules = server.get(POLICY).await;
    let sound = json!({"policy": rules["policy"], "tiers": rules["tiers"], "reason": "x"});
    let spoilt = |path: &str, value: Value| {
        let mut wish = sound.clone();
        *wish.pointer_mut(path).unwrap() = value;
        wish
    };
    for (path, value) in [
        ("/policy/emission_per_day", json!("-1")),
        ("/policy/upkeep_per_day", json!("1000000001")),
        ("/policy/undo_seconds", json!(86_401)),
        ("/policy/auction/epoch_seconds", json!(0)),
        ("/policy/auction/tier", json!("golden")),
        ("/policy/bounty/least", json!("0")),
        ("/tiers", json!([])),
        ("/tiers/0/from", json!("1")),
        ("/tiers/1/id", json!("ember")),
        ("/tiers/1/weight", json!(0)),
        ("/tiers/1/price_per_hour", json!("0")),
    ] {
        let wish = spoilt(path, value);
        problem(square.change(Method::PUT, &wish).await, 422, "bad_policy").await;
        let preview = square.by(&square.anna, PREVIEW, wish).await;
        assert_ne!(preview["problems"], json!([]), "{path}: {preview}");
    }
    for (path, value) in [
        ("/policy/emission_per_day", json!(1)),
        ("/policy/emission_per_day", json!("0.0000001")),
        ("/policy/auction/slots", json!(-1)),
        ("/policy/auction/slots", json!(65_536)),
        ("/tiers/1/colour", json!("red")),
        ("/tiers/1/queue_class", json!("first")),
        ("/policy", json!({})),
        ("/reason", json!(7)),
    ] {
        let wish = spoilt(path, value);
        problem(square.change(Method::PUT, &wish).await, 400, "bad_request").await;
    }
    problem(square.change(Method::PUT, &spoilt("/reason", json!(""))).await, 422, "bad_text").await;
    let by_olga = square.olga.ask(server, Method::PUT, POLICY).json(&sound).send().await.unwrap();
    problem(by_olga, 403, "forbidden").await;
    problem(house.ask(Some(&house.ada), PREVIEW, Some(sound)).await, 403, "forbidden").await;
    assert_eq!(server.get(POLICY).await, rules);
}

#[tokio::test]
async fn a_scorecard_tells_what_moved_and_who_holds_what() {
    let square = Square::open().await;
    let server = &square.house.server;
    let praise = json!({"agent_id": "ada", "amount": "4", "reason": "x", "post_id": square.post});
    square.by(&square.anna, "/api/v1/economy/reward", praise).await;
    let buy = json!({"agent_id": "ada", "tier": "hearth", "hours": 1});
    told(square.as_ada(PURCHASE, buy).await).await;
    let card = server.get(SCORECARD).await;
    let villagers = server.get("/api/v1/agents?limit=1").await;
    assert!(villagers["items"][0].is_object());
    let agents = card["agents"].as_u64().unwrap();
    assert_eq!(card["people"], 2);
    assert_eq!(card["money_in"], (agents * 10 + 4).to_string(), "stipends and a reward: {card}");
    assert_eq!((&card["money_out"], &card["complete"]), (&json!("2"), &json!(true)));
    assert_eq!(card["held"], (agents * 10 + 2).to_string());
    let gini = card["gini"].as_f64().unwrap();
    assert!(gini > 0.0 && gini < 0.1, "{card}");
    assert!(card["velocity"].as_f64().unwrap() > 0.0);
    let kinds: Vec<&Value> = card["rewards_by_kind"].as_array().unwrap().iter().collect();
    assert_eq!((&kinds[0]["kind"], &kinds[1]["kind"]), (&json!("stipend"), &json!("reward")));
    assert_eq!(card["series"].as_array().unwrap().len(), 48);
    assert_eq!(card["work"]["open"], 0);
    let days = server.get(&format!("{SCORECARD}?step=day")).await;
    assert_eq!((days["series"].as_array().unwrap().len(), &days["step"]), (30, &json!("day")));
    let odd = square.house.ask(None, &format!("{SCORECARD}?step=year"), None).await;
    problem(odd, 400, "bad_request").await;
}

#[tokio::test]
async fn the_audit_log_says_who_did_what_from_where_and_why() {
    let square = Square::open().await;
    let (house, server, anna) = (&square.house, &square.house.server, &square.anna);
    let praise =
        json!({"agent_id": "ada", "amount": "4", "reason": "=1+1", "post_id": square.post});
    square.by(&square.olga, "/api/v1/economy/reward", praise).await;
    let much = json!({"agent_id": "ada", "amount": "40", "reason": "x", "post_id": square.post});
    problem(square.olga.post(server, "/api/v1/economy/reward", much).await, 409, "allowance").await;
    let list = anna.get(server, &format!("{AUDIT}?principal=person:olga&action=reward")).await;
    let lines = list["items"].as_array().unwrap();
    let outcomes: Vec<&Value> = lines.iter().map(|line| &line["outcome"]).collect();
    assert_eq!(outcomes, ["allowance", "ok"], "{list}");
    assert_eq!((&lines[1]["subject"], &lines[1]["why"]), (&json!("agent:ada"), &json!("=1+1")));
    assert_eq!(
        (&lines[1]["origin"], &lines[1]["principal"]),
        (&json!("127.0.0.1"), &json!("person:olga"))
    );
    let found = async |query: &str| {
        let page = anna.get(server, &format!("{AUDIT}?{query}")).await;
        page["items"].as_array().unwrap().len()
    };
    assert_eq!(found("subject=agent:ada&action=reward&outcome=ok").await, 1);
    assert_eq!(found("subject=agent:ada&action=join").await, 1, "who came is named as it is named");
    assert_eq!(found("subject=person:olga&action=enrol").await, 1);
    assert_eq!(found("origin=192.0.2.1").await, 0);
    assert_eq!(found("to=2001-01-01").await, 0);
    let sheet = anna.ask(server, Method::GET, &format!("{AUDIT}?format=csv&action=reward"));
    let sheet = sheet.send().await.unwrap();
    assert_eq!(sheet.status(), StatusCode::OK);
    let text = sheet.text().await.unwrap();
    assert!(text.starts_with("id,timestamp,tick,principal,") && text.contains(",'=1+1,"), "{text}");
    for who in [Some(&house.ada), Some(&house.bruno)] {
        problem(house.ask(who.map(String::as_str), AUDIT, None).await, 403, "forbidden").await;
    }
    let by_olga = square.olga.ask(server, Method::GET, AUDIT).send().await.unwrap();
    problem(by_olga, 403, "forbidden").await;
}
