//! Rows as the tables hold them, one struct a table, field by column. They go to the database and
//! to the export in this form; what they mean is in `read` and `write` of the modules above.

use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use crate::error::{Result, StoreError};
use crate::form::Form;
use crate::hex::Hex;

/// One line of an export.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "table", rename_all = "snake_case")]
pub(crate) enum Line {
    Village(VillageLine),
    Meta(MetaLine),
    Journal(JournalLine),
    Transfer(TransferLine),
    Balance(BalanceLine),
    LedgerHead(HeadLine),
    Post(PostLine),
    Reply(ReplyLine),
    Audit(AuditRowLine),
    RequestKey(KeyLine),
    Token(TokenLine),
    Credential(CredentialLine),
    Session(SessionLine),
    Invitation(InvitationLine),
    Blob(BlobLine),
    Letter(LetterLine),
    Mind(MindLine),
    MindChange(MindChangeLine),
    ThoughtSum(ThoughtSumLine),
    /// An administrator of tables of version 1; now a credential.
    Admin(AdminLine),
}

/// The first line of an export.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct VillageLine {
    /// Version of the tables.
    pub tables: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromRow)]
pub(crate) struct MetaLine {
    pub name: String,
    pub value: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromRow)]
pub(crate) struct JournalLine {
    pub tick: i64,
    pub at: i64,
    pub rules: i64,
    pub commands: String,
    pub hashes: String,
    pub effects: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromRow)]
pub(crate) struct TransferLine {
    pub seq: i64,
    pub tick: i64,
    pub at: i64,
    pub debit: i64,
    pub credit: i64,
    pub amount: i64,
    pub reason: i64,
    pub source: String,
    pub note: String,
    pub post: Option<i64>,
    pub reply: Option<i64>,
    pub prev: Hex,
    pub hash: Hex,
    pub debit_after: i64,
    pub credit_after: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromRow)]
pub(crate) struct BalanceLine {
    pub account: i64,
    pub held: i64,
    pub floor: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromRow)]
pub(crate) struct HeadLine {
    pub next_seq: i64,
    pub hash: Hex,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromRow)]
pub(crate) struct PostLine {
    pub id: i64,
    pub author: String,
    pub origin: String,
    pub audience: String,
    pub title: String,
    pub body: String,
    pub tags: String,
    pub status: String,
    /// These two are not in exports of tables of version 1.
    #[serde(default)]
    pub pinned: bool,
    #[serde(default)]
    pub locked: bool,
    pub tick: i64,
    pub at: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromRow)]
pub(crate) struct ReplyLine {
    pub id: i64,
    pub post: i64,
    pub author: String,
    pub origin: String,
    pub body: String,
    pub tick: i64,
    pub at: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromRow)]
pub(crate) struct AuditRowLine {
    pub id: i64,
    pub tick: i64,
    pub at: i64,
    pub principal: String,
    pub action: String,
    pub subject: String,
    pub outcome: String,
    /// These two are not in exports of tables of version 1.
    #[serde(default)]
    pub origin: Option<String>,
    #[serde(default)]
    pub why: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromRow)]
pub(crate) struct KeyLine {
    pub principal: String,
    pub key: String,
    pub request: Hex,
    pub reply: Hex,
    pub at: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromRow)]
pub(crate) struct TokenLine {
    pub id: String,
    pub hash: Hex,
    pub holder: String,
    pub scopes: String,
    pub created_at: i64,
    pub expires_at: Option<i64>,
    pub revoked_at: Option<i64>,
    pub last_used: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct AdminLine {
    pub name: String,
    pub phc: String,
    pub created_at: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromRow)]
pub(crate) struct CredentialLine {
    pub name: String,
    pub phc: Option<String>,
    pub role: String,
    pub vouched: bool,
    pub oidc_issuer: Option<String>,
    pub oidc_subject: Option<String>,
    pub created_at: i64,
    pub changed_at: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromRow)]
pub(crate) struct SessionLine {
    pub id: Hex,
    pub name: String,
    pub created_at: i64,
    pub last_seen: i64,
    pub expires_at: i64,
    pub revoked_at: Option<i64>,
    pub address: String,
    pub agent: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromRow)]
pub(crate) struct InvitationLine {
    pub hash: Hex,
    pub role: String,
    pub vouched: bool,
    pub created_by: String,
    pub created_at: i64,
    pub expires_at: i64,
    pub used_by: Option<String>,
    pub used_at: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromRow)]
pub(crate) struct BlobLine {
    pub hash: Hex,
    pub bytes: Hex,
    pub size: i64,
    pub kind: String,
    pub name: String,
    pub author: String,
    pub at: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromRow)]
pub(crate) struct LetterLine {
    pub id: i64,
    pub person: i64,
    pub agent: i64,
    pub by_agent: bool,
    pub origin: String,
    pub body: String,
    pub tick: i64,
    pub at: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromRow)]
pub(crate) struct MindLine {
    pub villager: i64,
    pub record: Hex,
    pub checksum: Hex,
    pub tick: i64,
    pub at: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromRow)]
pub(crate) struct MindChangeLine {
    pub villager: i64,
    pub number: i64,
    pub change: Hex,
    pub checksum: Hex,
    pub tick: i64,
    pub at: i64,
}

/// The traces stay where they are, but their numbers are known elsewhere and not given again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromRow)]
pub(crate) struct ThoughtSumLine {
    pub last: i64,
}

impl From<AdminLine> for CredentialLine {
    fn from(admin: AdminLine) -> Self {
        Self {
            name: admin.name,
            phc: Some(admin.phc),
            role: "admin".into(),
            vouched: true,
            oidc_issuer: None,
            oidc_subject: None,
            created_at: admin.created_at,
            changed_at: admin.created_at,
        }
    }
}

/// A number on its way into a column; all of ours are far from the limit.
pub(crate) fn number(value: u64) -> Result<i64> {
    i64::try_from(value)
        .map_err(|_| StoreError::Refused { why: format!("{value} is too large to be stored") })
}

/// A number from a column.
pub(crate) fn count(table: &str, value: i64) -> Result<u64> {
    u64::try_from(value).map_err(|_| damaged(table, value, "a number is negative"))
}

/// A word from a column.
pub(crate) fn word<T: Form>(table: &str, id: impl ToString, text: &str) -> Result<T> {
    T::read(text).ok_or_else(|| damaged(table, id, "a word is not known"))
}

/// JSON from a column.
pub(crate) fn json<T: for<'de> Deserialize<'de>>(
    table: &str,
    id: impl ToString,
    text: &str,
) -> Result<T> {
    serde_json::from_str(text).map_err(|error| damaged(table, id, &error.to_string()))
}

/// The report of a row that this program did not write so.
pub(crate) fn damaged(table: &str, id: impl ToString, why: &str) -> StoreError {
    StoreError::Corrupt { what: format!("{table} {}: {why}", id.to_string()) }
}
