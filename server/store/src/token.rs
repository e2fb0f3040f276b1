//! Tokens, the set-up link and notes. Only hashes are kept: whoever reads the database
//! can act as nobody.

use village_economy::Hash32;

use crate::error::Result;
use crate::form::Form;
use crate::hex::Hex;
use crate::history::PAGE_MAX;
use crate::line::{TokenLine, damaged, json, word};
use crate::store::{Store, reading, writing};

/// Whom a token speaks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// A villager, by its slug.
    Agent(String),
    /// The operator's administrator, by name: whoever can run commands where the village runs.
    Admin(String),
    /// A person, by the name of the credential.
    Person(String),
}

/// A token as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRow {
    /// The public part by which people tell tokens apart.
    pub id: String,
    /// SHA-256 of the token.
    pub hash: Hash32,
    pub holder: Holder,
    pub scopes: Vec<String>,
    /// This and the following: UTC microseconds since 1970.
    pub created_at: i64,
    pub expires_at: Option<i64>,
    pub revoked_at: Option<i64>,
    pub last_used: Option<i64>,
}

pub(crate) const INSERT_TOKEN: &str =
    "insert into token (id, hash, holder, scopes, created_at, expires_at,
    revoked_at, last_used) values ($1, $2, $3, $4, $5, $6, $7, $8)";
const FIND_TOKEN: &str = "select id, hash, holder, scopes, created_at, expires_at, revoked_at,
    last_used from token where hash = $1";
const TOKENS: &str = "select id, hash, holder, scopes, created_at, expires_at, revoked_at,
    last_used from token order by created_at, id";
const TOKENS_OF: &str = "select id, hash, holder, scopes, created_at, expires_at, revoked_at,
    last_used from token where holder = $1 and revoked_at is null
    and (expires_at is null or expires_at > $2) order by created_at, id limit $3";
pub(crate) const INSERT_META: &str = "insert into meta (name, value) values ($1, $2)
    on conflict (name) do update set value = excluded.value";

/// Inserts one token on whichever database it is.
macro_rules! insert_token {
    ($on:expr, $line:expr) => {{
        let line: &$crate::line::TokenLine = $line;
        sqlx::query($crate::token::INSERT_TOKEN)
            .bind(&line.id)
            .bind(&line.hash)
            .bind(&line.holder)
            .bind(&line.scopes)
            .bind(line.created_at)
            .bind(line.expires_at)
            .bind(line.revoked_at)
            .bind(line.last_used)
            .execute($on)
            .await?;
    }};
}
pub(crate) use insert_token;

impl TokenLine {
    fn of(token: &TokenRow) -> Self {
        Self {
            id: token.id.clone(),
            hash: token.hash.into(),
            holder: token.holder.write(),
            scopes: serde_json::Value::from(token.scopes.clone()).to_string(),
            created_at: token.created_at,
            expires_at: token.expires_at,
            revoked_at: token.revoked_at,
            last_used: token.last_used,
        }
    }

    fn read(self) -> Result<TokenRow> {
        const TABLE: &str = "token";
        let hash = self.hash.hash();
        Ok(TokenRow {
            hash: hash.ok_or_else(|| damaged(TABLE, &self.id, "a hash has not 32 bytes"))?,
            holder: word(TABLE, &self.id, &self.holder)?,
            scopes: json(TABLE, &self.id, &self.scopes)?,
            id: self.id,
            created_at: self.created_at,
            expires_at: self.expires_at,
            revoked_at: self.revoked_at,
            last_used: self.last_used,
        })
    }
}

impl Store {
    /// Keeps a new token. [`Refused`](crate::StoreError::Refused) when its id or hash is there.
    pub async fn put_token(&self, token: &TokenRow) -> Result<()> {
        let line = TokenLine::of(token);
        writing!(self, |on| insert_token!(on, &line));
        Ok(())
    }

