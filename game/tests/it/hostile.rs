//! What no village sends: bounded, said plainly, and the picture stays.

use village_game::{Contact, Packet, Said, Speech, Told};
use village_sim::{Origin, VillagerId};

use crate::kit::Watched;

#[test]
fn garbage_changes_nothing() {
    let mut watched = Watched::new(7, 20);
    watched.run(5);
    let before = watched.scene().villagers.clone();
    for garbage in [vec![], vec![0x80], vec![0x80, 1, 0xff, 0xff], vec![b'{'; 10_000]] {
        watched.tell(garbage);
    }
    for text in ["", "{}", "{\"type\":\"delta\",\"tick\":-1}", "[[[["] {
        watched.app.world_mut().write_message(Told(Packet::Text(text.to_owned())));
        watched.app.update();
    }
    assert_eq!(watched.scene().villagers.len(), before.len());
}

#[test]
fn another_version_is_told_apart_from_silence() {
    let mut watched = Watched::new(7, 5);
    watched.tell(vec![0x80, 99, 1, 0]);
    assert_eq!(*watched.app.world().resource::<Contact>(), Contact::Stranger { theirs: 99 });
}

#[test]
fn words_are_bounded_and_cannot_turn_round() {
    let mut speech = Speech::default();
    let say = |who: u32, text: &str| Said {
        who: VillagerId(who),
        text: text.into(),
        origin: Origin::Outside,
        aloud: true,
    };
    speech.say(&say(1, &"word ".repeat(20_000)), 0.0);
    assert!(speech.0[&VillagerId(1)].text.chars().count() <= 400);
    speech.say(&say(1, "a\u{202e}b\u{200b}c\u{0}"), 0.0);
    assert_eq!(&*speech.0[&VillagerId(1)].text, "abc");
    for number in 0..2_000 {
        speech.say(&say(number, "hello"), f64::from(number));
    }
    assert!(speech.0.len() <= 200);
}

#[test]
fn a_thought_does_not_cut_words_off() {
    let mut speech = Speech::default();
    let who = VillagerId(1);
    let words = |text: &str, aloud: bool| {
        let (text, origin) = (text.into(), Origin::Model);
        Said { who, text, origin, aloud }
    };
    speech.say(&words("Good morning!", true), 0.0);
    speech.say(&words("What a nuisance.", false), 0.5);
    assert!(&*speech.0[&who].text == "Good morning!" && speech.talks(who, 0.5));
    speech.say(&words("What a nuisance.", false), 5.0);
    assert!(&*speech.0[&who].text == "What a nuisance." && !speech.talks(who, 5.0));
}
