//! Bad input to everything that moves money: each its own refusal, and nothing moved.

use futures_util::future::join_all;
use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::api_economy::Square;
use crate::house::problem;
use crate::somebody::Somebody;

const REWARD: &str = "/api/v1/economy/reward";
const PENALIZE: &str = "/api/v1/economy/penalize";
const PAY: &str = "/api/v1/economy/pay";
const BID: &str = "/api/v1/economy/bid";
const RESERVE: &str = "/api/v1/economy/reservations";
const PURCHASE: &str = "/api/v1/economy/purchase";
const CREDITS: &str = "/api/v1/payments/credits";
const REVERSALS: &str = "/api/v1/payments/reversals";

impl Square {
    /// Something well formed for each operation that takes an amount, with this amount.
    fn sums(&self, amount: &Value) -> Vec<(&'static str, Option<&Somebody>, Value)> {
        let (anna, post) = (&self.anna, self.post);
        let praise = json!({"agent_id": "ada", "amount": amount, "reason": "x", "post_id": post});
        vec![
            (REWARD, Some(anna), praise.clone()),
            (PENALIZE, Some(anna), praise),
            (PAY, None, json!({"to": "bruno", "amount": amount, "note": "x"})),
            (BID, None, json!({"agent_id": "ada", "amount": amount})),
            (RESERVE, None, json!({"agent_id": "ada", "amount": amount, "what": "x"})),
            (
                CREDITS,
                Some(anna),
                json!({"account": "agent:ada", "amount": amount, "transaction_id": "T1"}),
            ),
            (
                REVERSALS,
                Some(anna),
                json!({"transaction_id": "T1", "refund_id": "R1", "amount": amount}),
            ),
        ]
    }

    /// Asks as somebody, or else as the agent Ada.
    async fn send(&self, who: Option<&Somebody>, path: &str, body: &Value) -> Response {
        match who {
            Some(who) => who.post(&self.house.server, path, body.clone()).await,
            None => self.house.ask(Some(&self.house.ada), path, Some(body.clone())).await,
        }
    }

    async fn balances(&self) -> Value {
        self.house.server.get("/api/v1/economy/accounts?limit=100").await["items"].clone()
    }
}

#[tokio::test]
async fn amounts_that_cannot_be_meant_are_refused_everywhere() {
    let square = Square::open().await;
    let before = square.balances().await;
    let amounts = [
        ("-1", 422),
        ("-0.000001", 422),
        ("1000001", 0),
        ("9223372036854.775807", 0),
        ("99999999999999999999", 422),
        ("0.0000001", 422),
        ("1e3", 422),
        ("NaN", 422),
        ("5 USD", 422),
        ("٣", 422),
        ("", 422),
    ];
    for (amount, expected) in amounts {
        for (path, who, body) in square.sums(&json!(amount)) {
            let answer = square.send(who, path, &body).await;
            let status = answer.status().as_u16();
            let body: Value = answer.json().await.unwrap();
            let code = body["code"].as_str().unwrap_or_default();
            let codes = ["bad_amount", "out_of_range", "insufficient", "allowance"];
            assert!(codes.contains(&code), "{path} {amount}: {body}");
            let fits =
                if expected == 0 { [409, 422].contains(&status) } else { status == expected };
            assert!(fits, "{path} {amount}: {body}");
        }
    }
    // Nothing is no amount, but for a bid, where it takes an earlier one back.
    for (path, who, body) in square.sums(&json!("0")) {
        let code = if path == BID { "out_of_range" } else { "bad_amount" };
        problem(square.send(who, path, &body).await, 422, code).await;
    }
    // An amount is a text: a number has been rounded on its way already.
    for amount in [json!(1), json!(1.5), json!(null), json!(["1"]), json!({"value": "1"})] {
        for (path, who, body) in square.sums(&amount) {
            problem(square.send(who, path, &body).await, 400, "bad_request").await;
        }
    }
    // There is one currency.
    for (path, who, mut body) in square.sums(&json!("1")) {
        body["currency"] = json!("USD");
        problem(square.send(who, path, &body).await, 422, "bad_currency").await;
    }
    assert_eq!(square.balances().await, before, "nothing moved");
}

