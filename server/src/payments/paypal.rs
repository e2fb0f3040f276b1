//! PayPal's webhook. A notice counts only when PayPal's key signed it for this village's webhook:
//! over the bytes as they came, with a certificate that came from PayPal's own API host, leads to
//! a trusted root and names PayPal's signer. [`Desk::read`] is the only way in.
//!
//! What PayPal signs is `transmission id|time|webhook id|CRC-32 of the body`. CRC-32 is no proof:
//! whoever holds one genuine notice can write another body of the same sum. Therefore a signature
//! counts for the first body that came with it and for no other, for as long as the desk
//! remembers, and a notice that is older than that is refused.
//!
//! Absent on purpose: revocation lists (PayPal changes its certificate, it does not revoke it),
//! and any call to PayPal but the fetch of a certificate.

mod cert_url;
mod chain;
mod desk;
mod event;
mod fetch;
mod memory;
mod rate;
mod transmission;

pub use cert_url::{CertUrl, Environment};
pub use chain::{BadRoots, Roots};
pub use desk::{BadNotice, Desk, FETCH_TIME_MAX, FETCHES_A_MINUTE};
pub use event::{BadEvent, EVENT_BYTES_MAX, Heard, Kind, Notice, Payee};
pub use fetch::{CERTIFICATE_BYTES_MAX, FetchCertificate, Fetching, Folder, Unfetched, Web};
pub use rate::{BadRate, Rate};
