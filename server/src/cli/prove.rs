//! `replay`: the proof that the journal tells the whole life.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::time::Instant;

use village_sim::{Foundation, RULES, Snapshot, Tick, Village};
use village_store::{JournalRow, PAGE_MAX, Store, StoreError, journal_from_jsonl};

use super::block_on;
use super::place::PlaceArgs;
use crate::charter::Charter;
use crate::failure::{FAILED, Failure};
use crate::foundation::Assets;
use crate::replay::Replay;

/// Ticks between two lines of progress.
const PROGRESS_TICKS: u64 = 100_000;

/// Works while the village runs: it replays what is kept by then.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
                        village-server replay\n  \
                        village-server replay --from 72000\n  \
                        village-server replay --journal export.jsonl")]
pub struct Args {
    /// Begin with the newest snapshot at or before this tick instead of the founding (of an
    /// export, which has no snapshots: begin with the founding and compare from this tick on)
    #[arg(long, value_name = "TICK")]
    from: Option<u64>,
    /// Read the journal of an export instead of the database's
    #[arg(long, value_name = "FILE.jsonl")]
    journal: Option<PathBuf>,
    #[command(flatten)]
    place: PlaceArgs,
}

pub fn run(args: &Args) -> Result<(), Failure> {
    let config = args.place.config()?;
    let assets = Assets::read(&config.assets)?;
    let proof = match &args.journal {
        Some(path) => of_file(path, &assets, args.from.map(Tick))?,
        None => block_on(async {
            let store = super::place::open(&config.place).await?;
            let proof = of_store(&store, &assets, args.from.map(Tick)).await?;
            store.close().await;
            Ok(proof)
        })?,
    };
    proof.tell();
    Ok(())
}

/// A replay under way.
struct Proof {
    replay: Replay,
    start: Tick,
    compare_from: Tick,
    rows: u64,
    began: Instant,
    told: u64,
}

impl Proof {
    fn new(village: Village, compare_from: Tick) -> Self {
        let start = village.now();
        let replay = Replay::new(village);
        Self { replay, start, compare_from, rows: 0, began: Instant::now(), told: 0 }
    }

    fn live(&mut self, row: &JournalRow) -> Result<(), Failure> {
        self.replay.compare(row.tick >= self.compare_from);
        if let Err(differs) = self.replay.live(row) {
            let why = if row.rules == RULES {
                "the data, the assets or the program differ from those that lived it".to_owned()
            } else {
                format!("it was lived by rules {}, this program plays by {RULES}", row.rules)
            };
            return Err(Failure::new(FAILED, format!("replay: {differs}; {why}")));
        }
        self.rows += 1;
        let lived = row.tick.since(self.start);
        if lived / PROGRESS_TICKS > self.told {
            self.told = lived / PROGRESS_TICKS;
            eprintln!("tick {}, {} hashes equal", row.tick, self.replay.hashes());
        }
        Ok(())
    }

    fn tell(&self) {
        let village = &self.replay.village;
        println!(
            "replay: ticks {} to {} lived again in {:.1} s, {} rows, {} state hashes equal, the \
             last {}",
            self.start.after(1),
            village.now(),
            self.began.elapsed().as_secs_f64(),
            self.rows,
            self.replay.hashes(),
            village.hash()
        );
        let unproved = self.replay.unproved();
        if unproved > 0 {
            println!(
                "{unproved} ticks could not be compared: their hashes were dropped in an outage"
            );
        }
    }
}

fn foundation(first: &JournalRow, assets: &Assets) -> Result<Foundation, Failure> {
    let charter = Charter::of(first)?;
    charter.check_map(&assets.town.digest)?;
    let map = assets.ground(charter.founders)?;
    Ok(assets.foundation(&charter, map))
}

async fn of_store(store: &Store, assets: &Assets, from: Option<Tick>) -> Result<Proof, Failure> {
    let failed = |error: StoreError| Failure::of_store(store.place(), &error);
    let first = store.journal_from(Tick(0), 1).await.map_err(failed)?;
    let Some(first) = first.first() else {
        return Err(Failure::hopeless(format!("{}: no village was founded here", store.place())));
    };
    let foundation = foundation(first, assets)?;
    let start = match from {
        Some(from) => snapshot(store, assets, &foundation, from).await?,
        None => None,
    };
    let village = match start {
        Some(village) => village,
        None => assets.village(&foundation).map_err(Failure::hopeless)?,
    };
    let mut proof = Proof::new(village, Tick(0));
    loop {
        let next = proof.replay.village.now().after(1);
        let rows = store.journal_from(next, PAGE_MAX).await.map_err(failed)?;
        if rows.is_empty() {
            return Ok(proof);
        }
        for row in &rows {
            proof.live(row)?;
        }
    }
}

/// The village at the newest snapshot at or before a tick, if there is one.
async fn snapshot(
    store: &Store,
    assets: &Assets,
    foundation: &Foundation,
    from: Tick,
) -> Result<Option<Village>, Failure> {
    let failed = |error: StoreError| Failure::of_store(store.place(), &error);
    let loaded = store.load_before(from.after(1)).await.map_err(failed)?;
    let Some(row) = loaded.snapshot else {
        eprintln!("no snapshot at or before tick {from} is kept: from the founding");
        return Ok(None);
    };
    let village = Snapshot::from_bytes(&row.bytes).and_then(|snapshot| {
        Village::restore(foundation, snapshot, loaded.kept, |app| {
            app.add_plugins(assets.instinct());
        })
    });
    let village = village.map_err(|error| {
        Failure::new(FAILED, format!("replay: the snapshot of tick {}: {error}", row.tick))
    })?;
    Ok(Some(village))
}

fn of_file(path: &Path, assets: &Assets, from: Option<Tick>) -> Result<Proof, Failure> {
    let shown = path.display();
    let file = File::open(path);
    let file = file.map_err(|error| Failure::hopeless(format!("{shown}: {error}")))?;
    let mut rows = journal_from_jsonl(BufReader::new(file));
    let failed = |error: StoreError| Failure::hopeless(format!("{shown}: {error}"));
    let Some(first) = rows.next() else {
        return Err(Failure::hopeless(format!("{shown}: there is no journal in it")));
    };
    let first = first.map_err(failed)?;
    let foundation = foundation(&first, assets)?;
    let village = assets.village(&foundation).map_err(Failure::hopeless)?;
    let mut proof = Proof::new(village, from.unwrap_or_default());
    proof.live(&first)?;
    for row in rows {
        proof.live(&row.map_err(failed)?)?;
    }
    Ok(proof)
}
