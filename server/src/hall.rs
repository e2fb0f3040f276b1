//! The hall: what every reader may use. Readers never touch the world; they look at the latest
//! view, at data that does not change, and at the store's history, and bring wishes to the door.

use std::collections::BTreeMap;
use std::sync::Arc;

use arc_swap::ArcSwap;
use metrics_exporter_prometheus::PrometheusHandle;
use village_art::villager::Look;
use village_sim::{AgentView, Catalogue, Map, View, VillagerId};
use village_store::Store;

use crate::config::Config;
use crate::door::Door;
use crate::minds::Thinking;
use crate::payments::till::Till;
use crate::people::People;
use crate::people::oidc::Oidc;
use crate::standing::Standing;
use crate::tokens::Tokens;

/// Everything that handlers of requests share. Cheap to clone.
#[derive(Clone)]
pub struct Hall {
    /// The village after the latest tick that may be shown.
    pub view: Arc<ArcSwap<View>>,
    /// Who is who by slug, as of that view.
    pub roll: Arc<ArcSwap<Roll>>,
    pub door: Door,
    /// The model minds, or why there are none.
    pub minds: Thinking,
    /// Whether the store is there, and whether the server is going down.
    pub standing: Arc<Standing>,
    pub map: Arc<Map>,
    pub catalogue: Arc<Catalogue>,
    pub looks: Arc<Looks>,
    pub store: Store,
    pub tokens: Tokens,
    pub people: People,
    pub config: Arc<Config>,
    /// With whom people can log in besides the village itself.
    pub providers: Arc<Vec<Oidc>>,
    /// Where notices of payments are handed in; none until configured.
    pub till: Option<Arc<Till>>,
    /// Renders all metrics as Prometheus text.
    pub metrics: PrometheusHandle,
}

impl Hall {
    /// The villager of this slug (`agent_id`); the avatar of a person is none.
    pub fn agent(&self, slug: &str) -> Option<VillagerId> {
        self.roll.load().get(slug).filter(|(_, is_avatar)| !is_avatar).map(|(who, _)| who)
    }

    /// The villager or avatar of this slug, in the village or not.
    pub fn figure(&self, slug: &str) -> Option<VillagerId> {
        self.roll.load().get(slug).map(|(who, _)| who)
    }
}

/// Villagers and avatars of people by slug, and whether it is an avatar. They are only ever added.
#[derive(Debug, Clone, Default)]
pub struct Roll(BTreeMap<Arc<str>, (VillagerId, bool)>);

impl Roll {
    /// Everybody in a view.
    pub fn of(view: &View) -> Self {
        let row = |agent: &Arc<AgentView>| {
            let slug = Arc::from(agent.member.persona.slug.as_str());
            (slug, (agent.id, agent.person().is_some()))
        };
        Self(view.cast().map(row).collect())
    }

    pub fn get(&self, slug: &str) -> Option<(VillagerId, bool)> {
        self.0.get(slug).copied()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What villagers look like: from their persona files, or, without one, from their slug alone.
#[derive(Debug, Clone, Default)]
pub struct Looks(BTreeMap<String, Look>);

impl Looks {
    pub fn new(of_files: BTreeMap<String, Look>) -> Self {
        Self(of_files)
    }

    /// The look of the villager of this slug.
    pub fn of(&self, slug: &str) -> Look {
        self.0.get(slug).cloned().unwrap_or_else(|| Look::from_seed(seed(slug)))
    }
}

/// A number out of a slug, the same on every machine (FNV-1a).
fn seed(slug: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    slug.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}
