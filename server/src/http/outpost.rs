//! The HTTP of a gateway away from its village: frames for those who watch, health and metrics.
//!
//! It takes no cookie, no token and no wish: whoever watches is a guest, and what frames show is
//! public.

use std::future::Future;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::get;
use axum::{Router, middleware};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::TcpListener;
use tokio::sync::watch;
use village_gateway::Stream;

use super::address::{self, Peer};
use super::crowd::Crowd;
use super::problem::Problem;
use super::{connection, farewell, follow, health, shell};

/// What it is set up with.
pub struct Settings {
    /// Address of the village's frames, `ws://` or `wss://`.
    pub upstream: String,
    /// Open sockets, all together and of one address.
    pub sockets: usize,
    pub sockets_per_address: usize,
    /// Addresses whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
}

struct Outpost {
    stream: Stream,
    live: watch::Receiver<bool>,
    sockets: Crowd,
    trusted: Vec<IpAddr>,
    metrics: PrometheusHandle,
    stopping: watch::Sender<bool>,
}

/// Follows the village and serves those who watch until `stop`.
pub async fn serve(
    listener: TcpListener,
    settings: Settings,
    metrics: PrometheusHandle,
    stop: impl Future<Output = ()>,
) {
    let (is_live, live) = watch::channel(false);
    let outpost = Arc::new(Outpost {
        stream: Stream::relayed(),
        live,
        sockets: Crowd::new(settings.sockets, settings.sockets_per_address),
        trusted: settings.trusted_proxies,
        metrics,
        stopping: watch::Sender::new(false),
    });
    let (following, upstream) = (outpost.clone(), settings.upstream);
    let follower = tokio::spawn(async move {
        village_gateway::follow(&upstream, &following.stream, &is_live).await;
    });
    let ids = Arc::<shell::RequestIds>::default();
    let router = Router::new()
        .route("/ws/frames", get(frames))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(readyz))
        .route("/metrics", get(figures))
        .fallback(|| async { Problem::not_found() })
        .layer(middleware::from_fn_with_state(ids, shell::wrap))
        .with_state(outpost.clone());
    let stop = async {
        stop.await;
        outpost.stopping.send_replace(true);
    };
    connection::accept(listener, router, &outpost.trusted, stop).await;
    farewell(&outpost.sockets).await;
    follower.abort();
}

/// `GET /ws/frames`, as the village has it.
async fn frames(
    State(outpost): State<Arc<Outpost>>,
    request: Request,
) -> Result<Response, Problem> {
    let (mut parts, _) = request.into_parts();
    let peer = parts.extensions.get::<Peer>();
    let peer = peer.map_or(Ipv4Addr::UNSPECIFIED.into(), |Peer(peer)| peer.ip());
    let address = address::client(peer, &parts.headers, &outpost.trusted);
    let upgrade = WebSocketUpgrade::from_request_parts(&mut parts, &outpost).await;
    let upgrade = village_gateway::limited(upgrade.map_err(follow::no_socket)?);
    let place = follow::enter(&outpost.sockets, address)?;
    Ok(upgrade.on_upgrade(move |socket| async move {
        let _place = place;
        village_gateway::watch(socket, &outpost.stream, outpost.stopping.subscribe()).await;
    }))
}

async fn readyz(State(outpost): State<Arc<Outpost>>) -> Response {
    health::hears(outpost.stream.latest(), *outpost.live.borrow())
}

async fn figures(State(outpost): State<Arc<Outpost>>) -> Response {
    health::figures(&outpost.metrics, outpost.sockets.len())
}
