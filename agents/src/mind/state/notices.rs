//! Posts, paid work and what is answered on it, told in the log of a day.

use minijinja::{Value, context};
use serde::{Deserialize, Serialize};
use village_sim::PostId;
use xxhash_rust::xxh3::xxh3_64;

use crate::mind::daylog::DayLog;
use crate::mind::percept::{Event, Happening, Job, Notice, Percept, Speaker, Stand, Who};
use crate::mind::templates::{BadTemplate, Templates, value};
use crate::mind::tokens::Tokens;

/// Posts and works of now, without the answers on these, that one page of the log tells at most,
/// those that concern it most first; and as many works in one's own hand. More would fill the page,
/// turn it, and have to be told again.
const NOTICES_MAX: usize = 3;
/// Characters of a post's title, of its body and of an answer that the log tells, each.
const NOTICE_CHARS: usize = 120;

/// What a line is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Subject {
    Post(PostId),
    Work(PostId),
    /// The last that was delivered for paid work, while it is to be judged.
    Delivery(PostId),
    /// The last that was written under a post or paid work.
    Answer(PostId),
}

/// What may be told: each is a line with one author, so that what somebody wrote can be forgotten.
#[derive(Clone, Copy)]
pub(in crate::mind) enum Tale<'a> {
    Post(&'a Notice),
    Work(&'a Job),
    /// What was delivered for paid work, by whom and in which words.
    Delivery(&'a Job, &'a (Speaker, String)),
    /// The last of a post's replies, and whose it is.
    Answer(&'a Notice, &'a Who),
}

impl<'a> Tale<'a> {
    /// A post, and what was last answered on it.
    pub(in crate::mind) fn of_post(post: &'a Notice) -> impl Iterator<Item = Self> {
        std::iter::once(Self::Post(post)).chain(Self::of_answer(post))
    }

    /// Paid work, and what was delivered for it.
    pub(in crate::mind) fn of_work(job: &'a Job) -> impl Iterator<Item = Self> {
        let delivery = job.delivered.as_ref().map(|told| Self::Delivery(job, told));
        std::iter::once(Self::Work(job)).chain(delivery)
    }

    fn of_answer(post: &'a Notice) -> Option<Self> {
        post.last.as_ref().map(|(by, _)| Self::Answer(post, &by.who))
    }

    const fn subject(&self) -> Subject {
        match self {
            Self::Post(post) => Subject::Post(post.id),
            Self::Work(job) => Subject::Work(job.post),
            Self::Delivery(job, _) => Subject::Delivery(job.post),
            Self::Answer(post, _) => Subject::Answer(post.id),
        }
    }

    /// How it stands: when this changes, it is told again.
    fn mark(&self) -> u64 {
        match self {
            Self::Post(post) => u64::from(post.open),
            Self::Work(job) => xxh3_64(job.task.as_bytes()),
            Self::Delivery(_, (_, words)) => xxh3_64(words.as_bytes()),
            Self::Answer(post, _) => post.replies as u64,
        }
    }

    const fn by(&self) -> &'a Who {
        match self {
            Self::Post(post) => &post.by.who,
            Self::Work(job) => &job.by.who,
            Self::Delivery(_, (by, _)) => &by.who,
            Self::Answer(_, by) => by,
        }
    }

    /// The line of the log; `mine`: these are one's own words.
    pub(in crate::mind) fn line(
        &self,
        templates: &Templates,
        mine: bool,
    ) -> Result<String, BadTemplate> {
        let none = || Value::from(false);
        let (mut post, mut job, mut delivery, mut answer) = (none(), none(), none(), none());
        match self {
            Self::Post(told) => post = value(told),
            Self::Work(told) => job = value(told),
            Self::Delivery(told, _) => delivery = value(told),
            Self::Answer(told, _) => answer = value(told),
        }
        let values = context! { post, job, delivery, answer, mine, chars => NOTICE_CHARS };
        templates.render("notice.jinja", values)
    }
}

/// What the page of the log tells of posts and work.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Notices {
    #[serde(default)]
    told: Vec<Told>,
}

/// Of what a line is, how that stood, and the line's number.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Told {
    subject: Subject,
    mark: u64,
    line: u64,
}

