//! The ledger in memory: movements applied in ticks of 1,000, their chain, both, and the audit.
//! After each tick the sum of all balances is 0. `cargo bench -p village-economy`.

#![expect(clippy::unwrap_used, reason = "a bench whose movement is refused has failed")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use village_economy::{AccountId, Auditor, Intent, Ledger, Micro, Reason, Source, Transfer};

const AGENTS: u32 = 1_000;
/// Movements of a tick.
const TICK: usize = 1_000;

/// A village whose agents all have money.
fn village() -> Ledger {
    let mut ledger = Ledger::new();
    for agent in 0..AGENTS {
        ledger.open(AccountId::Agent(agent));
        let stipend = movement(AccountId::Treasury, AccountId::Agent(agent), 1 << 40);
        ledger.post(&stipend, 0, 0).unwrap();
    }
    ledger
}

fn movement(debit: AccountId, credit: AccountId, micros: i64) -> Intent {
    Intent {
        debit,
        credit,
        amount: Micro::new(micros),
        reason: Reason::Transfer,
        source: Source::Agent(1),
        note: String::new(),
        post: Some(7),
        reply: None,
    }
}

/// Agents pay each other in an order that no cache guesses.
fn tick_of_movements() -> Vec<Intent> {
    let mut state = 7_u32;
    let mut agent = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % AGENTS
    };
    let mut movements = Vec::with_capacity(TICK);
    while movements.len() < TICK {
        let (from, to) = (agent(), agent());
        if from != to {
            movements.push(movement(AccountId::Agent(from), AccountId::Agent(to), 3));
        }
    }
    movements
}

fn log_of_a_tick() -> Vec<Transfer> {
    let mut ledger = Ledger::new();
    for agent in 0..AGENTS {
        ledger.open(AccountId::Agent(agent));
    }
    let stipends = (0..AGENTS).cycle().take(TICK);
    let paid = stipends.map(|agent| movement(AccountId::Treasury, AccountId::Agent(agent), 5));
    paid.map(|stipend| ledger.post(&stipend, 1, 1).unwrap()).collect()
}

fn ledger(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("1,000 transfers");
    group.throughput(Throughput::Elements(TICK as u64));
    let movements = tick_of_movements();

    let mut ledger = village();
    group.bench_function("applied, sum checked, not sealed", |bencher| {
        bencher.iter_custom(|times| {
            let mut spent = Duration::ZERO;
            for _ in 0..times {
                let movements = movements.clone();
                let began = Instant::now();
                let mut batch = ledger.batch();
                for movement in movements {
                    batch.post(movement).unwrap();
                }
                assert_eq!(batch.ledger().total(), 0);
                spent += began.elapsed();
                // Dropping it takes the movements back; that is not part of the figure.
                assert_eq!(black_box(&batch).len(), TICK);
            }
            spent
        });
    });

    let mut ledger = village();
    group.bench_function("applied, sum checked, sealed", |bencher| {
        bencher.iter_batched(
            || movements.clone(),
            |movements| {
                let mut batch = ledger.batch();
                for movement in movements {
                    batch.post(movement).unwrap();
                }
                assert_eq!(batch.ledger().total(), 0);
                batch.seal(1, 1)
            },
            BatchSize::SmallInput,
        );
    });

    let mut ledger = village();
    group.bench_function("posted one by one", |bencher| {
        bencher.iter(|| {
            for movement in &movements {
                black_box(ledger.post(movement, 1, 1).unwrap());
            }
        });
    });

    let log = log_of_a_tick();
    group.bench_function("audited", |bencher| {
        bencher.iter(|| {
            let mut auditor = Auditor::new();
            for row in &log {
                auditor.feed(row).unwrap();
            }
            auditor.entries_read()
        });
    });
    group.finish();
}

criterion_group!(benches, ledger);
criterion_main!(benches);
