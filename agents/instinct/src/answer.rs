//! Answering: what somebody says back to a line, by how it is meant and what it names. The answer
//! says what this villager remembers, or honestly that it does not know.

use village_sim::{
    Causes, Deed, Dice, HEARING_TILES, Memory, Perceived, SIGHT_TILES, Talk, Tile, Verb, VillagerId,
};

use crate::ego::Ego;
use crate::hearing::{Asked, Hearing, Manner};
use crate::phrases::{Situation, Slot};
use crate::think::Wishes;
use crate::tone::line;
use crate::wording;

/// How many answer to one line, the nearest first.
const ANSWERS_MAX: usize = 2;

/// How long it is silent after a line of its own, in seconds.
const SILENCE_SECONDS: u64 = 3;

/// How long, in seconds, a line from outside a conversation waits for an answer in it.
const ASIDE_SECONDS: u64 = 20;

/// How far back, in seconds, a line or a gift is still new.
const NEW_SECONDS: u64 = 4;

impl<'a> Ego<'a> {
    /// Says what the moment asks for: an answer, thanks, or what it makes of a reward. True when
    /// somebody is waiting for it to stay and talk.
    pub fn speak_up(&self, wishes: &mut Wishes) -> bool {
        if self.is_just_heard() {
            return false;
        }
        let mut dice = self.dice("instinct:answer");
        if self.causes.has(Causes::SPOKEN_TO) {
            return self.answer_aloud(wishes, &mut dice);
        }
        let news = self.news();
        if let Some(text) = news.and_then(|memory| self.comment(memory, &mut dice)) {
            wishes.verb(Verb::Say { text: line([text]) });
        }
        false
    }

    fn is_just_heard(&self) -> bool {
        let last = self.parts.voice.line.as_ref();
        last.is_some_and(|line| self.seconds_since(line.tick) < SILENCE_SECONDS)
    }

    fn is_new(&self, memory: &Memory) -> bool {
        self.seconds_since(memory.tick) <= NEW_SECONDS
    }

