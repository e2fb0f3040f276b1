//! Scalar products of rows of bytes with queries: the one loop that a search spends its time in.
//!
//! On x86-64 it is written for the two widest instruction sets that are common (AVX2 and AVX-512)
//! and the one that the machine has is taken when it runs; elsewhere, and on older machines, the
//! compiler makes what it can of the plain loop. All three give the same integers.
//!
//! Rows hold 0 to 127 and queries -127 to 127, for the instruction that multiplies most bytes at
//! once takes one side without a sign and adds neighbours in 16 bits: 2 · 127 · 127 fits.

use pulp::NullaryFnOnce;

/// Rows whose products are taken at once: their bytes stay in the first-level cache while all
/// queries pass over them.
pub(super) const BLOCK_ROWS: usize = 32;
/// Queries that share one pass over a row.
pub(super) const LANES: usize = 4;
/// Numbers in a piece of a row; a row is a whole number of pieces.
pub(super) const PIECE: usize = 64;

/// A piece of a row: numbers of 0 to [`BYTE_MAX`].
pub(super) type Bytes = [u8; PIECE];
/// A piece of a query: numbers of -[`BYTE_MAX`] to [`BYTE_MAX`].
pub(super) type Signed = [i8; PIECE];

/// The greatest number in a row or a query.
pub(super) const BYTE_MAX: u8 = 127;

/// Products of up to [`LANES`] queries with up to [`BLOCK_ROWS`] rows.
pub(super) type Products = [[i32; BLOCK_ROWS]; LANES];

/// Rows of `pieces` pieces each, queries, and where their products go.
pub(super) struct Dots<'a> {
    pub rows: &'a [Bytes],
    pub pieces: usize,
    pub queries: &'a [Vec<Signed>],
    pub products: &'a mut Products,
}

impl Dots<'_> {
    /// Takes all products. No sum wraps below 133,000 numbers in a row.
    pub fn take(self) {
        #[cfg(target_arch = "x86_64")]
        {
            if let Some(simd) = pulp::x86::V4::try_new() {
                return simd.vectorize(With(simd, self));
            }
            if let Some(simd) = pulp::x86::V3::try_new() {
                return simd.vectorize(With(simd, self));
            }
        }
        With(Plainly, self).call();
    }
}

/// A way to take four products at once: of four queries with one row, or of one with four rows.
/// Together they cost less than alone, for their sums are added up in one go.
trait Kernel: Copy {
    fn four(self, rows: [&[Bytes]; LANES], queries: [&[Signed]; LANES]) -> [i32; LANES];
}

/// All products in one way. Everything in it is inlined into the one function that is compiled for
/// an instruction set: what is called instead of inlined does not get it.
struct With<'a, K>(K, Dots<'a>);

impl<K: Kernel> NullaryFnOnce for With<'_, K> {
    type Output = ();

    #[expect(clippy::inline_always, reason = "only what is inlined gets the instruction set")]
    #[inline(always)]
    fn call(self) {
        let Self(kernel, Dots { rows, pieces, queries, products }) = self;
        let rows = || rows.chunks_exact(pieces).take(BLOCK_ROWS);
        if let [a, b, c, d] = queries {
            let queries = [&a[..pieces], &b[..pieces], &c[..pieces], &d[..pieces]];
            for (at, row) in rows().enumerate() {
                let found = kernel.four([row; LANES], queries);
                for (products, product) in products.iter_mut().zip(found) {
                    products[at] = product;
                }
            }
            return;
        }
        for (products, query) in products.iter_mut().zip(queries) {
            let query = &query[..pieces];
            let (mut rows, mut products) = (rows(), products.as_chunks_mut().0.iter_mut());
            while let (Some(first), Some(products)) = (rows.next(), products.next()) {
                // Where the rows end, the first of these four is taken again.
                let mut next = || rows.next().unwrap_or(first);
                let four = [first, next(), next(), next()];
                *products = kernel.four(four, [query; LANES]);
            }
        }
    }
}

/// The plain loop.
#[derive(Debug, Clone, Copy)]
struct Plainly;

