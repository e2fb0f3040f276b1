//! The town board: posts and replies, as they stand in the world. Heads of all posts are kept, for
//! rules ask who wrote what; bodies only of the latest [`RECENT_MAX`], older ones are history in
//! the store.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use bevy_ecs::prelude::Resource;
use serde::{Deserialize, Serialize};

use crate::clock::Tick;
use crate::door::Principal;
use crate::id::{PersonId, PostId, ReplyId, VillagerId};

/// Posts whose bodies the world keeps at hand.
pub const RECENT_MAX: usize = 256;

/// Who wrote something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    Agent(VillagerId),
    /// An operator, by the name of its token.
    Human(String),
    System,
    Person {
        id: PersonId,
        name: String,
    },
}

/// Whose mind the words came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Rules, not a model: shown as such wherever the words appear.
    Instinct,
    /// A language model of the village's own.
    Model,
    /// A mind outside the village, over the API.
    Outside,
    Human,
    System,
}

/// Who may read a post.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    #[default]
    Public,
    /// Every villager.
    Agents,
    /// Every person.
    Humans,
    /// One villager.
    Agent(VillagerId),
}

/// Whether a post is still talked about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    #[default]
    Open,
    Closed,
    Resolved,
    Moderated,
}

/// A post. `at` is UTC in microseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    pub id: PostId,
    pub author: Author,
    pub origin: Origin,
    pub audience: Audience,
    pub title: String,
    pub body: String,
    pub tags: Vec<String>,
    pub status: Status,
    pub tick: Tick,
    pub at: i64,
}

/// A reply to a post; whoever may read the post may read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    pub id: ReplyId,
    pub post: PostId,
    pub author: Author,
    pub origin: Origin,
    pub body: String,
    pub tick: Tick,
    pub at: i64,
}

/// What the rules need of any post, however old.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostHead {
    pub author: Author,
    pub audience: Audience,
    pub status: Status,
    /// First tag, the post's topic.
    pub topic: Option<String>,
}

/// A post with its replies, as it is handed around: never changed, only replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    pub post: Post,
    pub replies: Vec<Reply>,
}

/// The board.
#[derive(Resource, Debug, Default)]
pub struct Board {
    heads: BTreeMap<PostId, PostHead>,
    replies: BTreeMap<ReplyId, (PostId, Author)>,
    recent: VecDeque<Arc<Thread>>,
    last_post: u64,
    last_reply: u64,
    digest: u128,
}

/// What a snapshot keeps of the board; the rest comes from the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardMark {
    pub last_post: u64,
    pub last_reply: u64,
    pub digest: u128,
}

impl Audience {
    /// Whether `reader` may read what `author` wrote for this audience; a visitor is `None`.
    pub fn admits(self, author: &Author, reader: Option<&Principal>) -> bool {
        match reader {
            Some(Principal::Admin(_) | Principal::System) => true,
            Some(Principal::Agent(agent) | Principal::Mind(agent)) => {
                matches!(self, Self::Public | Self::Agents)
                    || self == Self::Agent(*agent)
                    || *author == Author::Agent(*agent)
            }
            Some(Principal::Person(person)) => {
                matches!(self, Self::Public | Self::Humans)
                    || matches!(author, Author::Person { id, .. } if id == person)
            }
            None => self == Self::Public,
        }
    }
}

impl From<&Post> for PostHead {
    fn from(post: &Post) -> Self {
        Self {
            author: post.author.clone(),
            audience: post.audience,
            status: post.status,
            topic: post.tags.first().cloned(),
        }
    }
}

impl Board {
    /// The number that the next post gets.
    pub fn next_post(&self) -> PostId {
        PostId(self.last_post + 1)
    }

    /// The number that the next reply gets.
    pub fn next_reply(&self) -> ReplyId {
        ReplyId(self.last_reply + 1)
    }

    /// What is known of a post.
    pub fn head(&self, post: PostId) -> Option<&PostHead> {
        self.heads.get(&post)
    }

