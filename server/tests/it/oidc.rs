//! Logging in with an account elsewhere, against a real provider over HTTP.

use serde_json::{Value, json};
use village_server::outside::Outside;
use village_server::people::oidc::{
    BadLogin, Begun, Callback, Identity, Oidc, PENDING_SECONDS_MAX, ProviderSettings, Purpose,
};

use crate::authority::NOW;
use crate::provider::{BACK, Mischief, Provider};

const SECOND: i64 = 1_000_000;

const COME_IN: Purpose = Purpose::Enter { invitation: None };

async fn begin(village: &Oidc) -> Result<Begun, BadLogin> {
    village.begin(COME_IN, NOW).await
}

/// A whole log-in of one browser.
async fn log_in(provider: &Provider, village: &Oidc) -> Result<Identity, BadLogin> {
    let begun = begin(village).await?;
    let callback = provider.visit(&begun).await;
    village.finish(callback, &begun.cookie, NOW + SECOND).await.map(|(identity, _)| identity)
}

#[tokio::test]
async fn whoever_says_yes_at_the_provider_is_known_here() {
    let provider = Provider::start().await;
    let village = provider.openid();
    for _ in 0..3 {
        let identity = log_in(&provider, &village).await.unwrap();
        assert_eq!(
            (identity.issuer, identity.subject.as_str()),
            (provider.base.clone(), "248289761001")
        );
        assert_eq!(identity.name_hint.as_deref(), Some("erik"));
        assert_eq!(identity.email.as_deref(), Some("erik@village.example"));
        assert!(identity.email_verified);
    }
    assert_eq!(provider.asked("/.well-known/openid-configuration"), 1, "asked once, then known");
    assert_eq!((village.name(), village.label()), ("test", "test"));
}

#[tokio::test]
async fn a_provider_without_openid_is_asked_who_it_is() {
    let provider = Provider::start().await;
    let identity = log_in(&provider, &provider.plain()).await.unwrap();
    assert_eq!((identity.issuer, identity.subject.as_str()), (provider.base.clone(), "583231"));
    assert_eq!((identity.name_hint.as_deref(), identity.email), (Some("octo-cat"), None));
    assert!(!identity.email_verified);
    provider.behaves(Mischief { claims: json!({ "id": null }), ..Mischief::default() });
    let nobody = log_in(&provider, &provider.plain()).await;
    assert!(matches!(nobody, Err(BadLogin::Answer(_))), "{nobody:?}");
}

#[tokio::test]
async fn the_provider_is_sent_what_binds_the_answer_to_the_question() {
    let provider = Provider::start().await;
    let begun = begin(&provider.openid()).await.unwrap();
    let url = reqwest::Url::parse(&begun.redirect).unwrap();
    let words: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let word = |name: &str| &words.iter().find(|(word, _)| word == name).unwrap().1;
    assert_eq!(word("redirect_uri"), BACK);
    assert_eq!(word("scope"), "openid profile email");
    assert_eq!(word("code_challenge_method"), "S256");
    for secret in ["state", "nonce", "code_challenge"] {
        assert!(word(secret).len() >= 22, "{secret} has 128 bits");
        assert!(!begun.cookie.contains(word(secret).as_str()));
    }
    assert_eq!(begun.cookie.len(), 43, "256 bits");
}

