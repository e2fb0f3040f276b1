//! Texts as vectors, so that what fits a moment can be found.

mod shared;

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

pub use shared::SharedEmbedder;

/// Turns texts into vectors of one length. Texts that mean much the same get vectors whose scalar
/// product is near 1.
pub trait Embedder {
    /// Name of the model, kept with the vectors: those of another model are made anew.
    fn name(&self) -> &str;

    /// Numbers in each vector.
    fn dimension(&self) -> usize;

    /// A vector of length 1 for each text, in order.
    fn embed(&self, texts: &[&str]) -> Vec<Vec<f32>>;
}

/// Vectors without a model: words, pairs of words and pieces of four characters are hashed into
/// the dimensions with a sign (Weinberger et al., Feature Hashing, 2009), each weighing
/// `1 + ln(count)`, and the whole is scaled to length 1. It finds texts that share words and
/// stems, and knows nothing of meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashEmbedder {
    dimension: usize,
}

/// Characters of a text that are looked at.
const CHARS_MAX: usize = 2_000;
/// Characters of a piece of a word.
const PIECE: usize = 4;

impl HashEmbedder {
    /// An embedder of 16 to 4,096 dimensions; what is asked beyond is brought within.
    pub fn new(dimension: usize) -> Self {
        Self { dimension: dimension.clamp(16, 4_096) }
    }

    fn vector(self, text: &str) -> Vec<f32> {
        let mut counts = std::collections::BTreeMap::<u64, u32>::new();
        let lower: String = text.chars().take(CHARS_MAX).flat_map(char::to_lowercase).collect();
        let is_gap = |c: char| !c.is_alphanumeric();
        let mut last: Option<&str> = None;
        for word in lower.split(is_gap).filter(|word| !word.is_empty()) {
            let hash = xxh3_64(word.as_bytes());
            *counts.entry(hash).or_default() += 1;
            if let Some(last) = last {
                let pair = xxh3_64_with_seed(last.as_bytes(), hash);
                *counts.entry(pair).or_default() += 1;
            }
            for piece in word.as_bytes().windows(PIECE) {
                *counts.entry(xxh3_64_with_seed(piece, 1)).or_default() += 1;
            }
            last = Some(word);
        }
        let mut vector = vec![0.0_f32; self.dimension];
        for (hash, count) in counts {
            let dimension = u64::try_from(self.dimension).expect("it is at most 4,096");
            let at = usize::try_from(hash % dimension).expect("it is below the dimension");
            let sign = if hash >> 63 == 0 { 1.0 } else { -1.0 };
            let count = u16::try_from(count).unwrap_or(u16::MAX);
            vector[at] += sign * (1.0 + f32::from(count).ln());
        }
        normalise(&mut vector);
        vector
    }
}

impl Default for HashEmbedder {
    fn default() -> Self {
        Self::new(384)
    }
}

impl Embedder for HashEmbedder {
    fn name(&self) -> &'static str {
        "hash-1"
    }

    fn dimension(&self) -> usize {
        self.dimension
    }

    fn embed(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        texts.iter().map(|text| self.vector(text)).collect()
    }
}

/// Scales a vector to length 1; one of zeros stays.
pub(crate) fn normalise(vector: &mut [f32]) {
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > 0.0 {
        for x in vector {
            *x /= length;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> f32 {
        let both = HashEmbedder::default().embed(&[a, b]);
        both[0].iter().zip(&both[1]).map(|(a, b)| a * b).sum()
    }

    #[test]
    fn what_shares_words_is_nearer() {
        let bread = "Ada bakes rye bread at the café";
        assert!((alike(bread, bread) - 1.0).abs() < 1e-5);
        let near = alike(bread, "Who baked the rye bread?");
        let far = alike(bread, "A heron stood in the pond all night");
        assert!(near > far + 0.2, "{near} {far}");
    }

    #[test]
    fn nothing_is_nowhere() {
        let none = HashEmbedder::new(3).embed(&["", "…"]);
        assert!(none.iter().all(|vector| vector.len() == 16 && vector.iter().all(|x| *x == 0.0)));
    }
}
