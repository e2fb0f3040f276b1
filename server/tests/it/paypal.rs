//! PayPal's notices, rule by rule. The ten thousand forgeries are in `paypal_forgery`.

use std::time::Duration;

use axum::Router;
use axum::response::Redirect;
use axum::routing::get;
use rcgen::{BasicConstraints, IsCa};
use village_server::outside::{Outside, Unreached};
use village_server::payments::paypal::{
    BadEvent, BadNotice, CertUrl, Environment, FETCHES_A_MINUTE, Heard, Kind, Payee, Roots,
};

use crate::authority::{
    Authority, NOW, Parcel, SIGNER, Scene, Signer, URL, WEBHOOK, Web, capture, desk, signer_params,
};

const DAY: i64 = 86_400 * 1_000_000;
const SANDBOX: &str = "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1";

async fn read(scene: &Scene, parcel: &Parcel) -> Result<Heard, BadNotice> {
    scene.desk.read(&parcel.headers(), &parcel.body, NOW).await
}

#[tokio::test]
async fn a_genuine_notice_is_read_and_its_certificate_fetched_once() {
    let scene = Scene::new();
    let parcel =
        scene.genuine("69cd13f0-d67a-11e5-baa3-778b53f4ae55", &capture(1, "2.51", "agent:ada"));
    for _ in 0..25 {
        let Ok(Heard::Notice(notice)) = read(&scene, &parcel).await else { panic!("refused") };
        assert_eq!((notice.kind, notice.capture_id.as_str()), (Kind::Captured, "CAP1"));
        assert_eq!(notice.payee, Some(Payee::Agent("ada".into())));
        assert_eq!(notice.transmission_id, parcel.id);
    }
    assert_eq!(scene.web.asked(), [URL]);
}

#[tokio::test]
async fn fifty_notices_at_once_fetch_one_certificate() {
    let scene = Scene::new();
    let parcels: Vec<Parcel> = (0..50)
        .map(|number| scene.genuine(&format!("sent-{number}"), &capture(number, "1", "agent:ada")))
        .collect();
    let all = futures_util::future::join_all(parcels.iter().map(|parcel| read(&scene, parcel)));
    assert!(all.await.iter().all(Result::is_ok));
    assert_eq!(scene.web.asked(), [URL]);
}

#[tokio::test]
async fn the_bytes_count_as_they_came() {
    let scene = Scene::new();
    let mut parcel = scene.genuine("sent-1", &capture(1, "2.51", "agent:ada"));
    parcel.body.push(b'\n');
    assert!(matches!(read(&scene, &parcel).await, Err(BadNotice::Signature)));
}

#[tokio::test]
async fn a_signed_event_that_cannot_be_used_says_why() {
    let scene = Scene::new();
    let parcel = scene.genuine("sent-1", &capture(1, "2.51", "the mayor"));
    let refused = read(&scene, &parcel).await;
    assert!(matches!(refused, Err(BadNotice::Event(BadEvent::Payee))), "{refused:?}");
}

#[tokio::test]
async fn every_header_must_be_there_once_and_of_its_form() {
    let scene = Scene::new();
    let parcel = scene.genuine("sent-1", &capture(1, "2.51", "agent:ada"));
    let whole = parcel.headers();
    for name in whole.keys() {
        let mut without = whole.clone();
        without.remove(name);
        let refused = scene.desk.read(&without, &parcel.body, NOW).await;
        assert!(matches!(refused, Err(BadNotice::NoHeader(_))), "without {name}: {refused:?}");
        let mut twice = whole.clone();
        twice.append(name, whole[name].clone());
        let refused = scene.desk.read(&twice, &parcel.body, NOW).await;
        assert!(refused.is_err(), "{name} twice: {refused:?}");
    }
    assert!(scene.web.asked().is_empty());
}

#[tokio::test]
async fn a_bar_in_the_id_cannot_move_the_borders_of_what_is_signed() {
    let scene = Scene::new();
    let body = capture(1, "2.51", "agent:ada");
    let mut parcel = scene.genuine("a", &body);
    // Both read `a|b|time|webhook|sum`.
    parcel.id = "a|b".into();
    let sum = crc32fast::hash(body.as_bytes());
    let message = format!("a|b|{}|{WEBHOOK}|{sum}", parcel.time);
    parcel.signature = base64_of(&scene.paypal.sign(message.as_bytes()));
    assert!(matches!(read(&scene, &parcel).await, Err(BadNotice::Header(_))));
}

