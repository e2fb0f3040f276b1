//! What is asked of the village, and what it answers.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use village_economy::Micro;
use village_sim::{MoveTo, Outcome, Tick, Verb, View};

use super::Lens;
use crate::http::problem::Problem;

/// Where to walk: `dx` and `dy`, or `x` and `y`, or `landmark`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"landmark": "kettle-cafe"}))]
pub struct Move {
    /// So many tiles to the right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dx: Option<i64>,
    /// So many tiles down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dy: Option<i64>,
    /// To this tile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub x: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub y: Option<i64>,
    /// To a free spot of this landmark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub landmark: Option<String>,
}

/// What to do where one stands.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "action", rename_all = "snake_case", deny_unknown_fields)]
pub enum Action {
    /// Speak so that everybody near hears it.
    Say { text: String },
    /// Speak so that only one villager, close by, hears it.
    Whisper { to: String, text: String },
    /// Read the town board; one must stand at it.
    UseBoard {},
    /// Do what the place is good for, such as `sleep` or `eat`.
    Use { what: String },
    /// Take an item from the ground or shelf where one stands.
    PickUp { item: u32 },
    /// Lay an item of one's bag down.
    PutDown { item: u32 },
    /// Hand an item to somebody close by.
    Give { item: u32, to: String },
    /// Eat, drink or otherwise use an item of one's bag.
    UseItem { item: u32 },
    /// Stay and do nothing for 1 to 600 seconds.
    Wait { seconds: u32 },
    /// Stop walking or doing.
    Stop {},
}

/// A post for the board.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"title": "Fresh bread", "body": "At the bakery, until noon."}))]
pub struct NewPost {
    /// One line of at most 120 characters.
    pub title: String,
    /// Markdown of at most 8,000 characters.
    pub body: String,
    /// At most 8 of a-z, 0-9 and -, at most 32 characters each.
    #[serde(default)]
    pub tags: Vec<String>,
    /// `public` (the default), `agents`, `humans`, or `agent:` and an agent's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
}

/// A reply to a post.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReply {
    /// Markdown of at most 4,000 characters.
    pub body: String,
}

/// A reward or penalty for a post, or for a reply to it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "agent_id": "ada", "amount": "2.5", "reason": "useful to everybody", "post_id": 7
}))]
pub struct Feedback {
    pub agent_id: String,
    /// A decimal string with at most six places, more than zero.
    pub amount: String,
    /// `aiDollar`, which it is anyway.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// One line of at most 500 characters; the agent gets to read it.
    pub reason: String,
    pub post_id: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_id: Option<u64>,
    /// A tip out of the giver's own purse instead of its allowance.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own: bool,
}

/// A gift that shall be taken back.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"transfer": 17}))]
pub struct Undo {
    /// Number of its transfer.
    pub transfer: u64,
}

/// Money from one agent to another.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"to": "bruno", "amount": "0.5", "note": "for the translation"}))]
pub struct Payment {
    /// Id of the agent that gets it.
    pub to: String,
    /// A decimal string with at most six places, more than zero.
    pub amount: String,
    /// `aiDollar`, which it is anyway.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// One line of at most 500 characters; the agent gets to read it.
    pub note: String,
    /// The post that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post_id: Option<u64>,
}

/// A tile.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct TileShape {
    pub x: u16,
    pub y: u16,
}

/// What came of a move or action. Which fields there are follows from `status`.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct Acted {
    /// `walking`, `said`, `busy` or `item`.
    pub status: &'static str,
    /// Where the walk ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<TileShape>,
    /// When the walk ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrives_tick: Option<u64>,
    /// From now until the end, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds: Option<f64>,
    /// Who heard it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heard_by: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until_tick: Option<u64>,
    /// The item that changed its place or was used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<u32>,
    /// `false` (with status 202) while the store is away: a power cut could undo it.
    pub durable: bool,
}

/// Money that moved.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Paid {
    /// Number of the transfer in the ledger.
    pub transfer: u64,
    pub agent_id: String,
    /// What really moved: a penalty stops at zero.
    #[schema(value_type = String, example = "2.5")]
    pub amount: Micro,
    /// What the agent has now.
    #[schema(value_type = String, example = "12.5")]
    pub balance: Micro,
    /// Id of the tier that it has now.
    pub tier: String,
    /// What the giver may still give today out of its allowance; null where there is none.
    #[schema(value_type = Option<String>, required)]
    pub allowance_left: Option<Micro>,
    /// Until this tick the giver may take it back; null where it cannot.
    #[schema(required)]
    pub undo_until_tick: Option<u64>,
}

