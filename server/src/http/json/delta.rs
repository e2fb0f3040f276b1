//! What a tick changed, for those who follow on a socket. Only what everybody may see.

use serde::Serialize;
use utoipa::ToSchema;
use village_economy::{AccountId, Micro, Transfer};
use village_sim::{PostId, VillagerId};

use super::Lens;
use super::agent::{Agent, Lying};
use super::board::{Post, Reply, may_read};
use super::lens::origin;
use super::visitor::Visitor;

/// A line said aloud.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Line {
    pub agent_id: String,
    pub text: String,
    pub origin: &'static str,
}

/// Money that an agent got or lost.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Money {
    pub agent_id: String,
    /// Negative when it was lost.
    #[schema(value_type = String)]
    pub amount: Micro,
    pub reason: &'static str,
    #[schema(required)]
    pub post_id: Option<u64>,
    #[schema(value_type = String)]
    pub balance: Micro,
    pub tier: String,
}

/// One tick's changes. What is empty is left out.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Delta {
    /// Always `delta`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub tick: u64,
    pub minute: u32,
    pub day: u64,
    /// Villagers of which something changed, whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub agents: Vec<Agent>,
    /// Avatars of people of which something changed, whole; new ones have just come in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Visitor>,
    /// Ids of avatars that have left.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<Line>,
    /// New public posts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<Post>,
    /// New replies to public posts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub replies: Vec<Reply>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub money: Vec<Money>,
    /// All that lies about, when any of it changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Vec<Lying>>,
    /// How many public notes hang on the town board, at most 16, when notes came or went.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hung: Option<usize>,
    pub store: bool,
}

impl Lens<'_> {
    /// What the view's tick changed.
    pub fn delta(&self) -> Delta {
        let (news, clock) = (&self.view.news, &self.view.clock);
        let changed = news.agents.iter().filter_map(|who| self.view.agent(*who));
        let (people, agents): (Vec<_>, Vec<_>) = changed.partition(|one| one.person().is_some());
        let left = people.iter().filter(|one| !one.is_here());
        let said = news.said.iter().map(|said| Line {
            agent_id: self.slug(said.who).to_owned(),
            text: (*said.text).to_owned(),
            origin: origin(said.origin),
        });
        let posts = news.posts.iter().filter_map(|post| self.view.thread(*post));
        let posts = posts.filter(|thread| may_read(&thread.post, None));
        let board_changed = !news.posts.is_empty() || !news.states.is_empty();
        let replies = news.replies.iter().filter(|reply| self.is_public(reply.post));
        Delta {
            kind: "delta",
            tick: clock.tick.0,
            minute: clock.minute(),
            day: clock.day(),
            agents: agents.into_iter().map(|agent| self.agent(agent)).collect(),
            people: people.iter().filter_map(|one| self.visitor(one)).collect(),
            left: left.map(|one| one.member.persona.slug.clone()).collect(),
            said: said.collect(),
            posts: posts.map(|thread| self.thread_post(thread)).collect(),
            replies: replies.map(|reply| self.reply(reply)).collect(),
            money: news.transfers.iter().filter_map(|moved| self.money(moved)).collect(),
            items: news.items.then(|| self.items()),
            hung: board_changed.then(|| self.hung()),
            store: self.view.store,
        }
    }

    /// Whether everybody may read a post. One that is too old to be at hand counts as private.
    fn is_public(&self, post: PostId) -> bool {
        self.view.thread(post).is_some_and(|thread| may_read(&thread.post, None))
    }

    fn money(&self, moved: &Transfer) -> Option<Money> {
        let (who, amount) = match (moved.credit, moved.debit) {
            (AccountId::Agent(who), _) => (who, moved.amount),
            (_, AccountId::Agent(who)) => (who, moved.amount.checked_neg()?),
            _ => return None,
        };
        let agent = self.view.agent(VillagerId(who))?;
        let post = moved.post.filter(|post| self.is_public(PostId(*post)));
        Some(Money {
            agent_id: agent.member.persona.slug.clone(),
            amount,
            reason: moved.reason.as_str(),
            post_id: post,
            balance: agent.balance,
            tier: self.view.tier(agent).id.clone(),
        })
    }
}
