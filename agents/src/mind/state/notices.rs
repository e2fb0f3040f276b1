//! Posts, paid work and what is answered on it, told in the log of a day.

use minijinja::context;
use serde::{Deserialize, Serialize};
use village_sim::PostId;
use xxhash_rust::xxh3::xxh3_64;

use crate::mind::daylog::DayLog;
use crate::mind::percept::{Percept, Who};
use crate::mind::templates::{BadTemplate, Templates, value};
use crate::mind::tokens::Tokens;

/// Posts and works, without the answers on these, that one page of the log tells at most, those
/// that concern it most first. More would fill the page, turn it, and have to be told again.
const NOTICES_MAX: usize = 3;
/// Characters of a post's title, body and last reply that the log tells, each.
const NOTICE_CHARS: usize = 120;
/// What a line about a post is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Subject {
    Post(PostId),
    Work(PostId),
    /// The last that somebody else wrote under paid work.
    Answer(PostId),
}

/// What the page of the log tells of posts and work: of which, and how it stood.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Notices {
    shown: Vec<(Subject, u64)>,
    page: u64,
}

impl Notices {
    /// Tells posts and work in the log when they are new or stand otherwise, and again when the
    /// page that told them is turned: so they are in the prompt and cost its prefix nothing.
    pub fn tell(
        &mut self,
        log: &mut DayLog,
        templates: &Templates,
        percept: &Percept,
        tokens: &impl Tokens,
    ) -> Result<usize, BadTemplate> {
        let is_work = |post: PostId| percept.work.iter().any(|job| job.post == post);
        let posts = percept.board.iter().filter(|post| !is_work(post.id)).map(|post| {
            let mark = (post.replies as u64) << 1 | u64::from(post.open);
            let (told, chars) = (value(post), NOTICE_CHARS);
            let values = context! { post => told, job => false, answer => false, chars };
            (Subject::Post(post.id), mark, &post.by.who, values)
        });
        // What is open to claim or to be judged is told with its words; the rest is known.
        let jobs = percept.work.iter().map(|job| {
            let mark = xxh3_64(job.words.as_bytes());
            let (told, chars) = (value(job), NOTICE_CHARS);
            let values = context! { post => false, job => told, answer => false, chars };
            (Subject::Work(job.post), mark, &job.by.who, values)
        });
        // Whoever asked what is unclear waits for it.
        let own = Who::Villager(percept.own.id);
        let answers = percept.board.iter().filter(|post| is_work(post.id)).filter_map(|post| {
            let (by, _) = post.last.as_ref().filter(|(by, _)| by.who != own)?;
            let answer = value(post);
            let values = context! { answer, post => false, job => false, chars => NOTICE_CHARS };
            Some((Subject::Answer(post.id), post.replies as u64, &by.who, values))
        });
        let mut told = 0;
        for (subject, mark, by, values) in jobs.chain(answers).chain(posts) {
            self.keep(log.page());
            let is_told = self.shown.iter().any(|(known, _)| *known == subject);
            let is_answer = |subject: &Subject| matches!(subject, Subject::Answer(_));
            let others = self.shown.iter().filter(|(subject, _)| !is_answer(subject)).count();
            let is_full = !is_told && !is_answer(&subject) && others >= NOTICES_MAX;
            if self.shown.contains(&(subject, mark)) || is_full {
                continue;
            }
            let line = templates.render("notice.jinja", values)?;
            log.append(&line, Some(by.clone()), tokens);
            // The page may have been turned by this very line.
            self.keep(log.page());
            self.shown.retain(|(known, _)| *known != subject);
            self.shown.push((subject, mark));
            told += 1;
        }
        Ok(told)
    }

    /// What was told on a page that is turned must be told again.
    fn keep(&mut self, page: u64) {
        if self.page != page {
            self.shown.clear();
            self.page = page;
        }
    }
}
