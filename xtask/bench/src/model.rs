//! A model server that is fast enough to be no part of what is measured.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::Result;
use serde_json::json;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// How long a model takes.
#[derive(Clone, Copy)]
pub enum Takes {
    /// There is no model.
    Instinct,
    Time(Duration),
    /// It never answers.
    Ever,
}

/// A model server of this process, until it is dropped.
pub struct Model {
    /// Where it is, or `none`.
    pub address: String,
    asked: Arc<AtomicU64>,
    _runtime: tokio::runtime::Runtime,
}

impl Model {
    /// How often it was asked to decide.
    pub fn asked(&self) -> u64 {
        self.asked.load(Ordering::Relaxed)
    }

    pub fn start(takes: Takes) -> Result<Self> {
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
                // An answer that waits for the one before to be acknowledged is 40 ms late.
                drop(stream.set_nodelay(true));
                let count = count.clone();
                tokio::spawn(async move { drop(answer(stream, takes, &count).await) });
            }
        });
        Ok(Self { address, asked, _runtime: runtime })
    }
}

/// Answers on one connection as vLLM does, until it is closed.
async fn answer(stream: TcpStream, takes: Takes, asked: &AtomicU64) -> Result<()> {
    // As long as a villager rests between two thoughts: so it thinks again when it has waited.
    let decision = json!({
        "thought": "On with it.", "acts": [{ "do": "wait", "seconds": 2 }], "plan": "go on",
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
        let answer = format!(
            "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(answer.as_bytes()).await?;
        stream.flush().await?;
    }
}
