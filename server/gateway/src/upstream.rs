//! A gateway away from its village: one watcher of everything, of whom many others hear.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::sync::watch;
use tokio::time::{Instant, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, WebSocketConfig};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};
use village_protocol::frame::{FrameError, MESSAGE_MAX, Relay};

use crate::stream::Stream;

/// How long the village may take to open the socket.
const OPENING: Duration = Duration::from_secs(10);
/// How long it may be silent; it says once a second that it lives.
const SILENCE_MAX: Duration = Duration::from_secs(10);
/// How long to wait before it is called again, at first and at most.
const WAIT: Duration = Duration::from_millis(250);
const WAIT_MAX: Duration = Duration::from_secs(10);
/// How often it is asked at most for what was missed.
const ASK_EVERY: Duration = Duration::from_secs(1);

type Socket = WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>;

/// Why the village is not heard.
#[derive(Debug, thiserror::Error)]
enum Away {
    #[error("it cannot be reached: {0}")]
    Unreachable(String),
    #[error("it fell silent")]
    Silent,
    #[error("it hung up: {0}")]
    Closed(String),
    #[error("it is not understood: {0}")]
    Frame(#[from] FrameError),
}

/// Follows the frames of a village at the address of its socket (`ws://` or `wss://`, with
/// `/ws/frames`) and tells them on, until it is dropped. `is_live` says whether the village is
/// heard now; while it is not, watchers keep what they know.
pub async fn follow(url: &str, stream: &Stream, is_live: &watch::Sender<bool>) {
    let mut wait = WAIT;
    loop {
        let why = match converse(url, stream, is_live).await {
            Ok(never) => match never {},
            Err(why) => why,
        };
        if is_live.send_replace(false) {
            wait = WAIT;
        }
        tracing::warn!(%url, %why, again_in = ?wait, "the village is not heard");
        tokio::time::sleep(wait).await;
        wait = (wait * 2).min(WAIT_MAX);
    }
}

async fn converse(
    url: &str,
    stream: &Stream,
    is_live: &watch::Sender<bool>,
) -> Result<std::convert::Infallible, Away> {
    let limits = WebSocketConfig::default()
        .max_message_size(Some(MESSAGE_MAX))
        .max_frame_size(Some(MESSAGE_MAX));
    // Nothing that is sent is large: it need not wait for more.
    let opening = timeout(OPENING, connect_async_with_config(url, Some(limits), true)).await;
    let opened = opening.map_err(|_| Away::Silent)?;
    let (mut socket, _) = opened.map_err(|error| Away::Unreachable(error.to_string()))?;
    let mut relay = Relay::new();
    let mut asked = Instant::now();
    put(&mut socket, relay.look().encode()).await?;
    loop {
        let message = hear(&mut socket).await?;
        let ticks = match relay.hear(&message) {
            Ok(ticks) => ticks,
            Err(FrameError::Version { theirs }) => {
                return Err(Away::Frame(FrameError::Version { theirs }));
            }
            // What it had understood stands; the rest is asked for again.
            Err(why) if relay.is_begun() => {
                tracing::warn!(%why, "a message of the village was left out");
                Vec::new()
            }
            Err(why) => return Err(Away::Frame(why)),
        };
        for frames in ticks {
            let (Some(size), Some(hz)) = (relay.size(), relay.hz()) else { continue };
            if !is_live.send_replace(true) {
                tracing::info!(%url, tick = frames.tick.0, "the village is heard");
                stream.begin(size);
            }
            stream.push(frames, hz);
        }
        if asked.elapsed() >= ASK_EVERY
            && let Some(look) = relay.resync()
        {
            asked = Instant::now();
            put(&mut socket, look.encode()).await?;
        }
    }
}

/// The next message of frames.
async fn hear(socket: &mut Socket) -> Result<bytes::Bytes, Away> {
    loop {
        let message = timeout(SILENCE_MAX, socket.next()).await.map_err(|_| Away::Silent)?;
        match message {
            Some(Ok(Message::Binary(bytes))) => return Ok(bytes),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
            Some(Ok(Message::Close(frame))) => return Err(Away::Closed(farewell(frame))),
            Some(Ok(_)) => return Err(Away::Closed("it sent what is no frame".to_owned())),
            Some(Err(error)) => return Err(Away::Closed(error.to_string())),
            None => return Err(Away::Closed("the line broke".to_owned())),
        }
    }
}

fn farewell(frame: Option<CloseFrame>) -> String {
    frame.map_or_else(|| "it said nothing".to_owned(), |frame| frame.reason.to_string())
}

async fn put(socket: &mut Socket, request: [u8; 16]) -> Result<(), Away> {
    let sent = timeout(OPENING, socket.send(Message::binary(request.to_vec()))).await;
    let sent = sent.map_err(|_| Away::Silent)?;
    sent.map_err(|error| Away::Closed(error.to_string()))
}
