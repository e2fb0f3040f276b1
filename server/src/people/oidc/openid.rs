//! A provider that speaks OpenID Connect: found by its issuer, believed by its signed tokens.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdToken, CoreJwsSigningAlgorithm,
    CoreProviderMetadata,
};
use openidconnect::{
    AsyncHttpClient, AuthType, AuthorizationCode, ClaimsVerificationError, CsrfToken,
    DiscoveryError, EndpointMaybeSet, EndpointNotSet, EndpointSet, ErrorResponse, HttpRequest,
    HttpResponse, IssuerUrl, Nonce, PkceCodeChallenge, RequestTokenError,
    SignatureVerificationError, TokenResponse,
};

use crate::outside::{Outside, Unreached, may_be_asked};

use super::settings::Client;
use super::{ANSWER_BYTES_MAX, BadLogin, Finish, Identity, Start, plain_word};

/// How long what a provider says of itself is believed without asking again.
const FRESH_MICROS: i64 = 3_600 * 1_000_000;
/// How soon it may be asked again because a key is unknown.
const AGAIN_MICROS: i64 = 60 * 1_000_000;

/// Signatures that only the provider can make. Absent: `none`, and those made with a shared
/// secret, which is ours as much as the provider's.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

pub(super) struct OpenId {
    client: Client,
    issuer: IssuerUrl,
    known: Mutex<Option<Known>>,
}

/// A client that knows where to send people and, perhaps, where a code is worth a token.
type Configured = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What the provider says of itself, and its keys.
#[derive(Clone)]
struct Known {
    metadata: Arc<CoreProviderMetadata>,
    /// When it was asked, UTC microseconds since 1970.
    at: i64,
}

impl OpenId {
    pub(super) fn new(client: Client, issuer: IssuerUrl) -> Self {
        Self { client, issuer, known: Mutex::default() }
    }

    pub(super) fn issuer(&self) -> &str {
        self.issuer.as_str()
    }

    pub(super) async fn begin(&self, outside: &Outside, now: i64) -> Result<Start, BadLogin> {
        let known = self.discover(outside, now, FRESH_MICROS).await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let client = self.client(&known);
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let (redirect, state, nonce) = client
            .authorize_url(flow, CsrfToken::new_random, Nonce::new_random)
            .add_scopes(self.client.scopes.iter().cloned())
            .set_pkce_challenge(challenge)
            .url();
        // Whoever could change what the provider says of itself could send people anywhere.
        if !may_be_asked(&redirect) {
            return Err(BadLogin::Answer("authorization address"));
        }
        Ok(Start { redirect: redirect.into(), state, nonce, verifier })
    }

