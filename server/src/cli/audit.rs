//! `audit`: the proof that ledger, journal and board are whole and agree.

use super::block_on;
use super::place::PlaceArgs;
use crate::books::check_books;
use crate::failure::{FAILED, Failure};

/// Works while the village runs: it sees the database as of one moment.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: PlaceArgs,
}

pub fn run(args: &Args) -> Result<(), Failure> {
    block_on(async {
        let store = args.place.open().await?;
        let failed = |error| Failure::of_store(store.place(), &error);
        // What was written meanwhile must not count as missing: the board is read first.
        let board = check_books(&store).await.map_err(failed)?;
        let report = store.audit().await.map_err(failed)?;
        if let Some(flaw) = report.flaw {
            return Err(Failure::new(FAILED, format!("audit: {flaw}")));
        }
        if let Some(flaw) = board.flaw {
            return Err(Failure::new(FAILED, format!("audit: {flaw}")));
        }
        println!(
            "audit: {} transfers and {} accounts are whole, head {}; {} ticks of the journal, {} \
             posts and {} replies agree",
            report.transfers, report.accounts, report.head, board.rows, board.posts, board.replies
        );
        store.close().await;
        Ok(())
    })
}
