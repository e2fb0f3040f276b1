//! What a mind decided: its answer, read leniently and checked strictly.
//!
//! Invariant: whatever the text, every [`Act`] in a [`Decision`] names only what the percept names
//! (or pays whom the mind remembers) and stays within the rights and the money that the percept
//! tells. It is a wish all the same: the world checks it again, for it has moved on meanwhile. What
//! cannot be is never dropped in silence but told back as [`Refused`].

mod answer;
mod fields;
mod names;
mod resolve;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use village_sim::{LandmarkId, Refusal, Wish};

use super::act::{self, ACTS_MAX};
use super::memory::CORE_MAX;
use super::percept::{Percept, Speaker};
use super::words::{excerpt, one_line};

/// Longest thought and plan that are kept, in characters.
pub const THOUGHT_CHARS_MAX: usize = 280;
/// Longest note that a mind keeps, in characters.
pub const NOTE_CHARS_MAX: usize = 280;
/// Refusals of one decision that are told back; further ones are only counted.
pub const REFUSED_MAX: usize = 6;

/// What a mind decided.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Decision {
    /// Why, in the model's own words; at most [`THOUGHT_CHARS_MAX`] characters.
    pub thought: String,
    /// What it wants of the world, in order; at most [`ACTS_MAX`].
    pub acts: Vec<Act>,
    /// What it wants to keep in memory.
    pub notes: Vec<Note>,
    /// Tools that it wanted to run. There are none yet, so each was refused as well.
    pub tools: Vec<ToolCall>,
    /// A new plan; none keeps the one there is.
    pub plan: Option<String>,
    /// What cannot be, and why.
    pub refused: Vec<Refused>,
    /// How many more acts were refused than are told.
    pub refused_more: usize,
    /// Whether the answer came to its end; one that was cut off counts as far as it went.
    pub whole: bool,
}

/// One wish of a mind.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// Its name in the table of acts.
    pub name: &'static str,
    /// What the server puts into a `Command`; the same type that the HTTP door makes.
    pub wish: Wish,
    /// In short, for the day log: `go "kettle-cafe"`. Words in it are quoted.
    pub deed: String,
    /// The same as everybody may be told, for the trace: without words that are meant for one.
    pub told: String,
    /// The words that others get to hear or read; empty where there are none.
    pub words: String,
    /// To whom it is directed, where it is to somebody.
    pub to: Option<Speaker>,
    /// The place where it is done once one has come there; none: it is done at once.
    pub there: Option<LandmarkId>,
}

/// Something to be kept in memory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub kind: NoteKind,
    /// Whom it is about, where that is somebody whom the villager perceives.
    pub about: Option<Speaker>,
    /// At most [`NOTE_CHARS_MAX`] characters.
    pub text: String,
}

/// What a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    Note,
    /// Never forgotten until it is done.
    Promise,
    /// Money owed, by or to it: never forgotten until it is done.
    Debt,
    /// A promise or debt is settled.
    Done,
}

impl NoteKind {
    /// As it is written in an answer.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Promise => "promise",
            Self::Debt => "debt",
            Self::Done => "done",
        }
    }
}

/// A tool that a mind wanted to run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolCall {
    pub tool: String,
    /// As the model wrote it.
    pub args: String,
}

/// An act that came to nothing, as it is told back in the next percept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The act in short.
    pub what: String,
    /// A stable name: a refusal's of the world, or one of [`Unfit::code`].
    pub code: Cow<'static, str>,
    /// Why, in a sentence.
    pub words: String,
}

