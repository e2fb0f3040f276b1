//! Everything over HTTP, on one port: the API, the sockets, the pages, pictures and health.
//!
//! Invariants: nothing here touches the world; readers look at views and the store, wishes go to
//! the door. Every answer to bad input is a [`problem::Problem`] of 4xx. What a caller may do is in
//! one table ([`policy`]). Nothing that callers can make grow is without a most.

mod address;
mod api;
mod art;
mod ask;
mod body;
mod caller;
mod connection;
mod cookie;
mod crowd;
mod detour;
mod entrance;
mod errand;
mod face;
mod follow;
mod gate;
mod health;
mod held;
mod history;
mod json;
mod logs;
mod mcp;
mod media;
mod moment;
mod names;
mod origin;
pub mod outpost;
mod pass;
mod play;
pub mod policy;
mod print;
pub mod problem;
mod rss;
mod search;
mod sent;
mod setup;
mod sheet;
mod shell;
mod socket;
mod stall;
mod sum;
mod tally;
mod tickets;
mod tileset;
mod viewer;
mod wire;

use std::future::Future;
use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::middleware;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::{Mutex, Semaphore, mpsc, watch};
use tower_http::compression::CompressionLayer;
use village_gateway::Stream;
use village_gateway::play::Play;
use village_sim::{PersonId, View};

use crate::hall::Hall;
use crate::limit::{Bucket, Left, Limiter};
use art::Art;
use crowd::Crowd;
use held::Held;
use json::{Atlas, Ground, ItemKind, List};
use print::Press;
use problem::Problem;
use tickets::Tickets;
use tileset::Tileset;
use wire::Wire;

/// How long open sockets may take to say farewell.
const FAREWELL: std::time::Duration = std::time::Duration::from_secs(2);

/// What all handlers share.
type Shared = Arc<Site>;

/// The village as it is seen over HTTP.
struct Site {
    hall: Hall,
    atlas: Atlas,
    press: Press,
    wire: Wire,
    /// The frames of those who watch.
    stream: Stream,
    /// The links of those who play.
    play: Play,
    players: Crowd<PersonId>,
    /// Clients that are streamed to; a place among the sockets is their limit.
    viewers: Crowd,
    tickets: Tickets,
    limiter: Limiter,
    sockets: Crowd,
    /// KiB of snapshots that may be on their way to sockets.
    snapshots: Semaphore,
    /// Files that may be on their way up.
    uploads: Semaphore,
    request_ids: Arc<shell::RequestIds>,
    pulse: health::Pulse,
    art: Art,
    stills: viewer::Stills,
    map: Held,
    kinds: Held,
    scorecards: api::Scorecards,
    /// Turns of those who look through a whole log.
    log_turns: Semaphore,
    /// Held by whoever sets the village up.
    setup: Mutex<()>,
    stopping: watch::Sender<bool>,
}

impl Site {
    fn new(hall: Hall) -> Result<Self, String> {
        let tileset = Tileset::read(&hall.config.assets.join("map"))?;
        let ground = Ground::new(&hall.map, &tileset);
        let items = hall.catalogue.kinds.iter().map(ItemKind::from).collect();
        let kinds = List { items, next_cursor: None };
        let json = "application/json";
        Ok(Self {
            atlas: Atlas { map: hall.map.clone(), catalogue: hall.catalogue.clone() },
            press: Press::default(),
            wire: Wire::default(),
            stream: Stream::new(hall.map.clone()),
            play: Play::open().map_err(|error| format!("starting the players' thread: {error}"))?,
            players: Crowd::new(play::PLAYERS_MAX, play::LINKS_EACH_MAX),
            tickets: Tickets::default(),
            limiter: Limiter::default(),
            viewers: Crowd::new(usize::MAX, usize::MAX),
            sockets: Crowd::new(hall.config.sockets, hall.config.sockets_per_address),
            snapshots: Semaphore::new(follow::SNAPSHOTS_KIB as usize),
            uploads: Semaphore::new(api::UPLOADS_MAX),
            request_ids: Arc::default(),
            pulse: health::Pulse::default(),
            art: Art::new(tileset.picture)?,
            stills: viewer::Stills::default(),
            map: Held::new(serde_json::to_vec(&ground).expect("a map is plain data"), json),
            kinds: Held::new(serde_json::to_vec(&kinds).expect("kinds are plain data"), json),
            scorecards: api::Scorecards::default(),
            log_turns: Semaphore::new(logs::TURNS),
            setup: Mutex::new(()),
            stopping: watch::Sender::new(false),
            hall,
        })
    }

