//! What proves who somebody is: a password, an account with a log-in provider, or both. One row a
//! name, never given up; names that differ only in case are the same name.
//!
//! Absent on purpose: what somebody may do in the village now and how they behaved. That is the
//! world's; the role here is the one with which the name was made known to it.

use village_economy::Hash32;
use village_sim::Role as Rank;

use crate::error::Result;
use crate::form::Form;
use crate::hex::Hex;
use crate::line::{CredentialLine, count, damaged, word};
use crate::store::{Store, reading, writing, writing_at_once};

/// Somebody who can sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// 1 to 40 characters of plain ASCII, as its owner writes it.
    pub name: String,
    /// Argon2 hash of the password, as a PHC string; none for who only comes by a provider.
    pub phc: Option<String>,
    /// With which the name is made known to the world.
    pub role: Rank,
    /// Whether somebody of the village stands for this person, when it is made known.
    pub vouched: bool,
    /// The account with a log-in provider that is this person.
    pub subject: Option<Subject>,
    /// This and the following: UTC microseconds since 1970.
    pub created_at: i64,
    /// When password or provider changed last.
    pub changed_at: i64,
}

/// An account with a log-in provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    pub issuer: String,
    /// The provider's own name for it, unique there for ever.
    pub subject: String,
}

/// What came of signing up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignUp {
    /// The credential as it is kept: role and voucher are the invitation's, where there is one.
    Done(Credential),
    /// The name, or the account with the provider, is somebody's already.
    Taken,
    /// No such invitation, or it was used or is too old.
    BadInvitation,
}

pub(crate) const INSERT_CREDENTIAL: &str = "insert into credential (name, phc, role, vouched,
    oidc_issuer, oidc_subject, created_at, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict do nothing";
