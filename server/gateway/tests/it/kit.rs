//! A village by instinct, its stream on a port of its own, and watchers.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::WebSocketUpgrade;
use axum::routing::get;
use futures_util::{SinkExt, StreamExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio_tungstenite::tungstenite::{Bytes, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

use village_economy::{Micro, Policy, Tiers};
use village_gateway::Stream;
use village_instinct::{InstinctPlugin, Phrases};
use village_protocol::frame::{Encoder, Look, Replica, Resync, WHOLE};
use village_sim::{
    Command, Foundation, Map, Principal, ReplyTo, Tick, Village, Wish, data, populace,
};

fn read(path: &str) -> String {
    let path = assets().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets")
}

/// How long anything may take before the test has failed. Machines that build beside it are slow.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// Bytes that the kernel holds on each side, so that a reader who does not read shows soon.
const KERNEL_BYTES: u32 = 4 * 1024;

/// A village whose stream is on a port. It ticks when the test says so.
pub struct Town {
    village: Village,
    stamp: i64,
    /// As the stream's own.
    encoder: Encoder,
    stream: Arc<Stream>,
    pub stopping: watch::Sender<bool>,
    pub open: Arc<AtomicUsize>,
    address: SocketAddr,
}

impl Town {
    /// A village of so many people.
    pub fn new(people: usize) -> Self {
        let mut town = Self::untold(people);
        town.tick();
        town
    }

    /// The same, whose stream has told nothing yet.
    pub fn untold(people: usize) -> Self {
        let seed = 7;
        let folder = assets().join("map");
        let file = move |path: &Path| std::fs::read(folder.join(path.file_name().unwrap()));
        let town = village_sim::Town::read(&read("map/village.tmx"), file).unwrap();
        let map = Arc::new(Map::for_villagers(town, people).unwrap());
        let foundation = Foundation {
            map: map.clone(),
            catalogue: data::catalogue(&read("items.toml")).unwrap(),
            tiers: Arc::new(Tiers::from_toml(&read("tiers.toml")).unwrap()),
            policy: Arc::new(Policy::from_toml(&read("economy.toml")).unwrap()),
            hz: 20,
            day_seconds: 1440,
            seed,
        };
        let phrases = Arc::new(Phrases::from_toml(&read("phrases.toml")).unwrap());
        let minds = |app: &mut bevy_app::App| {
            app.add_plugins(InstinctPlugin { phrases });
        };
        let mut village = Village::new(&foundation, minds).unwrap();
        let found = Wish::Found {
            seed,
            hz: 20,
            day_seconds: 1440,
            map_digest: map.town.digest.clone(),
            stipend: Micro::coins(10),
        };
        let names = data::names(&read("names.toml")).unwrap();
        let joins = populace(&[], &names, &map, seed, people).into_iter();
        let joins = joins.map(|persona| Wish::Join { persona: Box::new(persona) });
        let all = std::iter::once(found).chain(joins).map(|body| Command {
            principal: Principal::System,
            key: None,
            body,
            reply_to: ReplyTo(0),
            from: None,
        });
        village.tick(all.collect::<Vec<_>>(), 1);
        let stream = Arc::new(Stream::new(map.clone()));
        let stopping = watch::Sender::new(false);
        let open = Arc::new(AtomicUsize::new(0));
        let address = serve(stream.clone(), stopping.clone(), open.clone());
        let encoder = Encoder::new(&map);
        Self { village, stamp: 1, encoder, stream, stopping, open, address }
    }

    /// One tick on.
    pub fn tick(&mut self) {
        self.stamp += 50_000;
        let view = self.village.tick([], self.stamp).view;
        self.encoder.advance(&view);
        self.stream.take(&view);
    }

    pub fn now(&self) -> Tick {
        self.village.view().tick()
    }

    /// A look at the whole map.
    pub fn all(&self) -> Look {
        let (across, down) = self.encoder.size();
        Look::new(0, 0, across * 8, down * 8)
    }

    /// Whether a watcher knows what there is where it looks.
    pub fn agrees(&self, watcher: &Watcher) {
        assert_eq!(self.first_wrong(watcher), None, "cell by cell");
        assert!(watcher.replica.cells().count() > 0);
    }

    /// The first cell of which a watcher knows something else than there is; `u32::MAX` for what
    /// has no place.
    pub fn first_wrong(&self, watcher: &Watcher) -> Option<u32> {
        if watcher.replica.lane() != self.encoder.lane() {
            return Some(u32::MAX);
        }
        let (across, down) = self.encoder.size();
        let wrong = (0..across * down).find(|number| {
            let is_seen = watcher.look.covers(number % across, number / across);
            let number = u32::from(*number);
            match watcher.replica.cell(number) {
                None => is_seen,
                Some(known) => {
                    let known = self.encoder.key_of(number, known);
                    !is_seen || known != self.encoder.cell_key(number)
                }
            }
        });
        wrong.map(u32::from)
    }

    /// A watcher who looks there.
    pub async fn watcher(&self, look: Look) -> Watcher {
        Watcher::at(self.address, look).await
    }

    /// A gateway of its own that follows the village, and where it is.
    pub fn gateway(&self) -> (SocketAddr, watch::Receiver<bool>) {
        let stream = Arc::new(Stream::relayed());
        let (is_live, live) = watch::channel(false);
        let address = serve(stream.clone(), self.stopping.clone(), self.open.clone());
        let url = format!("ws://{}/ws/frames", self.address);
        tokio::spawn(async move { village_gateway::follow(&url, &stream, &is_live).await });
        (address, live)
    }
}

fn serve(stream: Arc<Stream>, stopping: watch::Sender<bool>, open: Arc<AtomicUsize>) -> SocketAddr {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_send_buffer_size(KERNEL_BYTES).unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let listener = socket.listen(64).unwrap();
    let address = listener.local_addr().unwrap();
    let upgrade = move |upgrade: WebSocketUpgrade| {
        let (stream, stopping, open) = (stream.clone(), stopping.subscribe(), open.clone());
        async move {
            village_gateway::limited(upgrade).on_upgrade(move |socket| async move {
                open.fetch_add(1, Ordering::Relaxed);
                village_gateway::watch(socket, &stream, stopping).await;
                open.fetch_sub(1, Ordering::Relaxed);
            })
        }
    };
    let router = Router::new().route("/ws/frames", get(upgrade));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

/// A client that watches.
pub struct Watcher {
    pub socket: WebSocketStream<TcpStream>,
    pub replica: Replica,
    look: Look,
    /// Most ticks between one message and the next.
    pub widest_gap: u64,
    pub bytes: usize,
    /// Messages that were a tick in its whole form.
    pub wholes: usize,
}

impl Watcher {
    /// A watcher of whoever is at that address, who looks there.
    pub async fn at(address: SocketAddr, look: Look) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(KERNEL_BYTES).unwrap();
        let stream = socket.connect(address).await.unwrap();
        let url = format!("ws://{address}/ws/frames");
        let (socket, _) = client_async(url, stream).await.unwrap();
        let replica = Replica::default();
        let look_at_first = Look::default();
        let (widest_gap, bytes, wholes) = (0, 0, 0);
        let mut watcher = Self { socket, replica, look: look_at_first, widest_gap, bytes, wholes };
        watcher.look(look).await;
        watcher
    }

    /// Looks somewhere else.
    pub async fn look(&mut self, look: Look) {
        let request = self.replica.look(look);
        self.look = look;
        self.say(&request.encode()).await;
    }

    pub async fn ask_again(&mut self, resync: Resync) {
        let request = self.look.again(resync);
        self.say(&request.encode()).await;
    }

    pub async fn say(&mut self, bytes: &[u8]) {
        let message = Message::Binary(Bytes::copy_from_slice(bytes));
        self.socket.send(message).await.unwrap();
    }

    /// Takes one message.
    pub async fn hear(&mut self) {
        loop {
            let message = tokio::time::timeout(PATIENCE, self.socket.next()).await;
            let message = message.expect("a message comes").expect("the socket is open").unwrap();
            if let Message::Binary(bytes) = message {
                let before = self.replica.tick();
                self.replica.apply(&bytes).unwrap();
                assert_eq!(self.replica.resync(), None);
                if before.0 > 0 {
                    self.widest_gap = self.widest_gap.max(self.replica.tick().since(before));
                }
                self.bytes += bytes.len();
                self.wholes += usize::from(bytes.first() == Some(&WHOLE));
                return;
            }
            assert!(matches!(message, Message::Ping(_) | Message::Pong(_)), "{message:?}");
        }
    }

    /// Takes messages while the town lives, until it knows what there is now.
    pub async fn catch_up(&mut self, town: &mut Town) {
        let cells = |watcher: &Self| watcher.replica.cells().count();
        let end = tokio::time::Instant::now() + PATIENCE;
        let (across, down) = town.encoder.size();
        let numbers = 0..u32::from(across) * u32::from(down);
        let narrow = |side: u32| u16::try_from(side).unwrap();
        let across = u32::from(across);
        let wanted = numbers
            .filter(|cell| self.look.covers(narrow(cell % across), narrow(cell / across)))
            .count();
        while self.replica.tick() < town.now() || cells(self) < wanted {
            assert!(tokio::time::Instant::now() < end, "it catches up");
            if self.replica.tick() >= town.now() {
                town.tick();
            }
            let heard = tokio::time::timeout(Duration::from_millis(20), self.hear()).await;
            if heard.is_err() {
                // Nothing changed: the next tick brings something, or a second's silence ends.
                town.tick();
            }
        }
    }

    /// The code and reason with which it is sent away.
    pub async fn closed(&mut self) -> (u16, String) {
        loop {
            let message = tokio::time::timeout(PATIENCE, self.socket.next()).await;
            match message.expect("it is closed") {
                Some(Ok(Message::Close(Some(frame)))) => {
                    return (frame.code.into(), frame.reason.to_string());
                }
                Some(Ok(_)) => {}
                other => panic!("it is closed without a word: {other:?}"),
            }
        }
    }
}