    /// The token with this hash, also when it is revoked or has expired.
    pub async fn find_token(&self, hash: &Hash32) -> Result<Option<TokenRow>> {
        let hash = Hex::from(*hash);
        let line: Option<TokenLine> = reading!(self, |on| {
            sqlx::query_as(FIND_TOKEN).bind(&hash).fetch_optional(on).await?
        });
        line.map(TokenLine::read).transpose()
    }

    /// The tokens of a holder that work at `now`, oldest first, at most [`PAGE_MAX`].
    pub async fn tokens_of(&self, holder: &Holder, now: i64) -> Result<Vec<TokenRow>> {
        let most = i64::try_from(PAGE_MAX).unwrap_or(i64::MAX);
        let lines: Vec<TokenLine> = reading!(self, |on| {
            let query = sqlx::query_as(TOKENS_OF).bind(holder.write()).bind(now).bind(most);
            query.fetch_all(on).await?
        });
        lines.into_iter().map(TokenLine::read).collect()
    }

    /// All tokens, oldest first.
    pub async fn tokens(&self) -> Result<Vec<TokenRow>> {
        let lines: Vec<TokenLine> =
            reading!(self, |on| sqlx::query_as(TOKENS).fetch_all(on).await?);
        lines.into_iter().map(TokenLine::read).collect()
    }

    /// `false` when there is no such token or it was revoked before.
    pub async fn revoke_token(&self, id: &str, at: i64) -> Result<bool> {
        let query = "update token set revoked_at = $2 where id = $1 and revoked_at is null";
        Ok(writing!(self, |on| {
            sqlx::query(query).bind(id).bind(at).execute(on).await?.rows_affected() == 1
        }))
    }

    /// As [`Self::revoke_token`], but only a token of this holder.
    pub async fn revoke_token_of(&self, id: &str, holder: &Holder, at: i64) -> Result<bool> {
        let query = "update token set revoked_at = $3
            where id = $1 and holder = $2 and revoked_at is null";
        Ok(writing!(self, |on| {
            let query = sqlx::query(query).bind(id).bind(holder.write()).bind(at);
            query.execute(on).await?.rows_affected() == 1
        }))
    }

    /// Notes when a token was last used. An earlier stamp than the one noted changes nothing.
    pub async fn touch_token(&self, id: &str, at: i64) -> Result<()> {
        let query = "update token set last_used = $2
            where id = $1 and (last_used is null or last_used < $2)";
        writing!(self, |on| {
            sqlx::query(query).bind(id).bind(at).execute(on).await?;
        });
        Ok(())
    }

    /// Makes the one set-up link that works; an older one dies.
    pub async fn put_setup(&self, hash: &Hash32, expires_at: i64) -> Result<()> {
        let hash = Hex::from(*hash);
        let query = "insert into setup (one, hash, expires_at) values (1, $1, $2)
            on conflict (one) do update set hash = excluded.hash, expires_at = excluded.expires_at";
        writing!(self, |on| {
            sqlx::query(query).bind(&hash).bind(expires_at).execute(on).await?;
        });
        Ok(())
    }

    /// Uses the set-up link up. `false` when it was used before, has expired or never was. Of two
    /// that try at once, one gets `true`.
    pub async fn take_setup(&self, hash: &Hash32, now: i64) -> Result<bool> {
        let hash = Hex::from(*hash);
        let query = "delete from setup where hash = $1 and expires_at > $2";
        Ok(writing!(self, |on| {
            sqlx::query(query).bind(&hash).bind(now).execute(on).await?.rows_affected() == 1
        }))
    }

    /// A note of the server about the village, such as the key of its cookies.
    pub async fn meta(&self, name: &str) -> Result<Option<String>> {
        let query = "select value from meta where name = $1";
        Ok(reading!(self, |on| sqlx::query_scalar(query).bind(name).fetch_optional(on).await?))
    }

    /// Keeps a note, in place of an older one of this name.
    pub async fn put_meta(&self, name: &str, value: &str) -> Result<()> {
        writing!(self, |on| {
            sqlx::query(INSERT_META).bind(name).bind(value).execute(on).await?;
        });
        Ok(())
    }
}
