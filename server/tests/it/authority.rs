//! The tests' own certificate authority, signer and PayPal.
//!
//! The keys in `server/tests/keys` guard nothing. They were made by
//! `openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048`; the certificates are made anew
//! on every run, for the tests' own clock, and so never expire.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, PublicKeyData,
    date_time_ymd,
};
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use village_server::payments::paypal::{
    CertUrl, Desk, Environment, FetchCertificate, Fetching, Roots, Unfetched,
};

/// The tests' present: 2026-01-15T12:00:00Z in microseconds.
pub const NOW: i64 = 1_768_478_400_000_000;
/// A moment before it, as notices write it.
pub const SENT: &str = "2026-01-15T11:59:58Z";
/// Where PayPal's certificate is.
pub const URL: &str =
    "https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-1a5f47cb";
/// Whom it names.
pub const SIGNER: &str = "messageverificationcerts.paypal.com";
/// The village's webhook.
pub const WEBHOOK: &str = "5L518819FA0214926";

const SIGNER_KEY: &str = include_str!("../keys/signer.pem");
const STRANGER_KEY: &str = include_str!("../keys/stranger.pem");

/// An authority that signs certificates.
pub struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
}

impl Authority {
    pub fn new(name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        Self { issuer: CertifiedIssuer::self_signed(authority_params(name), key).unwrap() }
    }

    /// An authority under this one.
    pub fn below(&self, name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let issuer = CertifiedIssuer::signed_by(authority_params(name), key, &self.issuer);
        Self { issuer: issuer.unwrap() }
    }

    pub fn pem(&self) -> String {
        self.issuer.pem()
    }

    pub fn roots(&self) -> Roots {
        Roots::of_pem(self.pem().as_bytes()).unwrap()
    }

    /// A certificate that holds from the start of one year to the start of another.
    pub fn signs(&self, names: &[&str], years: (i32, i32), key: &impl PublicKeyData) -> String {
        signer_params(names, years).signed_by(key, &self.issuer).unwrap().pem()
    }

    /// A certificate of whatever form.
    pub fn signs_params(&self, params: &CertificateParams, key: &impl PublicKeyData) -> String {
        params.signed_by(key, &self.issuer).unwrap().pem()
    }
}

fn authority_params(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params
}

pub fn signer_params(names: &[&str], years: (i32, i32)) -> CertificateParams {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let common = names.first().cloned().unwrap_or_default();
    let mut params = CertificateParams::new(names).unwrap();
    params.distinguished_name.push(DnType::CommonName, common);
    params.not_before = date_time_ymd(years.0, 1, 1);
    params.not_after = date_time_ymd(years.1, 1, 1);
    params
}

/// Somebody with an RSA key.
pub struct Signer {
    pub key: KeyPair,
    rsa: RsaKeyPair,
}

impl Signer {
    /// PayPal.
    pub fn paypal() -> Self {
        Self::of(SIGNER_KEY)
    }

    /// Somebody else.
    pub fn stranger() -> Self {
        Self::of(STRANGER_KEY)
    }

    fn of(pem: &str) -> Self {
        let key = KeyPair::from_pem(pem).unwrap();
        let rsa = RsaKeyPair::from_pkcs8(key.serialized_der()).unwrap();
        Self { key, rsa }
    }

    pub fn public(&self) -> &ring::rsa::PublicKey {
        self.rsa.public()
    }

    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        let mut signature = vec![0; self.rsa.public().modulus_len()];
        let random = SystemRandom::new();
        self.rsa.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature).unwrap();
        signature
    }
}

/// A notice as it is handed in.
#[derive(Clone)]
pub struct Parcel {
    pub id: String,
    pub time: String,
    pub url: String,
    pub algorithm: String,
    pub signature: String,
    pub body: Vec<u8>,
}

impl Parcel {
    /// A notice that this signer signed for this webhook.
    pub fn signed(by: &Signer, webhook: &str, id: &str, body: &[u8]) -> Self {
        Self::sent_at(SENT, by, webhook, id, body)
    }

    /// As [`Self::signed`], sent at another time.
    pub fn sent_at(time: &str, by: &Signer, webhook: &str, id: &str, body: &[u8]) -> Self {
        let sum = crc32fast::hash(body);
        let signature = by.sign(format!("{id}|{time}|{webhook}|{sum}").as_bytes());
        Self {
            id: id.to_owned(),
            time: time.to_owned(),
            url: URL.to_owned(),
            algorithm: "SHA256withRSA".to_owned(),
            signature: STANDARD.encode(signature),
            body: body.to_vec(),
        }
    }

    pub fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("paypal-transmission-id", &self.id),
            ("paypal-transmission-time", &self.time),
            ("paypal-transmission-sig", &self.signature),
            ("paypal-cert-url", &self.url),
            ("paypal-auth-algo", &self.algorithm),
        ] {
            // What no header can hold cannot be sent either.
            if let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
        headers
    }
}

/// The tests' web: files by address, and a list of what was asked for.
#[derive(Clone, Default)]
pub struct Web {
    files: Arc<Mutex<HashMap<String, Vec<u8>>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Web {
    pub fn put(&self, url: &str, file: impl Into<Vec<u8>>) {
        self.files.lock().unwrap().insert(url.to_owned(), file.into());
    }

    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl FetchCertificate for Web {
    fn fetch<'a>(&'a self, url: &'a CertUrl) -> Fetching<'a> {
        self.asked.lock().unwrap().push(url.to_string());
        let file = self.files.lock().unwrap().get(&url.to_string()).cloned();
        Box::pin(async move { file.ok_or_else(|| Unfetched("no such file".into())) })
    }
}

/// A village's desk beside a PayPal whose certificate the tests' authority signed.
pub struct Scene {
    pub root: Authority,
    pub middle: Authority,
    pub paypal: Signer,
    pub web: Web,
    pub desk: Desk,
}

impl Scene {
    pub fn new() -> Self {
        let (root, paypal, web) = (Authority::new("Root"), Signer::paypal(), Web::default());
        let middle = root.below("Middle");
        web.put(URL, middle.signs(&[SIGNER], (2025, 2027), &paypal.key) + &middle.pem());
        let desk = desk(&root, &web, Environment::Live);
        Self { root, middle, paypal, web, desk }
    }

    /// A notice that PayPal signed for this village.
    pub fn genuine(&self, id: &str, body: &str) -> Parcel {
        Parcel::signed(&self.paypal, WEBHOOK, id, body.as_bytes())
    }
}

pub fn desk(root: &Authority, web: &Web, environment: Environment) -> Desk {
    Desk::new(WEBHOOK, "USD", environment, root.roots(), Box::new(web.clone())).unwrap()
}

/// A capture's event; the numbers go into its ids.
pub fn capture(number: u32, value: &str, payee: &str) -> String {
    format!(
        r#"{{"id":"WH-58D329510W468432D-{number}","event_version":"1.0",
"create_time":"2026-01-15T11:59:57.940Z","resource_type":"capture","resource_version":"2.0",
"event_type":"PAYMENT.CAPTURE.COMPLETED","summary":"Payment completed for $ {value} USD",
"resource":{{"id":"CAP{number}","amount":{{"currency_code":"USD","value":"{value}"}},
"custom_id":"{payee}","final_capture":true,"status":"COMPLETED","links":[]}}}}"#
    )
}
