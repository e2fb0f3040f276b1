//! The idempotency keys of the last 24 hours, by principal, in memory. The store holds the same
//! rows and gives them back at the start; a key is kept in the transaction of its effect.
//!
//! Bounded: a principal that uses more than [`KEYS_EACH_MAX`] keys within a day is refused further
//! ones, because forgetting a key would break its promise.

use std::collections::{HashMap, VecDeque};

use tokio::sync::oneshot;
use village_sim::Principal;
use village_store::{KEY_LIFE_MICROS, KeyRow};

use crate::answer;
use crate::door::{Answer, DoorError, Key, Reply};

/// Keys that one principal may use within 24 hours.
pub const KEYS_EACH_MAX: usize = 100_000;
/// Keys that all together may use within 24 hours.
pub const KEYS_MAX: usize = 1_000_000;
/// Callers that wait for the first of the same key at most.
const TWINS_MAX: usize = 64;

/// All keys.
#[derive(Debug, Default)]
pub struct Keys {
    by_principal: HashMap<Principal, HashMap<String, Entry>>,
    /// Kept keys by the time at which they were used.
    order: VecDeque<(i64, Principal, String)>,
}

#[derive(Debug)]
struct Entry {
    request: [u8; 32],
    state: State,
}

#[derive(Debug)]
enum State {
    /// The first is under way; these wait for its answer.
    InFlight(Vec<oneshot::Sender<Reply>>),
    /// The store went away before it said what became of the first.
    Unknown,
    Kept(Answer),
}

/// What becomes of a request with a key.
#[derive(Debug)]
pub enum Admitted {
    /// It is the first of its key and goes on.
    First,
    /// It was answered before.
    Kept(Answer),
    /// The first is under way: this is where its answer will come out.
    Twin(oneshot::Receiver<Reply>),
}

impl Keys {
    /// The keys that the store kept, oldest first.
    pub fn restore(rows: Vec<KeyRow>) -> Self {
        let mut keys = Self::default();
        for row in rows {
            // A key whose reply cannot be read must not become free: its effect happened.
            let state = answer::from_bytes(&row.reply).map_or(State::Unknown, State::Kept);
            let entry = Entry { request: row.request.0, state };
            keys.by_principal
                .entry(row.principal.clone())
                .or_default()
                .insert(row.key.clone(), entry);
            keys.order.push_back((row.at, row.principal, row.key));
        }
        keys
    }

    /// Looks a key up, and marks it as under way when it is new. `now` is the latest tick's stamp.
    pub fn admit(
        &mut self,
        principal: &Principal,
        key: &Key,
        now: i64,
    ) -> Result<Admitted, DoorError> {
        self.forget_before(now.saturating_sub(KEY_LIFE_MICROS));
        if let Some(entry) = self.entry(principal, &key.text) {
            if entry.request != key.request_hash {
                return Err(DoorError::KeyReused);
            }
            return match &mut entry.state {
                State::Kept(answer) => Ok(Admitted::Kept(answer.clone())),
                State::Unknown => Err(DoorError::OutcomeUnknown),
                State::InFlight(twins) if twins.len() >= TWINS_MAX => Err(DoorError::Full),
                State::InFlight(twins) => {
                    let (reply, waiting) = oneshot::channel();
                    twins.push(reply);
                    Ok(Admitted::Twin(waiting))
                }
            };
        }
        let own = self.by_principal.get(principal).map_or(0, HashMap::len);
        if own >= KEYS_EACH_MAX || self.order.len() >= KEYS_MAX {
            return Err(DoorError::TooManyKeys);
        }
        let entry = Entry { request: key.request_hash, state: State::InFlight(Vec::new()) };
        self.by_principal.entry(principal.clone()).or_default().insert(key.text.clone(), entry);
        Ok(Admitted::First)
    }

    /// The answer to a key that is under way, used at `at`; its twins get it too.
    pub fn keep(&mut self, principal: &Principal, key: &str, answer: Answer, at: i64) {
        let Some(entry) = self.entry(principal, key) else { return };
        let before = std::mem::replace(&mut entry.state, State::Kept(answer.clone()));
        self.order.push_back((at, principal.clone(), key.to_owned()));
        tell(before, &Ok(answer));
    }

    /// Nobody can say now what became of it: its twins learn that, and so does whoever asks.
    pub fn lose_sight(&mut self, principal: &Principal, key: &str) {
        let Some(entry) = self.entry(principal, key) else { return };
        let before = std::mem::replace(&mut entry.state, State::Unknown);
        tell(before, &Err(DoorError::OutcomeUnknown));
    }

