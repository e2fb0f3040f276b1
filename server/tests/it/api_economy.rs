//! Rewards, tips, penalties and payments; the ledger, statements and sheets.

use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::house::{House, problem};
use crate::somebody::{Somebody, make_admin};

const REWARD: &str = "/api/v1/economy/reward";
const PENALIZE: &str = "/api/v1/economy/penalize";
const UNDO: &str = "/api/v1/economy/undo";
const PAY: &str = "/api/v1/economy/pay";
const LEDGER: &str = "/api/v1/economy/ledger";
const CREDITS: &str = "/api/v1/payments/credits";
const ALLOWANCE: &str = "/api/v1/people/me/allowance";
const STATEMENT: &str = "/api/v1/people/me/statement";

/// A village with Anna, who keeps it, and Olga, a member, and a post by Ada.
pub struct Square {
    pub house: House,
    pub anna: Somebody,
    pub olga: Somebody,
    pub post: u64,
}

impl Square {
    pub async fn open() -> Self {
        let house = House::open_generously(&["--sign-up", "invitation"]);
        make_admin(house.data.path(), "anna");
        let anna = Somebody::sign_in(&house.server, "anna").await;
        let olga = anna.bring(&house.server, "olga", "member").await;
        let post = house.write(&house.ada, "public", "A heron").await["id"].as_u64().unwrap();
        Self { house, anna, olga, post }
    }

    pub async fn by(&self, who: &Somebody, path: &str, body: Value) -> Value {
        told(who.post(&self.house.server, path, body).await).await
    }

    fn praise(&self, amount: &str) -> Value {
        json!({"agent_id": "ada", "amount": amount, "reason": "well seen", "post_id": self.post})
    }

    async fn balance(&self, agent: &str) -> String {
        let balance = self.house.server.get(&format!("/api/v1/economy/balance/{agent}")).await;
        balance["balance"].as_str().unwrap().to_owned()
    }
}

/// What a success says.
pub async fn told(answer: Response) -> Value {
    let (status, body) = (answer.status(), answer.json::<Value>().await.unwrap());
    assert!(status.is_success(), "{status} {body}");
    body
}

#[tokio::test]
async fn a_member_gives_out_of_its_allowance_and_takes_it_back() {
    let square = Square::open().await;
    let (server, olga) = (&square.house.server, &square.olga);
    let before = olga.get(server, ALLOWANCE).await;
    assert_eq!((&before["role"], &before["balance"]), (&json!("member"), &json!("0")));
    assert_eq!((&before["allowance"], &before["left"]), (&json!("20"), &json!("20")));
    let day = before["resets_in_seconds"].as_u64().unwrap();
    assert!((1..=86_400).contains(&day), "{before}");
    let paid = square.by(olga, REWARD, square.praise("2.5")).await;
    assert_eq!((&paid["amount"], &paid["balance"]), (&json!("2.5"), &json!("12.5")), "{paid}");
    assert_eq!((&paid["agent_id"], &paid["tier"]), (&json!("ada"), &json!("lantern")));
    assert_eq!(paid["allowance_left"], "17.5");
    assert!(paid["undo_until_tick"].as_u64().unwrap() > server.tick().await);
    assert_eq!(olga.get(server, ALLOWANCE).await["left"], "17.5");
    // Nobody else takes it back, and nobody twice.
    let undo = json!({"transfer": paid["transfer"]});
    problem(square.anna.post(server, UNDO, undo.clone()).await, 409, "too_late").await;
    let back = square.by(olga, UNDO, undo.clone()).await;
    assert_eq!((&back["agent_id"], &back["balance"]), (&json!("ada"), &json!("10")));
    assert_eq!(olga.get(server, ALLOWANCE).await["left"], "20");
    problem(olga.post(server, UNDO, undo).await, 409, "too_late").await;
    // More than a day's allowance is refused, and nothing moved.
    problem(olga.post(server, REWARD, square.praise("20.000001")).await, 409, "allowance").await;
    assert_eq!(square.balance("ada").await, "10");
}

#[tokio::test]
async fn gifts_to_one_agent_count_less_and_penalties_stop_at_the_floor() {
    let square = Square::open().await;
    let (server, olga) = (&square.house.server, &square.olga);
    let counted = square.by(olga, REWARD, square.praise("10")).await;
    assert_eq!(counted["amount"], "10");
    let less = square.by(olga, REWARD, square.praise("10")).await;
    assert_eq!(less["amount"], "8.284271", "beyond the knee it counts less: {less}");
    assert_eq!(less["allowance_left"], "0", "but it is given whole");
    let taken = square.by(&square.anna, PENALIZE, square.praise("1000")).await;
    assert_eq!(taken["balance"], "0", "no penalty pushes below the floor: {taken}");
    assert_eq!(taken["tier"], "ember");
    let broke = square.anna.post(server, PENALIZE, square.praise("1")).await;
    problem(broke, 409, "insufficient").await;
    // The author hears of it, with the reason.
    let percept = square.house.ask(Some(&square.house.ada), "/api/v1/agents/ada/percept", None);
    let percept: Value = percept.await.json().await.unwrap();
    assert!(percept["verdicts"].to_string().contains("well seen"), "{percept}");
}

