//! The board and the statements of accounts for readers: filters and pages.

use village_economy::{AccountId, Entry, Micro, Side};
use village_sim::{Author, Post, PostId, Principal, Status, Thread};

use crate::error::{Result, StoreError};
use crate::form::Form;
use crate::line::{PostLine, TransferLine, count, damaged, number};
use crate::load::threads;
use crate::rows::fold;
use crate::store::{Store, reading, reading_at_once};
use crate::trail::transfers_of;

/// Most rows that one page gives, whatever was asked.
pub const PAGE_MAX: usize = 1_000;

/// Which posts are wanted; everything that is `None` is not asked for.
#[derive(Debug, Clone, Default)]
pub struct PostFilter {
    pub status: Option<Status>,
    /// Whether posts are found that moderators took down.
    pub moderated: bool,
    /// Only those that are shown first, or only the others.
    pub pinned: Option<bool>,
    pub tag: Option<String>,
    /// Whom the post or a reply to it names, in small letters.
    pub mention: Option<String>,
    /// Only posts of a higher number.
    pub since: Option<u64>,
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
    /// Shown first.
    pub pinned: bool,
    /// Takes no replies.
    pub locked: bool,
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

/// Most characters of the words that are looked for.
pub const WORDS_MAX: usize = 200;

/// A post as a list shows it.
#[derive(sqlx::FromRow)]
struct ListedLine {
    #[sqlx(flatten)]
    post: PostLine,
    replies: i64,
    updated_at: i64,
}

const THREAD_POST: &str = "select id, author, origin, audience, title, body, tags, status, pinned,
    locked, tick, at from post where id = $1";
const THREAD_REPLIES: &str = "select id, post, author, origin, body, tick, at from reply
    where post = $1 order by id";

impl Store {
    /// Posts, newest first; `cursor` is `next` of the page before. At most [`PAGE_MAX`] come. Words
    /// of more than [`WORDS_MAX`] characters are [`Refused`](StoreError::Refused).
    pub async fn posts(
        &self,
        filter: &PostFilter,
        cursor: Option<u64>,
        limit: usize,
    ) -> Result<Page<Listed>> {
        let words = filter.text.as_deref();
        if words.is_some_and(|words| words.chars().nth(WORDS_MAX).is_some()) {
            return Err(StoreError::refused("more words than can be looked for"));
        }
        let limit = page(limit);
        let lines: Vec<ListedLine> = reading!(self, |on| {
            sqlx::query_as(sqlx::AssertSqlSafe(posts_query(filter)))
                .bind(before(cursor))
                .bind(one_more(limit))
                .bind(filter.status.as_ref().map(Form::write))
                .bind(filter.author.as_ref().map(Form::write))
                .bind(filter.tag.as_deref())
                .bind(words.map(pattern))
                .bind(reader_word(filter.reader.as_ref()))
                .bind(filter.mention.as_deref())
                .bind(filter.since.map(|since| i64::try_from(since).unwrap_or(i64::MAX)))
                .fetch_all(on)
                .await?
        });
        let listed = lines.into_iter().map(|line| {
            let replies = count("post", line.replies)?;
            let (pinned, locked) = (line.post.pinned, line.post.locked);
            let updated_at = line.updated_at;
            Ok(Listed { post: line.post.read()?, replies, pinned, locked, updated_at })
        });
        Ok(Page::cut(listed.collect::<Result<_>>()?, limit, |listed| listed.post.id.0))
    }

    /// A post with its replies, oldest first. Whether the reader may see it is for the caller.
    pub async fn thread(&self, post: PostId) -> Result<Option<Thread>> {
        let Ok(post) = number(post.0) else {
            return Ok(None);
        };
        reading_at_once!(self, |on| {
            let found: Option<PostLine> =
                sqlx::query_as(THREAD_POST).bind(post).fetch_optional(&mut *on).await?;
            let Some(found) = found else {
                return Ok(None);
            };
            let replies = sqlx::query_as(THREAD_REPLIES).bind(post).fetch_all(&mut *on).await?;
            Ok(threads(vec![found], replies)?.pop())
        })
    }

