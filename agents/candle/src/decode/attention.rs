//! What voices find in what they have read and said. What several share is looked into once.

use std::sync::Arc;

use candle_core::{D, DType, Device, Tensor};
use candle_nn::ops::softmax_last_dim;

use super::kv::{Pair, Segment};
use super::network::Turn;
use super::shape::Shape;

/// What each turn's tokens find in what its voice has read and said, tokens by width. Where
/// voices share a segment, all of them look into it at once.
pub(super) fn attend(
    shape: &Shape,
    layer: usize,
    query: &Tensor,
    (keys, values): &Pair,
    turns: &[Turn<'_>],
) -> candle_core::Result<Tensor> {
    let mut from = 0;
    let mut queries = Vec::with_capacity(turns.len());
    for turn in turns {
        let new = turn.tokens.len();
        let own = |all: &Tensor| all.narrow(1, from, new)?.contiguous();
        turn.kv.write(layer, &(own(keys)?, own(values)?))?;
        queries.push(rows(shape, &own(query)?, new)?);
        from += new;
    }
    let pieces = pieces(layer, turns)?;
    let mut found = vec![Vec::new(); turns.len()];
    for piece in &pieces {
        let keys = piece.keys.t()?;
        piece.look(|turn| Ok(queries[turn].clone()), &keys, &mut found)?;
    }
    let weights = found.iter().zip(turns).map(|(found, turn)| weights(shape, found, turn));
    let weights = weights.collect::<candle_core::Result<Vec<_>>>()?;
    let mut found = vec![Vec::new(); turns.len()];
    let mut read = vec![0; turns.len()];
    for piece in &pieces {
        let tokens = piece.values.dim(1)?;
        let part = |turn: usize| {
            let part = weights[turn].narrow(D::Minus1, read[turn], tokens)?;
            part.contiguous()
        };
        piece.look(part, &piece.values, &mut found)?;
        piece.turns.iter().for_each(|turn| read[*turn] += tokens);
    }
    let whole = found.iter().zip(turns).map(|(found, turn)| {
        let (first, more) = found.split_first().expect("a voice has a piece of its own");
        let sum = more.iter().try_fold(first.clone(), |sum, part| sum + part)?;
        sum.reshape((shape.heads, turn.tokens.len(), shape.head))
    });
    let whole = Tensor::cat(&whole.collect::<candle_core::Result<Vec<_>>>()?, 1)?;
    whole.transpose(0, 1)?.contiguous()?.flatten_from(1)
}

/// Queries of a turn, those of heads that share keys as rows of one matrix.
fn rows(shape: &Shape, query: &Tensor, new: usize) -> candle_core::Result<Tensor> {
    let Shape { heads, kv_heads, head, .. } = *shape;
    #[expect(clippy::cast_precision_loss, reason = "a head has at most 1,024 numbers")]
    let scale = (head as f64).sqrt().recip();
    query.reshape((kv_heads, heads / kv_heads * new, head))? * scale
}

/// How much each of a turn's queries takes of each token; none looks at those after its own.
fn weights(shape: &Shape, found: &[Tensor], turn: &Turn<'_>) -> candle_core::Result<Tensor> {
    let found = Tensor::cat(found, D::Minus1)?;
    let new = turn.tokens.len();
    if new == 1 {
        return softmax_last_dim(&found.contiguous()?);
    }
    let all = found.dim(D::Minus1)?;
    let mask = mask(new, all, found.dtype(), found.device())?;
    let rows = found.reshape((shape.heads, new, all))?.broadcast_add(&mask)?;
    softmax_last_dim(&rows)?.reshape(found.shape())
}

/// Keys and values that one voice or several look into.
struct Piece {
    segment: Option<Arc<Segment>>,
    keys: Tensor,
    values: Tensor,
    /// Those who do, by their place in the batch.
    turns: Vec<usize>,
}

impl Piece {
    /// Multiplies each turn's rows with a matrix, all at once, and adds the products to what each
    /// has found.
    fn look(
        &self,
        rows: impl Fn(usize) -> candle_core::Result<Tensor>,
        matrix: &Tensor,
        found: &mut [Vec<Tensor>],
    ) -> candle_core::Result<()> {
        let rows = self.turns.iter().map(|turn| rows(*turn));
        let rows = rows.collect::<candle_core::Result<Vec<_>>>()?;
        let all = Tensor::cat(&rows, 1)?.matmul(matrix)?;
        let mut from = 0;
        for (turn, rows) in self.turns.iter().zip(&rows) {
            found[*turn].push(all.narrow(1, from, rows.dim(1)?)?);
            from += rows.dim(1)?;
        }
        Ok(())
    }
}

/// All pieces of a layer, each turn's in the order of its text.
fn pieces(layer: usize, turns: &[Turn<'_>]) -> candle_core::Result<Vec<Piece>> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, turn) in turns.iter().enumerate() {
        for segment in turn.kv.prefix() {
            let is_it = |piece: &&mut Piece| {
                piece.segment.as_ref().is_some_and(|known| Arc::ptr_eq(known, segment))
            };
            if let Some(piece) = pieces.iter_mut().find(is_it) {
                piece.turns.push(at);
                continue;
            }
            let (keys, values) = segment.layer(layer).clone();
            pieces.push(Piece { segment: Some(segment.clone()), keys, values, turns: vec![at] });
        }
        let (keys, values) = turn.kv.own(layer, turn.tokens.len())?;
        pieces.push(Piece { segment: None, keys, values, turns: vec![at] });
    }
    Ok(pieces)
}

/// Minus infinity wherever one of the last `new` of `all` tokens would look ahead.
fn mask(new: usize, all: usize, dtype: DType, device: &Device) -> candle_core::Result<Tensor> {
    let before = all - new;
    let row =
        |at: usize| (0..all).map(move |to| if to > before + at { f32::NEG_INFINITY } else { 0.0 });
    let numbers: Vec<f32> = (0..new).flat_map(row).collect();
    Tensor::from_vec(numbers, (new, all), device)?.to_dtype(dtype)
}
