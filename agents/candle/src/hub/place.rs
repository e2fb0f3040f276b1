//! Where models of a hub are kept.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use village_agents::llm::Secret;

use super::{HubFault, HubName, Wanted};
use crate::weights;

/// Files of a language model besides its weights, as far as it has them.
pub(super) const LANGUAGE: [&str; 6] = [
    "config.json",
    "generation_config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "chat_template.jinja",
    "model.safetensors.index.json",
];
/// The same of a sentence model.
pub(super) const SENTENCES: [&str; 4] =
    ["config.json", "tokenizer.json", "sentence_bert_config.json", "1_Pooling/config.json"];

/// A hub's address, where what comes from it is kept, and whether it may be asked.
pub struct HubPlace {
    /// Such as `https://huggingface.co`.
    pub endpoint: String,
    /// The folder with `models--OWNER--NAME`.
    pub cache: PathBuf,
    pub key: Option<Secret>,
    /// Only what is here already.
    pub offline: bool,
}

impl fmt::Debug for HubPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { endpoint, cache, .. } = self;
        f.debug_struct("HubPlace").field("endpoint", endpoint).field("cache", cache).finish()
    }
}

/// The files that an index names.
#[derive(Deserialize)]
struct Index {
    weight_map: BTreeMap<String, String>,
}

impl HubPlace {
    /// As the hub's own tools find it: by `HF_ENDPOINT`, `HF_HUB_CACHE` or `HF_HOME`, `HF_TOKEN`
    /// and `HF_HUB_OFFLINE`.
    pub fn of_environment() -> Self {
        Self::told_by(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
    }

    pub(super) fn told_by(told: impl Fn(&str) -> Option<String>) -> Self {
        let usual = || {
            let at_home = || Some(PathBuf::from(told("HOME").or_else(|| told("USERPROFILE"))?));
            let cache = told("XDG_CACHE_HOME").map(PathBuf::from);
            let cache = cache.or_else(|| Some(at_home()?.join(".cache")));
            cache.unwrap_or_default().join("huggingface")
        };
        let home = told("HF_HOME").map_or_else(usual, PathBuf::from);
        let cache = told("HF_HUB_CACHE").map_or_else(|| home.join("hub"), PathBuf::from);
        let endpoint = told("HF_ENDPOINT").unwrap_or_else(|| "https://huggingface.co".into());
        let yes =
            |value: String| matches!(&*value.to_ascii_lowercase(), "1" | "true" | "yes" | "on");
        let offline = told("HF_HUB_OFFLINE").is_some_and(yes);
        let key = told("HF_TOKEN").and_then(|key| Secret::new(&key).ok());
        Self { endpoint, cache, key, offline }
    }

    /// What of a model is here, if all of it is.
    pub(super) fn find(&self, name: &HubName, wanted: Wanted) -> Option<PathBuf> {
        let commit = fs::read_to_string(self.reference(name));
        let commit = commit.map_or_else(|_| name.revision().to_owned(), |text| text.trim().into());
        let folder = Some(commit).filter(|commit| super::name::is_safe(commit))?;
        let folder = self.snapshot(name, &folder);
        if let Some(file) = name.file() {
            return Some(folder.join(file)).filter(|path| path.is_file());
        }
        let there = |file: &str| folder.join(file).is_file();
        let has_weights = there("model.safetensors") || all_parts_are_there(&folder);
        if there("config.json") && there("tokenizer.json") && has_weights {
            return Some(folder);
        }
        let mut packed = fs::read_dir(&folder).ok()?.filter_map(Result::ok);
        let mut packed = std::iter::from_fn(|| packed.next()).map(|entry| entry.path());
        let is_packed = |path: &PathBuf| path.extension().is_some_and(|kind| kind == "gguf");
        packed.find(is_packed).filter(|path| wanted == Wanted::Language && path.is_file())
    }

    fn reference(&self, name: &HubName) -> PathBuf {
        self.cache.join(name.folder()).join("refs").join(name.revision())
    }

    pub(super) fn snapshot(&self, name: &HubName, commit: &str) -> PathBuf {
        self.cache.join(name.folder()).join("snapshots").join(commit)
    }

    pub(super) fn blob(&self, name: &HubName, etag: &str) -> PathBuf {
        self.cache.join(name.folder()).join("blobs").join(etag)
    }

    /// Notes which commit a revision is.
    pub(super) fn note(&self, name: &HubName, commit: &str) -> Result<(), HubFault> {
        if name.revision() == commit {
            return Ok(());
        }
        let path = self.reference(name);
        folder_of(&path)?;
        fs::write(&path, commit).map_err(|source| HubFault::Keep { path, source })
    }
}

/// Whether every file that the index of a folder names is there.
fn all_parts_are_there(folder: &Path) -> bool {
    let index = weights::json::<Index>(&folder.join("model.safetensors.index.json"));
    index.is_ok_and(|index| {
        let names: BTreeSet<String> = index.weight_map.into_values().collect();
        !names.is_empty() && names.iter().all(|name| folder.join(name).is_file())
    })
}

/// Makes the folder in which a file is to lie.
pub(super) fn folder_of(path: &Path) -> Result<(), HubFault> {
    let folder = path.parent().unwrap_or(path);
    let keep = |source| HubFault::Keep { path: folder.to_owned(), source };
    fs::create_dir_all(folder).map_err(keep)
}

/// Gives what was fetched its name in a snapshot.
pub(super) fn link(blob: &Path, link: &Path) -> Result<(), HubFault> {
    folder_of(link)?;
    let keep = |source| HubFault::Keep { path: link.to_owned(), source };
    // Relative, as the hub's own tools do it: the cache may be moved.
    #[cfg(unix)]
    let made = {
        let model = blob.parent().and_then(Path::parent).unwrap_or(blob);
        let depth = link.strip_prefix(model).map_or(0, |inner| inner.components().count() - 1);
        let up = "../".repeat(depth);
        let name = blob.file_name().unwrap_or_default();
        std::os::unix::fs::symlink(Path::new(&up).join("blobs").join(name), link)
    };
    #[cfg(not(unix))]
    let made = fs::hard_link(blob, link);
    match made {
        // Another process was as quick.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        other => other.map_err(keep),
    }
}
