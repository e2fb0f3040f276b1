//! A small log-in provider of the tests' own, on this machine: OpenID Connect and, beside it, the
//! plain OAuth 2 of GitHub. It checks what a provider checks, and misbehaves on demand.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::digest::{SHA256, digest};
use ring::hmac;
use ring::rsa::PublicKeyComponents;
use serde_json::{Value, json};
use village_server::outside::Outside;
use village_server::people::oidc::{Begun, Callback, Oidc, ProviderSettings, Secret};

use crate::authority::{NOW, Signer};

pub const CLIENT: &str = "village";
pub const SECRET: &str = "the village's secret";
pub const BACK: &str = "https://village.example/login/test/callback";

type Words = HashMap<String, String>;

/// What the provider does otherwise than it should.
#[derive(Clone, Default)]
pub struct Mischief {
    /// Claims that replace or, as null, take away those of a good token.
    pub claims: Value,
    /// Signs with another key.
    pub stranger: bool,
    /// Names another algorithm and signs as it says: `none`, `HS256`.
    pub algorithm: Option<&'static str>,
    /// The key's name, in tokens and in the list of keys.
    pub kid: Option<&'static str>,
    /// The issuer in the description of itself.
    pub issuer: Option<&'static str>,
    /// Points this path elsewhere.
    pub away: Option<&'static str>,
    /// Makes each answer this much larger, in bytes.
    pub larger: usize,
    /// Gives no id token.
    pub tokenless: bool,
}

#[derive(Default)]
struct Inner {
    mischief: Mischief,
    /// What was asked for with each code.
    codes: HashMap<String, Words>,
    /// Paths that were asked for.
    asked: Vec<String>,
}

#[derive(Clone)]
pub struct Provider {
    inner: Arc<Mutex<Inner>>,
    pub base: String,
}

impl Provider {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let provider = Self { inner: Arc::default(), base };
        let web = Router::new()
            .route("/.well-known/openid-configuration", get(description))
            .route("/keys", get(keys))
            .route("/authorize", get(authorize))
            .route("/token", post(token))
            .route("/user", get(user))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, web).await });
        provider
    }

    pub fn behaves(&self, mischief: Mischief) {
        self.inner.lock().unwrap().mischief = mischief;
    }

    /// How often a path was asked for.
    pub fn asked(&self, path: &str) -> usize {
        self.inner.lock().unwrap().asked.iter().filter(|asked| *asked == path).count()
    }

    pub fn settings(&self) -> ProviderSettings {
        ProviderSettings {
            name: "test".into(),
            label: None,
            client_id: CLIENT.into(),
            client_secret: Secret(SECRET.into()),
            scopes: None,
            issuer: Some(self.base.clone()),
            authorize_url: None,
            token_url: None,
            user_url: None,
        }
    }

    /// A village that trusts this provider's tokens.
    pub fn openid(&self) -> Oidc {
        Oidc::from_settings(self.settings(), BACK, Outside::new()).unwrap()
    }

    /// A village that asks this provider as it would ask GitHub.
    pub fn plain(&self) -> Oidc {
        let at = |path: &str| Some(format!("{}{path}", self.base));
        let settings = ProviderSettings {
            issuer: None,
            authorize_url: at("/authorize"),
            token_url: at("/token"),
            user_url: at("/user"),
            ..self.settings()
        };
        Oidc::from_settings(settings, BACK, Outside::new()).unwrap()
    }

    /// Where a browser is sent back to from here.
    pub async fn go(&self, redirect: &str) -> reqwest::Url {
        assert!(redirect.starts_with(&self.base), "{redirect}");
        let browser = crate::kit::client().redirect(reqwest::redirect::Policy::none());
        let answer = browser.build().unwrap().get(redirect).send().await.unwrap();
        answer.headers()["location"].to_str().unwrap().parse().unwrap()
    }

    /// What a browser brings back that goes where it is sent, and whose person says yes.
    pub async fn visit(&self, begun: &Begun) -> Callback {
        let back = self.go(&begun.redirect).await;
        assert!(back.as_str().starts_with(BACK), "{back}");
        let words: Words = back.query_pairs().into_owned().collect();
        let word = |name: &str| words.get(name).cloned();
        Callback {
            code: word("code"),
            state: word("state"),
            error: word("error"),
            iss: word("iss"),
        }
    }

    /// Notes the question, and answers it if this path misbehaves.
    fn note(&self, path: &'static str) -> Result<Mischief, Box<Response>> {
        let mut inner = self.inner.lock().unwrap();
        inner.asked.push(path.to_owned());
        let mischief = inner.mischief.clone();
        if mischief.away == Some(path) {
            let answer = Redirect::temporary("http://192.0.2.1/elsewhere").into_response();
            return Err(Box::new(answer));
        }
        Ok(mischief)
    }
}

fn with_more(mut answer: Value, more: usize) -> Response {
    answer["padding"] = Value::String("x".repeat(more));
    Json(answer).into_response()
}

