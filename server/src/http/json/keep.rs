//! What is asked of those who keep the village in order: about agents and about people.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use village_sim::{Measure, Persona, Restraint, Role, Traits, VillagerId};

use super::Lens;
use crate::http::problem::Problem;

/// Somebody who is to live here. A persona of a known `agent_id` takes the place of the older one.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "agent_id": "nora", "name": "Nora", "role": "beekeeper", "home": "mill-cottage",
    "work": "library", "text": "Nora keeps bees and counts them.", "interests": ["bees"]
}))]
pub struct NewAgent {
    /// 1 to 48 characters out of a-z, 0-9 and -; never changed.
    pub agent_id: String,
    /// One line of at most 40 characters.
    pub name: String,
    /// One line of at most 40 characters.
    pub role: String,
    /// Landmark that is its home.
    pub home: String,
    /// Landmark where it works.
    pub work: String,
    /// Who it is, in at most 4,000 characters.
    pub text: String,
    /// At most 12 lines of at most 60 characters.
    #[serde(default)]
    pub interests: Vec<String>,
    #[serde(default)]
    pub traits: NewTraits,
}

/// Leanings of a character, each 0 to 10; 5 where nothing is said.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewTraits {
    pub sociable: u8,
    pub curious: u8,
    pub diligent: u8,
    /// 10 rises early, 0 late.
    pub early: u8,
    pub generous: u8,
}

/// Stop an agent, or let it go on.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"measure": "pause", "reason": "it repeats itself"}))]
pub struct Restrain {
    /// `pause`, `resume`, `quarantine` and `release` for moderators; `freeze_money`, `thaw_money`,
    /// `freeze_compute`, `thaw_compute`, `kill` and `revive` for admins.
    #[schema(value_type = String)]
    pub measure: Restraint,
    /// One line of at most 500 characters, for the audit log.
    pub reason: String,
}

/// A reason, one line of at most 500 characters, for the audit log.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Because {
    pub reason: String,
}

/// A token by which a program from outside is to live as an agent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"days": 90, "reason": "a program of Mara's"}))]
pub struct NewAgentToken {
    /// Days until it expires, 1 to 3,650; never when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 3650)]
    pub days: Option<u16>,
    /// One line of at most 500 characters, for the audit log.
    pub reason: String,
}

/// Set an agent's tier for a time, whatever its purse says.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"tier": "scholar", "seconds": 86400, "reason": "for the reading week"}))]
pub struct Grant {
    /// Id of the tier; null takes a grant back.
    #[serde(default)]
    pub tier: Option<String>,
    /// How long it holds; counts only with a tier.
    #[serde(default)]
    pub seconds: u32,
    /// One line of at most 500 characters, for the audit log.
    pub reason: String,
}

/// What is done about somebody's conduct.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"measure": "suspend", "seconds": 3600, "reason": "insults"}))]
pub struct Discipline {
    pub measure: MeasureName,
    /// With `suspend`: for how long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
    /// One line of at most 500 characters, for the audit log.
    pub reason: String,
}

/// Measures about people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeasureName {
    Warn,
    /// May only read for a time.
    Suspend,
    /// May only read.
    Ban,
    /// In good standing again.
    Lift,
}

/// Stand for a person, or no longer.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Vouch {
    pub vouched: bool,
}

/// Another role for a person.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRole {
    /// `member`, `moderator` or `admin`.
    #[schema(value_type = String, example = "moderator")]
    pub role: Role,
    /// One line of at most 500 characters, for the audit log.
    pub reason: String,
}

/// What is done about an agent now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Restrained {
    pub agent_id: String,
    /// Of `paused`, `quarantined`, `money_frozen`, `compute_frozen` and `killed`.
    pub restraints: Vec<&'static str>,
}

/// Tokens that work no longer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Revoked {
    pub agent_id: String,
    /// How many tokens worked until now.
    pub tokens: u64,
}

impl Default for NewTraits {
    fn default() -> Self {
        Self { sociable: 5, curious: 5, diligent: 5, early: 5, generous: 5 }
    }
}

impl NewAgent {
    /// The persona that is meant.
    pub fn read(self) -> Persona {
        let NewTraits { sociable, curious, diligent, early, generous } = self.traits;
        Persona {
            slug: self.agent_id,
            name: self.name,
            role: self.role,
            home: self.home,
            work: self.work,
            text: self.text,
            interests: self.interests,
            traits: Traits { sociable, curious, diligent, early, generous },
        }
    }
}

/// A measure with its seconds, which only a suspension has.
pub(super) fn measure(name: MeasureName, seconds: Option<u32>) -> Result<Measure, Problem> {
    match (name, seconds) {
        (MeasureName::Warn, None) => Ok(Measure::Warn),
        (MeasureName::Suspend, Some(seconds)) => Ok(Measure::Suspend { seconds }),
        (MeasureName::Ban, None) => Ok(Measure::Ban),
        (MeasureName::Lift, None) => Ok(Measure::Lift),
        _ => Err(Problem::bad_request("send seconds with suspend, and with nothing else")),
    }
}

impl Discipline {
    /// The measure that is meant.
    pub fn read(&self) -> Result<Measure, Problem> {
        measure(self.measure, self.seconds)
    }
}

impl Lens<'_> {
    /// What holds an agent back now.
    pub fn restraints(&self, agent: VillagerId) -> Vec<&'static str> {
        let Some(permit) = self.view.society.permits.get(&agent) else { return Vec::new() };
        let all = [
            (permit.killed.is_some(), "killed"),
            (permit.paused, "paused"),
            (permit.quarantined, "quarantined"),
            (permit.money_frozen, "money_frozen"),
            (permit.compute_frozen, "compute_frozen"),
        ];
        all.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).collect()
    }
}
