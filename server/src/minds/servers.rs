//! Which model servers think for the village: those of the settings, or one that listens on this
//! machine where such servers usually do.

use std::time::Duration;

use village_agents::llm::{Found, ModelsConfig, Offered, USUAL_PLACES, Web, WebFault, probe};
use village_economy::Tiers;

use crate::config::Config;

/// How long a place may take to say that it is a model server.
const PROBE: Duration = Duration::from_millis(400);
/// The same for a place that was named.
const PROBE_FAR: Duration = Duration::from_secs(4);

/// The servers, and how they were come by.
#[derive(Debug, Clone)]
pub struct Servers {
    pub config: ModelsConfig,
    /// In a sentence, for the log and the pages.
    pub told: String,
}

/// Why servers cannot be looked for.
#[derive(Debug, thiserror::Error)]
pub enum BadServers {
    #[error("models: {0}")]
    Web(#[from] WebFault),
}

/// The servers of the settings, else the first that is found on this machine; none: villagers live
/// by instinct, and the error of that is a sentence that says how to change it.
pub async fn look_for_servers(
    config: &Config,
    tiers: &Tiers,
) -> Result<Result<Servers, String>, BadServers> {
    let (place, wanted) = (config.model_server.as_deref(), config.model.as_deref());
    let config = config.models.clone();
    if place == Some("none") {
        return Ok(Err("villagers live by instinct: model_server is none".to_owned()));
    }
    if !config.nodes.is_empty() {
        let names: Vec<_> = config.nodes.iter().map(|node| &*node.name).collect();
        let told = format!("villagers think on {} (village.toml)", names.join(", "));
        return Ok(Ok(Servers { config, told }));
    }
    let web = Web::with_roots_file(config.roots.as_deref())?;
    let found = match place {
        Some(place) => probe(&web, &[place], PROBE_FAR).await,
        None => probe(&web, &USUAL_PLACES, PROBE).await,
    };
    if let (Some(place), true) = (place, found.is_empty()) {
        return Ok(Err(format!(
            "villagers live by instinct: no model server answers at {place}; start it, then the \
             village again"
        )));
    }
    Ok(choose(config, &found, wanted, tiers))
}

fn choose(
    config: ModelsConfig,
    found: &[Found],
    wanted: Option<&str>,
    tiers: &Tiers,
) -> Result<Servers, String> {
    let mut classes: Vec<&str> =
        tiers.all().iter().flat_map(|tier| &tier.models).map(String::as_str).collect();
    classes.sort_unstable();
    classes.dedup();
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
    let told = format!("villagers think with {model} on {} at {}", server.kind, server.url);
    let nodes = vec![server.node("here", &model, &classes)];
    Ok(Servers { config: ModelsConfig { nodes, ..config }, told })
}