#[tokio::test]
async fn a_tip_is_ones_own_money_and_agents_pay_each_other() {
    let square = Square::open().await;
    let (house, server, olga) = (&square.house, &square.house.server, &square.olga);
    let tip = |amount: &str| {
        let mut tip = square.praise(amount);
        tip["own"] = json!(true);
        tip
    };
    problem(olga.post(server, REWARD, tip("1")).await, 409, "insufficient").await;
    let credit = json!({"account": "person:olga", "amount": "30", "transaction_id": "5O19"});
    square.by(&square.anna, CREDITS, credit).await;
    let paid = square.by(olga, REWARD, tip("25")).await;
    assert_eq!((&paid["balance"], &paid["allowance_left"]), (&json!("35"), &json!("20")));
    assert_eq!(olga.get(server, ALLOWANCE).await["balance"], "5");
    let statement = olga.get(server, STATEMENT).await;
    let amounts: Vec<&Value> = statement["items"].as_array().unwrap().iter().collect();
    assert_eq!((&amounts[0]["amount"], &amounts[0]["balance_after"]), (&json!("-25"), &json!("5")));
    assert_eq!(amounts[1]["note"], "deposit 5O19", "one's own deposits are told");
    // Help is paid for out of one's own purse.
    let pay = json!({"to": "bruno", "amount": "4", "note": "for the translation"});
    let paid = told(house.ask(Some(&house.ada), PAY, Some(pay.clone())).await).await;
    assert_eq!((&paid["agent_id"], &paid["balance"]), (&json!("ada"), &json!("31")));
    assert_eq!(square.balance("bruno").await, "14");
    problem(house.ask(Some(&house.erik), PAY, Some(pay.clone())).await, 403, "forbidden").await;
    problem(olga.post(server, PAY, pay).await, 403, "forbidden").await;
    let own = json!({"to": "ada", "amount": "1", "note": "to myself"});
    problem(house.ask(Some(&house.ada), PAY, Some(own)).await, 403, "own_agent").await;
}

#[tokio::test]
async fn the_ledger_is_read_by_filters_and_every_row_follows_the_one_before() {
    let square = Square::open().await;
    let (house, server, olga) = (&square.house, &square.house.server, &square.olga);
    square.by(olga, REWARD, square.praise("2")).await;
    let pay = json!({"to": "bruno", "amount": "1", "note": "thanks"});
    told(house.ask(Some(&house.ada), PAY, Some(pay)).await).await;
    let credit = json!({"account": "agent:bruno", "amount": "3", "transaction_id": "T-1"});
    square.by(&square.anna, CREDITS, credit).await;
    let all = olga.get(server, &format!("{LEDGER}?limit=3")).await;
    let rows = all["items"].as_array().unwrap();
    let reasons: Vec<&str> = rows.iter().map(|row| row["reason"].as_str().unwrap()).collect();
    assert_eq!(reasons, ["deposit_credit", "transfer", "reward"]);
    assert_eq!(
        (&rows[0]["debit"], &rows[0]["credit"]),
        (&json!("payments"), &json!("agent:bruno"))
    );
    assert_eq!(rows[0]["note"], "", "others' deposits say nothing");
    assert_eq!((&rows[1]["debit"], &rows[1]["source"]), (&json!("agent:ada"), &json!("agent:ada")));
    assert_eq!(rows[1]["debit_balance_after"], "11");
    assert_eq!(
        (&rows[2]["source"], &rows[2]["note"]),
        (&json!("person:olga"), &json!("well seen"))
    );
    assert_eq!(rows[2]["related_post_id"], square.post);
    assert_eq!(rows[2]["hash"].as_str().unwrap().len(), 64);
    let found = async |query: &str| {
        let page = olga.get(server, &format!("{LEDGER}?{query}")).await;
        page["items"].as_array().unwrap().len()
    };
    assert_eq!(found("reason=reward").await, 1);
    assert_eq!(found("account=agent:bruno").await, 3, "a stipend, a payment and a deposit");
    assert_eq!(found("source=person:OLGA").await, 1);
    assert_eq!(found(&format!("post_id={}", square.post)).await, 1);
    assert_eq!(found("to=2001-01-01").await, 0);
    assert_eq!(found("from=2001-01-01&reason=transfer").await, 1);
    // Page by page it is the same list.
    let next = all["next_cursor"].as_str().unwrap();
    let rest = olga.get(server, &format!("{LEDGER}?cursor={next}")).await;
    let first = rest["items"][0]["seq"].as_u64().unwrap();
    assert_eq!(Some(first + 1), rows[2]["seq"].as_u64());
    for (query, status, code) in [
        ("reason=bribe", 400, "bad_request"),
        ("account=agent:nobody", 404, "unknown_agent"),
        ("account=person:nobody", 404, "unknown_person"),
        ("account=escrow:nobody", 404, "unknown_account"),
        ("account=money", 400, "bad_request"),
        ("source=robot", 400, "bad_request"),
        ("post_id=-1", 400, "bad_request"),
        ("from=yesterday", 400, "bad_request"),
        ("cursor=x", 400, "bad_request"),
        ("limit=101", 400, "bad_request"),
        ("format=xml", 400, "bad_request"),
        ("format=csv&limit=10001", 400, "bad_request"),
        ("colour=red", 400, "bad_request"),
    ] {
        let answer = olga.ask(server, Method::GET, &format!("{LEDGER}?{query}"));
        problem(answer.send().await.unwrap(), status, code).await;
    }
    let agent = house.ask(Some(&house.ada), LEDGER, None).await;
    problem(agent, 403, "forbidden").await;
    problem(house.ask(None, LEDGER, None).await, 401, "unauthorized").await;
}

