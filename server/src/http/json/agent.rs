//! A villager as everybody may see it.

use serde::Serialize;
use utoipa::ToSchema;
use village_economy::{CURRENCY, Micro, QueueClass, Tier};
use village_sim::{
    Activity, AgentView, Facing, Led, Mood, Need, PACE, Pose, STEPS, TierWhy, Traits, Where,
};

use super::Lens;
use super::lens::origin;
use super::memory::Remembered;

/// A place in tiles; the middle of tile (31, 12) is (31.5, 12.5).
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Position {
    pub x: f64,
    pub y: f64,
}

/// A point in steps of 1/256 tile.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Steps {
    pub x: u32,
    pub y: u32,
}

/// A villager on its way. Where it is at a tick follows by integers: walked = (tick - departed) *
/// pace / hz, rounded down; along `from`, then the middles of the corners; a leg's length is the
/// square root of dx² + dy², rounded down; on a leg a coordinate moves by |d| * left / length.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Walk {
    pub from: Steps,
    /// Tiles; the way goes through their middles (x * 256 + 128).
    pub corners: Vec<[u16; 2]>,
    pub departed: u64,
    pub arrives: u64,
    /// Steps of 1/256 tile a second.
    pub pace: u32,
}

/// How well each need is met, 0 to 1000.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Needs {
    pub rest: i32,
    pub company: i32,
    pub purpose: i32,
    pub curiosity: i32,
}

/// The last line that somebody said aloud.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Spoken {
    pub text: String,
    pub tick: u64,
    /// Whose mind the words came from: `instinct`, `model`, `outside`, `human` or `system`.
    pub origin: &'static str,
}

/// A villager.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "the API says agent_id everywhere")]
pub struct Agent {
    #[schema(example = "ada")]
    pub agent_id: String,
    /// Counted from 0 in the order of joining.
    pub number: u32,
    pub display_name: String,
    pub role: String,
    pub position: Position,
    /// `down`, `left`, `right` or `up`.
    #[schema(value_type = String, example = "down")]
    pub facing: Facing,
    /// `stand`, `sit`, `sleep` or `work`.
    #[schema(value_type = String, example = "stand")]
    pub pose: Pose,
    #[schema(value_type = String, example = "walking")]
    pub activity: Activity,
    /// `online`; `outside` while a mind from outside holds the reins.
    pub status: &'static str,
    /// Who moves it now: `instinct`, `model` or `outside`.
    pub mind: &'static str,
    #[schema(required)]
    pub walk: Option<Walk>,
    /// Where it is, when it is at a landmark.
    #[schema(required)]
    pub landmark: Option<String>,
    /// `asleep`, `delighted`, `sad`, `tired`, `lonely`, `bored`, `curious` or `content`.
    pub mood: &'static str,
    pub needs: Needs,
    #[schema(value_type = String, example = "12.5")]
    pub balance: Micro,
    /// Id of the tier that the balance buys.
    pub tier: String,
    /// Kinds of the items that it carries.
    pub bag: Vec<String>,
    /// Landmark that is its home.
    pub home: String,
    #[schema(required)]
    pub said: Option<Spoken>,
}

/// A topic that somebody learned to lean to, from -1000 to 1000.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Leaning {
    pub topic: String,
    pub weight: i16,
}

/// What a balance buys.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Entitlement {
    /// Id of the tier.
    pub tier: String,
    pub name: String,
    /// `#rrggbb`.
    pub colour: String,
    pub requests_per_minute: u32,
    pub thoughts_per_minute: u32,
    pub tokens_per_hour: u32,
    /// Classes of models, best first.
    pub models: Vec<String>,
    pub tool_runs: u32,
    /// Where its jobs wait in the pool of models: `spare`, `standard` or `priority`.
    #[schema(value_type = String)]
    pub queue_class: QueueClass,
    /// Its share in the pool's fair queue.
    pub weight: u32,
    pub blurb: String,
    /// Why it is this tier: `balance`, `bought`, `slot`, `granted` or `frozen`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'static str>,
    /// The tick at which it ends, if it is for a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until_tick: Option<u64>,
}

