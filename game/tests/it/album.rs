//! Pictures of the client as people see it: a window on a screen that nobody sees, fed by a real
//! village's frames, turned page by page. They are kept in the target folder, to be looked at.

use std::path::PathBuf;

use bevy::log::LogPlugin;
use bevy::prelude::*;
use bevy::render::view::screenshot::{Screenshot, save_to_disk};
use bevy::window::{PrimaryWindow, WindowResolution};
use bevy::winit::WinitPlugin;
use serde_json::json;
use village_economy::Micro;
use village_game::{
    Answer, Answered, Ask, Came, Eye, Forms, OwnAvatar, Packet, Panels, PicturePlugin, Player,
    Playing, Regard, Scene, Side, Told, TownMap, VillagePlugin, Wanted,
};
use village_protocol::play::{Errand, Gift};
use village_sim::{Audience, Feedback, Outcome, PostId, Principal, Tick, VillagerId, Wish};

use crate::kit::Source;
use crate::screen::Screen;
use crate::window::colours;

/// Where the pictures go; the album is only made where a screen is given with it.
const FOLDER: &str = "VILLAGE_ALBUM";
/// Pictures of the window between two pages: panels slide in, portraits are drawn.
const REST: u32 = 24;
/// Size of a wide window and of a phone's.
const WIDE: (u32, u32) = (1280, 800);
const PHONE: (u32, u32) = (360, 740);

/// A page: its name, its size, and what is done before it is drawn.
type Page = (&'static str, (u32, u32), fn(&mut World));

const PAGES: [Page; 11] = [
    ("empty", WIDE, |_| {}),
    ("board", WIDE, board),
    ("inspector", WIDE, inspector),
    ("thinking", WIDE, |world| world.resource_mut::<Regard>().release()),
    ("avatar", WIDE, avatar),
    ("reward-pending", WIDE, pending),
    ("reward-settled", WIDE, settled),
    ("night", WIDE, night),
    ("phone-note", PHONE, |world| world.resource_mut::<Regard>().post = Some(1)),
    ("phone-board", PHONE, phone_board),
    ("phone-avatar", PHONE, avatar),
];

/// What the album is at.
struct Album {
    source: Source,
    folder: PathBuf,
    page: usize,
    rested: u32,
    heard: bool,
}

#[test]
fn pictures_of_every_panel_are_made_and_none_is_empty() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("album");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let Some(screen) = Screen::open((1280, 800)) else { return };
    let mut own = std::process::Command::new(std::env::current_exe().unwrap());
    own.args(["--exact", "album::the_album_itself"]).env(FOLDER, &folder);
    let made = screen.dress(&mut own).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stdout));
    for (name, size, _) in PAGES {
        let (colours, seen) = colours(&folder.join(format!("{name}.png")));
        assert_eq!(seen, size, "{name}");
        assert!(colours.len() > 60, "{name} is empty: {} colours", colours.len());
    }
    eprintln!("look at them in {}", folder.display());
}

/// Run by the test above as a process of its own, with a screen; by itself it has none and makes
/// nothing.
#[test]
fn the_album_itself() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let window = Window {
        title: "album".to_owned(),
        resolution: WindowResolution::new(WIDE.0, WIDE.1).with_scale_factor_override(1.0),
        ..default()
    };
    let source = Source::new(7, 14, 120);
    let folder = folder.into();
    let album = Album { source, folder, page: 0, rested: 0, heard: false };
    App::new()
        .add_plugins(
            DefaultPlugins
                .set(ImagePlugin::default_nearest())
                .set(WindowPlugin { primary_window: Some(window), ..default() })
                .set(WinitPlugin { run_on_any_thread: true })
                .disable::<LogPlugin>(),
        )
        .insert_resource(TownMap::of_village().unwrap())
        .add_plugins((VillagePlugin::default(), PicturePlugin))
        .insert_non_send(album)
        .add_systems(First, turn)
        .run();
}

