//! A village by instinct, watched.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use village_economy::{Micro, Policy, Tiers};
use village_instinct::{InstinctPlugin, Phrases};
use village_protocol::frame::{Encoder, Frames, Look, Message, Replica, quiet};
use village_sim::{
    Command, Foundation, Map, Outcome, Principal, ReplyTo, Town, View, Village, Wish, data,
    populace,
};

fn read(path: &str) -> String {
    let path = assets().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets")
}

/// A village whose ticks are encoded.
pub struct Watched {
    village: Village,
    stamp: i64,
    pub encoder: Encoder,
}

impl Watched {
    /// Made-up people, so many, in a village of this seed.
    pub fn new(seed: u64, people: usize) -> Self {
        let folder = assets().join("map");
        let file = move |path: &Path| std::fs::read(folder.join(path.file_name().unwrap()));
        let town = Town::read(&read("map/village.tmx"), file).unwrap();
        let map = Arc::new(Map::for_villagers(town, people).unwrap());
        let foundation = Foundation {
            map: map.clone(),
            catalogue: data::catalogue(&read("items.toml")).unwrap(),
            tiers: Arc::new(Tiers::from_toml(&read("tiers.toml")).unwrap()),
            policy: Arc::new(Policy::from_toml(&read("economy.toml")).unwrap()),
            hz: 20,
            day_seconds: 1440,
            seed,
        };
        let phrases = Arc::new(Phrases::from_toml(&read("phrases.toml")).unwrap());
        let minds = |app: &mut bevy_app::App| {
            app.add_plugins(InstinctPlugin { phrases });
        };
        let mut village = Village::new(&foundation, minds).unwrap();
        let found = Wish::Found {
            seed,
            hz: 20,
            day_seconds: 1440,
            map_digest: map.town.digest.clone(),
            stipend: Micro::coins(10),
        };
        let names = data::names(&read("names.toml")).unwrap();
        let joins = populace(&[], &names, &map, seed, people).into_iter();
        let joins = joins.map(|persona| Wish::Join { persona: Box::new(persona) });
        let all = std::iter::once(found).chain(joins).map(|body| Command {
            principal: Principal::System,
            key: None,
            body,
            reply_to: ReplyTo(0),
            from: None,
        });
        village.tick(all.collect::<Vec<_>>(), 1);
        Self { encoder: Encoder::new(&map), village, stamp: 1 }
    }

    /// One tick on, without anybody looking.
    pub fn live(&mut self) -> Arc<View> {
        self.stamp += 50_000;
        self.village.tick([], self.stamp).view
    }

    /// One tick on in which somebody wants something.
    pub fn tick_with(&mut self, principal: Principal, body: Wish) -> (Frames, Outcome) {
        self.stamp += 50_000;
        let command = Command { principal, key: None, body, reply_to: ReplyTo(0), from: None };
        let ticked = self.village.tick([command], self.stamp);
        let outcome = ticked.record.unwrap().outcomes.remove(0).1;
        (self.encoder.advance(&ticked.view), outcome)
    }

    /// One tick on.
    pub fn tick(&mut self) -> Frames {
        let view = self.live();
        self.encoder.advance(&view)
    }

    /// A look at the whole map.
    pub fn all(&self) -> Look {
        let (across, down) = self.encoder.size();
        Look::new(0, 0, across * 8, down * 8)
    }

    /// Every keyframe, as whoever comes now gets it.
    pub fn join(&self) -> Vec<u8> {
        let (across, down) = self.encoder.size();
        let mut keys = Message::default();
        keys.begin(self.village.view().tick());
        put(&mut keys, 1, 1, &self.encoder.lane().unwrap().key());
        for number in 0..u32::from(across) * u32::from(down) {
            put(&mut keys, number + 2, 1, &self.encoder.cell_key(number).unwrap());
        }
        keys.end();
        keys.into_bytes()
    }

    /// Whether a replica that sees the whole map knows what there is, and how it differs if not.
    pub fn agrees(&self, replica: &Replica) {
        assert_eq!(replica.tick(), self.village.view().tick());
        assert_eq!(replica.lane().unwrap(), self.encoder.lane().unwrap());
        let (across, down) = self.encoder.size();
        for number in 0..u32::from(across) * u32::from(down) {
            let known = replica.cell(number);
            let known = known.map(|cell| key(cell, self, number));
            assert_eq!(known, self.encoder.cell_key(number), "cell {number}");
        }
        let view = self.village.view();
        for agent in view.present() {
            let tile = agent.body.tile(view.tick(), 20);
            let number = u32::from(tile.y / 8) * u32::from(across) + u32::from(tile.x / 8);
            let cell = replica.cell(number).expect("the whole map is known");
            let at = cell.villagers.binary_search_by_key(&agent.id, |(id, _)| *id);
            let known = &cell.villagers[at.expect("it is in the cell where it is")].1;
            assert_eq!(
                (known.at, known.pose, known.activity, known.talk, known.balance, known.tier),
                (
                    agent.body.at,
                    agent.body.pose,
                    agent.body.activity,
                    agent.body.talk,
                    agent.balance,
                    agent.tier
                )
            );
            let point = known.walk.as_ref().map(|walk| walk.point(known.at, view.tick(), 20));
            let point = point.unwrap_or(known.at);
            assert_eq!(point, agent.body.point(view.tick(), 20), "the same integer function");
        }
        let lying: usize = replica.cells().map(|(_, cell)| cell.items.len()).sum();
        assert_eq!(lying, view.items.len());
    }
}

/// What a cell comes to as a keyframe: a line that is over may be left in one and not the other.
fn key(cell: &village_protocol::frame::Cell, watched: &Watched, number: u32) -> Vec<u8> {
    watched.encoder.key_of(number, cell).unwrap()
}

fn put(message: &mut Message, place: u32, kind: u8, body: &[u8]) {
    let number = |mut number: u32| {
        let mut bytes = Vec::new();
        while number >= 0x80 {
            bytes.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        bytes.push(number.to_le_bytes()[0]);
        bytes
    };
    message.add(&number(place));
    message.add(&[kind]);
    message.add(&number(u32::try_from(body.len()).unwrap()));
    message.add(body);
}

/// All of a tick as one message.
pub fn message(frames: &Frames) -> Vec<u8> {
    let mut message = Message::default();
    message.begin(frames.tick);
    if let Some(lane) = &frames.lane {
        message.add(lane);
    }
    for (_, part) in &frames.cells {
        message.add(part);
    }
    message.end();
    message.into_bytes()
}

/// All of a tick as one message to a relay: in both forms.
pub fn both(frames: &Frames) -> Vec<u8> {
    let mut message = Message::default();
    message.begin(frames.tick);
    frames.lane.iter().for_each(|part| message.add(part));
    frames.whole.iter().for_each(|whole| message.add_whole(whole));
    frames.cells.iter().for_each(|(_, part)| message.add(part));
    message.end();
    message.into_bytes()
}

/// All of a tick in its whole form.
pub fn whole(frames: &Frames) -> Vec<u8> {
    let whole = frames.whole.as_ref().unwrap();
    if whole.is_empty() { quiet(frames.tick).to_vec() } else { whole.to_vec() }
}
