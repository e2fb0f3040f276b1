//! Getting a certificate: from PayPal, or from a folder where the village may not ask the web. The
//! address is a [`CertUrl`], so there is no other host to go to, and an answer that points
//! elsewhere is refused, not followed.

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;

use tokio::io::AsyncReadExt;

use crate::outside::{Outside, Unreached};

use super::cert_url::CertUrl;

/// Largest certificate file in bytes; PayPal's have about 6,000.
pub const CERTIFICATE_BYTES_MAX: usize = 64 * 1024;

/// A certificate on its way.
pub type Fetching<'a> = Pin<Box<dyn Future<Output = Result<Vec<u8>, Unfetched>> + Send + 'a>>;

/// Whoever can get a certificate: the web, or a test that counts.
pub trait FetchCertificate: Send + Sync {
    /// The file at this address. Must not go to any other address, whatever that one answers.
    fn fetch<'a>(&'a self, url: &'a CertUrl) -> Fetching<'a>;
}

/// The certificate did not come; it may come another time.
#[derive(Debug, thiserror::Error)]
#[error("the certificate did not come: {0}")]
pub struct Unfetched(pub String);

/// Gets certificates over the web, without following where an answer points.
pub struct Web(Outside);

impl Web {
    pub fn new(outside: Outside) -> Self {
        Self(outside)
    }
}

/// Takes certificates out of a folder, by their names with `.pem`. Asks nobody.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(path: PathBuf) -> Self {
        Self(path)
    }
}

impl FetchCertificate for Folder {
    fn fetch<'a>(&'a self, url: &'a CertUrl) -> Fetching<'a> {
        // The name holds neither dot nor slash: it cannot lead out of the folder.
        let path = self.0.join(url.name()).with_extension("pem");
        Box::pin(async move {
            let said = |error: std::io::Error| Unfetched(format!("{}: {error}", path.display()));
            let file = tokio::fs::File::open(&path).await.map_err(said)?;
            let mut pem = Vec::new();
            file.take(CERTIFICATE_BYTES_MAX as u64 + 1)
                .read_to_end(&mut pem)
                .await
                .map_err(said)?;
            Ok(pem)
        })
    }
}

impl FetchCertificate for Web {
    fn fetch<'a>(&'a self, url: &'a CertUrl) -> Fetching<'a> {
        Box::pin(async move {
            let said = |error: Unreached| Unfetched(error.to_string());
            let answer = self.0.get(&url.to_string(), CERTIFICATE_BYTES_MAX).await.map_err(said)?;
            if answer.status() == 200 {
                Ok(answer.into_body())
            } else {
                Err(Unfetched(format!("the answer was {}", answer.status())))
            }
        })
    }
}
