//! Language models: one module for each boundary, and the kit that plays model servers.

mod balance;
mod endpoint;
mod faults;
mod pool;
mod puppet;
mod speed;
mod stub;
mod tls;

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;
use village_agents::llm::{
    Bank, Caps, Chat, Class, Dialect, Entitlement, MemoryPurse, Message, ModelsConfig, NodeConfig,
    Price, Schema, Spent,
};
use village_economy::{Micro, QueueClass};
use village_sim::{Tick, VillagerId};

use stub::pass;

/// A chat that must be answered within so many milliseconds.
fn chat(villager: u32, class: Class, within_ms: u64) -> Chat {
    Chat {
        villager: VillagerId(villager),
        class,
        base: Tick(1),
        deadline: (Instant::now() + Duration::from_millis(within_ms)).into_std(),
        messages: vec![Message::system("You live in a village."), Message::user("Good morning.")],
        schema: Some(Schema::new("decision", r#"{"type":"object"}"#).unwrap()),
        max_tokens: 64,
        temperature: None,
        seed: Some(7),
        stop: Vec::new(),
        serves_cut: None,
    }
}

/// Enough for any test, with these classes of models.
fn entitled(models: &[&str]) -> Entitlement {
    Entitlement {
        thoughts_per_minute: 100_000,
        tokens_per_hour: u32::MAX,
        models: models.iter().map(|model| Arc::from(*model)).collect(),
        queue_class: QueueClass::Standard,
        weight: 1,
    }
}

fn node(name: &str, url: &str, model_class: &str, in_flight_max: u32) -> NodeConfig {
    let mut node = NodeConfig::new(name, url, Dialect::Openai);
    node.models = [(model_class.to_owned(), format!("{model_class}-8b"))].into();
    node.in_flight_max = in_flight_max;
    node
}

/// Short limits, prices and caps, so that a fault shows within a second.
fn config(nodes: Vec<NodeConfig>) -> ModelsConfig {
    let price = Price { prompt_per_million: Micro::coins(1), answer_per_million: Micro::coins(3) };
    let classes = ["bad", "good", "small"];
    let mut config = ModelsConfig {
        first_byte_ms: 250,
        stall_ms: 250,
        failures_max: 2,
        answer_bytes_max: 1 << 20,
        pause_ms: 100,
        pause_max_ms: 400,
        health_ms: 3_600_000,
        hedge_after_ms: 0,
        spill_after_ms: 50,
        caps: Caps { village_per_day: Some(Micro::coins(5)), ..Caps::default() },
        prices: classes.map(|class| (class.to_owned(), price)).into(),
        nodes,
        ..ModelsConfig::default()
    };
    config.deadlines.chat_ms = 450;
    config.deadlines.react_ms = 450;
    config.deadlines.routine_ms = 450;
    config
}

/// A purse for each of the first ten villagers, and the bank over it.
fn bank() -> (Arc<MemoryPurse>, Bank) {
    let purse = MemoryPurse::new((0..10).map(|number| (VillagerId(number), Micro::coins(10))));
    let purse = Arc::new(purse);
    let bank = Bank { purse: purse.clone(), spent: Spent::default(), day: Arc::new(|| 1) };
    (purse, bank)
}
