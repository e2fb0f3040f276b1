//! A village by instinct, and a client without a window that hears its frames.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bevy::asset::AssetPlugin;
use bevy::input::InputPlugin;
use bevy::prelude::*;
use village_economy::{Micro, Policy, Tiers};
use village_game::{Address, Link, Packet, Scene, Told, TownMap, VillagePlugin};
use village_instinct::{InstinctPlugin, Phrases};
use village_protocol::frame::{Encoder, Frames, Message};
use village_sim::{
    Command, Foundation, Map, Principal, ReplyTo, Town, View, Village, Wish, data, populace,
};

fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(assets().join(path)).unwrap()
}

/// A village by instinct and what it tells.
pub struct Source {
    village: Village,
    encoder: Encoder,
    stamp: i64,
}

impl Source {
    /// Made-up people, so many, in a village of this seed, on a day of so many seconds.
    pub fn new(seed: u64, people: usize, day_seconds: u32) -> Self {
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
            day_seconds,
            seed,
        };
        let phrases = Arc::new(Phrases::from_toml(&read("phrases.toml")).unwrap());
        let minds = |app: &mut App| {
            app.add_plugins(InstinctPlugin { phrases });
        };
        let mut village = Village::new(&foundation, minds).unwrap();
        village.tick(joins((seed, day_seconds), people, &map), 1);
        let mut source = Self { encoder: Encoder::new(&map), village, stamp: 1 };
        source.step();
        source
    }

    /// The village as it is.
    pub fn view(&self) -> Arc<View> {
        self.village.view().clone()
    }

    /// A tick on: what it changed.
    pub fn step(&mut self) -> Vec<u8> {
        self.act([])
    }

    /// A tick on in which somebody does something: what it changed.
    pub fn act(&mut self, does: impl IntoIterator<Item = (Principal, Wish)>) -> Vec<u8> {
        self.stamp += 50_000;
        let commands: Vec<_> = does.into_iter().map(|(who, wish)| command(who, wish)).collect();
        let view = self.village.tick(commands, self.stamp).view;
        change(&self.encoder.advance(&view))
    }

    /// Every keyframe, as whoever joins gets it.
    pub fn whole(&self) -> Vec<u8> {
        let (across, down) = self.encoder.size();
        let mut message = Message::default();
        message.begin(self.village.view().tick());
        put(&mut message, 1, &self.encoder.lane().unwrap().key());
        for number in 0..u32::from(across) * u32::from(down) {
            put(&mut message, number + 2, &self.encoder.cell_key(number).unwrap());
        }
        message.end();
        message.into_bytes()
    }
}

/// A village and a client that watches it.
pub struct Watched {
    source: Source,
    pub app: App,
}

impl Watched {
    /// Made-up people, so many, in a village of this seed; the client has joined.
    pub fn new(seed: u64, people: usize) -> Self {
        Self::with_link(seed, people, None)
    }

    /// The same, and the client was started with a link.
    pub fn with_link(seed: u64, people: usize, link: Option<Link>) -> Self {
        let mut watched = Self { source: Source::new(seed, people, 1_440), app: client(link) };
        // The first tells how large the village is; all of it is looked at from then on.
        for _ in 0..2 {
            let all = watched.source.whole();
            watched.tell(all);
        }
        watched
    }

    /// The village as it is.
    pub fn view(&self) -> Arc<View> {
        self.source.view()
    }

    /// So many ticks on, each told and drawn.
    pub fn run(&mut self, ticks: u32) {
        for _ in 0..ticks {
            let frames = self.source.step();
            self.tell(frames);
        }
    }

    /// A tick on in which somebody does something.
    pub fn act(&mut self, who: Principal, wish: Wish) {
        let frames = self.source.act([(who, wish)]);
        self.tell(frames);
    }

    /// Hands a message to the client and draws.
    pub fn tell(&mut self, message: Vec<u8>) {
        self.app.world_mut().write_message(Told(Packet::Bytes(message)));
        self.app.update();
    }

    pub fn scene(&self) -> &Scene {
        self.app.world().resource::<Scene>()
    }
}

/// A client without a window or a renderer.
pub fn client(link: Option<Link>) -> App {
    client_of(None, link)
}

/// The same, of the village at an address.
pub fn client_of(village: Option<Address>, link: Option<Link>) -> App {
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, AssetPlugin::default(), InputPlugin))
        .init_asset::<Image>()
        .insert_resource(TownMap::of_village().unwrap())
        .add_plugins(VillagePlugin { village, link });
    app.finish();
    app.cleanup();
    app.update();
    app
}

fn command(principal: Principal, body: Wish) -> Command {
    Command { principal, key: None, body, reply_to: ReplyTo(0), from: None }
}

fn joins((seed, day_seconds): (u64, u32), people: usize, map: &Map) -> Vec<Command> {
    let found = Wish::Found {
        seed,
        hz: 20,
        day_seconds,
        map_digest: map.town.digest.clone(),
        stipend: Micro::coins(10),
    };
    let names = data::names(&read("names.toml")).unwrap();
    let joins = populace(&[], &names, map, seed, people).into_iter();
    let joins = joins.map(|persona| Wish::Join { persona: Box::new(persona) });
    std::iter::once(found).chain(joins).map(|wish| command(Principal::System, wish)).collect()
}

/// What a tick changed.
fn change(frames: &Frames) -> Vec<u8> {
    let mut message = Message::default();
    message.begin(frames.tick);
    if let Some(lane) = &frames.lane {
        message.add(lane);
    }
    for (_, cell) in &frames.cells {
        message.add(cell);
    }
    message.end();
    message.into_bytes()
}

/// One keyframe with its head: where it belongs, what it is, how long it is.
fn put(message: &mut Message, place: u32, body: &[u8]) {
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
    message.add(&[1]);
    message.add(&number(u32::try_from(body.len()).unwrap()));
    message.add(body);
}
