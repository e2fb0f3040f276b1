//! Exact nearest-neighbour search over vectors of length 1: every row is looked at as bytes, and
//! the best are scored again as they were.
//!
//! Rows are bytes with one scale a row, all in one array, so that a search reads a quarter of the
//! memory that floats would take and multiplies whole registers at a time. A row's numbers are
//! rounded to -63..63 parts of its largest and kept as 1..127, a query's to -127..127. What that
//! rounds off can only swap rows that are nearly as near; the floats of the best [`rescored`] rows
//! put those right.

mod dots;

use std::cmp::Ordering;

use dots::{BLOCK_ROWS, BYTE_MAX, Bytes, Dots, LANES, PIECE, Signed};

/// What stands for zero in a row.
const MIDDLE: i8 = 64;
/// The largest number of a row, in parts of its scale.
const ROW_PARTS: f32 = 63.0;
/// The largest number of a query, in parts of its scale.
const QUERY_PARTS: f32 = 127.0;

/// Most numbers in a row.
const DIMENSION_MAX: usize = 65_536;

/// How many rows are scored again, for so many wanted.
const fn rescored(wanted: usize) -> usize {
    wanted * 4 + 16
}

/// Vectors in rows, found by how near they are. Memory: 5 bytes a number, or 1 when the floats
/// are not kept.
#[derive(Debug, Clone, Default)]
pub struct Vectors {
    dimension: usize,
    /// Row by row, each number divided by its row's scale, plus [`MIDDLE`].
    bytes: Vec<Bytes>,
    scales: Vec<f32>,
    /// The rows as they came, where they are kept.
    exact: Option<Vec<f32>>,
}

impl Vectors {
    /// No rows yet, of so many numbers each.
    pub fn new(dimension: usize) -> Self {
        Self { exact: Some(Vec::new()), ..Self::rough(dimension) }
    }

    /// No rows yet, and of those that come only the bytes are kept: nothing is scored again, so
    /// rows that are nearly as near may be found in each other's place.
    pub fn rough(dimension: usize) -> Self {
        Self { dimension: dimension.clamp(1, DIMENSION_MAX), ..Self::default() }
    }

    pub fn dimension(&self) -> usize {
        self.dimension
    }

    pub fn len(&self) -> usize {
        self.scales.len()
    }

    pub fn is_empty(&self) -> bool {
        self.scales.is_empty()
    }

    /// Appends a row. One of another length is taken as zeros, which is near nothing.
    pub fn push(&mut self, vector: &[f32]) {
        self.bytes.resize(self.bytes.len() + self.pieces(), [MIDDLE.unsigned_abs(); PIECE]);
        if let Some(exact) = &mut self.exact {
            exact.resize(exact.len() + self.dimension, 0.0);
        }
        self.scales.push(0.0);
        self.replace(self.len() - 1, vector);
    }

    /// Writes another vector into a row.
    pub fn replace(&mut self, row: usize, vector: &[f32]) {
        let pieces = self.pieces();
        let bytes = self.bytes[row * pieces..][..pieces].as_flattened_mut();
        bytes.fill(MIDDLE.unsigned_abs());
        self.scales[row] = 0.0;
        let fits = vector.len() == self.dimension && vector.iter().all(|x| x.is_finite());
        if let Some(exact) = &mut self.exact {
            let kept = &mut exact[row * self.dimension..][..self.dimension];
            if fits {
                kept.copy_from_slice(vector);
            } else {
                kept.fill(0.0);
            }
        }
        if fits {
            self.scales[row] = quantise(vector, ROW_PARTS, |at, part| {
                bytes[at] = MIDDLE.saturating_add(part).unsigned_abs();
            });
        }
    }

    /// A row as it is kept: by what its numbers are multiplied, and a byte for each of them.
    pub fn row(&self, row: usize) -> (f32, &[u8]) {
        let bytes = self.bytes[row * self.pieces()..][..self.pieces()].as_flattened();
        (self.scales[row], &bytes[..self.dimension])
    }

    /// Writes a row as [`Vectors::row`] gave it, where the floats are not kept; false: it can be
    /// none, and the row stays as it was.
    pub fn replace_row(&mut self, row: usize, scale: f32, parts: &[u8]) -> bool {
        let is_part = |byte: &u8| (1..=BYTE_MAX).contains(byte);
        let fits = parts.len() == self.dimension && parts.iter().all(is_part);
        if !fits || !scale.is_finite() || scale < 0.0 || self.exact.is_some() {
            return false;
        }
        let pieces = self.pieces();
        self.bytes[row * pieces..][..pieces].as_flattened_mut()[..parts.len()]
            .copy_from_slice(parts);
        self.scales[row] = scale;
        true
    }

