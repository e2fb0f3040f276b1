//! Sessions: 256 random bits in a cookie, kept as SHA-256. One that was ended is dead within a
//! second, by [`crate::lookups`].

use rand::RngExt;
use village_economy::Hash32;
use village_store::{AGENT_MAX, SessionRow, Store, StoreError};

use crate::lookups::{Lookups, NoRow};
use crate::tokens::{hash, hex};

/// How long a session lasts, and how long it lasts unused, in microseconds.
pub const LIFE: i64 = 30 * DAY;
pub const IDLE_MAX: i64 = 7 * DAY;
/// How long a session that is over is still shown to the database's readers.
const MEMORY: i64 = 30 * DAY;
const DAY: i64 = 24 * 60 * 60 * 1_000_000;
/// How exactly it is noted when a session was used, in microseconds: five minutes.
const TOUCH_EVERY: i64 = 5 * 60 * 1_000_000;

/// Characters of a secret.
const SECRET_CHARS: usize = 64;

/// Why a session is not good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadSession {
    #[error("the session is over: sign in again")]
    Stale,
    #[error("the store is away and this session was not seen before")]
    StoreAway,
}

/// All sessions, as the database knows them. Cheap to clone.
#[derive(Clone)]
pub struct Sessions {
    store: Store,
    known: Lookups<SessionRow>,
}

/// A secret that whoever holds it shows: the id of a session or of a browser.
pub fn secret() -> String {
    let secret: [u8; 32] = rand::rng().random();
    hex(&secret)
}

/// The form in which a secret is kept; none for what can be no secret of ours.
pub fn kept_form(secret: &str) -> Option<Hash32> {
    let is_hex = secret.bytes().all(|byte| byte.is_ascii_hexdigit());
    (secret.len() == SECRET_CHARS && is_hex).then(|| hash(secret))
}

/// The part of a hash by which whoever has the session or the invitation tells it apart.
pub fn handle(id: &Hash32) -> String {
    hex(&id.0[..8])
}

impl Sessions {
    pub fn new(store: Store) -> Self {
        Self { store, known: Lookups::knowing([]) }
    }

    /// A new session of a name; its secret is told here alone. `now` is UTC in microseconds since
    /// 1970.
    pub async fn begin(
        &self,
        name: &str,
        address: String,
        agent: &str,
        now: i64,
    ) -> Result<(String, SessionRow), StoreError> {
        let secret = secret();
        let row = SessionRow {
            id: hash(&secret),
            name: name.to_owned(),
            created_at: now,
            last_seen: now,
            expires_at: now.saturating_add(LIFE),
            revoked_at: None,
            address,
            agent: agent.chars().filter(|c| !c.is_control()).take(AGENT_MAX).collect(),
        };
        self.store.put_session(&row, now.saturating_sub(MEMORY)).await?;
        Ok((secret, row))
    }

    /// The row of a good session.
    pub async fn find(&self, secret: &str, now: i64) -> Result<SessionRow, BadSession> {
        let id = kept_form(secret).ok_or(BadSession::Stale)?;
        let row = self.known.get(&id, self.store.find_session(&id)).await;
        let row = row.map_err(|why| match why {
            NoRow::Unknown => BadSession::Stale,
            NoRow::StoreAway => BadSession::StoreAway,
        })?;
        if !is_live(&row, now) {
            return Err(BadSession::Stale);
        }
        self.touch(&row, now);
        Ok(row)
    }

    /// The sessions of a name that still work, newest first.
    pub async fn of(&self, name: &str, now: i64) -> Result<Vec<SessionRow>, StoreError> {
        let mut rows = self.store.sessions_of(name, now).await?;
        rows.retain(|row| is_live(row, now));
        Ok(rows)
    }

    /// Ends a session; here at once, elsewhere within a second. `false` when it was over.
    pub async fn end(&self, id: &Hash32, now: i64) -> Result<bool, StoreError> {
        let ended = self.store.revoke_session(id, now).await?;
        self.known.forget(|known, _| known == id);
        Ok(ended)
    }

