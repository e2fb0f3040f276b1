//! `cargo village up`: from a fresh clone to a village that one can watch. After the build this
//! process becomes the server, so that Ctrl-C, SIGTERM and the exit code need no go-between and
//! no second process can be left behind.

use std::env;
use std::process::{Command, ExitCode};

use anyhow::Result;
use clap::Args as Clap;

use crate::plan::Plan;
use crate::system;
use crate::workspace::{Profile, Workspace, become_it};

/// Build and start the village; watch it in a browser
///
/// Installs what the machine lacks (a C compiler; on Debian and Ubuntu, asking first), builds the
/// server and starts it on an embedded database in ./data. The first start prints a
/// one-time link that makes you its admin. Stop it with Ctrl-C: nothing is lost.
#[derive(Clap)]
#[command(after_help = "Examples:\n  cargo village up\n  cargo village up -- --agents 100\n  \
                        cargo village up -- --listen 0.0.0.0:8080 --data /var/lib/village\n\n\
                        What the server understands: cargo village up -- --help")]
pub struct Args {
    /// Build quickly instead of for speed
    #[arg(long)]
    dev: bool,
    /// Install missing packages without asking
    #[arg(long)]
    yes: bool,
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
        binary = Some(workspace.build_server(profile)?);
        Ok(())
    });
    plan.run(workspace)?;

    eprintln!("\nstarting the village; Ctrl-C stops it");
    let mut server = Command::new(binary.expect("the plan ran to its end"));
    server.current_dir(workspace.root()).arg("serve");
    let chosen = ["VILLAGE_DATA", "VILLAGE_CONFIG"].iter().any(|name| env::var_os(name).is_some());
    if !chosen && !names_data(&args.server) {
        server.args(["--data", "./data"]);
    }
    server.args(&args.server);
    become_it(server)
}

/// Whether the caller chose a data folder, directly or in a configuration file, which a switch of
/// ours would overrule.
fn names_data(server: &[String]) -> bool {
    let chooses = |arg: &String| {
        ["--data", "--config"].iter().any(|switch| {
            arg.strip_prefix(switch).is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
        })
    };
    server.iter().any(chooses)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_data_folder_that_the_caller_chose_stands() {
        let named =
            |args: &[&str]| names_data(&args.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert!(named(&["--data", "/d"]) && named(&["--data=/d"]) && named(&["--config=v.toml"]));
        assert!(
            !named(&[]) && !named(&["--database-url", "postgres://x"]) && !named(&["--seed=1"])
        );
    }
}