    /// An account's entries, newest first, each with the balance after it. At most [`PAGE_MAX`].
    pub async fn statement(
        &self,
        account: AccountId,
        cursor: Option<u64>,
        limit: usize,
    ) -> Result<Page<Entry>> {
        let (stored, limit) = (number(account.to_u64())?, page(limit));
        let lines: Vec<TransferLine> = reading!(self, |on| {
            sqlx::query_as(sqlx::AssertSqlSafe(transfers_of("$1", "$2", "true", "$3")))
                .bind(stored)
                .bind(before(cursor))
                .bind(one_more(limit))
                .fetch_all(on)
                .await?
        });
        let entries = lines.iter().map(|line| {
            let (side, after) = if line.debit == stored {
                (Side::Debit, line.debit_after)
            } else {
                (Side::Credit, line.credit_after)
            };
            let entry = Entry::of(&line.read()?, side);
            let mut entry = entry.ok_or_else(|| damaged("transfer", line.seq, "bad amount"))?;
            entry.balance_after = Some(Micro::new(after));
            Ok(entry)
        });
        Ok(Page::cut(entries.collect::<Result<_>>()?, limit, |entry| entry.id.seq))
    }
}

impl<T> Page<T> {
    /// A page out of what was read for it, which is one row more when there is a next page.
    pub(crate) fn cut(mut items: Vec<T>, limit: usize, cursor: impl Fn(&T) -> u64) -> Self {
        let next = (items.len() > limit).then(|| items.get(limit - 1).map(cursor)).flatten();
        items.truncate(limit);
        Self { items, next }
    }
}

pub(crate) fn page(limit: usize) -> usize {
    limit.clamp(1, PAGE_MAX)
}

pub(crate) fn one_more(limit: usize) -> i64 {
    i64::try_from(limit + 1).unwrap_or(i64::MAX)
}

/// A cursor from outside may be any number; beyond the last row it means the first page.
pub(crate) fn before(cursor: Option<u64>) -> i64 {
    cursor.map_or(i64::MAX, |cursor| i64::try_from(cursor).unwrap_or(i64::MAX))
}

/// A pattern for `like … escape '!'` that finds exactly these words.
fn pattern(words: &str) -> String {
    let mut pattern = String::from("%");
    for letter in fold(words).chars() {
        if matches!(letter, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

/// The reader as authors and audiences are written; a visitor and an admin need no word.
fn reader_word(reader: Option<&Principal>) -> Option<String> {
    match reader {
        Some(Principal::Agent(_) | Principal::Mind(_)) => {
            reader.map(|reader| reader.dealing().write())
        }
        // An author's number and name are written together; nobody's name ends with a colon.
        Some(Principal::Person(_)) => reader.map(|reader| reader.write() + ":"),
        Some(Principal::Admin(_) | Principal::System) | None => None,
    }
}

/// Every query has the same parameters; a part that is not asked for only says that its own is
/// absent, so that the planner sees the parts that are.
fn posts_query(filter: &PostFilter) -> String {
    let asked = |is: bool, part: &'static str, absent: &'static str| if is { part } else { absent };
    let status = asked(filter.status.is_some(), "p.status = $3", "$3 is null");
    let author = asked(filter.author.is_some(), "p.author = $4", "$4 is null");
    let tagged = "p.id in (select t.post from post_tag t where t.tag = $5)";
    let tag = asked(filter.tag.is_some(), tagged, "$5 is null");
    let named = "p.id in (select m.post from mention m where m.name = $8)";
    let mention = asked(filter.mention.is_some(), named, "$8 is null");
    let since = asked(filter.since.is_some(), "p.id > $9", "cast($9 as bigint) is null");
    let words = asked(filter.text.is_some(), "p.folded like $6 escape '!'", "$6 is null");
    let down = if filter.moderated { "1 = 1" } else { "p.status <> 'moderated'" };
    let pinned = match filter.pinned {
        Some(true) => "p.pinned",
        Some(false) => "not p.pinned",
        None => "1 = 1",
    };
    // The rule is `Audience::admits`; a test compares the two.
    let reader = match &filter.reader {
        Some(Principal::Admin(_) | Principal::System) => "$7 is null",
        Some(Principal::Agent(_) | Principal::Mind(_)) => {
            "(p.audience in ('public', 'agents') or p.audience = $7 or p.author = $7)"
        }
        Some(Principal::Person(_)) => {
            "(p.audience in ('public', 'humans') or substr(p.author, 1, length($7)) = $7)"
        }
        None => "p.audience = 'public' and $7 is null",
    };
    format!(
        "select p.id, p.author, p.origin, p.audience, p.title, p.body, p.tags, p.status,
            p.pinned, p.locked, p.tick, p.at,
            (select count(*) from reply r where r.post = p.id) as replies,
            coalesce((select max(r.at) from reply r where r.post = p.id), p.at) as updated_at
        from post p where p.id < $1 and {status} and {author} and {tag} and {words} and {reader}
            and {down} and {pinned} and {mention} and {since}
        order by p.id desc limit $2"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_finds_marks_as_they_stand() {
        assert_eq!(pattern("50%_OFF!"), "%50!%!_off!!%");
        assert_eq!(pattern("ÄRGER\\"), "%ärger\\%");
    }

    #[test]
    fn a_page_knows_whether_there_is_another() {
        let cut = |items: &[u64], limit| Page::cut(items.to_vec(), limit, |item| *item);
        assert_eq!(cut(&[9, 8, 7], 2), Page { items: vec![9, 8], next: Some(8) });
        assert_eq!(cut(&[9, 8], 2), Page { items: vec![9, 8], next: None });
        assert_eq!(cut(&[], 2), Page { items: vec![], next: None });
    }
}
