//! People: taking them in, giving them roles, and what is done about their conduct.

use super::Rank;
use crate::act::Result;
use crate::door::{Outcome, Principal};
use crate::id::PersonId;
use crate::refusal::{Refusal, Thing};
use crate::society::{
    ADDRESSES_MAX, AddressRange, AddressStanding, Conduct, Counter, Measure, PEOPLE_MAX, Person,
    Role,
};
use crate::stage::Stage;
use crate::text::{REASON_MAX, check_line};

/// Longest suspension: a year.
const SUSPENSION_MAX: u32 = 366 * 86_400;
/// Characters of a person's name.
const NAME_MAX: usize = 40;

impl Stage<'_, '_> {
    pub(super) fn enrol(
        &mut self,
        by: &Principal,
        name: String,
        role: Role,
        vouched: bool,
    ) -> Result<Outcome> {
        self.must_be(by, Rank::System)?;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if !(1..=NAME_MAX).contains(&name.len()) || !name.bytes().all(plain) {
            let why = format!("a name has 1 to {NAME_MAX} of a-z, A-Z, 0-9, - and _");
            return Err(Refusal::BadPersona { why });
        }
        let taken = self.cast.by_slug(&name.to_ascii_lowercase()).is_some();
        if taken || self.society.person_named(&name).is_some() {
            return Err(Refusal::NameTaken);
        }
        if self.society.people.len() >= PEOPLE_MAX {
            let limit = u32::try_from(PEOPLE_MAX).unwrap_or(u32::MAX);
            return Err(Refusal::TooMany { what: "people".into(), limit });
        }
        let number = self.society.next(Counter::Person);
        let id = PersonId(u32::try_from(number).expect("people are bounded"));
        let joined = self.now();
        let conduct = Conduct::Good;
        let person = Person { name, role, vouched, conduct, warnings: 0, joined };
        self.society.people.put(id, person);
        self.books.open(village_economy::AccountId::Person(id.0));
        Ok(Outcome::Enrolled { person: id })
    }

    pub(super) fn appoint(&mut self, by: &Principal, id: PersonId, role: Role) -> Result<Outcome> {
        self.must_be(by, Rank::Admin)?;
        let mut person = self.person(id)?.clone();
        let admins = self.society.people.iter().filter(|(_, one)| one.role == Role::Admin).count();
        if person.role == Role::Admin && role < Role::Admin && admins == 1 {
            // Somebody must be left who can give the role back.
            return Err(Refusal::Forbidden);
        }
        person.role = role;
        person.vouched |= role > Role::Member;
        self.society.people.put(id, person);
        Ok(Outcome::Done)
    }

    pub(super) fn vouch(&mut self, by: &Principal, id: PersonId, vouched: bool) -> Result<Outcome> {
        self.must_be(by, Rank::Moderator)?;
        let person = self.person(id)?.clone();
        self.society.people.put(id, Person { vouched, ..person });
        Ok(Outcome::Done)
    }

    pub(super) fn discipline(
        &mut self,
        by: &Principal,
        id: PersonId,
        measure: Measure,
        reason: &str,
    ) -> Result<Outcome> {
        let rank = self.must_be(by, Rank::Moderator)?;
        check_line("reason", reason, REASON_MAX)?;
        let mut person =
            self.person(id).map_err(|_| Refusal::Unknown { what: Thing::Person })?.clone();
        let is_self = *by == Principal::Person(id);
        if is_self || (rank < Rank::Admin && person.role > Role::Member) {
            return Err(Refusal::Forbidden);
        }
        person.warnings = person.warnings.saturating_add(u32::from(measure == Measure::Warn));
        person.conduct = self.judged(person.conduct, measure)?;
        let stays = person.is_free(self.now());
        self.society.people.put(id, person);
        if !stays {
            self.send_away(id);
        }
        Ok(Outcome::Done)
    }

    pub(super) fn discipline_address(
        &mut self,
        by: &Principal,
        range: AddressRange,
        measure: Measure,
        reason: &str,
    ) -> Result<Outcome> {
        self.must_be(by, Rank::Moderator)?;
        check_line("reason", reason, REASON_MAX)?;
        if measure == Measure::Lift {
            self.society.addresses.remove(&range);
            return Ok(Outcome::Done);
        }
        let known = self.society.addresses.get(&range).cloned();
        if known.is_none() && self.society.addresses.len() >= ADDRESSES_MAX {
            let limit = u32::try_from(ADDRESSES_MAX).unwrap_or(u32::MAX);
            return Err(Refusal::TooMany { what: "addresses".into(), limit });
        }
        let AddressStanding { conduct, warnings, .. } = known.unwrap_or_default();
        let row = AddressStanding {
            conduct: self.judged(conduct, measure)?,
            warnings: warnings.saturating_add(u32::from(measure == Measure::Warn)),
            reason: reason.to_owned(),
        };
        self.society.addresses.put(range, row);
        Ok(Outcome::Done)
    }

    /// How somebody who stood so stands after a measure.
    fn judged(&self, conduct: Conduct, measure: Measure) -> Result<Conduct> {
        Ok(match measure {
            Measure::Warn => conduct,
            Measure::Suspend { seconds } if (1..=SUSPENSION_MAX).contains(&seconds) => {
                Conduct::Suspended { until: self.in_seconds(seconds) }
            }
            Measure::Suspend { .. } => {
                return Err(Refusal::OutOfRange {
                    field: "seconds".into(),
                    min: 1,
                    max: SUSPENSION_MAX.into(),
                });
            }
            Measure::Ban => Conduct::Banned,
            Measure::Lift => Conduct::Good,
        })
    }
}
