//! Invitations: links by which somebody may sign up, each once. Only their hashes are kept.

use village_economy::Hash32;
use village_sim::Role as Rank;

use crate::credential::TAKE;
use crate::error::Result;
use crate::form::Form;
use crate::hex::Hex;
use crate::line::{InvitationLine, damaged, word};
use crate::store::{Store, reading, writing};

/// Waiting invitations that are listed at most.
const LISTED_MAX: i64 = 1_000;

/// An invitation as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationRow {
    /// SHA-256 of the secret.
    pub hash: Hash32,
    /// What whoever uses it becomes.
    pub role: Rank,
    pub vouched: bool,
    /// Name of whoever made it.
    pub created_by: String,
    /// This and the following: UTC microseconds since 1970.
    pub created_at: i64,
    pub expires_at: i64,
    /// Who used it, and when. One that was withdrawn has the `person:` or `admin:` who did that,
    /// which is no name.
    pub used: Option<(String, i64)>,
}

pub(crate) const INSERT_INVITATION: &str = "insert into invitation (hash, role, vouched,
    created_by, created_at, expires_at, used_by, used_at) values ($1, $2, $3, $4, $5, $6, $7, $8)";
const FIND: &str = "select hash, role, vouched, created_by, created_at, expires_at, used_by,
    used_at from invitation where hash = $1";
/// Those of one maker, or of all when none is named.
const WAITING: &str = "select hash, role, vouched, created_by, created_at, expires_at, used_by,
    used_at from invitation
    where used_at is null and expires_at > $1 and created_by = coalesce($2, created_by)
    order by created_at desc, hash limit $3";
const OPEN: &str = "select count(*) from invitation
    where created_by = $1 and used_at is null and expires_at > $2";

/// Inserts one invitation on whichever database it is.
macro_rules! insert_invitation {
    ($on:expr, $line:expr) => {{
        let line: &$crate::line::InvitationLine = $line;
        sqlx::query($crate::invitation::INSERT_INVITATION)
            .bind(&line.hash)
            .bind(&line.role)
            .bind(line.vouched)
            .bind(&line.created_by)
            .bind(line.created_at)
            .bind(line.expires_at)
            .bind(&line.used_by)
            .bind(line.used_at)
            .execute($on)
            .await?;
    }};
}
pub(crate) use insert_invitation;

impl InvitationLine {
    fn of(invitation: &InvitationRow) -> Self {
        let (used_by, used_at) = invitation.used.clone().unzip();
        Self {
            hash: invitation.hash.into(),
            role: invitation.role.write(),
            vouched: invitation.vouched,
            created_by: invitation.created_by.clone(),
            created_at: invitation.created_at,
            expires_at: invitation.expires_at,
            used_by,
            used_at,
        }
    }

    fn read(self) -> Result<InvitationRow> {
        const TABLE: &str = "invitation";
        let hash = self.hash.hash();
        Ok(InvitationRow {
            hash: hash
                .ok_or_else(|| damaged(TABLE, &self.created_by, "a hash has not 32 bytes"))?,
            role: word(TABLE, &self.created_by, &self.role)?,
            vouched: self.vouched,
            created_by: self.created_by,
            created_at: self.created_at,
            expires_at: self.expires_at,
            used: self.used_by.zip(self.used_at),
        })
    }
}

impl Store {
    /// Keeps a new invitation. It is used up by [`sign_up`](Self::sign_up).
    pub async fn put_invitation(&self, invitation: &InvitationRow) -> Result<()> {
        let line = InvitationLine::of(invitation);
        writing!(self, |on| insert_invitation!(on, &line));
        Ok(())
    }

    /// The invitation with this hash, also when it was used or is too old.
    pub async fn find_invitation(&self, hash: &Hash32) -> Result<Option<InvitationRow>> {
        let hash = Hex::from(*hash);
        let line: Option<InvitationLine> =
            reading!(self, |on| sqlx::query_as(FIND).bind(&hash).fetch_optional(on).await?);
        line.map(InvitationLine::read).transpose()
    }

    /// The invitations that wait to be used, of one maker or of all, newest first.
    pub async fn waiting_invitations(
        &self,
        created_by: Option<&str>,
        now: i64,
    ) -> Result<Vec<InvitationRow>> {
        let lines: Vec<InvitationLine> = reading!(self, |on| {
            let query = sqlx::query_as(WAITING).bind(now).bind(created_by);
            query.bind(LISTED_MAX).fetch_all(on).await?
        });
        lines.into_iter().map(InvitationLine::read).collect()
    }

    /// Withdraws an invitation in the name of a `person:` or an `admin:`; `false` when there is
    /// none that waits.
    pub async fn withdraw_invitation(&self, hash: &Hash32, by: &str, at: i64) -> Result<bool> {
        let hash = Hex::from(*hash);
        Ok(writing!(self, |on| {
            sqlx::query(TAKE).bind(&hash).bind(by).bind(at).execute(on).await?.rows_affected()
        }) == 1)
    }

    /// How many invitations of somebody wait to be used.
    pub async fn open_invitations(&self, created_by: &str, now: i64) -> Result<u64> {
        let found: i64 = reading!(self, |on| {
            sqlx::query_scalar(OPEN).bind(created_by).bind(now).fetch_one(on).await?
        });
        crate::line::count("invitation", found)
    }
}
