//! From a click to its durable answer: rewards at a real server process over loopback, clicked at
//! random instants.
//!
//! A reward waits for the next tick; that is the village's pulse and no cost. Each movement is
//! stamped by the clock of the wall at the start of the tick that made it, and the one who clicks
//! reads the same clock when the answer is there: what lies between is the tick, the commit to
//! `SQLite` (WAL, FULL) and the way back. What is left out with the wait is the way in.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::net::TcpStream;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, ensure};
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::time::timeout_at;
use tokio_tungstenite::tungstenite::Message as Sent;
use village_economy::{Micro, Reason};
use village_protocol::frame::{Look, Replica};
use village_sim::Seed;

use crate::figure::{Bar, Figure, percentile};
use crate::wire::{Server, answer};

/// Those who click at the same time.
const CLICKERS: u32 = 8;
/// The longest pause before a click: two ticks, so that no instant within a tick is preferred.
const PAUSE_MAX_MICROS: u32 = 100_000;
const AGENT: &str = "ada";

/// A click: its mark, and the clock's reading in microseconds when it went and was answered.
struct Click {
    mark: String,
    /// Of its own, by which whoever watches knows it.
    amount: Micro,
    sent: i64,
    answered: i64,
}

/// A kept connection with a token.
struct Line {
    stream: TcpStream,
    address: String,
    token: String,
    buffer: Vec<u8>,
}

impl Line {
    fn open(address: &str, token: &str) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        let (address, token) = (address.to_owned(), token.to_owned());
        Ok(Self { stream, address, token, buffer: vec![0; 1 << 20] })
    }

    fn ask(&mut self, method: &str, path: &str, body: &str) -> Result<Value> {
        let Self { address, token, .. } = &self;
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        self.stream.write_all(request.as_bytes())?;
        let body = answer(&mut self.stream, &mut self.buffer)?;
        serde_json::from_slice(&self.buffer[body]).context("an answer in JSON")
    }
}

/// Rewards for a while: how long after the start of their tick the answer was there.
pub fn reward(seconds: u32) -> Result<Vec<Figure>> {
    let server = Server::start()?;
    let (admin, agent) = (server.token(&["--admin"])?, server.token(&["--agent", AGENT])?);
    let note = json!({ "title": "A heron", "body": "By the pond.", "audience": "public" });
    let post = Line::open(&server.address, &agent)?.ask(
        "POST",
        "/api/v1/board/posts",
        &note.to_string(),
    )?;
    let post = post["id"].as_u64().context("a post has an id")?;
    let until = Instant::now() + Duration::from_secs(seconds.into());
    let threads: Vec<_> = (0..CLICKERS)
        .map(|number| {
            let line = Line::open(&server.address, &admin);
            std::thread::spawn(move || click_on(line?, number, post, until))
        })
        .collect();
    let seen = watch(&server.address, until + Duration::from_secs(1))?;
    let mut clicks = Vec::new();
    for thread in threads {
        clicks.extend(thread.join().expect("a clicker does not panic")?);
    }
    let stamps = stamps(&mut Line::open(&server.address, &admin)?)?;
    let (mut beyond, mut all, mut shown) = (Vec::new(), Vec::new(), Vec::new());
    for Click { mark, amount, sent, answered } in clicks {
        let stamp = *stamps.get(&mark).with_context(|| format!("{mark} is not in the ledger"))?;
        beyond.push(millis(answered - stamp));
        all.push(millis(answered - sent));
        let at = *seen.get(&amount).with_context(|| format!("{mark} was seen by nobody"))?;
        shown.push(millis(at - sent));
    }
    let p99 = percentile(&mut beyond, 99.0);
    let note = format!(
        "p50 {:.1} ms, max {:.1} ms; with the wait p50 {:.1} ms, p99 {:.1} ms; {} rewards, \
         {CLICKERS} at a time, 20 ticks a second",
        percentile(&mut beyond, 50.0),
        percentile(&mut beyond, 100.0),
        percentile(&mut all, 50.0),
        percentile(&mut all, 99.0),
        beyond.len()
    );
    let name = "reward: tick's start to durable answer, p99";
    let answer = Figure::new("reward", name, p99, "ms", Bar::AtMost(50.0)).note(note);
    let p99 = percentile(&mut shown, 99.0);
    let note = format!(
        "p50 {:.1} ms, max {:.1} ms, over /ws/frames, the wait for the tick in it",
        percentile(&mut shown, 50.0),
        percentile(&mut shown, 100.0),
    );
    let name = "reward: click to whoever watches, p99";
    Ok(vec![answer, Figure::new("reward", name, p99, "ms", Bar::AtMost(150.0)).note(note)])
}

