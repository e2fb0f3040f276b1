//! The tick: how much of a core a crowd takes, how long a tick is with its records on disk, and how
//! fast time can be made to pass.

use std::time::{Duration, Instant};

use anyhow::Result;
use village_store::{Commit, Place, Role, Store};

use crate::figure::{Bar, Figure, percentile};
use crate::spent;
use crate::town::{HZ, village};

/// Ticks until the morning is in full swing: everybody is up and about.
const WARM_UP: u64 = 60 * HZ as u64;

const CROWD: usize = 10_000;

/// 10,000 villagers at 20 Hz: share of a core, on processor time of the tick's thread.
pub fn crowd(seconds: u32) -> Result<Vec<Figure>> {
    let mut village = village(CROWD)?;
    let mut stamp = 0;
    for _ in 0..WARM_UP {
        stamp += 50_000;
        village.tick([], stamp);
    }
    let ticks = u64::from(seconds * HZ);
    let (mut touched, before) = (0, spent::by_this_thread()?);
    for _ in 0..ticks {
        stamp += 50_000;
        touched += village.tick([], stamp).view.news.agents.len();
    }
    let spent = spent::by_this_thread()? - before;
    #[expect(clippy::cast_precision_loss, reason = "figures for people")]
    let (a_tick, changed) = (spent / ticks as f64, touched as f64 / ticks as f64);
    let share = a_tick * f64::from(HZ) * 100.0;
    let note = format!("{:.0} us a tick, {changed:.0} villagers change in one", a_tick * 1e6);
    Ok(vec![
        Figure::new("crowd", "10,000 villagers at 20 Hz", share, "% of a core", Bar::AtMost(20.0))
            .note(note),
    ])
}

/// 1,000 villagers, every record committed to `SQLite` (WAL, FULL) beside the tick, in real time.
pub fn durable(seconds: u32) -> Result<Vec<Figure>> {
    let folder = tempfile::tempdir()?;
    let place = Place::Sqlite(folder.path().join("village.db"));
    let (sender, receiver) = std::sync::mpsc::sync_channel::<Commit>(256);
    let keeper = std::thread::spawn(move || keep(&place, &receiver));
    let mut village = village(1_000)?;
    let mut stamp = 0;
    for _ in 0..WARM_UP {
        stamp += 50_000;
        village.tick([], stamp);
    }
    let mut times = Vec::new();
    let mut due = Instant::now();
    for number in 0..u64::from(seconds * HZ) {
        due += Duration::from_secs(1) / HZ;
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        stamp += 50_000;
        let began = Instant::now();
        let ticked = village.tick([], stamp);
        if let Some(record) = ticked.record {
            sender.send(Commit { record, keys: Vec::new(), snapshot: None })?;
        }
        if number % 600 == 599 {
            // The server takes a snapshot as often; it counts.
            std::hint::black_box(village.snapshot().to_bytes());
        }
        times.push(began.elapsed().as_secs_f64() * 1e3);
    }
    drop(sender);
    let committed = keeper.join().expect("the keeper does not panic")?;
    let p99 = percentile(&mut times, 99.0);
    let note = format!(
        "p50 {:.3} ms, max {:.3} ms, {committed} records committed",
        percentile(&mut times, 50.0),
        percentile(&mut times, 100.0)
    );
    let name = "1,000 villagers, tick p99, records on disk";
    Ok(vec![Figure::new("durable", name, p99, "ms", Bar::AtMost(1.0)).note(note)])
}

fn keep(place: &Place, records: &std::sync::mpsc::Receiver<Commit>) -> Result<usize> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let store = Store::open(place, Role::Serve).await?;
        let mut count = 0;
        while let Ok(commit) = records.recv() {
            store.commit(std::slice::from_ref(&commit)).await?;
            count += 1;
        }
        store.close().await;
        Ok(count)
    })
}

/// A village day of 100 villagers as fast as it goes.
pub fn forward(_seconds: u32) -> Result<Vec<Figure>> {
    let mut village = village(100)?;
    let ticks = village.view().clock.day_ticks();
    let began = spent::by_this_thread()?;
    for number in 0..ticks {
        village.tick([], i64::try_from(number).unwrap_or(0) * 50_000);
    }
    let spent = spent::by_this_thread()? - began;
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    let ratio = ticks as f64 / f64::from(HZ) / spent;
    let note = format!("a village day in {spent:.2} s, state hash {}", village.hash());
    let name = "100 villagers, fast-forward";
    Ok(vec![Figure::new("forward", name, ratio, "x real time", Bar::AtLeast(2_000.0)).note(note)])
}
