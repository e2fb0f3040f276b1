//! `serve`: the village running.

use std::io::IsTerminal;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::Thread;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tracing_subscriber::EnvFilter;

use crate::backlog::Backlog;
use crate::checkpoints::Checkpoints;
use crate::config::{Config, Settings};
use crate::door::Door;
use crate::failure::{BROKE_OFF, FAILED, Failure};
use crate::feed::Feed;
use crate::foundation::Assets;
use crate::hall::Hall;
use crate::keeper::{Fatal, Keeper};
use crate::keys::Keys;
use crate::minds::{self, Rooms, Thinking};
use crate::opening::{self, Opened, Ready};
use crate::outside::Outside;
use crate::payments::till::Till;
use crate::people::oidc::Oidc;
use crate::people::{House, People};
use crate::standing::Standing;
use crate::ticker::{Ticker, Ways};
use crate::tokens::Tokens;
use crate::{http, metrics};

/// How long the last records may take at the end, after that the last requests, and after that the
/// last thoughts.
const LAST_RECORDS: Duration = Duration::from_secs(20);
const LAST_REQUESTS: Duration = Duration::from_secs(5);
const LAST_THOUGHTS: Duration = Duration::from_secs(3);

/// Switches outweigh variables, variables outweigh the file.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
                        village-server serve\n  \
                        village-server serve --config village.toml\n  \
                        village-server serve --listen 127.0.0.1:0 --data /tmp/v --agents 100\n\n\
                        Every setting: village.toml.example and docs/OPERATIONS.md.")]
pub struct Args {
    /// Settings file in TOML
    #[arg(long, env = "VILLAGE_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
}

pub fn run(args: Args) -> Result<(), Failure> {
    let file = match &args.config {
        Some(path) => Settings::of_file(path)?,
        None => Settings::default(),
    };
    let config = args.settings.or(file).check()?;
    log_to_stderr(&config.log, config.log_json)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::hopeless(format!("no runtime: {error}")))?;
    let outcome = runtime.block_on(serve(config));
    runtime.shutdown_timeout(Duration::from_secs(1));
    outcome
}

/// Logs what the filter lets through, as JSON if wanted.
pub(super) fn log_to_stderr(filter: &str, is_json: bool) -> Result<(), Failure> {
    // What a library says of every message that it takes is not news of the village.
    let parsed = EnvFilter::builder().parse(format!("rmcp=warn,{filter}"));
    let filter = parsed.map_err(|error| {
        Failure::hopeless(format!("log must be a filter such as info, not \"{filter}\": {error}"))
    })?;
    let log = tracing_subscriber::fmt().with_env_filter(filter);
    let log = log.with_ansi(std::io::stderr().is_terminal()).with_writer(std::io::stderr);
    let set = if is_json { log.json().try_init() } else { log.try_init() };
    set.map_err(|error| Failure::hopeless(format!("no log: {error}")))
}

/// The log-in providers, none of which is asked for anything yet.
fn providers(config: &Config) -> Result<Vec<Oidc>, Failure> {
    let outside = Outside::new();
    let providers = config.login.iter().map(|(settings, back)| {
        Oidc::from_settings(settings.clone(), back, outside.clone())
            .map_err(|error| Failure::hopeless(format!("login: {error}")))
    });
    providers.collect()
}

/// What runs until the end.
struct Running {
    standing: Arc<Standing>,
    tick_thread: Thread,
    ticker: JoinHandle<std::thread::Result<()>>,
    keeper: JoinHandle<Result<(), Fatal>>,
    minds: Thinking,
    server: JoinHandle<std::io::Result<()>>,
    stop: watch::Sender<bool>,
}

async fn serve(config: Config) -> Result<(), Failure> {
    let signals = Signals::new()?;
    let metrics = metrics::install().map_err(|error| Failure::hopeless(error.to_string()))?;
    ::metrics::gauge!("village_store_up").set(1.0);
    let assets = Arc::new(Assets::read(&config.assets)?);
    let config = Arc::new(config);
    let listener = listen(config.listen).await?;
    let address = listener.local_addr().map_err(|error| Failure::hopeless(error.to_string()))?;
    let (opened, tick_thread) = open(config.clone(), assets.clone()).await?;
    let (setup, store) = (opened.setup.clone(), opened.store.clone());
    tokio::spawn(metrics::upkeep(metrics.clone()));
    let running = start((config, assets), opened, tick_thread, listener, metrics).await?;
    println!("village ready at http://{address}");
    if let Some(secret) = setup {
        let link = format!("http://{address}/setup#{secret}");
        println!("become its administrator, once and within an hour: {link}");
    }
    let outcome = running.until(signals).await;
    if outcome.is_ok() {
        store.close().await;
        tracing::info!("everything is kept, good night");
    }
    outcome
}

