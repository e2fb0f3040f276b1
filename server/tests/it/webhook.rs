//! PayPal's webhook of a running village, with certificates of the tests' own: what is told again
//! and again, in any order, at once and across kills is booked once.

use std::path::Path;

use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::authority::{Authority, Parcel, SIGNER, Signer, WEBHOOK, capture};
use crate::house::problem;
use crate::kit::{Server, folder, run_well};

const PATH: &str = "/api/v1/payments/paypal/webhook";

/// A village that takes payments, and a PayPal for it.
struct Till {
    server: Server,
    data: TempDir,
    files: TempDir,
    paypal: Signer,
}

impl Till {
    fn open() -> Self {
        let (data, files, paypal) = (folder(), folder(), Signer::paypal());
        let root = Authority::new("Root");
        let chain = root.signs(&[SIGNER], (2020, 2090), &paypal.key);
        let certificate = files.path().join("CERT-360caa42-fca2a594-1a5f47cb.pem");
        std::fs::write(certificate, chain).unwrap();
        std::fs::write(files.path().join("roots"), root.pem()).unwrap();
        let server = start(data.path(), files.path());
        Self { server, data, files, paypal }
    }

    /// Kills the village and starts it again.
    fn crash(self) -> Self {
        let Self { server, data, files, paypal } = self;
        server.kill();
        Self { server: start(data.path(), files.path()), data, files, paypal }
    }

    fn parcel(&self, id: &str, body: &str) -> Parcel {
        let now = chrono::Utc::now().to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        Parcel::sent_at(&now, &self.paypal, WEBHOOK, id, body.as_bytes())
    }

    async fn send(&self, parcel: &Parcel) -> Response {
        let request = self.server.ask(Method::POST, PATH).headers(parcel.headers());
        let request = request.header("content-type", "application/json");
        request.body(parcel.body.clone()).send().await.unwrap()
    }

    /// Sends a notice and gives what became of it.
    async fn told(&self, parcel: &Parcel) -> String {
        let answer = self.send(parcel).await;
        let status = answer.status();
        let body: Value = answer.json().await.unwrap();
        assert_eq!(status, StatusCode::OK, "{body}");
        body["became"].as_str().unwrap().to_owned()
    }

    /// What `ada` has, in micro-aiDollars.
    async fn purse(&self) -> i64 {
        let balance = self.server.get("/api/v1/economy/balance/ada").await;
        let amount: village_economy::Micro = balance["balance"].as_str().unwrap().parse().unwrap();
        amount.get()
    }
}

fn start(data: &Path, files: &Path) -> Server {
    let (roots, files) = (files.join("roots"), files.to_str().unwrap());
    Server::start_with(
        data,
        &[
            "--visitor-requests-per-minute",
            "100000",
            "--paypal-webhook-id",
            WEBHOOK,
            "--paypal-currency",
            "USD",
            "--paypal-rate",
            "100",
            "--paypal-certificates",
            files,
            "--paypal-roots",
            roots.to_str().unwrap(),
        ],
    )
}

/// A refund's event.
fn refund(number: u32, of: u32, value: &str) -> String {
    json!({
        "id": format!("WH-1GE84257G0350133W-{number}"),
        "create_time": "2026-01-15T12:13:29.543Z",
        "event_type": "PAYMENT.CAPTURE.REFUNDED",
        "resource": {
            "id": format!("REFUND{number}"),
            "amount": {"currency_code": "USD", "value": value},
            "status": "COMPLETED",
            "links": [{
                "href": format!("https://api.paypal.com/v2/payments/captures/CAP{of}"),
                "rel": "up", "method": "GET",
            }],
        },
    })
    .to_string()
}

#[tokio::test]
async fn a_village_that_is_not_configured_takes_no_payments() {
    let data = folder();
    let server = Server::start(data.path());
    let answer = server.ask(Method::POST, PATH).json(&json!({})).send().await.unwrap();
    problem(answer, 404, "not_configured").await;
}

