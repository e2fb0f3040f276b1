//! `cargo village simulate`: the village without a screen and as fast as the machine allows. The
//! work is `village-server simulate`'s; here it is built and called.

use std::process::{Command, ExitCode};

use anyhow::Result;
use clap::Args as Clap;

use crate::workspace::{Profile, Workspace, become_it};

/// Live many village days in seconds, without a screen, and report
#[derive(Clap)]
pub struct Args {
    /// How many villagers live there
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    agents: Option<u32>,
    /// How many village days pass
    #[arg(long, value_name = "N", default_value_t = 1,
          value_parser = clap::value_parser!(u32).range(1..=3650))]
    days: u32,
    /// The seed of chance: the same seed gives the same village
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Build quickly instead of for speed
    #[arg(long)]
    dev: bool,
    /// Passed on to `village-server simulate`
    #[arg(last = true, value_name = "SERVER ARGUMENTS")]
    server: Vec<String>,
}

/// Builds the server, then becomes its simulation.
pub fn run(workspace: &Workspace, args: Args) -> Result<ExitCode> {
    let binary = workspace.build_server(Profile::from_dev(args.dev), false)?;
    let mut server = Command::new(binary);
    server.current_dir(workspace.root()).args(["simulate", "--days", &args.days.to_string()]);
    if let Some(agents) = args.agents {
        server.args(["--agents", &agents.to_string()]);
    }
    if let Some(seed) = args.seed {
        server.args(["--seed", &seed.to_string()]);
    }
    server.args(&args.server);
    become_it(server)
}
