//! Transfers a second, in memory and made durable, beside what `TigerBeetle` was recorded to do on
//! two such cores. Agents pay each other at random; a batch is applied to the ledger, hashed,
//! committed with its balances, its journal row and the check of the chain, and only then is the
//! next one begun. A plain program, for each figure is one number and the disk is part of it.
//!
//! `cargo bench -p village-store`; with `TRANSFERS=N` for a longer run, and with
//! `VILLAGE_BENCH_URL=postgres://…` on an empty database of one's own. What is not measured: the
//! way to the village over HTTP, which `TigerBeetle`'s figure has as its own protocol.

#![expect(clippy::unwrap_used, reason = "a bench that meets an error has failed")]

use std::time::{Duration, Instant};

use village_economy::{AccountId, Intent, Ledger, Micro, Reason, Source, Transfer};
use village_sim::{Record, Tick};
use village_store::testing::{Cluster, is_skipped};
use village_store::{Commit, Place, Role, Store};

/// As many as `TigerBeetle`'s own benchmark has.
const AGENTS: u32 = 10_000;
const WARM_UP: usize = 20;
/// Transfers that are measured of each size of batch, unless told otherwise.
const TRANSFERS: usize = 200_000;
/// In memory: movements a batch, and batches.
const IN_MEMORY: (usize, usize) = (1_000, 2_000);

/// A size of batch, and what `TigerBeetle` was recorded to do with it: transfers a second.
struct Race {
    batch: usize,
    recorded: (u32, u32),
}

const RACES: [Race; 2] = [
    Race { batch: 100, recorded: (18_000, 22_000) },
    Race { batch: 1_000, recorded: (120_000, 128_000) },
];

/// The ledger and who pays whom, in an order that no cache guesses.
struct Mint {
    ledger: Ledger,
    tick: u64,
    state: u32,
}

impl Mint {
    fn new() -> Self {
        Self { ledger: Ledger::new(), tick: 0, state: 7 }
    }

    fn agent(&mut self) -> u32 {
        self.state = self.state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.state >> 8) % AGENTS
    }

    fn payment(&mut self) -> Intent {
        let (from, to) = loop {
            let (from, to) = (self.agent(), self.agent());
            if from != to {
                break (from, to);
            }
        };
        let note = "a note well written".into();
        let post = Some(u64::from(from));
        Intent { note, post, ..movement(AccountId::Agent(from), AccountId::Agent(to), 3) }
    }

    /// The first record: everybody gets enough to pay from.
    fn stipends(&mut self) -> Commit {
        let mut transfers = Vec::new();
        for agent in 0..AGENTS {
            let agent = AccountId::Agent(agent);
            self.ledger.open(agent);
            let stipend = movement(AccountId::Treasury, agent, 1 << 40);
            transfers.push(self.ledger.post(&stipend, 1, 1).unwrap());
        }
        self.record(transfers)
    }

    fn payments(&mut self, count: usize) -> Vec<Intent> {
        (0..count).map(|_| self.payment()).collect()
    }

    /// The payments applied, checked and hashed, as the record that is committed.
    fn settle(&mut self, payments: Vec<Intent>) -> Commit {
        let tick = self.tick + 1;
        let mut batch = self.ledger.batch();
        for payment in payments {
            batch.post(payment).unwrap();
        }
        assert_eq!(batch.ledger().total(), 0);
        let transfers = batch.seal(tick, stamp(tick));
        self.record(transfers)
    }

    fn record(&mut self, transfers: Vec<Transfer>) -> Commit {
        self.tick += 1;
        let touched = transfers.iter().flat_map(|transfer| [transfer.debit, transfer.credit]);
        let touched: std::collections::BTreeSet<_> = touched.collect();
        let held = |account| (account, self.ledger.balance(account).unwrap());
        let balances = touched.into_iter().map(held).collect();
        let (tick, at) = (Tick(self.tick), stamp(self.tick));
        let record = Record { tick, at, transfers, balances, ..Record::default() };
        Commit { record, keys: Vec::new(), snapshot: None }
    }
}

fn stamp(tick: u64) -> i64 {
    1_795_000_000_000_000 + i64::try_from(tick).unwrap() * 50_000
}

