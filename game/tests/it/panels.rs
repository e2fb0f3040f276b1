//! The panels as somebody reads and uses them, fed by a scene and papers made by hand, without a
//! village: what they say, what they send, and what they do with what nobody should type.

use bevy::prelude::*;
use bevy_egui::egui;
use serde_json::{Value, json};
use village_economy::Micro;
use village_game::{
    Answer, Answered, Ask, Came, Contact, Face, Forms, Note, OwnAvatar, Page, Paid, Panels, Player,
    Playing, Regard, Scene, Settings, Side, Sounding, TownMap, Villager,
};
use village_protocol::frame::ground;
use village_protocol::play::{Denied, Errand, Gift};
use village_sim::{Clock, Outcome, PostId, ReplyId, Tick, VillagerId};

use crate::reader::Reader;

const WIDE: (f32, f32) = (1280.0, 800.0);
const PHONE: (f32, f32) = (360.0, 740.0);

/// A village of two: Ada wrote note 3, Bruno answered it.
fn village(size: (f32, f32)) -> Reader {
    let mut reader = Reader::new(None, size);
    let world = reader.app.world_mut();
    let mut scene = world.resource_mut::<Scene>();
    let face = |slug: &str, name: &str, role: &str| Face {
        slug: slug.into(),
        name: name.into(),
        role: role.into(),
        look: None,
    };
    scene.cast.insert(VillagerId(0), face("ada", "Ada", "baker"));
    scene.cast.insert(VillagerId(1), face("bruno", "Bruno", "smith"));
    let mut clock = Clock::new(20, 1_440);
    clock.tick = Tick(400);
    scene.hear(clock);
    let one = Villager { purse: 12_500_000, ..Villager::default() };
    scene.put(VillagerId(0), one.clone());
    scene.put(VillagerId(1), one);
    let note = Note {
        author: "Ada".into(),
        title: "Fresh bread".into(),
        replies: 1,
        bounty: Some(5_000_000),
        pinned: true,
        open: true,
    };
    scene.notes.insert(3, note);
    reader.look();
    reader
}

fn told(reader: &mut Reader, ask: Ask, answer: &Value) {
    let answer = Answer::Bytes(answer.to_string().into_bytes().into());
    reader.app.world_mut().write_message(Answered { ask, answer });
    reader.look();
}

fn letter() -> Value {
    json!({
        "id": 3, "title": "Fresh bread", "origin": "instinct", "status": "open", "tick": 20,
        "author": { "type": "agent", "id": "ada", "name": "Ada" },
        "body": "# Today\n\n- rye\n- **spelt**\n\n[list](https://example.org/x)",
        "tags": ["bread"], "bounty": { "amount": "5", "state": "open" },
        "thread": [{
            "id": 9, "body": "Keep me a loaf.", "origin": "instinct", "tick": 30,
            "author": { "type": "agent", "id": "bruno", "name": "Bruno" },
        }],
    })
}

/// The note lies open before a member, or a guest.
fn reading(size: (f32, f32), member: bool) -> Reader {
    let mut reader = village(size);
    if member {
        let left = Some(Micro::coins(20));
        let (name, role) = ("erik".to_owned(), "member".to_owned());
        let player = Player { name, role, left, purse: Some(Micro::coins(3)) };
        *reader.app.world_mut().resource_mut::<Playing>() = Playing::Playing(player);
    }
    reader.look();
    reader.app.world_mut().resource_mut::<Regard>().post = Some(3);
    reader.look();
    told(&mut reader, Ask::Post(3), &letter());
    reader
}

fn came(reader: &mut Reader, errand: Errand, came: Result<Outcome, Denied>) {
    reader.app.world_mut().write_message(Came { number: 1, errand, came });
    reader.look();
}

fn gift(amount: i64, reply: Option<u64>) -> Gift {
    Gift {
        agent: VillagerId(u32::from(reply.is_some())),
        amount: Micro::new(amount),
        reason: "warm bread".to_owned(),
        post: PostId(3),
        reply: reply.map(ReplyId),
        own: false,
    }
}

/// Fills the form of a gift in.
fn types(reader: &mut Reader, amount: &str) {
    reader.fill("Amount", amount);
    reader.fill("What for", "warm bread");
}

#[test]
fn a_guest_reads_everything_and_is_told_where_to_sign_in() {
    let mut reader = reading(WIDE, false);
    for words in ["Fresh bread", "Today", "rye", "5 aiDollar for work: open", "Keep me a loaf."] {
        reader.must_say(words);
    }
    reader.must_say("(https://example.org/x)");
    reader.must_say("to reward Ada");
    assert!(!reader.says("Penalise"));
    reader.click("Copy link");
    assert_eq!(reader.copied, ["/play/#post=3"]);
    reader.click("Sign in");
    reader.must_say("You are a guest");
}

