//! Reading what is asked: names and numbers in paths, queries, and the limits of lists. Whatever
//! is of the wrong shape is a [`Problem`] of 4xx, in words.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;
use village_sim::{PostId, VillagerId};

use super::Shared;
use super::problem::Problem;

/// Items of a part of a list, when nobody says how many.
const LIMIT: usize = 50;
/// Items of a part of a list at most.
const LIMIT_MAX: usize = 100;
/// Characters of foreign words that are repeated in a problem.
const ECHO_MAX: usize = 200;

/// The agent that the path names.
#[derive(Debug, Clone, Copy)]
pub struct Named(pub VillagerId);

impl FromRequestParts<Shared> for Named {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Shared) -> Result<Self, Problem> {
        let slug = segment(parts).await?;
        site.hall.agent(&slug).map(Self).ok_or_else(Problem::unknown_agent)
    }
}

/// The villager or the avatar of a person that the path names.
#[derive(Debug, Clone, Copy)]
pub struct Figure(pub VillagerId);

impl FromRequestParts<Shared> for Figure {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Shared) -> Result<Self, Problem> {
        let slug = segment(parts).await?;
        site.hall.figure(&slug).map(Self).ok_or_else(Problem::unknown_agent)
    }
}

/// The post that the path names; whether there is one is not known yet.
#[derive(Debug, Clone, Copy)]
pub struct Numbered(pub PostId);

impl FromRequestParts<Shared> for Numbered {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Self, Problem> {
        let number = segment(parts).await?;
        let plain = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let number = plain.then(|| number.parse().ok()).flatten();
        number.map(|number| Self(PostId(number))).ok_or_else(Problem::unknown_post)
    }
}

async fn segment(parts: &mut Parts) -> Result<String, Problem> {
    segments(parts).await
}

/// What a path names, as text: one segment, or a pair of them.
pub async fn segments<T: DeserializeOwned + Send>(parts: &mut Parts) -> Result<T, Problem> {
    let path = Path::<T>::from_request_parts(parts, &()).await;
    path.map(|Path(segments)| segments)
        .map_err(|_| Problem::bad_request("the path is no UTF-8 after decoding: check the address"))
}

/// A query without unknown or doubled parameters.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Shared> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Self, Problem> {
        let query = axum::extract::Query::<T>::try_from_uri(&parts.uri);
        let axum::extract::Query(query) = query.map_err(|rejection| {
            let why = rejection.body_text();
            let why = why.strip_prefix("Failed to deserialize query string: ").unwrap_or(&why);
            Problem::bad_request(format!("query: {}", echo(why)))
        })?;
        Ok(Self(query))
    }
}

/// Which part of a list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Part {
    /// `next_cursor` of the part before.
    pub cursor: Option<String>,
    /// Items wanted, 1 to 100; 50 when not given.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<String>,
}

impl Part {
    /// Items wanted.
    pub fn limit(&self) -> Result<usize, Problem> {
        let Some(text) = given(self.limit.as_ref()) else { return Ok(LIMIT) };
        let limit = text.parse().ok().filter(|limit| (1..=LIMIT_MAX).contains(limit));
        limit.ok_or_else(|| Problem::bad_request(format!("limit must be 1 to {LIMIT_MAX}")))
    }

    /// Where to go on.
    pub fn cursor(&self) -> Result<Option<u64>, Problem> {
        let Some(text) = given(self.cursor.as_ref()) else { return Ok(None) };
        let plain = text.bytes().all(|byte| byte.is_ascii_digit());
        let cursor = plain.then(|| text.parse().ok()).flatten();
        let bad = || Problem::bad_request("cursor must be the next_cursor of the part before");
        cursor.map(Some).ok_or_else(bad)
    }
}

/// What a form left empty was not given.
pub fn given(text: Option<&String>) -> Option<&str> {
    text.map(String::as_str).filter(|text| !text.is_empty())
}

/// Foreign words, short and without control characters.
pub fn echo(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(ECHO_MAX).collect()
}
