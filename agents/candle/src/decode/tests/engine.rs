//! The engine as the pool asks it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;
use tempfile::TempDir;
use village_agents::llm::{Call, Chat, Class, Counted, Failure, Finish, Message, Provider, ask};
use village_sim::{Tick, VillagerId};

use super::super::engine::{Engine, Settings};
use crate::{Fault, kit};

fn engine(settings: Settings) -> Engine {
    let folder = TempDir::new().unwrap();
    kit::decoder(folder.path(), "qwen3");
    Engine::open(folder.path(), settings).unwrap()
}

pub(super) fn chat(words: std::ops::Range<u32>, max_tokens: u32) -> Chat {
    let text: Vec<String> = words.map(|at| format!("w{}", at % 60 + 4)).collect();
    Chat {
        villager: VillagerId(1),
        class: Class::React,
        base: Tick(1),
        deadline: Instant::now() + Duration::from_mins(1),
        messages: vec![Message::system("w9 w8"), Message::user(text.join(" "))],
        schema: None,
        max_tokens,
        temperature: Some(0.0),
        seed: Some(1),
        stop: Vec::new(),
        serves_cut: None,
    }
}

pub(super) fn call(chat: Chat) -> Call {
    Call::new(Arc::new(chat), "any".into())
}

#[tokio::test]
async fn a_thought_is_answered_and_counted() {
    let engine = engine(Settings::default());
    let call_1 = call(chat(0..30, 10));
    let said = ask(&engine, &call_1).await.unwrap();
    assert_eq!((said.finish, said.text.split(' ').count()), (Finish::Length, 10));
    assert_eq!(said.usage.counted, Counted::Measured);
    assert_eq!((said.usage.prompt_tokens, said.usage.answer_tokens), (32, 10));
    assert_eq!(call_1.progress.heard().bytes, said.text.len() as u64);
    let again = ask(&engine, &call(chat(0..30, 10))).await.unwrap();
    assert_eq!(again.text, said.text);
    let offered = engine.models().await.unwrap();
    assert_eq!((offered.len(), offered[0].context_tokens), (1, Some(256)));
}

#[tokio::test]
async fn many_at_once_are_each_answered() {
    let engine = engine(Settings { voices_max: 3, ..Settings::default() });
    let calls: Vec<Call> = (1..8).map(|own| call(chat(own..own + 20 + own, 12))).collect();
    let together = futures_util::future::join_all(calls.iter().map(|call| ask(&engine, call)));
    for (call_1, said) in calls.iter().zip(together.await) {
        let alone = ask(&engine, &call((*call_1.chat).clone())).await.unwrap();
        assert_eq!(said.unwrap().text, alone.text);
    }
    assert!(engine.standing().borrow().spared_tokens > 0);
}

#[tokio::test]
async fn too_long_a_prompt_is_refused_and_the_node_is_not_blamed() {
    let engine = engine(Settings { context_tokens: 40, ..Settings::default() });
    let refused = ask(&engine, &call(chat(0..38, 10))).await.unwrap_err();
    assert!(matches!(&refused, Failure::Rejected { said, .. } if said.contains("40 tokens")));
    assert!(!refused.counts_for_breaker());
    let said = ask(&engine, &call(chat(0..37, 10))).await.unwrap();
    assert_eq!((said.finish, said.usage.answer_tokens), (Finish::Length, 2));
}

#[tokio::test]
async fn dropping_a_call_ends_it() {
    let engine = engine(Settings { kept_bytes_max: 0, ..Settings::default() });
    let mut standing = engine.standing();
    let call = call(chat(0..20, 200));
    let rest = engine.open(&call).await.unwrap();
    drop(rest);
    let freed = standing.wait_for(|standing| standing.voices == 0 && standing.own_bytes == 0);
    tokio::time::timeout(Duration::from_mins(1), freed).await.unwrap().unwrap();
    assert!(call.progress.heard().pieces < 200);
    assert!(call.used().prompt_tokens > 0, "it was worked on");
}

#[tokio::test]
async fn a_full_queue_says_so() {
    let settings = Settings { voices_max: 1, queued_max: 1, ..Settings::default() };
    let engine = engine(settings);
    let calls: Vec<Call> = (0..6).map(|_| call(chat(0..20, 200))).collect();
    let all = futures_util::future::join_all(calls.iter().map(|call| ask(&engine, call))).await;
    let busy = all.iter().filter(|said| matches!(said, Err(Failure::Busy { .. }))).count();
    let answered = all.iter().filter(|said| said.is_ok()).count();
    assert!(busy > 0 && answered > 0 && busy + answered == 6, "{all:?}");
}

#[test]
fn settings_that_cannot_be_are_refused() {
    let folder = TempDir::new().unwrap();
    kit::decoder(folder.path(), "llama");
    for wrong in [
        json!({"voices_max": 0}),
        json!({"queued_max": 5000}),
        json!({"context_tokens": 1}),
        json!({"read_tokens": 0}),
        json!({"temperature": 3.0}),
        json!({"top_p": -1.0}),
    ] {
        let settings: Settings = serde_json::from_value(wrong).unwrap();
        let refused = Engine::open(folder.path(), settings).unwrap_err();
        assert!(matches!(refused, Fault::Setting { .. }), "{refused}");
    }
}