impl Kernel for Plainly {
    fn four(self, rows: [&[Bytes]; LANES], queries: [&[Signed]; LANES]) -> [i32; LANES] {
        std::array::from_fn(|lane| {
            let pairs = rows[lane].as_flattened().iter().zip(queries[lane].as_flattened());
            pairs.map(|(a, b)| i32::from(*a) * i32::from(*b)).fold(0, i32::wrapping_add)
        })
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{__m128i, __m256i};

    use pulp::x86::{V3, V4};

    use super::{Bytes, Kernel, LANES, Signed};

    /// AVX-512: 64 products to an instruction.
    impl Kernel for V4 {
        #[expect(clippy::inline_always, reason = "only what is inlined gets the instruction set")]
        #[inline(always)]
        fn four(self, rows: [&[Bytes]; LANES], queries: [&[Signed]; LANES]) -> [i32; LANES] {
            let (wide, bw) = (self.avx512f, self.avx512bw);
            let ones = wide._mm512_set1_epi16(1);
            let mut sums = [wide._mm512_setzero_si512(); LANES];
            for at in 0..rows[0].len() {
                for lane in 0..LANES {
                    let (row, query) = (pulp::cast(rows[lane][at]), pulp::cast(queries[lane][at]));
                    let pairs = bw._mm512_maddubs_epi16(row, query);
                    let fours = bw._mm512_madd_epi16(pairs, ones);
                    sums[lane] = wide._mm512_add_epi32(sums[lane], fours);
                }
            }
            add_up(
                *self,
                sums.map(|sum| {
                    let [low, high]: [__m256i; 2] = pulp::cast(sum);
                    self.avx2._mm256_add_epi32(low, high)
                }),
            )
        }
    }

    /// AVX2: 32 products to an instruction.
    impl Kernel for V3 {
        #[expect(clippy::inline_always, reason = "only what is inlined gets the instruction set")]
        #[inline(always)]
        fn four(self, rows: [&[Bytes]; LANES], queries: [&[Signed]; LANES]) -> [i32; LANES] {
            let ones = self.avx._mm256_set1_epi16(1);
            let mut sums = [self.avx._mm256_setzero_si256(); LANES];
            for at in 0..rows[0].len() {
                for lane in 0..LANES {
                    let row: [__m256i; 2] = pulp::cast(rows[lane][at]);
                    let query: [__m256i; 2] = pulp::cast(queries[lane][at]);
                    for (row, query) in row.into_iter().zip(query) {
                        let pairs = self.avx2._mm256_maddubs_epi16(row, query);
                        let fours = self.avx2._mm256_madd_epi16(pairs, ones);
                        sums[lane] = self.avx2._mm256_add_epi32(sums[lane], fours);
                    }
                }
            }
            add_up(self, sums)
        }
    }

    /// The sum of each of four registers.
    #[expect(clippy::inline_always, reason = "only what is inlined gets the instruction set")]
    #[inline(always)]
    fn add_up(simd: V3, [a, b, c, d]: [__m256i; LANES]) -> [i32; LANES] {
        let pairs = |a, b| simd.avx2._mm256_hadd_epi32(a, b);
        // Each half holds a part of a, b, c and d, in this order.
        let [low, high]: [__m128i; 2] = pulp::cast(pairs(pairs(a, b), pairs(c, d)));
        pulp::cast(simd.sse2._mm_add_epi32(low, high))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use xxhash_rust::xxh3::xxh3_64;

    fn byte(seed: usize) -> u8 {
        xxh3_64(&seed.to_le_bytes()).to_le_bytes()[0]
    }

    #[test]
    fn every_instruction_set_gives_the_same_numbers() {
        let (pieces, rows) = (3, 11);
        let mut seed = 0;
        let mut next = |edge: u8| {
            seed += 1;
            // Many at the edge, where 16 bits would be the first to overflow.
            if byte(seed).is_multiple_of(3) { edge } else { byte(seed + 1_000_000) & 0x7f }
        };
        let bytes: Vec<Bytes> =
            (0..rows * pieces).map(|_| std::array::from_fn(|_| next(BYTE_MAX))).collect();
        let signed =
            |byte: u8| i8::try_from(byte).unwrap() * if byte.is_multiple_of(2) { 1 } else { -1 };
        let mut query =
            || (0..pieces).map(|_| std::array::from_fn(|_| signed(next(BYTE_MAX)))).collect();
        let queries: Vec<Vec<Signed>> = (0..LANES).map(|_| query()).collect();
        for count in [1, 2, LANES] {
            let mut products = [[0; BLOCK_ROWS]; LANES];
            let queries = &queries[..count];
            Dots { rows: &bytes, pieces, queries, products: &mut products }.take();
            for (query, products) in queries.iter().zip(&products) {
                for (row, product) in bytes.chunks(pieces).zip(products) {
                    let four = Plainly.four([row; LANES], [query; LANES]);
                    assert_eq!([*product; LANES], four);
                }
            }
            #[cfg(target_arch = "x86_64")]
            if let Some(simd) = pulp::x86::V3::try_new() {
                let mut narrower = [[0; BLOCK_ROWS]; LANES];
                let dots = Dots { rows: &bytes, pieces, queries, products: &mut narrower };
                simd.vectorize(With(simd, dots));
                for lane in 0..count {
                    assert_eq!(products[lane][..rows], narrower[lane][..rows]);
                }
            }
        }
    }
}
