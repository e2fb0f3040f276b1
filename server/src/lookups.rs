//! Rows that nearly every request asks for, tokens and sessions, by the hash of a secret. The
//! database is asked for each at most about once a second, so that what ended elsewhere is dead
//! within a second; while the store is away, what was known before still holds, so that life goes
//! on.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use village_economy::Hash32;
use village_store::StoreError;

/// How long an answer of the database holds.
const FRESH: Duration = Duration::from_millis(900);
/// How long the database may take to tell of a row that it told of before.
const PATIENCE: Duration = Duration::from_millis(200);
/// The same for a row of which nothing is known: without an answer there is none to give.
const PATIENCE_FIRST: Duration = Duration::from_secs(2);
/// Rows that are remembered at most; further ones are looked up each time.
const REMEMBERED_MAX: usize = 100_000;

/// Why there is no row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRow {
    Unknown,
    /// Nor was it seen before.
    StoreAway,
}

/// What the database told, for a while. Cheap to clone.
#[derive(Clone)]
pub struct Lookups<R> {
    kept: Arc<Mutex<Kept<R>>>,
}

struct Kept<R> {
    rows: HashMap<Hash32, Known<R>>,
    /// How often something was forgotten: what was asked for before is not kept after.
    forgotten: u64,
}

struct Known<R> {
    row: R,
    asked: Instant,
}

impl<R: Clone> Lookups<R> {
    /// With these rows known from the start; the first count where there are too many.
    pub fn knowing(rows: impl IntoIterator<Item = (Hash32, R)>) -> Self {
        let asked = Instant::now();
        let rows = rows.into_iter().take(REMEMBERED_MAX);
        let rows = rows.map(|(key, row)| (key, Known { row, asked })).collect();
        Self { kept: Arc::new(Mutex::new(Kept { rows, forgotten: 0 })) }
    }

    /// A row as it is remembered, while that is fresh; else as the database tells it.
    pub async fn get(
        &self,
        key: &Hash32,
        lookup: impl Future<Output = Result<Option<R>, StoreError>>,
    ) -> Result<R, NoRow> {
        let asked = Instant::now();
        let (is_known, forgotten) = {
            let kept = self.kept();
            let known = kept.rows.get(key);
            if let Some(known) = known.filter(|known| known.asked.elapsed() < FRESH) {
                return Ok(known.row.clone());
            }
            (known.is_some(), kept.forgotten)
        };
        let patience = if is_known { PATIENCE } else { PATIENCE_FIRST };
        let told = tokio::time::timeout(patience, lookup).await;
        let mut kept = self.kept();
        // An answer to an earlier question does not outweigh that to a later one.
        if let Some(newer) = kept.rows.get(key).filter(|known| known.asked > asked) {
            return Ok(newer.row.clone());
        }
        match told {
            Ok(Ok(Some(row))) => {
                let has_room = kept.rows.len() < REMEMBERED_MAX || kept.rows.contains_key(key);
                if has_room && kept.forgotten == forgotten {
                    kept.rows.insert(*key, Known { row: row.clone(), asked });
                }
                Ok(row)
            }
            Ok(Ok(None)) => {
                kept.rows.remove(key);
                Err(NoRow::Unknown)
            }
            Ok(Err(_)) | Err(_) => {
                if let Ok(Err(error)) = told
                    && !error.is_away()
                {
                    tracing::error!(%error, "a secret could not be looked up");
                }
                let known = kept.rows.get_mut(key).ok_or(NoRow::StoreAway)?;
                // Not asked again by every request of an outage.
                known.asked = asked;
                Ok(known.row.clone())
            }
        }
    }

    /// Forgets rows that have just ended: they are dead here at once, and an answer that is on its
    /// way does not bring one back.
    pub fn forget(&self, has_ended: impl Fn(&Hash32, &R) -> bool) {
        let mut kept = self.kept();
        kept.forgotten += 1;
        kept.rows.retain(|key, known| !has_ended(key, &known.row));
    }

    /// Changes a row that is remembered. Gives what the change gives.
    pub fn change<T>(&self, key: &Hash32, change: impl FnOnce(&mut R) -> T) -> Option<T> {
        self.kept().rows.get_mut(key).map(|known| change(&mut known.row))
    }

    fn kept(&self) -> MutexGuard<'_, Kept<R>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use tokio::sync::oneshot;

    use super::*;

    const KEY: Hash32 = Hash32([7; 32]);

    fn lookups() -> Lookups<&'static str> {
        Lookups::knowing([])
    }

    #[tokio::test]
    async fn a_row_is_asked_for_once_a_while() {
        let lookups = lookups();
        assert_eq!(lookups.get(&KEY, ready(Ok(None))).await, Err(NoRow::Unknown));
        assert_eq!(lookups.get(&KEY, ready(Ok(Some("one")))).await, Ok("one"));
        assert_eq!(lookups.get(&KEY, pending()).await, Ok("one"));
        assert_eq!(lookups.change(&KEY, |row| std::mem::replace(row, "two")), Some("one"));
        assert_eq!(lookups.get(&KEY, pending()).await, Ok("two"));
        lookups.forget(|key, row| *key == KEY && *row == "one");
        assert_eq!(lookups.get(&KEY, pending()).await, Ok("two"));
        lookups.forget(|key, _| *key == KEY);
        assert_eq!(lookups.change(&KEY, |_| ()), None);
    }

    #[tokio::test]
    async fn an_answer_that_was_on_its_way_when_a_row_ended_is_not_kept() {
        let lookups = lookups();
        let (tell, told) = oneshot::channel();
        let lookup = async { Ok(told.await.unwrap()) };
        let end = async {
            lookups.forget(|key, _| *key == KEY);
            tell.send(Some("alive")).unwrap();
        };
        let (was_alive, ()) = tokio::join!(biased; lookups.get(&KEY, lookup), end);
        assert_eq!(was_alive, Ok("alive"));
        assert_eq!(lookups.get(&KEY, ready(Ok(Some("dead")))).await, Ok("dead"));
    }

    #[tokio::test]
    async fn an_earlier_question_does_not_outweigh_a_later_one() {
        let lookups = lookups();
        let (tell, told) = oneshot::channel();
        let earlier = async { Ok(told.await.unwrap()) };
        let later = async {
            assert_eq!(lookups.get(&KEY, ready(Ok(Some("revoked")))).await, Ok("revoked"));
            tell.send(Some("alive")).unwrap();
        };
        let (row, ()) = tokio::join!(biased; lookups.get(&KEY, earlier), later);
        assert_eq!(row, Ok("revoked"));
        assert_eq!(lookups.get(&KEY, pending()).await, Ok("revoked"));
    }

    fn away() -> Result<Option<&'static str>, StoreError> {
        Err(StoreError::Away { why: "a test".into() })
    }

    #[tokio::test]
    async fn what_was_known_holds_while_the_store_is_away_unless_it_was_forgotten() {
        let lookups = Lookups::knowing([(KEY, "known")]);
        let grow_old = || lookups.kept().rows.get_mut(&KEY).unwrap().asked -= FRESH;
        grow_old();
        assert_eq!(lookups.get(&KEY, ready(away())).await, Ok("known"));
        // A store that is silent is away as well.
        grow_old();
        assert_eq!(lookups.get(&KEY, pending()).await, Ok("known"));
        grow_old();
        let lookup = async {
            lookups.forget(|key, _| *key == KEY);
            away()
        };
        assert_eq!(lookups.get(&KEY, lookup).await, Err(NoRow::StoreAway));
        assert_eq!(lookups.get(&KEY, ready(away())).await, Err(NoRow::StoreAway));
    }
}
