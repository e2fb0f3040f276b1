//! Notes on the town board: whether one is due, on what topic, and its words. A note says what its
//! author perceived and nothing else. Nobody writes twice in four village hours, and the whole
//! village at most one note in [`VILLAGE_SECONDS`], so that the board stays worth reading.

use village_sim::text::{BODY_MAX, TITLE_MAX};
use village_sim::{Audience, Deed, Dice, Memory, Origin, Perceived, Verb};

use crate::chat::pick;
use crate::ego::Ego;
use crate::haul::is_food;
use crate::phrases::{Situation, Slot, Values};
use crate::think::Wishes;
use crate::tone::alike;
use crate::topic::{Topic, learned};
use crate::wording::{self, clip};

/// Rest between two notes of one villager, in village minutes.
const POST_MINUTES: u64 = 240;

/// Rest between two notes by instinct in the whole village, in seconds.
const VILLAGE_SECONDS: u64 = 40;

/// As many of the latest posts a new one must not repeat.
const UNLIKE: usize = 30;

/// How often it begins anew with a note that would sound like another.
const TRIES: usize = 4;

/// How long after reading the board one is still at it, in seconds.
const AT_BOARD_SECONDS: u64 = 25;

/// How long a verdict is worth a word in the next note, in village minutes.
const VERDICT_MINUTES: u64 = 10 * 60;

/// A note in the making.
#[derive(Debug)]
struct Draft {
    topic: Topic,
    title: String,
    body: String,
}

impl<'a> Ego<'a> {
    /// Whether it has just read the board and stands there still.
    pub fn is_at_board(&self) -> bool {
        self.seconds_since(self.parts.habits.read_board) <= AT_BOARD_SECONDS
            && self.here().is_some_and(|place| place.offers(village_sim::Use::Post))
    }

    /// Whether a note of its own is due, as far as it alone is concerned.
    pub fn may_post(&self) -> bool {
        self.scene.store.0 && self.minutes_since(self.parts.habits.posted) >= POST_MINUTES
    }

    /// Whether the village has been quiet long enough for another note.
    pub fn is_village_quiet(&self) -> bool {
        let own =
            |thread: &&std::sync::Arc<village_sim::Thread>| thread.post.origin == Origin::Instinct;
        let last = self.scene.board.recent().rev().find(own);
        last.is_none_or(|thread| self.seconds_since(thread.post.tick) >= VILLAGE_SECONDS)
    }

    /// Writes an answer or a note. True when it did.
    pub fn write(&self, wishes: &mut Wishes, dice: &mut Dice) -> bool {
        if !self.scene.store.0 {
            return false;
        }
        let due = self.may_post() && self.is_village_quiet() && !wishes.hold_a_post();
        let note = if due && dice.chance(700) { self.note(dice) } else { None };
        let deed = note.or_else(|| self.reply(dice));
        let Some(deed) = deed else { return false };
        wishes.push(deed);
        wishes.verb(Verb::Wait { seconds: dice.between(4, 7) });
        true
    }

    /// A note on the topic that it has most reason to write about.
    fn note(&self, dice: &mut Dice) -> Option<Deed> {
        let weight = |topic: &Topic| learned(topic.base(), Some(*topic), self.parts.leanings);
        let mut topics: Vec<_> = Topic::ALL.iter().map(|topic| (weight(topic), *topic)).collect();
        while let Some(topic) = pick(&topics, dice) {
            let drafts = (0..TRIES).filter_map(|_| self.draft(topic, dice));
            let draft = drafts.into_iter().find(|draft| self.is_new_note(draft));
            if let Some(draft) = draft {
                return Some(Deed::Post {
                    title: clip(draft.title, TITLE_MAX),
                    body: clip(draft.body, BODY_MAX),
                    tags: vec![draft.topic.tag().to_owned()],
                    audience: Audience::Public,
                });
            }
            topics.retain(|(_, other)| *other != topic);
        }
        None
    }

    fn is_new_note(&self, draft: &Draft) -> bool {
        let recent = self.scene.board.recent().rev().take(UNLIKE);
        !recent
            .into_iter()
            .any(|thread| thread.post.title == draft.title || alike(&thread.post.body, &draft.body))
    }

    fn draft(&self, topic: Topic, dice: &mut Dice) -> Option<Draft> {
        let (title, body, values, seen) = match topic {
            Topic::Sighting => {
                let seen = self.some_memory(dice, |what| match what {
                    Perceived::Met { at, .. } => at.is_some(),
                    _ => false,
                })?;
                (
                    Situation::SightingTitle,
                    Situation::SightingBody,
                    self.values_of(seen),
                    Some(seen),
                )
            }
            Topic::Goods => {
                let seen =
                    self.some_memory(dice, |what| matches!(what, Perceived::Goods { .. }))?;
                (Situation::GoodsTitle, Situation::GoodsBody, self.values_of(seen), Some(seen))
            }
            Topic::Gathering => {
                let seen =
                    self.some_memory(dice, |what| matches!(what, Perceived::Crowd { .. }))?;
                let pair = (Situation::GatheringTitle, Situation::GatheringBody);
                (pair.0, pair.1, self.values_of(seen), Some(seen))
            }
            Topic::Thanks => return self.draft_thanks(dice),
            Topic::Question => return self.draft_question(dice),
            Topic::Pondering => {
                let values = self.values().with(Slot::Interest, self.pick_interest(dice)?);
                (Situation::PonderingTitle, Situation::PonderingBody, values, None)
            }
            Topic::Offer => {
                let values = self.spare_values(dice)?;
                (Situation::OfferTitle, Situation::OfferBody, values, None)
            }
        };
        self.finish(topic, (title, body), &values, seen, dice)
    }

