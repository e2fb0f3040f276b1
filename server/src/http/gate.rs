//! The gate before the API: where a request comes from, who asks, how much that caller may ask and
//! whether it may do this at all, in this order, so that cheap checks come first.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use village_sim::Principal;

use super::Shared;
use super::address::{self, Peer};
use super::caller::{self, Caller};
use super::limit::{Bucket, Left};
use super::policy;
use super::problem::Problem;

const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");

/// Where the API describes itself; no operation, and open to everybody.
pub const DESCRIPTION: &str = "/api/v1/openapi.json";

/// Lets a request to the API through, with its [`Caller`], or refuses it.
pub async fn api(State(site): State<Shared>, mut request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().cloned();
    let address = address_of(&site, &request);
    let (caller, left) = identify(&site, address, request.headers()).await;
    let checked = caller.and_then(|caller| {
        // What no route matches has no rule; the fallback says so.
        if let Some(path) = &path {
            check(&site, &request, path.as_str(), &caller)?;
        }
        Ok(caller)
    });
    let mut response = match checked {
        Ok(caller) => {
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Err(problem) => problem.into_response(),
    };
    mark(response.headers_mut(), left);
    response
}

/// Lets a request for a page or a socket through if its address has not asked too much.
pub async fn visitors(State(site): State<Shared>, request: Request, next: Next) -> Response {
    let address = address_of(&site, &request);
    match refusal(site.visit(address)) {
        Some(problem) => problem.into_response(),
        None => next.run(request).await,
    }
}

/// The address that a request counts for.
pub fn address_of(site: &Shared, request: &Request) -> IpAddr {
    let peer = request.extensions().get::<Peer>();
    let peer = peer.map_or(std::net::Ipv4Addr::UNSPECIFIED.into(), |Peer(peer)| peer.ip());
    address::client(peer, request.headers(), &site.hall.config.trusted_proxies)
}

async fn identify(
    site: &Shared,
    address: IpAddr,
    headers: &HeaderMap,
) -> (Result<Caller, Problem>, Left) {
    let found = match caller::bearer(headers) {
        Ok(None) => Ok(None),
        Ok(Some(token)) => caller::principal(site, token).await.map(Some),
        Err(problem) => Err(problem),
    };
    let (who, left) = match found {
        Ok(Some((principal, token))) => {
            let left = site.limiter.take(Bucket::Token(token), allowance(site, &principal));
            (Ok(Some(principal)), left)
        }
        Ok(None) => (Ok(None), site.visit(address)),
        Err(problem) => (Err(problem), site.visit(address)),
    };
    match refusal(left) {
        Some(problem) => (Err(problem), left),
        None => {
            let from: Option<Arc<str>> = Some(address.to_string().into());
            let caller = who.map(|principal| Caller {
                reader: principal.as_ref().map(|principal| caller::reader(site, principal)),
                principal,
                from,
            });
            (caller, left)
        }
    }
}

/// Requests a minute of whoever holds a token.
fn allowance(site: &Shared, principal: &Principal) -> u32 {
    match principal {
        Principal::Agent(agent) => {
            let view = site.hall.view.load();
            let agent = view.agent(*agent);
            agent.map_or(1, |agent| view.tier(agent).requests_per_minute)
        }
        Principal::Person(_) => site.hall.config.visitor_requests_per_minute,
        Principal::Admin(_) | Principal::System => site.hall.config.admin_requests_per_minute,
    }
}

fn check(site: &Shared, request: &Request, path: &str, caller: &Caller) -> Result<(), Problem> {
    let Some(rule) = policy::rule(request.method(), path) else {
        // A method that the path does not have: the router answers 405.
        if path == DESCRIPTION || policy::knows(path) {
            return Ok(());
        }
        tracing::error!(path, "an operation has no rule");
        return Err(Problem::internal());
    };
    let named = named(request.uri()).and_then(|slug| site.hall.agent(slug));
    policy::admit(rule, caller.principal.as_ref(), named)
}

/// The agent that a path of `/api/v1/agents/` names. Ids are plain ASCII: nothing to decode.
fn named(uri: &Uri) -> Option<&str> {
    uri.path().strip_prefix("/api/v1/agents/")?.split('/').next()
}

fn refusal(left: Left) -> Option<Problem> {
    let wait = left.wait?;
    let detail = format!("more than {} requests a minute: wait {wait} s", left.limit);
    let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", detail);
    Some(problem.retry_after(wait))
}

fn mark(headers: &mut HeaderMap, left: Left) {
    headers.insert(LIMIT, left.limit.into());
    headers.insert(REMAINING, left.remaining.into());
    headers.insert(RESET, left.reset.into());
}