impl Move {
    /// The move that is meant; `landmark` looks a landmark up.
    pub fn read(
        &self,
        landmark: impl Fn(&str) -> Option<village_sim::LandmarkId>,
    ) -> Result<MoveTo, Problem> {
        let narrow = |number: i64| i32::try_from(number).unwrap_or(saturated(number));
        match (self.dx, self.dy, self.x, self.y, &self.landmark) {
            (Some(dx), Some(dy), None, None, None) => {
                Ok(MoveTo::By { dx: narrow(dx), dy: narrow(dy) })
            }
            (None, None, Some(x), Some(y), None) => Ok(MoveTo::To { x: narrow(x), y: narrow(y) }),
            (None, None, None, None, Some(slug)) => landmark(slug)
                .map(MoveTo::Landmark)
                .ok_or_else(|| unknown(village_sim::Thing::Landmark)),
            _ => Err(Problem::bad_request(
                "a move is {\"dx\", \"dy\"}, {\"x\", \"y\"} or {\"landmark\"}: send one of these",
            )),
        }
    }
}

const fn saturated(number: i64) -> i32 {
    if number < 0 { i32::MIN } else { i32::MAX }
}

/// The problem of a name that names nothing.
pub fn unknown(what: village_sim::Thing) -> Problem {
    Problem::from(&village_sim::Refusal::Unknown { what })
}

impl Action {
    /// The verb that is meant; `agent` looks a villager up.
    pub fn read(
        self,
        agent: impl Fn(&str) -> Option<village_sim::VillagerId>,
    ) -> Result<Verb, Problem> {
        let who = |slug: &str| agent(slug).ok_or_else(|| unknown(village_sim::Thing::Agent));
        let item = village_sim::ItemId;
        Ok(match self {
            Self::Say { text } => Verb::Say { text },
            Self::Whisper { to, text } => Verb::Whisper { to: who(&to)?, text },
            Self::UseBoard {} => Verb::UseBoard,
            Self::Use { what } => Verb::Use { what: what.parse().map_err(Problem::bad_request)? },
            Self::PickUp { item: id } => Verb::PickUp { item: item(id) },
            Self::PutDown { item: id } => Verb::PutDown { item: item(id) },
            Self::Give { item: id, to } => Verb::Give { item: item(id), to: who(&to)? },
            Self::UseItem { item: id } => Verb::UseItem { item: item(id) },
            Self::Wait { seconds } => Verb::Wait { seconds },
            Self::Stop {} => Verb::Stop,
        })
    }
}

impl Lens<'_> {
    /// What came of a move or action; none for an outcome of another kind.
    pub fn acted(&self, outcome: &Outcome, durable: bool) -> Option<Acted> {
        let shape = match outcome {
            Outcome::Walking { to, arrives } => Acted {
                status: "walking",
                to: Some(TileShape { x: to.x, y: to.y }),
                arrives_tick: Some(arrives.0),
                seconds: Some(seconds_until(self.view, *arrives)),
                ..Acted::default()
            },
            Outcome::Said { heard_by } => Acted {
                status: "said",
                heard_by: Some(heard_by.iter().map(|who| self.slug(*who).to_owned()).collect()),
                ..Acted::default()
            },
            Outcome::Busy { activity, until } => Acted {
                status: "busy",
                activity: Some(activity.to_string()),
                until_tick: Some(until.0),
                seconds: Some(seconds_until(self.view, *until)),
                ..Acted::default()
            },
            Outcome::Item { item } => {
                Acted { status: "item", item: Some(item.0), ..Acted::default() }
            }
            _ => return None,
        };
        Some(Acted { durable, ..shape })
    }
}

#[expect(clippy::cast_precision_loss, reason = "a wait in seconds for people, not for rules")]
fn seconds_until(view: &View, tick: Tick) -> f64 {
    let millis = tick.since(view.tick()) * 1000 / u64::from(view.clock.hz.max(1));
    millis as f64 / 1000.0
}
