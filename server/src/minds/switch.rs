//! The hard stop of all thinking, as the audit log keeps it: what an administrator said last holds
//! over a restart.

use village_sim::Wish;
use village_store::{AuditFilter, Result, Store};

const STOP: &str = "stop_minds";
const RESUME: &str = "resume_minds";
const SUBJECT: &str = "village";
/// What came of it where it was allowed; what was refused leaves another word.
const OUTCOME: &str = "ok";

/// The line of the audit log that says that all thinking stops, or may go on.
pub fn switch_note(stopped: bool, why: String) -> Wish {
    let action = if stopped { STOP } else { RESUME }.to_owned();
    Wish::Note { action, subject: SUBJECT.to_owned(), outcome: OUTCOME.to_owned(), why }
}

/// Whether the last such line says that all thinking stops.
pub async fn was_stopped(store: &Store) -> Result<bool> {
    // Nothing comes before everything: without any line nobody stopped anything.
    Ok(last(store, STOP).await? > last(store, RESUME).await?)
}

/// The number of the last line of this action.
async fn last(store: &Store, action: &str) -> Result<Option<u64>> {
    let filter = AuditFilter {
        action: Some(action.to_owned()),
        subject: Some(SUBJECT.to_owned()),
        outcome: Some(OUTCOME.to_owned()),
        ..AuditFilter::default()
    };
    let found = store.audit_rows(&filter, None, 1).await?;
    Ok(found.items.first().map(|line| line.id))
}
