//! What thinks for the village: the model servers of the settings, one that listens on this machine
//! where such servers usually do, or a model in this process.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use village_agents::llm::{
    Bank, Dialect, Found, ModelsConfig, NodeConfig, Offered, Pool, PoolFault, Provider, ServerKind,
    USUAL_PLACES, Web, WebFault, probe,
};
use village_candle::{Engine, Hub, HubFault, HubName, HubPlace, Wanted};
use village_economy::Tiers;

use crate::config::Config;

/// How long a place may take to say that it is a model server.
const PROBE: Duration = Duration::from_millis(400);
/// The same for a place that was named.
const PROBE_FAR: Duration = Duration::from_secs(4);

/// Thoughts that a model in this process has at the same time.
const VOICES: u32 = 8;

/// The servers, and how they were come by.
#[derive(Clone)]
pub struct Servers {
    pub config: ModelsConfig,
    /// The model in this process that is the one node, if it is.
    pub engine: Option<Arc<Engine>>,
    /// Which program the one node is, where it was found and not named in the settings.
    pub kind: Option<ServerKind>,
    /// In a sentence, for the log and the pages.
    pub told: String,
}

/// Why servers cannot be looked for.
#[derive(Debug, thiserror::Error)]
pub enum BadServers {
    #[error("models: {0}")]
    Web(#[from] WebFault),
    #[error("model_server: {0}")]
    Engine(#[from] village_candle::Fault),
    #[error("model_server: {0}")]
    Hub(#[from] HubFault),
}

impl Servers {
    /// The pool of them. Call it within a tokio runtime.
    pub fn pool(&self, bank: Bank) -> Result<Pool, PoolFault> {
        match &self.engine {
            Some(engine) => {
                let engine: Arc<dyn Provider> = engine.clone();
                Pool::start(self.config.clone(), vec![engine], bank)
            }
            None => Pool::connect(self.config.clone(), bank),
        }
    }
}

/// The server that `model_server` names, else those of `[models]`, else the first that is found on
/// this machine; none: villagers live by instinct, and the error of that is a sentence that says
/// how to change it.
pub async fn look_for_servers(
    config: &Config,
    tiers: &Tiers,
) -> Result<Result<Servers, String>, BadServers> {
    let (place, wanted) = (config.model_server.as_deref(), config.model.as_deref());
    let threads = config.model_threads;
    let config = config.models.clone();
    if place == Some("none") {
        let told = "villagers live by instinct: model_server is none; name one, or leave it out";
        return Ok(Err(told.to_owned()));
    }
    // Whoever names one place means that one, as with every other switch.
    if place.is_none() && !config.nodes.is_empty() {
        let names: Vec<_> = config.nodes.iter().map(|node| &*node.name).collect();
        let told = format!("villagers think on {} (village.toml)", names.join(", "));
        return Ok(Ok(Servers { config, engine: None, kind: None, told }));
    }
    if let Some(path) = place.map(Path::new).filter(|path| path.exists()) {
        return Ok(Ok(load(config, path, threads, tiers).await?));
    }
    let web = Web::with_roots_file(config.roots.as_deref())?;
    if let Some(name) = place.filter(|place| HubName::is_meant(place)) {
        let path = fetch(&web, name, Wanted::Language).await?;
        return Ok(Ok(load(config, &path, threads, tiers).await?));
    }
    let found = match place {
        Some(place) => probe(&web, &[place], PROBE_FAR).await,
        None => probe(&web, &USUAL_PLACES, PROBE).await,
    };
    if let (Some(place), true) = (place, found.is_empty()) {
        return Ok(Err(format!(
            "villagers live by instinct: no model server answers at {place}, and it is no model's \
             folder or .gguf file; start it, then the village again"
        )));
    }
    Ok(choose(config, &found, wanted, tiers))
}

/// The files of a model of this name on a hub.
pub async fn fetch(web: &Web, name: &str, wanted: Wanted) -> Result<PathBuf, HubFault> {
    Hub::new(web, HubPlace::of_environment()).fetch(&name.parse()?, wanted).await
}

/// A model of this folder or GGUF file in this process.
async fn load(
    config: ModelsConfig,
    path: &Path,
    threads: usize,
    tiers: &Tiers,
) -> Result<Servers, BadServers> {
    let own = path.to_owned();
    let settings = village_candle::Settings {
        voices_max: VOICES as usize,
        threads,
        ..village_candle::Settings::default()
    };
    let opened = tokio::task::spawn_blocking(move || Engine::open(&own, settings)).await;
    let engine = opened.expect("a model that cannot be read is an error, no panic")?;
    let place = if engine.is_on_card() { ", on an NVIDIA card" } else { "" };
    let told = format!("villagers think with {} in this process{place}", engine.name());
    // It has no address; what is asked of it crosses no network.
    let mut node = NodeConfig::new("here", "http://localhost", Dialect::Openai);
    let classes = classes(tiers).into_iter();
    node.models = classes.map(|class| (class.to_owned(), engine.name().to_owned())).collect();
    node.in_flight_max = VOICES;
    let config = ModelsConfig { nodes: vec![node], ..config };
    Ok(Servers { config, engine: Some(Arc::new(engine)), kind: None, told })
}

/// The classes of models that tiers name.
fn classes(tiers: &Tiers) -> Vec<&str> {
    let mut classes: Vec<&str> =
        tiers.all().iter().flat_map(|tier| &tier.models).map(String::as_str).collect();
    classes.sort_unstable();
    classes.dedup();
    classes
}

fn choose(
    config: ModelsConfig,
    found: &[Found],
    wanted: Option<&str>,
    tiers: &Tiers,
) -> Result<Servers, String> {
    let offers = |found: &Found| {
        let named = |model: &&Offered| wanted.is_none_or(|wanted| model.name == wanted);
        found.models.iter().find(named).map(|model| model.name.clone())
    };
    let chosen = found.iter().find_map(|found| Some((found, offers(found)?)));
    let Some((server, model)) = chosen else {
        return Err(match (found.first(), wanted) {
            (Some(found), Some(wanted)) => format!(
                "villagers live by instinct: {} at {} has no model {wanted}",
                found.kind, found.url
            ),
            (Some(found), None) => format!(
                "villagers live by instinct: {} at {} has no model yet; load one (ollama pull \
                 qwen3:8b) and start again",
                found.kind, found.url
            ),
            (None, _) => "villagers live by instinct: no model server listens on this machine; \
                 start one (such as Ollama) and start again, or name yours under [models] in \
                 village.toml"
                .to_owned(),
        });
    };
    let used = format!("villagers think with {model} on {} at {}", server.kind, server.url);
    let others = found.iter().filter(|other| other.url != server.url);
    let others: Vec<_> = others.map(|other| format!("{} at {}", other.kind, other.url)).collect();
    let told = match &others[..] {
        [] => used,
        others => format!("{used}; found as well and not used: {}", others.join(", ")),
    };
    let nodes = vec![server.node("here", &model, &classes(tiers))];
    let (config, kind) = (ModelsConfig { nodes, ..config }, Some(server.kind));
    Ok(Servers { config, engine: None, kind, told })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(kind: ServerKind, url: &str, models: &[&str]) -> Found {
        let offered =
            |name: &&str| Offered { name: (*name).into(), context_tokens: None, owner: None };
        Found { url: url.into(), kind, models: models.iter().map(offered).collect() }
    }

    #[test]
    fn what_was_found_is_told_and_the_first_that_has_the_model_is_used() {
        let tiers = include_str!("../../../assets/tiers.toml");
        let tiers = Tiers::from_toml(tiers).unwrap();
        let choose = |found: &[&Found], wanted| {
            let found: Vec<_> = found.iter().copied().cloned().collect();
            choose(ModelsConfig::default(), &found, wanted, &tiers).map(|servers| servers.told)
        };
        let vllm = found(ServerKind::Vllm, "http://a", &["m"]);
        let ollama = found(ServerKind::Ollama, "http://b", &["n", "o"]);
        assert_eq!(choose(&[&vllm], None).unwrap(), "villagers think with m on vLLM at http://a");
        assert_eq!(
            choose(&[&vllm, &ollama], Some("o")).unwrap(),
            "villagers think with o on Ollama at http://b; found as well and not used: vLLM at \
             http://a"
        );
        let empty = found(ServerKind::Ollama, "http://c", &[]);
        let told = choose(&[&empty, &vllm], None).unwrap();
        assert!(told.contains("with m on vLLM") && told.ends_with("Ollama at http://c"), "{told}");
        assert!(choose(&[&empty], None).unwrap_err().contains("no model yet"));
        assert!(choose(&[&ollama], Some("m")).unwrap_err().contains("has no model m"));
        assert!(choose(&[], None).unwrap_err().contains("no model server listens"));
    }
}
