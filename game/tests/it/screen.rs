//! The real program on a screen that nobody sees: Xvfb, and lavapipe for a graphics card. Skipped,
//! and said so, where one of them is missing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use bevy::asset::RenderAssetUsages;
use bevy::image::{CompressedImageFormats, Image, ImageSampler, ImageType};

/// How long the first picture may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(90);

/// A process that ends with the test.
struct Ends(Child);

impl Drop for Ends {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What is missing for a screen, or the driver's file.
fn driver() -> Result<PathBuf, &'static str> {
    for (program, missing) in
        [("Xvfb", "Xvfb (package xvfb)"), ("import", "import (package imagemagick)")]
    {
        let found = Command::new("which").arg(program).stdout(Stdio::null()).status();
        if !found.is_ok_and(|status| status.success()) {
            return Err(missing);
        }
    }
    let folder = std::fs::read_dir("/usr/share/vulkan/icd.d");
    let files = folder.map_err(|_| "lavapipe (package mesa-vulkan-drivers)")?;
    let mut files = files.filter_map(|file| Some(file.ok()?.path()));
    let lavapipe = |path: &PathBuf| path.to_string_lossy().contains("lvp_icd");
    files.find(lavapipe).ok_or("lavapipe (package mesa-vulkan-drivers)")
}

#[test]
fn without_a_village_the_window_shows_the_ground_and_says_how_to_start_one() {
    let driver = match driver() {
        Ok(driver) => driver,
        Err(missing) => {
            eprintln!("skipped: no {missing} on this machine");
            return;
        }
    };
    let folder = tempfile::tempdir().unwrap();
    // Xvfb finds a free display and writes its number.
    let number = folder.path().join("display");
    let xvfb = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "800x600x24"])
        .stdout(std::fs::File::create(&number).unwrap())
        .stderr(Stdio::null())
        .spawn();
    let _xvfb = Ends(xvfb.unwrap());
    let until = Instant::now() + PATIENCE;
    let display = wait(until, || {
        let text = std::fs::read_to_string(&number).ok()?;
        text.ends_with('\n').then(|| format!(":{}", text.trim()))
    });
    let client = Command::new(env!("CARGO_BIN_EXE_village"))
        .args(["--size", "800x600", "http://127.0.0.1:9"])
        .envs([("DISPLAY", display.as_str()), ("XDG_RUNTIME_DIR", "/tmp")])
        .env("VK_ICD_FILENAMES", &driver)
        .env_remove("WAYLAND_DISPLAY")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let _client = Ends(client.unwrap());
    let shot = folder.path().join("shot.png");
    let colours = wait(until, || {
        let taken = Command::new("import")
            .args(["-display", &display, "-window", "root", "-depth", "8"])
            .arg(format!("PNG32:{}", shot.display()))
            .stderr(Stdio::null())
            .status();
        assert!(taken.unwrap().success(), "import took no picture");
        let colours = colours(&shot);
        let parchment = colours.contains(&[0xfc, 0xf6, 0xe4]);
        (colours.len() > 60 && parchment).then_some(colours)
    });
    assert!(colours.len() > 60, "the ground and the notice are there");
}

fn wait<T>(until: Instant, mut look: impl FnMut() -> Option<T>) -> T {
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < until, "nothing was seen in time");
        std::thread::yield_now();
    }
}

fn colours(shot: &Path) -> BTreeSet<[u8; 3]> {
    let bytes = std::fs::read(shot).unwrap();
    let image = Image::from_buffer(
        &bytes,
        ImageType::Extension("png"),
        CompressedImageFormats::NONE,
        true,
        ImageSampler::nearest(),
        RenderAssetUsages::MAIN_WORLD,
    );
    let data = image.unwrap().data.unwrap();
    data.chunks_exact(4).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect()
}
