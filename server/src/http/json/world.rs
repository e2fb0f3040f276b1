//! The village as it is now.

use serde::Serialize;
use utoipa::ToSchema;
use village_sim::{PlaceKind, Use};

use super::Lens;
use super::agent::{Agent, Lying};
use super::visitor::Visitor;

/// Width and height in tiles.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Size {
    pub width: u16,
    pub height: u16,
}

/// A named place.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LandmarkNow {
    #[schema(example = "kettle-cafe")]
    pub id: String,
    pub name: String,
    #[schema(value_type = String, example = "cafe")]
    pub kind: PlaceKind,
    pub x: u16,
    pub y: u16,
    pub width: u16,
    pub height: u16,
    /// How many can use it at once.
    pub capacity: usize,
    #[schema(value_type = Vec<String>)]
    pub uses: Vec<Use>,
    /// How many use it now.
    pub occupied: u32,
}

/// A named part of the map.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ZoneShape {
    pub name: String,
    pub x: u16,
    pub y: u16,
    pub width: u16,
    pub height: u16,
}

/// The village after a tick.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct World {
    pub tick: u64,
    /// Ticks a second.
    pub hz: u32,
    /// Fingerprint of the whole state, 32 hex digits.
    pub state_hash: String,
    /// Counted from 1.
    pub day: u64,
    /// Minute of the day, 0 to 1439.
    pub minute: u32,
    #[schema(example = "07:03")]
    pub time: String,
    /// Real seconds in a village day.
    pub day_seconds: u32,
    /// Whether the store takes records; while it does not, posts and money stand still.
    pub store: bool,
    pub size: Size,
    pub landmarks: Vec<LandmarkNow>,
    pub zones: Vec<ZoneShape>,
    pub agents: Vec<Agent>,
    /// The avatars of people that walk about; they are no agents.
    pub people: Vec<Visitor>,
    pub items: Vec<Lying>,
    /// How many public notes hang on the town board, at most 16: as many as it has papers.
    pub hung: usize,
}

impl Lens<'_> {
    pub fn world(&self) -> World {
        let (clock, map) = (&self.view.clock, &self.atlas.map);
        let whereabouts = self.view.whereabouts(map);
        let landmarks = map.landmarks.iter().map(|place| LandmarkNow {
            id: place.slug.clone(),
            name: place.name.clone(),
            kind: place.kind,
            x: place.area.x,
            y: place.area.y,
            width: place.area.width,
            height: place.area.height,
            capacity: place.capacity(),
            uses: place.uses.clone(),
            occupied: whereabouts.taken(place.id),
        });
        let zones = map.zones.iter().map(|zone| ZoneShape {
            name: zone.name.clone(),
            x: zone.area.x,
            y: zone.area.y,
            width: zone.area.width,
            height: zone.area.height,
        });
        World {
            tick: clock.tick.0,
            hz: clock.hz,
            state_hash: self.view.hash.to_string(),
            day: clock.day(),
            minute: clock.minute(),
            time: self.time(),
            day_seconds: clock.day_seconds,
            store: self.view.store,
            size: Size { width: map.width, height: map.height },
            landmarks: landmarks.collect(),
            zones: zones.collect(),
            agents: self.view.agents().map(|agent| self.agent(agent)).collect(),
            people: self.visitors(),
            items: self.items(),
            hung: self.hung(),
        }
    }

    /// Time of day, such as `07:03`.
    pub fn time(&self) -> String {
        let minute = self.view.clock.minute();
        format!("{:02}:{:02}", minute / 60, minute % 60)
    }
}
