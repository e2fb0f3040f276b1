//! Our network beside those of candle-transformers, and the forms of files beside each other.

use candle_core::quantized::GgmlDType;
use candle_core::{DType, Device, Tensor};
use candle_nn::VarBuilder;
use candle_transformers::models::{llama, quantized_llama, qwen2, qwen3};
use serde_json::json;
use tempfile::TempDir;

use super::super::engine::{Settings, load};
use super::super::gguf::Gguf;
use super::super::network::{Network, Turn};
use super::super::source::Source;
use super::{network, prompt};
use crate::kit;

/// What our network holds likely after these tokens, read in pieces of this length.
fn ours(network: &Network, tokens: &[u32], piece: usize) -> Vec<f32> {
    let mut kv = network.kv(Vec::new());
    let mut last = Vec::new();
    for tokens in tokens.chunks(piece) {
        let mut turns = [Turn { kv: &mut kv, tokens, speaks: true }];
        last = network.forward(&mut turns).unwrap().remove(0);
    }
    last
}

fn assert_near(a: &[f32], b: &[f32], most: f32) {
    assert_eq!(a.len(), b.len());
    let far = a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    assert!(far < most, "they differ by {far}");
    let span =
        a.iter().copied().fold(f32::MIN, f32::max) - a.iter().copied().fold(f32::MAX, f32::min);
    assert!(span > 1.0, "it holds something likelier than something else: {span}");
}

/// candle-transformers' own answer.
fn theirs(folder: &TempDir, kind: &str, tokens: &[u32]) -> Vec<f32> {
    let file = std::fs::read(folder.path().join("model.safetensors")).unwrap();
    let weights = VarBuilder::from_buffered_safetensors(file, DType::F32, &Device::Cpu).unwrap();
    let input = Tensor::new(tokens, &Device::Cpu).unwrap().unsqueeze(0).unwrap();
    let mut config = kit::decoder_config(kind);
    let logits = match kind {
        "llama" => {
            let config: llama::LlamaConfig = serde_json::from_value(config).unwrap();
            let config = config.into_config(false);
            let mut cache = llama::Cache::new(true, DType::F32, &config, &Device::Cpu).unwrap();
            llama::Llama::load(weights, &config).unwrap().forward(&input, 0, &mut cache).unwrap()
        }
        "qwen2" => {
            let config: qwen2::Config = serde_json::from_value(config).unwrap();
            qwen2::ModelForCausalLM::new(&config, weights).unwrap().forward(&input, 0).unwrap()
        }
        _ => {
            config["sliding_window"] = json!(null);
            let config: qwen3::Config = serde_json::from_value(config).unwrap();
            qwen3::ModelForCausalLM::new(&config, weights).unwrap().forward(&input, 0).unwrap()
        }
    };
    logits.flatten_all().unwrap().to_vec1().unwrap()
}

#[test]
fn another_hand_holds_the_same_likely() {
    let tokens = prompt(20, 1, 45);
    for kind in kit::KINDS {
        let folder = TempDir::new().unwrap();
        kit::decoder(folder.path(), kind);
        let network = load(folder.path(), Settings::default(), &Device::Cpu).unwrap().0;
        let theirs = theirs(&folder, kind, &tokens);
        assert_near(&ours(&network, &tokens, 64), &theirs, 1e-3);
    }
}

#[test]
fn in_pieces_a_text_is_the_same() {
    let tokens = prompt(20, 2, 100);
    for kind in kit::KINDS {
        let network = network(kind);
        let whole = ours(&network, &tokens, 128);
        for piece in [1, 7, 64] {
            assert_near(&ours(&network, &tokens, piece), &whole, 1e-3);
        }
    }
}

#[test]
fn a_packed_file_is_the_same_model() {
    let tokens = prompt(20, 3, 60);
    for kind in kit::KINDS {
        let plain = ours(&network(kind), &tokens, 64);
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("model.gguf");
        for (form, most) in [(GgmlDType::F32, 1e-3), (GgmlDType::Q8_0, 1.0)] {
            kit::gguf(&path, kind, form);
            let packed = load(&path, Settings::default(), &Device::Cpu).unwrap().0;
            assert_near(&ours(&packed, &tokens, 64), &plain, most);
        }
    }
}

#[test]
fn another_hand_reads_the_same_from_a_packed_llama() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("model.gguf");
    let tokens = prompt(9, 3, 33);
    for form in [GgmlDType::F32, GgmlDType::Q8_0] {
        kit::gguf(&path, "llama", form);
        let widened = load(&path, Settings::default(), &Device::Cpu).unwrap().0;
        // Wider models stay packed; one as narrow as this would not.
        let mut file = Gguf::open(&path, &Device::Cpu).unwrap();
        let shape = file.shape().unwrap();
        let places = shape.places;
        let packed =
            Network::new(shape, places, &mut Source::Packed { file, widened: false }).unwrap();
        let mut file = std::fs::File::open(&path).unwrap();
        let mut content = candle_core::quantized::gguf_file::Content::read(&mut file).unwrap();
        let width = candle_core::quantized::gguf_file::Value::U32(16);
        content.metadata.insert("llama.rope.dimension_count".into(), width);
        let mut theirs =
            quantized_llama::ModelWeights::from_gguf(content, &mut file, &Device::Cpu).unwrap();
        let input = Tensor::new(tokens.as_slice(), &Device::Cpu).unwrap().unsqueeze(0).unwrap();
        let theirs = theirs.forward(&input, 0).unwrap().flatten_all().unwrap().to_vec1().unwrap();
        assert_near(&ours(&packed, &tokens, 64), &theirs, 1e-3);
        // The other hand rounds what it multiplies eight bits with; widened, ours does not.
        let most = if form == GgmlDType::F32 { 1e-3 } else { 0.25 };
        assert_near(&ours(&widened, &tokens, 64), &theirs, most);
    }
}

#[test]
fn stretched_places_are_those_of_llama_3() {
    let folder = TempDir::new().unwrap();
    kit::decoder(folder.path(), "llama");
    let mut config = kit::decoder_config("llama");
    config["rope_scaling"] = json!({
        "rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
        "original_max_position_embeddings": 32,
    });
    kit::write_json(folder.path(), "config.json", &config);
    let tokens = prompt(20, 1, 90);
    let stretched = load(folder.path(), Settings::default(), &Device::Cpu).unwrap().0;
    let stretched = ours(&stretched, &tokens, 128);
    let config: llama::LlamaConfig = serde_json::from_value(config).unwrap();
    let config = config.into_config(false);
    let file = std::fs::read(folder.path().join("model.safetensors")).unwrap();
    let weights = VarBuilder::from_buffered_safetensors(file, DType::F32, &Device::Cpu).unwrap();
    let mut cache = llama::Cache::new(true, DType::F32, &config, &Device::Cpu).unwrap();
    let input = Tensor::new(tokens.as_slice(), &Device::Cpu).unwrap().unsqueeze(0).unwrap();
    let theirs = llama::Llama::load(weights, &config).unwrap();
    let theirs = theirs.forward(&input, 0, &mut cache).unwrap();
    assert_near(&stretched, &theirs.flatten_all().unwrap().to_vec1().unwrap(), 1e-3);
    let plain = ours(&network("llama"), &tokens, 128);
    assert!(plain.iter().zip(&stretched).any(|(a, b)| (a - b).abs() > 0.1), "it stretches");
}