    /// Takes a row out; the last row takes its place.
    pub fn swap_remove(&mut self, row: usize) {
        let (last, dimension, pieces) = (self.len() - 1, self.dimension, self.pieces());
        self.bytes.copy_within(last * pieces.., row * pieces);
        if let Some(exact) = &mut self.exact {
            exact.copy_within(last * dimension.., row * dimension);
            exact.truncate(last * dimension);
        }
        self.bytes.truncate(last * pieces);
        self.scales.swap_remove(row);
    }

    /// Pieces of a row.
    const fn pieces(&self) -> usize {
        self.dimension.div_ceil(PIECE)
    }

    /// The `wanted` rows nearest to a query, the nearest first, each with its scalar product.
    pub fn search(&self, query: &[f32], wanted: usize) -> Vec<(usize, f32)> {
        self.search_all(&[query], wanted).pop().unwrap_or_default()
    }

    /// As [`Vectors::search`], for many queries at once.
    pub fn search_all(&self, queries: &[&[f32]], wanted: usize) -> Vec<Vec<(usize, f32)>> {
        let mut found: Vec<_> = queries.iter().map(|_| Best::new(rescored(wanted))).collect();
        let asked: Vec<Asked> = queries.iter().map(|query| self.asked(query)).collect();
        let signed: Vec<Vec<Signed>> = asked.iter().map(|one| one.parts.clone()).collect();
        let mut products = [[0; BLOCK_ROWS]; LANES];
        let pieces = self.pieces();
        let blocks = self.bytes.chunks((BLOCK_ROWS * pieces).max(1));
        for (block, (rows, scales)) in blocks.zip(self.scales.chunks(BLOCK_ROWS)).enumerate() {
            let lanes = signed.chunks(LANES).zip(asked.chunks(LANES));
            for ((queries, asked), best) in lanes.zip(found.chunks_mut(LANES)) {
                Dots { rows, pieces, queries, products: &mut products }.take();
                for ((best, asked), products) in best.iter_mut().zip(asked).zip(&products) {
                    best.offer(block * BLOCK_ROWS, asked.surplus, scales, products);
                }
            }
        }
        let all = found.into_iter().zip(queries).zip(&asked);
        all.map(|((best, query), asked)| self.rescore(best, query, asked.scale, wanted)).collect()
    }

    /// The scalar product of a query with every row, from the bytes alone.
    pub fn scores(&self, query: &[f32]) -> Vec<f32> {
        let Asked { parts, surplus, scale } = self.asked(query);
        let queries = [parts];
        let mut scores = Vec::with_capacity(self.len());
        let mut products = [[0; BLOCK_ROWS]; LANES];
        let pieces = self.pieces();
        let blocks = self.bytes.chunks((BLOCK_ROWS * pieces).max(1));
        for (rows, scales) in blocks.zip(self.scales.chunks(BLOCK_ROWS)) {
            Dots { rows, pieces, queries: &queries, products: &mut products }.take();
            let pairs = products[0].iter().zip(scales);
            scores.extend(pairs.map(|(dot, of_row)| as_float(dot - surplus) * of_row * scale));
        }
        scores.resize(self.len(), 0.0);
        scores
    }

    /// A query in the form in which rows are multiplied with it. One of another length is zeros.
    fn asked(&self, query: &[f32]) -> Asked {
        let mut parts = vec![[0; PIECE]; self.pieces()];
        let numbers = parts.as_flattened_mut();
        let fits = query.len() == self.dimension && query.iter().all(|x| x.is_finite());
        let query = if fits { query } else { &[] };
        let scale = quantise(query, QUERY_PARTS, |at, part| numbers[at] = part);
        let sum: i32 = numbers.iter().map(|part| i32::from(*part)).sum();
        Asked { surplus: sum * i32::from(MIDDLE), parts, scale }
    }

    /// The best rows with their scalar products: of the floats where they are kept.
    fn rescore(
        &self,
        best: Best,
        query: &[f32],
        query_scale: f32,
        wanted: usize,
    ) -> Vec<(usize, f32)> {
        let rows = best.rows.into_iter().map(|(score, row)| match &self.exact {
            None => (row, score * query_scale),
            Some(exact) => {
                let exact = &exact[row * self.dimension..][..self.dimension];
                (row, exact.iter().zip(query).map(|(a, b)| a * b).sum::<f32>())
            }
        });
        let mut rows: Vec<_> = rows.collect();
        rows.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        rows.truncate(wanted);
        rows
    }
}

/// A query as whole numbers.
struct Asked {
    parts: Vec<Signed>,
    /// What every product has too much, because rows hold no signs.
    surplus: i32,
    /// By what the parts are multiplied to get the query back.
    scale: f32,
}

/// Gives each number in whole parts of the largest, from `-parts` to `parts`, and says by what to
/// multiply them to get them back. `parts` is at most [`BYTE_MAX`].
fn quantise(vector: &[f32], parts: f32, mut put: impl FnMut(usize, i8)) -> f32 {
    debug_assert!(parts <= f32::from(BYTE_MAX), "parts fit into a byte");
    let most = vector.iter().fold(0.0_f32, |most, x| most.max(x.abs()));
    if most == 0.0 {
        return 0.0;
    }
    for (at, x) in vector.iter().enumerate() {
        #[expect(clippy::cast_possible_truncation, reason = "it is between -127 and 127")]
        put(at, (x / most * parts).round() as i8);
    }
    most / parts
}