fn base64_of(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

#[tokio::test]
async fn a_notice_of_long_ago_or_of_tomorrow_is_refused() {
    let scene = Scene::new();
    let parcel = scene.genuine("sent-1", &capture(1, "2.51", "agent:ada"));
    for (now, good) in
        [(NOW + 3 * DAY, true), (NOW + 8 * DAY, false), (NOW - DAY, false), (i64::MIN, false)]
    {
        let outcome = scene.desk.read(&parcel.headers(), &parcel.body, now).await;
        assert_eq!(outcome.is_ok(), good, "{now}: {outcome:?}");
    }
}

#[tokio::test]
async fn a_certificate_that_expires_is_not_used_any_longer() {
    let scene = Scene::new();
    let (years, key) = ((2025, 2026), &scene.paypal.key);
    scene.web.put(URL, scene.middle.signs(&[SIGNER], years, key) + &scene.middle.pem());
    let mut parcel = scene.genuine("sent-1", &capture(1, "2.51", "agent:ada"));
    let new_year = NOW - 14 * DAY - DAY / 2;
    parcel.time = "2025-12-31T23:00:00Z".into();
    let sum = crc32fast::hash(&parcel.body);
    let message = format!("sent-1|{}|{WEBHOOK}|{sum}", parcel.time);
    parcel.signature = base64_of(&scene.paypal.sign(message.as_bytes()));
    let (headers, body) = (parcel.headers(), &parcel.body);
    assert!(scene.desk.read(&headers, body, new_year - 1_000_000).await.is_ok());
    let after = scene.desk.read(&headers, body, new_year + 1_000_000).await;
    assert!(matches!(after, Err(BadNotice::Certificate)), "{after:?}");
}

#[tokio::test]
async fn only_paypals_own_certificate_counts() {
    let scene = Scene::new();
    let (root, middle, key) = (&scene.root, &scene.middle, &scene.paypal.key);
    let (years, up) = ((2025, 2027), middle.pem());
    let other = Authority::new("Root");
    let mut authority = signer_params(&[SIGNER], years);
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let mut common_only = signer_params(&[SIGNER], years);
    common_only.subject_alt_names.clear();
    let no_authority = Authority::new("x");
    let long: String = (0..7).map(|_| middle.pem()).collect();
    let cases: Vec<(&str, String)> = vec![
        ("expired", middle.signs(&[SIGNER], (2020, 2025), key) + &up),
        ("not yet", middle.signs(&[SIGNER], (2027, 2028), key) + &up),
        ("self-signed", signer_params(&[SIGNER], years).self_signed(key).unwrap().pem()),
        ("of another authority", other.signs(&[SIGNER], years, key) + &other.pem()),
        ("without what leads to the root", middle.signs(&[SIGNER], years, key)),
        ("with the wrong middle", middle.signs(&[SIGNER], years, key) + &no_authority.pem()),
        ("for a shop", middle.signs(&["shop.example"], years, key) + &up),
        (
            "for a name below",
            middle.signs(&["a.messageverificationcerts.paypal.com"], years, key) + &up,
        ),
        (
            "for a name around",
            middle.signs(&["messageverificationcerts.paypal.com.evil.example"], years, key) + &up,
        ),
        ("for PayPal's page", middle.signs(&["www.paypal.com"], years, key) + &up),
        ("for all of PayPal", middle.signs(&["*.paypal.com"], years, key) + &up),
        (
            "for play money",
            middle.signs(&["messageverificationcerts.sandbox.paypal.com"], years, key) + &up,
        ),
        ("with the name in the subject only", middle.signs_params(&common_only, key) + &up),
        ("an authority itself", middle.signs_params(&authority, key) + &up),
        ("the authority first", up.clone() + &middle.signs(&[SIGNER], years, key)),
        ("the root alone", root.pem()),
        ("too long a chain", middle.signs(&[SIGNER], years, key) + &long),
        ("too large", middle.signs(&[SIGNER], years, key) + &up + &"\n".repeat(65_536)),
        ("no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".into()),
        ("no PEM", "<html>".into()),
        ("nothing", String::new()),
    ];
    for (number, (what, file)) in cases.into_iter().enumerate() {
        let mut parcel = scene.genuine("sent-1", &capture(1, "2.51", "agent:ada"));
        parcel.url = format!("https://api.paypal.com/v1/notifications/certs/CERT-{number}");
        scene.web.put(&parcel.url, file);
        let now = NOW + i64::try_from(number).unwrap() * 10_000_000;
        let refused = scene.desk.read(&parcel.headers(), &parcel.body, now).await;
        assert!(matches!(refused, Err(BadNotice::Certificate)), "{what}: {refused:?}");
    }
}

#[tokio::test]
async fn another_key_with_paypals_certificate_is_of_no_use() {
    let scene = Scene::new();
    let body = capture(1, "2.51", "agent:ada");
    let parcel = Parcel::signed(&Signer::stranger(), WEBHOOK, "sent-1", body.as_bytes());
    assert!(matches!(read(&scene, &parcel).await, Err(BadNotice::Signature)));
    let parcel = Parcel::signed(&scene.paypal, "9ANOTHERWEBHOOK", "sent-1", body.as_bytes());
    assert!(matches!(read(&scene, &parcel).await, Err(BadNotice::Signature)));
}

#[tokio::test]
async fn a_certificate_with_a_key_of_another_kind_signs_nothing() {
    let scene = Scene::new();
    let elliptic = rcgen::KeyPair::generate().unwrap();
    let chain = scene.middle.signs(&[SIGNER], (2025, 2027), &elliptic) + &scene.middle.pem();
    scene.web.put(URL, chain);
    let mut parcel = scene.genuine("sent-1", &capture(1, "2.51", "agent:ada"));
    let sum = crc32fast::hash(&parcel.body);
    let message = format!("sent-1|{}|{WEBHOOK}|{sum}", parcel.time);
    let signature = rcgen::SigningKey::sign(&elliptic, message.as_bytes()).unwrap();
    parcel.signature = base64_of(&signature);
    assert!(matches!(read(&scene, &parcel).await, Err(BadNotice::Signature)));
}

#[tokio::test]
async fn play_money_counts_only_where_it_is_wanted() {
    let scene = Scene::new();
    let name = "messageverificationcerts.sandbox.paypal.com";
    let chain = scene.middle.signs(&[name], (2025, 2027), &scene.paypal.key) + &scene.middle.pem();
    scene.web.put(SANDBOX, chain);
    let mut parcel = scene.genuine("sent-1", &capture(1, "2.51", "agent:ada"));
    parcel.url = SANDBOX.into();
    assert!(matches!(read(&scene, &parcel).await, Err(BadNotice::CertUrl)));
    assert!(scene.web.asked().is_empty());
    let playing = desk(&scene.root, &scene.web, Environment::Sandbox);
    assert!(playing.read(&parcel.headers(), &parcel.body, NOW).await.is_ok());
}

#[tokio::test]
async fn fetches_are_bounded_and_what_is_known_goes_on() {
    let scene = Scene::new();
    let parcel = scene.genuine("sent-1", &capture(1, "2.51", "agent:ada"));
    assert!(read(&scene, &parcel).await.is_ok());
    let mut forged = parcel.clone();
    for number in 0..100 {
        forged.url = format!("https://api.paypal.com/v1/notifications/certs/CERT-{number}");
        let refused = read(&scene, &forged).await.unwrap_err();
        assert!(refused.may_pass_later(), "{refused}");
    }
    assert_eq!(scene.web.asked().len(), FETCHES_A_MINUTE);
    assert!(read(&scene, &parcel).await.is_ok());
}

#[test]
fn the_web_and_a_file_give_roots_and_nothing_else_does() {
    assert!(Roots::of_pem(Authority::new("Root").pem().as_bytes()).is_ok());
    assert!(Roots::of_pem(b"").is_err());
    assert!(
        Roots::of_pem(b"-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----").is_err()
    );
    let _ = Roots::of_the_web();
}

#[test]
fn an_address_is_taken_in_its_one_form_and_given_back_unchanged() {
    for (text, host) in [(URL, "api.paypal.com"), (SANDBOX, "api.sandbox.paypal.com")] {
        let url = CertUrl::parse(text, Environment::Sandbox).unwrap();
        assert_eq!((url.to_string().as_str(), url.host()), (text, host));
    }
}

#[tokio::test]
async fn an_answer_that_points_elsewhere_is_not_followed() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let web = Router::new()
        .route("/away", get(|| async { Redirect::temporary("/here") }))
        .route("/here", get(|| async { "x".repeat(1_000) }))
        .route("/silent", get(std::future::pending::<()>));
    tokio::spawn(async move { axum::serve(listener, web).await });
    let outside = Outside::new();
    let away = outside.get(&format!("{base}/away"), 1_000).await.unwrap();
    assert_eq!((away.status().as_u16(), away.body().len()), (307, 0));
    let here = outside.get(&format!("{base}/here"), 1_000).await.unwrap();
    assert_eq!(here.body().len(), 1_000);
    let large = outside.get(&format!("{base}/here"), 999).await;
    assert!(matches!(large, Err(Unreached::TooLarge(999))));
    let hasty = Outside::within(Duration::from_millis(100));
    let silent = hasty.get(&format!("{base}/silent"), 1).await;
    assert!(matches!(silent, Err(Unreached::Late(_))), "{silent:?}");
    for elsewhere in ["http://example.org/", "http://10.0.0.1/", "ftp://127.0.0.1/", "nowhere"] {
        let refused = outside.get(elsewhere, 1).await;
        assert!(matches!(refused, Err(Unreached::Address)), "{elsewhere}: {refused:?}");
    }
}

#[tokio::test]
async fn what_is_not_there_may_come_later() {
    let scene = Scene::new();
    let empty = desk(&scene.root, &Web::default(), Environment::Live);
    let parcel = scene.genuine("sent-1", &capture(1, "2.51", "agent:ada"));
    let refused = empty.read(&parcel.headers(), &parcel.body, NOW).await.unwrap_err();
    assert!(refused.may_pass_later() && matches!(refused, BadNotice::Unfetched(_)));
}
