//! `cargo village bench`: runs what measures and gathers the figures. Two kinds are known: the
//! benches of any member (found through cargo, so a new one needs no line here; criterion's leave
//! figures, any other shows its own table) and the program `village-bench`, which measures the
//! village as a whole and writes a JSON array to the file after `--json`. No figure is made here.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result, bail};
use clap::Args as Clap;
use serde_json::{Value, json};

use crate::metadata::Metadata;
use crate::workspace::{Profile, Workspace, must_succeed};

/// The program that measures the village as a whole.
const WHOLE: &str = "village-bench";

/// Measure: criterion benches of the parts, one program for the whole
///
/// Shows the tables of each and writes all figures to out/bench.json.
#[derive(Clap)]
#[command(after_help = "Examples:\n  cargo village bench --list\n  cargo village bench\n  \
                        cargo village bench village-bench -- --help")]
pub struct Args {
    /// Run only the bench of this name
    name: Option<String>,
    /// Name the benches and run none
    #[arg(long)]
    list: bool,
    /// Passed on to each bench that runs
    #[arg(last = true, value_name = "BENCH ARGUMENTS")]
    passed_on: Vec<String>,
}

/// Something that measures: a bench target, or the program for the whole.
#[derive(Debug, PartialEq, Eq)]
struct Bench {
    package: String,
    name: String,
    is_whole: bool,
}

/// The command.
pub fn run(workspace: &Workspace, args: Args) -> Result<ExitCode> {
    let all = benches(&Metadata::of(workspace)?);
    if args.list {
        for bench in &all {
            println!("{:24} {}", bench.name, bench.package);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let chosen = chosen(&all, args.name.as_deref())?;
    let out = workspace.root().join("out");
    fs::create_dir_all(&out).context("making the folder out/")?;
    let mut figures = Vec::new();
    for (index, bench) in chosen.iter().enumerate() {
        eprintln!("\n[{}/{}] {} ({})", index + 1, chosen.len(), bench.name, bench.package);
        figures.extend(measure(workspace, bench, &out, &args.passed_on)?);
    }
    let file = out.join("bench.json");
    let text = serde_json::to_string_pretty(&json!({ "figures": figures }))?;
    fs::write(&file, text + "\n").with_context(|| format!("writing {}", file.display()))?;
    eprintln!("\n{} figures written to out/bench.json", figures.len());
    Ok(ExitCode::SUCCESS)
}

fn benches(metadata: &Metadata) -> Vec<Bench> {
    let mut all = Vec::new();
    for member in &metadata.members {
        for (kind, name) in &member.targets {
            let is_whole = kind == "bin" && name == WHOLE;
            if is_whole || kind == "bench" {
                all.push(Bench { package: member.name.clone(), name: name.clone(), is_whole });
            }
        }
    }
    all
}

fn chosen<'a>(all: &'a [Bench], name: Option<&str>) -> Result<Vec<&'a Bench>> {
    let chosen: Vec<&Bench> =
        all.iter().filter(|bench| name.is_none_or(|name| bench.name == name)).collect();
    if chosen.is_empty() {
        let known: Vec<&str> = all.iter().map(|bench| bench.name.as_str()).collect();
        bail!("no bench {}; there are: [{}]", name.unwrap_or("at all"), known.join(", "));
    }
    Ok(chosen)
}

