//! A line of the desktop.

use std::ops::ControlFlow;
use std::sync::mpsc::SyncSender;

use ewebsock::{Options, WsEvent, WsMessage, WsSender, ws_connect};

use super::{Heard, MESSAGE_MAX, NOBODY, Packet};

/// A window that nobody sees still listens.
pub const fn resting() -> bool {
    false
}

/// The open end of a socket. Dropping it closes it.
pub struct Line(WsSender);

impl Line {
    pub fn open(url: &str, queue: SyncSender<Heard>) -> Result<Self, String> {
        let options = Options { max_incoming_frame_size: MESSAGE_MAX, ..Options::default() };
        let on_event = move |event| {
            let Some(heard) = heard(event) else { return ControlFlow::Continue(()) };
            match queue.try_send(heard) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            }
        };
        ws_connect(url.to_owned(), options, Box::new(on_event)).map(Self)
    }

    pub fn send(&mut self, bytes: Vec<u8>) {
        self.0.send(WsMessage::Binary(bytes));
    }
}

fn heard(event: WsEvent) -> Option<Heard> {
    Some(match event {
        WsEvent::Opened => Heard::Opened,
        WsEvent::Message(WsMessage::Text(text)) => Heard::Message(Packet::Text(text)),
        WsEvent::Message(WsMessage::Binary(bytes)) => Heard::Message(Packet::Bytes(bytes)),
        WsEvent::Message(_) => return None,
        WsEvent::Error(why) => Heard::Gone(plain(&why)),
        WsEvent::Closed => Heard::Gone("it hung up".to_owned()),
    })
}

/// What went wrong, without the library's own words.
fn plain(why: &str) -> String {
    let refused = why.contains("refused") || why.contains("Unable to connect");
    if refused { NOBODY.to_owned() } else { why.chars().take(120).collect() }
}
