//! History for readers: filters and pages.

use village_sim::Tick;
use village_sim::board::{Author, Post, Status};
use village_sim::door::Principal;
use village_sim::journal::AuditRow;

/// Most rows that one page gives, whatever was asked.
pub const PAGE_MAX: usize = 1_000;

/// Which posts are wanted; everything that is `None` is not asked for.
#[derive(Debug, Clone, Default)]
pub struct PostFilter {
    pub status: Option<Status>,
    pub tag: Option<String>,
    pub author: Option<Author>,
    /// Words that title or body hold as they stand here, whatever the case of the letters.
    pub text: Option<String>,
    /// Whoever reads: only what they may read is found. `None` is a visitor.
    pub reader: Option<Principal>,
}

/// A post in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub post: Post,
    pub replies: u64,
    /// UTC microseconds since 1970: when the post or its latest reply was written.
    pub updated_at: i64,
}

/// A part of a list, newest first. `next` is the cursor of the part after it. Rows that are
/// added meanwhile shift nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub next: Option<u64>,
}

/// A line of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// Unique and rising.
    pub id: u64,
    pub tick: Tick,
    /// UTC microseconds since 1970.
    pub at: i64,
    pub row: AuditRow,
}
