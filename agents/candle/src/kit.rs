//! Small models of chance, written to folders as real ones are.

mod decoder;

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use candle_core::{Device, Tensor};
use rand::{RngExt, SeedableRng, rngs::SmallRng};
use serde_json::{Value, json};

pub use decoder::{KINDS, decoder, decoder_config, gguf, letter_decoder};

/// Words that the tokenizers of tests know, from number 4 on.
pub const WORDS: [&str; 12] =
    ["ada", "bakes", "rye", "bread", "in", "the", "mill", "a", "heron", "stood", "all", "night"];

/// Weights of chance that are the same each time.
pub struct Chance(SmallRng);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(SmallRng::seed_from_u64(seed))
    }

    /// Numbers around `mean`.
    pub fn tensor(&mut self, shape: &[usize], mean: f32, width: f32) -> Tensor {
        let count = shape.iter().product();
        let numbers: Vec<f32> =
            (0..count).map(|_| mean + self.0.random_range(-width..width)).collect();
        Tensor::from_vec(numbers, shape, &Device::Cpu).unwrap()
    }
}

/// A tokenizer of whole words, with marks at both ends if they are asked for.
pub fn word_tokenizer(words: &[&str], marks: bool) -> Value {
    let specials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"];
    let vocab: HashMap<&str, usize> =
        specials.iter().chain(words).enumerate().map(|(at, word)| (*word, at)).collect();
    let added: Vec<Value> = specials
        .iter()
        .enumerate()
        .map(|(id, content)| {
            json!({"id": id, "content": content, "special": true, "single_word": false,
                   "lstrip": false, "rstrip": false, "normalized": false})
        })
        .collect();
    let mark = |name: &str| json!({"SpecialToken": {"id": name, "type_id": 0}});
    let single = json!([mark("[CLS]"), {"Sequence": {"id": "A", "type_id": 0}}, mark("[SEP]")]);
    let named = |name: &str, id: u32| json!({"id": name, "ids": [id], "tokens": [name]});
    let processor = json!({"type": "TemplateProcessing", "single": single, "pair": single,
        "special_tokens": {"[CLS]": named("[CLS]", 2), "[SEP]": named("[SEP]", 3)}});
    json!({
        "version": "1.0", "truncation": null, "padding": null, "added_tokens": added,
        "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": if marks { processor } else { Value::Null }, "decoder": null,
        "model": {"type": "WordLevel", "vocab": vocab, "unk_token": "[UNK]"},
    })
}

pub fn write_json(folder: &Path, name: &str, value: &Value) {
    fs::write(folder.join(name), value.to_string()).unwrap();
}

/// `config.json` of the BERT that [`bert`] writes.
pub fn bert_config() -> Value {
    json!({
        "model_type": "bert", "hidden_act": "gelu", "vocab_size": 16, "hidden_size": 24,
        "num_hidden_layers": 2, "num_attention_heads": 3, "intermediate_size": 40,
        "max_position_embeddings": 16, "type_vocab_size": 2, "layer_norm_eps": 1e-12,
        "hidden_dropout_prob": 0.1, "initializer_range": 0.02, "pad_token_id": 0,
    })
}

/// Writes a BERT of chance into a folder.
pub fn bert(folder: &Path) {
    let mut chance = Chance::new(1);
    let (width, inner) = (24, 40);
    let mut weights = HashMap::new();
    let norm = |weights: &mut HashMap<_, _>, chance: &mut Chance, name: String| {
        weights.insert(format!("{name}.weight"), chance.tensor(&[width], 1.0, 0.2));
        weights.insert(format!("{name}.bias"), chance.tensor(&[width], 0.0, 0.2));
    };
    for (name, rows) in [("word", 16), ("position", 16), ("token_type", 2)] {
        let tensor = chance.tensor(&[rows, width], 0.0, 1.0);
        weights.insert(format!("embeddings.{name}_embeddings.weight"), tensor);
    }
    norm(&mut weights, &mut chance, "embeddings.LayerNorm".into());
    for layer in 0..2 {
        let layer = format!("encoder.layer.{layer}");
        for (name, from, to) in [
            ("attention.self.query", width, width),
            ("attention.self.key", width, width),
            ("attention.self.value", width, width),
            ("attention.output.dense", width, width),
            ("intermediate.dense", width, inner),
            ("output.dense", inner, width),
        ] {
            let weight = chance.tensor(&[to, from], 0.0, 0.4);
            weights.insert(format!("{layer}.{name}.weight"), weight);
            weights.insert(format!("{layer}.{name}.bias"), chance.tensor(&[to], 0.0, 0.2));
        }
        norm(&mut weights, &mut chance, format!("{layer}.attention.output.LayerNorm"));
        norm(&mut weights, &mut chance, format!("{layer}.output.LayerNorm"));
    }
    candle_core::safetensors::save(&weights, folder.join("model.safetensors")).unwrap();
    write_json(folder, "config.json", &bert_config());
    write_json(folder, "tokenizer.json", &word_tokenizer(&WORDS, true));
}
