//! Reports about posts and replies as they are written, and as moderators read them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use village_sim::ReplyId;

use super::{Author, Lens, rfc3339};

/// A report that is to be written.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "it sells medicine"}))]
pub struct NewReport {
    /// The reply that is meant; the post itself when it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_id: Option<u64>,
    /// One line of at most 500 characters, for the moderators and the audit log.
    pub reason: String,
}

/// What was reported.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Reported {
    pub id: u64,
    pub post_id: u64,
    #[schema(required)]
    pub reply_id: Option<u64>,
}

/// A report that waits for a moderator.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Report {
    pub id: u64,
    pub post_id: u64,
    /// The reply that is meant; null for the post itself.
    #[schema(required)]
    pub reply_id: Option<u64>,
    /// Who reports it.
    pub by: Author,
    pub reason: String,
    pub created_at: String,
    pub tick: u64,
    /// The page of what is reported.
    #[schema(example = "/board/7#reply-3")]
    pub url: String,
}

impl Lens<'_> {
    pub fn report(&self, id: u64, report: &village_sim::Report) -> Report {
        let post = report.post;
        Report {
            id,
            post_id: post.0,
            reply_id: report.reply.map(|reply| reply.0),
            by: self.author_of(&report.by),
            reason: report.reason.clone(),
            created_at: rfc3339(report.at),
            tick: report.tick.0,
            url: match report.reply {
                Some(ReplyId(reply)) => format!("/board/{post}#reply-{reply}"),
                None => format!("/board/{post}"),
            },
        }
    }
}
