//! What a villager can tell: its memories, one by one, in words. A sentence is made only of what
//! the memory holds; whatever is not in it is left out, never guessed.

use village_sim::{
    Activity, Dice, Landmark, LandmarkId, Memory, Need, Perceived, PlaceKind, PostId, Verdict,
    VillagerId,
};

use crate::ego::Ego;
use crate::phrases::{Situation, Slot, Values};
use crate::topic::Topic;
use crate::wording;

/// How far back it tells of things, in village minutes.
const TOLD_MINUTES: u64 = 14 * 60;

impl<'a> Ego<'a> {
    /// Memories that are fresh enough to be told, the latest first.
    pub fn fresh(&self) -> impl Iterator<Item = &'a Memory> {
        let (now, clock) = (self.now(), *self.clock());
        let limit = clock.ticks_of_minutes(u32::try_from(TOLD_MINUTES).unwrap_or(u32::MAX));
        self.parts.memories.iter().rev().filter(move |memory| now.since(memory.tick) <= limit)
    }

    /// What is always known: the hour, the light and where it is.
    pub fn values(&self) -> Values {
        let minute = self.clock().minute();
        let values = Values::default()
            .with(Slot::When, wording::part_of_day(minute))
            .with(Slot::Hour, wording::hour(minute))
            .with(Slot::Light, wording::light(minute))
            .with(Slot::Doing, wording::doing(self.parts.body.activity));
        match self.here() {
            Some(place) => self.with_place(values, place.id),
            None => values,
        }
    }

    fn with_place(&self, values: Values, at: LandmarkId) -> Values {
        let Some(place) = self.map().landmark(at) else { return values };
        values.with(Slot::Place, wording::place(place)).with(Slot::At, self.at(place))
    }

    /// How one is at a place, its own home by that name.
    pub fn at(&self, place: &Landmark) -> String {
        if place.id == self.member.home { "at home".into() } else { wording::at(place) }
    }

    pub fn with_person(&self, values: Values, who: VillagerId) -> Values {
        let Some(member) = self.scene.cast.get(who) else { return values };
        let persona = &member.persona;
        values
            .with(Slot::Name, persona.name.as_str())
            .with(Slot::Role, format!("the {}", persona.role))
    }

    /// What a memory holds, for the slots of a template.
    pub fn values_of(&self, memory: &Memory) -> Values {
        let then = memory.tick;
        let values = Values::default()
            .with(Slot::When, wording::when(self.clock(), then))
            .with(Slot::Hour, wording::hour(self.clock().minute_of(then)))
            .with(Slot::Light, wording::light(self.clock().minute()));
        match &memory.what {
            Perceived::Met { who, at } => {
                let values = self.with_person(values, *who);
                at.map_or(values.clone(), |at| self.with_place(values, at))
            }
            Perceived::Heard { who, .. } => self.with_person(values, *who),
            Perceived::Crowd { at, count } => {
                self.with_place(values, *at).with(Slot::Count, wording::count(*count))
            }
            Perceived::Goods { kind, at, count } => {
                let values = self.with_place(values, *at);
                let Some(kind) = self.scene.catalogue.get(*kind) else { return values };
                values
                    .with(Slot::Counted, wording::counted(kind, *count))
                    .with(Slot::Thing, kind.name.as_str())
                    .with(Slot::Things, kind.plural.as_str())
            }
            Perceived::Given { by, kind } => {
                let values = self.with_person(values, *by);
                let Some(kind) = self.scene.catalogue.get(*kind) else { return values };
                values.with(Slot::Thing, kind.name.as_str()).with(Slot::That, wording::known(kind))
            }
            Perceived::ReadPost { post } => self.with_post(values, *post),
            Perceived::Answered { post, reply } => {
                let values = self.with_post(values, *post);
                match self.scene.board.reply(*reply) {
                    Some((_, village_sim::Author::Agent(who))) => self.with_person(values, *who),
                    _ => values.with(Slot::Name, "somebody"),
                }
            }
            Perceived::Rewarded(verdict) | Perceived::Penalized(verdict) => {
                self.with_verdict(values, verdict)
            }
            Perceived::Did { activity, at } => {
                self.with_place(values, *at).with(Slot::Doing, wording::doing(*activity))
            }
            Perceived::Refused { .. }
            | Perceived::Letter { .. }
            | Perceived::Paid { .. }
            | Perceived::Work { .. } => values,
        }
    }

    fn with_post(&self, values: Values, post: PostId) -> Values {
        let Some(thread) = self.scene.board.thread(post) else { return values };
        let values = values.with(Slot::Title, wording::clip(thread.post.title.clone(), 60));
        match &thread.post.author {
            village_sim::Author::Agent(who) => self.with_person(values, *who),
            village_sim::Author::Human(name) | village_sim::Author::Person { name, .. } => {
                values.with(Slot::Name, wording::clip(name.clone(), 40))
            }
            village_sim::Author::System => values,
        }
    }

    fn with_verdict(&self, values: Values, verdict: &Verdict) -> Values {
        let coins = if verdict.amount.to_string() == "1" { "aiDollar" } else { "aiDollars" };
        let values = self
            .with_post(values, verdict.post)
            .with(Slot::Amount, format!("{} {coins}", verdict.amount))
            .with(Slot::Reason, wording::clip(verdict.reason.to_string(), 80));
        match verdict.topic.as_deref().and_then(Topic::of) {
            Some(topic) => values.with(Slot::Topic, topic.in_words()),
            None => values,
        }
    }

    /// A memory as a sentence; none for one that is not for telling.
    pub fn tell(&self, memory: &Memory, dice: &mut Dice) -> Option<String> {
        let situation = match &memory.what {
            Perceived::Met { at: Some(_), .. } => Situation::TellMet,
            Perceived::Met { at: None, .. } => Situation::TellPassed,
            Perceived::Crowd { .. } => Situation::TellCrowd,
            Perceived::Goods { .. } => Situation::TellGoods,
            Perceived::Given { .. } => Situation::TellGiven,
            Perceived::ReadPost { .. } => Situation::TellPost,
            Perceived::Answered { .. } => Situation::TellAnswered,
            Perceived::Rewarded(_) => Situation::TellReward,
            Perceived::Penalized(_) => Situation::TellPenalty,
            Perceived::Did { activity: Activity::Sleeping, .. }
            | Perceived::Heard { .. }
            | Perceived::Refused { .. }
            | Perceived::Letter { .. }
            | Perceived::Paid { .. }
            | Perceived::Work { .. } => return None,
            Perceived::Did { .. } => Situation::TellDid,
        };
        self.words(situation, &self.values_of(memory), dice)
    }

    /// Where it last met somebody, as far as it remembers.
    pub fn last_met(&self, who: VillagerId) -> Option<&'a Memory> {
        let met = |memory: &&Memory| match memory.what {
            Perceived::Met { who: met, .. } => met == who,
            _ => false,
        };
        self.fresh().find(met)
    }

    /// When it last saw things of a kind, or was at a place with many people.
    pub fn last_seen(&self, fits: impl Fn(&Perceived) -> bool) -> Option<&'a Memory> {
        self.fresh().find(|memory| fits(&memory.what))
    }

    /// Its lowest need in words, or that all is well.
    pub fn feeling(&self, dice: &mut Dice) -> Option<String> {
        let lowest = Need::ALL.into_iter().min_by_key(|need| self.level(*need));
        let situation = match lowest.filter(|need| self.level(*need) < 500) {
            Some(Need::Rest) => Situation::FeelTired,
            Some(Need::Company) => Situation::FeelLonely,
            Some(Need::Purpose) => Situation::FeelIdle,
            Some(Need::Curiosity) => Situation::FeelDull,
            None => Situation::FeelWell,
        };
        self.words(situation, &self.values(), dice)
    }

    /// One of its interests.
    pub fn pick_interest(&self, dice: &mut Dice) -> Option<&'a str> {
        dice.pick(&self.member.persona.interests).map(String::as_str)
    }

    /// A thought about what it cares for, or about the place and the hour.
    pub fn muse(&self, dice: &mut Dice) -> Option<String> {
        let outside = |place: &Landmark| {
            !matches!(place.kind, PlaceKind::Home | PlaceKind::Workshop | PlaceKind::Library)
        };
        let values = self.values();
        if self.here().is_some_and(outside) && dice.chance(300) {
            return self.words(Situation::MusePlace, &values, dice);
        }
        let interest = self.pick_interest(dice)?;
        self.words(Situation::Muse, &values.with(Slot::Interest, interest), dice)
    }
}
