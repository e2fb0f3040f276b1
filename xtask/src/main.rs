//! `cargo village …`: every chore of the project as one program, so that a fresh machine and the
//! gate run the same lines. It is compiled before anything else, therefore it depends on next to
//! nothing and on no crate of the village: it meets the village only as a process.

mod arrows;
mod bench;
mod check;
mod crash;
mod links;
mod metadata;
mod plan;
mod play;
mod python;
mod scratch;
mod simulate;
mod system;
mod test;
mod tidy;
mod up;
mod viewer;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::workspace::Workspace;

/// Everything one does with the village, in one place.
#[derive(Parser)]
#[command(
    name = "cargo village",
    bin_name = "cargo village",
    version,
    about = "Start, test, check, measure and torment the village",
    after_help = "Start here:\n  cargo village up      build the village and watch it at \
                  http://127.0.0.1:8080\n  cargo village play    look into it with the desktop \
                  client\n  \
                  cargo village viewer  build the browser's, as small as it gets\n  \
                  cargo village test    prove everything, from nothing\n\n\
                  Builds go to $CARGO_TARGET_DIR, else to ai-village/target in the user's cache."
)]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    Up(up::Args),
    Play(play::Args),
    Viewer(viewer::Args),
    Test(test::Args),
    Check(check::Args),
    Arrows(arrows::Args),
    Tidy(tidy::Args),
    Bench(bench::Args),
    Crash(crash::Args),
    Simulate(simulate::Args),
}

impl Chore {
    fn run(self) -> Result<ExitCode> {
        let workspace = Workspace::find()?;
        let _claim = workspace.claim()?;
        match self {
            Self::Up(args) => up::run(&workspace, args),
            Self::Play(args) => play::run(&workspace, args),
            Self::Viewer(args) => viewer::run(&workspace, args),
            Self::Test(args) => test::run(&workspace, args),
            Self::Check(args) => check::run(&workspace, args),
            Self::Arrows(args) => arrows::run(&workspace, args),
            Self::Tidy(args) => tidy::run(&workspace, args),
            Self::Bench(args) => bench::run(&workspace, args),
            Self::Crash(args) => crash::run(&workspace, args),
            Self::Simulate(args) => simulate::run(&workspace, args),
        }
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.chore.run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("cargo village: {error:#}");
            ExitCode::FAILURE
        }
    }
}
