//! `/ws/world`, `/ws/board` and `/ws/frames`: opening a socket, and what is sent over it until it
//! ends.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::{FromRequestParts, Request, State, WebSocketUpgrade};
use axum::http::HeaderValue;
use axum::http::request::Parts;
use axum::response::Response;
use serde::Deserialize;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::timeout;
use village_sim::Principal;

use super::Shared;
use super::ask::Query;
use super::caller;
use super::connection::told;
use super::crowd::{Crowd, Place};
use super::gate;
use super::pass::{BEARER, Pass};
use super::problem::Problem;
use super::socket::{End, Line, limited};
use super::wire::{Next, Note, RING_TICKS};

/// Ticks that an open socket may be behind before it gets a snapshot instead: three seconds at 20
/// ticks a second.
const BEHIND_MAX: u64 = 60;
/// Bytes of snapshots that may be on their way at a time, in KiB.
pub const SNAPSHOTS_KIB: u32 = 64 * 1024;
/// How long a follower waits for its turn to get a snapshot.
const TURN_PATIENCE: Duration = Duration::from_secs(10);
/// The subprotocol that a browser names beside its token, and gets back instead of it.
const PROTOCOL: &str = "village";

/// Where a follower wants to go on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Since {
    since: Option<u64>,
}

/// No parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// `GET /ws/world`: a snapshot, then a delta a tick.
pub async fn world(State(site): State<Shared>, request: Request) -> Result<Response, Problem> {
    let (query, opening) = Opening::read::<Since>(&site, request).await?;
    let Opening { upgrade, place, .. } = opening;
    Ok(upgrade.on_upgrade(move |socket| async move {
        let _place = place;
        let mut line = Line::new(socket);
        let end = send_world(&site, &mut line, query.since).await;
        line.close(end).await;
    }))
}

/// `GET /ws/board`: posts and replies that the caller may read, as they are written.
pub async fn board(State(site): State<Shared>, request: Request) -> Result<Response, Problem> {
    let (_, opening) = Opening::read::<Nothing>(&site, request).await?;
    let Opening { upgrade, place, reader } = opening;
    // Heard from before the socket is open: nothing is missed in between.
    let notes = site.wire.notes();
    Ok(upgrade.on_upgrade(move |socket| async move {
        let _place = place;
        let mut line = Line::new(socket);
        let end = send_notes(&site, &mut line, notes, reader.as_ref()).await;
        line.close(end).await;
    }))
}

/// `GET /ws/frames`: frames of what the watcher looks at; it says where by requests of 16 bytes.
pub async fn frames(State(site): State<Shared>, request: Request) -> Result<Response, Problem> {
    let (_, opening) = Opening::read::<Nothing>(&site, request).await?;
    let Opening { upgrade, place, .. } = opening;
    Ok(village_gateway::limited(upgrade).on_upgrade(move |socket| async move {
        let _seen = site.viewers.enter(place.owner());
        village_gateway::watch(socket, &site.stream, site.stopping.subscribe()).await;
    }))
}

/// Who listens, and by what: both may be revoked while the socket is open.
type Reader = (Principal, Pass);

/// A socket about to be opened.
struct Opening {
    upgrade: WebSocketUpgrade,
    place: Place,
    reader: Option<Reader>,
}

impl Opening {
    async fn read<T: serde::de::DeserializeOwned>(
        site: &Shared,
        request: Request,
    ) -> Result<(T, Self), Problem> {
        let address = gate::address_of(site, &request);
        let (mut parts, _) = request.into_parts();
        let Query(query) = Query::<T>::from_request_parts(&mut parts, site).await?;
        let reader = reader(site, &parts).await?;
        let upgrade = WebSocketUpgrade::from_request_parts(&mut parts, site).await;
        let upgrade = limited(upgrade.map_err(no_socket)?);
        let upgrade = match selected(&upgrade) {
            Some(protocol) => {
                let mut upgrade = upgrade;
                upgrade.set_selected_protocol(protocol);
                upgrade
            }
            None => upgrade,
        };
        let place = enter(&site.sockets, address)?;
        Ok((query, Self { upgrade, place, reader }))
    }
}

