//! The desk: errands that wait to be carried and those under way, both few. What could not be told
//! to have been done keeps its key, so that whoever asks again asks for the same.

use std::collections::VecDeque;

use bevy::asset::uuid::Uuid;
use bevy::prelude::*;
use village_protocol::play::{Denied, Errand, Request};
use village_sim::Outcome;

use super::{Came, Wanted, denied};

/// Errands that wait; another is refused by name.
const WAITING_MAX: usize = 64;
/// Errands under way at once.
const UNDER_WAY_MAX: usize = 8;
/// Errands of unknown outcome whose keys are kept.
const UNSURE_MAX: usize = 16;

/// Codes after which nobody knows whether it was done.
const UNSURE: [&str; 2] = ["unreachable", "outcome_unknown"];

/// By what an errand is carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Http,
    Link,
}

/// Errands that wait and those under way. The village knows a key only by the way it came, so what
/// may have been done goes the same way again.
#[derive(Resource, Debug, Default)]
pub struct Desk {
    waiting: VecDeque<(Request, Option<Way>)>,
    under_way: Vec<(Request, Way)>,
    unsure: VecDeque<(Errand, u128, Way)>,
    last: u32,
}

impl Desk {
    /// Lays an errand down, or says at once why it is not taken.
    pub fn lay(&mut self, errand: Errand) -> Option<Came> {
        self.last = self.last.wrapping_add(1);
        let number = self.last;
        if self.waiting.len() >= WAITING_MAX {
            let why = "Too much waits already: let some of it be done first.";
            return Some(Came { number, errand, came: Err(denied("too_many_waiting", why, true)) });
        }
        let known = self.unsure.iter().position(|(before, ..)| *before == errand);
        let known = known.and_then(|at| self.unsure.remove(at));
        let way = known.as_ref().map(|(.., way)| *way);
        let key = known.map_or_else(|| Uuid::new_v4().as_u128(), |(_, key, _)| key);
        self.waiting.push_back((Request { number, key, errand }, way));
        None
    }

    /// The next errand that can be carried this way. It is under way from here on.
    pub fn take(&mut self, by: Way, can: impl Fn(&Errand) -> bool) -> Option<Request> {
        if self.under_way.len() >= UNDER_WAY_MAX {
            return None;
        }
        let goes = |way: Option<Way>| way.is_none_or(|before| before == by);
        let mut waiting = self.waiting.iter();
        let at = waiting.position(|(request, way)| goes(*way) && can(&request.errand))?;
        let (request, _) = self.waiting.remove(at)?;
        self.under_way.push((request.clone(), by));
        Some(request)
    }

    /// What came of an errand under way; none for one that is not.
    pub fn done(&mut self, number: u32, came: Result<Outcome, Denied>) -> Option<Came> {
        let at = self.under_way.iter().position(|(request, _)| request.number == number)?;
        let (Request { key, errand, .. }, way) = self.under_way.swap_remove(at);
        if came.as_ref().is_err_and(|denied| UNSURE.contains(&denied.code.as_str())) {
            if self.unsure.len() >= UNSURE_MAX {
                self.unsure.pop_front();
            }
            self.unsure.push_back((errand.clone(), key, way));
        }
        Some(Came { number, errand, came })
    }

    /// Forgets whose keys they were: somebody else is here now.
    pub fn forget(&mut self) {
        self.unsure.clear();
    }
}

/// What is wanted is laid on the desk.
pub(super) fn lay(
    mut wanted: MessageReader<Wanted>,
    mut desk: ResMut<Desk>,
    mut came: MessageWriter<Came>,
) {
    let desk = desk.bypass_change_detection();
    for Wanted(errand) in wanted.read() {
        if let Some(refused) = desk.lay(errand.clone()) {
            came.write(refused);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn undo(transfer: u64) -> Errand {
        Errand::Undo { transfer }
    }

    #[test]
    fn few_are_under_way_and_few_wait_and_the_rest_is_refused_by_name() {
        let mut desk = Desk::default();
        for number in 0..64 {
            assert_eq!(desk.lay(undo(number)), None);
        }
        let refused = desk.lay(undo(64)).unwrap().came.unwrap_err();
        assert_eq!(refused.code, "too_many_waiting");
        let taken = std::iter::from_fn(|| desk.take(Way::Http, |_| true)).count();
        assert_eq!(taken, 8);
        assert_eq!(desk.take(Way::Http, |_| true), None);
        assert!(desk.done(1, Ok(Outcome::Done)).is_some());
        assert!(desk.done(1, Ok(Outcome::Done)).is_none(), "once");
        assert_eq!(desk.take(Way::Http, |_| true).unwrap().errand, undo(8));
    }

    #[test]
    fn what_may_have_been_done_is_asked_again_under_its_key() {
        let mut desk = Desk::default();
        let key = |desk: &mut Desk, came| {
            desk.lay(undo(7));
            let request = desk.take(Way::Http, |_| true).unwrap();
            desk.done(request.number, came);
            request.key
        };
        let unsure = || Err(denied("unreachable", "", true));
        let first = key(&mut desk, unsure());
        assert_eq!(key(&mut desk, Ok(Outcome::Done)), first);
        assert_ne!(key(&mut desk, unsure()), first, "it was done: this is another");
        assert_eq!(desk.lay(undo(7)), None);
        assert_eq!(desk.take(Way::Link, |_| true), None, "the village knows it by the other way");
        assert!(desk.take(Way::Http, |_| true).is_some());
        desk.lay(undo(8));
        assert_ne!(desk.take(Way::Http, |_| true).unwrap().key, first);
    }
}
