//! What the encoder looks through: a view of one tick, and the data that never changes.

use std::sync::Arc;

use village_economy::{AccountId, Source};
use village_sim::{
    AgentView, BOUNTIES_FROM, Catalogue, KindId, Landmark, LandmarkId, Led, Map, Origin, PersonId,
    Principal, Tile, View, VillagerId,
};

/// Data that does not change while the village runs.
#[derive(Debug, Clone)]
pub struct Atlas {
    pub map: Arc<Map>,
    pub catalogue: Arc<Catalogue>,
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
        self.view.sight(&self.atlas.map, agent).tile
    }

    /// The landmark where somebody is: its spot's, or the one it stands in. None on the way.
    pub fn at(&self, agent: &'a AgentView) -> Option<&'a Landmark> {
        self.view.sight(&self.atlas.map, agent).place()
    }

    /// Who moves somebody now.
    pub fn led(&self, agent: &AgentView) -> Led {
        agent.led(self.view.society.minds.get(&agent.id), self.view.tick())
    }

    /// The name of a person.
    pub fn handle(&self, who: PersonId) -> &'a str {
        self.view.society.people.get(&who).map_or("nobody", |person| person.name.as_str())
    }

    /// An account as its own kind and a name that the API knows: `agent:ada`, `treasury`. Money
    /// that is set aside is an agent's (`escrow:agent:ada`) or lies on a post (`escrow:post:7`).
    pub fn account(&self, account: AccountId) -> String {
        match account {
            AccountId::Agent(number) => format!("agent:{}", self.slug(VillagerId(number))),
            AccountId::Person(number) => format!("person:{}", self.handle(PersonId(number))),
            AccountId::Escrow(number) => match number.checked_sub(BOUNTIES_FROM) {
                Some(post) => format!("escrow:post:{post}"),
                None => format!("escrow:agent:{}", self.slug(VillagerId(number))),
            },
            AccountId::Treasury | AccountId::Compute | AccountId::Payments => account.to_string(),
        }
    }

    /// The cause of a movement of money by a name that the API knows.
    pub fn source(&self, source: &Source) -> String {
        match source {
            Source::Agent(number) => format!("agent:{}", self.slug(VillagerId(*number))),
            Source::Person(number) => format!("person:{}", self.handle(PersonId(*number))),
            Source::System | Source::Admin(_) | Source::External(_) => source.to_string(),
        }
    }

    /// Who did something, by a name that the API knows.
    pub fn principal(&self, who: &Principal) -> String {
        match who {
            Principal::System => "system".to_owned(),
            Principal::Admin(name) => format!("admin:{name}"),
            Principal::Agent(who) => format!("agent:{}", self.slug(*who)),
            Principal::Mind(who) => format!("mind:{}", self.slug(*who)),
            Principal::Person(who) => format!("person:{}", self.handle(*who)),
        }
    }

    /// What an act was about: the numbers of the audit log become names.
    pub fn subject(&self, subject: &str) -> String {
        let word = |word: &str| {
            let (kind, number) = word.split_once(':')?;
            let number = number.parse().ok()?;
            match kind {
                "agent" => {
                    let agent = self.view.agent(VillagerId(number))?;
                    Some(format!("agent:{}", agent.member.persona.slug))
                }
                "person" => {
                    let person = self.view.society.people.get(&PersonId(number))?;
                    Some(format!("person:{}", person.name))
                }
                _ => None,
            }
        };
        let words = subject.split(' ').map(|one| word(one).unwrap_or_else(|| one.to_owned()));
        words.collect::<Vec<_>>().join(" ")
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
