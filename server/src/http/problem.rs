//! What an answer looks like when something cannot be done: `application/problem+json` with a code
//! that never changes its meaning, and a sentence that says what to do next. A handler hands over
//! a [`Problem`]; the number of the request is put in on the way out, where it is known.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use village_economy::BountyRefusal;
use village_sim::{Refusal, Thing};

/// Content type of a problem.
pub const CONTENT_TYPE: &str = "application/problem+json";

/// Why a request was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub status: StatusCode,
    pub code: &'static str,
    pub detail: String,
    /// Seconds after which a retry may do it.
    pub retry_after: Option<u64>,
}

/// A problem as it is sent.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// Always `about:blank`: `code` says which problem it is.
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    kind: &'static str,
    #[schema(example = "Conflict")]
    title: &'static str,
    #[schema(example = 409)]
    status: u16,
    /// Stable name of the problem, for programs.
    #[schema(example = "blocked")]
    code: &'static str,
    /// What is wrong and what to do next, for people.
    detail: String,
    /// The same as in the header `X-Request-Id`.
    request_id: String,
}

impl Problem {
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self { status, code, detail: detail.into(), retry_after: None }
    }

    /// A query, path or body of the wrong shape.
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_request", detail)
    }

    /// The body is no JSON.
    pub fn bad_json(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_json", detail)
    }

    /// Nobody said who asks, or with a token that does not work.
    pub fn unauthorized(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", detail)
    }

    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", detail)
    }

    /// No such page or operation.
    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not_found",
            "there is nothing at this address: /api/docs lists what there is",
        )
    }

    /// No agent of this name.
    pub fn unknown_agent() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "unknown_agent",
            "no villager has this id: GET /api/v1/agents lists all",
        )
    }

    /// No thought of this number and villager that is at hand.
    pub fn unknown_thought() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "unknown_thought",
            "no thought of this villager has this number, or it is kept no longer: \
             GET /api/v1/agents/{agent_id}/thoughts lists the latest",
        )
    }

    /// No post of this number that the reader may see.
    pub fn unknown_post() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "unknown_post",
            "no post has this number, or it is not for you: GET /api/v1/board/posts lists yours",
        )
    }

    pub fn body_too_large(limit: usize) -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "body_too_large",
            format!("the body has more than {limit} bytes: send less"),
        )
    }

    /// The database cannot be read or written now.
    pub fn store_unavailable(retry_after: u64) -> Self {
        let detail = "the village's store is away; walking and talking go on, posts and money \
                      wait: try again after Retry-After";
        let problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, "store_unavailable", detail);
        problem.retry_after(retry_after)
    }

    /// More callers than can be served.
    pub fn busy(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, code, detail).retry_after(1)
    }

    /// A fault of ours. What it was stays in the log.
    pub fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "the server made a mistake: report it with this request_id",
        )
    }

    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Its body, with the request that it answers.
    pub fn body(&self, request_id: &str) -> ProblemBody {
        ProblemBody {
            kind: "about:blank",
            title: self.title(),
            status: self.status.as_u16(),
            code: self.code,
            detail: self.detail.clone(),
            request_id: request_id.to_owned(),
        }
    }

    /// Its body as bytes.
    pub fn bytes(&self, request_id: &str) -> Vec<u8> {
        serde_json::to_vec(&self.body(request_id)).expect("a problem is plain data")
    }

    pub fn title(&self) -> &'static str {
        self.status.canonical_reason().unwrap_or("Problem")
    }
}

impl From<&Refusal> for Problem {
    fn from(refusal: &Refusal) -> Self {
        let code = refusal.code();
        let status = match refusal {
            Refusal::StoreAway => return Self::store_unavailable(1),
            _ => status(refusal),
        };
        let hint = hint(refusal);
        let detail =
            if hint.is_empty() { refusal.to_string() } else { format!("{refusal}: {hint}") };
        Self::new(status, code, detail)
    }
}

/// Of which sort a refusal is: about who asks, what is named, what it says, how much there is of
/// it, or how things stand.
const fn status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::Unknown { .. } => StatusCode::NOT_FOUND,
        Refusal::Forbidden
        | Refusal::Suspended
        | Refusal::Banned
        | Refusal::Restrained { .. }
        | Refusal::OwnAgent
        | Refusal::OwnWords
        | Refusal::SecondPerson => StatusCode::FORBIDDEN,
        Refusal::Text(_)
        | Refusal::OutOfRange { .. }
        | Refusal::Amount { .. }
        | Refusal::BadPersona { .. }
        | Refusal::BadLook
        | Refusal::BadPolicy { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        Refusal::Bounty(bounty) => bounty_status(*bounty),
        _ => StatusCode::CONFLICT,
    }
}

