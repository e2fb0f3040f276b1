//! The desk where notices are handed in. What costs least is looked at first; a certificate is
//! fetched only for a notice whose every header has the right form, and one at a time.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::http::HeaderMap;
use tokio::time::timeout;

use super::cert_url::{CertUrl, Environment};
use super::chain::{Chain, Roots};
use super::event::{BadEvent, EVENT_BYTES_MAX, Heard};
use super::fetch::{CERTIFICATE_BYTES_MAX, FetchCertificate};
use super::memory::{Bodies, Shelf};
use super::transmission::Transmission;

/// How long a certificate may take, and how long others wait for it.
pub const FETCH_TIME_MAX: Duration = Duration::from_secs(5);
/// Certificates that are fetched a minute at most, good and bad together.
pub const FETCHES_A_MINUTE: usize = 12;
/// How old a notice may be. PayPal tries for three days.
const AGE_MAX_MICROS: i64 = 4 * 86_400 * 1_000_000;
/// How far PayPal's clock may be ahead of ours.
const AHEAD_MAX_MICROS: i64 = 3_600 * 1_000_000;
/// Signatures whose body is remembered, each about 150 bytes.
const SIGNATURES_MAX: usize = 100_000;
/// Longest webhook id; PayPal's have 17 characters.
const WEBHOOK_ID_MAX: usize = 50;

/// Why a notice is not believed, or not yet.
#[derive(Debug, thiserror::Error)]
pub enum BadNotice {
    #[error("the body is larger than {EVENT_BYTES_MAX} bytes")]
    TooLarge,
    #[error("the header {0} is missing")]
    NoHeader(&'static str),
    #[error("the header {0} is not as PayPal writes it")]
    Header(&'static str),
    #[error("the certificate is not at one of PayPal's addresses")]
    CertUrl,
    #[error("the notice is older than four days or from the future")]
    Stale,
    /// Too many fetches within the last minute, or another one is under way: later it may pass.
    #[error("too many certificates are being fetched")]
    Busy,
    /// PayPal was not to be reached: later it may pass.
    #[error("{0}")]
    Unfetched(String),
    #[error("the certificate does not lead to a root, does not hold now or names somebody else")]
    Certificate,
    #[error("the signature is not that of this notice")]
    Signature,
    #[error("another body came with this signature before")]
    Collision,
    /// PayPal signed it, but it cannot be understood.
    #[error(transparent)]
    Event(#[from] BadEvent),
}

impl BadNotice {
    /// Whether the same notice may pass later, so that PayPal should send it again.
    pub const fn may_pass_later(&self) -> bool {
        matches!(self, Self::Busy | Self::Unfetched(_))
    }
}

/// Reads notices for one webhook.
pub struct Desk {
    webhook_id: String,
    currency: String,
    environment: Environment,
    roots: Roots,
    source: Box<dyn FetchCertificate>,
    shelf: Mutex<Shelf>,
    bodies: Mutex<Bodies>,
    /// Held while a certificate is fetched.
    fetching: tokio::sync::Mutex<()>,
}

impl Desk {
    /// Whether there can be a webhook of this id, as PayPal shows it, and a currency of this name
    /// (three capital letters).
    pub fn takes(webhook_id: &str, currency: &str) -> bool {
        (1..=WEBHOOK_ID_MAX).contains(&webhook_id.len())
            && webhook_id.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && currency.len() == 3
            && currency.bytes().all(|byte| byte.is_ascii_uppercase())
    }

    /// A desk for this webhook and money of this currency; `None` when there can be no such.
    pub fn new(
        webhook_id: &str,
        currency: &str,
        environment: Environment,
        roots: Roots,
        source: Box<dyn FetchCertificate>,
    ) -> Option<Self> {
        Self::takes(webhook_id, currency).then(|| Self {
            webhook_id: webhook_id.to_owned(),
            currency: currency.to_owned(),
            environment,
            roots,
            source,
            shelf: Mutex::default(),
            bodies: Mutex::new(Bodies::new(SIGNATURES_MAX)),
            fetching: tokio::sync::Mutex::default(),
        })
    }

    /// Proves that a notice is PayPal's and says what is in it. `body` are the bytes as they
    /// came, `now` is UTC in microseconds since 1970.
    pub async fn read(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        now: i64,
    ) -> Result<Heard, BadNotice> {
        if body.len() > EVENT_BYTES_MAX {
            return Err(BadNotice::TooLarge);
        }
        let sent = Transmission::of(headers, self.environment)?;
        let age = now.saturating_sub(sent.sent_at);
        if !(-AHEAD_MAX_MICROS..=AGE_MAX_MICROS).contains(&age) {
            return Err(BadNotice::Stale);
        }
        let chain = self.chain(&sent.cert_url, now).await?;
        let message = sent.message(&self.webhook_id, body);
        if !chain.signed(&message, &sent.signature) {
            return Err(BadNotice::Signature);
        }
        let since = now.saturating_sub(AGE_MAX_MICROS);
        if !locked(&self.bodies).admit(&message, body, sent.sent_at, since) {
            return Err(BadNotice::Collision);
        }
        Ok(Heard::of(body, sent.id, &self.currency)?)
    }

    /// The certificate of this address, proven to hold now.
    async fn chain(&self, url: &CertUrl, now: i64) -> Result<Arc<Chain>, BadNotice> {
        if let Some(chain) = self.kept(url, now) {
            return Ok(chain);
        }
        let Ok(_turn) = timeout(FETCH_TIME_MAX, self.fetching.lock()).await else {
            return Err(BadNotice::Busy);
        };
        if let Some(chain) = self.kept(url, now) {
            return Ok(chain);
        }
        if !locked(&self.shelf).may_fetch(FETCHES_A_MINUTE, now) {
            return Err(BadNotice::Busy);
        }
        let pem = match timeout(FETCH_TIME_MAX, self.source.fetch(url)).await {
            Ok(Ok(pem)) => pem,
            Ok(Err(error)) => return Err(BadNotice::Unfetched(error.to_string())),
            Err(_) => return Err(BadNotice::Unfetched("the certificate took too long".into())),
        };
        let small = pem.len() <= CERTIFICATE_BYTES_MAX;
        let chain = small.then(|| Chain::of_pem(&pem)).flatten().ok_or(BadNotice::Certificate)?;
        if !chain.is_of(url.signers(), &self.roots, now) {
            return Err(BadNotice::Certificate);
        }
        let chain = Arc::new(chain);
        locked(&self.shelf).keep(url.clone(), Arc::clone(&chain));
        Ok(chain)
    }

    /// A certificate fetched before, unless it has expired since.
    fn kept(&self, url: &CertUrl, now: i64) -> Option<Arc<Chain>> {
        let chain = locked(&self.shelf).chain(url)?;
        if chain.is_of(url.signers(), &self.roots, now) {
            return Some(chain);
        }
        locked(&self.shelf).forget(url);
        None
    }
}

/// What is behind these locks is whole after every step, so a panic elsewhere does not spoil it.
fn locked<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}
