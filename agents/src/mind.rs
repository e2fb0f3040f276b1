//! One mind: what it perceives, how that is put to a language model, and what of the answer
//! becomes a wish at the village's door.
//!
//! Everything here is a pure function of its arguments or a value that its owner keeps: no model
//! is called, nothing is read or written, no clock is asked and no chance is taken. Text goes out,
//! text comes in; a model's words are never trusted, only parsed.

mod act;
mod decision;
mod loose;
mod percept;
mod tokens;
mod words;

pub use act::{ACTS, ACTS_MAX, ActKind, Arg, DECISION_NAME, decision_schema};
pub use decision::{
    Act, Decision, NOTE_CHARS_MAX, Note, NoteKind, REFUSED_MAX, Refused, THOUGHT_CHARS_MAX,
    ToolCall, Unfit,
};
pub use loose::ANSWER_BYTES_MAX;
pub use percept::{
    BOARD_MAX, Carried, EVENTS_MAX, Event, Happening, ITEMS_MAX, InSight, Inward, Job, NEAR_MAX,
    Notice, Offer, Other, Own, Percept, Place, Purse, Rights, Scene, Speaker, Stand, WORK_MAX, Who,
};
pub use tokens::{Estimate, Tokens};
pub use words::{Plain, quoted};
