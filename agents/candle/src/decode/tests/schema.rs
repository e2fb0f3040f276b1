//! Answers that are held to a schema, by models that know nothing of JSON.

use std::sync::Arc;

use candle_core::Device;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::mpsc;
use village_agents::llm::{Finish, Schema};
use village_agents::mind::decision_schema;

use super::super::choir::{Bounds, Choir, Notice, Request};
use super::super::engine::{Settings, load};
use super::super::tongue::Tongue;
use super::{BOUNDS, alone, prompt, request, said, sing};
use crate::kit;

const ROOM: Bounds = Bounds { places: 2_000, ..BOUNDS };

fn choir(kind: &str) -> (Choir, Arc<Tongue>) {
    let folder = TempDir::new().unwrap();
    kit::letter_decoder(folder.path(), kind);
    let (network, tongue) = load(folder.path(), Settings::default(), &Device::Cpu).unwrap();
    let tongue = Arc::new(tongue);
    (Choir::new(network, tongue.clone(), ROOM), tongue)
}

fn held(tongue: &Tongue, schema: &str, seed: u64) -> (Request, mpsc::Receiver<Notice>) {
    let (mut request, notices) = request(prompt(20, u32::try_from(seed).unwrap(), 30), 600);
    (request.temperature, request.top_p, request.seed) = (1.0, 1.0, seed);
    request.rule = tongue.rule(&Schema::new("decision", schema).unwrap());
    (request, notices)
}

/// Whether a value is what a schema of few words allows.
pub(super) fn allows(schema: &Value, value: &Value) -> bool {
    if let Some(one_of) = schema["anyOf"].as_array() {
        return one_of.iter().any(|schema| allows(schema, value));
    }
    if let Some(words) = schema["enum"].as_array() {
        return words.contains(value);
    }
    match schema["type"].as_str().unwrap() {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(whole),
        "array" => value.as_array().is_some_and(|all| {
            let is_one = |value: &Value| allows(&schema["items"], value);
            all.iter().all(is_one)
        }),
        "object" => value.as_object().is_some_and(|fields| {
            let properties = schema["properties"].as_object().unwrap();
            fields.len() == properties.len()
                && properties.iter().all(|(name, schema)| {
                    fields.get(name).is_some_and(|value| allows(schema, value))
                })
        }),
        other => panic!("the schema says {other}"),
    }
}

/// Integers may be longer than 64 bits.
fn whole(number: f64) -> bool {
    number.fract() == 0.0
}

#[test]
fn whatever_the_seed_an_answer_is_what_the_schema_allows() {
    let schema: Value = serde_json::from_str(decision_schema()).unwrap();
    assert!(!allows(&schema, &json!({"thought": "x", "acts": [{"do": "fly"}], "plan": ""})));
    for kind in kit::KINDS {
        let mut whole = 0;
        let (mut choir, tongue) = choir(kind);
        for seed in 0..12 {
            let (request, notices) = held(&tongue, decision_schema(), seed);
            choir.join(request);
            sing(&mut choir);
            let (text, finish, tokens) = said(notices);
            assert!(text.starts_with("{\"thought\": \""), "{text}");
            if finish == Finish::Length {
                assert_eq!(tokens, 600);
                assert!(serde_json::from_str::<Value>(&text).is_err(), "{text}");
                continue;
            }
            assert!(allows(&schema, &serde_json::from_str(&text).unwrap()), "{text}");
            whole += 1;
        }
        assert!(whole > 2, "{kind}: {whole} came to their end");
    }
}

#[test]
fn together_everybody_says_what_it_says_alone() {
    let answers: Vec<String> = (0..5)
        .map(|seed| {
            let (choir, tongue) = choir("qwen3");
            alone(choir, || held(&tongue, decision_schema(), seed))
        })
        .collect();
    assert!(answers.windows(2).all(|pair| pair[0] != pair[1]));
    let (mut choir, tongue) = choir("qwen3");
    let mut waiting: Vec<_> =
        (0..5).rev().map(|seed| held(&tongue, decision_schema(), seed)).collect();
    let mut heard = Vec::new();
    while choir.voices() > 0 || !waiting.is_empty() {
        while choir.has_room() {
            let Some((request, notices)) = waiting.pop() else { break };
            choir.join(request);
            heard.push(notices);
        }
        choir.step();
    }
    let together: Vec<String> = heard.into_iter().map(|notices| said(notices).0).collect();
    assert_eq!(together, answers);
}

#[test]
fn what_has_to_follow_is_not_asked_for() {
    let (mut choir, tongue) = choir("llama");
    let schema = r#"{"type":"object","properties":{"thought":{"type":"string","enum":["rest"]}},
        "required":["thought"],"additionalProperties":false}"#;
    let (request, notices) = held(&tongue, schema, 1);
    choir.join(request);
    let mut steps = 0;
    while choir.voices() > 0 {
        choir.step();
        steps += 1;
    }
    let (text, finish, tokens) = said(notices);
    assert_eq!((text.as_str(), finish), ("{\"thought\": \"rest\"}", Finish::Stop));
    // Two steps read the prompt; the last of them says all that has no other way.
    assert!(steps < 2 + tokens / 2, "{tokens} tokens in {steps} steps");
}

#[test]
fn what_cannot_be_held_is_decoded_freely() {
    let (free, tongue) = choir("qwen2");
    let mistaken = r#"{"type":"object","properties":{"a":{"$ref":"http://example.org/a"}}}"#;
    assert!(tongue.rule(&Schema::new("far", mistaken).unwrap()).is_none());
    let (held_free, tongue) = choir("qwen2");
    let freely = || {
        let (mut request, notices) = held(&tongue, decision_schema(), 3);
        request.rule = None;
        (request, notices)
    };
    assert_eq!(alone(held_free, || held(&tongue, mistaken, 3)), alone(free, freely));
    // Whole words are no bytes: no grammar can be walked with them.
    let folder = TempDir::new().unwrap();
    kit::decoder(folder.path(), "qwen2");
    let words = load(folder.path(), Settings::default(), &Device::Cpu).unwrap().1;
    assert!(words.rule(&Schema::new("decision", decision_schema()).unwrap()).is_none());
}
