//! Files that are not what they should be, templates, and tokenizers out of GGUF.

use std::fs;
use std::path::Path;

use candle_core::Device;
use candle_core::quantized::gguf_file::{self, Value};
use candle_core::quantized::{GgmlDType, QTensor};
use serde_json::json;
use tempfile::TempDir;

use super::super::engine::{Settings, load};
use super::super::gguf::Gguf;
use super::super::template::{Line, Template};
use crate::{Fault, kit};

fn fault(spoil: impl FnOnce(&Path)) -> Fault {
    let folder = TempDir::new().unwrap();
    kit::decoder(folder.path(), "llama");
    spoil(folder.path());
    load(folder.path(), Settings::default(), &Device::Cpu).err().unwrap()
}

fn config_fault(field: &str, value: serde_json::Value) -> Fault {
    fault(|folder| {
        let mut config = kit::decoder_config("llama");
        config[field] = value;
        kit::write_json(folder, "config.json", &config);
    })
}

#[test]
fn broken_folders_are_named() {
    for name in ["config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors"] {
        let broken = fault(|folder| fs::write(folder.join(name), "{").unwrap());
        assert!(matches!(&broken, Fault::Broken { path, .. } if path.ends_with(name)), "{broken}");
        let missing = fault(|folder| fs::remove_file(folder.join(name)).unwrap());
        assert!(matches!(&missing, Fault::Missing { path, .. } if path.ends_with(name)));
    }
    for (field, value) in [
        ("model_type", json!("gpt2")),
        ("use_sliding_window", json!(true)),
        ("attention_bias", json!(true)),
        ("rope_scaling", json!({"rope_type": "yarn", "factor": 4.0})),
    ] {
        let kind = config_fault(field, value);
        assert!(matches!(kind, Fault::Kind { .. }), "{kind}");
    }
    for (field, value) in [
        ("num_key_value_heads", json!(3)),
        ("head_dim", json!(15)),
        ("num_hidden_layers", json!(1_000_000)),
        ("vocab_size", json!(0)),
        ("rope_theta", json!(-1.0)),
    ] {
        let broken = config_fault(field, value);
        assert!(matches!(broken, Fault::Broken { .. }), "{field} {broken}");
    }
    let shape = config_fault("intermediate_size", json!(97));
    assert!(matches!(shape, Fault::Weight { .. }), "{shape}");
    let index = fault(|folder| {
        let index = json!({"weight_map": {"a": "../elsewhere.safetensors"}});
        kit::write_json(folder, "model.safetensors.index.json", &index);
    });
    assert!(index.to_string().contains("elsewhere"), "{index}");
}

#[test]
fn weights_may_lie_in_several_files() {
    let folder = TempDir::new().unwrap();
    kit::decoder(folder.path(), "qwen2");
    let (from, to) = ("model.safetensors", "model-00001-of-00001.safetensors");
    fs::rename(folder.path().join(from), folder.path().join(to)).unwrap();
    let index = json!({"weight_map": {"lm_head.weight": to, "model.norm.weight": to}});
    kit::write_json(folder.path(), "model.safetensors.index.json", &index);
    load(folder.path(), Settings::default(), &Device::Cpu).unwrap();
}

#[test]
fn broken_packed_files_are_named() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("m.gguf");
    let opened = || load(&path, Settings::default(), &Device::Cpu).err().unwrap();
    assert!(matches!(opened(), Fault::Missing { .. }));
    kit::gguf(&path, "llama", GgmlDType::Q8_0);
    let whole = fs::read(&path).unwrap();
    for length in [0, 3, 20, 300, whole.len() / 2, whole.len() - 64] {
        fs::write(&path, &whole[..length]).unwrap();
        let broken = opened();
        assert!(matches!(broken, Fault::Broken { .. }), "{length} {broken}");
    }
    for (key, value, is_kind) in [
        ("general.architecture", Value::String("phi".into()), true),
        ("llama.rope.scaling.type", Value::String("yarn".into()), true),
        ("llama.attention.head_count", Value::U32(0), false),
        ("general.alignment", Value::U32(0), false),
    ] {
        rewrite(&path, &whole, key, value);
        let wrong = opened();
        let found = if is_kind {
            matches!(wrong, Fault::Kind { .. })
        } else {
            matches!(wrong, Fault::Broken { .. })
        };
        assert!(found, "{key} {wrong}");
    }
}

/// Writes a file with one thing told otherwise.
fn rewrite(path: &Path, whole: &[u8], key: &str, value: Value) {
    let mut reader = std::io::Cursor::new(whole);
    let mut content = gguf_file::Content::read(&mut reader).unwrap();
    content.metadata.insert(key.to_owned(), value);
    let names: Vec<String> = content.tensor_infos.keys().cloned().collect();
    let tensors: Vec<(&str, QTensor)> = names
        .iter()
        .map(|name| (name.as_str(), content.tensor(&mut reader, name, &Device::Cpu).unwrap()))
        .collect();
    let tensors: Vec<(&str, &QTensor)> = tensors.iter().map(|(name, t)| (*name, t)).collect();
    let told: Vec<(&str, &Value)> =
        content.metadata.iter().map(|(key, value)| (key.as_str(), value)).collect();
    gguf_file::write(&mut fs::File::create(path).unwrap(), &told, &tensors).unwrap();
}