    /// A gift, a verdict or an answer on the board that it has just learned of.
    fn news(&self) -> Option<&'a Memory> {
        if !self.causes.has(Causes::JUDGED.with(Causes::GIVEN)) {
            return None;
        }
        self.parts.memories.iter().rev().take_while(|memory| self.is_new(memory)).find(|memory| {
            matches!(
                memory.what,
                Perceived::Given { .. }
                    | Perceived::Rewarded(_)
                    | Perceived::Penalized(_)
                    | Perceived::Answered { .. }
            )
        })
    }

    fn comment(&self, memory: &Memory, dice: &mut Dice) -> Option<String> {
        match memory.what {
            Perceived::Given { .. } => {
                self.words(Situation::ThankGift, &self.values_of(memory), dice)
            }
            _ => self.tell(memory, dice),
        }
    }

    /// Answers the latest line that was meant for it or spoken close by from outside.
    fn answer_aloud(&self, wishes: &mut Wishes, dice: &mut Dice) -> bool {
        let lines = self.parts.memories.iter().rev().take_while(|memory| self.is_new(memory));
        let heard = lines.filter_map(|memory| match &memory.what {
            Perceived::Heard { who, text, to_me } if *to_me || self.is_from_outside(*who) => {
                Some((*who, text, *to_me))
            }
            _ => None,
        });
        let Some((who, text, to_me)) = heard.into_iter().next() else { return false };
        let hearing = self.hear(text, Some(who));
        if !to_me && !hearing.names_me && !self.is_for_me(who, &hearing) {
            return false;
        }
        let Some(text) = self.answer(&hearing, who, dice) else { return false };
        let text = line([text]);
        let near = self.scene.near.tile(who).distance(self.tile);
        if to_me && near <= village_sim::WHISPER_TILES {
            wishes.push(Deed::Do(Verb::Whisper { to: who, text }));
        } else {
            wishes.verb(Verb::Say { text });
        }
        true
    }

    /// Whether somebody's last words came from a mind that is not instinct.
    fn is_from_outside(&self, who: VillagerId) -> bool {
        let voice = self.scene.parts(who).and_then(|parts| parts.voice.line.as_ref());
        voice.is_some_and(|line| line.origin != village_sim::Origin::Instinct)
    }

    /// In a conversation: what it answers to a line from outside of it, at its turn.
    pub fn answer_aside(&self, talk: &Talk, dice: &mut Dice) -> Option<String> {
        let said = self.parts.voice.line.as_ref().map(|line| line.tick);
        let lines = self.parts.memories.iter().rev();
        let since = |memory: &&Memory| {
            self.seconds_since(memory.tick) <= ASIDE_SECONDS && Some(memory.tick) > said
        };
        let (who, text) = lines.take_while(since).find_map(|memory| match &memory.what {
            Perceived::Heard { who, text, .. }
                if !talk.members.contains(who) && self.is_from_outside(*who) =>
            {
                Some((*who, text))
            }
            _ => None,
        })?;
        let hearing = self.hear(text, Some(who));
        let mine = hearing.names_me || self.is_for_me(who, &hearing);
        mine.then(|| self.answer(&hearing, who, dice))?
    }

    /// Whether it is among the nearest who could answer, when nobody is named; those who stand in
    /// a conversation only when nobody else is there.
    fn is_for_me(&self, speaker: VillagerId, hearing: &Hearing) -> bool {
        let at = self.scene.near.tile(speaker);
        let tile = |who: VillagerId| self.scene.near.tile(who);
        if hearing.person.is_some_and(|other| tile(other).distance(at) <= HEARING_TILES) {
            return false;
        }
        let rank = |who: VillagerId, tile: Tile| (tile.distance(at), who);
        let mine = rank(self.id, self.tile);
        let talks = self.parts.body.talk.is_some();
        let nearer = self.scene.near.within(at, HEARING_TILES).filter(|other| {
            let free = self.scene.parts(*other).is_some_and(|parts| {
                let asleep = parts.body.activity == village_sim::Activity::Sleeping;
                let before = match (talks, parts.body.talk.is_some()) {
                    (true, false) => true,
                    (false, true) => false,
                    _ => rank(*other, tile(*other)) < mine,
                };
                before && !asleep && parts.reins.held_until <= self.now()
            });
            *other != speaker && *other != self.id && free
        });
        nearer.count() < ANSWERS_MAX
    }

    /// What it says back to a line by somebody.
    pub fn answer(&self, heard: &Hearing, to: VillagerId, dice: &mut Dice) -> Option<String> {
        let values = self.with_person(self.values(), to);
        match heard.manner {
            Manner::Greeting => self.words(Situation::GreetingBack, &values, dice),
            Manner::Parting => self.words(Situation::PartingBack, &values, dice),
            Manner::Thanks => self.words(Situation::ReactThanks, &values, dice),
            Manner::Verdict => self.words(Situation::ReactVerdict, &values, dice),
            Manner::Question(Asked::WhoAreYou) => {
                let me = self.with_person(self.values(), self.id);
                self.words(Situation::AnswerSelf, &me, dice)
            }
            Manner::Question(asked) => self.answer_question(asked, heard, dice),
            Manner::Trouble => self.words(Situation::ReactTrouble, &values, dice),
            Manner::Cheer => self.words(Situation::ReactGlad, &values, dice),
            Manner::Statement => self.react(heard, to, dice),
        }
    }

    fn answer_question(&self, asked: Asked, heard: &Hearing, dice: &mut Dice) -> Option<String> {
        if asked == Asked::Liking {
            let (what, interest) = match heard.interest {
                Some(interest) => (Situation::SharedInterest, interest),
                None => (Situation::AnswerLiking, self.pick_interest(dice)?),
            };
            return self.words(what, &self.values().with(Slot::Interest, interest), dice);
        }
        if let Some(person) = heard.person {
            return self.answer_who(person, dice);
        }
        if let Some(kind) = heard.thing {
            let seen = self.last_seen(
                |what| matches!(what, Perceived::Goods { kind: seen, .. } if *seen == kind.id),
            );
            let plain = self.values().with(Slot::Things, kind.plural.as_str());
            return match seen {
                Some(memory) => self.words(Situation::AnswerGoods, &self.values_of(memory), dice),
                None => self.words(Situation::AnswerNoGoods, &plain, dice),
            };
        }
        if let Some(place) = heard
            .place
            .filter(|place| asked == Asked::Where || self.parts.body.place() != Some(place.id))
        {
            let area = place.area;
            let middle = Tile::new(area.x + area.width / 2, area.y + area.height / 2);
            let values = self
                .values()
                .with(Slot::Place, wording::place(place))
                .with(Slot::Way, wording::way(self.tile, middle));
            return self.words(Situation::AnswerWay, &values, dice);
        }
        match asked {
            Asked::HowAreYou => self.feeling(dice),
            Asked::News => self.tell_something(dice).or_else(|| self.feeling(dice)),
            Asked::Doing => self.words(Situation::AnswerDoing, &self.values(), dice),
            _ => match heard.interest {
                Some(interest) => {
                    let values = self.values().with(Slot::Interest, interest);
                    self.words(Situation::SharedInterest, &values, dice)
                }
                None => self.words(Situation::AnswerUnknown, &self.values(), dice),
            },
        }
    }

    /// One of the latest things that it remembers and that cannot be seen from here.
    fn tell_something(&self, dice: &mut Dice) -> Option<String> {
        let news: Vec<_> =
            self.fresh().filter(|memory| !self.is_plain_to_see(memory)).take(8).collect();
        let told = dice.pick(&news).copied()?;
        self.tell(told, dice).or_else(|| news.iter().find_map(|memory| self.tell(memory, dice)))
    }

    /// Where somebody is, as far as it sees or remembers.
    fn answer_who(&self, person: VillagerId, dice: &mut Dice) -> Option<String> {
        let values = self.with_person(self.values(), person);
        if self.sees(person) {
            return self.words(Situation::AnswerHere, &values, dice);
        }
        match self.last_met(person) {
            Some(memory @ Memory { what: Perceived::Met { at: Some(_), .. }, .. }) => {
                self.words(Situation::AnswerSeen, &self.values_of(memory), dice)
            }
            Some(memory) => self.words(Situation::TellPassed, &self.values_of(memory), dice),
            None => self.words(Situation::AnswerUnseen, &values, dice),
        }
    }

    fn sees(&self, person: VillagerId) -> bool {
        self.around(SIGHT_TILES).any(|other| other == person)
    }

    /// What it says to something told.
    fn react(&self, heard: &Hearing, to: VillagerId, dice: &mut Dice) -> Option<String> {
        if let Some(interest) = heard.interest {
            let values = self.values().with(Slot::Interest, interest);
            return self.words(Situation::SharedInterest, &values, dice);
        }
        let met = heard.person.filter(|person| !self.sees(*person));
        let met = met.and_then(|person| self.last_met(person)).filter(|_| dice.chance(500));
        if let Some(memory @ Memory { what: Perceived::Met { at: Some(_), .. }, .. }) = met {
            return self.words(Situation::ReactToo, &self.values_of(memory), dice);
        }
        if let Some(place) = heard.place {
            let there = self.last_seen(|what| match what {
                Perceived::Crowd { at, .. } | Perceived::Goods { at, .. } => *at == place.id,
                _ => false,
            });
            if let Some(memory) = there.filter(|_| dice.chance(600)) {
                return self.tell(memory, dice);
            }
        }
        let news = heard.person.is_some() || heard.place.is_some() || heard.thing.is_some();
        let what = if news { Situation::ReactNews } else { Situation::ReactThought };
        self.words(what, &self.with_person(self.values(), to), dice)
    }
}
