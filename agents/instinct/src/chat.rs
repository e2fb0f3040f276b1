//! Conversations: beginning one, joining one, and saying one's line when it is one's turn.

use village_sim::{Activity, Deed, Dice, Memory, Need, Perceived, Talk, Verb, VillagerId};

use crate::ego::Ego;
use crate::phrases::{Situation, Slot, Values};
use crate::routine::Hour;
use crate::think::Wishes;
use crate::tone::line;
use crate::topic::{Topic, learned};

/// How far it looks for company, in tiles: one must stand close to begin to talk.
const COMPANY_TILES: u16 = 4;

/// Most who take part in a conversation that it joins.
const COMPANY_MAX: usize = 4;

/// Rest between two conversations, in seconds.
const QUIET_SECONDS: u64 = 50;

/// Rest before it talks to the same one again, in seconds.
const SAME_SECONDS: u64 = 200;

/// How long a verdict is news, in village minutes.
const VERDICT_MINUTES: u64 = 45;

impl<'a> Ego<'a> {
    /// Joins or begins a conversation, if company is wanted and there. True when it does.
    pub fn seek_company(&self, wishes: &mut Wishes, dice: &mut Dice) -> bool {
        let quiet = self.seconds_since(self.parts.habits.talked);
        if self.hour() == Hour::Night || quiet < QUIET_SECONDS {
            return false;
        }
        let sociable = u32::from(self.traits().sociable);
        let lonely = u32::try_from(self.lack(Need::Company)).unwrap_or(0);
        if let Some(talk) = self.open_talk().filter(|_| dice.chance(80 + 40 * sociable + lonely)) {
            wishes.push(Deed::JoinTalk { talk });
            return true;
        }
        let evening = if self.hour() == Hour::Evening { 150 } else { 0 };
        if !dice.chance(40 + 45 * sociable + lonely + evening) {
            return false;
        }
        let Some(with) = self.partner(quiet) else { return false };
        wishes.push(Deed::StartTalk { with });
        true
    }

    /// Greets somebody close by, aloud and in passing, now and then.
    pub fn hail(&self, wishes: &mut Wishes, dice: &mut Dice) {
        let silent = self.parts.voice.line.as_ref();
        let silent = silent.is_none_or(|line| self.seconds_since(line.tick) > QUIET_SECONDS);
        if !silent || !dice.chance(40 * u32::from(self.traits().sociable)) {
            return;
        }
        let near = self.around(COMPANY_TILES);
        let tile = |who: &VillagerId| self.scene.near.tile(*who).distance(self.tile);
        let Some(who) = near.min_by_key(|who| (tile(who), *who)) else { return };
        let values = self.with_person(self.values(), who);
        if let Some(text) = self.words(Situation::Hail, &values, dice) {
            wishes.verb(Verb::Say { text: line([text]) });
        }
    }

    /// A conversation close by with room for one more and some lines to go.
    fn open_talk(&self) -> Option<village_sim::ConversationId> {
        let talks = self.around(COMPANY_TILES).filter_map(|other| {
            let talk = self.scene.parts(other)?.body.talk?;
            let going = self.scene.talks.get(talk)?;
            let open = going.members.len() < COMPANY_MAX && going.lines + 3 <= going.lines_max;
            let host = self.scene.near.tile(*going.members.first()?);
            (open && host.distance(self.tile) <= COMPANY_TILES).then_some(talk)
        });
        talks.min()
    }

    /// The nearest one with time and a mind to talk.
    fn partner(&self, quiet: u64) -> Option<VillagerId> {
        let wants = |who: &VillagerId| {
            let Some(parts) = self.scene.parts(*who) else { return false };
            let talked = self.seconds_since(parts.habits.talked);
            let busy = matches!(parts.body.activity, Activity::Working | Activity::Reading);
            let led = parts.reins.held_until > self.now();
            let again = self.parts.habits.partner == Some(*who) && quiet < SAME_SECONDS;
            let calm = if busy { 4 * QUIET_SECONDS } else { QUIET_SECONDS / 2 };
            self.scene.has_time(*who) && !led && !again && talked >= calm
        };
        let near = self.around(COMPANY_TILES).filter(wants);
        near.min_by_key(|who| (self.scene.near.tile(*who).distance(self.tile), *who))
    }

