//! A player's socket, from its opening to its end.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, close_code};
use bytes::Bytes;
use futures_util::stream::{FuturesUnordered, SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, mpsc, watch};
use tokio::time::{MissedTickBehavior, interval, timeout};
use village_protocol::play::{BadRequest, Denied, Farewell, Reply, Request, VERSION};

use super::filter::{Filter, Passed, Unfit};
use super::meter::Meter;
use super::world::{Arrival, INBOX, Inbound, OUTBOX};
use super::{Desk, Play, Standing, UNDER_WAY_MAX};

/// How long a message may take to leave.
const WRITE_PATIENCE: Duration = Duration::from_secs(5);
/// How long a farewell may take.
const FAREWELL: Duration = Duration::from_millis(250);
/// How long a client may be silent; it pings several times a second.
const SILENCE_MAX: Duration = Duration::from_secs(30);
/// How often it is asked how it stands with a player. Who it is may itself be 0.9 s old, and
/// whoever may not play is gone within a second.
const LOOK_EVERY: Duration = Duration::from_millis(80);
/// Close code for a client of another version; the reason says so.
const CLOSE_VERSION: u16 = 4001;

/// What a client of another version is told.
const STRANGER: &str = "this village speaks another version of the link: load the page again, \
                        or take the client of the same build";

/// Why a socket ends.
#[derive(Debug, Clone, PartialEq, Eq)]
enum End {
    /// The player left or the line broke.
    Gone,
    /// The player does not read, or the world began anew.
    Lost,
    /// The player says nothing.
    Silent,
    /// The player sent what no client sends.
    Unfit(Unfit),
    /// The player asks too much.
    Hasty,
    /// The village sends the player away.
    Sent(Farewell),
    /// The client speaks another version of the link.
    Stranger,
    /// The server goes down.
    Stopping,
}

/// A request with its place among those under way.
type Asked = (Request, OwnedSemaphorePermit);

impl Play {
    /// Serves a player until it leaves, misbehaves, is sent away, or `stopping` says true.
    pub async fn carry(
        &self,
        socket: WebSocket,
        desk: impl Desk,
        mut stopping: watch::Receiver<bool>,
    ) {
        let (mut sink, mut stream) = socket.split();
        let end = tokio::select! {
            end = self.serve(&mut sink, &mut stream, &desk) => end,
            // Whoever drops the sender is gone for good.
            _ = stopping.wait_for(|stopping| *stopping) => End::Stopping,
        };
        close(&mut sink, &mut stream, &end).await;
    }

    async fn serve(
        &self,
        sink: &mut SplitSink<WebSocket, Message>,
        stream: &mut SplitStream<WebSocket>,
        desk: &impl Desk,
    ) -> End {
        let standing = match desk.standing().await {
            Ok(standing) => standing,
            Err(farewell) => return End::Sent(farewell),
        };
        let number = self.numbers.fetch_add(1, Ordering::Relaxed);
        let (world, inbox) = mpsc::channel(INBOX);
        let (outbox, from_world) = mpsc::channel(OUTBOX);
        let arrival = Arrival { number, standing: standing.clone(), inbox, outbox };
        if self.arrivals.send(arrival).await.is_err() {
            return End::Stopping;
        }
        let (asks, asked) = mpsc::channel(UNDER_WAY_MAX);
        let done = Notify::new();
        tokio::select! {
            end = write(sink, from_world) => end,
            end = read(stream, Filter::new(self.words), &world, asks) => end,
            end = answer(desk, asked, &world, &done) => end,
            end = look(desk, standing, &world, &done) => end,
        }
    }
}

async fn write(
    sink: &mut SplitSink<WebSocket, Message>,
    mut from_world: mpsc::Receiver<Bytes>,
) -> End {
    while let Some(packet) = from_world.recv().await {
        match timeout(WRITE_PATIENCE, sink.send(Message::Binary(packet))).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) => return End::Gone,
            Err(_) => return End::Lost,
        }
    }
    End::Lost
}

async fn read(
    stream: &mut SplitStream<WebSocket>,
    mut filter: Filter,
    world: &mpsc::Sender<Inbound>,
    asks: mpsc::Sender<Asked>,
) -> End {
    let mut meter = Meter::new(Instant::now());
    let places = Arc::new(Semaphore::new(UNDER_WAY_MAX));
    loop {
        let bytes = match timeout(SILENCE_MAX, stream.next()).await {
            Err(_) => return End::Silent,
            Ok(Some(Ok(Message::Binary(bytes)))) => bytes,
            Ok(Some(Ok(Message::Ping(_) | Message::Pong(_)))) => Bytes::new(),
            Ok(Some(Ok(Message::Text(_)))) => return End::Unfit(Unfit::Kind),
            Ok(Some(Err(error))) if is_too_large(&error) => {
                return End::Unfit(BadRequest::TooLong.into());
            }
            Ok(Some(Ok(Message::Close(_)) | Err(_)) | None) => return End::Gone,
        };
        let now = Instant::now();
        if !meter.packet(bytes.len(), now) {
            return End::Hasty;
        }
        if bytes.is_empty() {
            continue;
        }
        let told = match filter.read(&bytes, now) {
            // A full inbox stops the reading: the line pushes back on this client alone.
            Ok(Passed::Packet) => Inbound::Packet(bytes),
            Ok(Passed::Request(_)) if !meter.request(now) => return End::Hasty,
            Ok(Passed::Request(request)) => match places.clone().try_acquire_owned() {
                Ok(place) => match asks.send((request, place)).await {
                    Ok(()) => continue,
                    Err(_) => return End::Lost,
                },
                Err(_) => Inbound::Reply(too_many(&request)),
            },
            Err(unfit) => return End::Unfit(unfit),
        };
        if world.send(told).await.is_err() {
            return End::Lost;
        }
    }
}

