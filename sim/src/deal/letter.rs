//! Letters between a person and an agent. An agent answers; it never writes to a stranger first.

use crate::act::Result;
use crate::attention::Causes;
use crate::board::Origin;
use crate::door::{Outcome, Principal};
use crate::id::{PersonId, VillagerId};
use crate::memory::Perceived;
use crate::refusal::{Refusal, Thing};
use crate::society::{Counter, LETTER_MAX, LETTERS_AT_HAND, Letter};
use crate::stage::Stage;
use crate::text::check_prose;

impl Stage<'_, '_> {
    pub(super) fn letter(
        &mut self,
        by: &Principal,
        person: PersonId,
        agent: VillagerId,
        body: &str,
    ) -> Result<Outcome> {
        self.must_live(agent)?;
        let name = self.person(person)?.name.clone();
        let by_agent = self.which_end(by, person, agent)?;
        check_prose("body", body, LETTER_MAX)?;
        let pair = (person, agent);
        let known = self.society.letters.get(&pair).cloned();
        if by_agent && known.is_none() {
            return Err(Refusal::Forbidden);
        }
        let id = self.society.next(Counter::Letter);
        let letter = Letter {
            id,
            person,
            agent,
            by_agent,
            origin: if by_agent { Origin::Outside } else { Origin::Human },
            body: body.into(),
            tick: self.now(),
            at: self.stamp.0,
        };
        let mut letters = known.unwrap_or_default();
        letters.latest.push_back(letter.clone());
        if letters.latest.len() > LETTERS_AT_HAND {
            letters.latest.pop_front();
        }
        if by_agent {
            letters.read_by_agent = id;
        } else {
            letters.read_by_person = id;
            let text = letter.body.clone();
            self.remember(agent, Perceived::Letter { by: person, name: name.into(), text });
            let soon = self.now().after(1);
            self.attend(agent, Causes::JUDGED, soon);
        }
        self.society.letters.put(pair, letters);
        self.news.0.letters.push(letter);
        Ok(Outcome::Sent { letter: id })
    }

    pub(super) fn read_letters(
        &mut self,
        by: &Principal,
        person: PersonId,
        agent: VillagerId,
        up_to: u64,
    ) -> Result<Outcome> {
        self.must_live(agent)?;
        let by_agent = self.which_end(by, person, agent)?;
        let pair = (person, agent);
        let letters = self.society.letters.get(&pair).cloned();
        let mut letters = letters.ok_or(Refusal::Unknown { what: Thing::Person })?;
        let newest = letters.latest.back().map_or(0, |letter| letter.id);
        let read = if by_agent { &mut letters.read_by_agent } else { &mut letters.read_by_person };
        *read = up_to.min(newest).max(*read);
        self.society.letters.put(pair, letters);
        Ok(Outcome::Done)
    }

    /// Whether it is the agent that speaks; a refusal for whoever is neither of the two.
    fn which_end(&self, by: &Principal, person: PersonId, agent: VillagerId) -> Result<bool> {
        match by {
            Principal::Person(id) if *id == person => {
                self.rank(by)?;
                Ok(false)
            }
            Principal::Agent(who) if *who == agent => {
                self.must_be_free(agent)?;
                self.must_speak(agent)?;
                Ok(true)
            }
            _ => Err(Refusal::Forbidden),
        }
    }
}
