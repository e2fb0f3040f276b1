//! The committed tileset is what the generator draws, in the colours of the palette.

use std::path::{Path, PathBuf};

use village_art::{palette, tiles};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../map")
}

#[test]
fn the_committed_tileset_is_what_the_generator_writes() {
    let sheet = tiles::draw().expect("the catalogue has no twins");
    let text = std::fs::read_to_string(folder().join("village.tsx")).expect("a committed file");
    assert!(text == tiles::tsx::write(&sheet), "village.tsx: run `village-art tiles assets/map`");

    // Pixels, not bytes: another version of the deflater may pack them differently.
    let file = std::fs::File::open(folder().join("tiles.png")).expect("a committed file");
    let mut reader = png::Decoder::new(std::io::BufReader::new(file)).read_info().expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a picture that fits")];
    reader.next_frame(&mut pixels).expect("a whole picture");
    assert!(pixels == sheet.picture.px.as_flattened(), "tiles.png: run `village-art tiles`");
}

#[test]
fn every_opaque_pixel_wears_a_colour_of_the_palette_or_a_shadow_on_one() {
    for drawing in tiles::catalogue() {
        for plate in &drawing.plates {
            for frame in &plate.frames {
                let stray = frame.px.iter().find(|px| px[3] == 255 && !known(**px));
                assert_eq!(stray, None, "{} has a colour of its own", drawing.name);
            }
        }
    }
}

/// Whether a colour is in the palette, or one of it under the contact shadow.
fn known(colour: [u8; 4]) -> bool {
    let shaded = |from: [u8; 4]| village_art::canvas::over(from, palette::SHADOW);
    let twice = |from: [u8; 4]| shaded(shaded(from));
    palette::ALL.iter().any(|s| [s.rgba, shaded(s.rgba), twice(s.rgba)].contains(&colour))
}
