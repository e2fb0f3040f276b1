//! Giving: out of whose allowance somebody gives, and what of it is left today. One rule for the
//! settlement and for whoever only asks.

use village_economy::{Allowance, Micro, Policy, fair_allowance, left};

use crate::clock::Tick;
use crate::deal::{giving_day, giving_day_ends};
use crate::door::Principal;
use crate::feed::View;
use crate::society::{Giver, Role, Society};

/// What somebody may give today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Giving {
    /// Out of whose allowance: newcomers share one.
    pub out_of: Giver,
    pub allowance: Allowance,
    /// What of today's is left, for this giver and for the village as a whole.
    pub left: Micro,
    pub village_left: Micro,
    /// The first tick of the next day.
    pub ends: Tick,
}

impl Society {
    /// As whom a principal gives, out of whose allowance, and how large that is a day; none for
    /// those who give nothing away: agents and the village itself.
    pub fn may_give(&self, by: &Principal, policy: &Policy) -> Option<(Giver, Giver, Allowance)> {
        let giving = &policy.giving;
        let id = match by {
            Principal::Person(id) => *id,
            Principal::Admin(name) => {
                let giver = Giver::Operator(name.clone());
                return Some((giver.clone(), giver, giving.admin));
            }
            Principal::System | Principal::Agent(_) | Principal::Mind(_) => return None,
        };
        let (person, giver) = (self.people.get(&id)?, Giver::Person(id));
        Some(match person.role {
            Role::Member if !person.vouched => (giver, Giver::Newcomers, giving.newcomers),
            Role::Member => (giver.clone(), giver, self.fair(giving.member, policy)),
            Role::Moderator => (giver.clone(), giver, giving.moderator),
            Role::Admin => (giver.clone(), giver, giving.admin),
        })
    }

    /// A member's allowance, never more than twice an equal share of what a day may bring.
    fn fair(&self, wanted: Allowance, policy: &Policy) -> Allowance {
        let people = u32::try_from(self.people.len()).unwrap_or(u32::MAX);
        let allowance = fair_allowance(wanted.allowance, policy.emission_per_day, people);
        Allowance { allowance, ..wanted }
    }
}

impl View {
    /// What somebody may give today; none for those who give nothing away.
    pub fn giving(&self, by: &Principal) -> Option<Giving> {
        let (_, out_of, allowance) = self.society.may_give(by, &self.policy)?;
        let day = giving_day(&self.clock);
        let spent = |giver| self.society.spent.get(giver).copied().unwrap_or_default();
        Some(Giving {
            left: left(allowance.allowance, day, spent(&out_of)),
            village_left: left(self.policy.emission_per_day, day, spent(&Giver::Village)),
            ends: giving_day_ends(&self.clock),
            out_of,
            allowance,
        })
    }
}
