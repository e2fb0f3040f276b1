//! Answers to notes on the board: only to notes that it has read, only with something true to add,
//! and never so that two villagers answer each other for ever.

use village_sim::text::REPLY_MAX;
use village_sim::{Author, Deed, Dice, Memory, Origin, Perceived, Principal, Status, Thread};

use crate::ego::Ego;
use crate::hearing::{Hearing, Manner};
use crate::phrases::{Situation, Slot};
use crate::wording::clip;

/// Most replies by instinct to one note.
const REPLIES_MAX: usize = 6;

/// Most replies of one villager to one note.
const OWN_MAX: usize = 2;

/// How many of the latest notes it looks at.
const LOOKED_AT: usize = 12;

/// Rest between two replies of one villager, in seconds.
const REPLY_SECONDS: u64 = 45;

impl<'a> Ego<'a> {
    /// An answer to one of the latest notes; none when there is nothing to add.
    pub fn reply(&self, dice: &mut Dice) -> Option<Deed> {
        let habits = self.parts.habits;
        if self.seconds_since(habits.replied) < REPLY_SECONDS {
            return None;
        }
        let read = habits.read_up_to?;
        let threads = self.scene.board.recent().rev().take(LOOKED_AT);
        threads.into_iter().filter(|thread| thread.post.id <= read).find_map(|thread| {
            if !self.may_answer(thread) || !dice.chance(650) {
                return None;
            }
            let body = self.reply_words(thread, dice)?;
            let said = thread.replies.iter().any(|reply| reply.body == body);
            (!said).then(|| Deed::Reply { post: thread.post.id, body: clip(body, REPLY_MAX) })
        })
    }

    fn may_answer(&self, thread: &Thread) -> bool {
        let post = &thread.post;
        let me = Author::Agent(self.id);
        let by_instinct =
            thread.replies.iter().filter(|reply| reply.origin == Origin::Instinct).count();
        let own = thread.replies.iter().filter(|reply| reply.author == me).count();
        let last = thread.replies.last().map_or(&post.author, |reply| &reply.author);
        post.status == Status::Open
            && post.audience.admits(&post.author, Some(&Principal::Agent(self.id)))
            && *last != me
            && by_instinct < REPLIES_MAX
            && own < OWN_MAX
    }

    fn reply_words(&self, thread: &Thread, dice: &mut Dice) -> Option<String> {
        let post = &thread.post;
        if post.author == Author::Agent(self.id) {
            return self.thank_answerer(thread, dice);
        }
        if thread.replies.iter().any(|reply| reply.author == Author::Agent(self.id)) {
            return None;
        }
        let author = match post.author {
            Author::Agent(who) => Some(who),
            _ => None,
        };
        let heard = self.hear(&format!("{}. {}", post.title, post.body), author);
        let to = author.map_or_else(|| self.values(), |who| self.with_person(self.values(), who));
        if heard.names_me {
            let what = match heard.manner {
                Manner::Thanks => Situation::ReplyThanked,
                _ => Situation::ReplyMe,
            };
            return self.words(what, &to, dice);
        }
        self.add_knowledge(&heard, thread, dice).or_else(|| {
            let interest = heard.interest?;
            self.words(Situation::ReplyShared, &to.with(Slot::Interest, interest), dice)
        })
    }

    /// What it saw itself of the person, the goods or the place that a note names.
    fn add_knowledge(&self, heard: &Hearing, thread: &Thread, dice: &mut Dice) -> Option<String> {
        let met = heard.person.and_then(|person| self.last_met(person));
        if let Some(memory @ Memory { what: Perceived::Met { at: Some(_), .. }, .. }) = met {
            return self.words(Situation::ReplySeen, &self.values_of(memory), dice);
        }
        let goods = heard.thing.and_then(|kind| {
            self.last_seen(
                |what| matches!(what, Perceived::Goods { kind: seen, .. } if *seen == kind.id),
            )
        });
        if let Some(memory) = goods {
            return self.words(Situation::ReplyGoods, &self.values_of(memory), dice);
        }
        let place = heard
            .place
            .filter(|place| thread.post.author != Author::System && place.id != self.member.home)?;
        let there = self.last_seen(|what| match what {
            Perceived::Crowd { at, .. } | Perceived::Did { at, .. } => *at == place.id,
            _ => false,
        })?;
        let what = match there.what {
            Perceived::Crowd { .. } => Situation::ReplyCrowd,
            _ => Situation::ReplyThere,
        };
        self.words(what, &self.values_of(there), dice)
    }

    /// Thanks whoever answered its own note, once.
    fn thank_answerer(&self, thread: &Thread, dice: &mut Dice) -> Option<String> {
        let me = Author::Agent(self.id);
        let thanked = thread.replies.iter().any(|reply| reply.author == me);
        let last = thread.replies.last().filter(|_| !thanked)?;
        let Author::Agent(who) = last.author else {
            let Author::Human(name) = &last.author else { return None };
            let values = self.values().with(Slot::Name, clip(name.clone(), 40));
            return self.words(Situation::ReplyThankAnswer, &values, dice);
        };
        self.words(Situation::ReplyThankAnswer, &self.with_person(self.values(), who), dice)
    }
}
