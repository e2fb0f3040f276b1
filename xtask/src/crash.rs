//! `cargo village crash`: kills the village with SIGKILL at random instants while clients write to
//! it, and proves that nothing that it acknowledged is lost and nothing is done twice. The proof
//! looks at the village from outside only: HTTP, an acknowledgement log of our own, the audit. A
//! run in which the kills did not really happen, or hit nobody, fails.

mod acks;
mod amount;
mod assets;
mod chance;
mod client;
#[cfg(unix)]
mod cluster;
mod load;
mod traces;
mod verdict;
mod village;
mod write;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, bail, ensure};
use clap::Args as Clap;

use crate::workspace::{Profile, Workspace};
use acks::AckLog;
use chance::Chance;
use load::{Load, Worker};
use village::Village;

/// Kill the village at random instants and prove that nothing is lost
///
/// Starts the server on a database in a temporary folder, lets clients post, reward, pay, buy and
/// work for escrowed money through the API with an Idempotency-Key each, kills it with SIGKILL at
/// random instants (while it works and while it starts), starts it again and goes on. At the end
/// every acknowledged write has to be there exactly once, a resent key has to get the first reply
/// byte for byte, all accounts have to sum to 0, and `village-server audit` has to pass, signed
/// checkpoints included.
#[derive(Clap)]
pub struct Args {
    /// How many times to kill it
    #[arg(long, value_name = "N", default_value_t = RUNS,
          value_parser = clap::value_parser!(u32).range(1..=10_000))]
    runs: u32,
    /// How many clients write at the same time
    #[arg(long, value_name = "N", default_value_t = CLIENTS,
          value_parser = clap::value_parser!(u32).range(2..=12))]
    clients: u32,
    /// Use a Postgres cluster of its own instead of the embedded database
    #[arg(long)]
    postgres: bool,
    /// The seed of the instants [default: from the clock, and shown]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Build quickly instead of for speed
    #[arg(long)]
    dev: bool,
    /// Torment this program instead of building the server
    #[arg(long, value_name = "PROGRAM", conflicts_with = "dev")]
    server: Option<PathBuf>,
    /// Keep the temporary folder (it is always kept after a failure)
    #[arg(long)]
    keep: bool,
}

/// Kills and clients of the run that belongs to the project's tests.
const RUNS: u32 = 50;
const CLIENTS: u32 = 6;
/// A working village is killed at a uniform instant of this span.
const WORKING_MAX: Duration = Duration::from_millis(700);
/// One kill in this many hits the village while it starts.
const STARTING_ONE_IN: u64 = 5;

/// What happened to the village.
#[derive(Default)]
struct Torment {
    /// Processes that were alive and that SIGKILL ended.
    kills: u32,
    /// Of these, how many were not ready yet.
    kills_starting: u32,
    /// Of these, how many had at least one write in flight.
    kills_in_flight: u32,
    /// From the start of the process to `/readyz` answering 200, for every start after a kill.
    ready_again: Vec<Duration>,
}

/// What one run torments, and where.
struct Scene<'a> {
    /// The clone.
    root: &'a Path,
    binary: &'a Path,
    folder: &'a Path,
    seed: u64,
}

/// The command.
pub fn run(workspace: &Workspace, args: Args) -> Result<ExitCode> {
    let built = match &args.server {
        Some(server) => server.clone(),
        None => workspace.build_server(Profile::from_dev(args.dev), false)?,
    };
    prove(workspace, &built, &args)?;
    Ok(ExitCode::SUCCESS)
}

/// The run that belongs to the project's tests, on a program that was built for them.
pub fn quick(workspace: &Workspace, built: &Path, postgres: bool) -> Result<()> {
    let (runs, clients) = (RUNS, CLIENTS);
    let args = Args { runs, clients, postgres, seed: None, dev: true, server: None, keep: false };
    prove(workspace, built, &args)
}

fn prove(workspace: &Workspace, built: &Path, args: &Args) -> Result<()> {
    let clock = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let seed = args.seed.unwrap_or(u64::try_from(clock.as_millis()).unwrap_or_default());
    let folder = Folder::new(seed)?;
    // A copy, so that a build that ends meanwhile does not change what is under test.
    let binary = folder.path.join("village-server");
    fs::copy(built, &binary).with_context(|| format!("copying {}", built.display()))?;
    eprintln!("{} kills with seed {seed} in {}", args.runs, folder.path.display());
    let scene = Scene { root: workspace.root(), binary: &binary, folder: &folder.path, seed };
    match torment(&scene, args) {
        Ok(()) if args.keep => eprintln!("kept: {}", folder.path.display()),
        Ok(()) => folder.remove(),
        Err(error) => {
            return Err(error.context(format!("seed {seed}, kept in {}", folder.path.display())));
        }
    }
    Ok(())
}

