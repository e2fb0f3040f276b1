//! `cargo village check`: everything that can be said about the project without running it. The
//! steps stand on their own, so one run tells everything that is wrong.

use std::process::{ExitCode, Stdio};

use anyhow::Result;
use clap::Args as Clap;

use crate::metadata::Metadata;
use crate::plan::{Outcome, Plan};
use crate::workspace::{Workspace, must_succeed};
use crate::{arrows, links, tidy};

/// Check without running: format, clippy, arrows, house rules, links, licences
///
/// Clippy looks at the whole workspace at once. That hides a feature which a crate uses and only
/// another one asks for; `--each` finds it, but has shared crates checked again and again.
#[derive(Clap)]
pub struct Args {
    /// Let clippy look at one crate after the other, each as if it were alone
    #[arg(long)]
    each: bool,
}

/// The command.
pub fn run(workspace: &Workspace, args: Args) -> Result<ExitCode> {
    let plan = plan(workspace, args.each)?;
    eprintln!("the plan:\n{}", plan.announcement());
    plan.run(workspace)?;
    eprintln!("\nall is well");
    Ok(ExitCode::SUCCESS)
}

/// The steps; clippy in `each` crate by itself, or in all at once.
pub fn plan<'a>(workspace: &Workspace, each: bool) -> Result<Plan<'a>> {
    let mut plan = Plan::default();
    plan.apart("format", |workspace| {
        must_succeed(workspace.cargo().args(["fmt", "--all", "--", "--check"]))
    });
    plan.apart("arrows: who depends on whom", arrows::check);
    plan.apart("tidy: house rules", tidy::check);
    plan.apart("links between documents", links::check);
    plan.optional("licences, bans and sources (cargo-deny)", deny);
    if !each {
        plan.apart("clippy", |workspace| clippy(workspace, &["--workspace", "--keep-going"]));
        return Ok(plan);
    }
    for member in Metadata::of(workspace)?.members {
        plan.apart(format!("clippy: {}", member.name), move |workspace| {
            clippy(workspace, &["--package", &member.name])
        });
    }
    Ok(plan)
}

fn clippy(workspace: &Workspace, of: &[&str]) -> Result<()> {
    let mut clippy = workspace.cargo();
    clippy.arg("clippy").args(of).args(["--all-targets", "--", "-D", "warnings"]);
    must_succeed(&mut clippy)
}

/// Runs cargo-deny where it is installed. It is not installed for anyone: it takes minutes to
/// build, and the gate has its answer from the lockfile's last change.
fn deny(workspace: &Workspace) -> Result<Outcome> {
    let mut probe = workspace.cargo();
    probe.args(["deny", "--version"]).stdout(Stdio::null()).stderr(Stdio::null());
    if !probe.status().is_ok_and(|status| status.success()) {
        let how = "cargo-deny is not installed (cargo install --locked cargo-deny)";
        return Ok(Outcome::Skipped(how.into()));
    }
    must_succeed(workspace.cargo().args(["deny", "check", "bans", "licenses", "sources"]))?;
    Ok(Outcome::Done)
}