    /// Nothing happened: the key is free again, and its twins learn why.
    pub fn release(&mut self, principal: &Principal, key: &str, why: &Reply) {
        let Some(own) = self.by_principal.get_mut(principal) else { return };
        let Some(entry) = own.remove(key) else { return };
        if own.is_empty() {
            self.by_principal.remove(principal);
        }
        tell(entry.state, why);
    }

    fn entry(&mut self, principal: &Principal, key: &str) -> Option<&mut Entry> {
        self.by_principal.get_mut(principal)?.get_mut(key)
    }

    fn forget_before(&mut self, stamp: i64) {
        while self.order.front().is_some_and(|(at, ..)| *at < stamp) {
            let Some((_, principal, key)) = self.order.pop_front() else { return };
            if let Some(own) = self.by_principal.get_mut(&principal) {
                own.remove(&key);
                if own.is_empty() {
                    self.by_principal.remove(&principal);
                }
            }
        }
    }
}

fn tell(state: State, reply: &Reply) {
    if let State::InFlight(twins) = state {
        for twin in twins {
            // A caller that has gone does not want it any more.
            let _ = twin.send(reply.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str, request: u8) -> Key {
        Key { text: text.into(), request_hash: [request; 32] }
    }

    fn ada() -> Principal {
        Principal::Admin("ada".into())
    }

    #[test]
    fn a_repeated_key_gets_the_first_answer_and_another_request_none() {
        let mut keys = Keys::default();
        assert!(matches!(keys.admit(&ada(), &key("k", 1), 0), Ok(Admitted::First)));
        keys.keep(&ada(), "k", Answer::json(201, "{}"), 5);
        let again = keys.admit(&ada(), &key("k", 1), 6);
        assert!(matches!(again, Ok(Admitted::Kept(answer)) if answer == Answer::json(201, "{}")));
        let other = keys.admit(&ada(), &key("k", 2), 6);
        assert!(matches!(other, Err(DoorError::KeyReused)));
        let stranger = Principal::Admin("bo".into());
        assert!(matches!(keys.admit(&stranger, &key("k", 2), 6), Ok(Admitted::First)));
    }

    #[test]
    fn a_twin_waits_for_the_first() {
        let mut keys = Keys::default();
        keys.admit(&ada(), &key("k", 1), 0).unwrap();
        let Ok(Admitted::Twin(mut twin)) = keys.admit(&ada(), &key("k", 1), 0) else {
            panic!("the second of a key under way is a twin");
        };
        assert!(twin.try_recv().is_err());
        keys.keep(&ada(), "k", Answer::json(200, "1"), 1);
        assert_eq!(twin.try_recv().unwrap(), Ok(Answer::json(200, "1")));
    }

    #[test]
    fn an_unknown_outcome_stays_unknown_until_it_is_kept() {
        let mut keys = Keys::default();
        keys.admit(&ada(), &key("k", 1), 0).unwrap();
        keys.lose_sight(&ada(), "k");
        let asked = keys.admit(&ada(), &key("k", 1), 0);
        assert!(matches!(asked, Err(DoorError::OutcomeUnknown)));
        keys.keep(&ada(), "k", Answer::json(200, "1"), 1);
        assert!(matches!(keys.admit(&ada(), &key("k", 1), 0), Ok(Admitted::Kept(_))));
    }

    #[test]
    fn a_released_key_is_free_and_a_kept_one_is_for_a_day() {
        let mut keys = Keys::default();
        keys.admit(&ada(), &key("k", 1), 0).unwrap();
        keys.release(&ada(), "k", &Err(DoorError::Full));
        assert!(matches!(keys.admit(&ada(), &key("k", 2), 0), Ok(Admitted::First)));
        keys.keep(&ada(), "k", Answer::json(200, "1"), 10);
        let still = keys.admit(&ada(), &key("k", 2), 10 + KEY_LIFE_MICROS);
        assert!(matches!(still, Ok(Admitted::Kept(_))));
        let over = keys.admit(&ada(), &key("k", 3), 11 + KEY_LIFE_MICROS);
        assert!(matches!(over, Ok(Admitted::First)));
    }

    #[test]
    fn kept_rows_come_back_after_a_start() {
        let reply = Answer::json(201, "{\"id\":1}");
        let row = KeyRow {
            principal: ada(),
            key: "k".into(),
            request: village_economy::Hash32([3; 32]),
            reply: answer::to_bytes(&reply),
            at: 7,
        };
        let mut keys = Keys::restore(vec![row]);
        let again = keys.admit(&ada(), &key("k", 3), 8);
        assert!(matches!(again, Ok(Admitted::Kept(answer)) if answer == reply));
    }
}
