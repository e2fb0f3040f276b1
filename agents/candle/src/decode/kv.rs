//! Keys and values of what a voice has read and said: what it shares with others, and its own.

use std::sync::Arc;

use candle_core::{DType, Device, Tensor};

use super::shape::Shape;

/// Tokens by which the own part grows.
const GROWTH: usize = 64;

/// Keys and values of one layer, each heads by tokens by numbers.
pub(super) type Pair = (Tensor, Tensor);

/// A run of tokens whose keys and values are known. They hold only after the segments before it.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) tokens: Vec<u32>,
    layers: Vec<Pair>,
}

impl Segment {
    /// Bytes of its keys and values.
    pub(super) fn bytes(&self) -> usize {
        bytes(&self.layers)
    }

    /// Its keys and values of a layer.
    pub(super) fn layer(&self, at: usize) -> &Pair {
        &self.layers[at]
    }

    /// The two parts of it, each in memory of its own.
    pub(super) fn split(&self, at: usize) -> candle_core::Result<(Self, Self)> {
        let part = |from: usize, to: usize| {
            let layers =
                self.layers.iter().map(|pair| cut(pair, from, to)).collect::<Result<_, _>>();
            Ok::<_, candle_core::Error>(Self {
                tokens: self.tokens[from..to].to_vec(),
                layers: layers?,
            })
        };
        Ok((part(0, at)?, part(at, self.tokens.len())?))
    }
}

fn bytes(layers: &[Pair]) -> usize {
    let one = |tensor: &Tensor| tensor.elem_count() * tensor.dtype().size_in_bytes();
    layers.iter().map(|(keys, values)| one(keys) + one(values)).sum()
}

/// A copy of some tokens' keys and values.
fn cut((keys, values): &Pair, from: usize, to: usize) -> candle_core::Result<Pair> {
    let cut = |tensor: &Tensor| tensor.narrow(1, from, to - from)?.force_contiguous();
    Ok((cut(keys)?, cut(values)?))
}

/// The keys and values of one voice.
#[derive(Debug)]
pub(super) struct Kv {
    prefix: Vec<Arc<Segment>>,
    prefix_tokens: usize,
    own: Vec<Pair>,
    own_tokens: usize,
    /// Tokens that `own` has room for.
    room: usize,
    heads: usize,
    head: usize,
    dtype: DType,
    device: Device,
}

impl Kv {
    /// Of a voice that has read these segments.
    pub(super) fn after(
        prefix: Vec<Arc<Segment>>,
        shape: &Shape,
        dtype: DType,
        device: &Device,
    ) -> Self {
        Self {
            prefix_tokens: prefix.iter().map(|segment| segment.tokens.len()).sum(),
            prefix,
            own: Vec::new(),
            own_tokens: 0,
            room: 0,
            heads: shape.kv_heads,
            head: shape.head,
            dtype,
            device: device.clone(),
        }
    }

    /// Tokens that were read and said.
    pub(super) const fn len(&self) -> usize {
        self.prefix_tokens + self.own_tokens
    }

    /// Segments that it shares.
    pub(super) fn prefix(&self) -> &[Arc<Segment>] {
        &self.prefix
    }

    /// Tokens of the segments that it shares.
    pub(super) const fn prefix_tokens(&self) -> usize {
        self.prefix_tokens
    }

    /// Bytes of its own part.
    pub(super) fn own_bytes(&self) -> usize {
        bytes(&self.own)
    }

    /// Makes room for so many tokens more.
    pub(super) fn reserve(&mut self, more: usize, layers: usize) -> candle_core::Result<()> {
        let needed = self.own_tokens + more;
        if needed <= self.room {
            return Ok(());
        }
        let room = needed.next_multiple_of(GROWTH);
        let wide = |old: Option<&Tensor>| {
            let new = Tensor::zeros((self.heads, room, self.head), self.dtype, &self.device)?;
            if let Some(old) = old.filter(|_| self.own_tokens > 0) {
                let old = old.narrow(1, 0, self.own_tokens)?.force_contiguous()?;
                new.slice_set(&old, 1, 0)?;
            }
            Ok::<_, candle_core::Error>(new)
        };
        self.own = (0..layers)
            .map(|at| {
                let old = self.own.get(at);
                Ok((wide(old.map(|pair| &pair.0))?, wide(old.map(|pair| &pair.1))?))
            })
            .collect::<candle_core::Result<_>>()?;
        self.room = room;
        Ok(())
    }

    /// Writes a layer's keys and values of new tokens, which count once [`Self::advance`] says so.
    pub(super) fn write(&self, layer: usize, (keys, values): &Pair) -> candle_core::Result<()> {
        let own = &self.own[layer];
        own.0.slice_set(keys, 1, self.own_tokens)?;
        own.1.slice_set(values, 1, self.own_tokens)
    }

    /// Its own part of a layer, with so many new tokens at the end.
    pub(super) fn own(&self, layer: usize, new: usize) -> candle_core::Result<Pair> {
        let (keys, values) = &self.own[layer];
        let all = self.own_tokens + new;
        Ok((keys.narrow(1, 0, all)?, values.narrow(1, 0, all)?))
    }

    /// So many new tokens are written in all layers.
    pub(super) const fn advance(&mut self, new: usize) {
        self.own_tokens += new;
    }

    /// A copy of the first of its own tokens, which are these.
    pub(super) fn first(&self, tokens: &[u32]) -> candle_core::Result<Segment> {
        let layers = self.own.iter().map(|pair| cut(pair, 0, tokens.len()));
        Ok(Segment { tokens: tokens.to_vec(), layers: layers.collect::<Result<_, _>>()? })
    }

    /// Puts a segment in the place of the first of its own tokens, which are the same.
    pub(super) fn share(&mut self, segment: Arc<Segment>) -> candle_core::Result<()> {
        let shared = segment.tokens.len();
        let left = self.own_tokens - shared;
        let own = self.own.iter().map(|pair| cut(pair, shared, self.own_tokens));
        self.own = own.collect::<Result<_, _>>()?;
        (self.own_tokens, self.room) = (left, left);
        self.prefix_tokens += shared;
        self.prefix.push(segment);
        Ok(())
    }
}
