//! The shipped village without instinct, so that nobody moves but by command, and minds in it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use village_agents::mind::{Decision, Estimate, HashEmbedder, Mind, Percept, Prompt, Scene};
use village_agents::mind::{Section, Templates};
use village_economy::{AccountId, Micro, Policy, Tiers};
use village_sim::{
    Catalogue, Command, Foundation, Map, MoveTo, Outcome, PersonId, Principal, ReplyTo, Role, Tick,
    Town, Verb, Village, VillagerId, Wish, data,
};

fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets")
}

fn read(path: &str) -> String {
    let path = assets().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn map() -> Map {
    let folder = assets().join("map");
    let file = move |path: &Path| std::fs::read(folder.join(path.file_name().unwrap()));
    Map::for_villagers(Town::read(&read("map/village.tmx"), file).unwrap(), 14).unwrap()
}

/// The shipped templates.
pub fn templates() -> Templates {
    Templates::embedded().unwrap()
}

/// A village, and what belongs to it.
pub struct Kit {
    pub village: Village,
    map: Arc<Map>,
    catalogue: Catalogue,
    stamp: i64,
}

impl Kit {
    pub fn new() -> Self {
        let foundation = Foundation {
            map: Arc::new(map()),
            catalogue: data::catalogue(&read("items.toml")).unwrap(),
            tiers: Arc::new(Tiers::from_toml(&read("tiers.toml")).unwrap()),
            policy: Arc::new(Policy::from_toml(&read("economy.toml")).unwrap()),
            hz: 20,
            day_seconds: 1440,
            seed: 7,
        };
        let village = Village::new(&foundation, |_| ()).unwrap();
        let Foundation { map, catalogue, .. } = foundation;
        let mut kit = Self { village, map, catalogue, stamp: 1_000 };
        let found = Wish::Found {
            seed: 7,
            hz: 20,
            day_seconds: 1440,
            map_digest: kit.map.town.digest.clone(),
            stipend: Micro::coins(10),
        };
        let mut wishes = vec![found];
        for slug in ["ada", "bruno", "chiyo", "dayo"] {
            let persona = data::persona(slug, &read(&format!("personas/{slug}.toml"))).unwrap();
            wishes.push(Wish::Join { persona: Box::new(persona) });
        }
        let all = wishes.into_iter().map(|body| command(Principal::System, body)).collect();
        kit.tick(all);
        kit
    }

    pub fn tick(&mut self, commands: Vec<Command>) {
        self.stamp += 50_000;
        self.village.tick(commands, self.stamp);
    }

    /// Runs one command and says what came of it.
    pub fn run(&mut self, principal: Principal, body: Wish) -> Outcome {
        self.stamp += 50_000;
        let ticked = self.village.tick(vec![command(principal, body)], self.stamp);
        ticked.record.expect("a command leaves a record").outcomes.remove(0).1
    }

    /// Runs one command that must be carried out.
    pub fn must(&mut self, principal: Principal, body: Wish) -> Outcome {
        let outcome = self.run(principal, body.clone());
        assert!(!matches!(outcome, Outcome::Refused(_)), "{body:?}: {outcome:?}");
        outcome
    }

    pub fn wait(&mut self, seconds: usize) {
        for _ in 0..seconds * 20 {
            self.tick(Vec::new());
        }
    }

    pub fn who(&self, slug: &str) -> VillagerId {
        self.village.world().resource::<village_sim::Cast>().by_slug(slug).unwrap()
    }

    /// Sends villagers to a landmark, the first to a spot of it, the others to its side.
    pub fn gather(&mut self, slugs: &[&str], landmark: &str) {
        let (first, others) = slugs.split_first().unwrap();
        let to = MoveTo::Landmark(self.map.by_slug(landmark).unwrap());
        let agent = self.who(first);
        self.must(Principal::Agent(agent), Wish::Move { agent, to });
        self.wait(40);
        let clock = self.village.view().clock;
        let at = self.village.view().agent(agent).unwrap().body.tile(clock.tick, clock.hz);
        let sides = [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (1, -1), (-1, 1)];
        let mut sides = sides.into_iter().map(|(x, y)| (i32::from(at.x) + x, i32::from(at.y) + y));
        for slug in others {
            let agent = self.who(slug);
            let came = sides.find(|(x, y)| {
                let to = MoveTo::To { x: *x, y: *y };
                let outcome = self.run(Principal::Agent(agent), Wish::Move { agent, to });
                matches!(outcome, Outcome::Walking { .. })
            });
            assert!(came.is_some(), "no room beside {first} for {slug}");
            self.wait(40);
        }
    }

    pub fn say(&mut self, slug: &str, text: &str) {
        let agent = self.who(slug);
        let verb = Verb::Say { text: text.into() };
        self.must(Principal::Agent(agent), Wish::Act { agent, verb });
    }

    pub fn post(&mut self, by: Principal, title: &str, body: &str) -> village_sim::PostId {
        let wish = Wish::Post {
            title: title.into(),
            body: body.into(),
            tags: vec!["goods".into()],
            audience: village_sim::Audience::Public,
        };
        match self.must(by, wish) {
            Outcome::Posted { post } => post,
            other => panic!("{other:?}"),
        }
    }

    /// Somebody with a purse of 50.
    pub fn person(&mut self, name: &str) -> PersonId {
        let wish = Wish::Enrol { name: name.into(), role: Role::Admin, vouched: true };
        let Outcome::Enrolled { person } = self.must(Principal::System, wish) else { panic!() };
        let (account, amount) = (AccountId::Person(person.0), Micro::coins(50));
        let (txn, note) = (format!("txn-{name}"), String::new());
        self.must(Principal::System, Wish::Credit { account, amount, txn, note });
        person
    }

    pub fn percept(&self, slug: &str, mind: &Mind) -> Percept {
        self.percept_since(slug, mind.since())
    }

    /// What somebody perceives who knows what was up to this tick.
    pub fn percept_since(&self, slug: &str, since: Tick) -> Percept {
        let view = self.village.view();
        let scene = Scene { view: &view, map: &self.map, catalogue: &self.catalogue };
        Percept::of(scene, self.who(slug), since).unwrap()
    }

    /// One turn up to the model.
    pub fn turn(&self, slug: &str, mind: &mut Mind) -> (Percept, Prompt) {
        let templates = templates();
        let mut percept = self.percept(slug, mind);
        mind.perceive_with(&templates, &mut percept, &HashEmbedder::default(), &Estimate).unwrap();
        let prompt = mind.prompt(&templates, &percept, &Estimate).unwrap();
        (percept, prompt)
    }

    /// Carries a decision out, as the server does, and lets the mind hear of it.
    pub fn carry_out(
        &mut self,
        percept: &Percept,
        mind: &mut Mind,
        decision: &Decision,
    ) -> Vec<Outcome> {
        let agent = percept.own.id;
        let mut outcomes = Vec::new();
        for act in &decision.acts {
            let outcome = self.run(Principal::Agent(agent), act.wish.clone());
            mind.came_to(percept, act, &outcome, &Estimate);
            outcomes.push(outcome);
        }
        outcomes
    }
}

fn command(principal: Principal, body: Wish) -> Command {
    Command { principal, key: None, body, reply_to: ReplyTo(0), from: None }
}

/// The whole prompt with its estimated length.
pub fn whole(prompt: &Prompt) -> String {
    let parts = [Section::Rules, Section::Village, Section::Persona, Section::Memory, Section::Log];
    let count = |part| village_agents::mind::Tokens::count(&Estimate, prompt.section(part));
    let counts: Vec<_> = parts.into_iter().chain([Section::Now]).map(count).collect();
    let (system, user) = (prompt.system(), prompt.user());
    format!("tokens: {} of {counts:?}\n=== system\n{system}\n=== user\n{user}", prompt.tokens)
}
