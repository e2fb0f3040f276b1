//! Names of models on a hub.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use super::HubFault;

/// What such a name begins with.
const MARK: &str = "hf:";
const RULE: &str = "write hf:OWNER/NAME, hf:OWNER/NAME@REVISION or hf:OWNER/NAME/FILE.gguf";
/// Bytes of a name.
const BYTES_MAX: usize = 300;

/// A model on a hub: `hf:OWNER/NAME[@REVISION][/FILE.gguf]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HubName {
    owner: String,
    model: String,
    revision: Option<String>,
    file: Option<String>,
}

impl HubName {
    /// Whether a text is meant as such a name.
    pub fn is_meant(text: &str) -> bool {
        text.starts_with(MARK)
    }

    /// `OWNER/NAME`.
    pub(super) fn repository(&self) -> String {
        format!("{}/{}", self.owner, self.model)
    }

    /// `models--OWNER--NAME`.
    pub(super) fn folder(&self) -> String {
        format!("models--{}--{}", self.owner, self.model)
    }

    pub(super) fn revision(&self) -> &str {
        self.revision.as_deref().unwrap_or("main")
    }

    pub(super) fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }
}

impl FromStr for HubName {
    type Err = HubFault;

    fn from_str(text: &str) -> Result<Self, HubFault> {
        let wrong = || HubFault::Name { text: text.chars().take(BYTES_MAX).collect(), rule: RULE };
        let rest = text.strip_prefix(MARK).filter(|_| text.len() <= BYTES_MAX);
        let mut parts = rest.ok_or_else(wrong)?.splitn(3, '/');
        let (owner, model) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        let (model, revision) = match model.split_once('@') {
            Some((model, revision)) => (model, Some(revision)),
            None => (model, None),
        };
        let file = parts.next();
        let sound = [Some(owner), Some(model), revision].into_iter().flatten().all(is_plain)
            && file.is_none_or(|file| is_safe(file) && has_ending(file, "gguf"));
        if !sound {
            return Err(wrong());
        }
        let own = str::to_owned;
        let (revision, file) = (revision.map(own), file.map(own));
        Ok(Self { owner: owner.to_owned(), model: model.to_owned(), revision, file })
    }
}

impl fmt::Display for HubName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{MARK}{}/{}", self.owner, self.model)?;
        if let Some(revision) = &self.revision {
            write!(f, "@{revision}")?;
        }
        self.file.as_ref().map_or(Ok(()), |file| write!(f, "/{file}"))
    }
}

/// Letters, digits and a few marks; nothing that a path or an address would read otherwise.
fn is_plain(part: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    !part.is_empty() && !part.starts_with('.') && part.bytes().all(plain)
}

/// Whether a file's name ends so.
pub(super) fn has_ending(file: &str, ending: &str) -> bool {
    Path::new(file).extension().is_some_and(|own| own == ending)
}

/// Whether a file of this name stays within its folder.
pub(super) fn is_safe(file: &str) -> bool {
    file.len() <= BYTES_MAX && file.split('/').all(is_plain)
}
