//! The decoder itself: all voices' new tokens in one pass. What is a matrix is multiplied once for
//! all of them; each attends to its own past.

use std::sync::Arc;

use candle_core::{DType, Device, Tensor};
use candle_nn::ops::{rms_norm, silu};
use candle_nn::rotary_emb::{rope, rope_i};

use super::attention::attend;
use super::kv::{Kv, Segment};
use super::shape::{Kind, Shape};
use super::source::{Matrix, Name, Source};
use crate::fault::Fault;

/// New tokens of one voice.
pub(super) struct Turn<'a> {
    pub(super) kv: &'a mut Kv,
    pub(super) tokens: &'a [u32],
    /// Whether it is asked what comes after the last of them.
    pub(super) speaks: bool,
}

struct Linear {
    matrix: Matrix,
    bias: Option<Tensor>,
}

impl Linear {
    fn forward(&self, x: &Tensor) -> candle_core::Result<Tensor> {
        let y = self.matrix.forward(x)?;
        self.bias.as_ref().map_or(Ok(y.clone()), |bias| y.broadcast_add(bias))
    }
}

struct Layer {
    attention_norm: Tensor,
    query: Linear,
    key: Linear,
    value: Linear,
    /// Norms of queries and keys.
    head_norms: Option<(Tensor, Tensor)>,
    attended: Matrix,
    inner_norm: Tensor,
    gate: Matrix,
    up: Matrix,
    down: Matrix,
}

pub(super) struct Network {
    shape: Shape,
    words: Matrix,
    layers: Vec<Layer>,
    norm: Tensor,
    /// None: the words' own vectors.
    head: Option<Matrix>,
    cos: Tensor,
    sin: Tensor,
    dtype: DType,
    device: Device,
}

impl Network {
    /// A decoder for texts of at most so many tokens.
    pub(super) fn new(shape: Shape, places: usize, source: &mut Source) -> Result<Self, Fault> {
        let (dtype, device) = (source.dtype(), source.device().clone());
        let words = Name("model.embed_tokens", "token_embd");
        let words = source.matrix(None, words, [shape.vocabulary, shape.width])?;
        let norm = source.vector(None, Name("model.norm", "output_norm"), "weight", shape.width)?;
        let head = if shape.tied {
            None
        } else {
            let name = Name("lm_head", "output");
            Some(source.matrix(None, name, [shape.vocabulary, shape.width])?)
        };
        let layers =
            (0..shape.layers).map(|at| layer(&shape, at, source)).collect::<Result<_, _>>()?;
        let (cos, sin) = turns(&shape, places, dtype, &device)?;
        Ok(Self { shape, words, layers, norm, head, cos, sin, dtype, device })
    }

    pub(super) const fn shape(&self) -> &Shape {
        &self.shape
    }

    /// What a voice knows that has read these segments.
    pub(super) fn kv(&self, prefix: Vec<Arc<Segment>>) -> Kv {
        Kv::after(prefix, &self.shape, self.dtype, &self.device)
    }

