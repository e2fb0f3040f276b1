use super::{COLUMNS, COUNT, NAMES, SIZE, draw, legend, name_list, nth, place, sheet};
use crate::palette;

#[test]
fn every_row_is_sixteen_known_letters() {
    for index in 0..COUNT {
        let icon = nth(index);
        for (y, row) in icon.rows.iter().enumerate() {
            assert_eq!(row.len(), 16, "{} row {y}", icon.name);
            for letter in row.bytes().filter(|letter| *letter != b'.') {
                let colour = legend::colour(letter);
                assert_ne!(colour, palette::CLEAR, "{} row {y}: {letter:?}", icon.name);
            }
        }
    }
}

#[test]
fn names_differ_and_are_slugs() {
    for (index, name) in NAMES.iter().enumerate() {
        assert!(!NAMES[..index].contains(name), "{name} is there twice");
        let slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(!name.is_empty() && name.chars().all(slug), "{name}");
    }
    assert_eq!(name_list().lines().collect::<Vec<_>>(), NAMES);
}

#[test]
fn each_icon_lies_at_its_place_on_the_sheet() {
    let sheet = sheet();
    assert_eq!((sheet.w, sheet.h % SIZE), (COLUMNS * SIZE, 0));
    for name in NAMES {
        let (x, y) = place(name).expect("a listed icon has a place");
        assert_eq!(sheet.cut(x, y, SIZE, SIZE), draw(name).expect("and a picture"), "{name}");
    }
    assert_eq!(place("no-such-thing"), None);
}

#[test]
fn no_two_icons_look_the_same() {
    for (index, name) in NAMES.iter().enumerate() {
        for other in &NAMES[..index] {
            assert_ne!(draw(name), draw(other), "{name} and {other}");
        }
    }
}

#[test]
fn gold_is_for_coins_and_ember_red_for_embers() {
    for name in NAMES {
        let has = |colour| draw(name).expect("listed").px.contains(&colour);
        assert_eq!(has(palette::GOLD), name.starts_with("coin"), "{name}");
        assert_eq!(has(palette::EMBER), *name == "ember", "{name}");
    }
}

#[test]
fn every_item_kind_has_its_icon() {
    #[derive(serde::Deserialize)]
    struct Items {
        item: Vec<Item>,
    }
    #[derive(serde::Deserialize)]
    struct Item {
        id: String,
        icon: String,
    }
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../items.toml");
    let text = std::fs::read_to_string(file).expect("the items are beside the art");
    let items: Items = toml::from_str(&text).expect("items.toml parses");
    assert!(items.item.len() >= 10);
    for item in items.item {
        assert!(NAMES.contains(&item.icon.as_str()), "{} wants {}", item.id, item.icon);
    }
}
