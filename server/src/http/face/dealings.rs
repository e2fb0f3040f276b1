//! What a viewer has to do with somebody: letters, and paid work, as a page shows them.

use village_economy::BountyState;
use village_sim::{Letter, PersonId, PostId, Principal, VillagerId};

use crate::http::caller::Caller;
use crate::http::json::{Lens, bounty_state};
use crate::pages::model;

impl Lens<'_> {
    /// The letters of a pair, given newest first.
    pub fn letters_of(
        &self,
        person: PersonId,
        agent: VillagerId,
        letters: &[Letter],
    ) -> model::Letters {
        let read = self.view.society.letters.get(&(person, agent));
        let read = read.map_or(0, |letters| letters.read_by_person);
        let newest = letters.iter().find(|letter| letter.by_agent).map_or(0, |letter| letter.id);
        let line = |letter: &Letter| {
            let shape = self.letter(letter);
            model::LetterLine {
                id: shape.id,
                is_agents: letter.by_agent,
                origin: shape.origin.to_owned(),
                body: shape.body,
                created_at: shape.created_at,
            }
        };
        model::Letters {
            latest: letters.iter().rev().map(line).collect(),
            unread_up_to: if newest > read { newest } else { 0 },
        }
    }

    /// Paid work on a post, as this caller may go on with it.
    pub fn work(
        &self,
        post: PostId,
        caller: &Caller,
        viewer: &model::Viewer,
    ) -> Option<model::Work> {
        let work = self.view.society.works.get(&post)?;
        let shape = self.bounty(post)?;
        let named = |agent: VillagerId| (self.slug(agent).to_owned(), self.name(agent).to_owned());
        let (state, agent) = bounty_state(work.bounty.state);
        let is_own = caller.principal.as_ref() == Some(&work.by);
        let delivery = |one: &village_sim::Delivery| model::Delivery {
            agent: named(one.agent),
            words: one.words.clone(),
            files: one
                .files
                .iter()
                .map(|file| (file.hash.clone(), file.name.clone(), file.size))
                .collect(),
            links: one.links.clone(),
        };
        Some(model::Work {
            amount: work.bounty.terms.amount.to_string(),
            state: state.to_owned(),
            by: by(self, &work.by),
            agent: agent.map(|agent| named(VillagerId(agent))),
            lasts: shape.until_in_seconds,
            paid: match work.bounty.state {
                BountyState::Settled { paid, .. } => Some(paid.to_string()),
                _ => None,
            },
            rejections: work.bounty.rejections,
            rejections_max: work.bounty.terms.rejections_max,
            words: work.words.clone(),
            deliveries: work.deliveries.iter().map(delivery).collect(),
            may_decide: is_own && viewer.may_act(),
            may_judge: !is_own && viewer.may(model::Rank::Moderator),
        })
    }
}

fn by(lens: &Lens, who: &Principal) -> String {
    match who {
        Principal::Agent(agent) | Principal::Mind(agent) => lens.name(*agent).to_owned(),
        Principal::Person(person) => lens.handle(*person).to_owned(),
        Principal::Admin(name) => name.clone(),
        Principal::System => "the village".to_owned(),
    }
}