/// An amount that no other click has.
fn own_amount(number: u32, count: usize) -> Micro {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    Micro::new(1_000 + i64::from(number) + i64::from(CLICKERS) * count)
}

/// Watches until then: when each reward was seen, by its amount, on the clock of the wall.
fn watch(address: &str, until: Instant) -> Result<BTreeMap<Micro, i64>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let url = format!("ws://{address}/ws/frames");
        let (mut socket, _) = tokio_tungstenite::connect_async(url).await.context("watching")?;
        let mut replica = Replica::default();
        let look = replica.look(Look::new(0, 0, 256, 256));
        socket.send(Sent::binary(look.encode().to_vec())).await?;
        let mut seen = BTreeMap::new();
        while let Ok(message) = timeout_at(until.into(), socket.next()).await {
            let Sent::Binary(message) = message.context("the server closed the socket")?? else {
                continue;
            };
            replica.apply(&message)?;
            for money in replica.take_money().filter(|money| money.reason == Reason::Reward) {
                seen.entry(money.amount).or_insert(wall_micros()?);
            }
        }
        Ok(seen)
    })
}

fn click_on(mut line: Line, number: u32, post: u64, until: Instant) -> Result<Vec<Click>> {
    let mut dice = Seed(13).stream("click", 0, number.into());
    let mut clicks = Vec::new();
    while Instant::now() < until {
        std::thread::sleep(Duration::from_micros(dice.below(PAUSE_MAX_MICROS).into()));
        let mark = format!("click {number}-{}", clicks.len());
        let amount = own_amount(number, clicks.len());
        let given = amount.to_string();
        let body = json!({ "agent_id": AGENT, "amount": given, "reason": mark, "post_id": post });
        let sent = wall_micros()?;
        let paid = line.ask("POST", "/api/v1/economy/reward", &body.to_string())?;
        let answered = wall_micros()?;
        ensure!(paid["transfer"].is_u64(), "{paid}");
        clicks.push(Click { mark, amount, sent, answered });
    }
    Ok(clicks)
}

/// The stamps of all rewards by their mark.
fn stamps(line: &mut Line) -> Result<BTreeMap<String, i64>> {
    let mut found = BTreeMap::new();
    let mut cursor = String::new();
    loop {
        let path = format!("/api/v1/economy/ledger/{AGENT}?limit=100{cursor}");
        let page = line.ask("GET", &path, "")?;
        for entry in page["items"].as_array().context("a list")? {
            let word = |name: &str| entry[name].as_str().context("an entry is whole");
            found.insert(word("note")?.to_owned(), micros(word("timestamp")?)?);
        }
        let Some(next) = page["next_cursor"].as_str() else { return Ok(found) };
        cursor = format!("&cursor={next}");
    }
}

fn wall_micros() -> Result<i64> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(i64::try_from(since.as_micros())?)
}

/// Microseconds since 1970 of `2026-11-20T23:34:49.123456Z`.
fn micros(stamp: &str) -> Result<i64> {
    let parsed: chrono::DateTime<chrono::Utc> = stamp.parse()?;
    Ok(parsed.timestamp_micros())
}

#[expect(clippy::cast_precision_loss, reason = "a few thousand milliseconds")]
fn millis(micros: i64) -> f64 {
    micros as f64 / 1e3
}
