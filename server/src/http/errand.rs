//! A request that wants to change something: its JSON body, its `Idempotency-Key`, and the way to
//! the door and back. The answer leaves as the door gives it, byte for byte.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use village_sim::{Outcome, Principal, View, Wish};

use super::Shared;
use super::ask::echo;
use super::body;
use super::caller::Caller;
use super::json::Lens;
use super::problem::Problem;
use super::shell::{RequestId, outcome_unknown};
use crate::answer;
use crate::door::{Answer, DoorError, Key, Submission};

/// Largest body, in bytes.
pub const BODY_MAX: usize = 64 * 1024;
/// Longest time that a body may take to come.
const BODY_PATIENCE: Duration = Duration::from_secs(8);
/// Longest `Idempotency-Key`, in characters.
const KEY_MAX: usize = 100;

pub const IDEMPOTENCY_KEY: &str = "idempotency-key";
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// A request with a body in JSON.
#[derive(Debug)]
pub struct Errand<T> {
    pub principal: Principal,
    pub wish: T,
    key: Option<Key>,
    id: RequestId,
    from: Option<Arc<str>>,
}

/// An answer in the making: status, body, and where what was made can be found.
pub struct Made {
    pub status: StatusCode,
    pub body: Vec<u8>,
    pub location: Option<String>,
}

impl Made {
    /// An answer with a value as its body.
    pub fn new<T: Serialize>(status: StatusCode, value: &T) -> Self {
        let body = serde_json::to_vec(value).expect("an answer is plain data");
        Self { status, body, location: None }
    }
}

impl<T: DeserializeOwned + Serialize> FromRequest<Shared> for Errand<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, site: &Shared) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let caller = Caller::from_request_parts(&mut parts, site).await?;
        let Some(principal) = caller.principal else {
            return Err(Problem::unauthorized("send Authorization: Bearer TOKEN"));
        };
        let key = key(&parts.headers)?;
        must_be_json(&parts.headers)?;
        let bytes = read(&parts.headers, body).await?;
        let wish: T = parse(&bytes)?;
        let key = key.map(|text| {
            let request_hash = request_hash(parts.method.as_str(), parts.uri.path(), &wish);
            Key { text, request_hash }
        });
        let id = parts.extensions.get::<RequestId>().cloned();
        let id = id.unwrap_or_else(|| RequestId(String::new()));
        Ok(Self { principal, wish, key, id, from: caller.from })
    }
}

/// A request that wants to change something and has no body.
#[derive(Debug)]
pub struct Bare(pub Errand<()>);

impl FromRequestParts<Shared> for Bare {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        site: &Shared,
    ) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, site).await?;
        let Some(principal) = caller.principal else {
            return Err(Problem::unauthorized("send Authorization: Bearer TOKEN"));
        };
        let key = key(&parts.headers)?.map(|text| {
            let asked = format!("{}\0{}\0", parts.method, parts.uri.path());
            Key { text, request_hash: Sha256::digest(asked).into() }
        });
        let id = parts.extensions.get::<RequestId>().cloned();
        let id = id.unwrap_or_else(|| RequestId(String::new()));
        Ok(Self(Errand { principal, wish: (), key, id, from: caller.from }))
    }
}

impl<T> Errand<T> {
    /// The same without its key. An answer with a secret in it is kept nowhere, so that no retry
    /// could get it again.
    pub fn without_key(self) -> Self {
        Self { key: None, ..self }
    }

