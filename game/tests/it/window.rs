//! The real program on a screen that nobody sees.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};

use bevy::asset::RenderAssetUsages;
use bevy::image::{CompressedImageFormats, Image, ImageSampler, ImageType};

use crate::screen::{Ends, Screen, wait};

#[test]
fn without_a_village_the_screen_shows_the_ground_and_says_how_to_start_one() {
    let Some(screen) = Screen::open((800, 600)) else { return };
    let mut client = Command::new(env!("CARGO_BIN_EXE_village"));
    client.args(["--size", "800x600", "http://127.0.0.1:9"]);
    let folder = tempfile::tempdir().unwrap();
    let (shot, log) = (folder.path().join("shot.png"), folder.path().join("log"));
    let says = std::fs::File::create(&log).unwrap();
    let mut client =
        Ends(screen.dress(&mut client).stdout(Stdio::null()).stderr(says).spawn().unwrap());
    let mut look = || {
        if let Some(ended) = client.0.try_wait().unwrap() {
            panic!("the client ended, {ended}: {}", std::fs::read_to_string(&log).unwrap());
        }
        screen.photograph(&shot);
        colours(&shot).0
    };
    let seen = wait(screen.until(), || {
        let colours = look();
        let parchment = colours.contains(&[0xfc, 0xf6, 0xe4]);
        (colours.len() > 60 && parchment).then_some(colours)
    });
    // Its keys work all the same: help has pictures of its own.
    screen.hands(&["search", "--name", "AI Village", "windowfocus", "key", "F1"]);
    wait(screen.until(), || (look().len() > seen.len()).then_some(()));
}

/// The colours of a picture, and its size.
pub fn colours(shot: &Path) -> (BTreeSet<[u8; 3]>, (u32, u32)) {
    let bytes = std::fs::read(shot).unwrap();
    let image = Image::from_buffer(
        &bytes,
        ImageType::Extension("png"),
        CompressedImageFormats::NONE,
        true,
        ImageSampler::nearest(),
        RenderAssetUsages::MAIN_WORLD,
    );
    let image = image.unwrap();
    let size = (image.width(), image.height());
    let data = image.data.unwrap();
    (data.chunks_exact(4).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect(), size)
}
