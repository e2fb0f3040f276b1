//! A GGUF file, as llama.cpp writes it: numbers, words and weights in one.

use std::fs::File;
use std::io::BufReader;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use candle_core::quantized::QTensor;
use candle_core::quantized::gguf_file::{Content, Value};
use candle_core::{DType, Device};
use serde_json::json;

use super::shape::{Kind, Shape};
use crate::fault::Fault;

pub(super) struct Gguf {
    path: PathBuf,
    content: Content,
    file: BufReader<File>,
    device: Device,
}

/// How texts are cut before they become tokens, by `tokenizer.ggml.pre`: the expressions of the
/// models' own tokenizers, which differ in how many digits stay together.
const CUTS: [(&str, &str); 2] = [("llama-bpe", r"\p{N}{1,3}"), ("qwen2", r"\p{N}")];
const CUT_BEFORE: &str = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|";
const CUT_AFTER: &str = r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

/// What a text is cut by first, and whether GPT-2's own expression then cuts it further.
fn cut(pre: &str) -> Option<(serde_json::Value, bool)> {
    if pre == "smollm" {
        return Some((json!({"type": "Digits", "individual_digits": true}), true));
    }
    let (_, digits) = CUTS.iter().find(|(name, _)| *name == pre)?;
    let cut = format!("{CUT_BEFORE}{digits}{CUT_AFTER}");
    let cut = json!({"type": "Split", "pattern": {"Regex": cut}, "behavior": "Isolated",
                     "invert": false});
    Some((cut, false))
}

/// Tokens that are marks, by `tokenizer.ggml.token_type`.
const CONTROL: i64 = 3;
const USER_DEFINED: i64 = 4;

