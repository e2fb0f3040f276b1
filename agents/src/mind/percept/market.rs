//! Money, tiers, paid work and letters, out of a view.

use village_economy::{BountyState, due};
use village_sim::{
    AgentView, Audience, Delivery, PostId, Principal, Tick, TierWhy, VillagerId, Work,
};

use super::happen::{TEXT_CHARS, may_read, person};
use super::{Job, OWN_WORK_MAX, Offer, Purse, Scene, Speaker, Stand, WORK_MAX, why};
use crate::mind::words::{Plain, excerpt};

/// People whose letters are named at most: the latest that wrote.
const LETTERS_MAX: usize = 4;

impl Scene<'_> {
    pub(super) fn purse(&self, agent: &AgentView) -> Purse {
        let view = self.view;
        let permit = view.society.permit(agent.id);
        let lease = match agent.tier_why {
            TierWhy::Bought => permit.bought,
            TierWhy::Slot => permit.slot,
            TierWhy::Granted => permit.granted,
            TierWhy::Balance | TierWhy::Frozen => None,
        };
        let tiers = view.tiers.all().iter().map(|tier| Offer {
            id: Plain::new(&tier.id),
            from: tier.from,
            per_hour: tier.price_per_hour,
            thoughts_per_minute: tier.thoughts_per_minute,
            tokens_per_hour: tier.tokens_per_hour,
            models: tier.models.iter().map(|model| Plain::new(model)).collect(),
        });
        Purse {
            balance: agent.balance,
            tier: Plain::new(&view.tier(agent).id),
            why: why(agent.tier_why),
            until_seconds: lease.map(|lease| self.seconds_until(lease.until)),
            tiers: tiers.collect(),
            bounty: (view.policy.bounty.least, view.policy.bounty.most),
        }
    }

    /// Its own work first, then what it may claim, the newest first of each.
    pub(super) fn work(&self, who: VillagerId) -> Vec<Job> {
        let (mut own, mut open) = (Vec::new(), Vec::new());
        for (post, work) in self.view.society.works.iter().rev() {
            let Some(stand) = self.stand(work, who) else { continue };
            let (kept, most) = match stand {
                Stand::Open => (&mut open, WORK_MAX),
                _ => (&mut own, OWN_WORK_MAX),
            };
            if kept.len() < most {
                kept.extend(self.job(*post, work, stand, who));
            }
        }
        own.append(&mut open);
        own
    }

    /// How work stands to somebody; none when it is nothing to it.
    pub(super) fn stand(&self, work: &Work, who: VillagerId) -> Option<Stand> {
        let offered = work.by == Principal::Agent(who);
        let now = self.view.tick();
        match work.bounty.state {
            BountyState::Open if offered => Some(Stand::Offered),
            BountyState::Open => (now < Tick(work.bounty.terms.open_until)).then_some(Stand::Open),
            BountyState::Claimed { agent, .. } if agent == who.0 => Some(Stand::Mine),
            BountyState::Claimed { .. } if offered => Some(Stand::Offered),
            BountyState::Delivered { agent, .. } if agent == who.0 => Some(Stand::InReview),
            BountyState::Delivered { .. } if offered => Some(Stand::ToJudge),
            _ => None,
        }
    }

    fn job(&self, post: PostId, work: &Work, stand: Stand, who: VillagerId) -> Option<Job> {
        let thread = self.view.thread(post)?;
        if !may_read(&thread.post, who) {
            return None;
        }
        let last = work.deliveries.last().filter(|_| stand == Stand::ToJudge);
        let told = |last: &Delivery| (self.villager(last.agent), excerpt(&last.words, TEXT_CHARS));
        Some(Job {
            post,
            title: thread.post.title.clone(),
            by: self.author(&thread.post.author),
            amount: work.bounty.terms.amount,
            stand,
            task: excerpt(&thread.post.body, TEXT_CHARS),
            delivered: last.map(told),
            until_seconds: due(&work.bounty).map(|due| self.seconds_until(Tick(due))),
            public: thread.post.audience == Audience::Public,
        })
    }

    /// People with whom it exchanged letters, the latest first.
    pub(super) fn letters(&self, who: VillagerId) -> Vec<Speaker> {
        let mine = self.view.society.letters.iter().filter(|((_, agent), _)| *agent == who);
        let mut pairs: Vec<_> =
            mine.map(|((person, _), all)| (all.latest.back().map(|one| one.id), *person)).collect();
        pairs.sort_unstable_by(|a, b| b.cmp(a));
        pairs.truncate(LETTERS_MAX);
        let named = pairs.into_iter().filter_map(|(_, id)| {
            self.view.society.people.get(&id).map(|row| person(id, &row.name))
        });
        named.collect()
    }
}