fn too_many(request: &Request) -> Reply {
    let denied = Denied {
        code: "too_many_requests".to_owned(),
        detail: format!("{UNDER_WAY_MAX} requests are under way: wait for one of them"),
        is_passing: true,
    };
    Reply { number: request.number, came: Err(denied) }
}

async fn answer(
    desk: &impl Desk,
    mut asked: mpsc::Receiver<Asked>,
    world: &mpsc::Sender<Inbound>,
    done: &Notify,
) -> End {
    let mut under_way = FuturesUnordered::new();
    loop {
        tokio::select! {
            Some((request, place)) = asked.recv() => under_way.push(async move {
                let reply = desk.ask(request).await;
                drop(place);
                reply
            }),
            Some(reply) = under_way.next(), if !under_way.is_empty() => {
                metrics::counter!("village_play_requests_total").increment(1);
                if world.send(Inbound::Reply(reply)).await.is_err() {
                    return End::Lost;
                }
                done.notify_one();
            }
            else => return End::Lost,
        }
    }
}

/// Looks how it stands with the player, now and then and after each reply.
async fn look(
    desk: &impl Desk,
    mut known: Standing,
    world: &mpsc::Sender<Inbound>,
    done: &Notify,
) -> End {
    let mut clock = interval(LOOK_EVERY);
    clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = clock.tick() => {}
            () = done.notified() => {}
        }
        let standing = match desk.standing().await {
            Ok(standing) => standing,
            Err(farewell) => return End::Sent(farewell),
        };
        if standing != known {
            known = standing.clone();
            if world.send(Inbound::Standing(standing)).await.is_err() {
                return End::Lost;
            }
        }
    }
}

/// Tells a client of another version what it is, over a socket that was opened only for that:
/// a browser learns nothing of why a socket was not opened.
pub async fn turn_away(socket: WebSocket) {
    let (mut sink, mut stream) = socket.split();
    close(&mut sink, &mut stream, &End::Stranger).await;
}

impl End {
    /// The close code and what is said; none when nobody is there to hear it.
    fn farewell(&self) -> Option<(u16, Farewell)> {
        let say = |code, may_return, why: String| {
            Some((code, Farewell { version: VERSION, may_return, why }))
        };
        match self {
            Self::Gone => None,
            Self::Lost => say(close_code::AGAIN, true, "the link was lost: come back".to_owned()),
            Self::Silent => say(close_code::AGAIN, true, "you fell silent: come back".to_owned()),
            Self::Unfit(Unfit::Deaf) => {
                say(close_code::AGAIN, true, format!("{}: come back", Unfit::Deaf))
            }
            Self::Unfit(unfit) => say(close_code::POLICY, false, unfit.to_string()),
            Self::Hasty => say(close_code::POLICY, true, "you ask too much: wait".to_owned()),
            Self::Sent(farewell) => Some((close_code::POLICY, farewell.clone())),
            Self::Stranger => say(CLOSE_VERSION, false, STRANGER.to_owned()),
            Self::Stopping => {
                say(close_code::AWAY, true, "the village shuts down: come back soon".to_owned())
            }
        }
    }
}

/// Says why it ends, if the client still takes that.
async fn close(
    sink: &mut SplitSink<WebSocket, Message>,
    stream: &mut SplitStream<WebSocket>,
    end: &End,
) {
    let Some((code, farewell)) = end.farewell() else { return };
    let said = async {
        let told = Message::Binary(farewell.encode().into());
        let frame = CloseFrame { code, reason: Utf8Bytes::from(farewell.why) };
        if sink.send(told).await.is_ok() && sink.send(Message::Close(Some(frame))).await.is_ok() {
            // The client's own farewell, so that ours is not lost to a reset.
            while let Some(Ok(_)) = stream.next().await {}
        }
    };
    // Whoever does not take it in time learns it from the broken line.
    let _ = timeout(FAREWELL, said).await;
}

fn is_too_large(error: &axum::Error) -> bool {
    let source = std::error::Error::source(error);
    source.is_some_and(|source| source.to_string().contains("too"))
}
