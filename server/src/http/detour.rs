//! The way to a log-in provider and back. The browser keeps a secret of its own meanwhile; who
//! comes back without it, or too late, has not left. Pages, not API: only browsers go this way.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::Shared;
use super::ask::Query;
use super::cookie::Cookie;
use super::entrance::{Coming, welcome};
use super::problem::Problem;
use crate::people::oidc::{BadLogin, Callback, Oidc, Purpose};

/// Longest secret of an invitation that is kept.
const INVITATION_MAX: usize = 128;
/// Where somebody who came in goes on.
const HOME: &str = "/";
/// Where somebody whose account was tied goes on.
const ACCOUNT: &str = "/account";

/// What the way out may bring along.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaving {
    invitation: Option<String>,
}

/// `GET /login/{provider}`: out to the provider.
///
/// Who is signed in and comes from a page of ours ties the account; from elsewhere a browser could
/// be sent here with an account that somebody else put into it.
pub async fn leave(
    State(site): State<Shared>,
    coming: Coming,
    Path(name): Path<String>,
    Query(Leaving { invitation }): Query<Leaving>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let provider = provider(&site, &name)?;
    let from_here = headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin");
    let purpose = match coming.caller.session() {
        Some(row) if from_here => Purpose::Tie { session: row.id },
        _ => {
            let fits = |secret: &String| secret.len() <= INVITATION_MAX;
            Purpose::Enter { invitation: invitation.filter(fits) }
        }
    };
    let begun = provider.begin(purpose, site.hall.standing.stamp()).await?;
    let mut response = sent_to(&begun.redirect)?;
    Cookie::Detour.give(response.headers_mut(), &begun.cookie, &coming.own);
    Ok(response)
}

/// `GET /login/{provider}/callback`: back from it.
pub async fn back(
    State(site): State<Shared>,
    coming: Coming,
    Path(name): Path<String>,
    // Providers add parameters of their own.
    axum::extract::Query(callback): axum::extract::Query<Callback>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let provider = provider(&site, &name)?;
    let cookie = Cookie::Detour.read(&headers, &coming.own).unwrap_or_default();
    let finished = provider.finish(callback, cookie, site.hall.standing.stamp()).await;
    let (identity, purpose) = finished.inspect_err(|why| {
        metrics::counter!("village_log_ins_in_vain_total").increment(1);
        tracing::info!(%why, provider = name, "a log-in by a provider failed");
    })?;
    let people = &site.hall.people;
    let mut response = match purpose {
        Purpose::Enter { invitation } => {
            let entered = people.arrive(&identity, invitation, &coming.visit).await?;
            let mut response = sent_to(HOME)?;
            welcome(response.headers_mut(), &entered, &coming.own);
            response
        }
        Purpose::Tie { session } => {
            let row = coming.caller.session().filter(|row| row.id == session);
            let row = row.ok_or(BadLogin::NotBegun)?;
            people.tie(row, &identity, &coming.visit).await?;
            sent_to(ACCOUNT)?
        }
    };
    Cookie::Detour.take(response.headers_mut(), &coming.own);
    Ok(response)
}

fn provider<'a>(site: &'a Shared, name: &str) -> Result<&'a Oidc, Problem> {
    let mut providers = site.hall.providers.iter();
    providers.find(|provider| provider.name() == name).ok_or_else(Problem::not_found)
}

fn sent_to(place: &str) -> Result<Response, Problem> {
    let place = HeaderValue::from_str(place).map_err(|_| Problem::internal())?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response())
}

impl From<BadLogin> for Problem {
    fn from(why: BadLogin) -> Self {
        let again = format!("{why}: sign in again");
        match why {
            BadLogin::NotBegun | BadLogin::State => {
                Self::new(StatusCode::BAD_REQUEST, "log_in_not_begun", again)
            }
            BadLogin::Refused(_) => Self::new(StatusCode::FORBIDDEN, "provider_refused", again),
            BadLogin::Unreached(_) => Self::busy("provider_away", again),
            BadLogin::OtherProvider | BadLogin::Answer(_) | BadLogin::Token(_) => {
                Self::new(StatusCode::BAD_GATEWAY, "bad_provider", why.to_string())
            }
        }
    }
}
