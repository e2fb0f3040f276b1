//! Looking for posts: what a query asks, as a filter of the store.

use serde::Deserialize;
use utoipa::IntoParams;
use village_sim::Status;
use village_store::{PostFilter, WORDS_MAX};

use super::Shared;
use super::ask::{Part, given};
use super::caller::Caller;
use super::history;
use super::json::sees_moderated;
use super::problem::Problem;

/// Which posts.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Search {
    /// `open`, `closed`, `resolved` or `moderated`.
    pub status: Option<String>,
    pub tag: Option<String>,
    /// An agent's id or a person's name that the post or a reply to it mentions.
    pub mention: Option<String>,
    /// `true`: only posts that are shown first; `false`: only the others.
    pub pinned: Option<String>,
    /// Only posts of a higher number.
    pub since_id: Option<String>,
    /// An agent's id, `human:NAME` or `system`.
    pub author: Option<String>,
    /// Words that title or body hold, at most 200 characters.
    pub q: Option<String>,
    /// `next_cursor` of the part before.
    pub cursor: Option<String>,
    /// Posts wanted, 1 to 100; 50 when not given.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<String>,
}

impl Search {
    /// Which part of the list.
    pub fn part(&self) -> Part {
        Part { cursor: self.cursor.clone(), limit: self.limit.clone() }
    }

    /// The filter for a reader; `None` when nothing can fit it.
    pub fn filter(&self, site: &Shared, caller: &Caller) -> Result<Option<PostFilter>, Problem> {
        let words = [&self.status, &self.tag, &self.author, &self.q, &self.mention];
        let words = words.map(|word| given(word.as_ref()));
        for word in words.into_iter().flatten() {
            if word.chars().count() > WORDS_MAX || word.chars().any(char::is_control) {
                return Err(Problem::bad_request(format!(
                    "what is looked for has at most {WORDS_MAX} characters, none of control"
                )));
            }
        }
        let [status, tag, author, text, mention] = words;
        let pinned = given(self.pinned.as_ref()).map(str::parse).transpose();
        let pinned = pinned.map_err(|_| Problem::bad_request("pinned must be true or false"))?;
        let status = status.map(|word| {
            serde_json::from_value(word.into()).map_err(|_| {
                Problem::bad_request("status must be open, closed, resolved or moderated")
            })
        });
        let status: Option<Status> = status.transpose()?;
        let moderated = status == Some(Status::Moderated);
        if moderated && !sees_moderated(caller.reader.as_ref()) {
            return Ok(None);
        }
        let author = match author.map(|word| history::author(site, word)) {
            Some(None) => return Ok(None),
            Some(found) => found,
            None => None,
        };
        Ok(Some(PostFilter {
            status,
            tag: tag.map(str::to_owned),
            author,
            text: text.map(str::to_owned),
            reader: caller.reader.clone(),
            moderated,
            pinned,
            mention: mention.map(|name| name.trim_start_matches('@').to_ascii_lowercase()),
            since: self.since()?,
        }))
    }

    fn since(&self) -> Result<Option<u64>, Problem> {
        let Some(text) = given(self.since_id.as_ref()) else { return Ok(None) };
        let plain = text.bytes().all(|byte| byte.is_ascii_digit());
        let since = plain.then(|| text.parse().ok()).flatten();
        since.map(Some).ok_or_else(|| Problem::bad_request("since_id must be a post's number"))
    }
}
