//! The long lists of the store (statements, the ledger, the audit log) read for a caller, page by
//! page, up to as many rows as it wants.

use std::time::Duration;

use tokio::sync::SemaphorePermit;
use village_economy::{AccountId, Entry};
use village_store::{AuditFilter, AuditLine, LedgerFilter, Movement, PAGE_MAX, Page};

use super::Shared;
use super::history::ask;
use super::problem::Problem;

/// Readers that look through a whole log at the same time. A filter that finds little reads much,
/// and others have to get at the store beside it.
pub const TURNS: usize = 2;
/// How long a reader waits for its turn.
const TURN_PATIENCE: Duration = Duration::from_secs(3);
/// How long until a reader may try again when the store is away, in seconds.
const AWAY: u64 = 2;

/// An account's entries, newest first.
pub async fn statement(
    site: &Shared,
    account: AccountId,
    cursor: Option<u64>,
    limit: usize,
) -> Result<Page<Entry>, Problem> {
    let store = &site.hall.store;
    let mut all = Gathered::new(cursor, limit);
    while let Some((cursor, wanted)) = all.wants() {
        all.take(ask(site, store.statement(account, cursor, wanted)).await?)?;
    }
    Ok(all.page)
}

/// The ledger, newest first.
pub async fn movements(
    site: &Shared,
    filter: &LedgerFilter,
    cursor: Option<u64>,
    limit: usize,
) -> Result<Page<Movement>, Problem> {
    let _turn = turn(site).await?;
    let store = &site.hall.store;
    let mut all = Gathered::new(cursor, limit);
    while let Some((cursor, wanted)) = all.wants() {
        all.take(ask(site, store.movements(filter, cursor, wanted)).await?)?;
    }
    Ok(all.page)
}

/// The audit log, newest first.
pub async fn audit(
    site: &Shared,
    filter: &AuditFilter,
    cursor: Option<u64>,
    limit: usize,
) -> Result<Page<AuditLine>, Problem> {
    let _turn = turn(site).await?;
    let store = &site.hall.store;
    let mut all = Gathered::new(cursor, limit);
    while let Some((cursor, wanted)) = all.wants() {
        all.take(ask(site, store.audit_rows(filter, cursor, wanted)).await?)?;
    }
    Ok(all.page)
}

/// Waits for a turn at the logs.
async fn turn(site: &Shared) -> Result<SemaphorePermit<'_>, Problem> {
    let turn = tokio::time::timeout(TURN_PATIENCE, site.log_turns.acquire()).await;
    let busy = || Problem::busy("busy", "others are looking through the log: try again soon");
    turn.map_err(|_| busy())?.map_err(|_| busy())
}

/// Pages of the store on their way to being one.
struct Gathered<T> {
    page: Page<T>,
    limit: usize,
    is_whole: bool,
}

impl<T> Gathered<T> {
    fn new(cursor: Option<u64>, limit: usize) -> Self {
        Self { page: Page { items: Vec::new(), next: cursor }, limit, is_whole: false }
    }

    /// Where the next page of the store begins and how many rows of it are wanted; none when there
    /// are enough.
    fn wants(&self) -> Option<(Option<u64>, usize)> {
        let wanted = self.limit.saturating_sub(self.page.items.len()).min(PAGE_MAX);
        (!self.is_whole && wanted > 0).then_some((self.page.next, wanted))
    }

    fn take(&mut self, found: Option<Page<T>>) -> Result<(), Problem> {
        let mut found = found.ok_or_else(|| Problem::store_unavailable(AWAY))?;
        self.page.items.append(&mut found.items);
        self.page.next = found.next;
        self.is_whole = found.next.is_none();
        Ok(())
    }
}
