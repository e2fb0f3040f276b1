//! What the village stands on, read from the assets folder: map, items, tiers, names, phrases,
//! personas and looks. Read once at the start; every mistake in a file is told with its path.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use sha2::{Digest, Sha256};
use village_art::villager::Look;
use village_economy::{Policy, Tiers};
use village_instinct::{InstinctPlugin, Phrases};
use village_sim::data::{self, Names};
use village_sim::{
    BadMap, Catalogue, Foundation, Map, Persona, Town, VILLAGERS_MAX, Village, populace,
};

use crate::charter::Charter;
use crate::hall::Looks;
use crate::tokens::hex;

/// Largest file of the assets that is read, in bytes.
const FILE_MAX: u64 = 16 * 1024 * 1024;

/// Everything that people edit.
#[derive(Debug)]
pub struct Assets {
    pub town: Town,
    pub catalogue: Catalogue,
    pub tiers: Arc<Tiers>,
    pub policy: Arc<Policy>,
    pub phrases: Arc<Phrases>,
    pub names: Names,
    /// In the order of their files' names.
    pub personas: Vec<Persona>,
    pub looks: Looks,
    /// Fingerprint of what shapes a life but is not in the journal: items, tiers, policy and
    /// phrases.
    pub digest: String,
}

/// What is wrong with the assets: where, what and what to do.
#[derive(Debug, thiserror::Error)]
pub enum BadAssets {
    #[error(
        "cannot read {}: {source}; is --assets the folder with map/ and personas/?",
        .path.display()
    )]
    File { path: PathBuf, source: std::io::Error },
    #[error("{}: {why}", .path.display())]
    Form { path: PathBuf, why: String },
    #[error("{}: no persona files; a villager is a file such as ada.toml", .path.display())]
    Nobody { path: PathBuf },
    #[error("no ground for {villagers} villagers: {source}; ask for fewer --agents")]
    Ground { villagers: usize, source: BadMap },
}

/// The part of a persona file that is not the world's.
#[derive(Deserialize)]
struct Drawn {
    look: Option<Look>,
}

impl Assets {
    /// Reads the folder.
    pub fn read(folder: &Path) -> Result<Self, BadAssets> {
        let items = text(&folder.join("items.toml"))?;
        let tiers = text(&folder.join("tiers.toml"))?;
        let policy = text(&folder.join("economy.toml"))?;
        let phrases = text(&folder.join("phrases.toml"))?;
        let names = text(&folder.join("names.toml"))?;
        let form = |name: &str, why: String| BadAssets::Form {
            path: folder.join(name),
            why: one_line(&why),
        };
        let (personas, looks) = people(&folder.join("personas"))?;
        let mut digest = Sha256::new();
        for part in [&items, &tiers, &policy, &phrases] {
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part);
        }
        let said = |name: &'static str| move |why: String| form(name, why);
        Ok(Self {
            town: town(&folder.join("map"))?,
            catalogue: data::catalogue(&items)
                .map_err(|error| said("items.toml")(error.to_string()))?,
            tiers: Arc::new(
                Tiers::from_toml(&tiers).map_err(|error| said("tiers.toml")(causes(&error)))?,
            ),
            policy: Arc::new(
                Policy::from_toml(&policy).map_err(|error| said("economy.toml")(causes(&error)))?,
            ),
            phrases: Arc::new(
                Phrases::from_toml(&phrases)
                    .map_err(|error| said("phrases.toml")(causes(&error)))?,
            ),
            names: data::names(&names).map_err(|error| said("names.toml")(error.to_string()))?,
            personas,
            looks: Looks::new(looks),
            digest: hex(&digest.finalize()[..16]),
        })
    }

    /// The ground for so many villagers.
    pub fn ground(&self, villagers: usize) -> Result<Arc<Map>, BadAssets> {
        let map = Map::for_villagers(self.town.clone(), villagers);
        map.map(Arc::new).map_err(|source| BadAssets::Ground { villagers, source })
    }

    /// The first `count` villagers: those with files, then made-up ones.
    pub fn people(&self, map: &Map, seed: u64, count: usize) -> Vec<Persona> {
        populace(&self.personas, &self.names, map, seed, count)
    }

    /// What the simulation stands on.
    pub fn foundation(&self, charter: &Charter, map: Arc<Map>) -> Foundation {
        Foundation {
            map,
            catalogue: self.catalogue.clone(),
            tiers: self.tiers.clone(),
            policy: self.policy.clone(),
            hz: charter.hz,
            day_seconds: charter.day_seconds,
            seed: charter.seed,
        }
    }

    /// The mind that everybody has.
    pub fn instinct(&self) -> InstinctPlugin {
        InstinctPlugin { phrases: self.phrases.clone() }
    }

    /// A village before its first tick.
    pub fn village(&self, foundation: &Foundation) -> Result<Village, String> {
        Village::new(foundation, |app| {
            app.add_plugins(self.instinct());
        })
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, BadAssets> {
    let read = || {
        let mut bytes = Vec::new();
        std::fs::File::open(path)?.take(FILE_MAX + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes: Vec<u8> = read().map_err(|source| BadAssets::File { path: path.into(), source })?;
    if bytes.len() as u64 > FILE_MAX {
        let why = format!("more than {FILE_MAX} bytes are not read");
        return Err(BadAssets::Form { path: path.into(), why });
    }
    Ok(bytes)
}

fn text(path: &Path) -> Result<String, BadAssets> {
    String::from_utf8(bytes(path)?)
        .map_err(|_| BadAssets::Form { path: path.into(), why: "this is no UTF-8 text".into() })
}

fn town(folder: &Path) -> Result<Town, BadAssets> {
    let path = folder.join("village.tmx");
    let map = text(&path)?;
    let beside = |named: &Path| {
        // Only files of this folder: a map names its tileset, never a path elsewhere.
        let name = named.file_name().ok_or(std::io::ErrorKind::InvalidInput)?;
        bytes(&folder.join(name)).map_err(std::io::Error::other)
    };
    Town::read(&map, beside)
        .map_err(|error| BadAssets::Form { path, why: one_line(&error.to_string()) })
}

fn people(folder: &Path) -> Result<(Vec<Persona>, BTreeMap<String, Look>), BadAssets> {
    let unread = |source| BadAssets::File { path: folder.into(), source };
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).map_err(unread)? {
        let path = entry.map_err(unread)?.path();
        let slug = path.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned);
        if let (Some(slug), true) = (slug, path.extension().is_some_and(|end| end == "toml")) {
            files.insert(slug, path);
        }
        if files.len() > VILLAGERS_MAX {
            let why = format!("more than {VILLAGERS_MAX} personas are not read");
            return Err(BadAssets::Form { path: folder.into(), why });
        }
    }
    let (mut personas, mut looks) = (Vec::new(), BTreeMap::new());
    for (slug, path) in files {
        let text = text(&path)?;
        let form = |why: String| BadAssets::Form { path: path.clone(), why: one_line(&why) };
        personas.push(data::persona(&slug, &text).map_err(|error| form(error.to_string()))?);
        let drawn: Drawn = toml::from_str(&text).map_err(|error| form(error.to_string()))?;
        if let Some(look) = drawn.look {
            looks.insert(slug, look);
        }
    }
    if personas.is_empty() {
        return Err(BadAssets::Nobody { path: folder.into() });
    }
    Ok((personas, looks))
}

/// An error with what caused it, in one line.
pub fn causes(error: &dyn std::error::Error) -> String {
    let mut told = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        told = format!("{told}: {error}");
        cause = error.source();
    }
    one_line(&told)
}

