//! The village that ships, founded with so many villagers.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use village_economy::{Micro, Policy, Tiers};
use village_sim::{
    Command, Foundation, Map, Persona, Principal, ReplyTo, Town, Wish, data, populace,
};

use super::{DAY_SECONDS, HZ};

fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets")
}

/// Reads one of the shipped files.
pub(super) fn read(path: &str) -> String {
    let path = assets().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What it stands on.
pub(super) fn foundation(villagers: usize, seed: u64) -> Foundation {
    let folder = assets().join("map");
    let name = |path: &Path| path.file_name().map(PathBuf::from).unwrap_or_default();
    let file = move |path: &Path| std::fs::read(folder.join(name(path)));
    let town = Town::read(&read("map/village.tmx"), file).expect("the map is good");
    Foundation {
        map: Arc::new(Map::for_villagers(town, villagers).expect("there is room")),
        catalogue: data::catalogue(&read("items.toml")).expect("the items are good"),
        tiers: Arc::new(Tiers::from_toml(&read("tiers.toml")).expect("the tiers are good")),
        policy: Arc::new(Policy::from_toml(&read("economy.toml")).expect("the policy is good")),
        hz: HZ,
        day_seconds: DAY_SECONDS,
        seed,
    }
}

/// The commands that found and people it.
pub(super) fn founding(foundation: &Foundation, villagers: usize) -> Vec<Command> {
    let names = data::names(&read("names.toml")).expect("the names are good");
    let people = populace(&personas(), &names, &foundation.map, foundation.seed, villagers);
    let found = Wish::Found {
        seed: foundation.seed,
        hz: foundation.hz,
        day_seconds: foundation.day_seconds,
        map_digest: foundation.map.town.digest.clone(),
        stipend: Micro::coins(10),
    };
    let joins = people.into_iter().map(|persona| Wish::Join { persona: Box::new(persona) });
    let command = |body| Command {
        principal: Principal::System,
        key: None,
        body,
        reply_to: ReplyTo(0),
        from: None,
    };
    std::iter::once(found).chain(joins).map(command).collect()
}

fn personas() -> Vec<Persona> {
    let folder = std::fs::read_dir(assets().join("personas")).expect("there are personas");
    let files = folder.filter_map(|entry| Some(entry.ok()?.path()));
    let mut files: Vec<_> =
        files.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    files.sort();
    let persona = |path: &PathBuf| {
        let slug = path.file_stem()?.to_str()?;
        data::persona(slug, &read(&format!("personas/{slug}.toml"))).ok()
    };
    files.iter().map(|path| persona(path).expect("the personas are good")).collect()
}
