//! Notes in the viewer's folder for the page that waits: what is being done and how far it is.
//! They are written anew every few seconds, so that a build that was cut off is told from one that
//! takes long.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::json;

/// How often a note is written.
const EVERY: Duration = Duration::from_secs(3);

const NOTE: &str = "progress.json";

/// What is told of a build that is under way.
pub struct Told {
    folder: PathBuf,
    now: Arc<Mutex<(String, usize)>>,
    stop: Sender<()>,
    writer: JoinHandle<()>,
}

impl Told {
    /// Begins to tell.
    pub fn begin(folder: &Path) -> Self {
        begin(folder);
        let now = Arc::new(Mutex::new((String::new(), 0)));
        let (stop, stopped) = channel::<()>();
        let (at, said) = (folder.to_owned(), now.clone());
        let writer = std::thread::spawn(move || {
            while stopped.recv_timeout(EVERY) == Err(RecvTimeoutError::Timeout) {
                let (what, percent) = said.lock().unwrap_or_else(PoisonError::into_inner).clone();
                write(&at, &what, percent, None);
            }
        });
        Self { folder: folder.to_owned(), now, stop, writer }
    }

    /// Says what is being done, and how much of a hundred is.
    pub fn say(&self, what: &str, percent: usize) {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        *now = (what.to_owned(), percent);
    }

    fn end(self) -> PathBuf {
        drop(self.stop);
        // A writer that panicked has no more to say either.
        drop(self.writer.join());
        self.folder
    }

    /// It is built.
    pub fn done(self) {
        // A note that stays is outweighed by the viewer that lies beside it.
        drop(fs::remove_file(self.end().join(NOTE)));
    }

    /// It could not be built. Why is for whoever runs the build; visitors learn at what it ended.
    pub fn failed(self) {
        let (what, _) = self.now.lock().unwrap_or_else(PoisonError::into_inner).clone();
        write(&self.end(), "", 0, Some(&what));
    }
}

/// Says that a build begins.
pub fn begin(folder: &Path) {
    write(folder, "getting ready", 0, None);
}

fn write(folder: &Path, what: &str, percent: usize, failed: Option<&str>) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let failed = failed.map(|what| format!("Its build broke off at: {what}."));
    let note = json!({ "what": what, "percent": percent, "failed": failed, "at": now.as_secs() });
    // Whoever reads it sees the one or the other, never a half; without it the build goes on.
    let part = folder.join("progress.part");
    drop(fs::write(&part, note.to_string()).and_then(|()| fs::rename(&part, folder.join(NOTE))));
}

/// Ends this process and all of its group when another is gone. Its group is not that one's.
#[cfg(unix)]
pub fn end_with(other: u32) {
    use std::process::{Command, Stdio};
    let other = other.to_string();
    std::thread::spawn(move || {
        let (_never, wait) = channel::<()>();
        let lives = || {
            let asked = Command::new("kill").args(["-0", &other]).stderr(Stdio::null()).status();
            asked.is_ok_and(|answer| answer.success())
        };
        while lives() {
            let _ = wait.recv_timeout(EVERY);
        }
        drop(Command::new("kill").args(["-TERM", "0"]).status());
        std::process::exit(1);
    });
}

/// Elsewhere the build runs to its end.
#[cfg(not(unix))]
pub fn end_with(_other: u32) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_note_says_how_far_it_is_and_why_it_failed() {
        let folder = std::env::temp_dir().join(format!("village-notes-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let read = || -> serde_json::Value {
            serde_json::from_slice(&fs::read(folder.join(NOTE)).unwrap()).unwrap()
        };
        let told = Told::begin(&folder);
        assert_eq!((&read()["percent"], &read()["failed"]), (&json!(0), &json!(null)));
        told.say("bindings", 91);
        told.failed();
        assert_eq!(read()["failed"], "Its build broke off at: bindings.");
        Told::begin(&folder).done();
        assert!(!folder.join(NOTE).exists());
        fs::remove_dir_all(&folder).unwrap();
    }
}
