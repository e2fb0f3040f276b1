//! The watchers' stream: what encoding a tick costs, how many bytes a watcher gets, and what a
//! thousand watchers cost the server.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio_tungstenite::tungstenite::Message as Sent;
use village_protocol::frame::{Encoder, Frames, Keyframe, Look, Message, WHOLE, quiet};
use village_sim::{Map, View, Village};

use crate::figure::{Bar, Figure, percentile};
use crate::spent;
use crate::stock::Stock;
use crate::town::{HZ, SEED, assets, village};
use crate::wire::Server;

const WATCHERS: usize = 1_000;

/// Spectators beside the peer.
const SPECTATORS: usize = 100;

/// A village with its stream.
struct Watched {
    village: Village,
    encoder: Encoder,
    keys: Vec<Option<Arc<Keyframe>>>,
    lane: Option<Arc<Keyframe>>,
    stamp: i64,
}

impl Watched {
    fn new(villagers: usize) -> Result<Self> {
        let map: Arc<Map> = assets()?.ground(villagers)?;
        let encoder = Encoder::new(&map);
        let cells = usize::from(encoder.size().0) * usize::from(encoder.size().1);
        let village = village(villagers)?;
        Ok(Self { village, encoder, keys: vec![None; cells], lane: None, stamp: 0 })
    }

    fn view(&mut self) -> Arc<View> {
        self.stamp += 50_000;
        self.village.tick([], self.stamp).view
    }

    fn encode(&mut self, view: &View) -> Frames {
        let frames = self.encoder.advance(view);
        for (number, key) in &frames.keys {
            self.keys[*number as usize] = Some(key.clone());
        }
        if let Some(lane) = &frames.lane_key {
            self.lane = Some(lane.clone());
        }
        frames
    }

    /// All keyframes, as whoever joins now and sees the whole map gets them.
    fn join(&self) -> Message {
        let keys = self.keys.iter().flatten().filter(|key| !key.is_empty());
        let mut message = Message::default();
        message.begin(self.village.view().tick());
        self.lane.iter().chain(keys).for_each(|key| message.add(key.part()));
        message.end();
        message
    }
}

/// Somebody who sees everything and is up to date: ticks come in their whole form, and once in a
/// second of silence that nothing changed.
#[derive(Default)]
struct Spectator {
    silence: u32,
}

impl Spectator {
    /// How long the message is that a tick brings; 0 for none.
    fn bytes(&mut self, frames: &Frames) -> usize {
        self.silence += 1;
        match message(frames) {
            Some(message) => {
                self.silence = 0;
                message.len()
            }
            None if self.silence >= HZ => {
                self.silence = 0;
                quiet(frames.tick).len()
            }
            None => 0,
        }
    }
}

/// A tick's message to a spectator, copied as a socket copies it; nothing when nothing changed.
fn message(frames: &Frames) -> Option<Vec<u8>> {
    frames.whole.as_ref().filter(|whole| !whole.is_empty()).map(|whole| whole.to_vec())
}

/// Encoding: processor time a tick at 1,000 villagers, and what a join takes.
pub fn encode(seconds: u32) -> Result<Vec<Figure>> {
    let mut town = Watched::new(1_000)?;
    for _ in 0..60 * HZ {
        let view = town.view();
        town.encode(&view);
    }
    let (mut times, mut cells) = (Vec::new(), 0);
    let mut spent = 0.0;
    for _ in 0..seconds * HZ * 10 {
        let view = town.view();
        let (before, began) = (spent::by_this_thread()?, Instant::now());
        let frames = town.encode(&view);
        times.push(began.elapsed().as_secs_f64() * 1e6);
        spent += spent::by_this_thread()? - before;
        cells += frames.cells.len();
    }
    #[expect(clippy::cast_precision_loss, reason = "figures for people")]
    let (ticks, cells) = (times.len() as f64, cells as f64);
    let p99 = percentile(&mut times, 99.0);
    let note = format!("p99 {p99:.0} us of wall time; {:.1} cells change in one", cells / ticks);
    #[expect(clippy::cast_precision_loss, reason = "figures for people")]
    let join = town.join().len() as f64 / 1e3;
    let name = "encoding a tick, 1,000 villagers";
    let joins = "a join that sees everything, 1,000 villagers";
    Ok(vec![
        Figure::new("frames", name, spent / ticks * 1e6, "us", Bar::AtMost(150.0)).note(note),
        Figure::new("frames", joins, join, "kB", Bar::AtMost(64.0)),
    ])
}