/// Runs one bench and returns its figures.
fn measure(
    workspace: &Workspace,
    bench: &Bench,
    out: &Path,
    passed_on: &[String],
) -> Result<Vec<Value>> {
    if bench.is_whole {
        let binary = workspace.build(&bench.package, &bench.name, Profile::Release)?;
        let file = out.join("village-bench.json");
        // What an earlier run wrote is not this one's.
        let _ = fs::remove_file(&file);
        let mut command = Command::new(binary);
        command.current_dir(workspace.root()).arg("--json").arg(&file);
        must_succeed(command.args(passed_on))?;
        // It may have been asked for help alone.
        let text = match fs::read(&file) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            text => text.with_context(|| format!("reading {}", file.display()))?,
        };
        return serde_json::from_slice(&text).context("village-bench's figures: a JSON array");
    }
    // Criterion keeps old figures for comparison; only what this run writes is this run's.
    let began = std::time::SystemTime::now();
    let mut cargo = workspace.cargo();
    cargo.args(["bench", "--package", &bench.package, "--bench", &bench.name, "--"]);
    must_succeed(cargo.args(passed_on))?;
    let mut figures = Vec::new();
    estimates(&workspace.target().join("criterion"), began, &bench.name, &mut figures)?;
    Ok(figures)
}

/// Gathers criterion's `…/new/estimates.json` that are not older than `since`.
fn estimates(
    folder: &Path,
    since: std::time::SystemTime,
    bench: &str,
    into: &mut Vec<Value>,
) -> Result<()> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    let mut entries: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries.into_iter().filter(|path| path.is_dir()) {
        let file = path.join("estimates.json");
        let is_new = path.file_name().is_some_and(|name| name == "new");
        let fresh = file.metadata().and_then(|about| about.modified()).is_ok_and(|at| at >= since);
        if is_new && fresh {
            into.push(figure(bench, &path, &fs::read(&file)?)?);
        } else if !is_new {
            estimates(&path, since, bench, into)?;
        }
    }
    Ok(())
}

/// One criterion estimate as a figure: the mean in nanoseconds with its 95 % interval.
fn figure(bench: &str, folder: &Path, estimates: &[u8]) -> Result<Value> {
    let told: Value = serde_json::from_slice(estimates).context("criterion's estimates")?;
    let about = fs::read(folder.join("benchmark.json")).unwrap_or_default();
    let about: Value = serde_json::from_slice(&about).unwrap_or_default();
    let mean = &told["mean"];
    Ok(json!({
        "bench": bench,
        "name": about["full_id"],
        "unit": "ns",
        "value": mean["point_estimate"],
        "low": mean["confidence_interval"]["lower_bound"],
        "high": mean["confidence_interval"]["upper_bound"],
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Bench> {
        let bench =
            |name: &str, is_whole| Bench { package: "p".into(), name: name.into(), is_whole };
        vec![bench("tick", false), bench(WHOLE, true)]
    }

    #[test]
    fn a_name_chooses_one_bench_and_no_name_chooses_all() {
        let all = all();
        assert_eq!(chosen(&all, None).unwrap().len(), 2);
        assert_eq!(chosen(&all, Some("tick")).unwrap(), [&all[0]]);
    }

    #[test]
    fn an_unknown_name_is_an_error_that_names_the_known_ones() {
        let error = chosen(&all(), Some("tock")).unwrap_err().to_string();
        assert_eq!(error, "no bench tock; there are: [tick, village-bench]");
        assert!(chosen(&[], None).is_err());
    }

    #[test]
    fn benches_are_found_by_what_cargo_builds() {
        let json = br#"{"workspace_members": ["s"], "packages": [{"id": "s", "name": "village-sim",
            "dependencies": [], "targets": [{"kind": ["lib"], "name": "village_sim"},
            {"kind": ["bench"], "name": "tick"}, {"kind": ["bin"], "name": "village-bench"}]}]}"#;
        let found = benches(&Metadata::read(json).unwrap());
        let names: Vec<_> = found.iter().map(|b| (b.name.as_str(), b.is_whole)).collect();
        assert_eq!(names, [("tick", false), ("village-bench", true)]);
    }

    #[test]
    fn a_figure_is_criterions_mean_with_its_interval() {
        let told = br#"{"mean": {"point_estimate": 2.5,
            "confidence_interval": {"lower_bound": 2.0, "upper_bound": 3.0}}}"#;
        let figure = figure("tick", Path::new("/nowhere"), told).unwrap();
        assert_eq!((&figure["value"], &figure["high"]), (&json!(2.5), &json!(3.0)));
    }
}
