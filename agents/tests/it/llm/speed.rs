//! What a thought costs us in CPU, printed: run with `--no-capture`. The bound that is asserted is
//! wide, because a test machine is busy and the code not optimised; the aim is 50 µs.
//!
//! The model server runs on a thread of its own, which is not counted.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use village_agents::llm::{Class, Message, Pool, Provider, Schema};
use village_agents::mind::{DECISION_NAME, Estimate, Mind, Percept, Templates, decision_schema};

use crate::mind::kit::Kit;

use super::puppet::{Act, Puppet};
use super::stub::{Play, Stub};
use super::{bank, chat, config, entitled, node};

/// Thoughts that are measured over HTTP; few where the code is not optimised, for what they cost
/// says nothing there.
const THOUGHTS: u32 = if cfg!(debug_assertions) { 256 } else { 4_096 };
/// Nothing is late here, however busy the machine is.
const PATIENCE_MS: u64 = 60_000;

/// CPU time of this thread; none where the kernel does not tell.
fn cpu() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_ascii_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

async fn each(pool: &Pool, thoughts: u32) -> Option<Duration> {
    let entitlement = entitled(&["small"]);
    let began = cpu()?;
    for turn in 0..thoughts {
        pool.think(chat(turn % 10, Class::React, 5000), &entitlement).await.unwrap();
    }
    Some(cpu()?.saturating_sub(began) / thoughts)
}

#[tokio::test]
async fn a_thought_costs_the_dispatcher_little() {
    let puppet = Puppet::new(Act::Answer(Duration::ZERO, Duration::ZERO));
    let nodes = vec![node("instant", "http://h", "small", 8)];
    let mut config = config(nodes);
    config.caps.village_per_day = None;
    let providers: Vec<Arc<dyn Provider>> = vec![puppet];
    let pool = Pool::start(config, providers, bank().1).unwrap();
    each(&pool, 200).await;
    let Some(took) = each(&pool, 5_000).await else { return };
    println!("dispatcher alone: {took:?} of CPU a thought");
    assert!(took < Duration::from_millis(1), "{took:?}");
}

/// The same question and answer through a bare socket: what the kernel takes for them, whoever
/// reads them. Where a core that idles is slow to wake, that is most of it.
async fn bare(address: &str, thoughts: u32) -> Option<Duration> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let body = "x".repeat(400);
    let head = format!("POST / HTTP/1.1\r\nhost: h\r\ncontent-length: {}\r\n\r\n", body.len());
    let question = head + &body;
    let mut answer = Vec::new();
    let began = cpu()?;
    for _ in 0..thoughts {
        stream.write_all(question.as_bytes()).await.unwrap();
        answer.clear();
        while !answer.ends_with(b"\r\n0\r\n\r\n") {
            assert!(stream.read_buf(&mut answer).await.unwrap() > 0, "it is kept alive");
        }
    }
    Some(cpu()?.saturating_sub(began) / thoughts)
}

/// What villagers ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    /// A few words.
    Little,
    /// What a mind asks that sits with two others and talks: its prompt is rendered anew each time,
    /// and the answer is read and checked.
    Whole,
}

#[test]
fn a_thought_over_http_costs_little() {
    over_http(Play::Good, "a new connection each", 1, Asks::Little);
    for at_once in [1, 32] {
        over_http(Play::KeptAlive, "a connection that is kept", at_once, Asks::Little);
        over_http(Play::KeptAlive, "a whole thought", at_once, Asks::Whole);
        over_http(Play::ManyPieces, "an answer in a hundred pieces", at_once, Asks::Little);
    }
}

fn over_http(play: Play, how: &'static str, at_once: u32, asks: Asks) {
    let (send, receive) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let stub = Stub::start(play).await;
            send.send(stub.url.clone()).unwrap();
            std::future::pending::<()>().await;
        });
    });
    let url = receive.recv().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    // In a task, as the server's thoughts are: what is polled by `block_on` itself looks for news
    // of the network whenever it is woken.
    let thinks = runtime.spawn(async move {
        let mut config = config(vec![node("http", &url, "small", 64)]);
        config.caps.village_per_day = None;
        config.deadlines.react_ms = PATIENCE_MS;
        (config.first_byte_ms, config.stall_ms) = (PATIENCE_MS, PATIENCE_MS);
        let pool = Pool::connect(config, bank().1).unwrap();
        together(&pool, 64, at_once, asks).await;
        if play == Play::KeptAlive && at_once == 1 && asks == Asks::Little {
            let Some(took) = bare(url.trim_start_matches("http://"), THOUGHTS).await else {
                return;
            };
            println!("a bare socket: {took:?} of CPU a question and its answer");
        }
        let Some(took) = together(&pool, THOUGHTS, at_once, asks).await else { return };
        println!("over HTTP, {how}, {at_once} at once: {took:?} of CPU a thought");
        assert!(took < Duration::from_millis(20), "{took:?}");
    });
    runtime.block_on(thinks).unwrap();
}

/// So many thoughts by so many villagers at the same time; what each took.
async fn together(pool: &Pool, thoughts: u32, at_once: u32, asks: Asks) -> Option<Duration> {
    let templates = Arc::new(Templates::embedded().unwrap());
    let talk = (asks == Asks::Whole).then(talk);
    let schema = Schema::new(DECISION_NAME, decision_schema()).unwrap();
    let began = cpu()?;
    let mut villagers = JoinSet::new();
    for villager in 0..at_once {
        let (pool, templates, mut talk) = (pool.clone(), templates.clone(), talk.clone());
        let schema = schema.clone();
        villagers.spawn(async move {
            let entitlement = entitled(&["small"]);
            for _ in 0..thoughts / at_once {
                let mut chat = chat(villager % 10, Class::React, PATIENCE_MS);
                if let Some((mind, percept)) = &mut talk {
                    let prompt = mind.prompt(&templates, percept, &Estimate).unwrap();
                    let (system, user) = (prompt.system(), prompt.user());
                    chat.messages = vec![Message::system(system), Message::user(user)];
                    chat.schema = Some(schema.clone());
                }
                let answer = pool.think(chat, &entitlement).await.unwrap();
                if let Some((mind, percept)) = &mut talk {
                    black_box(mind.decide(percept, &answer.text));
                }
            }
        });
    }
    villagers.join_all().await;
    Some(cpu()?.saturating_sub(began) / (thoughts / at_once * at_once).max(1))
}

/// A mind in the midst of talk with two others, and what it perceives.
fn talk() -> (Mind, Percept) {
    let mut kit = Kit::new();
    kit.gather(&["ada", "bruno", "chiyo"], "kettle-cafe");
    let mut mind = Mind::default();
    for number in 0..5 {
        kit.say("bruno", &format!("The bread of day {number} was the best that I ever had."));
        kit.say("chiyo", &format!("And shall we walk to the beach at {number} in the afternoon?"));
        let (percept, _) = kit.turn("ada", &mut mind);
        let answer = r#"{"thought": "They are in good spirits.", "acts": [{"do": "say", "text":
            "I should like that, once the tea is ready."}], "plan": "make tea, then walk"}"#;
        let decision =
            mind.decide(&percept, &answer.replace("once", &format!("{number} times once")));
        kit.carry_out(&percept, &mut mind, &decision);
    }
    let (percept, _) = kit.turn("ada", &mut mind);
    (mind, percept)
}