#[tokio::test]
async fn a_forged_state_or_cookie_finishes_nothing() {
    let provider = Provider::start().await;
    let village = provider.openid();
    let (mine, theirs) = (begin(&village).await.unwrap(), begin(&village).await.unwrap());
    let callback = provider.visit(&theirs).await;
    let foreign = village.finish(callback.clone(), &mine.cookie, NOW).await;
    assert!(matches!(foreign, Err(BadLogin::State)), "{foreign:?}");
    let again = village.finish(provider.visit(&mine).await, &mine.cookie, NOW).await;
    assert!(matches!(again, Err(BadLogin::NotBegun)), "a try is all there is: {again:?}");
    let none = village.finish(callback.clone(), "", NOW).await;
    assert!(matches!(none, Err(BadLogin::NotBegun)), "{none:?}");
    let stateless = begin(&village).await.unwrap();
    let without = Callback { state: None, ..provider.visit(&stateless).await };
    let without = village.finish(without, &stateless.cookie, NOW).await;
    assert!(matches!(without, Err(BadLogin::State)), "{without:?}");
    assert_eq!(provider.asked("/token"), 0);
    let (_, purpose) = village.finish(callback.clone(), &theirs.cookie, NOW).await.unwrap();
    assert_eq!(purpose, COME_IN);
    let twice = village.finish(callback, &theirs.cookie, NOW).await;
    assert!(matches!(twice, Err(BadLogin::NotBegun)), "{twice:?}");
}

#[tokio::test]
async fn a_log_in_that_takes_too_long_is_over() {
    let provider = Provider::start().await;
    let village = provider.openid();
    let begun = begin(&village).await.unwrap();
    let callback = provider.visit(&begun).await;
    let late = NOW + PENDING_SECONDS_MAX * SECOND;
    let over = village.finish(callback, &begun.cookie, late).await;
    assert!(matches!(over, Err(BadLogin::NotBegun)), "{over:?}");
}

#[tokio::test]
async fn a_code_of_another_log_in_is_worth_nothing() {
    let provider = Provider::start().await;
    for village in [provider.openid(), provider.plain()] {
        let (mine, theirs) = (begin(&village).await.unwrap(), begin(&village).await.unwrap());
        let stolen = provider.visit(&theirs).await.code;
        let callback = Callback { code: stolen, ..provider.visit(&mine).await };
        let refused = village.finish(callback, &mine.cookie, NOW).await;
        assert!(matches!(refused, Err(BadLogin::Refused(_))), "PKCE tells them apart: {refused:?}");
    }
}

#[tokio::test]
async fn tokens_that_are_not_good_are_refused() {
    let provider = Provider::start().await;
    let village = provider.openid();
    assert!(log_in(&provider, &village).await.is_ok());
    let past = NOW / SECOND - 1;
    let claims = |claims: Value| Mischief { claims, ..Mischief::default() };
    let signed = |algorithm| Mischief { algorithm: Some(algorithm), ..Mischief::default() };
    for (what, mischief) in [
        ("another nonce", claims(json!({ "nonce": "another" }))),
        ("no nonce", claims(json!({ "nonce": null }))),
        ("another audience", claims(json!({ "aud": "shop" }))),
        ("one audience too many", claims(json!({ "aud": ["village", "shop"] }))),
        ("no audience", claims(json!({ "aud": null }))),
        ("another issuer", claims(json!({ "iss": "https://id.example" }))),
        ("no issuer", claims(json!({ "iss": null }))),
        ("expired", claims(json!({ "exp": past }))),
        ("no end", claims(json!({ "exp": null }))),
        ("no subject", claims(json!({ "sub": null }))),
        ("an empty subject", claims(json!({ "sub": "" }))),
        ("a subject of lines", claims(json!({ "sub": "a\nb" }))),
        ("a long subject", claims(json!({ "sub": "x".repeat(256) }))),
        ("a stranger's key", Mischief { stranger: true, ..Mischief::default() }),
        ("no signature", signed("none")),
        ("a shared secret", signed("HS256")),
        ("another algorithm's name", signed("RS512")),
        ("an unknown algorithm", signed("XS256")),
        ("no token", Mischief { tokenless: true, ..Mischief::default() }),
    ] {
        provider.behaves(mischief);
        let refused = log_in(&provider, &village).await;
        let known = matches!(refused, Err(BadLogin::Token(_) | BadLogin::Answer(_)));
        assert!(known, "{what}: {refused:?}");
    }
    provider.behaves(Mischief::default());
    assert!(log_in(&provider, &village).await.is_ok());
}

