//! Looks for model servers: on the usual ports of this machine, or wherever one is told to look.

use std::fmt;
use std::time::Duration;

use futures_util::future::join_all;
use reqwest::Url;
use serde::{Deserialize, Serialize};

use super::config::address::base_url;
use super::config::{Dialect, NodeConfig, PriorityOrder};
use super::endpoint::{list, under};
use super::failure::Failure;
use super::provider::Offered;
use super::web::Web;

/// Where model servers listen if nobody tells them otherwise: vLLM, llama.cpp, Ollama, `SGLang`,
/// LM Studio.
pub const USUAL_PLACES: [&str; 5] = [
    "http://127.0.0.1:8000",
    "http://127.0.0.1:8080",
    "http://127.0.0.1:11434",
    "http://127.0.0.1:30000",
    "http://127.0.0.1:1234",
];

/// Places that are looked at in one go; more are left out.
const PLACES_MAX: usize = 64;

/// Which program answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServerKind {
    Vllm,
    Sglang,
    LlamaCpp,
    /// It thinks one thought at a time, and a new one cuts off the one before.
    LlamaCppPython,
    LmStudio,
    Ollama,
    /// It speaks the `OpenAI` dialect and does not say more.
    OpenaiLike,
}

impl ServerKind {
    /// The dialect to speak to it.
    pub const fn dialect(self) -> Dialect {
        match self {
            Self::Ollama => Dialect::Ollama,
            _ => Dialect::Openai,
        }
    }
}

impl fmt::Display for ServerKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Vllm => "vLLM",
            Self::Sglang => "SGLang",
            Self::LlamaCpp => "llama.cpp",
            Self::LlamaCppPython => "llama-cpp-python",
            Self::LmStudio => "LM Studio",
            Self::Ollama => "Ollama",
            Self::OpenaiLike => "an OpenAI-like server",
        })
    }
}

/// What was found in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub url: String,
    pub kind: ServerKind,
    pub models: Vec<Offered>,
}

impl Found {
    /// A node for it, which serves `model` to all these classes of models. Thoughts in flight and
    /// what priority means are as such servers have it unless they are told otherwise.
    pub fn node(&self, name: &str, model: &str, classes: &[&str]) -> NodeConfig {
        let mut node = NodeConfig::new(name, &self.url, self.kind.dialect());
        match self.kind {
            ServerKind::LlamaCppPython => node.in_flight_max = 1,
            // What waits inside the server, no chat can overtake.
            ServerKind::Ollama | ServerKind::LlamaCpp | ServerKind::LmStudio => {
                node.in_flight_max = 2;
            }
            ServerKind::Vllm => node.priority = PriorityOrder::LowerFirst,
            ServerKind::Sglang => node.priority = PriorityOrder::HigherFirst,
            ServerKind::OpenaiLike => {}
        }
        node.models = classes.iter().map(|class| ((*class).to_owned(), model.to_owned())).collect();
        node
    }
}

/// Asks all places at once and tells which answered as model servers, in the order given. Takes at
/// most twice `within`.
pub async fn probe(web: &Web, places: &[&str], within: Duration) -> Vec<Found> {
    let asked = places.iter().take(PLACES_MAX).map(|place| look(web, place, within));
    join_all(asked).await.into_iter().filter_map(Result::ok).collect()
}

#[derive(Deserialize)]
struct OllamaVersion {
    #[serde(rename = "version")]
    _version: String,
}

async fn look(web: &Web, place: &str, within: Duration) -> Result<Found, Failure> {
    let base =
        base_url(place, false).map_err(|fault| Failure::Unreachable { said: fault.to_string() })?;
    let (ollama, open) = tokio::join!(
        look_for_ollama(web, &base, within),
        list(web, &base, Dialect::Openai, None, within)
    );
    let (kind, models) = match (ollama, open) {
        (Ok(models), _) => (ServerKind::Ollama, models),
        (Err(_), Ok(models)) => (kind_of(&models), models),
        (Err(_), Err(failure)) => return Err(failure),
    };
    Ok(Found { url: place.to_owned(), kind, models })
}

async fn look_for_ollama(web: &Web, base: &Url, within: Duration) -> Result<Vec<Offered>, Failure> {
    let version = under(base, Dialect::Ollama, "api/version");
    let _: OllamaVersion = web.get_json(version, None, within).await?;
    list(web, base, Dialect::Ollama, None, within).await
}

/// Servers sign their models with `owned_by`.
fn kind_of(models: &[Offered]) -> ServerKind {
    let owner = models.first().and_then(|model| model.owner.as_deref()).unwrap_or_default();
    match owner {
        "vllm" => ServerKind::Vllm,
        "sglang" => ServerKind::Sglang,
        "llamacpp" => ServerKind::LlamaCpp,
        "me" => ServerKind::LlamaCppPython,
        "organization_owner" => ServerKind::LmStudio,
        _ => ServerKind::OpenaiLike,
    }
}
