//! The feed: what the world shows. Each tick publishes an immutable [`View`]; whoever reads it
//! never touches the world. A view shares with the one before whatever did not change.

use bevy_ecs::prelude::Resource;
use std::sync::{Arc, OnceLock};
use village_economy::{AccountId, Micro, Policy, Tier, Tiers, Transfer};

use crate::attention::Causes;
use crate::board::{Origin, Reply, Thread};
use crate::books::Purses;
use crate::clock::{Clock, Tick};
use crate::digest::StateHash;
use crate::id::{ItemId, KindId, PersonId, PostId, VillagerId};
use crate::item::Where;
use crate::map::Map;
use crate::memory::{Leanings, Memories};
use crate::need::Needs;
use crate::society::{Avatar, Led, Letter, Mind, PostState, Society, TierWhy};
use crate::villager::{Bag, Body, Member, Reins, Voice};
use crate::whereabouts::Whereabouts;

/// Villagers that one chunk of a view holds.
pub const CHUNK: usize = 64;

/// The village after a tick.
#[derive(Debug, Clone)]
pub struct View {
    pub clock: Clock,
    pub hash: StateHash,
    chunks: Vec<Arc<Vec<Arc<AgentView>>>>,
    /// What lies about, in the order of appearing.
    pub items: Arc<Vec<(Where, ItemId, KindId)>>,
    /// The latest threads, oldest first.
    pub threads: Arc<Vec<Arc<Thread>>>,
    /// Whether the store takes records.
    pub store: bool,
    /// People, rights, promises and dealings.
    pub society: Society,
    /// What every account holds.
    pub purses: Purses,
    /// The policy and the tiers that hold now.
    pub policy: Arc<Policy>,
    pub tiers: Arc<Tiers>,
    /// What changed with this tick.
    pub news: Arc<News>,
    /// Made when somebody asks.
    whereabouts: Arc<OnceLock<Whereabouts>>,
}

/// One villager as it is after a tick. What of this is private is for whoever shows it to keep.
#[derive(Debug, Clone)]
pub struct AgentView {
    pub id: VillagerId,
    pub member: Arc<Member>,
    pub body: Body,
    pub needs: Needs,
    pub bag: Bag,
    /// Kinds of the items in the bag, in the same order.
    pub bag_kinds: Vec<KindId>,
    pub voice: Voice,
    pub reins: Reins,
    pub balance: Micro,
    /// Place of its tier in the table, and why it has that one.
    pub tier: u8,
    pub tier_why: TierWhy,
    /// Private to the villager's mind and the admins.
    pub memories: Memories,
    pub leanings: Leanings,
    /// What is known of it as the avatar of a person; none for villagers.
    pub avatar: Option<Avatar>,
}

impl AgentView {
    /// Who moves it now, given the mind that may think for it.
    pub fn led(&self, mind: Option<&Mind>, now: Tick) -> Led {
        if self.reins.held_until <= now {
            return Led::Instinct;
        }
        match mind {
            Some(mind) if mind.leads(self.reins.held_until) => Led::Model,
            _ => Led::Outside,
        }
    }

    /// Whether it is in the village: villagers are, avatars come and go.
    pub fn is_here(&self) -> bool {
        self.avatar.as_ref().is_none_or(|avatar| avatar.here)
    }

    /// The person whose avatar it is.
    pub fn person(&self) -> Option<PersonId> {
        self.member.person
    }
}

/// What a tick changed, for those who follow.
#[derive(Debug, Clone, Default)]
pub struct News {
    /// Villagers that noticed something, and what: their minds may want to think.
    pub woken: Vec<(VillagerId, Causes)>,
    /// Villagers of which something changed, in order.
    pub agents: Vec<VillagerId>,
    /// What was said aloud.
    pub said: Vec<Said>,
    /// New posts; their threads are in the view.
    pub posts: Vec<PostId>,
    /// New replies.
    pub replies: Vec<Reply>,
    /// Posts that stand otherwise now.
    pub states: Vec<(PostId, PostState)>,
    /// Private to each letter's two ends and the admins.
    pub letters: Vec<Letter>,
    /// Whether policy or tiers changed.
    pub policy: bool,
    /// Money that moved.
    pub transfers: Vec<Transfer>,
    /// Whether anything that lies about changed place.
    pub items: bool,
}

/// One line said aloud, and who heard it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub who: VillagerId,
    pub text: Arc<str>,
    pub origin: Origin,
    pub heard_by: Vec<VillagerId>,
}

impl View {
    /// The tick after which this is the village.
    pub const fn tick(&self) -> Tick {
        self.clock.tick
    }

