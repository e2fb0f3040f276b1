//! `grant`: on Postgres, the role by which the village runs, which cannot rewrite its ledger.

use super::block_on;
use super::place::PlaceArgs;
use crate::failure::Failure;

/// Run it with the URL of the role that owns the tables; it brings them up to date first. Run it
/// again after each new version of the program.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  \
                        psql -c 'create role village_app login'\n  \
                        village-server grant village_app \
                        --database-url postgres://village_owner@localhost/village\n  \
                        village-server serve \
                        --database-url postgres://village_app@localhost/village")]
pub struct Args {
    /// Role that may run the village: a-z, 0-9 and _
    role: String,
    #[command(flatten)]
    place: PlaceArgs,
}

pub fn run(args: &Args) -> Result<(), Failure> {
    block_on(async {
        let store = args.place.open().await?;
        let granted = store.grant(&args.role).await;
        granted.map_err(|error| Failure::of_store(store.place(), &error))?;
        println!("{} may run the village and cannot rewrite what only grows", args.role);
        store.close().await;
        Ok(())
    })
}
