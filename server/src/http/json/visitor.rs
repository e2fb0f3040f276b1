//! People in the village: their avatars, as everybody may see them, and one's own.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use village_sim::{Activity, AgentView, Facing, PersonId, Pose};

use super::Lens;
use super::act::TileShape;
use super::agent::{Position, Spoken, Walk};

/// The avatar of a person who walks about. It is no agent: it has no purse, no tier and no needs.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Visitor {
    /// Its name in addresses, among those of agents.
    #[schema(example = "erik")]
    pub agent_id: String,
    /// Counted with the villagers', and kept for good.
    pub number: u32,
    /// Name of the person.
    pub display_name: String,
    /// Always `person`.
    pub kind: &'static str,
    /// The code of its look; its picture is at `/art/villagers/{agent_id}.png`.
    pub look: String,
    pub position: Position,
    /// `down`, `left`, `right` or `up`.
    #[schema(value_type = String, example = "down")]
    pub facing: Facing,
    /// `stand`, `sit`, `sleep` or `work`.
    #[schema(value_type = String, example = "stand")]
    pub pose: Pose,
    #[schema(value_type = String, example = "walking")]
    pub activity: Activity,
    #[schema(required)]
    pub walk: Option<Walk>,
    /// Where it is, when it is at a landmark.
    #[schema(required)]
    pub landmark: Option<String>,
    /// Kinds of the items that it carries.
    pub bag: Vec<String>,
    #[schema(required)]
    pub said: Option<Spoken>,
}

/// How one wants to look.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"look": "bcb-cbjaca----"}))]
pub struct NewLook {
    /// Fourteen letters; docs/API.md says what they mean.
    pub look: String,
}

/// One's own avatar.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OwnAvatar {
    /// Whether it is in the village.
    pub here: bool,
    /// Its name in addresses; null where one never came in.
    #[schema(required)]
    pub agent_id: Option<String>,
    #[schema(required)]
    pub look: Option<String>,
    /// The tile where it is, or was when it left.
    #[schema(required)]
    pub tile: Option<TileShape>,
    /// The tick at which it leaves by itself if its person wants nothing until then.
    #[schema(required)]
    pub leaves_tick: Option<u64>,
}

impl Lens<'_> {
    /// The avatars that are in the village.
    pub fn visitors(&self) -> Vec<Visitor> {
        self.view.visitors().filter_map(|agent| self.visitor(agent)).collect()
    }

    /// An avatar as it is after the view's tick; none for a villager, or for who is away.
    pub fn visitor(&self, agent: &AgentView) -> Option<Visitor> {
        let avatar = agent.avatar.as_ref().filter(|avatar| avatar.here)?;
        let persona = &agent.member.persona;
        Some(Visitor {
            agent_id: persona.slug.clone(),
            number: agent.id.0,
            display_name: persona.name.clone(),
            kind: "person",
            look: avatar.look.clone(),
            position: self.position(agent),
            facing: self.facing(agent),
            pose: agent.body.pose,
            activity: agent.body.activity,
            walk: agent.body.walk.as_ref().map(|walk| Walk::new(agent.body.at, walk)),
            landmark: self.at(agent).map(|place| place.slug.clone()),
            bag: agent.bag_kinds.iter().map(|kind| self.kind(*kind).to_owned()).collect(),
            said: agent.voice.line.as_ref().map(Spoken::from),
        })
    }

    /// A person's own avatar, wherever it is.
    pub fn own_avatar(&self, person: PersonId) -> OwnAvatar {
        let agent = self.view.avatar(person);
        let avatar = agent.and_then(|agent| agent.avatar.as_ref());
        let here = avatar.is_some_and(|avatar| avatar.here);
        let tile = agent.map(|agent| self.tile(agent));
        OwnAvatar {
            here,
            agent_id: agent.map(|agent| agent.member.persona.slug.clone()),
            look: avatar.map(|avatar| avatar.look.clone()),
            tile: tile.map(|tile| TileShape { x: tile.x, y: tile.y }),
            leaves_tick: agent.filter(|_| here).map(|agent| agent.reins.held_until.0),
        }
    }
}
