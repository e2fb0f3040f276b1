//! A scripted model server of the tests' own: it speaks the `OpenAI` dialect as vLLM does, decides
//! what it is told to, and remembers what it was asked.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::sync::watch;

/// What it answers to a prompt: model, system message and user message.
pub type Script = fn(&str, &str, &str) -> Value;

/// Which requests wait, for as long as it says so.
pub type Waits = fn(&Asked) -> bool;

/// The server; it ends with the test's runtime.
#[derive(Clone)]
pub struct Model {
    pub base: String,
    script: Script,
    asked: Arc<Mutex<Vec<Asked>>>,
    waits: Arc<watch::Sender<Waits>>,
}

/// One request.
#[derive(Debug, Clone)]
pub struct Asked {
    pub model: String,
    pub system: String,
    pub user: String,
}

impl Model {
    /// A server with models of these names.
    pub async fn start(models: &'static [&'static str], script: Script) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let nobody: Waits = |_| false;
        let waits = Arc::new(watch::Sender::new(nobody));
        let model = Self { base, script, asked: Arc::default(), waits };
        let offered = move || async move {
            let one = |id: &&str| json!({ "id": id, "object": "model", "owned_by": "vllm" });
            Json(json!({ "object": "list", "data": models.iter().map(one).collect::<Vec<_>>() }))
        };
        let router = Router::new()
            .route("/v1/models", get(offered))
            .route("/v1/chat/completions", post(chat))
            .with_state(model.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        model
    }

    /// From now on it answers, or lets everybody wait for ever.
    pub fn set_answers(&self, answers: bool) {
        self.let_wait(if answers { |_| false } else { |_| true });
    }

    /// From now on it lets these wait, and answers all others.
    pub fn let_wait(&self, waits: Waits) {
        self.waits.send_replace(waits);
    }

    /// What it was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

async fn chat(State(model): State<Model>, Json(body): Json<Value>) -> Response {
    let words = |at: usize| body["messages"][at]["content"].as_str().unwrap_or_default().to_owned();
    let name = body["model"].as_str().unwrap().to_owned();
    let asked = Asked { model: name, system: words(0), user: words(1) };
    model.asked.lock().unwrap().push(asked.clone());
    let mut waits = model.waits.subscribe();
    waits.wait_for(|waits| !waits(&asked)).await.unwrap();
    let text = (model.script)(&asked.model, &asked.system, &asked.user).to_string();
    let chunk = json!({ "choices": [{ "index": 0, "delta": { "content": text } }] });
    let end = json!({
        "choices": [{ "index": 0, "delta": {}, "finish_reason": "stop" }],
        "usage": { "prompt_tokens": 1_000, "completion_tokens": 50 },
    });
    let stream = format!("data: {chunk}\n\ndata: {end}\n\ndata: [DONE]\n\n");
    ([(header::CONTENT_TYPE, "text/event-stream")], stream).into_response()
}

/// How long a thought may take in tests before a model counts as gone.
pub const DEADLINE: Duration = Duration::from_secs(2);
