//! One kit for all tests: the village that ships, with instinct in it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use village_economy::{Micro, Policy, Tiers};
use village_instinct::{InstinctPlugin, Phrases};
use village_sim::{
    Command, Foundation, Map, Outcome, Persona, Principal, ReplyTo, Ticked, Town, Village,
    VillagerId, Wish, data,
};

pub fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets")
}

pub fn read(path: &str) -> String {
    let path = assets().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn town() -> Town {
    let folder = assets().join("map");
    let file = move |path: &Path| std::fs::read(folder.join(path.file_name().unwrap()));
    Town::read(&read("map/village.tmx"), file).unwrap()
}

pub fn personas() -> Vec<Persona> {
    let mut files: Vec<_> = std::fs::read_dir(assets().join("personas"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    files.sort();
    let slug = |path: &PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let text = |path: &PathBuf| std::fs::read_to_string(path).unwrap();
    files.iter().map(|path| data::persona(&slug(path), &text(path)).unwrap()).collect()
}

pub fn foundation(seed: u64) -> Foundation {
    Foundation {
        map: Arc::new(Map::for_villagers(town(), 14).unwrap()),
        catalogue: data::catalogue(&read("items.toml")).unwrap(),
        tiers: Arc::new(Tiers::from_toml(&read("tiers.toml")).unwrap()),
        policy: Arc::new(Policy::from_toml(&read("economy.toml")).unwrap()),
        hz: 20,
        day_seconds: 1440,
        seed,
    }
}

pub fn phrases() -> Arc<Phrases> {
    Arc::new(Phrases::from_toml(&read("phrases.toml")).unwrap())
}

/// Commands that found a village of these people.
pub fn founding(foundation: &Foundation, people: &[Persona]) -> Vec<Command> {
    let found = Wish::Found {
        seed: foundation.seed,
        hz: foundation.hz,
        day_seconds: foundation.day_seconds,
        map_digest: foundation.map.town.digest.clone(),
        stipend: Micro::coins(10),
    };
    let joins = people.iter().map(|persona| Wish::Join { persona: Box::new(persona.clone()) });
    std::iter::once(found).chain(joins).map(|body| command(Principal::System, body)).collect()
}

pub fn command(principal: Principal, body: Wish) -> Command {
    Command { principal, key: None, body, reply_to: ReplyTo(0), from: None }
}

/// Ticks in a village day of the kit's foundation.
pub const DAY_TICKS: u64 = 1440 * 20;

/// A village by instinct.
pub struct Kit {
    pub village: Village,
    pub stamp: i64,
    /// The record of the founding.
    pub founded: Option<village_sim::Record>,
}

impl Kit {
    /// The village that ships, founded with this seed.
    pub fn new(seed: u64) -> Self {
        Self::of(seed, &personas())
    }

    pub fn of(seed: u64, people: &[Persona]) -> Self {
        let foundation = foundation(seed);
        let minds = |app: &mut _| with_instinct(app);
        let mut kit = Self {
            village: Village::new(&foundation, minds).unwrap(),
            stamp: 1_000,
            founded: None,
        };
        let ticked = kit.tick(founding(&foundation, people));
        let record = ticked.record.unwrap();
        for (_, outcome) in &record.outcomes {
            assert!(!matches!(outcome, Outcome::Refused(_)), "{outcome:?}");
        }
        kit.founded = Some(record);
        kit
    }

    pub fn tick(&mut self, commands: Vec<Command>) -> Ticked {
        self.stamp += 50_000;
        self.village.tick(commands, self.stamp)
    }

    pub fn who(&self, slug: &str) -> VillagerId {
        self.village.world().resource::<village_sim::Cast>().by_slug(slug).unwrap()
    }
}

pub fn with_instinct(app: &mut bevy_app::App) {
    app.add_plugins(InstinctPlugin { phrases: phrases() });
}
