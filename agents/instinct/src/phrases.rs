//! The words of instinct, read from `assets/phrases.toml`: for each situation and tone of voice a
//! list of templates with slots in braces. Reading checks everything, so that filling in cannot
//! fail: an unknown situation, tone or slot, an empty list or a text too long is named with its
//! place. Filling in never looks at the world; it gets its values handed in.

mod situation;
mod template;

use std::collections::BTreeMap;

use village_sim::text::check_line;

pub use situation::{Situation, Tone};
pub use template::{Slot, Template, Values};

/// Largest phrases file, in bytes.
pub const FILE_MAX: usize = 256 * 1024;

/// Longest template, in characters: what is filled in needs its room.
const TEMPLATE_MAX: usize = 200;

/// What is wrong with a phrases file.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum BadPhrases {
    #[error("phrases: {bytes} bytes, at most {FILE_MAX} are read")]
    TooLarge { bytes: usize },
    #[error("phrases: {0}")]
    Unreadable(String),
    #[error("phrases: [{section}] is no situation; they are {known}")]
    UnknownSituation { section: String, known: String },
    #[error("phrases: [{section}] is missing")]
    Missing { section: &'static str },
    #[error("phrases: [{section}] has no tone \"{tone}\"; they are {known}")]
    UnknownTone { section: String, tone: String, known: String },
    #[error("phrases: [{section}] {tone} is empty")]
    Empty { section: String, tone: String },
    #[error("phrases: [{section}] needs at least {least} phrases for \"any\", it has {count}")]
    TooFew { section: &'static str, least: usize, count: usize },
    #[error("phrases: [{section}] {tone}, \"{text}\": {why}")]
    BadTemplate { section: String, tone: String, text: String, why: String },
}

/// All templates, by situation and tone.
#[derive(Debug)]
pub struct Phrases {
    sections: BTreeMap<Situation, BTreeMap<Tone, Vec<Template>>>,
}

impl Phrases {
    /// Reads a phrases file.
    pub fn from_toml(text: &str) -> Result<Self, BadPhrases> {
        if text.len() > FILE_MAX {
            return Err(BadPhrases::TooLarge { bytes: text.len() });
        }
        let file: BTreeMap<String, BTreeMap<String, Vec<String>>> = toml::from_str(text)
            .map_err(|error| BadPhrases::Unreadable(error.to_string().trim().to_owned()))?;
        let mut sections = BTreeMap::new();
        for (section, tones) in file {
            let situation = Situation::named(&section).ok_or_else(|| {
                let known = Situation::ALL.map(Situation::name).join(", ");
                BadPhrases::UnknownSituation { section: section.clone(), known }
            })?;
            sections.insert(situation, read_tones(&section, situation, tones)?);
        }
        for situation in Situation::ALL {
            let tones = sections.get(&situation);
            let tones = tones.ok_or(BadPhrases::Missing { section: situation.name() })?;
            let count = tones.get(&Tone::Any).map_or(0, Vec::len);
            let least = situation.least();
            if count < least {
                return Err(BadPhrases::TooFew { section: situation.name(), least, count });
            }
        }
        Ok(Self { sections })
    }

    /// The templates for anybody, and those for a tone of voice.
    pub fn of(&self, situation: Situation, tone: Tone) -> (&[Template], &[Template]) {
        let list = |tone: Tone| {
            let tones = self.sections.get(&situation);
            tones.and_then(|tones| tones.get(&tone)).map_or(&[][..], Vec::as_slice)
        };
        let own = if tone == Tone::Any { &[][..] } else { list(tone) };
        (list(Tone::Any), own)
    }
}

fn read_tones(
    section: &str,
    situation: Situation,
    tones: BTreeMap<String, Vec<String>>,
) -> Result<BTreeMap<Tone, Vec<Template>>, BadPhrases> {
    let mut read = BTreeMap::new();
    for (name, texts) in tones {
        let tone = Tone::named(&name).ok_or_else(|| BadPhrases::UnknownTone {
            section: section.to_owned(),
            tone: name.clone(),
            known: Tone::ALL.map(Tone::name).join(", "),
        })?;
        if texts.is_empty() {
            return Err(BadPhrases::Empty { section: section.to_owned(), tone: name });
        }
        let templates = texts.into_iter().map(|text| {
            let template = check_line("phrase", &text, TEMPLATE_MAX)
                .map_err(|bad| bad.to_string())
                .and_then(|()| Template::parse(&text, situation.slots()));
            template.map_err(|why| BadPhrases::BadTemplate {
                section: section.to_owned(),
                tone: name.clone(),
                text: text.chars().take(60).collect(),
                why,
            })
        });
        read.insert(tone, templates.collect::<Result<_, _>>()?);
    }
    Ok(read)
}