/// Lives a tick, and turns the page once it was drawn.
fn turn(world: &mut World) {
    let mut album = world.remove_non_send::<Album>().unwrap();
    if album.heard {
        tell(world, album.source.step());
    }
    album.rested += 1;
    let Some((name, _, _)) = PAGES.get(album.page) else {
        world.write_message(AppExit::Success);
        return;
    };
    let file = album.folder.join(format!("{name}.png"));
    if album.rested == REST {
        world.spawn(Screenshot::primary_window()).observe(save_to_disk(file));
    } else if album.rested > REST && std::fs::metadata(&file).is_ok_and(|file| file.len() > 0) {
        album.page += 1;
        album.rested = 0;
        if let Some((_, size, open)) = PAGES.get(album.page) {
            let mut windows = world.query_filtered::<&mut Window, With<PrimaryWindow>>();
            windows.single_mut(world).unwrap().resolution.set_physical_resolution(size.0, size.1);
            if !album.heard {
                album.heard = true;
                begin(world, &mut album.source);
            }
            if *name == "reward-settled" {
                dusk(world, &mut album.source);
            }
            if PAGES.get(album.page).is_some_and(|page| page.0 == "thinking") {
                ponder(world, &mut album.source);
            }
            open(world);
        }
    }
    world.insert_non_send(album);
}

/// Models think for everybody: some came to something, others are still at it.
fn ponder(world: &mut World, source: &mut Source) {
    let think = (0..14).map(|who| {
        let agent = VillagerId(who);
        let wish = if who % 3 == 0 {
            Wish::Think { agent, seconds: 60 }
        } else {
            let thought = "Flour runs out by Thursday if nobody grinds. I should ask at the mill.";
            let (thought, plan) = (thought.to_owned(), "ask at the mill".to_owned());
            Wish::Decide { agent, thought, plan, trace: 1 }
        };
        (Principal::Mind(agent), wish)
    });
    let message = source.act(think);
    tell(world, message);
}

fn tell(world: &mut World, message: Vec<u8>) {
    world.write_message(Told(Packet::Bytes(message)));
}

/// Notes are pinned and answered, and the client joins.
fn begin(world: &mut World, source: &mut Source) {
    let titles = [
        ("What the oven taught me", 0),
        ("Lost: one green hat", 1),
        ("Who fishes at dawn?", 2),
        ("The mill needs two hands", 3),
        ("Shelf news: pots of tea", 4),
    ];
    let notes = titles.map(|(title, who)| {
        let (title, body) = (title.to_owned(), "As it says.".to_owned());
        let wish = Wish::Post { title, body, tags: Vec::new(), audience: Audience::Public };
        (Principal::Agent(VillagerId(who)), wish)
    });
    let reply = Wish::Reply { post: PostId(1), body: "Keep me a loaf.".to_owned() };
    let reward = Wish::Reward(Feedback {
        agent: VillagerId(0),
        amount: Micro::coins(2),
        reason: "good to know".to_owned(),
        post: PostId(1),
        reply: None,
        own: false,
    });
    source.act(notes);
    source.act([(Principal::Agent(VillagerId(1)), reply)]);
    source.act([(Principal::Admin("erik".to_owned()), reward)]);
    for _ in 0..2 {
        tell(world, source.whole());
    }
}

fn name_of(world: &World, who: u32) -> (String, String) {
    let face = &world.resource::<Scene>().cast[&VillagerId(who)];
    (face.slug.to_string(), face.name.to_string())
}

fn board(world: &mut World) {
    world.resource_mut::<Panels>().side = Some(Side::Board);
}

fn inspector(world: &mut World) {
    world.resource_mut::<Panels>().side = None;
    let (slug, _) = name_of(world, 0);
    let profile = json!({
        "persona": "You are up before the birds, because dough does not wait. You are warm, quick \
            and a little bossy, and you measure people by whether they finish what they started.",
        "interests": ["bread", "the mill", "early mornings"], "bag": ["loaf", "pot-of-tea"],
        "needs": { "rest": 746, "company": 430, "purpose": 866, "curiosity": 200 },
        "entitlement": { "blurb": "Two thoughts a minute with the small model." },
        "recent_posts": [{ "id": 1, "title": "What the oven taught me" }],
        "thinking": { "thought": "Flour runs out by Thursday if nobody grinds.",
            "plan": "ask Bruno for two sacks before noon" },
        "highlights": [{ "text": "I was paid 2.5 aiDollar for post 1: warm words" },
            { "text": "I met Bruno at Mill Pond." }],
    });
    answer(world, Ask::Agent(slug.as_str().into()), &profile);
    let mut regard = world.resource_mut::<Regard>();
    regard.follow(VillagerId(0));
}

