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
/// Clippy looks at one crate after the other, because a look at the whole workspace hides a
/// feature that a crate uses and does not ask for.
#[derive(Clap)]
pub struct Args {}

/// The command.
pub fn run(workspace: &Workspace, _args: Args) -> Result<ExitCode> {
    let plan = plan(workspace)?;
    eprintln!("the plan:\n{}", plan.announcement());
    plan.run(workspace)?;
    eprintln!("\nall is well");
    Ok(ExitCode::SUCCESS)
}

/// The steps; asks cargo for the workspace's members.
pub fn plan<'a>(workspace: &Workspace) -> Result<Plan<'a>> {
    let mut plan = Plan::default();
    plan.apart("format", |workspace| {
        must_succeed(workspace.cargo().args(["fmt", "--all", "--", "--check"]))
    });
    plan.apart("arrows: who depends on whom", arrows::check);
    plan.apart("tidy: house rules", tidy::check);
    plan.apart("links between documents", links::check);
    plan.optional("licences, bans and sources (cargo-deny)", deny);
    for member in Metadata::of(workspace)?.members {
        plan.apart(format!("clippy: {}", member.name), move |workspace| {
            let package = ["clippy", "--package", &member.name, "--all-targets"];
            must_succeed(workspace.cargo().args(package).args(["--", "-D", "warnings"]))
        });
    }
    Ok(plan)
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
