//! Reports: what somebody tells those who keep order about a post or a reply.

use serde::{Deserialize, Serialize};

use crate::clock::Tick;
use crate::door::Principal;
use crate::id::{PostId, ReplyId};

/// A report that nobody has judged yet. It goes when a moderator takes the post down, or dismisses
/// what was said about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub post: PostId,
    /// The reply that is meant; none means the post itself.
    pub reply: Option<ReplyId>,
    pub by: Principal,
    pub reason: String,
    pub tick: Tick,
    /// UTC microseconds since 1970.
    pub at: i64,
}
