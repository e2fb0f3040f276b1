//! From what was written to a wish: every name is looked up among what the villager perceives,
//! every text and amount is checked as the world would check it.

use village_economy::Micro;
use village_sim::text::check_tags;
use village_sim::text::{BODY_MAX, LINE_MAX, REASON_MAX, REPLY_MAX, TITLE_MAX};
use village_sim::{
    Audience, FEEDBACK_MAX, LETTER_MAX, Labour, MoveTo, PostId, Refusal, Use, Verb, VillagerId,
    WAIT_SECONDS_MAX, WHISPER_TILES, Wish,
};

use super::answer::WantedAct;
use super::fields::{
    TOLD_MAX, amount, line, number, one_word, post, restated, sources, tag, text, word,
};
use super::names::{is_called, one_of, thing};
use super::{Act, NOTE_CHARS_MAX, Note, NoteKind, ToolCall, Unfit};
use crate::mind::act::{self, OUTCOMES};
use crate::mind::percept::{Percept, Place, Speaker, Stand, Who};
use crate::mind::words::{cut, excerpt, quoted};

/// Hours of a tier that can be bought at once.
const HOURS_MAX: u32 = 24 * 366;

/// What an act of an answer comes to.
#[derive(Debug)]
pub(super) enum Wanted {
    Act(Box<Act>),
    Note(Note),
    Tool(ToolCall),
}

/// Reads the acts of one answer, in order. It keeps count of the money that they spend together,
/// and of where they lead.
#[derive(Debug)]
pub(super) struct Desk<'a> {
    percept: &'a Percept,
    /// Whom it perceives.
    known: Vec<Speaker>,
    /// These, and whom it remembers.
    named: Vec<Speaker>,
    left: Micro,
    bound: Option<Bound<'a>>,
}

/// The place that the acts before this one lead to.
#[derive(Debug)]
struct Bound<'a> {
    to: &'a Place,
    /// Whether there is something to do there already.
    is_taken: bool,
}

pub(super) type Result<T> = std::result::Result<T, Unfit>;

/// A wish with its words and whom it is for.
struct Made(Wish, String, Option<Speaker>);

impl<'a> Desk<'a> {
    pub fn new(percept: &'a Percept, remembered: &[Speaker]) -> Self {
        let known = percept.known();
        let is_new = |one: &&Speaker| known.iter().all(|other| other.who != one.who);
        let named = known.iter().chain(remembered.iter().filter(is_new)).cloned().collect();
        Self { percept, known, named, left: percept.purse.balance, bound: None }
    }

    /// Checks one act.
    pub fn read(&mut self, wanted: &WantedAct<'_>) -> Result<Wanted> {
        let kind = act::kind(&wanted.name).ok_or(Unfit::NoSuchAct)?;
        let name = kind.name;
        match name {
            "remember" => return self.note(wanted).map(Wanted::Note),
            "use_tool" => {
                let tool = excerpt(word(wanted, "tool")?, 80);
                let args = excerpt(wanted.arg("args").unwrap_or_default(), 2_000);
                return Ok(Wanted::Tool(ToolCall { tool, args }));
            }
            _ => {}
        }
        if !self.percept.rights.live {
            return Err(Refusal::Restrained { how: "stopped".into() }.into());
        }
        let mut there = None;
        let Made(wish, words, to) = match name {
            "go" | "stop" => self.way(name, wanted)?,
            "use" | "read_board" | "wait" => {
                // What one does at a place is done when one has come there.
                there = self.bound.as_ref().map(|bound| bound.to.id);
                self.stay(name, wanted)?
            }
            "say" | "whisper" => self.speech(name, wanted)?,
            "post" | "reply" | "letter" => self.writing(name, wanted)?,
            "pick_up" | "put_down" | "give" | "use_item" => self.thing(name, wanted)?,
            "pay" | "buy_compute" => self.money(name, wanted)?,
            _ => self.labour(name, wanted)?,
        };
        if wish.must_last() && !self.percept.rights.last {
            return Err(Refusal::StoreAway.into());
        }
        let (mut deed, mut told) = (String::from(name), String::from(name));
        let is_private = self.is_private(&wish);
        for arg in kind.args {
            if let Some(value) = wanted.arg(arg.name()) {
                let value = quoted(&cut(value, LINE_MAX));
                deed = format!("{deed} {value}");
                if !(is_private && arg.is_words()) {
                    told = format!("{told} {value}");
                }
            }
        }
        Ok(Wanted::Act(Box::new(Act { name, wish, deed, told, words, to, there })))
    }

