//! Answers to notes on the board: only to notes that it has read, only with something true to add,
//! and never so that two villagers answer each other for ever.

use village_sim::text::REPLY_MAX;
use village_sim::{Author, Deed, Dice, Origin, Perceived, Principal, Status, Thread};

use crate::ego::Ego;
use crate::hearing::{Hearing, Manner};
use crate::phrases::{Situation, Slot, Values};
use crate::tone::alike;
use crate::topic::Topic;
use crate::wording::clip;

/// Most replies by instinct to one note.
const REPLIES_MAX: usize = 4;

/// Most replies of one villager to one note.
const OWN_MAX: usize = 2;

/// How many of the latest notes it looks at.
const LOOKED_AT: usize = 12;

/// What a thing must be worth for one to ask for it, in points.
const WISH_POINTS: i32 = 25;

/// How often it begins anew with an answer that would sound like another.
const TRIES: usize = 4;

/// Rest between two replies of one villager, in seconds.
const REPLY_SECONDS: u64 = 45;

impl Ego<'_> {
    /// An answer to one of the latest notes; none when there is nothing to add.
    pub fn reply(&self, dice: &mut Dice) -> Option<Deed> {
        let habits = self.parts.habits;
        if self.seconds_since(habits.replied) < REPLY_SECONDS {
            return None;
        }
        let read = habits.read_up_to?;
        let threads = self.scene.board.recent().rev().take(LOOKED_AT);
        threads.into_iter().filter(|thread| thread.post.id <= read).find_map(|thread| {
            if !self.may_answer(thread) || !dice.chance(450) {
                return None;
            }
            let words = (0..TRIES).filter_map(|_| self.reply_words(thread, dice));
            let body = words.into_iter().find(|body| !self.was_answered_like(body))?;
            Some(Deed::Reply { post: thread.post.id, body: clip(body, REPLY_MAX) })
        })
    }

    /// Whether one of the latest answers on the board sounds the same.
    fn was_answered_like(&self, body: &str) -> bool {
        let threads = self.scene.board.recent().rev().take(LOOKED_AT);
        threads.flat_map(|thread| &thread.replies).any(|reply| alike(&reply.body, body))
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
        // Villagers say in the first sentence what a note is about; people may take longer.
        let end = post.body.find(". ").filter(|_| post.origin == Origin::Instinct);
        let body = &post.body[..end.unwrap_or(post.body.len())];
        let heard = self.hear(&format!("{}. {body}", post.title), author);
        let to = author.map_or_else(|| self.values(), |who| self.with_person(self.values(), who));
        if heard.names_me {
            let what = match heard.manner {
                Manner::Thanks => Situation::ReplyThanked,
                _ => Situation::ReplyMe,
            };
            return self.words(what, &to, dice);
        }
        let topic = post.tags.first().and_then(|tag| Topic::of(tag));
        match topic {
            Some(Topic::Sighting) => self.add_sighting(&heard, dice),
            Some(Topic::Goods) => self.add_goods(&heard, dice),
            Some(Topic::Gathering) => self.add_place(&heard, dice),
            Some(Topic::Question | Topic::Pondering) => {
                self.add_sighting(&heard, dice).or_else(|| self.add_interest(&heard, to, dice))
            }
            Some(Topic::Thanks) => self.add_kindness(&heard, dice),
            Some(Topic::Offer) => self.add_wish(&heard, to, dice),
            None => self
                .add_sighting(&heard, dice)
                .or_else(|| self.add_goods(&heard, dice))
                .or_else(|| self.add_place(&heard, dice))
                .or_else(|| self.add_interest(&heard, to, dice)),
        }
    }

    /// Where it saw the one that a note names.
    fn add_sighting(&self, heard: &Hearing, dice: &mut Dice) -> Option<String> {
        let memory = self.last_met(heard.person?)?;
        // What stands in the note already, or can be seen from here, adds nothing.
        let at = match memory.what {
            Perceived::Met { at, .. } => at.filter(|at| heard.place.is_none_or(|p| p.id != *at)),
            _ => None,
        };
        (at.is_some() && !self.is_plain_to_see(memory))
            .then(|| self.words(Situation::ReplySeen, &self.values_of(memory), dice))?
    }

    /// How many of the things that a note names it saw.
    fn add_goods(&self, heard: &Hearing, dice: &mut Dice) -> Option<String> {
        let kind = heard.thing?.id;
        let memory = self.last_seen(
            |what| matches!(what, Perceived::Goods { kind: seen, .. } if *seen == kind),
        )?;
        self.words(Situation::ReplyGoods, &self.values_of(memory), dice)
    }

    /// When it was itself at the place that a note names.
    fn add_place(&self, heard: &Hearing, dice: &mut Dice) -> Option<String> {
        let place = heard.place.filter(|place| self.parts.body.place() != Some(place.id))?;
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

    /// That it cares for the same, or for something else as much; the latter less often.
    fn add_interest(&self, heard: &Hearing, to: Values, dice: &mut Dice) -> Option<String> {
        let (what, interest) = match heard.interest {
            Some(interest) => (Situation::ReplyShared, interest),
            None if dice.chance(350) => (Situation::ReplyCare, self.pick_interest(dice)?),
            None => return None,
        };
        self.words(what, &to.with(Slot::Interest, interest), dice)
    }

    /// That the one who is thanked was kind to it as well.
    fn add_kindness(&self, heard: &Hearing, dice: &mut Dice) -> Option<String> {
        let person = heard.person?;
        let memory =
            self.last_seen(|what| matches!(what, Perceived::Given { by, .. } if *by == person))?;
        self.words(Situation::ReplyGiven, &self.values_of(memory), dice)
    }

    /// That it would like to have what is offered: when it has no such thing and room for it.
    fn add_wish(&self, heard: &Hearing, to: Values, dice: &mut Dice) -> Option<String> {
        let kind = heard.thing?;
        let wants = self.worth(kind) >= WISH_POINTS && !self.holds_kind(kind);
        let room = self.parts.bag.0.len() < village_sim::BAG_MAX;
        let values = to.with(Slot::Thing, kind.name.as_str());
        (wants && room).then(|| self.words(Situation::ReplyWish, &values, dice))?
    }

    /// Thanks whoever answered its own note, once.
    fn thank_answerer(&self, thread: &Thread, dice: &mut Dice) -> Option<String> {
        let me = Author::Agent(self.id);
        let thanked = thread.replies.iter().any(|reply| reply.author == me);
        let last = thread.replies.last().filter(|_| !thanked)?;
        let Author::Agent(who) = last.author else {
            let (Author::Human(name) | Author::Person { name, .. }) = &last.author else {
                return None;
            };
            let values = self.values().with(Slot::Name, clip(name.clone(), 40));
            return self.words(Situation::ReplyThankAnswer, &values, dice);
        };
        self.words(Situation::ReplyThankAnswer, &self.with_person(self.values(), who), dice)
    }
}