fn torment(scene: &Scene<'_>, args: &Args) -> Result<()> {
    let began = Instant::now();
    let mut village = Village::new(scene.root, scene.binary, scene.folder);
    village.use_assets(&assets::tuned(&scene.root.join("assets"), scene.folder)?);
    #[cfg(unix)]
    let cluster = args.postgres.then(|| cluster::Cluster::start(scene.folder)).transpose()?;
    #[cfg(unix)]
    if let Some(cluster) = &cluster {
        village.use_database(&cluster.url());
    }
    #[cfg(not(unix))]
    ensure!(!args.postgres, "a Postgres cluster of one's own needs Unix");
    village.start()?;
    let ready = village.wait_until_ready()?;
    eprintln!("first start: ready after {} ms", ready.as_millis());
    let admin = village.admin_token()?;
    let agents = village.agents(&admin, args.clients)?;
    let log_path = scene.folder.join("acks.tsv");
    let load = Load::new(AckLog::create(&log_path)?, admin.clone());
    let mut torment = Torment::default();
    let unfinished = std::thread::scope(|scope| {
        let workers = (0..agents.len()).map(|index| {
            let mut worker = Worker::new(index, &agents, &load);
            scope.spawn(move || worker.run())
        });
        let workers: Vec<_> = workers.collect();
        let chance = Chance::new(scene.seed);
        let tormented =
            kill_again_and_again(&mut village, &load, args.runs, chance, ready, &mut torment);
        load.stop();
        let ended = workers.into_iter().map(|worker| worker.join().expect("a worker panicked"));
        let ended: Result<Vec<_>> = ended.collect();
        tormented.and(ended)
    })?;
    let acked = acks::read(&log_path)?;
    let unfinished: Vec<_> = unfinished.into_iter().flatten().collect();
    let counts = verdict::compare(&village.client(&admin)?, &agents, &acked, &unfinished)?;
    village.stop()?;
    let audit = village.audit()?;
    report(&torment, &counts, load.resent(), &audit, began.elapsed());
    convincing(&torment, &counts, args.runs)
}

/// Kills so many times; leaves the village ready.
fn kill_again_and_again(
    village: &mut Village,
    load: &Load,
    runs: u32,
    mut chance: Chance,
    first_ready: Duration,
    torment: &mut Torment,
) -> Result<()> {
    let mut usual_ready = first_ready;
    load.open(village.address()?);
    for run in 1..=runs {
        // The village is ready here: it was started, or started again, below.
        chance.sleep(WORKING_MAX, &load.troubled())?;
        torment.kill(village, load, true)?;
        village.start()?;
        let also_starting = chance.below(STARTING_ONE_IN) == 0 && torment.kills < runs;
        if also_starting {
            chance.sleep(usual_ready, &load.troubled())?;
            torment.kill(village, load, false)?;
            village.start()?;
        }
        usual_ready = village.wait_until_ready()?;
        torment.ready_again.push(usual_ready);
        load.open(village.address()?);
        if run % 10 == 0 || torment.kills >= runs {
            let (kills, acked) = (torment.kills, load.acked());
            eprintln!("{kills} kills, {acked} writes acknowledged");
        }
        if torment.kills >= runs {
            break;
        }
    }
    // The last start has to carry writes too.
    chance.sleep(WORKING_MAX, &load.troubled())
}

impl Torment {
    fn kill(&mut self, village: &mut Village, load: &Load, is_ready: bool) -> Result<()> {
        let in_flight = load.in_flight();
        if village.kill()? {
            self.kills += 1;
            self.kills_starting += u32::from(!is_ready);
            self.kills_in_flight += u32::from(is_ready && in_flight > 0);
        }
        load.close();
        Ok(())
    }
}

fn report(torment: &Torment, counts: &verdict::Counts, resent: usize, audit: &str, took: Duration) {
    let mut ready = torment.ready_again.clone();
    ready.sort_unstable();
    let at = |share: f64| percentile(&ready, share).as_millis();
    println!("kills                    {}", torment.kills);
    println!("  while starting         {}", torment.kills_starting);
    println!("  with writes in flight  {}", torment.kills_in_flight);
    println!("acknowledged and found again");
    for (name, count) in counts.kinds() {
        println!("  {name:<22} {count}");
    }
    println!("  lost                   0");
    println!("  done twice             0");
    println!("outcome unknown at end   {} ({} done)", counts.unknown, counts.unknown_done);
    println!("keys resent after a kill {resent}, each answered as at first, byte for byte");
    println!(
        "ready again              p50 {} ms, p99 {} ms, max {} ms",
        at(0.5),
        at(0.99),
        at(1.0)
    );
    println!("all accounts together    0");
    println!("{audit}");
    println!("took                     {}", crate::plan::seconds(took));
}

