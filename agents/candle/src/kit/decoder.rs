//! Small decoders of chance.

use std::collections::HashMap;
use std::fs::File;
use std::path::Path;

use candle_core::Tensor;
use candle_core::quantized::gguf_file::{self, Value as Told};
use candle_core::quantized::{GgmlDType, QTensor};
use serde_json::{Value, json};

use super::{Chance, word_tokenizer, write_json};

pub const KINDS: [&str; 3] = ["llama", "qwen2", "qwen3"];

const WIDTH: usize = 64;
const INNER: usize = 96;
const LAYERS: usize = 2;
const HEADS: usize = 4;
const KV_HEADS: usize = 2;
const HEAD: usize = 16;
const VOCABULARY: usize = 64;
const PLACES: usize = 256;
/// The same of the decoder that writes letters.
const LETTERS: usize = 320;
const LETTER_PLACES: usize = 4_096;
const TEMPLATE: &str = "{% for message in messages %}{{ message.content }} {% endfor %}";

/// `config.json` of the decoder that [`decoder`] writes; no token ends an answer.
pub fn decoder_config(kind: &str) -> Value {
    json!({
        "model_type": kind, "hidden_act": "silu", "vocab_size": VOCABULARY, "hidden_size": WIDTH,
        "num_hidden_layers": LAYERS, "num_attention_heads": HEADS, "head_dim": HEAD,
        "num_key_value_heads": KV_HEADS, "intermediate_size": INNER, "rope_theta": 10000.0,
        "max_position_embeddings": PLACES, "rms_norm_eps": 1e-5, "tie_word_embeddings": false,
        "attention_bias": false, "use_sliding_window": false, "sliding_window": 64,
        "max_window_layers": 2,
    })
}

/// The weights by their name in safetensors and their name in GGUF.
fn weights(kind: &str, vocabulary: usize) -> Vec<(String, String, Tensor)> {
    let mut chance = Chance::new(7);
    let mut all = Vec::new();
    let mut add = |name: String, packed: String, shape: &[usize], mean: f32, width: f32| {
        all.push((name, packed, chance.tensor(shape, mean, width)));
    };
    let words = &[vocabulary, WIDTH];
    add("model.embed_tokens.weight".into(), "token_embd.weight".into(), words, 0.0, 1.0);
    add("lm_head.weight".into(), "output.weight".into(), words, 0.0, 0.5);
    add("model.norm.weight".into(), "output_norm.weight".into(), &[WIDTH], 1.0, 0.2);
    for layer in 0..LAYERS {
        let (plain, packed) = (format!("model.layers.{layer}"), format!("blk.{layer}"));
        for (name, short, to, from) in [
            ("self_attn.q_proj", "attn_q", HEADS * HEAD, WIDTH),
            ("self_attn.k_proj", "attn_k", KV_HEADS * HEAD, WIDTH),
            ("self_attn.v_proj", "attn_v", KV_HEADS * HEAD, WIDTH),
            ("self_attn.o_proj", "attn_output", WIDTH, HEADS * HEAD),
            ("mlp.gate_proj", "ffn_gate", INNER, WIDTH),
            ("mlp.up_proj", "ffn_up", INNER, WIDTH),
            ("mlp.down_proj", "ffn_down", WIDTH, INNER),
        ] {
            let (plain, packed) = (format!("{plain}.{name}"), format!("{packed}.{short}"));
            let shape = &[to, from];
            add(format!("{plain}.weight"), format!("{packed}.weight"), shape, 0.0, 0.4);
            if kind == "qwen2" && name.contains("attn") && short != "attn_output" {
                add(format!("{plain}.bias"), format!("{packed}.bias"), &[to], 0.0, 0.3);
            }
        }
        let mut norms = vec![
            ("input_layernorm", "attn_norm", WIDTH),
            ("post_attention_layernorm", "ffn_norm", WIDTH),
        ];
        if kind == "qwen3" {
            norms.push(("self_attn.q_norm", "attn_q_norm", HEAD));
            norms.push(("self_attn.k_norm", "attn_k_norm", HEAD));
        }
        for (name, short, length) in norms {
            let (plain, packed) = (format!("{plain}.{name}"), format!("{packed}.{short}"));
            add(format!("{plain}.weight"), format!("{packed}.weight"), &[length], 1.0, 0.3);
        }
    }
    all
}