fn movement(debit: AccountId, credit: AccountId, micros: i64) -> Intent {
    Intent {
        debit,
        credit,
        amount: Micro::new(micros),
        reason: Reason::Transfer,
        source: Source::Agent(1),
        note: String::new(),
        post: None,
        reply: None,
    }
}

fn row(what: &str, rate: f64, bar: f64, note: &str) {
    let met = if rate >= bar { "met" } else { "MISSED" };
    println!("{what:<42} {rate:>10.0} transfers/s   bar {bar:>9.0} {met:<6} {note}");
}

/// Applied and summed on one core; nothing is hashed or kept.
fn in_memory() {
    let mut mint = Mint::new();
    mint.stipends();
    let (size, batches) = IN_MEMORY;
    let mut spent = Duration::ZERO;
    for _ in 0..batches {
        let payments = mint.payments(size);
        let began = Instant::now();
        let mut batch = mint.ledger.batch();
        for payment in payments {
            batch.post(payment).unwrap();
        }
        assert_eq!(batch.ledger().total(), 0);
        spent += began.elapsed();
    }
    let rate = f64::from(u32::try_from(size * batches).unwrap()) / spent.as_secs_f64();
    row("in memory, applied and summed, one core", rate, 5_000_000.0, "");
}

async fn measure(name: &str, place: &Place, race: &Race, transfers: usize) {
    let store = Store::open(place, Role::Serve).await.unwrap();
    let mut mint = Mint::new();
    store.commit(&[mint.stipends()]).await.unwrap();
    let batches = (transfers / race.batch).max(10);
    let mut times = Vec::with_capacity(batches);
    for number in 0..WARM_UP + batches {
        let payments = mint.payments(race.batch);
        let start = Instant::now();
        let commit = mint.settle(payments);
        store.commit(std::slice::from_ref(&commit)).await.unwrap();
        if number >= WARM_UP {
            times.push(start.elapsed());
        }
    }
    let all: Duration = times.iter().sum();
    times.sort_unstable();
    let percent = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1e3;
    let transfers = u32::try_from(batches * race.batch).unwrap();
    let speed = f64::from(transfers) / all.as_secs_f64();
    let (least, most) = race.recorded;
    let note = format!(
        "{:.2} of TigerBeetle's {}k to {}k; a batch p50 {:.1} ms, p99 {:.1} ms",
        speed / f64::from(most),
        least / 1_000,
        most / 1_000,
        percent(50),
        percent(99)
    );
    let bar = f64::from(most) / 2.0;
    row(&format!("{name}, batches of {}", race.batch), speed, bar, &note);
    let start = Instant::now();
    let report = store.audit().await.unwrap();
    assert_eq!(report.flaw, None);
    let read = f64::from(u32::try_from(report.transfers).unwrap());
    let audited = read / start.elapsed().as_secs_f64();
    println!("{:<42} {audited:>10.0} transfers/s", format!("{name}, audited"));
    store.close().await;
}

#[tokio::main]
async fn main() {
    let told = std::env::var("TRANSFERS").ok().and_then(|text| text.parse().ok());
    let transfers = told.unwrap_or(TRANSFERS);
    in_memory();
    if let Ok(url) = std::env::var("VILLAGE_BENCH_URL") {
        measure("Postgres, as told", &url.parse().unwrap(), &RACES[1], transfers).await;
        return;
    }
    for race in &RACES {
        let folder = tempfile::tempdir().unwrap();
        measure("SQLite, WAL, FULL", &Place::in_folder(folder.path()), race, transfers).await;
    }
    if is_skipped() {
        println!("Postgres was skipped");
        return;
    }
    let cluster = Cluster::start_new();
    for (number, race) in RACES.iter().enumerate() {
        let (socket, tcp) = (format!("socket_{number}"), format!("tcp_{number}"));
        cluster.create_database(&socket).await;
        cluster.create_database(&tcp).await;
        let socket = Place::Postgres(cluster.socket_url(&socket));
        measure("Postgres, Unix socket", &socket, race, transfers).await;
        let tcp = Place::Postgres(cluster.tcp_url(&tcp));
        measure("Postgres, loopback TCP", &tcp, race, transfers).await;
    }
}
