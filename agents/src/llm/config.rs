//! The section `[models]` of `village.toml`: which model servers there are, and the bounds of
//! thinking. Everything has a default but the nodes; without any, villagers live by instinct.

pub(super) mod address;
pub(super) mod check;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::chat::Class;
use super::spend::{Caps, Price};

pub use address::AddressFault;
pub use check::ConfigFault;

/// How the village thinks. Milliseconds end in `_ms`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ModelsConfig {
    /// Whether villagers may think at all when the server starts. Default: true.
    pub enabled: bool,
    /// How long a thought may take, by class, from the wish to the last token; 50 ms to an hour.
    pub deadlines: Deadlines,
    /// How long a node may take to its answer's first byte. Default: 30,000.
    pub first_byte_ms: u64,
    /// How long an answer may stand still. Default: 15,000.
    pub stall_ms: u64,
    /// Bytes of an answer as it comes from the network, 1 KiB to 16 MiB. A streamed token takes
    /// some 250. Default: 4 MiB.
    pub answer_bytes_max: usize,
    /// Bytes of a prompt with its schema, 1 KiB to 16 MiB. Default: 128 KiB.
    pub prompt_bytes_max: usize,
    /// Thoughts that may wait, 1 to 65,536; when full, the least urgent is refused. Default: 1,024.
    pub queued_max: usize,
    /// Thoughts of one villager that may wait, 1 to 64. Default: 4.
    pub queued_per_villager_max: usize,
    /// After so long a thought no longer waits for its own node; chat never does. Default: 2,000,
    /// which at 95 % load keeps 95 % of thoughts on their node (500 keeps 79 %, 5,000 98 %, where
    /// a thought takes 4 s).
    pub spill_after_ms: u64,
    /// After at least so long without a first token a chat is asked of a second node as well, and
    /// the faster of the two is taken; both are paid. 0: never. Default: 2,000.
    pub hedge_after_ms: u64,
    /// How often a thought is asked again where that is safe, 0 to 5. Default: 2.
    pub retries_max: u32,
    /// Failures in a row after which a node gets no more thoughts for now, 1 to 5. Default: 3.
    pub failures_max: u32,
    /// How long it then gets none; doubled each time up to `pause_max_ms`. Default: 2,000.
    pub pause_ms: u64,
    /// Default: 60,000.
    pub pause_max_ms: u64,
    /// How often each node is asked for its models, to see whether it lives. Default: 5,000.
    pub health_ms: u64,
    /// Most that thinking may cost. Default: no caps.
    pub caps: Caps,
    /// What classes of models cost, in aiDollars; one that is not named is free.
    pub prices: BTreeMap<String, Price>,
    /// A PEM file with authorities that are believed besides those of browsers. Default: none.
    pub roots: Option<PathBuf>,
    pub nodes: Vec<NodeConfig>,
}

impl Default for ModelsConfig {
    fn default() -> Self {
        Self {
            enabled: true,
            deadlines: Deadlines::default(),
            first_byte_ms: 30_000,
            stall_ms: 15_000,
            answer_bytes_max: 4 << 20,
            prompt_bytes_max: 128 * 1024,
            queued_max: 1024,
            queued_per_villager_max: 4,
            spill_after_ms: 2_000,
            hedge_after_ms: 2_000,
            retries_max: 2,
            failures_max: 3,
            pause_ms: 2_000,
            pause_max_ms: 60_000,
            health_ms: 5_000,
            caps: Caps::default(),
            prices: BTreeMap::new(),
            roots: None,
            nodes: Vec::new(),
        }
    }
}

impl ModelsConfig {
    /// What a class of models costs.
    pub fn price(&self, model_class: &str) -> Price {
        self.prices.get(model_class).copied().unwrap_or_default()
    }

    /// Whether no class of models that a node has costs anything: then no cap ever binds.
    pub fn is_free(&self) -> bool {
        let mut classes = self.nodes.iter().flat_map(|node| node.models.keys());
        classes.all(|class| self.price(class) == Price::default())
    }
}

/// The longest that a thought may take, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Deadlines {
    /// Default: 20,000.
    pub chat_ms: u64,
    /// Default: 30,000.
    pub react_ms: u64,
    /// Default: 60,000.
    pub routine_ms: u64,
    /// Default: 120,000.
    pub reflect_ms: u64,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self { chat_ms: 20_000, react_ms: 30_000, routine_ms: 60_000, reflect_ms: 120_000 }
    }
}

