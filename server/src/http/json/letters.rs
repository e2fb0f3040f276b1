//! Letters as they are shown to their two ends and to admins.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use village_sim::{Letters, PersonId, VillagerId};

use super::lens::origin;
use super::{Lens, rfc3339};

/// A letter that is to be written.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLetter {
    /// Markdown of at most 4,000 characters.
    pub body: String,
}

/// How far somebody has read.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadUpTo {
    /// Number of the latest letter that was read.
    pub up_to: u64,
}

/// A letter.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Letter {
    pub id: u64,
    /// Name of the person.
    pub person: String,
    pub agent_id: String,
    /// Who wrote it: `person` or `agent`.
    pub by: &'static str,
    /// Whose mind the words came from: `human`, `outside`, `model` or `instinct`.
    pub origin: &'static str,
    /// Markdown, to be shown without raw HTML.
    pub body: String,
    pub created_at: String,
    pub tick: u64,
}

/// A person and an agent that write to each other.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Correspondence {
    /// Name of the person.
    pub person: String,
    pub agent_id: String,
    /// The latest letter.
    pub latest: Letter,
    /// Letters of the agent that the person has not read, of the latest 32.
    pub unread_by_person: u64,
    /// Letters of the person that the agent has not read, of the latest 32.
    pub unread_by_agent: u64,
}

impl Lens<'_> {
    pub fn letter(&self, letter: &village_sim::Letter) -> Letter {
        Letter {
            id: letter.id,
            person: self.handle(letter.person).to_owned(),
            agent_id: self.slug(letter.agent).to_owned(),
            by: if letter.by_agent { "agent" } else { "person" },
            origin: origin(letter.origin),
            body: (*letter.body).to_owned(),
            created_at: rfc3339(letter.at),
            tick: letter.tick.0,
        }
    }

    /// A pair; none when it has not written yet.
    pub fn correspondence(
        &self,
        (person, agent): (PersonId, VillagerId),
        letters: &Letters,
    ) -> Option<Correspondence> {
        let unread = |by_agent: bool, read: u64| {
            let new = letters.latest.iter().filter(|letter| letter.by_agent == by_agent);
            new.filter(|letter| letter.id > read).count() as u64
        };
        Some(Correspondence {
            person: self.handle(person).to_owned(),
            agent_id: self.slug(agent).to_owned(),
            latest: self.letter(letters.latest.back()?),
            unread_by_person: unread(true, letters.read_by_person),
            unread_by_agent: unread(false, letters.read_by_agent),
        })
    }
}
