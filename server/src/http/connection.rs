//! Connections: accepted while there is room, with a deadline for headers, and let go in good order
//! when the village stops.

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tower::ServiceExt;

use super::address::Peer;
use super::crowd::{Crowd, Place};
use super::stall::Stall;

/// Connections at a time.
const CONNECTIONS_MAX: usize = 8_192;
/// Connections of one address at a time; a proxy that we trust may have all.
const CONNECTIONS_EACH_MAX: usize = 512;
/// How long the head of a request may take, and how long a connection may idle.
const HEAD_PATIENCE: Duration = Duration::from_secs(5);
/// The same for a proxy that we trust: longer than nginx (60 s) and Caddy (120 s) keep connections
/// that they may use again, so that none ends just as a request comes in on it.
const PROXY_PATIENCE: Duration = Duration::from_secs(150);
/// How long nothing of an answer may be taken.
const WRITE_PATIENCE: Duration = Duration::from_secs(15);
/// Bytes of a connection's buffer, and so of a request's head.
const HEAD_MAX: usize = 32 * 1024;
/// Header lines of a request.
const HEADERS_MAX: usize = 100;
/// Bytes that the kernel holds for a reader who does not take them.
const SEND_BUFFER: usize = 256 * 1024;
/// How long open requests may go on after the stop.
const GRACE: Duration = Duration::from_secs(5);
/// How long to wait when the process is out of file descriptors.
const BREATH: Duration = Duration::from_millis(100);

/// Accepts connections until `stop`, then lets the open requests end.
pub async fn accept(
    listener: TcpListener,
    router: Router,
    trusted: &[std::net::IpAddr],
    stop: impl Future<Output = ()>,
) {
    let crowd = Crowd::new(CONNECTIONS_MAX, CONNECTIONS_EACH_MAX);
    let proxies = Crowd::new(CONNECTIONS_MAX, CONNECTIONS_MAX);
    let stopping = watch::Sender::new(false);
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(BREATH).await;
                continue;
            }
        };
        let address = peer.ip().to_canonical();
        let (side, patience) = if trusted.contains(&address) {
            (&proxies, PROXY_PATIENCE)
        } else {
            (&crowd, HEAD_PATIENCE)
        };
        // No room: the line is dropped before a byte is read.
        let Some(place) = side.enter(address) else { continue };
        let stop = stopping.subscribe();
        tokio::spawn(converse(stream, peer, router.clone(), place, patience, stop));
    }
    stopping.send_replace(true);
    let empty = async {
        while crowd.len() + proxies.len() > 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    if tokio::time::timeout(GRACE, empty).await.is_err() {
        tracing::warn!(open = crowd.len() + proxies.len(), "requests were cut off");
    }
}

async fn converse(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    place: Place,
    patience: Duration,
    mut stopping: watch::Receiver<bool>,
) {
    // Neither is needed for correctness: a system that refuses them is served all the same.
    let _ = stream.set_nodelay(true);
    let _ = socket2::SockRef::from(&stream).set_send_buffer_size(SEND_BUFFER);
    let service = service_fn(move |request: Request<Incoming>| {
        let router = router.clone();
        async move {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(Peer(peer));
            router.oneshot(request).await.map_err(|never: Infallible| never)
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience)
        .max_buf_size(HEAD_MAX)
        .max_headers(HEADERS_MAX)
        .serve_connection(TokioIo::new(Stall::new(stream, WRITE_PATIENCE)), service)
        .with_upgrades();
    let mut connection = std::pin::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = told(&mut stopping) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, %peer, "a connection broke off");
    }
    drop(place);
}

/// Waits for the stop; a sender that is gone is one too.
pub async fn told(stopping: &mut watch::Receiver<bool>) {
    let _ = stopping.wait_for(|stopping| *stopping).await;
}
