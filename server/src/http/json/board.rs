//! The town board.

use std::sync::Arc;

use serde::Serialize;
use utoipa::ToSchema;
use village_sim::{Audience, Principal, Status, Thread, VillagerId};

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
            url: format!("/board/{}", post.id),
        }
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
        threads.filter(move |thread| thread.post.audience.admits(&thread.post.author, reader))
    }

    /// The latest public posts of a villager, newest first.
    pub fn public_posts_of(&self, who: VillagerId) -> impl Iterator<Item = &'a Arc<Thread>> {
        let author = village_sim::Author::Agent(who);
        self.threads_for(None).filter(move |thread| thread.post.author == author)
    }
}
