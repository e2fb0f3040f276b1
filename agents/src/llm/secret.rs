//! A key that is never shown: not in logs, not in failures, not by `{:?}`.

use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use reqwest::header::HeaderValue;
use thiserror::Error;

/// Bytes of a key.
pub const SECRET_BYTES_MAX: usize = 4096;

/// A key of a model server.
#[derive(Clone)]
pub struct Secret(String);

/// Why there is no key. Never tells any of it.
#[derive(Debug, Error)]
pub enum SecretFault {
    #[error("the variable {name} is not set; set it to the key, or remove key_env")]
    NotSet { name: String },
    #[error("the key file {path} cannot be read")]
    File { path: PathBuf, source: io::Error },
    #[error("a key is 1 to {SECRET_BYTES_MAX} visible ASCII characters on one line")]
    Form,
}

impl Secret {
    /// A key as it is; space around it does not count.
    pub fn new(key: &str) -> Result<Self, SecretFault> {
        let key = key.trim();
        let visible = key.bytes().all(|byte| byte.is_ascii_graphic());
        if key.is_empty() || key.len() > SECRET_BYTES_MAX || !visible {
            return Err(SecretFault::Form);
        }
        Ok(Self(key.to_owned()))
    }

    /// The value of an environment variable.
    pub fn from_env(name: &str) -> Result<Self, SecretFault> {
        let not_set = |_| SecretFault::NotSet { name: name.to_owned() };
        Self::new(&std::env::var(name).map_err(not_set)?)
    }

    /// The content of a file.
    pub fn from_file(path: &Path) -> Result<Self, SecretFault> {
        let fault = |source| SecretFault::File { path: path.to_owned(), source };
        let file = std::fs::File::open(path).map_err(fault)?;
        let mut text = String::new();
        // One byte more than is good, so that a file that is too long is seen to be.
        let limit = SECRET_BYTES_MAX as u64 + 64;
        file.take(limit).read_to_string(&mut text).map_err(fault)?;
        Self::new(&text)
    }

    /// `Bearer KEY`, marked so that HTTP libraries do not show it either.
    pub fn bearer(&self) -> HeaderValue {
        let mut value = HeaderValue::from_str(&format!("Bearer {}", self.0))
            .expect("a key is visible ASCII, which a header may hold");
        value.set_sensitive(true);
        value
    }

    /// The text with every occurrence of the key blacked out: some servers quote it back.
    pub(super) fn blackened(&self, text: &str) -> String {
        text.replace(&self.0, "[key]")
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_never_shown() {
        let secret = Secret::new(" sk-canary\n").unwrap();
        assert_eq!(format!("{secret:?} {:?}", secret.bearer()), "Secret(..) Sensitive");
        assert_eq!(secret.blackened("bad key sk-canary!"), "bad key [key]!");
    }

    #[test]
    fn what_is_no_key_is_refused_without_telling_it() {
        for text in ["", " ", "two words", "a\nb", "schlüssel", &"k".repeat(5000)] {
            let fault = Secret::new(text).unwrap_err().to_string();
            assert!(text.trim().is_empty() || !fault.contains(text), "{fault}");
        }
    }

    #[test]
    fn a_key_comes_from_a_file() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "sk-1\n").unwrap();
        assert_eq!(Secret::from_file(file.path()).unwrap().0, "sk-1");
        std::fs::write(file.path(), "k".repeat(1 << 20)).unwrap();
        assert!(Secret::from_file(file.path()).is_err());
    }
}