    pub(super) async fn finish(
        &self,
        outside: &Outside,
        finish: Finish<'_>,
    ) -> Result<Identity, BadLogin> {
        let Finish { code, verifier, nonce, now } = finish;
        let known = self.discover(outside, now, FRESH_MICROS).await?;
        let client = self.client(&known);
        let asking = Asking(outside.clone());
        let answer = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|_| BadLogin::Answer("token address"))?
            .set_pkce_verifier(verifier)
            .request_async(&asking)
            .await
            .map_err(no_token)?;
        let token = answer.id_token().ok_or(BadLogin::Token("there is none"))?;
        match self.identity(&known, token, nonce, now) {
            // The provider may have changed its keys since it was asked for them.
            Err(Untrue::UnknownKey) => {
                let known = self.discover(outside, now, AGAIN_MICROS).await?;
                self.identity(&known, token, nonce, now).map_err(Untrue::said)
            }
            other => other.map_err(Untrue::said),
        }
    }

    fn identity(
        &self,
        known: &Known,
        token: &CoreIdToken,
        nonce: &Nonce,
        now: i64,
    ) -> Result<Identity, Untrue> {
        let now = DateTime::<Utc>::from_timestamp_micros(now).ok_or(Untrue::Said("its time"))?;
        let client = self.client(known);
        let verifier =
            client.id_token_verifier().set_allowed_algs(ALGORITHMS).set_time_fn(move || now);
        let claims = token.claims(&verifier, nonce).map_err(untrue)?;
        let names = [
            claims.preferred_username().map(|name| name.as_str()),
            claims.nickname().and_then(|name| name.get(None)).map(|name| name.as_str()),
            claims.name().and_then(|name| name.get(None)).map(|name| name.as_str()),
        ];
        let email = claims.email().map(|email| email.as_str());
        let subject = claims.subject().as_str().to_owned();
        let mut identity = Identity::new(self.issuer(), subject, &names, email);
        identity.email_verified =
            identity.email.is_some() && claims.email_verified().unwrap_or_default();
        Ok(identity)
    }

    fn client(&self, known: &Known) -> Configured {
        CoreClient::from_provider_metadata(
            CoreProviderMetadata::clone(&known.metadata),
            self.client.id.clone(),
            Some(self.client.secret.clone()),
        )
        .set_redirect_uri(self.client.redirect.clone())
        .set_auth_type(auth_type(&known.metadata))
    }

    /// What the provider says of itself, not older than this.
    async fn discover(&self, outside: &Outside, now: i64, age_max: i64) -> Result<Known, BadLogin> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let fresh = |known: &Known| (0..age_max).contains(&now.saturating_sub(known.at));
        if let Some(known) = known.filter(fresh) {
            return Ok(known);
        }
        let asking = Asking(outside.clone());
        let metadata = CoreProviderMetadata::discover_async(self.issuer.clone(), &asking)
            .await
            .map_err(not_discovered)?;
        let known = Known { metadata: Arc::new(metadata), at: now };
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(known.clone());
        Ok(known)
    }
}

/// The library's way to ask the provider: ours, with its bounds.
struct Asking(Outside);

impl<'c> AsyncHttpClient<'c> for Asking {
    type Error = Unreached;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Unreached>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.0.ask(request, ANSWER_BYTES_MAX))
    }
}

/// Why a token is not believed.
enum Untrue {
    UnknownKey,
    Said(&'static str),
}

impl Untrue {
    fn said(self) -> BadLogin {
        match self {
            Self::UnknownKey => BadLogin::Token("its key is unknown"),
            Self::Said(what) => BadLogin::Token(what),
        }
    }
}

/// The way to prove oneself that the provider takes: in the header where it can.
fn auth_type(metadata: &CoreProviderMetadata) -> AuthType {
    let ways = metadata.token_endpoint_auth_methods_supported();
    let has = |way| ways.is_some_and(|ways| ways.contains(&way));
    let only_post = has(CoreClientAuthMethod::ClientSecretPost)
        && !has(CoreClientAuthMethod::ClientSecretBasic);
    if only_post { AuthType::RequestBody } else { AuthType::BasicAuth }
}

fn not_discovered(error: DiscoveryError<Unreached>) -> BadLogin {
    match error {
        DiscoveryError::Request(unreached) => BadLogin::Unreached(unreached),
        DiscoveryError::Validation(_) => BadLogin::OtherProvider,
        _ => BadLogin::Answer("description of itself"),
    }
}

fn no_token<T: ErrorResponse + fmt::Display>(error: RequestTokenError<Unreached, T>) -> BadLogin {
    match error {
        RequestTokenError::Request(unreached) => BadLogin::Unreached(unreached),
        RequestTokenError::ServerResponse(said) => BadLogin::Refused(plain_word(&said.to_string())),
        _ => BadLogin::Answer("token answer"),
    }
}

fn untrue(error: ClaimsVerificationError) -> Untrue {
    Untrue::Said(match error {
        ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::NoMatchingKey,
        ) => return Untrue::UnknownKey,
        ClaimsVerificationError::SignatureVerification(_) => "its signature",
        ClaimsVerificationError::Expired(_) => "it has expired",
        ClaimsVerificationError::InvalidAudience(_) => "it is for somebody else",
        ClaimsVerificationError::InvalidIssuer(_) => "it is of another issuer",
        ClaimsVerificationError::InvalidNonce(_) => "it is of another log-in",
        ClaimsVerificationError::InvalidSubject(_) => "its subject",
        _ => "its form",
    })
}
