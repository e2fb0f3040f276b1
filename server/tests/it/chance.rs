//! A language model of chance, written as real ones are: a folder of safetensors. It says nothing
//! that means anything, and says it by the same code.

use std::path::Path;

use serde_json::{Map, Value, json};

const WIDTH: usize = 32;
const INNER: usize = 48;
const VOCABULARY: usize = 64;

/// Writes a Qwen 2 of one layer into a folder, whose answers end after some sixty words.
pub fn write(folder: &Path) {
    let config = json!({
        "model_type": "qwen2", "hidden_act": "silu", "vocab_size": VOCABULARY,
        "hidden_size": WIDTH, "num_hidden_layers": 1, "num_attention_heads": 2,
        "num_key_value_heads": 1, "intermediate_size": INNER, "rope_theta": 10_000.0,
        "max_position_embeddings": 8_192, "rms_norm_eps": 1e-5, "tie_word_embeddings": true,
        "eos_token_id": 4,
    });
    let vocabulary: Map<String, Value> = (0..VOCABULARY)
        .map(|at| (if at == 0 { "?".into() } else { format!("w{at}") }, json!(at)))
        .collect();
    let tokenizer = json!({
        "version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
        "normalizer": null, "pre_tokenizer": { "type": "Whitespace" }, "post_processor": null,
        "decoder": null,
        "model": { "type": "WordLevel", "vocab": vocabulary, "unk_token": "?" },
    });
    let template = "{% for message in messages %}{{ message.content }} {% endfor %}";
    for (name, value) in [
        ("config.json", config),
        ("tokenizer.json", tokenizer),
        ("tokenizer_config.json", json!({ "chat_template": template })),
    ] {
        std::fs::write(folder.join(name), value.to_string()).unwrap();
    }
    std::fs::write(folder.join("model.safetensors"), weights()).unwrap();
}

/// The file of the weights: the length of its header, the header in JSON, and the numbers.
fn weights() -> Vec<u8> {
    let own = |name: &str| format!("model.layers.0.{name}");
    let half = WIDTH / 2;
    let shapes = [
        ("model.embed_tokens.weight".to_owned(), vec![VOCABULARY, WIDTH]),
        ("model.norm.weight".to_owned(), vec![WIDTH]),
        (own("self_attn.q_proj.weight"), vec![WIDTH, WIDTH]),
        (own("self_attn.q_proj.bias"), vec![WIDTH]),
        (own("self_attn.k_proj.weight"), vec![half, WIDTH]),
        (own("self_attn.k_proj.bias"), vec![half]),
        (own("self_attn.v_proj.weight"), vec![half, WIDTH]),
        (own("self_attn.v_proj.bias"), vec![half]),
        (own("self_attn.o_proj.weight"), vec![WIDTH, WIDTH]),
        (own("mlp.gate_proj.weight"), vec![INNER, WIDTH]),
        (own("mlp.up_proj.weight"), vec![INNER, WIDTH]),
        (own("mlp.down_proj.weight"), vec![WIDTH, INNER]),
        (own("input_layernorm.weight"), vec![WIDTH]),
        (own("post_attention_layernorm.weight"), vec![WIDTH]),
    ];
    let (mut header, mut numbers, mut state) = (Map::new(), Vec::new(), 7_u32);
    for (name, shape) in shapes {
        let from = numbers.len();
        for _ in 0..shape.iter().product() {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let number = f32::from(u16::try_from(state >> 16).unwrap()) / 65_536.0 - 0.5;
            numbers.extend(number.to_le_bytes());
        }
        let place = json!([from, numbers.len()]);
        header.insert(name, json!({ "dtype": "F32", "shape": shape, "data_offsets": place }));
    }
    let header = Value::from(header).to_string().into_bytes();
    let length = u64::try_from(header.len()).unwrap().to_le_bytes();
    [length.to_vec(), header, numbers].concat()
}