impl Gguf {
    pub(super) fn open(path: &Path, device: &Device) -> Result<Self, Fault> {
        let file = File::open(path).map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => {
                let advice = "name a .gguf file, or a folder with config.json";
                Fault::Missing { path: path.to_owned(), advice }
            }
            _ => Fault::Read { path: path.to_owned(), source },
        })?;
        let mut file = BufReader::new(file);
        // Some nonsense in a file (an alignment of 0) is a panic in the reader.
        let content = catch_unwind(AssertUnwindSafe(|| Content::read(&mut file)))
            .map_err(|_| broken(path, "its head is nonsense"))?
            .map_err(|error| broken(path, &error.to_string()))?;
        Ok(Self { path: path.to_owned(), content, file, device: device.clone() })
    }

    pub(super) const fn device(&self) -> &Device {
        &self.device
    }

    /// A weight of this shape.
    pub(super) fn take(&mut self, name: &str, shape: &[usize]) -> Result<QTensor, Fault> {
        let wrong = |problem: String| Fault::Weight { name: name.to_owned(), problem };
        let info = self.content.tensor_infos.get(name).ok_or_else(|| wrong("is missing".into()))?;
        if info.shape.dims() != shape {
            return Err(wrong(format!("has the shape {:?}, not {shape:?}", info.shape.dims())));
        }
        let read = self.content.tensor(&mut self.file, name, &self.device);
        read.map_err(|error| broken(&self.path, &error.to_string()))
    }

    fn number(&self, key: &str) -> Option<i64> {
        whole(self.content.metadata.get(key)?)
    }

    /// A text of the file's head.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.content.metadata.get(key)?.to_string().ok().map(String::as_str)
    }

    fn list(&self, key: &str) -> &[Value] {
        let list = self.content.metadata.get(key).and_then(|list| list.to_vec().ok());
        list.map_or(&[], Vec::as_slice)
    }

    pub(super) fn shape(&mut self) -> Result<Shape, Fault> {
        let kind = self.text("general.architecture").unwrap_or_default().to_owned();
        let family = Kind::named(&kind);
        let scaling = self.text(&format!("{kind}.rope.scaling.type")).unwrap_or("none");
        let experts = self.number(&format!("{kind}.expert_count")).unwrap_or(0);
        let Some(family) = family.filter(|_| scaling == "none" && experts == 0) else {
            let found = format!("{kind}, places {scaling}, {experts} experts");
            return Err(Fault::Kind { path: self.path.clone(), found, known: super::KNOWN });
        };
        let number = |key: &str| {
            let number = self.number(&format!("{kind}.{key}"));
            number.and_then(|number| usize::try_from(number).ok())
        };
        let real = |key: &str| {
            let value = self.content.metadata.get(&format!("{kind}.{key}"));
            value.and_then(|value| value.to_f32().ok())
        };
        let words = self.content.tensor_infos.get("token_embd.weight");
        let heads = number("attention.head_count").unwrap_or(0);
        let width = number("embedding_length").unwrap_or(0);
        let shape = Shape {
            kind: family,
            width,
            inner: number("feed_forward_length").unwrap_or(0),
            layers: number("block_count").unwrap_or(0),
            heads,
            kv_heads: number("attention.head_count_kv").unwrap_or(heads),
            head: number("attention.key_length").unwrap_or(width / heads.max(1)),
            vocabulary: words.and_then(|words| words.shape.dims().first().copied()).unwrap_or(0),
            places: number("context_length").unwrap_or(0),
            eps: real("attention.layer_norm_rms_epsilon").unwrap_or(1e-5),
            turns: Vec::new(),
            // llama.cpp sorts the rows of Llama's queries and keys so that neighbours turn.
            neighbours: family == Kind::Llama,
            tied: !self.content.tensor_infos.contains_key("output.weight"),
        };
        let shape = shape.checked(real("rope.freq_base").unwrap_or(10_000.0));
        let mut shape = shape.ok_or_else(|| broken(&self.path, "its numbers cannot be"))?;
        if self.content.tensor_infos.contains_key("rope_freqs.weight") {
            let stretch = self.take("rope_freqs.weight", &[shape.turns.len()])?;
            let stretch =
                stretch.dequantize(&Device::Cpu)?.to_dtype(DType::F32)?.to_vec1::<f32>()?;
            let turns = shape.turns.iter_mut();
            turns.zip(stretch).for_each(|(turn, stretch)| *turn /= stretch.max(1e-3));
        }
        Ok(shape)
    }

    /// Tokens at which an answer ends.
    pub(super) fn ends(&self) -> Vec<u32> {
        ["eos", "eot", "eom"]
            .iter()
            .filter_map(|end| self.number(&format!("tokenizer.ggml.{end}_token_id")))
            .filter_map(|end| u32::try_from(end).ok())
            .collect()
    }

    /// The text of the token that this key numbers.
    pub(super) fn token(&self, key: &str) -> Option<&str> {
        let at = usize::try_from(self.number(key)?).ok()?;
        self.list("tokenizer.ggml.tokens").get(at)?.to_string().ok().map(String::as_str)
    }

    /// The file's tokenizer as `tokenizer.json` would say it.
    pub(super) fn tokenizer(&self) -> Result<serde_json::Value, Fault> {
        let model = self.text("tokenizer.ggml.model").unwrap_or("none");
        let pre = self.text("tokenizer.ggml.pre").unwrap_or("none");
        let Some((cut, further)) = cut(pre).filter(|_| model == "gpt2") else {
            let known = "one with tokenizer.json beside the file";
            let found = format!("a tokenizer {model}, {pre}");
            return Err(Fault::Kind { path: self.path.clone(), found, known });
        };
        let texts = |key| {
            let texts = self.list(key).iter().map(|text| text.to_string().map(String::as_str));
            texts
                .collect::<Result<Vec<_>, _>>()
                .map_err(|error| broken(&self.path, &error.to_string()))
        };
        let tokens = texts("tokenizer.ggml.tokens")?;
        let vocabulary: serde_json::Map<_, _> =
            tokens.iter().enumerate().map(|(id, token)| ((*token).to_owned(), json!(id))).collect();
        let kinds = self.list("tokenizer.ggml.token_type").iter().map(whole);
        let marks = kinds.zip(&tokens).enumerate().filter_map(|(id, (kind, content))| {
            let special = kind == Some(CONTROL);
            (special || kind == Some(USER_DEFINED)).then(|| {
                json!({"id": id, "content": content, "special": special, "single_word": false,
                       "lstrip": false, "rstrip": false, "normalized": false})
            })
        });
        let bytes = json!({"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true,
                           "use_regex": further});
        Ok(json!({
            "version": "1.0", "truncation": null, "padding": null, "post_processor": null,
            "added_tokens": marks.collect::<Vec<_>>(),
            "normalizer": if pre == "qwen2" { json!({"type": "NFC"}) } else { json!(null) },
            "pre_tokenizer": {"type": "Sequence", "pretokenizers": [cut, bytes]},
            "decoder": bytes,
            "model": {"type": "BPE", "vocab": vocabulary, "ignore_merges": pre == "llama-bpe",
                      "merges": texts("tokenizer.ggml.merges")?},
        }))
    }
}

fn broken(path: &Path, said: &str) -> Fault {
    Fault::Broken { path: path.to_owned(), said: said.to_owned() }
}

/// A whole number, however wide it was written.
fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::U8(number) => Some(i64::from(*number)),
        Value::I8(number) => Some(i64::from(*number)),
        Value::U16(number) => Some(i64::from(*number)),
        Value::I16(number) => Some(i64::from(*number)),
        Value::U32(number) => Some(i64::from(*number)),
        Value::I32(number) => Some(i64::from(*number)),
        Value::U64(number) => i64::try_from(*number).ok(),
        Value::I64(number) => Some(*number),
        _ => None,
    }
}
