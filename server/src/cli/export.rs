//! `export`: everything as JSON lines.

use std::path::PathBuf;

use tokio::fs::OpenOptions;

use super::block_on;
use super::place::PlaceArgs;
use crate::failure::{FAILED, Failure};

/// Snapshots and the set-up link are left out; tokens and passwords are in it as hashes only.
#[derive(clap::Args)]
#[command(after_help = "Example: village-server export --out village.jsonl")]
pub struct Args {
    /// File to write; it must not be there yet [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    place: PlaceArgs,
}

pub fn run(args: &Args) -> Result<(), Failure> {
    block_on(async {
        let store = args.place.open().await?;
        let written = match &args.out {
            None => store.export(&mut tokio::io::stdout()).await,
            Some(path) => {
                let file = OpenOptions::new().write(true).create_new(true).open(path).await;
                let mut file = file.map_err(|error| {
                    Failure::hopeless(format!("{}: {error}; choose another --out", path.display()))
                })?;
                let written = store.export(&mut file).await;
                file.sync_all().await.map_err(|error| {
                    Failure::new(FAILED, format!("{}: {error}", path.display()))
                })?;
                written
            }
        };
        let lines = written.map_err(|error| Failure::of_store(store.place(), &error))?;
        eprintln!("{lines} lines");
        store.close().await;
        Ok(())
    })
}
