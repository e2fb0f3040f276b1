//! A screen that nobody sees: Xvfb, and lavapipe for a graphics card. A test is skipped, and says
//! so, where one of them is missing. The server's tests see and use the client on one as well.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long the first picture may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(90);

/// A process that ends with the test.
pub struct Ends(pub Child);

impl Drop for Ends {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What is missing for a screen, or the driver's file.
fn driver() -> Result<PathBuf, &'static str> {
    for (program, missing) in [
        ("Xvfb", "Xvfb (package xvfb)"),
        ("import", "import (package imagemagick)"),
        ("xdotool", "xdotool (package xdotool)"),
    ] {
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
                assert!(std::env::var_os("CI").is_none_or(|set| set.is_empty()), "no {missing}");
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

    /// Until when something is waited for.
    pub const fn until(&self) -> Instant {
        self.until
    }

    /// Moves the pointer, clicks and types, as xdotool's own words say.
    pub fn hands(&self, words: &[&str]) {
        let done = Command::new("xdotool").args(words).env("DISPLAY", &self.display).status();
        assert!(done.unwrap().success(), "xdotool {words:?}");
    }

    /// Takes a picture of the screen.
    pub fn photograph(&self, shot: &Path) {
        let taken = Command::new("import")
            .args(["-display", &self.display, "-window", "root", "-depth", "8"])
            .arg(format!("PNG32:{}", shot.display()))
            .stderr(Stdio::null())
            .status();
        assert!(taken.unwrap().success(), "import took no picture");
    }
}

/// Looks until something is seen.
pub fn wait<T>(until: Instant, mut look: impl FnMut() -> Option<T>) -> T {
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < until, "nothing was seen in time");
        std::thread::yield_now();
    }
}
