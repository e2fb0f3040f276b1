//! A real chat model, if `VILLAGE_CHAT_MODEL` names one: a folder, or a .gguf file.

use std::path::Path;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use village_agents::llm::{Finish, Message, Schema, ask};
use village_agents::mind::{
    DECISION_NAME, Decision, Estimate, HashEmbedder, Mind, Percept, Templates, decision_schema,
};

use super::super::engine::{Engine, Settings};
use super::engine::{call, chat};
use super::schema::allows;

/// Nothing is looked at without it.
fn model() -> Option<Engine> {
    let Ok(path) = std::env::var("VILLAGE_CHAT_MODEL") else {
        eprintln!("skipped: VILLAGE_CHAT_MODEL names no model");
        return None;
    };
    Some(Engine::open(Path::new(&path), Settings::default()).unwrap())
}

#[tokio::test]
async fn a_real_chat_model_talks_sense() {
    let Some(model) = model() else { return };
    // As llama.cpp answers them with SmolLM2 135M in Q4_1, too.
    for (question, known) in [
        ("Write one sentence about a baker who likes rye bread.", "baker"),
        ("Count from 1 to 10.", "10"),
        ("What colour is the sky on a clear day?", "blue"),
    ] {
        let mut chat = chat(0..1, 64);
        chat.messages = vec![Message::user(question)];
        chat.deadline = Instant::now() + Duration::from_mins(10);
        let call = call(chat);
        let began = Instant::now();
        let said = ask(&model, &call).await.unwrap();
        let took = began.elapsed();
        println!("{question}\n  {:?}", said.text);
        println!("  {} tokens in {took:.2?}, {:?}", said.usage.answer_tokens, said.finish);
        assert!(said.text.to_lowercase().contains(&known.to_lowercase()), "{}", said.text);
    }
}

/// The prompt of a villager that sees one of everything.
fn messages(percept: &Percept) -> Vec<Message> {
    let templates = Templates::embedded().unwrap();
    let mut mind = Mind::default();
    let mut seen = percept.clone();
    mind.perceive_with(&templates, &mut seen, &HashEmbedder::default(), &Estimate).unwrap();
    let prompt = mind.prompt(&templates, &seen, &Estimate).unwrap();
    vec![Message::system(prompt.system()), Message::user(prompt.user())]
}

#[tokio::test]
async fn a_real_chat_model_decides_as_a_villager() {
    let Some(model) = model() else { return };
    let schema: serde_json::Value = serde_json::from_str(decision_schema()).unwrap();
    let percept = Percept::specimen();
    let chats = (0..4).map(|seed| {
        let mut chat = chat(0..1, 700);
        chat.messages = messages(&percept);
        chat.schema = Some(Schema::new(DECISION_NAME, decision_schema()).unwrap());
        (chat.temperature, chat.seed) = (Some(0.7), Some(seed));
        chat.deadline = Instant::now() + Duration::from_mins(10);
        call(chat)
    });
    let calls: Vec<_> = chats.collect();
    let began = Instant::now();
    let answers = join_all(calls.iter().map(|call| ask(&model, call))).await;
    println!("four at once in {:.2?}", began.elapsed());
    let mut whole = 0;
    for said in answers.into_iter().map(Result::unwrap) {
        let (read, told) = (said.usage.prompt_tokens, said.usage.answer_tokens);
        println!("{read} tokens read, {told} said, {:?}: {}", said.finish, said.text);
        let decision = Decision::parse(&said.text, &percept);
        println!("  {decision:?}");
        if said.finish == Finish::Stop {
            assert!(allows(&schema, &serde_json::from_str(&said.text).unwrap()), "{}", said.text);
            whole += 1;
        }
    }
    assert!(whole > 0);
    let standing = *model.standing().borrow();
    let each = standing.held / u32::try_from(standing.held_tokens).unwrap();
    println!("{each:.0?} a token for the schema, over {} tokens", standing.held_tokens);
}