fn tokenizer() -> Value {
    let words: Vec<String> = (4..VOCABULARY).map(|at| format!("w{at}")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    word_tokenizer(&words, false)
}

/// Writes a decoder of chance into a folder; the token of number n from 4 on is the word `wn`.
pub fn decoder(folder: &Path, kind: &str) {
    write(folder, kind, VOCABULARY, PLACES, &tokenizer());
}

fn write(folder: &Path, kind: &str, vocabulary: usize, places: usize, tokenizer: &Value) {
    let weights: HashMap<_, _> =
        weights(kind, vocabulary).into_iter().map(|(name, _, tensor)| (name, tensor)).collect();
    candle_core::safetensors::save(&weights, folder.join("model.safetensors")).unwrap();
    let mut config = decoder_config(kind);
    config["vocab_size"] = vocabulary.into();
    config["max_position_embeddings"] = places.into();
    write_json(folder, "config.json", &config);
    write_json(folder, "tokenizer.json", tokenizer);
    write_json(folder, "tokenizer_config.json", &json!({"chat_template": TEMPLATE}));
}

/// Writes a decoder of chance whose tokens are bytes and a few longer pieces, as GPT-2 has them.
pub fn letter_decoder(folder: &Path, kind: &str) {
    write(folder, kind, LETTERS, LETTER_PLACES, &letter_tokenizer());
}

/// Bytes, pieces with quotation marks and beginnings of words, and `<|im_end|>`.
fn letter_tokenizer() -> Value {
    let letter = |byte: u8| match byte {
        b'!'..=b'~' | 0xa1..=0xac | 0xae..=0xff => char::from(byte),
        other => {
            let plain = |byte: &u8| matches!(byte, b'!'..=b'~' | 0xa1..=0xac | 0xae..=0xff);
            let before = (0..other).filter(|byte| !plain(byte)).count();
            char::from_u32(0x100 + u32::try_from(before).unwrap()).unwrap()
        }
    };
    let mut vocabulary: Vec<String> = (0..=255).map(|byte| letter(byte).to_string()).collect();
    let mut merges = Vec::new();
    for piece in ["{\"", "\": ", "\": \"", "\", ", "thought", "acts", "plan", "do", "say"] {
        let mut letters = piece.bytes().map(letter);
        let mut known = letters.next().unwrap().to_string();
        for letter in letters {
            let longer = format!("{known}{letter}");
            if !vocabulary.contains(&longer) {
                merges.push(format!("{known} {letter}"));
                vocabulary.push(longer.clone());
            }
            known = longer;
        }
    }
    let end = vocabulary.len();
    assert!(end < LETTERS);
    let vocabulary: HashMap<String, usize> =
        vocabulary.into_iter().enumerate().map(|(id, text)| (text, id)).collect();
    let bytes = json!({"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true,
                       "use_regex": false});
    json!({
        "version": "1.0", "truncation": null, "padding": null, "normalizer": null,
        "added_tokens": [{"id": end, "content": "<|im_end|>", "special": true,
                          "single_word": false, "lstrip": false, "rstrip": false,
                          "normalized": false}],
        "pre_tokenizer": bytes, "post_processor": null, "decoder": bytes,
        "model": {"type": "BPE", "vocab": vocabulary, "merges": merges},
    })
}

/// As llama.cpp sorts the rows of Llama's queries and keys: halves become neighbours.
fn neighbours(weight: &Tensor, heads: usize) -> Tensor {
    let (to, from) = weight.dims2().unwrap();
    let halves = weight.reshape((heads, 2, to / heads / 2, from)).unwrap();
    halves.transpose(1, 2).unwrap().contiguous().unwrap().reshape((to, from)).unwrap()
}

/// Writes the same decoder as a GGUF file, its matrices in this form, `tokenizer.json` beside it.
pub fn gguf(path: &Path, kind: &str, form: GgmlDType) {
    let tensors: Vec<(String, QTensor)> = weights(kind, VOCABULARY)
        .into_iter()
        .map(|(_, name, tensor)| {
            let tensor = match name.as_str() {
                _ if kind != "llama" => tensor,
                name if name.ends_with("attn_q.weight") => neighbours(&tensor, HEADS),
                name if name.ends_with("attn_k.weight") => neighbours(&tensor, KV_HEADS),
                _ => tensor,
            };
            let form = if tensor.rank() == 2 { form } else { GgmlDType::F32 };
            (name, QTensor::quantize(&tensor, form).unwrap())
        })
        .collect();
    let number = |number: usize| Told::U32(u32::try_from(number).unwrap());
    let mut told = vec![
        ("general.architecture".to_owned(), Told::String(kind.to_owned())),
        ("tokenizer.chat_template".to_owned(), Told::String(TEMPLATE.to_owned())),
    ];
    for (key, value) in [
        ("block_count", number(LAYERS)),
        ("embedding_length", number(WIDTH)),
        ("feed_forward_length", number(INNER)),
        ("attention.head_count", number(HEADS)),
        ("attention.head_count_kv", number(KV_HEADS)),
        ("attention.key_length", number(HEAD)),
        ("context_length", number(PLACES)),
        ("attention.layer_norm_rms_epsilon", Told::F32(1e-5)),
        ("rope.freq_base", Told::F32(10_000.0)),
    ] {
        told.push((format!("{kind}.{key}"), value));
    }
    let told: Vec<(&str, &Told)> = told.iter().map(|(key, value)| (key.as_str(), value)).collect();
    let tensors: Vec<(&str, &QTensor)> =
        tensors.iter().map(|(name, tensor)| (name.as_str(), tensor)).collect();
    gguf_file::write(&mut File::create(path).unwrap(), &told, &tensors).unwrap();
    write_json(path.parent().unwrap(), "tokenizer.json", &tokenizer());
}
