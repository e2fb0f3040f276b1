//! Log-ins under way: who left for a provider and has not come back. Each is found by the secret
//! in its browser's cookie, once. Bounded in time and number; when there are too many, the one
//! that left first is forgotten.

use std::collections::VecDeque;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openidconnect::{CsrfToken, Nonce, PkceCodeVerifier};
use rand::RngExt;
use sha2::{Digest, Sha256};

use super::Purpose;

/// How long a log-in may take.
pub const PENDING_SECONDS_MAX: i64 = 600;
/// Log-ins that can be under way with one provider.
pub const PENDING_MAX: usize = 1_000;

/// What is kept of somebody who left.
pub(super) struct Left {
    pub(super) state: CsrfToken,
    pub(super) nonce: Nonce,
    pub(super) verifier: PkceCodeVerifier,
    pub(super) purpose: Purpose,
}

/// All who left, oldest first.
#[derive(Default)]
pub(super) struct Pending(VecDeque<Waiting>);

struct Waiting {
    /// SHA-256 of the cookie.
    cookie: [u8; 32],
    since: i64,
    left: Left,
}

impl Pending {
    /// Keeps what is needed when they come back, and gives the secret for the cookie.
    pub(super) fn leave(&mut self, left: Left, now: i64) -> String {
        self.forget(now);
        if self.0.len() >= PENDING_MAX {
            self.0.pop_front();
        }
        let secret: [u8; 32] = rand::rng().random();
        let cookie = URL_SAFE_NO_PAD.encode(secret);
        self.0.push_back(Waiting { cookie: hash(&cookie), since: now, left });
        cookie
    }

    /// What was kept with this cookie. Gone after the first time.
    pub(super) fn come_back(&mut self, cookie: &str, now: i64) -> Option<Left> {
        self.forget(now);
        let cookie = hash(cookie);
        let at = self.0.iter().position(|waiting| waiting.cookie == cookie)?;
        self.0.remove(at).map(|waiting| waiting.left)
    }

    fn forget(&mut self, now: i64) {
        let since = now.saturating_sub(PENDING_SECONDS_MAX * 1_000_000);
        self.0.retain(|waiting| waiting.since > since);
    }
}

fn hash(cookie: &str) -> [u8; 32] {
    Sha256::digest(cookie.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(state: &str) -> Left {
        Left {
            state: CsrfToken::new(state.into()),
            nonce: Nonce::new(String::new()),
            verifier: PkceCodeVerifier::new(String::new()),
            purpose: Purpose::Enter { invitation: None },
        }
    }

    fn state(left: Option<Left>) -> Option<String> {
        left.map(|left| left.state.secret().clone())
    }

    #[test]
    fn who_left_can_come_back_once_and_in_time() {
        let mut pending = Pending::default();
        let (one, two) = (pending.leave(left("one"), 0), pending.leave(left("two"), 0));
        assert_ne!(one, two);
        assert_eq!(state(pending.come_back(&one, 1)).as_deref(), Some("one"));
        assert_eq!(state(pending.come_back(&one, 1)), None);
        assert_eq!(state(pending.come_back("", 1)), None);
        let late = PENDING_SECONDS_MAX * 1_000_000;
        assert_eq!(state(pending.come_back(&two, late)), None);
    }

    #[test]
    fn the_first_of_too_many_is_forgotten() {
        let mut pending = Pending::default();
        let cookies: Vec<String> =
            (0..=PENDING_MAX).map(|number| pending.leave(left(&number.to_string()), 0)).collect();
        assert_eq!(state(pending.come_back(&cookies[0], 1)), None);
        assert_eq!(state(pending.come_back(&cookies[1], 1)).as_deref(), Some("1"));
        let last = pending.come_back(&cookies[PENDING_MAX], 1);
        assert_eq!(state(last), Some(PENDING_MAX.to_string()));
    }
}
