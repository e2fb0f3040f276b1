//! BERT (Devlin et al., 2018) over texts that lie one after the other, without padding.

use std::path::Path;

use candle_core::{DType, Device, Tensor};
use candle_nn::attention::cpu_flash::varlen::flash_attn_varlen_cpu;
use candle_nn::ops::layer_norm;
use serde::Deserialize;

use super::gelu::BiasedGelu;
use crate::fault::Fault;
use crate::weights::{self, Weights};

/// `config.json`.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Shape {
    model_type: String,
    hidden_act: String,
    #[serde(default = "absolute")]
    position_embedding_type: String,
    vocab_size: usize,
    hidden_size: usize,
    num_hidden_layers: usize,
    num_attention_heads: usize,
    intermediate_size: usize,
    max_position_embeddings: usize,
    type_vocab_size: usize,
    layer_norm_eps: f32,
}

fn absolute() -> String {
    "absolute".into()
}

impl Shape {
    pub(super) fn read(path: &Path) -> Result<Self, Fault> {
        let shape: Self = weights::json(path)?;
        let known = shape.model_type == "bert"
            && shape.hidden_act == "gelu"
            && shape.position_embedding_type == "absolute";
        if !known {
            let Self { model_type, hidden_act, position_embedding_type, .. } = &shape;
            let found = format!("{model_type}, {hidden_act}, {position_embedding_type}");
            let known = "a BERT with gelu and absolute places";
            return Err(Fault::Kind { path: path.to_owned(), found, known });
        }
        let numbers = (1..=1 << 20).contains(&shape.vocab_size)
            && (1..=1 << 14).contains(&shape.hidden_size)
            && (1..=256).contains(&shape.num_hidden_layers)
            && (1..=shape.hidden_size).contains(&shape.num_attention_heads)
            && shape.hidden_size.is_multiple_of(shape.num_attention_heads)
            && (1..=1 << 16).contains(&shape.intermediate_size)
            && (3..=1 << 16).contains(&shape.max_position_embeddings)
            && (1..=16).contains(&shape.type_vocab_size)
            && (0.0..1.0).contains(&shape.layer_norm_eps);
        if numbers {
            return Ok(shape);
        }
        Err(Fault::Broken { path: path.to_owned(), said: "its numbers cannot be".into() })
    }

    /// Tokens that a text can have.
    pub(super) const fn places(&self) -> usize {
        self.max_position_embeddings
    }
}

struct Linear {
    /// As it is multiplied: in by out.
    weight: Tensor,
    bias: Tensor,
}

impl Linear {
    fn forward(&self, x: &Tensor) -> candle_core::Result<Tensor> {
        x.matmul(&self.weight)?.broadcast_add(&self.bias)
    }
}

struct Norm {
    weight: Tensor,
    bias: Tensor,
    eps: f32,
}

impl Norm {
    fn forward(&self, x: &Tensor) -> candle_core::Result<Tensor> {
        layer_norm(x, &self.weight, &self.bias, self.eps)
    }
}

struct Layer {
    /// Query, key and value of all heads.
    attention: Linear,
    attended: Linear,
    attended_norm: Norm,
    inner: Tensor,
    bend: BiasedGelu,
    outer: Linear,
    outer_norm: Norm,
}

pub(super) struct Bert {
    words: Tensor,
    /// Places with the first type of token added: there is only one text.
    places: Tensor,
    norm: Norm,
    layers: Vec<Layer>,
    heads: usize,
    width: usize,
}

impl Bert {
    pub(super) fn new(shape: &Shape, weights: &mut Weights) -> Result<Self, Fault> {
        let prefix =
            if weights.has("bert.embeddings.word_embeddings.weight") { "bert." } else { "" };
        let width = shape.hidden_size;
        let name = |leaf: &str| format!("{prefix}embeddings.{leaf}");
        let words = weights.take(&name("word_embeddings.weight"), &[shape.vocab_size, width])?;
        let places = weights.take(&name("position_embeddings.weight"), &[shape.places(), width])?;
        let types = name("token_type_embeddings.weight");
        let types = weights.take(&types, &[shape.type_vocab_size, width])?;
        let mut parts = Parts { weights, shape };
        let norm = parts.norm(&name("LayerNorm"))?;
        let layers = (0..shape.num_hidden_layers)
            .map(|at| parts.layer(&format!("{prefix}encoder.layer.{at}")))
            .collect::<Result<_, _>>()?;
        let places = places.broadcast_add(&types.narrow(0, 0, 1)?)?;
        Ok(Self { words, places, norm, layers, heads: shape.num_attention_heads, width })
    }

