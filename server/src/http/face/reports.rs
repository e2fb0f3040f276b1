//! What is reported: whether a viewer may report what it reads, and what waits for moderators.

use village_sim::{Author, PostId, Principal, ReplyId, Status, Thread};

use super::is_own;
use crate::http::Shared;
use crate::http::caller::Caller;
use crate::http::history;
use crate::http::json::Lens;
use crate::http::problem::Problem;
use crate::pages::hall::moderation::{ReportLine, Reported};
use crate::pages::model::{Reporting, Viewer};

/// Reports of a post that are shown.
const LINES: usize = 10;

/// What a viewer reported of a thread, and whether it may report more of it.
pub struct Reports<'a> {
    caller: &'a Caller,
    may: bool,
    own: Vec<Option<ReplyId>>,
}

impl<'a> Reports<'a> {
    pub fn of(lens: &Lens, caller: &'a Caller, viewer: &Viewer, thread: &Thread) -> Self {
        let by = caller.person().map(Principal::Person);
        let own = lens.view.society.reports.iter().map(|(_, report)| report);
        let own = own.filter(|one| one.post == thread.post.id && Some(&one.by) == by.as_ref());
        Self {
            caller,
            may: viewer.may_act() && thread.post.status != Status::Moderated,
            own: own.map(|report| report.reply).collect(),
        }
    }

    /// Whether the viewer may report what this author wrote.
    pub fn about(&self, author: &Author, reply: Option<ReplyId>) -> Reporting {
        if self.own.contains(&reply) {
            Reporting::Done
        } else if self.may && !is_own(author, self.caller) {
            Reporting::Open
        } else {
            Reporting::No
        }
    }
}

/// The posts about which something is reported, whatever waits longest first.
pub async fn cases(
    site: &Shared,
    lens: &Lens<'_>,
    caller: &Caller,
    most: usize,
) -> Result<Vec<Reported>, Problem> {
    let mut posts: Vec<PostId> = Vec::new();
    for (_, report) in lens.view.society.reports.iter() {
        if posts.len() < most && !posts.contains(&report.post) {
            posts.push(report.post);
        }
    }
    let mut cases = Vec::new();
    for post in posts {
        match history::thread(site, post, caller.reader.as_ref()).await {
            Ok(thread) => cases.push(case(lens, &thread)),
            // An old one while the store is away: its reports wait with it.
            Err(problem) if problem.code == "unknown_post" => {}
            Err(problem) => return Err(problem),
        }
    }
    Ok(cases)
}

fn case(lens: &Lens, thread: &Thread) -> Reported {
    let reports = lens.view.society.reports.iter().map(|(_, report)| report);
    let reports: Vec<_> = reports.filter(|report| report.post == thread.post.id).collect();
    let lines = reports.iter().take(LINES).map(|report| {
        let reply = thread.replies.iter().find(|reply| Some(reply.id) == report.reply);
        ReportLine {
            by: lens.principal(&report.by),
            reason: report.reason.clone(),
            at: report.at,
            reply: reply.map(|reply| (reply.id.0, lens.author(&reply.author).name)),
            words: reply.map(|reply| reply.body.clone()).unwrap_or_default(),
        }
    });
    Reported {
        post_id: thread.post.id.0,
        title: thread.post.title.clone(),
        author: lens.author(&thread.post.author).name,
        words: thread.post.body.clone(),
        lines: lines.collect(),
        all: reports.len(),
    }
}
