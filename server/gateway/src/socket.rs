//! A watcher's socket, from its opening to its end.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade, close_code};
use bytes::Bytes;
use tokio::sync::watch;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval, timeout};
use village_protocol::frame::{FrameError, Look, VERSION};

use crate::stream::Stream;
use crate::watcher::Watcher;

/// How long a message may take to leave.
const WRITE_PATIENCE: Duration = Duration::from_secs(10);
/// How long a farewell may take.
const FAREWELL: Duration = Duration::from_millis(250);
/// How often a watcher is asked whether it is there.
const PING_EVERY: Duration = Duration::from_secs(30);
/// How long a watcher may be silent: two questions and some grace.
const SILENCE_MAX: Duration = Duration::from_secs(70);
/// Largest message from a watcher, in bytes. A request has 16; what is a little longer is read so
/// that it can be told why it goes.
const INBOUND_MAX: usize = 1024;
const READ_BUFFER: usize = 8 * 1024;
/// Close code for a client of another version; the reason names ours.
const CLOSE_VERSION: u16 = 4001;

/// Why a socket ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// The watcher left or the line broke.
    Gone,
    /// The watcher does not read, or is not there any more.
    Slow,
    /// The watcher sent what is no request.
    Talked,
    /// The watcher asks too often.
    Hasty,
    /// The watcher speaks another version.
    Version,
    /// The server goes down.
    Stopping,
}

/// Sets the limits of a socket before it is opened. Each message is handed to the kernel at once,
/// so a large buffer would only ever hold what a watcher does not take.
pub fn limited(upgrade: WebSocketUpgrade) -> WebSocketUpgrade {
    upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(0)
        .max_message_size(INBOUND_MAX)
        .max_frame_size(INBOUND_MAX)
}

/// Serves a watcher until it leaves, misbehaves, or `stopping` says true.
pub async fn watch(socket: WebSocket, stream: &Stream, stopping: watch::Receiver<bool>) {
    let mut ping = interval(PING_EVERY);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ping.reset();
    let now = Instant::now();
    let watcher = Watcher::new(now.into_std());
    let mut line = Line { socket, watcher, ping, heard: now };
    let end = line.serve(stream, stopping).await;
    line.close(end).await;
}

struct Line {
    socket: WebSocket,
    watcher: Watcher,
    ping: Interval,
    heard: Instant,
}

impl Line {
    async fn serve(&mut self, stream: &Stream, mut stopping: watch::Receiver<bool>) -> End {
        let mut ticks = stream.ticks();
        loop {
            // Marked before looking, so that a tick that comes in between wakes us again.
            ticks.mark_unchanged();
            let told = async {
                // Whoever drops the sender is gone for good.
                let _ = stopping.wait_for(|stopping| *stopping).await;
            };
            let waited = tokio::select! {
                biased;
                () = told => return End::Stopping,
                sent = self.send_due(stream) => sent,
            };
            let waited = match waited {
                Ok(()) => tokio::select! {
                    changed = ticks.changed() => changed.map_err(|_| End::Stopping),
                    heard = self.hear(stream) => heard,
                    _ = stopping.wait_for(|stopping| *stopping) => Err(End::Stopping),
                },
                Err(end) => Err(end),
            };
            if let Err(end) = waited {
                return end;
            }
        }
    }

    /// Sends what is due now, a message at a time.
    async fn send_due(&mut self, stream: &Stream) -> Result<(), End> {
        loop {
            let fallen = self.watcher.fallen;
            let due = stream.read(|ring| self.watcher.due(ring));
            if self.watcher.fallen > fallen {
                metrics::counter!("village_watchers_fallen_total").increment(1);
            }
            metrics::counter!("village_frames_keyframes_total").increment(due.keys);
            // Before the first tick nothing is due, whatever is wanted: it is waited for.
            let is_all = due.message.is_none() || !self.watcher.is_behind();
            for bytes in due.lane.into_iter().chain(due.message) {
                metrics::counter!("village_frames_bytes_total").increment(bytes.len() as u64);
                self.put(Message::Binary(bytes)).await?;
            }
            if is_all {
                return Ok(());
            }
        }
    }

    /// Takes the watcher's next request; asks whether it is there when it is silent.
    async fn hear(&mut self, stream: &Stream) -> Result<(), End> {
        loop {
            tokio::select! {
                inbound = self.socket.recv() => match inbound {
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => self.heard = Instant::now(),
                    Some(Ok(Message::Binary(bytes))) => {
                        self.heard = Instant::now();
                        return self.look(&bytes, stream);
                    }
                    Some(Ok(Message::Text(_))) => return Err(End::Talked),
                    Some(Err(error)) if is_too_large(&error) => return Err(End::Talked),
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(End::Gone),
                },
                _ = self.ping.tick() => {
                    if self.heard.elapsed() > SILENCE_MAX {
                        return Err(End::Slow);
                    }
                    self.put(Message::Ping(Bytes::new())).await?;
                }
            }
        }
    }

    fn look(&mut self, bytes: &[u8], stream: &Stream) -> Result<(), End> {
        let look = Look::decode(bytes).map_err(|error| match error {
            FrameError::Version { .. } => End::Version,
            _ => End::Talked,
        })?;
        if !self.watcher.may_look(Instant::now().into_std()) {
            return Err(End::Hasty);
        }
        let size = stream.size();
        self.watcher.look(look, size);
        Ok(())
    }

    async fn put(&mut self, message: Message) -> Result<(), End> {
        match timeout(WRITE_PATIENCE, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(End::Gone),
            Err(_) => Err(End::Slow),
        }
    }

    /// Says why it ends, if the watcher still takes that.
    async fn close(mut self, end: End) {
        let (code, reason) = match end {
            End::Gone => return,
            End::Slow => (close_code::AGAIN, "you do not read: come back".to_owned()),
            End::Talked => {
                (close_code::POLICY, "this socket takes requests of 16 bytes alone".to_owned())
            }
            End::Hasty => (close_code::POLICY, "at most 4 requests a second".to_owned()),
            End::Version => {
                (CLOSE_VERSION, format!("this village speaks version {VERSION} of the frames"))
            }
            End::Stopping => {
                (close_code::AWAY, "the village shuts down: come back soon".to_owned())
            }
        };
        let frame = CloseFrame { code, reason: Utf8Bytes::from(reason) };
        let farewell = async {
            if self.socket.send(Message::Close(Some(frame))).await.is_ok() {
                // The watcher's own farewell, so that ours is not lost to a reset.
                while let Some(Ok(_)) = self.socket.recv().await {}
            }
        };
        // Whoever does not take it in time learns it from the broken line.
        let _ = timeout(FAREWELL, farewell).await;
    }
}

fn is_too_large(error: &axum::Error) -> bool {
    let source = std::error::Error::source(error);
    source.is_some_and(|source| source.to_string().contains("too"))
}