    /// Whether the words of a wish are for some alone.
    fn is_private(&self, wish: &Wish) -> bool {
        let on = |post: &PostId| {
            let board = self.percept.board.iter().map(|notice| (notice.id, notice.public));
            let work = self.percept.work.iter().map(|job| (job.post, job.public));
            board.chain(work).any(|(id, public)| id == *post && !public)
        };
        match wish {
            Wish::Letter { .. }
            | Wish::Act { verb: Verb::Whisper { .. }, .. }
            | Wish::Pay { .. } => true,
            Wish::Reply { post, .. } | Wish::Work { post, .. } => on(post),
            _ => false,
        }
    }

    fn act(&self, verb: Verb) -> Wish {
        Wish::Act { agent: self.percept.own.id, verb }
    }

    fn way(&mut self, name: &str, wanted: &WantedAct<'_>) -> Result<Made> {
        if name == "stop" {
            self.bound = None;
            return Ok(Made(self.act(Verb::Stop), String::new(), None));
        }
        let place = self.place(word(wanted, "to")?)?;
        let to = MoveTo::Landmark(place.id);
        self.bound = Some(Bound { to: place, is_taken: false });
        let wish = Wish::Move { agent: self.percept.own.id, to };
        Ok(Made(wish, String::new(), None))
    }

    /// What is done at the place where one is, or where the acts before this one lead.
    fn stay(&mut self, name: &str, wanted: &WantedAct<'_>) -> Result<Made> {
        let place = self.bound.as_ref().map(|bound| bound.to);
        let uses = place.or(self.percept.here()).map(|place| place.uses.as_slice());
        let uses = uses.unwrap_or_default();
        let verb = match name {
            "use" => {
                let what = word(wanted, "what")?;
                let none = || Refusal::NoSuchUse { what: excerpt(what, 40) };
                let offered = uses.iter().find(|offer| is_called(&offer.to_string(), what));
                Verb::Use { what: *offered.ok_or_else(none)? }
            }
            "read_board" => {
                let in_reach = match place {
                    Some(_) => uses.contains(&Use::Post),
                    None => self.percept.rights.board_in_reach,
                };
                if !in_reach {
                    return Err(Refusal::NotThere { place: "the town board".into() }.into());
                }
                Verb::UseBoard
            }
            _ => {
                let seconds = number(wanted, "seconds", 1, WAIT_SECONDS_MAX.into())?;
                Verb::Wait { seconds: u32::try_from(seconds).expect("it is bounded") }
            }
        };
        if let Some(bound) = &mut self.bound
            && std::mem::replace(&mut bound.is_taken, true)
        {
            return Err(Unfit::OneAtATime);
        }
        Ok(Made(self.act(verb), String::new(), None))
    }

    fn speech(&self, name: &str, wanted: &WantedAct<'_>) -> Result<Made> {
        self.must_speak()?;
        let text = line(wanted, "text", LINE_MAX)?;
        if name == "say" {
            return Ok(Made(self.act(Verb::Say { text: text.clone() }), text, None));
        }
        let (to, speaker) = self.close_by(word(wanted, "to")?)?;
        Ok(Made(self.act(Verb::Whisper { to, text: text.clone() }), text, Some(speaker)))
    }

    fn writing(&self, name: &str, wanted: &WantedAct<'_>) -> Result<Made> {
        self.must_speak()?;
        match name {
            "post" => {
                let title = line(wanted, "title", TITLE_MAX)?;
                let body = text(wanted, "text", BODY_MAX)?;
                let tags: Vec<String> = wanted.arg("tag").and_then(tag).into_iter().collect();
                check_tags(&tags).map_err(Refusal::from)?;
                let words = format!("{title}\n{body}");
                let audience = Audience::Public;
                Ok(Made(Wish::Post { title, body, tags, audience }, words, None))
            }
            "reply" => {
                let post = post(wanted)?;
                let found = self.percept.board.iter().find(|notice| notice.id == post);
                let found = found.ok_or(Unfit::NoSuchPost)?;
                if !found.open {
                    return Err(Refusal::Closed { status: "closed".into() }.into());
                }
                let body = text(wanted, "text", REPLY_MAX)?;
                Ok(Made(Wish::Reply { post, body: body.clone() }, body, Some(found.by.clone())))
            }
            _ => {
                let to = word(wanted, "to")?;
                let person = one_of(&self.percept.letters, to)?.ok_or(Unfit::Stranger)?;
                let Who::Person(id) = person.who else { return Err(Unfit::Stranger) };
                let body = text(wanted, "text", LETTER_MAX)?;
                let agent = self.percept.own.id;
                let wish = Wish::Letter { person: id, agent, body: body.clone() };
                Ok(Made(wish, body, Some(person.clone())))
            }
        }
    }

