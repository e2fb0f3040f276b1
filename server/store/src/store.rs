//! The one way to the database, whichever it is.

use tokio::io::{AsyncBufRead, AsyncWrite};
use village_economy::{AccountId, Entry, Hash32, Micro, Transfer};
use village_sim::Tick;
use village_sim::board::Thread;
use village_sim::id::PostId;

use crate::audit::AuditReport;
use crate::error::{Result, StoreError};
use crate::history::{AuditLine, Listed, Page, PostFilter};
use crate::place::{Place, Role};
use crate::record::{Commit, JournalRow, Loaded};
use crate::token::{AdminRow, TokenRow};

/// A village's database. Cheap to clone; all clones share the connections.
#[derive(Debug, Clone)]
pub struct Store {}

fn soon<T>() -> Result<T> {
    Err(StoreError::Other { why: "this part of the store is being written".into() })
}

impl Store {
    /// Opens the database, makes it when it is a file that is absent, and brings its tables up to
    /// date.
    pub async fn open(_place: &Place, _role: Role) -> Result<Self> {
        soon()
    }
    pub fn place(&self) -> &Place {
        unimplemented!()
    }
    /// Ends all connections and gives the lock back.
    pub async fn close(self) {}

    /// Keeps all of these records, in order, or none. When it returns `Ok` they are on disk.
    pub async fn commit(&self, _batch: &[Commit]) -> Result<()> {
        soon()
    }
    /// Whether this tick's record is kept.
    pub async fn was_committed(&self, _tick: Tick) -> Result<bool> {
        soon()
    }

    /// What a server starts from: the newest good snapshot and everything after it.
    pub async fn load(&self) -> Result<Loaded> {
        soon()
    }
    /// As [`Self::load`], from the newest good snapshot before `tick` (or from none), for when the
    /// newest cannot be used.
    pub async fn load_before(&self, _tick: Tick) -> Result<Loaded> {
        soon()
    }
    /// At most `limit` rows of the journal from `tick` on, in order.
    pub async fn journal_from(&self, _tick: Tick, _limit: usize) -> Result<Vec<JournalRow>> {
        soon()
    }
    /// At most `limit` transfers from place `seq` on, in order.
    pub async fn transfers_from(&self, _seq: u64, _limit: usize) -> Result<Vec<Transfer>> {
        soon()
    }
    /// Every stored balance, in the order of accounts.
    pub async fn balances(&self) -> Result<Vec<(AccountId, Micro)>> {
        soon()
    }
    /// Proves the ledger from the first entry, as of one moment.
    pub async fn audit(&self) -> Result<AuditReport> {
        soon()
    }

    /// Posts, newest first; `cursor` is `next` of the page before.
    pub async fn posts(
        &self,
        _filter: &PostFilter,
        _cursor: Option<u64>,
        _limit: usize,
    ) -> Result<Page<Listed>> {
        soon()
    }
    /// A post with its replies, oldest first. Whether the reader may see it is for the caller.
    pub async fn thread(&self, _post: PostId) -> Result<Option<Thread>> {
        soon()
    }
    /// An account's entries, newest first, each with the balance after it.
    pub async fn statement(
        &self,
        _account: AccountId,
        _cursor: Option<u64>,
        _limit: usize,
    ) -> Result<Page<Entry>> {
        soon()
    }
    /// The audit log, newest first.
    pub async fn audit_rows(&self, _cursor: Option<u64>, _limit: usize) -> Result<Page<AuditLine>> {
        soon()
    }

    pub async fn put_token(&self, _token: &TokenRow) -> Result<()> {
        soon()
    }
    /// The token with this hash, also when it is revoked or has expired.
    pub async fn find_token(&self, _hash: &Hash32) -> Result<Option<TokenRow>> {
        soon()
    }
    pub async fn tokens(&self) -> Result<Vec<TokenRow>> {
        soon()
    }
    /// `false` when there is no such token or it was revoked before.
    pub async fn revoke_token(&self, _id: &str, _at: i64) -> Result<bool> {
        soon()
    }
    /// Notes when a token was last used.
    pub async fn touch_token(&self, _id: &str, _at: i64) -> Result<()> {
        soon()
    }

    /// Makes an administrator, or gives one another password.
    pub async fn put_admin(&self, _name: &str, _phc: &str, _at: i64) -> Result<()> {
        soon()
    }
    pub async fn admin(&self, _name: &str) -> Result<Option<AdminRow>> {
        soon()
    }
    pub async fn admins_count(&self) -> Result<u64> {
        soon()
    }
    /// Makes the one set-up link that works; an older one dies.
    pub async fn put_setup(&self, _hash: &Hash32, _expires_at: i64) -> Result<()> {
        soon()
    }
    /// Uses the set-up link up. `false` when it was used before, has expired or never was.
    pub async fn take_setup(&self, _hash: &Hash32, _now: i64) -> Result<bool> {
        soon()
    }

    /// Writes everything but snapshots as JSON lines, as of one moment. Gives the number of lines.
    pub async fn export<W: AsyncWrite + Unpin>(&self, _out: &mut W) -> Result<u64> {
        soon()
    }
    /// Takes an export into a database that is empty. Gives the number of lines.
    pub async fn import<R: AsyncBufRead + Unpin>(&self, _from: &mut R) -> Result<u64> {
        soon()
    }
}