/// The tick thread with a village that waits for its first tick.
struct TickThread {
    thread: std::thread::JoinHandle<()>,
    ways: std::sync::mpsc::SyncSender<Ways>,
}

/// Opens the house on the thread on which the village will tick: a village stays where it is made.
async fn open(config: Arc<Config>, assets: Arc<Assets>) -> Result<(Opened, TickThread), Failure> {
    let (tell, told) = oneshot::channel();
    let (ways, coming) = std::sync::mpsc::sync_channel(1);
    let runtime = Handle::current();
    let live = move || match runtime.block_on(opening::open(&config, &assets)) {
        // Nobody who listens, nobody who needs it.
        Err(failure) => drop(tell.send(Err(failure))),
        Ok(Ready { village, opened }) => {
            drop(tell.send(Ok(opened)));
            if let Ok(ways) = coming.recv() {
                Ticker::new(village, ways).run();
            }
        }
    };
    let thread = std::thread::Builder::new().name("tick".into()).spawn(live);
    let thread = thread.map_err(|error| Failure::hopeless(format!("no thread: {error}")))?;
    let opened = told.await;
    let opened =
        opened.map_err(|_| Failure::new(BROKE_OFF, "the start broke off; see the log above"))??;
    Ok((opened, TickThread { thread, ways }))
}

/// Takes the port.
pub(super) async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| {
        Failure::hopeless(format!(
            "cannot listen on {address}: {error}; stop whatever uses that port, or choose another \
             with --listen (port 0 takes a free one)"
        ))
    })
}

async fn start(
    (config, assets): (Arc<Config>, Arc<Assets>),
    opened: Opened,
    tick: TickThread,
    listener: TcpListener,
    metrics: metrics_exporter_prometheus::PrometheusHandle,
) -> Result<Running, Failure> {
    let Opened { store, view, charter, map, keys, stamp, arrivals, .. } = opened;
    let standing = Arc::new(Standing::new(stamp));
    let (door, waiting) = Door::new(Keys::restore(keys), standing.clone());
    let feed = Feed::new(view);
    let views = feed.follow();
    let backlog = Backlog::new(standing.clone());
    let tokens = Tokens::load(store.clone()).await;
    let tokens = tokens.map_err(|error| Failure::of_store(store.place(), &error))?;
    let checkpoints = Checkpoints::open(&config.checkpoints)
        .map_err(|error| Failure::hopeless(format!("checkpoints: {error}")))?;
    let keeper = Keeper::new(store.clone(), backlog.clone(), feed.clone(), checkpoints);
    let ways = Ways {
        waiting,
        standing: standing.clone(),
        feed: feed.clone(),
        backlog,
        intake: config.intake_per_tick,
        hz: charter.hz,
        arrivals,
    };
    let till = config.till.as_ref().map(Till::new).transpose();
    let till = till.map_err(|error| Failure::hopeless(error.to_string()))?.map(Arc::new);
    let people = People::new(House {
        store: store.clone(),
        door: door.clone(),
        view: feed.latest.clone(),
        roll: feed.roll.clone(),
        standing: standing.clone(),
        sign_up: config.sign_up,
    });
    let rooms = Rooms {
        door: door.clone(),
        view: feed.latest.clone(),
        map: map.clone(),
        catalogue: Arc::new(assets.catalogue.clone()),
        store: store.clone(),
    };
    let minds = think(&config, &assets, rooms, &feed).await?;
    let hall = Hall {
        minds: minds.clone(),
        view: feed.latest,
        roll: feed.roll,
        door,
        standing: standing.clone(),
        map,
        catalogue: Arc::new(assets.catalogue.clone()),
        looks: Arc::new(assets.looks.clone()),
        store,
        tokens,
        people,
        till,
        providers: Arc::new(providers(&config)?),
        config,
        metrics,
    };
    let keeper = tokio::spawn(keeper.run());
    let tick_thread = tick.thread.thread().clone();
    if tick.ways.send(ways).is_err() {
        return Err(Failure::new(BROKE_OFF, "the start broke off; see the log above"));
    }
    let ticker = tokio::task::spawn_blocking(move || tick.thread.join());
    let (stop, mut stopped) = watch::channel(false);
    let stopped = async move {
        // An error means that the sender is gone, which is the end as well.
        let _ = stopped.wait_for(|stopped| *stopped).await;
    };
    let server = tokio::spawn(http::serve(listener, hall, views, stopped));
    Ok(Running { standing, tick_thread, ticker, keeper, minds, server, stop })
}

