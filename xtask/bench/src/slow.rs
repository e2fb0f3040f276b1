//! Whether the tick feels the models: its processor time, tick by tick, with villagers by instinct
//! and with models that answer at once, after five seconds and never. And what a turn of a villager
//! costs the server where the model answers at once.
//!
//! A turn is everything from what woke a villager to what it decided being in the journal, the
//! call of the model over HTTP included.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::Result;
use serde_json::json;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::figure::{Bar, Figure, percentile};
use crate::pulse::{Pulse, Ticks};
use crate::wire::Server;

const VILLAGERS: u32 = 1_000;
/// Turns of each kind of village, one after the other.
const TURNS: usize = 2;
/// Until everybody is up and about.
const WARM: Duration = Duration::from_secs(10);

/// How long a model takes.
#[derive(Clone, Copy)]
enum Takes {
    /// There is no model.
    Instinct,
    Time(Duration),
    /// It never answers.
    Ever,
}

const KINDS: [(&str, Takes); 4] = [
    ("instinct", Takes::Instinct),
    ("0 s", Takes::Time(Duration::ZERO)),
    ("5 s", Takes::Time(Duration::from_secs(5))),
    ("for ever", Takes::Ever),
];

/// What was seen of one kind.
#[derive(Default)]
struct Seen {
    ticks: Ticks,
    /// Processor time of the whole server, in seconds.
    spent: f64,
    /// Calls of the model.
    asked: u64,
}

/// The tick's p99 with models beside that by instinct, and what a turn costs.
pub fn slow(seconds: u32) -> Result<Vec<Figure>> {
    let mut seen: [Seen; 4] = Default::default();
    for _ in 0..TURNS {
        for ((_, takes), seen) in KINDS.iter().zip(&mut seen) {
            look(*takes, Duration::from_secs(seconds.into()), seen)?;
        }
    }
    let p99 = seen.each_mut().map(|seen| percentile(&mut seen.ticks.spent, 99.0));
    let mut figures = Vec::new();
    for (((name, _), p99_with), seen) in KINDS.iter().zip(p99).zip(&seen).skip(1) {
        let note = format!(
            "{:.3} and {p99_with:.3} ms ({} ticks, {} calls)",
            p99[0],
            seen.ticks.spent.len(),
            seen.asked,
        );
        let name = format!("1,000 villagers, tick p99 with a model that takes {name}");
        let more = (p99_with / p99[0] - 1.0) * 100.0;
        figures.push(Figure::new("slow", &name, more, "% more", Bar::AtMost(5.0)).note(note));
    }
    let [instinct, at_once, ..] = &seen;
    #[expect(clippy::cast_precision_loss, reason = "figures for people")]
    let turns = at_once.asked as f64;
    let rate = turns / (at_once.spent - instinct.spent).max(f64::EPSILON);
    let note = format!(
        "{turns} turns; the server took {:.1} s of processor time, and {:.1} s by instinct",
        at_once.spent, instinct.spent
    );
    let name = "durable agent-turns of one core, model at once";
    figures.push(Figure::new("slow", name, rate, "turns/s", Bar::AtLeast(1_000.0)).note(note));
    Ok(figures)
}

fn look(takes: Takes, time: Duration, seen: &mut Seen) -> Result<()> {
    let model = Model::start(takes)?;
    let server = Server::with(VILLAGERS, &["--model-server", &model.address])?;
    let pulse = Pulse::of(server.id())?;
    drop(pulse.follow(WARM)?);
    let (spent, asked) = (server.spent()?, model.asked.load(Ordering::Relaxed));
    seen.ticks.add(pulse.follow(time)?);
    seen.spent += server.spent()? - spent;
    seen.asked += model.asked.load(Ordering::Relaxed) - asked;
    Ok(())
}

/// A model server that is fast enough to be no part of what is measured.
struct Model {
    /// Where it is, or `none`.
    address: String,
    asked: Arc<AtomicU64>,
    _runtime: tokio::runtime::Runtime,
}

impl Model {
    fn start(takes: Takes) -> Result<Self> {
        let threads =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let (runtime, asked) = (threads?, Arc::new(AtomicU64::new(0)));
        if matches!(takes, Takes::Instinct) {
            return Ok(Self { address: "none".to_owned(), asked, _runtime: runtime });
        }
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let address = format!("http://{}", listener.local_addr()?);
        let count = asked.clone();
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let count = count.clone();
                tokio::spawn(async move { drop(answer(stream, takes, &count).await) });
            }
        });
        Ok(Self { address, asked, _runtime: runtime })
    }
}

/// Answers on one connection as vLLM does, until it is closed.
async fn answer(stream: TcpStream, takes: Takes, asked: &AtomicU64) -> Result<()> {
    let decision = json!({
        "thought": "On with it.", "acts": [{ "do": "wait", "seconds": 5 }], "plan": "go on",
    });
    let piece =
        json!({ "choices": [{ "index": 0, "delta": { "content": decision.to_string() } }] });
    let end = json!({
        "choices": [{ "index": 0, "delta": {}, "finish_reason": "stop" }],
        "usage": { "prompt_tokens": 1_000, "completion_tokens": 40 },
    });
    let decided = format!("data: {piece}\n\ndata: {end}\n\ndata: [DONE]\n\n");
    let model = json!({ "id": "wren", "object": "model", "owned_by": "vllm" });
    let offered = json!({ "object": "list", "data": [model] }).to_string();
    let mut stream = BufReader::new(stream);
    loop {
        let (mut first, mut line, mut length) = (String::new(), String::new(), 0);
        if stream.read_line(&mut first).await? == 0 {
            return Ok(());
        }
        while stream.read_line(&mut line).await? > 2 {
            if let Some(count) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = count.trim().parse()?;
            }
            line.clear();
        }
        stream.read_exact(&mut vec![0; length]).await?;
        let (status, kind, body) = match &*first {
            call if call.starts_with("POST /v1/chat/completions") => {
                asked.fetch_add(1, Ordering::Relaxed);
                match takes {
                    Takes::Time(time) => tokio::time::sleep(time).await,
                    Takes::Instinct | Takes::Ever => std::future::pending().await,
                }
                ("200 OK", "text/event-stream", &*decided)
            }
            list if list.starts_with("GET /v1/models") => ("200 OK", "application/json", &*offered),
            _ => ("404 Not Found", "text/plain", ""),
        };
        let head = format!(
            "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(body.as_bytes()).await?;
        stream.flush().await?;
    }
}