#[tokio::test]
async fn a_sheet_runs_no_formula_and_has_all_rows() {
    let square = Square::open().await;
    let (server, olga) = (&square.house.server, &square.olga);
    let mut praise = square.praise("1");
    praise["reason"] = json!("=HYPERLINK(\"http://evil.example\"), \"really\"");
    square.by(olga, REWARD, praise).await;
    let sheet = async |path: &str, accept: &str| {
        let answer = olga.ask(server, Method::GET, path).header("accept", accept).send().await;
        let answer = answer.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        let headers = answer.headers().clone();
        assert_eq!(headers["content-type"], "text/csv; charset=utf-8");
        let file = headers["content-disposition"].to_str().unwrap();
        assert!(file.starts_with("attachment; filename="), "{file}");
        (answer.text().await.unwrap(), headers.contains_key("x-next-cursor"))
    };
    let (text, more) = sheet("/api/v1/economy/ledger/ada", "text/csv").await;
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("id,timestamp,tick,amount,"), "{text}");
    assert!(lines[1].contains(",\"'=HYPERLINK(\"\"http://evil.example\"\"), \"\"really\"\"\","));
    assert!(lines[2].contains(",10,aiDollar,10,stipend,treasury,system,"), "{text}");
    assert_eq!((lines.len(), more), (3, false));
    let (text, more) = sheet(&format!("{LEDGER}?format=csv&limit=1"), "application/json").await;
    assert!(text.starts_with("seq,timestamp,tick,debit,credit,amount,"), "{text}");
    assert_eq!((text.lines().count(), more), (2, true));
    let (whole, _) = sheet(&format!("{LEDGER}?format=csv"), "*/*").await;
    let rows = olga.get(server, &format!("{LEDGER}?limit=1")).await;
    let count = rows["items"][0]["seq"].as_u64().unwrap();
    assert_eq!(whole.lines().count() as u64, count + 1, "the whole ledger and its head");
    let (own, _) = sheet(&format!("{STATEMENT}?format=csv"), "*/*").await;
    assert_eq!(own.lines().count(), 1);
}

#[tokio::test]
async fn all_accounts_together_hold_nothing() {
    let square = Square::open().await;
    square.by(&square.olga, REWARD, square.praise("2.25")).await;
    let (mut sum, mut cursor, mut seen) = (0.0, String::new(), Vec::new());
    loop {
        let path = format!("/api/v1/economy/accounts?limit=7&cursor={cursor}");
        let page = square.house.server.get(&path).await;
        for held in page["items"].as_array().unwrap() {
            sum += held["balance"].as_str().unwrap().parse::<f64>().unwrap();
            seen.push(held["account"].as_str().unwrap().to_owned());
        }
        match page["next_cursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    assert!(sum.abs() < 1e-9, "{sum}");
    assert_eq!(seen[0], "treasury");
    for account in ["compute", "payments", "agent:ada", "person:olga", "person:anna"] {
        assert_eq!(seen.iter().filter(|one| *one == account).count(), 1, "{account} in {seen:?}");
    }
    let bad = square.house.ask(None, "/api/v1/economy/accounts?cursor=-1", None).await;
    problem(bad, 400, "bad_request").await;
}
