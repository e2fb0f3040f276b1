//! A model server over HTTP, in either dialect.
//!
//! Everything that comes back is bounded: bytes, lines, time to the first token, time between
//! tokens. Time counts by tokens and not by bytes, so neither comments nor one byte a second keep
//! a call alive. Nothing is unpacked, and no redirect is followed.

mod hearing;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use reqwest::{Response, Url, header};
use serde::Deserialize;
use tokio::time::{Instant, timeout_at};
use tracing::warn;

use super::chat::Said;
use super::config::address::{AddressFault, base_url};
use super::config::{Dialect, Extra, ModelsConfig, NodeConfig, PriorityOrder};
use super::failure::Failure;
use super::provider::{Call, Offered, Provider, Rest};
use super::secret::{Secret, SecretFault};
use super::web::{Web, accepted, before_answer, within_answer};
use super::wire::quirks::{Form, Quirks};
use super::wire::{ollama, openai};
use hearing::{Framing, Hearing};

/// How long after the model stopped its counts and the stream's end are waited for.
const LINGER: Duration = Duration::from_millis(500);
/// How long the line's own end is waited for, so that it can be used again.
const LINE_END_MAX: Duration = Duration::from_millis(2);
/// How long a list of models may take.
const MODELS_MAX: Duration = Duration::from_secs(3);
/// How long before its deadline an answer is cut off, at most: what it decided is to be done in
/// time. Where little time is given, an eighth of that.
const HASTE: Duration = Duration::from_millis(250);
/// Models of a list that are read; the rest is left out.
const OFFERED_MAX: usize = 1000;

/// Bounds of one call.
#[derive(Debug, Clone, Copy)]
pub struct CallLimits {
    /// To the first token.
    pub first_byte: Duration,
    /// From one token to the next.
    pub stall: Duration,
    /// Of the answer as it comes from the network.
    pub answer_bytes_max: usize,
}

impl From<&ModelsConfig> for CallLimits {
    fn from(config: &ModelsConfig) -> Self {
        Self {
            first_byte: Duration::from_millis(config.first_byte_ms),
            stall: Duration::from_millis(config.stall_ms),
            answer_bytes_max: config.answer_bytes_max,
        }
    }
}

/// Why there is no endpoint for a node.
#[derive(Debug, thiserror::Error)]
pub enum EndpointFault {
    #[error("the url {0}")]
    Url(AddressFault),
    #[error("there is no key")]
    Key(#[from] SecretFault),
}

/// One model server.
#[derive(Debug)]
pub struct Endpoint {
    web: Web,
    base: Url,
    /// Where chats are sent.
    chats: Url,
    dialect: Dialect,
    order: PriorityOrder,
    key: Option<Secret>,
    context_tokens: u32,
    extra: Extra,
    limits: CallLimits,
    /// What each model was found not to know. As many entries as models are configured.
    learned: Mutex<BTreeMap<Arc<str>, Quirks>>,
}

impl Endpoint {
    /// The endpoint of a node; its key is read now.
    pub fn new(node: &NodeConfig, web: Web, limits: CallLimits) -> Result<Self, EndpointFault> {
        let key = match (&node.key_env, &node.key_file) {
            (Some(name), _) => Some(Secret::from_env(name)?),
            (None, Some(path)) => Some(Secret::from_file(path)?),
            (None, None) => None,
        };
        let base = base_url(&node.url, node.plain_http).map_err(EndpointFault::Url)?;
        let leaf = match node.kind {
            Dialect::Openai => "chat/completions",
            Dialect::Ollama => "api/chat",
        };
        Ok(Self {
            web,
            chats: under(&base, node.kind, leaf),
            base,
            dialect: node.kind,
            order: node.priority,
            key,
            context_tokens: node.context_tokens,
            extra: node.extra.clone(),
            limits,
            learned: Mutex::default(),
        })
    }

    fn body(&self, call: &Call, quirks: Quirks) -> Vec<u8> {
        match self.dialect {
            Dialect::Openai => {
                openai::request(&call.chat, &call.model, self.order, &self.extra, quirks)
            }
            Dialect::Ollama => {
                let context_tokens = self.context_tokens;
                ollama::request(&call.chat, &call.model, context_tokens, &self.extra, quirks)
            }
        }
    }

