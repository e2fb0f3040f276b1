//! The gate before the API: where a request comes from, who asks, how much that caller may ask and
//! whether it may do this at all, in this order, so that cheap checks come first.

use std::net::IpAddr;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use village_sim::{Principal, VillagerId};

use super::Shared;
use super::address::{self, Peer};
use super::caller::{self, Caller, Proof, STALE_SESSION};
use super::cookie::Cookie;
use super::origin::Own;
use super::policy::{self, Kind, Standing, Who};
use super::problem::Problem;
use crate::limit::{Bucket, Left};
use crate::tokens::Scopes;

const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");

/// Where the API describes itself; no operation, and open to everybody.
pub const DESCRIPTION: &str = "/api/v1/openapi.json";

/// Lets a request to the API through, with its [`Caller`], or refuses it.
pub async fn api(State(site): State<Shared>, mut request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().cloned();
    let address = address_of(&site, &request);
    let own = Own::of(&request, &site.hall.config.trusted_proxies);
    let found = identify(&site, address, &own, request.headers()).await;
    let (found, left) = charge(&site, address, found);
    let checked = found.and_then(|caller| {
        if !request.method().is_safe() {
            check_origin(&own, request.headers(), &caller)?;
        }
        // What no route matches has no rule; the fallback says so.
        if let Some(path) = &path {
            check(&site, &request, path.as_str(), &caller)?;
        }
        Ok(caller)
    });
    let mut response = match checked {
        Ok(caller) => {
            request.extensions_mut().insert(caller);
            request.extensions_mut().insert(own);
            next.run(request).await
        }
        Err(problem) => {
            let is_stale = problem.code == STALE_SESSION;
            let mut response = problem.into_response();
            if is_stale {
                // The browser need not bring it again.
                Cookie::Session.take(response.headers_mut(), &own);
            }
            response
        }
    };
    mark(response.headers_mut(), left);
    response
}

/// Lets what a tool of `/mcp` asks of the API through, by the same table. The caller is whom
/// [`api`] found for the message that called the tool, and was counted there.
pub async fn within(State(site): State<Shared>, request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().cloned();
    let checked = match (path, request.extensions().get::<Caller>()) {
        (Some(path), Some(caller)) => check(&site, &request, path.as_str(), caller),
        _ => Err(Problem::internal()),
    };
    match checked {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

/// Lets a request for a page or a socket through, with its [`Caller`], if it has not asked too
/// much. Whose session is over is a visitor; a socket with a session must come from a page of ours.
pub async fn visitors(State(site): State<Shared>, mut request: Request, next: Next) -> Response {
    let address = address_of(&site, &request);
    let own = Own::of(&request, &site.hall.config.trusted_proxies);
    let secret = Cookie::Session.read(request.headers(), &own);
    if secret.is_some()
        && request.uri().path().starts_with("/ws/")
        && let Err(problem) = own.check(request.headers(), true)
    {
        return problem.into_response();
    }
    let found = match secret {
        Some(secret) => of_session(&site, address, secret).await,
        None => Ok(None),
    };
    let (caller, left) = charge(&site, address, Ok(found.unwrap_or_default()));
    match caller {
        Ok(caller) => {
            debug_assert!(left.wait.is_none(), "whoever has to wait is refused");
            request.extensions_mut().insert(caller);
            request.extensions_mut().insert(own);
            next.run(request).await
        }
        Err(problem) => problem.into_response(),
    }
}

/// The address that a request counts for.
pub fn address_of(site: &Shared, request: &Request) -> IpAddr {
    let peer = request.extensions().get::<Peer>();
    let peer = peer.map_or(std::net::Ipv4Addr::UNSPECIFIED.into(), |Peer(peer)| peer.ip());
    address::client(peer, request.headers(), &site.hall.config.trusted_proxies)
}

/// Who asks; none for a visitor.
async fn identify(
    site: &Shared,
    address: IpAddr,
    own: &Own,
    headers: &HeaderMap,
) -> Result<Option<Caller>, Problem> {
    let (token, secret) = (caller::bearer(headers)?, Cookie::Session.read(headers, own));
    match (token, secret) {
        (None, None) => Ok(None),
        (Some(token), None) => {
            let (principal, scopes) = caller::of_token(site, token).await?;
            Ok(Some(Caller::new(site, principal, Proof::Token { scopes }, address)))
        }
        (None, Some(secret)) => of_session(site, address, secret).await,
        (Some(_), Some(_)) => Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "two_identities",
            "this came with a token and with a session: send one of the two",
        )),
    }
}

async fn of_session(
    site: &Shared,
    address: IpAddr,
    secret: &str,
) -> Result<Option<Caller>, Problem> {
    let (principal, row) = caller::of_session(site, secret).await?;
    Ok(Some(Caller::new(site, principal, Proof::Session(row), address)))
}