    /// Says its line.
    pub fn take_turn(&self, wishes: &mut Wishes) {
        let talk = self.parts.body.talk.and_then(|talk| self.scene.talks.get(talk));
        let Some(talk) = talk.filter(|talk| talk.speaker() == self.id) else { return };
        let mut dice = self.dice("instinct:line");
        match self.line_for(talk, &mut dice) {
            Some(text) => wishes.push(Deed::Speak { text }),
            None => wishes.push(Deed::LeaveTalk),
        }
    }

    fn line_for(&self, talk: &Talk, dice: &mut Dice) -> Option<String> {
        if let Some(aside) = self.answer_aside(talk, dice) {
            return Some(line([aside]));
        }
        let heard = self.heard_in(talk);
        let partner = heard.map_or_else(|| self.other(talk), |(who, _)| Some(who))?;
        let values = self.with_person(self.values(), partner);
        let left = talk.lines_max.saturating_sub(talk.lines);
        if talk.lines == 0 {
            let hello = self.words(Situation::Greeting, &values, dice)?;
            return Some(line([hello].into_iter().chain(self.opening(talk, &values, dice))));
        }
        if talk.is_closing() {
            return self.words(Situation::PartingBack, &values, dice).map(|text| line([text]));
        }
        if left <= 2 {
            let last = heard.and_then(|(who, text)| {
                let heard = self.hear(text, Some(who));
                self.answer(&heard, who, dice).filter(|_| dice.chance(500))
            });
            let bye = self.words(Situation::Parting, &values, dice)?;
            return Some(line(last.into_iter().chain([bye])));
        }
        let Some((who, text)) = heard else {
            let join = self.words(Situation::Joining, &values, dice)?;
            return Some(line([join]));
        };
        let heard = self.hear(text, Some(who));
        let back = self.answer(&heard, who, dice);
        let more = self.content(talk, dice).filter(|_| back.is_none() || dice.chance(800));
        Some(line(back.into_iter().chain(more))).filter(|text| !text.is_empty())
    }

    /// After the greeting: a question about the day, or at once what there is to tell.
    fn opening(&self, talk: &Talk, values: &Values, dice: &mut Dice) -> Option<String> {
        match dice.below(10) {
            0..=2 => self.words(Situation::AskDay, values, dice),
            3..=8 => self.content(talk, dice),
            _ => None,
        }
    }

    /// The last line of another in this conversation.
    fn heard_in(&self, talk: &Talk) -> Option<(VillagerId, &'a str)> {
        let (_, began) = talk.began;
        let lines = self.parts.memories.iter().rev();
        lines.take_while(|memory| memory.tick >= began).find_map(|memory| match &memory.what {
            Perceived::Heard { who, text, .. } if talk.members.contains(who) => {
                Some((*who, &**text))
            }
            _ => None,
        })
    }

    fn other(&self, talk: &Talk) -> Option<VillagerId> {
        talk.members.iter().copied().find(|member| *member != self.id)
    }

    /// Something of its own: a memory, a thought, a feeling or a question, more of what was
    /// rewarded.
    fn content(&self, talk: &Talk, dice: &mut Dice) -> Option<String> {
        let leanings = self.parts.leanings;
        let mut options: Vec<(u32, Line)> = self
            .fresh()
            .filter(|memory| !self.is_plain_to_see(memory) && self.is_worth_telling(memory, talk))
            .map(|memory| (self.telling_weight(memory), Line::Tell(memory)))
            .collect();
        options.extend([
            (learned(9, Some(Topic::Pondering), leanings), Line::Muse),
            (60, Line::Feel),
            (learned(4, Some(Topic::Question), leanings), Line::AskWho),
            (learned(3, Some(Topic::Question), leanings), Line::AskGoods),
            (learned(5, Some(Topic::Question), leanings), Line::AskInterest),
        ]);
        for _ in 0..4 {
            let text = self.option_words(pick(&options, dice)?, talk, dice);
            if let Some(text) = text.filter(|text| !self.has_in_ear(text)) {
                return Some(text);
            }
        }
        None
    }

