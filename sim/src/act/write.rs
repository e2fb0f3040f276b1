//! Writing on the board.

use super::Result;
use crate::attention::Causes;
use crate::board::{Audience, Author, Origin, Post, Reply, Status};
use crate::door::{Outcome, Principal};
use crate::id::{PostId, VillagerId};
use crate::memory::Perceived;
use crate::refusal::{Refusal, Thing};
use crate::society::Work;
use crate::stage::Stage;
use crate::text::{BODY_MAX, REPLY_MAX, TITLE_MAX, check_line, check_prose, check_tags};

impl Stage<'_, '_> {
    pub(super) fn post(
        &mut self,
        (author, origin): (Author, Origin),
        title: String,
        body: String,
        tags: Vec<String>,
        audience: Audience,
    ) -> Result {
        self.author_must_speak(&author)?;
        check_line("title", &title, TITLE_MAX)?;
        check_prose("body", &body, BODY_MAX)?;
        check_tags(&tags)?;
        if let Audience::Agent(agent) = audience {
            self.must_live(agent)?;
        }
        let id = self.board.next_post();
        self.note_writing(&author, |habits, now| habits.posted = now);
        let post = Post {
            id,
            author,
            origin,
            audience,
            title,
            body,
            tags,
            status: Status::Open,
            tick: self.now(),
            at: self.stamp.0,
        };
        self.board.pin(post);
        self.news.0.posts.push(id);
        Ok(Some(Outcome::Posted { post: id }))
    }

    pub(super) fn reply(
        &mut self,
        (author, origin): (Author, Origin),
        post: PostId,
        body: String,
    ) -> Result {
        self.author_must_speak(&author)?;
        check_prose("body", &body, REPLY_MAX)?;
        let head = self.board.head(post).ok_or(Refusal::Unknown { what: Thing::Post })?;
        if !head.audience.admits(&head.author, Some(&reader(&author))) {
            return Err(Refusal::Unknown { what: Thing::Post });
        }
        if head.status != Status::Open {
            let status = format!("{:?}", head.status).to_lowercase();
            return Err(Refusal::Closed { status });
        }
        if self.society.post(post).locked {
            return Err(Refusal::Closed { status: "locked".into() });
        }
        let asker = head.author.clone();
        let id = self.board.next_reply();
        self.note_writing(&author, |habits, now| habits.replied = now);
        if let Author::Agent(asker) = asker
            && author != Author::Agent(asker)
        {
            self.remember(asker, Perceived::Answered { post, reply: id });
            let soon = self.now().after(1);
            self.attend(asker, Causes::JUDGED, soon);
        }
        // Whoever works on it may have asked there what is unclear.
        let worker = self.society.works.get(&post).and_then(Work::worker);
        let is_news = |who: &VillagerId| ![&author, &asker].contains(&&Author::Agent(*who));
        if let Some(worker) = worker.filter(is_news) {
            let (step, words) = ("reply".into(), body.as_str().into());
            self.remember(worker, Perceived::Work { post, step, words });
            let soon = self.now().after(1);
            self.attend(worker, Causes::JUDGED, soon);
        }
        let reply = Reply { id, post, author, origin, body, tick: self.now(), at: self.stamp.0 };
        self.news.0.replies.push(reply.clone());
        self.board.answer(reply);
        Ok(Some(Outcome::Replied { reply: id }))
    }

    /// Who writes when this principal does. A mind from outside thereby holds the reins.
    pub(super) fn author(&mut self, principal: &Principal) -> Result<(Author, Origin)> {
        match principal {
            Principal::System => Ok((Author::System, Origin::System)),
            Principal::Admin(name) => Ok((Author::Human(name.clone()), Origin::Human)),
            Principal::Person(id) => {
                self.rank(principal)?;
                let person = self.person(*id)?;
                Ok((Author::Person { id: *id, name: person.name.clone() }, Origin::Human))
            }
            Principal::Agent(who) | Principal::Mind(who) => {
                let origin = self.take_reins(principal, *who)?;
                Ok((Author::Agent(*who), origin))
            }
        }
    }

    /// An agent in quarantine writes nothing.
    fn author_must_speak(&self, author: &Author) -> Result<()> {
        match author {
            Author::Agent(who) => self.must_speak(*who),
            _ => Ok(()),
        }
    }

    /// The newest post that somebody has read.
    pub(super) fn read_up_to(&self, who: VillagerId) -> Option<PostId> {
        self.habits(who).read_up_to
    }

    fn note_writing(
        &mut self,
        author: &Author,
        note: impl FnOnce(&mut crate::habit::Habits, crate::clock::Tick),
    ) {
        if let Author::Agent(who) = author {
            let now = self.now();
            note(&mut self.villager(*who).habits, now);
        }
    }
}

fn reader(author: &Author) -> Principal {
    match author {
        Author::Agent(who) => Principal::Agent(*who),
        Author::Human(name) => Principal::Admin(name.clone()),
        Author::Person { id, .. } => Principal::Person(*id),
        Author::System => Principal::System,
    }
}
