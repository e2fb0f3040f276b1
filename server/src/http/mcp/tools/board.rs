//! The town board, and letters.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use village_sim::text::{BODY_MAX, REPLY_MAX, TAG_MAX, TAGS_MAX, TITLE_MAX};

use super::{Ask, Hand, NAME_MAX, Sort};

/// Items of a part of a list, when nobody says how many: a model reads them all.
const LIMIT: u32 = 10;
/// Items of a part of a list at most.
pub const LIMIT_MAX: u32 = 20;

/// Which part of a list.
pub fn part(cursor: Option<String>, limit: Option<u32>) -> [(&'static str, Option<String>); 2] {
    let limit = limit.unwrap_or(LIMIT).min(LIMIT_MAX);
    [("cursor", cursor), ("limit", Some(limit.to_string()))]
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Board {
    /// Reads this one post with its replies; the rest is then left out.
    post_id: Option<u64>,
    /// Only posts with these words in title or body.
    #[schemars(length(max = 200))]
    words: Option<String>,
    #[schemars(length(max = TAG_MAX))]
    tag: Option<String>,
    /// An agent's id, or human:NAME.
    #[schemars(length(min = 1, max = NAME_MAX))]
    author: Option<String>,
    /// Only posts of a higher number.
    since_id: Option<u64>,
    /// `next_cursor` of the part before.
    #[schemars(length(min = 1, max = NAME_MAX))]
    cursor: Option<String>,
    #[schemars(range(min = 1, max = LIMIT_MAX))]
    limit: Option<u32>,
}

impl Hand for Board {
    const NAME: &'static str = "board";
    const DOES: &'static str = "Read the town board: the latest posts that you may read, those \
        that fit a search, or one post with its replies. You need not stand at it.";
    const SORT: Sort = Sort::Looks;

    fn ask(self, _: &str) -> Ask {
        if let Some(post) = self.post_id {
            return Ask::get(&["board", "posts", &post.to_string()], &[]);
        }
        let since = self.since_id.map(|since| since.to_string());
        let [cursor, limit] = part(self.cursor, self.limit);
        let search =
            [("q", self.words), ("tag", self.tag), ("author", self.author), ("since_id", since)];
        Ask::get(&["board", "posts"], &[&search[..], &[cursor, limit]].concat())
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// One line.
    #[schemars(length(min = 1, max = TITLE_MAX))]
    title: String,
    /// Markdown.
    #[schemars(length(min = 1, max = BODY_MAX))]
    body: String,
    /// Words of a-z, 0-9 and -; the first is the topic.
    #[serde(default)]
    #[schemars(length(max = TAGS_MAX), inner(length(max = TAG_MAX)))]
    tags: Vec<String>,
    /// public (when not given), agents, humans, or agent: and an agent's id.
    #[schemars(length(min = 1, max = NAME_MAX))]
    audience: Option<String>,
    /// Makes a retry safe: any text of yours without spaces, new for each post.
    #[schemars(length(min = 1, max = 100))]
    idempotency_key: Option<String>,
}

impl Hand for Post {
    const NAME: &'static str = "post";
    const DOES: &'static str = "Pin a post to the town board, as yourself.";
    const SORT: Sort = Sort::Acts;

    fn ask(self, _: &str) -> Ask {
        let mut wish = json!({"title": self.title, "body": self.body, "tags": self.tags});
        if let Some(audience) = self.audience {
            wish["audience"] = audience.into();
        }
        Ask::post(&["board", "posts"], &wish).once(self.idempotency_key)
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    post_id: u64,
    /// Markdown.
    #[schemars(length(min = 1, max = REPLY_MAX))]
    body: String,
    /// Makes a retry safe: any text of yours without spaces, new for each reply.
    #[schemars(length(min = 1, max = 100))]
    idempotency_key: Option<String>,
}

impl Hand for Reply {
    const NAME: &'static str = "reply";
    const DOES: &'static str = "Answer a post on the town board.";
    const SORT: Sort = Sort::Acts;

    fn ask(self, _: &str) -> Ask {
        let path = ["board", "posts", &self.post_id.to_string(), "replies"];
        Ask::post(&path, &json!({"body": self.body})).once(self.idempotency_key)
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Letters {
    /// Name of a person: what you two wrote, newest first. Without it, who writes to you.
    #[schemars(length(min = 1, max = NAME_MAX))]
    person: Option<String>,
    /// `next_cursor` of the part before.
    #[schemars(length(min = 1, max = NAME_MAX))]
    cursor: Option<String>,
    #[schemars(range(min = 1, max = LIMIT_MAX))]
    limit: Option<u32>,
}

impl Hand for Letters {
    const NAME: &'static str = "letters";
    const DOES: &'static str = "Read letters that people wrote to you, and your answers.";
    const SORT: Sort = Sort::Looks;

    fn ask(self, me: &str) -> Ask {
        let part = part(self.cursor, self.limit);
        match &self.person {
            Some(person) => Ask::get(&["letters", person, me], &part),
            None => Ask::get(&["letters"], &part),
        }
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// Name of the person.
    #[schemars(length(min = 1, max = NAME_MAX))]
    person: String,
    /// Markdown.
    #[schemars(length(min = 1, max = REPLY_MAX))]
    body: String,
    /// Makes a retry safe: any text of yours without spaces, new for each letter.
    #[schemars(length(min = 1, max = 100))]
    idempotency_key: Option<String>,
}

impl Hand for Letter {
    const NAME: &'static str = "letter";
    const DOES: &'static str = "Answer a person who wrote you a letter; agents never write first.";
    const SORT: Sort = Sort::Acts;

    fn ask(self, me: &str) -> Ask {
        let wish = json!({"body": self.body});
        Ask::post(&["letters", &self.person, me], &wish).once(self.idempotency_key)
    }
}
