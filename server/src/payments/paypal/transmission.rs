//! What comes with a notice: who signed it, when, how, and where the certificate is.

use axum::http::HeaderMap;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::DateTime;

use super::cert_url::{CertUrl, Environment};
use super::desk::BadNotice;

const ID: &str = "paypal-transmission-id";
const TIME: &str = "paypal-transmission-time";
const SIGNATURE: &str = "paypal-transmission-sig";
const CERT_URL: &str = "paypal-cert-url";
const ALGORITHM: &str = "paypal-auth-algo";

/// The one algorithm. There is no other to be talked into.
const SHA256_WITH_RSA: &str = "SHA256withRSA";
/// Longest transmission id; PayPal's have 36 characters.
const ID_MAX: usize = 64;
/// Longest time; RFC 3339 with nanoseconds and an offset has 35 characters.
const TIME_MAX: usize = 40;
/// Longest signature in Base64: that of an RSA key of 8,192 bits.
const SIGNATURE_MAX: usize = 1_368;
/// Longest address of a certificate that is looked at.
const CERT_URL_MAX: usize = 200;

/// The headers of a notice, each of the form that PayPal documents.
#[derive(Debug)]
pub(super) struct Transmission<'a> {
    pub(super) id: &'a str,
    time: &'a str,
    /// `time` as UTC microseconds since 1970.
    pub(super) sent_at: i64,
    pub(super) signature: Vec<u8>,
    pub(super) cert_url: CertUrl,
}

impl<'a> Transmission<'a> {
    pub(super) fn of(headers: &'a HeaderMap, environment: Environment) -> Result<Self, BadNotice> {
        if header(headers, ALGORITHM, SHA256_WITH_RSA.len())? != SHA256_WITH_RSA {
            return Err(BadNotice::Header(ALGORITHM));
        }
        let id = header(headers, ID, ID_MAX)?;
        // A bar would move the borders between the parts of what is signed.
        if !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return Err(BadNotice::Header(ID));
        }
        let time = header(headers, TIME, TIME_MAX)?;
        let sent_at = DateTime::parse_from_rfc3339(time)
            .map_err(|_| BadNotice::Header(TIME))?
            .timestamp_micros();
        let signature = STANDARD
            .decode(header(headers, SIGNATURE, SIGNATURE_MAX)?)
            .map_err(|_| BadNotice::Header(SIGNATURE))?;
        let cert_url = CertUrl::parse(header(headers, CERT_URL, CERT_URL_MAX)?, environment)
            .ok_or(BadNotice::CertUrl)?;
        Ok(Self { id, time, sent_at, signature, cert_url })
    }

    /// What PayPal signs.
    pub(super) fn message(&self, webhook_id: &str, body: &[u8]) -> Vec<u8> {
        let sum = crc32fast::hash(body);
        format!("{}|{}|{webhook_id}|{sum}", self.id, self.time).into_bytes()
    }
}

/// The one value of a header: not empty, not too long, not repeated, visible ASCII.
fn header<'a>(
    headers: &'a HeaderMap,
    name: &'static str,
    bytes_max: usize,
) -> Result<&'a str, BadNotice> {
    let mut values = headers.get_all(name).iter();
    let value = values.next().ok_or(BadNotice::NoHeader(name))?;
    let text = value.to_str().map_err(|_| BadNotice::Header(name))?;
    let fits = (1..=bytes_max).contains(&text.len()) && values.next().is_none();
    if fits { Ok(text) } else { Err(BadNotice::Header(name)) }
}