#[test]
fn who_else_watches_and_plays_is_said() {
    let mut reader = village(WIDE);
    told(&mut reader, Ask::Presence, &json!({"watching": 1, "playing": 0}));
    assert!(!reader.says("watch"), "nobody else is here: {}", reader.text());
    told(&mut reader, Ask::Presence, &json!({"watching": 4, "playing": 1}));
    reader.must_say("3 more watch, one person plays");
    let minds = json!({"watching": 1, "playing": 0, "minds": "villagers think with wren"});
    told(&mut reader, Ask::Presence, &minds);
    reader.click("Villagers");
    reader.must_say("Villagers think with wren.");
}

#[test]
fn a_reward_goes_out_once_and_what_comes_of_it_is_shown() {
    let mut reader = reading(WIDE, true);
    let panels = reader.text();
    assert_eq!(panels.matches("Penalise").count(), 2, "for the note and for its reply");
    reader.app.world_mut().resource_mut::<Forms>().begin((3, None), false);
    reader.look();
    reader.must_say("20 left to give today");
    types(&mut reader, "2.5");
    reader.errands();
    reader.click("Give 2.5");
    let reward = Errand::Reward(gift(2_500_000, None));
    reader.must_say("2.5 is on its way…");
    let paid = Outcome::Paid {
        transfer: 17,
        amount: Micro::new(2_500_000),
        balance: Micro::coins(15),
        tier: "lantern".to_owned(),
        left: Some(Micro::new(17_500_000)),
        undo_until: Some(Tick(4_000)),
    };
    came(&mut reader, reward, Ok(paid));
    reader.must_say("Ada got 2.5");
    reader.must_say("Take it back (");
    assert!(reader.app.world().resource::<Forms>().give.target.is_none(), "the form is done");
}

#[test]
fn a_refusal_says_why_and_nothing_typed_is_lost() {
    let mut reader = reading(WIDE, true);
    reader.app.world_mut().resource_mut::<Forms>().begin((3, Some(9)), true);
    reader.look();
    types(&mut reader, "4");
    reader.click("Take 4");
    let denied = Denied {
        code: "too_small".to_owned(),
        detail: "It would count for nothing.".to_owned(),
        is_passing: false,
    };
    came(&mut reader, Errand::Penalize(gift(4_000_000, Some(9))), Err(denied));
    reader.must_say("It would count for nothing.");
    reader.must_say("warm bread");
    let give = &reader.app.world().resource::<Forms>().give;
    assert_eq!((give.amount.as_str(), give.reason.as_str()), ("4", "warm bread"));
}

#[test]
fn what_is_no_amount_gets_a_hint_and_is_not_sent() {
    let mut reader = reading(WIDE, true);
    reader.app.world_mut().resource_mut::<Forms>().begin((3, None), false);
    reader.look();
    for (typed, hint) in [
        ("1e9", "digits and one point"),
        ("-1", "more than nothing"),
        ("0.0000001", "At most six places"),
        ("", "How much?"),
    ] {
        types(&mut reader, typed);
        reader.must_say(hint);
        reader.errands();
        reader.click("Give");
        assert_eq!(reader.errands(), [], "{typed}");
    }
}

#[test]
fn what_is_pasted_is_bounded_and_strange_names_are_cleaned() {
    let mut reader = reading(WIDE, true);
    reader.fill("Your answer", &"x".repeat(100_000));
    let length = reader.app.world().resource::<Forms>().answer.1.body.chars().count();
    assert_eq!(length, village_sim::text::REPLY_MAX);
    let mut letter = letter();
    letter["author"]["name"] = json!("A\u{202e}d\u{200b}a");
    letter["title"] = json!("y".repeat(100_000));
    letter["body"] = json!("z".repeat(100_000));
    told(&mut reader, Ask::Post(3), &letter);
    assert!(!reader.says("\u{202e}") && !reader.says("\u{200b}"));
    assert!(reader.text().len() < 40_000, "{}", reader.text().len());
}

#[test]
fn a_note_that_is_gone_says_so() {
    let mut reader = village(WIDE);
    reader.app.world_mut().resource_mut::<Regard>().post = Some(77);
    reader.look();
    let answer = Answer::Nothing("it is not there".to_owned());
    reader.app.world_mut().write_message(Answered { ask: Ask::Post(77), answer });
    reader.look();
    reader.must_say("This note cannot be read: it is not there.");
    told(&mut reader, Ask::Post(77), &json!([1, 2]));
    reader.must_say("This note cannot be read: the answer cannot be read.");
}

