//! The bank: 64 agents pay each other over HTTP, 16 requests in flight each, while readers look at
//! every account all the while. Each look sums to exactly 0, nobody is ever below 0, and at the end
//! every acknowledged payment is in the ledger once and each balance is what the payer's own books
//! say.
//!
//! `VILLAGE_BANK_TRANSFERS` sets how many payments have to be acknowledged; a million take longer
//! than the test runner lets a test run: `cargo test -p village-server --test it bank`.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use futures_util::future::{join, join_all};
use reqwest::{Client, Response, StatusCode};
use serde_json::{Value, json};
use village_economy::Micro;

use crate::house::House;
use crate::kit::{PATIENCE, run_well};

const TRANSFERS: usize = 10_000;
const CLIENTS: usize = 64;
const IN_FLIGHT: usize = 16;
const READERS: usize = 4;
/// Looks at all accounts that must have happened meanwhile.
const READS_LEAST: usize = 50;
/// What one payment moves at most, in micro-aiDollars: agents do run out of money.
const MICROS_MAX: u64 = 4_000_000;
/// Requests with an `Idempotency-Key` at most: the village keeps a million a day.
const KEYED_MAX: usize = 500_000;
/// One payment in so many is sent again under its key after it was acknowledged.
const AGAIN_ONE_IN: usize = 16;

/// A payment that the village acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Payment {
    from: usize,
    to: usize,
    micros: i64,
}

struct Bank {
    house: House,
    ids: Vec<String>,
    tokens: Vec<String>,
    /// Each client has an address of its own: one address may not have a thousand connections.
    clients: Vec<Client>,
    wanted: usize,
    sent: Cell<usize>,
    /// Acknowledged payments by their place in the ledger.
    acked: RefCell<BTreeMap<u64, Payment>>,
    /// Refused because the payer had too little.
    refused: Cell<usize>,
    reads: Cell<usize>,
}