#[tokio::test]
async fn new_keys_are_asked_for_but_not_all_the_time() {
    let provider = Provider::start().await;
    let village = provider.openid();
    assert!(log_in(&provider, &village).await.is_ok());
    provider.behaves(Mischief { kid: Some("second"), ..Mischief::default() });
    let soon = log_in(&provider, &village).await;
    assert!(matches!(soon, Err(BadLogin::Token(_))), "{soon:?}");
    assert_eq!(provider.asked("/keys"), 1);
    let later = NOW + 61 * SECOND;
    let begun = village.begin(COME_IN, later).await.unwrap();
    let callback = provider.visit(&begun).await;
    assert!(village.finish(callback, &begun.cookie, later).await.is_ok());
    assert_eq!(provider.asked("/keys"), 2);
}

#[tokio::test]
async fn answers_that_point_elsewhere_are_not_followed() {
    for away in ["/.well-known/openid-configuration", "/keys", "/token"] {
        let provider = Provider::start().await;
        provider.behaves(Mischief { away: Some(away), ..Mischief::default() });
        let refused = log_in(&provider, &provider.openid()).await;
        assert!(matches!(refused, Err(BadLogin::Answer(_))), "{away}: {refused:?}");
    }
    for away in ["/token", "/user"] {
        let provider = Provider::start().await;
        provider.behaves(Mischief { away: Some(away), ..Mischief::default() });
        let refused = log_in(&provider, &provider.plain()).await;
        assert!(matches!(refused, Err(BadLogin::Answer(_))), "{away}: {refused:?}");
    }
}

#[tokio::test]
async fn answers_that_are_too_large_or_of_others_are_refused() {
    let provider = Provider::start().await;
    provider.behaves(Mischief { larger: 1 << 20, ..Mischief::default() });
    for village in [provider.openid(), provider.plain()] {
        let refused = log_in(&provider, &village).await;
        assert!(matches!(refused, Err(BadLogin::Unreached(_))), "{refused:?}");
    }
    provider.behaves(Mischief { issuer: Some("https://id.example"), ..Mischief::default() });
    let refused = log_in(&provider, &provider.openid()).await;
    assert!(matches!(refused, Err(BadLogin::OtherProvider)), "{refused:?}");
}

#[tokio::test]
async fn what_the_browser_brings_is_bounded_and_checked() {
    let provider = Provider::start().await;
    let village = provider.openid();
    let whole = Callback::default();
    for (change, refused) in [
        (Callback { error: Some("<b>access_denied".into()), ..whole.clone() }, "baccess_denied"),
        (Callback { iss: Some("https://id.example".into()), ..whole.clone() }, "another provider"),
        (Callback { code: Some("x".repeat(4_097)), ..whole.clone() }, "code"),
        (Callback { code: Some(String::new()), ..whole.clone() }, "code"),
        (whole, "code"),
    ] {
        let begun = begin(&village).await.unwrap();
        let state = provider.visit(&begun).await.state;
        let outcome = village.finish(Callback { state, ..change }, &begun.cookie, NOW).await;
        let said = outcome.unwrap_err().to_string();
        assert!(said.contains(refused), "{said}");
    }
    assert_eq!(provider.asked("/token"), 0);
}

#[tokio::test]
async fn a_provider_that_is_away_is_said_to_be() {
    // Bound to a port on which it does not listen, so that nobody else can.
    let deaf = tokio::net::TcpSocket::new_v4().unwrap();
    deaf.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let gone = format!("http://{}", deaf.local_addr().unwrap());
    let provider = Provider::start().await;
    let settings = ProviderSettings { issuer: Some(gone), ..provider.settings() };
    let village = Oidc::from_settings(settings, BACK, Outside::new()).unwrap();
    let refused = begin(&village).await;
    assert!(matches!(refused, Err(BadLogin::Unreached(_))), "{refused:?}");
}