/// A post by its title.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PostTitle {
    pub id: u64,
    pub title: String,
}

/// Leanings of a character, 0 to 10.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Character {
    pub sociable: u8,
    pub curious: u8,
    pub diligent: u8,
    /// 10 rises early, 0 late.
    pub early: u8,
    pub generous: u8,
}

/// A villager with all that its own page shows.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Details {
    #[serde(flatten)]
    pub agent: Agent,
    pub persona: String,
    pub interests: Vec<String>,
    /// Landmark where it works.
    pub work: String,
    pub traits: Character,
    pub currency: &'static str,
    pub entitlement: Entitlement,
    pub leanings: Vec<Leaning>,
    /// What holds it back, of `killed`, `paused`, `quarantined`, `money_frozen` and
    /// `compute_frozen`.
    pub restraints: Vec<&'static str>,
    /// The latest public posts, newest first.
    pub recent_posts: Vec<PostTitle>,
    /// What its model is about; null for one that never thought with a model.
    #[schema(required)]
    pub thinking: Option<Thinking>,
    /// The latest of what it remembers that others could witness too, newest first.
    pub highlights: Vec<Remembered>,
}

/// What a model mind is about.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Thinking {
    /// Whether it thinks now.
    pub now: bool,
    /// What it thought last; empty before its first thought.
    pub thought: String,
    /// What it means to do next.
    pub plan: String,
    /// The number of that thought's trace.
    pub trace: u64,
    /// The tick at which it came to that.
    pub tick: u64,
}

/// Posts that [`Details`] names.
const RECENT_POSTS: usize = 5;
/// Memories that it names.
const HIGHLIGHTS: usize = 6;

impl Lens<'_> {
    /// A villager as it is after the view's tick.
    pub fn agent(&self, agent: &AgentView) -> Agent {
        let clock = &self.view.clock;
        let (body, persona) = (&agent.body, &agent.member.persona);
        let led = self.led(agent);
        Agent {
            agent_id: persona.slug.clone(),
            number: agent.id.0,
            display_name: persona.name.clone(),
            role: persona.role.clone(),
            position: self.position(agent),
            facing: self.facing(agent),
            pose: body.pose,
            activity: body.activity,
            status: if led == Led::Outside { "outside" } else { "online" },
            mind: match led {
                Led::Instinct => "instinct",
                Led::Model => "model",
                Led::Outside => "outside",
            },
            walk: body.walk.as_ref().map(|walk| Walk::new(body.at, walk)),
            landmark: self.at(agent).map(|place| place.slug.clone()),
            mood: Mood::of(agent, clock).as_str(),
            needs: self.needs(agent),
            balance: agent.balance,
            tier: self.view.tier(agent).id.clone(),
            bag: agent.bag_kinds.iter().map(|kind| self.kind(*kind).to_owned()).collect(),
            home: self.place(agent.member.home).to_owned(),
            said: agent.voice.line.as_ref().map(Spoken::from),
        }
    }

    /// Where somebody is now.
    pub(super) fn position(&self, agent: &AgentView) -> Position {
        let point = agent.body.point(self.view.tick(), self.view.clock.hz);
        Position { x: tiles(point.x), y: tiles(point.y) }
    }

    /// Which way somebody looks now.
    pub(super) fn facing(&self, agent: &AgentView) -> Facing {
        let (body, clock) = (&agent.body, &self.view.clock);
        let walk = body.walk.as_ref();
        walk.and_then(|walk| walk.facing(body.at, clock.tick, clock.hz)).unwrap_or(body.facing)
    }

    /// A villager with all that its own page shows.
    pub fn details(&self, agent: &AgentView) -> Details {
        let persona = &agent.member.persona;
        let Traits { sociable, curious, diligent, early, generous } = persona.traits;
        let posts = self.public_posts_of(agent.id).take(RECENT_POSTS);
        Details {
            agent: self.agent(agent),
            persona: persona.text.clone(),
            interests: persona.interests.clone(),
            work: self.place(agent.member.work).to_owned(),
            traits: Character { sociable, curious, diligent, early, generous },
            currency: CURRENCY,
            entitlement: self.entitlement(agent),
            leanings: agent
                .leanings
                .iter()
                .map(|(topic, weight)| Leaning { topic: topic.to_owned(), weight })
                .collect(),
            restraints: self.restraints(agent.id),
            recent_posts: posts
                .map(|thread| PostTitle { id: thread.post.id.0, title: thread.post.title.clone() })
                .collect(),
            thinking: self.view.society.minds.get(&agent.id).map(|mind| Thinking {
                now: mind.is_thinking(self.view.tick()),
                thought: mind.thought.clone(),
                plan: mind.plan.clone(),
                trace: mind.trace,
                tick: mind.decided.0,
            }),
            highlights: self.witnessed(agent).take(HIGHLIGHTS).collect(),
        }
    }

    /// What an agent may use now, why, and until when.
    pub fn entitlement(&self, agent: &AgentView) -> Entitlement {
        let tier = self.view.tier(agent);
        let permit = self.view.society.permit(agent.id);
        let lease = match agent.tier_why {
            TierWhy::Bought => permit.bought,
            TierWhy::Slot => permit.slot,
            TierWhy::Granted => permit.granted,
            TierWhy::Balance | TierWhy::Frozen => None,
        };
        Entitlement {
            why: Some(agent.tier_why.as_str()),
            until_tick: lease.map(|lease| lease.until.0),
            ..Entitlement::from(tier)
        }
    }

    fn needs(&self, agent: &AgentView) -> Needs {
        let level = |need| agent.needs.level(need, &self.view.clock) / 1000;
        Needs {
            rest: level(Need::Rest),
            company: level(Need::Company),
            purpose: level(Need::Purpose),
            curiosity: level(Need::Curiosity),
        }
    }
}

