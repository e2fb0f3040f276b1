//! Money from outside, booked by hand and compared with a report.

use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::api_economy::{Square, told};
use crate::house::problem;
use crate::schema::fits;

const CREDITS: &str = "/api/v1/payments/credits";
const REVERSALS: &str = "/api/v1/payments/reversals";
const RECONCILE: &str = "/api/v1/payments/reconcile";

fn credit(account: &str, amount: &str, id: &str) -> Value {
    json!({"account": account, "amount": amount, "transaction_id": id})
}

fn reversal(id: &str, refund: &str, amount: &str) -> Value {
    json!({"transaction_id": id, "refund_id": refund, "amount": amount})
}

impl Square {
    async fn report(&self, query: &str, kind: &str, text: impl Into<reqwest::Body>) -> Response {
        let path = format!("{RECONCILE}{query}");
        let ask = self.anna.ask(&self.house.server, Method::POST, &path);
        ask.header("content-type", kind).body(text).send().await.unwrap()
    }
}

#[tokio::test]
async fn a_transaction_is_credited_once_and_a_refund_booked_once() {
    let square = Square::open().await;
    let (house, server, anna) = (&square.house, &square.house.server, &square.anna);
    let made = square.by(anna, CREDITS, credit("person:Olga", "250", "5O190127TN364715T")).await;
    assert_eq!((&made["account"], &made["amount"]), (&json!("person:olga"), &json!("250")));
    assert_eq!((&made["reversed"], &made["reversals"]), (&json!("0"), &json!([])));
    for account in ["person:olga", "agent:ada"] {
        let again = credit(account, "1", "5O190127TN364715T");
        problem(anna.post(server, CREDITS, again).await, 409, "already_credited").await;
    }
    let back = square.by(anna, REVERSALS, reversal("5O190127TN364715T", "R-1", "50")).await;
    assert_eq!((&back["reversed"], &back["reversals"][0]["booked"]), (&json!("50"), &json!(true)));
    let twice = reversal("5O190127TN364715T", "R-1", "50");
    problem(anna.post(server, REVERSALS, twice).await, 409, "already_credited").await;
    let much = reversal("5O190127TN364715T", "R-2", "200.000001");
    problem(anna.post(server, REVERSALS, much).await, 422, "out_of_range").await;
    let allowance = square.olga.get(server, "/api/v1/people/me/allowance").await;
    assert_eq!(allowance["balance"], "200");
    // A refund that is known before its payment waits for it.
    let early = square.by(anna, REVERSALS, reversal("LATE", "R-9", "3")).await;
    assert_eq!(
        (&early["account"], &early["reversals"][0]["booked"]),
        (&Value::Null, &json!(false))
    );
    let late = square.by(anna, CREDITS, credit("agent:ada", "10", "LATE")).await;
    assert_eq!(late["reversals"][0]["booked"], true);
    let balance = server.get("/api/v1/economy/balance/ada").await;
    assert_eq!(balance["balance"], "17");
    // Newest first, part by part.
    square.by(anna, CREDITS, credit("agent:ada", "1", "THIRD")).await;
    let (mut ids, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = anna.get(server, &format!("{CREDITS}?limit=1&cursor={cursor}")).await;
        ids.push(page["items"][0]["transaction_id"].as_str().unwrap().to_owned());
        let Some(next) = page["next_cursor"].as_str() else { break };
        next.clone_into(&mut cursor);
    }
    assert_eq!(ids, ["THIRD", "LATE", "5O190127TN364715T"]);
    let sheet = anna.ask(server, Method::GET, &format!("{CREDITS}?format=csv"));
    let sheet = sheet.send().await.unwrap().text().await.unwrap();
    assert_eq!(sheet.lines().count(), 4, "{sheet}");
    for cursor in ["x", "1", "-1.A", "1.5.6.7.x%00"] {
        let bad = anna.ask(server, Method::GET, &format!("{CREDITS}?cursor={cursor}"));
        let bad = bad.send().await.unwrap();
        assert!(bad.status() == 400 || cursor.starts_with("1.5"), "{cursor}");
    }
    let by_moderator = house.ask(Some(&house.ada), CREDITS, None).await;
    problem(by_moderator, 403, "forbidden").await;
}