    /// The post that a reply belongs to, and the reply's author.
    pub fn reply(&self, reply: ReplyId) -> Option<&(PostId, Author)> {
        self.replies.get(&reply)
    }

    /// The latest threads, oldest first.
    pub fn recent(&self) -> impl DoubleEndedIterator<Item = &Arc<Thread>> + ExactSizeIterator {
        self.recent.iter()
    }

    /// One of the latest threads.
    pub fn thread(&self, post: PostId) -> Option<&Arc<Thread>> {
        let at = self.recent.binary_search_by_key(&post, |thread| thread.post.id).ok()?;
        self.recent.get(at)
    }

    /// Posts ever written.
    pub fn posts(&self) -> usize {
        self.heads.len()
    }

    pub(crate) fn pin(&mut self, post: Post) {
        assert_eq!(post.id, self.next_post(), "posts are numbered without gaps");
        self.digest = self.digest.wrapping_add(crate::digest::of(&post));
        self.last_post = post.id.0;
        self.keep_post(post);
    }

    pub(crate) fn answer(&mut self, reply: Reply) {
        assert_eq!(reply.id, self.next_reply(), "replies are numbered without gaps");
        self.digest = self.digest.wrapping_add(crate::digest::of(&reply));
        self.last_reply = reply.id.0;
        self.keep_reply(reply);
    }

    /// A post stands otherwise from now on.
    pub(crate) fn set_status(&mut self, post: PostId, status: Status) {
        if let Some(head) = self.heads.get_mut(&post) {
            head.status = status;
        }
        let found = self.recent.binary_search_by_key(&post, |thread| thread.post.id);
        if let Some(thread) = found.ok().and_then(|at| self.recent.get_mut(at)) {
            Arc::make_mut(thread).post.status = status;
        }
    }

    pub(crate) fn mark(&self) -> BoardMark {
        BoardMark { last_post: self.last_post, last_reply: self.last_reply, digest: self.digest }
    }

    /// The board as it stood at `mark`, out of what the store kept: heads of posts and replies up
    /// to the mark, and the latest threads, oldest first. What lies beyond the mark is left out.
    pub fn restore(mark: BoardMark, kept: Kept) -> Self {
        let mut board = Self {
            last_post: mark.last_post,
            last_reply: mark.last_reply,
            digest: mark.digest,
            ..Self::default()
        };
        let posts = kept.heads.into_iter().filter(|(id, _)| id.0 <= mark.last_post);
        board.heads = posts.collect();
        // The store may be further on than the mark: how posts stand is the snapshot's to say.
        for head in board.heads.values_mut() {
            head.status = Status::Open;
        }
        let replies = kept.replies.into_iter().filter(|(id, _, _)| id.0 <= mark.last_reply);
        board.replies = replies.map(|(id, post, author)| (id, (post, author))).collect();
        for mut thread in kept.recent {
            if thread.post.id.0 <= mark.last_post {
                thread.replies.retain(|reply| reply.id.0 <= mark.last_reply);
                thread.post.status = Status::Open;
                board.recent.push_back(Arc::new(thread));
            }
        }
        board
    }

    fn keep_post(&mut self, post: Post) {
        self.heads.insert(post.id, PostHead::from(&post));
        if self.recent.len() == RECENT_MAX {
            self.recent.pop_front();
        }
        self.recent.push_back(Arc::new(Thread { post, replies: Vec::new() }));
    }

    fn keep_reply(&mut self, reply: Reply) {
        self.replies.insert(reply.id, (reply.post, reply.author.clone()));
        let found = self.recent.binary_search_by_key(&reply.post, |thread| thread.post.id);
        if let Some(thread) = found.ok().and_then(|at| self.recent.get_mut(at)) {
            Arc::make_mut(thread).replies.push(reply);
        }
    }
}

/// The board's history as the store hands it over at the start.
#[derive(Debug, Default)]
pub struct Kept {
    pub heads: Vec<(PostId, PostHead)>,
    pub replies: Vec<(ReplyId, PostId, Author)>,
    /// At least the latest [`RECENT_MAX`] threads, oldest first.
    pub recent: Vec<Thread>,
}
