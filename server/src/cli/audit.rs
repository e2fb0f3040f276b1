//! `audit`: the proof that ledger, journal and board are whole and agree.

use std::path::{Path, PathBuf};

use super::block_on;
use village_economy::{CheckpointAuditor, CheckpointKey};

use super::place::PlaceArgs;
use crate::books::check_books;
use crate::checkpoints::{self, BadCheckpoints};
use crate::failure::{FAILED, Failure};

/// Works while the village runs: it sees the database as of one moment.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: PlaceArgs,
    /// File of signed checkpoints [default: checkpoints.jsonl in the data folder]
    #[arg(long, env = "VILLAGE_CHECKPOINTS", value_name = "FILE")]
    checkpoints: Option<PathBuf>,
    /// Public key that must have signed them [default: that of the key beside the file]
    #[arg(long, value_name = "HEX")]
    checkpoint_key: Vec<CheckpointKey>,
}

pub fn run(args: &Args) -> Result<(), Failure> {
    block_on(async {
        let store = args.place.open().await?;
        let failed = |error| Failure::of_store(store.place(), &error);
        // What was written meanwhile must not count as missing: the board is read first.
        let board = check_books(&store).await.map_err(failed)?;
        let path = match &args.checkpoints {
            Some(path) => path.clone(),
            None => args.place.config()?.checkpoints,
        };
        let mut required = required(&path, &args.checkpoint_key)?;
        let report = store.audit_seeing(|transfer| {
            if let Some(auditor) = &mut required {
                // The first finding is kept and told at the end.
                let _ = auditor.feed(transfer.seq, transfer.hash);
            }
        });
        let report = report.await.map_err(failed)?;
        if let Some(flaw) = report.flaw {
            return Err(Failure::new(FAILED, format!("audit: {flaw}")));
        }
        if let Some(flaw) = board.flaw {
            return Err(Failure::new(FAILED, format!("audit: {flaw}")));
        }
        let signed = match required.map(CheckpointAuditor::finish) {
            None => format!("no checkpoints at {}", path.display()),
            Some(Ok(proven)) => format!(
                "{} signed checkpoints hold, the last at entry {}",
                proven.checkpoints, proven.entries
            ),
            Some(Err(finding)) => {
                return Err(Failure::new(
                    FAILED,
                    format!("audit: {}", checkpoints::explain(&finding)),
                ));
            }
        };
        println!(
            "audit: {} transfers and {} accounts are whole, head {}; {} ticks of the journal, {} \
             posts and {} replies agree; {signed}",
            report.transfers, report.accounts, report.head, board.rows, board.posts, board.replies
        );
        store.close().await;
        Ok(())
    })
}

/// What the log must go through. A broken file is a finding, not a reason to look away.
fn required(path: &Path, keys: &[CheckpointKey]) -> Result<Option<CheckpointAuditor>, Failure> {
    let beside = checkpoints::key_beside(path);
    let trusted = if keys.is_empty() { beside.as_slice() } else { keys };
    checkpoints::required(path, trusted).map_err(|error: BadCheckpoints| {
        Failure::new(FAILED, format!("audit: checkpoints: {error}"))
    })
}