    /// Hands a wish in at the door and waits for what came of it. `made` makes the answer out of an
    /// outcome that is no refusal.
    pub async fn submit(
        self,
        site: &Shared,
        body: Wish,
        made: impl FnOnce(&Outcome, &Lens<'_>, bool) -> Option<Made> + Send + 'static,
    ) -> Result<Response, Problem> {
        let (atlas, id) = (site.atlas.clone(), self.id);
        let render = move |outcome: &Outcome, view: &View, durable: bool| {
            let lens = Lens::new(view, &atlas);
            let problem = match (outcome, made(outcome, &lens, durable)) {
                (Outcome::Refused(refusal), _) => Problem::from(refusal),
                (_, Some(made)) => return done(made),
                (_, None) => Problem::internal(),
            };
            Answer {
                content_type: answer::PROBLEM,
                ..Answer::json(problem.status.as_u16(), problem.bytes(&id.0))
            }
        };
        let submission = Submission {
            principal: self.principal,
            key: self.key,
            body,
            render: Box::new(render),
            from: self.from,
        };
        match site.hall.door.submit(submission).await {
            Ok(answer) => Ok(respond(answer)),
            Err(error) => Err(Problem::from(error)),
        }
    }
}

/// What a key is bound to: who uses it again for anything else is refused.
pub fn request_hash(method: &str, path: &str, wish: &impl Serialize) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in [method, path] {
        hash.update(part);
        hash.update([0]);
    }
    // Spaces and the order of fields are no part of what is asked.
    hash.update(serde_json::to_vec(wish).expect("what was read can be written"));
    hash.finalize().into()
}

fn done(made: Made) -> Answer {
    Answer { location: made.location, ..Answer::json(made.status.as_u16(), made.body) }
}

/// An answer of the door as it is sent.
pub fn respond(answer: Answer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Body::from(answer.body)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(answer.content_type));
    let location = answer.location.and_then(|place| HeaderValue::from_str(&place).ok());
    if let Some(place) = location {
        headers.insert(header::LOCATION, place);
    }
    if answer.replayed {
        headers.insert(REPLAYED, HeaderValue::from_static("true"));
    }
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    response
}

impl From<DoorError> for Problem {
    fn from(error: DoorError) -> Self {
        match error {
            DoorError::Full => Self::busy("intake_full", format!("{error}: try again")),
            DoorError::StoreAway { retry_after } => {
                Self::store_unavailable(retry_after.as_secs().max(1))
            }
            DoorError::OutcomeUnknown => outcome_unknown(),
            DoorError::KeyReused => Self::new(
                StatusCode::CONFLICT,
                "key_reused",
                format!("{error}: take a new Idempotency-Key"),
            ),
            DoorError::TooManyKeys => Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                "too_many_keys",
                format!("{error}: write less, or without Idempotency-Key"),
            )
            .retry_after(3_600),
            DoorError::Stopping => Self::busy("stopping", format!("{error}: try again soon")),
        }
    }
}

fn key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let mut lines = headers.get_all(IDEMPOTENCY_KEY).iter();
    let Some(line) = lines.next() else { return Ok(None) };
    let fits =
        (1..=KEY_MAX).contains(&line.len()) && line.as_bytes().iter().all(u8::is_ascii_graphic);
    match line.to_str() {
        Ok(text) if fits && lines.next().is_none() => Ok(Some(text.to_owned())),
        _ => Err(bad_key()),
    }
}

/// A key that cannot be one.
pub fn bad_key() -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "bad_key",
        format!("one Idempotency-Key of 1 to {KEY_MAX} visible ASCII characters, no spaces"),
    )
}

pub fn must_be_json(headers: &HeaderMap) -> Result<(), Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|line| line.to_str().ok());
    let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "unsupported_media_type",
        "send the body as JSON, with Content-Type: application/json",
    ))
}

/// The whole body, if it is short and comes soon.
pub async fn read(headers: &HeaderMap, body: Body) -> Result<Vec<u8>, Problem> {
    body::read(headers, body, BODY_MAX, BODY_PATIENCE).await
}

pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let parsed = serde_json::from_slice(bytes);
    // A list of values would do for a struct, but nobody could tell what it means.
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    match parsed {
        Ok(wish) if first == Some(&b'{') => Ok(wish),
        Ok(_) => Err(Problem::bad_request("body: it must be one object, {...}")),
        Err(error) if error.is_data() => {
            Err(Problem::bad_request(format!("body: {}", echo(&error.to_string()))))
        }
        Err(error) => {
            let why = echo(&error.to_string());
            Err(Problem::bad_json(format!("the body is no JSON: {why}")))
        }
    }
}
