//! Who may: ranks of principals, and what stops people and agents from dealing at all.

use crate::act::Result;
use crate::door::Principal;
use crate::id::{PersonId, VillagerId};
use crate::refusal::{Refusal, Thing};
use crate::society::{Conduct, Person, Role};
use crate::stage::Stage;

/// What a principal may, from less to more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    Agent,
    Member,
    Moderator,
    Admin,
    System,
}

impl Stage<'_, '_> {
    /// The person of a principal's number.
    pub(crate) fn person(&self, id: PersonId) -> Result<&Person> {
        self.society.people.get(&id).ok_or(Refusal::Unknown { what: Thing::Person })
    }

    /// What a principal may. People who may only read have no rank but a refusal.
    pub(crate) fn rank(&self, by: &Principal) -> Result<Rank> {
        Ok(match by {
            Principal::System => Rank::System,
            Principal::Admin(_) => Rank::Admin,
            Principal::Agent(_) | Principal::Mind(_) => Rank::Agent,
            Principal::Person(id) => {
                let person = self.person(*id)?;
                match person.conduct {
                    Conduct::Banned => return Err(Refusal::Banned),
                    Conduct::Suspended { until } if until > self.now() => {
                        return Err(Refusal::Suspended);
                    }
                    Conduct::Good | Conduct::Suspended { .. } => {}
                }
                match person.role {
                    Role::Member => Rank::Member,
                    Role::Moderator => Rank::Moderator,
                    Role::Admin => Rank::Admin,
                }
            }
        })
    }

    pub(crate) fn must_be(&self, by: &Principal, least: Rank) -> Result<Rank> {
        let rank = self.rank(by)?;
        if rank >= least { Ok(rank) } else { Err(Refusal::Forbidden) }
    }

    /// That this principal may speak for an agent's purse: the agent itself, or an admin.
    pub(crate) fn must_own(&self, by: &Principal, agent: VillagerId) -> Result<()> {
        self.must_live(agent)?;
        match by {
            Principal::Agent(who) if *who == agent => {
                self.must_be_free(agent)?;
                self.must_speak(agent)
            }
            Principal::Agent(_) => Err(Refusal::Forbidden),
            _ => self.must_be(by, Rank::Admin).map(drop),
        }
    }

    /// That nobody has stopped this agent.
    pub(crate) fn must_be_free(&self, who: VillagerId) -> Result<()> {
        let Some(permit) = self.society.permits.get(&who) else { return Ok(()) };
        let how = match permit {
            permit if permit.killed.is_some() => "killed",
            permit if permit.paused => "paused",
            _ => return Ok(()),
        };
        Err(Refusal::Restrained { how: how.into() })
    }

    /// That this agent is not in quarantine.
    pub(crate) fn must_speak(&self, who: VillagerId) -> Result<()> {
        if self.society.permits.get(&who).is_some_and(|permit| permit.quarantined) {
            return Err(Refusal::Restrained { how: "in quarantine".into() });
        }
        Ok(())
    }

    /// That this agent's money is not frozen.
    pub(crate) fn must_pay(&self, who: VillagerId) -> Result<()> {
        if self.society.permits.get(&who).is_some_and(|permit| permit.money_frozen) {
            return Err(Refusal::Restrained { how: "frozen: its money stays".into() });
        }
        Ok(())
    }
}
