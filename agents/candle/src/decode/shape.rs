//! What a decoder is made of, as `config.json` or GGUF tell it.

use std::path::Path;

use serde::Deserialize;

use crate::fault::Fault;
use crate::weights;

/// The families of decoders that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Llama,
    /// Its queries, keys and values have biases.
    Qwen2,
    /// Its queries and keys are normalised.
    Qwen3,
}

impl Kind {
    /// By its name in files of either kind.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "llama" => Some(Self::Llama),
            "qwen2" => Some(Self::Qwen2),
            "qwen3" => Some(Self::Qwen3),
            _ => None,
        }
    }
}

/// Numbers of a decoder; all checked.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shape {
    pub(super) kind: Kind,
    pub(super) width: usize,
    pub(super) inner: usize,
    pub(super) layers: usize,
    pub(super) heads: usize,
    /// Heads of keys and values; each serves `heads / kv_heads` heads of queries.
    pub(super) kv_heads: usize,
    /// Numbers of a head.
    pub(super) head: usize,
    pub(super) vocabulary: usize,
    /// Tokens of prompt and answer together.
    pub(super) places: usize,
    pub(super) eps: f32,
    /// By how much each pair of a head's numbers turns from one place to the next, in radians.
    pub(super) turns: Vec<f32>,
    /// Whether neighbours turn together, or first and second half.
    pub(super) neighbours: bool,
    /// Whether the words' vectors are also the last matrix.
    pub(super) tied: bool,
}

/// How Llama 3.1 and later stretch their turns.
#[derive(Debug, Clone, Copy, Deserialize)]
struct Stretch {
    factor: f32,
    low_freq_factor: f32,
    high_freq_factor: f32,
    original_max_position_embeddings: f32,
}

impl Stretch {
    fn is_sound(&self) -> bool {
        (1.0..1e4).contains(&self.factor)
            && (0.01..1e3).contains(&self.low_freq_factor)
            && self.high_freq_factor > self.low_freq_factor
            && (1.0..1e9).contains(&self.original_max_position_embeddings)
    }

    /// Slow turns become slower, quick ones stay, and those between are mixed.
    fn of(&self, turn: f32) -> f32 {
        let whole = self.original_max_position_embeddings * turn / (2.0 * std::f32::consts::PI);
        let span = self.high_freq_factor - self.low_freq_factor;
        let quick = ((whole - self.low_freq_factor) / span).clamp(0.0, 1.0);
        (1.0 - quick) * turn / self.factor + quick * turn
    }
}

impl Shape {
    /// The shape with its turns from the base of their angles, if its numbers can be meant.
    pub(super) fn checked(mut self, theta: f32) -> Option<Self> {
        let sound = (1..=1 << 16).contains(&self.width)
            && (1..=1 << 18).contains(&self.inner)
            && (1..=512).contains(&self.layers)
            && (1..=1024).contains(&self.heads)
            && (1..=self.heads).contains(&self.kv_heads)
            && self.heads.is_multiple_of(self.kv_heads)
            && (2..=1024).contains(&self.head)
            && self.head.is_multiple_of(2)
            && (1..=1 << 22).contains(&self.vocabulary)
            && (1..=1 << 24).contains(&self.places)
            && (0.0..1.0).contains(&self.eps)
            && (1.0..1e12).contains(&theta);
        if !sound {
            return None;
        }
        #[expect(clippy::cast_precision_loss, reason = "a head has at most 1,024 numbers")]
        let turn = |at: usize| theta.powf(at as f32 / self.head as f32).recip();
        self.turns = (0..self.head).step_by(2).map(turn).collect();
        Some(self)
    }
}

/// `config.json` of a decoder.
#[derive(Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "as the file has them")]
struct File {
    model_type: String,
    hidden_size: usize,
    intermediate_size: usize,
    num_hidden_layers: usize,
    num_attention_heads: usize,
    num_key_value_heads: Option<usize>,
    head_dim: Option<usize>,
    vocab_size: usize,
    max_position_embeddings: usize,
    rms_norm_eps: f32,
    rope_theta: Option<f32>,
    rope_scaling: Option<serde_json::Value>,
    /// Newer files have both of the above in here.
    rope_parameters: Option<serde_json::Value>,
    #[serde(default = "silu")]
    hidden_act: String,
    #[serde(default)]
    attention_bias: bool,
    #[serde(default)]
    mlp_bias: bool,
    #[serde(default)]
    use_sliding_window: bool,
    #[serde(default)]
    tie_word_embeddings: bool,
}

fn silu() -> String {
    "silu".into()
}

/// Reads a `config.json`.
pub(super) fn read(path: &Path) -> Result<Shape, Fault> {
    let file: File = weights::json(path)?;
    let kind = |found: String| Fault::Kind { path: path.to_owned(), found, known: super::KNOWN };
    let family = Kind::named(&file.model_type).filter(|_| {
        file.hidden_act == "silu"
            && !file.attention_bias
            && !file.mlp_bias
            && !file.use_sliding_window
    });
    let Some(family) = family else {
        let biases = file.attention_bias || file.mlp_bias;
        let window = file.use_sliding_window;
        let File { model_type, hidden_act, .. } = file;
        let found = format!("{model_type}, {hidden_act}, biases {biases}, sliding window {window}");
        return Err(kind(found));
    };
    let rope = file.rope_parameters.or(file.rope_scaling).unwrap_or_default();
    let stretch = match rope.get("rope_type").or_else(|| rope.get("type")) {
        None => None,
        Some(kind) if kind == "default" => None,
        Some(kind) if kind == "llama3" => {
            Some(Stretch::deserialize(&rope).map_err(|error| weights::broken(path, &error))?)
        }
        Some(other) => return Err(kind(format!("places of the kind {other}"))),
    };
    #[expect(clippy::cast_possible_truncation, reason = "bases are small whole numbers")]
    let theta =
        rope.get("rope_theta").and_then(serde_json::Value::as_f64).map(|theta| theta as f32);
    let shape = Shape {
        kind: family,
        width: file.hidden_size,
        inner: file.intermediate_size,
        layers: file.num_hidden_layers,
        heads: file.num_attention_heads,
        kv_heads: file.num_key_value_heads.unwrap_or(file.num_attention_heads),
        head: file.head_dim.unwrap_or(file.hidden_size / file.num_attention_heads.max(1)),
        vocabulary: file.vocab_size,
        places: file.max_position_embeddings,
        eps: file.rms_norm_eps,
        turns: Vec::new(),
        neighbours: false,
        tied: file.tie_word_embeddings,
    };
    let sound = stretch.is_none_or(|stretch| stretch.is_sound());
    let shape = shape.checked(theta.or(file.rope_theta).unwrap_or(10_000.0)).filter(|_| sound);
    let Some(mut shape) = shape else {
        return Err(Fault::Broken { path: path.to_owned(), said: "its numbers cannot be".into() });
    };
    if let Some(stretch) = stretch {
        shape.turns.iter_mut().for_each(|turn| *turn = stretch.of(*turn));
    }
    Ok(shape)
}