/// Bytes: a village day of 100, all of it looked at.
pub fn day(_seconds: u32) -> Result<Vec<Figure>> {
    const VILLAGERS: usize = 100;
    let mut town = Watched::new(VILLAGERS)?;
    let day = u64::from(1440 * HZ);
    let mut spectator = Spectator::default();
    let (mut sum, mut night, mut night_ticks, mut walking) = (0, 0, 0_u64, 0_u64);
    for _ in 0..day {
        let view = town.view();
        let frames = town.encode(&view);
        let bytes = spectator.bytes(&frames);
        sum += bytes;
        // The dead of night: everybody is in bed.
        if (1..4).contains(&view.clock.hour()) {
            night += bytes;
            night_ticks += 1;
        }
        walking += view.agents().filter(|agent| agent.body.walk.is_some()).count() as u64;
    }
    #[expect(clippy::cast_precision_loss, reason = "figures for people")]
    let [sum, night, night_ticks, walking, ticks] =
        [sum as f64, night as f64, night_ticks as f64, walking as f64, day as f64];
    let hz = f64::from(HZ);
    let hour = sum / (ticks / hz) * 3_600.0;
    let a_minute = night / (night_ticks / hz) * 60.0 / 1e3;
    let walker = sum * 8.0 / (walking / hz);
    #[expect(clippy::cast_precision_loss, reason = "figures for people")]
    let each = hour / VILLAGERS as f64;
    let note = format!(
        "{each:.0} bytes a villager-hour; seed {SEED}, a village day is 24 minutes; WebSocket and \
         TCP heads left out"
    );
    Ok(vec![
        Figure::new("frames", "a spectator-hour, all of 100", hour / 1e6, "MB", Bar::AtMost(3.5))
            .note(note),
        Figure::new(
            "frames",
            "the dead of night, all of 100",
            a_minute,
            "kB/min",
            Bar::AtMost(1.0),
        ),
        Figure::new("frames", "all traffic by walkers", walker, "bit/s", Bar::AtMost(40.0))
            .note("everything that is sent, over the time that villagers walk"),
    ])
}

/// Beside stock replication of the same village, both without sockets and on one thread: processor
/// time for each villager, spectator and tick with somebody who joins and somebody who leaves each
/// second, and bytes of a village day.
pub fn peer(seconds: u32) -> Result<Vec<Figure>> {
    let (ours, stock) = race(seconds)?;
    let (bytes, stock_bytes) = day_beside()?;
    let note = format!(
        "stock {stock:.0} ns, ours {ours:.2} ns for each of {SPECTATORS} spectators of 1,000; on \
         both sides without sockets, on stock's without telling it what changed"
    );
    let name = "processor time, stock replication over ours";
    let cpu = Figure::new("frames", name, stock / ours, "times", Bar::AtLeast(25.0)).note(note);
    let mega = |bytes: u64| u32::try_from(bytes / 1_000).map_or(f64::NAN, f64::from) / 1e3;
    let note = format!(
        "stock {:.1} MB, ours {:.2} MB in a village day of 24 minutes",
        mega(stock_bytes),
        mega(bytes)
    );
    let name = "bytes of a day of 100, stock over ours";
    let ratio = mega(stock_bytes) / mega(bytes);
    Ok(vec![cpu, Figure::new("frames", name, ratio, "times", Bar::AtLeast(20.0)).note(note)])
}

/// Nanoseconds of processor time for each villager, spectator and tick: ours and stock's, on the
/// same ticks of the same village.
fn race(seconds: u32) -> Result<(f64, f64)> {
    const VILLAGERS: usize = 1_000;
    let mut town = Watched::new(VILLAGERS)?;
    let mut stock = Stock::new();
    // Into the morning, when most are on their way somewhere.
    for _ in 0..60 * HZ {
        let view = town.view();
        town.encode(&view);
    }
    stock.show(&town.village.view());
    (0..SPECTATORS).for_each(|_| stock.join());
    stock.settle()?;
    let (mut ours, mut stocks, mut ticks) = (0.0, 0.0, 0.0);
    for tick in 0..(seconds * HZ).clamp(200, 600) {
        let view = town.view();
        let is_change = tick % HZ == HZ - 1;
        let before = spent::by_this_thread()?;
        let frames = town.encode(&view);
        for _ in 0..SPECTATORS {
            std::hint::black_box(message(&frames));
        }
        if is_change {
            std::hint::black_box(town.join());
        }
        ours += spent::by_this_thread()? - before;
        stock.show(&view);
        if is_change {
            stock.leave();
            stock.join();
        }
        stocks += stock.tick()?;
        ticks += 1.0;
    }
    stock.settle()?;
    stock.tick()?;
    ensure!(stock.agrees(), "the peer's spectators do not see the village as it is");
    #[expect(clippy::cast_precision_loss, reason = "figures for people")]
    let each = 1e9 / (ticks * (VILLAGERS * SPECTATORS) as f64);
    Ok((ours * each, stocks * each))
}