    /// Every number that was given out, in order: villagers and avatars, here or not.
    pub fn cast(&self) -> impl Iterator<Item = &Arc<AgentView>> {
        self.chunks.iter().flat_map(|chunk| chunk.iter())
    }

    /// All villagers, in the order of joining; avatars of people are none.
    pub fn agents(&self) -> impl Iterator<Item = &Arc<AgentView>> {
        self.cast().filter(|agent| agent.avatar.is_none())
    }

    /// Villagers of this number and higher ones, in order.
    pub fn agents_from(&self, first: u32) -> impl Iterator<Item = &Arc<AgentView>> {
        let all = u32::try_from(self.numbers()).unwrap_or(u32::MAX);
        let numbers = (first..all).filter_map(|number| self.agent(VillagerId(number)));
        numbers.filter(|agent| agent.avatar.is_none())
    }

    /// The avatars of people that are in the village now.
    pub fn visitors(&self) -> impl Iterator<Item = &Arc<AgentView>> {
        let here = self.society.avatars.iter().filter(|(_, avatar)| avatar.here);
        here.filter_map(|(_, avatar)| self.agent(avatar.villager))
    }

    /// Everybody who is in the village now, villagers first.
    pub fn present(&self) -> impl Iterator<Item = &Arc<AgentView>> {
        self.agents().chain(self.visitors())
    }

    /// Where everybody is now, on the village's own map. The first who asks pays for all of them;
    /// the tick asks nothing.
    pub fn whereabouts(&self, map: &Map) -> &Whereabouts {
        self.whereabouts.get_or_init(|| Whereabouts::of(self, map))
    }

    /// The avatar of a person who ever had one, in the village or not.
    pub fn avatar(&self, person: PersonId) -> Option<&Arc<AgentView>> {
        self.agent(self.society.avatars.get(&person)?.villager)
    }

    /// A villager or an avatar by its number.
    pub fn agent(&self, id: VillagerId) -> Option<&Arc<AgentView>> {
        self.chunks.get(id.index() / CHUNK)?.get(id.index() % CHUNK)
    }

    /// How many numbers were given out, to villagers and avatars.
    pub fn numbers(&self) -> usize {
        self.chunks.last().map_or(0, |last| (self.chunks.len() - 1) * CHUNK + last.len())
    }

    /// How many live here; avatars of people do not count.
    pub fn len(&self) -> usize {
        self.numbers() - self.society.avatars.len()
    }

    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// One of the latest threads.
    pub fn thread(&self, post: PostId) -> Option<&Arc<Thread>> {
        let at = self.threads.binary_search_by_key(&post, |thread| thread.post.id).ok()?;
        self.threads.get(at)
    }

    /// The tier that an agent has now.
    pub fn tier(&self, agent: &AgentView) -> &Tier {
        let tiers = self.tiers.all();
        // A table of tiers has at least one.
        tiers.get(usize::from(agent.tier)).unwrap_or(&tiers[0])
    }

    /// What an account holds; nothing when it is not open.
    pub fn purse(&self, account: AccountId) -> Micro {
        self.purses.get(&account).copied().unwrap_or(Micro::ZERO)
    }

    /// The tick at which the auction's epoch ends.
    pub fn epoch_ends(&self) -> Tick {
        crate::deal::auction_epoch(&self.clock, &self.policy).1
    }

    pub(crate) fn empty(clock: Clock, policy: Arc<Policy>, tiers: Arc<Tiers>) -> Self {
        Self {
            clock,
            hash: StateHash::default(),
            chunks: Vec::new(),
            items: Arc::default(),
            threads: Arc::default(),
            store: true,
            society: Society::default(),
            purses: Purses::new_sync(),
            policy,
            tiers,
            news: Arc::default(),
            whereabouts: Arc::default(),
        }
    }

    /// What the next tick begins its view with: everything is as it was, but that all may move.
    pub(crate) fn next(&self) -> Self {
        Self { whereabouts: Arc::default(), ..self.clone() }
    }

    /// Puts a changed villager in; the next number is a new one.
    pub(crate) fn put(&mut self, agent: AgentView) {
        let (chunk, at) = (agent.id.index() / CHUNK, agent.id.index() % CHUNK);
        if chunk == self.chunks.len() {
            self.chunks.push(Arc::default());
        }
        let chunk = Arc::make_mut(&mut self.chunks[chunk]);
        if at == chunk.len() {
            chunk.push(Arc::new(agent));
        } else {
            chunk[at] = Arc::new(agent);
        }
    }
}

/// The latest view, ready for the driver to take and hand round.
#[derive(Resource, Debug, Clone)]
pub struct Feed(pub Arc<View>);