#[test]
fn a_packed_file_brings_its_tokenizer() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("m.gguf");
    kit::gguf(&path, "qwen2", GgmlDType::F32);
    fs::remove_file(folder.path().join("tokenizer.json")).unwrap();
    let whole = fs::read(&path).unwrap();
    let none = load(&path, Settings::default(), &Device::Cpu).err().unwrap();
    assert!(none.to_string().contains("tokenizer.json"), "{none}");

    let list = |texts: &[&str]| {
        Value::Array(texts.iter().map(|text| Value::String((*text).to_owned())).collect())
    };
    let tokens =
        ["h", "e", "l", "o", "Ġ", "he", "ll", "hell", "hello", "Ġhello", "Ã", "¤", "<|im_end|>"];
    let merges = ["h e", "l l", "he ll", "hell o", "Ġ hello"];
    let kind = |token: &&str| Value::I32(if token.starts_with('<') { 3 } else { 1 });
    let kinds = tokens.iter().map(kind).collect();
    let mut told = whole;
    for (key, value) in [
        ("tokenizer.ggml.model", Value::String("gpt2".into())),
        ("tokenizer.ggml.pre", Value::String("qwen2".into())),
        ("tokenizer.ggml.tokens", list(&tokens)),
        ("tokenizer.ggml.merges", list(&merges)),
        ("tokenizer.ggml.token_type", Value::Array(kinds)),
        ("tokenizer.ggml.eos_token_id", Value::U32(12)),
    ] {
        rewrite(&path, &told, key, value);
        told = fs::read(&path).unwrap();
    }
    let file = Gguf::open(&path, &Device::Cpu).unwrap();
    assert_eq!(
        (file.ends(), file.token("tokenizer.ggml.eos_token_id")),
        (vec![12], Some("<|im_end|>"))
    );
    let tokenizer = file.tokenizer().unwrap().to_string();
    let tokenizer = tokenizers::Tokenizer::from_bytes(tokenizer).unwrap();
    let text = "hello hello<|im_end|>äo";
    let cut = tokenizer.encode(text, false).unwrap();
    assert_eq!(cut.get_ids(), [8, 9, 12, 10, 11, 3]);
    assert_eq!(tokenizer.decode(cut.get_ids(), false).unwrap(), text);
    let tongue = load(&path, Settings::default(), &Device::Cpu).unwrap().1;
    assert!(tongue.is_end(12) && !tongue.is_end(3));

    // SmolLM's digits stand alone, whatever could be merged.
    let numbers = ["1", "2", "12", "h", "1h", "Ġ", "Ġh"];
    for (key, value) in [
        ("tokenizer.ggml.pre", Value::String("smollm".into())),
        ("tokenizer.ggml.tokens", list(&numbers)),
        ("tokenizer.ggml.merges", list(&["1 2", "1 h", "Ġ h"])),
    ] {
        rewrite(&path, &told, key, value);
        told = fs::read(&path).unwrap();
    }
    let file = Gguf::open(&path, &Device::Cpu).unwrap().tokenizer().unwrap().to_string();
    let cut = tokenizers::Tokenizer::from_bytes(file).unwrap().encode("12h h", false).unwrap();
    assert_eq!(cut.get_ids(), [0, 1, 3, 6]);
}

fn lines() -> [Line<'static>; 3] {
    [
        Line { role: "system", content: " You are Ada. " },
        Line { role: "user", content: "Well?" },
        Line { role: "assistant", content: "<think>hm</think>Yes" },
    ]
}

#[test]
fn templates_may_use_what_python_can() {
    let template = "\
{%- if messages[0].role == 'system' %}
    {{- bos_token + messages[0]['content'].strip() + '\\n' }}
{%- endif %}
{%- for message in messages[1:] %}
    {%- if message.role == 'assistant' and '</think>' in message.content %}
        {{- message.content.split('</think>')[-1].lstrip('\\n') }}
    {%- elif message.content.startswith('No') %}
        {{- raise_exception('never') }}
    {%- else %}
        {{- '<|' ~ message.get('role', 'none') ~ '|>' ~ message.content | trim }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt and not enable_thinking %}{{ '<go>' }}{% endif %}";
    let template = Template::new(template.into(), "<s>".into(), "</s>".into()).unwrap();
    assert_eq!(template.render(&lines()).unwrap(), "<s>You are Ada.\n<|user|>Well?Yes<go>");
}

#[test]
fn templates_are_bounded() {
    for (template, why) in [
        ("{{ raise_exception('no system here') }}", "no system here"),
        ("{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}", "fuel"),
        ("{{ messages[0].content.frobnicate() }}", "frobnicate"),
        ("{% if %}", "syntax"),
    ] {
        let refused = Template::new(template.into(), String::new(), String::new()).err().unwrap();
        assert!(
            matches!(refused, Fault::Template { .. }) && refused.to_string().contains(why),
            "{refused}"
        );
    }
    let long = "x".repeat(1 << 19);
    assert!(Template::new(long, String::new(), String::new()).is_err());
    let doubled = "{% set n = namespace(t='xxxxxxxx') %}{% for i in range(22) %}\
                   {% set n.t = n.t ~ n.t %}{% endfor %}{{ n.t }}";
    let refused = Template::new(doubled.into(), String::new(), String::new()).err().unwrap();
    assert!(refused.to_string().contains("too long"), "{refused}");
}