impl Bank {
    async fn open(wanted: usize) -> Self {
        let house = House::open_generously(&["--agents", &CLIENTS.to_string()]);
        let listed = house.server.get("/api/v1/agents?limit=100").await;
        let ids = listed["items"].as_array().unwrap().iter();
        let ids: Vec<_> = ids.map(|agent| agent["agent_id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(ids.len(), CLIENTS);
        let token = |id: &String| {
            let made = run_well(house.data.path(), &["token", "create", "--agent", id]);
            made.trim().to_owned()
        };
        let tokens = ids.iter().map(token).collect();
        let client = |number: usize| {
            let address = [127, 0, 1, u8::try_from(number + 1).unwrap()];
            crate::kit::client().local_address(std::net::IpAddr::from(address)).build().unwrap()
        };
        let clients = (0..CLIENTS).map(client).collect();
        Self {
            house,
            ids,
            tokens,
            clients,
            wanted,
            sent: Cell::default(),
            acked: RefCell::default(),
            refused: Cell::default(),
            reads: Cell::default(),
        }
    }

    fn is_done(&self) -> bool {
        self.acked.borrow().len() >= self.wanted
    }

    /// Pays until enough was acknowledged.
    async fn pay_on(&self, from: usize) {
        while !self.is_done() {
            let number = self.sent.replace(self.sent.get() + 1);
            let chance = mixed(number as u64);
            let to = (from + 1 + usize::try_from(chance % 63).unwrap()) % CLIENTS;
            let micros = i64::try_from((chance >> 32) % MICROS_MAX + 1).unwrap();
            self.pay(number, Payment { from, to, micros }).await;
        }
    }

    async fn pay(&self, number: usize, payment: Payment) {
        let is_keyed = number.is_multiple_of(self.wanted.div_ceil(KEYED_MAX));
        let answer = self.send(number, payment, is_keyed).await;
        let status = answer.status();
        let bytes = answer.bytes().await.unwrap();
        let told: Value = serde_json::from_slice(&bytes).unwrap();
        if status == StatusCode::CONFLICT {
            assert_eq!(told["code"], "insufficient", "{told}");
            self.refused.set(self.refused.get() + 1);
            return;
        }
        assert_eq!(status, StatusCode::CREATED, "{told}");
        let seq = told["transfer"].as_u64().unwrap();
        let twin = self.acked.borrow_mut().insert(seq, payment);
        assert_eq!(twin, None, "transfer {seq} was told to two");
        if is_keyed && number.is_multiple_of(AGAIN_ONE_IN) {
            let again = self.send(number, payment, true).await;
            assert_eq!(again.bytes().await.unwrap(), bytes, "a key gives the first answer");
        }
    }

    /// Sends a payment; one with a key as often as it takes to learn what became of it.
    async fn send(&self, number: usize, payment: Payment, is_keyed: bool) -> Response {
        let Payment { from, to, micros } = payment;
        let amount = Micro::new(micros).to_string();
        let body =
            json!({ "to": self.ids[to], "amount": amount, "note": format!("bank {number}") });
        loop {
            let url = format!("{}/api/v1/economy/pay", self.house.server.base);
            let mut request = self.clients[from].post(url).timeout(PATIENCE).json(&body);
            if is_keyed {
                request = request.header("idempotency-key", format!("bank-{number}"));
            }
            let answer = request.bearer_auth(&self.tokens[from]).send().await.unwrap();
            if !is_keyed || answer.status() != StatusCode::SERVICE_UNAVAILABLE {
                return answer;
            }
        }
    }

    /// Looks at all accounts again and again.
    async fn read_on(&self) {
        while !self.is_done() {
            self.look().await;
            self.reads.set(self.reads.get() + 1);
        }
    }

    /// All accounts as of one moment, in micro-aiDollars.
    async fn look(&self) -> BTreeMap<String, i64> {
        let shown = self.house.server.get("/api/v1/economy/accounts?limit=100").await;
        assert_eq!(shown["next_cursor"], Value::Null, "one page shows one moment");
        let accounts = shown["items"].as_array().unwrap().iter().map(|row| {
            let held = row["balance"].as_str().unwrap().parse::<Micro>().unwrap().get();
            (row["account"].as_str().unwrap().to_owned(), held)
        });
        let accounts: BTreeMap<_, _> = accounts.collect();
        let sum: i128 = accounts.values().copied().map(i128::from).sum();
        assert_eq!(sum, 0, "{accounts:?}");
        let agents = accounts.iter().filter(|(name, _)| name.starts_with("agent:"));
        let poorest = agents.min_by_key(|(_, held)| **held).unwrap();
        assert!(*poorest.1 >= 0, "{poorest:?}");
        accounts
    }

    /// The whole ledger: for each place who paid whom how much why.
    async fn ledger(&self) -> BTreeMap<u64, (String, String, i64, String)> {
        let mut all = BTreeMap::new();
        let mut cursor = String::new();
        loop {
            let path = format!("/api/v1/economy/ledger?limit=100{cursor}");
            let page = self.house.ask(Some(&self.house.erik), &path, None).await;
            assert_eq!(page.status(), StatusCode::OK);
            let page: Value = page.json().await.unwrap();
            for row in page["items"].as_array().unwrap() {
                let word = |name: &str| row[name].as_str().unwrap().to_owned();
                let micros = word("amount").parse::<Micro>().unwrap().get();
                let moved = (word("debit"), word("credit"), micros, word("reason"));
                let twin = all.insert(row["seq"].as_u64().unwrap(), moved);
                assert_eq!(twin, None, "{row} is shown twice");
            }
            let Some(next) = page["next_cursor"].as_str() else { return all };
            cursor = format!("&cursor={next}");
        }
    }

    /// Every acknowledged payment is in the ledger, no other is, and each agent holds what the
    /// books of the payers leave it.
    async fn prove(self) {
        let acked = self.acked.take();
        let account = |number: usize| format!("agent:{}", self.ids[number]);
        let mut books: BTreeMap<String, i64> = BTreeMap::new();
        let mut ledger = self.ledger().await;
        for (seq, Payment { from, to, micros }) in &acked {
            let found = ledger.remove(seq);
            let meant = (account(*from), account(*to), *micros, "transfer".to_owned());
            assert_eq!(found, Some(meant), "transfer {seq}");
            *books.entry(account(*from)).or_default() -= micros;
            *books.entry(account(*to)).or_default() += micros;
        }
        for (seq, (debit, credit, micros, reason)) in ledger {
            assert_ne!(reason, "transfer", "nobody was told of {seq}, {debit} to {credit}");
            *books.entry(debit).or_default() -= micros;
            *books.entry(credit).or_default() += micros;
        }
        let mut held = self.look().await;
        held.retain(|_, held| *held != 0);
        books.retain(|_, held| *held != 0);
        assert_eq!(held, books);
        let House { server, data, .. } = self.house;
        assert!(server.terminate().0.success());
        let said = run_well(data.path(), &["audit"]);
        assert!(said.contains("are whole") && said.contains("checkpoints hold"), "{said}");
    }
}

/// Chance that repeats: a number well mixed.
fn mixed(number: u64) -> u64 {
    let mixed = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ (mixed >> 31)
}

#[tokio::test]
async fn agents_pay_each_other_at_once_and_every_look_sums_to_nothing() {
    let wanted = std::env::var("VILLAGE_BANK_TRANSFERS").ok();
    let wanted = wanted.map_or(TRANSFERS, |text| text.parse().unwrap());
    let bank = Bank::open(wanted).await;
    let payers = (0..CLIENTS * IN_FLIGHT).map(|number| bank.pay_on(number % CLIENTS));
    let readers = (0..READERS).map(|_| bank.read_on());
    join(join_all(payers), join_all(readers)).await;
    assert!(bank.refused.get() > 0, "nobody ran out of money");
    assert!(bank.reads.get() >= READS_LEAST, "only {} looks at the accounts", bank.reads.get());
    bank.prove().await;
}