/// Fails when the torment was too mild to prove anything.
fn convincing(torment: &Torment, counts: &verdict::Counts, runs: u32) -> Result<()> {
    ensure!(torment.kills >= runs, "only {} of {runs} kills happened", torment.kills);
    for (name, count) in counts.kinds() {
        ensure!(count > 0, "no {name} were acknowledged");
    }
    let mid_write = torment.kills_in_flight;
    ensure!(runs < 10 || mid_write * 4 >= runs, "only {mid_write} of {runs} kills met a write");
    Ok(())
}

/// The value that `share` (0 to 1) of the sorted values do not exceed.
fn percentile(sorted: &[Duration], share: f64) -> Duration {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a share of a count of at most 100,000 is a small whole number"
    )]
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

/// The temporary folder of one run.
struct Folder {
    path: PathBuf,
}

impl Folder {
    fn new(seed: u64) -> Result<Self> {
        let name = format!("village-crash-{}-{seed}", std::process::id());
        let path = std::env::temp_dir().join(name);
        if path.exists() {
            bail!("{} exists already", path.display());
        }
        fs::create_dir_all(&path).with_context(|| format!("making {}", path.display()))?;
        Ok(Self { path })
    }

    fn remove(self) {
        if let Err(error) = fs::remove_dir_all(&self.path) {
            eprintln!("{} could not be removed: {error}", self.path.display());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Torments a sham village that treats its promises as `mode` says.
    #[cfg(unix)]
    fn tormented(mode: &str, seed: u64) -> Result<()> {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = Folder::new(seed)?;
        let binary = folder.path.join("sham");
        let script = include_str!("crash/sham.py");
        fs::write(&binary, format!("#!/usr/bin/env python3\nMODE = \"{mode}\"\n{script}"))?;
        fs::set_permissions(&binary, fs::Permissions::from_mode(0o755))?;
        let args = Args {
            // On a machine that is busy five kills may come before the first purchase.
            runs: 9,
            clients: 3,
            postgres: false,
            seed: Some(seed),
            dev: true,
            server: None,
            keep: false,
        };
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let scene = Scene { root: &root, binary: &binary, folder: &folder.path, seed };
        let ended = torment(&scene, &args);
        folder.remove();
        ended
    }

    #[cfg(unix)]
    #[test]
    fn a_village_that_keeps_its_promises_passes() {
        tormented("honest", 1).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_village_that_acknowledges_before_it_commits_is_found_out() {
        let said = format!("{:#}", tormented("forgetful", 2).unwrap_err());
        // Numbers that were lost are given anew: to the judge, other works stand under them then.
        let ways = ["lost", "changed", "twice", "after a restart"];
        assert!(ways.iter().any(|way| said.contains(way)), "{said}");
    }

    #[cfg(unix)]
    #[test]
    fn a_village_that_does_a_resent_write_twice_is_found_out() {
        let said = format!("{:#}", tormented("doubling", 3).unwrap_err());
        assert!(said.contains("twice") || said.contains("after a restart"), "{said}");
    }

    #[test]
    fn percentiles_are_values_that_occurred() {
        let sorted: Vec<_> = (1..=100).map(Duration::from_millis).collect();
        assert_eq!(percentile(&sorted, 0.5), Duration::from_millis(50));
        assert_eq!(percentile(&sorted, 0.99), Duration::from_millis(99));
        assert_eq!(percentile(&sorted, 1.0), Duration::from_millis(100));
        assert_eq!(percentile(&sorted[..1], 0.5), Duration::from_millis(1));
        assert_eq!(percentile(&[], 0.5), Duration::ZERO);
    }

    #[test]
    fn a_mild_torment_convinces_nobody() {
        let counts = |posts, rewards| verdict::Counts {
            posts,
            rewards,
            payments: 3,
            purchases: 1,
            work: 4,
            ..Default::default()
        };
        let torment =
            |kills, kills_in_flight| Torment { kills, kills_in_flight, ..Default::default() };
        assert!(convincing(&torment(50, 40), &counts(9, 9), 50).is_ok());
        assert!(convincing(&torment(49, 40), &counts(9, 9), 50).is_err());
        assert!(convincing(&torment(50, 12), &counts(9, 9), 50).is_err());
        assert!(convincing(&torment(50, 40), &counts(9, 0), 50).is_err());
    }
}