    fn quirks(&self, model: &str) -> Quirks {
        let learned = self.learned.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = match self.dialect {
            Dialect::Openai => Quirks::default(),
            // It knows no "strict".
            Dialect::Ollama => Quirks { form: Form::Schema, ..Quirks::default() },
        };
        learned.get(model).copied().unwrap_or(fresh)
    }

    fn remember(&self, model: &Arc<str>, quirks: Quirks) {
        let mut learned = self.learned.lock().unwrap_or_else(PoisonError::into_inner);
        learned.insert(model.clone(), quirks);
    }

    /// Sends the request, and again without what the server complains about.
    async fn send(&self, call: &Call) -> Result<Response, Failure> {
        let mut quirks = self.quirks(&call.model);
        loop {
            let request = self
                .web
                .post(self.chats.clone(), self.key.as_ref())
                .header(header::CONTENT_TYPE, "application/json")
                .header("x-request-id", hearing::name_of(call.number))
                .body(self.body(call, quirks));
            let response = request.send().await.map_err(|error| before_answer(&error))?;
            let failure = match accepted(response, self.key.as_ref()).await {
                Ok(response) => return Ok(response),
                Err(failure) => failure,
            };
            let said = match &failure {
                Failure::Rejected { status: 400 | 422, said } => said,
                // llama-cpp-python says 500 where others say 422; what FastAPI found has a place.
                Failure::Broken { status: 500, said } if said.contains("'loc'") => said,
                _ => return Err(failure),
            };
            let Some(learned) = quirks.learn(said, call.chat.schema.is_some()) else {
                return Err(failure);
            };
            warn!(model = %call.model, %said, ?learned, "a model server does not know a field");
            quirks = learned;
            self.remember(&call.model, quirks);
        }
    }

    async fn begin<'a>(&'a self, call: &'a Call) -> Result<Rest<'a>, Failure> {
        let by = Instant::now() + self.limits.first_byte;
        let silent = |_| Failure::Silent { after: self.limits.first_byte };
        let mut response = timeout_at(by, self.send(call)).await.map_err(silent)??;
        let framing = Framing::of(response.headers(), self.dialect, call.number)?;
        call.progress.accept();
        let mut hearing = Hearing::new(call, framing, self.limits.answer_bytes_max);
        while !hearing.has_begun() && !hearing.is_over() {
            let piece = timeout_at(by, response.chunk()).await.map_err(silent)?;
            match piece.map_err(|error| within_answer(&error))? {
                Some(bytes) => hearing.feed(&bytes)?,
                None => hearing.end()?,
            }
        }
        Ok(self.finish(response, hearing).boxed())
    }

    async fn finish(&self, response: Response, hearing: Hearing<'_>) -> Result<Said, Failure> {
        hear_out(response, hearing, self.limits.stall).await.map_err(|why| self.without_key(why))
    }

    /// Some servers quote the key that they were given.
    fn without_key(&self, failure: Failure) -> Failure {
        match (failure, &self.key) {
            (Failure::Complained { said }, Some(key)) => {
                Failure::Complained { said: key.blackened(&said) }
            }
            (Failure::Malformed { said }, Some(key)) => {
                Failure::Malformed { said: key.blackened(&said) }
            }
            (failure, _) => failure,
        }
    }

    async fn list(&self) -> Result<Vec<Offered>, Failure> {
        list(&self.web, &self.base, self.dialect, self.key.as_ref(), MODELS_MAX).await
    }
}

impl Provider for Endpoint {
    fn open<'a>(&'a self, call: &'a Call) -> BoxFuture<'a, Result<Rest<'a>, Failure>> {
        self.begin(call).map(|begun| begun.map_err(|why| self.without_key(why))).boxed()
    }

    fn models(&self) -> BoxFuture<'_, Result<Vec<Offered>, Failure>> {
        self.list().boxed()
    }
}

