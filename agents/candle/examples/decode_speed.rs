//! How fast a language model answers: `cargo run --release -p village-candle --example decode_speed
//! -- MODEL [VOICES [THREADS]]`, where MODEL is a folder or a .gguf file. Threads: as many as cores
//! but one, for packed files as many as cores or what `CANDLE_NUM_THREADS` says.

use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use village_agents::llm::{Call, Chat, Class, Message, Provider, Said, Schema, ask};
use village_agents::mind::{DECISION_NAME, decision_schema};
use village_candle::{Engine, Settings};
use village_sim::{Tick, VillagerId};

/// Tokens of an answer.
const ANSWER: u32 = 48;
/// Sentences that all villagers' prompts begin with, some 20 tokens each.
const SHARED: usize = 30;

fn call(villager: u32, schema: Option<&Schema>) -> Call {
    let rule = "You live in a village and answer with one short sentence about what you do next. ";
    let own = format!("You are villager number {villager}. It is noon and somebody says hello. ");
    let chat = Chat {
        villager: VillagerId(villager),
        class: Class::Routine,
        base: Tick(1),
        deadline: Instant::now() + Duration::from_hours(1),
        messages: vec![Message::system(rule.repeat(SHARED)), Message::user(own)],
        schema: schema.cloned(),
        max_tokens: ANSWER,
        temperature: Some(0.0),
        seed: Some(1),
        stop: Vec::new(),
        serves_cut: None,
    };
    Call::new(Arc::new(chat), "any".into())
}

/// Answers so many villagers at once and tells tokens read, tokens said and time.
async fn round(
    engine: &Engine,
    villagers: std::ops::Range<u32>,
    schema: Option<&Schema>,
) -> (u64, u64, Duration) {
    let calls: Vec<Call> = villagers.map(|villager| call(villager, schema)).collect();
    let began = Instant::now();
    let answers = join_all(calls.iter().map(|call| ask(engine, call))).await;
    let took = began.elapsed();
    let said: Vec<Said> = answers.into_iter().filter_map(Result::ok).collect();
    let sum = |of: fn(&Said) -> u64| said.iter().map(of).sum();
    (sum(|said| said.usage.prompt_tokens), sum(|said| said.usage.answer_tokens), took)
}

fn tell(what: &str, (read, said, took): (u64, u64, Duration)) {
    let rate = f64::from(u32::try_from(said).unwrap_or(u32::MAX)) / took.as_secs_f64();
    println!("{what}: {read} tokens of prompts, {said} said in {took:.2?}: {rate:.1} said/s");
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let path = args.next().ok_or("name a model: a folder or a .gguf file")?;
    let voices: u32 = args.next().map_or(Ok(8), |voices| voices.parse())?;
    let threads: usize = args.next().map_or(Ok(0), |threads| threads.parse())?;
    let schema = Schema::new(DECISION_NAME, decision_schema())?;
    for (kept, kept_bytes_max) in [("nothing kept", 0), ("beginnings kept", 1 << 30)] {
        let voices_max = usize::try_from(voices)?;
        let settings = Settings { voices_max, kept_bytes_max, threads, ..Settings::default() };
        let engine = Engine::open(Path::new(&path), settings)?;
        println!("{}, {kept}:", engine.models().await?[0].name);
        tell("  one villager", round(&engine, 0..1, None).await);
        tell("  another one", round(&engine, 1..2, None).await);
        tell(&format!("  {voices} at once"), round(&engine, 2..2 + voices, None).await);
        tell("  one held to a schema", round(&engine, 0..1, Some(&schema)).await);
        let again = round(&engine, 2..2 + voices, Some(&schema)).await;
        tell(&format!("  {voices} held to a schema"), again);
        let standing = *engine.standing().borrow();
        let each = standing.held / u32::try_from(standing.held_tokens.max(1))?;
        println!("  holding to the schema: {each:.0?} a token");
    }
    Ok(())
}