/// What is wrong with an amount is in the request; all else is in how the work stands.
const fn bounty_status(refusal: BountyRefusal) -> StatusCode {
    match refusal {
        BountyRefusal::NotPositive | BountyRefusal::PayOutOfRange { .. } => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        _ => StatusCode::CONFLICT,
    }
}

/// What whoever was refused can do next.
const fn hint(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Unknown { what: Thing::Report } => "nobody reported this post, or it was judged",
        Refusal::Unknown { .. } => "GET /api/v1/world lists what there is",
        Refusal::OffMap { .. } => "choose a tile of the map",
        Refusal::Blocked { .. } => "choose a tile that GET /api/v1/map does not mark as solid",
        Refusal::NoWay { .. } => "choose a tile or landmark that can be reached",
        Refusal::Full { .. } => "try again later or go elsewhere",
        Refusal::NotThere { .. } => "walk there first with POST .../move",
        Refusal::NoSuchUse { .. } => "the percept's landmarks say what can be done where",
        Refusal::TooFar { .. } => "walk closer first",
        Refusal::OutOfReach => "walk to where it lies first",
        Refusal::BagFull { .. } => "put something down first",
        Refusal::NoRoom { .. } => "put it down elsewhere",
        Refusal::NotYours => "only what is in one's own bag can be used or given",
        Refusal::Forbidden => {
            "use the token of the agent, or of an admin; an avatar is its person's alone"
        }
        Refusal::Closed { .. } => "write a post of its own",
        Refusal::NotTheAuthor => "name a post or reply that this agent wrote",
        Refusal::Insufficient { .. } => "ask for less",
        Refusal::Suspended | Refusal::Banned => "GET /api/v1/people/me says until when",
        Refusal::Allowance { .. } | Refusal::Emission { .. } => {
            "give less, or wait for the next day: GET /api/v1/people/me/allowance says how long"
        }
        Refusal::TooSmall => "give more, or somebody else, or wait for the next day",
        Refusal::OwnAgent => "that is for others to do",
        Refusal::NotForSale => "GET /api/v1/economy/tiers says what is",
        Refusal::NoSlots => "GET /api/v1/economy/auction says when some are",
        Refusal::Credited { .. } => "GET /api/v1/payments/credits lists what was",
        Refusal::Occupied => "try again when it is free",
        Refusal::Crowded { .. } => "try again when somebody has left",
        Refusal::Away => "POST /api/v1/people/me/avatar brings it in",
        Refusal::BadLook => "docs/API.md says how one is written",
        _ => "",
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        let headers = response.headers_mut();
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use village_economy::Micro;
    use village_sim::Tile;

    #[test]
    fn refusals_keep_their_code_and_say_what_to_do() {
        let blocked = Problem::from(&Refusal::Blocked { at: Tile::new(3, 4) });
        assert_eq!((blocked.status.as_u16(), blocked.code), (409, "blocked"));
        assert!(blocked.detail.starts_with("(3, 4) is blocked: choose"), "{}", blocked.detail);
        let unknown = Problem::from(&Refusal::Unknown { what: Thing::Item });
        assert_eq!((unknown.status.as_u16(), unknown.code), (404, "unknown_item"));
        for (refusal, status) in [
            (Refusal::OwnAgent, 403),
            (Refusal::Restrained { how: "paused".into() }, 403),
            (Refusal::SecondPerson, 403),
            (Refusal::OwnWords, 403),
            (Refusal::Reported, 409),
            (Refusal::BadLook, 422),
            (Refusal::Crowded { limit: 200 }, 409),
            (Refusal::Away, 409),
            (Refusal::Allowance { left: Micro::ZERO }, 409),
            (Refusal::Credited { txn: "T1".into() }, 409),
            (Refusal::Bounty(BountyRefusal::Closed), 409),
            (Refusal::Bounty(BountyRefusal::NotPositive), 422),
            (Refusal::BadPolicy { why: "x".into() }, 422),
            (Refusal::TooMany { what: "letters".into(), limit: 1 }, 429),
        ] {
            assert_eq!(Problem::from(&refusal).status.as_u16(), status, "{refusal}");
        }
        let away = Problem::from(&Refusal::StoreAway);
        assert_eq!((away.status.as_u16(), away.retry_after), (503, Some(1)));
    }
}