#[tokio::test]
async fn only_what_the_agent_wrote_and_what_still_stands_is_judged() {
    let square = Square::open().await;
    let (house, server) = (&square.house, &square.house.server);
    let before = square.balances().await;
    let judge = |post: u64, reply: Option<u64>| {
        let mut body = json!({
            "agent_id": "ada", "amount": "1", "reason": "x", "post_id": post,
        });
        if let Some(reply) = reply {
            body["reply_id"] = json!(reply);
        }
        body
    };
    let others = house.write(&house.bruno, "public", "By another").await["id"].as_u64().unwrap();
    let replies = format!("/api/v1/board/posts/{}/replies", square.post);
    let reply = house.ask(Some(&house.bruno), &replies, Some(json!({"body": "I saw it."}))).await;
    let reply = reply.json::<Value>().await.unwrap()["id"].as_u64();
    let private = house.write(&house.ada, "agents", "Between us").await["id"].as_u64().unwrap();
    let moderated = house.write(&house.ada, "public", "Taken down").await["id"].as_u64().unwrap();
    let down = json!({"status": "moderated", "reason": "it was rude"});
    let path = format!("/api/v1/board/posts/{moderated}/moderate");
    square.by(&square.anna, &path, down).await;
    for path in [REWARD, PENALIZE] {
        for (body, status, code) in [
            (judge(others, None), 409, "not_the_author"),
            (judge(square.post, reply), 409, "not_the_author"),
            (judge(square.post, Some(999)), 404, "unknown_reply"),
            (judge(999, None), 404, "unknown_post"),
            (judge(u64::MAX, None), 404, "unknown_post"),
            (judge(private, None), 404, "unknown_post"),
            (judge(moderated, None), 409, "closed"),
        ] {
            let answer = square.olga.post(server, path, body.clone()).await;
            problem(answer, status, code).await;
        }
        let mut unknown = judge(square.post, None);
        unknown["agent_id"] = json!("nobody");
        problem(square.olga.post(server, path, unknown).await, 404, "unknown_agent").await;
        for reason in ["", "two\nlines", "a\u{202e}b", &"x".repeat(501)] {
            let mut bad = judge(square.post, None);
            bad["reason"] = json!(reason);
            problem(square.olga.post(server, path, bad).await, 422, "bad_text").await;
        }
        // An agent judges nobody, not even through its own token.
        let by_agent = house.ask(Some(&house.bruno), path, Some(judge(square.post, None))).await;
        problem(by_agent, 403, "forbidden").await;
    }
    assert_eq!(square.balances().await, before, "nothing moved");
}

#[tokio::test]
async fn nobody_moves_anothers_money() {
    let square = Square::open().await;
    let house = &square.house;
    let before = square.balances().await;
    for (path, body) in [
        (BID, json!({"agent_id": "ada", "amount": "2"})),
        (RESERVE, json!({"agent_id": "ada", "amount": "2", "what": "x"})),
        (PURCHASE, json!({"agent_id": "ada", "tier": "lantern", "hours": 1})),
        ("/api/v1/economy/reservations/1/settle", json!({"agent_id": "ada", "used": "0"})),
    ] {
        let by_bruno = house.ask(Some(&house.bruno), path, Some(body.clone())).await;
        problem(by_bruno, 403, "forbidden").await;
        let by_olga = square.olga.post(&house.server, path, body.clone()).await;
        problem(by_olga, 403, "forbidden").await;
        problem(house.ask(None, path, Some(body)).await, 401, "unauthorized").await;
    }
    // Whoever may only read gives nothing, by whatever proof.
    let token = square.olga.token(&house.server, &["read", "write"]).await;
    let praise = json!({"agent_id": "ada", "amount": "1", "reason": "x", "post_id": square.post});
    let unfit = house.ask(Some(&token), REWARD, Some(praise.clone())).await;
    problem(unfit, 403, "scope").await;
    let suspend = json!({"measure": "suspend", "seconds": 3_600, "reason": "x"});
    square.by(&square.anna, "/api/v1/people/olga/discipline", suspend).await;
    let suspended = square.olga.post(&house.server, REWARD, praise.clone()).await;
    problem(suspended, 403, "suspended").await;
    let foreign = square.anna.ask(&house.server, Method::POST, REWARD);
    let foreign = foreign.header("origin", "https://evil.example").json(&praise).send().await;
    problem(foreign.unwrap(), 403, "wrong_origin").await;
    assert_eq!(square.balances().await, before, "nothing moved");
}

#[tokio::test]
async fn a_key_is_one_wish_and_thirty_spends_of_all_one_has_are_one() {
    let square = Square::open().await;
    let (house, server) = (&square.house, &square.house.server);
    let keyed = |key: &str, body: &Value| {
        let ask = server.ask(Method::POST, PAY).bearer_auth(&house.ada);
        ask.header("idempotency-key", key).json(body).send()
    };
    let pay = |amount: &str| json!({"to": "bruno", "amount": amount, "note": "all of it"});
    let one = pay("1");
    let twins = join_all((0..30).map(|_| keyed("one", &one))).await;
    let mut bodies = Vec::new();
    for twin in twins {
        let twin = twin.unwrap();
        assert_eq!(twin.status(), 201);
        bodies.push(twin.text().await.unwrap());
    }
    bodies.dedup();
    assert_eq!(bodies.len(), 1, "thirty times one answer: {bodies:?}");
    problem(keyed("one", &pay("2")).await.unwrap(), 409, "key_reused").await;
    // Nine are left. Thirty spends of nine at one instant, without a key, are one spend.
    let nine = pay("9");
    let spends = (0..30).map(|_| house.ask(Some(&house.ada), PAY, Some(nine.clone())));
    let mut won = 0;
    for answer in join_all(spends).await {
        if answer.status() == 201 {
            won += 1;
        } else {
            problem(answer, 409, "insufficient").await;
        }
    }
    assert_eq!(won, 1);
    let balance = server.get("/api/v1/economy/balance/bruno").await;
    assert_eq!(balance["balance"], "20");
}
