//! One socket, on the desktop and in the browser alike. What comes in waits in a bounded queue; a
//! client that cannot keep up loses the socket and calls again.

#[cfg_attr(target_arch = "wasm32", path = "socket/web.rs")]
#[cfg_attr(not(target_arch = "wasm32"), path = "socket/desk.rs")]
mod line;

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};

use line::Line;
pub(super) use line::resting;

/// Messages that wait to be taken in.
const WAITING_MAX: usize = 4_096;
/// Largest message that is read, in bytes.
const MESSAGE_MAX: usize = 16 * 1024 * 1024;

/// Why a socket did not open, if there is no village at all at the address.
pub(super) const NOBODY: &str = "nobody answers there";

/// What came over the socket.
#[derive(Debug)]
pub(crate) enum Heard {
    Opened,
    Message(Packet),
    /// Nobody looks: it was closed until somebody does.
    #[cfg_attr(
        not(target_arch = "wasm32"),
        expect(dead_code, reason = "only a browser's page is ever out of sight")
    )]
    Rested,
    /// It is closed; in words.
    Gone(String),
}

/// A message of either kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Packet {
    Text(String),
    Bytes(Vec<u8>),
}

/// An open socket, or one that is being opened. Dropping it closes it.
pub(crate) struct Socket {
    line: Mutex<Line>,
    heard: Mutex<Receiver<Heard>>,
    open: AtomicBool,
}

impl Socket {
    pub fn open(url: &str) -> Result<Self, String> {
        let (queue, heard) = sync_channel(WAITING_MAX);
        let line = Line::open(url, queue)?;
        Ok(Self { line: Mutex::new(line), heard: Mutex::new(heard), open: AtomicBool::new(false) })
    }

    /// The next that came in, if anything did.
    pub fn hear(&self) -> Option<Heard> {
        let heard = match self.heard.lock().ok()?.try_recv() {
            Ok(heard) => heard,
            Err(std::sync::mpsc::TryRecvError::Empty) => return None,
            Err(std::sync::mpsc::TryRecvError::Disconnected) => {
                Heard::Gone("the line is cut".to_owned())
            }
        };
        if matches!(heard, Heard::Opened) {
            self.open.store(true, Ordering::Relaxed);
        }
        Some(heard)
    }

    /// Whether bytes that are sent arrive.
    pub fn is_open(&self) -> bool {
        self.open.load(Ordering::Relaxed)
    }

    /// Sends bytes.
    pub fn send(&self, bytes: Vec<u8>) {
        if let Ok(mut line) = self.line.lock() {
            line.send(bytes);
        }
    }
}
