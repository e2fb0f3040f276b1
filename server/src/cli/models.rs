//! `models`: whether the model servers answer, with what, and how fast.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Subcommand;
use village_agents::llm::{
    Call, CallLimits, Chat, Class, Endpoint, Message, NodeConfig, Provider, Schema, Web, ask,
};
use village_sim::{Tick, VillagerId};

use crate::config::Settings;
use crate::failure::{FAILED, Failure};
use crate::foundation::Assets;
use crate::minds::look_for_servers;

/// How long one question may take.
const PATIENCE: Duration = Duration::from_mins(2);
/// The decision that each model is asked for.
const SCHEMA: &str = r#"{"type":"object","properties":{"greeting":{"type":"string"}},
"required":["greeting"],"additionalProperties":false}"#;

#[derive(Subcommand)]
pub enum Command {
    /// Ask every model server for its models and each chosen model for one small decision
    #[command(after_help = "Examples:\n  \
                            village-server models test\n  \
                            village-server models test --config village.toml\n  \
                            village-server models test --model-server http://sparky1:8000")]
    Test(Box<Args>),
}

#[derive(clap::Args)]
pub struct Args {
    /// Settings file in TOML
    #[arg(long, env = "VILLAGE_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
}

pub fn run(command: Command) -> Result<(), Failure> {
    let Command::Test(args) = command;
    let file = args.config.as_deref().map(Settings::of_file).transpose()?.unwrap_or_default();
    let config = args.settings.or(file).check()?;
    super::block_on(async {
        let assets = Assets::read(&config.assets)?;
        let servers = look_for_servers(&config, &assets.tiers).await;
        let servers = servers.map_err(|error| Failure::hopeless(error.to_string()))?;
        let servers = servers.map_err(|why| Failure::new(FAILED, why))?;
        println!("{}", servers.told);
        let web = Web::with_roots_file(servers.config.roots.as_deref());
        let web = web.map_err(|error| Failure::hopeless(format!("models: {error}")))?;
        let limits = CallLimits::from(&servers.config);
        let mut failed = 0;
        for node in &servers.config.nodes {
            failed += match &servers.engine {
                Some(engine) => try_provider(node, &**engine).await,
                None => try_node(node, web.clone(), limits).await,
            };
        }
        if failed > 0 {
            return Err(Failure::new(FAILED, format!("{failed} of the tries failed; see above")));
        }
        Ok(())
    })
}

/// Tries a node and tells of it; how many tries failed.
async fn try_node(node: &NodeConfig, web: Web, limits: CallLimits) -> u32 {
    println!("\n{} at {}", node.name, node.url);
    let endpoint = match Endpoint::new(node, web, limits) {
        Ok(endpoint) => endpoint,
        Err(fault) => {
            println!("  cannot be asked: {fault}");
            return 1;
        }
    };
    try_provider(node, &endpoint).await
}

async fn try_provider(node: &NodeConfig, provider: &dyn Provider) -> u32 {
    let offered = match provider.models().await {
        Ok(offered) => offered,
        Err(failure) => {
            println!("  does not answer: {failure}");
            return 1;
        }
    };
    for model in &offered {
        let context = model.context_tokens.map_or_else(String::new, |n| format!(", {n} tokens"));
        println!("  has {}{context}", model.name);
    }
    let mut failed = 0;
    let mut names: Vec<_> = node.models.values().collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        failed += u32::from(!try_model(provider, name).await);
    }
    failed
}

/// Asks a model for one small decision and tells how that went.
async fn try_model(provider: &dyn Provider, name: &str) -> bool {
    let began = Instant::now();
    let words = "Greet the village in five words. Answer with JSON: {\"greeting\": \"...\"}";
    let chat = Chat {
        villager: VillagerId(0),
        class: Class::Chat,
        base: Tick(0),
        deadline: began + PATIENCE,
        messages: vec![Message::user(words)],
        schema: Schema::new("greeting", SCHEMA).ok(),
        max_tokens: 1_000,
        temperature: Some(0.7),
        seed: None,
        stop: Vec::new(),
        serves_cut: None,
    };
    let call = Call::new(Arc::new(chat), name.into());
    let answer = ask(provider, &call).await;
    let seconds = began.elapsed().as_secs_f64();
    match answer {
        Ok(said) => {
            let tokens = said.usage.answer_tokens;
            let shown: String = said.text.chars().filter(|c| !c.is_control()).take(120).collect();
            println!("  {name} answered in {seconds:.2} s, {tokens} tokens: {shown}");
            true
        }
        Err(failure) => {
            println!("  {name} gave no answer after {seconds:.2} s: {failure}");
            false
        }
    }
}