    /// Takes one request out of an address' bucket.
    fn visit(&self, address: IpAddr) -> Left {
        let limit = self.hall.config.visitor_requests_per_minute;
        self.limiter.take(Bucket::Address(address), limit)
    }
}

/// Serves the village until `stop`: then no new request is taken, open ones end, and sockets are
/// told. The error is one line for people: the tileset could not be read.
pub async fn serve(
    listener: TcpListener,
    hall: Hall,
    mut views: mpsc::Receiver<Arc<View>>,
    stop: impl Future<Output = ()>,
) -> std::io::Result<()> {
    let site = Arc::new(Site::new(hall).map_err(std::io::Error::other)?);
    let told = site.clone();
    let herald = tokio::spawn(async move {
        while let Some(view) = views.recv().await {
            let frames = || told.stream.take(&view);
            let deltas = || told.wire.take(&view, &told.atlas, &told.press);
            // A tick that cannot be told is a gap, after which everybody gets a snapshot.
            for tell in [&frames as &dyn Fn(), &deltas] {
                if std::panic::catch_unwind(std::panic::AssertUnwindSafe(tell)).is_err() {
                    metrics::counter!("village_http_panics_total").increment(1);
                    tracing::error!(tick = view.tick().0, "a tick could not be told");
                }
            }
        }
    });
    let router = router(&site);
    let proxies = site.hall.config.trusted_proxies.clone();
    // Drawn while nobody waits for them yet.
    let stills = site.clone();
    tokio::task::spawn_blocking(move || stills.stills.get(&stills.hall));
    let stop = async {
        stop.await;
        site.stopping.send_replace(true);
    };
    connection::accept(listener, router, &proxies, stop).await;
    farewell(&site.sockets).await;
    herald.abort();
    Ok(())
}

/// Waits until the sockets are gone. Whoever does not take its farewell in time is cut off.
async fn farewell(sockets: &Crowd) {
    let empty = async {
        while sockets.len() > 0 {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    };
    let _ = tokio::time::timeout(FAREWELL, empty).await;
}

fn router(site: &Shared) -> Router {
    let visitors = middleware::from_fn_with_state(site.clone(), gate::visitors);
    let seen = Router::new()
        .route("/", get(face::village))
        .route("/board", get(face::board))
        .route("/board/{id}", get(face::post))
        .route("/board.rss", get(rss::board))
        .route("/agents/{agent_id}", get(face::agent))
        .route("/agents/{agent_id}/memory", get(face::memory::page))
        .route("/agents/{agent_id}/thoughts", get(face::thoughts::page))
        .route("/agents/{agent_id}/thoughts/{trace}", get(face::thoughts::one))
        .route("/play", get(viewer::page))
        .route("/play/", get(viewer::page))
        .route("/play/stand", get(viewer::told))
        .merge(face::hall::router())
        .route("/setup", get(setup::form).post(setup::submit))
        .route("/login/{provider}", get(detour::leave))
        .route("/login/{provider}/callback", get(detour::back))
        .route("/ws/world", get(follow::world))
        .route("/ws/board", get(follow::board))
        .route("/ws/frames", get(follow::frames))
        .route("/ws/play", get(play::play))
        .route_layer(visitors.clone());
    // Packed once and for all, so they pass by what packs answers.
    let packed = Router::new()
        .route("/play/files/{file}", get(viewer::file))
        .route("/play/town/{hour}", get(viewer::town))
        .route_layer(visitors);
    let files = Router::new()
        .route("/static/{*path}", get(face::file))
        .route("/setup.js", get(setup::script))
        .route("/art/villagers/{file}", get(art::sheet))
        .route("/art/icons.png", get(art::icons))
        .route("/art/icons.json", get(art::icon_places))
        .route("/assets/tiles.png", get(art::tiles))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(health::metrics));
    api::router(site)
        .merge(seen)
        .merge(files)
        .fallback(|| async { Problem::not_found() })
        .method_not_allowed_fallback(|| async {
            Problem::new(
                axum::http::StatusCode::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                "this address takes other methods: the header Allow names them",
            )
        })
        .layer(CompressionLayer::new().gzip(true))
        .merge(packed)
        .layer(middleware::from_fn_with_state(site.request_ids.clone(), shell::wrap))
        .with_state(site.clone())
}
