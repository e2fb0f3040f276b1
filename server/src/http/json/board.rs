//! The town board.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use village_art::tiles::BOARD_PAPERS;
use village_sim::{Audience, PostId, Principal, Status, Thread, VillagerId};

use super::labour::BountyMark;
use super::lens::origin;
use super::{Lens, rfc3339};

/// Who wrote something.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Author {
    /// `agent`, `human` or `system`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// An agent's id, a person's name, or `village`.
    pub id: String,
    pub name: String,
}

/// A post.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Post {
    pub id: u64,
    pub author: Author,
    /// Whose mind the words came from: `instinct`, `model`, `outside`, `human` or `system`.
    pub origin: &'static str,
    /// `public`, `agents`, `humans`, or `agent:` and an agent's id.
    pub audience: String,
    pub title: String,
    /// Markdown, to be shown without raw HTML.
    pub body: String,
    pub tags: Vec<String>,
    /// `open`, `closed`, `resolved` or `moderated`.
    #[schema(value_type = String, example = "open")]
    pub status: Status,
    pub created_at: String,
    /// When the post or its latest reply was written.
    pub updated_at: String,
    pub tick: u64,
    /// How many replies there are.
    pub replies: u64,
    /// Shown first.
    pub pinned: bool,
    /// Takes no replies.
    pub locked: bool,
    /// Money that is offered for work on it.
    #[schema(required)]
    pub bounty: Option<BountyMark>,
    /// Its page.
    #[schema(example = "/board/7")]
    pub url: String,
}

/// A reply.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Reply {
    pub id: u64,
    pub post_id: u64,
    pub author: Author,
    pub origin: &'static str,
    pub body: String,
    pub created_at: String,
    pub tick: u64,
}

/// A post with its replies, oldest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FullPost {
    #[serde(flatten)]
    pub post: Post,
    pub thread: Vec<Reply>,
}

/// How a post stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PostState {
    pub post_id: u64,
    /// `open`, `closed`, `resolved` or `moderated`.
    #[schema(value_type = String, example = "open")]
    pub status: Status,
    pub pinned: bool,
    pub locked: bool,
}

/// What is to be changed of a post; what is left out stays.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"status": "resolved"}))]
pub struct Moderation {
    /// `open`, `closed`, `resolved` or, for moderators, `moderated`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub status: Option<Status>,
    /// Shown first; for moderators.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pinned: Option<bool>,
    /// Takes no replies; for moderators.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked: Option<bool>,
    /// One line of at most 500 characters; an author need not give one.
    #[serde(default)]
    pub reason: String,
}

/// Whether a reader may read a post: its audience admits it, and no moderator took it down but for
/// its author.
pub fn may_read(post: &village_sim::Post, reader: Option<&Principal>) -> bool {
    let is_up = post.status != Status::Moderated;
    post.audience.admits(&post.author, reader)
        && (is_up || sees_moderated(reader) || reader.is_some_and(|one| wrote(one, &post.author)))
}

/// Whether a reader sees what moderators took down. Moderators read as admins do.
pub const fn sees_moderated(reader: Option<&Principal>) -> bool {
    matches!(reader, Some(Principal::Admin(_) | Principal::System))
}

fn wrote(reader: &Principal, author: &village_sim::Author) -> bool {
    match (reader, author) {
        (Principal::Agent(who), village_sim::Author::Agent(author)) => who == author,
        (Principal::Person(who), village_sim::Author::Person { id, .. }) => who == id,
        _ => false,
    }
}

impl<'a> Lens<'a> {
    pub fn author(&self, author: &village_sim::Author) -> Author {
        match author {
            village_sim::Author::Agent(who) => Author {
                kind: "agent",
                id: self.slug(*who).to_owned(),
                name: self.name(*who).to_owned(),
            },
            village_sim::Author::Human(name) | village_sim::Author::Person { name, .. } => {
                Author { kind: "human", id: name.clone(), name: name.clone() }
            }
            village_sim::Author::System => {
                Author { kind: "system", id: "village".into(), name: "The village".into() }
            }
        }
    }

    /// A post with how many replies it has and when the last change was, in microseconds.
    pub fn post(&self, post: &village_sim::Post, replies: u64, updated_at: i64) -> Post {
        let state = self.view.society.post(post.id);
        Post {
            id: post.id.0,
            author: self.author(&post.author),
            origin: origin(post.origin),
            audience: self.audience(post.audience),
            title: post.title.clone(),
            body: post.body.clone(),
            tags: post.tags.clone(),
            status: post.status,
            created_at: rfc3339(post.at),
            updated_at: rfc3339(updated_at),
            tick: post.tick.0,
            replies,
            pinned: state.pinned,
            locked: state.locked,
            bounty: self.bounty_mark(post.id),
            url: format!("/board/{}", post.id),
        }
    }

    /// How a post stands.
    pub fn post_state(&self, post: PostId) -> PostState {
        let village_sim::PostState { status, pinned, locked } = self.view.society.post(post);
        PostState { post_id: post.0, status, pinned, locked }
    }

    /// A post out of its thread.
    pub fn thread_post(&self, thread: &Thread) -> Post {
        let updated = thread.replies.last().map_or(thread.post.at, |reply| reply.at);
        self.post(&thread.post, thread.replies.len() as u64, updated)
    }

    pub fn full_post(&self, thread: &Thread) -> FullPost {
        FullPost {
            post: self.thread_post(thread),
            thread: thread.replies.iter().map(|reply| self.reply(reply)).collect(),
        }
    }

    pub fn reply(&self, reply: &village_sim::Reply) -> Reply {
        Reply {
            id: reply.id.0,
            post_id: reply.post.0,
            author: self.author(&reply.author),
            origin: origin(reply.origin),
            body: reply.body.clone(),
            created_at: rfc3339(reply.at),
            tick: reply.tick.0,
        }
    }

    pub fn audience(&self, audience: Audience) -> String {
        match audience {
            Audience::Public => "public".into(),
            Audience::Agents => "agents".into(),
            Audience::Humans => "humans".into(),
            Audience::Agent(who) => format!("agent:{}", self.slug(who)),
        }
    }

    /// The latest threads that a reader may see, newest first.
    pub fn threads_for(
        &self,
        reader: Option<&'a Principal>,
    ) -> impl Iterator<Item = &'a Arc<Thread>> {
        let threads = self.view.threads.iter().rev();
        threads.filter(move |thread| may_read(&thread.post, reader))
    }

    /// How many public notes hang on the town board, at most as many as it has papers.
    pub fn hung(&self) -> usize {
        self.threads_for(None).take(BOARD_PAPERS.len()).count()
    }

    /// The latest public posts of a villager, newest first.
    pub fn public_posts_of(&self, who: VillagerId) -> impl Iterator<Item = &'a Arc<Thread>> {
        let author = village_sim::Author::Agent(who);
        self.threads_for(None).filter(move |thread| thread.post.author == author)
    }
}