/// Somebody of the village is led from here.
fn avatar(world: &mut World) {
    let mut regard = world.resource_mut::<Regard>();
    regard.post = None;
    regard.follow(VillagerId(0));
    world.resource_mut::<Panels>().side = None;
    world.insert_resource(OwnAvatar(Some(VillagerId(0))));
}

fn answer(world: &mut World, ask: Ask, told: &serde_json::Value) {
    let answer = Answer::Bytes(told.to_string().into_bytes().into());
    world.write_message(Answered { ask, answer });
}

fn gift() -> Gift {
    Gift {
        agent: VillagerId(0),
        amount: Micro::new(2_500_000),
        reason: "warm bread, clear words".to_owned(),
        post: PostId(1),
        reply: None,
        own: false,
    }
}

fn pending(world: &mut World) {
    world.insert_resource(OwnAvatar(None));
    let ((slug, name), (other, second)) = (name_of(world, 0), name_of(world, 1));
    let letter = json!({
        "id": 1, "title": "What the oven taught me", "origin": "model", "status": "open",
        "author": { "type": "agent", "id": slug, "name": name },
        "body": "# Rye, slowly\n\nThree things I **learned**, and one I *unlearned*:\n\n\
            1. Warm water, never hot.\n2. A dough that rests is a dough that `rises`.\n   - four \
            hours by the window\n   - overnight in the cellar\n3. Ask [the miller]\
            (https://example.org/flours) first.\n\n> Bread forgives everything but hurry.",
        "tags": ["bread"],
        "thread": [{ "id": 1, "body": "Keep me a loaf.", "origin": "instinct",
            "author": { "type": "agent", "id": other, "name": second } }],
    });
    answer(world, Ask::Post(1), &letter);
    let (name, role) = ("erik".to_owned(), "member".to_owned());
    let (left, purse) = (Some(Micro::coins(20)), Some(Micro::coins(3)));
    *world.resource_mut::<Playing>() = Playing::Playing(Player { name, role, left, purse });
    let mut forms = world.resource_mut::<Forms>();
    forms.begin((1, None), false);
    "2.5".clone_into(&mut forms.give.amount);
    forms.give.reason = gift().reason;
    forms.give.sending.go(Errand::Reward(gift()));
    let mut regard = world.resource_mut::<Regard>();
    regard.release();
    regard.post = Some(1);
    world.write_message(Wanted(Errand::Reward(gift())));
    let home = world.resource::<TownMap>().landmark(village_sim::PlaceKind::Board).unwrap().area;
    let at = Vec2::new(f32::from(home.x) + 3.5, f32::from(home.y) + 2.0) * 16.0;
    world.resource_mut::<Eye>().look_at(at);
}

fn settled(world: &mut World) {
    let tick = world.resource::<Scene>().tick();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few thousand")]
    let until = Some(Tick(tick as u64 + 1_180));
    let paid = Outcome::Paid {
        transfer: 17,
        amount: gift().amount,
        balance: Micro::coins(15),
        tier: "lantern".to_owned(),
        left: Some(Micro::new(17_500_000)),
        undo_until: until,
    };
    world.write_message(Came { number: 1, errand: Errand::Reward(gift()), came: Ok(paid) });
}

/// Lives on until it is dark.
fn dusk(world: &mut World, source: &mut Source) {
    for _ in 0..20_000 {
        if source.view().clock.minute() >= 1_320 {
            break;
        }
        source.step();
    }
    tell(world, source.whole());
}

fn night(world: &mut World) {
    world.resource_mut::<Regard>().post = None;
}

fn phone_board(world: &mut World) {
    world.resource_mut::<Regard>().post = None;
    world.resource_mut::<Panels>().side = Some(Side::Board);
}