    /// Numbers in a vector.
    pub(super) const fn width(&self) -> usize {
        self.width
    }

    /// A vector for each token of all texts, one after the other.
    pub(super) fn forward(&self, texts: &[&[u32]]) -> Result<Vec<f32>, Fault> {
        let tokens: usize = texts.iter().map(|text| text.len()).sum();
        let device = &Device::Cpu;
        let ids = Tensor::from_vec(texts.concat(), tokens, device)?;
        let lengths: Vec<u32> =
            texts.iter().map(|text| u32::try_from(text.len()).expect("a text is cut")).collect();
        let longest = texts.iter().map(|text| text.len()).max().unwrap_or(0);
        let places: Vec<u32> = lengths.iter().flat_map(|length| 0..*length).collect();
        let places = Tensor::from_vec(places, tokens, device)?;
        let lengths = Tensor::from_vec(lengths, texts.len(), device)?;
        let words = self.words.index_select(&ids, 0)?;
        let mut x = self.norm.forward(&(words + self.places.index_select(&places, 0)?)?)?;
        for layer in &self.layers {
            x = self.layer(layer, &x, &lengths, longest)?;
        }
        debug_assert_eq!(x.dtype(), DType::F32, "weights are read as such");
        Ok(x.flatten_all()?.to_vec1()?)
    }

    fn layer(
        &self,
        layer: &Layer,
        x: &Tensor,
        lengths: &Tensor,
        longest: usize,
    ) -> candle_core::Result<Tensor> {
        let (tokens, each) = (x.dim(0)?, self.width / self.heads);
        let all = layer.attention.forward(x)?.reshape((tokens, 3, self.heads, each))?;
        let part = |at| all.narrow(1, at, 1)?.squeeze(1)?.contiguous();
        #[expect(clippy::cast_precision_loss, reason = "a head has at most 16,384 numbers")]
        let scale = (each as f32).sqrt().recip();
        let (q, k, v) = (part(0)?, part(1)?, part(2)?);
        let attended = flash_attn_varlen_cpu(
            &q, &k, &v, None, lengths, lengths, longest, longest, scale, false, None, None,
        )?;
        let attended = layer.attended.forward(&attended.reshape((tokens, self.width))?)?;
        let x = layer.attended_norm.forward(&(x + attended)?)?;
        let inner = x.matmul(&layer.inner)?;
        inner.inplace_op1(&layer.bend)?;
        layer.outer_norm.forward(&(layer.outer.forward(&inner)? + x)?)
    }
}

/// Takes weights by the names that they have in files.
struct Parts<'a> {
    weights: &'a mut Weights,
    shape: &'a Shape,
}

impl Parts<'_> {
    fn linear(&mut self, name: &str, from: usize, to: usize) -> Result<Linear, Fault> {
        let weight = self.weights.take(&format!("{name}.weight"), &[to, from])?;
        let bias = self.weights.take(&format!("{name}.bias"), &[to])?;
        Ok(Linear { weight: weight.t()?, bias })
    }

    fn norm(&mut self, name: &str) -> Result<Norm, Fault> {
        let width = self.shape.hidden_size;
        let weight = self.weights.take(&format!("{name}.weight"), &[width])?;
        let bias = self.weights.take(&format!("{name}.bias"), &[width])?;
        Ok(Norm { weight, bias, eps: self.shape.layer_norm_eps })
    }

    fn layer(&mut self, name: &str) -> Result<Layer, Fault> {
        let (width, inner) = (self.shape.hidden_size, self.shape.intermediate_size);
        let mut parts = Vec::new();
        for part in ["query", "key", "value"] {
            parts.push(self.linear(&format!("{name}.attention.self.{part}"), width, width)?);
        }
        let weights: Vec<&Tensor> = parts.iter().map(|part| &part.weight).collect();
        let biases: Vec<&Tensor> = parts.iter().map(|part| &part.bias).collect();
        let attention =
            Linear { weight: Tensor::cat(&weights, 1)?, bias: Tensor::cat(&biases, 0)? };
        let intermediate = self.linear(&format!("{name}.intermediate.dense"), width, inner)?;
        Ok(Layer {
            attention,
            attended: self.linear(&format!("{name}.attention.output.dense"), width, width)?,
            attended_norm: self.norm(&format!("{name}.attention.output.LayerNorm"))?,
            bend: BiasedGelu { bias: intermediate.bias.to_vec1()? },
            inner: intermediate.weight,
            outer: self.linear(&format!("{name}.output.dense"), inner, width)?,
            outer_norm: self.norm(&format!("{name}.output.LayerNorm"))?,
        })
    }
}