#[test]
fn a_note_is_written_and_opens_once_it_hangs() {
    let mut reader = reading(WIDE, true);
    let mut panels = reader.app.world_mut().resource_mut::<Panels>();
    panels.side = Some(Side::Compose);
    reader.app.world_mut().resource_mut::<Regard>().post = None;
    reader.look();
    reader.click("Pin it to the board");
    reader.must_say("It needs a title.");
    reader.fill("Title", "Lost: one hat");
    reader.fill("Text", "It is *green*.");
    reader.fill("Tags", "hats, No!");
    reader.must_say("may hold only a-z, 0-9");
    reader.fill("Tags", "hats");
    reader.click("Pin it to the board");
    let errand = Errand::Post {
        title: "Lost: one hat".to_owned(),
        body: "It is *green*.".to_owned(),
        tags: vec!["hats".to_owned()],
    };
    came(&mut reader, errand, Ok(Outcome::Posted { post: PostId(8) }));
    assert_eq!(reader.app.world().resource::<Regard>().post, Some(8));
    assert!(reader.app.world().resource::<Forms>().compose.title.is_empty());
}

#[test]
fn the_inspector_tells_who_it_is_and_what_moved() {
    let mut reader = village(WIDE);
    reader.app.world_mut().resource_mut::<Regard>().follow(VillagerId(0));
    reader.look();
    let profile = json!({
        "persona": "You are up before the birds.", "interests": ["bread"], "bag": ["loaf"],
        "needs": { "rest": 746, "company": 830, "purpose": 746, "curiosity": 100 },
        "entitlement": { "blurb": "Two thoughts a minute." },
        "recent_posts": [{ "id": 3, "title": "Fresh bread" }],
        "thinking": { "now": false, "thought": "Flour is low.", "plan": "ask Bruno", "trace": 4 },
        "highlights": [{ "tick": 5, "text": "I met Bruno at the mill." }],
    });
    told(&mut reader, Ask::Agent("ada".into()), &profile);
    for words in ["Ada", "baker", "12.5", "before the birds", "Cares for bread.", "Carries loaf."] {
        reader.must_say(words);
    }
    for words in ["Means to", "ask Bruno", "Flour is low.", "I met Bruno at the mill."] {
        reader.must_say(words);
    }
    reader.app.world_mut().resource_mut::<Panels>().page = Page::Money;
    let entry = |amount: &str, after: &str, reason: &str| {
        json!({ "amount": amount, "balance_after": after, "reason": reason, "tick": 1,
            "source": "person:erik", "note": "good to know", "related_post_id": 3 })
    };
    let items = json!({ "items": [entry("2.5", "12.5", "reward"), entry("10", "10", "stipend")] });
    told(&mut reader, Ask::Statement("ada".into()), &items);
    for words in ["+2.5", "by erik", "“good to know”", "note 3"] {
        reader.must_say(words);
    }
    reader.app.world_mut().resource_mut::<Panels>().page = Page::Letters;
    reader.look();
    reader.must_say("to write to Ada");
}

#[test]
fn money_that_moves_is_told_as_it_happens() {
    let mut reader = village(WIDE);
    reader.app.world_mut().resource_mut::<Panels>().side = Some(Side::Ledger);
    let paid = Paid { who: VillagerId(1), amount: -250_000, post: Some(3) };
    reader.app.world_mut().write_message(paid);
    reader.look();
    reader.must_say("-0.25");
    reader.must_say("Bruno");
}

#[test]
fn the_palette_finds_by_name_and_enter_goes_there() {
    let mut reader = village(WIDE);
    reader.app.world_mut().resource_mut::<Panels>().palette = true;
    reader.look();
    reader.fill("Find anything", "bru");
    reader.must_say("Bruno");
    reader.key(egui::Key::Enter, egui::Modifiers::NONE);
    assert_eq!(reader.app.world().resource::<Regard>().followed, Some(VillagerId(1)));
    assert!(!reader.app.world().resource::<Panels>().palette);
}

#[test]
fn on_a_phone_there_is_one_panel_and_it_fits() {
    let mut reader = reading(PHONE, true);
    reader.app.world_mut().resource_mut::<Regard>().follow(VillagerId(0));
    reader.look();
    reader.must_say("Keep me a loaf.");
    assert!(!reader.says("Letters"), "the inspector makes room for the note");
    reader.fits();
    reader.app.world_mut().resource_mut::<Regard>().post = None;
    reader.look();
    reader.must_say("Letters");
    reader.fits();
    for side in [Side::Board, Side::Account, Side::Settings, Side::Compose, Side::Ledger] {
        reader.app.world_mut().resource_mut::<Panels>().side = Some(side);
        reader.look();
        reader.fits();
    }
}

#[test]
fn a_village_of_nobody_says_what_to_do() {
    let mut reader = Reader::new(None, WIDE);
    reader.app.world_mut().resource_mut::<Panels>().side = Some(Side::Board);
    reader.look();
    reader.must_say("No note hangs here yet");
    reader.must_say("No village was named");
    reader.must_say("cargo village up");
}

