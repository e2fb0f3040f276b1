//! Reports about posts and replies: readers write them, moderators close them.

use super::Rank;
use super::moderate::writes;
use crate::act::Result;
use crate::board::Status;
use crate::door::{Outcome, Principal};
use crate::id::{PostId, ReplyId};
use crate::refusal::{Refusal, Thing};
use crate::society::{Counter, Report};
use crate::stage::Stage;
use crate::text::{REASON_MAX, check_line};

/// Open reports altogether.
const REPORTS_MAX: u32 = 2_000;
/// Open reports of one reporter.
const REPORTS_EACH_MAX: u32 = 20;
/// Open reports of all newcomers: accounts made by the hundred do not fill the queue.
const REPORTS_OF_NEWCOMERS_MAX: u32 = 200;

impl Stage<'_, '_> {
    pub(super) fn report(
        &mut self,
        by: &Principal,
        post: PostId,
        reply: Option<ReplyId>,
        reason: String,
    ) -> Result<Outcome> {
        let rank = self.rank(by)?;
        if let Principal::Agent(who) = by {
            self.must_be_free(*who)?;
            self.must_speak(*who)?;
        }
        let unknown = Refusal::Unknown { what: Thing::Post };
        let head = self.board.head(post).ok_or(unknown.clone())?;
        let keeps_order = rank >= Rank::Moderator;
        if !keeps_order && !head.audience.admits(&head.author, Some(by)) {
            return Err(unknown);
        }
        if self.society.post(post).status == Status::Moderated {
            let sees_it = keeps_order || writes(by, &head.author);
            return Err(if sees_it { Refusal::TakenDown } else { unknown });
        }
        let author = match reply.map(|reply| self.board.reply(reply)) {
            None => &head.author,
            Some(Some((of, author))) if *of == post => author,
            Some(_) => return Err(Refusal::Unknown { what: Thing::Reply }),
        };
        if writes(by, author) {
            return Err(Refusal::OwnWords);
        }
        check_line("reason", &reason, REASON_MAX)?;
        self.must_have_room(by, post, reply)?;
        let (tick, at) = (self.now(), self.stamp.0);
        let id = self.society.next(Counter::Report);
        let by = by.clone();
        self.society.reports.put(id, Report { post, reply, by, reason, tick, at });
        Ok(Outcome::Reported { report: id })
    }

    pub(super) fn dismiss(
        &mut self,
        by: &Principal,
        post: PostId,
        reason: &str,
    ) -> Result<Outcome> {
        self.must_be(by, Rank::Moderator)?;
        self.board.head(post).ok_or(Refusal::Unknown { what: Thing::Post })?;
        check_line("reason", reason, REASON_MAX)?;
        if self.close_reports(post) {
            Ok(Outcome::Done)
        } else {
            Err(Refusal::Unknown { what: Thing::Report })
        }
    }

    /// Closes what is reported about a post and its replies; whether there was anything.
    pub(super) fn close_reports(&mut self, post: PostId) -> bool {
        let reports = &mut self.society.reports;
        let about = reports.iter().filter(|(_, report)| report.post == post);
        let about: Vec<u64> = about.map(|(id, _)| *id).collect();
        for id in &about {
            reports.remove(id);
        }
        !about.is_empty()
    }

    /// That this reporter may report one thing more, and has not reported this one yet.
    fn must_have_room(&self, by: &Principal, post: PostId, reply: Option<ReplyId>) -> Result<()> {
        let mut own = 0;
        for (_, report) in self.society.reports.iter().filter(|(_, report)| report.by == *by) {
            if (report.post, report.reply) == (post, reply) {
                return Err(Refusal::Reported);
            }
            own += 1;
        }
        let is_newcomer = |who: &Principal| match who {
            Principal::Person(id) => self.society.people.get(id).is_some_and(|one| !one.vouched),
            _ => false,
        };
        let reports = &self.society.reports;
        let of_newcomers = if is_newcomer(by) {
            reports.iter().filter(|(_, report)| is_newcomer(&report.by)).count()
        } else {
            0
        };
        let limits = [
            (own, REPORTS_EACH_MAX),
            (of_newcomers, REPORTS_OF_NEWCOMERS_MAX),
            (reports.len(), REPORTS_MAX),
        ];
        match limits.into_iter().find(|(open, limit)| *open >= *limit as usize) {
            Some((_, limit)) => Err(Refusal::TooMany { what: "open reports".into(), limit }),
            None => Ok(()),
        }
    }
}
