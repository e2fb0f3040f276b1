//! Tickets: good for one socket, within half a minute, for clients that can set no header and have
//! no cookie there. A ticket stands for the token or session by which it was got, and falls with
//! it.
//!
//! Kept in memory alone, as SHA-256: a server that starts anew knows none, and whoever comes with
//! one gets another.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use village_economy::Hash32;
use village_sim::PersonId;

use super::pass::Pass;
use crate::people::session::secret;
use crate::tokens::hash;

/// How long a ticket is good.
pub const LIFE: Duration = Duration::from_secs(30);
/// Tickets that may wait to be used, all together and of one person.
const MOST: usize = 4_096;
const EACH_MOST: usize = 8;
/// Characters of a ticket.
const CHARS: usize = 64;

/// Tickets that wait to be used.
#[derive(Debug, Default)]
pub struct Tickets {
    waiting: Mutex<HashMap<Hash32, Waiting>>,
}

#[derive(Debug)]
struct Waiting {
    person: PersonId,
    pass: Pass,
    until: Instant,
}

impl Tickets {
    /// A new ticket; none while too many wait.
    pub fn give(&self, person: PersonId, pass: Pass, now: Instant) -> Option<String> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|_, ticket| ticket.until > now);
        let own = waiting.values().filter(|ticket| ticket.person == person).count();
        if waiting.len() >= MOST || own >= EACH_MOST {
            return None;
        }
        let text = secret();
        waiting.insert(hash(&text), Waiting { person, pass, until: now + LIFE });
        Some(text)
    }

    /// What a ticket stands for; it is used up.
    pub fn take(&self, text: &str, now: Instant) -> Option<Pass> {
        if text.len() != CHARS {
            return None;
        }
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let ticket = waiting.remove(&hash(text))?;
        (ticket.until > now).then_some(ticket.pass)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pass() -> Pass {
        Pass::Session("x".to_owned())
    }

    #[test]
    fn a_ticket_is_good_once_and_not_for_long() {
        let (tickets, now) = (Tickets::default(), Instant::now());
        let ticket = tickets.give(PersonId(1), pass(), now).unwrap();
        assert_eq!(tickets.take(&ticket, now), Some(pass()));
        assert_eq!(tickets.take(&ticket, now), None);
        let late = tickets.give(PersonId(1), pass(), now).unwrap();
        assert_eq!(tickets.take(&late, now + LIFE), None);
        assert_eq!(tickets.take("", now), None);
        assert_eq!(tickets.take(&"0".repeat(CHARS), now), None);
    }

    #[test]
    fn only_so_many_wait() {
        let (tickets, now) = (Tickets::default(), Instant::now());
        let many = |person: u32| {
            (0..10).filter(|_| tickets.give(PersonId(person), pass(), now).is_some()).count()
        };
        assert_eq!(many(0), EACH_MOST);
        assert_eq!((1..1_000).map(many).sum::<usize>(), MOST - EACH_MOST);
        assert!(tickets.give(PersonId(0), pass(), now + LIFE).is_some(), "old ones make room");
    }
}