async fn description(State(provider): State<Provider>) -> Response {
    let mischief = match provider.note("/.well-known/openid-configuration") {
        Ok(mischief) => mischief,
        Err(answer) => return *answer,
    };
    let base = &provider.base;
    let answer = json!({
        "issuer": mischief.issuer.unwrap_or(base),
        "authorization_endpoint": format!("{base}/authorize"),
        "token_endpoint": format!("{base}/token"),
        "jwks_uri": format!("{base}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic"],
    });
    with_more(answer, mischief.larger)
}

async fn keys(State(provider): State<Provider>) -> Response {
    let mischief = match provider.note("/keys") {
        Ok(mischief) => mischief,
        Err(answer) => return *answer,
    };
    let signer = Signer::paypal();
    let parts = PublicKeyComponents::<Vec<u8>>::from(signer.public());
    let (n, e) = (URL_SAFE_NO_PAD.encode(parts.n), URL_SAFE_NO_PAD.encode(parts.e));
    let kid = mischief.kid.unwrap_or("first");
    let key = json!({ "kty": "RSA", "use": "sig", "alg": "RS256", "kid": kid, "n": n, "e": e });
    Json(json!({ "keys": [key] })).into_response()
}

/// The person says yes at once.
async fn authorize(State(provider): State<Provider>, Query(words): Query<Words>) -> Response {
    let word = |name: &str| words.get(name).cloned().unwrap_or_default();
    assert_eq!((word("client_id").as_str(), word("response_type").as_str()), (CLIENT, "code"));
    assert_eq!(word("code_challenge_method"), "S256");
    let (state, code) = (word("state"), format!("code-{}", word("code_challenge")));
    let mut back = reqwest::Url::parse(&word("redirect_uri")).unwrap();
    back.query_pairs_mut().append_pair("code", &code).append_pair("state", &state);
    provider.inner.lock().unwrap().codes.insert(code, words);
    Redirect::to(back.as_str()).into_response()
}

async fn token(
    State(provider): State<Provider>,
    headers: HeaderMap,
    Form(form): Form<Words>,
) -> Response {
    let mischief = match provider.note("/token") {
        Ok(mischief) => mischief,
        Err(answer) => return *answer,
    };
    let word = |name: &str| form.get(name).cloned().unwrap_or_default();
    let refuse =
        |why: &str| (StatusCode::BAD_REQUEST, Json(json!({ "error": why }))).into_response();
    let proven = match headers.get("authorization") {
        // The standard wants both escaped as in a form.
        Some(basic) => {
            let secret = SECRET.replace('\'', "%27").replace(' ', "+");
            let known = STANDARD.encode(format!("{CLIENT}:{secret}"));
            basic.to_str().unwrap() == format!("Basic {known}")
        }
        None => word("client_id") == CLIENT && word("client_secret") == SECRET,
    };
    if !proven {
        return refuse("invalid_client");
    }
    // A code is good once.
    let Some(asked) = provider.inner.lock().unwrap().codes.remove(&word("code")) else {
        return refuse("invalid_grant");
    };
    let hash = digest(&SHA256, word("code_verifier").as_bytes());
    let challenge = URL_SAFE_NO_PAD.encode(hash);
    if asked["code_challenge"] != challenge || asked["redirect_uri"] != word("redirect_uri") {
        return refuse("invalid_grant");
    }
    let mut answer = json!({ "access_token": "an access token", "token_type": "Bearer" });
    if let Some(nonce) = asked.get("nonce")
        && !mischief.tokenless
    {
        answer["id_token"] = Value::String(id_token(&provider.base, nonce, &mischief));
    }
    with_more(answer, mischief.larger)
}

fn id_token(base: &str, nonce: &str, mischief: &Mischief) -> String {
    let now = NOW / 1_000_000;
    let mut claims = json!({
        "iss": base, "aud": CLIENT, "sub": "248289761001", "nonce": nonce,
        "iat": now, "exp": now + 300, "preferred_username": "erik",
        "email": "erik@village.example", "email_verified": true,
    });
    for (name, value) in mischief.claims.as_object().into_iter().flatten() {
        claims[name] = value.clone();
        if value.is_null() {
            claims.as_object_mut().unwrap().remove(name);
        }
    }
    let algorithm = mischief.algorithm.unwrap_or("RS256");
    let kid = mischief.kid.unwrap_or("first");
    let head = json!({ "alg": algorithm, "typ": "JWT", "kid": kid });
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let message = format!("{}.{}", part(&head), part(&claims));
    let signature = match algorithm {
        "none" => Vec::new(),
        "HS256" => {
            let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
            hmac::sign(&key, message.as_bytes()).as_ref().to_vec()
        }
        _ if mischief.stranger => Signer::stranger().sign(message.as_bytes()),
        _ => Signer::paypal().sign(message.as_bytes()),
    };
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// As GitHub tells it.
async fn user(State(provider): State<Provider>, headers: HeaderMap) -> Response {
    let mischief = match provider.note("/user") {
        Ok(mischief) => mischief,
        Err(answer) => return *answer,
    };
    if headers.get("authorization").is_none_or(|bearer| bearer != "Bearer an access token") {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let mut user = json!({
        "id": 583_231, "login": "octo.cat", "name": "The Octocat", "email": null,
    });
    for (name, value) in mischief.claims.as_object().into_iter().flatten() {
        user[name] = value.clone();
    }
    with_more(user, mischief.larger)
}
