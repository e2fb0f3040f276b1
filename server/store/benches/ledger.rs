//! Durable ledger entries a second: batches of 1,000 entries (500 transfers), one commit a batch,
//! on both databases. A plain program, for the figure is one number and the disk is part of it.
//!
//! `cargo bench -p village-store`; with `BATCHES=N` for a longer run, and with
//! `VILLAGE_BENCH_URL=postgres://…` on an empty database of one's own.

#![expect(clippy::unwrap_used, reason = "a bench that meets an error has failed")]

use std::time::{Duration, Instant};

use village_economy::{AccountId, Intent, Ledger, Micro, Reason, Source};
use village_sim::{Record, Tick};
use village_store::testing::{Cluster, is_skipped};
use village_store::{Commit, Place, Role, Store};

const ENTRIES: usize = 1_000;
const AGENTS: u32 = 1_000;
const WARM_UP: usize = 20;

struct Mint {
    ledger: Ledger,
    tick: u64,
}

impl Mint {
    fn new() -> Self {
        let mut ledger = Ledger::new();
        for agent in 0..AGENTS {
            ledger.open(AccountId::Agent(agent));
        }
        Self { ledger, tick: 0 }
    }

    fn batch(&mut self) -> Commit {
        self.tick += 1;
        let at = 1_795_000_000_000_000 + i64::try_from(self.tick).unwrap() * 50_000;
        let mut record = Record { tick: Tick(self.tick), at, ..Record::default() };
        let mut touched = std::collections::BTreeSet::from([AccountId::Treasury]);
        for number in 0..u32::try_from(ENTRIES / 2).unwrap() {
            let agent = AccountId::Agent((number * 7 + u32::try_from(self.tick).unwrap()) % AGENTS);
            let intent = Intent {
                debit: AccountId::Treasury,
                credit: agent,
                amount: Micro::new(1_500_000),
                reason: Reason::Reward,
                source: Source::Admin("erik".into()),
                note: "a note well written".into(),
                post: Some(u64::from(number)),
                reply: None,
            };
            record.transfers.push(self.ledger.post(&intent, self.tick, at).unwrap());
            touched.insert(agent);
        }
        let held = |account| (account, self.ledger.balance(account).unwrap());
        record.balances = touched.into_iter().map(held).collect();
        Commit { record, keys: Vec::new(), snapshot: None }
    }
}

async fn measure(name: &str, place: &Place, bar: f64, batches: usize) {
    let store = Store::open(place, Role::Serve).await.unwrap();
    let mut mint = Mint::new();
    let mut times = Vec::with_capacity(batches);
    for number in 0..WARM_UP + batches {
        let commit = mint.batch();
        let start = Instant::now();
        store.commit(std::slice::from_ref(&commit)).await.unwrap();
        if number >= WARM_UP {
            times.push(start.elapsed());
        }
    }
    let all: Duration = times.iter().sum();
    times.sort_unstable();
    let percent = |part: usize| times[(times.len() - 1) * part / 100];
    let entries = u32::try_from(batches * ENTRIES).unwrap();
    let rate = f64::from(entries) / all.as_secs_f64();
    println!(
        "{name:<28} {rate:>9.0} entries/s (bar {bar:>7.0})   commit p50 {:?} p99 {:?}",
        percent(50),
        percent(99)
    );
    let start = Instant::now();
    let report = store.audit().await.unwrap();
    assert_eq!(report.flaw, None);
    let read = f64::from(u32::try_from(report.transfers).unwrap());
    println!("{name:<28} {:>9.0} transfers/s audited", read / start.elapsed().as_secs_f64());
    store.close().await;
}

#[tokio::main]
async fn main() {
    let batches = std::env::var("BATCHES").ok().and_then(|text| text.parse().ok()).unwrap_or(400);
    let folder = tempfile::tempdir().unwrap();
    measure("SQLite, WAL, FULL", &Place::in_folder(folder.path()), 50_000.0, batches).await;
    if let Ok(url) = std::env::var("VILLAGE_BENCH_URL") {
        measure("Postgres, as told", &url.parse().unwrap(), 100_000.0, batches).await;
        return;
    }
    if is_skipped() {
        println!("Postgres was skipped");
        return;
    }
    let cluster = Cluster::start_new();
    cluster.create_database("socket").await;
    cluster.create_database("tcp").await;
    let socket = Place::Postgres(cluster.socket_url("socket"));
    measure("Postgres, Unix socket", &socket, 100_000.0, batches).await;
    let tcp = Place::Postgres(cluster.tcp_url("tcp"));
    measure("Postgres, loopback TCP", &tcp, 100_000.0, batches).await;
}