/// `lower` of plain ASCII is the same everywhere when it is done to the right alphabet.
const FIND: [&str; 2] = [
    "select name, phc, role, vouched, oidc_issuer, oidc_subject, created_at, changed_at
        from credential where lower(name) = $1",
    "select name, phc, role, vouched, oidc_issuer, oidc_subject, created_at, changed_at
        from credential where lower(name collate \"C\") = $1",
];
const FIND_SUBJECT: &str = "select name, phc, role, vouched, oidc_issuer, oidc_subject,
    created_at, changed_at from credential where oidc_issuer = $1 and oidc_subject = $2";
const OFFER: &str = "select role, vouched from invitation
    where hash = $1 and used_at is null and expires_at > $2";
/// Uses an invitation up, or withdraws it.
pub(crate) const TAKE: &str = "update invitation set used_by = $2, used_at = $3
    where hash = $1 and used_at is null and expires_at > $3";

/// Inserts one credential on whichever database it is; gives the number of rows.
macro_rules! insert_credential {
    ($on:expr, $line:expr) => {{
        let line: &$crate::line::CredentialLine = $line;
        sqlx::query($crate::credential::INSERT_CREDENTIAL)
            .bind(&line.name)
            .bind(&line.phc)
            .bind(&line.role)
            .bind(line.vouched)
            .bind(&line.oidc_issuer)
            .bind(&line.oidc_subject)
            .bind(line.created_at)
            .bind(line.changed_at)
            .execute($on)
            .await?
            .rows_affected()
    }};
}
pub(crate) use insert_credential;

impl CredentialLine {
    fn of(credential: &Credential) -> Self {
        let subject = credential.subject.clone();
        let (oidc_issuer, oidc_subject) =
            subject.map(|subject| (subject.issuer, subject.subject)).unzip();
        Self {
            name: credential.name.clone(),
            phc: credential.phc.clone(),
            role: credential.role.write(),
            vouched: credential.vouched,
            oidc_issuer,
            oidc_subject,
            created_at: credential.created_at,
            changed_at: credential.changed_at,
        }
    }

    fn read(self) -> Result<Credential> {
        let subject = match (self.oidc_issuer, self.oidc_subject) {
            (Some(issuer), Some(subject)) => Some(Subject { issuer, subject }),
            (None, None) => None,
            _ => return Err(damaged("credential", self.name, "half of a provider's account")),
        };
        Ok(Credential {
            role: word("credential", &self.name, &self.role)?,
            name: self.name,
            phc: self.phc,
            vouched: self.vouched,
            subject,
            created_at: self.created_at,
            changed_at: self.changed_at,
        })
    }
}

impl Store {
    /// Keeps a new credential, and uses its invitation up, or neither. Of two that try the same
    /// name or the same invitation at once, one is [`SignUp::Done`].
    pub async fn sign_up(
        &self,
        credential: &Credential,
        invitation: Option<&Hash32>,
    ) -> Result<SignUp> {
        let mut credential = credential.clone();
        let now = credential.created_at;
        let invitation = invitation.map(|hash| Hex::from(*hash));
        Ok(writing_at_once!(self, |on| {
            if let Some(hash) = &invitation {
                let offer: Option<(String, bool)> =
                    sqlx::query_as(OFFER).bind(hash).bind(now).fetch_optional(&mut *on).await?;
                let Some((role, vouched)) = offer else {
                    return Ok(SignUp::BadInvitation);
                };
                credential.role = word("invitation", "", &role)?;
                credential.vouched = vouched;
            }
            if insert_credential!(&mut *on, &CredentialLine::of(&credential)) == 0 {
                return Ok(SignUp::Taken);
            }
            if let Some(hash) = &invitation {
                let taken = sqlx::query(TAKE).bind(hash).bind(&credential.name).bind(now);
                if taken.execute(&mut *on).await?.rows_affected() == 0 {
                    return Ok(SignUp::BadInvitation);
                }
            }
            SignUp::Done(credential)
        }))
    }

    /// The credential of this name, whatever the case.
    pub async fn credential(&self, name: &str) -> Result<Option<Credential>> {
        let folded = name.to_ascii_lowercase();
        let find = FIND[usize::from(self.is_postgres())];
        let line: Option<CredentialLine> =
            reading!(self, |on| sqlx::query_as(find).bind(folded).fetch_optional(on).await?);
        line.map(CredentialLine::read).transpose()
    }

    /// The credential of an account with a log-in provider.
    pub async fn credential_of(&self, subject: &Subject) -> Result<Option<Credential>> {
        let line: Option<CredentialLine> = reading!(self, |on| {
            let query = sqlx::query_as(FIND_SUBJECT).bind(&subject.issuer).bind(&subject.subject);
            query.fetch_optional(on).await?
        });
        line.map(CredentialLine::read).transpose()
    }

    /// Gives a name, written as it is kept, another password. `false` when there is none.
    pub async fn set_password(&self, name: &str, phc: &str, at: i64) -> Result<bool> {
        let query = "update credential set phc = $2, changed_at = $3 where name = $1";
        Ok(writing!(self, |on| {
            sqlx::query(query).bind(name).bind(phc).bind(at).execute(on).await?.rows_affected()
        }) == 1)
    }

    /// Ties an account with a log-in provider to a name that has none.
    /// [`Refused`](crate::StoreError::Refused) when the account is somebody else's; `false` when
    /// the name is not there or has one already.
    pub async fn link_subject(&self, name: &str, subject: &Subject, at: i64) -> Result<bool> {
        let query = "update credential set oidc_issuer = $2, oidc_subject = $3, changed_at = $4
            where name = $1 and oidc_issuer is null";
        Ok(writing!(self, |on| {
            let query = sqlx::query(query).bind(name).bind(&subject.issuer);
            query.bind(&subject.subject).bind(at).execute(on).await?.rows_affected()
        }) == 1)
    }

    /// How many names were made administrators; with none, a set-up link is needed.
    pub async fn admins_count(&self) -> Result<u64> {
        let query = "select count(*) from credential where role = 'admin'";
        let found: i64 = reading!(self, |on| sqlx::query_scalar(query).fetch_one(on).await?);
        count("credential", found)
    }
}