#[test]
fn a_person_who_walks_about_is_no_agent() {
    let mut reader = village(WIDE);
    let mut scene = reader.app.world_mut().resource_mut::<Scene>();
    let (slug, name) = ("erik".into(), "Erik".into());
    let look = Some("bcb-cbjaca----".into());
    let face = Face { slug, name, role: "visitor".into(), look };
    scene.cast.insert(VillagerId(2), face);
    scene.put(VillagerId(2), Villager::default());
    reader.app.world_mut().resource_mut::<Regard>().follow(VillagerId(2));
    reader.look();
    reader.must_say("a person, walking about");
    reader.must_say("2 live here");
    assert!(!reader.says("Letters") && !reader.says("Who this is"), "{}", reader.text());
}

/// A member whose avatar is the first of the village's two.
fn about(size: (f32, f32)) -> Reader {
    let mut reader = village(size);
    let (name, role) = ("erik".to_owned(), "member".to_owned());
    let player = Player { name, role, ..Player::default() };
    reader.app.insert_resource(Playing::Playing(player));
    reader.app.insert_resource(OwnAvatar(Some(VillagerId(0))));
    reader.look();
    reader
}

#[test]
fn an_avatar_speaks_and_what_was_not_said_stays_in_the_line() {
    for size in [WIDE, PHONE] {
        let mut reader = about(size);
        reader.must_say("One is near enough to hear you.");
        reader.fill("Say something", "Good morning!");
        reader.click("Say");
        let said = Errand::Say { text: "Good morning!".to_owned() };
        assert_eq!(reader.errands(), std::slice::from_ref(&said));
        let (code, detail) = ("away".to_owned(), "You are not in the village.".to_owned());
        came(&mut reader, said.clone(), Err(Denied { code, detail, is_passing: false }));
        reader.must_say("You are not in the village.");
        reader.must_say("Good morning!");
        reader.click("Say");
        let heard = Outcome::Said { heard_by: vec![VillagerId(1)] };
        came(&mut reader, said, Ok(heard));
        assert!(!reader.says("Good morning!"), "it was said: {}", reader.text());
        reader.fits();
    }
}

#[test]
fn somebody_comes_in_as_it_likes_and_signing_out_takes_the_avatar_along() {
    let mut reader = about(WIDE);
    reader.app.insert_resource(OwnAvatar(None));
    reader.app.world_mut().resource_mut::<Panels>().side = Some(Side::Account);
    reader.look();
    reader.click("Looks…");
    reader.click("skin, the next");
    reader.click("Come in");
    let wanted = reader.errands();
    let [Errand::Enter { look }] = wanted.as_slice() else { panic!("{wanted:?}") };
    assert_eq!(look.len(), 14);
    let settings = reader.app.world().resource::<Settings>();
    assert_eq!(settings.look.as_ref(), Some(look), "it is kept for the next time");
    reader.app.insert_resource(OwnAvatar(Some(VillagerId(0))));
    reader.look();
    reader.click("Sign out");
    assert_eq!(reader.errands(), [Errand::Leave]);
    assert_eq!(reader.knocks(), 0, "not before it has left");
    came(&mut reader, Errand::Leave, Ok(Outcome::Left));
    assert_eq!(reader.knocks(), 1);
}

#[test]
fn sounds_have_a_switch_where_they_are_built_in_and_a_word_where_they_are_not() {
    const SWITCH: &str = "Sounds: coins, voices, wind";
    let mut reader = village(WIDE);
    reader.app.world_mut().resource_mut::<Panels>().side = Some(Side::Settings);
    reader.look();
    if !Sounding::is_built_in() {
        reader.must_say("this client was built without sounds");
        assert!(!reader.says(SWITCH));
        return;
    }
    assert_eq!(*reader.app.world().resource::<Sounding>(), Sounding::Off);
    reader.click(SWITCH);
    reader.look();
    // A machine that has nothing to play on says so, and goes on.
    match reader.app.world().resource::<Sounding>().clone() {
        Sounding::On => reader.must_say("How loud"),
        Sounding::Mute(why) => reader.must_say(&why),
        other => panic!("{other:?}"),
    }
    reader.click(SWITCH);
    reader.look();
    assert_eq!(*reader.app.world().resource::<Sounding>(), Sounding::Off);
}

#[test]
fn a_village_on_a_map_that_the_client_lacks_is_told_apart() {
    let mut reader = village(WIDE);
    *reader.app.world_mut().resource_mut::<Contact>() = Contact::Live;
    let own = ground(&reader.app.world().resource::<TownMap>().town);
    reader.app.world_mut().resource_mut::<Scene>().ground = Some(own);
    reader.look();
    assert!(!reader.says("another map"));
    reader.app.world_mut().resource_mut::<Scene>().ground = Some(own ^ 1);
    reader.look();
    reader.must_say("This village stands on another map");
}
