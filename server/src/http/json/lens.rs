//! What the encoder looks through: a view of one tick, and the data that never changes.

use std::sync::Arc;

use village_economy::{AccountId, Tiers};
use village_sim::{
    AgentView, Catalogue, KindId, Landmark, LandmarkId, Map, Origin, Tile, View, VillagerId,
};

/// Data that does not change while the village runs.
#[derive(Debug, Clone)]
pub struct Atlas {
    pub map: Arc<Map>,
    pub catalogue: Arc<Catalogue>,
    pub tiers: Arc<Tiers>,
}

/// A view with what is needed to put it into words.
#[derive(Debug, Clone, Copy)]
pub struct Lens<'a> {
    pub view: &'a View,
    pub atlas: &'a Atlas,
}

impl<'a> Lens<'a> {
    pub const fn new(view: &'a View, atlas: &'a Atlas) -> Self {
        Self { view, atlas }
    }

    /// The id of a villager in the API.
    pub fn slug(&self, who: VillagerId) -> &'a str {
        self.view.agent(who).map_or("nobody", |agent| agent.member.persona.slug.as_str())
    }

    /// The name of a villager.
    pub fn name(&self, who: VillagerId) -> &'a str {
        self.view.agent(who).map_or("Nobody", |agent| agent.member.persona.name.as_str())
    }

    pub fn landmark(&self, id: LandmarkId) -> Option<&'a Landmark> {
        self.atlas.map.landmark(id)
    }

    /// The id of a landmark in the API.
    pub fn place(&self, id: LandmarkId) -> &'a str {
        self.landmark(id).map_or("nowhere", |place| place.slug.as_str())
    }

    /// The id of a kind of item in the API.
    pub fn kind(&self, id: KindId) -> &'a str {
        self.atlas.catalogue.get(id).map_or("thing", |kind| kind.slug.as_str())
    }

    /// A kind of item in a sentence, such as "a loaf of bread".
    pub fn kind_name(&self, id: KindId) -> &'a str {
        self.atlas.catalogue.get(id).map_or("a thing", |kind| kind.name.as_str())
    }

    /// The tile where somebody is now.
    pub fn tile(&self, agent: &AgentView) -> Tile {
        agent.body.tile(self.view.tick(), self.view.clock.hz)
    }

    /// The landmark where somebody is: its spot's, or the one it stands in. None on the way.
    pub fn at(&self, agent: &AgentView) -> Option<&'a Landmark> {
        if agent.body.walk.is_some() {
            return None;
        }
        let seat = agent.body.place().and_then(|id| self.landmark(id));
        seat.or_else(|| self.atlas.map.landmark_at(self.tile(agent)))
    }

    /// Whether a mind from outside moves somebody now.
    pub fn is_outside(&self, agent: &AgentView) -> bool {
        agent.reins.held_until > self.view.tick()
    }

    /// An account as its own kind and a name that the API knows: `agent:ada`, `treasury`.
    pub fn account(&self, account: AccountId) -> String {
        match account {
            AccountId::Agent(number) => format!("agent:{}", self.slug(VillagerId(number))),
            other => other.to_string(),
        }
    }

    /// How many hold a spot of each landmark and have reached it, by [`LandmarkId`].
    pub fn occupied(&self) -> Vec<u32> {
        let mut counts = vec![0_u32; self.atlas.map.landmarks.len()];
        for place in self.view.agents().filter_map(|agent| agent.body.place()) {
            if let Some(count) = counts.get_mut(place.0 as usize) {
                *count += 1;
            }
        }
        counts
    }
}

/// An origin in a word.
pub(super) const fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Instinct => "instinct",
        Origin::Model => "model",
        Origin::Outside => "outside",
        Origin::Human => "human",
        Origin::System => "system",
    }
}