#[tokio::test]
async fn a_payment_is_credited_once_however_often_it_is_told() {
    let till = Till::open();
    let before = till.purse().await;
    let first = till.parcel("sent-1", &capture(1, "2.51", "agent:ada"));
    assert_eq!(till.told(&first).await, "credited");
    assert_eq!(till.purse().await - before, 251_000_000);
    for _ in 0..24 {
        assert_eq!(till.told(&first).await, "credited", "the same answer, and nothing more");
    }
    for number in 0..25 {
        let again = till.parcel(&format!("again-{number}"), &capture(1, "2.51", "agent:ada"));
        assert_eq!(till.told(&again).await, "known");
    }
    let many: Vec<Parcel> = (0..50)
        .map(|number| till.parcel(&format!("at-once-{number}"), &capture(2, "1", "agent:ada")))
        .collect();
    let many = futures_util::future::join_all(many.iter().map(|parcel| till.told(parcel))).await;
    assert_eq!(many.iter().filter(|became| *became == "credited").count(), 1, "{many:?}");
    assert_eq!(till.purse().await - before, 351_000_000);
    let ledger = till.server.get("/api/v1/economy/ledger/ada").await;
    assert_eq!(ledger["items"][0]["reason"], "deposit_credit", "{ledger}");
    let Till { server, data, .. } = till;
    server.kill();
    run_well(data.path(), &["audit"]);
}

#[tokio::test]
async fn refunds_and_reversals_make_entries_of_their_own_in_whatever_order() {
    let till = Till::open();
    let before = till.purse().await;
    // The refund is told before the payment itself.
    let early = till.parcel("early", &refund(1, 1, "0.50"));
    assert_eq!(till.told(&early).await, "reversed");
    assert_eq!(till.purse().await, before);
    let payment = till.parcel("payment", &capture(1, "2.50", "agent:ada"));
    assert_eq!(till.told(&payment).await, "credited");
    assert_eq!(till.purse().await - before, 200_000_000);
    let till = till.crash();
    for id in ["later", "later-again", "later-once-more"] {
        let later = till.parcel(id, &refund(2, 1, "2.00"));
        let became = till.told(&later).await;
        assert_eq!(became == "reversed", id == "later", "{became}");
        assert_eq!(till.purse().await, before);
    }
    let beyond = till.send(&till.parcel("beyond", &refund(3, 1, "0.01"))).await;
    problem(beyond, 422, "out_of_range").await;
    assert_eq!(till.purse().await, before);
}

#[tokio::test]
async fn what_is_forged_or_of_no_use_books_nothing() {
    let till = Till::open();
    let before = till.purse().await;
    let good = till.parcel("sent-1", &capture(1, "2.51", "agent:ada"));
    let mut forged = good.clone();
    forged.body = capture(1, "9999.00", "agent:ada").into_bytes();
    problem(till.send(&forged).await, 400, "bad_notice").await;
    let mut elsewhere = good.clone();
    elsewhere.url = "https://evil.example/v1/notifications/certs/CERT-1".into();
    problem(till.send(&elsewhere).await, 400, "bad_notice").await;
    let mut absent = good.clone();
    absent.url = "https://api.paypal.com/v1/notifications/certs/CERT-absent".into();
    problem(till.send(&absent).await, 503, "certificate_unavailable").await;
    let euros = capture(2, "1", "agent:ada").replace("USD", "EUR");
    problem(till.send(&till.parcel("euros", &euros)).await, 422, "bad_event").await;
    for payee in ["agent:nobody", "person:nobody"] {
        let lost = till.parcel(payee.split(':').next().unwrap(), &capture(3, "1", payee));
        problem(till.send(&lost).await, 422, "unknown_account").await;
    }
    let cents = till.parcel("fine", &capture(4, "0.0000001", "agent:ada"));
    problem(till.send(&cents).await, 422, "bad_event").await;
    let other = capture(5, "1", "agent:ada").replace("CAPTURE.COMPLETED", "CAPTURE.PENDING");
    assert_eq!(till.told(&till.parcel("other", &other)).await, "ignored");
    let text = till.server.ask(Method::POST, PATH).headers(good.headers()).body("x");
    problem(text.send().await.unwrap(), 415, "unsupported_media_type").await;
    assert_eq!(till.purse().await, before);
}

#[tokio::test]
async fn a_signature_of_before_a_kill_counts_for_no_other_body() {
    let till = Till::open();
    let good = till.parcel("sent-1", &capture(1, "2.51", "agent:ada"));
    assert_eq!(till.told(&good).await, "credited");
    let till = till.crash();
    let before = till.purse().await;
    let mut forged = good.clone();
    let body = capture(2, "9999.00", "agent:ada");
    forged.body = crate::paypal_forgery::same_sum(&body, crc32fast::hash(&good.body));
    problem(till.send(&forged).await, 409, "key_reused").await;
    assert_eq!(till.purse().await, before);
}
