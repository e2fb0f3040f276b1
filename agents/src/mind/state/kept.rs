//! Parts of a prompt that stay from thought to thought: made once, and again when what they were
//! made of has changed.

use std::sync::Arc;

use minijinja::context;

use crate::mind::decision::NoteKind;
use crate::mind::memory::{Entry, EntryKind, Memory};
use crate::mind::percept::{Offer, Percept, Place};
use crate::mind::prompt;
use crate::mind::templates::{BadTemplate, Templates, value};
use crate::mind::tokens::Tokens;
use crate::mind::words::Plain;

/// Tokens of the long memory, estimated, as long as that leaves a few words of each promise.
const MEMORY_TOKENS_MAX: usize = 250;
/// How many people and insights the long memory shows, and how many characters of each line: the
/// first of these that keeps to [`MEMORY_TOKENS_MAX`], or the last.
const LEVELS: [(usize, usize); 4] = [(6, 200), (4, 140), (3, 100), (2, 60)];

/// Parts of a prompt that stay from thought to thought, with what they were made of. A mind is
/// copied for each thought, and these with it: what is long is shared.
#[derive(Debug, Clone, Default)]
pub(super) struct Kept {
    village: Option<Arc<Village>>,
    persona: Option<((Plain, Plain), Arc<str>)>,
    system: Option<System>,
    memory: Option<Long>,
}

/// The system message, and what it was put together from.
#[derive(Debug, Clone)]
struct System {
    of: [Arc<str>; 3],
    text: Arc<str>,
}

/// The long memory as it stands in prompts.
#[derive(Debug, Clone)]
struct Long {
    /// The memory's version, and the page of the log from which it counts.
    of: (u64, u64),
    text: Arc<str>,
    /// The oldest insight that it shows; none where it shows none.
    since: Option<u64>,
}

#[derive(Debug)]
struct Village {
    places: Vec<Place>,
    offers: Vec<Offer>,
    text: Arc<str>,
}

impl Kept {
    /// The part that a district shares.
    pub fn village(
        &mut self,
        templates: &Templates,
        percept: &Percept,
    ) -> Result<Arc<str>, BadTemplate> {
        let same = |kept: &&Arc<Village>| {
            let ids = |places: &[Place]| (places.len(), places.first().map(|place| place.id));
            ids(&kept.places) == ids(&percept.places) && kept.offers == percept.purse.tiers
        };
        if let Some(kept) = self.village.as_ref().filter(same) {
            return Ok(kept.text.clone());
        }
        let text = prompt::village(templates, percept)?;
        let (places, offers) = (percept.places.clone(), percept.purse.tiers.clone());
        self.village = Some(Arc::new(Village { places, offers, text: text.clone() }));
        Ok(text)
    }

    /// Who one is.
    pub fn persona(
        &mut self,
        templates: &Templates,
        percept: &Percept,
    ) -> Result<Arc<str>, BadTemplate> {
        let own = (&percept.own.name, &percept.own.persona);
        if let Some(((name, persona), text)) = &self.persona
            && (name, persona) == own
        {
            return Ok(text.clone());
        }
        let text = prompt::persona(templates, percept)?;
        self.persona = Some(((own.0.clone(), own.1.clone()), text.clone()));
        Ok(text)
    }

    /// Rules, village and persona in one message.
    pub fn system(&mut self, of: [&Arc<str>; 3]) -> Arc<str> {
        let same = |kept: &&System| kept.of.iter().zip(of).all(|(one, now)| Arc::ptr_eq(one, now));
        if let Some(kept) = self.system.as_ref().filter(same) {
            return kept.text.clone();
        }
        let (of, text) = (of.map(Arc::clone), of.map(|part| &**part).join("\n\n").into());
        self.system.insert(System { of, text }).text.clone()
    }

    /// What never changes between two pages of the log but by a promise, a debt or a reflection.
    pub fn memory(
        &mut self,
        templates: &Templates,
        memory: &Memory,
        page: u64,
        tokens: &impl Tokens,
    ) -> Result<Arc<str>, BadTemplate> {
        let of = (memory.version(), page);
        if let Some(long) = self.memory.as_ref().filter(|long| long.of == of) {
            return Ok(long.text.clone());
        }
        let (mut text, mut since) = (String::new(), None);
        for (shown, chars) in LEVELS {
            let insights = latest_insights(memory, shown);
            since = insights.last().map(|entry| entry.id);
            text = render(templates, memory, &insights, (shown, chars))?;
            if tokens.count(&text) <= MEMORY_TOKENS_MAX {
                break;
            }
        }
        let text: Arc<str> = text.into();
        self.memory = Some(Long { of, text: text.clone(), since });
        Ok(text)
    }

    /// Whether the long memory, as it was made last, shows this insight.
    pub fn shows(&self, insight: &Entry) -> bool {
        let since = self.memory.as_ref().and_then(|long| long.since);
        since.is_some_and(|since| insight.id >= since)
    }
}

/// So many of the latest insights, the newest first.
fn latest_insights(memory: &Memory, shown: usize) -> Vec<&Entry> {
    let mut insights: Vec<_> = memory.entries().iter().collect();
    insights.retain(|entry| entry.kind == EntryKind::Insight);
    insights.sort_unstable_by_key(|entry| std::cmp::Reverse(entry.id));
    insights.truncate(shown);
    insights
}

/// The long memory with these insights and so many people, each line cut to so many characters.
fn render(
    templates: &Templates,
    memory: &Memory,
    insights: &[&Entry],
    (shown, chars): (usize, usize),
) -> Result<String, BadTemplate> {
    let core = memory.core().iter().map(|fact| {
        let kind = if fact.kind == NoteKind::Debt { "debt" } else { "promise" };
        let about = fact.about.as_ref().map(|one| &one.slug);
        let kind = value(&Plain::new(kind));
        context! { kind, about => value(&about), text => &fact.text }
    });
    let core: Vec<_> = core.collect();
    let mut known: Vec<_> = memory.people().iter().collect();
    known.retain(|known| !known.line.is_empty());
    known.sort_by_key(|known| (std::cmp::Reverse(known.times), known.one.slug.clone()));
    let people = known.into_iter().take(shown);
    let people =
        people.map(|known| context! { slug => value(&known.one.slug), line => &known.line });
    let people: Vec<_> = people.collect();
    let insights: Vec<_> = insights.iter().map(|entry| entry.text.clone()).collect();
    let values = context! { core, people, insights, agenda => memory.agenda(), chars };
    templates.render("memory.jinja", values)
}
