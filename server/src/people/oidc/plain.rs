//! A provider without OpenID Connect, such as GitHub: a code is worth an access token, and the
//! token says at the provider's user address who somebody is.

use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use axum::http::{Request, Response};
use openidconnect::{CsrfToken, Nonce, PkceCodeChallenge};
use serde::Deserialize;
use url::form_urlencoded::Serializer;

use crate::outside::Outside;

use super::settings::{Client, PlainAddresses};
use super::{ANSWER_BYTES_MAX, BadLogin, Finish, Identity, Start, plain_word};

const JSON: &str = "application/json";

pub(super) struct Plain {
    client: Client,
    addresses: PlainAddresses,
    /// The origin of the authorization address: the provider's name for what has no issuer.
    issuer: String,
}

#[derive(Deserialize)]
struct Token {
    access_token: Option<String>,
    error: Option<String>,
}

/// Who somebody is, as GitHub (`id`, `login`) and most others (`sub`) say it.
#[derive(Deserialize)]
struct User {
    id: Option<Number>,
    sub: Option<String>,
    login: Option<String>,
    preferred_username: Option<String>,
    name: Option<String>,
    email: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Number {
    Number(u64),
    Text(String),
}

impl Plain {
    pub(super) fn new(client: Client, addresses: PlainAddresses) -> Self {
        let issuer = addresses.authorize.origin().ascii_serialization();
        Self { client, addresses, issuer }
    }

    pub(super) fn issuer(&self) -> &str {
        &self.issuer
    }

    pub(super) fn begin(&self) -> Start {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (state, nonce) = (CsrfToken::new_random(), Nonce::new_random());
        let scopes: Vec<&str> = self.client.scopes.iter().map(|scope| scope.as_str()).collect();
        let mut redirect = self.addresses.authorize.clone();
        redirect
            .query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.client.id)
            .append_pair("redirect_uri", &self.client.redirect)
            .append_pair("scope", &scopes.join(" "))
            .append_pair("state", state.secret())
            .append_pair("code_challenge", challenge.as_str())
            .append_pair("code_challenge_method", "S256");
        Start { redirect: redirect.into(), state, nonce, verifier }
    }

    pub(super) async fn finish(
        &self,
        outside: &Outside,
        finish: Finish<'_>,
    ) -> Result<Identity, BadLogin> {
        let form = Serializer::new(String::new())
            .append_pair("grant_type", "authorization_code")
            .append_pair("code", &finish.code)
            .append_pair("redirect_uri", &self.client.redirect)
            .append_pair("client_id", &self.client.id)
            .append_pair("client_secret", self.client.secret.secret())
            .append_pair("code_verifier", finish.verifier.secret())
            .finish();
        let request = Request::post(self.addresses.token.as_str())
            .header(ACCEPT, JSON)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form.into_bytes())
            .map_err(|_| BadLogin::Answer("token address"))?;
        let token: Token = read(&outside.ask(request, ANSWER_BYTES_MAX).await?, "token answer")?;
        // GitHub refuses with 200.
        if let Some(error) = token.error {
            return Err(BadLogin::Refused(plain_word(&error)));
        }
        let token = token.access_token.ok_or(BadLogin::Answer("token answer"))?;
        let request = Request::get(self.addresses.user.as_str())
            .header(ACCEPT, JSON)
            .header(AUTHORIZATION, format!("Bearer {token}"))
            .body(Vec::new())
            .map_err(|_| BadLogin::Answer("token answer"))?;
        let answer = outside.ask(request, ANSWER_BYTES_MAX).await?;
        if answer.status() != 200 {
            return Err(BadLogin::Answer("answer about the person"));
        }
        let user: User = read(&answer, "answer about the person")?;
        let subject = match (user.id, user.sub) {
            (Some(Number::Number(id)), _) => id.to_string(),
            (Some(Number::Text(id)), _) | (None, Some(id)) => id,
            (None, None) => return Err(BadLogin::Answer("answer about the person")),
        };
        let names = [user.login, user.preferred_username, user.name];
        let names = names.each_ref().map(Option::as_deref);
        Ok(Identity::new(&self.issuer, subject, &names, user.email.as_deref()))
    }
}

/// The JSON of an answer. Errors of OAuth 2 come with 400 and the same form.
fn read<T: for<'de> Deserialize<'de>>(
    answer: &Response<Vec<u8>>,
    what: &'static str,
) -> Result<T, BadLogin> {
    let status = answer.status();
    if !status.is_success() && status != 400 && status != 401 {
        return Err(BadLogin::Answer(what));
    }
    serde_json::from_slice(answer.body()).map_err(|_| BadLogin::Answer(what))
}
