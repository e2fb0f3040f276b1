//! What a villager perceives now: all that a mind gets to decide on. Private to its own mind and to
//! admins.

use serde::Serialize;
use utoipa::ToSchema;
use village_sim::{Activity, AgentView, PlaceKind, Principal, Use};

use super::Lens;
use super::agent::{Agent, Entitlement};
use super::board::Author;
use super::memory::{Heard, Judged, Remembered, judged};

/// Posts of the board that a percept names.
const BOARD_POSTS: usize = 10;
/// Items that a percept names at most; the nearest first.
const ITEMS_MAX: usize = 50;
/// Others that a percept names at most; the nearest first.
const NEAR_MAX: usize = 50;

/// An item of one's own.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Carried {
    pub id: u32,
    pub kind: String,
    /// In a sentence: "a loaf of bread".
    pub name: String,
}

/// Oneself.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Own {
    #[serde(flatten)]
    pub agent: Agent,
    /// What is in the bag.
    pub items: Vec<Carried>,
}

/// Somebody in sight.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Other {
    pub agent_id: String,
    pub display_name: String,
    /// `agent`, or `person` for the avatar of one.
    pub kind: &'static str,
    /// In tiles.
    pub distance: u16,
    #[schema(value_type = String)]
    pub activity: Activity,
}

/// A place of one's part of the village.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Place {
    pub id: String,
    pub name: String,
    #[schema(value_type = String)]
    pub kind: PlaceKind,
    /// In tiles, to its nearest edge.
    pub distance: u16,
    #[schema(value_type = Vec<String>)]
    pub uses: Vec<Use>,
    pub capacity: usize,
    pub occupied: u32,
    /// Whether one is there.
    pub here: bool,
}

/// An item in sight.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InSight {
    pub id: u32,
    pub kind: String,
    pub name: String,
    /// In tiles.
    pub distance: u16,
}

/// A post that one may read.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OnBoard {
    pub id: u64,
    pub title: String,
    pub author: Author,
    pub tags: Vec<String>,
    pub replies: usize,
}

/// What a villager perceives now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Percept {
    pub tick: u64,
    pub day: u64,
    #[schema(example = "07:03")]
    pub time: String,
    #[serde(rename = "self")]
    pub own: Own,
    /// Who is in sight, nearest first.
    pub near: Vec<Other>,
    /// The places of one's part of the village, nearest first.
    pub landmarks: Vec<Place>,
    /// What lies in sight, nearest first.
    pub items: Vec<InSight>,
    pub heard: Vec<Heard>,
    pub memories: Vec<Remembered>,
    /// Rewards and penalties for one's own words.
    pub verdicts: Vec<Judged>,
    /// The latest posts that one may read.
    pub board: Vec<OnBoard>,
    pub entitlement: Entitlement,
}

impl Lens<'_> {
    /// What somebody perceives.
    pub fn percept(&self, agent: &AgentView) -> Percept {
        let carried = agent.bag.0.iter().zip(&agent.bag_kinds).map(|(id, kind)| Carried {
            id: id.0,
            kind: self.kind(*kind).to_owned(),
            name: self.kind_name(*kind).to_owned(),
        });
        let reader = Principal::Agent(agent.id);
        let readable = self
            .view
            .threads
            .iter()
            .rev()
            .filter(|thread| super::may_read(&thread.post, Some(&reader)));
        let board = readable.take(BOARD_POSTS).map(|thread| OnBoard {
            id: thread.post.id.0,
            title: thread.post.title.clone(),
            author: self.author(&thread.post.author),
            tags: thread.post.tags.clone(),
            replies: thread.replies.len(),
        });
        Percept {
            tick: self.view.tick().0,
            day: self.view.clock.day(),
            time: self.time(),
            own: Own { agent: self.agent(agent), items: carried.collect() },
            near: self.near(agent),
            landmarks: self.places(agent),
            items: self.items_near(agent),
            heard: self.heard(agent),
            memories: self.memories(agent),
            verdicts: judged(agent),
            board: board.collect(),
            entitlement: self.entitlement(agent),
        }
    }

    fn near(&self, agent: &AgentView) -> Vec<Other> {
        let near = self.view.sight(&self.atlas.map, agent).others(NEAR_MAX);
        let shape = near.into_iter().map(|(distance, other)| Other {
            agent_id: other.member.persona.slug.clone(),
            display_name: other.member.persona.name.clone(),
            kind: kind(other),
            distance,
            activity: other.body.activity,
        });
        shape.collect()
    }

    fn places(&self, agent: &AgentView) -> Vec<Place> {
        let map = &self.atlas.map;
        let sight = self.view.sight(map, agent);
        let (here, at) = (sight.tile, sight.place().map(|place| place.id));
        let whereabouts = self.view.whereabouts(map);
        let own = map.district_landmarks(map.district(here)).iter().map(|place| Place {
            id: place.slug.clone(),
            name: place.name.clone(),
            kind: place.kind,
            distance: here.distance(place.area.nearest(here)),
            uses: place.uses.clone(),
            capacity: place.capacity(),
            occupied: whereabouts.taken(place.id),
            here: at == Some(place.id),
        });
        let mut places: Vec<_> = own.collect();
        places.sort_by_key(|place| place.distance);
        places
    }

    fn items_near(&self, agent: &AgentView) -> Vec<InSight> {
        let near = self.view.sight(&self.atlas.map, agent).items();
        let mut near: Vec<_> = near.map(|item| (item.distance, item.id, item.kind)).collect();
        near.sort_unstable();
        near.truncate(ITEMS_MAX);
        let shape = near.into_iter().map(|(distance, id, kind)| InSight {
            id: id.0,
            kind: self.kind(kind).to_owned(),
            name: self.kind_name(kind).to_owned(),
            distance,
        });
        shape.collect()
    }
}

/// What somebody is.
const fn kind(other: &AgentView) -> &'static str {
    if other.avatar.is_some() { "person" } else { "agent" }
}
