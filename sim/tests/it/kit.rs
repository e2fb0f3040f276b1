//! One kit for all tests: the shipped map, catalogue and personas, and a village on them.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use village_economy::{AccountId, Micro, Policy, Tiers};
use village_sim::{
    Books, Command, Foundation, Kept, Map, Outcome, PersonId, Persona, Principal, ReplyTo, Role,
    Snapshot, Ticked, Town, Village, VillagerId, Wish, data,
};

pub fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets")
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

/// What a village of the shipped personas stands on; read once a test process.
pub fn foundation() -> Foundation {
    static FOUNDATION: LazyLock<Foundation> = LazyLock::new(|| foundation_for(14));
    FOUNDATION.clone()
}

fn foundation_for(villagers: usize) -> Foundation {
    Foundation {
        map: Arc::new(Map::for_villagers(town(), villagers).unwrap()),
        catalogue: data::catalogue(&read("items.toml")).unwrap(),
        tiers: Arc::new(Tiers::from_toml(&read("tiers.toml")).unwrap()),
        policy: Arc::new(Policy::from_toml(&read("economy.toml")).unwrap()),
        hz: 20,
        day_seconds: 1440,
        seed: 7,
    }
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

/// A village without minds: nobody moves but by command.
pub struct Kit {
    pub village: Village,
    pub stamp: i64,
}

impl Kit {
    pub fn new() -> Self {
        let foundation = foundation();
        let mut kit = Self { village: Village::new(&foundation, |_| ()).unwrap(), stamp: 1_000 };
        let ticked = kit.tick(founding(&foundation, &personas()));
        let refused = ticked.record.unwrap().outcomes;
        let refused: Vec<_> =
            refused.iter().filter(|(_, o)| matches!(o, Outcome::Refused(_))).collect();
        assert!(refused.is_empty(), "{refused:?}");
        kit
    }

    pub fn tick(&mut self, commands: Vec<Command>) -> Ticked {
        self.stamp += 50_000;
        self.village.tick(commands, self.stamp)
    }

    /// Runs one command and says what came of it.
    pub fn run(&mut self, principal: Principal, body: Wish) -> Outcome {
        let ticked = self.tick(vec![command(principal, body)]);
        ticked.record.expect("a command leaves a record").outcomes.remove(0).1
    }

    /// Takes a person in.
    pub fn enrol(&mut self, name: &str, role: Role, vouched: bool) -> PersonId {
        let wish = Wish::Enrol { name: name.into(), role, vouched };
        match self.run(Principal::System, wish) {
            Outcome::Enrolled { person } => person,
            other => panic!("{other:?}"),
        }
    }

    /// Gives an account money from outside.
    pub fn credit(&mut self, account: AccountId, amount: Micro, txn: &str) {
        let (txn, note) = (txn.into(), String::new());
        let outcome = self.run(Principal::System, Wish::Credit { account, amount, txn, note });
        assert!(matches!(outcome, Outcome::Paid { .. }), "{outcome:?}");
    }

    pub fn held(&self, account: AccountId) -> Micro {
        let ledger = self.village.world().resource::<Books>().ledger();
        assert_eq!(ledger.total(), 0, "money is conserved");
        ledger.balance(account).unwrap_or(Micro::ZERO)
    }

    /// A village that goes on from this one's snapshot. The state hash is proved on the way.
    pub fn restart(&mut self, kept: Kept) {
        let snapshot = Snapshot::from_bytes(&self.village.snapshot().to_bytes()).unwrap();
        let hash = self.village.hash();
        self.village = Village::restore(&foundation(), snapshot, kept, |_| ()).unwrap();
        assert_eq!(self.village.hash(), hash);
    }

    pub fn wait(&mut self, ticks: u64) {
        for _ in 0..ticks {
            self.tick(Vec::new());
        }
    }

    pub fn who(&self, slug: &str) -> VillagerId {
        self.village.world().resource::<village_sim::Cast>().by_slug(slug).unwrap()
    }
}
