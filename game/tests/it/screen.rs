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

/// A screen that nobody sees.
pub struct Screen {
    display: String,
    driver: PathBuf,
    until: Instant,
    _xvfb: Ends,
    _folder: tempfile::TempDir,
}

impl Screen {
    /// Opens one; where something is missing for it, says so.
    pub fn open((width, height): (u32, u32)) -> Option<Self> {
        let driver = match driver() {
            Ok(driver) => driver,
            Err(missing) => {
                eprintln!("skipped: no {missing} on this machine");
                return None;
            }
        };
        let folder = tempfile::tempdir().unwrap();
        // Xvfb finds a free display and writes its number.
        let number = folder.path().join("display");
        let xvfb = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", &format!("{width}x{height}x24")])
            .stdout(std::fs::File::create(&number).unwrap())
            .stderr(Stdio::null())
            .spawn();
        let xvfb = Ends(xvfb.unwrap());
        let until = Instant::now() + PATIENCE;
        let display = wait(until, || {
            let text = std::fs::read_to_string(&number).ok()?;
            text.ends_with('\n').then(|| format!(":{}", text.trim()))
        });
        Some(Self { display, driver, until, _xvfb: xvfb, _folder: folder })
    }

    /// Lets a program draw there.
    pub fn dress<'c>(&self, program: &'c mut Command) -> &'c mut Command {
        program
            .envs([("DISPLAY", self.display.as_str()), ("XDG_RUNTIME_DIR", "/tmp")])
            .env("VK_ICD_FILENAMES", &self.driver)
            .env_remove("WAYLAND_DISPLAY")
    }
}

#[test]
fn without_a_village_the_window_shows_the_ground_and_says_how_to_start_one() {
    let Some(screen) = Screen::open((800, 600)) else { return };
    let mut client = Command::new(env!("CARGO_BIN_EXE_village"));
    client.args(["--size", "800x600", "http://127.0.0.1:9"]);
    let folder = tempfile::tempdir().unwrap();
    let (shot, log) = (folder.path().join("shot.png"), folder.path().join("log"));
    let says = std::fs::File::create(&log).unwrap();
    let mut client =
        Ends(screen.dress(&mut client).stdout(Stdio::null()).stderr(says).spawn().unwrap());
    let seen = wait(screen.until, || {
        if let Some(ended) = client.0.try_wait().unwrap() {
            panic!("the client ended, {ended}: {}", std::fs::read_to_string(&log).unwrap());
        }
        let taken = Command::new("import")
            .args(["-display", &screen.display, "-window", "root", "-depth", "8"])
            .arg(format!("PNG32:{}", shot.display()))
            .stderr(Stdio::null())
            .status();
        assert!(taken.unwrap().success(), "import took no picture");
        let (colours, _) = colours(&shot);
        let parchment = colours.contains(&[0xfc, 0xf6, 0xe4]);
        (colours.len() > 60 && parchment).then_some(colours)
    });
    assert!(seen.len() > 60, "the ground and the notice are there");
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
