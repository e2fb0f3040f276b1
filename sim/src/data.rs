//! Reading what people edit: persona files, the catalogue of items, and the names for generated
//! villagers. Every error names the file's field and says what is allowed.

use serde::Deserialize;
use std::collections::BTreeMap;

use crate::id::KindId;
use crate::item::{Catalogue, Kind, Source};
use crate::need::Need;
use crate::villager::{Persona, Traits};

/// Largest data file, in bytes.
pub const FILE_MAX: usize = 256 * 1024;

/// What is wrong with a data file.
#[derive(Debug, thiserror::Error)]
pub enum BadData {
    #[error("{file} has {bytes} bytes, at most {FILE_MAX} are read")]
    TooLarge { file: String, bytes: usize },
    #[error("{file}: {why}")]
    Unreadable { file: String, why: String },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonaFile {
    name: String,
    role: String,
    home: String,
    work: String,
    persona: String,
    #[serde(default)]
    interests: Vec<String>,
    traits: Traits,
    /// Drawn elsewhere; here it only has to be a table.
    #[serde(default, rename = "look")]
    _look: toml::Table,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemsFile {
    item: Vec<ItemEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemEntry {
    id: String,
    name: String,
    plural: String,
    stack: u32,
    #[serde(rename = "use")]
    verb: String,
    #[serde(default)]
    effects: BTreeMap<Need, i32>,
    consumed: bool,
    icon: String,
    #[serde(default)]
    appears: Vec<SourceEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceEntry {
    landmark: String,
    every_seconds: u32,
    most: u32,
}

/// Names, roles and interests out of which villagers are made when more are wanted than have
/// persona files.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    pub names: Vec<String>,
    pub roles: Vec<String>,
    pub interests: Vec<String>,
}

/// Reads a persona file; `slug` is its name without the ending.
pub fn persona(slug: &str, text: &str) -> Result<Persona, BadData> {
    let file: PersonaFile = parse(&format!("{slug}.toml"), text)?;
    Ok(Persona {
        slug: slug.to_owned(),
        name: file.name,
        role: file.role,
        home: file.home,
        work: file.work,
        text: file.persona.trim().to_owned(),
        interests: file.interests,
        traits: file.traits,
    })
}

/// Reads the catalogue of items.
pub fn catalogue(text: &str) -> Result<Catalogue, BadData> {
    let name = "items.toml";
    let file: ItemsFile = parse(name, text)?;
    let bad = |why: String| BadData::Unreadable { file: name.into(), why };
    let mut kinds: Vec<Kind> = Vec::new();
    for entry in file.item {
        if kinds.iter().any(|kind| kind.slug == entry.id) {
            return Err(bad(format!("two items are called \"{}\"", entry.id)));
        }
        if entry.stack == 0 || entry.appears.iter().any(|source| source.every_seconds == 0) {
            return Err(bad(format!("{}: stack and every_seconds are at least 1", entry.id)));
        }
        let id = u16::try_from(kinds.len()).map_err(|_| bad("too many items".into()))?;
        let source = |entry: SourceEntry| Source {
            landmark: entry.landmark,
            every_seconds: entry.every_seconds,
            most: entry.most,
        };
        kinds.push(Kind {
            id: KindId(id),
            slug: entry.id,
            name: entry.name,
            plural: entry.plural,
            stack: entry.stack,
            verb: entry.verb,
            effects: entry.effects.into_iter().collect(),
            consumed: entry.consumed,
            icon: entry.icon,
            appears: entry.appears.into_iter().map(source).collect(),
        });
    }
    Ok(Catalogue { kinds })
}

/// Reads the names for generated villagers.
pub fn names(text: &str) -> Result<Names, BadData> {
    let file = "names.toml";
    let names: Names = parse(file, text)?;
    if names.names.is_empty() || names.roles.is_empty() || names.interests.is_empty() {
        let why = "names, roles and interests must each hold at least one entry".into();
        return Err(BadData::Unreadable { file: file.into(), why });
    }
    Ok(names)
}

fn parse<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, BadData> {
    if text.len() > FILE_MAX {
        return Err(BadData::TooLarge { file: file.into(), bytes: text.len() });
    }
    toml::from_str(text).map_err(|error| BadData::Unreadable {
        file: file.into(),
        why: error.to_string().trim().to_owned(),
    })
}