impl Walk {
    /// A walk that began at a point.
    pub fn new(from: village_sim::Point, walk: &village_sim::Walk) -> Self {
        Self {
            from: Steps { x: from.x, y: from.y },
            corners: walk.corners.iter().map(|corner| [corner.x, corner.y]).collect(),
            departed: walk.departed.0,
            arrives: walk.arrives.0,
            pace: PACE,
        }
    }
}

impl From<&village_sim::Line> for Spoken {
    fn from(line: &village_sim::Line) -> Self {
        let text = (*line.text).to_owned();
        Self { text, tick: line.tick.0, origin: origin(line.origin) }
    }
}

impl From<&Tier> for Entitlement {
    fn from(tier: &Tier) -> Self {
        Self {
            tier: tier.id.clone(),
            name: tier.name.clone(),
            colour: tier.colour.to_string(),
            requests_per_minute: tier.requests_per_minute,
            thoughts_per_minute: tier.thoughts_per_minute,
            tokens_per_hour: tier.tokens_per_hour,
            models: tier.models.clone(),
            tool_runs: tier.tool_runs,
            queue_class: tier.queue_class,
            weight: tier.weight,
            blurb: tier.blurb.clone(),
            why: None,
            until_tick: None,
        }
    }
}

/// An item that lies somewhere.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Lying {
    pub id: u32,
    pub kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub x: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub y: Option<u16>,
    /// The landmark on whose shelf it is, instead of a tile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub landmark: Option<String>,
}

impl Lens<'_> {
    /// What lies about.
    pub fn items(&self) -> Vec<Lying> {
        let lying = self.view.items.iter().filter_map(|(at, id, kind)| {
            let (tile, landmark) = match at {
                Where::Tile(tile) => (Some(*tile), None),
                Where::Shelf(place) => (None, Some(self.place(*place).to_owned())),
                Where::Bag(_) => return None,
            };
            Some(Lying {
                id: id.0,
                kind: self.kind(*kind).to_owned(),
                x: tile.map(|tile| tile.x),
                y: tile.map(|tile| tile.y),
                landmark,
            })
        });
        lying.collect()
    }
}

/// Steps as tiles; 1/256 has an exact decimal.
pub(super) fn tiles(steps: u32) -> f64 {
    f64::from(steps) / f64::from(STEPS)
}
