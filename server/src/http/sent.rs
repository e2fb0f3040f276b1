//! A body in JSON of a request that is not handed in at the door.

use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;

use super::Shared;
use super::errand;
use super::problem::Problem;

/// What was sent.
#[derive(Debug)]
pub struct Sent<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Shared> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &Shared) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        errand::must_be_json(&parts.headers)?;
        let bytes = errand::read(&parts.headers, body).await?;
        errand::parse(&bytes).map(Self)
    }
}
