//! A socket that only sends. Whoever does not read is disconnected, whoever talks is too, and
//! nothing is kept for a reader beyond what is on its way.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade, close_code};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval, timeout};

/// How long a message may take to leave.
const WRITE_PATIENCE: Duration = Duration::from_secs(10);
/// How long a farewell may take.
const FAREWELL: Duration = Duration::from_millis(250);
/// How often a reader is asked whether it is there.
const PING_EVERY: Duration = Duration::from_secs(30);
/// How long a reader may be silent: two questions and some grace.
const SILENCE_MAX: Duration = Duration::from_secs(70);
/// Largest message from a reader, in bytes: nothing but control frames is expected.
const INBOUND_MAX: usize = 4 * 1024;
const READ_BUFFER: usize = 8 * 1024;

/// Why a socket ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The reader left or the line broke.
    Gone,
    /// The reader does not read.
    Slow,
    /// The reader sent what it may not.
    Talked,
    /// The reader's token works no more.
    Revoked,
    /// The server goes down.
    Stopping,
}

/// A socket with its keep-alive.
pub struct Line {
    socket: WebSocket,
    ping: Interval,
    heard: Instant,
}

/// Sets the limits of a socket before it is opened. Each message is handed to the kernel at once,
/// so a large buffer would only ever hold what a reader does not take.
pub fn limited(upgrade: WebSocketUpgrade) -> WebSocketUpgrade {
    upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(0)
        .max_message_size(INBOUND_MAX)
        .max_frame_size(INBOUND_MAX)
}

impl Line {
    pub fn new(socket: WebSocket) -> Self {
        let mut ping = interval(PING_EVERY);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        ping.reset();
        Self { socket, ping, heard: Instant::now() }
    }

    /// Sends one message; it must leave in time.
    pub async fn send(&mut self, text: Utf8Bytes) -> Result<(), End> {
        self.put(Message::Text(text)).await
    }

    /// Waits until the reader is to be sent away: it left, it talked, or it fell silent. Answers
    /// what a quiet reader may ask.
    pub async fn mind(&mut self) -> End {
        loop {
            tokio::select! {
                inbound = self.socket.recv() => match inbound {
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => self.heard = Instant::now(),
                    Some(Ok(Message::Text(_) | Message::Binary(_))) => return End::Talked,
                    Some(Err(error)) if is_too_large(&error) => return End::Talked,
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return End::Gone,
                },
                _ = self.ping.tick() => {
                    if self.heard.elapsed() > SILENCE_MAX {
                        return End::Slow;
                    }
                    if let Err(end) = self.put(Message::Ping(bytes::Bytes::new())).await {
                        return end;
                    }
                }
            }
        }
    }

    /// Says why it ends, if the reader still takes that.
    pub async fn close(mut self, end: End) {
        let (code, reason) = match end {
            End::Gone => return,
            End::Slow => (close_code::AGAIN, "you do not read: come back"),
            End::Talked => (close_code::POLICY, "this socket takes no messages"),
            End::Revoked => (close_code::POLICY, "your token works no more"),
            End::Stopping => (close_code::AWAY, "the village shuts down: come back soon"),
        };
        let frame = CloseFrame { code, reason: Utf8Bytes::from_static(reason) };
        let farewell = async {
            if self.socket.send(Message::Close(Some(frame))).await.is_ok() {
                // The reader's own farewell, so that ours is not lost to a reset.
                while let Some(Ok(_)) = self.socket.recv().await {}
            }
        };
        // Whoever does not take it in time learns it from the broken line.
        let _ = timeout(FAREWELL, farewell).await;
    }

    async fn put(&mut self, message: Message) -> Result<(), End> {
        match timeout(WRITE_PATIENCE, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(End::Gone),
            Err(_) => Err(End::Slow),
        }
    }
}

fn is_too_large(error: &axum::Error) -> bool {
    let source = std::error::Error::source(error);
    source.is_some_and(|source| source.to_string().contains("too"))
}