    fn thing(&self, name: &str, wanted: &WantedAct<'_>) -> Result<Made> {
        let item = word(wanted, "item")?;
        let own = || {
            let bag = self.percept.own.bag.iter();
            let names = bag.map(|one| (one.id, [one.kind.as_str(), one.name.as_str()], true));
            thing(names, item)
        };
        let mut to = None;
        let verb = match name {
            "pick_up" => {
                let seen = self.percept.items.iter();
                let names =
                    seen.map(|one| (one.id, [one.kind.as_str(), one.name.as_str()], one.in_reach));
                Verb::PickUp { item: thing(names, item)? }
            }
            "put_down" => Verb::PutDown { item: own()? },
            "use_item" => Verb::UseItem { item: own()? },
            _ => {
                let (who, speaker) = self.close_by(word(wanted, "to")?)?;
                to = Some(speaker);
                Verb::Give { item: own()?, to: who }
            }
        };
        Ok(Made(self.act(verb), String::new(), to))
    }

    fn money(&mut self, name: &str, wanted: &WantedAct<'_>) -> Result<Made> {
        self.must_pay()?;
        if name == "buy_compute" {
            let id = word(wanted, "tier")?;
            let tiers = &self.percept.purse.tiers;
            let tier = tiers.iter().find(|tier| is_called(tier.id.as_str(), id));
            let unknown = Refusal::Unknown { what: village_sim::Thing::Tier };
            let tier = tier.ok_or(unknown)?;
            let price = tier.per_hour.ok_or(Refusal::NotForSale)?;
            let hours = number(wanted, "hours", 1, HOURS_MAX.into())?;
            let cost = i64::try_from(hours).ok().and_then(|hours| price.get().checked_mul(hours));
            let cost = cost.ok_or(Refusal::Amount { max: FEEDBACK_MAX })?;
            self.spend(Micro::new(cost))?;
            let hours = u32::try_from(hours).expect("it is bounded");
            let (agent, tier) = (self.percept.own.id, tier.id.to_string());
            return Ok(Made(Wish::Purchase { agent, tier, hours }, String::new(), None));
        }
        let to = word(wanted, "to")?;
        // A payment takes no nearness. Of namesakes, one of whom is not there, none is meant.
        let speaker = one_of(&self.named, to)?.ok_or(Unfit::Stranger)?.clone();
        // People hold purses of another kind: an agent pays agents alone.
        let Who::Villager(who) = speaker.who else {
            return Err(Refusal::Unknown { what: village_sim::Thing::Agent }.into());
        };
        let note = line(wanted, "text", REASON_MAX)?;
        let amount = amount(wanted)?;
        self.spend(amount)?;
        let wish = Wish::Pay { to: who, amount, note: note.clone(), post: None };
        Ok(Made(wish, note, Some(speaker)))
    }

    fn labour(&mut self, name: &str, wanted: &WantedAct<'_>) -> Result<Made> {
        self.must_speak()?;
        let post = post(wanted)?;
        if name == "offer" {
            return self.offer(post, wanted);
        }
        let job = self.percept.work.iter().find(|job| job.post == post);
        let job = job.ok_or(Unfit::NoSuchPost)?;
        let (stand, called, step) = match name {
            "claim" => (Stand::Open, "open", Labour::Claim),
            "give_up" => (Stand::Mine, "in your hand", Labour::GiveUp),
            "accept" => (Stand::ToJudge, "delivered to you", Labour::Accept),
            "reject" => (Stand::ToJudge, "delivered to you", Labour::Reject),
            _ => {
                let (files, links) = (Vec::new(), Vec::new());
                (Stand::Mine, "in your hand", Labour::Deliver { files, links })
            }
        };
        if job.stand != stand {
            return Err(Unfit::NotThatWork { wanted: called });
        }
        let (step, words) = match step {
            Labour::Claim => (step, restated(wanted, job)?),
            Labour::Deliver { files, .. } => {
                let (links, words) = self.delivery(wanted)?;
                (Labour::Deliver { files, links }, words)
            }
            Labour::Reject => (step, text(wanted, "text", REPLY_MAX)?),
            _ => (step, String::new()),
        };
        Ok(Made(Wish::Work { post, step, words: words.clone() }, words, Some(job.by.clone())))
    }

