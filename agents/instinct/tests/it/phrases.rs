//! The phrases file: what ships is fit to use, and what is wrong with one is said.

use proptest::prelude::*;
use village_instinct::{FILE_MAX, Phrases};

use crate::kit::read;

fn why(text: &str) -> String {
    Phrases::from_toml(text).unwrap_err().to_string()
}

#[test]
fn what_ships_is_read() {
    assert!(Phrases::from_toml(&read("phrases.toml")).is_ok());
}

#[test]
fn what_is_wrong_is_named() {
    let good = read("phrases.toml");
    let with = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        why(&good.replacen(from, to, 1))
    };
    let unknown = with("\"Hello, {name}.\"", "\"Hello, {nam}.\"");
    assert!(
        unknown.contains("[greeting] any") && unknown.contains("unknown slot {nam}"),
        "{unknown}"
    );
    let elsewhere = with("\"Hello, {name}.\"", "\"Hello, {thing}.\"");
    assert!(elsewhere.contains("unknown slot {thing}"), "{elsewhere}");
    let section = with("[greeting]", "[greetings]");
    assert!(section.contains("[greetings] is no situation"), "{section}");
    let tone = with("\nwarm = [", "\nfond = [");
    assert!(tone.contains("no tone \"fond\""), "{tone}");
    let long = with("\"Hello, {name}.\"", &format!("\"{}\"", "long ".repeat(60)));
    assert!(long.contains("at most 200 are taken"), "{long}");
    assert!(why("greeting = 3").contains("phrases: "), "{}", why("greeting = 3"));
    assert!(why("").contains("is missing"), "{}", why(""));
    assert!(why("[greeting]\nany = []").contains("is empty"), "{}", why("[greeting]\nany = []"));
    assert!(why(&" ".repeat(FILE_MAX + 1)).contains("at most"), "a file too large");
}

proptest! {
    #[test]
    fn no_file_makes_it_panic(text in "\\PC{0,400}") {
        let _ = Phrases::from_toml(&text);
        let _ = Phrases::from_toml(&format!("[greeting]\nany = [{text:?}]"));
    }
}
