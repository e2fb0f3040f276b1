//! The prompt of one thought, in the order of stability: rules, village, persona, long memory, the
//! day's log, and what is perceived now. A server that caches prefixes keeps all but the last.
//!
//! Each part has a budget in tokens. Rules, village and persona are what they are (a persona's
//! text is cut at [`PERSONA_CHARS_MAX`] characters); memory and log keep their own bounds. Of what
//! is perceived now, these go first when it is too long: things out of reach, recalled memories
//! beyond the second and others beyond the fourth; then all things, further memories, open work
//! beyond the second and half of each text; then everything but oneself, those nearest, the purse
//! and the latest refusals. What is one's own is never dropped. Posts and work are told in the log
//! when they are new; of now is only how they stand.

use std::sync::Arc;

use minijinja::context;
use village_sim::Use;

use super::percept::{Percept, Stand};
use super::state::TOLD_MAX;
use super::templates::{BadTemplate, Templates, value};
use super::tokens::Tokens;
use super::words::{Plain, excerpt};

/// Tokens of what is perceived now, at most.
pub const NOW_TOKENS_MAX: usize = 260;
/// Characters of a persona's text that a prompt holds.
pub const PERSONA_CHARS_MAX: usize = 600;

/// The parts of a prompt, from the most stable to the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    Rules,
    Village,
    Persona,
    Memory,
    Log,
    Now,
}

/// The prompt of one thought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    sections: [Arc<str>; 6],
    /// The first three, as one text.
    system: Arc<str>,
    /// Estimated tokens of all of it.
    pub tokens: usize,
    /// How many of the percept's memories stand in it, from the first. The rest had no room.
    pub recalled: usize,
}

impl Prompt {
    /// Puts a prompt together. `system` is the first three sections, a blank line between them.
    pub(crate) fn new(
        sections: [Arc<str>; 6],
        system: Arc<str>,
        recalled: usize,
        counter: &impl Tokens,
    ) -> Self {
        let tokens = sections.iter().map(|section| counter.count(section)).sum();
        Self { sections, system, tokens, recalled }
    }

    /// One part.
    pub fn section(&self, section: Section) -> &str {
        &self.sections[section as usize]
    }

    /// The system message: rules, village and persona.
    pub fn system(&self) -> Arc<str> {
        self.system.clone()
    }

    /// The user message: long memory, the day's log, and now.
    pub fn user(&self) -> String {
        self.sections[3..].join("\n\n")
    }
}

/// The part that all villagers of a district share: places that offer the same stand together.
pub(crate) fn village(templates: &Templates, percept: &Percept) -> Result<Arc<str>, BadTemplate> {
    let mut offers: Vec<(&[Use], Vec<&Plain>)> = Vec::new();
    for place in &percept.places {
        match offers.iter_mut().find(|(uses, _)| *uses == place.uses) {
            Some((_, places)) => places.push(&place.slug),
            None => offers.push((&place.uses, vec![&place.slug])),
        }
    }
    let tiers = value(&percept.purse.tiers);
    let text = templates.render("village.jinja", context! { offers => value(&offers), tiers })?;
    Ok(text.into())
}

/// Who one is.
pub(crate) fn persona(templates: &Templates, percept: &Percept) -> Result<Arc<str>, BadTemplate> {
    let text = Plain::new(&excerpt(percept.own.persona.as_str(), PERSONA_CHARS_MAX));
    templates
        .render("persona.jinja", context! { own => value(&percept.own), persona => value(&text) })
        .map(Arc::from)
}

/// What is perceived now, within its budget, and how many memories stand in it. `fresh` lines at
/// the end of the log are new.
pub(crate) fn now(
    templates: &Templates,
    percept: &Percept,
    fresh: usize,
    counter: &impl Tokens,
) -> Result<(Arc<str>, usize), BadTemplate> {
    let mut text = render_now(templates, percept, fresh, 120)?;
    let mut recalled = percept.inward.recalled.len();
    for (level, chars) in [(1, 120), (2, 80), (3, 40)] {
        if counter.count(&text) <= NOW_TOKENS_MAX {
            break;
        }
        let trimmed = trimmed(percept, level);
        text = render_now(templates, &trimmed, fresh, chars)?;
        recalled = trimmed.inward.recalled.len();
    }
    Ok((text.into(), recalled))
}

fn render_now(
    templates: &Templates,
    percept: &Percept,
    fresh: usize,
    chars: usize,
) -> Result<String, BadTemplate> {
    // What stands elsewhere in the prompt is left out: a template that cannot see it costs nothing
    // for it.
    let (own, purse) = (&percept.own, &percept.purse);
    let p = context! {
        day => percept.day,
        minute => percept.minute,
        own => context! {
            leanings => value(&own.leanings),
            mood => value(&own.mood),
            needs => value(&own.needs),
            activity => value(&own.activity),
            busy_seconds => own.busy_seconds,
            at => value(&own.at),
            going_to => value(&own.going_to),
            talking_with => value(&own.talking_with),
            bag => value(&own.bag),
        },
        near => value(&percept.near),
        items => value(&percept.items),
        work => value(&percept.work),
        letters => value(&percept.letters),
        purse => context! {
            balance => value(&purse.balance),
            tier => value(&purse.tier),
            why => value(&purse.why),
            until_seconds => purse.until_seconds,
        },
        rights => value(&percept.rights),
        inward => value(&percept.inward),
    };
    templates.render("now.jinja", context! { p, fresh, chars })
}

/// A percept with what can be done without left out; the higher the level, the less remains.
fn trimmed(percept: &Percept, level: u8) -> Percept {
    let (memories, others, jobs) = match level {
        1 => (2, 4, 4),
        2 => (1, 4, 2),
        _ => (0, 3, 1),
    };
    let mut percept = percept.clone();
    percept.items.retain(|item| item.in_reach && level < 2);
    percept.inward.recalled.truncate(memories);
    percept.near.truncate(others);
    // One's own comes first.
    let own = percept.work.iter().filter(|job| job.stand != Stand::Open).count();
    percept.work.truncate(own.max(jobs));
    let older = percept.inward.told.len().saturating_sub(if level < 3 { TOLD_MAX } else { 2 });
    percept.inward.told.drain(..older);
    percept
}
