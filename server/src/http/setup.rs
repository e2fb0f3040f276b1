//! `/setup`: the first administrator, made once with the link that the village printed when it
//! started for the first time. When there is one, this address is gone.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::Shared;
use super::entrance::{Coming, unkept, welcome};
use super::errand;
use super::face;
use super::problem::Problem;
use crate::pages;
use crate::people::name::NAME_MAX;
use crate::people::password::{self, PASSWORD_BYTES_MAX, PASSWORD_CHARS_MIN};
use crate::tokens;

/// The form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    token: String,
    name: String,
    password: String,
}

/// `GET /setup`
pub async fn form(State(site): State<Shared>) -> Result<Response, Problem> {
    must_be_open(&site).await?;
    Ok(face::page(&pages::setup::form(NAME_MAX, (PASSWORD_CHARS_MIN, PASSWORD_BYTES_MAX))))
}

/// `GET /setup.js`: takes the token out of the link, so that nobody has to copy it.
pub async fn script() -> Response {
    let kind = HeaderValue::from_static("text/javascript; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], include_str!("setup.js")).into_response()
}

/// `POST /setup`
pub async fn submit(State(site): State<Shared>, request: Request) -> Result<Response, Problem> {
    must_be_open(&site).await?;
    let (mut parts, body) = request.into_parts();
    let coming = Coming::from_request_parts(&mut parts, &site).await?;
    let bytes = errand::read(&parts.headers, body).await?;
    let form = read(&parts.headers, &bytes)?;
    // What cannot become an administrator must not use the link up.
    let people = &site.hall.people;
    people.check_name(&form.name)?;
    password::check(&form.password).map_err(crate::people::NoEntry::from)?;
    // One at a time: a password hash is costly on purpose.
    let turn = site
        .setup
        .try_lock()
        .map_err(|_| Problem::busy("busy", "somebody else is setting the village up: try again"))?;
    let now = site.hall.standing.stamp();
    let taken = site.hall.store.take_setup(&tokens::hash(&form.token), now).await;
    if !taken.map_err(unkept)? {
        return Err(Problem::forbidden(
            "this link was used or is too old: start the village again for a new one",
        ));
    }
    let entered = people.found(form.name, form.password, &coming.visit).await?;
    drop(turn);
    tracing::info!(name = entered.name, "the first administrator was made");
    let mut response = face::page(&pages::setup::done(&entered.name));
    *response.status_mut() = StatusCode::CREATED;
    welcome(response.headers_mut(), &entered, &coming.own);
    Ok(response)
}

async fn must_be_open(site: &Shared) -> Result<(), Problem> {
    match site.hall.store.admins_count().await {
        Ok(0) => Ok(()),
        Ok(_) => Err(Problem::not_found()),
        Err(error) => Err(unkept(error)),
    }
}

fn read(headers: &HeaderMap, bytes: &[u8]) -> Result<Form, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|line| line.to_str().ok());
    let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    let read = match kind {
        "application/json" => serde_json::from_slice(bytes).ok(),
        "application/x-www-form-urlencoded" => {
            axum::extract::Query::try_from_uri(&query_of(bytes)?).ok().map(|query| query.0)
        }
        _ => {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                "send the form, or its fields as JSON",
            ));
        }
    };
    read.ok_or_else(|| Problem::bad_request("send token, name and password, and nothing else"))
}

/// A form's body is written as a query is.
fn query_of(bytes: &[u8]) -> Result<axum::http::Uri, Problem> {
    let bad = || Problem::bad_request("the form cannot be read: send it again");
    let text = str::from_utf8(bytes).map_err(|_| bad())?;
    format!("/?{text}").parse().map_err(|_| bad())
}