/// Several lines as one.
pub fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets")
    }

    /// A copy of the shipped assets (without the drawing code) to be spoiled.
    fn copy() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for part in ["map", "personas"] {
            std::fs::create_dir(folder.path().join(part)).unwrap();
            for entry in std::fs::read_dir(shipped().join(part)).unwrap() {
                let entry = entry.unwrap();
                let to = folder.path().join(part).join(entry.file_name());
                std::fs::copy(entry.path(), to).unwrap();
            }
        }
        for file in ["items.toml", "tiers.toml", "economy.toml", "phrases.toml", "names.toml"] {
            std::fs::copy(shipped().join(file), folder.path().join(file)).unwrap();
        }
        folder
    }

    #[test]
    fn the_shipped_assets_are_good() {
        let assets = Assets::read(&shipped()).unwrap();
        assert!(assets.personas.len() >= 12);
        for persona in &assets.personas {
            assert_ne!(assets.looks.of(&persona.slug), Look::from_seed(0), "{}", persona.slug);
        }
        let map = assets.ground(assets.personas.len()).unwrap();
        assert_eq!(assets.people(&map, 1, 20).len(), 20.min(assets.town.beds()));
    }

    #[test]
    fn a_spoiled_file_is_named_in_one_line() {
        let cases = [
            ("map/village.tmx", "<map"),
            ("items.toml", "item = 3"),
            ("tiers.toml", "[[tier]]\nid = \"x\""),
            ("economy.toml", "undo_seconds = 1"),
            ("phrases.toml", "= ="),
            ("names.toml", "names = []"),
            ("personas/ada.toml", "name = 1\n"),
        ];
        for (file, spoiled) in cases {
            let folder = copy();
            std::fs::write(folder.path().join(file), spoiled).unwrap();
            let error = Assets::read(folder.path()).unwrap_err().to_string();
            assert!(error.contains(file), "{file}: {error}");
            assert!(!error.contains('\n'), "{error}");
            std::fs::remove_file(folder.path().join(file)).unwrap();
            let missing = Assets::read(folder.path());
            assert!(missing.is_err() || file.starts_with("personas"), "{file} is needed");
        }
    }

    #[test]
    fn a_look_that_nobody_can_draw_is_refused() {
        let folder = copy();
        let path = folder.path().join("personas/ada.toml");
        let text = std::fs::read_to_string(&path).unwrap().replace("\"peach\"", "\"plaid\"");
        std::fs::write(&path, text).unwrap();
        let error = Assets::read(folder.path()).unwrap_err().to_string();
        assert!(error.contains("ada.toml") && error.contains("plaid"), "{error}");
    }
}
