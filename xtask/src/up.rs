//! `cargo village up`: from a fresh clone to a village that one can watch. After the build this
//! process becomes the server, so that Ctrl-C, SIGTERM and the exit code need no go-between and
//! no second process can be left behind.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::Result;
use clap::Args as Clap;

use crate::plan::{Outcome, Plan};
use crate::system;
use crate::viewer;
use crate::workspace::{Profile, Workspace, become_it};

/// Build and start the village; watch it in a browser
///
/// Installs what the machine lacks (a C compiler; on Debian and Ubuntu, asking first), builds the
/// server and starts it on an embedded database in ./data. The first start prints a
/// one-time link that makes you its admin. Stop it with Ctrl-C: nothing is lost. The viewer for
/// /play is built beside it, with its progress shown there.
#[derive(Clap)]
#[command(after_help = "Examples:\n  cargo village up\n  cargo village up -- --agents 100\n  \
                        cargo village up -- --listen 0.0.0.0:8080 --data /var/lib/village\n\n\
                        What the server understands: cargo village up -- --help")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Args {
    /// Build quickly instead of for speed
    #[arg(long)]
    dev: bool,
    /// Let a model in the server's own process compute on an NVIDIA card; wants the CUDA toolkit
    #[arg(long)]
    cuda: bool,
    /// Install missing packages without asking
    #[arg(long)]
    yes: bool,
    /// Build no viewer for /play
    #[arg(long)]
    no_viewer: bool,
    /// Passed on to `village-server serve`
    #[arg(last = true, value_name = "SERVER ARGUMENTS")]
    server: Vec<String>,
}

/// Builds, then becomes the server.
pub fn run(workspace: &Workspace, args: Args) -> Result<ExitCode> {
    let mut binary = None;
    let mut plan = Plan::default();
    plan.needed("what the system has to provide", |_| {
        system::ensure(&system::TO_BUILD.iter().collect::<Vec<_>>(), args.yes)
    });
    let profile = Profile::from_dev(args.dev);
    plan.needed("build the server (the first time takes some minutes)", |workspace| {
        binary = Some(workspace.build_server(profile, args.cuda)?);
        Ok(())
    });
    // What is there stays of its kind; the first is the one that is there soon.
    let chosen = names(&args.server, "viewer", "VILLAGE_VIEWER");
    let shown = (!chosen).then(|| viewer::folder(workspace));
    let kind = shown.as_deref().and_then(viewer::built).unwrap_or(viewer::Kind::Quick);
    let mut builds = false;
    if let (Some(_), false) = (&shown, args.no_viewer) {
        plan.optional("what the viewer needs", |workspace| {
            Ok(match viewer::prepare(workspace, kind, args.yes) {
                Ok(()) => {
                    builds = true;
                    Outcome::Done
                }
                // The village lives without it, and /play says how to build it.
                Err(error) => Outcome::Skipped(format!("{error:#}")),
            })
        });
    }
    plan.run(workspace)?;
    if let (Some(folder), true) = (&shown, builds) {
        viewer::build_beside(folder, kind)?;
    }
    start(workspace, &args.server, &binary.expect("the plan ran to its end"), shown)
}

fn start(
    workspace: &Workspace,
    args: &[String],
    binary: &Path,
    viewer: Option<PathBuf>,
) -> Result<ExitCode> {
    eprintln!("\nstarting the village; Ctrl-C stops it");
    let mut server = Command::new(binary);
    server.current_dir(workspace.root()).arg("serve");
    if !names(args, "data", "VILLAGE_DATA") {
        server.args(["--data", "./data"]);
    }
    if let Some(folder) = viewer {
        server.arg("--viewer").arg(folder);
    }
    server.args(args);
    become_it(server)
}

/// Whether the caller chose a folder, directly or in a configuration file, which a switch of ours
/// would overrule.
fn names(args: &[String], switch: &str, variable: &str) -> bool {
    [variable, "VILLAGE_CONFIG"].iter().any(|name| env::var_os(name).is_some())
        || names_switch(args, switch)
}

fn names_switch(args: &[String], switch: &str) -> bool {
    let chooses = |arg: &String| {
        let name = arg.strip_prefix("--").and_then(|arg| arg.split('=').next());
        name.is_some_and(|name| name == switch || name == "config")
    };
    args.iter().any(chooses)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_data_folder_that_the_caller_chose_stands() {
        let named = |args: &[&str]| {
            names_switch(&args.iter().map(ToString::to_string).collect::<Vec<_>>(), "data")
        };
        assert!(named(&["--data", "/d"]) && named(&["--data=/d"]) && named(&["--config=v.toml"]));
        assert!(
            !named(&[]) && !named(&["--database-url", "postgres://x"]) && !named(&["--seed=1"])
        );
    }
}
