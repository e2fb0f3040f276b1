//! A certificate with the ones above it, and the roots that it must lead to.

use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, TrustAnchor, UnixTime};
use webpki::{ALL_VERIFICATION_ALGS, EndEntityCert, KeyUsage};

/// Certificates in one file at most: the signer and what leads from it to a root.
const CHAIN_MAX: usize = 6;

/// The authorities that are trusted to say who PayPal is.
#[derive(Debug, Clone)]
pub struct Roots(Vec<TrustAnchor<'static>>);

/// The file holds no usable root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the roots are not a PEM file of at least one certificate of an authority")]
pub struct BadRoots;

/// A certificate file's contents, the signer first. Nothing about it is proven yet.
#[derive(Debug)]
pub(super) struct Chain {
    signer: CertificateDer<'static>,
    above: Vec<CertificateDer<'static>>,
}

impl Roots {
    /// The authorities that browsers trust.
    pub fn of_the_web() -> Self {
        Self(webpki_roots::TLS_SERVER_ROOTS.to_vec())
    }

    /// The authorities in a PEM file and no others.
    pub fn of_pem(pem: &[u8]) -> Result<Self, BadRoots> {
        let mut anchors = Vec::new();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let certificate = certificate.map_err(|_| BadRoots)?;
            let anchor = webpki::anchor_from_trusted_cert(&certificate).map_err(|_| BadRoots)?;
            anchors.push(anchor.to_owned());
        }
        if anchors.is_empty() { Err(BadRoots) } else { Ok(Self(anchors)) }
    }
}

impl Chain {
    /// The certificates of a PEM file; `None` when there is none, too many, or no PEM.
    pub(super) fn of_pem(pem: &[u8]) -> Option<Self> {
        let mut certificates = Vec::new();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            certificates.push(certificate.ok()?);
            if certificates.len() > CHAIN_MAX {
                return None;
            }
        }
        let mut certificates = certificates.into_iter();
        let signer = certificates.next()?;
        Some(Self { signer, above: certificates.collect() })
    }

    /// Whether the signer's certificate leads to a root, holds at `now` (UTC microseconds since
    /// 1970) and carries exactly one of these names, not merely a wildcard over them.
    pub(super) fn is_of(&self, names: &[&str], roots: &Roots, now: i64) -> bool {
        let Ok(signer) = EndEntityCert::try_from(&self.signer) else { return false };
        let now = UnixTime::since_unix_epoch(Duration::from_micros(now.max(0).unsigned_abs()));
        let (algorithms, usage) = (ALL_VERIFICATION_ALGS, KeyUsage::server_auth());
        let path =
            signer.verify_for_usage(algorithms, &roots.0, &self.above, now, usage, None, None);
        path.is_ok() && signer.valid_dns_names().any(|valid| names.contains(&valid))
    }

    /// Whether the signer signed this message, by `SHA256withRSA`.
    pub(super) fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let algorithm = webpki::ring::RSA_PKCS1_2048_8192_SHA256;
        EndEntityCert::try_from(&self.signer)
            .is_ok_and(|signer| signer.verify_signature(algorithm, message, signature).is_ok())
    }
}