/// Takes the request out of whoever's bucket it counts for. Who could not be told apart counts for
/// the address.
fn charge(
    site: &Shared,
    address: IpAddr,
    found: Result<Option<Caller>, Problem>,
) -> (Result<Caller, Problem>, Left) {
    let left = match &found {
        Ok(Some(Caller { principal: Some(principal), .. })) => {
            site.limiter.take(Bucket::Holder(principal.clone()), allowance(site, principal))
        }
        _ => site.visit(address),
    };
    if let Some(problem) = refusal(left) {
        return (Err(problem), left);
    }
    let visitor = || Caller { from: Some(address.to_string().into()), ..Caller::visitor() };
    (found.map(|caller| caller.unwrap_or_else(visitor)), left)
}

/// Requests a minute of whoever has a name, by however many tokens and sessions.
fn allowance(site: &Shared, principal: &Principal) -> u32 {
    match principal {
        Principal::Agent(agent) | Principal::Mind(agent) => {
            let view = site.hall.view.load();
            let agent = view.agent(*agent);
            agent.map_or(1, |agent| view.tier(agent).requests_per_minute)
        }
        Principal::Person(_) => site.hall.config.person_requests_per_minute,
        Principal::Admin(_) | Principal::System => site.hall.config.admin_requests_per_minute,
    }
}

/// Lets somebody who asks otherwise than by a request to the API do what an operation does, or
/// refuses it: by the same count of requests a minute and the same table.
///
/// `named` is the agent that it is about, where the operation names one.
pub fn admit(
    site: &Shared,
    caller: &Caller,
    (method, path): (&str, &str),
    named: Option<VillagerId>,
) -> Result<(), Problem> {
    if let Some(principal) = &caller.principal {
        let bucket = Bucket::Holder(principal.clone());
        let left = site.limiter.take(bucket, allowance(site, principal));
        if let Some(problem) = refusal(left) {
            return Err(problem);
        }
    }
    let operation = policy::TABLE.iter().find(|one| one.method == method && one.path == path);
    let operation = operation.ok_or_else(|| {
        tracing::error!(path, "an operation has no rule");
        Problem::internal()
    })?;
    policy::admit(operation, &who(site, caller), named)
}

fn check(site: &Shared, request: &Request, path: &str, caller: &Caller) -> Result<(), Problem> {
    let Some(operation) = policy::find(request.method(), path) else {
        // A method that the path does not have: the router answers 405.
        if path == DESCRIPTION || policy::knows(path) {
            return Ok(());
        }
        tracing::error!(path, "an operation has no rule");
        return Err(Problem::internal());
    };
    let named = named(request.uri()).and_then(|slug| site.hall.figure(slug));
    policy::admit(operation, &who(site, caller), named)
}

/// The caller as far as rules look at it.
fn who(site: &Shared, caller: &Caller) -> Who {
    let view = site.hall.view.load();
    let (kind, standing) = match &caller.principal {
        None | Some(Principal::System) => (Kind::Visitor, Standing::Free),
        Some(Principal::Agent(agent) | Principal::Mind(agent)) => {
            (Kind::Agent(*agent), Standing::Free)
        }
        Some(Principal::Admin(_)) => (Kind::Operator, Standing::Free),
        Some(Principal::Person(person)) => match view.society.people.get(person) {
            Some(person) => (Kind::Person(person.role), Standing::of(person.conduct, view.tick())),
            None => (Kind::Visitor, Standing::Free),
        },
    };
    let scopes = match &caller.proof {
        Proof::Token { scopes } => *scopes,
        Proof::Nothing | Proof::Session(_) => Scopes::ALL,
    };
    let place = caller.from.as_deref().and_then(|from| view.society.address(from.parse().ok()?));
    let place = place.map_or(Standing::Free, |row| Standing::of(row.conduct, view.tick()));
    let avatar = caller.person().and_then(|person| view.society.avatars.get(&person));
    let avatar = avatar.map(|avatar| avatar.villager);
    Who { kind, standing, scopes, by_session: caller.session().is_some(), place, avatar }
}

/// What changes something, and could be sent by a browser for another's page, must not be.
fn check_origin(own: &Own, headers: &HeaderMap, caller: &Caller) -> Result<(), Problem> {
    match caller.proof {
        Proof::Session(_) => own.check(headers, true),
        Proof::Nothing => own.check(headers, false),
        // No page of another's knows a token.
        Proof::Token { .. } => Ok(()),
    }
}

/// The agent or avatar that a path of `/api/v1/agents/` names. Ids are plain ASCII: nothing to
/// decode.
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
