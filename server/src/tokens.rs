//! Bearer tokens: 256 random bits, shown once, kept as SHA-256. Looking one up costs the database
//! at most one question a second, so that a revoked token is dead within a second; while the store
//! is away, what was known before still holds, so that life goes on.

mod revoke;
mod scope;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rand::RngExt;
use sha2::{Digest, Sha256};
use village_economy::Hash32;
use village_store::{Holder, Store, StoreError, TokenRow};

pub use scope::{Scope, ScopeForm, Scopes};

/// How long an answer of the database holds.
const FRESH: Duration = Duration::from_millis(900);
/// How long the database may take to say what a token is that it told of before.
const PATIENCE: Duration = Duration::from_millis(200);
/// The same for a token of which nothing is known: without an answer there is none to give.
const PATIENCE_FIRST: Duration = Duration::from_secs(2);
/// Tokens that are remembered at most; further ones are looked up each time.
const REMEMBERED_MAX: usize = 100_000;
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
    known: Arc<Mutex<HashMap<Hash32, Known>>>,
}

struct Known {
    row: TokenRow,
    asked: Instant,
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
        let asked = Instant::now();
        let rows = store.tokens().await?;
        let rows = rows.into_iter().rev().take(REMEMBERED_MAX);
        let known = rows.map(|row| (row.hash, Known { row, asked })).collect();
        Ok(Self { store, known: Arc::new(Mutex::new(known)) })
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
        let row = match self.remembered(&hash) {
            Some((row, true)) => row,
            known => self.ask(&hash, known.map(|(row, _)| row)).await?,
        };
        let row = check(row, now)?;
        self.touch(&row, now);
        Ok(row)
    }

    /// Forgets what was known, so that a token that was just revoked is dead here at once.
    pub fn forget(&self, id: &str) {
        self.known().retain(|_, known| known.row.id != id);
    }

    /// Notes that a token is used, now and then and while nobody waits for it.
    fn touch(&self, row: &TokenRow, now: i64) {
        if row.last_used.is_some_and(|used| now.saturating_sub(used) < TOUCH_EVERY) {
            return;
        }
        if let Some(known) = self.known().get_mut(&row.hash) {
            if known.row.last_used.is_some_and(|used| used >= now) {
                return;
            }
            known.row.last_used = Some(now);
        }
        let (store, id) = (self.store.clone(), row.id.clone());
        tokio::spawn(async move {
            if let Err(error) = store.touch_token(&id, now).await {
                tracing::debug!(%error, "the use of a token could not be noted");
            }
        });
    }

    /// A remembered row and whether it is fresh.
    fn remembered(&self, hash: &Hash32) -> Option<(TokenRow, bool)> {
        let known = self.known();
        let known = known.get(hash)?;
        Some((known.row.clone(), known.asked.elapsed() < FRESH))
    }

    async fn ask(&self, hash: &Hash32, old: Option<TokenRow>) -> Result<TokenRow, BadToken> {
        let asked = Instant::now();
        let patience = if old.is_some() { PATIENCE } else { PATIENCE_FIRST };
        match tokio::time::timeout(patience, self.store.find_token(hash)).await {
            Ok(Ok(Some(row))) => Ok(self.learn(row, asked)),
            Ok(Ok(None)) => {
                self.known().remove(hash);
                Err(BadToken::Unknown)
            }
            Ok(Err(error)) if !error.is_away() => {
                tracing::error!(%error, "a token could not be looked up");
                old.ok_or(BadToken::StoreAway)
            }
            Ok(Err(_)) | Err(_) => {
                let row = old.ok_or(BadToken::StoreAway)?;
                // Not asked again by every request of an outage.
                if let Some(known) = self.known().get_mut(hash) {
                    known.asked = asked;
                }
                Ok(row)
            }
        }
    }

    /// Takes in what the database said, and gives the row that holds: nothing that was revoked
    /// meanwhile comes back.
    fn learn(&self, row: TokenRow, asked: Instant) -> TokenRow {
        let mut known = self.known();
        match known.get(&row.hash) {
            Some(kept) if kept.row.revoked_at.is_some() => return kept.row.clone(),
            None if known.len() >= REMEMBERED_MAX => return row,
            _ => {}
        }
        known.insert(row.hash, Known { row: row.clone(), asked });
        row
    }

    fn known(&self) -> MutexGuard<'_, HashMap<Hash32, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
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
