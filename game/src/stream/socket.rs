//! One socket, on the desktop and in the browser alike. What comes in waits in a bounded queue; a
//! client that cannot keep up loses the socket and calls again.

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};

use ewebsock::{Options, WsEvent, WsMessage, WsSender, ws_connect};

/// Messages that wait to be taken in.
const WAITING_MAX: usize = 4_096;
/// Largest message that is read, in bytes.
const MESSAGE_MAX: usize = 16 * 1024 * 1024;

/// What came over the socket.
#[derive(Debug)]
pub(super) enum Heard {
    Opened,
    Message(Packet),
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
pub(super) struct Socket {
    sender: Mutex<WsSender>,
    events: Mutex<Receiver<WsEvent>>,
    open: AtomicBool,
}

impl Socket {
    pub fn open(url: &str) -> Result<Self, String> {
        let (queue, events) = sync_channel(WAITING_MAX);
        let options = Options { max_incoming_frame_size: MESSAGE_MAX, ..Options::default() };
        let on_event = Box::new(move |event| match queue.try_send(event) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        });
        let sender = ws_connect(url.to_owned(), options, on_event)?;
        Ok(Self {
            sender: Mutex::new(sender),
            events: Mutex::new(events),
            open: AtomicBool::new(false),
        })
    }

    /// The next that came in, if anything did.
    pub fn hear(&self) -> Option<Heard> {
        let events = self.events.lock().ok()?;
        loop {
            return match events.try_recv() {
                Ok(WsEvent::Opened) => {
                    self.open.store(true, Ordering::Relaxed);
                    Some(Heard::Opened)
                }
                Ok(WsEvent::Message(WsMessage::Text(text))) => {
                    Some(Heard::Message(Packet::Text(text)))
                }
                Ok(WsEvent::Message(WsMessage::Binary(bytes))) => {
                    Some(Heard::Message(Packet::Bytes(bytes)))
                }
                Ok(WsEvent::Message(_)) => continue,
                Ok(WsEvent::Error(why)) => Some(Heard::Gone(plain(&why))),
                Ok(WsEvent::Closed) => Some(Heard::Gone("it hung up".to_owned())),
                Err(std::sync::mpsc::TryRecvError::Empty) => None,
                Err(std::sync::mpsc::TryRecvError::Disconnected) => {
                    Some(Heard::Gone("the line is cut".to_owned()))
                }
            };
        }
    }

    /// Whether bytes that are sent arrive.
    pub fn is_open(&self) -> bool {
        self.open.load(Ordering::Relaxed)
    }

    /// Sends bytes.
    pub fn send(&self, bytes: Vec<u8>) {
        if let Ok(mut sender) = self.sender.lock() {
            sender.send(WsMessage::Binary(bytes));
        }
    }
}

/// What went wrong, without the library's own words.
fn plain(why: &str) -> String {
    let refused = why.contains("refused") || why.contains("Unable to connect");
    if refused { "nobody answers there".to_owned() } else { why.chars().take(120).collect() }
}
