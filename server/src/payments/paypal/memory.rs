//! What a desk remembers: certificates that proved good, fetches of the last minute, and which
//! body each signature came with. All of it is bounded; time is a parameter.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::cert_url::CertUrl;
use super::chain::Chain;

/// Certificates that are kept. PayPal uses one or two at a time; only good ones get here.
const CHAINS_MAX: usize = 16;
const MINUTE_MICROS: i64 = 60_000_000;

/// Certificates that led to a root once. Whether they still hold is asked at each use.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    chains: VecDeque<(CertUrl, Arc<Chain>)>,
    /// When certificates were fetched, oldest first; UTC microseconds since 1970.
    fetches: VecDeque<i64>,
}

impl Shelf {
    pub(super) fn chain(&self, url: &CertUrl) -> Option<Arc<Chain>> {
        self.chains.iter().find(|(kept, _)| kept == url).map(|(_, chain)| Arc::clone(chain))
    }

    pub(super) fn keep(&mut self, url: CertUrl, chain: Arc<Chain>) {
        self.chains.retain(|(kept, _)| *kept != url);
        if self.chains.len() == CHAINS_MAX {
            self.chains.pop_front();
        }
        self.chains.push_back((url, chain));
    }

    pub(super) fn forget(&mut self, url: &CertUrl) {
        self.chains.retain(|(kept, _)| kept != url);
    }

    /// Whether one more fetch is within so many a minute; if so it is counted.
    pub(super) fn may_fetch(&mut self, a_minute: usize, now: i64) -> bool {
        while self.fetches.front().is_some_and(|then| now.saturating_sub(*then) >= MINUTE_MICROS) {
            self.fetches.pop_front();
        }
        let within = self.fetches.len() < a_minute;
        if within {
            self.fetches.push_back(now);
        }
        within
    }
}

/// Which body came with which signed message, oldest first.
#[derive(Debug)]
pub(super) struct Bodies {
    of: HashMap<[u8; 32], [u8; 32]>,
    order: VecDeque<(i64, [u8; 32])>,
    most: usize,
}

impl Bodies {
    pub(super) fn new(most: usize) -> Self {
        Self { of: HashMap::new(), order: VecDeque::new(), most }
    }

    /// Whether this body is the first or the same with this message. Messages sent before
    /// `since` are forgotten; when there are too many younger ones, none further is taken.
    pub(super) fn admit(&mut self, message: &[u8], body: &[u8], sent: i64, since: i64) -> bool {
        while self.order.front().is_some_and(|(then, _)| *then < since) {
            if let Some((_, message)) = self.order.pop_front() {
                self.of.remove(&message);
            }
        }
        let (message, body) = (Sha256::digest(message).into(), Sha256::digest(body).into());
        if let Some(first) = self.of.get(&message) {
            return *first == body;
        }
        if self.of.len() >= self.most {
            return false;
        }
        self.of.insert(message, body);
        let place = self.order.partition_point(|(then, _)| *then <= sent);
        self.order.insert(place, (sent, message));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_goes_with_its_first_body_until_it_is_forgotten() {
        let mut bodies = Bodies::new(2);
        assert!(bodies.admit(b"one", b"a", 10, 0));
        assert!(bodies.admit(b"one", b"a", 10, 0));
        assert!(!bodies.admit(b"one", b"b", 10, 0));
        assert!(bodies.admit(b"two", b"b", 5, 0));
        assert!(!bodies.admit(b"three", b"c", 11, 0), "full");
        assert!(bodies.admit(b"three", b"c", 11, 6), "the second went");
        assert!(!bodies.admit(b"one", b"b", 10, 6), "the first did not");
    }

    #[test]
    fn fetches_are_counted_by_the_minute() {
        let mut shelf = Shelf::default();
        assert!(shelf.may_fetch(2, 0) && shelf.may_fetch(2, 1));
        assert!(!shelf.may_fetch(2, MINUTE_MICROS - 1));
        assert!(shelf.may_fetch(2, MINUTE_MICROS));
        assert!(!shelf.may_fetch(2, MINUTE_MICROS));
    }
}