/// Bytes of a village day of 100 to one spectator of everything: ours and stock's.
fn day_beside() -> Result<(u64, u64)> {
    let mut town = Watched::new(100)?;
    let mut stock = Stock::new();
    let mut spectator = Spectator::default();
    let (mut ours, mut joined) = (0, 0);
    for tick in 0..1440 * HZ {
        let view = town.view();
        ours += spectator.bytes(&town.encode(&view)) as u64;
        stock.show(&view);
        if tick == 0 {
            stock.join();
            stock.settle()?;
            joined = stock.bytes;
        }
        stock.tick()?;
    }
    Ok((ours, (stock.bytes - joined) as u64))
}

/// 1,000 watchers of `/ws/frames` who see everything: the server's share of a core, and staleness.
pub fn watchers(seconds: u32) -> Result<Vec<Figure>> {
    let server = Server::start()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let address = server.address.clone();
    let (mut ages, share, bytes) = runtime.block_on(async {
        let newest = Arc::new(AtomicU64::new(0));
        let look = Look::new(0, 0, 256, 256).encode();
        let mut tasks = Vec::new();
        for _ in 0..WATCHERS {
            let url = format!("ws://{address}/ws/frames");
            let (mut socket, _) = tokio_tungstenite::connect_async(url).await.context("joining")?;
            socket.send(Sent::binary(look.to_vec())).await?;
            tasks.push(tokio::spawn(read(socket, newest.clone(), seconds)));
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
        let (before, began) = (server.spent()?, Instant::now());
        tokio::time::sleep(Duration::from_secs(u64::from(seconds).max(3) - 1)).await;
        let share = (server.spent()? - before) / began.elapsed().as_secs_f64();
        let (mut ages, mut bytes) = (Vec::new(), 0);
        for task in tasks {
            let (late, read) = task.await??;
            ages.extend(late);
            bytes += read;
        }
        anyhow::Ok((ages, share * 100.0, bytes))
    })?;
    ensure!(!ages.is_empty(), "nothing came");
    let count = ages.len();
    let p99 = percentile(&mut ages, 99.0);
    let note = format!(
        "{count} messages of {} bytes; the watchers share the machine with the server",
        bytes / count as u64
    );
    let (load, late) = ("1,000 watchers of /ws/frames", "their staleness p99 (first to last)");
    Ok(vec![
        Figure::new("frames", load, share, "% of a core", Bar::AtMost(100.0)),
        Figure::new("frames", late, p99, "ticks", Bar::AtMost(1.0)).note(note),
    ])
}

type Socket =
    tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>;

/// Reads messages for a while: for each, how many ticks it lies behind the newest that any watcher
/// has seen; and how many bytes they were.
async fn read(mut socket: Socket, newest: Arc<AtomicU64>, seconds: u32) -> Result<(Vec<f64>, u64)> {
    let until = Instant::now() + Duration::from_secs(u64::from(seconds) + 2);
    let (mut ages, mut bytes, mut tick) = (Vec::new(), 0, 0);
    while Instant::now() < until {
        let message = socket.next().await.context("the server closed the socket")??;
        let Sent::Binary(message) = message else { continue };
        bytes += message.len() as u64;
        tick = first_tick(&message, tick);
        let newest = newest.fetch_max(tick, Ordering::Relaxed).max(tick);
        #[expect(clippy::cast_precision_loss, reason = "a few ticks")]
        ages.push((newest - tick) as f64);
    }
    Ok((ages, bytes))
}

/// The tick of a message's first section, without reading the rest; a tick in its whole form says
/// only by how much it is later than the one before.
fn first_tick(message: &[u8], before: u64) -> u64 {
    if let [WHOLE, low, ..] = message {
        let [at, ..] = before.to_le_bytes();
        return before + u64::from(low.wrapping_sub(at));
    }
    let digits = message.iter().skip(2).take(9);
    let mut tick = 0;
    for (place, byte) in digits.enumerate() {
        tick |= u64::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            break;
        }
    }
    tick
}