/// Why an act that a model chose cannot even be wished for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// The world would refuse it.
    #[error("{0}")]
    World(#[from] Refusal),
    #[error("the answer holds no JSON object with acts")]
    NoAnswer,
    #[error("there is no such act")]
    NoSuchAct,
    #[error("{field} is missing")]
    Missing { field: &'static str },
    #[error("{field} must be {wanted}")]
    Bad { field: &'static str, wanted: String },
    #[error("nobody of that name is in sight or wrote what you read")]
    Stranger,
    #[error("several are called that: say which, by id: {ids}")]
    Ambiguous { ids: String },
    #[error("there is no such thing in sight or in your bag")]
    NoSuchThing,
    #[error("there is no such place here")]
    NoSuchPlace,
    #[error("you do not see that post")]
    NoSuchPost,
    #[error("that work is not {wanted}")]
    NotThatWork { wanted: &'static str },
    #[error("there is no such tool")]
    NoSuchTool,
    #[error("one thing at a time: you can when that is done")]
    OneAtATime,
    #[error("at most {ACTS_MAX} acts are carried out at a time")]
    TooMany,
    #[error("you did the same again and again: do something else")]
    Repeated,
    #[error("settle one first: you keep {CORE_MAX} open promises and debts, and no more")]
    TooManyOpen,
}

impl Unfit {
    /// The stable name of this refusal.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::World(refusal) => refusal.code(),
            Self::NoAnswer => "no_answer",
            Self::NoSuchAct => "no_such_act",
            Self::Missing { .. } => "missing_argument",
            Self::Bad { .. } => "bad_argument",
            Self::Stranger => "unknown_agent",
            Self::Ambiguous { .. } => "ambiguous",
            Self::NoSuchThing => "unknown_item",
            Self::NoSuchPlace => "unknown_landmark",
            Self::NoSuchPost => "unknown_post",
            Self::NotThatWork { .. } => "not_that_work",
            Self::NoSuchTool => "no_such_tool",
            Self::OneAtATime => "one_at_a_time",
            Self::TooMany => "too_many_acts",
            Self::Repeated => "repeated",
            Self::TooManyOpen => "too_many_open",
        }
    }
}

impl Refused {
    /// A refusal of an act that was never wished for.
    pub fn unfit(what: &str, why: &Unfit) -> Self {
        Self { what: excerpt(what, 80), code: why.code().into(), words: why.to_string() }
    }

    /// The act as everybody may be told. What could not even be read might be anything: words are
    /// told only of acts that are for everybody.
    pub fn told(&self) -> &str {
        let name = self.what.split(' ').next().unwrap_or_default();
        let is_for_all = act::kind(name).is_some_and(|kind| !kind.is_for_some());
        if is_for_all { &self.what } else { name }
    }

    /// A refusal by the world, of an act that was.
    pub fn by_world(act: &Act, refusal: &Refusal) -> Self {
        Self {
            what: excerpt(&act.deed, 80),
            code: refusal.code().into(),
            words: excerpt(&refusal.to_string(), 160),
        }
    }
}

impl Decision {
    /// Reads a model's answer for who perceives this. Never fails: an answer that says nothing is
    /// a decision without acts and with the reason among what was refused.
    pub fn parse(text: &str, percept: &Percept) -> Self {
        Self::parse_knowing(text, percept, &[])
    }

    /// As [`Decision::parse`], for who remembers these: they can be paid wherever they are, and
    /// notes can be about them.
    pub fn parse_knowing(text: &str, percept: &Percept, remembered: &[Speaker]) -> Self {
        let Some(answer) = answer::find(text) else {
            let mut decision = Self::default();
            decision.refuse("", &Unfit::NoAnswer);
            return decision;
        };
        let mut decision = Self {
            thought: excerpt(&one_line(&answer.thought), THOUGHT_CHARS_MAX),
            plan: Some(excerpt(&one_line(&answer.plan), THOUGHT_CHARS_MAX))
                .filter(|plan| !plan.is_empty()),
            whole: answer.whole,
            ..Self::default()
        };
        let mut desk = resolve::Desk::new(percept, remembered);
        if let Some(over) = answer.acts.get(ACTS_MAX) {
            decision.refuse(&over.in_short(), &Unfit::TooMany);
            decision.refused_more = answer.acts.len() - ACTS_MAX - 1;
        }
        for wanted in answer.acts.iter().take(ACTS_MAX) {
            match desk.read(wanted) {
                Ok(resolve::Wanted::Act(act)) => decision.acts.push(*act),
                Ok(resolve::Wanted::Note(note)) => decision.notes.push(note),
                Ok(resolve::Wanted::Tool(call)) => {
                    decision.refuse(&wanted.in_short(), &Unfit::NoSuchTool);
                    decision.tools.push(call);
                }
                Err(why) => decision.refuse(&wanted.in_short(), &why),
            }
        }
        decision
    }

    /// Whether an answer, or the beginning of one, has an act told to its end.
    pub fn holds_an_act(text: &str) -> bool {
        answer::find(text).is_some_and(|answer| !answer.acts.is_empty())
    }

    /// Notes that an act came to nothing.
    pub fn refuse(&mut self, what: &str, why: &Unfit) {
        if self.refused.len() < REFUSED_MAX {
            self.refused.push(Refused::unfit(what, why));
        } else {
            self.refused_more += 1;
        }
    }
}
