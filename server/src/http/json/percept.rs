//! What a villager perceives now: all that a mind gets to decide on. Private to its own mind and to
//! admins.

use serde::Serialize;
use utoipa::ToSchema;
use village_sim::{Activity, AgentView, Area, PlaceKind, Principal, SIGHT_TILES, Tile, Use, Where};

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
        let here = self.tile(agent);
        let others = self.view.whereabouts(&self.atlas.map).within(here, SIGHT_TILES);
        let others = others.filter_map(|other| self.view.agent(other));
        let others = others.filter(|other| other.id != agent.id);
        let mut near: Vec<_> =
            others.map(|other| (here.distance(self.tile(other)), other)).collect();
        near.sort_by_key(|(distance, other)| (*distance, other.id));
        near.truncate(NEAR_MAX);
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
        let (here, map) = (self.tile(agent), &self.atlas.map);
        let (whereabouts, at) = (self.view.whereabouts(map), self.at(agent).map(|place| place.id));
        let own = map.district_landmarks(map.district(here)).iter().map(|place| Place {
            id: place.slug.clone(),
            name: place.name.clone(),
            kind: place.kind,
            distance: here.distance(nearest(place.area, here)),
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
        let here = self.tile(agent);
        let near = self.view.items.iter().filter_map(|(at, id, kind)| {
            let distance = match at {
                Where::Tile(tile) => here.distance(*tile),
                Where::Shelf(place) => here.distance(nearest(self.landmark(*place)?.area, here)),
                Where::Bag(_) => return None,
            };
            (distance <= SIGHT_TILES).then_some((distance, *id, *kind))
        });
        let mut near: Vec<_> = near.collect();
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

/// The tile of an area that lies nearest.
fn nearest(area: Area, to: Tile) -> Tile {
    let last = |from: u16, length: u16| from + length.saturating_sub(1);
    Tile::new(
        to.x.clamp(area.x, last(area.x, area.width)),
        to.y.clamp(area.y, last(area.y, area.height)),
    )
}
