//! `cargo village play`: builds the desktop client and opens it. After the build this process
//! becomes the client, so that closing its window ends everything.

use std::process::{Command, ExitCode};

use anyhow::Result;
use clap::Args as Clap;

use crate::plan::Plan;
use crate::system;
use crate::workspace::{Profile, Workspace, become_it};

/// Build and open the desktop client on a village
///
/// Installs what a window needs (on Debian and Ubuntu, asking first), builds the client and opens
/// it. Without a village it opens all the same and says how to start one.
#[derive(Clap)]
#[command(after_help = "Examples:\n  cargo village play\n  \
                        cargo village play https://village.example\n  \
                        cargo village play '#agent=ada'\n\n\
                        What the client understands: cargo village play -- --help")]
pub struct Args {
    /// Build quickly instead of for speed
    #[arg(long)]
    dev: bool,
    /// Install missing packages without asking
    #[arg(long)]
    yes: bool,
    /// Address of the village, and a link into it
    #[arg(value_name = "URL")]
    village: Vec<String>,
    /// Passed on to the client
    #[arg(last = true, value_name = "CLIENT ARGUMENTS")]
    client: Vec<String>,
}

/// Builds, then becomes the client.
pub fn run(workspace: &Workspace, args: Args) -> Result<ExitCode> {
    let mut binary = None;
    let mut plan = Plan::default();
    plan.needed("what the system has to provide", |_| {
        let needs = system::TO_BUILD.iter().chain(system::TO_PLAY);
        system::ensure(&needs.collect::<Vec<_>>(), args.yes)
    });
    let profile = Profile::from_dev(args.dev);
    plan.needed("build the client (the first time takes a quarter of an hour)", |workspace| {
        let with_sounds = system::has_sounds();
        if !with_sounds {
            eprintln!("without sounds: install ALSA's headers for them (on Debian libasound2-dev)");
        }
        binary = Some(workspace.build_client(profile, with_sounds)?);
        Ok(())
    });
    plan.run(workspace)?;
    let mut client = Command::new(binary.expect("the plan ran to its end"));
    client.args(&args.village).args(&args.client);
    become_it(client)
}
