//! Exact nearest-neighbour search over vectors of length 1: every row is looked at as bytes, and
//! the best are scored again as they were.
//!
//! Rows are 8-bit integers with one scale a row, all in one array, so that a search reads a
//! quarter of the memory that floats would take and multiplies whole registers at a time. The
//! rounding (at most 1/254 of a row's largest number in each place) can only swap rows that are
//! nearly as near; the floats of the best [`rescored`] rows put those right.

use std::cmp::Ordering;

use pulp::{Arch, Simd, WithSimd};

/// Rows of a block in a search for many: their bytes stay in the first-level cache while all
/// queries pass over them.
const BLOCK_ROWS: usize = 64;
/// Queries that share one pass over a row.
const LANES: usize = 4;

/// How many rows are scored again, for so many wanted.
const fn rescored(wanted: usize) -> usize {
    wanted * 4 + 16
}

/// Vectors in rows, found by how near they are. Memory: 5 bytes a number.
#[derive(Debug, Clone, Default)]
pub struct Vectors {
    dimension: usize,
    /// Row by row, each number divided by its row's scale.
    bytes: Vec<i8>,
    scales: Vec<f32>,
    exact: Vec<f32>,
}

impl Vectors {
    /// No rows yet, of so many numbers each.
    pub fn new(dimension: usize) -> Self {
        Self { dimension: dimension.max(1), ..Self::default() }
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
        self.bytes.resize(self.bytes.len() + self.dimension, 0);
        self.exact.resize(self.exact.len() + self.dimension, 0.0);
        self.scales.push(0.0);
        self.replace(self.len() - 1, vector);
    }

    /// Writes another vector into a row.
    pub fn replace(&mut self, row: usize, vector: &[f32]) {
        let from = row * self.dimension;
        let fits = vector.len() == self.dimension && vector.iter().all(|x| x.is_finite());
        let (bytes, exact) = (&mut self.bytes[from..], &mut self.exact[from..]);
        for (at, (byte, kept)) in bytes.iter_mut().zip(exact).take(self.dimension).enumerate() {
            *kept = if fits { vector[at] } else { 0.0 };
            *byte = 0;
        }
        if fits {
            self.scales[row] = quantise(vector, &mut self.bytes[from..from + vector.len()]);
        } else {
            self.scales[row] = 0.0;
        }
    }

    /// Takes a row out; the last row takes its place.
    pub fn swap_remove(&mut self, row: usize) {
        let (last, dimension) = (self.len() - 1, self.dimension);
        self.bytes.copy_within(last * dimension.., row * dimension);
        self.exact.copy_within(last * dimension.., row * dimension);
        self.bytes.truncate(last * dimension);
        self.exact.truncate(last * dimension);
        self.scales.swap_remove(row);
    }

    /// The `wanted` rows nearest to a query, the nearest first, each with its scalar product.
    pub fn search(&self, query: &[f32], wanted: usize) -> Vec<(usize, f32)> {
        self.search_all(&[query], wanted).pop().unwrap_or_default()
    }

    /// As [`Vectors::search`], for many queries at once.
    pub fn search_all(&self, queries: &[&[f32]], wanted: usize) -> Vec<Vec<(usize, f32)>> {
        let mut found: Vec<_> = queries.iter().map(|_| Best::new(rescored(wanted))).collect();
        let wide: Vec<Vec<i16>> = queries.iter().map(|query| self.wide(query)).collect();
        let arch = Arch::new();
        let mut dots = [[0_i32; BLOCK_ROWS]; LANES];
        let block_bytes = BLOCK_ROWS * self.dimension.max(1);
        for (block, bytes) in self.bytes.chunks(block_bytes).enumerate() {
            let rows = bytes.len() / self.dimension;
            let first = block * BLOCK_ROWS;
            let scales = &self.scales[first..first + rows];
            for (queries, best) in wide.chunks(LANES).zip(found.chunks_mut(LANES)) {
                let dimension = self.dimension;
                arch.dispatch(Dots { bytes, dimension, queries, out: &mut dots });
                for (best, dots) in best.iter_mut().zip(&dots) {
                    best.offer(first, scales, dots);
                }
            }
        }
        let pairs = found.into_iter().zip(queries);
        pairs.map(|(best, query)| self.rescore(best, query, wanted)).collect()
    }

    /// The scalar product of a query with every row, from the bytes alone.
    pub fn scores(&self, query: &[f32]) -> Vec<f32> {
        let wide = [self.wide(query)];
        let query_scale = query.iter().fold(0.0_f32, |most, x| most.max(x.abs())) / 127.0;
        let mut scores = Vec::with_capacity(self.len());
        let mut dots = [[0_i32; BLOCK_ROWS]; LANES];
        let arch = Arch::new();
        for bytes in self.bytes.chunks(BLOCK_ROWS * self.dimension.max(1)) {
            let dimension = self.dimension;
            arch.dispatch(Dots { bytes, dimension, queries: &wide, out: &mut dots });
            let rows = bytes.len() / self.dimension;
            let scales = &self.scales[scores.len()..scores.len() + rows];
            scores.extend(
                dots[0].iter().zip(scales).map(|(dot, scale)| as_float(*dot) * scale * query_scale),
            );
        }
        scores
    }