/// A place among the open sockets.
pub fn enter(sockets: &Crowd, address: IpAddr) -> Result<Place, Problem> {
    sockets.enter(address).ok_or_else(|| {
        Problem::busy("too_many_sockets", "too many sockets are open: close one or wait")
    })
}

/// What came is no WebSocket.
pub fn no_socket(rejection: WebSocketUpgradeRejection) -> Problem {
    Problem::bad_request(format!("{}: connect with a WebSocket", rejection.body_text()))
}

/// Who listens, if anybody says so.
async fn reader(site: &Shared, parts: &Parts) -> Result<Option<Reader>, Problem> {
    let Some(pass) = Pass::offered(parts)? else { return Ok(None) };
    let principal = pass.holder(site).await?;
    Ok(Some((caller::reader(site, &principal), pass)))
}

/// The subprotocol that is agreed on: ours if it was offered, else the one with the token.
pub fn selected(upgrade: &WebSocketUpgrade) -> Option<HeaderValue> {
    let mut offered = upgrade.requested_protocols();
    if offered.any(|protocol| protocol == PROTOCOL) {
        return Some(HeaderValue::from_static(PROTOCOL));
    }
    let mut offered = upgrade.requested_protocols();
    offered.find(|protocol| protocol.as_bytes().starts_with(BEARER.as_bytes())).cloned()
}

async fn send_world(site: &Shared, line: &mut Line, since: Option<u64>) -> End {
    let mut ticks = site.wire.ticks();
    let mut stopping = site.stopping.subscribe();
    let mut seen = site.wire.resume(since);
    let mut behind_max = RING_TICKS as u64;
    loop {
        // Marked before looking, so that a tick that comes in between wakes us again.
        ticks.mark_unchanged();
        let (next, up_to) = site.wire.after(seen, behind_max);
        let sent = match next {
            Next::Nothing => Ok(()),
            Next::Deltas(deltas) => send_all(line, deltas).await,
            Next::Snapshot(print) => send_snapshot(site, line, &print).await,
        };
        if let Err(end) = sent {
            return end;
        }
        (seen, behind_max) = (up_to, BEHIND_MAX);
        tokio::select! {
            changed = ticks.changed() => if changed.is_err() { return End::Stopping },
            end = line.mind() => return end,
            () = told(&mut stopping) => return End::Stopping,
        }
    }
}

async fn send_all(line: &mut Line, deltas: Vec<axum::extract::ws::Utf8Bytes>) -> Result<(), End> {
    for delta in deltas {
        line.send(delta).await?;
    }
    Ok(())
}

/// A snapshot is copied for each socket until it has left: only so many may be on their way.
async fn send_snapshot(
    site: &Shared,
    line: &mut Line,
    print: &Arc<super::print::Print>,
) -> Result<(), End> {
    let snapshot = print.snapshot(&site.atlas);
    let kib = u32::try_from(snapshot.len() / 1024 + 1).unwrap_or(u32::MAX).min(SNAPSHOTS_KIB);
    let permit = timeout(TURN_PATIENCE, site.snapshots.acquire_many(kib)).await;
    let permit = permit.map_err(|_| End::Slow)?;
    let sent = line.send(snapshot).await;
    drop(permit);
    sent
}

async fn send_notes(
    site: &Shared,
    line: &mut Line,
    mut notes: tokio::sync::broadcast::Receiver<Arc<Note>>,
    reader: Option<&Reader>,
) -> End {
    let mut stopping = site.stopping.subscribe();
    loop {
        let note = tokio::select! {
            note = notes.recv() => note,
            end = line.mind() => return end,
            () = told(&mut stopping) => return End::Stopping,
        };
        let note = match note {
            Ok(note) => note,
            Err(RecvError::Lagged(_)) => return End::Slow,
            Err(RecvError::Closed) => return End::Stopping,
        };
        if !note.is_for(reader.map(|(principal, _)| principal)) {
            continue;
        }
        if let Some((_, pass)) = reader
            && !note.is_for(None)
            && pass.holder(site).await.is_err()
        {
            return End::Revoked;
        }
        if let Err(end) = line.send(note.text.clone()).await {
            return end;
        }
    }
}