    /// What is handed over: how it came out, in what words, and on which sources it rests.
    fn delivery(&self, wanted: &WantedAct<'_>) -> Result<(Vec<String>, String)> {
        let outcome = one_word(wanted, "outcome", OUTCOMES)?;
        let told = text(wanted, "text", TOLD_MAX)?;
        let seen = |post: PostId| {
            self.percept.board.iter().any(|notice| notice.id == post)
                || self.percept.work.iter().any(|job| job.post == post)
        };
        let (links, posts) = sources(wanted.arg("sources").unwrap_or_default(), seen)?;
        let mut words = format!("Outcome: {outcome}.\n\n{told}");
        if !posts.is_empty() {
            let posts: Vec<_> = posts.iter().map(|post| format!("post {post}")).collect();
            words = format!("{words}\n\nSources: {}.", posts.join(", "));
        }
        Ok((links, words))
    }

    fn offer(&mut self, post: PostId, wanted: &WantedAct<'_>) -> Result<Made> {
        self.must_pay()?;
        let mine = self.percept.board.iter().find(|notice| notice.id == post);
        let mine = mine.ok_or(Unfit::NoSuchPost)?;
        if !mine.mine {
            return Err(Refusal::NotTheAuthor.into());
        }
        if !mine.open || self.percept.work.iter().any(|job| job.post == post) {
            return Err(Refusal::Closed { status: "closed or offered already".into() }.into());
        }
        let amount = amount(wanted)?;
        let (least, most) = self.percept.purse.bounty;
        if amount < least || amount > most {
            let wanted = format!("from {least} to {most}");
            return Err(Unfit::Bad { field: "amount", wanted });
        }
        self.spend(amount)?;
        let step = Labour::Offer { amount };
        Ok(Made(Wish::Work { post, step, words: String::new() }, String::new(), None))
    }

    fn note(&self, wanted: &WantedAct<'_>) -> Result<Note> {
        let kind = match wanted.arg("kind").unwrap_or("note").trim().to_ascii_lowercase().as_str() {
            "promise" => NoteKind::Promise,
            "debt" => NoteKind::Debt,
            "done" | "kept" | "settled" => NoteKind::Done,
            _ => NoteKind::Note,
        };
        // Whom it is about is a help, not a condition.
        let about = wanted.arg("about").and_then(|about| match one_of(&self.known, about) {
            Ok(None) => one_of(&self.named, about).ok().flatten(),
            found => found.ok().flatten(),
        });
        let text = line(wanted, "text", NOTE_CHARS_MAX)?;
        Ok(Note { kind, about: about.cloned(), text })
    }

    fn must_speak(&self) -> Result<()> {
        if self.percept.rights.speak {
            return Ok(());
        }
        Err(Refusal::Restrained { how: "in quarantine".into() }.into())
    }

    fn must_pay(&self) -> Result<()> {
        if self.percept.rights.pay {
            return Ok(());
        }
        Err(Refusal::Restrained { how: "not allowed to spend money".into() }.into())
    }

    /// Sets money of this answer aside, so that its acts together stay within the purse.
    fn spend(&mut self, amount: Micro) -> Result<()> {
        let rest = self.left.checked_sub(amount).filter(|rest| !rest.is_negative());
        self.left = rest.ok_or(Refusal::Insufficient { available: self.left })?;
        Ok(())
    }

    fn place(&self, name: &str) -> Result<&'a Place> {
        let own = &self.percept.own;
        let name = match name.trim().to_ascii_lowercase().as_str() {
            "home" => own.home.as_str(),
            "work" => own.work.as_str(),
            _ => name,
        };
        let places: &'a [Place] = &self.percept.places;
        let by_id = places.iter().find(|place| is_called(place.slug.as_str(), name));
        let by_name = || places.iter().find(|place| is_called(place.name.as_str(), name));
        by_id.or_else(by_name).ok_or(Unfit::NoSuchPlace)
    }

    /// Somebody within reach of a whisper or a hand.
    fn close_by(&self, name: &str) -> Result<(VillagerId, Speaker)> {
        let speaker = one_of(&self.known, name)?.ok_or(Unfit::Stranger)?;
        let seen = self.percept.near.iter().find(|other| speaker.who == other.who());
        let seen = seen.ok_or(Unfit::Stranger)?;
        if seen.distance > WHISPER_TILES {
            let (distance, limit) = (seen.distance, WHISPER_TILES);
            return Err(Refusal::TooFar { distance, limit }.into());
        }
        Ok((seen.id, speaker.clone()))
    }
}