/// Hears the answer out, from its first token to its end, or for as long as there is time.
async fn hear_out(
    mut response: Response,
    mut hearing: Hearing<'_>,
    stall: Duration,
) -> Result<Said, Failure> {
    let mut last_token = Instant::now();
    let left = Instant::from(hearing.deadline()).saturating_duration_since(last_token);
    let cut = last_token + left - HASTE.min(left / 8);
    while !hearing.is_over() {
        let patience = if hearing.has_finished() { LINGER.min(stall) } else { stall };
        let until = last_token + patience;
        // Without a word yet it is up to the caller to lose patience.
        let cut = Some(cut).filter(|_| hearing.has_words() && !hearing.has_finished());
        match timeout_at(cut.map_or(until, |cut| cut.min(until)), response.chunk()).await {
            Ok(Ok(Some(bytes))) => {
                let before = hearing.tokens();
                hearing.feed(&bytes)?;
                if hearing.tokens() > before {
                    last_token = Instant::now();
                }
            }
            Ok(Ok(None)) => hearing.end()?,
            // The model has stopped: what is missing is at most a count.
            Ok(Err(_)) | Err(_) if hearing.has_finished() => break,
            Ok(Err(error)) => return Err(within_answer(&error)),
            Err(_) if cut.is_some_and(|cut| cut <= until) => return hearing.cut(),
            Err(_) => return Err(Failure::Stalled { after: patience }),
        }
    }
    // Mostly it is here already.
    drop(timeout_at(Instant::now() + LINE_END_MAX, response.chunk()).await);
    hearing.said()
}

/// The address of a leaf such as `chat/completions` under a base with or without its version.
pub(super) fn under(base: &Url, dialect: Dialect, leaf: &str) -> Url {
    let path = base.path().trim_end_matches('/');
    let path = match dialect {
        Dialect::Openai if path.is_empty() => "/v1",
        Dialect::Openai => path,
        Dialect::Ollama => path.strip_suffix("/v1").unwrap_or(path),
    };
    let mut url = base.clone();
    url.set_path(&format!("{path}/{leaf}"));
    url
}

/// `OpenAI`'s dialect says `data`, Ollama `models`, and llama.cpp says both.
#[derive(Deserialize)]
struct Catalogue {
    data: Option<Vec<Entry>>,
    models: Option<Vec<Entry>>,
}

#[derive(Deserialize)]
struct Entry {
    id: Option<String>,
    name: Option<String>,
    #[serde(default)]
    max_model_len: Option<u64>,
    #[serde(default)]
    owned_by: Option<String>,
}

/// The models of a server.
pub(super) async fn list(
    web: &Web,
    base: &Url,
    dialect: Dialect,
    key: Option<&Secret>,
    within: Duration,
) -> Result<Vec<Offered>, Failure> {
    let leaf = match dialect {
        Dialect::Openai => "models",
        Dialect::Ollama => "api/tags",
    };
    let catalogue: Catalogue = web.get_json(under(base, dialect, leaf), key, within).await?;
    let Some(entries) = catalogue.data.or(catalogue.models) else {
        return Err(Failure::NotAModel { said: "no list of models".into() });
    };
    let offered = entries.into_iter().take(OFFERED_MAX).filter_map(|entry| {
        let name = entry.id.or(entry.name)?;
        Some(Offered { name, context_tokens: entry.max_model_len, owner: entry.owned_by })
    });
    Ok(offered.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_with_or_without_their_version() {
        for (base, dialect, whole) in [
            ("http://h:8000", Dialect::Openai, "http://h:8000/v1/models"),
            ("http://h:8000/", Dialect::Openai, "http://h:8000/v1/models"),
            ("http://h:8000/v1/", Dialect::Openai, "http://h:8000/v1/models"),
            ("https://h/api/paas/v4", Dialect::Openai, "https://h/api/paas/v4/models"),
            ("http://h:11434", Dialect::Ollama, "http://h:11434/models"),
            ("http://h:11434/v1", Dialect::Ollama, "http://h:11434/models"),
        ] {
            let base = Url::parse(base).unwrap();
            assert_eq!(under(&base, dialect, "models").as_str(), whole);
        }
    }
}
