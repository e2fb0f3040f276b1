//! How posts stand: moderators change anything, authors open, close and resolve their own.

use super::Rank;
use crate::act::Result;
use crate::board::{Author, Status};
use crate::door::{Outcome, PostChange, Principal};
use crate::id::PostId;
use crate::refusal::{Refusal, Thing};
use crate::society::PostState;
use crate::stage::Stage;
use crate::text::{REASON_MAX, check_line};

impl Stage<'_, '_> {
    pub(super) fn moderate(
        &mut self,
        by: &Principal,
        post: PostId,
        change: PostChange,
        reason: &str,
    ) -> Result<Outcome> {
        let rank = self.rank(by)?;
        let head = self.board.head(post).ok_or(Refusal::Unknown { what: Thing::Post })?;
        let is_own = writes(by, &head.author);
        let state = self.society.post(post);
        if rank < Rank::Moderator {
            if !head.audience.admits(&head.author, Some(by)) {
                return Err(Refusal::Unknown { what: Thing::Post });
            }
            let status_only = change.pinned.is_none() && change.locked.is_none();
            let moderated = Status::Moderated;
            let touches = change.status == Some(moderated) || state.status == moderated;
            if !is_own || !status_only || touches {
                return Err(Refusal::Forbidden);
            }
        }
        // An author need not explain itself, a moderator must.
        if !is_own || !reason.is_empty() {
            check_line("reason", reason, REASON_MAX)?;
        }
        let next = PostState {
            status: change.status.unwrap_or(state.status),
            pinned: change.pinned.unwrap_or(state.pinned),
            locked: change.locked.unwrap_or(state.locked),
        };
        self.put_state(post, next);
        if next.status == Status::Moderated {
            self.close_reports(post);
        }
        Ok(Outcome::Done)
    }

    pub(super) fn put_state(&mut self, post: PostId, state: PostState) {
        if state == self.society.post(post) {
            return;
        }
        if state == PostState::default() {
            self.society.posts.remove(&post);
        } else {
            self.society.posts.put(post, state);
        }
        self.board.set_status(post, state.status);
        self.news.0.states.push((post, state));
    }
}

/// Whether this principal wrote as that author.
pub(super) fn writes(by: &Principal, author: &Author) -> bool {
    match (by, author) {
        (Principal::Agent(who), Author::Agent(author)) => who == author,
        (Principal::Person(person), Author::Person { id, .. }) => person == id,
        (Principal::Admin(name), Author::Human(author)) => name == author,
        _ => false,
    }
}