/// Lets villagers think with what there is to think with.
async fn think(
    config: &Config,
    assets: &Assets,
    rooms: Rooms,
    feed: &Feed,
) -> Result<Thinking, Failure> {
    let thinking = minds::open(config, assets, rooms).await;
    let thinking = thinking.map_err(|error| Failure::hopeless(error.to_string()))?;
    if let Some(minds) = thinking.minds() {
        tokio::spawn(minds.clone().run(feed.follow()));
    }
    Ok(thinking)
}

impl Running {
    /// Runs until a signal or until a part breaks off.
    async fn until(mut self, mut signals: Signals) -> Result<(), Failure> {
        tokio::select! {
            name = signals.next() => tracing::info!(signal = name, "shutting down"),
            kept = &mut self.keeper => {
                return Err(broke_off(kept.map_err(|error| error.to_string())));
            }
            _ = &mut self.ticker => {
                return Err(Failure::new(BROKE_OFF, "the tick broke off; see the log above"));
            }
            served = &mut self.server => {
                let why = match served {
                    Ok(Ok(())) => "it ended by itself".to_owned(),
                    Ok(Err(error)) => error.to_string(),
                    Err(error) => error.to_string(),
                };
                return Err(Failure::new(FAILED, format!("the HTTP server broke off: {why}")));
            }
        }
        self.end().await
    }

    /// No more intake, a last tick, the last records, the last requests.
    async fn end(self) -> Result<(), Failure> {
        self.standing.stop();
        self.tick_thread.unpark();
        // There is nobody left to tell when the receiver has gone.
        let _ = self.stop.send(true);
        if !matches!(self.ticker.await, Ok(Ok(()))) {
            return Err(Failure::new(BROKE_OFF, "the tick broke off; see the log above"));
        }
        match timeout(LAST_RECORDS, self.keeper).await {
            Ok(Ok(Ok(()))) => {}
            Ok(kept) => return Err(broke_off(kept.map_err(|error| error.to_string()))),
            Err(_) => {
                return Err(Failure::new(
                    FAILED,
                    "the store did not come back in time: what was answered with durable: false \
                     is lost, the next start goes on from the last kept tick",
                ));
            }
        }
        if timeout(LAST_REQUESTS, self.server).await.is_err() {
            tracing::warn!("some requests did not end in time");
        }
        if !self.minds.drain(LAST_THOUGHTS).await {
            tracing::warn!("the latest thoughts are not kept: the store takes too long");
        }
        Ok(())
    }
}

fn broke_off(kept: Result<Result<(), Fatal>, String>) -> Failure {
    let why = match kept {
        Ok(Ok(())) => "the keeper ended by itself".to_owned(),
        Ok(Err(fatal)) => fatal.to_string(),
        Err(panic) => panic,
    };
    Failure::new(BROKE_OFF, format!("{why}; the next start goes on from what is kept"))
}

/// The signals that end it.
pub(super) struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    pub(super) fn new() -> Result<Self, Failure> {
        let listen =
            |kind| signal(kind).map_err(|error| Failure::hopeless(format!("no signals: {error}")));
        let (terminate, interrupt) = (SignalKind::terminate(), SignalKind::interrupt());
        Ok(Self { terminate: listen(terminate)?, interrupt: listen(interrupt)? })
    }

    pub(super) async fn next(&mut self) -> &'static str {
        tokio::select! {
            _ = self.terminate.recv() => "SIGTERM",
            _ = self.interrupt.recv() => "SIGINT",
        }
    }
}
