use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{
    Beard, Bottom, CODE_LENGTH, COLUMNS, Cloth, Extra, Eyes, FRAME_HEIGHT, FRAME_WIDTH, Facing,
    Hair, HairColor, Hat, Look, ROWS, Shoes, Skin, Top, frame, sheet, visitor_sheet,
};
use crate::palette;

const HOMES: [&str; 8] = [
    "mill-cottage",
    "rose-cottage",
    "fern-cottage",
    "orchard-house",
    "lane-end",
    "willow-house",
    "stone-house",
    "gable-house",
];

#[derive(serde::Deserialize)]
struct Persona {
    home: String,
    look: Look,
}

fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every persona file with its stem.
fn personas() -> Vec<(String, Persona)> {
    let folder = fs::read_dir(assets().join("personas")).expect("the personas are beside the art");
    let paths = folder.map(|entry| entry.expect("a readable folder").path());
    let files = paths.filter(|path| path.extension().is_some_and(|end| end == "toml"));
    let read = |path: PathBuf| {
        let stem = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("a persona is text");
        let persona = toml::from_str(&text).unwrap_or_else(|error| panic!("{stem}: {error}"));
        (stem, persona)
    };
    files.map(read).collect()
}

#[test]
fn every_persona_has_a_look_a_slug_and_a_home() {
    let personas = personas();
    assert!(personas.len() >= 12, "{} personas", personas.len());
    for (stem, persona) in &personas {
        let slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(stem.chars().all(slug) && !stem.is_empty(), "{stem} is no slug");
        assert!(HOMES.contains(&persona.home.as_str()), "{stem} lives at {}", persona.home);
    }
    for home in HOMES {
        let people = personas.iter().filter(|(_, persona)| persona.home == home).count();
        assert!((1..=3).contains(&people), "{people} live at {home}");
    }
}

#[test]
fn no_two_personas_look_the_same() {
    let fronts: HashSet<_> =
        personas().iter().map(|(_, persona)| frame(&persona.look, Facing::Down, 0).px).collect();
    assert_eq!(fronts.len(), personas().len());
}

#[test]
fn a_sheet_has_twelve_columns_and_four_rows() {
    let sheet = sheet(&Look::from_seed(1));
    assert_eq!((sheet.w, sheet.h), (192, 96));
    for row in 0..ROWS {
        for column in 0..COLUMNS {
            let cell =
                sheet.cut(column * FRAME_WIDTH, row * FRAME_HEIGHT, FRAME_WIDTH, FRAME_HEIGHT);
            let drawn = cell.px.iter().filter(|pixel| pixel[3] == 255).count();
            assert!(drawn > 80, "column {column} of row {row} has {drawn} pixels");
        }
    }
}

#[test]
fn a_seed_gives_the_same_pixels_and_another_seed_others() {
    assert_eq!(sheet(&Look::from_seed(7)), sheet(&Look::from_seed(7)));
    assert_ne!(sheet(&Look::from_seed(7)), sheet(&Look::from_seed(8)));
}

#[test]
fn sixty_strangers_differ_in_every_facing() {
    for facing in Facing::ALL {
        let seen: HashSet<_> =
            (0..60).map(|seed| frame(&Look::from_seed(seed), facing, 0).px).collect();
        assert!(seen.len() >= 55, "{} of 60 differ facing {facing:?}", seen.len());
    }
}

#[test]
fn every_pose_of_a_row_differs_from_the_others() {
    for facing in Facing::ALL {
        let look = Look::from_seed(11);
        // In front and back view the passing steps of a walk show the idle stance.
        let side = matches!(facing, Facing::Left | Facing::Right);
        let columns = (0..COLUMNS).filter(|column| side || ![3, 5].contains(column));
        let seen: Vec<_> = columns.map(|column| frame(&look, facing, column).px).collect();
        let distinct: HashSet<_> = seen.iter().collect();
        assert_eq!(distinct.len(), seen.len(), "facing {facing:?}");
    }
}

#[test]
fn people_wear_only_palette_colours_and_neither_gold_nor_ember() {
    for seed in 0..60 {
        for pixel in sheet(&Look::from_seed(seed)).px.iter().filter(|pixel| pixel[3] != 0) {
            assert!(palette::holds(*pixel), "seed {seed}: {pixel:?}");
            assert!(*pixel != palette::GOLD && *pixel != palette::EMBER, "seed {seed}");
        }
    }
}

#[test]
fn soles_stand_on_one_line_in_every_idle_and_walking_frame() {
    for seed in 0..60 {
        for facing in Facing::ALL {
            for column in 0..6 {
                let frame = frame(&Look::from_seed(seed), facing, column);
                let on_row = |y| (0..FRAME_WIDTH).any(|x| frame.get(x, y)[3] != 0);
                assert!(on_row(23), "seed {seed}, {facing:?}, column {column}");
            }
        }
    }
}

#[test]
fn light_falls_from_the_upper_left_whichever_way_somebody_looks() {
    let light = |pixel: [u8; 4]| {
        u32::from(pixel[0]) * 3 + u32::from(pixel[1]) * 6 + u32::from(pixel[2]) // of 10
    };
    for hat in [Hat::Straw, Hat::Felt, Hat::Cap, Hat::Beanie] {
        let look = Look { hat: Some(hat), ..Look::from_seed(3) };
        for facing in Facing::ALL {
            let frame = frame(&look, facing, 0);
            let crown = |columns: std::ops::Range<i32>| -> u32 {
                let at = |x| (3..6).map(move |y| (x, y));
                columns.flat_map(at).map(|(x, y)| light(frame.get(x, y))).sum()
            };
            assert!(crown(5..8) > crown(8..11), "{hat:?} facing {facing:?}");
        }
    }
}

