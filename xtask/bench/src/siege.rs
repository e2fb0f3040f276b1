//! Whether the tick feels hostile clients: the processor time of its thread, tick by tick, with
//! and without them, in turns. Those who besiege run on the same cores here.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use anyhow::Result;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::json;
use tokio_tungstenite::tungstenite::Message as Sent;
use village_protocol::frame::Look;

use crate::figure::{Bar, Figure, percentile};
use crate::pulse::{Pulse, Ticks};
use crate::wire::Server;

const VILLAGERS: u32 = 1_000;
/// Turns of quiet and siege.
const TURNS: usize = 3;
/// Upgrades that are begun and never ended.
const HALF_OPEN: usize = 1_000;
/// Watchers of everything who read nothing.
const DEAF: usize = 200;
/// Between two of the same doer's misdeeds.
const PACE: Duration = Duration::from_millis(50);
const TEXT_BYTES: usize = 100_000;

/// The tick's p99 under siege beside its p99 in quiet.
pub fn siege(seconds: u32) -> Result<Vec<Figure>> {
    let server = Server::of(VILLAGERS)?;
    let pulse = Pulse::of(server.id())?;
    let token = server.token(&["--admin"])?;
    let turn = Duration::from_secs(seconds.into());
    // Everybody is up and about before anything is compared.
    drop(pulse.follow(Duration::from_secs(5))?);
    let (mut quiet, mut besieged) = (Ticks::default(), Ticks::default());
    let deeds = Arc::new(AtomicU64::new(0));
    for _ in 0..TURNS {
        quiet.add(pulse.follow(turn)?);
        let siege = Siege::begin(&server.address, &token, &deeds)?;
        besieged.add(pulse.follow(turn)?);
        siege.end();
    }
    let [calm, hard] = [&mut quiet, &mut besieged].map(|ticks| percentile(&mut ticks.spent, 99.0));
    let [idle, busy] = [&mut quiet, &mut besieged].map(|ticks| percentile(&mut ticks.waited, 99.0));
    let note = format!(
        "{calm:.3} and {hard:.3} ms ({} and {} ticks); waiting for a core p99 {idle:.3} and \
         {busy:.3} ms; {HALF_OPEN} half-open upgrades, {DEAF} watchers that never read, {} pieces \
         of garbage, long texts and clicks on nothing",
        quiet.spent.len(),
        besieged.spent.len(),
        deeds.load(Ordering::Relaxed),
    );
    let name = "1,000 villagers, tick p99 under siege";
    let more = (hard / calm - 1.0) * 100.0;
    Ok(vec![Figure::new("siege", name, more, "% more", Bar::AtMost(5.0)).note(note)])
}

/// Hostile clients that are at it until they are told to end.
struct Siege {
    over: Arc<AtomicBool>,
    runner: std::thread::JoinHandle<()>,
    half_open: Vec<TcpStream>,
}

impl Siege {
    fn begin(address: &str, token: &str, deeds: &Arc<AtomicU64>) -> Result<Self> {
        let over = Arc::new(AtomicBool::new(false));
        let half = format!("GET /ws/frames HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\n");
        let mut half_open = Vec::new();
        for _ in 0..HALF_OPEN {
            let mut stream = TcpStream::connect(address)?;
            // A village that has enough of them hangs up, which is as good.
            let _ = stream.write_all(half.as_bytes());
            half_open.push(stream);
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (address, token) = (address.to_owned(), token.to_owned());
        let (stop, deeds) = (over.clone(), deeds.clone());
        let runner = std::thread::spawn(move || {
            runtime.block_on(async {
                let mut deaf = Vec::new();
                for _ in 0..DEAF {
                    deaf.extend(watch_all(&address).await);
                }
                while !stop.load(Ordering::Relaxed) {
                    drop(throw_garbage(&address).await);
                    drop(ask_too_much(&address, &token));
                    deeds.fetch_add(2, Ordering::Relaxed);
                    tokio::time::sleep(PACE).await;
                }
            });
        });
        Ok(Self { over, runner, half_open })
    }

    fn end(self) {
        self.over.store(true, Ordering::Relaxed);
        drop(self.half_open);
        self.runner.join().expect("those who besiege do not panic");
    }
}

/// A watcher of everything, who reads nothing from here on.
async fn watch_all(address: &str) -> Result<impl Sized + use<>> {
    let url = format!("ws://{address}/ws/frames");
    let (mut socket, _) = tokio_tungstenite::connect_async(url).await?;
    let look = Look::new(0, 0, 256, 256);
    socket.send(Sent::binary(look.encode().to_vec())).await?;
    Ok(socket)
}

/// Bytes that are no request: the socket is closed, and the next one opened.
async fn throw_garbage(address: &str) -> Result<()> {
    let url = format!("ws://{address}/ws/frames");
    let (mut socket, _) = tokio_tungstenite::connect_async(url).await?;
    socket.send(Sent::binary(vec![0xff; 4_096])).await?;
    while let Some(Ok(_)) = socket.next().await {}
    Ok(())
}

/// A text of 100 kB, and a reward for a note that does not exist.
fn ask_too_much(address: &str, token: &str) -> Result<()> {
    let text = "\u{202e}\u{200b}x".repeat(TEXT_BYTES / 7);
    let long = json!({ "title": "x", "body": text, "audience": "public" }).to_string();
    let nothing = json!({ "agent_id": "ada", "amount": "1", "reason": "x", "post_id": 99_999_999 })
        .to_string();
    let bodies = [("/api/v1/board/posts", long), ("/api/v1/economy/reward", nothing)];
    for (path, body) in bodies {
        let mut stream = TcpStream::connect(address)?;
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(body.as_bytes())?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream.read_to_end(&mut Vec::new())?;
    }
    Ok(())
}
