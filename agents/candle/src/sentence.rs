//! Sentences as vectors, by a BERT-class model such as `MiniLM`.
//!
//! It computes on the processor alone: such a model has some 20 million weights, and a short
//! sentence takes milliseconds.

mod bert;
mod gelu;

use std::fmt;
use std::path::Path;

use rayon::ThreadPool;
use serde::Deserialize;
use tokenizers::{Tokenizer, TruncationParams};
use tracing::warn;
use village_agents::mind::Embedder;
use xxhash_rust::xxh3::xxh3_64;

use crate::fault::Fault;
use crate::threads;
use crate::weights::{self, Weights};
use bert::{Bert, Shape};

/// Tokens that are computed together, so that what they need stays in the processor's cache.
const TOKENS_TOGETHER: usize = 1_024;
/// Bytes of a text that are looked at.
const TEXT_BYTES_MAX: usize = 16 << 10;

/// A sentence model from a folder with `config.json`, `tokenizer.json` and `model.safetensors`, as
/// sentence-transformers writes it.
pub struct SentenceModel {
    name: String,
    bert: Bert,
    tokenizer: Tokenizer,
    pooling: Pooling,
    threads: ThreadPool,
}

/// How the vectors of a text's tokens become one.
#[derive(Debug, Clone, Copy)]
enum Pooling {
    Mean,
    First,
}

/// `1_Pooling/config.json`.
#[derive(Deserialize)]
struct PoolingFile {
    #[serde(default)]
    pooling_mode_mean_tokens: bool,
    #[serde(default)]
    pooling_mode_cls_token: bool,
}

/// `sentence_bert_config.json`.
#[derive(Deserialize)]
struct LimitFile {
    max_seq_length: Option<usize>,
}

impl SentenceModel {
    /// Reads the model. A text is cut to as many tokens as `sentence_bert_config.json` says, or as
    /// the model has places. It computes on so many threads; 0: as many as there are cores but one.
    pub fn open(folder: &Path, threads: usize) -> Result<Self, Fault> {
        let threads = threads::pool(threads)?;
        let shape = Shape::read(&folder.join("config.json"))?;
        let mut tokenizer = weights::tokenizer(&folder.join("tokenizer.json"))?;
        let limit: Option<LimitFile> =
            weights::json_if_there(&folder.join("sentence_bert_config.json"))?;
        let limit = limit.and_then(|limit| limit.max_seq_length).unwrap_or(usize::MAX);
        // Room for the marks of beginning and end and one token.
        let max_length = limit.clamp(3, shape.places());
        let truncation = TruncationParams { max_length, ..TruncationParams::default() };
        tokenizer
            .with_truncation(Some(truncation))
            .map_err(|error| Fault::Tokens { said: error.to_string() })?;
        let pooling = pooling(folder)?;
        let mut print = 0;
        let path = folder.join("model.safetensors");
        let seen = |bytes: &[u8]| print = xxh3_64(bytes);
        let mut weights =
            Weights::open(&path, candle_core::DType::F32, &candle_core::Device::Cpu, seen)?;
        let bert = Bert::new(&shape, &mut weights)?;
        let name = format!("bert-{}-{print:016x}", bert.width());
        Ok(Self { name, bert, tokenizer, pooling, threads })
    }

    /// A vector of length 1 for each text, in order; zeros for one without a word.
    pub fn vectors(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, Fault> {
        self.threads.install(|| self.computed(texts))
    }

    fn computed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, Fault> {
        let cut: Vec<&str> = texts.iter().map(|text| beginning(text)).collect();
        let encodings = self
            .tokenizer
            .encode_batch_fast(cut, true)
            .map_err(|error| Fault::Tokens { said: error.to_string() })?;
        let mut vectors = vec![vec![0.0; self.bert.width()]; texts.len()];
        // Of like length together, so that threads end together.
        let mut order: Vec<usize> =
            (0..texts.len()).filter(|at| !texts[*at].trim().is_empty()).collect();
        order.sort_by_key(|at| encodings[*at].len());
        let mut rest = order.as_slice();
        while !rest.is_empty() {
            let mut tokens = 0;
            let fits = rest.iter().take_while(|at| {
                tokens += encodings[**at].len();
                tokens <= TOKENS_TOGETHER
            });
            let (now, later) = rest.split_at(fits.count().max(1));
            let ids: Vec<&[u32]> = now.iter().map(|at| encodings[*at].get_ids()).collect();
            let hidden = self.bert.forward(&ids)?;
            let mut rows = hidden.chunks_exact(self.bert.width());
            for (at, ids) in now.iter().zip(&ids) {
                let rows: Vec<&[f32]> = rows.by_ref().take(ids.len()).collect();
                pool(self.pooling, &rows, &mut vectors[*at]);
            }
            rest = later;
        }
        Ok(vectors)
    }
}

fn pooling(folder: &Path) -> Result<Pooling, Fault> {
    let path = folder.join("1_Pooling/config.json");
    match weights::json_if_there::<PoolingFile>(&path)? {
        None => Ok(Pooling::Mean),
        Some(file) if file.pooling_mode_mean_tokens => Ok(Pooling::Mean),
        Some(file) if file.pooling_mode_cls_token => Ok(Pooling::First),
        Some(_) => {
            let found = "another pooling".to_owned();
            Err(Fault::Kind { path, found, known: "a model that pools by mean or first token" })
        }
    }
}

/// As much of a text as is looked at.
fn beginning(text: &str) -> &str {
    &text[..text.floor_char_boundary(TEXT_BYTES_MAX)]
}

fn pool(pooling: Pooling, rows: &[&[f32]], vector: &mut [f32]) {
    let rows = match pooling {
        Pooling::Mean => rows,
        Pooling::First => &rows[..rows.len().min(1)],
    };
    for row in rows {
        for (sum, part) in vector.iter_mut().zip(*row) {
            *sum += part;
        }
    }
    // The length is made 1, so the sum serves as well as the mean.
    let length = vector.iter().map(|part| part * part).sum::<f32>().sqrt();
    if length > 0.0 {
        for part in vector {
            *part /= length;
        }
    }
}

impl Embedder for SentenceModel {
    fn name(&self) -> &str {
        &self.name
    }

    fn dimension(&self) -> usize {
        self.bert.width()
    }

    /// Zeros, which are like nothing, and a line in the log if the model fails.
    fn embed(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        self.vectors(texts).unwrap_or_else(|fault| {
            warn!(%fault, "the sentence model made no vectors");
            vec![vec![0.0; self.bert.width()]; texts.len()]
        })
    }
}

impl fmt::Debug for SentenceModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SentenceModel").field("name", &self.name).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
