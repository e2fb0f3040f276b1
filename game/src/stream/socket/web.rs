//! A line of the browser. It is our own because ewebsock's turns every message after the first that
//! is sent into a blob, which is read later, out of order, by a closure that is never freed.

use std::sync::mpsc::SyncSender;

use js_sys::{ArrayBuffer, Uint8Array};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{BinaryType, MessageEvent, WebSocket};

use super::{Heard, MESSAGE_MAX, Packet};

/// Whether this page is in the background: it draws nothing there, so it listens to nothing.
pub fn resting() -> bool {
    web_sys::window().and_then(|window| window.document()).is_some_and(|page| page.hidden())
}

/// The open end of a socket. Dropping it closes it.
pub struct Line(SendWrapper<Open>);

struct Open {
    socket: WebSocket,
    /// What the browser calls; it lives as long as the socket may call it.
    _calls: (Closure<dyn FnMut()>, Closure<dyn FnMut(MessageEvent)>, Closure<dyn FnMut()>),
}

impl Line {
    pub fn open(url: &str, queue: SyncSender<Heard>) -> Result<Self, String> {
        let refused = |_| "this browser does not open the socket".to_owned();
        let socket = WebSocket::new(url).map_err(refused)?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let opened = {
            let queue = queue.clone();
            // Whatever finds no room is told by the queue's own end.
            Closure::<dyn FnMut()>::new(move || drop(queue.try_send(Heard::Opened)))
        };
        let message = {
            let (queue, socket) = (queue.clone(), socket.clone());
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                if !take(&event, &queue) {
                    // It is closing then, as was wished, or was closed before.
                    drop(socket.close());
                }
            })
        };
        let closed = Closure::<dyn FnMut()>::new(move || {
            let why = if resting() { Heard::Rested } else { Heard::Gone("it hung up".to_owned()) };
            drop(queue.try_send(why));
        });
        socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
        Ok(Self(SendWrapper::new(Open { socket, _calls: (opened, message, closed) })))
    }

    pub fn send(&mut self, bytes: Vec<u8>) {
        // A socket that is gone says so by itself.
        drop(self.0.socket.send_with_u8_array(&bytes));
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        drop(self.socket.close());
    }
}

/// Whether the socket stays open after a message.
fn take(event: &MessageEvent, queue: &SyncSender<Heard>) -> bool {
    if resting() {
        drop(queue.try_send(Heard::Rested));
        return false;
    }
    let data = event.data();
    let packet = match data.dyn_into::<ArrayBuffer>() {
        Ok(bytes) if bytes.byte_length() as usize > MESSAGE_MAX => return false,
        Ok(bytes) => Packet::Bytes(Uint8Array::new(&bytes).to_vec()),
        Err(data) => match data.as_string() {
            Some(text) if text.len() <= MESSAGE_MAX => Packet::Text(text),
            _ => return false,
        },
    };
    queue.try_send(Heard::Message(packet)).is_ok()
}