impl Notices {
    /// Tells posts, work and answers in the log when they are new or stand otherwise, and again
    /// when the line that told them went with its page: so they are in the prompt and cost its
    /// prefix nothing.
    pub fn tell(
        &mut self,
        log: &mut DayLog,
        templates: &Templates,
        percept: &Percept,
        tokens: &impl Tokens,
    ) -> Result<usize, BadTemplate> {
        let is_work = |post: PostId| percept.work.iter().any(|job| job.post == post);
        let (own, board) = (Who::Villager(percept.own.id), percept.board.iter());
        // Whoever asked there what is unclear waits for the answer.
        let jobs = || percept.work.iter().flat_map(Tale::of_work);
        let asked = board.clone().filter(|post| is_work(post.id)).filter_map(Tale::of_answer);
        let asked = asked.filter(|tale| *tale.by() != own);
        let posts = board.filter(|post| !is_work(post.id)).flat_map(Tale::of_post);
        let mut count = 0;
        // Work once more at the end: if what came after it turned the page, it begins the new one.
        for tale in jobs().chain(asked).chain(posts).chain(jobs()) {
            // A line may have turned the page.
            self.told.retain(|told| log.holds(told.line));
            let (subject, mark) = (tale.subject(), tale.mark());
            let known = self.told.iter().find(|told| told.subject == subject);
            if known.is_some_and(|told| told.mark == mark) || !self.has_room(subject, percept) {
                continue;
            }
            if !is_event(&tale, percept) {
                let line = tale.line(templates, *tale.by() == own)?;
                log.append(&line, Some(tale.by().clone()), tokens);
                count += 1;
            }
            self.told.retain(|told| told.subject != subject);
            self.told.push(Told { subject, mark, line: log.newest() });
        }
        Ok(count)
    }

    fn is_told(&self, subject: Subject) -> bool {
        self.told.iter().any(|told| told.subject == subject)
    }

    /// Whether the page has room for it. An answer stands under what it answers, and what was
    /// delivered under the work; a post that the percept has no more makes room for another. What
    /// is in one's hand or to be judged takes room from none: whoever works knows what was asked.
    fn has_room(&self, subject: Subject, percept: &Percept) -> bool {
        let stand =
            |post: PostId| percept.work.iter().find(|job| job.post == post).map(|job| job.stand);
        let is_own = |told: &Subject| match told {
            Subject::Work(id) => matches!(stand(*id), Some(Stand::Mine | Stand::ToJudge)),
            _ => false,
        };
        let is_now = |told: &Subject| match told {
            Subject::Post(id) => percept.board.iter().any(|post| post.id == *id),
            Subject::Work(id) => stand(*id).is_some(),
            Subject::Delivery(_) | Subject::Answer(_) => false,
        };
        let told = || self.told.iter().map(|told| told.subject);
        match subject {
            Subject::Answer(post) => stand(post).is_some() || self.is_told(Subject::Post(post)),
            Subject::Delivery(post) => self.is_told(Subject::Work(post)),
            _ if self.is_told(subject) => true,
            _ if is_own(&subject) => told().filter(is_own).count() < NOTICES_MAX,
            _ => told().filter(is_now).count() < NOTICES_MAX,
        }
    }
}

/// Whether it was just told as something that happened: an answer on one's own post is, or on one
/// whose work one has in hand, and what was delivered to one.
fn is_event(tale: &Tale<'_>, percept: &Percept) -> bool {
    let is_it = |event: &Event| match (&event.what, tale) {
        (Happening::Answered { post: on, .. }, Tale::Answer(post, _)) => *on == post.id,
        (Happening::Work { post: on, step, .. }, Tale::Answer(post, _)) => {
            *on == post.id && step.as_str() == "reply"
        }
        (Happening::Work { post, step, .. }, Tale::Delivery(job, _)) => {
            *post == job.post && step.as_str() == "deliver"
        }
        _ => false,
    };
    let by_them = |event: &Event| event.by.as_ref().is_some_and(|one| one.who == *tale.by());
    percept.events.iter().any(|event| is_it(event) && by_them(event))
}