    /// How likely each token comes next, for each turn that speaks, in order.
    pub(super) fn forward(&self, turns: &mut [Turn<'_>]) -> candle_core::Result<Vec<Vec<f32>>> {
        for turn in &mut *turns {
            turn.kv.reserve(turn.tokens.len(), self.layers.len())?;
        }
        let number = |at: usize| u32::try_from(at).expect("texts are bounded");
        let tokens: Vec<u32> = turns.iter().flat_map(|turn| turn.tokens).copied().collect();
        let places = turns.iter().flat_map(|turn| turn.kv.len()..turn.kv.len() + turn.tokens.len());
        let places: Vec<u32> = places.map(number).collect();
        let column = |numbers: Vec<u32>| {
            let length = numbers.len();
            Tensor::from_vec(numbers, length, &self.device)
        };
        let places = column(places)?;
        let angles = (self.cos.index_select(&places, 0)?, self.sin.index_select(&places, 0)?);
        let mut x = self.words.rows(&column(tokens)?)?;
        for (at, layer) in self.layers.iter().enumerate() {
            x = self.layer(at, layer, &x, &angles, turns)?;
        }
        let mut end = 0;
        let mut speaking = Vec::new();
        for turn in &mut *turns {
            turn.kv.advance(turn.tokens.len());
            end += turn.tokens.len();
            if turn.speaks {
                speaking.push(number(end - 1));
            }
        }
        if speaking.is_empty() {
            return Ok(Vec::new());
        }
        let x = x.index_select(&column(speaking)?, 0)?;
        let x = rms_norm(&x, &self.norm, self.shape.eps)?;
        self.head.as_ref().unwrap_or(&self.words).forward(&x)?.to_dtype(DType::F32)?.to_vec2()
    }

    fn layer(
        &self,
        at: usize,
        layer: &Layer,
        x: &Tensor,
        angles: &(Tensor, Tensor),
        turns: &[Turn<'_>],
    ) -> candle_core::Result<Tensor> {
        let eps = self.shape.eps;
        let near = rms_norm(x, &layer.attention_norm, eps)?;
        let norms = layer.head_norms.as_ref();
        let query = layer.query.forward(&near)?;
        let query = self.turned(&query, self.shape.heads, norms.map(|norms| &norms.0), angles)?;
        let keys = layer.key.forward(&near)?;
        let keys = self.turned(&keys, self.shape.kv_heads, norms.map(|norms| &norms.1), angles)?;
        let values = by_heads(&layer.value.forward(&near)?, self.shape.kv_heads)?;
        let attended = attend(&self.shape, at, &query, &(keys, values), turns)?;
        let x = (x + layer.attended.forward(&attended)?)?;
        let near = rms_norm(&x, &layer.inner_norm, eps)?;
        let inner = (silu(&layer.gate.forward(&near)?)? * layer.up.forward(&near)?)?;
        x + layer.down.forward(&inner)?
    }

    /// Queries or keys, heads by tokens by numbers, turned by their places.
    fn turned(
        &self,
        x: &Tensor,
        heads: usize,
        norm: Option<&Tensor>,
        (cos, sin): &(Tensor, Tensor),
    ) -> candle_core::Result<Tensor> {
        let x = match norm {
            None => x.clone(),
            Some(norm) => {
                let each = x.reshape((x.dim(0)?, heads, self.shape.head))?;
                rms_norm(&each.contiguous()?, norm, self.shape.eps)?.flatten_from(1)?
            }
        };
        let x = by_heads(&x, heads)?.unsqueeze(0)?;
        let turn = if self.shape.neighbours { rope_i } else { rope };
        turn(&x, cos, sin)?.squeeze(0)
    }
}

/// From tokens by width to heads by tokens by numbers.
fn by_heads(x: &Tensor, heads: usize) -> candle_core::Result<Tensor> {
    let (tokens, width) = x.dims2()?;
    x.reshape((tokens, heads, width / heads))?.transpose(0, 1)?.contiguous()
}

/// Cosine and sine of each place's angles.
fn turns(
    shape: &Shape,
    places: usize,
    dtype: DType,
    device: &Device,
) -> candle_core::Result<(Tensor, Tensor)> {
    let turns = &shape.turns;
    let mut angles = Vec::with_capacity(places * turns.len());
    for place in 0..places {
        #[expect(clippy::cast_precision_loss, reason = "places are fewer than 2^24")]
        angles.extend(turns.iter().map(|turn| place as f32 * turn));
    }
    let angles = Tensor::from_vec(angles, (places, turns.len()), device)?;
    Ok((angles.cos()?.to_dtype(dtype)?, angles.sin()?.to_dtype(dtype)?))
}

fn layer(shape: &Shape, at: usize, source: &mut Source) -> Result<Layer, Fault> {
    let Shape { width, inner, heads, kv_heads, head, .. } = *shape;
    let at = Some(at);
    let mut linear = |name, to| {
        let matrix = source.matrix(at, name, [to, width])?;
        let bias =
            (shape.kind == Kind::Qwen2).then(|| source.vector(at, name, "bias", to)).transpose()?;
        Ok::<_, Fault>(Linear { matrix, bias })
    };
    let query = linear(Name("self_attn.q_proj", "attn_q"), heads * head)?;
    let key = linear(Name("self_attn.k_proj", "attn_k"), kv_heads * head)?;
    let value = linear(Name("self_attn.v_proj", "attn_v"), kv_heads * head)?;
    let mut norm = |name, length| source.vector(at, name, "weight", length);
    let head_norms = if shape.kind == Kind::Qwen3 {
        let query = norm(Name("self_attn.q_norm", "attn_q_norm"), head)?;
        Some((query, norm(Name("self_attn.k_norm", "attn_k_norm"), head)?))
    } else {
        None
    };
    let attention_norm = norm(Name("input_layernorm", "attn_norm"), width)?;
    let inner_norm = norm(Name("post_attention_layernorm", "ffn_norm"), width)?;
    let attended = Name("self_attn.o_proj", "attn_output");
    Ok(Layer {
        attention_norm,
        query,
        key,
        value,
        head_norms,
        attended: source.matrix(at, attended, [width, heads * head])?,
        inner_norm,
        gate: source.matrix(at, Name("mlp.gate_proj", "ffn_gate"), [inner, width])?,
        up: source.matrix(at, Name("mlp.up_proj", "ffn_up"), [inner, width])?,
        down: source.matrix(at, Name("mlp.down_proj", "ffn_down"), [width, inner])?,
    })
}