    fn option_words(&self, option: Line, talk: &Talk, dice: &mut Dice) -> Option<String> {
        match option {
            Line::Tell(memory) => self.tell(memory, dice),
            Line::Muse => self.muse(dice),
            Line::Feel => self.feeling(dice),
            Line::AskWho => {
                let away = self.someone_away(talk, dice)?;
                self.words(Situation::AskWho, &self.with_person(self.values(), away), dice)
            }
            Line::AskGoods => {
                let kind = dice.pick(&self.scene.catalogue.kinds)?;
                let values = self.values().with(Slot::Things, kind.plural.as_str());
                self.words(Situation::AskGoods, &values, dice)
            }
            Line::AskInterest => {
                let interest = self.pick_interest(dice)?;
                let values = self.values().with(Slot::Interest, interest);
                self.words(Situation::AskInterest, &values, dice)
            }
        }
    }

    /// Somebody whom it knows and does not see now.
    fn someone_away(&self, talk: &Talk, dice: &mut Dice) -> Option<VillagerId> {
        let known = self.parts.memories.iter().filter_map(|memory| match memory.what {
            Perceived::Met { who, .. } => Some(who),
            _ => None,
        });
        let here: Vec<_> = self.around(village_sim::SIGHT_TILES).collect();
        let away = known.filter(|who| !here.contains(who) && !talk.members.contains(who));
        dice.pick(&away.collect::<Vec<_>>()).copied()
    }

    /// Whether a memory is news to those here: not about themselves, not about this very moment,
    /// and not what its last line was about.
    fn is_worth_telling(&self, memory: &Memory, talk: &Talk) -> bool {
        match &memory.what {
            Perceived::Met { who, .. } => {
                let told = self.parts.voice.line.as_ref();
                let told = told.is_some_and(|line| line.text.contains(self.scene.name(*who)));
                !talk.members.contains(who)
                    && !told
                    && !self.around(village_sim::SIGHT_TILES).any(|near| near == *who)
            }
            Perceived::Given { by, .. } => !talk.members.contains(by),
            Perceived::Crowd { .. }
            | Perceived::Goods { .. }
            | Perceived::Did { .. }
            | Perceived::Rewarded(_)
            | Perceived::Penalized(_)
            | Perceived::Answered { .. } => true,
            Perceived::ReadPost { post } => {
                let thread = self.scene.board.thread(*post);
                thread.is_some_and(|thread| match thread.post.author {
                    village_sim::Author::Agent(who) => {
                        who != self.id && !talk.members.contains(&who)
                    }
                    _ => true,
                })
            }
            Perceived::Heard { .. }
            | Perceived::Refused { .. }
            | Perceived::Letter { .. }
            | Perceived::Paid { .. }
            | Perceived::Work { .. } => false,
        }
    }

    /// Whether something was at the place where they stand, in this hour: they see it themselves.
    pub fn is_plain_to_see(&self, memory: &Memory) -> bool {
        let at = match memory.what {
            Perceived::Met { at, .. } => at,
            Perceived::Crowd { at, .. }
            | Perceived::Goods { at, .. }
            | Perceived::Did { at, .. } => Some(at),
            _ => None,
        };
        at.is_some() && at == self.parts.body.place() && self.minutes_since(memory.tick) < 60
    }

    fn telling_weight(&self, memory: &Memory) -> u32 {
        let news = self.minutes_since(memory.tick) < VERDICT_MINUTES;
        let base = match &memory.what {
            Perceived::Rewarded(_) | Perceived::Penalized(_) if news => 60,
            Perceived::Answered { .. } => 8,
            Perceived::Given { .. } => 10,
            Perceived::ReadPost { .. } => 9,
            Perceived::Rewarded(_) | Perceived::Penalized(_) | Perceived::Did { .. } => 3,
            _ => 7,
        };
        learned(base, Topic::of_memory(&memory.what), self.parts.leanings)
    }
}

/// What a line can be about.
#[derive(Debug, Clone, Copy)]
enum Line<'a> {
    Tell(&'a Memory),
    Muse,
    Feel,
    AskWho,
    AskGoods,
    AskInterest,
}

/// One of these, the weightier the more likely.
pub fn pick<T: Copy>(options: &[(u32, T)], dice: &mut Dice) -> Option<T> {
    let mut left = dice.below(options.iter().map(|(weight, _)| *weight).sum());
    for (weight, option) in options {
        if left < *weight {
            return Some(*option);
        }
        left -= weight;
    }
    None
}
