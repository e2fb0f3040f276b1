//! Bearer tokens: 256 random bits, shown once, kept as SHA-256. A revoked one is dead within a
//! second, by [`crate::lookups`].

mod revoke;
mod scope;

use rand::RngExt;
use sha2::{Digest, Sha256};
use village_economy::Hash32;
use village_store::{Holder, Store, StoreError, TokenRow};

pub use scope::{Scope, ScopeForm, Scopes};

use crate::lookups::{Lookups, NoRow};

/// Longest token that is looked at, in bytes.
const LENGTH_MAX: usize = 128;
/// How exactly it is noted when a token was used, in microseconds: five minutes.
const TOUCH_EVERY: i64 = 5 * 60 * 1_000_000;
/// First characters of every token, so that people and scanners know one when they see it.
const PREFIX: &str = "village_";

/// A token just made. Its text is shown once and is nowhere else.
#[derive(Debug)]
pub struct Fresh {
    pub text: String,
    pub row: TokenRow,
}

/// Why a token is not good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadToken {
    #[error("no such token")]
    Unknown,
    #[error("the token was revoked")]
    Revoked,
    #[error("the token has expired")]
    Expired,
    #[error("the store is away and this token was not seen before")]
    StoreAway,
}

/// All tokens, as the database knows them.
#[derive(Clone)]
pub struct Tokens {
    store: Store,
    known: Lookups<TokenRow>,
}

/// A new token for a holder. It is good from `now` (UTC microseconds since 1970) until `expires`.
pub fn make(holder: Holder, scopes: Vec<String>, now: i64, expires: Option<i64>) -> Fresh {
    let mut rng = rand::rng();
    let secret: [u8; 32] = rng.random();
    let id: [u8; 5] = rng.random();
    let id = hex(&id);
    let text = format!("{PREFIX}{id}_{}", hex(&secret));
    let row = TokenRow {
        id,
        hash: hash(&text),
        holder,
        scopes,
        created_at: now,
        expires_at: expires,
        revoked_at: None,
        last_used: None,
    };
    Fresh { text, row }
}

/// The form in which a secret is kept.
pub fn hash(text: &str) -> Hash32 {
    Hash32(Sha256::digest(text.as_bytes()).into())
}

/// Bytes as lowercase hex.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |four: u8| char::from(DIGITS[usize::from(four & 15)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}

impl Tokens {
    /// The tokens of a store; those that are there now are known from the start.
    pub async fn load(store: Store) -> Result<Self, StoreError> {
        let rows = store.tokens().await?.into_iter().rev();
        let known = Lookups::knowing(rows.map(|row| (row.hash, row)));
        Ok(Self { store, known })
    }

    /// Whom a token speaks for. `now` is UTC in microseconds since 1970.
    pub async fn holder(&self, token: &str, now: i64) -> Result<Holder, BadToken> {
        Ok(self.find(token, now).await?.holder)
    }

    /// The row of a good token.
    pub async fn find(&self, token: &str, now: i64) -> Result<TokenRow, BadToken> {
        if token.len() > LENGTH_MAX || !token.starts_with(PREFIX) {
            return Err(BadToken::Unknown);
        }
        let hash = hash(token);
        let row = self.known.get(&hash, self.store.find_token(&hash)).await;
        let row = row.map_err(|why| match why {
            NoRow::Unknown => BadToken::Unknown,
            NoRow::StoreAway => BadToken::StoreAway,
        })?;
        let row = check(row, now)?;
        self.touch(&row, now);
        Ok(row)
    }

    /// Forgets what was known, so that a token that was just revoked is dead here at once.
    pub fn forget(&self, id: &str) {
        self.known.forget(|_, row| row.id == id);
    }

    /// Notes that a token is used, now and then and while nobody waits for it.
    fn touch(&self, row: &TokenRow, now: i64) {
        if row.last_used.is_some_and(|used| now.saturating_sub(used) < TOUCH_EVERY) {
            return;
        }
        let before = self.known.change(&row.hash, |row| row.last_used.replace(now)).flatten();
        if before.is_some_and(|used| used >= now) {
            return;
        }
        let (store, id) = (self.store.clone(), row.id.clone());
        tokio::spawn(async move {
            if let Err(error) = store.touch_token(&id, now).await {
                tracing::debug!(%error, "the use of a token could not be noted");
            }
        });
    }
}

fn check(row: TokenRow, now: i64) -> Result<TokenRow, BadToken> {
    if row.revoked_at.is_some() {
        return Err(BadToken::Revoked);
    }
    if row.expires_at.is_some_and(|end| now >= end) {
        return Err(BadToken::Expired);
    }
    Ok(row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use village_store::{Place, Role};

    #[test]
    fn hex_is_hex() {
        assert_eq!(hex(&[0, 9, 10, 0x7f, 255]), "00090a7fff");
    }

    #[test]
    fn tokens_differ_and_keep_only_their_hash() {
        let agent = || Holder::Agent("ada".into());
        let (one, two) = (make(agent(), Vec::new(), 1, None), make(agent(), Vec::new(), 1, None));
        assert_ne!(one.text, two.text);
        assert_eq!(one.text.len(), PREFIX.len() + 10 + 1 + 64);
        assert_eq!(one.row.hash, hash(&one.text));
        assert!(one.text.contains(&one.row.id));
    }

    #[tokio::test]
    async fn a_token_is_good_until_it_is_revoked_or_over() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Place::in_folder(folder.path()), Role::Tool).await.unwrap();
        let tokens = Tokens::load(store.clone()).await.unwrap();
        let good = make(Holder::Agent("ada".into()), Vec::new(), 10, Some(100));
        assert_eq!(tokens.holder(&good.text, 20).await, Err(BadToken::Unknown));
        store.put_token(&good.row).await.unwrap();
        assert_eq!(tokens.holder(&good.text, 20).await, Ok(Holder::Agent("ada".into())));
        assert_eq!(tokens.holder(&good.text, 100).await, Err(BadToken::Expired));
        for bad in ["", "village_", "Bearer x", &good.text[..good.text.len() - 1]] {
            assert_eq!(tokens.holder(bad, 20).await, Err(BadToken::Unknown), "{bad}");
        }
        assert!(store.revoke_token(&good.row.id, 30).await.unwrap());
        // Another process's server would know within a second; this one asks afresh.
        let tokens = Tokens::load(store).await.unwrap();
        assert_eq!(tokens.holder(&good.text, 40).await, Err(BadToken::Revoked));
    }
}