    /// A query as 8-bit numbers in 16 bits, so that only rows must be widened.
    fn wide(&self, query: &[f32]) -> Vec<i16> {
        let mut bytes = vec![0_i8; self.dimension];
        if query.len() == self.dimension && query.iter().all(|x| x.is_finite()) {
            quantise(query, &mut bytes);
        }
        bytes.into_iter().map(i16::from).collect()
    }

    fn rescore(&self, best: Best, query: &[f32], wanted: usize) -> Vec<(usize, f32)> {
        let rows = best.rows.into_iter().map(|(_, row)| {
            let exact = &self.exact[row * self.dimension..][..self.dimension];
            (row, exact.iter().zip(query).map(|(a, b)| a * b).sum::<f32>())
        });
        let mut rows: Vec<_> = rows.collect();
        rows.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        rows.truncate(wanted);
        rows
    }
}

/// Writes numbers as -127 to 127 and says by what to multiply them to get them back.
fn quantise(vector: &[f32], bytes: &mut [i8]) -> f32 {
    let most = vector.iter().fold(0.0_f32, |most, x| most.max(x.abs()));
    if most == 0.0 {
        return 0.0;
    }
    for (byte, x) in bytes.iter_mut().zip(vector) {
        #[expect(clippy::cast_possible_truncation, reason = "it is between -127 and 127")]
        let rounded = (x / most * 127.0).round() as i8;
        *byte = rounded;
    }
    most / 127.0
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

    fn offer(&mut self, first: usize, scales: &[f32], dots: &[i32; BLOCK_ROWS]) {
        for (at, (dot, scale)) in dots.iter().zip(scales).enumerate() {
            let score = as_float(*dot) * scale;
            if score > self.least || self.rows.len() < self.wanted {
                self.put(score, first + at);
            }
        }
    }

    #[cold]
    fn put(&mut self, score: f32, row: usize) {
        let at = self.rows.partition_point(|(other, _)| other.total_cmp(&score) != Ordering::Less);
        self.rows.insert(at, (score, row));
        self.rows.truncate(self.wanted);
        if self.rows.len() == self.wanted {
            self.least = self.rows.last().map_or(f32::NEG_INFINITY, |(worst, _)| *worst);
        }
    }
}

/// Scalar products of up to [`LANES`] queries with the rows of a block. The loops are plain; they
/// are compiled once for each instruction set that there may be and the best one is taken.
struct Dots<'a> {
    bytes: &'a [i8],
    dimension: usize,
    queries: &'a [Vec<i16>],
    out: &'a mut [[i32; BLOCK_ROWS]; LANES],
}

impl WithSimd for Dots<'_> {
    type Output = ();

    #[expect(clippy::inline_always, reason = "only what is inlined gets the instruction set")]
    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let rows = self.bytes.chunks_exact(self.dimension);
        if let [a, b, c, d] = self.queries {
            for (at, row) in rows.enumerate().take(BLOCK_ROWS) {
                let four = dot_four(row, [a, b, c, d]);
                for (dots, dot) in self.out.iter_mut().zip(four) {
                    dots[at] = dot;
                }
            }
        } else {
            for (at, row) in rows.enumerate().take(BLOCK_ROWS) {
                for (dots, query) in self.out.iter_mut().zip(self.queries) {
                    dots[at] = dot(row, query);
                }
            }
        }
    }
}

#[expect(clippy::inline_always, reason = "only what is inlined gets the instruction set")]
#[inline(always)]
fn dot(row: &[i8], query: &[i16]) -> i32 {
    let products = row.iter().zip(query).map(|(a, b)| i32::from(*a) * i32::from(*b));
    // At most 4,096 products of 127 squared: nothing wraps.
    products.fold(0, i32::wrapping_add)
}

#[expect(clippy::inline_always, reason = "only what is inlined gets the instruction set")]
#[inline(always)]
fn dot_four(row: &[i8], queries: [&[i16]; LANES]) -> [i32; LANES] {
    // Equal lengths, known to the compiler, take the checks out of the loop.
    let queries = queries.map(|query| &query[..row.len()]);
    let mut sums = [0_i32; LANES];
    for (at, number) in row.iter().enumerate() {
        let number = i32::from(*number);
        for (sum, query) in sums.iter_mut().zip(queries) {
            *sum = sum.wrapping_add(number * i32::from(query[at]));
        }
    }
    sums
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
    }
}
