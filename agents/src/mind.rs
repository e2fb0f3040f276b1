//! One mind: what it perceives, how that is put to a language model, and what of the answer
//! becomes a wish at the village's door.
//!
//! Everything here is a pure function of its arguments or a value that its owner keeps: no model
//! is called, nothing is read or written, no clock is asked and no chance is taken. Text goes out,
//! text comes in; a model's words are never trusted, only parsed.

mod act;
mod daylog;
mod decision;
mod embed;
mod loose;
mod memory;
mod percept;
mod prompt;
mod rut;
mod specimen;
mod state;
mod templates;
mod tokens;
mod vectors;
mod words;

pub use act::{ACTS, ACTS_MAX, ActKind, Arg, DECISION_NAME, decision_schema};
pub use daylog::{PAGE_TOKENS_KEPT, PAGE_TOKENS_MAX};
pub use decision::{
    Act, Decision, NOTE_CHARS_MAX, Note, NoteKind, REFUSED_MAX, Refused, THOUGHT_CHARS_MAX,
    ToolCall, Unfit,
};
pub use embed::{Embedder, HashEmbedder, SharedEmbedder};
pub use loose::ANSWER_BYTES_MAX;
pub use memory::{
    CORE_MAX, ENTRIES_MAX, Entry, EntryKind, Fact, LookBack, MEMORY_CHARS_MAX, Memory, PEOPLE_MAX,
    Query, REFLECT_AT, REFLECT_NAME, Reflection, Relation, STREAM_BYTES_MAX, reflect_schema,
};
pub use percept::{
    BOARD_MAX, Carried, EVENTS_MAX, Event, Happening, ITEMS_MAX, InSight, Inward, Job, NEAR_MAX,
    Notice, OWN_WORK_MAX, Offer, Other, Own, Percept, Place, Purse, Recalled, Rights, Scene,
    Speaker, Stand, WORK_MAX, Who,
};
pub use prompt::{NOW_TOKENS_MAX, PERSONA_CHARS_MAX, Prompt, Section};
pub use rut::{Circle, Rut, Sketch};
pub use state::{BadMind, MIND_VERSION, Mind, RECALLED_MAX, RECORD_BYTES_MAX, TOLD_MAX, Written};
pub use templates::{BadTemplate, TEMPLATE_BYTES_MAX, TEMPLATES, Templates};
pub use tokens::{Estimate, Tokens};
pub use vectors::Vectors;
pub use words::{Plain, quoted};