#[expect(clippy::cast_precision_loss, reason = "a score: the floats are looked at again")]
fn as_float(dot: i32) -> f32 {
    dot as f32
}

/// The best rows so far, the worst of them last.
struct Best {
    wanted: usize,
    rows: Vec<(f32, usize)>,
    least: f32,
}

impl Best {
    fn new(wanted: usize) -> Self {
        Self { wanted, rows: Vec::with_capacity(wanted + 1), least: f32::NEG_INFINITY }
    }

    fn offer(&mut self, first: usize, surplus: i32, scales: &[f32], dots: &[i32; BLOCK_ROWS]) {
        // Nearly always nobody is better: asked without a branch, that is soon known.
        let pairs = dots.iter().zip(scales);
        let is_better =
            |(dot, scale): (&i32, &f32)| as_float(dot.wrapping_sub(surplus)) * scale > self.least;
        if !pairs.map(is_better).fold(false, |any, one| any | one) {
            return;
        }
        for (at, (dot, scale)) in dots.iter().zip(scales).enumerate() {
            let score = as_float(dot.wrapping_sub(surplus)) * scale;
            if score > self.least {
                self.put(score, first + at);
            }
        }
    }

    fn put(&mut self, score: f32, row: usize) {
        let at = self.rows.partition_point(|(other, _)| other.total_cmp(&score) != Ordering::Less);
        self.rows.insert(at, (score, row));
        self.rows.truncate(self.wanted);
        if self.rows.len() == self.wanted {
            self.least = self.rows.last().map_or(f32::NEG_INFINITY, |(worst, _)| *worst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mind::embed::normalise;
    use xxhash_rust::xxh3::xxh3_64_with_seed;

    fn rows(count: usize, dimension: usize, seed: u64) -> Vec<Vec<f32>> {
        let number = |row: usize, at: usize| {
            let hash = xxh3_64_with_seed(&[row.to_le_bytes(), at.to_le_bytes()].concat(), seed);
            f32::from(i16::from_le_bytes([hash.to_le_bytes()[0], hash.to_le_bytes()[1]]))
        };
        let row = |row: usize| {
            let mut row: Vec<f32> = (0..dimension).map(|at| number(row, at)).collect();
            normalise(&mut row);
            row
        };
        (0..count).map(row).collect()
    }

    fn brute(rows: &[Vec<f32>], query: &[f32], wanted: usize) -> Vec<usize> {
        let dot = |row: &Vec<f32>| row.iter().zip(query).map(|(a, b)| a * b).sum::<f32>();
        let dots: Vec<f32> = rows.iter().map(dot).collect();
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by(|a, b| dots[*b].total_cmp(&dots[*a]).then(a.cmp(b)));
        order.truncate(wanted);
        order
    }

    #[test]
    fn it_finds_what_floats_find() {
        let (all, queries) = (rows(1_000, 384, 1), rows(33, 384, 2));
        let mut vectors = Vectors::new(384);
        for row in &all {
            vectors.push(row);
        }
        let asked: Vec<&[f32]> = queries.iter().map(Vec::as_slice).collect();
        let found = vectors.search_all(&asked, 10);
        let mut hits = 0;
        for (query, found) in queries.iter().zip(&found) {
            assert_eq!(*found, vectors.search(query, 10));
            let meant = brute(&all, query, 10);
            hits += found.iter().filter(|(row, _)| meant.contains(row)).count();
            let scores = vectors.scores(query);
            for (row, score) in found {
                assert!((scores[*row] - score).abs() < 0.01);
            }
        }
        assert!(hits >= 327, "recall of 0.99 over 330, found {hits}");
    }

    #[test]
    fn rows_come_and_go() {
        let all = rows(130, 20, 3);
        let mut vectors = Vectors::new(20);
        for row in &all {
            vectors.push(row);
        }
        vectors.push(&[f32::NAN; 20]);
        vectors.push(&[1.0]);
        assert_eq!(vectors.search(&all[7], 1)[0].0, 7);
        vectors.swap_remove(7);
        assert_ne!(vectors.search(&all[7], 1)[0].0, 7);
        vectors.replace(7, &all[7]);
        assert_eq!((vectors.len(), vectors.search(&all[7], 1)[0].0), (131, 7));
        assert!(vectors.search(&[0.5], 3).iter().all(|(_, score)| score.is_finite()));
        assert!(Vectors::new(8).search(&[0.0; 8], 3).is_empty());
        let mut rough = Vectors::rough(20);
        for row in &all {
            rough.push(row);
        }
        rough.swap_remove(0);
        let (row, score) = rough.search(&all[9], 1)[0];
        assert!(row == 9 && (score - 1.0).abs() < 0.01);
    }
}