    fn draft_thanks(&self, dice: &mut Dice) -> Option<Draft> {
        let seen = self.some_memory(dice, |what| {
            matches!(
                what,
                Perceived::Given { .. } | Perceived::Rewarded(_) | Perceived::Answered { .. }
            )
        })?;
        let pair = match seen.what {
            Perceived::Given { .. } => (Situation::ThanksTitle, Situation::ThanksBody),
            Perceived::Rewarded(_) => (Situation::RewardTitle, Situation::RewardBody),
            _ => (Situation::AnsweredTitle, Situation::AnsweredBody),
        };
        self.finish(Topic::Thanks, pair, &self.values_of(seen), Some(seen), dice)
    }

    /// Asks after somebody not seen for a while, or who shares an interest.
    fn draft_question(&self, dice: &mut Dice) -> Option<Draft> {
        let pair = (Situation::QuestionTitle, Situation::QuestionBody);
        let missed = self.fresh().filter(|memory| match memory.what {
            Perceived::Met { who, at: Some(_) } => {
                self.minutes_since(memory.tick) > 100
                    && self.last_met(who).is_some_and(|last| last.tick == memory.tick)
            }
            _ => false,
        });
        let missed = dice.pick(&missed.collect::<Vec<_>>()).copied();
        if let Some(memory) = missed.filter(|_| dice.chance(550)) {
            let values = self.values_of(memory);
            return self.finish(Topic::Question, pair, &values, Some(memory), dice);
        }
        let values = self.values().with(Slot::Interest, self.pick_interest(dice)?);
        let pair = (Situation::WonderTitle, Situation::WonderBody);
        self.finish(Topic::Question, pair, &values, None, dice)
    }

    /// Something to eat or drink in its bag that it can spare.
    fn spare_values(&self, dice: &mut Dice) -> Option<Values> {
        let held = self.parts.bag.0.iter().filter_map(|id| {
            let item = self.scene.items.get(*id)?;
            self.scene.catalogue.get(item.kind).filter(|kind| is_food(kind) || !kind.consumed)
        });
        let kind = dice.pick(&held.collect::<Vec<_>>()).copied()?;
        let work = self.map().landmark(self.member.work)?;
        let values = self.values().with(Slot::Thing, kind.name.as_str());
        Some(values.with(Slot::Place, wording::place(work)).with(Slot::At, wording::at(work)))
    }

    fn finish(
        &self,
        topic: Topic,
        (title, body): (Situation, Situation),
        values: &Values,
        seen: Option<&Memory>,
        dice: &mut Dice,
    ) -> Option<Draft> {
        let title = self.words(title, values, dice)?;
        let body = self.words(body, values, dice)?;
        let learned = self.lesson(topic, dice);
        // A question stays a question: what is told beside it would be answered instead.
        let aside = seen.is_some() && topic != Topic::Question && dice.chance(450);
        let more = if aside { self.aside(seen, dice) } else { None };
        let title = title.trim_end_matches('.').to_owned();
        let parts = learned.into_iter().chain([body]).chain(more);
        Some(Draft { topic, title, body: parts.collect::<Vec<_>>().join(" ") })
    }

    /// A word on why it writes of this: it was rewarded for it.
    fn lesson(&self, topic: Topic, dice: &mut Dice) -> Option<String> {
        let verdict = self.parts.memories.iter().rev().find(|memory| match &memory.what {
            Perceived::Rewarded(verdict) => verdict.topic.as_deref() == Some(topic.tag()),
            _ => false,
        })?;
        let news = self.minutes_since(verdict.tick) < VERDICT_MINUTES;
        if topic == Topic::Thanks || !news || !dice.chance(600) {
            return None;
        }
        self.words(Situation::Lesson, &self.values_of(verdict), dice)
    }

    /// One more thing that it remembers, beside what the note is about.
    fn aside(&self, seen: Option<&Memory>, dice: &mut Dice) -> Option<String> {
        let fits = |memory: &&Memory| {
            let other =
                seen.is_none_or(|seen| seen.tick != memory.tick || seen.what != memory.what);
            let telling = matches!(
                memory.what,
                Perceived::Met { at: Some(_), .. }
                    | Perceived::Did { .. }
                    | Perceived::Goods { .. }
            );
            other && telling && self.minutes_since(memory.tick) > 15
        };
        let memories: Vec<_> = self.fresh().filter(fits).collect();
        let memory = dice.pick(&memories).copied()?;
        self.tell(memory, dice)
    }

    /// One of the latest memories of a sort.
    fn some_memory(
        &self,
        dice: &mut Dice,
        fits: impl Fn(&Perceived) -> bool,
    ) -> Option<&'a Memory> {
        // What everybody at the board sees for themselves is no news.
        let news = self.fresh().filter(|memory| !self.is_plain_to_see(memory));
        let found: Vec<_> = news.filter(|memory| fits(&memory.what)).take(6).collect();
        dice.pick(&found).copied()
    }
}