#[test]
fn a_hat_changes_the_picture_and_is_taken_off_to_sleep() {
    let bare = Look { hat: None, ..Look::from_seed(3) };
    for hat in Hat::ALL {
        let hatted = Look { hat: Some(*hat), ..bare.clone() };
        assert_ne!(frame(&hatted, Facing::Down, 0), frame(&bare, Facing::Down, 0), "{hat:?}");
        assert_eq!(frame(&hatted, Facing::Down, 9), frame(&bare, Facing::Down, 9), "{hat:?}");
    }
}

#[test]
fn a_look_comes_back_from_text_and_a_wrong_name_lists_the_right_ones() {
    for seed in 0..60 {
        let look = Look::from_seed(seed);
        let text = toml::to_string(&look).expect("a look is plain data");
        assert_eq!(toml::from_str::<Look>(&text).expect("and comes back"), look);
    }
    let text = toml::to_string(&Look::from_seed(0)).expect("plain data");
    let wrong = text.replacen("skin = \"", "skin = \"green-", 1);
    let error = toml::from_str::<Look>(&wrong).expect_err("nobody is green").to_string();
    assert!(error.contains("porcelain") && error.contains("ebony"), "{error}");
    let error = toml::from_str::<Look>(&format!("{text}wings = \"blue\"\n"));
    assert!(error.expect_err("nobody has wings").to_string().contains("wings"));
}

#[test]
fn every_look_has_a_code_of_its_own_and_comes_back_from_it() {
    let mut codes = HashSet::new();
    for seed in 0..2_000 {
        let look = Look::from_seed(seed);
        let code = look.code();
        assert!(code.len() == CODE_LENGTH && code.bytes().all(|byte| byte.is_ascii_graphic()));
        assert_eq!(Look::from_code(&code), Ok(look));
        codes.insert(code);
    }
    assert!(codes.len() > 1_990, "{}", codes.len());
}

#[test]
fn whatever_is_not_a_code_is_refused() {
    let good = Look::from_seed(5).code();
    for at in 0..good.len() {
        for byte in 0..=127_u8 {
            let mut bent = good.clone().into_bytes();
            bent[at] = byte;
            let bent = String::from_utf8(bent).expect("ASCII");
            if let Ok(look) = Look::from_code(&bent) {
                assert_eq!(look.code(), bent);
            }
        }
        assert!(Look::from_code(&good[..at]).is_err());
    }
    for bad in ["", "a", "ä", &format!("{good}a"), &good.to_uppercase(), "--------------"] {
        assert!(Look::from_code(bad).is_err(), "{bad:?}");
    }
}

#[test]
fn a_person_carries_a_pennant_but_not_to_bed() {
    for seed in 0..30 {
        let look = Look::from_seed(seed);
        let (plain, visitor) = (sheet(&look), visitor_sheet(&look));
        for row in 0..ROWS {
            for column in 0..COLUMNS {
                let (x, y) = (column * FRAME_WIDTH, row * FRAME_HEIGHT);
                let cut =
                    |canvas: &crate::canvas::Canvas| canvas.cut(x, y, FRAME_WIDTH, FRAME_HEIGHT);
                let same = cut(&plain) == cut(&visitor);
                assert_eq!(same, column == 9, "seed {seed}, column {column} of row {row}");
            }
        }
        assert!(visitor.px.iter().all(|pixel| pixel[3] == 0 || palette::holds(*pixel)));
    }
}

#[test]
fn there_are_names_roles_and_interests_for_a_crowd() {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Crowd {
        names: Vec<String>,
        roles: Vec<String>,
        interests: Vec<String>,
    }
    let text = fs::read_to_string(assets().join("names.toml")).expect("the names are there");
    let names: Crowd = toml::from_str(&text).expect("names.toml parses");
    for (list, least) in [(&names.names, 120), (&names.roles, 40), (&names.interests, 60)] {
        let distinct: HashSet<_> = list.iter().collect();
        assert_eq!(distinct.len(), list.len());
        assert!(list.len() >= least && list.iter().all(|name| (2..=40).contains(&name.len())));
    }
}

#[test]
fn the_guide_to_personas_names_every_choice() {
    fn check<T: serde::Serialize>(guide: &str, choices: &[T]) {
        let name = |choice: &T| match toml::Value::try_from(choice) {
            Ok(toml::Value::String(name)) => name,
            other => panic!("a choice is a name, not {other:?}"),
        };
        let row = choices.iter().map(name).collect::<Vec<_>>().join(", ");
        assert!(guide.contains(&format!("| {row} |")), "the guide lacks: {row}");
    }
    let guide = fs::read_to_string(assets().join("personas/README.md")).expect("there is a guide");
    check(&guide, Skin::ALL);
    check(&guide, Hair::ALL);
    check(&guide, HairColor::ALL);
    check(&guide, Beard::ALL);
    check(&guide, Eyes::ALL);
    check(&guide, Top::ALL);
    check(&guide, Bottom::ALL);
    check(&guide, Shoes::ALL);
    check(&guide, Hat::ALL);
    check(&guide, Extra::ALL);
    check(&guide, Cloth::ALL);
}