    /// Ends all sessions of a name but one, or all; gives how many.
    pub async fn end_all(
        &self,
        name: &str,
        but: Option<&Hash32>,
        now: i64,
    ) -> Result<u64, StoreError> {
        let ended = self.store.revoke_sessions(name, but, now).await?;
        self.known.forget(|id, row| row.name == name && Some(id) != but);
        Ok(ended)
    }

    /// Notes that a session is used, now and then and while nobody waits for it.
    fn touch(&self, row: &SessionRow, now: i64) {
        if now.saturating_sub(row.last_seen) < TOUCH_EVERY {
            return;
        }
        let seen = |row: &mut SessionRow| std::mem::replace(&mut row.last_seen, now);
        if self.known.change(&row.id, seen).is_some_and(|before| before >= now) {
            return;
        }
        let (store, id) = (self.store.clone(), row.id);
        tokio::spawn(async move {
            if let Err(error) = store.touch_session(&id, now).await {
                tracing::debug!(%error, "the use of a session could not be noted");
            }
        });
    }
}

fn is_live(row: &SessionRow, now: i64) -> bool {
    row.revoked_at.is_none() && now < row.expires_at && now.saturating_sub(row.last_seen) < IDLE_MAX
}

#[cfg(test)]
mod tests {
    use super::*;
    use village_sim::Role;
    use village_store::{Credential, Place};

    async fn sessions() -> (tempfile::TempDir, Store, Sessions) {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::in_folder(folder.path());
        let store = Store::open(&place, village_store::Role::Tool).await.unwrap();
        let erik = Credential {
            name: "erik".into(),
            phc: None,
            role: Role::Member,
            vouched: true,
            subject: None,
            created_at: 1,
            changed_at: 1,
        };
        store.sign_up(&erik, None).await.unwrap();
        let sessions = Sessions::new(store.clone());
        (folder, store, sessions)
    }

    #[tokio::test]
    async fn a_session_is_good_until_it_is_ended_idle_or_over() {
        let (_folder, _, sessions) = sessions().await;
        let begin = async || sessions.begin("erik", "203.0.113.7".into(), "x\n", 5).await.unwrap();
        let (secret, row) = begin().await;
        assert_eq!(row.agent, "x");
        assert_eq!(sessions.find(&secret, 6).await, Ok(row.clone()));
        let (used, _) = begin().await;
        let (idle, _) = begin().await;
        for day in 1..=29 {
            assert!(sessions.find(&used, 5 + day * DAY).await.is_ok(), "day {day}");
        }
        assert_eq!(sessions.find(&used, 5 + LIFE).await, Err(BadSession::Stale));
        assert_eq!(sessions.find(&idle, 5 + IDLE_MAX).await, Err(BadSession::Stale));
        assert_eq!(sessions.of("erik", 6).await.unwrap().len(), 3);
        assert!(sessions.end(&row.id, 7).await.unwrap());
        assert_eq!(sessions.find(&secret, 8).await, Err(BadSession::Stale));
        assert!(!sessions.end(&row.id, 7).await.unwrap());
        let stranger = super::secret();
        for bad in ["", "x", &secret[1..], &stranger, &"g".repeat(64)] {
            assert_eq!(sessions.find(bad, 6).await, Err(BadSession::Stale), "{bad}");
        }
    }

    #[tokio::test]
    async fn all_sessions_but_one_end_at_once() {
        let (_folder, store, sessions) = sessions().await;
        let mut secrets = Vec::new();
        for now in 1..=3 {
            let (secret, row) = sessions.begin("erik", String::new(), "", now).await.unwrap();
            sessions.find(&secret, now).await.unwrap();
            secrets.push((secret, row));
        }
        let own = secrets[1].1.id;
        assert_eq!(sessions.end_all("erik", Some(&own), 9).await.unwrap(), 2);
        for (secret, row) in &secrets {
            let found = sessions.find(secret, 10).await;
            assert_eq!(found.is_ok(), row.id == own);
        }
        // Whoever reads the database cannot take anybody's place.
        assert_ne!(hex(&own.0), secrets[1].0);
        assert_eq!(store.sessions_of("erik", 10).await.unwrap().len(), 1);
    }
}