#[tokio::test]
async fn a_credit_that_cannot_be_meant_is_refused() {
    let square = Square::open().await;
    let (house, server, anna) = (&square.house, &square.house.server, &square.anna);
    for (body, status, code) in [
        (credit("agent:nobody", "1", "A"), 404, "unknown_agent"),
        (credit("person:nobody", "1", "A"), 404, "unknown_person"),
        (credit("treasury", "1", "A"), 404, "unknown_account"),
        (credit("escrow:post:1", "1", "A"), 404, "unknown_account"),
        (credit("ada", "1", "A"), 400, "bad_request"),
        (credit("agent:ada", "1", ""), 422, "bad_policy"),
        (credit("agent:ada", "1", "a b"), 422, "bad_policy"),
        (credit("agent:ada", "1", &"x".repeat(65)), 422, "bad_policy"),
        (credit("agent:ada", "0", "A"), 422, "bad_amount"),
        (credit("agent:ada", "1000001", "A"), 422, "bad_amount"),
    ] {
        problem(anna.post(server, CREDITS, body).await, status, code).await;
    }
    let mut noted = credit("agent:ada", "1", "A");
    noted["note"] = json!("two\nlines");
    problem(anna.post(server, CREDITS, noted).await, 422, "bad_text").await;
    // Agents never touch money from outside, and neither do members.
    for path in [CREDITS, REVERSALS, RECONCILE] {
        let by_agent = house.ask(Some(&house.ada), path, Some(credit("agent:ada", "1", "A"))).await;
        problem(by_agent, 403, "forbidden").await;
        let by_member = square.olga.post(server, path, credit("agent:ada", "1", "A")).await;
        problem(by_member, 403, "forbidden").await;
    }
    assert_eq!(anna.get(server, CREDITS).await["items"], json!([]));
}

const HEAD: &str = "Date,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Custom Number\n";

fn paid(id: &str, gross: &str) -> String {
    format!("11/20/2026,Website Payment,Completed,EUR,{gross},0.00,{gross},{id},agent:ada\n")
}

#[tokio::test]
async fn credits_are_compared_with_a_report() {
    let square = Square::open().await;
    let anna = &square.anna;
    square.by(anna, CREDITS, credit("agent:ada", "250", "SAME")).await;
    square.by(anna, CREDITS, credit("agent:ada", "100", "OTHER")).await;
    square.by(anna, CREDITS, credit("agent:ada", "7", "EXTRA")).await;
    let report =
        [HEAD, &paid("SAME", "2.50"), &paid("OTHER", "2.00"), &paid("MISSING", "3.00")].concat();
    let query = "?currency=EUR&rate=100";
    let found = told(square.report(query, "text/csv", report.clone()).await).await;
    assert_eq!(found["matched"], 2, "{found}");
    let told_of = |what: &str| {
        let differences = found["differences"].as_array().unwrap();
        let all: Vec<_> = differences.iter().filter(|one| one["what"] == what).collect();
        assert_eq!(all.len(), 1, "{what}: {found}");
        all[0].clone()
    };
    let amount = told_of("amount");
    assert_eq!((&amount["reported"], &amount["credited"]), (&json!("2"), &json!("1")));
    let missing = told_of("missing_here");
    assert_eq!(
        (&missing["transaction_id"], &missing["payee"]),
        (&json!("MISSING"), &json!("agent:ada"))
    );
    assert_eq!(told_of("extra_here")["transaction_id"], "EXTRA");
    let description = square.house.server.get("/api/v1/openapi.json").await;
    fits(&description, &json!({"$ref": "#/components/schemas/Reconciliation"}), &found);
    let log = anna.get(&square.house.server, "/api/v1/audit?action=reconcile").await;
    let line = &log["items"][0];
    assert_eq!(
        (&line["subject"], &line["why"], &line["origin"]),
        (&json!("person:anna"), &json!("2 matched, 3 differences"), &json!("127.0.0.1"))
    );
    // Credits of other days are not looked at.
    let none = told(square.report(&format!("{query}&to=2001-01-01"), "text/csv", report).await);
    assert_eq!(none.await["matched"], 0);
    for (query, kind, text, status, code) in [
        ("", "text/csv", HEAD.to_owned(), 400, "bad_request"),
        ("?currency=eur&rate=1", "text/csv", HEAD.to_owned(), 400, "bad_request"),
        ("?currency=EUR&rate=0", "text/csv", HEAD.to_owned(), 400, "bad_request"),
        (query, "application/json", HEAD.to_owned(), 415, "unsupported_media_type"),
        (query, "text/csv", "a,b\n1,2\n".to_owned(), 422, "bad_report"),
        (query, "text/csv", format!("{HEAD}{}", paid("X", "much")), 422, "bad_report"),
        (query, "text/csv", "x".repeat(1_048_577), 413, "body_too_large"),
    ] {
        problem(square.report(query, kind, text).await, status, code).await;
    }
    let broken = square.report(query, "text/csv", vec![0xff, 0xfe, 0x00]).await;
    problem(broken, 422, "bad_report").await;
}