impl Deadlines {
    /// The longest that a thought of this class may take.
    pub const fn of(&self, class: Class) -> Duration {
        Duration::from_millis(match class {
            Class::Chat => self.chat_ms,
            Class::React => self.react_ms,
            Class::Routine => self.routine_ms,
            Class::Reflect => self.reflect_ms,
        })
    }
}

/// How a node is spoken to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dialect {
    /// `POST /v1/chat/completions` with server-sent events: vLLM, `SGLang`, llama.cpp, LM Studio
    /// and hosted services.
    #[default]
    Openai,
    /// Ollama's own `POST /api/chat` with a JSON object a line. Its `/v1` cannot set the context's
    /// length and silently cuts prompts.
    Ollama,
}

/// What the field `priority` of a request means to a node.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriorityOrder {
    /// It knows no priority; none is sent.
    #[default]
    None,
    /// vLLM with `--scheduling-policy priority`.
    LowerFirst,
    /// NVIDIA Dynamo.
    HigherFirst,
}

/// One model server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NodeConfig {
    /// For logs and pages, and what villagers are spread over nodes by: keep it.
    pub name: String,
    /// Base address, with or without `/v1`. `http` only to this machine or a local network.
    pub url: String,
    /// Default: openai.
    #[serde(default)]
    pub kind: Dialect,
    /// Default: none.
    #[serde(default)]
    pub priority: PriorityOrder,
    /// Environment variable that holds the key.
    #[serde(default)]
    pub key_env: Option<String>,
    /// File that holds the key.
    #[serde(default)]
    pub key_file: Option<PathBuf>,
    /// For each class of models (as tiers name them) that runs here, the model's own name:
    /// `models = { small = "Qwen/Qwen3-8B", large = "openai/gpt-oss-120b" }`.
    pub models: BTreeMap<String, String>,
    /// Thoughts at the same time, 1 to 4,096. Keep it below what the server itself runs at once
    /// (vLLM: `--max-num-seqs`), so that thoughts wait here, where the urgent pass. Default: 8.
    #[serde(default = "in_flight_default")]
    pub in_flight_max: u32,
    /// How many of these are kept free for chat. Default: one, and one more for each 16; none
    /// where there is only one.
    #[serde(default)]
    pub kept_for_chat: Option<u32>,
    /// Villagers of this node in relation to the others', 1 to 16. Default: 1.
    #[serde(default = "share_default")]
    pub share: u32,
    /// Tokens of prompt and answer together; only Ollama is told. Default: 8,192.
    #[serde(default = "context_default")]
    pub context_tokens: u32,
    /// Allows plain `http` to an address that is not local. Default: false.
    #[serde(default)]
    pub plain_http: bool,
    /// Fields that each request has besides ours, as the server knows them: `extra = {
    /// chat_template_kwargs = { enable_thinking = false } }` for Qwen on vLLM, `extra = { think =
    /// false }` for Ollama. Default: none.
    #[serde(default)]
    pub extra: Extra,
}

/// Fields of a request that are the owner's.
pub type Extra = serde_json::Map<String, serde_json::Value>;

const fn in_flight_default() -> u32 {
    8
}

const fn share_default() -> u32 {
    1
}

const fn context_default() -> u32 {
    8_192
}

impl NodeConfig {
    /// A node with the defaults.
    pub fn new(name: &str, url: &str, kind: Dialect) -> Self {
        Self {
            name: name.to_owned(),
            url: url.to_owned(),
            kind,
            priority: PriorityOrder::None,
            key_env: None,
            key_file: None,
            models: BTreeMap::new(),
            in_flight_max: in_flight_default(),
            kept_for_chat: None,
            share: share_default(),
            context_tokens: context_default(),
            plain_http: false,
            extra: Extra::new(),
        }
    }

    /// Slots that only chat may take.
    pub fn chat_slots(&self) -> u32 {
        let default = if self.in_flight_max < 2 { 0 } else { 1 + self.in_flight_max / 16 };
        self.kept_for_chat.unwrap_or(default)
    }
}
