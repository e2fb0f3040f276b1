//! What villagers think with, and how that is found out when the village starts.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use village_agents::llm::{PoolFault, Standing, Web};
use village_agents::mind::{BadTemplate, Embedder, HashEmbedder, SharedEmbedder, Templates, Who};
use village_candle::{HubFault, HubName, SentenceModel, Wanted};
use village_sim::PersonId;
use village_store::StoreError;

use super::servers::fetch;
use super::spans::Spans;
use super::switch::was_stopped;
use super::{BadServers, Minds, Rooms, Seats, State, Unkept, archive, look_for_servers};
use crate::config::Config;
use crate::foundation::Assets;

/// Parts of a memory's vector while no sentence model is there.
const VECTOR_PARTS: usize = 256;
/// Bytes of vectors that all minds share: of one to four kilobytes each.
const SHARED_BYTES: usize = 32 * 1024 * 1024;

/// Why there are no minds.
#[derive(Debug, thiserror::Error)]
pub enum NoMinds {
    #[error("models: {0}")]
    Pool(#[from] PoolFault),
    #[error("the prompts in assets/prompts: {0}")]
    Prompts(#[from] BadTemplate),
    #[error(
        "{path} cannot be read ({source}): make it readable, or take it away for the shipped one"
    )]
    Unread { path: PathBuf, source: io::Error },
    #[error(transparent)]
    Servers(#[from] BadServers),
    #[error("sentence_model: {0}")]
    Sentences(#[from] village_candle::Fault),
    #[error("sentence_model: {0}")]
    Hub(#[from] HubFault),
    #[error("what minds keep: {0}")]
    Store(#[from] StoreError),
}

/// What villagers think with, and what they remember.
#[derive(Clone)]
pub struct Thinking {
    by: By,
    seats: Arc<Seats>,
}

#[derive(Clone)]
enum By {
    /// With models.
    Models(Minds),
    /// By instinct alone; a sentence says why, and what to do about it.
    Instinct(Arc<str>),
}

impl Thinking {
    /// The minds, where there are models.
    pub const fn minds(&self) -> Option<&Minds> {
        match &self.by {
            By::Models(minds) => Some(minds),
            By::Instinct(_) => None,
        }
    }

    /// Waits until every thought and every mind that was handed in is kept; false: not in this
    /// time.
    pub async fn drain(&self, within: Duration) -> bool {
        self.seats.archive.drain(within).await
    }

    /// What villagers remember, whoever thinks for them.
    pub fn seats(&self) -> &Seats {
        &self.seats
    }

    /// How the pool of models stands; none where there are no models.
    pub fn standing(&self) -> Option<Standing> {
        self.minds().map(Minds::standing)
    }

    /// Lets every mind forget what a person said to it, and whatever was concluded from it. Says of
    /// how many memories.
    pub async fn forget(&self, person: PersonId) -> Result<usize, Unkept> {
        self.seats.forget(&Who::Person(person)).await
    }

    /// With what villagers think now, in a sentence.
    pub fn told(&self) -> Cow<'_, str> {
        State::of(self.standing().as_ref()).told(self.at_start())
    }

    /// What the start found to think with, or why it found nothing, in a sentence.
    pub fn at_start(&self) -> &str {
        match &self.by {
            By::Models(minds) => &minds.0.servers.told,
            By::Instinct(why) => why,
        }
    }
}

/// The templates of prompts in a folder, and the shipped ones of those that it does not have.
fn templates(folder: &Path) -> Result<Templates, NoMinds> {
    let mut unread = None;
    let read = Templates::new(|name| {
        let path = folder.join(name);
        match std::fs::read_to_string(&path) {
            Ok(text) => Some(text),
            Err(source) if source.kind() == io::ErrorKind::NotFound => None,
            Err(source) => {
                unread = Some(NoMinds::Unread { path, source });
                None
            }
        }
    });
    // Nobody who wrote one shall think with another without knowing.
    unread.map_or_else(|| Ok(read?), Err)
}

/// Finds out what villagers think with, and says so in the log.
pub async fn open(config: &Config, assets: &Assets, rooms: Rooms) -> Result<Thinking, NoMinds> {
    // A mistake in a prompt is told at once, whether or not anybody thinks now.
    let templates = templates(&config.assets.join("prompts"))?;
    let web = Web::with_roots_file(config.models.roots.as_deref()).map_err(BadServers::from)?;
    let (archive, waiting, kept) = archive::open(&rooms.store, &rooms.view.load()).await?;
    let retention =
        archive::Retention::new(config.thoughts_keep_days, config.thoughts_keep_megabytes);
    tokio::spawn(archive::write(rooms.store.clone(), waiting, retention));
    let embedder = sentences(config, &web).await?;
    let is_stopped = was_stopped(&rooms.store).await?;
    let seats = Arc::new(Seats::new(kept.minds, archive, embedder, rooms.view.clone()));
    let by = match look_for_servers(config, &assets.tiers).await? {
        Ok(servers) => {
            let spans = config.otlp_endpoint.as_ref().map(|url| Spans::tell(web, url, &servers));
            let kept = (seats.clone(), kept.spent);
            By::Models(Minds::new(servers, templates, rooms, kept, spans)?)
        }
        Err(why) => By::Instinct(why.into()),
    };
    let thinking = Thinking { by, seats };
    tracing::info!("{}", thinking.at_start());
    if let Some(minds) = thinking.minds() {
        if is_stopped {
            minds.set_stopped(true);
        }
        // By an administrator before the restart, or by `models.enabled`.
        if minds.standing().stopped {
            tracing::warn!("{}; allow it again at /hall/minds", thinking.told());
        }
    }
    Ok(thinking)
}

/// What memories are found by: the sentence model that is named, or the words that they share.
async fn sentences(config: &Config, web: &Web) -> Result<Arc<dyn Embedder + Send + Sync>, NoMinds> {
    let Some(named) = &config.sentence_model else {
        tracing::info!("memories are found by the words that they share: no sentence_model is set");
        return Ok(Arc::new(SharedEmbedder::new(HashEmbedder::new(VECTOR_PARTS), SHARED_BYTES)));
    };
    let folder = if HubName::is_meant(named) {
        fetch(web, named, Wanted::Sentences).await?
    } else {
        PathBuf::from(named)
    };
    let threads = config.model_threads;
    let opened = tokio::task::spawn_blocking(move || SentenceModel::open(&folder, threads)).await;
    let model = opened.expect("a model that cannot be read is an error, no panic")?;
    tracing::info!(model = model.name(), "memories are found by what they mean");
    Ok(Arc::new(SharedEmbedder::new(model, SHARED_BYTES)))
}
