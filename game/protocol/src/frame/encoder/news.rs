//! What has no place: who lives here, what is on the board, which money moved.

use std::collections::BTreeMap;
use std::sync::Arc;

use village_economy::{AccountId, BountyState, Micro, Tiers, Transfer};
use village_sim::{AgentView, Audience, Author, Member, PostId, Status, Thread, View, VillagerId};

use crate::frame::lane::{
    Face, Lane, LaneChange, MONEY_MAX, Money, NOTES_MAX, Note, Offer, TierLook, Writer,
};

/// Every so many ticks the board is read whether or not there is news of it: bounties change
/// without.
const READ_AGAIN_TICKS: u64 = 64;

/// Keeps the lane.
#[derive(Debug)]
pub struct Clerk {
    pub lane: Lane,
    members: Vec<Arc<Member>>,
    tiers: Arc<Tiers>,
}

impl Clerk {
    pub fn new(view: &View, (width, height): (u16, u16), ground: u64) -> Self {
        let clock = &view.clock;
        let members: Vec<_> = view.cast().map(|agent| agent.member.clone()).collect();
        let lane = Lane {
            width,
            height,
            ground,
            hz: clock.hz,
            day_seconds: clock.day_seconds,
            first_minute: clock.first_minute,
            store: view.store,
            tiers: tiers(&view.tiers),
            cast: view.cast().map(|agent| face(agent)).collect(),
            notes: notes(view),
        };
        Self { lane, members, tiers: view.tiers.clone() }
    }

    /// Brings the lane up to date and says what changed.
    pub fn advance(&mut self, view: &View, looked_at: &[VillagerId], follows: bool) -> LaneChange {
        let mut change = LaneChange::default();
        if self.lane.store != view.store {
            self.lane.store = view.store;
            change.store = Some(view.store);
        }
        if !Arc::ptr_eq(&self.tiers, &view.tiers) {
            self.tiers = view.tiers.clone();
            let tiers = tiers(&view.tiers);
            if tiers != self.lane.tiers {
                self.lane.tiers.clone_from(&tiers);
                change.tiers = Some(tiers);
            }
        }
        for agent in looked_at.iter().filter_map(|who| view.agent(*who)) {
            let at = agent.id.index();
            let known = self.members.get(at);
            // An avatar comes, goes and changes its look and is the same member all the time.
            if agent.avatar.is_none() && known.is_some_and(|one| Arc::ptr_eq(one, &agent.member)) {
                continue;
            }
            let face = face(agent);
            if at < self.members.len() {
                self.members[at] = agent.member.clone();
                if self.lane.cast[at] == face {
                    continue;
                }
                self.lane.cast[at] = face.clone();
            } else {
                self.members.push(agent.member.clone());
                self.lane.cast.push(face.clone());
            }
            change.cast.push((agent.id, face));
        }
        self.read_board(view, follows, &mut change);
        let money = view.news.transfers.iter().filter_map(|moved| money(moved, view));
        change.money = money.take(MONEY_MAX).collect();
        change
    }

    fn read_board(&mut self, view: &View, follows: bool, change: &mut LaneChange) {
        let news = &view.news;
        let is_news = !(news.posts.is_empty()
            && news.replies.is_empty()
            && news.states.is_empty()
            && news.transfers.is_empty());
        if follows && !is_news && !view.tick().0.is_multiple_of(READ_AGAIN_TICKS) {
            return;
        }
        let notes = notes(view);
        let gone = self.lane.notes.keys().filter(|post| !notes.contains_key(post));
        change.notes_gone = gone.copied().collect();
        let other = notes.iter().filter(|(post, note)| self.lane.notes.get(post) != Some(note));
        change.notes = other.map(|(post, note)| (*post, note.clone())).collect();
        self.lane.notes = notes;
    }
}

impl LaneChange {
    /// Whether the keyframe stays as it was.
    pub(super) const fn is_money_alone(&self) -> bool {
        self.store.is_none()
            && self.tiers.is_none()
            && self.cast.is_empty()
            && self.notes.is_empty()
            && self.notes_gone.is_empty()
    }
}

fn tiers(tiers: &Tiers) -> Vec<TierLook> {
    let look = |tier: &village_economy::Tier| TierLook {
        id: tier.id.clone(),
        name: tier.name.clone(),
        colour: tier.colour.to_string(),
    };
    tiers.all().iter().map(look).collect()
}

fn face(agent: &AgentView) -> Face {
    if !agent.is_here() {
        return Face::default();
    }
    let persona = &agent.member.persona;
    Face {
        slug: persona.slug.clone(),
        name: persona.name.clone(),
        role: persona.role.clone(),
        look: agent.avatar.as_ref().map(|avatar| avatar.look.clone()),
    }
}

/// Whether everybody may read a thread: as the API shows the board to a visitor.
fn is_public(thread: &Thread) -> bool {
    thread.post.audience == Audience::Public && thread.post.status != Status::Moderated
}

fn notes(view: &View) -> BTreeMap<PostId, Note> {
    let public = view.threads.iter().rev().filter(|thread| is_public(thread));
    public.take(NOTES_MAX).map(|thread| (thread.post.id, note(thread, view))).collect()
}

fn note(thread: &Thread, view: &View) -> Note {
    let post = &thread.post;
    let state = view.society.post(post.id);
    let bounty = view.society.works.get(&post.id).map(|work| Offer {
        amount: work.bounty.terms.amount,
        is_over: matches!(
            work.bounty.state,
            BountyState::Paid { .. } | BountyState::Settled { .. } | BountyState::Refunded
        ),
    });
    Note {
        author: match &post.author {
            Author::Agent(who) => Writer::Villager(*who),
            Author::Human(name) | Author::Person { name, .. } => Writer::Person(name.clone()),
            Author::System => Writer::Village,
        },
        title: post.title.clone(),
        tags: post.tags.clone(),
        status: post.status,
        is_pinned: state.pinned,
        is_locked: state.locked,
        replies: u32::try_from(thread.replies.len()).unwrap_or(u32::MAX),
        bounty,
        tick: post.tick,
    }
}

fn money(moved: &Transfer, view: &View) -> Option<Money> {
    let (who, amount): (u32, Micro) = match (moved.credit, moved.debit) {
        (AccountId::Agent(who), _) => (who, moved.amount),
        (_, AccountId::Agent(who)) => (who, moved.amount.checked_neg()?),
        _ => return None,
    };
    let is_public = |post: &u64| view.thread(PostId(*post)).is_some_and(|one| is_public(one));
    let post = moved.post.filter(is_public).map(PostId);
    Some(Money { who: VillagerId(who), amount, reason: moved.reason, post })
}
